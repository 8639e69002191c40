"""Small runs for tests, by the schema: a builder of tables and of a published run on disk."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.schema import (
    AGE_GROUPS,
    ORIGINS,
    SCHEMA_VERSION,
    TABLES,
    Actor,
    Category,
    Manifest,
    Tense,
    Valence,
)
from pipeline.search import build_index
from pipeline.store import Run, RunContent, RunStore, Vectors

NEIGHBOURHOODS = ("Waterschei", "Winterslag", "Sledderlo", "Kolderbos", "Centrum")
SENTENCES = (
    "De bus komt te laat en niemand zegt iets.",
    "Wij ruimen elke zaterdag zelf het plein op.",
    "De stad zou meer banken kunnen zetten aan het park.",
    "In onze straat zegt iedereen goeiedag tegen iedereen.",
    "Mijn zoon vindt al maanden geen werk, ook geen interim.",
    "Een speeltuin dichtbij, dat zou ik graag zien.",
)


def empty_tables() -> dict[str, pd.DataFrame]:
    """All tables of a run without a row."""
    return {name: model.empty() for name, model in TABLES.items()}


def _doubts(notes: list[tuple[str, str, str]]) -> pd.DataFrame:
    """A word that was kept and one that was removed, in the first three notes and the last."""
    kept = [f"{note_id}:0:2" for note_id, *_ in notes[:3]]
    rows = [
        ("a" * 16, "kept", notes[0][2][:2], "name_too", 0.95, len(kept), 1, 1, kept),
        ("b" * 16, "removed", None, "unknown", 0.5, 1, 1, 1, [f"{notes[-1][0]}:3:6"]),
    ]
    return pd.DataFrame(rows, columns=[*TABLES["doubts"].to_schema().columns])


def make_tables(n_fragments: int = 60, n_uitdagers: int = 10, n_themes: int = 5, seed: int = 1):
    """Tables of a run that hang together, at random from `seed`; one fragment a note.

    Built and validated once; each caller gets copies of its own.
    """
    made = _make_tables(n_fragments, n_uitdagers, n_themes, seed)
    return {name: table.copy() for name, table in made.items()}


@cache
def _make_tables(n_fragments, n_uitdagers, n_themes, seed):
    chance = random.Random(seed)
    tables = empty_tables()
    if n_fragments == 0:
        return tables
    n_conversations = max(1, n_fragments // 3)
    conversations = [_conversation(i, n_uitdagers, chance) for i in range(n_conversations)]
    tables["conversations"] = pd.DataFrame(conversations)
    fragments, notes, sources, tokens = [], [], [], []
    for i in range(n_fragments):
        conversation = conversations[i % n_conversations]
        text = f"{chance.choice(SENTENCES)} ({i})"
        note_id, fragment_id = f"n{i:06d}", f"f{i:06d}"
        notes.append((note_id, conversation["conversation_id"], text))
        sources.append((note_id, f"F{i % n_uitdagers:08d}", f"blad gesprekken, rij {i + 2}"))
        fragments.append(_fragment(fragment_id, note_id, conversation, text, n_themes, chance))
        for position, word in enumerate(text.split()):
            start = text.index(word)
            lemma = word.strip(".,()").lower()
            tokens.append(
                (fragment_id, position, start, start + len(word), word, lemma, None, None, None)
            )
    for name, rows in (("notes", notes), ("sources", sources), ("tokens", tokens)):
        tables[name] = pd.DataFrame(rows, columns=list(tables[name].columns))
    tables["fragments"] = pd.DataFrame(fragments)
    tables["profiles"] = _profiles(conversations)
    tables["doubts"] = _doubts(notes)
    tables["themes"] = _themes(tables["fragments"], n_themes)
    tables["placements"] = tables["fragments"][list(tables["placements"].columns)]
    rejects = [("F00000001", "rij 7", "Deze rij heeft geen notitie. Vul ze in en lever opnieuw.")]
    tables["rejects"] = pd.DataFrame(rejects, columns=["file", "place", "reason"])
    reference = [
        ("neighbourhood", name, 1 / len(NEIGHBOURHOODS), "fictief") for name in NEIGHBOURHOODS
    ] + [("age_group", age, 1 / len(AGE_GROUPS), "fictief") for age in AGE_GROUPS]
    tables["reference"] = pd.DataFrame(reference, columns=["attribute", "value", "share", "source"])
    return {name: TABLES[name].validate(table) for name, table in tables.items()}


def make_manifest(run_id: str = "R0001-test0000", **changes) -> Manifest:
    """A manifest with plausible values."""
    values = {
        "run_id": run_id,
        "schema_version": SCHEMA_VERSION,
        "started": "2009-12-01T10:00:00+00:00",
        "finished": "2009-12-01T10:00:30+00:00",
        "campaign": "De Genks?",
        "fictional": True,
        "fingerprint": run_id[-8:],
        "previous_run_id": None,
        "code_version": "0.1.0",
        "files": {"F00000001": "0" * 64},
        "counts": {
            "files": 3,
            "files_rejected": 1,
            "notes_delivered": 61,
            "notes": 60,
            "notes_repeated": 0,
            "notes_replaced": 0,
            "notes_rejected": 1,
            "fragments": 60,
        },
        "settings": {"categorise": {"review_below": 0.6}},
        "models": {"encoder": "usem3"},
        "seeds": {"seed": 2009},
        "seconds": {"inlezen": 0.5},
        "quality": {"category_macro_f1": 0.7},
        "first_seen": {"0" * 64: 1},
    }
    return Manifest(**{**values, **changes})


def publish_run(
    processed: Path, tables: dict[str, pd.DataFrame], run_id: str = "R0001-test0000", **changes
) -> Run:
    """These tables as the published run of a store; all was put where it stands."""
    store = RunStore(processed)
    placed = tables["fragments"][list(tables["placements"].columns)]
    tables = tables | {"placements": placed}
    ids = tables["fragments"]["fragment_id"].tolist()
    values = np.random.default_rng(1).normal(size=(len(ids), 8)).astype(np.float16)
    content = RunContent(
        make_manifest(run_id, **changes),
        tables,
        Vectors(ids, values),
        lambda path: build_index(path, tables["fragments"], tables["tokens"]),
    )
    run = store.write(content)
    store.publish(run.run_id)
    return run


def _conversation(i, n_uitdagers, chance):
    single = chance.random() < 0.7
    uitdager = f"U{i % n_uitdagers + 1:02d}"
    return {
        "conversation_id": f"{uitdager}-{i:03d}",
        "uitdager_id": uitdager,
        "date": pd.Timestamp("2009-07-01") + pd.Timedelta(days=chance.randrange(150)),
        "neighbourhood": chance.choice(NEIGHBOURHOODS),
        "technique": "tweegesprek" if single else "tafelgesprek",
        "participants": 1 if single else 4,
        "age_group": chance.choice(AGE_GROUPS) if single else None,
        "gender": chance.choice("vm") if single else None,
        "origin": chance.choice(ORIGINS[:4]) if single else None,
        "education": None,
        "work": None,
        "years_in_genk": None,
    }


def _fragment(fragment_id, note_id, conversation, text, n_themes, chance):
    theme = chance.randrange(n_themes + 1) if n_themes else 0
    labels = {"category": Category, "valence": Valence, "tense": Tense, "actor": Actor}
    row = {
        "fragment_id": fragment_id,
        "note_id": note_id,
        "conversation_id": conversation["conversation_id"],
        "uitdager_id": conversation["uitdager_id"],
        "start": 0,
        "end": len(text),
        "text": text,
        "language": "nl",
        "voice": None,
    }
    for label, values in labels.items():
        row[label] = chance.choice([str(value) for value in values])
        row[f"{label}_source"] = chance.choice(["model", "form"])
        row[f"{label}_probability"] = round(chance.uniform(0.4, 1), 3)
    return row | {
        "theme_id": f"T{theme:03d}" if theme else None,
        "theme_source": "model" if theme else None,
        "theme_probability": 0.7 if theme else None,
        "cluster": theme - 1 if theme else None,
        "x": round(chance.gauss(theme, 0.3), 3),
        "y": round(chance.gauss(theme % 3, 0.3), 3),
    }


def _profiles(conversations):
    rows = [
        (c["conversation_id"], attribute, c[attribute], 1)
        for c in conversations
        for attribute in ("age_group", "gender", "origin")
        if c[attribute] is not None
    ]
    rows += [
        (c["conversation_id"], "age_group", age, 2)
        for c in conversations
        if c["age_group"] is None
        for age in ("26-35", "65+")
    ]
    return pd.DataFrame(rows, columns=["conversation_id", "attribute", "value", "persons"])


def _themes(fragments, n_themes):
    words = ("bus", "plein", "bank", "straat", "werk", "speeltuin", "school", "taal")
    rows = []
    for i in range(1, n_themes + 1):
        label = f"{words[i % len(words)].capitalize()} en {words[(i + 1) % len(words)]}"
        mine = fragments[fragments["theme_id"] == f"T{i:03d}"]
        rows.append(
            {
                "theme_id": f"T{i:03d}",
                "label": label,
                "proposed_label": label,
                "definition": "",
                "keywords": [words[(i + j) % len(words)] for j in range(5)],
                "parent_id": None,
                "proposed_parent_id": None,
                "status": "proposed",
                "merged_into": None,
                "by_hand": False,
                "n_fragments": len(mine),
                "n_conversations": mine["conversation_id"].nunique(),
                "n_uitdagers": mine["uitdager_id"].nunique(),
                "stability": 0.6,
                "examples": mine["fragment_id"].head(3).tolist(),
            }
        )
    return pd.DataFrame(rows) if rows else TABLES["themes"].empty()
