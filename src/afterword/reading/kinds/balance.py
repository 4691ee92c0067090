"""The tables' word against the learned leaning: who is believed where the tables do not speak with certainty."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping

from afterword.reading.kinds.deciding import ENOUGH, Setting, weights_of
from afterword.reading.kinds.leaning import Lexicon, leanings, lexicon, marks
from afterword.reading.kinds.weighing import Evidence
from afterword.reading.language import HIRING_ABROAD
from afterword.reading.model import Kind, Letter

SURE = 0.96  # confidence from which the tables alone decide
SPOKEN_OUT = 0.92  # and from which they do of a yes or a no, which people put more plainly than the rest
_TRUST = 1.0  # log-odds a table's verdict adds at a confidence of 0.9
_SPOKEN = 0.25  # log-odds any weight of four adds
_NEVER = 5.5  # how far behind a kind is out of the question
_PEST = 0.5  # how far a kind that sets off letters must lead over a plain letter where no word of work stands
_LONG = 160  # words; without a word of work and unheard by every table, a longer letter is about something else
_KNOWN_SHARE = 0.4  # of its words the model must know to say anything by itself
_CLEAR = 0.9  # how sure the model must be to be asked about a person's letter in which no table heard anything
_HEARD = 0.8  # confidence from which the tables are believed where it does not
_GUESSED = 0.3  # how sure the model must be of what no table heard in a letter that speaks of work
_ALONE = 0.4  # and in one that does not
_FROM_NOBODY = 0.6  # and where that one comes from no person's mailbox
_A_GUESS = 0.45  # what a leaning alone is worth where no word of work stands: it sets nothing off (model.counted)
_TALKS: tuple[Kind, ...] = ("interview_invitation", "interview_scheduled")
_PLAIN: tuple[Kind, ...] = ("personal", "other")
_MEDDLING: tuple[Kind, ...] = ("offer", "rejection", "recruiter_outreach")
_GONE = re.compile(r"\b(?:no longer|no more|conclud\w+|not here|(?<!you )(?<!you have )(?<!you.ve )left|leav(?:e|ing)|moved on|last day|retired?|departed|not (?:with|at|work|part|monitored)|any ?more|longer|former(?:ly)?|joined|has gone|moved to|replac\w+|succe\w+|take[ns]? over|ceased|finished|unmonitored|plus (?:chez|dans)|nicht mehr|ya no)\b")
_OF_WORK: tuple[Kind, ...] = (*_MEDDLING, "interview_invitation", "interview_scheduled", "info_request", "application_received")
_WORK = re.compile(
    r"\b(?:jobs?|positions? (?:of|as|at|with)|(?:the|this|our|your|open|a) (?:positions?|roles?|posts?)|vacanc\w+|interview\w*|(?:your|an|the|job) applications?|appl(?:ied|ying) (?:for|to)|applicants?|"
    r"candida\w+|hir(?:e|ed|ing)|cv|r[eé]sum[eé]s?|hiring panel|references?|referees?|employ(?:er|ment|ees?)|recruit\w*|salary|shortlist\w*|onboarding|probation|assessment|screening|trial (?:shift|day)|"
    r"your (?:experience|background|profile|portfolio)|(?:first|second|final|next) (?:round|stage)|join (?:us|our team)|(?:the|our) (?:panel|contract|hiring team)|"
    r"apprentice\w*|internships?|traineeships?|lectureship|fellowship|postdoc\w*|praktikum|wages?|stipend|merit list|t(?:ake|aking|ook|aken) (?:you|someone|somebody|anyone|anybody) on|"
    rf"{HIRING_ABROAD}|probe(?:arbeiten|tag)|(?:die|eine|der) stelle|poste d['e]|votre dossier|solicitud|proceso de selecci[oó]n|prueba de trabajo)\b"
)  # both are looked for in lower case, which is several times quicker than without regard to case
_NEAR = 1500  # characters from the top in which a word of work says what a letter is about
_ANSWERS: tuple[Kind, ...] = ("auto_reply_away", "auto_reply_left", "application_received", "other")
_AUTOMATIC = re.compile(
    r"\W*(?:(?:automatic|automated|auto)[ -]?(?:reply|response|:|\])|auto\]|autosvar|automatische antwort|automatisch antwoord|abwesen|out of office|ooo\b|r[ée]ponse automatique|respuesta autom|risposta autom)",
    re.IGNORECASE,
)

_TO_ALL = re.compile(
    r"\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|morning)?,? ?(?:there )?(?:all|everyone|everybody|team|colleagues|friends|folks|gang|both|members?|residents|neighbou?rs|parents|customers?|students|subscribers?|supporters|alumni|class of)\b",
    re.IGNORECASE,
)


def is_settled(letter: Letter, kind: Kind, confidence: float, setting: Setting) -> bool:
    """Have the tables spoken with certainty? A yes or no in whose letter no word of work stands is not certain: life has many."""
    if kind in _MEDDLING and not (setting.mine or _is_of_work(letter, setting)):
        return False
    if kind == "other":  # what a vendor is known to send; else words tell it better than tables
        return setting.mine or setting.hint is not None or setting.vendor == "noise"
    if setting.mine:
        return kind != "personal"
    return confidence >= (SPOKEN_OUT if kind in ("offer", "rejection") else SURE)


def settle(
    letter: Letter, evidence: Evidence, setting: Setting, kind: Kind, confidence: float, known: Lexicon | None = None
) -> tuple[Kind, float]:
    """The kind, and how sure (0 to 1), from the tables' unsure verdict and the leaning of the words."""
    answered, weights = is_answered(letter, setting), weights_of(evidence, setting)
    worked = _is_of_work(letter, setting)
    if kind not in _PLAIN and worked and not answered and confidence >= _HEARD and _is_strange(evidence, known):
        return kind, confidence  # in a language the model does not know, only the tables do
    unheard = not worked and not answered and kind in _PLAIN and max(weights.values()) <= 0
    leaning = leanings(marks_of(letter, evidence, setting), known)
    clear = setting.person and math.exp(max(leaning.values())) >= _CLEAR
    if unheard and not clear and (evidence.words > _LONG or _is_strange(evidence, known)):
        return kind, confidence
    scores = _scores(leaning, weights, kind, confidence)
    for one in _impossible(setting, scores, kind, answered=answered):
        del scores[one]
    if evidence.of("pending") >= ENOUGH:  # who says "not yet" says neither yes nor no, unless the tables hear it
        scores = {one: score for one, score in scores.items() if one not in ("offer", "rejection") or weights[one] > 0}
    _temper(letter, setting, scores, answered=answered)
    best = max(scores, key=scores.__getitem__)
    plain: Kind = "other" if setting.machine or setting.listed or not (setting.person or worked) else "personal"
    if best in _MEDDLING and not worked and scores.get(plain, -math.inf) > scores[best] - _PEST:
        best = plain
    sure = _share(scores, best)
    guessed = best in _OF_WORK and best != kind and weights.get(best, 0) <= 0  # no table heard it
    if guessed and sure < (_GUESSED if worked else _ALONE if setting.person else _FROM_NOBODY):
        best = plain if kind not in _PLAIN else kind
    if best == "personal" and not letter.sender.name:
        best = plain  # whose mailbox bears no name writes no person's letter where no word of work stands
    sure = sum(_share(scores, one) for one in (_TALKS if best in _TALKS else (best,)))  # a talk's hour may be fixed or sought: it is about a talk
    most = _A_GUESS if guessed and not worked and best in _OF_WORK else 0.95
    return best, round(min(most, max(0.35, sure)), 2)


