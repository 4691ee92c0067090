"""Whether a letter is about a household, a purchase or a club and not about a search: nothing in it is owed that counts.

A dentist's hour, a parcel, a claim and a coach trip are full of days and promises. Asked only of letters in which something
was found; a word of work anywhere lets the letter stand.
"""

from __future__ import annotations

import re

from afterword.facts.late import late
from afterword.reading.commitments.words import any_of
from afterword.reading.heard import Heard, said
from afterword.reading.model import Kind, Letter

_WORK = frozenset(
    """interview interviews interviewing interviewed interviewer interviewers role roles position positions vacancy vacancies candidate candidates candidacy candidature
    recruit recruiter recruiters recruiting recruitment hire hires hired hiring shortlist shortlisted shortlisting salary cv resume résumé referee referees references job jobs
    onboarding employment employer employers employ payroll career careers portfolio internship intern apprentice apprenticeship traineeship trainee onsite hr freelance freelancer
    reference recommendation recommend introduce introducing introduction intro headhunter probation placement lectureship fellowship postdoc panel assessment
    vetting dbs candidat workday greenhouse""".split()
)
_TITLES = frozenset(
    """receptionist nurse nursing carer teacher teaching tutor driver cook chef cleaner manager assistant clerk analyst officer coordinator co-ordinator supervisor technician operative operator
    designer developer administrator administration admin librarian porter barista waiter waitress bartender foreman labourer laborer mechanic keeper guard editor buyer groomer gardener
    lead head deputy director executive associate consultant specialist adviser advisor representative accountant bookkeeper paralegal caretaker custodian helper hand shift shifts""".split()
)
"""In a subject these speak of a post."""
_HIRED = late(
    r"\b(?:offer letter|letter of offer|joining|bgv|ctc|payslips?|pay ?stubs?|(?<!phone )contract|background (?:check|verification)|start date|first day|notice period|wages|pay (?:rate|scale|band|figures)|medical(?= on\b)"
    r"|fitness test|trial (?:shift|day|morning|lesson)|right to work|work permit|transcripts?|noc|new hire|headcount|permanent|part[- ]time|full[- ]time|selection|selected)\b"
)
_APPLIED = late(r"\bappl(?:y|ied|ying|ication|ications|icants?)\b")
_FOR_A_THING = late(
    r"\b(?:tenancy|rental|flat|apartment|house|lease|planning|loan|mortgage|credit|card|account|visa|passport|permit|licen[cs]e|grant|grants|scholarship|membership|benefits?|nursery|allotment|round|warranty|refund|insurance)\b"
)
_TO_MANY = late(
    r"^\W*(?:(?:dear|hello|hi|hey|good (?:morning|afternoon|evening|day)|to|attention|notice to)[ ,]+)?(?:all |our |the |valued |fellow )*"
    r"(?:residents?|tenants?|members?|neighbou?rs|parents?(?: and (?:carers|guardians))?|families|guardians|carers|customers?|shoppers|readers|subscribers|guests?|patients?|(?:flat |home|unit )?owners|homeowners"
    r"|leaseholders|shareholders|parishioners|volunteers|donors|supporters|alumni|alumnae|pupils|players|passengers|travell?ers|citizens|voters|policyholders|cardholders|account holders|users|patrons|ratepayers|campers|runners|singers|beekeepers|gardeners)\b[^.?!\n]{0,30}(?:[,:;!.]|$)",
    re.MULTILINE,
)
_THINGS = (
    "parcel", "package", "delivery", "deliveries", "order", "orders", "purchase", "refund", "exchange", "statement", "dispute", "claim", "policy", "premium", "card payment", "direct debit",
    "meter", "tariff", "bill", "balance", "subscription", "membership", "booking", "reservation", "ticket", "tickets", "e-tickets?", "itinerary", "flight", "cruise", "table",
    "check-?up", "appointment", "prescription", "repeat prescription", "test result", "results?(?= (?:is|are) (?:normal|clear|negative))", "vaccination", "vaccine", "jab", "x-?ray", "scan", "hygienist", "dentist", "optician", "physio",
    "car", "van", "bike", "vehicle", "mot", "tyres?", "boiler", "heating", "roof", "kitchen", "bathroom", "garden", "fence", "sofa", "mattress", "fridge", "oven", "washing machine", "curtains", "carpet",
    "broadband", "router", "handset", "sim", "phone contract", "upgrade", "mortgage", "loan", "tenancy", "tenancy agreement", "rent", "lease", "deposit", "flat", "apartment", "property", "home",
    "dog", "cat", "puppy", "kitten", "pet", "cake", "bouquet", "flowers", "shoes", "dress", "glasses", "lenses", "query", "enquiry", "complaint", "account", "donation", "gift", "raffle", "warranty", "permit", "voucher",
)  # fmt: skip
_YOURS = late(r"\b(?:your|ur) (?:[\w-]+ ){0,2}?" + any_of(_THINGS)[2:])
_SIGNS = late(
    any_of(
        (
            r"parcels?", r"courier", r"delivery (?:slot|window|driver)", r"leave it with a neighbou?r", r"out for delivery", r"dispatched", r"has (?:been )?shipped", r"track(?:ing)? (?:number|your)", r"back in stock", r"in stock", r"refund(?:ed|s)?",
            r"your (?:basket|cart)", r"checkout", r"click (?:and|&) collect", r"ready (?:for|to) collect(?:ion)?", r"price match", r"money back", r"free (?:delivery|returns)", r"gift cards?", r"vouchers?", r"sale ends",
            r"thank(?:s| you) for (?:getting in touch|(?:your|the) (?:query|enquiry|inquiry|message|order|purchase|custom|booking|donation|payment))", r"our advis[eo]rs?", r"(?:case|reference|ticket|order|booking|claim) (?:number|no|ref)", r"reference is", r"engineer visit",
            r"dent(?:ist|al)", r"hygienist", r"vaccin\w+", r"flu (?:jab|clinic|shot)", r"prescriptions?", r"blood (?:test|results)", r"test results?", r"check-?ups?", r"physio\w*", r"vet(?: nurse)?(?= (?:will|would|has|says|rang|called))", r"surgery is closed", r"nurse appointment",
            r"mot", r"courtesy car", r"boilers?", r"plumb(?:er|ers|ing)", r"electrician", r"engineer(?:'s)? (?:visit|will be at|is due)", r"gas safety", r"hot water", r"water (?:supply|off)", r"power cut", r"outage", r"broadband", r"router", r"meter reading", r"lift (?:vendor|engineer|maintenance|repair)", r"generator", r"dg set", r"scaffold\w*",
            r"landlord", r"tenan(?:cy|ts?)", r"letting agents?", r"leaseholders?", r"residents", r"service charge", r"car park(?:ing)?", r"parking (?:lot|space|permit)", r"bin (?:collection|day)s?", r"missed bins?", r"garden waste", r"recycling", r"council tax", r"footpath", r"road closure",
            r"loss adjuster", r"insurance claim", r"policyholder", r"premiums?", r"overdraft", r"card payment", r"direct debit", r"statement", r"mortgage", r"e-?tickets?", r"boarding pass", r"check-?in (?:opens|closes|online)", r"departure", r"itinerary",
            r"consent (?:slip|form)s?", r"school trip", r"coach leaves", r"parents'? evening", r"half[- ]term", r"pick-?up time", r"packed lunch", r"waiting list for (?:a )?place", r"nursery", r"snack (?:rota|sign-?up)",
            r"agm", r"minutes of", r"subs are due", r"membership", r"raffle", r"donat\w+", r"giving day", r"phone-?a-?thon", r"fundrais\w+", r"reunion", r"ballot", r"nominations", r"ushers?", r"cake sale", r"choir", r"flower rota", r"rota", r"congregation", r"harvest supper", r"bring a dish", r"potluck",
            r"gym", r"personal trainer", r"(?:free )?trial (?:ends|expires)", r"due back", r"renew it", r"library (?:card|book)s?", r"support ticket", r"ticket (?:has been|number|#)", r"your ticket", r"our support (?:team|heroes|agents|desk)", r"customer (?:care|service|support|services)", r"help ?desk",
            r"ported|port request|number transfer", r"final numbers", r"caterer", r"florist", r"wedding", r"birthday (?:party|cake|do)", r"christening", r"baby shower", r"the hearing", r"respondent", r"jury service", r"milestone", r"pull request", r"release notes", r"merge[ds]?", r"cut the release", r"shingles|slates?",
            r"procedure", r"ana?esthe\w+", r"ultrasound", r"midwife", r"pharmac(?:y|ist)", r"opticians?", r"(?:new|your) glasses", r"(?:contact )?lenses", r"hearing aid", r"chemist", r"(?:gp|doctor)'s surgery",
            r"sellers?", r"buyers?", r"solicitors?", r"exchange contracts", r"we'll exchange", r"(?:get|collect|hand over) (?:the )?keys", r"the keys", r"builders?", r"roofer", r"glazier", r"plasterer", r"tiler", r"decorators?", r"skip hire", r"chimney", r"septic", r"invoice", r"gutters?",
            r"garage", r"brake pads", r"tyres?", r"spare part", r"parts? (?:is|are|should be|'s)? ?(?:coming|in|here|arriv\w+|with us)", r"part's", r"technician", r"work order", r"warranty", r"repairs?", r"repaired", r"new (?:debit |credit |bank )?card", r"standing order", r"tax return", r"payment (?:failed|due)", r"take your payment", r"duty (?:of|must)", r"shipment",
            r"flight", r"departs", r"boarding", r"ferry", r"airport transfer", r"sim(?: card)?", r"handset", r"restock\w*", r"win a \w+", r"giveaway", r"subscribers?", r"part two", r"episode", r"sponsors?",
            r"pta", r"class rep", r"reading log", r"school run", r"pupils", r"spelling test", r"play ?date", r"swimming kit", r"five[- ]a[- ]side", r"kick-?off", r"fixtures?", r"pitch is", r"bibs", r"rehearsals?", r"robes", r"lodge", r"brethren", r"dining numbers", r"steward", r"chess", r"rematch", r"book club", r"reading group", r"allotment", r"tournament", r"team sheet", r"parish", r"hymns?", r"vestry",
            r"mum", r"mom", r"mam", r"dad", r"daddy", r"auntie", r"gran(?:ny|dma|dad|pa)?", r"nana?", r"the kids", r"xx+", r"love you", r"opposing counsel", r"the judge", r"the court", r"court date", r"custody", r"plaintiff", r"defendant",
            r"build \d+", r"nightly", r"pull request", r"a pr", r"(?:on )?staging", r"deploy(?:ed|ment|s)?", r"sprint", r"changelog", r"repo", r"pothole", r"streetlights?", r"offers? of places", r"round \d", r"grants? (?:office|round|programme)", r"call for (?:papers|abstracts|proposals|submissions)", r"referees' reports", r"reading lists?", r"tutors", r"weeding", r"plot \d+", r"casserole", r"bring (?:a dish|cake|wine|the pudding)",
            r"proof(?: is attached|s)?(?= .*\bprint)", r"mower", r"funeral", r"the readings", r"log-?in (?:problem|issue)", r"an agent will", r"flights?", r"airport run", r"hols", r"room in (?:hall|block|house)", r"practice (?:mon|tue|wed|thu|fri|sat|sun)\w*", r"dredg\w+", r"berths?", r"pontoon", r"jury service", r"summoned",
            r"free cancellation", r"your stay", r"p60", r"tax return", r"to file", r"seating plan", r"do the seating", r"jumper", r"sewing", r"lost property", r"umbrella", r"transfer of", r"underwriters", r"regatta", r"a lift", r"vaccinat\w+", r"settling[- ]in", r"meter", r"zählerstand", r"viewing of", r"test drive", r"barbecue", r"bbq", r"running order", r"altos?", r"tenors?", r"sopranos?", r"release \d\S*", r"tag \d\S*",
            r"estate agent", r"viewing", r"conveyanc\w+", r"completion date", r"removals?", r"surveyor", r"satnav", r"haircut", r"table for \w+", r"loyalty points", r"reward points",
        )
    )
)


