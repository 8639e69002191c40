"""The explorer's server process: Streamlit, with the material opened while the browser starts."""

from __future__ import annotations

import importlib
import threading

from pipeline.errors import GenksError

_FIRST_PAGE = ("explorer.widgets.charts", "explorer.widgets.questions", "altair", "scipy.special")


def warm_up() -> None:
    """Load what the first page needs into this process; a broken store is told by the page."""
    from explorer import data

    viewer = data.Viewer()
    try:
        settings = data.read_settings()
        run = data.current_run(viewer, settings)
        if run is not None:
            decisions = data.read_decisions(viewer, settings)
            processed = settings.path(settings.paths.processed)
            source = data.source_of(run, decisions, processed)
            data.read_corpus(viewer, source, data.state_of(decisions, run))
    except GenksError:
        return
    for module in _FIRST_PAGE:
        importlib.import_module(module)


def main() -> None:
    """`python -m explorer.server run app.py --...`: as `streamlit run`, and warm."""
    from streamlit.web import cli

    threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
    cli.main(prog_name="genks explore")


if __name__ == "__main__":
    main()
