"""The first word given back: "wat wij hoorden", from a run alone, before there is any measure.

What is told is for everyone: no figure, place or quote of fewer than five persons.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from pipeline.analysis.counts import SMALL_PERSONS, Size
from pipeline.analysis.figure import FICTIONAL
from pipeline.analysis.questions import Answer, answer_questions, answers_question
from pipeline.analysis.quotes import Quote
from pipeline.analysis.words import date_words, month_words
from pipeline.plan.deck import Big, Deck, Slide
from pipeline.plan.heard import (
    Heard,
    offers_slide,
    places_slide,
    question_slide,
    spoke_slide,
    themes_slide,
)
from pipeline.plan.material import Material
from pipeline.plan.ranking import Ranking, rank
from pipeline.plan.spread import Place, spread_quotes
from pipeline.plan.story import without_small_places
from pipeline.schema import Category
from pipeline.settings import Campaign

_BARS_BESIDE_QUOTE = 5
_ROOM_BESIDE_QUOTE = (18, 11)  # letters and lines of the names, at 24 points
_LONGEST_BESIDE, _LONGEST_OF_THREE = 200, 150  # characters that stand on a slide, large
_N_OFFERS = 3
_MOST_DATES = 3


def first_telling(material: Material, campaign: Campaign, left_out: Collection[str] = ()) -> Deck:
    """About twelve slides; a cover and the reason where there is too little to tell.

    `left_out`: ids of fragments that are not to be quoted.
    """
    heard = Heard(
        rows=without_small_places(material.joined, material.joined),
        themes=material.themes,
        source=material.source,
        campaign=campaign,
        n_places=int(material.joined["neighbourhood"].nunique()),
    )
    why = too_little(material.source.size)
    told = [_nothing_yet(heard, why)] if why else _told(heard, left_out)
    cover = _cover(heard)
    return Deck(
        title=f"{campaign.title} {cover.title}",
        slides=(cover, *told),
        mark=FICTIONAL if material.manifest.fictional else "",
        created=dt.datetime.fromisoformat(material.manifest.finished),
    )


def too_little(size: Size) -> str | None:
    """Why there is nothing to tell yet; None where there is."""
    if not size.n_fragments:
        return "Er zijn nog geen notities uit gesprekken verwerkt."
    if size.small:
        return (
            f"Er spraken nog minder dan {SMALL_PERSONS} mensen mee. Hun woorden tonen we niet: "
            "je zou kunnen raden wie het zijn."
        )
    return None


def _told(heard: Heard, left_out: Collection[str]) -> list[Slide]:
    answers = answer_questions(heard.rows, heard.themes, 0)
    rankings = [
        rank(one.groups, "n_fragments", _BARS_BESIDE_QUOTE).within(*_ROOM_BESIDE_QUOTE)
        for one in answers
    ]
    *quotes, offers = _quotes(heard, answers, rankings, left_out)
    slides = [spoke_slide(heard), places_slide(heard)]
    for answer, ranking, mine in zip(answers, rankings, quotes, strict=True):
        slides.append(question_slide(heard, answer, ranking, mine))
    more = (themes_slide(heard), offers_slide(heard, offers), _next(heard))
    return [*slides, *(slide for slide in more if slide)]


def _quotes(
    heard: Heard, answers: Sequence[Answer], rankings: Sequence[Ranking], left_out: Collection[str]
) -> list[tuple[Quote, ...]]:
    """One a question, of a group in its picture where it can be; and those of the last."""
    places = []
    for answer, ranking in zip(answers, rankings, strict=True):
        mine = heard.rows[answers_question(heard.rows, answer.rule.question)]
        drawn = mine[mine[ranking.names].isin(ranking.shown[ranking.names])]
        told = 0 if answer.size.small else 1
        places.append(Place((drawn, mine), told, _LONGEST_BESIDE))
    actions = heard.rows[heard.rows["category"] == Category.ACTION]
    places.append(Place((actions,), _N_OFFERS, _LONGEST_OF_THREE))
    return spread_quotes(places, heard.themes, left_out)


def _cover(heard: Heard) -> Slide:
    lines = [f"{heard.campaign.title} De eerste terugkoppeling"]
    dates = heard.rows["date"].dropna()
    if len(dates):
        first, last = month_words(dates.min()), month_words(dates.max())
        first = first.removesuffix(f" {dates.max().year}")
        span = last if last.startswith(first) else f"{first} tot {last}"
        lines.append(f"Uit gesprekken van {span}")
    return Slide(
        f"Wat wij hoorden in {heard.campaign.city}",
        lines=tuple(lines),
        notes="Dit komt uit de gesprekken zelf: er is nog niets beslist en nog niets beloofd.",
        footer=heard.footer,
    )


def _nothing_yet(heard: Heard, why: str) -> Slide:
    return Slide("Er is nog niets te vertellen", lines=(why,), notes=why, footer=heard.footer)


def _next(heard: Heard) -> Slide:
    """What was agreed from the start, and the days that the campaign set."""
    campaign = heard.campaign
    later = sorted((day, name) for name, day in campaign.key_dates.items() if day > campaign.end)
    return Slide(
        "Wat je zei, is het begin van een actieplan",
        big=tuple(Big(date_words(day), name) for day, name in later[:_MOST_DATES]),
        lines=(
            "Werkgevers, onderwijs, instanties, stad en inwoners lezen wat er gezegd is.",
            "Elk van hen antwoordt: wat kan er, en wat willen ze doen?",
            "Daaruit groeit een actieplan voor iedereen in de stad.",
            "Wat er met je woorden gebeurde, kan je daarna lezen.",
        ),
        notes="Er is nog geen maatregel beslist: beloof niets dat hier niet staat.",
        footer=heard.footer,
    )
