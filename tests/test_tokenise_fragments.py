"""Fragments become words with lemmas."""

import json

import pandas as pd
import pytest

from pipeline.cache import RecordCache
from pipeline.errors import SettingsError
from pipeline.language import tokenise as module
from pipeline.language.tokenise import model_name, tokenise
from pipeline.resources.words import stopwords
from pipeline.settings import LanguageOptions

EMBEDDED = LanguageOptions(model="embedded")


def fragments_of(*texts, language="nl"):
    columns = ["fragment_id", "note_id", "conversation_id", "uitdager_id", "start", "end", "text"]
    rows = [(f"f{i}", f"n{i}", "g1", "U01", 0, len(text), text) for i, text in enumerate(texts)]
    return pd.DataFrame(rows, columns=columns).assign(language=language)


def lemmas_of(text, **options):
    return tokenise(fragments_of(text, **options), EMBEDDED)["lemma"].tolist()


def test_offsets_give_back_the_word():
    """Every token is the substring at its offsets, in order, and no letter is left out."""
    texts = ['Mevr. [naam 1] zegt:\n "\'t Is goed!"', "", "d'r zijn 3,5 auto's (ipv 2)…"]
    tokens = tokenise(fragments_of(*texts), EMBEDDED)
    for row in tokens.itertuples():
        assert texts[int(row.fragment_id[1:])][row.start : row.end] == row.text
    for index, text in enumerate(texts):
        own = tokens[tokens["fragment_id"] == f"f{index}"]
        assert own["position"].tolist() == list(range(len(own)))
        assert "".join(own["text"]).replace(" ", "") == "".join(text.split())
    assert tokens["pos"].notna().all()


def test_a_placeholder_is_one_token():
    """The number of a name is no part of the lemma; marks stuck to it stay apart."""
    tokens = tokenise(fragments_of("Vraag [naam 12], bel [telefoon]."), EMBEDDED)
    assert tokens["text"].tolist() == ["Vraag", "[naam 12]", ",", "bel", "[telefoon]", "."]
    assert tokens["lemma"].tolist()[1] == "[naam]"
    assert tokens["lemma"].tolist()[4] == "[telefoon]"


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("Genk", "genk"),
        ("kinderen", "kind"),
        ("Bussen", "bus"),
        ("gewerkt", "werken"),
        ("scholen", "school"),
        ("straatje", "straat"),
        ("boekske", "boek"),
        ("nen", "een"),
        ("'t", "het"),
        ("goeie", "goed"),
        ("jongeren", "jongere"),
        ("fiets", "fiets"),
        ("leden", "lid"),
    ],
)
def test_dutch_and_flemish_words_go_to_their_lemma(word, lemma):
    """Plural, participle and diminutive, in standard Dutch and in Flemish."""
    assert lemmas_of(word) == [lemma]


def test_other_languages_keep_their_words():
    """No Dutch dictionary and no Dutch tags for a French note; only capitals go."""
    tokens = tokenise(fragments_of("Les Enfants jouent", language="fr"), EMBEDDED)
    assert tokens["lemma"].tolist() == ["les", "enfants", "jouent"]
    assert tokens[["pos", "entity", "parts"]].isna().to_numpy().all()


def test_dutch_and_other_languages_keep_their_order():
    """Each text is read by its own language, wherever it stands."""
    texts = ["De bus rijdt.", "Les bus roulent.", "Ge moet wachten."]
    fragments = fragments_of(*texts).assign(language=["nl", "fr", "nl"])
    tokens = tokenise(fragments, EMBEDDED)
    first = tokens.groupby("fragment_id", sort=False)["lemma"].agg(list)
    assert first.tolist() == [
        ["de", "bus", "rijden", "."],
        ["les", "bus", "roulent", "."],
        ["gij", "moeten", "wachten", "."],
    ]


def test_a_person_is_no_place():
    """A placeholder of a name is one; a place is marked as such."""
    tokens = tokenise(fragments_of("[naam 1] gaat met de bus naar Hasselt."), EMBEDDED)
    entities = dict(zip(tokens["text"], tokens["entity"], strict=True))
    assert entities["Hasselt"] == "LOC"
    assert entities["[naam 1]"] == "PER"
    assert pd.isna(entities["bus"])


def test_the_cache_changes_nothing_and_holds_no_sentence(tmp_path, monkeypatch):
    """A second pass reads what the first one made, and does not parse again."""
    fragments = fragments_of("De bus rijdt niet.", "Te druk.", "De bus rijdt niet.")
    plain = tokenise(fragments, EMBEDDED)
    first = tokenise(fragments, EMBEDDED, RecordCache(tmp_path, model_name(EMBEDDED)))
    monkeypatch.setattr(module, "_parse", None)
    second = tokenise(fragments, EMBEDDED, RecordCache(tmp_path, model_name(EMBEDDED)))
    pd.testing.assert_frame_equal(plain, first)
    pd.testing.assert_frame_equal(plain, second)
    assert not any(b"bus rijdt" in path.read_bytes() for path in tmp_path.iterdir())


def test_progress_ends_at_the_number_of_fragments():
    """Fragments count, not distinct texts."""
    calls = []
    tokenise(
        fragments_of("Te druk.", "Te druk."), EMBEDDED, progress=lambda *call: calls.append(call)
    )
    assert calls[-1] == (2, 2)


def test_a_model_that_is_not_installed_is_explained(monkeypatch):
    """The message names the key, the model and the remedy; `auto` goes on with the embedded one."""
    monkeypatch.setattr(module, "find_spec", lambda _name: None)
    with pytest.raises(SettingsError, match=r"language\.model.*nl_core_news_sm.*embedded"):
        model_name(LanguageOptions(model="nl_core_news_sm"))
    assert model_name(LanguageOptions(model="auto")) == model_name(EMBEDDED)


def test_stop_words_make_sentences_and_not_themes():
    """Function words in standard Dutch and Flemish are in the list; subjects are not."""
    assert stopwords() >= {"de", "ge", "nen", "worden", "moeten", "krijgen", "'t", "mekaar"}
    assert not stopwords() & {"bus", "school", "werk", "taal", "vrouw", "wonen", "jongere"}
    assert json.dumps(sorted(stopwords())) == json.dumps(sorted(stopwords())).lower()
