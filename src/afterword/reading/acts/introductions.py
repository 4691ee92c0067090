"""Introductions: offered, asked for, accepted, made."""

from __future__ import annotations

import re
from collections.abc import Iterator

from afterword.reading.acts.frames import Frame, words
from afterword.reading.acts.names import people_in, person_at, same_person
from afterword.reading.acts.scene import Scene, says_something
from afterword.reading.acts.whom import Whom, about, addressed, whom
from afterword.reading.cued import Cued
from afterword.reading.heard import Sentence
from afterword.reading.model import Act

CUES = words(
    "introduce introduced introducing introduces introduction introductions intro intros connect connected connecting connection touch meet cc cc'd ccd "
    "cced copied copying loop looped looping link hook ask word line ping details cv resume number reference referred recommended "
    "vouched mentioned praises expect expecting name forward blurb paste refer referral flagged recommend praise wrote rang told mention pass drop shoot share give sound bring know shout together talk front meeting contact email send said "
    "adding acquainted acquaint please gladly love nudge note nominated internally set"
)

# The thing offered: bringing two people together.
_DEED = (
    r"(?:introduce (?:you|the two of you|you both|you two)|connect (?:you|the two of you)|put (?:you|the two of you) (?:two )?(?:directly )?(?:in (?:touch|contact)|together|onto|on to)|"
    r"link (?:you|the two of you)(?: two)?(?: up)?|hook you (?:two |both )?up|set you up with|get (?:you|the two of you) (?:two )?(?:talking|together|in touch)|"
    r"(?:make|do|arrange|set up|broker|send|write) (?:you |that |you both )?(?:an?|the|that|some|any)? ?(?:e-?mail |quick |warm |personal |proper |short )*(?:intro|introduction|connection)s?\b|"
    r"make (?:you two|you both|you) acquainted|loop you in with|bring you together|acquaint you)"
)
# Asking or telling a third person on the reader's behalf.
_ERRAND = (
    r"(?:(?:drop|send|shoot|write) (?:him|her|them|[a-z]+) (?:a (?:line|note|text|message|quick line|quick note|word)|an e-?mail)|have a (?:quiet |quick )?word with|"
    r"put in a (?:good |kind )?word|mention (?:you|your name) to|pass (?:on |along )?your (?:name|details|number|cv|resume|contact details|email|portfolio)|"
    r"(?:give|send|forward|share|hand) (?:him|her|them|[a-z]+) your (?:name|details|number|cv|resume|contact details|email|portfolio)|"
    r"(?:forward|share|send|hand|give) (?:on )?your (?:name|details|number|cv|resume|contact details|email|portfolio) (?:on )?to|"
    r"pass (?:it|them|this|that|those) (?:on |along |over )?to (?!you)|ask (?:him|her|them) (?:for you|if|whether|to)|ask (?:him|her|them)\b|speak to (?:him|her|them) (?:for|about) you|sound (?:him|her|them) out|see if (?:he|she|they)(?:'d| would| can| could| will|'ll))"
)
_WILLING = r"(?:happy|glad|pleased|delighted|willing|more than happy|only too happy|very happy|love|like|keen|able|thrilled|honou?red|going|mean|meaning|want|planning|plan|intend|trying|try|ready|free)"
_I_CAN = r"\b(?:i|we) (?:(?:can|could|will|shall|would|might|may|am going to|'m going to)|(?:can|could|will) (?:also|easily|gladly|certainly|definitely|happily|surely|probably|always|try to))"
_I_CAN = rf"(?:{_I_CAN}|\b(?:i|we)'ll(?: also| gladly| happily| certainly| definitely| try to| see if i can)?|\bi'd(?: gladly| happily| also)?)"
_ASIDE = r"(?: (?:also|easily|gladly|certainly|definitely|happily|then|just|perhaps|absolutely|always|maybe|of course|quickly))?"

_NOT_PERSONS = re.compile(
    r"\b(?:introduce (?:you|myself|ourselves) (?:to )?(?:our|the|my|a|some) (?:new(?:est)? )?(?:product|service|platform|app|range|feature|collection|tool|programme|program|offer|solution|course|newsletter|company|brand)|"
    r"connect (?:you )?(?:on|via|through) linkedin|introduce (?:myself|ourselves)|connect you (?:to|with) (?:the )?(?:wifi|wi-fi|zoom|meeting|call|server|support|customer))"
)
_SPOKEN_FOR = re.compile(
    r"\b(?:thanks?|thank you|grateful|appreciate\w*|kind of you) (?:\w+ ){0,4}(?:for |to )?(?:offer|introduc|connect|putting|the intro)"
)

