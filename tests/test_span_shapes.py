"""Names stay whole, and a deputy is not the head."""

import pytest

from embeddings.span_shapes import (
    all_amounts,
    body_alone,
    counted,
    counts_what_is_asked,
    joined_list,
    office_of,
    other_amount,
    other_rank,
    part_of_whole,
    whole_name,
    whole_office,
    with_part,
)

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
    ("text", "pointed", "wanted"),
    [
        # Capitals before a name are of the body whose office it follows.
        ("Chủ tịch UBND TP Hải Dương Nguyễn Văn An nói", "Nguyễn Văn An", "Nguyễn Văn An"),
        ("Bí thư Đảng ủy Khối Nguyễn Thúy Hà nói", "Nguyễn Thúy Hà", "Nguyễn Thúy Hà"),
        ("Bí thư Đảng ủy Khối Nguyễn Thúy Hà nói", "Hà", "Nguyễn Thúy Hà"),
        ("ở phường Trần Phú Lê Văn Em nói", "Lê Văn Em", "Lê Văn Em"),
        # Names that follow in the span stay in it.
        ("bắt Nguyễn Văn Tuấn và Trần Thị Hoa rồi", "Nguyễn Văn Tuấn và Trần Thị", None),
        ("bắt Nguyễn Văn Tuấn và Trần Thị Hoa rồi", "Nguyễn Văn Tuấn", "Nguyễn Văn Tuấn"),
        (
            "bắt Lê Văn Bình (30 tuổi, Hà Nội), bà Trần Thị Hoa và Lê Văn An trưa qua",
            "Lê Văn Bình (30 tuổi, Hà Nội), bà Trần Thị Hoa và Lê Văn An trưa",
            "Lê Văn Bình (30 tuổi, Hà Nội), bà Trần Thị Hoa và Lê Văn An",
        ),
        ("gặp Nguyễn Văn Tuấn ở Hà Nội", "Nguyễn Văn Tuấn ở Hà Nội", "Nguyễn Văn Tuấn"),
    ],
)
def test_a_name_is_neither_what_stands_before_it_nor_the_first_of_several(text, pointed, wanted):
    start = text.index(pointed)
    start, end = whole_name(text, start, start + len(pointed))
    assert text[start:end] == (wanted or "Nguyễn Văn Tuấn và Trần Thị Hoa")


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


def test_a_machine_is_not_how_many() -> None:
    text = "Nhà máy sản xuất 24 tấn sợi."
    start, end = counted("Nhà máy sản xuất bao nhiêu tấn sợi?", text, 17, 19)
    assert text[start:end] == "24 tấn sợi"


def test_what_is_counted_ends_before_to_whom_it_goes() -> None:
    text = "Các chi bộ đăng ký 402 công việc với Đảng ủy."
    start, end = counted("Đăng ký bao nhiêu công việc với Đảng ủy?", text, 19, 22)
    assert text[start:end] == "402 công việc"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Đã đăng ký 1 trong 2 công việc đột phá.", "1 trong 2 công việc"),
        ("Có 3.210 trong tổng số 2 công việc.", "3.210 trong tổng số 2 công việc"),
        ("Có 5 người; trong 2 công việc.", "2 công việc"),
        ("Trong 2 công việc.", "2 công việc"),
    ],
)
def test_a_part_comes_with_its_whole(text: str, wanted: str) -> None:
    at = text.index("2 công việc")
    start, end = with_part(text, at, at + len("2 công việc"))
    assert text[start:end] == wanted


@pytest.mark.parametrize(
    ("question", "span", "part"),
    [
        ("Bao nhiêu công việc đã đăng ký?", "1 trong 2 công việc", True),
        ("Bao nhiêu công việc đã đăng ký?", "3.210 trong tổng số 5.000 việc", True),
        ("Bao nhiêu công việc đã đăng ký?", "402 công việc", False),
        ("Bao nhiêu công việc đã đăng ký?", "402 công việc trong 2 năm", False),
        ("Xong mấy việc trong số đó?", "1 trong 2 công việc", False),
    ],
)
def test_a_part_is_told_from_how_many_there_are(question: str, span: str, part: bool) -> None:
    assert part_of_whole(question, span) is part


@pytest.mark.parametrize(
    ("question", "pointed", "wanted"),
    [
        ("Bao nhiêu cá nhân được khen?", "22 tập thể", "28 cá nhân"),
        ("khen bao nhieu tap the", "28 cá nhân", "22 tập thể"),
        ("Bao nhiêu tập thể được khen?", "22 tập thể, 28 cá nhân", "22 tập thể"),
        ("Bao nhiêu cá nhân được khen?", "28 cá nhân có thành tích", "28 cá nhân có thành tích"),
        ("Mấy tập thể và mấy cá nhân?", "22 tập thể, 28 cá nhân", "22 tập thể, 28 cá nhân"),
        # What is asked for stands elsewhere too, or not beside it, or not at all.
        ("Bao nhiêu người được khen?", "22 tập thể", "22 tập thể"),
        ("Bao nhiêu chi bộ được khen?", "22 tập thể", "22 tập thể"),
        ("Số tập thể được khen là bao nhiêu?", "28 cá nhân", "28 cá nhân"),
    ],
)
def test_the_amount_beside_it_is_taken_if_that_is_what_was_asked_for(question, pointed, wanted):
    text = (
        "Đảng ủy đã khen thưởng 22 tập thể, 28 cá nhân có thành tích trong 5 năm qua, do 7 chi bộ "
        "bình chọn."
    )
    start = text.index(pointed)
    start, end = other_amount(question, text, start, start + len(pointed))
    assert text[start:end] == wanted


