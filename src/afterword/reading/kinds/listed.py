"""Mail that goes to many and holds no word of work: told by one look at its words, before any table is read.

Most mail of a mailbox is of this sort, and no phrase table could say anything of it but "other".
"""

from __future__ import annotations

from collections.abc import Mapping

from afterword.reading.sentences import words

CAP = 4096  # characters read of what goes to many: what it is shows at its top
_HEADERS = ("list-id", "list-unsubscribe", "list-post", "feedback-id")
# Words without which nothing is an application's mail, an absence or a digest of jobs.
_WORK = frozenset(
    "application applications applied apply applying applicant applicants candidate candidates candidacy interview interviews interviewed interviewing interviewer "
    "position positions role roles job jobs hire hires hired hiring recruit recruiter recruiters recruiting recruitment vacancy vacancies opening openings career careers "
    "resume résumé cv offer offers internship internships apprenticeship employment employer salary shortlist shortlisted assessment onboarding talent contract screening "
    "unsuccessful regret regretfully unfortunately opportunity opportunities post office away vacation holiday leave absence automatic autoreply auto-reply ooo maternity sabbatical "
    "requisition profile skills panel reference references".split()
)


def is_listed(headers: Mapping[str, str]) -> bool:
    """Do headers say that it goes to many?"""
    return headers.get("precedence", "").lower() in ("bulk", "list") or any(name in headers for name in _HEADERS)


def speaks_of_work(subject: str, text: str) -> bool:
    """Is there a word of work, or of being away, in the subject or at the top of the text?"""
    return not (_WORK.isdisjoint(words.__wrapped__(text[:CAP])) and _WORK.isdisjoint(words.__wrapped__(subject[:400])))
