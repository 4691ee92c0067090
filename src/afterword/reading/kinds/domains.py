"""A domain's own part, as a name: which part is the owner's, how it would be written, and whether a name is its own."""

from __future__ import annotations

from functools import lru_cache

from afterword.reading.kinds.names import letters
from afterword.reading.kinds.vocabulary import vocabulary

_LONGEST_STEM = 9  # letters of a domain's label that may be one word
_SHORTENED = frozenset("ngo univ arch eng edu rec intl org dept grp mgmt svcs tech".split())


@lru_cache(4096)
def written_label(label: str, hints: frozenset[str] = frozenset()) -> str:
    """A domain label as a name: `halvorsen-steel` and `laramieroofing` give their words where the words are known.

    "" where a careful reader would not guess: `northbeam-arch`, `stbrendans`, `hollowtree-books`.
    """
    if (label.rpartition("-")[2] in _SHORTENED and "-" in label) or (
        label.startswith(("st", "saint")) and label.endswith("s")
    ):
        return ""
    words: list[str] = []
    for piece in label.split("-"):
        if split := _split(piece, hints):
            words += split
            continue
        ending = next(
            (
                known
                for known in vocabulary().endings
                if known not in vocabulary().glued and piece.endswith(known) and len(piece) - len(known) > 2
            ),
            "",
        )
        stem = piece[: len(piece) - len(ending)]
        if len(stem) > _LONGEST_STEM:
            return ""  # two words run together, and nobody knows where
        words += [stem, ending] if ending else [stem]
    return " ".join(word.capitalize() for word in words if word)


def _split(piece: str, hints: frozenset[str]) -> list[str]:
    """A long label cut into words that are all known (`capitalareafoodbank`); [] when it cannot be."""
    if len(piece) < 7:
        return []
    known = vocabulary().label_words | hints
    best: list[list[str] | None] = [[]] + [None] * len(piece)
    for end in range(1, len(piece) + 1):
        for start in range(max(0, end - 14), end):
            before = best[start]
            if (
                before is not None
                and piece[start:end] in known
                and ((so_far := best[end]) is None or len(before) + 1 < len(so_far))
            ):
                best[end] = [*before, piece[start:end]]
    found: list[str] = []
    for word in best[-1] or ():
        if word in vocabulary().glued and found and found[-1] not in vocabulary().titles:
            found[-1] += word  # ivyfieldmuseum is the Ivyfield Museum
        else:
            found.append(word)
    return found


@lru_cache(4096)
def own_label(domain: str) -> str:
    """The part of a domain that is its owner's name: `careers.acme.co.uk` gives `acme`; "" for mailbox providers."""
    known = vocabulary()
    domain = domain.lower().strip(".")
    if domain in known.freemail or "." not in domain:
        return ""
    parts = domain.split(".")[:-1]
    while len(parts) > 1 and parts[-1] in known.suffixes:
        parts.pop()
    return parts[-1] if parts else ""


@lru_cache(4096)
def matches_label(name: str, label: str) -> bool:
    """Is the written name the one behind the domain label ("Quillon Studio" and quillon)?"""
    if len(label) < 3:
        return False
    plain, target = letters(name), letters(label)
    if not plain:
        return False
    if plain.startswith(target) or (target.startswith(plain) and len(plain) > 3):
        return True
    words = [letters(word) for word in name.replace("&", " ").split()]
    initials = "".join(word[0] for word in words if word)
    return (
        (len(target) > 2 and initials == target)
        or any(len(word) > 4 and target.startswith(word) for word in words[:2])
        or "".join(words) == target
    )