def test_an_amount_among_others_is_not_exchanged_for_their_number():
    text = "Có 10 trong số 50 người bị thương."
    start = text.index("10")
    assert other_amount("Bao nhiêu người bị thương?", text, start, start + 2) == (start, start + 2)


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


SPORT = "Giám đốc Sở Văn hóa, Thể thao và Du lịch"


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        (
            "Đồng chí Lê Thị Phương Hoa, Bí thư Chi bộ, Giám đốc Trung tâm Việc làm cho biết",
            "Lê Thị Phương Hoa",
            "Bí thư Chi bộ, Giám đốc Trung tâm Việc làm",
        ),
        ("Ông Vũ Đức Khiên, Phó Giám đốc Sở, khẳng định", "Vũ Đức Khiên", "Phó Giám đốc Sở"),
        ("bà Nguyễn Thị An - Chủ tịch xã Hồng Lạc.", "Nguyễn Thị An", "Chủ tịch xã Hồng Lạc"),
        ("Ông Lê Văn An, Giám đốc Sở Văn hóa, Thể thao và Du lịch, nói", "Lê Văn An", SPORT),
        (
            "Ông Lê Văn An, Giám đốc Ban quản lý dự án đường.",
            "Lê Văn An",
            "Giám đốc Ban quản lý dự án đường",
        ),
        ("Ông Lê Văn An, Phó Chủ tịch UBND TP.HCM, nói", "Lê Văn An", "Phó Chủ tịch UBND TP.HCM"),
        ("Ông Lê Văn An, Chủ tịch xã và các hộ dân", "Lê Văn An", "Chủ tịch xã"),
        ("ông Lê Nam, Chủ tịch xã.", "Lê Nam", "Chủ tịch xã"),
        ("tại Hà Nội, Chủ tịch nước tiếp đoàn", "Hà Nội", None),
        ("ở thành phố Hồ Chí Minh, Thủ tướng đã dự", "Hồ Chí Minh", None),
        ("cho ông Lê Văn An, Bí thư Tỉnh ủy Trần Văn Ba nói", "Lê Văn An", None),  # Ba's
        ("Ông Trần Văn Sơn đã đến Hải Dương.", "Trần Văn Sơn", None),
        ("Ông Trần Văn Sơn, quê ở Hải Dương, nói.", "Trần Văn Sơn", None),
        ("Có 402, Giám đốc cho biết.", "402", None),
    ],
)
def test_the_office_of_a_person_stands_after_the_name(text, name, office):
    start = text.index(name)
    span = office_of(text, start, start + len(name))
    assert (text[slice(*span)] if span else None) == office


@pytest.mark.parametrize(
    ("first", "others", "wanted"),
    [
        ("Trần Bình", ["Lê An", "Phạm Dũng"], "Lê An, bà Trần Bình, Nguyễn Văn Chi và Phạm Dũng"),
        ("Lê An", [], "Lê An"),
        ("Lê An", ["Hội trường"], "Lê An"),  # in the next sentence
        ("Lê An", ["Tham dự"], "Lê An"),  # nothing of a list between them
    ],
)
def test_what_stands_in_one_list_is_one_answer(first, others, wanted):
    text = "Tham dự có ông Lê An, bà Trần Bình, Nguyễn Văn Chi và Phạm Dũng. Hội trường đông kín."
    spans = [(text.index(word), text.index(word) + len(word)) for word in (first, *others)]
    assert text[slice(*joined_list(text, spans))] == wanted


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Hà Nội tăng 1,5% so với Hải Phòng.", "Hà Nội", "Hải Phòng"),
        ("Lê Hoa phát biểu, sau đó phê bình ông Trần Bình.", "Lê Hoa", "Trần Bình"),
        ("Lê Hoa đến vào ngày cuối cùng của Trần Bình.", "Lê Hoa", "Trần Bình"),
    ],
)
def test_what_stands_in_two_clauses_is_no_list(text, first, second):
    spans = [(text.index(word), text.index(word) + len(word)) for word in (first, second)]
    assert joined_list(text, spans) == spans[0]


