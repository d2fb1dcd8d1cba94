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
            r"(?:ngay|thang|nam|thoi gian|thoi diem|the ky|giai doan|dip) nao|"
            r"(?:ngay|thang|nam|the ky) (?:may|bao nhieu)|"
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
_WORD = rf"[{_UPPER}][\w'’-]*"
# The family names of nine in ten Vietnamese; one of them starts a full name.
_FAMILIES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đoàn|Vương|"
    "Trịnh|Trương|Đinh|Lâm|Phùng|Mai|Tô|Hà|Tạ|Lương|Chu|Châu|Cao|Thái|Tăng|Quách|La|Thạch|Kiều|"
    "Lưu|Triệu|Nghiêm|Khổng|Doãn|Lại|Tống|Mạc|Văn|Giang|Viên|Thân|Bạch|Nông|Hứa|Ninh|Khuất|Cù|"
    "Từ|Đàm"
)
_PERSON = re.compile(
    # Nguyễn Thúy Hà
    rf"\b(?:{_FAMILIES})(?: {_WORD}){{1,4}}|"
    # ông Biden, đồng chí Hà
    rf"\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Đđ]ồng chí|[Cc]hủ tịch|[Tt]ổng thống|[Vv]ua|"
    rf"[Nn]ữ hoàng|GS|PGS|TS|ThS|BS)\.? {_WORD}|"
    # James Cook: two capitalised words, one of them of plain letters and longer than a syllable is
    rf"\b(?:[A-Z][a-z'’-]{{3,}} {_WORD}|{_WORD} [A-Z][a-z'’-]{{3,}})"
)
_NAME = re.compile(rf"(?<!^)\b{_WORD}(?: {_WORD})+|^\W*{_WORD}(?: {_WORD}){{2,}}")
# Without "năm", which is far more often a year than five.
_NUMBER_WORDS = re.compile(
    r"\b(?:một|hai|ba|bốn|sáu|bảy|tám|chín|mười|mươi|trăm|nghìn|ngàn|triệu|tỷ|tỉ|nửa|vài)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:ngay|thang|nam|the ky|thap nien|quy|mua|gio|sang|chieu|toi)\s+\S*\d|"
    r"\d{1,2}[./-]\d{1,2}|\b[12]\d{3}\b"
)


def _is_signature(text: str) -> bool:
    """THU BIÊN: two to four words in capitals and nothing else."""
    words = text.split()
    return 2 <= len(words) <= 4 and all(word.isalpha() and word.isupper() for word in words)


def answer_type(question: str) -> AnswerType:
    """What kind of answer ``question`` asks for."""
    folded = fold(question)
    return next((kind for kind, words in _QUESTION_WORDS if words.search(folded)), AnswerType.OTHER)


def may_hold(kind: AnswerType, text: str) -> bool:
    """Whether ``text`` contains something of the kind; everything may hold OTHER."""
    if kind is AnswerType.PERSON:
        return _PERSON.search(text) is not None or _is_signature(text)
    if kind is AnswerType.PLACE:
        return _NAME.search(text) is not None
    if kind is AnswerType.QUANTITY:
        return any(c.isdigit() for c in text) or _NUMBER_WORDS.search(text) is not None
    if kind is AnswerType.TIME:
        return _TIME.search(fold(text)) is not None
    return True
