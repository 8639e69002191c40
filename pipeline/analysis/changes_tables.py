"""What changed between two runs, as tables to show and to keep, and as one figure."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

import pandas as pd

from pipeline.analysis.changes_words import top_grower
from pipeline.analysis.counts import SMALL_PERSONS
from pipeline.analysis.figure import Figure, Provenance, provenance
from pipeline.analysis.figures import MOST_BARS
from pipeline.analysis.filters import NO_THEME
from pipeline.analysis.moves import GONE, NEW
from pipeline.analysis.small import hidden_cells
from pipeline.analysis.theme_changes import (
    ABSENT,
    ADDED,
    BACK,
    EMPTIED,
    GROWN,
    MERGED,
    RETIRED,
    SHRUNK,
    Comparison,
)
from pipeline.analysis.words import OVERIG, all_of, date_words, number

RENAMED = "andere naam"
_QUESTION = "Welke thema's groeiden, en welke niet?"
_SIZES = ["n_before", "n_after"]
_SHARES = ["share_before", "share_after"]


def source_of(found: Comparison) -> Provenance:
    """Where these figures come from: both runs, and all fragments of the later one."""
    day = date_words(found.before.finished[:10])
    return provenance(found.now, found.size, f"tegenover run {found.before.run_id} van {day}")


def happened(found: Comparison) -> pd.DataFrame:
    """A row a theme that is new, gone or has another name: theme_label, change, reason, sizes."""
    rows = found.with_what(ADDED, BACK, MERGED, RETIRED, ABSENT, EMPTIED)
    parts = [
        rows.assign(change=rows["what"], reason=_texts(_reason(found, row) for row in _rows(rows)))
    ]
    renamed = found.renamed
    was = _texts(f"heette voordien “{label}”" for label in renamed["label_before"])
    parts.append(renamed.assign(change=RENAMED, reason=was))
    table = pd.concat(parts, ignore_index=True)
    return table[["theme_label", "change", "reason", *_SIZES, "persons", "theme_id"]]


def sizes(found: Comparison) -> pd.DataFrame:
    """A row a theme with its size and share, before and now, and what may be said of it.

    The clearest first: grown, shrunk, then by how many fragments more or fewer; Overig last.
    """
    table = found.themes
    clear = table["judgement"].map({GROWN: 0, SHRUNK: 1}).fillna(2)
    order = table.assign(
        last=table["theme_id"] == NO_THEME,
        clear=clear,
        less=-(table["n_after"] - table["n_before"]).abs(),
    ).sort_values(["last", "clear", "less", "theme_id"])
    names = ["theme_label", *_SIZES, *_SHARES, "judgement", "persons", "theme_id"]
    return table.loc[order.index, names].reset_index(drop=True)


def moved(found: Comparison) -> pd.DataFrame:
    """A row a pair of themes, with how many fragments went from the one to the other, and why."""
    names = ["from_theme", "to_theme", "reason", "n_fragments", "n_conversations", "persons"]
    return found.pairs[[*names, "from_id", "to_id"]]


def flows(found: Comparison) -> pd.DataFrame:
    """How many fragments came new to each theme and how many are gone, by theme id: nieuw, weg."""
    new, gone = (
        found.rows.loc[found.rows["what"] == what, ids].value_counts()
        for what, ids in ((NEW, "to_id"), (GONE, "from_id"))
    )
    return pd.DataFrame({NEW: new, GONE: gone}).fillna(0).astype("int64")


def each_fragment(found: Comparison) -> pd.DataFrame:
    """A row a fragment that is new, gone or elsewhere: its id, from where, to where, and why."""
    rows = found.rows.rename(columns={"what": "change"})
    return rows[["fragment_id", "change", "from_theme", "to_theme", "reason"]]


def growth_figure(found: Comparison, most: int | None = MOST_BARS) -> Figure:
    """Each theme now as a bar, with a mark where it stood; those that changed most, or all."""
    themes = found.themes[found.themes["theme_id"] != NO_THEME]
    themes = themes[themes[_SIZES].sum(axis=1) > 0]
    themes = themes.assign(hidden=hidden_cells(themes))
    change = (themes["n_after"] - themes["n_before"]).abs()
    shown = themes.loc[change.sort_values(ascending=False, kind="stable").index[:most]]
    shown = shown.sort_values(["n_after", "n_before"], ascending=False, kind="stable")
    data = shown[["theme_label", *_SIZES, "judgement", "persons", "hidden"]].assign(
        from_to=_texts(_from_to(row) for row in _rows(shown))
    )
    data["n_before"] = data["n_before"].astype("float64").where(data["n_before"] > 0)
    title, named = _title(found)
    part = f"; de {number(len(data))} die het meest veranderden, van {len(themes)}"
    counted_words = "Fragmenten per thema nu, met een streep waar het voordien stond"
    counted_words += part if len(data) < len(themes) else ""
    other = found.other
    rest = f"; {OVERIG}: van {number(other['n_before'])} naar {number(other['n_after'])}"
    return Figure(
        key="wijzigingen_themas",
        kind="bar",
        data=data.reset_index(drop=True),
        x="n_after",
        y="theme_label",
        title=title,
        subtitle=counted_words + rest,
        footer=source_of(found).footer,
        reference="n_before",
        written="from_to",
        order=tuple(data["theme_label"]),
        question=_QUESTION,
        named=named,
        counted=counted_words,
        small_rest=bool(themes["hidden"].any()) or other["persons"] in range(1, SMALL_PERSONS),
    )


def _title(found: Comparison) -> tuple[str, tuple[str, ...]]:
    """A message where the figures carry one, and the themes that it names."""
    is_theme = found.themes["theme_id"] != NO_THEME
    judged = found.themes.loc[is_theme & (found.themes["judgement"] == GROWN), "theme_label"]
    grown = [str(one) for one in judged]
    if len(grown) == 1:
        return f"“{grown[0]}” kreeg een duidelijk groter aandeel", tuple(grown)
    if found.rows.empty:
        return "Geen enkel thema kreeg er fragmenten bij of verloor er", ()
    top = top_grower(found)
    if top is None:
        return _QUESTION, ()
    name = str(top["theme_label"])
    return f"De meeste nieuwe fragmenten kwamen bij “{name}”", (name,)


def _reason(found: Comparison, row: dict[Hashable, Any]) -> str:
    """Why a theme is there, or there no more; no counts: these could be of few persons."""
    theme_id = row["theme_id"]
    if row["what"] == MERGED:
        return f"samengevoegd met “{row['into']}”"
    if row["what"] in {RETIRED, ABSENT}:
        closed = row["what"] == RETIRED
        return "iemand sloot dit thema af" if closed else "deze run kent dit thema niet"
    if row["what"] == EMPTIED:
        left = found.rows[found.rows["from_id"] == theme_id]
        gone = (left["what"] == GONE).all()
        return (
            "zijn fragmenten zijn niet meer aangeleverd" if gone else "zijn fragmenten verhuisden"
        )
    came = found.rows[found.rows["to_id"] == theme_id]
    origins = ["nieuwe fragmenten die bij elkaar horen"] if (came["what"] == NEW).any() else []
    from_themes = sorted(came["from_theme"].dropna().unique())
    origins += [OVERIG if name == OVERIG else f"“{name}”" for name in from_themes]
    return f"uit {all_of(origins)}" if origins else "iemand maakte dit thema"


def _from_to(row: dict[Hashable, Any]) -> str:
    """How a bar is labelled."""
    if not row["n_before"]:
        return f"nieuw: {number(row['n_after'])}"
    if row["n_before"] == row["n_after"]:
        return number(row["n_after"])
    return f"{number(row['n_before'])} → {number(row['n_after'])}"


def _rows(table: pd.DataFrame) -> list[dict[Hashable, Any]]:
    return table.to_dict("records")


def _texts(values: Iterable[str]) -> Any:  # an array of pandas
    return pd.array(list(values), dtype="str")
