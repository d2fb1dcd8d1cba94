"""What kind of answer a question asks for, and whether a text could hold one.

Rules over question words, Vietnamese (folded, so that missing accents do not matter) and English.
"""

from __future__ import annotations

import re
from enum import StrEnum

from embeddings.vietnamese import fold


class AnswerType(StrEnum):
    """What an answer would be."""

    PERSON = "person"
    QUANTITY = "quantity"
    TIME = "time"
    PLACE = "place"
    OTHER = "other"


# In order: "năm nào" is a time although "nào" alone is nothing; "bao nhiêu" beats "ai" in
# "ai có bao nhiêu".
_QUESTION_WORDS: tuple[tuple[AnswerType, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\b(?:{words})\b"))
    for kind, words in (
        (
            AnswerType.TIME,
            r"khi nao|bao gio|luc nao|hoi nao|may gio|"
            r"(?:ngay|thang|nam|thoi gian|thoi diem|the ky|giai doan|dip) (?:nao|may|bao nhieu)|"
            r"when|(?:what|which) (?:year|date|day|month|time|century)",
        ),
        (
            AnswerType.QUANTITY,
            r"bao nhieu|bao lau|bao xa|bao lon|may|how (?:many|much|long|far|old|large|big|tall)|"
            r"so luong|ti le|ty le|phan tram",
        ),
        (
            AnswerType.PLACE,
            r"dau|noi nao|cho nao|(?:tinh|thanh pho|nuoc|quoc gia|huyen|vung) nao|where",
        ),
        (AnswerType.PERSON, r"ai|nguoi nao|vi nao|nhung ai|who|whom|whose"),
    )
)

_UPPER = "A-ZĐÀ-ÖØ-ÞĂĨŨƠƯẠ-Ỹ"
_NAME = re.compile(
    rf"(?<![.!?…:] )(?<!^)\b[{_UPPER}]\w*(?: [{_UPPER}]\w*)+|"
    rf"^\W*[{_UPPER}]\w*(?: [{_UPPER}]\w*){{2,}}"
)
_NUMBER_WORDS = re.compile(
    r"\b(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|tram|nghin|ngan|trieu|ty|nua|vai|hang)\b"
)
_TIME = re.compile(
    r"\b(?:ngay|thang|nam|the ky|thap nien|quy|mua|gio|sang|chieu|toi)\s+\S*\d|"
    r"\d{1,2}[./-]\d{1,2}|\b[12]\d{3}\b"
)


def answer_type(question: str) -> AnswerType:
    """What kind of answer ``question`` asks for."""
    folded = fold(question)
    return next((kind for kind, words in _QUESTION_WORDS if words.search(folded)), AnswerType.OTHER)


def may_hold(kind: AnswerType, text: str) -> bool:
    """Whether ``text`` contains anything of the kind; OTHER and PLACE are anything with a name."""
    if kind is AnswerType.PERSON or kind is AnswerType.PLACE:
        return _NAME.search(text) is not None
    if kind is AnswerType.QUANTITY:
        return any(c.isdigit() for c in text) or _NUMBER_WORDS.search(fold(text)) is not None
    if kind is AnswerType.TIME:
        return _TIME.search(fold(text)) is not None
    return True
