"""What a re-run may and may not change."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pipeline.decisions import Decision, Kind, fold, open_log
from pipeline.decisions.curate import (
    Entry,
    Word,
    dismiss,
    make_theme,
    merge,
    rename,
    retire,
)
from pipeline.run import run
from pipeline.schema import TABLES
from pipeline.store import RunStore
from tests.conftest import EXAMPLE, copy_deliveries, settings_in

pytestmark = pytest.mark.slow


@pytest.fixture
def campaign(first_run, tmp_path):
    """A copy of the first run with its deliveries, to go on from."""
    return Path(shutil.copytree(first_run, tmp_path / "campaign"))


def rerun(folder):
    return run(settings_in(folder), folder / "raw", folder / "processed")


def test_nothing_new_leaves_the_run_standing(campaign):
    """The same inputs make no second run."""
    outcome = rerun(campaign)
    assert not outcome.is_new
    assert len(RunStore(campaign / "processed").run_ids()) == 1


def test_the_same_inputs_give_the_same_bytes(first_run, tmp_path):
    """From scratch, with other file names, with rubbish for a cache: identical tables, vectors."""
    raw = copy_deliveries(tmp_path / "raw")
    (raw / "U25.ods").rename(raw / "U25_aanlevering.ods")
    damaged = tmp_path / "processed" / "cache"
    damaged.mkdir(parents=True)
    kept = list((first_run / "processed" / "cache").iterdir())
    assert len(kept) > 5
    for path in kept:
        (damaged / path.name).write_bytes(b"stuk")
    again = run(settings_in(tmp_path), raw, tmp_path / "processed").run
    before = RunStore(first_run / "processed").current()
    for name in (*(f"{table}.parquet" for table in TABLES), "vectors.npy"):
        assert (again.folder / name).read_bytes() == (before.folder / name).read_bytes(), name


def test_new_notes_move_nothing_that_was_published(campaign):
    """After two more deliveries every published fragment keeps id, theme and place on the map."""
    before = RunStore(campaign / "processed").current()
    for name in ("U02_gespreksformulier.xlsx", "U40_export.csv"):
        shutil.copy2(EXAMPLE / name, campaign / "raw" / name)
    after = rerun(campaign).run
    assert after.manifest.previous_run_id == before.run_id
    old = before.table("fragments").set_index("fragment_id")
    new = after.table("fragments").set_index("fragment_id").loc[old.index]
    columns = ["theme_id", "x", "y", "text", "note_id"]
    pd.testing.assert_frame_equal(new[columns], old[columns])
    assert len(after.table("fragments")) > len(old)
    labels = dict(
        zip(before.table("themes")["theme_id"], before.table("themes")["label"], strict=True)
    )
    kept = after.table("themes").set_index("theme_id")["label"]
    assert all(kept[theme] == label for theme, label in labels.items())


@pytest.mark.usefixtures("few_lessons")
def test_a_persons_word_stands_over_every_rerun(campaign):
    """A label and a theme name given by a person hold in the next run and in the one after."""
    log = open_log("", campaign / "decisions")
    store = RunStore(campaign / "processed")
    fragment = store.current().table("fragments").iloc[0]
    other = "actie" if fragment["category"] != "actie" else "beleving"
    log.append(
        Decision(
            who="An",
            kind=Kind.LABEL,
            subject=fragment["fragment_id"],
            field="category",
            value=other,
            conversation_id=fragment["conversation_id"],
            text=fragment["text"],
        )
    )
    theme_id = store.current().table("themes")["theme_id"].iloc[0]
    log.append(Decision(who="An", kind=Kind.THEME_NAME, subject=theme_id, value="Samen op straat"))
    for extra in (None, "U40_export.csv"):
        if extra:
            shutil.copy2(EXAMPLE / extra, campaign / "raw" / extra)
        outcome = rerun(campaign)
        assert outcome.is_new
        row = outcome.run.table("fragments").set_index("fragment_id").loc[fragment["fragment_id"]]
        assert (row["category"], row["category_source"]) == (other, "person")
        theme = outcome.run.table("themes").set_index("theme_id").loc[theme_id]
        assert (theme["label"], theme["status"]) == ("Samen op straat", "confirmed")


def name_theme(campaign, name):
    """Give the first theme of the published run a name, as the explorer does."""
    theme = RunStore(campaign / "processed").current().table("themes").iloc[0]
    decision = Decision(
        who="An",
        kind=Kind.THEME_NAME,
        subject=theme["theme_id"],
        value=name,
        text=" ".join(theme["examples"]),
    )
    return theme, open_log("", campaign / "decisions").append(decision)


def test_a_name_that_is_taken_back_goes(campaign):
    """Undone after a run has used it: the theme is proposed again under its own words."""
    theme, decision_id = name_theme(campaign, "Mijn naam")
    named = rerun(campaign).run.table("themes").set_index("theme_id")
    assert named.loc[theme["theme_id"], "label"] == "Mijn naam"
    open_log("", campaign / "decisions").undo(decision_id, "An")
    after = rerun(campaign).run.table("themes").set_index("theme_id").loc[theme["theme_id"]]
    assert after["label"] != "Mijn naam"
    assert after["status"] == "proposed"


def test_a_name_finds_its_theme_after_a_rebuild(campaign):
    """With all runs thrown away the name stands on the theme that holds its examples."""
    theme, _ = name_theme(campaign, "Mijn naam")
    shutil.rmtree(campaign / "processed" / "runs")
    (campaign / "processed" / "current.json").unlink()
    rebuilt = rerun(campaign).run
    named = rebuilt.table("themes").set_index("label").loc["Mijn naam", "theme_id"]
    place = rebuilt.table("fragments").set_index("fragment_id")["theme_id"]
    here = [place[example] for example in theme["examples"]]
    assert here.count(named) * 2 > len(here)


def test_what_was_away_for_one_run_comes_back_where_it_was(campaign):
    """A file that is missing once is listed, and its fragments return to their themes."""
    before = RunStore(campaign / "processed").current().table("fragments")
    away = campaign / "raw" / "U13_export.csv"
    away.rename(campaign / "U13_export.csv")
    between = rerun(campaign).run
    n_gone = between.manifest.counts["fragments_gone"]
    changes = between.table("theme_changes")
    assert n_gone == (changes["change"] == "gone").sum() > 20
    (campaign / "U13_export.csv").rename(away)
    after = rerun(campaign).run.table("fragments")
    columns = ["fragment_id", "theme_id", "x", "y"]
    pd.testing.assert_frame_equal(
        after[columns].sort_values("fragment_id", ignore_index=True),
        before[columns].sort_values("fragment_id", ignore_index=True),
    )


def test_a_corrected_delivery_replaces_the_older(campaign):
    """A note changed by the uitdager replaces the old one; its neighbours keep their ids."""
    before = RunStore(campaign / "processed").current()
    workbook = openpyxl.load_workbook(campaign / "raw" / "U08_notities.xlsx")
    sheet = workbook.active
    header = [str(cell.value) for cell in sheet[1]]
    column = header.index("Notitie") + 1
    sheet.cell(row=2, column=column).value = "Dit is de verbeterde notitie van dit gesprek."
    workbook.save(campaign / "raw" / "U08_verbeterd.xlsx")
    after = rerun(campaign).run
    counts = after.manifest.counts
    assert counts["notes"] == before.manifest.counts["notes"]
    assert counts["notes_replaced"] == 1
    assert counts["notes_delivered"] == sum(
        counts[name] for name in ("notes", "notes_repeated", "notes_replaced", "notes_rejected")
    )
    assert after.table("notes")["text"].str.contains("verbeterde notitie").sum() == 1
    gone = set(before.table("notes")["note_id"]) - set(after.table("notes")["note_id"])
    assert len(gone) == 1


def test_the_same_file_twice_counts_once(campaign):
    """A copy under another name adds sources, not notes."""
    before = RunStore(campaign / "processed").current()
    shutil.copy2(campaign / "raw" / "U09_mail.txt", campaign / "raw" / "U09 nog eens.txt")
    after = rerun(campaign).run
    assert set(after.table("notes")["note_id"]) == set(before.table("notes")["note_id"])


def judge(campaign, **labels):
    """A person's word on the first fragment of a theme, as a correction; its id and the numbers."""
    fragments = RunStore(campaign / "processed").current().table("fragments")
    one = fragments[fragments["theme_id"] == "T001"].iloc[0]
    log = open_log("", campaign / "decisions")
    said = Decision("An", Kind.LABEL, one["fragment_id"], conversation_id=one["conversation_id"])
    numbers = [
        log.append(replace(said, field=name, value=value, text=one["text"]))
        for name, value in labels.items()
    ]
    return one["fragment_id"], numbers


