"""Dutch and Flemish words get their part of speech, their lemma and who or where they name."""

import pytest
import spacy
from spacy.tokens import Doc, Span

from pipeline.language import dutch
from pipeline.language.dutch import Lemmatiser, load_dutch
from pipeline.language.lemmas import LemmaTable, lemma_of

TABLE = LemmaTable(
    lemmas={("Jan", "PROPN"): "Jan", ("Franse", "ADJ"): "Frans", ("takken", "NOUN"): "tak"}
    | {("werken", "NOUN"): "werk"},
    endings={("NOUN", "ters"): ("s", ""), ("ADJ", "e"): ("e", "")},
)


@pytest.fixture(scope="module")
def language():
    return load_dutch(None)


def read(language, text):
    return [(token.text, token.pos_, token.lemma_) for token in language(text)]


@pytest.mark.parametrize(
    ("form", "pos", "lemma"),
    [
        ("werken", "VERB", "werken"),
        ("werken", "NOUN", "werk"),
        ("fiets", "NOUN", "fiets"),
        ("buxustakken", "NOUN", "buxustak"),
        ("flipperboksters", "NOUN", "flipperbokster"),
        ("Jans", "PROPN", "Jan"),
        ("Franse", "ADJ", "Frans"),
        ("boekske", "NOUN", "boek"),
        ("goeie", "ADV", "goeie"),
        ("!", "PUNCT", "!"),
    ],
)
def test_the_part_of_speech_decides_the_lemma(form, pos, lemma):
    """Table, dictionary, last part of a compound and ending, in that order."""
    assert TABLE.lemma_of(form, pos, opens=False) == lemma


def test_a_capital_that_opens_a_sentence_is_no_name():
    """Names keep theirs."""
    assert TABLE.lemma_of("Takken", "NOUN", opens=True) == "tak"
    assert TABLE.lemma_of("Genk", "PROPN", opens=True) == "Genk"


def test_a_word_alone_is_read_as_a_noun():
    """What the parts of compounds are made of: no verb where a noun will do."""
    assert [lemma_of(word) for word in ("fiets", "kinderen", "nen")] == ["fiets", "kind", "een"]


@pytest.mark.parametrize(
    ("sentence", "word", "pos", "lemma"),
    [
        ("Ge moet dat niet doen.", "Ge", "PRON", "gij"),
        ("Weet gij waar de bus stopt?", "gij", "PRON", "gij"),
        ("ne keer met nen bus rijden", "nen", "DET", "een"),
        ("Daar staat nog ne goeie boom.", "ne", "DET", "een"),
        ("'t is hier te druk", "'t", "PRON", "het"),
        ("Wij wonen op 't Kolderbos.", "'t", "DET", "het"),
        ("da's nie waar", "nie", "ADV", "niet"),
        ("Sedert vorig jaar is de winkel dicht.", "Sedert", "ADP", "sedert"),
        ("er zijn hier veel jongeren zonder werk", "jongeren", "ADJ", "jongere"),
        ("in sledderlo is niks te doen", "sledderlo", "PROPN", "sledderlo"),
        ("De kinderen spelen op straat.", "spelen", "VERB", "spelen"),
    ],
)
def test_flemish_is_read_as_flemish(language, sentence, word, pos, lemma):
    """Closed-class words get a part of speech that they can have, and their standard lemma."""
    assert (word, pos, lemma) in read(language, sentence)


def test_a_text_reads_the_same_alone_and_among_others(language):
    """No text depends on its neighbours in a batch."""
    texts = ["Ge moet niet wenen.", "De bus rijdt om het uur.", "", "'k Ga naar Hasselt."] * 3
    together = [[(t.pos_, t.lemma_, t.ent_type_) for t in doc] for doc in language.pipe(texts)]
    alone = [[(t.pos_, t.lemma_, t.ent_type_) for t in language(text)] for text in texts]
    assert together == alone


def test_people_and_places_are_named(language):
    """A name of several words is one."""
    doc = language("Mevrouw Fatma Yılmaz woont in Hasselt.")
    assert [(one.text, one.label_) for one in doc.ents] == [
        ("Fatma Yılmaz", "PER"),
        ("Hasselt", "LOC"),
    ]


def test_another_model_gets_the_same_labels_and_the_same_flemish(monkeypatch):
    """PERSON, GPE and FAC become PER and LOC, a DATE goes, and "ge" is no verb there either."""
    package = spacy.blank("nl")

    @spacy.Language.component("ontonotes")
    def ontonotes(doc: Doc) -> Doc:
        doc[0].pos_ = "VERB"
        labels = ("", "PERSON", "GPE", "DATE")
        doc.ents = [Span(doc, place, place + 1, label=labels[place]) for place in (1, 2, 3)]
        return doc

    package.add_pipe("ontonotes")
    monkeypatch.setattr(dutch.spacy, "load", lambda *_, **__: package)
    doc = load_dutch("nl_core_news_md")("ge Jan Genk maandag")
    assert [token.ent_type_ for token in doc] == ["", "PER", "LOC", ""]
    assert (doc[0].pos_, doc[0].lemma_) == ("PRON", "gij")


def test_the_lemma_table_survives_disk(tmp_path):
    """Written and read, it gives the same lemmas."""
    Lemmatiser(TABLE).to_disk(tmp_path / "lemmas")
    again = Lemmatiser(LemmaTable({}, {})).from_disk(tmp_path / "lemmas")
    assert again.table == TABLE
