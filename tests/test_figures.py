"""Figures and their drawings."""

import dataclasses
import datetime as dt
import io
from functools import cache

import pandas as pd
import pytest
from openpyxl import load_workbook

from pipeline.analysis import figures
from pipeline.analysis.counts import size_of
from pipeline.analysis.coverage import coverage
from pipeline.analysis.figure import FICTIONAL, draft_footer, provenance, rows_footer
from pipeline.analysis.joined import join_fragments
from pipeline.analysis.questions import answer_questions
from pipeline.export.charts import to_altair, to_excel, to_png, to_svg
from pipeline.export.hide import without_small
from tests.runs import make_manifest, make_tables

CREATED = dt.datetime(2009, 12, 1, tzinfo=dt.UTC)
OF_FRAGMENTS = (
    figures.category_figure,
    figures.valence_figure,
    figures.actors_figure,
    figures.themes_figure,
    figures.neighbourhoods_figure,
    figures.time_figure,
    figures.theme_categories_figure,
    figures.map_figure,
)


@cache
def all_figures(n_fragments, **manifest):
    """Every figure of a run of so many fragments, made once: to change one, take a copy."""
    tables = make_tables(n_fragments)
    names = ("fragments", "conversations", "profiles", "themes")
    joined = join_fragments(*(tables[name] for name in names))
    source = provenance(make_manifest(**manifest), size_of(joined))
    drawn = [build(joined, source) for build in OF_FRAGMENTS]
    drawn.append(figures.questions_figure(answer_questions(joined, tables["themes"]), source))
    for attribute in ("age_group", "origin", "neighbourhood"):
        table = coverage(
            tables["conversations"], tables["profiles"], tables["reference"], attribute
        )
        drawn.append(figures.coverage_figure(table, attribute, source))
    return tuple(drawn)


@pytest.mark.slow
@pytest.mark.parametrize("n_fragments", [0, 1, 90])
def test_every_figure_has_its_words_and_can_be_drawn(n_fragments):
    """No fragment, one or many: a title, the run, the counts, the mark, and a chart."""
    for figure in all_figures(n_fragments):
        assert figure.title
        assert figure.subtitle
        assert "Run R0001-test0000" in figure.footer
        assert "1 december 2009" in figure.footer
        assert FICTIONAL in figure.footer
        assert figure.empty == figure.data.empty
        assert to_altair(figure, framed=n_fragments == 1).to_dict(validate=False)


def test_real_data_carry_no_mark_of_fiction():
    """A campaign that is not fictional does not say that it is."""
    assert all(FICTIONAL not in figure.footer for figure in all_figures(30, fictional=False))


def test_fictitious_reference_figures_are_called_so():
    """Where they are drawn, subtitle and footer say it."""
    (age, *_) = [f for f in all_figures(90) if f.key == "bereik_leeftijd"]
    assert "FICTIEVE" in age.subtitle
    assert "FICTIEVE" in age.footer


def test_the_columns_that_a_figure_names_are_in_its_data():
    """x, y, colour, low, high, facet and reference are columns."""
    for figure in all_figures(90):
        named = (figure.x, figure.y, figure.colour, figure.low, figure.high)
        named += (figure.facet, figure.reference)
        assert {name for name in named if name} <= set(figure.data.columns)


def test_at_most_seven_themes_are_drawn_and_the_rest_is_said():
    """Seven bars; the subtitle says how many themes and fragments are not in the picture."""
    tables = make_tables(200, n_themes=12)
    tables["themes"]["label"] = [f"Thema {i}" for i in range(12)]
    names = ("fragments", "conversations", "profiles", "themes")
    joined = join_fragments(*(tables[name] for name in names))
    source = provenance(make_manifest(), size_of(joined))
    figure = figures.themes_figure(joined, source)
    left = joined["theme_id"].notna().sum() - figure.data["n_fragments"].sum()
    assert len(figure.data) == 7
    assert f"de 7 grootste van 12 (in de andere: {left} fragmenten)" in figure.subtitle
    assert len(figures.themes_figure(joined, source, most=None).data) == 12


def people_of(**persons):
    """Three fragments a conversation, a conversation a neighbourhood a person, of ten uitdagers."""
    places = [name for name, n in persons.items() for _ in range(n)]
    joined = pd.DataFrame({"neighbourhood": places, "participants": 1})
    joined["conversation_id"] = [f"c{i:03d}" for i in range(len(places))]
    joined["uitdager_id"] = [f"U{i % 10}" for i in range(len(places))]
    return pd.concat([joined] * 3, ignore_index=True)


def places_of(joined):
    return figures.neighbourhoods_figure(joined, provenance(make_manifest(), size_of(joined)))


