"""From the results of the stages to the tables and counts of a run, joined by id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing import DataFrame

from pipeline.compare import label_changes
from pipeline.decisions import Carried
from pipeline.ids import among
from pipeline.ingest import Ingested
from pipeline.language.privacy.doubt_table import doubt_table
from pipeline.language.pseudonymise import Known, Pseudonymised, hide_persons
from pipeline.schema import TABLES, Fragments, GivenLabels, LabelSource, Moves
from pipeline.store import Run
from pipeline.theming import Theming

_ORDER = {
    "notes": ["conversation_id", "note_id"],
    "sources": ["note_id", "file", "place"],
    "conversations": ["conversation_id"],
    "profiles": ["conversation_id", "attribute", "value"],
    "attributes": ["note_id", "attribute", "value"],
    "uitdagers": ["uitdager_id"],
}
# What people wrote in cells that are no note, or called a sheet: names stand there too.
_AS_DELIVERED = {
    "sources": ["place"],
    "conversations": ["neighbourhood", "technique", "origin", "work", "years_in_genk"],
    "profiles": ["value"],
    "uitdagers": [
        "origin",
        "engagement",
        "neighbourhood",
        "marital_status",
        "work",
        "job_or_passion",
        "contacts",
        "years_in_genk",
    ],
    "rejects": ["place"],
    "reference": ["value", "source"],
}
_BETWEEN = ", "  # the parts of a place: sheet, row, column
_COUNTED = re.compile(r"(?:rij|regel|alinea|punt|tabel|cel) [0-9]+")


_GONE = "staat in geen enkele aanlevering meer; komt het terug, dan in hetzelfde thema"


@dataclass(frozen=True)
class StageResults:
    """What the stages gave, all about the same fragments.

    `vectors`: (n_fragments, n_dimensions) float16, a row for each row of `fragments`.
    """

    ingested: Ingested
    safe: Pseudonymised
    fragments: pd.DataFrame
    carried: Carried
    tokens: pd.DataFrame
    vectors: NDArray[np.float16]
    labels: pd.DataFrame
    proposals: pd.DataFrame
    labelled: pd.DataFrame
    learning_curve: pd.DataFrame
    themes: Theming
    models: Mapping[str, str]
    quality: Mapping[str, float]


def given_labels(
    notes: pd.DataFrame, fragments: pd.DataFrame, people: pd.DataFrame
) -> DataFrame[GivenLabels]:
    """Labels that stand before the model: a form's word holds for all fragments of its note."""
    said = fragments[["fragment_id", "note_id"]].merge(
        notes[["note_id", "category", "valence"]], on="note_id", validate="many_to_one"
    )
    rows = [
        said[["fragment_id", label]]
        .dropna()
        .set_axis(["fragment_id", "value"], axis="columns")
        .assign(label=label, source=str(LabelSource.FORM))
        for label in ("category", "valence")
    ]
    columns = list(GivenLabels.to_schema().columns)
    return GivenLabels.validate(pd.concat([*rows, people], ignore_index=True)[columns])


def uitdager_of_conversation(conversations: pd.DataFrame) -> dict[str, str | None]:
    """The uitdager of each conversation; None where no code was found."""
    ids, codes = conversations["conversation_id"], conversations["uitdager_id"]
    pairs = zip(ids.tolist(), codes.tolist(), strict=True)
    return {key: None if pd.isna(code) else str(code) for key, code in pairs}


