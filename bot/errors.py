"""The errors only the bot can raise; the others are in ``embeddings/errors.py``.

HoiBaoError
├── BusyError               more questions wait for an answer than may
├── QuestionError
│   └── QuestionEncodingError   not UTF-8
└── TelegramError
    ├── TokenMissingError    no token is set
    ├── TokenRejectedError   Telegram does not know the token (any more)
    ├── TokenBusyError       another program is fetching this bot's messages
    └── WebhookError         the webhook server cannot listen, or Telegram refuses its address
"""

from __future__ import annotations

from embeddings.errors import HoiBaoError, QuestionError


class BusyError(HoiBaoError):
    """So many questions wait for an answer that one more would wait too long."""

    code = "busy"


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


class WebhookError(TelegramError):
    """Messages cannot come in by webhook. Details: ``url`` (its address), ``reason``."""

    code = "telegram-webhook"
