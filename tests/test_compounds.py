"""Dutch compounds go to their parts, and other words stay whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.compounds import compound_of
from pipeline.language.lemmas import lemma_of
from pipeline.language.tokenise import tokenise
from tests.test_tokenise_fragments import EMBEDDED, fragments_of


def parts_of(text):
    return " ".join(compound_of(text, lemma_of(text)).parts)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("zwerfvuil", "zwerven vuil"),
        ("woningmarkt", "woning markt"),
        ("stadsbestuur", "stad bestuur"),
        ("kinderopvang", "kind opvang"),
        ("zakkenophaling", "zak ophaling"),
        ("zonnepanelen", "zon paneel"),
        ("buurtinformatienetwerk", "buurt informatie netwerk"),
        ("OCMW-dossiers", "ocmw dossier"),
        ("oud-leerkrachten", "oud leerkracht"),
        ("parochiezaaltje", "parochie zaal"),
        ("wijkagenten", "wijk agent"),
        ("kindvriendelijk", "kind vriendelijk"),
    ],
)
def test_a_compound_gives_the_lemmas_of_its_parts(word, parts):
    """Links, plurals, stems of verbs, hyphens, three parts, Flemish diminutives."""
    assert parts_of(word) == parts


LOOK_SO = """
bestuur verhaal onderwijs bestaan mensen werkelijk samenwerking donderdag opengaat meespelen
natuur bakkerij vierentwintig kettingske Hasseltweg Winterslag Sint-Martinus Genk-Centrum
hoevenzavel [naam]
"""


@pytest.mark.parametrize("word", LOOK_SO.split())
def test_what_only_looks_like_a_compound_stays_whole(word):
    """Prefixes, endings, verbs with a particle, names of places and days, placeholders."""
    assert parts_of(word) == ""


def test_a_plural_that_no_dictionary_has_gets_its_lemma():
    """Buurtfeesten is found as buurtfeest, also as a diminutive."""
    for word in ("buurtfeesten", "buurtfeestje", "buurtfeestske"):
        assert compound_of(word, lemma_of(word)).lemma == "buurtfeest"


@given(st.text(alphabet="abdeghikmnorstuvwz-", min_size=1, max_size=24))
def test_a_compound_has_two_or_more_parts(word):
    """Whatever is typed: no parts, or at least two that are words."""
    parts = compound_of(word, word).parts
    assert len(parts) != 1
    assert all(part and " " not in part for part in parts)


def test_tokens_carry_parts_in_dutch_only():
    """A compound gets its parts and its lemma; a word of another language is left alone."""
    tokens = tokenise(fragments_of("Twee buurtfeesten, [naam 1]."), EMBEDDED)
    row = tokens.set_index("text").loc["buurtfeesten"]
    assert (row["lemma"], row["parts"]) == ("buurtfeest", "buurt feest")
    assert tokens["parts"].notna().sum() == 1
    foreign = tokenise(fragments_of("buurtfeesten", language="fr"), EMBEDDED)
    assert foreign["parts"].isna().all()


def test_a_compound_at_the_start_of_a_sentence_is_one():
    """A model of the language may take its capital for that of a name."""
    tokens = tokenise(fragments_of("Zwerfvuil. Huisbezoek. Wijkagent gezocht."), EMBEDDED)
    assert tokens["parts"].dropna().tolist() == ["zwerven vuil", "huis bezoek", "wijk agent"]
