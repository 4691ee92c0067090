"""Is a mail bulk: sent to many by a machine or a list? Job mail never is, however it was sent (FORMATS.md, section 8)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from afterword.facts.handles import domain_of, is_role_mailbox
from afterword.facts.kinds import Mailbox

# Systems through which employers write to applicants; matched on dot boundaries.
_HIRING = frozenset(
    "greenhouse-mail.io greenhouse.io lever.co myworkday.com workday.com myworkdayjobs.com myworkdaysite.com workdaymail.com "
    "ashbyhq.com ashby.email icims.com smartrecruiters.com smartrecruitersmail.com workablemail.com workable.com "
    "successfactors.com successfactors.eu sapsf.com sapsf.eu taleo.net oraclecloud.com jobvite.com bamboohr.com "
    "applytojob.com jazzhr.com jazz.co breezy.hr recruitee.com teamtailor.com teamtailor-mail.com personio.de personio.com "
    "eightfold.ai rippling-mail.com rippling.com paylocity.com paycomonline.com zohorecruit.com darwinbox.in kekamail.com "
    "gem.com modernloop.io goodtime.io governmentjobs.com pinpointhq.com comeet-notifications.com comeet.co avature.net "
    "phenompeople.com bullhornmail.com jobscore.com trakstar.com hirebridge.com ultipro.com ukg.com dayforce.com "
    "calendly.com savvycal.com cal.com hackerrank.com hackerrankforwork.com codesignal.com codility.com hirevue.com "
    "indeedemail.com softgarden.io softgarden.de join.com welcomekit.co onlyfy.io prescreen.io umantis.com".split()
)
_ALERTS = re.compile(
    r"(?:job-?alerts?|jobs-listings|alerts?|digest|newsletter|recommendations?|jobs?4you|suggestions?)(?:[-_.]?no-?reply)?@|"
    r"@(?:match\.indeed|greenhouse-jobs|us\.greenhouse-jobs|(?:.+\.)?jobright|(?:.+\.)?glassdoor|(?:.+\.)?ziprecruiter|"
    r"(?:.+\.)?substack|(?:.+\.)?leetcode|(?:.+\.)?coursera)\."
)
_ABOUT_ME = re.compile(
    r"\byour (?:\S+ ){0,3}(?:application|candidacy|candidature|interview|resume|cv|offer|assessment|submission)\b|"
    r"\b(?:thank you|thanks) (?:\S+ ){0,3}(?:for (?:\S+ )?(?:applying|application|your (?:application|interest in the)))|"
    r"\byou (?:have )?applied\b|\bapplication (?:received|update|status|submitted|confirmation|was (?:sent|viewed))\b|"
    r"\b(?:interview|phone screen)\b.{0,40}\b(?:with|invitation|confirm\w*|schedul\w+|availability|request)\b|"
    r"\b(?:invitation|invited|confirm\w*|schedul\w+|availability)\b.{0,40}\binterview\b|"
    r"\b(?:ihre|deine) bewerbung\b|\bvotre candidature\b|\b(?:tu|su) (?:solicitud|candidatura)\b|\b(?:tua|sua) candidatura\b|"
    r"\buw sollicitatie\b|\bviewed your application\b",
)
_STEMS = tuple(
    "applic appl candid interview resume cv offer assessment submission phone bewerb solicit sollicit".split()
)
_PRECEDENCE = frozenset({"bulk", "list", "junk"})


def _below(domain: str, known: frozenset[str]) -> bool:
    while "." in domain:
        if domain in known:
            return True
        domain = domain.partition(".")[2]
    return False


def is_job_mail(sender: Mailbox, subject: str, text: str) -> bool:
    """Is this a hiring system's or an employer's word about the reader's own application?"""
    if _ALERTS.search(sender.email):
        return False
    domain = domain_of(sender.email)
    if _below(domain, _HIRING) or domain.startswith("gh-mail."):
        return True
    said = f"{subject}\n{text[:1500]}".lower()
    return any(stem in said for stem in _STEMS) and _ABOUT_ME.search(said) is not None


def is_bulk(sender: Mailbox, subject: str, text: str, headers: Mapping[str, str], *, to_me: bool, answer: bool) -> bool:
    """Lists and machines. `to_me`: addressed to the user by name of mailbox; `answer`: it answers an earlier mail."""
    listed = "list-id" in headers or headers.get("precedence", "").lower() in _PRECEDENCE
    subscribed = "list-unsubscribe" in headers
    if not listed and not subscribed:
        return _ALERTS.search(sender.email) is not None
    machine = is_role_mailbox(sender.email) or _ALERTS.search(sender.email) is not None
    if not listed and not machine:
        return False
    if to_me and answer and not machine and not subscribed:
        return False  # a person answers the user through a list
    return not is_job_mail(sender, subject, text)
