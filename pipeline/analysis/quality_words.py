"""What may and may not be concluded from labels, in plain sentences.

The bounds of Krippendorff (2004, "Content analysis"): rely on an alpha of 0.8 and more, conclude
with care from 0.667 on, and not below.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from pipeline.analysis.agreement import Estimate
from pipeline.analysis.judged import MACHINE_LABELS
from pipeline.analysis.quality import FEWEST_CODED, LabelQuality, MachineQuality, PeopleQuality
from pipeline.analysis.words import all_of, column, counted, number, percent

RELIABLE, TENTATIVE = 0.8, 0.667
_AS_GOOD, _NEARLY = 0.02, 0.07  # how much less often than people, as a share
_MISSED = 0.6  # a class of which less than this is found, is worth a word
_FEWEST_OF_CLASS = 10
_PARTS = 10
_TOTALS = 0.05  # how far the share of a class may lie from that of people

_ADVICE = {
    "reliable": "Met {} mag je gerust tellen en groepen vergelijken.",
    "tentative": (
        "{} mag je tellen, en in grote groepen vergelijken; besluit niets uit een klein verschil."
    ),
    "loose": (
        "{} mag je gebruiken om te zoeken en te lezen, en om te tellen waar de totalen kloppen; "
        "vergelijk er geen groepen mee voor je de fragmenten zelf las."
    ),
}


def name_of(label: str) -> str:
    """The label as a sentence begins with it: Soort."""
    return column(label).capitalize()


def out_of_ten(share: float) -> str:
    """0.68 -> "ongeveer 7 op 10"; nearly all and nearly none in words."""
    parts = math.floor(share * _PARTS + 0.5)
    if parts in (0, _PARTS):
        return "zo goed als geen enkel" if parts == 0 else "bijna alle"
    return f"ongeveer {parts} op {_PARTS}"


def conclusion(one: LabelQuality, notes: MachineQuality | None = None) -> str:
    """What may be concluded from a label, without its name at the front.

    `notes`: of the shipped labelled notes; told where too little of the sample is coded.
    """
    if one.label not in MACHINE_LABELS:
        return people_words(one)
    if one.machine is None:
        few = too_few_words(one.n_judged)
        if notes is None:
            return few
        share = out_of_ten(notes.accuracy.value)
        return f"{few} Bij de meegeleverde voorbeeldnotities klopt het in {share}."
    machine = one.machine
    sentences = [
        f"klopt in {out_of_ten(machine.accuracy.value)} fragmenten{_beside(machine, one.people)}.",
        _totals(machine),
        _missed(machine),
        _unclear(one.people),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def conclusions(
    measured: Sequence[LabelQuality], notes: Sequence[LabelQuality] = ()
) -> list[tuple[str, str]]:
    """Which labels, and what is to be said of them; those that must wait for coders together.

    Labels that only people give are told of once somebody else coded them too.
    """
    shipped = {one.label: one.machine for one in notes}
    waiting: dict[str, list[str]] = {}
    found = []
    for one in measured:
        said = conclusion(one, shipped.get(one.label))
        if one.machine is not None:
            found.append((name_of(one.label), f" {said}"))
        elif one.label in MACHINE_LABELS or one.n_twice:
            waiting.setdefault(f": {said}", []).append(column(one.label))
    return [*found, *((all_of(names).capitalize(), said) for said, names in waiting.items())]


def advice(measured: Sequence[LabelQuality]) -> list[str]:
    """What one may do with the labels, those of a kind together; the firmest first."""
    found: dict[str, list[LabelQuality]] = {name: [] for name in _ADVICE}
    for one in measured:
        if one.machine is not None:
            found[level(one.machine.alpha)].append(one)
    sentences = []
    for name, labels in found.items():
        if labels:
            said = _ADVICE[name].format(all_of(column(one.label) for one in labels))
            sentences.append(f"{said[:1].upper()}{said[1:]}{_doubt(labels)}")
    return sentences


def too_few_words(n_coded: int) -> str:
    """Why there is no figure yet."""
    found = (
        "er is nog geen enkel fragment uit de steekproef gecodeerd"
        if n_coded == 0
        else f"uit de steekproef {'is' if n_coded == 1 else 'zijn'} nog maar "
        f"{counted(n_coded, 'fragment', 'fragmenten')} gecodeerd"
    )
    return f"{found}. Vanaf {FEWEST_CODED} staat hier hoe goed het klopt."


def people_words(one: LabelQuality) -> str:
    """How far people agree, or why that is not known."""
    if one.people is None:
        found = counted(one.n_twice, "fragment", "fragmenten")
        return (
            f"hoe vaak twee mensen het eens zijn, weten we vanaf {FEWEST_CODED} dubbel "
            f"gecodeerde fragmenten (nu {found})."
        )
    share = out_of_ten(one.people.agreement.value)
    return f"twee mensen zijn het eens over {share} fragmenten. {_unclear(one.people)}".strip()


def level(alpha: Estimate) -> str:
    """How far one may rely on it: reliable, tentative or loose."""
    if not alpha.value >= TENTATIVE:
        return "loose"
    return "reliable" if alpha.value >= RELIABLE else "tentative"


def _beside(machine: MachineQuality, people: PeopleQuality | None) -> str:
    """The machine beside people, as the end of a sentence."""
    if people is None:
        return ""
    gap = people.agreement.value - machine.accuracy.value
    theirs = f"{out_of_ten(people.agreement.value)}"
    if gap <= _AS_GOOD:
        return ", even vaak als twee mensen het eens zijn"
    if gap <= _NEARLY:
        return f", bijna zo vaak als twee mensen het eens zijn ({theirs})"
    return f"; twee mensen zijn het vaker eens ({theirs})"


def _totals(machine: MachineQuality) -> str:
    """Whether counts come out as those of people, whatever the mistakes in single fragments."""
    classes = machine.classes.assign(over=machine.classes["n_said"] - machine.classes["n"])
    farthest = classes["over"].abs().max() / machine.n
    if farthest <= _TOTALS:
        return f"De totalen liggen hoogstens {percent(farthest)} naast die van mensen."
    worst = classes.sort_values("over", ascending=False, kind="stable").iloc[0]
    counts = f"{number(int(worst['n_said']))} keer, mensen {number(int(worst['n']))} keer"
    return f"Het model zegt te vaak “{worst['value']}”: {counts}."


def _doubt(labels: Sequence[LabelQuality]) -> str:
    """For which of these the margin reaches a lower level."""
    alphas = {one.label: one.machine.alpha for one in labels if one.machine is not None}
    unsure = [
        column(label)
        for label, alpha in alphas.items()
        if alpha.has_margin and level(Estimate(alpha.low)) != level(alpha)
    ]
    if not unsure:
        return ""
    return f" Voor {all_of(unsure)} is dat nog niet zeker: codeer meer van de steekproef."


def _missed(machine: MachineQuality) -> str:
    """The class that the machine finds least, where that is little."""
    enough = machine.classes[machine.classes["n"] >= _FEWEST_OF_CLASS]
    if enough.empty:
        return ""
    worst = enough.sort_values("recall", kind="stable").iloc[0]
    if worst["recall"] >= _MISSED:
        return ""
    share = out_of_ten(float(worst["recall"]))
    return f"Let op: van wat mensen “{worst['value']}” noemen, vindt het model {share}."


def _unclear(people: PeopleQuality | None) -> str:
    if people is None or not people.alpha.value < TENTATIVE:
        return ""
    return "Ook mensen zijn het hierover vaak oneens: spreek eerst af wat eronder valt."
