"""What ``/start`` may carry: a question, or a passage. Telegram allows 64 of A-Z, a-z, 0-9, _, -.

``q_<answer id>``   the question of an answer, to be asked again
``q_<base64>``      a question itself, UTF-8 in base64url without padding (up to 46 bytes)
``p_<permalink>``   a passage
"""

from __future__ import annotations

import binascii
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

LIMIT = 64
QUESTION, PASSAGE = "q_", "p_"
_ALPHABET = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


def start_address(username: str) -> str:
    """What a link to the bot with something to carry begins with."""
    return f"https://t.me/{username}?start="


def question_payload(question: str) -> str | None:
    """What carries a question; None if it is too long."""
    encoded = urlsafe_b64encode(question.encode()).decode().rstrip("=")
    payload = QUESTION + encoded
    return payload if encoded and len(payload) <= LIMIT else None


def question_in(value: str) -> str | None:
    """The question in what follows ``q_``; None if there is none to be read."""
    if not _ALPHABET.fullmatch(value):
        return None
    try:
        question = urlsafe_b64decode(value + "=" * (-len(value) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    return question if question.isprintable() and any(map(str.isalpha, question)) else None
