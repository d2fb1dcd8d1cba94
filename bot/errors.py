"""The errors only the bot can raise; the others are in ``embeddings/errors.py``.

HoiBaoError
├── QuestionError
│   └── QuestionEncodingError   not UTF-8
└── TelegramError
    ├── TokenMissingError    no token is set
    ├── TokenRejectedError   Telegram does not know the token (any more)
    └── TokenBusyError       another program is fetching this bot's messages
"""

from __future__ import annotations

from embeddings.errors import HoiBaoError, QuestionError


class QuestionEncodingError(QuestionError):
    """The bytes of a question are not UTF-8."""

    code = "question-encoding"


class TelegramError(HoiBaoError):
    """Something about the bot's account that only its operator can put right."""

    code = "telegram"


class TokenMissingError(TelegramError):
    """``HOIBAO_TELEGRAM_TOKEN`` is not set."""

    code = "telegram-token-missing"


class TokenRejectedError(TelegramError):
    """Telegram does not accept the token. Details: ``api`` (which server said so)."""

    code = "telegram-token-rejected"


class TokenBusyError(TelegramError):
    """Another program is fetching the messages of the same bot."""

    code = "telegram-token-busy"
