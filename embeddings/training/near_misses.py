"""From a question that a passage answers, questions that it only looks as if it answered.

One thing is changed: a name, a number, a year, the deputy for the head, a word for its opposite.
What is put in its place stands nowhere in the passage, so that the new question is not answered
there, while all its other words are. So readers are tested by SQuAD 2.0 and UIT-ViQuAD 2.0; here it
is done by rule.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random

from embeddings.question_types import UPPER

_NAME = re.compile(rf"(?<!^)\b[{UPPER}]\w*(?: [{UPPER}]\w*)+")
_NUMBER = re.compile(r"(?<![\w.,/-])\d+(?:[.,]\d+)*(?![\w/-]|[.,]\d)")
_YEAR = re.compile(r"[12]\d{3}")
_OFFICE = re.compile(
    r"\b(?P<deputy>phó )?(?P<office>chủ tịch|bí thư|giám đốc|trưởng (?:phòng|ban|công an)|"
    r"hiệu trưởng|tổng giám đốc|viện trưởng|cục trưởng|thủ tướng)\b",
    re.IGNORECASE,
)
_OPPOSITES = (
    *(("tăng", "giảm"), ("lớn nhất", "nhỏ nhất"), ("cao nhất", "thấp nhất")),
    *(("nhiều nhất", "ít nhất"), ("đầu tiên", "cuối cùng"), ("bắt đầu", "kết thúc")),
    *(("nam", "nữ"), ("trong nước", "nước ngoài"), ("xuất khẩu", "nhập khẩu"), ("thắng", "thua")),
    *(("ủng hộ", "phản đối"), ("mua", "bán"), ("thành lập", "giải thể"), ("đồng ý", "từ chối")),
    *(("khai mạc", "bế mạc"), ("tối đa", "tối thiểu"), ("tập thể", "cá nhân")),
    *(("miền Bắc", "miền Nam"), ("phía đông", "phía tây"), ("phía bắc", "phía nam")),
    *(("trước khi", "sau khi"), ("sinh năm", "mất năm"), ("cấp tỉnh", "cấp huyện")),
    *(("xây dựng", "phá dỡ"), ("khen thưởng", "kỷ luật"), ("bổ nhiệm", "miễn nhiệm")),
)
_OPPOSITE = {one: other for pair in _OPPOSITES for one, other in (pair, pair[::-1])}
_TURNED = re.compile(
    rf"\b(?:{'|'.join(sorted(map(re.escape, _OPPOSITE), key=len, reverse=True))})\b"
)


def names_by_head(texts: Iterable[str], pattern: re.Pattern[str] = _NAME) -> dict[str, list[str]]:
    """The names in ``texts``, or what fits ``pattern``, by their first word: Sở, Nguyễn."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for text in texts:
        for name in pattern.findall(text):
            found[name.split()[0]][name] = None
    return {head: list(names) for head, names in found.items()}


def near_misses(
    question: str, passage: str, names: Mapping[str, Sequence[str]], chance: Random
) -> Iterator[str]:
    """The question with one thing changed, in every way there is."""
    said = passage.casefold()
    for start, end, other in _changes(question, names, chance):
        if other.casefold() not in said:
            changed = question[:start] + other + question[end:]
            yield changed[0].upper() + changed[1:] if question[0].isupper() else changed


def _changes(
    question: str, names: Mapping[str, Sequence[str]], chance: Random
) -> Iterator[tuple[int, int, str]]:
    for found in _NAME.finditer(question):
        others = names.get(found[0].split()[0], ())
        if len(others) > 1:
            yield *found.span(), chance.choice(others)
    for found in _NUMBER.finditer(question):
        yield *found.span(), _other_number(found[0], chance)
    for found in _OFFICE.finditer(question):
        office = found["office"]
        yield *found.span(), office if found["deputy"] else f"Phó {office[0].lower()}{office[1:]}"
    for found in _TURNED.finditer(question):
        yield *found.span(), _OPPOSITE[found[0]]


def _other_number(number: str, chance: Random) -> str:
    """A near year, or a number of as many digits."""
    if _YEAR.fullmatch(number):
        return str(int(number) + chance.choice((-5, -3, -2, -1, 1, 2, 3, 5)))
    digits = [chance.choice("123456789") if digit.isdigit() else digit for digit in number]
    return "".join(digits)
