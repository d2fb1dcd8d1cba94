"""What kind of answer a question asks for, and whether a text could hold one.

Rules over question words, Vietnamese (folded, so that missing accents do not matter) and English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from embeddings.articles import BlockKind
from embeddings.vietnamese import fold


class AnswerType(StrEnum):
    """What an answer would be."""

    PERSON = "person"
    QUANTITY = "quantity"
    TIME = "time"
    PLACE = "place"
    OTHER = "other"
    # Told apart only where exact answers are chosen, see span_type.
    ROLE = "role"
    ORGANISATION = "organisation"
    REASON = "reason"
    YES_NO = "yes or no"
    SPEECH = "speech"


# The kinds that passages and sentences are searched by.
PASSAGE_TYPES = (
    AnswerType.PERSON,
    AnswerType.QUANTITY,
    AnswerType.TIME,
    AnswerType.PLACE,
    AnswerType.OTHER,
)


# In order: "năm nào" is a time although "nào" alone is nothing; "bao nhiêu" beats "ai" in
# "ai có bao nhiêu".
_QUESTION_WORDS: tuple[tuple[AnswerType, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\b(?:{words})\b"))
    for kind, words in (
        (
            AnswerType.TIME,
            r"khi nao|bao gio|(?<!the )luc nao|(?<!le )(?<!dai )(?<!xa )hoi nao|hom nao|may gio|"
            r"(?:ngay|thang|nam|thoi gian|thoi diem|the ky|giai doan|dip) nao|"
            # "Tháng mấy", but not "Mỗi tháng mấy lần".
            r"(?<!moi )(?<!mot )(?<!1 )(?<!luong )(?<!hang )(?<!trong )"
            r"(?:ngay|thang|nam|the ky) (?:may|bao nhieu)|thu may (?:trong |hang |cua )?tuan|"
            r"(?:vao|ngay) thu may|"
            r"when|(?:what|which) (?:year|date|day|month|time|century)",
        ),
        (
            AnswerType.QUANTITY,
            r"bao nhieu|bao lau|bao xa|bao lon|may|how (?:many|much|long|far|old|large|big|tall)",
        ),
        (
            AnswerType.PLACE,
            r"dau|noi nao|cho nao|(?:tinh|thanh pho|nuoc|quoc gia|huyen|vung) nao|"
            r"dia chi (?:nao|gi)|where",
        ),
        (
            AnswerType.PERSON,
            r"ai|"
            r"(?:nguoi|(?<!don )(?<!cuong )(?<!dia )(?<!chuc )vi|dong chi|ca nhan|hoc sinh|"
            r"sinh vien|phong vien|nha bao|tac gia|bac si|ca si|nhac si|nha van|cau thu|"
            r"van dong vien) nao|"
            # "Người đứng đầu tên gì", but not "Người Thái gọi món này tên gì", nor "Sách của Tổng
            # Bí thư tên gì"
            r"(?<!cua )(?<!cua tong )"
            r"(?:nguoi|tac gia|bi thu|chu tich|giam doc|hieu truong|bo truong|truong ban)"
            r"(?: (?!goi|dat|lay|mang)\w+){0,9} ten (?:la )?(?:gi|j)|"
            r"who|whom|whose",
        ),
        # "Tỷ lệ là bao nhiêu", but not "Tỉnh nào có tỷ lệ cao".
        (AnswerType.QUANTITY, r"^(?!.*\b(?:nao|gi|sao)\b).*\b(?:so luong|ti le|ty le|phan tram)"),
    )
)

_OFFICE = re.compile(
    r"\b(?:bi thu|chu tich|chu nhiem|giam doc|truong|pho|uy vien|tong|thu tuong|bo truong|"
    r"thu truong|hieu truong|hieu pho|cuc truong|vu truong|chanh|dai bieu|thu ky|dai su|vua|"
    r"quyen|thanh vien|doi vien|dang vien|can bo|chuyen vien|phat ngon|nha|si|vien|"
    r"president|king|director|minister|secretary|head|chair\w*|leader)\b"
)
# Bodies whose names begin with what they are; but "cơ sở", "cán bộ", "lễ hội", "thị trường" and
# "hiệu trưởng" are none.
_BODY_WORDS = "|".join(
    "".join(rf"(?<!{before} )" for before in others.split()) + word
    for word, others in (
        ("so", "co tru"),
        ("bo", "can lac noi toan"),
        ("ban", "uy"),
        ("hoi", "le dai xa co"),
        (
            "truong",
            "quang lap thi moi hoi hien cong nong lam ngu phim chien hieu lop doi bo cuc vu vien",
        ),
        ("toa", ""),
        ("benh vien", ""),
        ("chi bo", ""),
        ("dang bo", ""),
        ("chi nhanh", ""),
        ("trung tam", ""),
    )
)
_FINER: tuple[tuple[AnswerType, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(words))
    for kind, words in (
        (
            AnswerType.ROLE,
            r"\b(?:chuc vu|chuc danh|(?<!to )chuc|cuong vi) (?:gi|nao)\b|\bchuc vu\b.* la gi\b|"
            r"\b(?:what|which) (?:position|post|office|role|title)\b",
        ),
        (
            AnswerType.SPEECH,
            # But "nơi nào" is a place.
            r"\b(?:noi(?! nao)|phat bieu|cho biet|khang dinh|nhan manh|chia se|cho rang|danh gia)"
            r"(?: nhung| dieu| the| nhu)? (?:gi|nao|sao)\b|^what did .+ say\b",
        ),
        (
            AnswerType.REASON,
            # "Tại đâu mà …", but "họp tại đâu" is a place.
            r"\b(?:vi|tai|do) sao\b|\b(?:vi|do) dau\b|^tai dau\b|\b(?:ly|li) do (?:gi|nao)\b|"
            r"\bnham (?:muc dich )?gi\b|\bde lam gi\b|\bmuc dich (?:gi|nao)\b|^why\b",
        ),
        (
            AnswerType.ORGANISATION,
            rf"\b(?:co quan|don vi|to chuc|{_BODY_WORDS}|cong ty|doanh nghiep|dang|"
            r"ngan hang|tap doan) nao\b|"
            r"\b(?:what|which) (?:department|organi[sz]ation|agency|company|ministry|body)\b",
        ),
    )
)
# Every word as it is accented, or bare: folded, "có" is also "cơ" and "chưa" is "chữa".
# "Có được khen không?", "Đã tổng kết chưa?"; but not "Có bao nhiêu ...", which asks something else.
_YES_NO = re.compile(
    r"\b(?:có|co|đã|da|được|duoc|phải|phai|đúng|dung|là|la)\b.*"
    r"(?<!hàng )(?<!hang )\b(?:không|khong|chưa|chua)(?: (?:nhỉ|nhi|vậy|vay|ạ|a))?\W*$|"
    r"^(?:có phải|co phai)\b"
)
_ASKS = re.compile(
    r"\b(?:gì|gi|nào|nao|ai|đâu|mấy|may|sao lại|vì sao|vi sao|tại sao|tai sao|thế nào|"
    r"bao (?:nhiêu|nhieu|giờ|gio|lâu|lau|xa))\b|^sao\b"
)
_SEVERAL = re.compile(
    r"\b(?:những|nhung) (?:ai|gì|gi|đâu|dau)\b|"
    r"\b(?:gồm|gom) (?:có |co )?(?:ai|gì|gi|những|nhung|các|cac)\b|\b(?:là|la) (?:những|nhung)\b|"
    r"\b(?:những|nhung|các|cac)(?: (?!khi |lúc |luc |ngày |ngay |năm |nam |tháng |thang |thế |the )"
    r"\w+){1,4} (?:nào|nao|gì|gi)\b|"
    r"\b(?:liệt kê|liet ke|kể tên|ke ten)\b"
)
# Bodies whose names begin with what they are: "Sở Y tế", while a company may be called "Vinamilk".
_BODY = re.compile(rf"\b({_BODY_WORDS}|khoa|(?<!van )phong) (?:nao|gi)\b")
# Schools and hospitals are called otherwise, too.
_ALSO = {
    "truong": r"(?:dai hoc|hoc vien|cao dang|trung cap|trung hoc|tieu hoc|mam non|thpt|thcs)",
    "benh vien": r"bv",
}
# Typed with accents it must be these: a number, "biển số nào", and a term, "khóa nào", are no body.
_BODIES = frozenset(
    (
        *("sở", "bộ", "ban", "trường", "hội", "tòa", "toà", "khoa", "phòng"),
        *("bệnh viện", "chi bộ", "đảng bộ", "chi nhánh", "trung tâm"),
    )
)
# What is asked of an article itself, by the part of it that tells: by words that mean the same
# folded, ...
_ITS_WORDS: Mapping[BlockKind, re.Pattern[str]] = {
    BlockKind.TITLE: re.compile(r"\b(?:tieu de|nhan de|tua de|title|headline)\b"),
    BlockKind.DATELINE: re.compile(r"\b(?:xuat ban|published|posted|written)\b"),
    BlockKind.BYLINE: re.compile(
        r"\b(?:tac gia|phong vien|nha bao|author|wrote|written|reporter|journalist)\b"
    ),
}
# ... or by some that must be accented or bare: folded "báo" is also "bảo", and "đăng" the Party.
_ARTICLE = (
    # No song, poem or test, no report, forecast or notice, and no information.
    r"\b(?:(?:bài|bai)(?= (?:này|nay|đó|do|ấy|ay|kia|báo|bao|viết|viet|viêt|trên|tren|đăng|dang|"
    r"được|duoc|ra|nói|noi|của|cua|tên|ten|là|la)\b|\W*$)|"
    r"(?<!dự )(?<!du )(?<!thông )(?<!thong )(?<!cảnh )(?<!canh )(?<!khai )(?<!họp )(?<!hop )"
    r"(?<!tình )(?<!nhà )(?<!nha )(?:báo|bao)(?! (?:nh|gi|l|x|hi|ve|dam|cao|cáo|ch|động))|"
    r"(?<!thông )(?<!thong )(?<!niềm )(?<!lòng )(?<!uy )tin(?! (?:học|hoc|tưởng|tuong|nhắn|nhan))|"
    r"article|story)\b"
)
_OF_ARTICLE: Mapping[BlockKind, re.Pattern[str]] = {
    BlockKind.TITLE: re.compile(
        rf"{_ARTICLE}.*\b(?:tên|ten|(?:nói|noi|viết|viet) (?:về|ve|gì|gi)|about)\b|"
        rf"\b(?:tên|ten) (?:của |cua )?{_ARTICLE}"
    ),
    BlockKind.DATELINE: re.compile(rf"{_ARTICLE}|\bđăng\b(?! (?:ký|kí|kiểm|cai|quang))"),
    BlockKind.BYLINE: re.compile(
        r"\b(?:viết|viet)(?: (?:ra|cái này|cai nay|thế|the|vậy|vay))?\W*$|"
        rf"^(?!.*\b(?:chụp|chup|ảnh|anh)\b).*{_ARTICLE}"
    ),
}
# Whatever they are folded, and "hoi nao" is more often when than which association.
_NO_BODY = re.compile(r"\b(?:(?:số|hồi) nào|hoi nao)\b", re.IGNORECASE)
_NO_TIME = re.compile(r"\bhội nào\b", re.IGNORECASE)
_NAMED = re.compile(r"^(?P<who>.+?) la ai\b|^who (?:is|was) (?P<whom>.+?)\W*$")

# One by one: in Unicode capitals and small letters with two marks alternate.
UPPER = "A-ZĐÀ-ÖØ-ÞĂĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_WORD = rf"[{UPPER}][\w'’-]*"
# The family names of nine in ten Vietnamese; one of them starts a full name.
FAMILY_NAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đoàn|Vương|"
    "Trịnh|Trương|Đinh|Lâm|Phùng|Mai|Tô|Hà|Tạ|Lương|Chu|Châu|Cao|Thái|Tăng|Quách|La|Thạch|Kiều|"
    "Lưu|Triệu|Nghiêm|Khổng|Doãn|Lại|Tống|Mạc|Văn|Giang|Viên|Thân|Bạch|Nông|Hứa|Ninh|Khuất|Cù|"
    "Từ|Đàm"
)
_FULL_NAME = re.compile(
    rf"(?:(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Đđ]ồng chí) )?(?:{FAMILY_NAMES})(?: {_WORD}){{2,4}}"
)
_PERSON = re.compile(
    # Nguyễn Thúy Hà
    rf"\b(?:{FAMILY_NAMES})(?: {_WORD}){{1,4}}|"
    # ông Biden, đồng chí Hà
    rf"\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Đđ]ồng chí|[Cc]hủ tịch|[Tt]ổng thống|[Vv]ua|"
    rf"[Nn]ữ hoàng|GS|PGS|TS|ThS|BS)\.? {_WORD}|"
    # James Cook: two capitalised words, one of them of plain letters and longer than a syllable is
    rf"\b(?:[A-Z][a-z'’-]{{3,}} {_WORD}|{_WORD} [A-Z][a-z'’-]{{3,}})"
)
_NAME = re.compile(rf"(?<!^)\b{_WORD}(?: {_WORD})+|^\W*{_WORD}(?: {_WORD}){{2,}}")
_SOME_NAME = re.compile(rf"\b{_WORD}")
_SOMEBODY = re.compile(
    r"\b(?:người|ông|bà|anh|chị|cô|chú|bác|em|bé|cháu|con|bố|cha|mẹ|vợ|chồng|bạn|thầy|học sinh|"
    r"sinh viên|công nhân|nông dân|cán bộ|nhân viên|bác sĩ|công an|dân|khách|phụ nữ|thanh niên|"
    r"tài xế|lái xe|trẻ|cựu|binh|sĩ|viên|tác giả|vua|chúng tôi|họ|tôi|chủ|hộ|nạn nhân|bệnh nhân|"
    r"ngư dân|nhân dân|bị cáo|bị can|nghi phạm|đối tượng|thí sinh|phụ huynh|chức|thợ|lao động|nhà|"
    r"đại biểu|cử tri|cử nhân|lãnh đạo|giám đốc|bí thư|chủ tịch|hiệu trưởng|đoàn|đội|nhóm|tổ|ban|"
    r"lực lượng|cơ quan|đơn vị|công ty|doanh nghiệp|gia đình|học trò|thiếu nhi|bộ đội|phi công)\b",
    re.IGNORECASE,
)
_OFFICE_ITSELF = re.compile(
    r"(?:pho |nguyen |quyen )*(?:tong |thuong truc )*(?:bi thu|chu tich|chu nhiem|giam doc|"
    r"truong (?:ban|phong|khoa|thon|cong an)|hieu truong|hieu pho|cuc truong|vu truong|vien truong|"
    r"bo truong|thu truong|thu tuong|tong thong|uy vien|chanh|thu ky)\b"
)
_FIGURE = re.compile(r"(?<![^\W\d]-)(?<!\w)\d")  # not that of Covid-19 or F0
# What an answer may have instead of a figure: only what has nothing of the kind cannot be one.
_NUMBERS_TOO = re.compile(
    r"\b(?:chục|đôi|cặp|tá|nhất|nhì|đầu tiên|cuối cùng|duy nhất|toàn bộ|tất cả|cả|mấy|nhiều|ít|"
    r"không|[Nn]ăm)\b|(?<!\w)[IVXLC]+(?!\w)"
)
_TIMES_TOO = re.compile(
    r"\b(?:ngay|tuan|thang|nam|quy|gio|phut|mua|dip|tet|hom|sang|trua|chieu|toi|dem|chu nhat|thu|"
    r"the ky|thap nien|thoi|luc|khi|sau|truoc|dau|cuoi|giua|hien|nay|mai|trong|tu|den|le)\b"
)
# Without "năm", which is far more often a year than five.
_NUMBER_WORDS = re.compile(
    r"\b(?:một|hai|ba|bốn|sáu|bảy|tám|chín|mười|mươi|trăm|nghìn|ngàn|triệu|tỷ|tỉ|nửa|vài)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:ngay|thang|nam|the ky|thap nien|quy|mua|gio|sang|chieu|toi)\s+\S*\d|"
    r"\d{1,2}[./-]\d{1,2}|\b[12]\d{3}\b|\d ?(?:gio|h)\b|\d{1,2}[h:]\d{2}\b|\bthe ky [ivx]+\b|"
    r"\bthang (?:gieng|hai|ba|bon|tu|nam|sau|bay|tam|chin|muoi|chap)\b|"
    r"\bthu (?:hai|ba|tu|nam|sau|bay)\b|"
    r"\b(?:nam|thang|tuan|hom|sang|trua|chieu|toi|dem) (?:nay|qua|ngoai|truoc|sau|mai|kia)\b"
)


def _is_signature(text: str) -> bool:
    """THU BIÊN: two to four words in capitals and nothing else."""
    words = text.split()
    return 2 <= len(words) <= 4 and all(word.isalpha() and word.isupper() for word in words)


# Syllables that question words are made of, with the accents they then have: "đầu" is not "đâu".
_MEANT: Mapping[str, frozenset[str]] = {
    bare: frozenset(accented.split())
    for bare, accented in {
        "ai": "",
        "ban": "",
        "bo": "bộ",
        "cho": "chỗ",
        "dang": "đảng",
        "dau": "đâu",
        "hoi": "hội hồi",
        "luc": "lúc",
        "may": "mấy",
        "nam": "năm",
        "noi": "nơi nói",
        "nuoc": "nước",
        "so": "sở số",
        "thang": "tháng",
        "thu": "thứ thủ thư",
        "tinh": "tỉnh",
        "toa": "tòa toà",
        "vi": "vì vị",
        "vung": "vùng",
    }.items()
}
_FIRST = re.compile(
    r"\b(?:dung|bat|lan|ban|dan|hang|thoi) dau\b|\bdau (?:tien|tu|nam|thang|the ky)\b"
)


def _folded(question: str) -> str:
    """``fold`` of a question, with ``x`` for syllables that only look like question words then."""
    marked = fold(question) != question.lower()

    def read(syllable: re.Match[str]) -> str:
        bare, word = fold(syllable[0]), syllable[0].lower()
        wrong = bare != word and bare in _MEANT and word not in _MEANT[bare]
        # Among words with accents "may" is luck or sewing.
        return "x" * len(bare) if wrong or (marked and word == "may") else bare

    return _FIRST.sub(lambda words: "x" * len(words[0]), re.sub(r"\w+", read, question))


def answer_type(question: str, typed: str = "") -> AnswerType:
    """What kind of answer ``question`` asks for.

    ``typed`` is the question as it came. If it came without accents, "may" may have been read as
    "máy" and yet have meant "mấy".
    """
    folded = _folded(_NO_TIME.sub("x nào", question))
    found = next((kind for kind, words in _QUESTION_WORDS if words.search(folded)), None)
    if found is not None:
        return found
    return answer_type(typed) if typed and fold(typed) == typed.lower() else AnswerType.OTHER


def span_type(question: str, typed: str = "") -> AnswerType:
    """Like ``answer_type``, but an office, an organisation, a reason, what somebody said and a mere
    yes or no are kinds of their own."""
    lower = question.lower()
    if _YES_NO.search(lower) and not _ASKS.search(lower):
        return AnswerType.YES_NO
    folded = _folded(_NO_BODY.sub("x nào", question)).strip()
    finer = next((kind for kind, words in _FINER if words.search(folded)), None)
    if finer is not None:
        return finer
    named = _NAMED.search(_folded(question).strip())
    # "Bí thư Đảng ủy Khối là ai?" asks for a person, "Nguyễn Thúy Hà là ai?" for her office.
    if named:
        who = question.strip()[slice(*named.span("who" if named["who"] else "whom"))]
        if _FULL_NAME.fullmatch(who):  # which may be Trường or Quyền
            return AnswerType.ROLE
        office = _OFFICE.search(named["who"] or named["whom"])
        if not office and (_PERSON.search(who) or _NAME.search(f"là {who}")):
            return AnswerType.ROLE
    return answer_type(question, typed)


def asks_of_article(question: str, part: BlockKind) -> bool:
    """Whether ``question`` may ask for an article's title, date or signature.

    "Bài này đăng hôm nào?" may ask for the date, "Chiến thắng đó diễn ra năm nào?" does not.
    """
    asks = _ITS_WORDS[part].search(fold(question)) or _OF_ARTICLE[part].search(question.lower())
    return asks is not None


def asks_for_several(question: str) -> bool:
    """Whether ``question`` asks for all of several things: "gồm những ai", "các đơn vị nào"."""
    return _SEVERAL.search(question.lower()) is not None


def names_another_body(question: str, text: str) -> bool:
    """Whether ``question`` asks for a body that begins as no name in ``text`` does.

    "Sở nào?" is answered by "Sở Y tế", and by no "Trung tâm Y tế".
    """
    asked = _BODY.search(_folded(question))
    if asked is None:
        return False
    wanted = question[slice(*asked.span(1))].lower()
    marked = wanted != asked[1]  # "sở" is not "số"
    if marked and wanted not in _BODIES:
        return False
    found = [*re.finditer(rf"\b{wanted}\b", text.lower() if marked else fold(text))]
    if also := _ALSO.get(asked[1]):
        found += re.finditer(rf"\b{also}\b", fold(text))
    return not any(one.start() == 0 or text[one.start()].isupper() for one in found)


def may_hold(kind: AnswerType, text: str) -> bool:
    """Whether ``text`` contains something of the kind; everything may hold OTHER."""
    if kind is AnswerType.PERSON:
        return _PERSON.search(text) is not None or _is_signature(text)
    if kind is AnswerType.ROLE:
        return _OFFICE.search(fold(text)) is not None
    if kind in (AnswerType.PLACE, AnswerType.ORGANISATION):
        return _NAME.search(text) is not None
    if kind is AnswerType.QUANTITY:
        return _FIGURE.search(text) is not None or _NUMBER_WORDS.search(text) is not None
    if kind is AnswerType.TIME:
        return _TIME.search(fold(text)) is not None
    return True


def cannot_be(kind: AnswerType, span: str) -> bool:
    """Whether ``span`` is no answer of the kind: no figure where a number is asked for.

    Says nothing of kinds that have no form of words of their own; places and organisations are as
    often described as named, but no office is one of them.
    """
    if kind is AnswerType.PERSON:
        return not (_SOME_NAME.search(span) or _SOMEBODY.search(span))
    if kind in (AnswerType.PLACE, AnswerType.ORGANISATION):
        return _OFFICE_ITSELF.match(fold(span)) is not None
    if kind is AnswerType.QUANTITY:
        return not (may_hold(kind, span) or _NUMBERS_TOO.search(span))
    if kind is AnswerType.TIME:
        return not (_FIGURE.search(span) or may_hold(kind, span) or _TIMES_TOO.search(fold(span)))
    return False