@pytest.mark.parametrize(
    ("pointed", "whole"),
    [
        ("Ủy viên Ban Thường vụ", "Ủy viên Ban Thường vụ Đảng ủy, Phó Giám đốc Sở Y tế"),
        ("Phó Giám đốc", "Phó Giám đốc Sở Y tế"),
        ("Khiên", "Khiên"),
    ],
)
def test_offices_are_given_whole(pointed, whole):
    text = "Ông Vũ Đức Khiên, Ủy viên Ban Thường vụ Đảng ủy, Phó Giám đốc Sở Y tế, cho biết."
    start = text.index(pointed)
    assert text[slice(*whole_office(text, start, start + len(pointed)))] == whole


@pytest.mark.parametrize(
    ("office", "after"),
    [
        ("Trưởng Công an huyện Nam Sách", "xác nhận vụ việc"),
        ("Chủ tịch UBND xã Cẩm Hoàng", "trả lời phóng viên Báo Hải Dương"),
        ("Phó Giám đốc Sở Tài chính", "từ ngày 1.6.2024"),
        ("Chủ tịch UBND tỉnh", "tham dự hội nghị"),
        ("Chủ tịch UBND tỉnh", "kiểm tra công tác phòng chống bão"),
        ("Chủ nhiệm Ủy ban kiểm tra Tỉnh ủy", "công bố quyết định"),
        ("Trưởng Ban chỉ đạo phòng chống dịch", "thừa nhận điều đó"),
        ("Giám đốc Ban quản lý dự án đường", "vừa họp"),
    ],
)
def test_an_office_ends_where_something_is_said_of_it(office, after):
    text = f"{office} {after}."
    assert text[slice(*whole_office(text, 0, len("Phó")))] == office
    introduced = f"Ông Nguyễn Văn An, {office} {after}."
    start = introduced.index("Nguyễn")
    span = office_of(introduced, start, start + len("Nguyễn Văn An"))
    assert span is not None
    assert introduced[slice(*span)] == office


@pytest.mark.parametrize(
    ("question", "amount"),
    [("Bị phạt bao nhiêu tiền?", "100 triệu đồng"), ("Đạt bao nhiêu phần trăm?", "90%")],
)
def test_units_are_seldom_named_as_in_the_question(question, amount):
    text = "Phạt 100 triệu đồng vì 5 tỷ tiền bẩn, đạt 90%, tặng 15 phần quà."
    start = text.index(amount)
    assert counts_what_is_asked(question, text, start, start + len(amount))


@pytest.mark.parametrize(
    ("question", "number", "counted_"),
    [
        ("Bao nhiêu tập thể được khen?", "446", True),
        ("bao nhieu tap the", "446 lượt", True),
        ("Bao nhiêu tập thể được khen?", "3.210 lượt cá nhân", False),
        ("Bao nhiêu cá nhân?", "3.210 lượt cá nhân", True),
        ("Ai được khen?", "446", False),
    ],
)
def test_a_number_counts_what_was_asked_for(question, number, counted_):
    text = "Đã có 446 lượt tập thể, 3.210 lượt cá nhân được khen."
    start = text.index(number)
    assert counts_what_is_asked(question, text, start, start + len(number)) is counted_


@pytest.mark.parametrize(
    ("question", "pointed", "whole"),
    [
        ("Khen mấy tập thể và mấy cá nhân?", "22 tập thể", "22 tập thể, 28 cá nhân"),
        ("bao nhieu tap the voi ca nhan duoc khen", "28 cá nhân", "22 tập thể, 28 cá nhân"),
        ("Tỉnh khen bao nhiêu cá nhân và tập thể?", "44 cá nhân", "2 tập thể và 44 cá nhân"),
        ("Bao nhiêu tập thể được khen?", "22 tập thể", "22 tập thể"),
        ("Bao nhiêu tập thể và ai khen?", "22 tập thể", "22 tập thể"),
    ],
)
def test_amounts_of_several_things_are_given_together(
    question: str, pointed: str, whole: str
) -> None:
    text = "Đảng ủy đã khen 22 tập thể, 28 cá nhân tiêu biểu. Tỉnh khen 2 tập thể và 44 cá nhân."
    start = text.index(pointed)
    start, end = all_amounts(question, text, start, start + len(pointed))
    assert text[start:end] == whole


@pytest.mark.parametrize(
    ("pointed", "body"),
    [
        ("Chi bộ, Giám đốc Trung tâm Dịch vụ việc làm", "Trung tâm Dịch vụ việc làm"),
        ("Bí thư Chi bộ, Giám đốc Trung tâm Dịch vụ việc làm", "Trung tâm Dịch vụ việc làm"),
        ("Phó Chủ tịch UBND tỉnh", "UBND tỉnh"),
        ("Trung tâm Giám định", "Trung tâm Giám định"),
        ("Giám đốc", "Giám đốc"),
        ("Trưởng phòng Nội vụ", "Trưởng phòng Nội vụ"),
    ],
)
def test_of_an_office_the_body_is_what_is_asked_for(pointed, body):
    text = f"Bà Hoa, {pointed}, cho biết."
    start = text.index(pointed)
    assert text[slice(*body_alone(text, start, start + len(pointed)))] == body
