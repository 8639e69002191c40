"""The figures of page Kwaliteit, from what was measured."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from pipeline.analysis.agreement import Estimate
from pipeline.analysis.counts import FEWEST_UITDAGERS
from pipeline.analysis.figure import MACHINE, NOTES, PEOPLE, Figure
from pipeline.analysis.pairs import count_pairs
from pipeline.analysis.quality import LabelQuality, MachineQuality, PeopleQuality
from pipeline.analysis.quality_groups import FEWEST_IN_GROUP
from pipeline.analysis.quality_words import name_of
from pipeline.analysis.words import ORDERS, all_of, column, counted, number, percent

MOST_BARS = 7
_HONEST = 0.05  # what is promised and what is right may lie this far apart
_EACH = {
    "neighbourhood": ("in elke wijk", "in", ("wijk", "wijken")),
    "language": ("in elke taal", "in het", ("taal", "talen")),
    "uitdager_id": ("bij elke uitdager", "bij", ("uitdager", "uitdagers")),
}
_NO_MARGIN = f"; geen marge: minder dan {FEWEST_UITDAGERS} uitdagers in elke groep"
_MARGIN = "; lijntje: marge (95 %, per uitdager)"


def agreement_figure(
    measured: Sequence[LabelQuality], footer: str, notes: Sequence[LabelQuality] = ()
) -> Figure:
    """For each label how often the machine agrees with a person, and two people with each other.

    `notes`: the same of the shipped labelled notes.
    """
    shipped = {one.label: one for one in notes}
    rows = [
        (f"{name_of(one.label)}: {who}", who, found.value, found.low, found.high, n)
        for one in measured
        for who, found, n in _shares(one, shipped.get(one.label))
    ]
    data = pd.DataFrame(rows, columns=["pair", "who", "share", "low", "high", "n"])
    return Figure(
        key="kwaliteit_eens",
        kind="interval",
        data=data,
        x="share",
        y="pair",
        title="Hoe vaak geven model en mens hetzelfde etiket?",
        subtitle=_about(data) + (_MARGIN if data["low"].notna().any() else ""),
        footer=footer,
        colour="who",
        low="low",
        high="high",
        scale="percent",
        order=tuple(data["pair"]),
    )


def reliability_figure(label: str, machine: MachineQuality, footer: str) -> Figure:
    """How often answers of a certainty are right, beside what that certainty promises."""
    return Figure(
        key=f"kwaliteit_zekerheid_{column(label)}",
        kind="curve",
        data=machine.bins.assign(best=machine.bins["promised"]),
        x="promised",
        y="right_share",
        title=_reliability_title(machine),
        subtitle=f"{name_of(label)}: hoe vaak het klopte (punt, met marge) tegenover wat de "
        f"zekerheid belooft (stippellijn); gemiddeld {percent(machine.calibration_error.value)} "
        "ernaast",
        footer=footer,
        low="low",
        high="high",
        reference="best",
        scale="percent",
    )


def confusion_figure(label: str, machine: MachineQuality, footer: str) -> Figure:
    """What people said in rows, what the machine said in columns."""
    table = machine.confusion
    wrong = table[(table["truth"] != table["said"]) & (table["n"] > 0)]
    title = "Het model zegt altijd hetzelfde als een mens"
    if len(wrong):
        most = wrong.sort_values("n", ascending=False, kind="stable").iloc[0]
        title = f"Het vaakst verward: een mens zegt {most['truth']}, het model {most['said']}"
    return Figure(
        key=f"kwaliteit_verwarring_{column(label)}",
        kind="matrix",
        data=table,
        x="said",
        y="truth",
        title=title,
        subtitle=f"{name_of(label)}: aantal fragmenten; rij: wat een mens zei, kolom: wat het "
        "model zei",
        footer=footer,
        colour="n",
        order=tuple(dict.fromkeys(table["truth"])),
    )


def people_figure(label: str, people: PeopleQuality, footer: str) -> Figure:
    """What the first coder said in rows, what the second said in columns."""
    table = people.confusion
    alpha = people.alpha.value
    known = f"; alfa {number(alpha, 2)}" if not math.isnan(alpha) else ""
    return Figure(
        key=f"kwaliteit_mensen_{column(label)}",
        kind="matrix",
        data=table,
        x="second",
        y="first",
        title=f"Twee mensen zijn het over {percent(people.agreement.value)} van de fragmenten eens",
        subtitle=f"{name_of(label)}: aantal fragmenten; rij: de eerste codeur, kolom: de "
        f"tweede{known}",
        footer=footer,
        colour="n",
        order=tuple(dict.fromkeys(table["first"])),
    )


def form_figure(label: str, table: pd.DataFrame, footer: str) -> Figure:
    """Where the model firmly disagrees with a form (`disagreement.form_disagreements`)."""
    mine = table[table["label"] == label]
    names = [str(value) for value in ORDERS[label]]
    found = counted(len(mine), "fragment", "fragmenten")
    return Figure(
        key=f"kwaliteit_formulier_{column(label)}",
        kind="matrix",
        data=count_pairs(mine, names, ("form", "proposed")),
        x="proposed",
        y="form",
        title="Waar denkt het model heel anders dan het formulier?",
        subtitle=f"{name_of(label)}: {found} om na te kijken; rij: het vakje van de uitdager, "
        "kolom: wat het model denkt",
        footer=footer,
        colour="n",
        order=tuple(names),
    )


def group_figure(label: str, group: str, table: pd.DataFrame, footer: str) -> Figure:
    """Groups (`quality_groups.right_by_group`) by how often the label is right, the least first."""
    each, _, names = _EACH[group]
    enough = table[table["n_fragments"] >= FEWEST_IN_GROUP]
    ordered = enough.sort_values(["share", "value"], kind="stable").reset_index(drop=True)
    shown = ordered.head(MOST_BARS)
    part = f", de {MOST_BARS} laagste van {len(ordered)}" if len(ordered) > MOST_BARS else ""
    left = len(table) - len(enough)
    rest = f"; {counted(left, *names)} met minder dan {FEWEST_IN_GROUP} fragmenten niet getoond"
    about = f"Aandeel fragmenten waarvan {column(label)} klopt{part}"
    margin = "; lijntje: marge (95 %)" if shown["low"].notna().any() else _NO_MARGIN
    question = f"Klopt {column(label)} {each} even goed?"
    named = tuple(shown.loc[shown["worse"], "value"])
    return Figure(
        key=f"kwaliteit_{column(label)}_{column(group)}",
        kind="interval",
        data=shown,
        x="share",
        y="value",
        title=_group_title(label, group, shown, question),
        subtitle=about + margin + (rest if left else ""),
        footer=footer,
        low="low",
        high="high",
        scale="percent",
        order=tuple(shown["value"]),
        question=question,
        named=named,
        counted=about,
    )


def learning_figure(label: str, curve: pd.DataFrame, footer: str) -> Figure:
    """Macro-F1 by how many texts were learned from (`n_texts`, `macro_f1`)."""
    data = curve[curve["label"] == label][["n_texts", "macro_f1"]].sort_values("n_texts")
    return Figure(
        key=f"kwaliteit_leren_{column(label)}",
        kind="curve",
        data=data.reset_index(drop=True),
        x="n_texts",
        y="macro_f1",
        title="Wordt het beter met meer voorbeelden?",
        subtitle=f"{name_of(label)}: macro-F1 volgens het aantal teksten waaruit geleerd is",
        footer=footer,
    )


def _about(data: pd.DataFrame) -> str:
    """What is counted: codings of the sample, shipped notes, or both."""
    if set(data["who"]) == {NOTES}:
        return "Aandeel van de meegeleverde voorbeeldnotities waarvan het etiket klopt"
    return "Aandeel fragmenten van de steekproef waarover ze het eens zijn"


def _shares(one: LabelQuality, notes: LabelQuality | None) -> list[tuple[str, Estimate, int]]:
    found = []
    if one.machine is not None:
        found.append((MACHINE, one.machine.accuracy, one.machine.n))
    if one.people is not None:
        found.append((PEOPLE, one.people.agreement, one.people.n))
    if notes is not None and notes.machine is not None:
        found.append((NOTES, notes.machine.accuracy, notes.machine.n))
    return found


def _reliability_title(machine: MachineQuality) -> str:
    """Whether the certainty can be taken at its word."""
    bins = machine.bins
    gap = float(((bins["promised"] - bins["right_share"]) * bins["n"]).sum() / bins["n"].sum())
    if abs(gap) < _HONEST:
        return "Gemiddeld belooft de zekerheid niet te veel en niet te weinig"
    return "Het model is te zeker van zichzelf" if gap > 0 else "Het model weet meer dan het denkt"


def _group_title(label: str, group: str, shown: pd.DataFrame, question: str) -> str:
    worse = shown.loc[shown["worse"], "value"].tolist()
    if worse:
        return f"{name_of(label)} klopt minder {_EACH[group][1]} {all_of(worse)}"
    if shown["chance"].notna().any():
        return f"{name_of(label)} klopt nergens duidelijk minder dan elders"
    return question
