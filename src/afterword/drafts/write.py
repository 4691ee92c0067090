"""From a follow-up and its story to words. Pure: the same story gives the same words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from afterword.drafts.dressing import dressed
from afterword.drafts.hooks import hooks
from afterword.drafts.languages import NAMED, within
from afterword.drafts.model import Draft, Finding, Hook, Voice, words_of
from afterword.drafts.phrasing import one_line
from afterword.drafts.slots import slots, threads, who
from afterword.drafts.speech import Speech, own_words, spoken, template
from afterword.drafts.tact import check
from afterword.facts import moment
from afterword.story.model import Me, Opportunity, PersonStory
from afterword.strategy.model import FollowUp

WORDS = {"email": 120, "card": 60}
LETTERS = {"linkedin": 300, "text": 300}
_CONTINUES = frozenset({
    "application", "interview_thank_you", "employer_date", "interview_silence", "second_note", "missed_call", "informational_thank_you", "introduction_offered", "introduction_made", "rejection",
    "referral_thank_you", "reply_owed", "my_promise", "offer_deadline", "recruiter", "wrap_up",
})  # fmt: skip
_FRESH_DAYS = 45
_PLAIN = frozenset({"reply_owed", "my_promise", "offer_deadline", "recruiter", "application", "missed_call"})
"""Where only what was said in a talk, or kept for them, is taken up: the matter itself comes first."""
_OLD_TIES = frozenset({"former_boss", "reach_through", "keep_warm", "coworker_moving_on", "boss_superior"})
_TOPICAL = _OLD_TIES | {
    "interview_thank_you",
    "interview_silence",
    "second_note",
    "informational_thank_you",
    "informational_report_back",
    "rejection",
}
"""Where something they wrote, beside the matter at hand, is welcome."""
_ONLY_CITED = frozenset(
    {"tell", "tell_how_it_went", "quarterly", "quarterly_2", "quarterly_3", "report", "report_2", "report_3"}
)
"""Steps with news of their own: they go on from a mail only where they stand on it."""
_SPEAKING = ("moment", "topic", "work", "saved", "news", "shared_past", "line")
_OWN = {
    "reply_owed": "Read the answer: only you know whether it is yours.",
    "my_promise": "Put in what you promised before this leaves.",
    "informational_report_back": "One line on what you really did with the advice would make it yours.",
    "offer_deadline": "Only you know your answer: these words leave it open.",
    "tell_how_it_went": "One line on how the talk went would make it yours.",
}  # fmt: skip
_ABOUT = (
    "I keep coming back to what we said about {about}.", "Our talk about {about} has stayed with me.", "I especially enjoyed talking about {about}.", "The part I've thought about most since is {about}.",
    "I've gone on thinking about {about}.", "What we said about {about} is still on my mind.",
)  # fmt: skip
_MENTIONED = (
    "You mentioned that {that}, and I've thought about it since.", "I liked hearing that {that}.", "That {that} has stayed with me.", "I've been thinking about what you told me: that {that}.",
)  # fmt: skip
_WROTE = (
    "You wrote that {that}, and that has stayed with me.", "I've thought more than once about your line that {that}.", "I remember from your mail that {that}, and have come back to it since.",
)  # fmt: skip
_UNDER_WAY = (
    "I remember from your mail that {that}; I'd love to hear how that goes.", "You told me that {that}; I hope it goes well.", "You wrote that {that}. How is that coming along?",
)  # fmt: skip
_QUOTED = ("“{quote}”: that line of yours has stayed with me.", "I still think of your line “{quote}”.", "Your “{quote}” has stayed with me.")
_UNDERWAY = re.compile(r"you(?:'re| are|'ve been| have been)(?: \w+)? \w+ing\b")
_SAVED = (
    "I came across {saved} and thought of you.",
    "{saved} made me think of you.",
    "You might enjoy {saved}, which made me think of what you do.",
)
_LINKED = ("I came across this and thought of you: {link}", "This made me think of you: {link}", "This may interest you: {link}")
_NEWS = ("I read {saved} and thought of you and your team.", "{saved} caught my eye, and you came to mind.")
_NOTED = ("I saw the news that {quote}, and thought of you.", "You came to mind when I heard that {quote}.")
_PAST = (
    "I often think back to {about}.",
    "I was thinking of {about} and what came of it.",
    "I still think gladly of {about}.",
)


def write(
    follow_up: FollowUp, person: PersonStory | None, opportunity: Opportunity | None, me: Me, *, channel: str | None = None, siblings: Sequence[str] = (),
    voice: Voice = Voice(), templates: Mapping[str, str] | None = None, judged: bool = True,  # noqa: B008 - a frozen value
) -> Draft:  # fmt: skip
    """The words of one follow-up by one channel (its own, unless told). `siblings`: keys of the others to the same panel or house; `judged`: with findings.

    Raises BadUsage where one of the user's own templates cannot be read.
    """
    way = channel or follow_up.channel
    others = tuple(k for k in siblings if k != follow_up.key)
    known = hooks(follow_up, person, opportunity, others)
    hook = _chosen(follow_up, person, known)
    theirs = within(templates or {}, voice.language) if voice.language != "en" else {}
    foreign = own_words(follow_up.situation, follow_up.step, way, theirs)
    text = foreign or template(follow_up.situation, follow_up.step, way, templates or {})
    spoken_in = replace(voice, language=voice.language if foreign else "en")
    subject, body, used = _fitting(text, follow_up, person, opportunity, me, hook, way, others, spoken_in)
    thread = _thread(follow_up, person, opportunity) if way == "email" else None
    references: tuple[str, ...] = ()
    if thread is not None:
        subject, references = thread
    stands = (hook,) if hook is not None and used else ()
    proof = tuple(Hook(b.quote, b.fact, "evidence", 0.1) for b in follow_up.because[:1] if not stands)
    number = follow_up.number or (
        follow_up.person.phones[0] if way in ("call", "text") and follow_up.person.phones else ""
    )
    draft = Draft(
        follow_up.key, follow_up.situation, follow_up.step, way, follow_up.person, follow_up.organisation, subject if way == "email" else "", body, stands + proof, (),
        number if way in ("call", "text") else "", references,
    )  # fmt: skip
    if not judged:
        return draft
    houses = tuple(v for k, v in follow_up.facts.items() if k in ("organisation", "old", "new") and v)
    findings = (*_remarks(follow_up, way, number, stands[0] if stands else None), *_language(voice, bool(foreign)), *check(replace(words_of(draft), known=houses), person))
    return replace(draft, findings=findings)


def _remarks(follow_up: FollowUp, channel: str, number: str, hook: Hook | None) -> tuple[Finding, ...]:
    """What the user should know before it leaves, beside tact."""
    found = []
    if not follow_up.person.name:
        found.append(
            Finding(
                "reader",
                "warn",
                "greeting",
                f"Nobody is known at {follow_up.organisation or 'this place'} yet: find the person first.",
                "",
            )
        )
    if channel in ("call", "text") and not number:
        found.append(Finding("number", "warn", "number", "No number is known for this.", ""))
    own = _OWN.get(follow_up.situation) or _OWN.get(follow_up.step)
    if follow_up.situation == "second_note" and hook is None and channel == "email":
        own = "The thought in it is ours: keep something worth reading for them (`afterword save`), or put in a thought of your own."
    return (*found, *((Finding("yours", "warn", "body", own, ""),) if own else ()))


def _language(voice: Voice, found: bool) -> tuple[Finding, ...]:
    """A language was asked for that no template of the user has yet."""
    if voice.language == "en" or found:
        return ()
    said = f"These are the English words: there is no template of yours below words/{voice.language}/ for this."
    return (Finding("language", "warn", "body", said, ""),)


def _chosen(follow_up: FollowUp, person: PersonStory | None, known: Sequence[Hook]) -> Hook | None:
    fit = [k for k in known if k.kind in _SPEAKING and (k.about or k.that or k.link or k.kind in ("news", "line"))]
    if follow_up.situation in _PLAIN:
        fit = [k for k in fit if k.kind == "saved" or (k.kind == "moment" and follow_up.situation != "missed_call")]
    if follow_up.situation not in _TOPICAL:
        fit = [k for k in fit if k.kind not in ("topic", "work", "line")]
    if re.search(r"_\d+$", follow_up.step) or (person is not None and person.tied("recruiter", "interviewer")):
        # What they wrote was taken up the first time; who hires writes such lines to many.
        fit = [k for k in fit if k.kind not in (("topic", "work", "line") if re.search(r"_\d+$", follow_up.step) else ("line",))]
    house_named = follow_up.situation != "former_boss" or bool(who(follow_up, person))
    if follow_up.situation not in _OLD_TIES:
        fit = [k for k in fit if k.kind != "shared_past"]
    elif house_named:
        fit = [k for k in fit if k.kind != "shared_past" or k.about.startswith("our work")]
    if follow_up.situation in ("second_note", "keep_warm"):
        fit.sort(key=lambda k: k.kind not in ("saved", "news"))
    return fit[0] if fit else None


def _sentence(hook: Hook, key: str, siblings: Sequence[str], formal: bool) -> str:
    saved = f"“{hook.about}”" + (f" ({hook.link})" if hook.link else "")
    known = {"about": hook.about, "that": hook.that, "saved": saved, "quote": hook.quote.rstrip(".")}
    if hook.kind == "saved" and not hook.about:
        return Speech(f"{key}:hook", {"link": hook.link}, [f"{k}:hook" for k in siblings], formal=formal).say(*_LINKED)
    options = {
        "moment": _ABOUT if hook.about else _MENTIONED,
        "topic": _UNDER_WAY if _UNDERWAY.match(hook.that) else _WROTE,
        "work": _UNDER_WAY if _UNDERWAY.match(hook.that) else _WROTE,
        "saved": _SAVED,
        "shared_past": _PAST,
        "news": _NEWS if hook.about else _NOTED,
        "line": _QUOTED,
    }.get(hook.kind, ())
    return Speech(f"{key}:hook", known, [f"{k}:hook" for k in siblings], formal=formal).say(*options)


def _fitting(
    text: str, f: FollowUp, person: PersonStory | None, opportunity: Opportunity | None, me: Me, hook: Hook | None, channel: str, siblings: Sequence[str], voice: Voice
) -> tuple[str, str, bool]:  # fmt: skip
    """Tries it whole, then shorter, then without the hook, until it keeps to the channel's length."""
    brief = voice.tone == "brief"
    subject, body, used = "", "", False
    for short, taken in dict.fromkeys(((brief, hook), (True, hook), (brief, None), (True, None))):
        known = slots(f, person, opportunity, me, taken, name=voice.name)
        line = ""
        if voice.language == "en":
            line = _sentence(taken, f.key, siblings, voice.tone == "formal") if taken else ""
            known |= {"hook": line} if line else {}
            known |= {"who": re_identified} if (re_identified := _who(f, person, me, channel, voice)) else {}
        else:
            known = {k: v for k, v in known.items() if k in NAMED}
        speech = Speech(
            f.key,
            known,
            siblings,
            formal=voice.tone == "formal",
            short=short,
            subject="Subject:" in text,
            told=() if channel == "call" else _told(known, text),
            afresh=channel == "call",
        )
        subject, paragraphs = _taken_apart(spoken(text, speech, known))
        if not paragraphs:  # nothing of it is known: the general words of the channel
            subject, paragraphs = _taken_apart(spoken(template("", "", channel, {}), speech, known))
        body = dressed(paragraphs, f, person, me, channel, voice)
        used = bool(line and line in body) or bool(taken and (speech.used & {"about", "that", "saved"}))
        if _fits(body, channel):
            break
    return subject, _cut(body, channel), used


