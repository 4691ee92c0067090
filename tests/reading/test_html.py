"""HTML mail: what a reader sees, and its cut."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.reading.cut import cut
from afterword.reading.html import cut_html, links_of, text_of


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_blocks_stand_on_lines_of_their_own_and_inline_marks_do_not():
    html = "<html><body><p>Dear <b>Sam</b>,</p><div>We meet on <i>Fri</i>day.<br>Bring:</div><ul><li>the form</li><li>a pen</li></ul></body></html>"
    assert text_of(html) == "Dear Sam,\n\nWe meet on Friday.\nBring:\n\n- the form\n- a pen"


def test_what_is_not_shown_is_not_read():
    html = (
        "<head><title>no</title><style>p{color:red}</style></head><!-- no --><body><script>no()</script>"
        '<div style="display:none">no <div>no</div> no</div><span style="mso-hide: all">no</span><p>yes</p><img style="display:none" src="x">, and yes</body>'
    )
    assert squeezed(text_of(html)) == "yes,andyes"


def test_entities_and_broken_markup_are_read_as_a_browser_reads_them():
    assert text_of("a &amp; b &lt;c&gt; &eacute; &#8217;<p>open <b>bold") == "a & b <c> é ’\n\nopen bold"
    assert text_of('<p title="a > b">one</p><br/>two < three') == "one\n\ntwo < three"


def test_lines_inside_pre_are_kept():
    assert text_of("<pre>one\ntwo</pre>three") == "one\ntwo\n\nthree"


def test_links_are_collected_once_in_order():
    assert links_of(
        '<a href="https://acme.example/a?b=1&amp;c=2">x</a><a href=\'https://b.example\'>y</a><a href="https://b.example">z</a>'
    ) == (
        "https://acme.example/a?b=1&c=2",
        "https://b.example",
    )


QUOTES = {
    "gmail": '<div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Tue, Mar 10, 2026 at 9:00 AM Dana &lt;<a href="mailto:dana@acme.example">dana@acme.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote">Old words</blockquote></div>',
    "gmail in a language nobody listed": '<div class="gmail_quote"><div class="gmail_attr">Mangi 10 Maret, Dana jot:<br></div><blockquote class="gmail_quote">Old words</blockquote></div>',
    "outlook": '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Dana<br><b>Sent:</b> Tuesday, March 10, 2026 9:00 AM<br><b>To:</b> Sam<br><b>Subject:</b> Hi</div><div>Old words</div>',
    "outlook in a language nobody listed": '<hr><div id="divRplyFwdMsg"><b>Saka:</b> Dana<br><b>Dikirim:</b> Maret</div><div>Old words</div>',
    "word": "<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b>Von:</b> Dana &lt;dana@acme.example&gt;<br><b>Gesendet:</b> Dienstag, 10. M&auml;rz 2026 09:00<br><b>An:</b> Sam<br><b>Betreff:</b> Hallo</p></div><p>Old words</p>",
    "apple": '<br><div><blockquote type="cite"><div>On 10 Mar 2026, at 09:00, Dana wrote:</div><br><div>Old words</div></blockquote></div>',
    "thunderbird": '<div class="moz-cite-prefix">Am 10.03.26 um 09:00 schrieb Dana:<br></div><blockquote type="cite">Old words</blockquote>',
    "yahoo": '<div id="yahoo_quoted_1" class="yahoo_quoted"><div>Le mardi 10 mars 2026, Dana a parlé</div><div>Old words</div></div>',
    "bare": "<blockquote>Old words</blockquote>",
}


@pytest.mark.parametrize("quote", QUOTES.values(), ids=QUOTES)
def test_the_quotes_of_mail_programs_are_cut(quote):
    found = cut_html(f"<html><body><div>Friday suits me.</div>{quote}</body></html>")
    assert found.text == "Friday suits me."
    assert "Old words" in found.quoted


def test_an_indented_passage_is_no_quote():
    html = '<div>Bring these:</div><blockquote style="margin:0 0 0 40px;border:none;padding:0px">the form and a pen</blockquote><div>See you.</div>'
    assert "the form and a pen" in cut_html(html).text


def test_words_below_a_quote_are_new():
    assert (
        cut_html(
            "<div>On 10 Mar 2026, at 09:00, Dana wrote:</div><blockquote>Old words</blockquote><p>Friday suits me.</p>"
        ).text
        == "Friday suits me."
    )


def test_both_halves_of_a_mail_give_the_same_new_words():
    text = "Hi Sam,\n\nWe'll decide by Friday.\n\n- the form\n- a pen\n\nBest,\nDana\nHead of Data\n\nOn Tue, Mar 10, 2026 at 9:00 AM Sam <sam@me.example> wrote:\n> Old words\n"
    html = (
        "<p>Hi Sam,</p><p>We'll&nbsp;decide by <b>Friday</b>.</p><ul><li>the form</li><li>a pen</li></ul><p>Best,<br>Dana<br>Head of Data</p>"
        '<div class="gmail_quote"><div class="gmail_attr">On Tue, Mar 10, 2026 at 9:00 AM Sam &lt;sam@me.example&gt; wrote:<br></div><blockquote>Old words</blockquote></div>'
    )
    assert squeezed(cut_html(html).text) == squeezed(cut(text).text)
    assert squeezed(cut_html(html).signature) == squeezed(cut(text).signature)


@given(st.text(alphabet="<>/apdivbrqute!-\"'= &;\x02\x03é", max_size=200))
def test_any_source_has_a_text(html):
    assert isinstance(text_of(html), str)


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a",
        "<a ",
        "<!--",
        "<style>",
        '<a "',
        "<div style=display:none>",
        "<blockquote>",
        "&",
        "<pre>",
        "<p ' \"",
        "</div>",
        "<a <b",
        "<div class=",
        "x",
    ],
)
def test_twice_the_source_takes_about_twice_the_time(piece):
    def seconds(size: int) -> float:
        html = piece * (size // len(piece))
        best = 9.0
        for _ in range(3):
            begin = time.process_time()
            text_of(html)
            best = min(best, time.process_time() - begin)
        return best

    small, large = seconds(8_000), seconds(64_000)
    assert large < 24 * small + 0.05  # eight times the source; quadratic would be sixty-four times the time
