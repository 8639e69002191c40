"""The evaluation as Dutch text for the terminal."""

from __future__ import annotations

from pipeline.categorise.evaluation import Evaluation, LabelQuality

_DUTCH = {"category": "Soort", "valence": "Gevoel", "actor": "Actor"}
_WIDTH = 14


def render(evaluation: Evaluation) -> str:
    """A summary, then per label its classes, the mistakes, and certainty against truth."""
    head = [
        f"Gemeten op {_whole(evaluation.n_notes)} notities van {evaluation.n_authors} schrijvers.",
        "Elke notitie is beoordeeld door een model dat haar schrijver niet kende.",
        "",
        _row("", "macro-F1", "willekeurig", "juist", "ijkfout"),
    ]
    head += [
        _row(
            _DUTCH[one.label],
            *(_number(n) for n in (one.macro_f1, one.macro_f1_random, one.accuracy)),
            _number(one.calibration_error),
        )
        for one in evaluation.labels
    ]
    head += [
        "",
        "willekeurig: macro-F1 als notities van dezelfde schrijver wel gekend zijn.",
        "ijkfout: hoeveel de opgegeven zekerheid gemiddeld afwijkt van wat juist bleek.",
    ]
    return "\n".join([*head, *(line for one in evaluation.labels for line in _detail(one))])


def _detail(one: LabelQuality) -> list[str]:
    names = [quality.name for quality in one.classes]
    return [
        "",
        _DUTCH[one.label].upper(),
        _row("", "precisie", "gevonden", "F1", "aantal"),
        *(
            _row(q.name, _number(q.precision), _number(q.recall), _number(q.f1), _whole(q.n))
            for q in one.classes
        ),
        "",
        "Verwarring (rij: wat het is; kolom: wat het model zei)",
        _row("", *names),
        *(_row(name, *map(_whole, row)) for name, row in zip(names, one.confusion, strict=True)),
        "",
        _row("Zekerheid", "opgegeven", "juist", "aantal"),
        *(_row("", _number(b.promised), _number(b.right), _whole(b.n)) for b in one.reliability),
    ]


def _row(first: str, *cells: str) -> str:
    return (first.ljust(_WIDTH) + "".join(cell.rjust(_WIDTH) for cell in cells)).rstrip()


def _number(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def _whole(value: int) -> str:
    return f"{value:,}".replace(",", ".")
