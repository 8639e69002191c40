"""A small plan for tests: measures in the log of a folder, and a frame of fragments to rest on."""

from __future__ import annotations

import datetime as dt

from pipeline.analysis.joined import join_fragments
from pipeline.decisions import DecisionLog
from pipeline.plan.evidence import refer, refer_theme
from pipeline.plan.material import read_material
from pipeline.plan.measures import Answer, Evidence, Fields, Owner, Progress
from pipeline.plan.record import add_evidence, add_progress, create_measure, give_answer
from pipeline.schema import Actor, Degree, MeasureStatus
from tests.runs import publish_run

CITY = Owner(Actor.CITY, "dienst Wijken", "de coördinator")
SCHOOLS = Owner(Actor.EDUCATION)


def joined_of(tables):
    """The fragments of these tables with all that is known of them."""
    names = ("fragments", "conversations", "profiles", "themes")
    return join_fragments(*(tables[name] for name in names))


def some_fields(**changes):
    """The fields of a measure that a meeting filled in."""
    values = {
        "title": "Een nachtbus op vrijdag en zaterdag",
        "what": "Een ronde door alle wijken.",
        "why": "Jongeren raken niet thuis.",
        "owners": (CITY, SCHOOLS),
        "neighbourhoods": ("Waterschei",),
        "start": dt.date(2010, 3, 1),
        "end": dt.date(2010, 6, 30),
        "first_step": "De Lijn bellen",
        "indicator": "Hoeveel mensen er meerijden",
    }
    return Fields(**{**values, **changes})


def an_answer(owner=CITY, can=Degree.YES, will=Degree.PARTLY, **changes):
    """An answer with its reason."""
    values = {"reason": "Eerst een proef.", "by": "de schepen", "date": dt.date(2010, 2, 1)}
    return Answer(owner=owner, can=can, will=will, **{**values, **changes})


def material_of(folder, tables, log):
    """These tables as the published run of a store in `folder`, under the decisions of the log."""
    return read_material(publish_run(folder, tables), log.read(), 0.6)


def make_plan(log: DecisionLog, tables) -> tuple[str, str]:
    """Two measures: one from a theme, answered and done; one from fragments, still a proposal."""
    joined = joined_of(tables)
    theme = tables["themes"].iloc[0]
    first = create_measure(
        log,
        "An",
        some_fields(status=MeasureStatus.DONE),
        refer_theme(theme["theme_id"], theme["examples"], joined),
    )
    for owner in (CITY, SCHOOLS):
        give_answer(log, "Bert", first, an_answer(owner), seen=log.read()[-1].decision_id)
    add_progress(log, "An", first, Progress(dt.date(2010, 4, 2), "De eerste bus reed."))
    wanted = joined[joined["category"] == "suggestie"].head(3)
    second = create_measure(log, "An", Fields("Meer banken"), Evidence())
    add_evidence(log, "Cem", second, refer(wanted, joined))
    return first, second
