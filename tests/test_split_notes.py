"""Notes become fragments of one thought, with offsets that give back the text."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import pipeline.resources
from pipeline.cache import RecordCache
from pipeline.language.split import fragment_spans, split_notes

KEY = "een-sleutel-van-zestien"
PIECES = st.sampled_from(
    [
        "de bus",
        "Maar ",
        "rijdt niet. ",
        "\n",
        "\n\n",
        "- ",
        "• ",
        "1) ",
        '"',
        "'t ",
        "bv. ",
        "; ",
        " / ",
        "Laat ons gaan! ",
        "Zelf wil ik helpen. ",
        "[naam 1] ",
        "(",
        ")",
        "…",
        "é",
        "10.30u ",
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join)


def fragments_of(text):
    return [text[start:end] for start, end in fragment_spans(text)]


def notes_of(*rows):
    return pd.DataFrame(rows, columns=["note_id", "conversation_id", "text"])


@settings(max_examples=150, deadline=None)
@given(TEXTS)
@example("(1) de bus")
def test_no_word_is_lost_or_doubled(text):
    """Between the spans stand only white space, bullets, numbers of a list and its marks."""
    position = 0
    for start, end in fragment_spans(text):
        assert position <= start < end
        assert text[start:end] == text[start:end].strip()
        assert re.fullmatch(r"(?:[\s\-•/]|\(?1\))*", text[position:start])
        position = end
    assert not text[position:].strip()


@settings(max_examples=25, deadline=None)
@given(st.lists(TEXTS.filter(str.strip), min_size=1, max_size=6))
def test_offsets_and_ids_hold_in_any_order(texts):
    """Each fragment is the exact substring; the order of the notes changes nothing."""
    notes = notes_of(*((f"n{i}", f"g{i % 2}", text) for i, text in enumerate(texts)))
    fragments = split_notes(notes, {"g0": "U01", "g1": None}, KEY)
    text_of = dict(zip(notes["note_id"], notes["text"], strict=True))
    for row in fragments.itertuples():
        assert text_of[row.note_id][row.start : row.end] == row.text
    turned = split_notes(notes.iloc[::-1], {"g0": "U01", "g1": None}, KEY)
    pd.testing.assert_frame_equal(fragments, turned)


def test_the_same_thought_twice_has_two_ids():
    """Equals in one conversation are told apart; another conversation has its own ids."""
    notes = notes_of(("a", "g1", "Te druk."), ("b", "g1", "te  druk."), ("c", "g2", "Te druk."))
    assert split_notes(notes, {}, KEY)["fragment_id"].nunique() == 3


def test_the_number_of_a_name_does_not_change_the_id():
    """Placeholders are numbered by conversation, and a new note may shift the numbers."""
    one = split_notes(notes_of(("a", "g1", "Vraag het aan [naam 1].")), {}, KEY)
    two = split_notes(notes_of(("b", "g1", "Vraag het aan [naam 4].")), {}, KEY)
    assert one["fragment_id"].tolist() == two["fragment_id"].tolist()


def test_what_is_remembered_cuts_the_same(tmp_path):
    """Some notes known from an earlier run: the same table, and no text in what was kept."""
    rows = [(f"n{i}", "g1", text) for i, text in enumerate(["De bus.", "- een\n- twee", "Nieuw."])]
    split_notes(notes_of(*rows[:2]), {}, KEY, RecordCache(tmp_path, "cuts"))
    kept = split_notes(notes_of(*rows), {}, KEY, RecordCache(tmp_path, "cuts"))
    pd.testing.assert_frame_equal(kept, split_notes(notes_of(*rows), {}, KEY))
    assert not any(b"twee" in path.read_bytes() for path in tmp_path.iterdir())


def test_no_notes_give_no_fragments():
    """An empty delivery is an empty table with all columns."""
    fragments = split_notes(notes_of(), {}, KEY)
    assert len(fragments) == 0
    assert list(fragments.columns)[-1] == "language"


def test_uitdager_comes_from_the_conversation():
    """The code is looked up; where it is not known it is null."""
    notes = notes_of(("a", "g1", "Te druk."), ("b", "g2", "Te stil."))
    found = split_notes(notes, {"g1": "U07"}, KEY).set_index("note_id")["uitdager_id"]
    assert found["a"] == "U07"
    assert pd.isna(found["b"])


@pytest.mark.parametrize(
    "text",
    [
        "- te weinig bussen\n- lift kapot\n- niemand belt terug",
        "te weinig bussen\nlift kapot\nniemand belt terug",
        "+ te weinig bussen\n+ lift kapot\n- niemand belt terug",
        "1. te weinig bussen\n2. lift kapot\n3. niemand belt terug",
        "a) te weinig bussen\nb) lift kapot\nc) niemand belt terug",
    ],
)
def test_bullets_and_lines_are_thoughts(text):
    """The writer's own breaks are cuts, and the bullet itself is no part of a fragment."""
    assert fragments_of(text) == ["te weinig bussen", "lift kapot", "niemand belt terug"]


