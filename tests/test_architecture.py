"""Who may import whom, and what must not be imported before it is needed."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "embeddings")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TELEGRAM = ("bot/handlers/", "bot/transport/", "bot/application.py")


def imports(path):
    """Full names of all modules a file imports, wherever in the file."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module or "")
    return names


def packages(path):
    return {name.partition(".")[0] for name in imports(path)}


def name(path):
    return path.relative_to(ROOT).as_posix()


def test_the_modules_are_found():
    assert {"bot/cli.py", "embeddings/edition.py"} <= {name(path) for path in MODULES}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_go_one_way(path):
    found = packages(path)
    if name(path).startswith("embeddings/"):
        assert "bot" not in found
    if not name(path).startswith(TELEGRAM):
        assert "telegram" not in found
    if name(path).startswith("bot/"):
        assert not found & {"torch", "transformers", "sentence_transformers", "faiss", "bm25s"}


def loaded_by(code):
    """Top-level packages loaded after ``code`` ran in a fresh interpreter."""
    script = f"import sys\n{code}\nprint(*{{m.partition('.')[0] for m in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(done.stdout.splitlines()[-1].split())


def test_help_loads_nothing_heavy():
    loaded = loaded_by(
        "from bot.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit as end: assert not end.code"
    )
    assert "typer" in loaded
    assert not loaded & {"torch", "telegram", "numpy", "faiss", "transformers", "prompt_toolkit"}
    assert not loaded & {"sqlalchemy", "alembic"}


def test_answering_needs_neither_torch_nor_telegram():
    loaded = loaded_by("import bot.library, bot.console, bot.interchange")
    assert "faiss" in loaded
    assert not loaded & {"torch", "telegram", "transformers", "sentence_transformers"}
    # Whole sentences need no reading model.
    assert not loaded & {"onnx", "onnxruntime"}