OFFERED = (
    Frame(
        "introduction_offered",
        Cued(
            rf"\b{_WILLING} (?:to|on)(?: be able to| help(?: you)?| also| then| just| see if i can| try to)? {_DEED}",
            rf"{_I_CAN}{_ASIDE} {_DEED}",
            rf"\blet me (?:just |also |see if i can |try to )?{_DEED}",
            rf"\b(?:shall|should|could|may|can|will) i (?:just |perhaps )?{_DEED}",
            rf"\b(?:would|do|did)? ?(?:you )?(?:like|want|care for) me to {_DEED}",
            r"\b(?:would you like|do you want|want|fancy|like|care for|shall i (?:make|do)|happy to (?:make|do|give)|glad to (?:make|do|give)|can (?:make|do|give)|could (?:make|do|give)|will (?:make|do|give)|'ll (?:make|do|give)) (?:you )?(?:an|the) (?:e-?mail |quick |warm |personal )*(?:intro|introduction)\b",
            r"\bi (?:would|'d) be (?:a|the) (?:natural|good|easy) (?:bridge|link|introduction)",
            r"\b(?:you two|the two of you|you both) (?:should|ought to|must|need to|have to|would) (?:meet|talk|know|get on)[^.]{0,60}\b(?:let me|i'll|i can|i could|happy|shall i)",
            r"\bi(?:'d| would) (?:really |very much )?(?:love|like) (?:for )?you (?:two )?to (?:meet|get to know|talk to|know)\b",
            r"\bsay the word and i(?:'ll| will| can)",
            r"\b(?:would|might) (?:an?|the) (?:e-?mail |quick |warm |personal )*(?:intro|introduction) (?:to|with) [^.?!]{2,60}?\b(?:be (?:useful|helpful|of (?:use|interest|help)|welcome|good|interesting|something)|help|interest you|suit you)\b",
            rf"\b(?:you|the two of you) (?:really |definitely )?(?:should|ought to|must|need to|have to|want to) (?:talk|speak|meet|chat|write)\b[^.?!]{{0,80}}(?:{_I_CAN}|\blet me){_ASIDE} (?:set (?:that|it) up|arrange (?:that|it|something)|make (?:that|it) happen|sort (?:that|it) out|fix (?:that|it) up|bring you)",
            r"\b(?:would it help|shall|would you like it|what) if i (?:introduced|connected) you\b|\bif i (?:put|got) you (?:two )?in (?:touch|contact)\b[^.]*\?",
            r"\bif you(?:'d| would)? (?:like|want)(?: me to)?(?: to be introduced|an? intro\w*)",
            r"(?:\bcan|\bcould|'ll|\bwill) (?:definitely |certainly |try to |try and |probably )?get you (?:a (?:meeting|chat|coffee|word|conversation|call) with|in front of|in with|an introduction)",
        ),
        unless=re.compile(
            _NOT_PERSONS.pattern
            + "|"
            + _SPOKEN_FOR.pattern
            + r"|\bif (?:only )?i (?:knew|had|could|were|was)\b|\bwish i (?:knew|could|had)\b"
            + r"|\bto me\b(?=[^.]{0,10}$)|\bmeet my (?:\w+ )?(?:partner|wife|husband|kids?|children|family|parents|mum|mom|dad|boyfriend|girlfriend|dog|cat|baby|fianc\w+|son|daughter|sons|daughters|grandchildren)\b|\bmeet (?:with )?(?:our|the (?:rest|team|panel|hiring|board|whole))\b"
        ),
    ),
    Frame(
        "introduction_offered",
        Cued(
            rf"\b(?:shall|should|could|may|can|will) i (?:just |perhaps )?{_ERRAND}",
            rf"\b(?:like|want|care for) me to {_ERRAND}",
            rf"{_I_CAN}{_ASIDE} (?:see if|ask if|ask whether|find out (?:if|whether)) (?:he|she|they|[a-z]+)(?:'d|'s| would| will| can| could| has| have| is| might)[^.]{{0,40}}\b(?:talk|speak|chat|meet|see|time|coffee|you)",
            rf"(?:{_I_CAN}|\blet me|\b{_WILLING} to){_ASIDE} {_ERRAND}",
        ),
        unless=re.compile(
            r"\b(?:hiring team|the team|hr\b|human resources|our (?:team|panel|records|files?)|the client|my client|panel|committee)|\bsend (?:you|them|him|her) (?:an? )?(?:reminder|form|link|invite|contract)"
            r"|\bask (?:them|him|her) (?:to (?:call|ring|send|contact|email|reply|get back|let you know|sign))|\bask (?:me|us|you)\b|\b(?:'ll|will|can|could) (?:drop|send|write|shoot|ask) (?:you|me|us)\b|\bi(?:'d| would| could| can)? (?:\w+ ){0,3}word with you\b"
        ),
        mine=False,
        confidence=0.8,
    ),
)
_MENTIONED = re.compile(
    r"\byour (?:name|details|number|cv|resume|contact|email|portfolio)\b|\b(?:mention|for|about) you\b|\bgood word\b"
)

