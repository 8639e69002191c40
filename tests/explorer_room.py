"""The explorer as a test opens it: a campaign in a folder of its own, and a page of it."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

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
        publish_run(folder / "processed", make_tables(n_fragments))
    return folder


def open_page(name: str | None = None, **query: str | list[str]) -> AppTest:
    """A page by its file name without suffix, after its first run; None is the first page."""
    app = AppTest.from_file(APP, default_timeout=60)
    if name is not None:
        app.switch_page(f"explorer/pages/{name}.py")
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def words_on(app: AppTest) -> str:
    """All that the page says, for looking whether a word is there."""
    kinds = ("title", "subheader", "markdown", "caption", "info", "success", "warning", "error")
    said = [str(element.value) for kind in kinds for element in getattr(app, kind)]
    said += [element.proto.body for element in app.get("html")]
    return "\n".join(said)
