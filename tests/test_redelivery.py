"""Delivered twice counts once; a correction replaces the older as a whole; order is nothing."""

from __future__ import annotations

import random
import shutil

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest import describe_files, ingest, list_files
from pipeline.ingest.registry import EMPTY_REGISTRY
from pipeline.settings import Campaign, IngestOptions
from tests.deliveries import KEY, balances, notes, read, reasons, text, texts, workbook

HEAD = "Gespreksnummer;Datum;Notitie;Soort\n"
OLD = HEAD + "U01-001;12/09/2009;De bus komt te laat.;\nU01-001;12/09/2009;Er is geen bank.;\n"
NEW = HEAD + "U01-001;13/09/2009;De bus  komt te LAAT.;frustratie\nU01-001;;Zet een bank.;\n"


def test_the_same_file_twice_counts_once_and_keeps_its_sources(tmp_path):
    """A copy under another name adds no note; both deliveries are counted."""
    text(tmp_path / "a.csv", OLD)
    text(tmp_path / "b.csv", OLD)
    ingested = read(tmp_path)
    assert len(ingested.notes) == 2
    assert ingested.counts["notes_repeated"] == 2
    assert balances(ingested)


def test_the_same_note_in_two_formats_has_two_sources(tmp_path):
    """A note that came by mail and in a table is one note with two sources."""
    text(tmp_path / "a.csv", OLD)
    text(tmp_path / "b.txt", "Gesprek: U01-001\nDatum: 12/09/2009\n\nDe bus komt te laat.\n")
    found = notes(read(tmp_path))
    assert sorted(found.loc[found["text"].str.contains("bus"), "place"]) == ["regel 2", "regel 4"]


@pytest.mark.parametrize("newest_by", ["time", "run"])
def test_a_corrected_delivery_replaces_the_older_as_a_whole(tmp_path, newest_by):
    """The newest by first run, then by time, wins; what is gone is listed and counted."""
    text(tmp_path / "z.csv", OLD, seconds=1_250_000_000 if newest_by == "time" else 1_270_000_000)
    text(tmp_path / "a.csv", NEW, seconds=1_260_000_000)
    paths = list_files(tmp_path, "uitdagers.xlsx", "bevolking.csv")
    older = describe_files([tmp_path / "z.csv"], KEY, {}, 1)[0]
    first_seen = {older.sha256: 1} if newest_by == "run" else {}
    files = describe_files(paths, KEY, first_seen, sequence=2)
    ingested = ingest(files, EMPTY_REGISTRY, Campaign(), IngestOptions(), KEY)
    assert texts(ingested) == ["De bus  komt te LAAT.", "Zet een bank."]
    assert str(ingested.conversations["date"].iloc[0].date()) == "2009-09-13"
    counts = ingested.counts
    assert (counts["notes_repeated"], counts["notes_replaced"]) == (1, 1)
    assert "regel 3: vervangen door een nieuwere aflevering" in reasons(ingested)
    assert "geen bank" not in reasons(ingested)
    assert ingested.sources["note_id"].value_counts().max() == 2
    assert balances(ingested)


def test_sheets_of_one_file_add_up(tmp_path):
    """The same number on two sheets is one conversation with the notes of both."""
    head = ["Gespreksnummer", "Notitie"]
    sheets = {
        "juli": [head, ["U01-001", "Eén ding."]],
        "augustus": [head, ["U01-001", "Nog iets."]],
    }
    workbook(tmp_path / "a.xlsx", sheets)
    ingested = read(tmp_path)
    assert len(ingested.conversations) == 1
    assert len(ingested.notes) == 2


def test_without_a_number_the_conversation_is_known_by_who_when_and_profile(tmp_path):
    """The same sitting sent again keeps its id; ids hold no personal data."""
    table = "Datum;Leeftijd;Notitie\n12/09/2009;26-35;De bus komt te laat.\n"
    text(tmp_path / "U05_a.csv", table)
    first = read(tmp_path).conversations["conversation_id"].iloc[0]
    text(tmp_path / "U05_a.csv", table + "12/09/2009;26-35;En te vol.\n")
    text(tmp_path / "U05_b.csv", table.replace("12/09/2009", "12-9-2009"))
    again = read(tmp_path)
    assert again.conversations["conversation_id"].tolist() == [first]
    assert first.startswith("G")


def test_bare_numbers_of_different_uitdagers_do_not_meet(tmp_path):
    """Everyone counts from 1; only one uitdager on one day means the same conversation."""
    for name, day in (("U05_x", 12), ("U06_x", 12), ("U05_y", 20)):
        table = f"Gesprek;Datum;Notitie\n1;{day}/09/2009;Gezegd in {name}.\n"
        text(tmp_path / f"{name}.csv", table)
    ingested = read(tmp_path)
    assert sorted(ingested.conversations["conversation_id"]) == [
        "U05-001",
        "U05-001-20090920",
        "U06-001",
    ]
    assert ingested.counts["notes_replaced"] == 0


def test_files_of_unknown_people_never_replace_each_other(tmp_path):
    """Without uitdager, date or number two files may be two conversations: nothing is lost."""
    text(tmp_path / "een.txt", "De bus komt te laat.\n")
    text(tmp_path / "twee.txt", "Er is geen bank.\n")
    assert len(read(tmp_path).notes) == 2


ROW = st.tuples(
    st.sampled_from(["U01-001", "U01-002", "U02-001", "3", ""]),
    st.sampled_from(["12/09/2009", "13/09/2009", "", "31/02/2009"]),
    st.sampled_from(["De bus.", "de  BUS.", "De bank.", "De boom.", ""]),
    st.sampled_from(["beleving", "frustratie", ""]),
)


@given(
    deliveries=st.lists(st.lists(ROW, max_size=6), min_size=1, max_size=4), seed=st.integers(0, 999)
)
@settings(max_examples=12, deadline=None)
def test_order_and_names_of_files_do_not_matter(tmp_path_factory, deliveries, seed):
    """Shuffled and renamed files give the same tables, counts that balance, and no note lost."""
    folder = tmp_path_factory.mktemp("orde")
    random_order = random.Random(seed)
    for number, rows in enumerate(deliveries):
        content = HEAD + "\n".join(";".join(row) for row in rows)
        text(folder / f"{number}.csv", content, seconds=1_250_000_000 + seed % 3 * number)
    before = read(folder)
    names = list("abcdefgh")
    random_order.shuffle(names)
    for number in range(len(deliveries)):
        shutil.move(folder / f"{number}.csv", folder / f"{names[number]}.csv")
    after = read(folder)
    for table in ("notes", "sources", "conversations", "profiles", "attributes", "rejects"):
        pd.testing.assert_frame_equal(getattr(before, table), getattr(after, table))
    assert before.counts == after.counts
    assert balances(before)
    assert set(before.notes["note_id"]) == set(before.sources["note_id"])
    assert set(before.notes["conversation_id"]) == set(before.conversations["conversation_id"])
