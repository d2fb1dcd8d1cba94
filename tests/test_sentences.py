"""Sentence ends in Vietnamese newspaper text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.vietnamese.sentences import sentence_spans

# Sentences joined by a space must come apart exactly where they were joined.
RUNS = [
    ["TS. Nguyễn V. A. ở TP. Hải Dương đến TX. Chí Linh.", "Sau đó PGS. TS. Lê Minh phát biểu."],
    ["Kết luận 01-KL/TW ban hành ngày 18.5.2021.", "Đã có trên 27.000 lượt đảng viên đăng ký."],
    ["Hội nghị họp ngày 18. 5. 2021 tại Hà Nội.", "Gần 3.210 người dự."],
    ['Ông nói: "Tôi rất mừng".', "Ai cũng vui."],
    ["“Tôi rất mừng.”", "Bà Hoa cười."],
    ['"Sao thế?" anh hỏi.', "Không ai đáp!", "Thật à?"],
    ["Điện, nước… đều thiếu...", "Rồi mọi việc cũng qua…", "Nhà nào cũng có."],
    ["1. Tuổi Thìn gặp may.", "2. Tuổi Tỵ cũng vậy."],
    ["Việc xảy ra năm 2021.", "15 người bị thương."],
    ["Điều 5. Phạm vi điều chỉnh của luật này.", "Luật có hiệu lực ngay."],
    ["Rau có nhiều vitamin A.", "Sau bữa ăn nên nghỉ."],
    ["Ăn no.", "Ngủ kỹ."],
    ["Hội thi mở trên địa bàn TP.", "Theo ông Thăng, ai cũng vui."],
    ["Giá gạo tăng ở Đông Nam Á.", "Gạo Thái Lan cũng vậy."],
    ["Bà H.", "Sau vụ án vẫn sợ."],
    ["Nhà ở Q. Ba Đình, gần P. 5.", "Đường rất đông."],
    ["Thành phố lập năm 1804.[1]", "Nay có 50 phường."],
    ["Gồm sách, báo, tạp chí, v.v. và nhiều thứ khác.", "(Ảnh: Thành Chung.)"],
    ["Ca mổ do BS CKII. Nguyễn Văn An làm, BS.CKI. Bình phụ.", "Ca mổ xong."],
    ["Đ/c Hoa, GS.TS. Minh cùng dự.", "Ths. Lan vắng mặt."],
]


@pytest.mark.parametrize("sentences", RUNS, ids=[run[0][:25] for run in RUNS])
def test_sentences_come_apart_where_they_were_joined(sentences):
    text = " ".join(sentences)
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


def test_a_line_break_always_ends_a_sentence():
    text = "Gồm có\n  hai dòng, TS.\r\nNam\u2028hết"
    assert [text[a:b] for a, b in sentence_spans(text)] == ["Gồm có", "hai dòng, TS.", "Nam", "hết"]


@pytest.mark.parametrize("text", ["", " \n\t \xa0", "\u3000\n"])
def test_nothing_but_white_space_has_no_sentences(text):
    assert sentence_spans(text) == []


VIETNAMESE = st.text(st.sampled_from(list('aăáđÔƯBCQV 0123.!?…,;:"”’)([]-/\n\r\t\xa0\u2028')))


@given(st.one_of(st.text(), VIETNAMESE))
def test_spans_cover_all_text_in_order_without_white_space_at_their_ends(text):
    spans = sentence_spans(text)
    covered = [False] * len(text)
    before = 0
    for start, end in spans:
        assert before <= start < end
        assert text[start:end] == text[start:end].strip()
        covered[start:end] = [True] * (end - start)
        before = end
    assert all(covered[i] or char.isspace() for i, char in enumerate(text))
    assert not any("\n" in text[start:end] for start, end in spans)