def assemble(
    results: StageResults, uitdagers: pd.DataFrame, reference: pd.DataFrame, previous: Run | None
) -> dict[str, pd.DataFrame]:
    """All tables of a run, each in an order that does not depend on names or order of files."""
    ingested = results.ingested
    labelled = results.fragments.merge(results.labels, on="fragment_id", validate="one_to_one")
    fragments = labelled.merge(results.themes.assignments, on="fragment_id", validate="one_to_one")
    if len(fragments) != len(results.fragments):
        message = f"{len(results.fragments)} fragments, but labels and themes for {len(fragments)}"
        raise ValueError(message)
    given = results.carried.given
    voices = given[given["label"] == "voice"].set_index("fragment_id")["value"]
    fragments["voice"] = fragments["fragment_id"].map(voices).astype("str")
    fragments = Fragments.validate(fragments[list(Fragments.to_schema().columns)])
    before = previous.table("fragments") if previous else Fragments.empty()
    tables: dict[str, pd.DataFrame] = {
        "notes": results.safe.notes,
        "sources": ingested.sources,
        "conversations": ingested.conversations,
        "profiles": ingested.profiles,
        "attributes": results.safe.attributes,
        "fragments": fragments,
        "proposals": results.proposals,
        "labelled": results.labelled,
        "learning_curve": results.learning_curve,
        "tokens": results.tokens,
        "themes": results.themes.themes,
        "main_themes": results.themes.main_themes,
        "placements": results.themes.placements,
        "theme_proposals": results.themes.proposals,
        "theme_changes": _with_gone(results.themes.changes, before, fragments),
        "label_changes": label_changes(before, fragments, results.carried),
        "moves": _moves(results.carried),
        "uitdagers": uitdagers,
        "doubts": doubt_table(
            results.safe.doubts, uitdager_of_conversation(ingested.conversations)
        ),
        "rejects": ingested.rejects,
        "reference": reference,
    }
    for name, columns in _ORDER.items():
        tables[name] = tables[name].sort_values(columns, ignore_index=True)
    tables["rejects"] = _in_reading_order(tables["rejects"])
    return {name: model.validate(tables[name]) for name, model in TABLES.items()}


def _moves(carried: Carried) -> pd.DataFrame:
    pairs = sorted(carried.moves.items())
    return pd.DataFrame(pairs, columns=list(Moves.to_schema().columns), dtype="str")


def _with_gone(
    changes: pd.DataFrame, before: pd.DataFrame, fragments: pd.DataFrame
) -> pd.DataFrame:
    """The changes of themes, and a row for each published fragment that is not delivered now."""
    present = fragments["fragment_id"].tolist()
    gone = before[~among(before["fragment_id"].tolist(), present)]
    rows = gone[["theme_id", "fragment_id"]].assign(
        change="gone", before=gone["theme_id"], after=None, reason=_GONE
    )
    return pd.concat([changes, rows[list(changes.columns)]], ignore_index=True)


def _in_reading_order(rejects: pd.DataFrame) -> pd.DataFrame:
    """By file and place, row 4 before row 15."""
    places = rejects["place"].str.replace(r"\d+", lambda match: match[0].zfill(9), regex=True)
    order = rejects.assign(padded=places).sort_values(["file", "padded", "reason"])
    return order.drop(columns="padded").reset_index(drop=True)


def without_persons(tables: Mapping[str, pd.DataFrame], known: Known) -> dict[str, pd.DataFrame]:
    """The tables with the names of people taken out of what stands in them as delivered."""
    safe = dict(tables)
    for name, columns in _AS_DELIVERED.items():
        table = safe[name].copy()
        for column in columns:
            written = table[column].dropna()
            parts = {value: value.split(_BETWEEN) for value in written.unique()}
            telling = {p for many in parts.values() for p in many if not _COUNTED.fullmatch(p)}
            hidden = hide_persons(telling, known)
            shown = {v: _BETWEEN.join(hidden.get(p, p) for p in parts[v]) for v in parts}
            table[column] = table[column].map(shown).astype(table[column].dtype)
        safe[name] = TABLES[name].validate(table)
    return safe


def _is_gone(changes: pd.DataFrame) -> pd.Series:
    return (changes["change"] == "gone") & changes["fragment_id"].notna()


def counts(results: StageResults, tables: Mapping[str, pd.DataFrame]) -> dict[str, int]:
    """The figures of a run: what came in, what came out, and what lies between."""
    fragments = tables["fragments"]
    found = {f"found_{kind}": n for kind, n in sorted(results.safe.n_found.items())}
    return (
        dict(results.ingested.counts)
        | {
            "conversations": len(tables["conversations"]),
            "fragments": len(fragments),
            "fragments_without_theme": int(fragments["theme_id"].isna().sum()),
            "tokens": len(tables["tokens"]),
            "themes": len(tables["themes"]),
            "rejects": len(tables["rejects"]),
            "uitdagers": int(fragments["uitdager_id"].nunique()),
            "fragments_gone": int(_is_gone(tables["theme_changes"]).sum()),
            "decisions_moved": len(results.carried.moved),
            "decisions_orphaned": len(results.carried.orphaned)
            + len(results.carried.without_theme),
        }
        | found
    )
