"""Words that tell one theme from another."""

from __future__ import annotations

import pandas as pd

from pipeline.analysis.keyness import keyness
from pipeline.analysis.persons import read_speakers
from pipeline.analysis.vocabulary import Vocabulary
from pipeline.wordindex import WordIndex

MOST = 15


def words_apart(
    index: WordIndex, vocabulary: Vocabulary, joined: pd.DataFrame, theme_id: str, other_id: str
) -> pd.DataFrame:
    """The words of `keyness` that one theme surely uses more than the other, of several uitdagers.

    Only fragments in `joined` count; the clearest word first.
    """
    both = joined[joined["theme_id"].isin([theme_id, other_id])]
    mine = both.loc[both["theme_id"] == theme_id, "fragment_id"].tolist()
    table = keyness(index, vocabulary, read_speakers(index, both), index.mask(mine))
    return table[table["sure"] & ~table["one_voice"]].head(MOST).reset_index(drop=True)
