"""Clusters of all material that become proposed themes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from pandera.typing import DataFrame

from pipeline.ids import fresh_ids
from pipeline.schema import Tokens
from pipeline.settings import ThemeOptions
from pipeline.themes.discover import discover_topics
from pipeline.themes.examples import central
from pipeline.themes.features import Floats
from pipeline.themes.keywords import Vocabulary, build_vocabulary, choose_keywords, write_label
from pipeline.themes.material import Company, Material
from pipeline.themes.membership import learn_membership
from pipeline.themes.register import NewTheme

Labels = npt.NDArray[np.int64]

FEWEST_TO_DISCOVER = 100  # what a first delivery says of themes stays for good
FEWEST_WHEN_ASKED = 30
MOST_TO_DISCOVER = 6_000
MOST_OTHER_SHARE = 0.145  # small groups that end as Overig come on top: 15 % at most in all
_TYPICAL_N, _TYPICAL_THEMES, _GROWTH = 1_500, 24, 0.3


@dataclass(frozen=True)
class Used:
    """What themes of before have used: ids and labels that new ones must not take again.

    `room`: how many a later run may bring beside them; a first discovery has its own number.
    """

    ids: list[str]
    labels: list[str]
    room: int = 0


NOTHING = Used([], [])


@dataclass(frozen=True)
class Proposals:
    """New themes and who belongs to them: `theme` is an index in `themes`, -1 for none.

    `cluster` is what the clusterer said (-1: none, or it was not asked), `probability` 0 to 1; all
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
    used: Used = NOTHING,
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
    theme, order = by_size(kept, options.min_size)
    words = [
        (
            choose_keywords(
                found.words.get(each, []), members_of(documents, theme == new), vocabulary
            ),
            found.stability[each],
        )
        for new, each in enumerate(order)
    ]
    themes = new_themes(material, features, theme, words, vocabulary, used)
    return Proposals(themes, theme, cluster, probability)


def members_of(documents: Sequence[str], members: npt.NDArray[np.bool_]) -> list[str]:
    """The documents where `members`, (n_documents,), is true."""
    return [document for document, inside in zip(documents, members, strict=True) if inside]


def by_size(labels: Labels, min_size: int) -> tuple[Labels, list[int]]:
    """Labels renumbered, 0 the largest, small ones -1; and the old label of each new one.

    Equal sizes: the one with the first fragment goes first.
    """
    names, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    large = [
        (-int(size), int(at), int(name))
        for name, at, size in zip(names, first, sizes, strict=True)
        if name >= 0 and size >= min_size
    ]
    order = [name for _, _, name in sorted(large)]
    rank = {name: number for number, name in enumerate(order)}
    return np.asarray([rank.get(int(each), -1) for each in labels], np.int64), order


def new_themes(
    material: Material,
    features: Floats,
    theme: Labels,
    words: Sequence[tuple[list[str], float | None]],
    vocabulary: Vocabulary,
    used: Used,
) -> list[NewTheme]:
    """The themes of `theme`, (n_fragments,), with ids and labels that are not used yet.

    `words`: of each its keywords and its stability, null where that was not looked at.
    """
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
