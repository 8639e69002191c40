"""The figures of the explorer and of the exports, built from counts."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pipeline.analysis.counts import count_by, shares_by
from pipeline.analysis.figure import Figure, Provenance
from pipeline.analysis.questions import Answer
from pipeline.analysis.time import by_week, without_date
from pipeline.analysis.words import OVERIG, UNKNOWN, column, counted, date_words, number, percent
from pipeline.schema import Category

MOST_BARS = 7
_NOTABLE = 0.02  # a smaller difference from the reference is no news
_NOTHING = "Nog niets te zien: geen enkel fragment past bij deze keuze"
_SHARE_KEYS = {"category": "soorten", "valence": "gevoel", "actor": "actoren"}
_SHARE_TITLES = {
    "category": "{} komt het vaakst voor: {} van de fragmenten",
    "valence": "{} is het gevoel dat het vaakst voorkomt: {} van de fragmenten",
    "actor": "{} worden het vaakst aangesproken of betrokken: {}",
}
_COVERAGE_TITLES = {
    "age_group": "leeftijd",
    "gender": "geslacht",
    "origin": "herkomst",
    "neighbourhood": "wijk",
}


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
    most = data.iloc[int(data["n_fragments"].argmax())] if data["n_fragments"].sum() else None
    title = (
        _NOTHING if most is None else f"\u201c{most['question']}\u201d krijgt de meeste antwoorden"
    )
    return Figure(
        key="vragen",
        kind="bar",
        data=data if most is not None else data.head(0),
        x="n_fragments",
        y="question",
        title=title,
        subtitle="Fragmenten per vraag; een fragment kan op meer dan één vraag antwoorden",
        footer=source.footer,
        order=tuple(data["question"]),
    )


def themes_figure(joined: pd.DataFrame, source: Provenance, most: int | None = MOST_BARS) -> Figure:
    """The largest themes in this selection; `most` None shows all of them."""
    placed = joined[joined["theme_id"].notna()]
    data, left = _largest(placed, "theme_label", most)
    top = data["theme_label"].iloc[0] if len(data) else ""
    rest = percent(1 - len(placed) / len(joined)) if len(joined) else percent(0)
    return Figure(
        key="themas",
        kind="bar",
        data=data,
        x="n_fragments",
        y="theme_label",
        title=f"Het meest gaat het over: {top}" if top else _NOTHING,
        subtitle=f"Fragmenten per thema{left}; {rest} past bij geen thema ({OVERIG})",
        footer=source.footer,
        order=tuple(data["theme_label"]),
    )


def neighbourhoods_figure(
    joined: pd.DataFrame, source: Provenance, most: int | None = MOST_BARS
) -> Figure:
    """Where the fragments come from; `most` None shows every neighbourhood."""
    known = joined[joined["neighbourhood"].notna()]
    data, left = _largest(known, "neighbourhood", most)
    top = data["neighbourhood"].iloc[0] if len(data) else ""
    return Figure(
        key="wijken",
        kind="bar",
        data=data,
        x="n_fragments",
        y="neighbourhood",
        title=f"De meeste fragmenten komen uit {top}" if top else _NOTHING,
        subtitle=f"Fragmenten per wijk waar het gesprek was{left}"
        + _without(len(joined) - len(known), "wijk"),
        footer=source.footer,
        order=tuple(data["neighbourhood"]),
    )


def actors_figure(joined: pd.DataFrame, source: Provenance) -> Figure:
    """Who is addressed, as shares with the margin by uitdager."""
    return _share_figure(joined, "actor", source)


def time_figure(joined: pd.DataFrame, source: Provenance) -> Figure:
    """Fragments a week of the conversation, from Monday."""
    data = by_week(joined)
    title = _NOTHING
    if len(data):
        busiest = data.iloc[int(data["n_fragments"].argmax())]
        title = f"De drukste week begon op {date_words(busiest['week'])}"
    return Figure(
        key="tijd",
        kind="line",
        data=data,
        x="week",
        y="n_fragments",
        title=title,
        subtitle="Fragmenten per week van het gesprek, vanaf maandag"
        + _without(without_date(joined), "datum"),
        footer=source.footer,
    )


def coverage_figure(table: pd.DataFrame, attribute: str, source: Provenance) -> Figure:
    """Who spoke beside the reference (`coverage.coverage`); fictitious figures are called so."""
    name = _COVERAGE_TITLES.get(attribute, column(attribute))
    fictitious = bool(table["source"].fillna("").str.contains("fictie", case=False).any())
    compared = table[table["reference_share"].notna()]
    title = f"Wie sprak er, naar {name}?"
    if len(compared) and compared["persons"].sum():
        worst = compared.iloc[int(compared["difference"].argmin())]
        title = f"Wie sprak, lijkt op de stad ({name})"
        if worst["difference"] < -_NOTABLE:
            title = f"{worst['value']} hoorden we minder dan verwacht ({name})"
    has_reference = bool(len(compared))
    mark = "FICTIEVE referentiecijfers" if fictitious else "referentiecijfers"
    subtitle = "Aandeel van de deelnemers van wie het bekend is"
    return Figure(
        key=f"bereik_{name}",
        kind="bar",
        data=table,
        x="share",
        y="value",
        title=title if not table.empty else _NOTHING,
        subtitle=f"{subtitle}; streep: {mark}" if has_reference else subtitle,
        footer=source.footer + (f" · {mark}" if fictitious else ""),
        reference="reference_share" if has_reference else None,
        scale="percent",
        order=tuple(table["value"]),
    )


def theme_categories_figure(joined: pd.DataFrame, source: Provenance, most: int = 6) -> Figure:
    """The four soorten within each of the largest themes, a small chart each."""
    placed = joined[joined["theme_id"].notna()]
    largest = count_by(placed, ["theme_label"])["theme_label"].head(most).tolist()
    counts = count_by(placed[placed["theme_label"].isin(largest)], ["theme_label", "category"])
    every = pd.MultiIndex.from_product([largest, [str(c) for c in Category]])
    data = counts.set_index(["theme_label", "category"])[["n_fragments", "persons"]]
    data = data.reindex(every, fill_value=0).rename_axis(["theme_label", "category"]).reset_index()
    return Figure(
        key="themas_soorten",
        kind="small_multiples",
        data=data,
        x="n_fragments",
        y="category",
        title="Waarover klagen mensen, en waar hebben ze voorstellen?" if largest else _NOTHING,
        subtitle=f"Fragmenten per soort, in de {number(len(largest))} grootste thema's",
        footer=source.footer,
        colour="category",
        facet="theme_label",
        order=tuple(str(c) for c in Category),
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
        title="Wat dicht bij elkaar ligt, gaat over hetzelfde" if len(data) else _NOTHING,
        subtitle="Elk punt is een fragment; de namen zijn de grootste thema's",
        footer=source.footer,
        colour="theme_label",
    )


def _share_figure(joined: pd.DataFrame, name: str, source: Provenance) -> Figure:
    data = shares_by(joined, name) if len(joined) else shares_by(joined, name).head(0)
    title, subtitle = _NOTHING, f"Aandeel in de fragmenten per {column(name)}"
    if len(data):
        top = data.iloc[int(data["n_fragments"].argmax())]
        share = percent(float(top["share"]))
        title = _SHARE_TITLES[name].format(str(top[name]).capitalize(), share)
        if data["low"].notna().any():
            subtitle += "; het lijntje toont de marge (95 %, per uitdager)"
    return Figure(
        key=_SHARE_KEYS[name],
        kind="interval",
        data=data,
        x="share",
        y=name,
        title=title,
        subtitle=subtitle,
        footer=source.footer,
        colour=name if name != "actor" else None,
        low="low",
        high="high",
        scale="percent",
        order=tuple(data[name]),
    )


def _without(count: int, what: str) -> str:
    return f"; {counted(count, 'fragment', 'fragmenten')} zonder {what}" if count else ""


def _largest(joined: pd.DataFrame, name: str, most: int | None) -> tuple[pd.DataFrame, str]:
    """Counts of the `most` largest values, and a phrase on what is left out of the picture."""
    table = count_by(joined, [name])
    table = table[table[name] != UNKNOWN].reset_index(drop=True)
    if most is None or len(table) <= most:
        return table, ""
    shown = table.head(most)
    left = counted(int(table["n_fragments"].iloc[most:].sum()), "fragment", "fragmenten")
    return shown, f", de {most} grootste van {len(table)} (in de andere: {left})"
