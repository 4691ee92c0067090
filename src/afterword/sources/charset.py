"""Bytes to text, whatever the label says: real mail is mislabelled, unlabelled and mixed."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

# What writers mean by these labels (the WHATWG table, and labels Python knows under another name only).
_MEANT = {
    "ascii": "utf-8",
    "us-ascii": "utf-8",
    "ansi_x3.4-1968": "utf-8",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "cp950",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "cp1252-1": "cp1252",
    "unicode-1-1-utf-7": "utf-7",
    "utf8mb4": "utf-8",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "ucs-2": "utf-16",
    "unicode": "utf-16",
}
# Not charsets at all, or ones that cost far more than their length.
_NEVER = frozenset("idna punycode unicode_escape raw_unicode_escape undefined mbcs oem".split())
_SINGLE = frozenset({"cp1252", "cp1254", "iso8859-15", "iso8859-2", "cp1250", "mac-roman"})
_SURROGATES = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=256)
def codec_named(label: str) -> str:
    """The Python codec a label means; empty where it means nothing."""
    name = label.strip().strip("\"'").lower()[:60]
    name = _MEANT.get(name, name)
    name = re.sub(r"^(?:x-)?(?:windows|cp)[-_]?(?=\d)", "cp", name)
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError, TypeError):
        return ""
    return found.name if getattr(found, "_is_text_encoding", True) and found.name not in _NEVER else ""


def decode(data: bytes, label: str = "") -> str:
    """Text of `data`: as labelled where that holds, else UTF-8, else Western European. Never raises."""
    if data.isascii() and label[:3].lower() not in ("utf", "iso", "hz-", "hz", "csi", "uni", "ucs"):
        return data.decode("ascii")
    if data[:3] == b"\xef\xbb\xbf":
        return data[3:].decode("utf-8", "replace")
    named = codec_named(label) if label else ""
    if named in _SINGLE or not named or named == "utf-8":
        # UTF-8 is practically never right by accident; a single-byte charset always "holds".
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    if named == "utf-8":
        return _nearly_utf8(data)
    return _labelled(data, named or "cp1252")


def _labelled(data: bytes, named: str) -> str:
    try:
        text = data.decode(named)
    except (UnicodeError, ValueError):
        try:
            text = data.decode(named, "replace")
        except (UnicodeError, ValueError):
            text = data.decode("cp1252", "replace")
    return _SURROGATES.sub("\ufffd", text) if named.startswith("utf") else text


def _nearly_utf8(data: bytes) -> str:
    """Says UTF-8 but is not: cut off in the middle of a character, damaged in a few places, or Western after all."""
    text = data.decode("utf-8", "replace")
    marks = text.count("\ufffd")
    others = sum(1 for c in text if c > "\x7f") - marks if marks < 10_000 else 0
    return text if others >= marks or (marks == 1 and text.endswith("\ufffd")) else data.decode("cp1252", "replace")