ASKED = (
    Frame(
        "introduction_asked",
        Cued(
            r"\bintroduc(?:e|ing) (?:me|us)\b",
            r"\b(?:put|putting) (?:me|us) (?:in (?:touch|contact)|together|onto|on to)\b",
            r"\bconnect(?:ing)? me (?:with|to)\b",
            r"\blink(?:ing)? me (?:up )?(?:with|to)\b",
            r"\b(?:make|making|give|giving|do|doing|arrange|arranging)(?: me| us)? (?:an|the|a) (?:quick |short |warm |e-?mail |brief |personal )*(?:intro|introduction)\b",
            r"\b(?:grateful|thankful|hoping|hope|love|appreciate|ask(?:ing)?|wondering|like|mean a (?:lot|great deal)|obliged|possible|kind|chance)\b[^.?!]{0,40}\b(?:an?|the|your) (?:e-?mail |quick |short |warm |personal |brief )*(?:intro|introduction) to\b",
            r"\b(?:an?|any) (?:intro|introduction) to \w[^.?!]{0,60}\b(?:would|be) (?:be |mean )?",
            r"\b(?:do|would|might) you (?:happen to )?know (?:anyone|anybody|someone|somebody|a person|people|who)\b[^.?!]{0,60}\b(?:at|in|from|with|inside)\b",
            r"\bput in a (?:good )?word for me\b",
            r"\bpass (?:on |along )?my (?:cv|resume|details|name)\b[^.?!]{0,30}\bto\b",
            r"\bmention (?:me|my name) to\b",
        ),
        unless=re.compile(
            r"\b(?:thank|thanks|grateful to you for|appreciate(?:d)? you(?:r)?|so kind of you to)\b[^.?!]{0,40}\b(?:introduc|putting|connecting|the intro|passing|mention)|"
            r"\b(?:you|who|kindly|has|have|had|she|he|they|already) (?:kindly |already |very kindly )?(?:introduced|put|connected) me\b|\blet me introduce\b|\ballow me\b"
        ),
        negatable=False,
    ),
)
_REQUEST = re.compile(
    r"\?|\b(?:could|would|can|might|may|willing|mind|please|grateful|wonder(?:ing)?|hoping|hope|love|appreciate|possible|if you|kindly|ask|mean a|like|know (?:anyone|anybody|someone|somebody))\b"
)

