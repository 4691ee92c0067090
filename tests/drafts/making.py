"""Follow-ups of every situation and step with small stories around them. All names are invented."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from afterword.facts import fact, micros
from afterword.facts.kinds import Interaction, Message, Ref, Saved
from afterword.facts.kinds import Mailbox as Box
from afterword.facts.kinds import Tie as TieBody
from afterword.reading.model import Reading
from afterword.story.model import Entry, Job, Me, Opportunity, PersonStory, Talk, Tied
from afterword.strategy.model import Because, FollowUp, Party, Window

ME = Me(name="Nadia Okafor", emails=frozenset({"nadia@okafor.example"}), zone="America/Chicago")
DUE = date(2026, 3, 24)
CHANNELS = ("email", "call", "card", "linkedin", "text", "in_person")
TIES = {
    "former_boss": "former_boss", "boss_superior": "boss_superior", "professional": "professional", "insider_relative": "relative",
    "coworker_moving_on": "former_coworker", "recruiter": "recruiter", "keep_warm": "friend", "reach_through": "former_coworker",
    "introduction_offered": "former_coworker",
}  # fmt: skip
PEOPLE = (
    ("Dana Whitfield", "Acme"), ("Priya Nair", "Northwind"), ("Ruth Solberg", "Pelham Archive"), ("Tom Achebe", "Larkfield"), ("Ines Morel", "Quayside"),
    ("Jonas Frey", "Bellwether"), ("Mina Castellan", "Orchard Labs"), ("Walter Oyelaran", "Redgrove"),
)  # fmt: skip
NOTES = (
    "Talked about the on-call rota and her plan to shrink it",
    "She told me about the backlog of uncatalogued maps",
    "Discussed how they test new routes. Dana runs the pilot group",
    "Asked about the first ninety days of a customer",
    "Spoke about the move to the new reading room and how volunteers are trained",
    "We talked about forecasting demand for spare parts",
    "He explained the night shift handover",
    "She showed me the map of the delivery zones",
)
STEPS = {
    "application": {"first": {"day": "Thursday 12 March", "role": "R"}, "second": {"day": "Thursday 12 March", "role": "R"}},
    "interview_thank_you": {"thank_you": {"day": "Monday 23 March"}},
    "employer_date": {"nudge": {"date": "Friday 20 March", "quote": "We will decide by Friday."}},
    "interview_silence": {"nudge": {"day": "Monday 16 March"}},
    "second_note": {"second_note": {"day": "Tuesday 17 March"}},
    "missed_call": {"new_time": {"day": "Friday 20 March"}},
    "informational_thank_you": {"thank_you": {"day": "Monday 23 March"}},
    "informational_report_back": {s: {"day": "Friday 6 March"} for s in ("report", "report_2", "report_3")},
    "introduction_offered": {s: {"introduced": "Ken Ito", "organisation": "Halden", "day": "Friday 20 March"} for s in ("thanks", "nudge", "nudge_2")},
    "introduction_made": {
        "thank_introducer": {"introduced": "Ken Ito", "organisation": "Halden"}, "tell_how_it_went": {"introduced": "Ken Ito", "organisation": "Halden"},
        "write": {"introducer": "Rosa Diaz", "organisation": "Halden"},
    },
    "reach_through": {s: {"organisation": "Acme", "title": "Dispatcher"} for s in ("ask", "ask_again")},
    "former_boss": {s: {"organisation": "Marchmont"} for s in ("first", "second")},
    "boss_superior": {s: {"organisation": "Marchmont", "boss": "Ana Lindqvist"} for s in ("first", "second")},
    "professional": {s: {"introduced": "Ken Ito", "organisation": "Halden", "day": "Tuesday 10 March"} for s in ("first", "second")},
    "insider_relative": {s: {"organisation": "Acme", "note": "retired from Acme in the spring"} for s in ("first", "second")},
    "coworker_moving_on": {"wishes": {"old": "Marchmont", "new": "Fernhill"}, "settled": {"old": "Marchmont", "new": "Fernhill"}},
    "rejection": {s: {"day": "Friday 20 March"} for s in ("thanks", "quarterly", "quarterly_2")},
    "referral_thank_you": {"thanks": {"introduced": "Ken Ito", "organisation": "Halden", "email": ""}},
    "reply_owed": {"reply": {"question": "Could you send me two samples of your writing by Friday?"}},
    "my_promise": {"keep": {"promise": "I'll send you the reading list by Tuesday.", "what": "send you the reading list", "date": "Tuesday 24 March"}},
    "offer_deadline": {"answer": {"date": "Friday 27 March", "quote": "Please answer by Friday."}},
    "recruiter": {"answer": {}, "status": {}, "status_2": {}},
    "keep_warm": {"keep_warm": {"months": "3 months", "re_identify": ""}, "keep_warm_2": {"months": "6 months", "re_identify": "yes"}},
    "wrap_up": {"tell": {"organisation": "Halden", "help": "introduced you to Ken Ito"}, "withdraw": {"organisation": "Halden", "help": ""}},
}  # fmt: skip


def at(day: date, hour: int = 15) -> int:
    return micros(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


def mail(
    name: str,
    email: str,
    day: date,
    text: str,
    *,
    out: bool = False,
    subject: str = "Data Analyst role",
    number: int = 1,
    topics: tuple[str, ...] = (),
) -> Entry:
    """A mail from or to somebody, with a reading of its words."""
    me, them = Box("Nadia Okafor", "nadia@okafor.example"), Box(name, email)
    body = Message(
        message_id=f"<m{number}.{day.isoformat()}@{email.partition('@')[2]}>",
        sender=me if out else them,
        to=(them if out else me,),
        subject=subject,
        text=text,
    )
    one = fact(body, at(day), origin="inbox.mbox")
    return Entry(
        one.at,
        day,
        "email",
        "out" if out else "in",
        one,
        Reading(one.id, "en", "personal", 0.9, text=text, topics=topics),
    )


def case(
    situation: str, step: str, number: int, *, note: bool = True, saved: bool = False
) -> tuple[FollowUp, PersonStory]:
    """A follow-up with the story of its person."""
    name, house = PEOPLE[number % len(PEOPLE)]
    email = f"{name.split()[0].lower()}@{house.split()[0].lower()}.example"
    day = date(2026, 3, 16)
    said = NOTES[number % len(NOTES)].replace("Dana", name.split()[0])
    log = fact(
        Interaction(
            "interview", (Ref(name, (f"email:{email}",)),), "both", house, "Data Analyst", said if note else ""
        ),
        at(day),
        origin="log",
    )
    talk = Talk(
        "talk:1",
        log.at,
        log.at,
        day,
        situation != "informational_thank_you",
        (f"email:{email}",),
        house,
        (),
        "Data Analyst",
        (log,),
        "Interview",
        note=said if note else "",
        names=(name,),
        logged=True,
    )
    tie_fact = fact(
        TieBody(Ref(name, (f"email:{email}",)), TIES.get(situation, "contact"), "Marchmont"), at(day), origin="tie"
    )
    tie = (
        Tied(TIES[situation], "Marchmont", day, tie_fact.id, f"{TIES[situation]}: Marchmont")
        if situation in TIES
        else None
    )
    kept = fact(
        Saved("Rota planning for small teams", "https://rotas.example/small", "", Ref(name)), at(day), origin="save"
    )
    talked = situation in (
        "interview_thank_you",
        "interview_silence",
        "informational_thank_you",
        "informational_report_back",
        "employer_date",
        "second_note",
        "rejection",
        "missed_call",
    )
    entries = (
        mail(name, email, date(2026, 3, 12), "Good to hear from you. We are rebuilding the ticket desk this spring."),
    )
    person = PersonStory(
        email, (f"email:{email}",), name, (email,), ("+13125550142",), organisation=house, title="Head of Data", ties=(tie,) if tie else (),
        jobs=(Job(house, "Head of Data", day, tie_fact.id),), entries=() if situation in ("former_boss", "boss_superior") else entries, talks=(talk,) if talked else (), saved=(kept,) if saved else (),
    )  # fmt: skip
    facts = {k: (v if v != "R" else "Data Analyst") for k, v in STEPS[situation][step].items()}
    stands = log if talked else tie_fact
    hiring = (
        situation
        in (
            "application",
            "interview_thank_you",
            "employer_date",
            "interview_silence",
            "second_note",
            "rejection",
            "offer_deadline",
            "recruiter",
        )
        or step == "withdraw"
    )
    org = "Acme" if situation in ("reach_through", "insider_relative") else house
    f = FollowUp(
        f"{situation[:4]}{step[:4]}{number:02d}", situation, step, Party(name, (email,), ("+13125550142",), (f"email:{email}",)), org, "Data Analyst" if hiring else "",
        "email", CHANNELS, Window(DUE - timedelta(days=1), DUE, DUE + timedelta(days=10)), "promise", 5, "reason", (Because(stands.id, day.isoformat(), said),), facts=facts,
    )  # fmt: skip
    return f, person


def every() -> list[tuple[FollowUp, PersonStory]]:
    """One follow-up a situation and step."""
    pairs = [(situation, step) for situation, steps in STEPS.items() for step in steps]
    return [case(s, t, n, saved=s == "second_note") for n, (s, t) in enumerate(pairs)]


def opportunity(person: PersonStory) -> Opportunity:
    return Opportunity(
        "o", person.organisation, (), "Data Analyst", "interviewing", entries=person.entries, talks=person.talks
    )
