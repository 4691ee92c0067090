"""Labelled pairs for who is who: two records and whether they are one person. All names invented.

Made by a generator with a fixed seed from lists of names (`made`), with the ways in which address books, LinkedIn and mail
write one person, and in which two people look like one; and written by hand (`HARD`). `cases()` gives both, each with the
half it belongs to: `develop` may be looked at, `judge` is only counted.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from afterword.facts import Fact, fact
from afterword.facts.kinds import Card, Connection, Mailbox, Message

ME = frozenset({"me@mine.example"})
_AT = 1_770_000_000_000_000


@dataclass(frozen=True, slots=True)
class Record:
    """One person as one source writes them. With a `slug` a LinkedIn connection, with `mail` a mail's sender, else a card."""

    name: str
    email: str = ""
    phone: str = ""
    slug: str = ""
    org: str = ""
    mail: bool = False

    def fact(self, number: int) -> Fact:
        if self.slug:
            return fact(Connection(self.slug, self.name, self.email, self.org, "Analyst"), 0, learnt=_AT)
        if self.mail:
            body = Message("email", f"<{number}.{zlib.crc32(repr(self).encode())}@m.example>", Mailbox(self.name, self.email), (Mailbox("", "me@mine.example"),), (), "Hello", "All well.")
            return fact(body, _AT + number, learnt=_AT)
        emails = (self.email,) if self.email else ()
        return fact(Card(f"c{number}", self.name, emails, (self.phone,) if self.phone else (), (), self.org), 0, learnt=_AT)


@dataclass(frozen=True, slots=True)
class Case:
    """Two records, whether they are one person, and the family of the case."""

    family: str
    same: bool
    a: Record
    b: Record

    @property
    def half(self) -> str:
        return "develop" if zlib.crc32(repr((self.a, self.b)).encode()) % 2 else "judge"


