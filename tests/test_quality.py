"""What is said of quality: no more than was measured, and of nobody who can be told apart."""

from __future__ import annotations

import datetime as dt
import io
import random

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from pipeline.analysis.agreement import Estimate
from pipeline.analysis.differences import holm
from pipeline.analysis.judged import SAMPLE, Coded, judge, judge_fragments
from pipeline.analysis.quality import measure, measure_codings, measure_notes
from pipeline.analysis.quality_figures import (
    agreement_figure,
    confusion_figure,
    group_figure,
    learning_figure,
    people_figure,
    reliability_figure,
)
from pipeline.analysis.quality_groups import right_by_group
from pipeline.analysis.quality_tables import all_figures, kept_figures
from pipeline.analysis.quality_words import advice, conclusion, level, out_of_ten
from pipeline.decisions import fold
from pipeline.decisions.codings import coding_table
from pipeline.export.charts import to_excel, to_svg
from tests.coders import make_codings, make_proposals, numbered
from tests.runs import make_tables

FOOTER = "Run R0001"
CLASSES = ("beleving", "frustratie", "suggestie", "actie")


def measured_of(truth, said, certainty=0.9, label="category", coded=None):
    """The quality of these answers, each uitdager with one in every ten of them."""
    items = [f"f{i}" for i in range(len(truth))]
    clusters = [f"U{i % 10}" for i in range(len(truth))]
    truths = pd.DataFrame({"item": items, "truth": truth, "cluster": clusters})
    proposals = pd.DataFrame({"item": items, "value": said, "probability": certainty})
    return measure(judge(label, truths, proposals), coded or Coded.by_nobody(label))


def people_of(first, second):
    rows = [
        (f"f{i}", who, value, f"U{i % 10}")
        for i, values in enumerate(zip(first, second, strict=True))
        for who, value in zip(("An", "Bert"), values, strict=True)
    ]
    names = ["item", "who", "value", "cluster"]
    return Coded("category", ("actie", "beleving"), pd.DataFrame(rows, columns=names))


def coded_run(n_fragments=120, coders=("An", "Bert")):
    tables = make_tables(n_fragments)
    fragments = tables["fragments"]
    codings = coding_table(fold(numbered(make_codings(fragments, coders))))
    return codings, make_proposals(fragments), fragments


def groups_of(shares):
    """Judged fragments of ten uitdagers, sixty in each place, right by chance with this share."""
    chance = random.Random(3)
    rows = [
        (place, f"U{i % 10}", chance.random() < share)
        for place, share in shares.items()
        for i in range(60)
    ]
    frame = pd.DataFrame(rows, columns=["neighbourhood", "uitdager_id", "right"])
    frame["fragment_id"] = [f"f{i}" for i in range(len(frame))]
    frame["conversation_id"] = frame["uitdager_id"] + frame["fragment_id"]
    frame = frame.assign(participants=1, language="nl")
    said = np.where(frame["right"], "actie", "suggestie")
    truths = pd.DataFrame(
        {"item": frame["fragment_id"], "truth": "actie", "cluster": frame["uitdager_id"]}
    )
    proposals = pd.DataFrame({"item": frame["fragment_id"], "value": said, "probability": 0.9})
    return judge("category", truths, proposals), frame


def test_the_same_sample_as_page_coderen():
    """Analysis knows the queue by the name under which a coding keeps it."""
    codings, proposals, fragments = coded_run()
    assert set(codings["queue"]) == {SAMPLE}
    assert len(judge_fragments("actor", codings, proposals, fragments).rows) == 120


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.68, "ongeveer 7 op 10"), (0.65, "ongeveer 7 op 10"), (0.96, "bijna alle")],
)
def test_a_share_in_words(share, words):
    """As people say it."""
    assert out_of_ten(share) == words


def test_the_machine_beside_people():
    """As often as people, nearly, or less often: said of the difference, with theirs in words."""
    truth = ["actie", "beleving"] * 50
    said = ["beleving" if i < 20 else value for i, value in enumerate(truth)]
    assert "even vaak als twee mensen" in conclusion(
        measured_of(truth, said, coded=people_of(truth, ["beleving"] * 20 + truth[20:]))
    )
    better = conclusion(measured_of(truth, said, coded=people_of(truth, truth)))
    assert "klopt in ongeveer 9 op 10 fragmenten; twee mensen zijn het vaker eens" in better


def test_what_the_machine_says_too_often_is_told():
    """Counts that lie far from those of people are no counts to use."""
    truth = ["actie"] * 40 + ["beleving"] * 60
    said = ["beleving"] * 30 + truth[30:]
    words = conclusion(measured_of(truth, said))
    assert "Het model zegt te vaak “beleving”: 90 keer, mensen 60 keer." in words
    assert "van wat mensen “actie” noemen, vindt het model ongeveer 3 op 10" in words


def test_under_thirty_is_a_sentence():
    """How many there are, and from how many on there is a figure; and no advice."""
    few = measured_of(["actie"] * 12, ["actie"] * 12)
    assert "nog maar 12 fragmenten gecodeerd. Vanaf 30" in conclusion(few)
    assert advice([few]) == []
    assert all_figures([few]).empty
    assert kept_figures([few]) == {}


def test_advice_goes_by_alpha():
    """Krippendorff's bounds; labels of a level stand in one sentence."""
    assert [level(Estimate(value)) for value in (0.81, 0.7, 0.6, float("nan"))] == [
        "reliable",
        "tentative",
        "loose",
        "loose",
    ]
    truth = ["actie", "beleving"] * 50
    good = [measured_of(truth, truth, label=label) for label in ("category", "valence")]
    assert advice(good) == ["Met soort en gevoel mag je gerust tellen en groepen vergelijken."]


