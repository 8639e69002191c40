"""What was measured as tables: all figures of the page, and what a manifest keeps of them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from pipeline.analysis.agreement import Estimate
from pipeline.analysis.figure import MACHINE, NOTES, PEOPLE
from pipeline.analysis.quality import LabelQuality
from pipeline.analysis.words import column, number, percent

_DECIMALS = 4


def all_figures(
    measured: Sequence[LabelQuality], notes: Sequence[LabelQuality] = ()
) -> pd.DataFrame:
    """A row a label and pair: how often they agree, alpha, and of the machine F1 and calibration.

    Each with its margin in words, as it is read. `notes`: of the shipped labelled notes.
    """
    shipped = {one.label: one.machine for one in notes}
    rows = []
    for one in measured:
        for who, found in ((MACHINE, one.machine), (NOTES, shipped.get(one.label))):
            if found is None:
                continue
            shares = percent_words(found.accuracy), percent_words(found.calibration_error)
            values = number_words(found.alpha), number_words(found.macro_f1)
            rows.append((one.label, who, found.n, shares[0], *values, shares[1]))
        if one.people is not None:
            theirs = one.people
            figures = percent_words(theirs.agreement), number_words(theirs.alpha)
            rows.append((one.label, PEOPLE, theirs.n, *figures, "", ""))
    names = ["label", "pair", "n", "accuracy", "alpha", "macro_f1", "calibration_error"]
    table = pd.DataFrame(rows, columns=names)
    return table.assign(label=table["label"].map(column)).rename(columns={"label": "changed_label"})


def kept_figures(measured: Sequence[LabelQuality]) -> dict[str, float]:
    """What a run keeps of its quality by name: category_people_alpha, category_machine_n, ..."""
    found: dict[str, float] = {}
    for one in measured:
        if one.machine is not None:
            machine = {
                "macro_f1": one.machine.macro_f1,
                "accuracy": one.machine.accuracy,
                "alpha": one.machine.alpha,
                "calibration_error": one.machine.calibration_error,
            }
            found |= _kept(f"{one.label}_machine", one.machine.n, machine)
        if one.people is not None:
            people = {"agreement": one.people.agreement, "alpha": one.people.alpha}
            found |= _kept(f"{one.label}_people", one.people.n, people)
    return found


def percent_words(found: Estimate) -> str:
    """68 % (62 tot 73 %)."""
    if math.isnan(found.value):
        return "niet te berekenen"
    margin = f" ({number(100 * found.low)} tot {percent(found.high)})" if found.has_margin else ""
    return percent(found.value) + margin


def number_words(found: Estimate) -> str:
    """0,57 (0,49 tot 0,64)."""
    if math.isnan(found.value):
        return "niet te berekenen"
    margin = f" ({number(found.low, 2)} tot {number(found.high, 2)})" if found.has_margin else ""
    return number(found.value, 2) + margin


def _kept(prefix: str, n: int, figures: dict[str, Estimate]) -> dict[str, float]:
    """The figures with their bounds; what could not be measured is left out."""
    found = {f"{prefix}_n": float(n)}
    for name, figure in figures.items():
        for suffix, value in (("", figure.value), ("_low", figure.low), ("_high", figure.high)):
            if not math.isnan(value):
                found[f"{prefix}_{name}{suffix}"] = round(value, _DECIMALS)
    return found
