"""How people write in chat, written out. Used on questions only, never on articles.

A spelling with several meanings lists them, the usual one first, and the context decides; where
the spelling is a word too, it is among them.
"""

from __future__ import annotations

import re
from functools import cache

_TABLE = """
ko k0 hok hk khg kg hg kô hôg: không
khum: khum, không
hông: không, hông
k: không
hong: hong, không
hem: hem, không
kh: không, khách hàng, kế hoạch
kbt: không biết
dc đc: được, đồng chí, địa chỉ
dk đk đuoc đươc: được, điều kiện, đăng ký
j gj ji: gì
bn: bao nhiêu, bạn, bệnh nhân
bnh bnhiu bnhieu bnhiêu bnhju bni: bao nhiêu
nhiu nhju: nhiêu
bh: bao giờ, bây giờ
bgio bjo bgiờ bjờ: bao giờ, bây giờ
ntn: như thế nào
tnao tnào: thế nào
lsao: làm sao
tsao: tại sao
vsao: vì sao
vs: với
vz dz zậy dzậy z v: vậy
vại: vại, vậy
wá qá: quá
wa: qua, quá
ns: nói
nc: nước, nói chuyện
mún: muốn
mun: muốn, mun
nhìu nhjeu: nhiều
thik thix thjk: thích
bik bjt bjk: biết
bit: bit, biết
bít: biết, bít
bt: biết, bình thường
lm: làm
cx cg cug cũg: cũng
trc trk: trước
ng ngừi ngừoi: người
ngta: người ta
mn mng: mọi người
mik mk mjh mìh: mình
nhg nhưg: nhưng
nhữg: những
vn: Việt Nam, vẫn
hnay: hôm nay
hqua: hôm qua
h: giờ
r rùi rồj oy òi: rồi
sdt sđt: số điện thoại
đt: điện thoại, diện tích, đối tượng, đầu tư
stk: số tài khoản
tg: thời gian, tác giả, thế giới
vd: ví dụ
gđ gd: giám đốc, gia đình, giáo dục
pgđ: phó giám đốc
pgd: phó giám đốc, phòng giáo dục, phòng giao dịch
tgđ tgd: tổng giám đốc
cty: công ty
cv: công việc, công văn
ctrinh: chương trình
hs: học sinh, hồ sơ
sv: sinh viên
gv: giáo viên
nv: nhiệm vụ, nhân viên
lđ: lao động, lãnh đạo
cb: cán bộ, chi bộ
đv: đảng viên, đơn vị
bthu: bí thư
ctich: chủ tịch
kq: kết quả
qđ: quyết định, quy định
th: trường hợp, tháng, tiểu học
vc: việc, vợ chồng
trg: trong, trường
thg: tháng
nvu: nhiệm vụ
thui: thui, thôi
thoy: thôi
kím: kiếm
zô: vô
zề: về
zới: với
zui: vui
iu: yêu
đj: đi
xog: xong
đag đg: đang
chx: chưa
lun: lun, luôn
qê: quê
đhọc: đại học
ttin: thông tin
hđ: hoạt động, hội đồng, hợp đồng
đkí dki đky dky: đăng ký
nx: nữa, nhận xét
sx: sản xuất
ck: chuyển khoản, chồng
bs: bác sĩ
xn: xét nghiệm, xác nhận
xm: xe máy
tk: tài khoản, thống kê
sn: sinh năm, số nhà, sinh nhật
"""
_SOUNDS = {"f": ("ph",), "z": ("d", "gi", "v"), "w": ("qu",), "j": ("gi", "ch")}
# Right after figures: 27k, 2tr, 8h.
_AFTER_FIGURES = {"k": "nghìn", "tr": "triệu", "h": "giờ", "m": "mét", "ty": "tỷ", "p": "phút"}
# With a stroke or a point inside, these are no words to the scanner.
_STROKED = {"đ/c": "đồng chí", "d/c": "đồng chí", "t/p": "thành phố", "k/q": "kết quả",
            "t/g": "thời gian", "m.n": "mọi người", "n~": "những", "nh~": "những"}  # fmt: skip
STROKED = re.compile(
    r"(?<![\w/])(?:" + "|".join(re.escape(short) for short in _STROKED) + r")(?![\w/])",
    re.IGNORECASE,
)


@cache
def _meanings() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for line in _TABLE.strip().splitlines():
        shorts, meanings = line.split(": ")
        for short in shorts.split():
            table.setdefault(short, tuple(meanings.split(", ")))
    return table


def meanings(word: str) -> tuple[str, ...]:
    """What a chat spelling stands for, the usual meaning first; empty if it is none.

    Capitals mean an abbreviation, and are not looked up.
    """
    return _meanings().get(word, ())


def respelled(word: str) -> tuple[str, ...]:
    """Words whose first letter is spelled as it sounds: fải, zậy, wen, jờ. The usual one first."""
    first, rest = word[:1].lower(), word[1:]
    return tuple(onset + rest for onset in _SOUNDS.get(first, ()))


def unit_meaning(word: str) -> str | None:
    """What letters right after figures stand for: 27k, 2tr, 8h."""
    return _AFTER_FIGURES.get(word)


def stroked_meaning(text: str) -> str:
    """What a match of ``STROKED`` stands for."""
    return _STROKED[text.lower()]
