"""What the words of an answer must be like, whatever a reading model thinks: names, offices."""

from __future__ import annotations

import re

from embeddings.question_types import FAMILY_NAMES, UPPER
from embeddings.vietnamese import fold
from embeddings.vietnamese.sentences import Span

_WORD = rf"[{UPPER}][\w'’-]*"
_RUN = re.compile(rf"{_WORD}(?: {_WORD})*")
_FORMS_OF_ADDRESS = re.compile(
    r"(?:(?:Ông|Bà|Anh|Chị|Cô|Chú|Bác|Thầy|Đồng|Em|Cụ|GS|PGS|TS|ThS|BS|LS|KTS|NSND|NSƯT) )+"
)
_FAMILY = re.compile(rf"(?:{FAMILY_NAMES})(?: {_WORD})+")
_HOW_MANY = re.compile(r"\b(?:bao nhieu|may)((?: \w+){1,5})")
_NEXT_WORD = re.compile(r" (\w+)")
_NEAR = 12  # characters that may stand before a name: "đồng chí ", "nhạc sĩ "
_HEAD = (
    r"(?:bi thu|chu tich|chu nhiem|giam doc|hieu truong|cuc truong|vu truong|vien truong|bo truong|"
    r"truong (?:phong|ban|khoa|doan|thon|cong an))"
)
_DEPUTY = re.compile(rf"\bpho (?:tong )?{_HEAD}")
_CHIEF = re.compile(rf"(?<!pho )(?<!pho tong )\b{_HEAD}")


def whole_name(text: str, start: int, end: int) -> Span:
    """The name that ``text[start:end]`` begins with, whole, and without what is said of the person.

    "Khiên, Phó Giám đốc" is "Vũ Đức Khiên". The same span where it does not begin with a name.
    """
    for run in _RUN.finditer(text):
        if run.end() <= start or run.start() >= end or _FORMS_OF_ADDRESS.fullmatch(run[0] + " "):
            continue
        address = _FORMS_OF_ADDRESS.match(run[0])
        first = run.start() + (address.end() if address else 0)
        if run.start() <= start + _NEAR and _FAMILY.fullmatch(text, first, run.end()):
            return first, run.end()
        if first < start:  # in the middle of a name
            return first, max(end, run.end())
        break
    return start, end


def counted(question: str, text: str, start: int, end: int) -> Span:
    """A number with what is counted: "24" is "24 bộ thủ tục" to "bao nhiêu bộ thủ tục?"."""
    asked = _HOW_MANY.search(fold(question))
    if asked is None or not text[start:end][-1:].isdigit():
        return start, end
    for word in asked[1].split():
        following = _NEXT_WORD.match(text, end)
        if following is None or fold(following[1]) != word:
            break
        end = following.end()
    return start, end


def other_rank(question: str, sentence: str) -> bool:
    """Whether one speaks of the deputy only, and the other of the head.

    "Giám đốc Sở Y tế là ai?" is not answered by "ông An, Phó Giám đốc Sở Y tế".
    """
    asked, said = fold(question), fold(sentence)
    asks_deputy, asks_chief = bool(_DEPUTY.search(asked)), bool(_CHIEF.search(asked))
    if asks_deputy == asks_chief:
        return False
    has_deputy, has_chief = bool(_DEPUTY.search(said)), bool(_CHIEF.search(said))
    return (has_deputy and not has_chief) if asks_chief else (has_chief and not has_deputy)
