"""`genks evaluate`: how well labels are recognised and long notes cut, on what was not seen."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from pipeline.categorise import Evaluation, evaluate, render
from pipeline.categorise.render import decimal, table_row
from pipeline.language.split_quality import SplitQuality, measure_split
from pipeline.learning import load_embedder, shipped_lessons
from pipeline.people import report_people
from pipeline.resources.gold import load_long_notes
from pipeline.settings import Settings
from pipeline.store import RunStore


@dataclass(frozen=True)
class Report:
    """An evaluation for a script (`record`) and for a person (`lines`)."""

    record: dict[str, object]
    lines: list[str]


def evaluate_all(settings: Settings) -> Report:
    """Quality of soort, gevoel and actor, of cutting, and of the published run by its coders."""
    labels = evaluate_labels(settings)
    cut = measure_split(load_long_notes(), settings.seed)
    record = _record(labels) | {"boundaries": asdict(cut)}
    lines = [*render(labels).splitlines(), "", *cut_lines(cut)]
    people = report_people(settings)
    if people is None:
        return Report(record, lines)
    return Report(record | {"people": people.record}, [*lines, "", *people.lines])


def evaluate_labels(settings: Settings) -> Evaluation:
    """Macro-F1, confusion and reliability of soort, gevoel and actor."""
    store = RunStore(settings.path(settings.paths.processed))
    lessons = shipped_lessons(load_embedder(settings.language, store.cache_folder))
    return evaluate(lessons, settings.categorise, settings.seed)


def cut_lines(found: SplitQuality) -> list[str]:
    """The quality of cutting for the terminal; what was measured on unseen notes stands first."""
    rows = {
        "niet gezien": found.unseen,
        "wel gezien": found.seen,
        "elke zin": found.every_sentence,
    }
    n_notes, n_boundaries = found.n_notes, found.n_boundaries
    return [
        "KNIPPEN",
        f"Gemeten op {n_notes} lange notities die een mens knipte ({n_boundaries} grenzen).",
        "",
        table_row("", "precisie", "gevonden", "F1"),
        *(
            table_row(name, decimal(one.precision), decimal(one.recall), decimal(one.f1))
            for name, one in rows.items()
        ),
        "",
        "niet gezien: geknipt met gewichten die zonder deze notitie geleerd zijn.",
        "wel gezien: met de gewichten van een run, die van deze notities geleerd zijn.",
        "elke zin: een grens na elke zin.",
        "",
        "Kijk naar 'niet gezien'; 'wel gezien' vleit. De woorden waarop geknipt wordt",
        "zijn gekozen met deze notities voor ogen: elders is het iets minder.",
    ]


def _record(found: Evaluation) -> dict[str, object]:
    record: dict[str, object] = {"n_notes": found.n_notes, "n_authors": found.n_authors}
    return record | {one.label: asdict(one) for one in found.labels}
