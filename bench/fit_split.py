"""Learn the weights of the cues: `python bench/fit_split.py LONG.jsonl [--write]`.

Prints precision, recall and F1 of the whole splitter on notes whose cuts the weights have not
seen: by ten-fold cross-validation over notes, five times over, and by learning from one half of the
notes and cutting the other. With --write the weights of all notes go into resources/split.toml.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from split import gold_boundaries, read_notes

from pipeline.language import cues as cue_module
from pipeline.language import split as split_module
from pipeline.language.sentences import split_sentences

RESOURCE = Path(cue_module.__file__).parent.parent / "resources" / "split.toml"
N_FOLDS, N_REPEATS, SEED = 10, 5, 2009
STRENGTH = 0.03  # inverse of the penalty; best of .01, .03, .1, .3 in cross-validation


class Data:
    """Every place in running text where a cut is weighed, and the places that are cut anyway."""

    def __init__(self, notes: Sequence[dict[str, Any]]) -> None:
        self.half = [blake2b(note["tekst"].encode()).digest()[0] % 2 for note in notes]
        self.rows: list[dict[str, float]] = []
        self.note: list[int] = []
        self.is_cut: list[bool] = []
        self.fixed_right = self.fixed_found = self.wanted = 0
        for number, note in enumerate(notes):
            self._add(number, note)

    def _add(self, number: int, note: dict[str, Any]) -> None:
        text, gold = note["tekst"], gold_boundaries(note)
        blocks = split_module._blocks(text, split_sentences(text))  # noqa: SLF001  (its own bench)
        fixed = {block[0].start for block in blocks[1:]}
        self.wanted += len(gold)
        self.fixed_found += len(fixed)
        self.fixed_right += len(fixed & gold)
        for block in blocks:
            if not split_module._is_weighed(text, block, len(blocks)):  # noqa: SLF001
                continue
            values = cue_module.cue_values([text[s.start : s.end] for s in block])
            for sentence, row in zip(block[1:], values, strict=True):
                self.rows.append(row)
                self.note.append(number)
                self.is_cut.append(sentence.start in gold)

    def score(self, chosen: NDArray[np.bool_]) -> tuple[float, float, float]:
        """Precision, recall and F1 with the fixed cuts and the chosen ones."""
        right = self.fixed_right + int((chosen & np.array(self.is_cut)).sum())
        found = self.fixed_found + int(chosen.sum())
        return right / found, right / self.wanted, 2 * right / (found + self.wanted)


def fit(x: NDArray[np.float64], y: NDArray[np.bool_]) -> Any:
    """A penalised logistic regression on cues of equal spread."""
    return make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=2000)).fit(x, y)


def main() -> None:
    """Print figures; write the weights when asked."""
    data = Data(read_notes(Path(sys.argv[1])))
    names = list(data.rows[0])
    x = np.array([[row[name] for name in names] for row in data.rows])
    y, note = np.array(data.is_cut), np.array(data.note)
    print(f"weighed {len(y)}, of which cuts {y.sum()}; fixed {data.fixed_right}/{data.fixed_found}")
    half = np.array(data.half)[note]
    _print("from the other half", data, [_predict(x, y, half)])
    generator = np.random.default_rng(SEED)
    folds = [generator.permutation(note.max() + 1) % N_FOLDS for _ in range(N_REPEATS)]
    _print("ten folds", data, [_predict(x, y, fold_of[note]) for fold_of in folds])
    if "--write" in sys.argv:
        write(names, fit(x, y))


def _predict(
    x: NDArray[np.float64], y: NDArray[np.bool_], fold: NDArray[np.int_]
) -> NDArray[np.float64]:
    """Probability of a cut at each row, by weights learned outside the row's fold."""
    probabilities = np.zeros(len(y))
    for number in np.unique(fold):
        test = fold == number
        probabilities[test] = fit(x[~test], y[~test]).predict_proba(x[test])[:, 1]
    return probabilities


def _print(name: str, data: Data, probabilities: Sequence[NDArray[np.float64]]) -> None:
    for threshold in (0.35, 0.4, 0.45, 0.5):
        precision, recall, f1 = np.mean([data.score(p > threshold) for p in probabilities], axis=0)
        print(
            f"{name}, cut above {threshold}: "
            f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"
        )


def write(names: Sequence[str], model: Any) -> None:
    """Replace the weights in split.toml, back on the scale of the cues themselves."""
    scale, mean = model[0].scale_, model[0].mean_
    weights = model[1].coef_[0] / scale
    start = float(model[1].intercept_[0] - (weights * mean).sum())
    head = RESOURCE.read_text(encoding="utf-8").partition("\n[weights]\n")[0].rstrip()
    order = np.argsort(-np.abs(weights * scale))
    lines = [f"{names[i]} = {weights[i]:.2f}" for i in order if abs(weights[i]) >= 0.005]  # noqa: PLR2004
    table = "\n".join(["[weights]", f"start_value = {start:.2f}", *lines])
    RESOURCE.write_text(f"{head}\n\n{table}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
