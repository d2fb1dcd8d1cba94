"""What the words of an answer must be like, whatever a reading model thinks: names, offices."""

from __future__ import annotations

import re
from collections.abc import Sequence

from embeddings.question_types import FAMILY_NAMES, UPPER
from embeddings.vietnamese import fold
from embeddings.vietnamese.sentences import Span, sentence_around

_WORD = rf"[{UPPER}][\w'’-]*"
_CAPITALISED = re.compile(rf"\b[{UPPER}]")
_RUN = re.compile(rf"{_WORD}(?: {_WORD})*")
_FORMS_OF_ADDRESS = re.compile(
    r"(?:(?:Ông|Bà|Anh|Chị|Cô|Chú|Bác|Thầy|Đồng|Em|Cụ|GS|PGS|TS|ThS|BS|CKI|CKII|LS|KTS|"
    r"NSND|NSƯT|HLV) )+"
)
_FAMILY = re.compile(rf"(?:{FAMILY_NAMES})(?: {_WORD})+")
# ", bà Trần Thị Hoa", "(30 tuổi) và Lê Văn An"
_AND_ANOTHER = re.compile(
    r"(?: \([^()\n]{1,40}\))?(?:,| và| cùng| cùng với|, và|;) "
    rf"(?:(?:ông|bà|anh|chị|em|cô|chú|đồng chí|các đồng chí|cháu) )?"
    rf"((?:{FAMILY_NAMES})(?: {_WORD}){{2,4}})"
)
_HOW_MANY = re.compile(r"\b(?:bao nhieu|may)((?: (?!may |bao nhieu )\w+){1,5})")
_NOT_HOW_MANY = re.compile(r"\b[Mm](?!ấy\b)[^\W\da]y\b")
_LAST_FIGURE = re.compile(r"\d[\d.,]*(?![^\n]*\d)")
_NEXT_WORD = re.compile(r" (\w+)")
# Where what is counted has ended, however the question goes on: "402 công việc với Đảng ủy".
_NO_THING = frozenset(
    ("với", "của", "ở", "tại", "cho", "trong", "vào", "để", "do", "bị", "được", "đã")
)
_PART_OF = re.compile(r"(?<![\w.,])\d[\d.,]* trong (?:tổng số |số )?$")
_PART = re.compile(r"\d[\d.,]* trong (?:tổng số |số )?\d")
# A number and what follows it up to the next number, conjunction or stop.
_AMOUNT = re.compile(r"\d[\d.,]*(?<![.,])(?: (?!và\b|với\b|\d)[^\W\d]+){1,4}")
_BETWEEN_AMOUNTS = re.compile(r"(?:, | (?=và|với|cùng))(?:(?:và|với|cùng) )?(?:[^\W\d]+ )?")
_AND = re.compile(r" (?:va|voi|vs|cung)\b")
# What no office has in its name: verbs, what is said of when and how, and what ties clauses.
_SAYS = (
    r" (?:cho (?:biết|hay|rằng|thấy)|nói|kể|khẳng định|chia sẻ|nhấn mạnh|phát biểu|tuyên bố|"
    r"thông (?:tin|báo)|(?:(?:xác|thừa|ghi|công|tiếp|đón|cảm|chấp|đảm|nhìn) )?nhận(?: định| xét)?|"
    r"đã|đang|sẽ|vừa|cũng|chưa|không|từng|luôn|còn|đề (?:nghị|xuất|cập)|yêu cầu|chủ trì|trao|"
    r"kết luận|đánh giá|tặng|đến|bày tỏ|tham (?:dự|gia|quan)|"
    r"dự(?! án| toán| phòng| trữ| khuyết| bị)|"
    r"trả lời|trình bày|báo cáo|quyết định|ký|phê duyệt|ban hành|công bố|phát động|cam kết|lưu ý|"
    r"khuyến cáo|cảnh báo|lý giải|giải thích|phân tích|tâm sự|vui mừng|phấn khởi|mong|hy vọng|"
    r"cảm ơn|chúc|thăm|gặp|làm việc|gửi|giao(?! dịch| thông)|xin|muốn|nêu|chỉ (?:rõ|ra)|"
    r"(?<!Ban )(?<!ban )chỉ đạo|(?<!ban )kiểm tra|đồng (?:ý|tình)|dẫn đầu|chứng kiến|cắt băng|"
    r"khai mạc|bế mạc|biểu dương|phê bình|thay mặt|là|bị|được|có|do|từ|tại|ở|trước|sau|khi|để|"
    r"nhằm|theo|vào|với|cùng|như|thì|mà|rằng|hiện (?:nay|đang|là)|hôm|sáng|chiều|tối|ngày)\b"
)
_OFFICE = (
    r"(?:Quyền |Nguyên |Phó )*(?:Tổng |Thường trực )*(?:Bí thư|Chủ tịch|Chủ nhiệm|Giám đốc|Trưởng|"
    r"Hiệu trưởng|Hiệu phó|Cục trưởng|Vụ trưởng|Viện trưởng|Chi cục trưởng|Bộ trưởng|Thứ trưởng|"
    r"Thủ tướng|Tổng thống|Ủy viên|Uỷ viên|Chánh|Đại biểu|Đội trưởng|Thư ký|Phó)"
)
_BODY = (
    r"(?:(?!{says})(?:[^,;.:()–\n]|\.(?=\w)"
    # Sở Văn hóa, Thể thao và Du lịch
    r"|,(?= (?!{office}|{person})[{upper}]\w* (?:[^\W\d_A-Z]+ ){{0,2}}và (?!{person})[{upper}]))"
    # Giáo dục và Đào tạo, but neither "và các" nor "và Trần Văn B"
    r"(?<! và(?= )(?! (?!{office}|{person})[{upper}]))){{0,160}}"
).format(says=_SAYS, office=_OFFICE, person=rf"(?:{FAMILY_NAMES}) [{UPPER}]", upper=UPPER)
# "<office> ..., <office> ..." up to a comma, a stop, or the verb of saying that follows.
_OFFICES = rf"{_OFFICE}\b{_BODY}(?:, {_OFFICE}\b{_BODY})*(?!\w)"
_WHOLE_OFFICE = re.compile(_OFFICES)
_OFFICE_OF = re.compile(rf"(?:^|, ){_OFFICE} (?=[{UPPER}])")
_INTRODUCED = re.compile(rf",? (?:là |- |– )?(?P<office>{_OFFICES})")
_SOMEBODY = re.compile(
    rf"(?<!tỉnh )(?<!phố )(?<!TP )(?<!TP\.)(?<!huyện )(?<!xã )(?<!phường )(?<!\w)"
    rf"(?:{FAMILY_NAMES})(?: {_WORD})+"
)
_ADDRESSED = re.compile(r"(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|chí|GS|TS|ThS|BS|LS|KTS)\.? $")
_LIST_SIGN = re.compile(r",(?!\d)|;|\bvà\b|(?<!cuối )\bcùng\b(?! ngày)")
_ITEM = 7  # words of a thing between two others in a list
# After "bao nhiêu", what an amount has another word or sign for.
_UNITS = frozenset(("tien", "dong", "phan", "met", "km", "ha", "kg", "mot", "so", "trong", "tu"))
_BESIDE = 2  # words beside a thing: "ông", "nhạc sĩ"
_COUNTED = 3  # words after a number that may say what is counted
_FULL = 3  # words of a name that is no place
_NEAR = 12  # characters that may stand before a name: "đồng chí ", "nhạc sĩ "
_HEAD = (
    r"(?:bi thu|chu tich|chu nhiem|giam doc|hieu truong|cuc truong|vu truong|vien truong|bo truong|"
    r"truong (?:phong|ban|khoa|doan|thon|cong an))"
)
_DEPUTY = re.compile(rf"\bpho (?:tong )?{_HEAD}")
_CHIEF = re.compile(rf"(?<!pho )(?<!pho tong )\b{_HEAD}")


