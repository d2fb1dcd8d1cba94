"""Every sentence a person reads, in Vietnamese and English (Fluent files, a directory each)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from fluent.runtime import FluentBundle, FluentResource, resolver

from embeddings.errors import HoiBaoError

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
# The limit (2,500) guards against translations by others; ours are our own, and a question of 840
# characters, many of them angle brackets, is longer once it is escaped.
resolver.MAX_PART_LENGTH = 20_000
_NO_LETTER = re.compile(r"[^a-z0-9]+")


@cache
def bundle(language: Language) -> FluentBundle:
    """The messages of one language: all files of its directory."""
    # No isolation marks: they would end up inside Telegram messages and copied text.
    made = FluentBundle([language], use_isolating=False)
    for path in sorted((Path(__file__).parent / language).glob("*.ftl")):
        made.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return made


def text(language: Language, message: str, /, **variables: str | float) -> str:
    """The message, filled in.

    Raises:
        LookupError: the message does not exist or lacks a variable; a test keeps both out.
    """
    messages = bundle(language)
    if not messages.has_message(message):
        raise LookupError(f"no message {message!r} for {language}")
    pattern = messages.get_message(message).value
    if pattern is None:
        raise LookupError(f"message {message!r} for {language} has no text")
    filled, errors = messages.format_pattern(pattern, variables)
    if errors:
        raise LookupError(f"message {message!r} for {language}: {errors[0]}")
    return str(filled)


def error_text(language: Language, error: HoiBaoError) -> str:
    """What a person is told about an error, its ``reason`` included."""
    details = error.details
    if "reason" in details:
        reason = reason_text(language, str(details["reason"]), **details)
        details = {**details, "reason": reason}
    return text(language, f"error-{error.code}", **details)


def reason_text(language: Language, reason: str, /, **details: str | int) -> str:
    """A reason in words: our own codes, and what systems say most often; else as it is.

    ``details`` are those of the error: some reasons name the file or the field they are about.
    """
    message = f"reason-{_NO_LETTER.sub('-', reason.lower())}"
    if not bundle(language).has_message(message):
        return reason
    return text(language, message, **details)


def language_of(code: str | None) -> Language:
    """The language to speak with somebody whose Telegram client says ``code`` (an IETF tag)."""
    return "vi" if code is None or code.lower().startswith("vi") else "en"
