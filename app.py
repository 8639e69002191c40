"""Entry of the explorer: the pages in their sections, and nothing else."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from explorer.widgets.frame import open_frame

# A picture of our own: a named icon would be fetched from the internet by the browser.
ICON = Path(__file__).parent / "explorer" / "icon.png"
st.set_page_config(page_title="De Genks?", page_icon=str(ICON), layout="wide")

OVERVIEW = st.Page(
    "explorer/pages/overzicht.py",
    title="Overzicht",
    icon=":material/dashboard:",
    url_path="begin",
    default=True,
)


def to_overview() -> None:
    """The first page has no address of its own in Streamlit: its name leads to it."""
    query = {key: st.query_params.get_all(key) for key in st.query_params}
    st.switch_page(OVERVIEW, query_params=query)


BY_NAME = st.Page(to_overview, title="Overzicht", url_path="overzicht", visibility="hidden")
THEMES = st.Page(
    "explorer/pages/themas.py", title="Thema's", icon=":material/bubble_chart:", url_path="themas"
)
NOTES = st.Page(
    "explorer/pages/notities.py", title="Notities", icon=":material/notes:", url_path="notities"
)
CODING = st.Page(
    "explorer/pages/coderen.py", title="Coderen", icon=":material/label:", url_path="coderen"
)
NAMES = st.Page(
    "explorer/pages/namen.py", title="Namen", icon=":material/person_off:", url_path="namen"
)
WORDS = st.Page(
    "explorer/pages/woorden.py", title="Woorden", icon=":material/abc:", url_path="woorden"
)
QUALITY = st.Page(
    "explorer/pages/kwaliteit.py",
    title="Kwaliteit",
    icon=":material/verified:",
    url_path="kwaliteit",
)
CHANGES = st.Page(
    "explorer/pages/wijzigingen.py",
    title="Wijzigingen",
    icon=":material/difference:",
    url_path="wijzigingen",
)
PLAN = st.Page(
    "explorer/pages/actieplan.py",
    title="Actieplan",
    icon=":material/assignment:",
    url_path="actieplan",
)
TELLING = st.Page(
    "explorer/pages/terugkoppeling.py",
    title="Terugkoppeling",
    icon=":material/campaign:",
    url_path="terugkoppeling",
)
INTAKE = st.Page(
    "explorer/pages/inlezen.py", title="Inlezen", icon=":material/upload_file:", url_path="inlezen"
)
LOG = st.Page(
    "explorer/pages/logboek.py", title="Logboek", icon=":material/history:", url_path="logboek"
)

page = st.navigation(
    {
        "Verkennen": [OVERVIEW, THEMES, NOTES, WORDS, BY_NAME],
        "Nakijken": [CODING, NAMES, QUALITY, CHANGES],
        "Actieplan": [PLAN, TELLING],
        "Beheer": [INTAKE, LOG],
    }
)
open_frame()
page.run()