def _share(scores: Mapping[Kind, float], kind: Kind) -> float:
    """The probability of `kind` among all there are scores for."""
    if kind not in scores:
        return 0.0
    return 1 / sum(math.exp(score - scores[kind]) for score in scores.values())


def _temper(letter: Letter, setting: Setting, scores: dict[Kind, float], *, answered: bool) -> None:
    """What only words may say, and what a letter's first words rule out."""
    left = scores.get("auto_reply_left", -math.inf)
    if left < max(scores.values()) - _NEVER or not _GONE.search(letter.body[:6000].lower()):
        scores.pop("auto_reply_left", None)  # a mailbox counts as left for ever: only words may say so
    to_all = _TO_ALL.match(letter.body[:200]) is not None
    if to_all and not answered:  # a machine answers one person; who greets all has written
        scores.pop("auto_reply_left", None)
        scores.pop("auto_reply_away", None)
    if to_all and not setting.reply and not _speaks_of_work(letter):
        for kind in _OF_WORK:
            scores.pop(kind, None)
    if setting.reply and "recruiter_outreach" in scores:
        scores["recruiter_outreach"] -= 1.5


def _is_strange(evidence: Evidence, known: Lexicon | None) -> bool:
    """Does the model, which knows short English letters about hiring, know hardly a word of this?"""
    packed = (known or lexicon()).packed
    said = frozenset().union(*[one.heard for one in evidence.read]) - {",", "?"}
    return len(said & packed.keys()) < max(2, _KNOWN_SHARE * len(said))


