"""The machine beside people, from a run and the log: for the manifest and for `genks evaluate`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.analysis.judged import MACHINE_LABELS
from pipeline.analysis.quality import LabelQuality, measure_codings
from pipeline.analysis.quality_tables import kept_figures, number_words, percent_words
from pipeline.analysis.quality_words import advice, conclusions, name_of
from pipeline.categorise.render import table_row
from pipeline.decisions import State, fold, log_of
from pipeline.decisions.codings import coding_table
from pipeline.settings import Settings
from pipeline.store import RunStore

_WIDTH = 14


@dataclass(frozen=True)
class PeopleReport:
    """What coders make of the published run, for a script (`record`) and a person (`lines`)."""

    record: dict[str, float]
    lines: list[str]


WITHOUT_PROPOSALS = (
    "Deze run bewaarde niet wat het model voorstelde, dus het is niet naast mensen te leggen. "
    "Maak met 'genks run' een nieuwe run."
)


def people_figures(state: State, tables: Mapping[str, pd.DataFrame]) -> dict[str, float]:
    """The figures by name that a run keeps; none before thirty fragments are coded."""
    return kept_figures(_measure(state, tables))


def report_people(settings: Settings) -> PeopleReport | None:
    """The machine beside people on the published run; None where nobody coded, or nothing ran."""
    run = RunStore(settings.path(settings.paths.processed)).current()
    if run is None:
        return None
    state = fold(log_of(settings).read(), run.moves())
    if not state.codings:
        return None
    tables = {name: run.table(name) for name in ("proposals", "fragments")}
    if tables["proposals"].empty and not tables["fragments"].empty:
        return PeopleReport({}, ["MENSEN", WITHOUT_PROPOSALS])
    measured = _measure(state, tables)
    return PeopleReport(kept_figures(measured), ["MENSEN", *people_lines(measured)])


def people_lines(measured: tuple[LabelQuality, ...]) -> list[str]:
    """The figures as Dutch lines for the terminal: a table, and what may be concluded."""
    shown = [one for one in measured if one.label in MACHINE_LABELS or one.n_twice]
    n_items = max((one.n_judged for one in measured), default=0)
    n_twice = max((one.n_twice for one in measured), default=0)
    return [
        f"Uit de steekproef gecodeerd: {n_items} fragmenten, waarvan {n_twice} door twee mensen.",
        "",
        *_table(shown),
        *(f"{labels}{said}" for labels, said in conclusions(measured)),
        *advice(measured),
    ]


def _measure(state: State, tables: Mapping[str, pd.DataFrame]) -> tuple[LabelQuality, ...]:
    return measure_codings(coding_table(state), tables["proposals"], tables["fragments"])


def _table(measured: list[LabelQuality]) -> list[str]:
    """Agreement and alpha of the machine and of people, each with its margin."""
    rows = []
    for one in measured:
        pairs = []
        if one.machine is not None:
            pairs.append(("model", one.machine.accuracy, one.machine.alpha, one.machine.n))
        if one.people is not None:
            pairs.append(("mensen", one.people.agreement, one.people.alpha, one.people.n))
        rows += [
            table_row(
                name_of(one.label),
                who,
                str(n),
                percent_words(share).rjust(2 * _WIDTH),
                number_words(alpha).rjust(2 * _WIDTH),
            )
            for who, share, alpha, n in pairs
        ]
    if not rows:
        return []
    head = table_row(
        "", "tegenover mens", "aantal", "eens".rjust(2 * _WIDTH), "alfa".rjust(2 * _WIDTH)
    )
    return [head, *rows, ""]