SHORT = (
    ("William", "Bill"), ("Elizabeth", "Liz"), ("Robert", "Bob"), ("Margaret", "Maggie"), ("Katherine", "Kate"), ("Thomas", "Tom"), ("Jennifer", "Jen"), ("Michael", "Mike"),
    ("Christopher", "Chris"), ("Patricia", "Trish"), ("Edward", "Ted"), ("Susan", "Sue"), ("Richard", "Dick"), ("Samantha", "Sam"), ("Nicholas", "Nick"), ("Rebecca", "Becky"),
    ("Anthony", "Tony"), ("Deborah", "Debbie"), ("Alexander", "Sandy"), ("Abigail", "Abby"), ("Benjamin", "Ben"), ("Victoria", "Vicky"), ("Stephen", "Steve"), ("Theresa", "Tess"),
    ("Lawrence", "Larry"), ("Gregory", "Greg"), ("Josephine", "Jo"), ("Frederick", "Fred"), ("Penelope", "Penny"), ("Zachary", "Zach"),
)  # fmt: skip
GIVEN = (
    "Dana", "Oren", "Maribel", "Tobias", "Ingrid", "Kwame", "Leilani", "Rufus", "Saoirse", "Dmitri", "Priya", "Hollis", "Yusuf", "Noemi", "Barnaby", "Cosima", "Fergus", "Imani",
    "Jolanta", "Keiko", "Lorcan", "Marit", "Nadia", "Osric", "Petronella", "Quentin", "Rosalind", "Stellan", "Thandiwe", "Ulrike", "Vikram", "Winona", "Xavier", "Yolanda", "Zdenka", "Amara",
)  # fmt: skip
LAST = (
    "Whitfield", "Halloran", "Brandt", "Okonkwo", "Ferreira", "Lindqvist", "Marchetti", "Pemberton", "Castellanos", "Drummond", "Eastwick", "Fairbairn", "Gallagher", "Hargreaves",
    "Iverson", "Jankowski", "Kirkbride", "Lancaster", "Montague", "Nakamura", "Ostrowski", "Prendergast", "Quillfeather", "Ravenscroft", "Saltmarsh", "Thistlewood", "Underhill", "Vandermeer",
    "Wexford", "Yarborough", "Zamorano", "Ashdown", "Blackwood", "Cranleigh", "Dunmore", "Ellsworth",
)  # fmt: skip
MIDDLE = ("Marie", "James", "Louise", "Patrick", "Ada", "Hugh", "Beatrix", "Cyril")
HOUSES = ("Kestrel Maps", "Heron Freight", "Larkmoor Atlas", "Candlewick Press", "Fenn Tools", "Sable Bakery", "Thornbury Dairies", "Wren Optics", "Hawksbury Ferries", "Ridgeway Signs", "Oldgate Bank", "Pinehill Labs")
ACCENTS = (
    ("Jürgen Müller", "Juergen Mueller"), ("Zoë Brontë", "Zoe Bronte"), ("Søren Ødegård", "Soren Odegard"), ("Björn Ångström", "Bjorn Angstrom"), ("Łukasz Wójcik", "Lukasz Wojcik"), ("José Muñoz", "Jose Munoz"),
    ("Françoise Lefèvre", "Francoise Lefevre"), ("Jörg Weiß", "Joerg Weiss"), ("Nuño Gonçalves", "Nuno Goncalves"), ("Čedomir Đorđević", "Cedomir Dordevic"), ("Åse Sjøberg", "Aase Sjoeberg"), ("Håkon Bjørnstad", "Hakon Bjornstad"),
    ("Сергей Морозов", "Sergey Morozov"), ("Наталья Орлова", "Natalia Orlova"), ("Дмитрий Волков", "Dmitriy Volkov"), ("Ольга Соколова", "Olga Sokolova"), ("Νίκος Παπαδάκης", "Nikos Papadakis"), ("Élodie Garçon", "Elodie Garcon"),
    ("Agnès Château", "Agnes Chateau"), ("Øyvind Hæstad", "Oyvind Haestad"), ("Günther Böhm", "Guenther Boehm"), ("Siân Rhŷs", "Sian Rhys"), ("Héctor Peñarrubia", "Hector Penarrubia"), ("Ivana Škrinjar", "Ivana Skrinjar"),
)  # fmt: skip


def _domain(house: str) -> str:
    return f"{house.split(maxsplit=1)[0].lower()}.example"


def _slip(word: str, chance: random.Random) -> str:
    """One slip of the pen behind the first letter."""
    at = chance.randrange(1, len(word) - 1)
    kind = chance.randrange(3)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :] if word[at] != word[at + 1] else word[:at] + word[at + 1 :]