def _is_of_work(letter: Letter, setting: Setting) -> bool:
    """Did an applicant system send it, does its subject name a job, or does a word of hiring stand in it?"""
    return bool(setting.vendor) or setting.titled or _speaks_of_work(letter)


def _speaks_of_work(letter: Letter) -> bool:
    """Does subject or text hold a word of hiring?"""
    return _WORK.search(letter.subject.lower()) is not None or _WORK.search(letter.body[:_NEAR].lower()) is not None


def is_answered(letter: Letter, setting: Setting) -> bool:
    """Does a header or the subject say that a machine answered for somebody?"""
    return setting.automatic or _AUTOMATIC.match(letter.subject) is not None


def marks_of(letter: Letter, evidence: Evidence, setting: Setting) -> set[str]:
    """The letter as the model takes it (`leaning.marks`)."""
    names = frozenset(
        word for one in (letter.sender, *letter.to) if one.name for word in one.name.lower().replace(",", " ").split()
    )
    told = _envelope(letter, setting, evidence)
    return marks(evidence.read, evidence.titles, names, told)


def _envelope(letter: Letter, setting: Setting, evidence: Evidence) -> Iterator[str]:
    for name in ("machine", "person", "automatic", "listed", "reply", "employer", "titled"):
        if getattr(setting, name):
            yield name
    if setting.vendor:
        yield setting.vendor
    if setting.calendar:
        yield "calendar"
    if is_answered(letter, setting):
        yield "answered"
    if any("?" in sentence.heard for sentence in evidence.read):
        yield "?"


def _scores(
    leaning: Mapping[Kind, float], weights: Mapping[Kind, int], kind: Kind, confidence: float
) -> dict[Kind, float]:
    """Log-odds of each kind. A verdict of `personal`, or an unsure `other`, only says that no table spoke."""
    scores = dict(leaning)
    if kind != "personal" and not (kind == "other" and confidence < 0.7):
        scores[kind] = scores.get(kind, -9.0) + _TRUST * (confidence - 0.4) / 0.5
    for one, weight in weights.items():
        if weight > 0:
            scores[one] = scores.get(one, -9.0) + _SPOKEN * min(weight, 4) / 4
    return scores


def _impossible(setting: Setting, scores: Mapping[Kind, float], kind: Kind, *, answered: bool) -> list[Kind]:
    """Kinds the envelope rules out: a machine is no friend, an automatic answer no letter."""
    if setting.mine:  # the user's own letter asks, tells or thanks; nothing in it is decided about them
        return [one for one in scores if one not in ("personal", "thank_you")]
    if setting.listed and kind == "other":  # a list that the tables hear nothing of the reader's own in
        return [one for one in scores if one not in ("job_alert", "other")]
    if answered:
        return [one for one in scores if one not in _ANSWERS]
    if setting.machine or setting.listed:
        return [one for one in ("personal", "thank_you") if one in scores]
    return []
