"""HTML mail to text, and its cut.

The text is what a reader sees: blocks on their own lines, hidden elements, scripts and styles left out, quotes marked with
'>' as plain text marks them. So one cut serves both, and the two halves of a mail give the same new words. A mail needs no
tree for this: a handful of passes over the source, each linear in its length, and none of them minds broken mark-up.
"""

from __future__ import annotations

import re
from html import unescape

from afterword.reading.cut import Cut, cut

_LIMIT = 524_288  # characters of source looked at
_MARGINS = (
    "display:none",
    "display: none",
    "visibility:hidden",
    "visibility: hidden",
    "mso-hide:all",
    "mso-hide: all",
    " hidden>",
    " hidden ",
)
_UNSHOWN = re.compile(
    r"display:\s?none|visibility:\s?hidden|mso-hide:\s?all|\shidden(?=[\s>])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"<([a-zA-Z]\w*)(?=[\s/])[^<>]*?(?:display:\s?none|visibility:\s?hidden|mso-hide:\s?all|\shidden(?=[\s>]))[^<>]*>",
    re.IGNORECASE,
)
_VOID = frozenset({"img", "input", "br", "hr", "meta", "link", "col", "area", "base", "wbr", "source"})
_REST = r"(?=[\s/>])(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+'|[\"'])*+>"
_QUOTING = re.compile(
    r"<(?:div|table|p|span|blockquote|section)\s[^<>]*?(?:id|class)\s?=\s?[\"']?[^\"'<>]*?(?:divrplyfwdmsg|outlookmessageheader|appendonsend|olk_src_body_section|"
    r"yahoo_quoted|yahooquoted|protonmail_quote|tutanota_quote|zmail_extra|ms-outlook-mobile-reference-message|mail-quote-collapse)[^<>]*>",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(
    r"<(?:div|p|span)\s[^<>]*?class\s?=\s?[\"']?[^\"'<>]*?(?:gmail_attr|moz-cite-prefix)[^<>]*>", re.IGNORECASE
)
_INDENT = re.compile(r"<blockquote\s[^<>]*?border:\s?none[^<>]*>", re.IGNORECASE)
_QUOTE = re.compile(rf"<blockquote{_REST}", re.IGNORECASE)
_UNQUOTE = re.compile(r"</blockquote\s*>", re.IGNORECASE)
_BREAK = re.compile(rf"<br{_REST}", re.IGNORECASE)
_LINE = re.compile(
    rf"<(?:/?div|/?tr|/?center|/?address|/?article|/?section|/?header|/?footer|/?tbody|/?main|/?dt|/?dd|/li|/?form|/?figure|/?fieldset|/?legend|/?option){_REST}",
    re.IGNORECASE,
)
_BLOCK = re.compile(rf"</?(?:p|h[1-6]|table|ul|ol|dl|pre|body|html){_REST}", re.IGNORECASE)
_ITEM = re.compile(rf"<li{_REST}", re.IGNORECASE)
_RULE = re.compile(rf"<hr{_REST}", re.IGNORECASE)
_CELL = re.compile(rf"</?t[dh]{_REST}", re.IGNORECASE)
_TAG = re.compile(rf"<(?:[/!?]?[a-zA-Z][\w:.-]*|\?xml|!doctype){_REST}", re.IGNORECASE)
_WHOLE = re.compile(r"<([/!?]?[a-zA-Z][\w:.-]*)(?=[\s/>])(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+>")
"""A tag with nothing odd about it: its quotes are closed, and no other tag is inside."""
_LINK = re.compile(r"href\s?=\s?[\"']?((?:https?|mailto|tel):[^\"'<>\s]+)", re.IGNORECASE)
_GONE = ("style", "script", "title", "template", "noscript")
_ENTER, _LEAVE, _INDENTED = "\x02", "\x03", "\x04"
_EDGE = "\x05"  # where a block begins or ends; several in a row are one line end
_SHOWN = {
    **{f"{slash}{name}": _EDGE for slash in ("", "/") for name in (
        "div tr center address article section header footer tbody main dt dd form figure fieldset legend option".split()
    )},
    **{f"{slash}{name}": f"{_EDGE}\n{_EDGE}" for slash in ("", "/") for name in "p h1 h2 h3 h4 h5 h6 table ul ol dl pre body html".split()},
    **dict.fromkeys(("td", "/td", "th", "/th"), " "),
    "/li": _EDGE, "li": f"{_EDGE}- ", "hr": f"{_EDGE}________{_EDGE}", "br": "\n",
}  # fmt: skip
"""What stands for a tag in the text; for all others nothing."""


def cut_html(html: str, sender: str = "") -> Cut:
    """An HTML mail taken apart, as `cut` does for plain text."""
    return cut(text_of(html), sender)


def text_of(html: str) -> str:
    """What a reader sees of `html`, quoted parts marked with '>'. Reads the first 512 Ki characters."""
    html = html[:_LIMIT]
    if "<" in html:
        html = _stripped(html)
    else:
        html = " ".join(html.split())
    if "&" in html:
        html = unescape(html)
    return _laid_out(html)


def links_of(html: str) -> tuple[str, ...]:
    """The link targets of `html` in order, each once."""
    return tuple(dict.fromkeys(unescape(link) for link in _LINK.findall(html[:_LIMIT])))


def _stripped(html: str) -> str:
    """Source without tags: line ends and control characters where the layout needs them."""
    if any(mark in html for mark in (_ENTER, _LEAVE, _INDENTED, _EDGE)):
        html = html.translate(dict.fromkeys(map(ord, (_ENTER, _LEAVE, _INDENTED, _EDGE))))
    html = _without_comments(html)
    low = html.lower()
    for name in _GONE:
        if f"<{name}" in low:
            html = _without_element(html, low, name)
            low = html.lower()
    if any(mark in low for mark in _MARGINS):
        html = _without_hidden(html)
    if "<pre" in low:
        html = _kept_lines(html)
    html = " ".join(html.split())
    if (
        "yahoo" in low
        or "divrply" in low
        or "outlook" in low
        or "appendonsend" in low
        or "olk_src" in low
        or "_quote" in low
        or "zmail" in low
        or "collapse" in low
    ):
        html = _QUOTING.sub(f"{_EDGE}-----Original Message-----{_EDGE}", html)
    if "gmail_attr" in low or "moz-cite" in low:
        html = _ATTRIBUTION.sub(f"{_EDGE}> ", html)
    if "<blockquote" in low:
        html = _INDENT.sub(f"{_EDGE}{_INDENTED}{_EDGE}", html)
        html = _UNQUOTE.sub(f"{_EDGE}{_LEAVE}{_EDGE}", _QUOTE.sub(f"{_EDGE}{_ENTER}{_EDGE}", html))
    parts = _WHOLE.split(html)
    parts[1::2] = [_SHOWN.get(name.lower(), "") for name in parts[1::2]]
    text = "".join(parts)
    return text if "<" not in text else _bit_by_bit(html, low)


def _bit_by_bit(html: str, low: str) -> str:
    """The same where brackets or quotes were never closed: what is read first is gone when the next is looked for."""
    if "<hr" in low:
        html = _RULE.sub(f"{_EDGE}________{_EDGE}", html)
    if "<li" in low:
        html = _ITEM.sub(f"{_EDGE}- ", html)
    if "<t" in low:
        html = _CELL.sub(" ", html)
    html = _BLOCK.sub(f"{_EDGE}\n{_EDGE}", _LINE.sub(_EDGE, _BREAK.sub("\n", html)))
    return _TAG.sub("", html)


def _laid_out(text: str) -> str:
    """Lines stripped and quotes marked; at most one blank line in a row."""
    lines: list[str] = []
    depth: list[bool] = []
    quoted = 0
    for block in text.split(_EDGE):
        if not block or block == " ":
            continue
        block = block.strip(" ")
        if block in (_ENTER, _INDENTED):
            depth.append(block == _ENTER)
            quoted += block == _ENTER
            continue
        if block == _LEAVE:
            if depth:
                quoted -= depth.pop()
            continue
        rows = block.split("\n")
        if not rows[-1].strip():
            rows.pop()  # a line break at the end of a block shows no line of its own
        mark = "> " if quoted else ""
        for row in rows:
            row = row.strip()
            if row:
                lines.append(mark + row)
            elif lines and lines[-1] not in ("", ">"):
                lines.append(mark.rstrip())
    return "\n".join(lines).strip()


def _without_comments(html: str) -> str:
    """Source without comments; an unclosed one hides nothing but its own mark."""
    if "<!--" not in html:
        return html
    kept: list[str] = []
    at = 0
    while True:
        begin = html.find("<!--", at)
        end = html.find("-->", begin + 4) if begin >= 0 else -1
        if begin < 0 or end < 0:
            kept.append(html[at:])
            return "".join(kept)
        kept.append(html[at:begin])
        at = end + 3


def _without_element(html: str, low: str, name: str) -> str:
    """Source without the elements `name` and all they hold."""
    if len(low) != len(html):
        return html  # a letter that grows when lowered: rare, and then the words stay
    kept: list[str] = []
    at = 0
    while True:
        begin = low.find(f"<{name}", at)
        end = low.find(f"</{name}", begin) if begin >= 0 else -1
        if begin < 0 or end < 0:
            kept.append(html[at:])
            return "".join(kept)
        kept.append(html[at:begin])
        close = low.find(">", end)
        at = close + 1 if close >= 0 else len(html)


def _without_hidden(html: str) -> str:
    """Source without the first forty elements that are not shown."""
    for _ in range(40):
        found = _hidden(html)
        if not found:
            break
        end = found.end()
        name = found[1].lower()
        if name not in _VOID:
            end = _end_of(html, name, end)
        html = html[: found.start()] + html[end:]
    return html


def _hidden(html: str) -> re.Match[str] | None:
    """The first tag that says it is not shown: it begins at the last bracket before its saying so."""
    for mark in _UNSHOWN.finditer(html):
        at = html.rfind("<", 0, mark.start() + 1)
        if at >= 0 and (found := _HIDDEN.match(html, at)):
            return found
    return None


def _end_of(html: str, name: str, at: int) -> int:
    """Where the element `name` entered before `at` ends; `at` itself when it is never closed."""
    depth, begin = 1, at
    for tag in re.finditer(rf"<(/?){name}(?=[\s/>])", html[at:], re.IGNORECASE):
        depth += -1 if tag[1] else 1
        if depth == 0:
            close = html.find(">", begin + tag.end())
            return close + 1 if close >= 0 else len(html)
    return at


def _kept_lines(html: str) -> str:
    """Source in which the line ends inside <pre> are kept as <br>."""
    kept: list[str] = []
    pieces = re.split(r"(</?pre\b[^<>]*>)", html, flags=re.IGNORECASE)
    inside = False
    for piece in pieces:
        if piece[:4].lower() == "<pre":
            inside = True
        elif piece[:5].lower() == "</pre":
            inside = False
        elif inside:
            piece = piece.replace("\r\n", "\n").replace("\n", "<br>")
        kept.append(piece)
    return "".join(kept)
