"""The slides on what was heard: who spoke and where, a question, the themes, what people offer."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.analysis.counts import SMALL_PERSONS, Size, count_by, size_of, too_few
from pipeline.analysis.figure import FICTIONAL, Figure, Provenance
from pipeline.analysis.questions import Answer
from pipeline.analysis.quotes import Quote
from pipeline.analysis.words import all_of, counted, date_words, number, percent
from pipeline.plan.deck import Big, Slide
from pipeline.plan.ranking import Ranking, rank
from pipeline.schema import Actor, Category
from pipeline.settings import Campaign

_MOST_BARS = 7
_ROOM_FOR_NAMES = (36, 12)  # letters and lines of the names, at 24 points
_LONGEST_TITLE = 110
_THOUGHTS = ("gedachte", "gedachten")  # what the explorer calls fragments
_SITTINGS = ("gesprek", "gesprekken")
_THEMES = ("thema", "thema's")
_SPOKE = ("mens sprak mee", "mensen spraken mee")
_UNITS = {"theme_label": "thema's", "neighbourhood": "wijken", "actor": "actoren"}
_SPOKEN: dict[str, str] = {
    Actor.EDUCATION: "het onderwijs",
    Actor.CITY: "de stad",
    Actor.INHABITANTS: "Genkenaren",
}
_HIDDEN = f"Groepen van minder dan {SMALL_PERSONS} mensen staan er niet bij."


@dataclass(frozen=True, eq=False)
class Heard:
    """`rows` are all fragments, without the names of neighbourhoods of a few persons.

    `n_places` counts those neighbourhoods too.
    """

    rows: pd.DataFrame
    themes: pd.DataFrame
    source: Provenance
    campaign: Campaign
    n_places: int

    @property
    def footer(self) -> str:
        """Run, n and date of everything; the mark of fiction stands apart."""
        return footer_of(self.source)


def spoke_slide(heard: Heard) -> Slide:
    """How many people spoke, in how many conversations, with whom."""
    size, campaign = heard.source.size, heard.campaign
    big = (
        _big(size.persons, *_SPOKE),
        _big(size.n_conversations, *_SITTINGS),
        _big(size.n_uitdagers, "uitdager luisterde", "uitdagers luisterden"),
        _big(size.n_fragments, "gedachte opgeschreven", "gedachten opgeschreven"),
    )
    each = counted(campaign.persons_per_uitdager, "mens", "mensen")
    goal = f"{counted(campaign.uitdagers, 'uitdager', 'uitdagers')} die elk met {each} spreken"
    story = (
        f"De gesprekken waren {_period(heard.rows)}.",
        "Waar niet genoteerd is met hoeveel ze waren, telt een gesprek voor één mens.",
        f"Het doel van de campagne: {goal}.",
        "Een gedachte is één ding dat iemand zei; in de tabellen heet dat een fragment.",
    )
    title = f"{counted(size.persons, *_SPOKE)} in {counted(size.n_conversations, *_SITTINGS)}"
    return dataclasses.replace(_slide(title, heard.source, story), big=big)


def places_slide(heard: Heard) -> Slide:
    """In which neighbourhoods people spoke; the largest as bars, the others by name."""
    ranking = rank(count_by(heard.rows, ["neighbourhood"]), "persons", _MOST_BARS)
    known = heard.rows[heard.rows["neighbourhood"].notna()]
    named = sorted(known["neighbourhood"].unique())
    title = f"Er werd gesproken in {counted(heard.n_places, 'wijk', 'wijken')}"
    if not heard.n_places:
        title = "We weten nog niet in welke wijken er gesproken werd"
    elif heard.n_places == len(named) == 1:
        title = f"Er werd gesproken in {named[0]}"
    subtitle = f"Mensen{_part(ranking) or ' per wijk'}"
    figure = _bars("wijken", title, subtitle, ranking)
    drawn = set(ranking.shown["neighbourhood"]) if figure else set()
    others = [name for name in named if name not in drawn]
    lines = (f"{'Ook in' if drawn else 'In'} {all_of(others)}.",) if others else ()
    if not named:
        none = "In de notities van deze gesprekken staat geen wijk."
        few = "Er spraken nog te weinig mensen om de wijk te noemen."
        lines = (few if heard.n_places else none,)
    story = ["Een gesprek telt voor de wijk waar het was.", *_counts(ranking, "mensen")]
    if ranking.hides or heard.n_places > len(named):
        story.append(_HIDDEN)
    source = heard.source
    if named:
        source = _told(heard, known, "gesprekken waarvan de wijk gekend is")
    slide = _slide(title, source, story)
    return dataclasses.replace(slide, figure=_with_source(figure, slide), lines=lines)


def question_slide(
    heard: Heard, answer: Answer, ranking: Ranking, quotes: Sequence[Quote]
) -> Slide:
    """One of the six questions: its largest groups beside a quote."""
    rule, size = answer.rule, answer.size
    source = dataclasses.replace(heard.source, size=size, filter_words=rule.rule)
    counting = f"Hierbij tellen mee: {rule.rule}."
    if not size.n_fragments or size.small:
        little = "te weinig" if size.n_fragments else "niets"
        slide = _slide(f"Daar hoorden we nog {little} over", source, [counting])
        return dataclasses.replace(slide, lead=rule.title, lines=(counting,))
    title = _most(ranking, size)
    where = counted(size.n_conversations, *_SITTINGS)
    how_many = f"{counted(size.n_fragments, *_THOUGHTS)} in {where}"
    subtitle = counted(size.n_fragments, *_THOUGHTS) + _part(ranking)
    figure = _bars(f"vraag_{rule.question}", f"{rule.title} {title}", subtitle, ranking)
    if too_few(size):
        figure = None
    big = (_big(size.n_fragments, *_THOUGHTS), _big(size.n_conversations, *_SITTINGS))
    story = [
        f"{how_many}: {percent(answer.share)} van alles wat we hoorden. {counting}",
        *_counts(ranking, "gedachten"),
        *([_HIDDEN] if ranking.hides else []),
        *_quoted(quotes),
    ]
    slide = _slide(title, source, story)
    return dataclasses.replace(
        slide,
        lead=rule.title,
        figure=_with_source(figure, slide),
        big=() if figure else big,
        quotes=tuple(quotes),
    )


def themes_slide(heard: Heard) -> Slide | None:
    """The largest themes; None before there are themes to compare."""
    themes = count_by(heard.rows, ["theme_label"])
    ranking = rank(themes, "n_fragments", _MOST_BARS).within(*_ROOM_FOR_NAMES)
    title = f"Het gaat over {counted(ranking.n_groups, *_THEMES)}"
    if ranking.top and not too_few(heard.source.size):
        most = f", het meest over {_names(ranking)}"
        title += most if len(title + most) <= _LONGEST_TITLE else ""
    figure = _bars("themas", title, f"Gedachten{_part(ranking)}", ranking)
    if figure is None:
        return None
    story = [
        "Een thema bundelt gedachten die over hetzelfde gaan.",
        *_counts(ranking, "gedachten"),
        *([_HIDDEN] if ranking.hides else []),
    ]
    slide = _slide(title, heard.source, story)
    return dataclasses.replace(slide, figure=_with_source(figure, slide))


def offers_slide(heard: Heard, quotes: Sequence[Quote]) -> Slide | None:
    """What people do or want to do themselves, in their words; None without quotes."""
    actions = heard.rows[heard.rows["category"] == Category.ACTION]
    if not quotes or size_of(actions).small:
        return None
    title = f"{number(len(actions))} keer hoorden we wat mensen zelf doen of willen doen"
    story = ["Wie een maatregel bedenkt, begint niet van nul: dit is er al.", *_quoted(quotes)]
    slide = _slide(title, _told(heard, actions, "alle acties"), story)
    return dataclasses.replace(slide, quotes=tuple(quotes))


def _slide(title: str, source: Provenance, story: Iterable[str]) -> Slide:
    """A slide with its longer story; the mark of fiction stands apart from the footer."""
    footer = footer_of(source)
    mark = f" ({FICTIONAL})" if source.fictional else ""
    return Slide(title, notes="\n".join([*story, f"Bron: {footer}{mark}."]), footer=footer)


def footer_of(source: Provenance) -> str:
    """One line for under a slide, without the mark; it tells no number of a few persons."""
    line = dataclasses.replace(source, fictional=False).footer
    few = f"minder dan {SMALL_PERSONS} mensen"
    return line.replace(source.size.words, few) if source.size.small else line


def _told(heard: Heard, rows: pd.DataFrame, words: str) -> Provenance:
    return dataclasses.replace(heard.source, size=size_of(rows), filter_words=words)


def _big(count: int, one: str, more: str) -> Big:
    return Big(number(count), one if count == 1 else more)


def _bars(key: str, title: str, subtitle: str, ranking: Ranking) -> Figure | None:
    """The groups as bars; None where there is nothing to compare."""
    if not ranking.drawn:
        return None
    names = ranking.shown[ranking.names]
    if ranking.names == "actor":
        names = names.str.capitalize()
    return Figure(
        key=key,
        kind="bar",
        data=ranking.shown.assign(**{ranking.names: names}),
        x=ranking.value,
        y=ranking.names,
        title=title,
        subtitle=subtitle,
        footer="",
        order=tuple(names),
    )


def _with_source(figure: Figure | None, slide: Slide) -> Figure | None:
    return dataclasses.replace(figure, footer=slide.footer) if figure else None


def _part(ranking: Ranking) -> str:
    """What is not in the picture."""
    n_shown, unit = len(ranking.shown), _UNITS.get(ranking.names, "")
    part = "" if n_shown == ranking.n_groups else f"{n_shown} van de {ranking.n_groups} {unit}"
    if part and ranking.holds_largest:
        part = f"de {n_shown} grootste van {ranking.n_groups} {unit}"
    part = part and f", {part}"
    if ranking.names == "theme_label" and ranking.share_left:
        part += f"; {percent(ranking.share_left)} past bij geen thema"
    return part


def _most(ranking: Ranking, size: Size) -> str:
    """The message of a question; it names the largest only where it is the largest."""
    if reason := too_few(size):
        return reason
    if not ranking.top:
        return "Niets kwam vaker terug dan al het andere"
    equal = ", even vaak" if len(ranking.top) > 1 else ""
    if ranking.names == "actor":
        return f"Het vaakst vragen ze iets aan {_names(ranking)}{equal}"
    title = f"Het vaakst ging het over {_names(ranking)}{equal}"
    return title if len(title) <= _LONGEST_TITLE else "Twee thema's kwamen even vaak terug"


def _names(ranking: Ranking) -> str:
    if ranking.names == "actor":
        return all_of(_SPOKEN.get(name, name) for name in ranking.top)
    return all_of(f"“{name}”" for name in ranking.top)


def _counts(ranking: Ranking, unit: str) -> list[str]:
    rows = zip(ranking.shown[ranking.names], ranking.shown[ranking.value], strict=True)
    listed = ", ".join(f"{name} {number(value)}" for name, value in rows)
    return [f"In cijfers ({unit}): {listed}."] if listed else []


def _quoted(quotes: Sequence[Quote]) -> list[str]:
    """Where the quotes can be looked up."""
    return [f"Citaat ({one.caption}): letterlijk fragment {one.fragment_id}." for one in quotes]


def _period(rows: pd.DataFrame) -> str:
    dates = rows["date"].dropna()
    if dates.empty:
        return "op dagen die niet genoteerd zijn"
    return f"van {date_words(dates.min())} tot {date_words(dates.max())}"
