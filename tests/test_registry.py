"""The registry gives codes and characteristics and keeps names apart; figures are shares."""

from pathlib import Path

import pytest

from pipeline.errors import DeliveryError
from pipeline.ingest.registry import EMPTY_REGISTRY, read_reference, read_registry
from pipeline.resources.gazetteer import load_gazetteer

EXAMPLE = Path(__file__).parent.parent / "data" / "raw" / "voorbeeld"


def written(folder, name, text, encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_the_example_has_64_uitdagers_without_names():
    """Every row of the registry is there, and no name of it stands in the table."""
    registry = read_registry(EXAMPLE / "uitdagers.xlsx")
    assert len(registry.uitdagers) == 64
    assert len(registry.names) == 64
    shown = registry.uitdagers.to_csv()
    assert not any(name in shown for name in registry.names)
    assert set(registry.uitdagers["age_group"]) <= {"16-25", "26-35", "36-50", "51-65", "65+"}


def test_other_headings_codes_and_a_title_line(tmp_path):
    """Names in two columns, other codes, Windows-1252 and a line above the header."""
    text = (
        "Uitdagers 2009;;;;\nNr.;Voornaam;Familienaam;M/V;Herkomst\n"
        "u 7;Zoë;Aerts;vrouw;Italiaanse\n12;Bart;Maes;man;Belg\n;;;;\n"
    )
    registry = read_registry(written(tmp_path, "lijst.csv", text, "cp1252"))
    assert registry.names == {"Zoë Aerts": "U07", "Bart Maes": "U12"}
    assert registry.uitdagers["uitdager_id"].tolist() == ["U07", "U12"]
    assert registry.uitdagers["gender"].tolist() == ["v", "m"]
    assert registry.uitdagers["origin"].tolist() == ["Italiaans", "Belgisch"]


def test_a_name_inside_a_characteristic_is_left_out(tmp_path):
    """A remark that names a colleague does not reach the table."""
    text = "Code;Naam;Contacten\nU01;Bart Maes;buurt\nU02;Zoë Aerts;kent Bart Maes\n"
    table = read_registry(written(tmp_path, "u.csv", text)).uitdagers
    assert table["contacts"].isna().tolist() == [False, True]


def test_personal_columns_do_not_reach_the_table(tmp_path):
    """A phone number or address in the registry is not read at all."""
    text = "Code;Naam;Telefoon;Adres\nU01;Bart Maes;0478 12 34 56;Bosstraat 3\n"
    shown = read_registry(written(tmp_path, "u.csv", text)).uitdagers.to_csv()
    assert "0478" not in shown
    assert "Bosstraat" not in shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Code;Naam\nU01;A\nU1;B\n", "regel 3: code U01 stond al in regel 2"),
        ("Code;Naam\nU01;A\n;B\n", "regel 3: geen geldige code"),
        ("Naam;Wijk\nA;Centrum\n", "ontbreekt een kolom Code"),
    ],
)
def test_a_wrong_registry_names_the_row_and_the_remedy(tmp_path, text, expected):
    """The message says which row, and nothing of who stands in it."""
    with pytest.raises(DeliveryError, match=expected):
        read_registry(written(tmp_path, "u.csv", text))


def test_a_file_of_another_kind_is_refused(tmp_path):
    """A text that only bears the name of a workbook gives a message, no crash."""
    with pytest.raises(DeliveryError, match=r"uitdagers\.xlsx"):
        read_registry(written(tmp_path, "uitdagers.xlsx", "geen werkboek"))


def test_without_a_registry_there_is_an_empty_one():
    """A run without registry has a valid table of no uitdagers."""
    assert EMPTY_REGISTRY.uitdagers.empty
    assert EMPTY_REGISTRY.names == {}


def test_the_example_figures_are_shares_with_their_source():
    """Attributes bear the names of the tables, shares sum to one, the source text is kept."""
    table = read_reference(EXAMPLE / "bevolking.csv")
    totals = table.groupby("attribute")["share"].sum()
    assert set(totals.index) == {"age_group", "gender", "origin", "neighbourhood"}
    assert all(abs(total - 1) < 0.01 for total in totals)
    assert table["source"].str.contains("FICTIEF").all()


@pytest.mark.parametrize(
    "rows",
    [
        "geslacht;v;51\ngeslacht;m;49",
        "geslacht;v;51%\ngeslacht;m;49 %",
        "geslacht;v;0,51\ngeslacht;m;0,49",
    ],
)
def test_percentages_and_decimal_commas_are_the_same_shares(tmp_path, rows):
    """A city writes its figures in its own way."""
    table = read_reference(written(tmp_path, "b.csv", f"Kenmerk;Waarde;Aandeel\n{rows}\n"))
    assert table["share"].tolist() == pytest.approx([0.51, 0.49])


def test_a_row_without_share_is_still_to_be_filled_in(tmp_path):
    """The template of a new campaign is read as no figures."""
    table = read_reference(written(tmp_path, "b.csv", "kenmerk;waarde;aandeel\ngeslacht;v;\n"))
    assert table.empty


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("schoenmaat;42;0,1", "regel 2: onbekend kenmerk"),
        ("geslacht;groen;0,1", "regel 2: onbekende waarde"),
        ("geslacht;v;veel", "regel 2: het aandeel is geen getal"),
        ("geslacht;v;-3", "regel 2: het aandeel is geen getal"),
        ("geslacht;v;0,6\ngeslacht;m;0,6", "samen 1.20"),
        ("geslacht;v;0,2\ngeslacht;vrouw;0,2", "regel 3: deze waarde staat er twee keer"),
    ],
)
def test_a_wrong_figure_names_the_row_and_the_remedy(tmp_path, row, expected):
    """A figure that cannot be stops the run with the row and what to do."""
    with pytest.raises(DeliveryError, match=expected):
        read_reference(written(tmp_path, "b.csv", f"kenmerk;waarde;aandeel\n{row}\n"))


def test_the_gazetteer_gives_the_fullest_name_first():
    """Names come longest first, without doubles: Oud-Winterslag is not cut to Winterslag."""
    names = load_gazetteer().names
    assert len(names) == len(set(names))
    assert names.index("Oud-Winterslag") < names.index("Winterslag")
    assert [len(name) for name in names] == sorted(map(len, names), reverse=True)
