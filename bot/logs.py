"""Logging for people who operate an installation: one line an event, and never the bot's token.

The token is part of every Bot API address, so it turns up where nobody expects it: in the HTTP
client's log lines, in exception texts, in tracebacks. It is therefore taken out of the finished
line, tracebacks included, and not only of the arguments somebody thought of.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable
from types import TracebackType
from urllib.parse import quote

STARS = "[secret]"

# A bot token of any installation: number of the bot, colon, 35 characters (some have had 34 or 36).
_TOKEN = re.compile(r"\d{5,}(?::|%3A)[A-Za-z0-9_-]{30,}")
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# They write every request, address and all, or every step at INFO; what matters we log ourselves.
_CHATTY = ("httpx", "httpcore", "telegram.ext", "telegram.Bot", "filelock", "urllib3", "alembic")


class RedactingFormatter(logging.Formatter):
    """Formats a record as usual, then blots out the secrets in whatever came of it."""

    def __init__(self, secrets: Iterable[str] = (), fmt: str = _FORMAT) -> None:
        super().__init__(fmt)
        spellings = {form for secret in secrets if secret for form in (secret, quote(secret, "~"))}
        # The longest first, or the rest of a longer one would stay.
        alternatives = [re.escape(form) for form in sorted(spellings, key=len, reverse=True)]
        self._secret = re.compile("|".join([*alternatives, _TOKEN.pattern]))

    def format(self, record: logging.LogRecord) -> str:
        """The line (or lines, with a traceback), without secrets."""
        return self.redact(super().format(record))

    def redact(self, text: str) -> str:
        """``text`` with every secret replaced."""
        return self._secret.sub(STARS, text)


def configure(level: int = logging.INFO, secrets: Iterable[str] = ()) -> None:
    """Send all logging, warnings and uncaught exceptions to stderr, redacted.

    May be called again, for instance once the settings are known; the last call counts.
    """
    handler = logging.StreamHandler()
    handler.setLevel(level)  # some libraries set their own loggers to DEBUG
    handler.setFormatter(RedactingFormatter(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_uncaught


def _log_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger("hoibao").critical("uncaught exception", exc_info=(kind, error, trace))