@pytest.mark.usefixtures("few_lessons")
def test_a_label_of_a_person_survives_three_runs_with_new_notes(campaign):
    """Soort, gevoel, stem and theme stay as said, whatever is delivered; the counts follow."""
    labels = {"category": "actie", "valence": "positief", "voice": "quote", "theme": "T002"}
    fragment_id, numbers = judge(campaign, **labels)
    registered = RunStore(campaign / "processed").current().table("themes").set_index("theme_id")
    for number, name in enumerate(("U02_gespreksformulier.xlsx", "U40_export.csv", "U14_mail.txt")):
        shutil.copy2(EXAMPLE / name, campaign / "raw" / name)
        after = rerun(campaign).run
        fragments, themes = after.table("fragments"), after.table("themes").set_index("theme_id")
        row = fragments.set_index("fragment_id").loc[fragment_id]
        said = [row[label] for label in ("category", "valence", "voice", "theme_id")]
        assert said == list(labels.values())
        assert row["theme_source"] == row["category_source"] == "person"
        assert row["theme_probability"] == 1
        assert (
            themes["n_fragments"]
            == fragments["theme_id"].value_counts().reindex(themes.index, fill_value=0)
        ).all()
        moved = after.table("theme_changes").query("change == 'moved'")
        voices = after.table("label_changes").query("label == 'voice'")
        if number:
            assert moved.empty
            assert voices.empty
        else:
            listed = moved[["fragment_id", "before", "after", "reason"]].to_numpy().tolist()
            names = registered["label"]
            reason = "iemand besliste dit"
            assert listed == [[fragment_id, names["T001"], names["T002"], reason]]
            assert voices["after"].tolist() == ["quote"]
    open_log("", campaign / "decisions").undo(numbers[-1], "An")
    after = rerun(campaign).run
    row = after.table("fragments").set_index("fragment_id").loc[fragment_id]
    assert (row["theme_id"], row["theme_source"]) == ("T001", "model")
    assert after.table("theme_changes")["reason"].tolist() == [
        "iemand nam een eerdere beslissing terug"
    ]


