"""Names of what a session remembers, each prefixed with the page that owns it."""

from __future__ import annotations

APP_NAME = "app.name"
APP_NOTICE = "app.notice"
OVERVIEW_TAB = "overzicht.blad"
OVERVIEW_ATTRIBUTE = "overzicht.kenmerk"
FILTER_CHOSEN = "filter.chosen"
FILTER_QUERY = "filter.query"
FILTER_FIELD = "filter.field."
THEMES_MAP = "themas.kaart"
THEMES_PICTURE = "themas.beeld"
THEMES_LIST = "themas.lijst"
THEMES_NAME = "themas.naam"
NOTES_PAGE = "notities.blad"
NOTES_LABEL = "notities.etiket."
INTAKE_FILES = "inlezen.bestanden"
INTAKE_ROUND = "inlezen.ronde"
INTAKE_KEPT = "inlezen.bewaard"
INTAKE_PREVIEW = "inlezen.vooraf"
LOG_UNDO = "logboek.terug."
LOG_PAGE = "logboek.blad"

# Parameters in the address, beside those of the filter.
QUERY_PAGE = "blad"
QUERY_NOTE = "notitie"
QUERY_THEME = "open"
