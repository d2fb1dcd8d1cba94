"""What the desk has to decline, kindly.

HoiBaoError
└── RefusalError
    ├── AnswerGoneError       nothing is known of an answer any more, or its text has changed
    ├── AppealRepeatedError   this question has been handed to the admins already
    └── AppealLimitError      this person has handed them enough for now
"""

from __future__ import annotations

from embeddings.errors import HoiBaoError


class RefusalError(HoiBaoError):
    """Something a reader wants cannot be done (any more)."""

    code = "refusal"


class AnswerGoneError(RefusalError):
    """Nothing is known of the answer any more, or the articles no longer hold the passage."""

    code = "answer-gone"


class AppealRepeatedError(RefusalError):
    """The same person has handed the same question to the admins before."""

    code = "appeal-repeated"


class AppealLimitError(RefusalError):
    """A person asks the admins too often. Details: ``minutes`` (until they may again)."""

    code = "appeal-limit"
