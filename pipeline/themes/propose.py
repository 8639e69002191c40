"""Clusters that become proposed themes: of all material at first, later of what fits nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from pandera.typing import DataFrame

from pipeline.ids import fresh_ids, normalise
from pipeline.schema import Tokens
from pipeline.settings import ThemeOptions
from pipeline.themes.discover import describe_topics, discover_topics
from pipeline.themes.features import Floats
from pipeline.themes.keywords import Vocabulary, build_vocabulary, choose_keywords, write_label
from pipeline.themes.material import Company, Material
from pipeline.themes.membership import learn_membership
from pipeline.themes.register import NewTheme

Labels = npt.NDArray[np.int64]

FEWEST_TO_DISCOVER = 100  # what a first delivery says of themes stays for good
FEWEST_WHEN_ASKED = 30
MOST_TO_DISCOVER = 6_000
MOST_OF_REST = 3_000  # fragments that fit nowhere to look for groups in: each is set beside each
MOST_OTHER_SHARE = 0.145  # small groups that end as Overig come on top: 15 % at most in all
N_EXAMPLES = 5
ALMOST_SAME = 0.9  # cosine: a second example like that tells nothing more
FEWEST_AT_ONCE = 6  # new themes that a later run may find, however many there are
TIGHT_ENOUGH = 0.8  # of the known themes' tightness: a young group is looser than an old one
_TYPICAL_N, _TYPICAL_THEMES, _GROWTH = 1_500, 24, 0.3


@dataclass(frozen=True)
class PublishedLabels:
    """What new themes must not take again, ids and labels; and how many may come beside them."""

    ids: list[str]
    labels: list[str]
    room: int | None = None


NOTHING_USED = PublishedLabels([], [])


@dataclass(frozen=True)
class Proposals:
    """New themes and who belongs to them: `theme` is an index in `themes`, -1 for none.

    `cluster` is what the topic model said (-1: it was not asked), `probability` 0 to 1; all
    (n_fragments,).
    """

    themes: list[NewTheme]
    theme: Labels
    cluster: Labels
    probability: npt.NDArray[np.float64]

    def theme_ids(self) -> list[str | None]:
        """The id of each fragment's new theme, or none."""
        return [self.themes[each].theme_id if each >= 0 else None for each in self.theme]


