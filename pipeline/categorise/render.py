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
        table_row("", "macro-F1", "willekeurig", "juist", "ijkfout"),
    ]
    head += [
        table_row(
            _DUTCH[one.label],
            *(decimal(n) for n in (one.macro_f1, one.macro_f1_random, one.accuracy)),
            decimal(one.calibration_error),
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
        table_row("", "precisie", "gevonden", "F1", "aantal"),
        *(
            table_row(q.name, decimal(q.precision), decimal(q.recall), decimal(q.f1), _whole(q.n))
            for q in one.classes
        ),
        "",
        "Verwarring (rij: wat het is; kolom: wat het model zei)",
        table_row("", *names),
        *(
            table_row(name, *map(_whole, row))
            for name, row in zip(names, one.confusion, strict=True)
        ),
        "",
        table_row("Zekerheid", "opgegeven", "juist", "aantal"),
        *(
            table_row("", decimal(b.promised), decimal(b.right), _whole(b.n))
            for b in one.reliability
        ),
    ]


def table_row(first: str, *cells: str) -> str:
    """A line of a table: its name, then its cells, each to the right of a column."""
    return (first.ljust(_WIDTH) + "".join(cell.rjust(_WIDTH) for cell in cells)).rstrip()


def decimal(value: float) -> str:
    """Two decimals behind a comma."""
    return f"{value:.2f}".replace(".", ",")


def _whole(value: int) -> str:
    return f"{value:,}".replace(",", ".")
