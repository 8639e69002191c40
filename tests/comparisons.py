"""Two small runs to compare: tables of a run, and the same after something happened to it."""

from __future__ import annotations

import pandas as pd

from pipeline.analysis.theme_changes import Comparison, RunThemes, compare_themes
from tests.runs import make_manifest, make_tables

_COMPARED = ("fragments", "conversations", "themes", "placements")
BEFORE, NOW = "R0001-test0000", "R0002-test0000"


def some_tables(n_fragments=120, n_themes=4, **options):
    """Tables of a run in which nothing happened yet; the names of themes are their ids."""
    tables = make_tables(n_fragments, n_themes=n_themes, **options)
    names = "Thema " + tables["themes"]["theme_id"].str[1:].astype(int).astype("str")
    tables["themes"] = tables["themes"].assign(label=names, proposed_label=names)
    return tables


def later(tables, **changes):
    """The tables with other fragments or themes: a function of the table as it was."""
    return tables | {name: change(tables[name].copy()) for name, change in changes.items()}


def with_more(fragments, theme_id, n, prefix="z", uitdager="U01"):
    """The fragments and `n` new ones in a theme, of the conversations of one uitdager."""
    mine = fragments[fragments["uitdager_id"] == uitdager]
    rows = pd.concat([mine] * (n // len(mine) + 1)).head(n)
    ids = [f"{prefix}{place:05d}" for place in range(n)]
    rows = rows.assign(fragment_id=ids, theme_id=theme_id, theme_source="model")
    return pd.concat([fragments, rows], ignore_index=True)


def in_theme(fragments, ids, theme_id, source="person"):
    """These fragments in another theme, by a person."""
    mine = fragments["fragment_id"].isin(list(ids))
    return fragments.assign(
        theme_id=fragments["theme_id"].mask(mine, theme_id),
        theme_source=fragments["theme_source"].mask(mine, source),
    )


def compared(before, now, *, is_ancestor=True, day="2009-12-08") -> Comparison:
    """The two sets of tables compared, a week apart."""
    manifests = make_manifest(BEFORE), make_manifest(NOW, finished=f"{day}T18:00:00+00:00")
    sides = map(themes_of, manifests, (before, now))
    return compare_themes(*sides, is_ancestor=is_ancestor)


def themes_of(manifest, tables) -> RunThemes:
    """What of these tables is compared."""
    return RunThemes(manifest, *(tables[name] for name in _COMPARED))


def ids_of(tables, theme_id, n=None):
    """The first fragments of a theme; None: those of no theme."""
    themes = tables["fragments"]["theme_id"]
    mine = themes.isna() if theme_id is None else themes == theme_id
    return tables["fragments"].loc[mine, "fragment_id"].head(n).tolist()