ACCEPTED = Cued(
    r"\byes,? please\b",
    r"\bplease do\b(?! not)",
    r"\bi(?:'d| would|'ll) (?:really |absolutely |very much |just )?(?:love|welcome|appreciate|be (?:so |very |really )?(?:grateful|glad|delighted|thrilled|honou?red|happy)|like)(?: (?:for )?(?:that|it|an?|the|to (?:meet|be introduced|talk|speak|take you up)))",
    r"\bthat would be (?:so |very |really |absolutely |just |more than )?(?:great|wonderful|lovely|fantastic|brilliant|kind|amazing|perfect|helpful|marvellous|marvelous|good|super|excellent|terrific|grand|class|generous)",
    r"\b(?:gladly|absolutely|definitely|with pleasure|very happy to),? (?:yes|accept|please|take)",
    r"\btake you up on\b",
    r"\bi (?:gladly |happily |gratefully )?accept (?:your|the) (?:kind |generous )?(?:offer|introduction)",
    r"\b(?:please|yes|do),? (?:go ahead|introduce|feel free to (?:pass|forward|share|introduce|connect)|connect (?:me|us)|put (?:me|us) in touch|pass (?:on|it|this|them|my)|forward)",
    r"\bfeel free to (?:forward|pass|paste|share|copy)",
    r"\b(?:count me in|yes to the introduction|yes to that)\b",
)
BLURB = Cued(
    r"\b(?:something|a (?:line|few lines|sentence|paragraph|couple of lines|note|word|blurb|short note)|(?:two|three|some|a few) (?:lines|sentences|words)|lines|words|text|blurb|here(?:'s| is| are))\b[^.?!:\"]{0,40}\b(?:to|you (?:can|could|may|might)|that you can|for you to|if it helps|for) (?:paste|pass on|pass along|forward|copy|send on|use|hand on|share|pass it on|pass him|pass her|give (?:him|her|them))",
    r"\b(?:blurb|paste-ready|forwardable|copy-and-paste|copy and paste|to paste|to pass on|to forward)\b",
    r"\byou (?:can|could|may|are welcome to) (?:just )?(?:paste|forward|pass on|copy|tell (?:him|her|them|[a-z]+) (?:that )?i)\b",
)
_INTRO_WORDS = Cued(
    r"\b(?:intro|introduc\w+|meet|touch|connect\w*|pass (?:it |this |my |them )?(?:on|along)|forward|paste|blurb|put me|speak to|talk to|your offer|offering)\b"
)

_CC = r"(?:cc|cc'd|ccd|cc'ed|cced|copied|copied in|in copy|in cc|on copy|on cc)"
MADE = (
    Frame(
        "introduction_made",
        Cued(
            r"\bintroducing (?:you|the two of you|you two|you both)\b",
            r"\b(?:i(?:'d| would)? (?:like|love|want(?:ed)?|wish|am pleased|'m pleased|am happy|'m happy|am delighted|'m delighted)|let me|allow me|pleased|delighted|happy|glad|writing|this (?:is|mail is|email is|note is)|here) to introduce (?:you (?:both|two)|the two of you)\b",
            r"\byou two (?:should|ought to|must|need to|will|have|might)\b[^.?!]{0,60}\b(?:talk|meet|lots?|much|in common|know|get on|chat|enjoy|hit it off)",
            r"\b(?:over|leave it|i'll leave (?:it|you)|leave you|i will leave (?:it|you)|i'll let you|let you|i'll get out|handing over|i'll bow out|i'll hand)\b[^.?!]{0,20}\b(?:to you (?:two|both)|you two|two of you|you both|to it|your way|take it from here|over to you)\b",
            r"\b(?:i(?:'ve| have|'m| am)? ?(?:just )?|hereby )(?:introduced|connected) (?:you|the two of you)\b(?! (?:last|two|three|years|months|back))",
            r"\bas promised,? (?:here(?:'s| is)|meet|i'm introducing|an intro|the intro)\b[^.?!]{0,40}\b(?:intro|introduction|meet)?",
            r"\b(?:e-?mail|virtual|e-)intro(?:duction)?\b",
            r"\bconnecting (?:you|the two of you)\b",
            r"\bputting (?:you|the two of you)(?: two| both)? in (?:touch|contact)\b",
            r"\byou(?:'re| are) now (?:connected|in touch)\b",
            r"\b(?:i(?:'ve| have)?|just) (?:now |just )?(?:sent|written|made|done) (?:you (?:both|two) )?(?:an?|the|that) (?:e-?mail )?(?:intro|introduction)\b",
            r"\bconsider yourselves introduced\b",
        ),
        unless=re.compile(
            r"\?\s*$|\b(?:we are|we're|announc\w+|proud(?:ly)?) introducing\b|\bif (?:you|i)\b|\bsince i introduced|\bwhen i introduced|\bever since|\bafter i (?:introduced|connected)|\b(?:last|a few|two|three) (?:week|month|year)s? (?:ago)?|"
            + _NOT_PERSONS.pattern
        ),
    ),
)
_MEET = Cued(r"(?:^|[,;.!:] |\b(?:please|do|to|and) )meet (?=\w)")
_SHOULD_MEET = Cued(
    r"\b(?:should|would|ought|want|like|love|must|could|can|need|glad|pleased|nice|good|great|lovely|happy|chance|arrange|hope|hoping|looking) (?:you )?(?:really |both |two )?(?:to )?meet"
)
_COPIED = re.compile(
    rf"\b(?:i(?:'ve| have|'m| am)? ?(?:also )?(?:copied|copying|cc'ing|ccing|cc'd|ccd|cced|looped|looping|added|adding)(?: in)?|(?:copying|looping|adding(?! (?:an?|some|more|it)\b)|cc'ing|ccing)(?: in)?|{_CC}(?: in)? (?:is|here is|are))\b|,? ?\(?\b{_CC}(?:'d)?(?: here| above| on this| in)?\)?"
)
_MADE_TOO = frozenset({"two", "this"})
_CALLED = re.compile(r"\b[A-Z]\w+, (?:please )?(?:meet|this is) [A-Z]")
_TOGETHER = re.compile(
    r"\b(?:intro\w*|meet|connect\w*|you two|you both|two of you|each other|in touch|as promised|as discussed|speak to|talk to|chat)\b"
)
_ANSWER = re.compile(r"\s*(?:re|aw|sv|antw)\s*:", re.IGNORECASE)
_INTRO_SUBJECT = re.compile(r"\bintro(?:duction|ducing)?s?\b|<-?>|<=>|, meet ", re.IGNORECASE)

