"""The cut: new words apart from everything mail programs and habits add."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.reading.cut import cut

NEW = "Thank you, Friday at ten suits me well.\nI will bring the drawings."

ATTRIBUTIONS = {
    "en gmail": "On Tue, Mar 10, 2026 at 9:00 AM Dana Whitfield <dana@acme.example> wrote:",
    "en wrapped": "On Tue, Mar 10, 2026 at 9:00 AM Dana Whitfield, Head of Data at Acme\n<dana.whitfield@acme.example>\nwrote:",
    "en apple": "On 10 Mar 2026, at 09:00, Dana Whitfield wrote:",
    "en plain": "Dana Whitfield <dana@acme.example> writes:",
    "de": "Am 10.03.26 um 09:00 schrieb Dana Whitfield:",
    "de gmail": "Am Di., 10. März 2026 um 09:00 Uhr schrieb Dana Whitfield <\ndana@acme.example>:",
    "fr": "Le mar. 10 mars 2026 à 09:00, Dana Whitfield <dana@acme.example> a écrit :",
    "es": "El mar, 10 mar 2026 a las 9:00, Dana Whitfield (<dana@acme.example>) escribió:",
    "it": "Il giorno mar 10 mar 2026 alle ore 09:00 Dana Whitfield <dana@acme.example> ha scritto:",
    "pt": "Em ter., 10 de mar. de 2026 às 09:00, Dana Whitfield <dana@acme.example> escreveu:",
    "nl": "Op di 10 mrt 2026 om 09:00 schreef Dana Whitfield <dana@acme.example>:",
    "nl apple": "Op 10 mrt 2026, om 09:00 heeft Dana Whitfield <dana@acme.example> het volgende geschreven:",
    "pl": "W dniu 10.03.2026 o 09:00, Dana Whitfield pisze:",
    "pl gmail": "wt., 10 mar 2026 o 09:00 Dana Whitfield <dana@acme.example> napisał(a):",
    "sv": "Den tis 10 mars 2026 kl 09:00 skrev Dana Whitfield <dana@acme.example>:",
    "da": "Den tir. 10. mar. 2026 kl. 09.00 skrev Dana Whitfield <dana@acme.example>:",
    "no": "tir. 10. mar. 2026 kl. 09:00 skrev Dana Whitfield <dana@acme.example>:",
    "fi": "ti 10. maalisk. 2026 klo 9.00 Dana Whitfield (dana@acme.example) kirjoitti:",
    "ru": "вт, 10 мар. 2026 г. в 09:00, Dana Whitfield <dana@acme.example>:",
    "ja": "2026年3月10日(火) 9:00 Dana Whitfield <dana@acme.example>:",
    "zh": "Dana Whitfield <dana@acme.example> 于2026年3月10日周二 09:00写道：",
    "zh apple": "在 2026年3月10日，09:00，Dana Whitfield <dana@acme.example> 写道：",
    "ko": "2026년 3월 10일 (화) 오전 9:00, Dana Whitfield <dana@acme.example>님이 작성:",
    "tr": "Dana Whitfield <dana@acme.example>, 10 Mar 2026 Sal, 09:00 tarihinde şunu yazdı:",
    "cs": "út 10. 3. 2026 v 9:00 odesílatel Dana Whitfield <dana@acme.example> napsal:",
}

BLOCKS = {
    "en": (
        "From: Dana Whitfield <dana@acme.example>",
        "Sent: Tuesday, March 10, 2026 9:00 AM",
        "To: Sam Ode",
        "Subject: Friday",
    ),
    "en bold": (
        "*From:* Dana Whitfield",
        "*Sent:* Tuesday, March 10, 2026 9:00 AM",
        "*To:* Sam Ode",
        "*Subject:* Friday",
    ),
    "de": ("Von: Dana Whitfield", "Gesendet: Dienstag, 10. März 2026 09:00", "An: Sam Ode", "Betreff: Freitag"),
    "fr": ("De : Dana Whitfield", "Envoyé : mardi 10 mars 2026 09:00", "À : Sam Ode", "Objet : vendredi"),
    "es": ("De: Dana Whitfield", "Enviado el: martes, 10 de marzo de 2026 9:00", "Para: Sam Ode", "Asunto: viernes"),
    "it": ("Da: Dana Whitfield", "Inviato: martedì 10 marzo 2026 09:00", "A: Sam Ode", "Oggetto: venerdì"),
    "pt": (
        "De: Dana Whitfield",
        "Enviada em: terça-feira, 10 de março de 2026 09:00",
        "Para: Sam Ode",
        "Assunto: sexta",
    ),
    "nl": ("Van: Dana Whitfield", "Verzonden: dinsdag 10 maart 2026 09:00", "Aan: Sam Ode", "Onderwerp: vrijdag"),
    "pl": ("Od: Dana Whitfield", "Wysłano: wtorek, 10 marca 2026 09:00", "Do: Sam Ode", "Temat: piątek"),
    "sv": ("Från: Dana Whitfield", "Skickat: den 10 mars 2026 09:00", "Till: Sam Ode", "Ämne: fredag"),
    "ja": ("差出人: Dana Whitfield", "送信日時: 2026年3月10日 9:00", "宛先: Sam Ode", "件名: 金曜日"),
    "zh": ("发件人: Dana Whitfield", "发送时间: 2026年3月10日 9:00", "收件人: Sam Ode", "主题: 周五"),
}


@pytest.mark.parametrize("line", ATTRIBUTIONS.values(), ids=ATTRIBUTIONS)
def test_an_attribution_line_and_the_marked_quote_below_it_are_history(line):
    found = cut(f"{NEW}\n\n{line}\n\n> Does Friday suit you?\n> I will call on Monday.\n")
    assert found.text == NEW
    assert "I will call on Monday." in found.quoted


@pytest.mark.parametrize("line", ATTRIBUTIONS.values(), ids=ATTRIBUTIONS)
def test_history_without_marks_reaches_to_the_end(line):
    assert cut(f"{NEW}\n\n{line}\n\nDoes Friday suit you?\nI will call on Monday.\n").text == NEW


@pytest.mark.parametrize("line", ATTRIBUTIONS.values(), ids=ATTRIBUTIONS)
def test_history_above_the_new_words_is_cut_too(line):
    assert cut(f"{line}\n> Does Friday suit you?\n> I will call on Monday.\n\n{NEW}").text == NEW


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_a_block_of_header_fields_opens_history(block):
    fields = "\n".join(block)
    for between in ("\n\n", "\n\n________________________________\n"):
        found = cut(f"{NEW}{between}{fields}\n\nDoes Friday suit you?\n")
        assert found.text == NEW
        assert "Does Friday suit you?" in found.quoted


@pytest.mark.parametrize(
    "line",
    ["-----Original Message-----", "----- Ursprüngliche Nachricht -----", "-------- Message d'origine --------", "-----Mensaje original-----", "-----Messaggio originale-----",
     "-----Oorspronkelijk bericht-----", "-----Wiadomość oryginalna-----", "-----Ursprungligt meddelande-----", "-----原始邮件-----", "-----元のメッセージ-----"],
)  # fmt: skip
def test_the_ruled_line_of_a_mail_program_opens_history(line):
    assert cut(f"{NEW}\n\n{line}\nDoes Friday suit you?").text == NEW


@pytest.mark.parametrize(
    "line",
    ["---------- Forwarded message ---------", "Begin forwarded message:", "-------- Weitergeleitete Nachricht --------", "Début du message réexpédié :", "---------- Mensaje reenviado ----------",
     "Inizio messaggio inoltrato:", "---------- Mensagem encaminhada ----------", "Begin doorgestuurd bericht:", "---------- 转发的邮件 ----------"],
)  # fmt: skip
def test_forwarded_words_are_held_apart(line):
    found = cut(
        f"See below, worth a look.\n\n{line}\nFrom: Dana Whitfield <dana@acme.example>\nDate: 10 March 2026\nSubject: Friday\n\nI will call on Monday.\n"
    )
    assert found.text == "See below, worth a look."
    assert "I will call on Monday." in found.forwarded


def test_answers_between_quotes_are_new_words():
    text = "On Mar 10, 2026, Dana Whitfield wrote:\n> Does Friday suit?\n\nYes, at ten.\n\n> And who comes along?\n\nMy colleague Ana will.\n"
    assert cut(text).text == "Yes, at ten.\n\nMy colleague Ana will."


def test_words_that_only_look_like_history_stay():
    for text in (
        "On Friday we met.\nOn Monday Dana wrote a note that I liked.",
        "The interview:\n\nDate: Wednesday 3 June\nTime: 7:00\nAddress: 130 Mill Street\n\nBring your ID.",
        "My availability:\n\nFrom: 9 am\nTo: 5 pm\n\nAny day next week.",
        "Two points -- both small -- remain.\n\nFrom next week on I am in Oslo.",
        ">From next week on I am in Oslo.",
        "See the offer >>> https://acme.example <<< before Friday.",
    ):
        assert cut(text).text == text.removeprefix(">")


@pytest.mark.parametrize(
    "signature",
    ["-- \nDana Whitfield\nHead of Data", "Best,\nDana Whitfield\nHead of Data, Acme\n+1 415 555 0142", "Kind regards,\n\nDana", "Cheers, Dana", "- Dana", "Mit freundlichen Grüßen\nDana Whitfield\nLeiterin",
     "Cordialement,\nDana", "Un saludo,\nDana Whitfield", "Orla Quist, Quillon Studio, (415) 555-0122", "Orla Quist\nQuillon Studio\n(415) 555-0122\norla@quillon.example"],
)  # fmt: skip
def test_a_signature_is_no_new_text_but_is_kept(signature):
    found = cut(f"{NEW}\n\n{signature}\n\nOn 10 Mar 2026, at 09:00, Sam wrote:\n> Well?")
    assert found.text == NEW
    assert found.signature == signature


def test_the_senders_own_name_begins_a_signature():
    assert cut(f"{NEW}\n\nBo\n", sender="Bo Ferrant").text == NEW
    assert (
        cut(f"{NEW}\n\nBo Ferrant\nFerrant & Daughters\n", sender="Bo Ferrant").signature
        == "Bo Ferrant\nFerrant & Daughters"
    )


def test_a_postscript_below_the_signature_is_new_text():
    found = cut(f"{NEW}\n\nBest,\nDana\n\nP.S. I will send you the article on Monday.")
    assert found.text.endswith("P.S. I will send you the article on Monday.")
    assert found.signature == "Best,\nDana"


def test_a_letter_that_is_all_thanks_keeps_its_thanks():
    assert "Thank you so much!" in cut("Hi Dana,\n\nThank you so much!\nBo").text


def test_thanks_in_the_middle_do_not_end_a_letter():
    text = "Thanks!\n\nI will call you on Friday about the drawings."
    assert cut(f"{text}\n\nBest,\nDana").text == text


@pytest.mark.parametrize(
    "footer",
    ["Sent from my iPhone", "Von meinem iPhone gesendet", "Envoyé de mon iPhone", "Enviado desde mi iPhone", "Inviato da iPhone", "Enviado do meu iPhone", "Verstuurd vanaf mijn iPhone", "Wysłane z iPhone'a",
     "Skickat från min iPhone", "Sendt fra min iPhone", "iPhoneから送信", "发自我的 iPhone", "Отправлено с iPhone", "Get Outlook for iOS<https://aka.example/o0ukef>",
     "This email and any attachments are confidential and intended solely for the addressee.", "CONFIDENTIALITY NOTICE: The information in this message is privileged.",
     "Diese E-Mail enthält vertrauliche Informationen.", "You are receiving this because you asked for it. Unsubscribe", "Acme is an equal opportunity employer."],
)  # fmt: skip
def test_what_programs_and_lawyers_add_is_footer(footer):
    found = cut(f"{NEW}\n\n{footer}")
    assert found.text == NEW
    assert found.footer == footer


def test_a_sentence_that_begins_like_a_footer_stays():
    text = "Here are the plans.\n\nSent from my desk, which is much easier than from my mobile phone."
    assert cut(text).text == text


def test_line_ends_make_no_difference():
    text = f"{NEW}\n\nBest,\nDana\n\n{ATTRIBUTIONS['en wrapped']}\n> Well?"
    assert cut(text) == cut(text.replace("\n", "\r\n"))


@given(st.text(alphabet=">-_:\n aOn19wrote@<.", max_size=300))
def test_any_lines_can_be_cut_and_nothing_is_made_up(text):
    found = cut(text)
    for part in (found.text, found.signature, found.quoted, found.footer, found.forwarded):
        assert set("".join(part.split())) <= set(text)


HOSTILE = [
    "a",
    "a ",
    ">",
    "> \n",
    ">a\n",
    "\n",
    "-",
    "--\n",
    "_",
    ":",
    "a:\n",
    "On 1 ",
    "On 1 a wrote:\n",
    "From: a\n",
    "Best,\n",
    "(",
    "<",
    "1",
    "On ",
    "wrote:",
    "@",
    "Am 1 schrieb <a@b> ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_twice_the_text_takes_about_twice_the_time(piece):
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        best = 9.0
        for _ in range(3):
            begin = time.process_time()
            cut(text)
            best = min(best, time.process_time() - begin)
        return best

    small, large = seconds(8_000), seconds(64_000)
    assert large < 24 * small + 0.05  # eight times the text; quadratic would be sixty-four times the time


@pytest.mark.skipif("AFTERWORD_NAUGHTY" not in os.environ, reason="AFTERWORD_NAUGHTY names no folder of hostile texts")
def test_hostile_texts_are_cut_without_a_word():
    for path in sorted(Path(os.environ["AFTERWORD_NAUGHTY"]).rglob("*")):
        if path.is_file():
            cut(path.read_bytes().decode("utf-8", "surrogateescape"))
