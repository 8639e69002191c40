"""Fragments that show what a theme is about."""

from __future__ import annotations

from itertools import product

import numpy as np
import numpy.typing as npt

from pipeline.ids import normalise
from pipeline.themes.features import Floats
from pipeline.themes.material import Material

Labels = npt.NDArray[np.int64]

N_EXAMPLES = 5
ALMOST_SAME = 0.9  # cosine: a second example like that tells nothing more


def central(material: Material, features: Floats, members: Labels) -> list[str]:
    """Ids of at most five fragments nearest the centre, of distinct texts.

    One an uitdager while these last; and before a text that says almost the same as another one,
    something else of the same people. `features`: (n_fragments, d) unit rows.
    """
    centre = features[members].mean(axis=0)
    near = members[np.argsort(-(features[members] @ centre).round(5), kind="stable")]
    ranked = material.fragments.iloc[near].assign(row=near)
    distinct = ranked[~ranked["text"].map(normalise).duplicated()]
    voices = distinct["uitdager_id"].fillna(distinct["conversation_id"]).tolist()
    voice_of = dict(zip(distinct["row"].tolist(), voices, strict=True))
    chosen: list[int] = []
    for other_voice, other_words in product((True, False), repeat=2):
        for row, voice in voice_of.items():
            if len(chosen) == N_EXAMPLES:
                break
            heard = other_voice and voice in {voice_of[each] for each in chosen}
            told = other_words and _says_the_same(features, row, chosen)
            if row not in chosen and not heard and not told:
                chosen.append(row)
    return [str(each) for each in material.fragments["fragment_id"].iloc[chosen]]


def _says_the_same(features: Floats, row: int, chosen: list[int]) -> bool:
    return bool(((features[chosen] @ features[row]).round(5) >= ALMOST_SAME).any())
