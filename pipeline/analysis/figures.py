"""The figures of the explorer and of the exports, built from counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.analysis.counts import count_by, shares_by, size_of
from pipeline.analysis.figure import Figure, Moment, Provenance
from pipeline.analysis.questions import Answer
from pipeline.analysis.small import hidden_cells
from pipeline.analysis.time import by_week, moments_near
from pipeline.analysis.titles import NOTHING, count_title, coverage_title, share_title
from pipeline.analysis.words import OVERIG, UNKNOWN, column, counted, number, percent
from pipeline.schema import Category

MOST_BARS = 7
_SHARE_KEYS = {"category": "soorten", "valence": "gevoel", "actor": "actoren"}
_COVERAGE_KEYS = {
    "age_group": "leeftijd",
    "gender": "geslacht",
    "origin": "herkomst",
    "neighbourhood": "wijk",
}


@dataclass(frozen=True, eq=False)
class _Largest:
    """The largest values of a column; how many of how many, what is left out, and if any hides."""

    data: pd.DataFrame
    part: str
    left: str
    hides: bool


def category_figure(joined: pd.DataFrame, source: Provenance) -> Figure:
    """The four soorten as shares, with the margin by uitdager."""
    return _share_figure(joined, "category", source)


def valence_figure(joined: pd.DataFrame, source: Provenance) -> Figure:
    """The three feelings as shares, with the margin by uitdager."""
    return _share_figure(joined, "valence", source)


def questions_figure(answers: Sequence[Answer], source: Provenance) -> Figure:
    """How many fragments answer each of the six questions, in the order of the campaign."""
    rows = [(one.rule.title, one.size.n_fragments, one.size.persons) for one in answers]
    data = pd.DataFrame(rows, columns=["question", "n_fragments", "persons"])
    title = count_title(data, "question", source.size)
    return Figure(
        key="vragen",
        kind="bar",
        data=data if data["n_fragments"].sum() else data.head(0),
        x="n_fragments",
        y="question",
        title=title.text,
        subtitle="Fragmenten per vraag; een fragment kan op meer dan één vraag antwoorden",
        footer=source.footer,
        order=tuple(data["question"]),
        question=title.question,
        named=title.named,
    )


def themes_figure(joined: pd.DataFrame, source: Provenance, most: int | None = MOST_BARS) -> Figure:
    """The largest themes in this selection; `most` None shows all of them."""
    placed = joined["theme_id"].notna()
    others = joined[~placed]
    rest = percent(len(others) / len(joined)) if len(joined) else percent(0)
    return _largest_figure(
        "themas",
        _largest(joined[placed], "theme_label", most),
        "Fragmenten per thema",
        (f"; {rest} past bij geen thema ({OVERIG})", size_of(others).small),
        source,
    )


def neighbourhoods_figure(
    joined: pd.DataFrame, source: Provenance, most: int | None = MOST_BARS
) -> Figure:
    """Where the fragments come from; `most` None shows every neighbourhood."""
    known = joined["neighbourhood"].notna()
    return _largest_figure(
        "wijken",
        _largest(joined[known], "neighbourhood", most),
        "Fragmenten per wijk waar het gesprek was",
        _without(joined[~known], "wijk"),
        source,
    )


def actors_figure(joined: pd.DataFrame, source: Provenance) -> Figure:
    """Who is addressed, as shares with the margin by uitdager."""
    return _share_figure(joined, "actor", source)


def time_figure(joined: pd.DataFrame, source: Provenance, runs: Sequence[Moment] = ()) -> Figure:
    """Fragments a week of the conversation, from Monday; `runs` in or just after it are marked."""
    data = by_week(joined)
    title = count_title(data, "week", source.size)
    subtitle = "Fragmenten per week van het gesprek, vanaf maandag"
    marked = moments_near(runs, data["week"])
    subtitle += "; streepjes: wanneer een run gemaakt is" if marked else ""
    rest, small_rest = _without(joined[joined["date"].isna()], "datum")
    return Figure(
        key="tijd",
        kind="line",
        data=data,
        x="week",
        y="n_fragments",
        title=title.text,
        subtitle=subtitle + rest,
        footer=source.footer,
        question=title.question,
        named=title.named,
        counted=subtitle,
        small_rest=small_rest,
        moments=marked,
    )


def coverage_figure(table: pd.DataFrame, attribute: str, source: Provenance) -> Figure:
    """Who spoke beside the reference (`coverage.coverage`); fictitious figures are called so."""
    title = coverage_title(table, attribute, source.size)
    fictitious = bool(table["source"].fillna("").str.contains("fictie", case=False).any())
    has_reference = bool(table["reference_share"].notna().any())
    mark = "FICTIEVE referentiecijfers" if fictitious else "referentiecijfers"
    subtitle = "Aandeel van de deelnemers van wie het bekend is"
    if table["low"].notna().any():
        subtitle += "; lijntje: marge (95 % voor alle samen)"
    return Figure(
        key=f"bereik_{_COVERAGE_KEYS.get(attribute, attribute)}",
        kind="bar",
        data=table,
        x="share",
        y="value",
        title=title.text,
        subtitle=f"{subtitle}; streep: {mark}" if has_reference else subtitle,
        footer=source.footer + (f" · {mark}" if fictitious else ""),
        low="low",
        high="high",
        reference="reference_share" if has_reference else None,
        scale="percent",
        order=tuple(table["value"]),
        question=title.question,
        named=title.named,
    )


def theme_categories_figure(joined: pd.DataFrame, source: Provenance, most: int = 6) -> Figure:
    """The four soorten within each of the largest themes, a small chart each."""
    placed = joined[joined["theme_id"].notna()]
    themes = _largest(placed, "theme_label", most).data.set_index("theme_label")
    largest = themes.index.tolist()
    counts = count_by(placed[placed["theme_label"].isin(largest)], ["theme_label", "category"])
    every = pd.MultiIndex.from_product([largest, [str(c) for c in Category]])
    data = counts.set_index(["theme_label", "category"])[["n_fragments", "persons"]]
    data = data.reindex(every, fill_value=0).rename_axis(["theme_label", "category"]).reset_index()
    data["hidden"] = hidden_cells(data) | data["theme_label"].map(themes["hidden"]).astype("bool")
    question = "Waarover klagen mensen, en waar hebben ze voorstellen?"
    return Figure(
        key="themas_soorten",
        kind="small_multiples",
        data=data,
        x="n_fragments",
        y="category",
        title=question if largest else NOTHING,
        subtitle=f"Fragmenten per soort, in de {number(len(largest))} grootste thema's",
        footer=source.footer,
        colour="category",
        facet="theme_label",
        order=tuple(str(c) for c in Category),
        question=question,
    )


def map_figure(joined: pd.DataFrame, source: Provenance) -> Figure:
    """Every fragment as a point; what lies near is about the same."""
    data = joined[["fragment_id", "x", "y", "theme_label", "category"]]
    return Figure(
        key="kaart",
        kind="points",
        data=data.reset_index(drop=True),
        x="x",
        y="y",
        title="Wat dicht bij elkaar ligt, gaat over hetzelfde" if len(data) else NOTHING,
        subtitle="Elk punt is een fragment; de namen zijn de grootste thema's",
        footer=source.footer,
        colour="theme_label",
    )


def _share_figure(joined: pd.DataFrame, name: str, source: Provenance) -> Figure:
    data = shares_by(joined, name) if len(joined) else shares_by(joined, name).head(0)
    title = share_title(data, name, source.size)
    subtitle = f"Aandeel in de fragmenten per {column(name)}"
    if data["low"].notna().any():
        subtitle += "; het lijntje toont de marge (95 %, per uitdager)"
    return Figure(
        key=_SHARE_KEYS[name],
        kind="interval",
        data=data,
        x="share",
        y=name,
        title=title.text,
        subtitle=subtitle,
        footer=source.footer,
        colour=name if name != "actor" else None,
        low="low",
        high="high",
        scale="percent",
        order=tuple(data[name]),
        question=title.question,
        named=title.named,
    )


def _largest_figure(
    key: str, largest: _Largest, subtitle: str, rest: tuple[str, bool], source: Provenance
) -> Figure:
    """Bars of the largest; `rest` is what the subtitle says of the others, and if that is small."""
    data = largest.data
    name = str(data.columns[0])
    title = count_title(data, name, source.size)
    return Figure(
        key=key,
        kind="bar",
        data=data,
        x="n_fragments",
        y=name,
        title=title.text,
        subtitle=subtitle + largest.part + largest.left + rest[0],
        footer=source.footer,
        order=tuple(data[name]),
        question=title.question,
        named=title.named,
        counted=subtitle + largest.part,
        small_rest=largest.hides or rest[1],
    )


def _without(missing: pd.DataFrame, what: str) -> tuple[str, bool]:
    """How many fragments lack something, for a subtitle, and whether they are of few persons."""
    found = counted(len(missing), "fragment", "fragmenten")
    return f"; {found} zonder {what}" if len(missing) else "", size_of(missing).small


def _largest(joined: pd.DataFrame, name: str, most: int | None) -> _Largest:
    """Counts of the `most` largest values; what hides is decided among all of them."""
    table = count_by(joined, [name])
    table = table[table[name] != UNKNOWN].reset_index(drop=True)
    table["hidden"] = hidden_cells(table)
    hides = bool(table["hidden"].any())
    if most is None or len(table) <= most:
        return _Largest(table, "", "", hides)
    left = counted(int(table["n_fragments"].iloc[most:].sum()), "fragment", "fragmenten")
    part = f", de {most} grootste van {len(table)}"
    return _Largest(table.head(most), part, f" (in de andere: {left})", hides)
