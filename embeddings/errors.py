"""Every error Hỏi Báo raises on purpose.

    HoiBaoError
    ├── ArticleError
    │   ├── NoArticlesError         the articles directory holds nothing readable
    │   │   └── ArticlesDirectoryError  ... or is missing, a file, or may not be read
    │   └── ArticleFormatError      one file or line cannot be read as an article
    ├── QuestionError
    │   ├── EmptyQuestionError      nothing to ask: blank, or only punctuation and emoji
    │   └── QuestionTooLongError    longer than the limit
    ├── QuestionFileError           a file of questions to evaluate with cannot be read
    ├── PlotError                   the plot of a benchmark cannot be drawn
    ├── EncoderError                the model cannot be found, verified or loaded
    ├── HomeError                   the home directory cannot be written
    └── EditionError
        ├── NoEditionError          there is no earlier edition to roll back to
        ├── CorruptEditionError     a published edition fails its checksums or cannot be read
        ├── EditionMismatchError    made by another encoder or text version than the running code
        ├── PublishBusyError        another process is publishing
        └── VerificationError       the freshly built edition failed its own checks; not published

An error carries what a person needs to act on as ``details``. Its English text is for logs and
programs; what a person reads is looked up in the message files by ``code`` (``error-<code>``) with
the same details.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar


class HoiBaoError(Exception):
    """Base of all errors raised on purpose; ``code`` names its message, ``details`` fill it."""

    code: ClassVar[str] = "internal"

    def __init__(self, message: str, **details: str | int) -> None:
        super().__init__(message)
        self.details = details


class ArticleError(HoiBaoError):
    """Something about the articles that were to be read."""

    code = "article"


class NoArticlesError(ArticleError):
    """Nothing in the articles directory could be read. Details: ``path``.

    ``skipped`` has what there was and why it could not be read, as in a publication that succeeds.
    """

    code = "no-articles"

    def __init__(
        self, message: str, skipped: Sequence[ArticleFormatError] = (), **details: str | int
    ) -> None:
        super().__init__(message, **details)
        self.skipped = tuple(skipped)


class ArticlesDirectoryError(NoArticlesError):
    """The articles directory is missing, a file, or locked. Details: ``path``, ``reason``."""

    code = "articles-directory"


class ArticleFormatError(ArticleError):
    """One file (or line of a file) cannot be read as an article. Details: ``path``, ``reason``."""

    code = "article-format"


class QuestionError(HoiBaoError):
    """A question that cannot be asked."""

    code = "question"


class EmptyQuestionError(QuestionError):
    """Nothing is left of the question: blank, or only punctuation and emoji."""

    code = "question-empty"


class QuestionTooLongError(QuestionError):
    """The question exceeds the limit. Details: ``length``, ``limit`` (characters)."""

    code = "question-too-long"


class QuestionFileError(HoiBaoError):
    """A file of questions (or a line of it) cannot be read. Details: ``path``, ``reason``.

    A reason that is about one field of a line comes with ``field``, its name.
    """

    code = "question-file"


class PlotError(HoiBaoError):
    """The plot of a benchmark cannot be drawn. Details: ``path``, ``reason``."""

    code = "plot"


class EncoderError(HoiBaoError):
    """The model cannot be found, verified or loaded. Details: ``model``, ``reason``."""

    code = "encoder"


class ReaderError(HoiBaoError):
    """The reading model's file cannot be used. Details: ``path``, ``reason``."""

    code = "reader"


class HomeError(HoiBaoError):
    """The home directory cannot be written. Details: ``path``, ``reason``."""

    code = "home"


class EditionError(HoiBaoError):
    """Something about editions."""

    code = "edition"


class NoEditionError(EditionError):
    """There is no earlier edition to roll back to. Details: ``path``."""

    code = "no-edition"


class CorruptEditionError(EditionError):
    """A published edition cannot be read or fails a checksum. Details: ``edition``, ``reason``.

    A reason that is about one file of it comes with ``file``, its name; one about the format with
    ``found`` and ``expected``.
    """

    code = "corrupt-edition"


class EditionMismatchError(EditionError):
    """Built by another encoder or text version. Details: ``edition``, ``expected``, ``found``."""

    code = "edition-mismatch"


class PublishBusyError(EditionError):
    """Another process of this installation is publishing right now."""

    code = "publish-busy"


class VerificationError(EditionError):
    """A freshly built edition failed its own checks and was not published. Details: ``reason``."""

    code = "verification"