def whole_name(text: str, start: int, end: int) -> Span:
    """The name that ``text[start:end]`` begins with, whole, and without what is said of the person;
    with the names that follow it in the span.

    "Khiên, Phó Giám đốc" is "Vũ Đức Khiên". The same span where it does not begin with a name.
    """
    first, last = _first_name(text, start, end)
    while last < end and (another := _AND_ANOTHER.match(text, last)) and another.start(1) < end:
        last = another.end()
    return first, last


def _first_name(text: str, start: int, end: int) -> Span:
    for run in _RUN.finditer(text):
        if run.end() <= start or run.start() >= end or _FORMS_OF_ADDRESS.fullmatch(run[0] + " "):
            continue
        address = _FORMS_OF_ADDRESS.match(run[0])
        first = run.start() + (address.end() if address else 0)
        # Capitals before the name, of the body whose office it follows, are no part of it:
        # "Bí thư Đảng ủy Khối Nguyễn Thúy Hà".
        if first < start and _is_full_name(text, start, run.end()):
            return start, run.end()
        if run.start() <= start + _NEAR and _FAMILY.fullmatch(text, first, run.end()):
            return first, run.end()
        for word in _CAPITALISED.finditer(text, first, max(first + 1, min(start + 1, run.end()))):
            if _is_full_name(text, word.start(), run.end()):
                return word.start(), run.end()
        if first < start:  # in the middle of a name
            return first, max(end, run.end())
        break
    return start, end