def test_small_cells_leave_neither_in_a_picture_nor_in_a_workbook():
    """A neighbourhood of three persons and its partner are not drawn."""
    figure = places_of(people_of(Termien=40, Centrum=20, Zwartberg=9, Camerlo=3))
    shown = without_small(figure)
    assert shown.data["neighbourhood"].tolist() == ["Termien", "Centrum"]
    assert shown.title == figure.title
    assert "verborgen" in shown.subtitle
    assert "Camerlo" not in to_svg(figure)
    book = load_workbook(io.BytesIO(to_excel(figure, CREATED)))
    cells = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows(min_row=2)}
    assert cells == {"Termien": 120, "Centrum": 60, "Zwartberg": None, "Camerlo": None}
    assert "hidden" not in {cell.value for cell in book.worksheets[0][1]}


def test_what_hides_is_decided_among_all_and_its_count_is_not_told():
    """The small one is not among the seven largest: its partner and the rest stay untold."""
    sizes = {f"Wijk {i}": 20 + i for i in range(6)}
    figure = places_of(people_of(**sizes, Camerlo=8, Driehoeven=2))
    assert "(in de andere: 6 fragmenten)" in figure.subtitle
    shown = without_small(figure)
    assert "Camerlo" not in set(shown.data["neighbourhood"])
    assert "in de andere" not in shown.subtitle
    assert "de 7 grootste van 8" in shown.subtitle


def test_few_persons_without_a_neighbourhood_are_not_counted_in_an_export():
    """Six fragments of two persons of an unknown neighbourhood: on the screen only."""
    joined = people_of(Termien=40, Centrum=20, nergens=2).replace(
        {"neighbourhood": {"nergens": None}}
    )
    figure = places_of(joined)
    assert "6 fragmenten zonder wijk" in figure.subtitle
    assert "zonder wijk" not in without_small(figure).subtitle


def test_a_title_about_what_is_hidden_does_not_leave():
    """The largest is of few persons: the title asks, and names nobody."""
    joined = people_of(Termien=30, Centrum=2)
    joined = pd.concat([joined, *[joined[joined["neighbourhood"] == "Centrum"]] * 30])
    figure = places_of(joined)
    assert figure.title.startswith("Centrum")
    shown = without_small(figure)
    assert shown.title == "Uit welke wijken komen de fragmenten?"
    assert "Centrum" not in to_svg(figure)
    guide = load_workbook(io.BytesIO(to_excel(figure, CREATED)))["Leeswijzer"]
    assert not any("Centrum" in str(cell.value) for row in guide for cell in row)


def test_a_week_of_few_persons_leaves_a_gap_in_the_line():
    """The date stays on the axis, without a value."""
    (figure,) = [f for f in all_figures(90) if f.key == "tijd"]
    figure = dataclasses.replace(figure, data=figure.data.copy())
    figure.data.loc[0, "persons"] = 3
    shown = without_small(figure).data
    assert len(shown) == len(figure.data)
    assert shown.loc[0, ["n_fragments", "n_conversations", "persons"]].isna().all()


def test_small_cells_are_marked_on_the_screen():
    """The number at the bar carries a star; others do not."""
    drawn = str(to_altair(places_of(people_of(Termien=40, Camerlo=3)), framed=False).to_dict())
    assert "'shown': '9 *'" in drawn
    assert "'shown': '120'" in drawn


def test_a_choice_of_few_persons_is_not_described_where_it_leaves():
    """The footer says neither the filter nor how many, only that they are few."""
    joined = people_of(Termien=3)
    footer = provenance(make_manifest(), size_of(joined), "wijk Termien, herkomst Spaans").footer
    assert "Termien" not in footer
    assert "9 fragmenten" not in footer
    assert "keuze van minder dan 5 personen" in footer


def test_a_table_that_counts_no_fragments_says_where_it_comes_from_too():
    """Run or that there is none yet, what it lists, how many rows, the date, and the mark."""
    manifest = make_manifest()
    assert rows_footer(manifest, "alle wijzigingen", 1) == (
        f"Run {manifest.run_id} · alle wijzigingen · 1 rij · 1 december 2009 · {FICTIONAL}"
    )
    draft = draft_footer("wat gelezen zou worden", 12, dt.date(2009, 9, 12), fictional=False)
    assert draft == "Nog niet verwerkt · wat gelezen zou worden · 12 rijen · 12 september 2009"


@pytest.mark.slow
def test_pictures_are_drawn_without_network_and_equal_on_repeat(monkeypatch):
    """PNG and SVG in one process without a socket; twice the same bytes."""
    monkeypatch.setattr("socket.socket", None)
    for figure in {figure.kind: figure for figure in all_figures(60)}.values():
        assert to_png(figure, scale=1).startswith(b"\x89PNG")
        drawing = to_svg(figure)
        assert drawing == to_svg(figure)
        assert "Run R0001" in drawing
