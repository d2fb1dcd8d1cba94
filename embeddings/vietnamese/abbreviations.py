"""Abbreviations of Vietnamese public life, those a library defines, and initials of its phrases."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np

from embeddings.vietnamese.lexicon import Lexicon
from embeddings.vietnamese.library_counts import LibraryCounts
from embeddings.vietnamese.syllable_model import UNKNOWN, SyllableModel
from embeddings.vietnamese.syllables import is_unaccented_syllable
from embeddings.vietnamese.text import fold, match_form

# Initials: how many places are looked at, and how often a phrase must stand there.
_MOST_PHRASES, _FEWEST = 2_000, 2
_WITHIN_A_WORD = 0.02  # P(next syllable) above which two syllables are likely one word

VOWELS = frozenset("aeiouy")

# Several meanings: the usual one first; the words around decide.
_TABLE = """
ANTT: an ninh trật tự
ANQP: an ninh quốc phòng
ATGT: an toàn giao thông
ATTP: an toàn thực phẩm
ATVSTP: an toàn vệ sinh thực phẩm
BBT: Ban Bí thư
BCĐ: Ban Chỉ đạo
BCH: Ban Chấp hành
BCHTW: Ban Chấp hành Trung ương
BCT: Bộ Chính trị
BGDĐT: Bộ Giáo dục và Đào tạo
BHTN: bảo hiểm thất nghiệp
BHXH: bảo hiểm xã hội
BHYT: bảo hiểm y tế
BĐS: bất động sản
BLX: bằng lái xe
BQL: Ban Quản lý
BTC: Ban Tổ chức | Bộ Tài chính
BTV: Ban Thường vụ | biên tập viên
BV: bệnh viện
BVĐK: bệnh viện đa khoa
BVTV: bảo vệ thực vật
CAND: Công an nhân dân
CBCC: cán bộ, công chức
CBCCVC: cán bộ, công chức, viên chức
CCB: cựu chiến binh
CCCD: căn cước công dân
CCHC: cải cách hành chính
CCN: cụm công nghiệp
CHXHCN: Cộng hòa xã hội chủ nghĩa
CMND: chứng minh nhân dân
CNH: công nghiệp hóa
CNTT: công nghệ thông tin
CNVC: công nhân viên chức
CNXH: chủ nghĩa xã hội
CQĐT: cơ quan điều tra
CSGT: cảnh sát giao thông
CSVN: Cộng sản Việt Nam
CT: chỉ thị | công ty | chủ tịch | chương trình
CTCP: công ty cổ phần
CTTĐT: Cổng thông tin điện tử
DN: doanh nghiệp | Đà Nẵng
DNNN: doanh nghiệp nhà nước
ĐBQH: đại biểu Quốc hội
ĐBSCL: Đồng bằng sông Cửu Long
ĐBSH: Đồng bằng sông Hồng
ĐCSVN: Đảng Cộng sản Việt Nam
ĐH: đại học | đại hội
ĐHĐB: đại hội đại biểu
ĐHQG: Đại học Quốc gia
ĐTNCS: Đoàn Thanh niên Cộng sản
ĐUK: Đảng ủy Khối
GDĐT: giáo dục và đào tạo
GĐ: giám đốc | gia đình
GPLX: giấy phép lái xe
GPMB: giải phóng mặt bằng
GS: giáo sư
GTVT: giao thông vận tải
GTGT: giá trị gia tăng
GV: giáo viên
HCM: Hồ Chí Minh
HD: Hải Dương | hướng dẫn | hợp đồng
HĐND: Hội đồng nhân dân
HĐQT: Hội đồng quản trị
HĐTV: Hội đồng thành viên
HĐXX: hội đồng xét xử
HĐH: hiện đại hóa
HLHPN: Hội Liên hiệp Phụ nữ
HN: Hà Nội
HS: học sinh | hồ sơ
HSSV: học sinh, sinh viên
HTX: hợp tác xã
KCN: khu công nghiệp
KDC: khu dân cư
KHCN: khoa học và công nghệ
KHĐT: kế hoạch và đầu tư
KHHGĐ: kế hoạch hóa gia đình
KL: kết luận | khối lượng
KTXH: kinh tế - xã hội
KTTT: kinh tế tập thể
LĐLĐ: Liên đoàn Lao động
LĐTBXH: Lao động, Thương binh và Xã hội
LHPN: Liên hiệp Phụ nữ
LLVT: lực lượng vũ trang
LHQ: Liên Hợp Quốc
MBH: mũ bảo hiểm
MTTQ: Mặt trận Tổ quốc
MTQG: mục tiêu quốc gia
MTV: một thành viên
NCS: nghiên cứu sinh
NĐ: nghị định
NHNN: Ngân hàng Nhà nước
NLĐ: người lao động
NN: nông nghiệp | nhà nước
NNPTNT: nông nghiệp và phát triển nông thôn
NQ: nghị quyết
NSNN: ngân sách nhà nước
NTM: nông thôn mới
NXB: nhà xuất bản
PCCC: phòng cháy chữa cháy
PCTN: phòng, chống tham nhũng
PCT: phó chủ tịch
QN: Quảng Ninh | Quảng Nam
HP: Hải Phòng
SG: Sài Gòn
TQ: Trung Quốc
TNCN: thu nhập cá nhân
TTYT: trung tâm y tế
SVĐ: sân vận động
PGĐ: phó giám đốc
PGS: phó giáo sư
PV: phóng viên
QĐND: Quân đội nhân dân
QĐ: quyết định | quy định
QH: Quốc hội | quy hoạch
QL: quốc lộ
QP: quốc phòng
QSDĐ: quyền sử dụng đất
SGK: sách giáo khoa
SV: sinh viên
SXKD: sản xuất, kinh doanh
TAND: Tòa án nhân dân
TBXH: Thương binh và Xã hội
TBT: Tổng Bí thư
TCTD: tổ chức tín dụng
THCS: trung học cơ sở
THPT: trung học phổ thông
TNCS: Thanh niên Cộng sản
TNGT: tai nạn giao thông
TNHH: trách nhiệm hữu hạn
TNMT: tài nguyên và môi trường
TNTP: Thiếu niên Tiền phong
TP: thành phố
TPHCM: Thành phố Hồ Chí Minh
TPHD: thành phố Hải Dương
TS: tiến sĩ
TT: trung tâm | thị trấn | thông tư
TTATGT: trật tự an toàn giao thông
TTDVVL: Trung tâm Dịch vụ việc làm
TTHC: thủ tục hành chính
TTTT: thông tin và truyền thông
TTXVN: Thông tấn xã Việt Nam
TTg: Thủ tướng
TU: Tỉnh ủy
TW: Trung ương
TƯ: Trung ương
TX: thị xã
UB: ủy ban
UBATGT: Ủy ban An toàn giao thông
UBKT: Ủy ban Kiểm tra
UBMTTQ: Ủy ban Mặt trận Tổ quốc
UBND: Ủy ban nhân dân
UBTVQH: Ủy ban Thường vụ Quốc hội
UVBCH: Ủy viên Ban Chấp hành
UVBTV: Ủy viên Ban Thường vụ
VHTTDL: văn hóa, thể thao và du lịch
VKS: viện kiểm sát
VKSND: Viện Kiểm sát nhân dân
VN: Việt Nam
VPCP: Văn phòng Chính phủ
VSATTP: vệ sinh an toàn thực phẩm
VSMT: vệ sinh môi trường
XDCB: xây dựng cơ bản
XHCN: xã hội chủ nghĩa
XHH: xã hội hóa
"""


@cache
def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for line in _TABLE.strip().splitlines():
        short, meanings = line.split(": ")
        table[fold(short)] = (*table.get(fold(short), ()), *meanings.split(" | "))
    return table


class Abbreviations:
    """What short forms mean where a library is at hand."""

    def __init__(self, lexicon: Lexicon, counts: LibraryCounts, model: SyllableModel) -> None:
        self._lexicon = lexicon
        self._counts = counts
        self._model = model
        self._defined = {fold(short): full for short, full in lexicon.definitions.items()}
        letters = "".join(_initial(word) for word in lexicon.words).encode("ascii")
        self._initials = np.frombuffer(letters, dtype=np.uint8)[lexicon.stream].tobytes()
        self._phrases: dict[tuple[str, ...], str] = {}
        for short, meanings in (*_table().items(), *((s, (m,)) for s, m in self._defined.items())):
            if self.occurrences(short):
                self._phrases |= {_folded_words(meaning): short for meaning in meanings}

    def meanings(self, word: str) -> tuple[str, ...]:
        """The names behind ``word``: first as the library defines it, then as is usual."""
        short = fold(word)
        usual = _table().get(short, ())
        if short not in self._defined:
            return usual
        own = self._defined[short]
        return (own, *(one for one in usual if fold(one) != fold(own)))

    def occurrences(self, word: str) -> int:
        """How often the library has ``word`` itself, accents aside."""
        return sum(int(self._counts.single[n]) for n in self._counts.by_fold.get(fold(word), ()))

    def short_forms(self, folded: Sequence[str]) -> Iterator[str]:
        """The library's short forms, folded, of names written out in a question."""
        if not self._phrases:
            return
        for start in range(len(folded)):
            for length in range(2, min(9, len(folded) - start + 1)):
                short = self._phrases.get(tuple(folded[start : start + length]))
                if short:
                    yield short

    def by_initials(self, word: str) -> str | None:
        """The library's most frequent phrase with these initials: DVVL, Dịch vụ việc làm."""
        short = fold(word)
        looks_short = word.isupper() or (word.islower() and not set(short) & VOWELS)
        if not (looks_short and 3 <= len(short) <= 7 and short.isascii() and short.isalpha()):
            return None
        wanted, stream = short.encode(), self._lexicon.stream
        phrases: dict[tuple[int, ...], Counter[int]] = {}  # and the word after
        at = self._initials.find(wanted)
        for _ in range(_MOST_PHRASES):
            if at < 0:
                break
            *phrase, after = stream[at : at + len(wanted) + 1].tolist()
            phrases.setdefault(tuple(phrase), Counter())[after] += 1
            at = self._initials.find(wanted, at + 1)
        if not phrases:
            return None
        numbers, following = max(phrases.items(), key=lambda item: item[1].total())
        if (
            following.total() < _FEWEST
            or not self._holds_together(numbers)
            or self._goes_on(numbers[-1], *following.most_common(1)[0], following.total())
        ):
            return None
        return " ".join(self._lexicon.words[number] for number in numbers)

    def _goes_on(self, last: int, after: int, times: int, total: int) -> bool:
        """Whether the phrase breaks off inside a word: "bệnh lý ung", always before "thư"."""
        ids = [self._model.ids.get(self._lexicon.words[n].lower(), UNKNOWN) for n in (last, after)]
        likely = self._model.pair_chance(np.array(ids[:1]), np.array(ids[1:]))[0]
        return times > 0.5 * total and bool(likely > _WITHIN_A_WORD)

    def _holds_together(self, numbers: Sequence[int]) -> bool:
        """Whether each two neighbours meet more often than by chance: a name, not a coincidence."""
        words = [self._lexicon.words[number].lower() for number in numbers]
        ids = np.array([self._counts.ids[word] for word in words])
        together = self._counts.pair(ids[:-1], ids[1:]) * self._counts.single.sum()
        return bool((together > 2 * self._counts.word(ids[:-1]) * self._counts.word(ids[1:])).all())


def _initial(word: str) -> str:
    """The first letter of a syllable; a mark that matches nothing for anything else."""
    first = fold(word[:1])
    return first if first.isascii() and first.isalpha() and is_unaccented_syllable(word) else "#"


def _folded_words(text: str) -> tuple[str, ...]:
    return tuple(fold(match_form(word)) for word in re.findall(r"[^\W\d_]+", text))