def _is_full_name(text: str, start: int, end: int) -> bool:
    named = _FAMILY.fullmatch(text, start, end)
    return named is not None and len(named[0].split()) >= _FULL


def _asked(question: str) -> str:
    """The question folded, "máy" and "mây" left out, which are not "mấy"."""
    return fold(_NOT_HOW_MANY.sub("x", question))


def counted(question: str, text: str, start: int, end: int) -> Span:
    """A number with what is counted: "24" is "24 bộ thủ tục" to "bao nhiêu bộ thủ tục?"."""
    asked = _HOW_MANY.search(_asked(question))
    number = _LAST_FIGURE.search(text, start, end)
    if asked is None or number is None:
        return start, end
    at = number.end()
    for word in asked[1].split():
        following = _NEXT_WORD.match(text, at)
        if following is None or fold(following[1]) != word or following[1] in _NO_THING:
            break
        at = following.end()
    return start, max(end, at)


def with_part(text: str, start: int, end: int) -> Span:
    """A number with that of which it is the whole: of "1 trong 2 công việc" not "2 công việc"."""
    part = _PART_OF.search(text, 0, start)
    return (part.start() if part else start), end


def part_of_whole(question: str, span: str) -> bool:
    """Whether the span says how many of a whole ("1 trong 2 việc") and the question of none."""
    return _PART.match(span) is not None and "trong" not in fold(question).split()


def other_amount(question: str, text: str, start: int, end: int) -> Span:
    """The amount beside that of ``text[start:end]`` in a list, if it counts what is asked for.

    To "bao nhiêu cá nhân?" the answer in "khen thưởng 22 tập thể, 28 cá nhân" is "28 cá nhân",
    whether "22 tập thể" is pointed at or both. The same span where its own amount may be meant.
    """
    asked = _HOW_MANY.findall(_asked(question))
    if len(asked) != 1:
        return start, end
    thing = " ".join(asked[0].split()[:2])  # two syllables tell "cá nhân" from "cá"
    amounts = [one.span() for one in _AMOUNT.finditer(text, *sentence_around(text, start))]
    pointed = [place for place, (a, b) in enumerate(amounts) if a < end and start < b]
    beside = [*pointed, *(place + step for place in pointed[:1] for step in (-1, 1))]
    fitting = [
        place
        for place in sorted({place for place in beside if 0 <= place < len(amounts)})
        if f" {thing} " in fold(text[slice(*amounts[place])]) + " "
    ]
    if len(fitting) != 1 or pointed == fitting:
        return start, end
    first, last = fitting[0], pointed[0]
    if first != last and not _BETWEEN_AMOUNTS.fullmatch(
        text, amounts[min(first, last)][1], amounts[max(first, last)][0]
    ):
        return start, end
    at = amounts[first][0]
    return at, at + fold(text[at:]).index(f" {thing}") + len(thing) + 1