def test_a_theme_that_is_gone_leaves_its_words_listed(campaign):
    """After a rebuild no number means another theme: the label is orphaned, and not lost."""
    fragment_id, _ = judge(campaign, theme="T002")
    shutil.rmtree(campaign / "processed" / "runs")
    (campaign / "processed" / "current.json").unlink()
    for _ in range(2):
        rebuilt = rerun(campaign).run
        assert "T002" not in rebuilt.table("themes")["theme_id"].tolist()
        row = rebuilt.table("fragments").set_index("fragment_id").loc[fragment_id]
        assert row["theme_source"] == "model"
        assert rebuilt.manifest.counts["decisions_orphaned"] == 1
        listed = rebuilt.table("label_changes")
        assert "het thema van beslissing 1 is er niet meer" in listed["reason"].iloc[0]
        shutil.copy2(EXAMPLE / "U40_export.csv", campaign / "raw" / "U40_export.csv")


def correct_a_note(campaign, ending):
    """Another last sign for one note of U08, delivered anew; the id of its only fragment before."""
    run = RunStore(campaign / "processed").current()
    fragments = run.table("fragments")
    alone = fragments[~fragments["note_id"].duplicated(keep=False)].set_index("text")
    workbook = openpyxl.load_workbook(campaign / "raw" / "U08_notities.xlsx")
    sheet = workbook.active
    column = [str(cell.value) for cell in sheet[1]].index("Notitie") + 1
    cells = [row[column - 1] for row in sheet.iter_rows(min_row=2)]
    cell = next(cell for cell in cells if cell.value in alone.index and len(cell.value) > 40)
    fragment_id = alone.loc[cell.value, "fragment_id"]
    cell.value = cell.value.rstrip(".!?") + ending
    workbook.save(campaign / "raw" / "U08_notities.xlsx")
    return fragment_id, cell.value


