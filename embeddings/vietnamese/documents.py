"""Numbers of official documents: 01-KL/TW is Kết luận 01, 43/2021/NĐ-CP is Nghị định 43."""

from __future__ import annotations

import re
from collections.abc import Sequence

from embeddings.vietnamese.scanning import Token, TokenKind
from embeddings.vietnamese.text import fold

# What a document is called in words, and in its number.
_NAMES = {
    ("chi", "thi"): "ct", ("ket", "luan"): "kl", ("nghi", "quyet"): "nq", ("nghi", "dinh"): "nd",
    ("quyet", "dinh"): "qd", ("quy", "dinh"): "qd", ("thong", "tu"): "tt", ("cong", "van"): "cv",
    ("ke", "hoach"): "kh", ("huong", "dan"): "hd", ("thong", "bao"): "tb", ("bao", "cao"): "bc",
    ("to", "trinh"): "ttr", ("phap", "lenh"): "pl", ("sac", "lenh"): "sl", ("quy", "che"): "qc",
    ("cong", "dien"): "cd", ("chuong", "trinh"): "ctr", ("de", "an"): "da",
}  # fmt: skip
_CODES = frozenset(_NAMES.values())
_CODE = re.compile(r"(\d+)(?:/(\d{4}))?[-/](.+)")


def document_keys(code: str) -> tuple[str, ...]:
    """What a written number is matched by: itself, and its kind and number alone.

    >>> document_keys("01-KL/TW")
    ('1-kl/tw', 'kl-1')
    """
    found = _CODE.fullmatch(fold(code).replace(" ", ""))
    if found is None:
        return (fold(code),)
    number, year, rest = int(found[1]), found[2], found[3]
    kind = re.split(r"[-/]", rest)[0]
    kind = "qd" if kind == "qyd" else kind
    whole = f"{number}/{year}/{rest}" if year else f"{number}-{rest}"
    return (whole, f"{kind}-{number}") if kind in _CODES else (whole,)


def named_document(tokens: Sequence[Token], at: int) -> str | None:
    """The key of a document named in words whose number is ``tokens[at]``: Chỉ thị (số) 05."""
    token = tokens[at]
    if token.kind is not TokenKind.FIGURE or not token.text.isdecimal() or len(token.text) > 5:
        return None
    words = [fold(t.text) for t in tokens[max(0, at - 3) : at] if t.kind is TokenKind.WORD]
    if words[-1:] == ["so"]:
        words.pop()
    kind = _NAMES.get((words[-2], words[-1])) if len(words) >= 2 else None
    return f"{kind}-{int(token.text)}" if kind else None
