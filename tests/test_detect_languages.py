"""Fragments get a language, and Dutch where there is doubt."""

import pytest

from pipeline.language.detect import detect_languages
from pipeline.schema import LANGUAGES

SENTENCES = {
    "nl": "De laatste bus naar Zwartberg rijdt veel te vroeg.",
    "tr": "Çocuklarımız için daha çok oyun alanı istiyoruz.",
    "it": "Vorrei che ci fossero più alberi nella nostra strada.",
    "fr": "Il faudrait beaucoup plus de bancs dans le parc.",
    "en": "There should be more lights along the bicycle path.",
    "pl": "Chciałbym, żeby autobus jeździł także w niedzielę.",
    "ar": "نريد حديقة نظيفة وآمنة لأطفالنا في هذا الحي",
    "es": "Queremos que haya más autobuses los fines de semana.",
    "el": "Θέλουμε περισσότερα δέντρα στη γειτονιά μας.",
}


def test_each_language_is_recognised_in_the_order_given():
    """All languages of the schema, in one call."""
    assert detect_languages(list(SENTENCES.values())) == list(SENTENCES)
    assert set(SENTENCES) == set(LANGUAGES)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ciao bella!",
        "[naam 1] [naam 2] [telefoon] [mail] thank you",
        "Giuseppina maakt elke vrijdag lasagne voor de buren.",
        "ge moet da ni pikke he",
    ],
)
def test_doubt_is_dutch(text):
    """Under four words, placeholders, foreign names and dialect stay Dutch."""
    assert detect_languages([text]) == ["nl"]


def test_no_texts_no_languages():
    """Nothing in, nothing out."""
    assert detect_languages([]) == []