def number_of_themes(n_texts: int, options: ThemeOptions) -> int:
    """As asked, else by the size of the material: 24 for 1,500 distinct texts, 56 for 25,000."""
    grown = round(_TYPICAL_THEMES * (n_texts / _TYPICAL_N) ** _GROWTH)
    wanted = options.n_themes or grown
    return max(1, min(wanted, n_texts // (2 * options.min_size)))


def propose_themes(
    material: Material,
    features: Floats,
    tokens: DataFrame[Tokens],
    options: ThemeOptions,
    company: Company | None = None,
    used: PublishedLabels = NOTHING_USED,
) -> Proposals:
    """Themes of all of the material; none under a hundred distinct texts.

    A few dozen texts give vague themes, and published themes stay. Who asks for a number of themes
    gets them from thirty texts on. Of large material a part is discovered, and the rest joins the
    nearest theme. `company` helps to see what belongs together.
    """
    first, text_of = material.distinct()
    n_rows = len(features)
    if len(first) < (FEWEST_WHEN_ASKED if options.n_themes else FEWEST_TO_DISCOVER):
        nowhere = np.full(n_rows, -1)
        return Proposals([], nowhere, nowhere, np.zeros(n_rows))
    vocabulary = build_vocabulary(material.fragments, tokens)
    documents = [vocabulary.documents.get(each, "") for each in material.ids]
    part = slice(None, None, -(-len(first) // MOST_TO_DISCOVER))
    seen = first[part]
    found = discover_topics(
        [documents[row] for row in seen],
        features[seen],
        number_of_themes(len(first), options),
        options.min_size,
        material.seed,
        material.part(seen).graph(company),
    )
    near = learn_membership(features[seen], found.labels, int(found.labels.max()) + 1)
    of_text = near.judge(features[first]).best
    of_text[part] = found.labels
    cluster = of_text[text_of]
    model = learn_membership(features, cluster, int(cluster.max()) + 1)
    probability = model.probability_of(features, cluster)
    floor = min(options.assign_above, float(np.quantile(probability, MOST_OTHER_SHARE)))
    kept = np.where(probability >= floor, cluster, -1)
    theme, order = _by_size(kept, options.min_size)
    words = [
        (
            choose_keywords(found.words.get(each, []), _of(documents, theme == new), vocabulary),
            found.stability[each],
        )
        for new, each in enumerate(order)
    ]
    themes = _new_themes(material, features, theme, words, vocabulary, used)
    return Proposals(themes, theme, cluster, probability)


def propose_from_rest(
    material: Material,
    features: Floats,
    placed: Labels,
    tokens: DataFrame[Tokens],
    options: ThemeOptions,
    used: PublishedLabels,
) -> Proposals:
    """Themes of the fragments that fit nowhere, where enough of them belong together.

    `placed`: (n_fragments,) the known theme's index, -1 fits nowhere and is new, -2 is Overig of
    an earlier run and stays out of it. A group counts when it is nearly as tight as the
    known themes are at the median. Where much fits nowhere, groups are looked for in an even part
    of it, and of the others those join that surely belong to one.
    """
    rest = np.flatnonzero(placed == -1)
    seen = rest[:: max(1, -(-len(rest) // MOST_OF_REST))]
    theme, nowhere = np.full(len(features), -1), np.full(len(features), -1)
    nothing = Proposals([], nowhere, nowhere, np.zeros(len(features)))
    if len(rest) < options.min_size:
        return nothing
    groups = tight_groups(
        material.part(seen), features[seen], TIGHT_ENOUGH * _typical(features, placed), options
    )
    theme[seen], order = _by_size(groups, options.min_size, used.room)
    if not order:
        return nothing
    vocabulary = build_vocabulary(material.fragments, tokens)
    documents = [vocabulary.documents.get(each, "") for each in material.ids]
    # The known themes take part as background: a word says something when others lack it.
    known = np.where(placed >= 0, placed + len(order), -1)
    together = np.where(theme >= 0, theme, known)
    found = describe_topics(documents, features, together)
    words: list[tuple[list[str], float | None]] = [
        (choose_keywords(found.get(new, []), _of(documents, theme == new), vocabulary), None)
        for new in range(len(order))
    ]
    theme, words = _only_worded(theme, words)
    if not words:
        return nothing
    themes = _new_themes(material, features, theme, words, vocabulary, used)
    together = np.where(placed >= 0, placed + len(words), theme)
    beside = np.setdiff1d(rest, seen)
    learn = np.setdiff1d(np.arange(len(features)), beside)
    model = learn_membership(features[learn], together[learn], int(together.max()) + 1)
    judged = model.judge(features)
    joins = (judged.best[beside] < len(words)) & (
        judged.probability[beside] >= options.assign_above
    )
    theme[beside[joins]] = judged.best[beside[joins]]
    probability = np.where(theme >= 0, judged.probability, 0.0)
    return Proposals(themes, theme, theme, probability)


def _only_worded(
    theme: Labels, words: Sequence[tuple[list[str], float | None]]
) -> tuple[Labels, list[tuple[list[str], float | None]]]:
    """The groups that share words, renumbered: one without is a chance likeness of sentences."""
    kept = [group for group, (keywords, _) in enumerate(words) if keywords]
    rank = {group: number for number, group in enumerate(kept)}
    renumbered = np.asarray([rank.get(int(each), -1) for each in theme], np.int64)
    return renumbered, [words[group] for group in kept]


def _of(documents: Sequence[str], members: npt.NDArray[np.bool_]) -> list[str]:
    return [document for document, inside in zip(documents, members, strict=True) if inside]


def room_for_themes(n_texts: int, n_open: int, options: ThemeOptions) -> int:
    """How many themes may come beside `n_open`: as many as a first run would give, or a few more.

    Who grows tenfold at once is not given a hundred themes to look at.
    """
    return max(number_of_themes(n_texts, options) - n_open, FEWEST_AT_ONCE)


def _by_size(labels: Labels, min_size: int, most: int | None = None) -> tuple[Labels, list[int]]:
    """Labels renumbered, 0 the largest, small ones -1; and the old label of each new one.

    Equal sizes: the one with the first fragment goes first.
    """
    names, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    large = [
        (-int(size), int(at), int(name))
        for name, at, size in zip(names, first, sizes, strict=True)
        if name >= 0 and size >= min_size
    ]
    order = [name for _, _, name in sorted(large)][:most]
    rank = {name: number for number, name in enumerate(order)}
    return np.asarray([rank.get(int(each), -1) for each in labels], np.int64), order


def _new_themes(
    material: Material,
    features: Floats,
    theme: Labels,
    words: Sequence[tuple[list[str], float | None]],
    vocabulary: Vocabulary,
    used: PublishedLabels,
) -> list[NewTheme]:
    themes: list[NewTheme] = []
    for number, theme_id in enumerate(fresh_ids(len(words), used.ids)):
        keywords, stability = words[number]
        taken = [*used.labels, *(each.label for each in themes)]
        members = np.flatnonzero(theme == number)
        themes.append(
            NewTheme(
                theme_id=theme_id,
                label=write_label(keywords, taken, vocabulary),
                keywords=keywords,
                stability=stability,
                examples=central(material, features, members),
            )
        )
    return themes


def central(material: Material, features: Floats, members: Labels) -> list[str]:
    """Ids of the fragments nearest the centre: distinct texts, one an uitdager while it lasts.

    Of uitdagers those come last that say almost the same as another.
    """
    centre = features[members].mean(axis=0)
    near = members[np.argsort(-(features[members] @ centre).round(5), kind="stable")]
    ranked = material.fragments.iloc[near].assign(row=near)
    distinct = ranked[~ranked["text"].map(normalise).duplicated()]
    voice = distinct["uitdager_id"].fillna(distinct["conversation_id"])
    chosen: list[int] = []
    for rows in (distinct.loc[~voice.duplicated(), "row"], distinct.loc[voice.duplicated(), "row"]):
        chosen += _telling(features, rows.tolist(), N_EXAMPLES - len(chosen))
    return [str(each) for each in material.fragments["fragment_id"].iloc[chosen]]


def _telling(features: Floats, rows: list[int], most: int) -> list[int]:
    """The first so many rows, those that are almost the same as one before them last."""
    chosen: list[int] = []
    for row in rows:
        if len(chosen) == most:
            break
        if (features[chosen] @ features[row] < ALMOST_SAME).all():
            chosen.append(row)
    return chosen + [row for row in rows if row not in chosen][: most - len(chosen)]


def _typical(features: Floats, placed: Labels) -> float:
    """The median over known themes of how near their fragments are to one another (cosine)."""
    names = np.unique(placed[placed >= 0])
    tight = [tightness(features[placed == name]) for name in names]
    return float(np.median(tight)) if tight else 0.0


def tightness(rows: Floats) -> float:
    """The mean cosine of pairs of distinct rows, all of unit length."""
    n_rows = len(rows)
    if n_rows < 2:  # noqa: PLR2004 - a pair needs two
        return 0.0
    total = float(np.square(rows.sum(axis=0, dtype=float)).sum())
    return (total - n_rows) / (n_rows * (n_rows - 1))


def tight_groups(
    material: Material, features: Floats, typical: float, options: ThemeOptions
) -> Labels:
    """Groups among fragments that fit nowhere, (n_fragments,), -1 where there is none."""
    from sklearn.cluster import AgglomerativeClustering  # heavy: loaded when needed

    first, text_of = material.distinct()
    groups = np.full(len(first), -1)
    if len(first) >= options.min_size:
        found = AgglomerativeClustering(
            n_clusters=None, metric="cosine", linkage="average", distance_threshold=1 - typical
        ).fit_predict(features[first])
        for name in np.unique(found):
            members = found == name
            if members.sum() >= options.min_size:
                groups[members] = name
    return np.asarray(groups[text_of], np.int64)