_COUNTER = late(
    r"no-?_?reply|do-?not-?reply|notif|support|help|care\b|service|customer|orders?\b|book(?:ing|ings)?\b|claims|billing|refund|ticket|deliver|parcel|store|shop|sales|reception|front-?desk|desk\b|surgery|clinic|accounts?\b|member|alumni|events?\b|enquir|inquir|visits|rota|clerk|secretary|office@"
)
"""Mailboxes behind which a counter stands; of many people's mail the same line goes to everybody."""


_CROWD = re.compile(r"(?:Dear|Hello|Hi|Attention|All),? (?:all )?(?:[a-z-]+ ){0,2}(?!candidates|applicants|finalists|interviewees|nominees|sirs|friends)[a-z-]+s(?: and [a-z-]+s)?[,:!]")
"""Small letters greet a crowd: "Dear berth holders,"."""
SURE = 0.9


def is_everyday(letter: Letter, whole: Heard, kind: Kind, sure: float) -> bool:
    """Does the letter speak of an everyday matter, or to a crowd, and of no work?

    Two signs tell it, or one where a counter stands behind the mailbox, or where the kind of mail is not `sure`; of a mail that is
    neither about an application nor from a person nothing counts.
    """
    about = said(letter.subject).words
    words = whole.words | about
    if not (words.isdisjoint(_WORK) and about.isdisjoint(_TITLES)):
        return False
    text = f"{letter.subject.lower()}\n{whole.low}"
    if _HIRED.search(text) or (_APPLIED.search(text) and not _FOR_A_THING.search(text)):
        return False
    if kind == "other" or _TO_MANY.search(whole.low[:200]) or any(_CROWD.match(one.plain) for one in whole.sentences[:1]):
        return True
    signs = {hit.group() for hit in _SIGNS.finditer(text)} | {hit.group().split()[-1] for hit in _YOURS.finditer(text)}
    counter = _COUNTER.search(letter.sender.email.partition("@")[0] + "@") is not None
    return len(signs) + counter + (sure < SURE and bool(signs)) > 1
