"""The printed card: page sizes, embedded fonts, and that whatever a person wrote stays text."""

from __future__ import annotations

import builtins
import io

import pytest
from pypdf import PdfReader

from afterword.channels.card_pdf import DESIGNS, PAPERS, CardWords, card_pdf
from afterword.errors import BadUsage

WORDS = CardWords(
    "Dear Lena,", "Thank you for our talk on Thursday. I've told your riddle to everybody at my table.", "With thanks,", "Sam Rivera", "Lena Sorensen",
    address="Northbridge\n200 River Street", sender="Sam Rivera",
)  # fmt: skip
SIZES = {"a6": (105 / 25.4 * 72, 148 / 25.4 * 72), "a2": (4.25 * 72, 5.5 * 72)}
HOSTILE = '#import "@preview/x:1.0.0": * *bold* _it_ $x^2$ `raw` #sys.inputs \\u{41} <label> @cite // no /* no */ = head ~ [b] {c} #read("/etc/passwd")'


def opened(words: CardWords, design: str = "plain", paper: str = "a6") -> PdfReader:
    return PdfReader(io.BytesIO(card_pdf(words, design, paper)))


def squeezed(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and c not in "\u200b\u00ad")


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("design", DESIGNS)
def test_a_card_is_three_pages_of_exactly_its_paper_with_every_font_in_it(design: str, paper: str) -> None:
    card = opened(WORDS, design, paper)
    assert len(card.pages) == 3
    for page in card.pages:
        size = sorted((float(page.mediabox.width), float(page.mediabox.height)))
        assert size == pytest.approx(sorted(SIZES[paper]), abs=0.02)
        for font in (page.get("/Resources", {}).get("/Font") or {}).values():
            (inner,) = font.get_object()["/DescendantFonts"]
            described = inner.get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(described)
            assert "Newsreader" in described["/FontName"]
    text = squeezed(card.pages[1].extract_text())
    assert squeezed("DearLena,") in text
    assert squeezed("I’ve told your riddle") in text
    assert squeezed("200 River Street") in squeezed(card.pages[2].extract_text())


@pytest.mark.parametrize("place", ["body", "name", "to", "greeting", "address", "word"])
def test_what_a_person_wrote_is_never_read_as_markup(place: str) -> None:
    values = {f: getattr(WORDS, f) for f in WORDS.__slots__} | {place: HOSTILE}
    text = squeezed("".join(page.extract_text() for page in opened(CardWords(**values)).pages))
    for part in ("#import", "*bold*", "_it_", "$x^2$", "`raw`", "#sys.inputs", "//no", "[b]{c}", "#read("):
        assert part in text, part


def test_names_of_other_alphabets_and_endless_words_still_fit() -> None:
    card = opened(CardWords("Dear Łukasz Žižek,", "x" * 2000, "Thanks,", "Ünal Ørsted", "Αλέξης Иванов", sender="y" * 300))
    assert len(card.pages) == 3
    assert "Łukasz" in squeezed(card.pages[1].extract_text())


def test_a_card_has_at_most_sixty_words_and_only_known_designs_and_papers() -> None:
    assert len(opened(CardWords("Dear Lena,", "word " * 60, "Thanks,", "Sam", "Lena")).pages) == 3
    for words, design, paper, said in ((CardWords("", "word " * 61, "", "", ""), "plain", "a6", "61 words"), (WORDS, "gold", "a6", "leaves"), (WORDS, "plain", "a4", "a6")):
        with pytest.raises(BadUsage, match=said):
            card_pdf(words, design, paper)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *more, **named):
        if name == "typst":
            raise ImportError(name)
        return real(name, *more, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(BadUsage, match=r"pip install 'afterword\[cards\]'"):
        card_pdf(WORDS)
