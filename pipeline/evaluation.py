"""`genks evaluate`: how well labels are recognised, on the labelled notes, out of fold."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from pipeline.cache import VectorCache
from pipeline.categorise import Evaluation, evaluate, render
from pipeline.language.embed import embed, load_encoder
from pipeline.language.pseudonymise import pseudonymise_text
from pipeline.resources.gold import load_gold
from pipeline.settings import Settings
from pipeline.store import RunStore


@dataclass(frozen=True)
class Report:
    """An evaluation for a script (`record`) and for a person (`lines`)."""

    record: dict[str, object]
    lines: list[str]


def evaluate_labels(settings: Settings) -> Report:
    """Macro-F1, confusion and reliability of soort, gevoel and actor with the current settings."""
    store = RunStore(settings.path(settings.paths.processed))
    gold = load_gold()
    texts = [pseudonymise_text(note.text) for note in gold]
    encoder = load_encoder(settings.language)
    vectors = embed(texts, encoder, VectorCache(store.cache_folder, encoder.name))
    found = evaluate(texts, gold, vectors, settings.categorise, settings.seed)
    return Report(_record(found), render(found).splitlines())


def _record(found: Evaluation) -> dict[str, object]:
    record: dict[str, object] = {"n_notes": found.n_notes, "n_authors": found.n_authors}
    return record | {one.label: asdict(one) for one in found.labels}