class _Maker:
    """Draws people and the ways they are written."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def one(self) -> tuple[str, str, str, str]:
        """Given name, surname, house, number."""
        pick = self.chance.choice
        return pick(GIVEN), pick(LAST), pick(HOUSES), f"+1555{self.chance.randrange(10**7):07d}"

    def free(self, own: str) -> str:
        return f"{own}@{self.chance.choice(('gmail.com', 'outlook.com', 'mail.com'))}".lower()

    # One person, two records

    def same_address(self) -> Case:
        g, s, house, _ = self.one()
        email = f"{g}.{s}@{_domain(house)}".lower()
        return Case("same address", True, Record(f"{s}, {g}", email, mail=True), Record(f"{g} {s}", email, org=house))

    def same_slug(self) -> Case:
        g, s, house, _ = self.one()
        other = self.chance.choice(HOUSES)
        return Case("same slug", True, Record(f"{g} {s}", slug=f"{g}-{s}-1".lower(), org=house), Record(f"Dr. {g} {s}", slug=f"{g}-{s}-1".lower(), org=other))

    def same_house(self) -> Case:
        g, s, house, _ = self.one()
        return Case("same name and house", True, Record(f"{g} {s}", slug=f"{g}-{s}".lower(), org=house), Record(f"{g} {s}", f"{g}.{s}@{_domain(house)}".lower(), mail=True))

    def titled(self) -> Case:
        g, s, house, _ = self.one()
        return Case("titles", True, Record(f"Prof. {g} {s}, PhD", slug=f"{g}-{s}".lower(), org=house), Record(f"{g} {s}", self.free(f"{g}{s}"), org=f"{house} Ltd."))

    def same_number(self) -> Case:
        g, s, _, number = self.one()
        return Case("same name and number", True, Record(f"{g} {s}", self.free(f"{g[0]}{s}"), number), Record(f"{g} {s}", "", number))

    def name_alone(self) -> Case:
        g, s, house, _ = self.one()
        return Case("name alone", True, Record(f"{g} {s}", self.free(f"{g}.{s}"), mail=True), Record(f"{g} {s}", slug=f"{g}{s}".lower(), org=house))

    def short(self) -> Case:
        full, nick = self.chance.choice(SHORT)
        _, s, house, number = self.one()
        known = self.chance.randrange(3)
        a = Record(f"{full} {s}", f"{full}.{s}@{_domain(house)}".lower(), number if known == 1 else "", org=house if known == 2 else "")
        b = Record(f"{nick} {s}", self.free(f"{nick}{s}"), number if known == 1 else "") if known != 2 else Record(f"{nick} {s}", slug=f"{nick}-{s}".lower(), org=house)
        return Case("short name", True, a, b)

    def middle(self) -> Case:
        g, s, house, _ = self.one()
        m = self.chance.choice(MIDDLE)
        between = self.chance.choice((m, m[0], f"{m[0]}."))
        return Case("middle name", True, Record(f"{g} {between} {s}", slug=f"{g}-{s}".lower(), org=house), Record(f"{g} {s}", self.free(f"{g}{s}"), mail=True))

    def swapped(self) -> Case:
        g, s, house, number = self.one()
        return Case("swapped", True, Record(f"{s} {g}", f"{g}.{s}@{_domain(house)}".lower(), mail=True), Record(f"{g} {s}", self.free(f"{s}{g}"), number))

    def slip(self) -> Case:
        g, s, house, _ = self.one()
        wrong = (g, _slip(s, self.chance)) if self.chance.random() < 0.7 or len(g) < 5 else (_slip(g, self.chance), s)
        return Case("slip of the pen", True, Record(f"{g} {s}", f"{g[0]}{s}@{_domain(house)}".lower(), mail=True), Record(" ".join(wrong), slug=f"{g}-{s}-x".lower(), org=house))

    def accent(self) -> Case:
        name, plain = self.chance.choice(ACCENTS)
        _, _, house, number = self.one()
        return Case("letters", True, Record(name, slug=f"p{self.chance.randrange(9999)}", org=house), Record(plain, self.free(plain.replace(" ", ".")), number))

    def married(self) -> Case:
        g, s, house, number = self.one()
        other = self.chance.choice([x for x in LAST if x != s])
        kind = self.chance.randrange(4)
        if kind == 0:
            a, b = Record(f"{g} {s}", self.free(f"{g}{s}"), number), Record(f"{g} {other}", f"{g}.{other}@{_domain(house)}".lower(), number)
        elif kind == 1:
            a, b = Record(f"{g} {s}", slug=f"{g}-{s}".lower(), org=house), Record(f"{g} {other}", self.free(f"{g}.{s}"), mail=True)
        elif kind == 2:
            a, b = Record(f"{g} {s}-{other}", slug=f"{g}-{s}-{other}".lower(), org=house), Record(f"{g} {s}", self.free(f"{g}{s}"), mail=True)
        else:
            a, b = Record(f"{g} {other}", slug=f"{g}-{other}-{s}".lower(), org=house), Record(f"{g} {s}", f"{g}.{s}@{_domain(house)}".lower(), mail=True)
        return Case("married", True, a, b)

    def initial(self) -> Case:
        g, s, house, _ = self.one()
        return Case("initial", True, Record(f"{g[0]}. {s}", f"{g[0]}{s}@{_domain(house)}".lower(), mail=True), Record(f"{g} {s}", slug=f"{g}-{s}".lower(), org=house))

    def given_only(self) -> Case:
        g, s, house, _ = self.one()
        return Case("given name only", True, Record(g, f"{g}@{_domain(house)}".lower(), mail=True), Record(f"{g} {s}", slug=f"{g}-{s}".lower(), org=house))

    # Two people

    def two_of_one_name(self) -> Case:
        g, s, house, _ = self.one()
        other = self.chance.choice([x for x in HOUSES if x != house])
        return Case("two of one name", False, Record(f"{g} {s}", slug=f"{g}-{s}".lower(), org=house), Record(f"{g} {s}", slug=f"{g}-{s}-2".lower(), org=other))

    def two_in_one_house(self) -> Case:
        g, s, house, _ = self.one()
        return Case("two in one house", False, Record(f"{g} {s}", f"{g}.{s}@{_domain(house)}".lower(), org=house), Record(f"{g} {s}", f"{g}.{s}2@{_domain(house)}".lower(), org=house))

    def family_mailbox(self) -> Case:
        g, s, _, number = self.one()
        other = self.chance.choice([x for x in GIVEN if x[0] != g[0]])
        home = f"{self.chance.choice((s + 's', 'the' + s, s + 'family'))}@{self.chance.choice(('home.example', 'gmail.com'))}".lower()
        return Case("family mailbox", False, Record(f"{g} {s}", home, number), Record(f"{other} {s}", home, number))

    def role_mailbox(self) -> Case:
        g, s, house, _ = self.one()
        other, last = self.chance.choice([x for x in GIVEN if x[0] != g[0]]), self.chance.choice([x for x in LAST if x != s])
        desk = f"{self.chance.choice(('info', 'office', 'careers', 'hr', 'sales', 'reception'))}@{_domain(house)}"
        return Case("role mailbox", False, Record(f"{g} {s}", desk, org=house), Record(f"{other} {last}", desk, org=house))

    def siblings(self) -> Case:
        a, b = self.chance.choice((("Maria", "Marta"), ("Eric", "Erin"), ("Anna", "Anne"), ("Joan", "John"), ("Jane", "Jan"), ("Dana", "Dean"), ("Paula", "Paul"), ("Kristen", "Kirsten"), ("Daniel", "Danielle"), ("Carl", "Carla")))
        _, s, house, number = self.one()
        return Case("siblings", False, Record(f"{a} {s}", self.free(f"{a}{s}"), number), Record(f"{b} {s}", slug=f"{b}-{s}".lower(), org=house))

    def surname_and_house(self) -> Case:
        g, s, house, _ = self.one()
        other = self.chance.choice([x for x in GIVEN if x[0] != g[0]])
        return Case("one surname in one house", False, Record(f"{g} {s}", f"{g}@{_domain(house)}".lower(), org=house), Record(f"{other} {s}", slug=f"{other}-{s}".lower(), org=house))

    def given_and_house(self) -> Case:
        g = self.chance.choice([full for full, _ in SHORT])
        _, s, house, _ = self.one()
        last = self.chance.choice([x for x in LAST if x != s])
        return Case("one given name in one house", False, Record(f"{g} {s}", f"{g}.{s}@{_domain(house)}".lower(), org=house), Record(f"{g} {last}", slug=f"{g}-{last}".lower(), org=house))

    def father_and_son(self) -> Case:
        g, s, _, number = self.one()
        return Case("father and son", False, Record(f"{g} {s} Sr.", self.free(f"{g}{s}"), number), Record(f"{g} {s} Jr", "", number))

    def other_middle(self) -> Case:
        g, s, house, _ = self.one()
        a, b = self.chance.sample(MIDDLE[:6], 2)
        return Case("other middle names", False, Record(f"{g} {a} {s}", self.free(f"{g}{a}{s}")), Record(f"{g} {b[0]}. {s}" if b[0] != a[0] else f"{g} {b} {s}", slug=f"{g}-{b}-{s}".lower(), org=house))

    def switchboard(self) -> Case:
        g, s, house, number = self.one()
        other, last = self.chance.choice([x for x in GIVEN if x[0] != g[0]]), self.chance.choice([x for x in LAST if x != s])
        return Case("one switchboard", False, Record(f"{g} {s}", f"{g[0]}{s}@{_domain(house)}".lower(), number, org=house), Record(f"{other} {last}", f"{other[0]}{last}@{_domain(house)}".lower(), number, org=house))

    def strangers(self) -> Case:
        g, s, house, number = self.one()
        other, last = self.chance.choice([x for x in GIVEN if x != g]), self.chance.choice([x for x in LAST if x != s])
        return Case("strangers", False, Record(f"{g} {s}", f"{g}@{_domain(house)}".lower(), number), Record(f"{other} {last}", slug=f"{other}-{last}".lower(), org=self.chance.choice(HOUSES)))


_ONE: tuple[tuple[Callable[[_Maker], Case], int], ...] = (
    (_Maker.same_address, 25), (_Maker.same_slug, 20), (_Maker.same_house, 30), (_Maker.titled, 20), (_Maker.same_number, 20), (_Maker.name_alone, 25), (_Maker.short, 45), (_Maker.middle, 30),
    (_Maker.swapped, 20), (_Maker.slip, 40), (_Maker.accent, 30), (_Maker.married, 45), (_Maker.initial, 25), (_Maker.given_only, 15),
    (_Maker.two_of_one_name, 30), (_Maker.two_in_one_house, 30), (_Maker.family_mailbox, 35), (_Maker.role_mailbox, 35), (_Maker.siblings, 25), (_Maker.surname_and_house, 20), (_Maker.given_and_house, 25),
    (_Maker.father_and_son, 20), (_Maker.other_middle, 20), (_Maker.switchboard, 25), (_Maker.strangers, 30),
)  # fmt: skip


def made(seed: int = 20260523) -> Iterator[Case]:
    """The generated pairs, each once."""
    maker = _Maker(seed)
    seen = set()
    for build, count in _ONE:
        for _ in range(count):
            case = build(maker)
            if case not in seen:
                seen.add(case)
                yield case


def _hard(family: str, same: bool, *rows: tuple[Record, Record]) -> Iterator[Case]:
    return (Case(family, same, a, b) for a, b in rows)


R = Record
HARD: tuple[Case, ...] = (
    *_hard(
        "by hand: one person", True,
        (R("Liz Okafor", "liz.okafor@heron.example", mail=True), R("Elisabeth Okafor", slug="elisabeth-okafor", org="Heron Freight")),
        (R("T. J. Marlowe", "tjmarlowe@gmail.com", mail=True), R("Thomas J. Marlowe", "", "+15550100111", org="Fenn Tools")),
        (R("Peggy Strand", "peggy@strand.example", "+15550100112"), R("Margaret Strand", "", "+15550100112")),
        (R("Anneliese Roth (née Kraus)", slug="anneliese-kraus-roth", org="Wren Optics"), R("Anneliese Kraus", "anneliese.kraus@gmail.com", mail=True)),
        (R("JOHN McALLISTER", "jmcallister@oldgate.example", mail=True), R("Jon McAllister", slug="jon-mcallister", org="Oldgate Bank")),
        (R("Mary-Ellen O’Dowd", "meodowd@gmail.com"), R("Mary Ellen ODowd", slug="mary-ellen-odowd", org="Sable Bakery")),
        (R("Nguyen Thi Hoa", "hoa.nguyen@pinehill.example", mail=True), R("Hoa Nguyen", slug="hoa-nguyen", org="Pinehill Labs")),
        (R("Kit Aldous", "kit.aldous@mail.com", mail=True), R("Christopher Aldous", "", "+15550100113", org="Candlewick Press")),
        (R("Dr Ravi Menon FRCS", slug="ravi-menon", org="Thornbury Dairies"), R("Ravi Menon", "ravi.menon@thornbury.example", mail=True)),
        (R("Van der Berg, Ilse", "ilse@vdberg.example", mail=True), R("Ilse van der Berg", slug="ilse-vdb", org="Ridgeway Signs")),
        (R("Ekaterina Smirnova", slug="ekaterina-s", org="Wren Optics"), R("Екатерина Смирнова", "e.smirnova@gmail.com", mail=True)),
        (R("Mohammed Al-Rashid", slug="mo-alrashid", org="Heron Freight"), R("Muhammad Al Rashid", "m.alrashid@gmail.com", mail=True)),
        (R("Bea Castellano", "bea@castellano.example", "+15550100114"), R("Beatrice Castelano", "", "+15550100114")),
        (R("Sam", "sam@kestrel.example", mail=True), R("Samantha Dray", slug="samantha-dray", org="Kestrel Maps")),
        (R("", "cosima.vale@gmail.com", mail=True), R("Cosima Vale", "cosima.vale@larkmoor.example", org="Larkmoor Atlas")),
        (R("Gwen Farrow-Tate", slug="gwen-farrow-tate", org="Fenn Tools"), R("Gwendolyn Farrow", "gfarrow@gmail.com", mail=True)),
        (R("Hal Prior", "hal@prior.example", "+15550100115"), R("Henry Prior", slug="henry-prior", org="Oldgate Bank")),
        (R("Thandi Mokoena", "thandi.mokoena@heron.example", mail=True), R("Thandi Mokoena", "", "+15550100116", org="Heron Freight")),
        (R("Stephan Krüger", slug="stephan-krueger", org="Wren Optics"), R("Stefan Krueger", "stefan.krueger@wren.example", mail=True)),
        (R("Ursula Hay", "ursula.hay@gmail.com", mail=True), R("Ulla Hay", "", "+15550100117", org="Kestrel Maps")),
    ),
    *_hard(
        "by hand: two people", False,
        (R("Chris Lang", "chris@lang.example"), R("Christine Lang", "christine@lang.example")),
        (R("Robert Hale", slug="robert-hale", org="Kestrel Maps"), R("Roberta Hale", slug="roberta-hale", org="Kestrel Maps")),
        (R("Tom Berg", "bergs@home.example", "+15550100121"), R("Ann Berg", "bergs@home.example", "+15550100121")),
        (R("Tom Berg", "ann@berg.example", "+15550100122"), R("Ann Berg", "ann@berg.example")),
        (R("Front Desk", "reception@fenn.example", org="Fenn Tools"), R("Ada Poole", "reception@fenn.example", org="Fenn Tools")),
        (R("James Kirk", "james.kirk@oldgate.example", org="Oldgate Bank"), R("James Kirk", "james.t.kirk@oldgate.example", org="Oldgate Bank")),
        (R("Paul Reyes III", "", "+15550100123"), R("Paul Reyes Jr.", "", "+15550100123")),
        (R("Wei Zhang", slug="wei-zhang-12", org="Heron Freight"), R("Wei Zhang", slug="wei-zhang-81", org="Heron Freight")),
        (R("Dana Holt", "dana@gmail.com"), R("Dana Pryce", "dana@pryce.example")),
        (R("Jan Novak", "jan.novak@mail.com"), R("Jana Novak", "jana.novak@mail.com")),
        (R("Pat and Lee Moss", "moss@home.example"), R("Robin Moss", "moss@home.example")),
        (R("Alan Price", "", "+15550100124", org="Price & Sons"), R("Gordon Price", "", "+15550100124", org="Price & Sons")),
    ),
)  # fmt: skip


def cases() -> list[Case]:
    """Every pair."""
    return [*made(), *HARD]