_BUSINESS = frozenset(
    {
        "application_received",
        "recruiter_outreach",
        "interview_invitation",
        "interview_scheduled",
        "job_alert",
        "other",
        "auto_reply_away",
        "auto_reply_left",
    }
)


def introductions(scene: Scene) -> Iterator[Act]:
    """Every act about bringing people together."""
    made = _made(scene)
    if made is not None:
        yield made
    for index, line in enumerate(scene.lines):
        if CUES.isdisjoint(line.words):
            continue
        if made is None and not scene.bulk:
            offered = _offered(scene, index, line)
            if offered is not None:
                yield offered
        asked = _asked(scene, index, line)
        if asked is not None:
            yield asked
    accepted = _accepted(scene)
    if accepted is not None:
        yield accepted


def _offered(scene: Scene, index: int, line: Sentence) -> Act | None:
    for order, frame in enumerate(OFFERED):
        found = frame.match(line, scene.mine)
        if found is None:
            continue
        who = whom(scene, index, found.end())
        if order == 1 and not (who.person or who.other or who.organisation or _MENTIONED.search(line.low)):
            continue
        if _own_staff(scene, line, who):
            return None
        return _act(scene, "introduction_offered", line, who, frame.confidence)
    return None


_STAFF = re.compile(
    r"\b(?:with|to) (?:our|the|one of our) (?:recruit\w+|hr|talent|hiring|people|team|scheduling|coordinator|human resources|support|sales|customer|onboarding|payroll|finance)\b"
)


def _own_staff(scene: Scene, line: Sentence, who: Whom) -> bool:
    """An employer passing somebody on to its own office is no introduction."""
    return bool(_STAFF.search(line.low)) or (scene.kind in _BUSINESS and not who.person)


def _asked(scene: Scene, index: int, line: Sentence) -> Act | None:
    for frame in ASKED:
        found = frame.match(line, scene.mine)
        if found is not None and not scene.mine and _offered(scene, index, line) is not None:
            return None
        if found is not None and _REQUEST.search(line.low) and not line.low.startswith("yes"):
            return _act(scene, "introduction_asked", line, whom(scene, index, found.end()), frame.confidence)
    return None


def _accepted(scene: Scene) -> Act | None:
    """The first sentence that takes the offer up; words to pass on make it sure."""
    blurb = next((line for line in scene.lines if BLURB.search(line)), None) if BLURB.may(scene.whole) else None
    told = blurb is not None or _INTRO_WORDS.pattern.search(scene.letter.subject.lower()) is not None
    lines = scene.lines if ACCEPTED.may(scene.whole) and (told or scene.mine or _INTRO_WORDS.may(scene.whole)) else ()
    for index, line in enumerate(lines):
        about = told or _INTRO_WORDS.search(line) is not None
        found = ACCEPTED.search(line) if about or (scene.mine and index < 3) else None
        if found is None or line.low.endswith("?") or (not about and found.start() >= 60) or _asked(scene, index, line) is not None:
            continue
        who = whom(scene, index, back=0)
        quote = blurb if blurb is not None else line
        return _act(scene, "introduction_accepted", quote, who, 0.9 if about else 0.55)
    if blurb is not None and scene.mine:
        return _act(scene, "introduction_accepted", blurb, Whom(), 0.8)
    return None


