"""`genks export`: what was asked for, from which run, and where it goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pipeline.decisions import log_of
from pipeline.errors import OutputError
from pipeline.plan.material import Material, read_material
from pipeline.report import published
from pipeline.settings import Settings
from pipeline.store import Run, RunStore

T = TypeVar("T")
PLAN, FIRST_TOLD = "actieplan", "eerste-terugkoppeling"
TOLD_BACK, LETTERS = "terugkoppeling", "brieven"
CHANGES = "wijzigingen"


@dataclass(frozen=True)
class Wanted:
    """`what`: None for the bundle of figures and tables; `out`: a file or a folder, by what.

    `run_id` None: the published run; `runs_folder` None: that of the settings.
    `with_names`: the names of uitdagers in their letters. `against`: the run that changes are told
    against, None: the one before.
    """

    what: str | None
    out: Path
    run_id: str | None = None
    runs_folder: Path | None = None
    with_names: bool = False
    against: str | None = None


def write_output(settings: Settings, wanted: Wanted) -> list[Path]:
    """The files that were written.

    Raises:
        OutputError: what is asked for is unknown, or cannot be written there.
        StoreError: there is no such run.
    """
    if wanted.with_names and wanted.what != LETTERS:
        raise OutputError(f"--met-namen hoort alleen bij genks export {LETTERS}.")
    if wanted.against and wanted.what != CHANGES:
        raise OutputError(f"--tegen hoort alleen bij genks export {CHANGES}.")
    if wanted.what is None:
        from pipeline.export.bundle import export_run

        _folder(wanted.out)
        return export_run(_run(settings, wanted), wanted.out, settings.categorise.review_below)
    writers: dict[str, Callable[[Settings, Wanted], list[Path]]] = {
        PLAN: _write_plan,
        FIRST_TOLD: _write_first_telling,
        TOLD_BACK: _write_pages,
        LETTERS: _write_letters,
        CHANGES: _write_changes,
    }
    if wanted.what not in writers:
        known = ", ".join(writers)
        raise OutputError(
            f"genks export kent {wanted.what!r} niet; kies uit {known}, "
            "of laat het weg voor de figuren en tabellen."
        )
    _check_place(settings, wanted)
    return writers[wanted.what](settings, wanted)


def _check_place(settings: Settings, wanted: Wanted) -> None:
    """What is handed on does not lie among what is read: it would be taken for a delivery."""
    paths, out = settings.paths, wanted.out.resolve()
    kept = {
        "aanleveringen": settings.path(paths.raw),
        "verwerkte gegevens": (wanted.runs_folder or settings.path(paths.processed)).resolve(),
        "beslissingen": settings.path(paths.decisions),
    }
    for words, folder in kept.items():
        if out.is_relative_to(folder):
            raise OutputError(
                f"{wanted.out} ligt in de map met {words} ({folder}). "
                "Kies bij --out een plaats daarbuiten."
            )


def _write_plan(settings: Settings, wanted: Wanted) -> list[Path]:
    from pipeline.export.plan_excel import plan_xlsx
    from pipeline.export.plan_word import plan_docx

    drawers = {".docx": plan_docx, ".xlsx": plan_xlsx}
    draw = _by_suffix(wanted, drawers)
    return [_write(wanted.out, draw(_material(settings, wanted)))]


def _write_first_telling(settings: Settings, wanted: Wanted) -> list[Path]:
    from pipeline.export.powerpoint import write_first_telling

    _no_folder(wanted.out)
    material = _material(settings, wanted)
    return [write_first_telling(material, settings.campaign, wanted.out)]


def _write_pages(settings: Settings, wanted: Wanted) -> list[Path]:
    from pipeline.export.public_page import write_public_site

    _folder(wanted.out)
    return write_public_site(_material(settings, wanted), wanted.out)


def _write_letters(settings: Settings, wanted: Wanted) -> list[Path]:
    from pipeline.export.letters import write_letters

    _folder(wanted.out)
    names = _names_of_uitdagers(settings) if wanted.with_names else {}
    return write_letters(_material(settings, wanted), wanted.out, names)


def _write_changes(settings: Settings, wanted: Wanted) -> list[Path]:
    from pipeline.export.changes import Changes, read_changes, run_before
    from pipeline.export.changes_word import changes_docx

    drawers: Mapping[str, Callable[[Changes], bytes]] = {".docx": changes_docx}
    draw = _by_suffix(wanted, drawers)
    run = _run(settings, wanted)
    store = RunStore(wanted.runs_folder or settings.path(settings.paths.processed))
    against = wanted.against or run_before(store, run)
    if against is None:
        raise OutputError(f"Run {run.run_id} is de eerste: er is nog niets om mee te vergelijken.")
    return [_write(wanted.out, draw(read_changes(store, run.run_id, against)))]


def _names_of_uitdagers(settings: Settings) -> dict[str, str]:
    """The name of each code, read where the registry lies and kept nowhere."""
    from pipeline.ingest import find_beside
    from pipeline.ingest.registry import read_registry

    raw, file = settings.path(settings.paths.raw), settings.paths.registry
    path = find_beside(raw, file)
    names = read_registry(path).names if path else {}
    if not names:
        raise OutputError(
            f"Voor --met-namen is de lijst van uitdagers nodig, met hun code en naam: {file} naast "
            f"de aanleveringen ({raw}). Zet ze daar, of laat --met-namen weg."
        )
    return {uitdager_id: name for name, uitdager_id in names.items()}


def _by_suffix(wanted: Wanted, drawers: Mapping[str, Callable[[T], bytes]]) -> Callable[[T], bytes]:
    draw = drawers.get(wanted.out.suffix.lower())
    if draw is None:
        kinds = " of ".join(drawers)
        raise OutputError(
            f"{wanted.out}: {wanted.what} wordt een bestand dat eindigt op {kinds}; "
            f"typ bv. --out {wanted.what}{next(iter(drawers))}."
        )
    return draw


def _run(settings: Settings, wanted: Wanted) -> Run:
    store = RunStore(wanted.runs_folder or settings.path(settings.paths.processed))
    return store.read(wanted.run_id) if wanted.run_id else published(store)


def _material(settings: Settings, wanted: Wanted) -> Material:
    run = _run(settings, wanted)
    return read_material(run, log_of(settings).read(), settings.categorise.review_below)


def _folder(out: Path) -> Path:
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out} is een bestand; geef bij --out een map.")
    return out


def _no_folder(path: Path) -> None:
    if path.is_dir():
        raise OutputError(f"{path} is een map; geef bij --out een bestand.")


def _write(path: Path, content: bytes) -> Path:
    _no_folder(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
