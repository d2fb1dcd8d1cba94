"""Spans that a reader may see: whole words and numbers, clean ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.vietnamese.edges import mended


def mend(text, part):
    start = text.index(part)
    start, end = mended(text, start, start + len(part))
    return text[start:end]


@pytest.mark.parametrize(
    ("text", "pointed", "wanted"),
    [
        ("có hơn 27.000 đảng viên", "27.0", "27.000"),
        ("có hơn 27.000 đảng viên", "000", "27.000"),
        ("Ngày 18.5.2021, Bộ Chính trị", "5.2021,", "18.5.2021"),
        ("Kết luận số 01-KL/TW của", "KL", "01-KL/TW"),
        ("Nghị định 43/2021/NĐ-CP.", "2021/NĐ-CP.", "43/2021/NĐ-CP"),
        ("đạt 90%, tăng", "90", "90%"),
        ("lúc 18:30 hôm qua", "30", "18:30"),
        ("nhiệt độ -5°C", "5", "-5°C"),
        ("bà Lê Thị Phương Hoa, Bí thư", "Phương Hoa,", "Phương Hoa"),
        ("bà Lê Thị Phương Hoa, Bí thư", "Phương Ho", "Phương Hoa"),
        ("phát động “Năm dữ liệu số” từ", "“Năm dữ liệu số", "Năm dữ liệu số"),
        ("phát động “Năm dữ liệu số” từ", "“Năm dữ liệu số”", "Năm dữ liệu số"),
        ('phát động "Năm dữ liệu số" từ', 'Năm dữ liệu số"', "Năm dữ liệu số"),
        ("tại huyện (thuộc Hải Dương) vào", "(thuộc Hải Dương", "thuộc Hải Dương"),
        ("Ủy ban nhân dân (UBND) tỉnh", "Ủy ban nhân dân (UBND)", "Ủy ban nhân dân (UBND)"),
        ("Hôm nay nghỉ.Ngày mai làm", "nghỉ", "nghỉ"),
        ("sống ở TP.HCM từ", "HCM", "TP.HCM"),
        ("trả 500 $ một tháng", "500 $", "500 $"),
        ("giai đoạn 2020–2025 đã", "2025", "2025"),
        ("giai đoạn 2020-2025 đã", "2025", "2025"),
        ("bệnh Covid-19 lan", "Covid", "Covid-19"),
        ("từ 20-30% dân", "20", "20-30%"),
        ("C++ là ngôn ngữ", ", C"[2:], "C"),
    ],
)
def test_words_and_numbers_stay_whole(text, pointed, wanted):
    assert mend(text, pointed) == wanted


def test_nothing_but_punctuation_is_nothing():
    start, end = mended("nói: “...” rồi", 5, 10)
    assert start == end


TEXT = st.text(alphabet="aăâđếo ộ19 .,:;-/%()“”\"'’[]«»!?…\u0301\n", max_size=40)


@given(TEXT, st.integers(0, 40), st.integers(0, 40))
def test_any_span_comes_out_whole(text, one, other):
    start, end = mended(text, min(one, other, len(text)), min(max(one, other), len(text)))
    assert 0 <= start <= end <= len(text)
    inside = text[start:end]
    if not inside:
        return
    assert inside == inside.strip()
    assert inside[0] not in ".,:;!?…)]”»%"
    assert inside[-1] not in ".,:;!?…([“«"
    # No syllable or number is cut.
    for at in (start, end):
        if 0 < at < len(text):
            assert not (text[at - 1].isalnum() and text[at].isalnum())
    # Mending what is whole changes nothing.
    assert mended(text, start, end) == (start, end)


@given(TEXT, st.integers(0, 40), st.integers(0, 40))
def test_quotes_are_not_left_alone(text, one, other):
    start, end = mended(text, min(one, other, len(text)), min(max(one, other), len(text)))
    inside = text[start:end]
    assert not (inside.startswith("“") and "”" not in inside)
    assert not (inside.endswith(")") and "(" not in inside)
