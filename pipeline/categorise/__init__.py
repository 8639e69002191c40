"""Fragments to soort, gevoel, tijd and actor, with probabilities that mean what they say.

A model learned from labelled notes proposes soort, gevoel and actor; a rule gives tijd; what a
form or a person said stands.
"""

from pipeline.categorise.evaluation import Evaluation, evaluate, quality
from pipeline.categorise.keep import train_once
from pipeline.categorise.label import categorise
from pipeline.categorise.lessons import Lessons, Sense, lessons_of
from pipeline.categorise.model import LabelModel, train
from pipeline.categorise.render import render
from pipeline.categorise.tables import curve_table, labelled_table

__all__ = [
    "Evaluation",
    "LabelModel",
    "Lessons",
    "Sense",
    "categorise",
    "curve_table",
    "evaluate",
    "labelled_table",
    "lessons_of",
    "quality",
    "render",
    "train",
    "train_once",
]
