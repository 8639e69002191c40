"""The explorer as a test opens it: a campaign in a folder of its own, and a page of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest

from explorer.state import APP_NAME
from tests.runs import make_tables, publish_run

APP = Path(__file__).resolve().parent.parent / "app.py"
SETTINGS = """
[campaign]
fictional = true

[paths]
raw = "raw"
processed = "processed"
decisions = "decisions"
"""


def make_campaign(folder: Path, monkeypatch, n_fragments: int | None = None) -> Path:
    """A campaign with a published run of so many fragments; None: nothing was run yet."""
    (folder / "genks.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "raw").mkdir()
    monkeypatch.setenv("GENKS_SETTINGS", str(folder / "genks.toml"))
    if n_fragments is not None:
        place_run(folder, files_of_run(n_fragments))
    return folder


@cache
def files_of_run(n_fragments: int) -> dict[str, bytes]:
    """The files of a store with a run of so many fragments, by their path; made once."""
    return files_of(make_tables(n_fragments))


def files_of(tables: dict[str, pd.DataFrame]) -> dict[str, bytes]:
    """The files of a store in which these tables are the published run, by their path."""
    with TemporaryDirectory() as folder:
        publish_run(Path(folder), tables)
        files = (path for path in Path(folder).rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def place_run(folder: Path, files: dict[str, bytes]) -> None:
    """These files as the processed data of the campaign in `folder`."""
    for name, content in files.items():
        path = folder / "processed" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@cache
def _installed_components() -> BidiComponentManager:
    # Streamlit looks for components in all installed packages: once a server, but once a test here.
    manager = BidiComponentManager()
    manager.discover_and_register_components(start_file_watching=False)
    return manager


def open_page(name: str | None = None, who: str | None = None, **query: str | list[str]) -> AppTest:
    """A page by its file name without suffix, after its first run; None is the first page.

    `who`: the name that its visitor gave before.
    """
    app = AppTest.from_file(APP, default_timeout=60)
    app._bidi_component_manager = _installed_components()
    if name is not None:
        app.switch_page(f"explorer/pages/{name}.py")
    if who is not None:
        app.session_state[APP_NAME] = who
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def words_on(app: AppTest) -> str:
    """All that the page says, for looking whether a word is there."""
    kinds = ("title", "subheader", "markdown", "caption", "info", "success", "warning", "error")
    said = [str(element.value) for kind in kinds for element in getattr(app, kind)]
    said += [element.proto.body for element in app.get("html")]
    return "\n".join(said)
