"""The one place for Vietnamese: characters, terms, and how people type.

Display text is never changed by any of this, except for the question itself, whose reading
(``Understood.text``) is shown when asked for.
"""

from embeddings.vietnamese.changes import Change, ChangeKind
from embeddings.vietnamese.lexicon import Lexicon
from embeddings.vietnamese.sentences import sentence_spans
from embeddings.vietnamese.terms import index_terms
from embeddings.vietnamese.text import fold, nfc
from embeddings.vietnamese.understanding import Understander, Understood

# Pinned in an edition's manifest: raise it when index_terms gives other terms for the same text.
TEXT_VERSION = "1"

__all__ = [
    "TEXT_VERSION",
    "Change",
    "ChangeKind",
    "Lexicon",
    "Understander",
    "Understood",
    "fold",
    "index_terms",
    "nfc",
    "sentence_spans",
]
