"""The one place for Vietnamese: characters, terms, and how people type.

Display text is never changed by any of this, except for the question itself, whose reading
(``Understood.text``) is shown when asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from embeddings.vietnamese.changes import Change, ChangeKind, Understood
from embeddings.vietnamese.lexicon import Lexicon
from embeddings.vietnamese.sentences import sentence_spans
from embeddings.vietnamese.terms import index_terms
from embeddings.vietnamese.text import fold, nfc

if TYPE_CHECKING:
    from embeddings.vietnamese.topic import Topic
    from embeddings.vietnamese.understanding import Understander

# Pinned in an edition's manifest: raise it when index_terms gives other terms for the same text.
TEXT_VERSION = "1"

__all__ = [
    "TEXT_VERSION",
    "Change",
    "ChangeKind",
    "Lexicon",
    "Topic",
    "Understander",
    "Understood",
    "fold",
    "index_terms",
    "nfc",
    "sentence_spans",
]


# By module; they need numpy, which takes longer to import than all the rest.
_ON_FIRST_USE = {"Topic": "topic", "Understander": "understanding"}


def __getattr__(name: str) -> object:
    """Those that are imported on first use."""
    if name in _ON_FIRST_USE:
        return getattr(import_module(f"{__name__}.{_ON_FIRST_USE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
