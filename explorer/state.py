"""Names of what a session remembers, each prefixed with the page that owns it."""

from __future__ import annotations

APP_NAME = "app.name"
APP_NOTICE = "app.notice"
FILTER_CHOSEN = "filter.chosen"
FILTER_QUERY = "filter.query"
FILTER_FIELD = "filter.field."
THEMES_OPEN = "themas.open"
THEMES_MAP = "themas.kaart"
THEMES_NAME = "themas.naam"
NOTES_SEARCH = "notities.zoek"
NOTES_PAGE = "notities.blad"
NOTES_LABEL = "notities.etiket."
INTAKE_FILES = "inlezen.bestanden"
INTAKE_ROUND = "inlezen.ronde"

# Parameters in the address, beside those of the filter.
QUERY_SEARCH = "zoek"
QUERY_PAGE = "blad"
QUERY_NOTE = "notitie"
QUERY_THEME = "open"
