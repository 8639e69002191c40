"""Terugkoppeling: what is given back to who spoke, first what was heard, then what became of it."""

from __future__ import annotations

from explorer.widgets.frame import enter, plain_head
from explorer.widgets.plan_view import look_at_plan
from explorer.widgets.telling import show_first_telling
from explorer.widgets.told_back import show_told_back

room = enter()
view = look_at_plan(room)
plain_head("Wat geven we terug aan wie sprak?", room)
show_first_telling(view)
show_told_back(view)
