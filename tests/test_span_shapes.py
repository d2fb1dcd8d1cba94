"""Names stay whole, and a deputy is not the head."""

import pytest

from embeddings.span_shapes import counted, other_rank, whole_name

TEXT = (
    "Đồng chí Vũ Đức Khiên, Phó Giám đốc Bảo hiểm Xã hội tỉnh cho biết. Ông Trần Văn Sơn nghe "
    "nhạc sĩ Trịnh Công Sơn ở Hà Nội, theo Bộ Chính trị và Louis Armstrong."
)


@pytest.mark.parametrize(
    ("pointed", "wanted"),
    [
        ("Vũ Đức Khiên", "Vũ Đức Khiên"),
        ("Khiên, Phó Giám đốc", "Vũ Đức Khiên"),
        ("Đồng chí Vũ Đức", "Vũ Đức Khiên"),
        ("Ông Trần Văn Sơn", "Trần Văn Sơn"),
        ("nhạc sĩ Trịnh Công Sơn ở Hà Nội", "Trịnh Công Sơn"),
        ("Armstrong", "Louis Armstrong"),
        ("Bộ Chính trị", "Bộ Chính trị"),
        ("cho biết", "cho biết"),
        ("Phó Giám đốc Bảo hiểm Xã hội tỉnh", "Phó Giám đốc Bảo hiểm Xã hội tỉnh"),
    ],
)
def test_a_name_is_given_whole_and_alone(pointed, wanted):
    start = TEXT.index(pointed)
    start, end = whole_name(TEXT, start, start + len(pointed))
    assert TEXT[start:end] == wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Đưa bao nhiêu bộ thủ tục ra một cửa?", "24 bộ thủ tục"),
        ("dua may bo thu tuc hanh chinh", "24 bộ thủ tục hành chính"),
        ("Bao nhiêu hồ sơ?", "24"),
        ("Số bộ thủ tục là bao nhiêu?", "24"),
    ],
)
def test_a_number_comes_with_what_is_counted(question, wanted):
    text = "Cơ quan đã đưa 24 bộ thủ tục hành chính, rồi thôi."
    start, end = counted(question, text, text.index("24"), text.index("24") + 2)
    assert text[start:end] == wanted


@pytest.mark.parametrize(
    ("question", "sentence", "other"),
    [
        ("Giám đốc Bảo hiểm Xã hội tỉnh là ai?", TEXT, True),
        ("Phó Giám đốc Bảo hiểm Xã hội tỉnh là ai?", TEXT, False),
        ("pho giam doc bao hiem la ai", "Bà Hoa, Giám đốc Trung tâm, nói.", True),
        ("Ai là giám đốc?", "Bà Hoa, Giám đốc, và ông An, Phó Giám đốc, nói.", False),
        ("Ai là phó tổng giám đốc?", "Ông An, Tổng Giám đốc, nói.", True),
        ("Bao nhiêu công việc?", TEXT, False),
        ("Ai là giám đốc?", "Không nói đến ai.", False),
    ],
)
def test_a_deputy_is_not_the_head(question, sentence, other):
    assert other_rank(question, sentence) is other
