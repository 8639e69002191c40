"""The six questions of the campaign: which fragments answer them, how many, in whose words.

`QUESTIONS` is the whole rule. A fragment may answer several questions (a suggestion to schools
says what is needed and what is expected of others), and one that only describes answers none.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.analysis.counts import Size, count_by, size_of
from pipeline.analysis.quotes import Quote, pick_quotes
from pipeline.schema import Actor, Category, Question, Tense, Valence

Condition = dict[str, frozenset[str]]


@dataclass(frozen=True)
class QuestionRule:
    """A fragment answers when one of `conditions` holds: each column has one of its values."""

    question: Question
    title: str
    rule: str
    grouped_by: str
    conditions: tuple[Condition, ...]


QUESTIONS: tuple[QuestionRule, ...] = (
    QuestionRule(
        Question.POSITIVE,
        "Wat is goed in Genk?",
        "belevingen van nu met een positief gevoel",
        "theme_label",
        (
            {
                "category": frozenset({Category.EXPERIENCE}),
                "valence": frozenset({Valence.POSITIVE}),
                "tense": frozenset({Tense.NOW}),
            },
        ),
    ),
    QuestionRule(
        Question.NEGATIVE,
        "Waar wringt het?",
        "frustraties, en belevingen met een negatief gevoel",
        "theme_label",
        (
            {"category": frozenset({Category.FRUSTRATION})},
            {
                "category": frozenset({Category.EXPERIENCE}),
                "valence": frozenset({Valence.NEGATIVE}),
            },
        ),
    ),
    QuestionRule(
        Question.FUTURE,
        "Hoe zien mensen de toekomst?",
        "belevingen, frustraties en suggesties over de toekomst",
        "theme_label",
        (
            {
                "category": frozenset(
                    {Category.EXPERIENCE, Category.FRUSTRATION, Category.SUGGESTION}
                ),
                "tense": frozenset({Tense.FUTURE}),
            },
        ),
    ),
    QuestionRule(
        Question.NEEDED,
        "Wat is er nodig?",
        "alle suggesties",
        "theme_label",
        ({"category": frozenset({Category.SUGGESTION})},),
    ),
    QuestionRule(
        Question.SELF,
        "Wat doen mensen zelf?",
        "alle acties",
        "theme_label",
        ({"category": frozenset({Category.ACTION})},),
    ),
    QuestionRule(
        Question.OTHERS,
        "Wat verwachten mensen van de anderen?",
        "suggesties aan werkgevers, onderwijs, instanties of Genkenaren",
        "actor",
        (
            {
                "category": frozenset({Category.SUGGESTION}),
                "actor": frozenset(
                    {Actor.EMPLOYERS, Actor.EDUCATION, Actor.INSTITUTIONS, Actor.INHABITANTS}
                ),
            },
        ),
    ),
)


@dataclass(frozen=True)
class Answer:
    """One question answered. `groups` counts its fragments by theme, or by actor for the others."""

    rule: QuestionRule
    size: Size
    share: float
    groups: pd.DataFrame
    quotes: tuple[Quote, ...]


def answers_question(joined: pd.DataFrame, question: Question) -> pd.Series:
    """Whether each fragment answers the question."""
    (rule,) = (rule for rule in QUESTIONS if rule.question == question)
    answers = pd.Series(False, index=joined.index)
    for condition in rule.conditions:
        holds = pd.Series(True, index=joined.index)
        for column, values in condition.items():
            holds &= joined[column].isin(sorted(values))
        answers |= holds
    return answers


def answer_questions(
    joined: pd.DataFrame, themes: pd.DataFrame, n_quotes: int = 3
) -> tuple[Answer, ...]:
    """The six questions in their order, each with its size, its groups and telling quotes.

    `share` is the part of all fragments of `joined` (0 to 1; 0 when there are none).
    """
    answers = []
    for rule in QUESTIONS:
        mine = joined[answers_question(joined, rule.question)]
        share = len(mine) / len(joined) if len(joined) else 0.0
        groups = count_by(mine, [rule.grouped_by])
        groups = groups[groups["n_fragments"] > 0].reset_index(drop=True)
        quotes = tuple(pick_quotes(mine, themes, n_quotes))
        answers.append(Answer(rule, size_of(mine), share, groups, quotes))
    return tuple(answers)
