"""The plan as a whole: every measure told, what no measure takes up, what is offered already."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pandas as pd

from pipeline.analysis.small import shared_places
from pipeline.plan.evidence import OFFERED, not_taken_up, taken_up
from pipeline.plan.material import Material
from pipeline.plan.story import Story, tell


def stories(material: Material) -> list[Story]:
    """The story of each measure, in their order, for people who carry the plan.

    Quotes name no neighbourhood of which fewer than five persons spoke.
    """
    joined, told = material.joined, []
    named = pd.Series(shared_places(joined).array, index=joined["fragment_id"])
    for measure in material.plan.measures:
        found = material.found[measure.measure_id]
        rows = found.rows.assign(neighbourhood=found.rows["fragment_id"].map(named))
        told.append(tell(measure, dataclasses.replace(found, rows=rows), material.themes))
    return told


def left_over(material: Material) -> pd.DataFrame:
    """The suggesties that no measure takes up."""
    return not_taken_up(material.joined, taken_up(material.found))


def on_offer(material: Material) -> pd.DataFrame:
    """The acties: what inhabitants do already or say that they will do."""
    return material.joined[material.joined["category"].isin(OFFERED)]


def latest_day(material: Material) -> dt.date:
    """The last day of which the plan speaks: of an answer, a step, or the run that it rests on."""
    days = [dt.date.fromisoformat(material.source.date)]
    for measure in material.plan.measures:
        days += [answer.date for answer in measure.answers.values()]
        days += [step.date for step in measure.progress]
    return max(days)