def all_amounts(question: str, text: str, start: int, end: int) -> Span:
    """The amounts of a list, where those of several things are asked for.

    To "mấy tập thể và mấy cá nhân?" the answer in "khen thưởng 22 tập thể, 28 cá nhân" is both.
    """
    asked = [part for one in _HOW_MANY.findall(_asked(question)) for part in _AND.split(one)]
    things = [" ".join(part.split()[:2]) for part in asked if part.strip()]
    if len(things) < 2:
        return start, end
    amounts = [
        (one.start(), one.start() + said.index(f" {thing} ") + len(thing) + 1)
        for one in _AMOUNT.finditer(text, *sentence_around(text, start))
        for said in [fold(one[0]) + " "]
        for thing in things
        if f" {thing} " in said
    ]
    for first, last in (*amounts, *reversed(amounts)):
        low, high = sorted(((start, end), (first, last)))
        if high[0] < low[1] or _BETWEEN_AMOUNTS.fullmatch(text, low[1], high[0]):
            start, end = min(start, first), max(end, last)
    return start, end


def office_of(text: str, start: int, end: int) -> Span | None:
    """The office that follows the name ``text[start:end]``, as newspapers introduce people.

    "Vũ Đức Khiên, Phó Giám đốc Bảo hiểm Xã hội tỉnh, cho biết": up to where something else begins.
    None where the span is no name, no office follows, or it may be somebody else's.
    """
    if not _FAMILY.fullmatch(text, start, end) or text[start:end] == "Hồ Chí Minh":
        return None
    # Two words may be a place: "tại Hà Nội, Chủ tịch nước ...".
    if text.count(" ", start, end) < 2 and not _ADDRESSED.search(text, 0, start):
        return None
    introduced = _INTRODUCED.match(text, end)
    if introduced is None:
        return None
    first, last = introduced.span("office")
    last = first + len(text[first:last].rstrip())
    return None if _SOMEBODY.search(text, first, last) else (first, last)


def whole_office(text: str, start: int, end: int) -> Span:
    """An office with those that follow it: "Ủy viên Ban Thường vụ, Phó Giám đốc Sở" is one answer.

    The same span where it does not begin with an office.
    """
    found = _WHOLE_OFFICE.match(text, start)
    return start, max(end, start + len(found[0].rstrip())) if found else end


def body_alone(text: str, start: int, end: int) -> Span:
    """The body whose office the span runs into: of "Chi bộ, Giám đốc Trung tâm A" the Trung tâm.

    The same span where it has no office, or nothing with a name after the last.
    """
    ends = [start + found.end() for found in _OFFICE_OF.finditer(text[start:end])]
    return (ends[-1], end) if ends else (start, end)


def counts_what_is_asked(question: str, text: str, start: int, end: int) -> bool:
    """Whether what is asked for, after "bao nhiêu", stands in the span or right after it.

    "3.210 lượt cá nhân" does not count what "bao nhiêu tập thể" asks for. Any amount may be one of
    money or length, whose units are seldom named as in the question.
    """
    asked = _HOW_MANY.search(_asked(question))
    if asked is None:
        return False
    thing = asked[1].split()[0]
    if thing in _UNITS:
        return True
    return thing in fold(text[start:end]).split() + fold(text[end:]).split()[:_COUNTED]


def joined_list(text: str, spans: Sequence[Span]) -> Span:
    """The first span with those of its sentence that it is a list with: "A", "B và C" to one.

    Between two things of a list stand only commas, "và", and other short things.
    """
    start, end = spans[0]
    sentence = sentence_around(text, start)
    others = sorted(one for one in spans[1:] if sentence[0] <= one[0] and one[1] <= sentence[1])
    for other_start, other_end in [*others, *reversed(others)]:
        between = text[end:other_start] if other_start >= end else text[other_end:start]
        first, *middle = _LIST_SIGN.split(between)
        last = middle.pop() if middle else None
        if last is None or max(len(first.split()), len(last.split())) > _BESIDE:
            continue
        if all(len(item.split()) <= _ITEM for item in middle):
            start, end = min(start, other_start), max(end, other_end)
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
