"""Where the files that ship with the project are, in a checkout and in an installed wheel alike."""

from __future__ import annotations

from pathlib import Path

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
