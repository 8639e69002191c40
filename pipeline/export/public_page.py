"""What became of the conversations as pages for everyone: plain HTML that needs nothing else.

No server, no script, nothing from the network: the folder works from a USB stick. The templates get
only what may be public (`public_measure`).
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.analysis.counts import size_of
from pipeline.analysis.figure import FICTIONAL
from pipeline.analysis.words import counted, date_words, number
from pipeline.export.archive import zip_files
from pipeline.export.fed import ELSEWHERE, Fed, fed_by_neighbourhood
from pipeline.export.public_measure import PublicMeasure, public_measure
from pipeline.export.public_words import (
    PUBLIC_ORDER,
    lead_words,
    left_words,
    news,
    offer_words,
    taken_words,
)
from pipeline.plan.material import Material
from pipeline.plan.measures import OPEN
from pipeline.schema import MeasureStatus

if TYPE_CHECKING:
    from jinja2 import Environment

INDEX, NEIGHBOURHOODS = "index.html", "wijken.html"
_MARK = '<meta name="generator" content="genks">'


def public_site(material: Material) -> dict[str, bytes]:
    """The pages by their file name; equal material gives equal bytes."""
    templates = _templates()
    fed = fed_by_neighbourhood(material)
    measures = [public_measure(measure, material, fed) for measure in material.plan.measures]
    shared = _shared(material)
    pages = {INDEX: ("index.html", _index(material, measures, fed))}
    if measures:
        pages[NEIGHBOURHOODS] = ("wijken.html", _neighbourhoods(measures, fed))
    pages |= {one.file: ("maatregel.html", {"one": one}) for one in measures}
    return {
        name: templates.get_template(template).render(shared | context).encode()
        for name, (template, context) in pages.items()
    }


def public_zip(material: Material) -> bytes:
    """The pages in one archive, to download."""
    created = dt.datetime.fromisoformat(material.manifest.finished)
    return zip_files(public_site(material), created)


def write_public_site(material: Material, folder: Path) -> list[Path]:
    """Write the pages; the page of a measure that is no longer there is removed."""
    files = public_site(material)
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("maatregel-m*.html"):
        if path.name not in files and _MARK in path.read_text("utf-8", errors="ignore"):
            path.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    templates = Environment(
        loader=PackageLoader("pipeline.export", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["lower_first"] = lambda text: text[:1].lower() + text[1:]
    templates.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]
    return templates


def _shared(material: Material) -> dict[str, Any]:
    source = material.source
    return {
        "campaign": material.manifest.campaign,
        "fictional": FICTIONAL if source.fictional else "",
        "run_id": source.run_id,
        "run_date": date_words(source.date),
        "index": INDEX,
        "neighbourhoods": NEIGHBOURHOODS,
        "has_measures": bool(material.plan.measures),
    }


def _index(material: Material, measures: list[PublicMeasure], fed: Fed) -> dict[str, Any]:
    size = size_of(material.joined)
    n_places = len(fed.apart) + len(fed.together)
    figures = [
        (number(size.n_conversations), "gesprekken"),
        (number(size.persons), "mensen"),
        (number(n_places), "wijken"),
        (number(len(measures)), "maatregelen"),
    ]
    groups = {
        str(status): [one for one in measures if one.status == status] for status in PUBLIC_ORDER
    }
    return {
        "lead": lead_words(material),
        "figures": [] if size.small else figures,
        "groups": {status: mine for status, mine in groups.items() if mine},
        "meanings": {str(status): words for status, words in PUBLIC_ORDER.items()},
        "stopped": str(MeasureStatus.STOPPED),
        "taken": taken_words(material),
        "left": left_words(material),
        "offers": offer_words(material),
        "waiting": [one for one in measures if one.unanswered or _nobody(one)],
        "news": news(material.plan.measures),
        "files": {one.measure_id: one.file for one in measures},
    }


def _nobody(measure: PublicMeasure) -> bool:
    return not measure.owners and measure.status in OPEN


def _neighbourhoods(measures: list[PublicMeasure], fed: Fed) -> dict[str, Any]:
    by_id = {one.measure_id: one for one in measures}
    places = []
    for name in fed.apart:
        heard = fed.totals[name]
        rows = [
            (by_id[key], number(cell.n_conversations), number(cell.persons))
            for key, cell in fed.measures_of(name).items()
        ]
        if heard is not None:
            places.append((name, _heard(heard.n_conversations, heard.persons), rows))
    others = fed.totals.get(ELSEWHERE)
    return {
        "places": places,
        "together": fed.together,
        "elsewhere": _heard(others.n_conversations, others.persons) if others else "",
    }


def _heard(n_conversations: int, persons: int) -> str:
    sittings = counted(n_conversations, "gesprek", "gesprekken")
    return f"{sittings} met {counted(persons, 'mens', 'mensen')}"
