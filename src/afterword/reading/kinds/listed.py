"""Mail that goes to many: told by one look at its words, before any table is read.

Most mail of a mailbox is of this sort, and no phrase table could say anything of it but "other": a list's or a feed's mail
without a word of work, and adverts that own to no list.
"""

from __future__ import annotations

from afterword.reading.kinds.adverts import is_advert
from afterword.reading.model import Letter
from afterword.reading.sentences import words

CAP = 2048  # characters read of what goes to many: what it is shows at its top
_HEADERS = ("list-id", "list-unsubscribe", "list-post", "feedback-id")
_FEEDS = frozenset(
    "rss rssfeed rssfeeds rss2email feeds listserv listproc majordomo mailman newsletter newsletters".split()
)
# Words without which nothing is an application's mail, an absence or a digest of jobs.
_WORK = frozenset(
    "application applications applied apply applying applicant applicants candidate candidates candidacy interview interviews interviewed interviewing interviewer "
    "position positions role roles job jobs hire hires hired hiring recruit recruiter recruiters recruiting recruitment vacancy vacancies opening openings career careers "
    "resume résumé cv offer offers internship internships apprenticeship employment employer salary shortlist shortlisted assessment onboarding talent contract screening "
    "unsuccessful regret regretfully unfortunately opportunity opportunities post office away vacation holiday leave absence automatic autoreply auto-reply ooo maternity sabbatical "
    "requisition profile skills panel reference references".split()
)


def is_listed(letter: Letter) -> bool:
    """Do headers, or a mailbox that exists for it, say that it goes to many?"""
    headers = letter.headers
    return (
        headers.get("precedence", "").lower() in ("bulk", "list")
        or any(name in headers for name in _HEADERS)
        or letter.sender.email.partition("@")[0] in _FEEDS
    )


def goes_to_many(letter: Letter, subject: str, text: str, *, listed: bool, reply: bool) -> bool:
    """Is it a list's mail that holds no word of work or of being away, or else an advert? `subject` without its "Re:"."""
    top = text[:CAP]
    titled, heard = words.__wrapped__(subject[:400]), words.__wrapped__(top)
    if listed and _WORK.isdisjoint(heard) and _WORK.isdisjoint(titled):
        return True
    return is_advert(subject, top, letter.sender.email, titled, heard, reply=reply)
