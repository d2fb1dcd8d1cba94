"""Where the files that ship are, in a checkout and in a wheel, and what the models are called."""

from __future__ import annotations

from pathlib import Path

# What ``HOIBAO_MODEL`` and ``HOIBAO_READER`` call what ships; all else is a hub name or a path.
BUNDLED, SENTENCES = "bundled", "sentences"

_PACKAGE = Path(__file__).parent


def data_directory() -> Path:
    """``data/`` of the checkout, or the copy of it inside the installed package."""
    inside = _PACKAGE / "data"
    return inside if inside.is_dir() else _PACKAGE.parent / "data"


def articles_directory() -> Path:
    """The articles of the current directory (``data/articles``), else those that ship."""
    here = Path("data/articles")
    return here if here.is_dir() else data_directory() / "articles"


def models_directory() -> Path:
    """What was trained for this project: language tables, ranking weights."""
    return data_directory() / "models"
