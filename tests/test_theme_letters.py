"""Letter groups that are counted by word are those that are counted text by text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from pipeline.themes.letters import LONGEST, SHORTEST, LetterGroups

TEXTS = st.lists(st.text("abé İß1. \t-", max_size=30), min_size=1, max_size=12)


def by_text(fewest, common):
    return TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=(SHORTEST, LONGEST),
        min_df=fewest,
        max_df=common,
        sublinear_tf=True,
        dtype=np.float32,
    )


@given(TEXTS, TEXTS)
def test_rows_are_those_of_scikit_learn(texts, others):
    """To the last bit, for the texts learned from and for others; or both find nothing."""
    theirs, ours = by_text(1, 0.8), LetterGroups(1, 0.8)
    try:
        expected = theirs.fit_transform(texts)
    except ValueError:
        with pytest.raises(ValueError, match="no group of letters"):
            ours.fit_transform(texts)
        return
    assert (ours.fit_transform(texts) != expected).nnz == 0
    assert (ours.transform(others) != theirs.transform(others)).nnz == 0


def test_the_texts_decide_which_groups_count():
    """Two texts that share no letters with the others look at nothing; common groups drop out."""
    groups = LetterGroups(fewest=2, common=0.5)
    rows = groups.fit_transform(["de bus", "de trein", "een bus", "de fiets"])
    assert rows.shape[0] == 4
    assert rows[1].nnz == 0
    assert groups.transform(["qqq"]).nnz == 0
    assert (groups.transform(["de bus"]) != groups.transform(["bus"])).nnz == 0
