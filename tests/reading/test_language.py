"""The language of a text."""

import pytest

from afterword.reading.language import language

TEXTS = {
    "en": "Thanks for coming in on Monday. We will let you know by the end of the week.",
    "de": "Vielen Dank für das Gespräch am Montag. Wir melden uns bis Ende der Woche bei Ihnen.",
    "fr": "Merci d'être venu lundi. Nous vous donnerons une réponse avant la fin de la semaine.",
    "es": "Gracias por venir el lunes. Le daremos una respuesta antes del final de la semana.",
    "it": "Grazie per essere venuta lunedì. Le daremo una risposta entro la fine della settimana, non si preoccupi.",
    "pt": "Obrigado por ter vindo na segunda-feira. Daremos uma resposta para você até o fim da semana.",
    "nl": "Bedankt voor het gesprek van maandag. We laten het je aan het eind van de week weten.",
    "pl": "Dziękuję za rozmowę w poniedziałek. Odpowiedź prześlemy do końca tygodnia, proszę się nie martwić.",
    "sv": "Tack för att du kom i måndags. Vi hör av oss till dig innan veckan är slut.",
    "ja": "月曜日はありがとうございました。今週中にご連絡します。",
    "zh": "感谢您周一来面试，我们会在本周末之前给您答复。",
    "ru": "Спасибо, что пришли в понедельник. Мы ответим до конца недели.",
    "ar": "شكرا على الحضور يوم الاثنين",
    "he": "תודה שבאת ביום שני",
    "ko": "월요일에 와 주셔서 감사합니다",
}


@pytest.mark.parametrize(("code", "text"), TEXTS.items())
def test_a_few_sentences_tell_their_language(code, text):
    assert language(text) == code


@pytest.mark.parametrize(
    "text", ["", "Ok", "555-0142", "https://acme.example", "Lisbon Varley Quillon Marchmont", "\ud800\x00"]
)
def test_too_little_to_go_by_gives_no_answer(text):
    assert language(text) == ""


def test_a_short_english_line_is_english():
    assert language("Thanks for today, talk soon!") == "en"


def test_a_foreign_name_does_not_change_the_language():
    assert language("Hi Sam, we will meet Мария on Friday at the mill and let you know.") == "en"
