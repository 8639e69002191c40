"""Kwaliteit: how good the labels are, the machine beside people, and what may be concluded."""

from __future__ import annotations

import streamlit as st

from explorer import data, state
from explorer.quality import Quality, read_quality
from explorer.widgets.charts import show_figure
from explorer.widgets.frame import enter, need_run, plain_head
from explorer.widgets.links import follow_links
from explorer.widgets.mender import offer_mender
from explorer.widgets.plain import plain
from explorer.widgets.quality import show_labels, to_coding
from explorer.widgets.tables import show_table
from pipeline.analysis.counts import size_of
from pipeline.analysis.figure import provenance, rows_footer
from pipeline.analysis.judged import MACHINE_LABELS
from pipeline.analysis.quality_figures import agreement_figure
from pipeline.analysis.quality_tables import all_figures
from pipeline.analysis.quality_words import advice, conclusions
from pipeline.decisions.queues import SAMPLE

MEANING = """
- **Eens**: het deel van de fragmenten waarover ze hetzelfde zeggen.
- **Alfa** (Krippendorff): hetzelfde, maar toeval telt niet mee. 1 is volledig eens, 0 is gokken. \
Vanaf 0,80 mag je erop rekenen; tussen 0,67 en 0,80 besluit je voorzichtig; daaronder niet.
- **Macro-F1**: hoe goed elke waarde herkend wordt; een zeldzame telt even zwaar als een gewone.
- **IJkfout**: hoeveel de beloofde zekerheid gemiddeld afwijkt van wat juist bleek.

De marges (95 %) houden er rekening mee dat notities van één uitdager op elkaar lijken. Alleen \
fragmenten uit de steekproef tellen, en het model kende hun etiket niet toen het antwoordde.
"""


def _conclude(quality: Quality) -> None:
    told = conclusions(quality.coded, quality.notes)
    st.markdown("\n".join(f"- **{plain(labels)}**{plain(said)}" for labels, said in told))
    if advised := advice(quality.coded):
        st.markdown(f"**Wat mag je besluiten?** {plain(' '.join(advised))}")
    if any(one.machine is None for one in quality.coded if one.label in MACHINE_LABELS):
        to_coding(SAMPLE, "Codeer de steekproef")


room = enter()
run = need_run(room)
source = data.source_of(run, room.decisions, room.settings.path(room.settings.paths.processed))
standing = data.state_of(room.decisions, run)
with st.spinner("De etiketten worden nageteld…"):
    corpus = data.read_corpus(room.viewer, source, standing)
    quality = read_quality(room.viewer, source, standing, corpus)
measured = quality.coded
plain_head("Hoe goed kloppen de etiketten?", room)
joined = corpus.joined
sample = joined[joined["fragment_id"].isin(set().union(*(one.items for one in measured)))]
size, n_notes = size_of(sample), max((one.n_judged for one in quality.notes), default=0)
footer = provenance(run.manifest, size, "gecodeerde steekproef").footer
if sample.empty:
    footer = rows_footer(run.manifest, "meegeleverde voorbeeldnotities", n_notes)
st.caption(f"Run {run.run_id}: gecodeerd uit de steekproef: {size.words}.")
proposals = data.read_table(room.viewer, source.processed, run.run_id, "proposals")
if proposals.empty and len(joined):
    st.info(
        "Deze run bewaarde niet wat het model zelf voorstelt. Start op Inlezen een nieuwe "
        "verwerking, dan staat hier hoe goed dat klopt.",
        icon=":material/info:",
    )
_conclude(quality)
table = all_figures(measured, quality.notes)
if len(table):
    show_figure(agreement_figure(measured, footer, quality.notes), "kwaliteit")
    with st.expander("Alle cijfers, en wat ze betekenen"):
        show_table(table, "Kwaliteit van etiketten", footer)
        st.markdown(MEANING)
show_labels(quality, joined, footer)
follow_links(state.QUALITY_LINKS)
offer_mender(room)
