"""What became of it, for everyone: the public pages and the letters, made when they are kept."""

from __future__ import annotations

from functools import partial

import streamlit as st

from explorer.widgets.plan_view import PlanView, counted_measures
from pipeline.export.letters import letters_zip
from pipeline.export.public_page import public_zip

PLAN_FILE = "explorer/pages/actieplan.py"


def show_told_back(view: PlanView) -> None:
    """Afterwards: which conversations fed which measures, and what became of them."""
    st.subheader("Wat ermee gebeurd is", anchor=False)
    measures = view.plan.measures
    if not measures:
        st.caption(
            "Er is nog geen maatregel. Zodra er een is, vertelt dit aan iedereen van welke "
            "gesprekken ze komt, wie wat antwoordde en wat ervan werd."
        )
        st.page_link(PLAN_FILE, label="Naar het actieplan", icon=":material/assignment:")
        return
    st.caption(
        f"Over {counted_measures(len(measures))}: van welke gesprekken ze komen, wie wat "
        "antwoordde en wat ervan werd. Er staan alleen citaten in die iemand voor iedereen koos. "
        "De brieven dragen een code; namen komen er pas bij het afdrukken op."
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for label, name, make, icon in (
            ("Bewaar de publieke bladzijden", "wat-ermee-gebeurd-is", public_zip, "public"),
            ("Bewaar de brieven", "brieven", letters_zip, "mail"),
        ):
            st.download_button(
                label,
                data=partial(make, view.material),
                file_name=f"{name}.zip",
                mime="application/zip",
                icon=f":material/{icon}:",
                on_click="ignore",
            )
