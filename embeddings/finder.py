"""A question as it was typed, to the passages that may answer it."""

from __future__ import annotations

from collections.abc import Sequence

from embeddings.edition import Edition
from embeddings.encoder import Encoder
from embeddings.retriever import Hit, Retriever
from embeddings.timing import Stopwatch
from embeddings.vietnamese import ChangeKind, Topic, Understander, Understood

_TOPIC = 8  # passages that tell how to read a question


class Finder:
    """Understands and searches, twice if what was found tells how a question was meant.

    Most words typed without accents can be read in several ways, and what is found hardly depends
    on it: the index has every syllable without its accents, too. Safe to use from several threads.
    """

    def __init__(self, edition: Edition, encoder: Encoder) -> None:
        self._understander = Understander(edition.lexicon)
        self._retriever = Retriever(edition, encoder)

    def find(
        self, question: str, k: int, watch: Stopwatch | None = None
    ) -> tuple[Understood, list[Hit]]:
        """How the question was understood, and its ``k`` best passages, best first.

        Without terms in what was understood there is nothing to search, and nothing found.
        """
        watch = watch or Stopwatch()
        with watch.stage("understand"):
            understood = self._understander.understand(question)
        if not understood.terms:
            return understood, []
        hits = self._retriever.search(understood, k, watch)
        if not any(change.kind is ChangeKind.ACCENTS for change in understood.changes):
            return understood, hits
        with watch.stage("understand"):
            topic = _topic(hits[:_TOPIC])
            again = self._understander.understand(question, topic)
        if again.text == understood.text:
            return understood, hits
        return again, self._retriever.search(again, k, watch)


def _topic(hits: Sequence[Hit]) -> Topic:
    """Of the best hits, each by its share of their probability: however little is known of what was
    asked, a library is asked for what it has rather than for anything else."""
    whole = sum(hit.score for hit in hits) or 1.0
    return Topic.of((hit.passage.text, hit.score / whole) for hit in hits)
