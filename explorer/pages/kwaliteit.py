"""Kwaliteit: how good the labels are, the machine beside people, and what may be concluded."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from explorer import data, state
from explorer.widgets.address import one_of, to_address
from explorer.widgets.charts import show_figure
from explorer.widgets.frame import enter, need_run, plain_head
from explorer.widgets.links import follow_links
from explorer.widgets.plain import plain
from explorer.widgets.quality import (
    Shown,
    choose_label,
    show_confusion,
    show_groups,
    show_learning,
    show_people,
    show_reliability,
)
from explorer.widgets.tables import show_table
from pipeline.analysis.counts import size_of
from pipeline.analysis.figure import provenance
from pipeline.analysis.judged import MACHINE_LABELS
from pipeline.analysis.quality import LabelQuality
from pipeline.analysis.quality_figures import agreement_figure
from pipeline.analysis.quality_tables import all_figures
from pipeline.analysis.quality_words import advice, conclusion, name_of

VIEWS = {
    "verwarring": show_confusion,
    "zekerheid": show_reliability,
    "voor wie": show_groups,
    "twee mensen": show_people,
    "meer voorbeelden": show_learning,
}
MEANING = """
- **Eens**: het deel van de fragmenten waarover ze hetzelfde zeggen.
- **Alfa** (Krippendorff): hetzelfde, maar toeval telt niet mee. 1 is volledig eens, 0 is gokken. \
Vanaf 0,80 mag je erop rekenen; tussen 0,67 en 0,80 besluit je voorzichtig; daaronder niet.
- **Macro-F1**: hoe goed elke waarde herkend wordt; een zeldzame telt even zwaar als een gewone.
- **IJkfout**: hoeveel de beloofde zekerheid gemiddeld afwijkt van wat juist bleek.

De marges (95 %) houden er rekening mee dat notities van één uitdager op elkaar lijken. Alleen \
fragmenten uit de steekproef tellen, en het model kende hun etiket niet toen het antwoordde.
"""


def _conclude(measured: tuple[LabelQuality, ...]) -> None:
    lines = [
        f"- **{name_of(one.label)}** {plain(conclusion(one))}"
        for one in measured
        if one.label in MACHINE_LABELS or one.n_twice
    ]
    st.markdown("\n".join(lines))
    if told := advice(measured):
        st.markdown(f"**Wat mag je besluiten?** {plain(' '.join(told))}")


def _views(one: LabelQuality, curve: pd.DataFrame) -> list[str]:
    """The sides from which a label can be seen."""
    views = list(VIEWS) if one.label in MACHINE_LABELS else ["twee mensen"]
    return [
        name for name in views if name != "meer voorbeelden" or one.label in set(curve["label"])
    ]


room = enter()
run = need_run(room)
source = data.source_of(run, room.decisions, room.settings.path(room.settings.paths.processed))
standing = data.state_of(room.decisions)
with st.spinner("De etiketten worden nageteld…"):
    corpus = data.read_corpus(room.viewer, source, standing)
    measured = data.read_quality(room.viewer, source, standing)
plain_head("Hoe goed kloppen de etiketten?", room)
items = {item for one in measured for item in one.judged.rows["item"]}
items |= {item for one in measured for item in one.coded.rows["item"]}
joined = corpus.joined
origin = provenance(
    run.manifest, size_of(joined[joined["fragment_id"].isin(items)]), "gecodeerde steekproef"
)
st.caption(f"Run {run.run_id}: gecodeerd uit de steekproef: {origin.size.words}.")
proposals = data.read_table(room.viewer, source.processed, run.run_id, "proposals")
if proposals.empty and len(joined):
    st.info(
        "Deze run bewaarde niet wat het model zelf voorstelt. Start op Inlezen een nieuwe "
        "verwerking, dan staat hier hoe goed dat klopt.",
        icon=":material/info:",
    )
_conclude(measured)
table = all_figures(measured)
if len(table):
    show_figure(agreement_figure(measured, origin.footer), "kwaliteit")
    with st.expander("Alle cijfers, en wat ze betekenen"):
        show_table(table, "Kwaliteit van etiketten", origin.footer)
        st.markdown(MEANING)
    st.subheader("Waar loopt het mis?", anchor=False)
    label = choose_label([one.label for one in measured if one.n_judged or one.n_twice])
    chosen = next(one for one in measured if one.label == label)
    curve = pd.DataFrame({"label": [], "n_texts": [], "macro_f1": []})
    views = _views(chosen, curve)
    one_of(state.QUALITY_VIEW, state.QUERY_VIEW, views)
    view = st.segmented_control(
        "Toon",
        views,
        key=state.QUALITY_VIEW,
        required=True,
        label_visibility="collapsed",
        on_change=to_address,
        args=(state.QUALITY_VIEW, state.QUERY_VIEW, state.QUERY_CELL, state.QUERY_PAGE),
    )
    VIEWS[str(view)](Shown(chosen, joined, origin.footer, curve, str(view)))
follow_links(state.QUALITY_LINKS)
