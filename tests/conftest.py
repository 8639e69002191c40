"""What several tests share: a small set of real deliveries, and runs on them made once."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import hypothesis
import pytest

from pipeline.resources.gold import load_labelled
from pipeline.settings import Settings, load_settings
from tests.chromium import find_browser
from tests.workers import FileScheduling, long_first, once_for_all

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "data" / "raw" / "voorbeeld"
ONE_OF_EACH_SHAPE = (
    "U05_gespreksformulier.xlsx",
    "U06_verslag.docx",
    "U08_notities.xlsx",
    "U09_mail.txt",
    "U13_export.csv",
    "U25.ods",
)

# A law is no measure of speed: on a busy machine one example may take long.
hypothesis.settings.register_profile("laws", hypothesis.settings(deadline=None))
hypothesis.settings.load_profile("laws")


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> FileScheduling | None:
    """With `--dist loadfile` the tests of a file stay together, and those of all browser files."""
    return FileScheduling(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the browser walk out where there is no browser, aloud; in CI that is an error."""
    items[:] = long_first(items)
    walk = [item for item in items if "browser" in item.path.parts]
    if not walk or find_browser():
        return
    if os.environ.get("CI"):
        raise pytest.UsageError("CI needs Chromium for the browser walk.")
    items[:] = [item for item in items if item not in walk]
    config.hook.pytest_deselected(items=walk)
    print("\nNo Chromium found: the browser walk is left out (see README.md).")  # noqa: T201


def settings_in(folder: Path, **environment: str) -> Settings:
    """The example's settings, with its decisions in `folder`."""
    variables = {"GENKS_PATHS__DECISIONS": str(folder / "decisions"), **environment}
    return load_settings(ROOT / "genks.toml", variables)


def copy_deliveries(target: Path, names: tuple[str, ...] = ONE_OF_EACH_SHAPE) -> Path:
    """These files of the example, with the registry and the reference figures beside them."""
    target.mkdir(parents=True, exist_ok=True)
    for name in (*names, "uitdagers.xlsx", "bevolking.csv"):
        shutil.copy2(EXAMPLE / name, target / name)
    return target


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign with one delivery of each shape and its published run, made from nothing.

    Made once for all processes: tests read it, or go on in a copy.
    """
    from pipeline.run import run

    def fill(folder: Path) -> None:
        run(settings_in(folder), copy_deliveries(folder / "raw"), folder / "processed")

    return once_for_all(tmp_path_factory, "first", fill)


@pytest.fixture(scope="session")
def warm_cache(first_run: Path) -> Path:
    """A cache that holds the trained classifier, so that not every test trains it again."""
    return first_run / "processed" / "cache"


@pytest.fixture
def few_lessons(monkeypatch: pytest.MonkeyPatch) -> None:
    """What people say is learned in a second, from fewer notes beside it."""
    monkeypatch.setattr("pipeline.learning.MOST_LESSONS", 900)


@pytest.fixture
def few_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package ships a fifth of its labelled notes: what learns from all of them is quick."""
    monkeypatch.setattr("pipeline.learning.load_labelled", lambda: load_labelled()[::5])


def warm_store(folder: Path, warm_cache: Path) -> Path:
    """The processed folder of a campaign in `folder`, with a warm cache and no run."""
    shutil.copytree(warm_cache, folder / "processed" / "cache")
    return folder / "processed"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The example's settings, with decisions in a folder of the test's own."""
    return settings_in(tmp_path)