@pytest.mark.usefixtures("few_lessons")
def test_words_stay_with_a_corrected_note_over_every_later_run(campaign):
    """Labels and codings move once, with their fragment, and no later run loses them."""
    first = RunStore(campaign / "processed").current().table("fragments").set_index("fragment_id")
    fragment_id, text = correct_a_note(campaign, " :-)")
    before = first.loc[fragment_id]
    said = Decision(
        "An",
        Kind.LABEL,
        fragment_id,
        conversation_id=before["conversation_id"],
        text=before["text"],
    )
    other = "T002" if before["theme_id"] != "T002" else "T001"
    log = open_log("", campaign / "decisions")
    log.append(replace(said, field="category", value="actie"))
    log.append(replace(said, field="theme", value=other))
    log.append(replace(said, who="Bert", kind=Kind.CODING, field="valence", value="positief"))
    for number, extra in enumerate((None, "U40_export.csv", "U14_mail.txt")):
        if extra:
            shutil.copy2(EXAMPLE / extra, campaign / "raw" / extra)
        after = rerun(campaign).run
        fragments = after.table("fragments")
        (row,) = fragments[fragments["text"] == text].to_dict("records")
        assert row["fragment_id"] != fragment_id
        assert [row["category"], row["valence"], row["theme_id"]] == ["actie", "positief", other]
        assert row["category_source"] == row["theme_source"] == "person"
        assert after.manifest.counts["decisions_moved"] == (0 if number else 3)
        assert after.manifest.counts["decisions_orphaned"] == 0
        assert not after.table("label_changes")["reason"].str.contains("nam dit terug").any()
        codings = fold(log.read(), after.moves()).codings
        assert list(codings) == [(row["fragment_id"], "valence", "Bert")]


def test_a_curated_register_stands_over_every_rerun(campaign):
    """Merged, split, retired, renamed: new notes move nothing of it, and undoing brings back."""
    log = open_log("", campaign / "decisions")
    first_run = RunStore(campaign / "processed").current()
    before = first_run.table("fragments").set_index("fragment_id")["theme_id"]
    merged, target, retired, parted = (
        Entry(one["theme_id"], tuple(one["examples"]))
        for one in first_run.table("themes").head(4).to_dict("records")
    )
    word = Word("An")
    number = log.append(merge(word, merged, target))
    log.append(retire(word, retired))
    log.append(rename(word, target, "Samen op straat"))
    fragments = first_run.table("fragments")
    half = fragments[fragments["theme_id"] == parted.entry_id].iloc[::2]
    log.append_all(make_theme(word, "De helft", half, first_run.column("themes", "theme_id")))
    expected = before.replace({merged.entry_id: target.entry_id})
    expected[before == retired.entry_id] = None
    new_id = f"T{len(first_run.table('themes')) + 1:03d}"
    expected[half["fragment_id"].tolist()] = new_id
    for extra in ("U02_gespreksformulier.xlsx", "U40_export.csv"):
        shutil.copy2(EXAMPLE / extra, campaign / "raw" / extra)
        after = rerun(campaign).run
        now = after.table("fragments").set_index("fragment_id")["theme_id"]
        pd.testing.assert_series_equal(now[expected.index], expected)
        assert not set(now.dropna()) & {merged.entry_id, retired.entry_id}
        register = after.table("themes").set_index("theme_id")
        assert register.loc[merged.entry_id, "status"] == "merged"
        assert register.loc[target.entry_id, "label"] == "Samen op straat"
        assert register.loc[new_id, "label"] == "De helft"
    log.undo(number, "An")
    now = rerun(campaign).run.table("fragments").set_index("fragment_id")["theme_id"]
    assert set(now[before[before == merged.entry_id].index]) == {merged.entry_id}


def test_a_rediscovery_only_proposes(campaign):
    """From zero: the themes of all fragments stay, and what was put aside does not come back."""
    before = RunStore(campaign / "processed").current().table("fragments")
    settings = settings_in(campaign)

    def rediscover():
        return run(settings, campaign / "raw", campaign / "processed", rediscover=True).run

    columns = ["fragment_id", "theme_id", "theme_source", "x", "y"]
    pd.testing.assert_frame_equal(rediscover().table("fragments")[columns], before[columns])
    shutil.copy2(EXAMPLE / "U02_gespreksformulier.xlsx", campaign / "raw")
    proposals = rediscover().table("theme_proposals")
    assert len(proposals)
    one = proposals.iloc[0]
    log = open_log("", campaign / "decisions")
    about = tuple(None if pd.isna(one[name]) else one[name] for name in ("theme_id", "other_id"))
    log.append(dismiss(Word("An"), one["proposal_id"], one["kind"], about, one["fragment_ids"]))
    assert one["proposal_id"] not in set(rediscover().table("theme_proposals")["proposal_id"])
