"""Jobs named in German, French and Spanish, where the words around a title tell it and not its own head."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ALS = re.compile(
    r"\b(?:[Bb]ewerbung(?: als| um die [Ss]telle als)|[Ss]telle(?: als| der| des| einer| eines)?|(?:[Pp]osition|[Tt]\u00e4tigkeit|[Aa]usbildung|[Pp]raktikum) (?:als|zum|zur)) (?:eine?[rn]? )?"
    r"((?!Herr|Frau|Sie|Ihre?|Wir|Vielen|Mit)[A-Z\u00c4\u00d6\u00dc][\w*:/-]+(?: (?:(?:und|f\u00fcr|im) )?[A-Z\u00c4\u00d6\u00dc][\w*:/-]+){0,3})"
)
_AU_POSTE = re.compile(
    r"\b(?:(?:[Pp]oste|[Ee]mploi|[Cc]andidature) (?:de |d['\u2019]|comme )|[Pp]oste ?: |[Cc]andidature en tant que )(?!l[ae'\u2019]|votre|ma |mon )([^\W\d_][\w'\u2019/-]*(?: [^\W\d_][\w'\u2019/-]*){0,4})"
)
_PUESTO = re.compile(r"\b(?:[Pp]uesto|[Pp]laza|[Vv]acante|[Cc]andidatura (?:para|como)) (?:de |como |para )?([^\W\d_][\w/-]*(?: [^\W\d_][\w/-]*){0,4})")
_ROMANCE = frozenset(
    "est nous vous chez \u00e0 a dans au aux pour qui que et bien ne n'est ha han en para con y se que nuestra nuestro ser\u00e1 es la el los las una un est\u00e1 le les des auquel sur par".split()
)
_OPEN = frozenset("de d' du del en".split())
_TITLED = re.compile(
    r"(?:(?:ihre?|deine?|votre|ta|su|tu|your) )?(?:bewerbung|candidature|candidatura|solicitud|proceso de selecci\u00f3n|vorstellungsgespr\u00e4ch|entretien|entrevista|absage|zusage)"
    r"(?: (?:als|f\u00fcr die stelle als|um die stelle als|comme|de|d['\u2019]|pour le poste de|au poste de|para|para el puesto de|como)| ?[:/-]) +(?P<role>[^\W\d_][^:|,()]{2,50})",
    re.IGNORECASE,
)


_TWICE = re.compile(r"^(?:your |my )?application(?: for| as)?\b\s*(?:the |a |an )?[:-]?\s*", re.IGNORECASE)  # "Bewerbung / Application X"


def foreign_subject(subject: str) -> str | None:
    """The job behind such a label in a subject: "Votre candidature - Vendeuse"."""
    found = _TITLED.fullmatch(subject.strip())
    role = _TWICE.sub("", found["role"].strip()) if found else ""
    return role if role and len(role.split()) < 7 and " - " not in role else None


def foreign_roles(text: str, low: str) -> Iterator[tuple[str, str | None, int]]:
    """The job a German, French or Spanish sentence names: there the words around a title tell it, not its own head."""
    if "stelle" in low or "bewerbung" in low or "als " in low:
        for found in _ALS.finditer(text):
            yield found.group(1), None, 5
    for cues, pattern in ((("poste", "emploi", "candidature"), _AU_POSTE), (("puesto", "plaza", "vacante", "candidatura"), _PUESTO)):
        for found in pattern.finditer(text) if any(cue in low for cue in cues) else ():
            words = found.group(1).split()
            last = next((at for at, word in enumerate(words) if word.lower() in _ROMANCE or (at and word[0].isupper() and words[0].islower())), len(words))
            while last and words[last - 1].lower() in _OPEN:
                last -= 1
            if last:
                yield " ".join(words[:last]), None, 5
