"""The library of one installation: what the console, the commands and the bot hold."""

from __future__ import annotations

import logging
from pathlib import Path

from bot.answering import Answer, Answerer
from bot.settings import Settings
from embeddings.edition import Edition
from embeddings.encoder import Progress, open_encoder
from embeddings.errors import (
    CorruptEditionError,
    EditionError,
    EditionMismatchError,
    ReaderError,
)
from embeddings.loaders import load_articles
from embeddings.publishing import EditionStore, Published
from embeddings.reading import open_span_model
from embeddings.span_model import SpanModel

_LOG = logging.getLogger(__name__)


def _silent(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


class Library:
    """The open edition and the way to a newer one. Safe to use from several threads.

    ``answerer`` is replaced in one step by ``publish`` and ``rollback``: whoever is asking goes on
    with the edition they started with.
    """

    def __init__(self, settings: Settings) -> None:
        """Hold the model and the editions, none of them open yet.

        Raises:
            EncoderError, HomeError: the model cannot be loaded or written.
        """
        self._settings = settings
        self._encoder = open_encoder(settings.model, settings.models_directory, settings.threads)
        self._store = EditionStore(settings.home, settings.keep_editions)
        self._answerer: Answerer | None = None
        self._spans: SpanModel | None = None
        self.warnings: list[EditionError | ReaderError] = []
        try:
            self._spans = open_span_model(
                settings.reader, settings.models_directory, settings.threads
            )
        except ReaderError as error:
            _LOG.warning("answering with whole sentences: %s", error)
            self.warnings.append(error)

    @classmethod
    def open(cls, settings: Settings, progress: Progress = _silent) -> Library:
        """Open the edition that serves; publish one first where there is none that can be opened.

        A damaged edition is passed over for the newest older one that is whole; ``warnings`` says
        so.

        Raises:
            NoArticlesError: there is no edition, and nothing to make one from.
            EncoderError, HomeError: the model cannot be loaded; the home cannot be written.
        """
        library = cls(settings)
        edition = library._open_best()
        if edition is None:
            library.publish(progress)
        else:
            library._serve(edition)
        return library

    @property
    def answerer(self) -> Answerer:
        """Answers from the edition that serves now."""
        if self._answerer is None:
            raise RuntimeError("the library has not been opened")
        return self._answerer

    def ask(self, question: str) -> Answer:
        """Ask the edition that serves now; see ``Answerer.ask``."""
        return self.answerer.ask(question)

    def publish(self, progress: Progress = _silent) -> Published:
        """Read the articles, publish a new edition of them and serve it.

        Raises:
            NoArticlesError: nothing could be read from the articles directory.
            PublishBusyError, VerificationError, EncoderError, HomeError: see ``EditionStore``.
        """
        loaded = load_articles(Path(self._settings.articles))
        published = self._store.publish(loaded.articles, loaded.skipped, self._encoder, progress)
        self._serve(self._store.open(published.edition, self._encoder))
        return published

    def rollback(self) -> str:
        """Serve the edition before the current one again; returns its id.

        Raises:
            NoEditionError: there is none before it.
            CorruptEditionError, EditionMismatchError: it cannot be opened; nothing was switched.
        """
        edition = self._store.open(self._store.previous_id(), self._encoder)
        self._store.switch(edition.id)
        self._serve(edition)
        return edition.id

    def _open_best(self) -> Edition | None:
        current = self._store.current_id()
        older = [name for name in reversed(self._store.ids()) if current and name < current]
        for name in [current, *older] if current else []:
            try:
                return self._store.open(name, self._encoder)
            except (CorruptEditionError, EditionMismatchError) as error:
                _LOG.warning("%s", error)
                self.warnings.append(error)
        return None

    def _serve(self, edition: Edition) -> None:
        self._answerer = Answerer(
            edition, self._encoder, self._spans, self._settings.min_confidence
        )
