"""The language of a text: from its script where that decides, else from its commonest small words.

An honest guess: "" when the text is too short or the evidence too even.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from collections.abc import Set as AbstractSet

from afterword.reading.sentences import blanked

HIRING_ABROAD = (
    r"(?:initiativ)?bewerb(?:ung|er)\w*|vorstellungs\w+|arbeitsvertrag|candidatur[ae]s?|entretien|recrutement|embauche|entrevista|puesto|curr[ií]culum"
)
"""Words of hiring in German, French and Spanish, as alternatives of a pattern."""
_HEAD = 800  # characters looked at

_FOREIGN = re.compile("[\u0370-\u1fff\u3041-\ud7af]")  # what any of the scripts below is in
_LATIN = re.compile("[a-zA-Z]")
_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ja", re.compile("[\u3041-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("uk", re.compile("[\u0456\u0457\u0454\u0491]")),
    ("ru", re.compile("[\u0430-\u044f]")),
    ("el", re.compile("[\u03b1-\u03c9]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("fa", re.compile("[\u067e\u0686\u0698\u06af]")),
    ("ar", re.compile("[\u0627-\u064a]")),
    ("hi", re.compile("[\u0905-\u0939]")),
    ("th", re.compile("[\u0e01-\u0e2e]")),
)

_STOP_TEXT: dict[str, str] = {
    "en": "the and to of you for is in that it i we on your be with this are have as at not will from our can me my was thank thanks please if would but "
    "by or an they let know hi hello dear regards best just so do been has had about what when could there us all any i'm i'll we'll don't it's talk "
    "soon great looking forward see yes today tomorrow week call send sent meeting",
    "de": "der die das und ist nicht ich sie wir ein eine einen einem einer f\u00fcr mit auf zu den dem des im von es als auch an bei nach wird haben hat ihre ihren "
    "ihr ihnen uns oder aber wenn bitte danke vielen gr\u00fc\u00dfe gr\u00fc\u00dfen hallo sehr werden k\u00f6nnen noch zum zur \u00fcber wie so bis um sich mir mich dass was",
    "fr": "le la les de des et est vous nous je pas pour dans un une que qui ne sur avec au aux ce cette votre vos notre merci bonjour plus par en du sont \u00eatre avez "
    "mais si ou bien cordialement il elle se a \u00e0 d'une qu'il c'est j'ai tr\u00e8s nos mon ma tout",
    "es": "el la los las de y que es en un una por con para no se su lo como m\u00e1s pero usted gracias hola le nos muy del al est\u00e1 este esta estamos saludos si mi me "
    "te tu ha han hemos sobre cuando tambi\u00e9n estimado estimada puede favor",
    "it": "il la le gli di e che \u00e8 un una per non con sono del della dei delle in si ma anche come grazie ciao buongiorno mi ti ci vi questo questa pi\u00f9 nel nella al "
    "alla da ho ha abbiamo molto saluti lei suo sua se o",
    "pt": "o a os as de e que \u00e9 em um uma para com n\u00e3o por mais do da dos das no na se como mas obrigado obrigada ol\u00e1 voc\u00ea seu sua ao foi est\u00e1 nos muito tem "
    "atenciosamente bom dia pelo pela j\u00e1 ser \u00e0 s\u00e3o",
    "nl": "de het een en van ik is dat niet je we met voor op zijn aan te er maar om ook als bij dit wij uw u jij hebben heb heeft naar nog wel kunnen graag groeten "
    "bedankt hallo beste zou kan deze over uit wordt",
    "pl": "i w z na nie si\u0119 do jest \u017ce to o jak ale co po za od przez dla czy ju\u017c tak dzi\u0119kuj\u0119 pozdrawiam dzie\u0144 dobry pan pani pa\u0144stwa mam mamy prosz\u0119 jestem b\u0119dzie "
    "oraz s\u0105 by\u0107 kt\u00f3re tym ze mi",
    "sv": "och att det i en som p\u00e5 \u00e4r av f\u00f6r med inte jag du vi den till har de om ett var kan s\u00e5 men hej tack vill ska fr\u00e5n eller ni er din ditt h\u00e4lsningar mvh \u00f6ver n\u00e4r \u00e4ven",
    "da": "og at det i en som p\u00e5 er af for med ikke jeg du vi den til har de om et kan s\u00e5 men hej tak vil skal fra eller din hilsen dig os ogs\u00e5 v\u00e6re n\u00e5r jer blev mig",
    "no": "og at det i en som p\u00e5 er av for med ikke jeg du vi den til har de om et kan s\u00e5 men hei takk vil skal fra eller din hilsen deg oss ogs\u00e5 v\u00e6re n\u00e5r dere ble meg",
    "fi": "ja on ei ett\u00e4 se h\u00e4n olen olet mutta kun my\u00f6s t\u00e4m\u00e4 minun sinun kiitos hei voi ovat oli kanssa sek\u00e4 tai jos niin n\u00e4in terveisin",
    "tr": "ve bir bu i\u00e7in ile de da \u00e7ok olarak te\u015fekk\u00fcrler merhaba var daha ama gibi sizin bizim sayg\u0131lar",
    "cs": "a je se na v \u017ee to s z do o ale jsem jsme d\u011bkuji dobr\u00fd den pro jako by byl pros\u00edm tak nebo pozdravem",
    "hu": "a az \u00e9s hogy nem is egy van meg k\u00f6sz\u00f6n\u00f6m \u00fcdv\u00f6zlettel de ez vagy csak mint k\u00e9rem",
    "ro": "\u0219i de la \u00een nu este un o cu pentru s\u0103 pe mai din care v\u0103 mul\u021bumesc bun\u0103 ziua sunt",
}
_STOP: dict[str, frozenset[str]] = {code: frozenset(words.split()) for code, words in _STOP_TEXT.items()}
_CODES = tuple(_STOP)
_ENGLISH = _STOP["en"]
_SPOKEN: dict[str, int] = {}  # small word: a byte for each language, one where it has the word (none knows 255)
for _place, _words in enumerate(_STOP.values()):
    for _word in _words:
        _SPOKEN[_word] = _SPOKEN.get(_word, 0) | 1 << 8 * _place
_SMALL = frozenset(_SPOKEN)
_ENGLISH_ALONE = frozenset(word for word, codes in _SPOKEN.items() if codes == 1)


def language(text: str) -> str:
    """The ISO 639-1 code of the language `text` is written in, "" when that is not clear."""
    head = text[:_HEAD].replace("\u2019", "'")
    return language_of(head, blanked(head).split())


def language_of(head: str, words: Collection[str]) -> str:
    """The same of a text that begins with `head`, from the `words` in its beginning, in lower case and without marks."""
    small = _SMALL.intersection(words)
    english = len(small & _ENGLISH)
    if english >= 6 and english * 4 >= len(words):
        return "en"  # no other language listed shares so many small words with it
    if not head.isascii() and (script := _by_script(head.lower())):
        return script
    best, second, code = _counted(small)
    if best < 2 or best * 14 < min(len(words), 80) or best < second * 1.2:
        return ""
    return code


def is_foreign(code: str, words: AbstractSet[str]) -> bool:
    """Is a text with these words, told to be in language `code`, in one that is not read? A little English makes it English."""
    return code not in ("", "en") and len(words & _ENGLISH_ALONE) < 2


def _counted(small: AbstractSet[str]) -> tuple[int, int, str]:
    """How many of some small words are of one language at most, how many of the next, and which language is the first."""
    counted = sum(map(_SPOKEN.__getitem__, small)).to_bytes(len(_CODES) + 1, "little")
    *_, second, best = sorted(counted)
    return best, second, _CODES[counted.index(best)] if best else ""


def _by_script(head: str) -> str:
    """The language its script names, when a good part of the letters are of that script."""
    if not _FOREIGN.search(head):
        return ""  # quotation marks and accents
    letters = len(list(filter(str.isalpha, head)))
    latin = len(_LATIN.findall(head))
    if letters == 0 or latin * 10 > letters * 7:
        return ""
    for code, script in _SCRIPTS:
        found = script.search(head)
        if found:
            return code
    return ""