def test_a_group_that_is_clearly_worse_is_named():
    """One neighbourhood in which half is wrong, against others in which nearly all is right."""
    judged, joined = groups_of(
        {"Waterschei": 0.5, "Winterslag": 0.9, "Bret": 0.9, "Kolderbos": 0.9}
    )
    table = right_by_group(judged, joined, "neighbourhood")
    assert table.loc[table["worse"], "value"].tolist() == ["Waterschei"]
    figure = group_figure("category", "neighbourhood", table, FOOTER)
    assert figure.title == "Soort klopt minder in Waterschei"
    assert figure.order[0] == "Waterschei"


def test_chance_is_not_called_worse():
    """Groups that hardly differ: nobody is named."""
    judged, joined = groups_of({"Waterschei": 0.8, "Winterslag": 0.75, "Bret": 0.8})
    table = right_by_group(judged, joined, "neighbourhood")
    assert table["chance"].notna().all()
    assert not table["worse"].any()
    figure = group_figure("category", "neighbourhood", table, FOOTER)
    assert figure.title == "Soort klopt nergens duidelijk minder dan elders"


def test_more_groups_ask_for_more():
    """Holm by hand: each chance times how many are left, never under a smaller one."""
    found = holm(np.array([0.01, 0.04, np.nan, 0.03]))
    assert found.tolist()[:2] == pytest.approx([0.03, 0.06])
    assert np.isnan(found[2])
    assert found[3] == pytest.approx(0.06)


def test_a_small_group_is_not_shown():
    """Nine coded fragments make no share; it is told that some are left out."""
    judged, joined = groups_of({"Waterschei": 0.5, "Bret": 1})
    joined.loc[joined.index[:9], "neighbourhood"] = "Camerlo"
    table = right_by_group(judged, joined, "neighbourhood")
    figure = group_figure("category", "neighbourhood", table, FOOTER)
    assert "Camerlo" not in set(figure.data["value"])
    assert "1 wijk met minder dan 10 fragmenten niet getoond" in figure.subtitle


def test_an_uitdager_is_measured_by_conversation():
    """One uitdager is one cluster: its notes are taken by conversation, so there is a margin."""
    judged, joined = groups_of({"Waterschei": 0.5, "Bret": 1, "Kolderbos": 1})
    table = right_by_group(judged, joined, "uitdager_id")
    assert len(table) == 10
    assert table["low"].notna().all()


@pytest.mark.slow
def test_every_figure_is_drawn_and_kept():
    """A drawing and a workbook of each, with their words."""
    measured = measure_codings(*coded_run())
    one = measured[0]
    figures = [
        agreement_figure(measured, FOOTER),
        reliability_figure("category", one.machine, FOOTER),
        confusion_figure("category", one.machine, FOOTER),
        people_figure("category", one.people, FOOTER),
        learning_figure(
            "category",
            pd.DataFrame(
                {
                    "label": ["category"] * 3,
                    "n_texts": [300, 900, 2500],
                    "macro_f1": [0.5, 0.6, 0.7],
                }
            ),
            FOOTER,
        ),
    ]
    for figure in figures:
        drawing = to_svg(figure)
        assert figure.subtitle.split(":")[0][:20] in drawing
        assert FOOTER in drawing
        book = load_workbook(io.BytesIO(to_excel(figure, dt.datetime(2009, 12, 1, tzinfo=dt.UTC))))
        assert book.worksheets[0].max_row == len(figure.data) + 1


def test_a_confusion_drawn_holds_its_counts():
    """The count of the commonest mistake stands in the drawing, and in its title by name."""
    truth = ["actie"] * 50 + ["beleving"] * 50
    machine = measured_of(truth, ["beleving"] * 37 + truth[37:]).machine
    figure = confusion_figure("category", machine, FOOTER)
    assert figure.title == "Het vaakst verward: een mens zegt actie, het model beleving"
    assert ">37<" in to_svg(figure)


def test_what_a_run_keeps():
    """By name and label: the figure, its bounds and how many; rounded."""
    kept = kept_figures(measure_codings(*coded_run()))
    assert kept["category_machine_n"] == kept["category_people_n"] == 120
    low, value, high = (kept[f"actor_people_alpha{end}"] for end in ("_low", "", "_high"))
    assert low < value < high
    assert value == round(value, 4)


def notes_of(n_notes=80):
    """The shipped notes as a run keeps them: a row a class, right in three of four."""
    rows = []
    for i in range(n_notes):
        truth = CLASSES[i % 4]
        said = CLASSES[(i + (i % 16 < 4)) % 4]
        rows += [(f"a{i % 12}", "category", truth, c, 0.7 if c == said else 0.1) for c in CLASSES]
    return pd.DataFrame(rows, columns=["author", "label", "truth", "value", "probability"])


def test_the_shipped_notes_are_measured_by_author():
    """The same figures on labelled notes: accuracy by hand, clustered by who wrote them."""
    (one,) = measure_notes(notes_of())
    assert one.n_judged == one.machine.n == 80
    assert one.machine.accuracy.value == pytest.approx(0.75)
    assert one.judged.rows["cluster"].nunique() == 12
    assert one.people is None


def test_shipped_notes_speak_while_few_are_coded():
    """They stand beside what coders said, and in the sentence where that is too little."""
    (notes,) = measure_notes(notes_of())
    few = measured_of(["actie"] * 12, ["actie"] * 12)
    assert "voorbeeldnotities klopt het in ongeveer 8 op 10" in conclusion(few, notes.machine)
    figure = agreement_figure([few], FOOTER, [notes])
    assert figure.data["pair"].tolist() == ["Soort: model, voorbeelden"]
    assert figure.subtitle.startswith("Aandeel van de meegeleverde voorbeeldnotities")
    assert all_figures([few], [notes])["n"].tolist() == [80]