def _made(scene: Scene) -> Act | None:
    """Does this very mail bring two people together? Then who is new to the reader, with the address."""
    if scene.bulk or (scene.mine and len(scene.others) < 2):
        return None
    for index, line in enumerate(scene.lines):
        if CUES.isdisjoint(line.words) and _MADE_TOO.isdisjoint(line.words):
            continue
        found = MADE[0].match(line, scene.mine)
        explicit = found is not None or _meets(scene, line)
        if not explicit and _copied(scene, line):
            explicit = True
        if (
            not explicit
            and scene.others
            and re.search(r"\bintroduce you to\b|\bput you in touch with\b|\bconnect you with\b", line.low)
        ):
            explicit = _present(scene, line)
        if explicit and (scene.others or _vocatives(line) or (found is not None and _past(line))):
            return _introduced(scene, index, line)
    if scene.others and by_subject(scene.letter.subject):
        return next((_introduced(scene, n, line) for n, line in enumerate(scene.lines) if says_something(line)), None)
    return None


def _present(scene: Scene, line: Sentence) -> bool:
    """Is somebody named here who also receives this mail?"""
    named = people_in(line.plain)
    return any(same_person(name, a.name or a.email.partition("@")[0]) for a in scene.others for name in named)


def by_subject(subject: str) -> bool:
    """Does the subject say that this mail introduces ("Intro: A <> B"), and is it no answer to such a mail?"""
    return bool(_INTRO_SUBJECT.search(subject)) and not _ANSWER.match(subject)


def _past(line: Sentence) -> bool:
    return bool(re.search(r"\b(?:introduced|connected|sent|written|made|done)\b", line.low))


def _vocatives(line: Sentence) -> bool:
    return bool(_CALLED.search(line.plain))


def _meets(scene: Scene, line: Sentence) -> bool:
    if scene.others and _CALLED.search(line.plain):
        return True
    found = _MEET.search(line)
    if found is None or _SHOULD_MEET.search(line):
        return False
    name, _ = person_at(line.plain, found.end())
    return bool(name) and (bool(scene.others) or bool(re.search(r"[A-Z]\w+, (?:please )?meet\b", line.plain)))


def _copied(scene: Scene, line: Sentence) -> bool:
    """Somebody is copied in: an introduction where it says so, or where the two come from different houses."""
    if not scene.others or not _COPIED.search(line.low) or not people_in(line.plain):
        return False
    if _TOGETHER.search(line.low) or any(
        _TOGETHER.search(near.low) and "intro" in near.low for near in scene.lines[:4]
    ):
        return scene.kind not in _BUSINESS or "intro" in line.low
    home = scene.letter.sender.email.rpartition("@")[2]
    return scene.kind not in _BUSINESS and all(a.email.rpartition("@")[2] != home for a in scene.others)


def _introduced(scene: Scene, index: int, line: Sentence) -> Act:
    who = whom(scene, index)
    named = [n for n in people_in(line.plain) if not addressed(scene, n)]
    for address in scene.others:
        match = next(
            (n for n in (*named, who.person) if n and same_person(n, address.name or address.email.partition("@")[0])),
            "",
        )
        if match or len(scene.others) == 1:
            person = address.name or match or who.person
            return _act(
                scene,
                "introduction_made",
                line,
                _filled(scene, index, Whom(person, who.organisation, who.role)),
                0.9,
                address.email,
            )
    return _act(scene, "introduction_made", line, _filled(scene, index, who), 0.85)


def _filled(scene: Scene, index: int, who: Whom) -> Whom:
    """Organisation and role of the introduced person, from any sentence that names them."""
    if who.organisation and who.role:
        return who
    first = who.person.split()[0] if who.person else ""
    for line in scene.lines[max(0, index - 2) : index + 5]:
        if first and first in line.plain:
            found = about(line, first)
            who = Whom(who.person, who.organisation or found.organisation, who.role or found.role, who.other)
    return who


def _act(scene: Scene, kind: str, line: Sentence, who: Whom, confidence: float, email: str = "") -> Act:
    address = email or (scene.email_of(who.person) if who.person else "")
    return Act(kind, line.quote, who.person, address, "", who.organisation, who.role, who.other, confidence=confidence)  # type: ignore[arg-type]