def test_remarks_between_slashes_are_thoughts():
    """Remarks in one line, parted by slashes or semicolons, are cut; a list of words is not."""
    remarks = "de bus rijdt te laat op zondag / de lift is al weken kapot / wij vegen zelf de stoep"
    assert len(fragments_of(remarks)) == 3
    assert len(fragments_of(remarks.replace(" / ", "; "))) == 3
    assert len(fragments_of("een kaart met adem / hart / buik / hoofd voor iedereen")) == 1


def test_heading_and_farewell_are_no_thoughts():
    """A title goes with the first remark, a greeting and a name with the last."""
    text = (
        "Verslag tafel 4, 12 mei\n- de bus rijdt niet op zondag\n- wij rijden samen naar het werk"
    )
    assert len(fragments_of(text)) == 2
    letter = "Beste,\n\nde bus rijdt niet op zondag.\n\nVriendelijke groeten,\n[naam 1]\n[telefoon]"
    assert fragments_of(letter) == [letter]


def test_a_line_that_leads_in_is_no_thought():
    """A question of the form, or a word and a colon, goes with the line behind it."""
    text = "Vraag 1: Wat is goed?\nDe rust.\nIdeeën:\nmeer banken"
    assert fragments_of(text) == ["Vraag 1: Wat is goed?\nDe rust.", "Ideeën:\nmeer banken"]


def test_a_line_that_a_mail_program_broke_goes_on():
    """A break where the next word did not fit is no break of the writer."""
    text = (
        "De laatste bus naar Zwartberg rijdt om twintig voor negen en wie in de\n"
        "late ploeg werkt geraakt dus niet meer thuis zonder auto of brommer."
    )
    assert len(fragments_of(text)) == 1


def test_a_long_story_with_a_proposal_is_cut():
    """Running text is cut where a complaint turns into a proposal and then into an offer."""
    story = (
        "Aan onze blok staat elke avond een groep jongeren tot laat in de nacht te roepen. "
        "De kleine kan daar niet van slapen en mijn man moet om vijf uur op. "
    )
    proposal = "Laat de stad voor die gasten een lokaal openhouden, dan moeten ze niet op straat. "
    offer = "Zelf wil ik daar op vrijdag gerust de deur voor opendoen met twee buren."
    assert fragments_of(story + proposal + offer) == [story[:-1], proposal[:-1], offer]


@pytest.mark.parametrize(("opening", "closing"), ['""', "“”", "„”", "‘’", "''", "«»"])
def test_a_quote_is_never_cut(opening, closing):
    """However long it is, and with full stops and apostrophes in it."""
    words = "Het is hier 's avonds te donker. Laat ze lampen zetten. Maar ze doen niks. " * 5
    text = f"Mevrouw zegt: {opening}{words.strip()}{closing} Toch blijft ze hier wonen."
    quote = range(text.index(opening) + 1, text.rindex(closing))
    assert not any(start in quote for start, _ in fragment_spans(text))


@pytest.mark.parametrize("word", ["bv.", "mevr.", "nr.", "d.w.z.", "i.v.m.", "dr.", "K.", "10.30u"])
def test_an_abbreviation_ends_no_sentence(word):
    """A long note is never cut behind one, whatever follows."""
    text = f"{'Wij wonen hier al jaren in de straat. ' * 7}Dat is {word} Laat ons wonen"
    assert "Laat ons wonen" not in fragments_of(text)


def test_short_notes_stay_whole():
    """Nearly all notes of the example are one thought, and stay one fragment."""
    path = Path(pipeline.resources.__file__).parent / "notes.jsonl"
    texts = [json.loads(line)["tekst"] for line in path.read_text(encoding="utf-8").splitlines()]
    assert sum(len(fragment_spans(text)) == 1 for text in texts) > 0.95 * len(texts)
