"""How surely a fragment belongs to a theme: nearness to the themes' centres, calibrated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int64]
Wide = npt.NDArray[np.float64]


FLOOR_SHARE = 0.05
MOST_TO_FIT = 3_000  # rows: for two numbers more tell no more
FEWEST_OF_THEME = 5  # fragments of a theme that say how near its members are to one another
FEWEST_TO_FIT = 10  # such fragments in all
LEAST_FLOOR = 0.02  # also where some members are like nothing in their theme
# Where there are fewer, as in a first run on the example: the sharpness learned there, 28.4,
# and the cosine that half of the members reach with their centre, 0.258.
USUAL_SHARPNESS, USUAL_FLOOR = 28.0, 0.26


@dataclass(frozen=True)
class Membership:
    """`best`: the nearest theme's index (n,); `probability`: that it is the theme, 0 to 1 (n,)."""

    best: Labels
    probability: Wide


@dataclass(frozen=True)
class MembershipModel:
    """Centres (n_themes, n_dimensions); sharpness and background of the softmax over cosines.

    `floor`: a cosine that nearly all members reach with their own centre (half of them, where there
    are too few to learn it from). What lies below it is unlike anything known, however much nearer
    to one theme than to the others. The background is always finite: with few themes one of them is
    likely among themselves whatever the text.
    """

    centres: Wide
    sharpness: float
    background: float
    floor: float

    def judge(self, features: Floats) -> Membership:
        """The nearest theme of each row, with its probability."""
        from scipy.special import logsumexp  # heavy: loaded when needed

        logits = self.sharpness * (features.astype(float) @ self.centres.T)
        total = logsumexp(_with_background(logits, self.background), axis=1)
        best = logits.argmax(axis=1)
        top = logits[np.arange(len(logits)), best]
        return Membership(best, (np.exp(top - total) * self._reach(top)).round(4))

    def belongs(self, features: Floats) -> Wide:
        """The probability that each row is in a theme at all, (n,), whichever that is."""
        from scipy.special import logsumexp

        logits = self.sharpness * (features.astype(float) @ self.centres.T)
        share = np.exp(
            logsumexp(logits, axis=1) - logsumexp(_with_background(logits, self.background), axis=1)
        )
        return np.asarray(share * self._reach(logits.max(axis=1)))

    def _reach(self, top: Wide) -> Wide:
        """1 at the floor and above, less below it."""
        return np.clip(top / (self.sharpness * max(self.floor, 1e-6)), 0, 1)

    def left_out(self, features: Floats, labels: Labels) -> Wide:
        """The probability of each theme for the rows learned from, (n, n_themes).

        A row is left out of the centre of its own theme; what lacks to 1 is Overig.
        """
        from scipy.special import logsumexp

        logits = self.sharpness * _left_out(features, labels, len(self.centres))
        total = logsumexp(_with_background(logits, self.background), axis=1)
        chances: Wide = np.exp(logits - total[:, None])
        return chances

    def probability_of(self, features: Floats, labels: Labels) -> Wide:
        """The probability of each row's own theme among all, (n,), the row left out of its centre.

        Meant for the rows learned from; `labels` must hold a theme for each, (n,), so that Overig
        is no answer here.
        """
        from scipy.special import logsumexp

        logits = self.sharpness * _left_out(features, labels, len(self.centres))
        total = logsumexp(logits, axis=1)
        probability: Wide = np.exp(logits[np.arange(len(labels)), labels] - total).round(4)
        return probability


def learn_membership(features: Floats, labels: Labels, n_themes: int) -> MembershipModel:
    """Centres of the themes 0 to n_themes - 1; -1 marks fragments of Overig.

    Sharpness and the weight of Overig are those under which the known placements are most
    likely when each fragment is left out of its own theme's centre. Overig weighs at least as much
    as a theme at the floor: few examples of it, or none, say little of what is still to come.
    A handful of fragments says nothing of how near members are: without themes of five, with ten
    fragments together, or with one theme and no Overig, the usual figures stand.
    """
    from scipy.optimize import minimize
    from scipy.special import logsumexp

    centres = centres_of(features, labels, n_themes)
    sizes = np.bincount(labels[labels >= 0], minlength=n_themes)
    has_other = bool((labels < 0).any())
    telling = sizes >= FEWEST_OF_THEME
    n_sides = int(telling.sum()) + has_other
    if sizes[telling].sum() < FEWEST_TO_FIT or n_sides == 1:
        background = USUAL_SHARPNESS * USUAL_FLOOR
        return MembershipModel(centres, USUAL_SHARPNESS, background, USUAL_FLOOR)
    cosines = _left_out(features, labels, n_themes)
    rows = np.flatnonzero((labels < 0) | telling[labels])
    part = rows[:: max(1, -(-len(rows) // MOST_TO_FIT))]
    seen, truth = cosines[part], np.where(labels < 0, n_themes, labels)[part]

    def surprise(parameters: Wide) -> float:
        background = parameters[1] if has_other else -np.inf
        logits = _with_background(np.exp(parameters[0]) * seen, background)
        return float((logsumexp(logits, axis=1) - logits[np.arange(len(part)), truth]).mean())

    fitted = minimize(surprise, np.array([2.5, 3.0]), method="Nelder-Mead", options={"maxiter": 80})
    members = rows[labels[rows] >= 0]
    own = cosines[members, labels[members]]
    floor = max(float(np.quantile(own, FLOOR_SHARE)), LEAST_FLOOR)
    sharpness = float(np.exp(fitted.x[0]).round(4))
    least = sharpness * floor
    return MembershipModel(
        centres=centres,
        sharpness=sharpness,
        background=max(float(fitted.x[1].round(4)), least) if has_other else least,
        floor=floor,
    )


def _with_background(logits: Wide, background: float) -> Wide:
    return np.column_stack([logits, np.full(len(logits), background)])


def _sums(features: Floats, labels: Labels, n_themes: int) -> Wide:
    from scipy.sparse import csr_matrix

    placed = np.flatnonzero(labels >= 0)
    ones = np.ones(len(placed))
    member = csr_matrix((ones, (labels[placed], placed)), shape=(n_themes, len(labels)))
    return np.asarray(member @ features, float)


def _unit(rows: Wide) -> Wide:
    unit: Wide = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return unit


def centres_of(features: Floats, labels: Labels, n_themes: int) -> Wide:
    """Unit centres of the groups 0 to n_themes - 1, (n_themes, n_dimensions); -1 is in none."""
    return _unit(_sums(features, labels, n_themes))


def _left_out(features: Floats, labels: Labels, n_themes: int) -> Wide:
    """Cosines (n, n_themes) with the centres, a row's own centre computed without it."""
    sums = _sums(features, labels, n_themes)
    cosines = features @ _unit(sums).T
    placed = np.flatnonzero(labels >= 0)
    own = _unit(sums[labels[placed]] - features[placed])
    cosines[placed, labels[placed]] = (own * features[placed]).sum(axis=1)
    return np.asarray(cosines, float)
