"""The figures of themes among each other: how large, and under which main theme."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipeline.analysis.counts import size_of
from pipeline.analysis.figure import Figure, Provenance
from pipeline.analysis.moods import theme_moods
from pipeline.analysis.small import hidden_cells
from pipeline.analysis.titles import count_title
from pipeline.analysis.words import OVERIG, percent

NO_MAIN = "Zonder hoofdthema"


def treemap_figure(
    joined: pd.DataFrame,
    themes: pd.DataFrame,
    source: Provenance,
    main_names: Mapping[str, str] | None = None,
) -> Figure:
    """Every theme as a box as large as its fragments, tinted where its feeling is not as the rest.

    Where themes have a parent, they stand together under its name (`main_names`, by its id).
    """
    moods = theme_moods(joined)
    labels = joined.drop_duplicates("theme_id").set_index("theme_id")["theme_label"]
    parents = themes.set_index("theme_id")["parent_id"].dropna().to_dict()
    names = {theme: (main_names or {}).get(main, main) for theme, main in parents.items()}
    data = moods.assign(
        main_label=pd.Series([names.get(one, NO_MAIN) for one in moods["theme_id"]], dtype="str"),
        theme_label=moods["theme_id"].map(labels).astype("str"),
    )
    grouped = bool((data["main_label"] != NO_MAIN).any())
    data["hidden"] = hidden_cells(data[["theme_label", "persons"]])
    title = count_title(data, "theme_label", source.size)
    others = joined[joined["theme_id"].isna()]
    rest = percent(len(others) / len(joined)) if len(joined) else percent(0)
    subtitle = "Elk vak is een thema, zo groot als zijn aantal fragmenten"
    return Figure(
        key="themas_vakken",
        kind="treemap",
        data=data if grouped else data.drop(columns="main_label"),
        x="n_fragments",
        y="theme_label",
        title=title.text,
        subtitle=f"{subtitle}; {rest} past bij geen thema ({OVERIG})",
        footer=source.footer,
        colour="mood",
        facet="main_label" if grouped else None,
        question=title.question,
        named=title.named,
        counted=subtitle,
        small_rest=size_of(others).small or bool(data["hidden"].any()),
    )
