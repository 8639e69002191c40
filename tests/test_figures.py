"""Figures and their drawings."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from pipeline.analysis import figures
from pipeline.analysis.counts import size_of
from pipeline.analysis.coverage import coverage
from pipeline.analysis.figure import FICTIONAL, provenance
from pipeline.analysis.joined import join_fragments
from pipeline.analysis.questions import answer_questions
from pipeline.export.charts import to_altair, to_excel, to_png, to_svg, without_small
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


def all_figures(n_fragments, **manifest):
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
    return drawn


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
    (age, *_) = [f for f in all_figures(60) if f.key == "bereik_leeftijd"]
    assert "FICTIEVE" in age.subtitle
    assert "FICTIEVE" in age.footer


def test_the_columns_that_a_figure_names_are_in_its_data():
    """x, y, colour, low, high, facet and reference are columns."""
    for figure in all_figures(60):
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


def test_small_cells_leave_neither_in_a_picture_nor_in_a_workbook():
    """A neighbourhood of three persons and its partner are not drawn."""
    (figure, *_) = [f for f in all_figures(90) if f.key == "wijken"]
    figure.data.loc[0, "persons"] = 3
    shown = without_small(figure)
    assert len(shown.data) == len(figure.data) - 2
    assert figure.data["neighbourhood"].iloc[0] not in set(shown.data["neighbourhood"])
    assert "verborgen" in shown.subtitle
    book = load_workbook(io.BytesIO(to_excel(figure, CREATED)))
    cells = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows(min_row=2)}
    assert cells[figure.data["neighbourhood"].iloc[0]] is None


@pytest.mark.slow
def test_pictures_are_drawn_without_network_and_equal_on_repeat(monkeypatch):
    """PNG and SVG in one process without a socket; twice the same bytes."""
    monkeypatch.setattr("socket.socket", None)
    for figure in {figure.kind: figure for figure in all_figures(60)}.values():
        assert to_png(figure, scale=1).startswith(b"\x89PNG")
        drawing = to_svg(figure)
        assert drawing == to_svg(figure)
        assert "Run R0001" in drawing
