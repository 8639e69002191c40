"""Figures on the pseudonymiser: right sums, honest about what was missed, and read in Dutch."""

import json

import pytest
from typer.testing import CliRunner

from pipeline.__main__ import app
from pipeline.errors import GenksError
from pipeline.language.privacy.names import make_book
from pipeline.language.privacy_fill import fill_first_names, fill_origins, load_name_lists
from pipeline.language.privacy_quality import Tally, measure_privacy
from pipeline.resources.privacy_notes import (
    PrivacyNote,
    PrivateSpan,
    load_privacy_notes,
    read_privacy_notes,
    read_texts,
)

BOOK = make_book((), ())


def measured(text, *names, keep=()):
    spans = tuple(PrivateSpan(name, "naam", "vlaams") for name in names)
    return measure_privacy([PrivacyNote(text, spans, keep, "proef")], BOOK)


def test_a_name_that_goes_is_found_and_one_that_stays_is_missed():
    """Fatma goes; a word that is nobody's name stays and counts as missed where it is marked."""
    assert measured("Fatma zegt dat de bus te laat komt.", "Fatma").spans == Tally(1, 1)
    missed = measured("De stoep voor de fiets is kapot.", "fiets")
    assert (missed.spans, missed.missed[0][0]) == (Tally(0, 1), "fiets")
    assert missed.origins == {"vlaams": Tally(0, 1)}


def test_a_word_that_goes_without_need_counts_among_all_words():
    """A name that nobody marked is a false hit, and a trap that holds it is lost."""
    found = measured("Gisteren met Fatma gesproken.", keep=("Fatma",))
    assert (found.wrong, found.traps) == (Tally(1, 4), Tally(0, 1))
    kept = measured("In Waterschei is het rustig.", keep=("Waterschei",))
    assert (kept.wrong.found, kept.traps) == (0, Tally(1, 1))


def test_an_interval_holds_its_share():
    """Wilson's interval: around the share, narrower with more, within 0 and 1."""
    few, many = Tally(9, 10), Tally(900, 1000)
    assert few.interval()[0] < many.interval()[0] < 0.9 < many.interval()[1] < few.interval()[1]
    assert Tally(10, 10).interval()[1] <= 1
    assert Tally().interval() == (0.0, 1.0)


def test_filled_sentences_hold_the_names_that_they_mark():
    """Each origin has as many notes; the same seed gives the same notes."""
    notes = fill_origins(5, 1)
    assert notes == fill_origins(5, 1)
    assert {note.series for note in notes} == set(load_name_lists().names)
    for note in [*notes, *fill_first_names(3, 1)]:
        assert note.spans
        assert all(span.text in note.text for span in note.spans)


def test_the_package_brings_its_marked_notes():
    """Notes marked for privacy, four fresh series, and the labelled notes, each with spans."""
    notes = load_privacy_notes()
    assert {"privacy", "vers 1", "vers 2", "vers 3", "vers 4", "notes", "more", "long"} <= {
        n.series for n in notes
    }
    assert all(span.text in note.text for note in notes for span in note.spans)
    assert all(part in note.text for note in notes for part in note.keep if note.series != "notes")


def test_own_notes_and_texts_are_read(tmp_path):
    """A folder with JSONL of `tekst` and `pii`; tables and lines of four words and more."""
    line = {"tekst": "Fatma was er.", "pii": ["Fatma"]}
    (tmp_path / "eigen.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert read_privacy_notes(tmp_path)[0].spans == (PrivateSpan("Fatma", "", ""),)
    (tmp_path / "a.tsv").write_text("1\tDit zijn er zeker vier\n2\tkort\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Nog een regel tekst hier\n\n", encoding="utf-8")
    assert read_texts(tmp_path / "b.txt") == ["Nog een regel tekst hier"]
    assert read_texts(tmp_path) == ["Dit zijn er zeker vier"]


def test_what_cannot_be_read_is_said(tmp_path):
    """An empty folder, a broken line and a missing file each give their own words."""
    with pytest.raises(GenksError, match=r"geen \.jsonl"):
        read_privacy_notes(tmp_path)
    (tmp_path / "stuk.jsonl").write_text('{"tekst": 3}\n', encoding="utf-8")
    with pytest.raises(GenksError, match="'tekst' en 'pii'"):
        read_privacy_notes(tmp_path)
    with pytest.raises(GenksError, match="bestaat niet"):
        read_texts(tmp_path / "weg.txt")


@pytest.mark.slow
def test_the_command_speaks_dutch_and_json():
    """Shares by kind and origin with a decimal comma; the same figures for a script."""
    said = CliRunner().invoke(app, ["evaluate", "--privacy"])
    assert said.exit_code == 0
    for words in ("herkomst van de naam", "marokkaans", "telefoon", "ten onrechte", " %"):
        assert words in said.output
    record = json.loads(CliRunner().invoke(app, ["evaluate", "--privacy", "--json"]).output)
    assert record["series"]["privacy"]["spans"]["share"] > 0.95
    assert set(record["filled"]) == set(load_name_lists().names)
