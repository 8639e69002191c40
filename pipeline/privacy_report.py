"""`genks evaluate --privacy`: how well the pseudonymiser does, in Dutch and for a script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import GenksError
from pipeline.evaluation import Report
from pipeline.language.detect import detect_languages
from pipeline.language.privacy.names import NameBook, make_book
from pipeline.language.privacy_fill import fill_first_names, fill_origins
from pipeline.language.privacy_quality import (
    DoubtfulWord,
    Quality,
    Tally,
    measure_privacy,
    measure_series,
)
from pipeline.resources.privacy_notes import (
    PrivacyNote,
    load_privacy_notes,
    read_privacy_notes,
    read_texts,
)
from pipeline.settings import Settings

_PER_ORIGIN, _PER_BAND = 400, 300
_TOP = 100
_REASONS = {
    "unknown": "weg: onbekend woord met hoofdletter",
    "ending": "weg: uitgang van een familienaam",
    "word_too": "weg: ook een gewoon woord",
    "rare": "weg: zeldzame voornaam",
    "small": "weg: kleine letter",
    "often": "weg: naam in veel gesprekken",
    "name_too": "gebleven: ook een voornaam",
    "small_name": "gebleven: voornaam met kleine letter",
    "opening": "gebleven: onbekend woord, begin van zin",
}
_BARS = (
    "Te halen op notities die de regels niet kenden: 97 % van de gegevens gevonden,",
    "95 % van de valstrikken gespaard, hoogstens 0,5 % van de woorden ten",
    "onrechte weg, herkomsten binnen 5 procentpunt van elkaar.",
)


@dataclass(frozen=True)
class PrivacySources:
    """What to measure with besides the notes of the package.

    `gold`: folders with marked notes. `impersonal`: files or folders with texts in which no
    private person is named: whatever is replaced there is a false hit.
    """

    gold: Sequence[Path] = ()
    impersonal: Sequence[Path] = ()


@dataclass(frozen=True)
class PrivacyFigures:
    """The figures by series of notes, by origin and by how common a first name is."""

    series: Mapping[str, Quality]
    kinds: Mapping[str, Tally]
    origins: Mapping[str, Tally]
    filled: Mapping[str, Quality]
    bands: Mapping[str, Quality]
    impersonal: Mapping[str, Quality]


def report_privacy(settings: Settings, sources: PrivacySources) -> Report:
    """What is found, kept and replaced without need, on notes, filled sentences and real texts."""
    figures = measure_figures(settings.seed, sources)
    return Report(record=_record(figures), lines=_lines(figures))


def measure_figures(seed: int, sources: PrivacySources) -> PrivacyFigures:
    """All figures, with the lists that every campaign has and no names of a registry."""
    book = make_book((), ())
    notes = [*load_privacy_notes(), *(n for folder in sources.gold for n in read_gold(folder))]
    whole = measure_series(notes, book)
    return PrivacyFigures(
        series=whole,
        kinds=_together(quality.kinds for quality in whole.values()),
        origins=_together(quality.origins for quality in whole.values()),
        filled=measure_series(fill_origins(_PER_ORIGIN, seed), book),
        bands=measure_series(fill_first_names(_PER_BAND, seed), book),
        impersonal=_measure_impersonal(sources.impersonal, book),
    )


def read_gold(folder: Path) -> list[PrivacyNote]:
    """The marked notes of a folder.

    Raises:
        GenksError: when there is no such folder, or nothing in it to measure with.
    """
    if not folder.is_dir():
        raise GenksError(f"{folder}: deze map bestaat niet.")
    return read_privacy_notes(folder)


def _measure_impersonal(paths: Sequence[Path], book: NameBook) -> dict[str, Quality]:
    """False hits in the Dutch texts of each path."""
    measured = {}
    for path in paths:
        texts = read_texts(path)
        languages = detect_languages(texts)
        dutch = [t for t, language in zip(texts, languages, strict=True) if language == "nl"]
        notes = [PrivacyNote(text, (), (), path.name) for text in dutch]
        measured[path.name] = measure_privacy(notes, book)
    return measured


def _together(tallies: Iterable[Mapping[str, Tally]]) -> dict[str, Tally]:
    sums: dict[str, Tally] = {}
    for many in tallies:
        for key, tally in many.items():
            total = sums.setdefault(key, Tally())
            total.found += tally.found
            total.total += tally.total
    return dict(sorted(sums.items()))


def percent(share: float) -> str:
    """A share as Dutch readers write it: 97,2 %."""
    return f"{100 * share:.1f} %".replace(".", ",")


def _lines(found: PrivacyFigures) -> list[str]:
    shares = [quality.spans.share for quality in found.filled.values()]
    lines = [
        "WEGHALEN VAN PERSOONSGEGEVENS",
        "",
        "Notities waarin een mens aanduidde wat weg moet en wat moet blijven",
        _row("", "gevonden", "gespaard", "ten onrechte", "notities"),
        *(_series_row(name, quality) for name, quality in found.series.items()),
        "",
        "ten onrechte: woorden die weggehaald werden en niemand aanduiden.",
        "vers: geschreven voor de regels ze kenden; daarna zijn de regels verbeterd.",
        "notes, more, long: de woordenlijst leerde ook van deze notities; dat vleit.",
        "",
        "Gevonden naar soort (met de marge van 95 %)",
        *(_tally_row(kind, tally) for kind, tally in found.kinds.items()),
        "",
        "Gevonden naar herkomst van de naam, in deze notities",
        *(_tally_row(origin, tally) for origin, tally in found.origins.items()),
        "",
        "Gevonden naar herkomst, in zinnen met ingevulde namen",
        *(_tally_row(name, quality.spans) for name, quality in found.filled.items()),
        f"Hoogste en laagste liggen {percent(max(shares) - min(shares))[:-2]} procentpunt uiteen.",
        "",
        "Gevonden naar hoeveel Belgen de voornaam dragen, in zinnen met ingevulde namen",
        *(_tally_row(name, quality.spans) for name, quality in found.bands.items()),
    ]
    lines += ["", *_doubt_lines(found.series.values())]
    if found.impersonal:
        lines += ["", "Ten onrechte weg in teksten zonder privépersonen"]
        lines += [_tally_row(name, one.wrong) for name, one in found.impersonal.items()]
    return [*lines, "", *_BARS]


def _doubt_lines(qualities: Iterable[Quality]) -> list[str]:
    """How much of what goes wrong is among the words that page Namen shows."""
    words: dict[tuple[str, str], DoubtfulWord] = {}
    reasons: dict[str, Tally] = {}
    n_errors = n_notes = 0
    for quality in qualities:
        n_errors, n_notes = n_errors + quality.n_errors, n_notes + quality.n_notes
        reasons = _together([reasons, quality.reasons])
        for key, one in quality.doubts.items():
            word = words.setdefault(key, DoubtfulWord())
            word.n_places += one.n_places
            word.n_errors += one.n_errors
            word.reasons |= one.reasons
    shown = [word for word in words.values() if word.is_shown]
    ranked = sorted(shown, key=lambda word: word.rank)
    top = Tally(sum(word.n_errors for word in ranked[:_TOP]), n_errors)
    every = Tally(sum(word.n_errors for word in ranked), n_errors)
    return [
        f"Twijfel (bladzijde Namen): {len(ranked)} woorden in {n_notes} notities",
        "Fouten zijn woorden: van een naam die bleef staan, of ten onrechte weg.",
        _tally_row("van de fouten bij de twijfel", every),
        _tally_row(f"van de fouten bij de eerste {_TOP}", top),
        "",
        "Hoe vaak het programma juist deed bij twijfel, naar reden",
        *(
            _tally_row(words_of, reasons[one])
            for one, words_of in _REASONS.items()
            if one in reasons
        ),
    ]


def _row(name: str, *cells: str) -> str:
    return name.ljust(18) + "".join(cell.rjust(15) for cell in cells)


def _series_row(name: str, quality: Quality) -> str:
    traps = percent(quality.traps.share) if quality.traps.total else "-"
    wrong = f"{100 * quality.wrong.share:.2f} %".replace(".", ",")
    found = percent(quality.spans.share)
    return _row(f"  {name}", found, traps, wrong, str(quality.n_notes))


def _tally_row(name: str, tally: Tally) -> str:
    low, high = tally.interval()
    counted = f"{tally.found} van {tally.total}"
    margin = f"{percent(low)[:-2]} tot {percent(high)[:-2]}"
    return f"  {name:38}{counted:>14}{percent(tally.share):>9}{margin:>15}"


def _record(found: PrivacyFigures) -> dict[str, object]:
    def tally(one: Tally) -> dict[str, object]:
        return {"found": one.found, "total": one.total, "share": one.share, "of": one.interval()}

    def quality(one: Quality) -> dict[str, object]:
        counts = {"spans": tally(one.spans), "traps": tally(one.traps), "wrong": tally(one.wrong)}
        return {"n_notes": one.n_notes, **counts}

    groups = {
        "series": found.series,
        "filled": found.filled,
        "bands": found.bands,
        "impersonal": found.impersonal,
    }
    record: dict[str, object] = {
        name: {key: quality(one) for key, one in group.items()} for name, group in groups.items()
    }
    for name, tallies in (("kinds", found.kinds), ("origins", found.origins)):
        record[name] = {key: tally(one) for key, one in tallies.items()}
    return record
