"""The house stays in order: imports point down, the reading side is light, modules stay small."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "pipeline"
STAGES = {"ingest", "language", "categorise", "themes", "analysis"}
BASE = {"", "schema", "errors", "settings", "ids", "cache", "resources", "wordindex"}
READING = {"store", "run_reader", "search", "decisions", "compare", "progress"}
WRITING = {
    "run",
    "assemble",
    "fingerprint",
    "check",
    "evaluation",
    "privacy_report",
    "reveal",
    "report",
    "serve",
    "campaign",
    "history",
    "theming",
    "theme_changes",
    "learning",
    "outputs",
    "people",
}
SPACY = ("language/dutch.py", "language/tokenise.py")
HEAVY = ("spacy", "bertopic", "sklearn", "umap", "numba", "torch", "thinc", "simplemma")


def rooms_of_imports(path: Path) -> set[str]:
    """The rooms of `pipeline` that a module imports, also inside functions."""
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
            if node.module == "pipeline":
                names = [f"pipeline.{alias.name}" for alias in node.names]
        rooms |= {name.split(".")[1] for name in names if name.startswith("pipeline.")}
    return rooms


def modules(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if ".venv" not in path.parts)


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py").replace("__init__", "")


@pytest.mark.parametrize("path", modules(PACKAGE), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_down(path):
    """A room imports only rooms below it, and stages never import each other."""
    room = room_of(path)
    if room in WRITING | {"__main__"}:
        return
    allowed = BASE | {room}
    if room == "plan":
        allowed |= READING | {"analysis"}
    elif room == "export":
        allowed |= READING | {"analysis", "plan"}
    elif room in READING:
        allowed |= READING
    above = rooms_of_imports(path) - allowed
    assert not above, f"{path.relative_to(ROOT)} imports {sorted(above)}"


def test_heavy_languages_and_models_have_one_room():
    """SpaCy is imported only where words are read, BERTopic only by the discovery of themes."""
    for path in modules(PACKAGE):
        text = path.read_text(encoding="utf-8")
        if "import spacy" in text or "from spacy" in text:
            assert path.relative_to(PACKAGE).as_posix() in SPACY
        if "import bertopic" in text or "from bertopic" in text:
            assert path.relative_to(PACKAGE).as_posix() == "themes/discover.py"


def test_streamlit_stays_in_the_explorer():
    """No stage, table or export knows of the browser."""
    for path in modules(PACKAGE):
        text = path.read_text(encoding="utf-8")
        assert "import streamlit" not in text, path
        assert "from streamlit" not in text, path


@pytest.mark.slow
def test_the_reading_side_starts_without_models():
    """Importing what the explorer needs loads no spaCy, BERTopic, scikit-learn, numba or torch."""
    code = (
        "import sys, pipeline.store, pipeline.search, pipeline.decisions, pipeline.analysis, "
        "pipeline.export.charts, pipeline.export.tables, pipeline.export.bundle, explorer.data\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert answer.stdout.strip() == "[]"


@pytest.mark.parametrize("folder", ["pipeline", "explorer"])
def test_modules_stay_readable(folder):
    """No module passes 300 lines, no page 120."""
    for path in modules(ROOT / folder):
        n_lines = len(path.read_text(encoding="utf-8").splitlines())
        assert n_lines <= (120 if "pages" in path.parts else 300), path