def _told(known: Mapping[str, str], text: str) -> tuple[str, ...]:
    """The house is named already where the words begin with who writes."""
    named = "{{ who }}" in text and known.get("past_org", "\0") in known.get("who", "")
    return ("past_org",) if named else ()


def _who(f: FollowUp, person: PersonStory | None, me: Me, channel: str, voice: Voice) -> str:
    said = who(f, person)
    name = one_line(voice.name or me.name)
    if not said or channel in ("call", "text", "card", "linkedin") or not name:
        return said[:1].upper() + said[1:]
    return f"It's {name}; {said}"


def _taken_apart(text: str) -> tuple[str, list[str]]:
    """The subject line and the paragraphs, tidied."""
    text = text.replace("\r", "").strip()
    subject = ""
    if text.startswith("Subject:"):
        first, _, text = text.partition("\n")
        subject = one_line(first.removeprefix("Subject:"))[:120]
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n")]
    paragraphs = [p.strip() for p in re.split(r"\n{2,}", "\n".join(lines)) if p.strip()]
    return subject, paragraphs


def _fits(body: str, channel: str) -> bool:
    return len(body.split()) <= WORDS.get(channel, 400) and len(body) <= LETTERS.get(channel, 6000)


def _cut(body: str, channel: str) -> str:
    """The last resort for very long names: whole sentences go, from the end."""
    while not _fits(body, channel) and channel in LETTERS:
        sentences = re.split(r"(?<=[.?!”])\s+", body)
        if len(sentences) < 3:
            return body[: LETTERS[channel]].rsplit(" ", 1)[0]
        body = body[: body.rindex(sentences[-1])].rstrip()
    return body


def _thread(
    f: FollowUp, person: PersonStory | None, opportunity: Opportunity | None
) -> tuple[str, tuple[str, ...]] | None:
    """Subject and references, where the words go on from a mail that is still fresh, or that they answer."""
    if f.situation not in _CONTINUES:
        return None
    cited = {b.fact for b in f.because}
    known = threads(person, opportunity, tuple(cited))
    if not known:
        return None
    at, fact, mail = known[-1]
    if fact not in cited and (f.step in _ONLY_CITED or abs((f.window.due - moment(at).date()).days) > _FRESH_DAYS):
        return None
    subject = re.sub(
        r"^(?:\s*(?:re|aw|sv|antw|rif|fwd?|wg)\s*(?:\[\d+\])?:\s*)+", "", one_line(mail.subject), flags=re.IGNORECASE
    )
    ids = [x for x in (*mail.references, mail.message_id) if re.fullmatch(r"<?[^<>\s]+@[^<>\s]+>?", x)]
    return (f"Re: {subject}"[:200] if subject else "Re: our conversation"), tuple(dict.fromkeys(ids))
