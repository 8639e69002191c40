"""What page Kwaliteit reads: how good labels are, by coders and on the shipped notes."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from explorer.data import BY_RIGHTS, Corpus, Source, Viewer, read_table
from pipeline.analysis.disagreement import form_disagreements
from pipeline.analysis.quality import LabelQuality, measure_codings, measure_notes
from pipeline.decisions import State
from pipeline.decisions.codings import coding_table


@dataclass(frozen=True, eq=False)
class Quality:
    """Each label by what coders said, each by the shipped notes, and what more texts brought.

    `forms`: where the model firmly disagrees with a form.
    """

    coded: tuple[LabelQuality, ...]
    notes: tuple[LabelQuality, ...]
    curve: pd.DataFrame
    forms: pd.DataFrame


@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs=BY_RIGHTS)
def read_quality(viewer: Viewer, source: Source, _state: State, _corpus: Corpus) -> Quality:
    """How good each label is, as far as the run and its coders tell."""
    proposals = read_table(viewer, source.processed, source.run_id, "proposals")
    coded = measure_codings(coding_table(_state), proposals, _corpus.joined)
    notes = measure_notes(read_table(viewer, source.processed, source.run_id, "labelled"))
    curve = read_table(viewer, source.processed, source.run_id, "learning_curve")
    return Quality(coded, notes, curve, form_disagreements(_corpus.joined, proposals))
