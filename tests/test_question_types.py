"""What is asked for, and which texts could hold it."""

from __future__ import annotations

import pytest

from embeddings.articles import BlockKind
from embeddings.question_types import (
    AnswerType,
    answer_type,
    asks_for_several,
    asks_of_article,
    cannot_be,
    may_hold,
    names_another_body,
    span_type,
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Ai là Bí thư Đảng ủy Khối?", AnswerType.PERSON),
        ("ai la giam doc trung tam", AnswerType.PERSON),
        ("Who wrote this article?", AnswerType.PERSON),
        ("Người đứng đầu Đảng ủy Khối tên là gì?", AnswerType.PERSON),
        ("tác giả bài này tên j", AnswerType.PERSON),
        ("Người đứng đầu Đảng ủy Khối là ai?", AnswerType.PERSON),
        ("nguoi dau tien la ai", AnswerType.PERSON),
        ("Đội đầu tiên đến đâu?", AnswerType.PLACE),
        ("bat dau di dau", AnswerType.PLACE),
        ("Tác giả tên gì, quê ở đâu?", AnswerType.PLACE),
        ("Máy bay nào bay nhanh nhất?", AnswerType.OTHER),
        ("Thế lực nào xung đột với vua?", AnswerType.OTHER),
        ("Tỉnh nào có tỷ lệ cao nhất?", AnswerType.PLACE),
        ("Sân bay nào có số lượng khách lớn nhất?", AnswerType.OTHER),
        ("Tỷ lệ giao dịch điện tử?", AnswerType.QUANTITY),
        ("Người Thái gọi món này tên gì?", AnswerType.OTHER),
        ("Có bao nhiêu công việc đột phá?", AnswerType.QUANTITY),
        ("co may tap the duoc khen", AnswerType.QUANTITY),
        ("How many members registered?", AnswerType.QUANTITY),
        ("Kết luận 01 được ban hành khi nào?", AnswerType.TIME),
        ("Đăng ký từ năm nào?", AnswerType.TIME),
        ("nam nao dang ky", AnswerType.TIME),
        ("Khoảng thời gian bao nhiêu năm?", AnswerType.QUANTITY),
        ("Năm bao nhiêu thì xong?", AnswerType.TIME),
        ("When was it published?", AnswerType.TIME),
        ("Bài được xuất bản vào thứ mấy trong tuần?", AnswerType.TIME),
        ("Đội nhà đứng thứ mấy?", AnswerType.QUANTITY),
        ("Hồ sơ được tiếp nhận ở đâu?", AnswerType.PLACE),
        ("Where is the centre?", AnswerType.PLACE),
        # "đầu", "đau" fold to the question word "đâu"; "Mai", "hai" contain "ai".
        ("Mai có việc gì", AnswerType.OTHER),
        ("Hai đơn vị làm gì", AnswerType.OTHER),
        # Luck and sewing, but bare it may be "mấy".
        ("Ai may mắn trúng giải?", AnswerType.PERSON),
        ("Công ty may Tinh Lợi ở đâu?", AnswerType.PLACE),
        ("Đội nhà thắng mấy bàn?", AnswerType.QUANTITY),
        ("Mỗi năm bao nhiêu khách?", AnswerType.QUANTITY),
        ("Lương tháng bao nhiêu?", AnswerType.QUANTITY),
        ("Tháng mấy khai giảng?", AnswerType.TIME),
        ("Đơn vị nào được khen?", AnswerType.OTHER),
        ("Vị nào được bầu?", AnswerType.PERSON),
        ("Đồng chí nào được bầu?", AnswerType.PERSON),
        ("Lễ hội nào lớn nhất?", AnswerType.OTHER),
        ("Hội nào được khen?", AnswerType.OTHER),
        ("Cháy hồi nào?", AnswerType.TIME),
        ("Phương châm 5 rõ là gì?", AnswerType.OTHER),
    ],
)
def test_the_type_of_a_question(question: str, expected: AnswerType) -> None:
    assert answer_type(question) is expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Bà Phương Hoa giữ chức vụ gì?", AnswerType.ROLE),
        ("ba hoa lam chuc gi o trung tam", AnswerType.ROLE),
        ("Nguyễn Thúy Hà là ai?", AnswerType.ROLE),
        ("Who is Nguyen Thuy Ha?", AnswerType.ROLE),
        ("Bí thư Đảng ủy Khối là ai?", AnswerType.PERSON),
        ("Phó giám đốc Bảo hiểm Xã hội tỉnh là ai?", AnswerType.PERSON),
        ("Thủ tướng Việt Nam là ai?", AnswerType.PERSON),
        ("Bí thư Tỉnh ủy Hải Dương là ai?", AnswerType.PERSON),
        ("Thư ký của Nguyễn Thúy Hà là ai?", AnswerType.PERSON),
        ("Bí thư Tỉnh ủy Hải Dương tên gì?", AnswerType.PERSON),
        ("Tác phẩm của Tổng Bí thư Nguyễn Văn Cừ tên gì?", AnswerType.OTHER),
        ("Who is the director of the centre?", AnswerType.PERSON),
        ("Nguyễn Xuân Trường là ai?", AnswerType.ROLE),
        ("Ông Lê Văn Quyền là ai?", AnswerType.ROLE),
        ("Chỉ thị 05 là của cơ quan nào?", AnswerType.ORGANISATION),
        ("Ông Nam tốt nghiệp trường nào?", AnswerType.ORGANISATION),
        ("Hội nào được khen?", AnswerType.ORGANISATION),
        ("Cháy hồi nào?", AnswerType.TIME),
        ("chay hoi nao", AnswerType.TIME),
        ("Cơ sở nào vi phạm?", AnswerType.OTHER),
        ("Cán bộ nào bị kỷ luật?", AnswerType.OTHER),
        ("Hiệu trưởng nào bị kỷ luật?", AnswerType.OTHER),
        ("Nghị quyết số nào quy định?", AnswerType.OTHER),
        ("Nơi nào xảy ra vụ cháy?", AnswerType.PLACE),
        ("noi nao xay ra vu chay", AnswerType.PLACE),
        ("Hội nghị tổ chức tại đâu?", AnswerType.PLACE),
        ("Tại đâu mà phải làm lại?", AnswerType.REASON),
        ("trung tam thuoc so nao", AnswerType.ORGANISATION),
        ("Vì sao trung tâm làm cả ngày nghỉ?", AnswerType.REASON),
        ("tai sao phai lam them gio", AnswerType.REASON),
        ("Why did they work overtime?", AnswerType.REASON),
        ("Đảng bộ có được khen không?", AnswerType.YES_NO),
        ("ba hoa co phai giam doc khong", AnswerType.YES_NO),
        ("Đã tổng kết chưa?", AnswerType.YES_NO),
        ("Có bao nhiêu đảng viên không đăng ký?", AnswerType.QUANTITY),
        ("Đã tiêm chưa ạ?", AnswerType.YES_NO),
        ("Bà Hoa nói gì?", AnswerType.SPEECH),
        ("ong khien cho biet nhu the nao", AnswerType.OTHER),
        ("ong khien khang dinh dieu gi", AnswerType.SPEECH),
        ("Dự án có được đầu tư không?", AnswerType.YES_NO),
        ("Có được tặng Huân chương Sao vàng không?", AnswerType.YES_NO),
        ("Địa chỉ cơ sở sửa chữa?", AnswerType.OTHER),
        ("Lịch bóng đá giải hàng không", AnswerType.OTHER),
        ("Chùa Một Cột là ngôi chùa?", AnswerType.OTHER),
        ("Có gì mới không?", AnswerType.OTHER),
        ("Không khí ở đại hội thế nào?", AnswerType.OTHER),
        ("Bao nhiêu người?", AnswerType.QUANTITY),
        ("Phương châm là gì?", AnswerType.OTHER),
    ],
)
def test_the_finer_type_that_answers_are_chosen_by(question: str, expected: AnswerType) -> None:
    assert span_type(question) is expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (AnswerType.PERSON, "Đồng chí Nguyễn Thúy Hà cho biết", True),
        (AnswerType.PERSON, "Theo bà Hoa, việc này khó.", True),
        (AnswerType.PERSON, "Nhà thám hiểm James Cook đến đảo.", True),
        (AnswerType.PERSON, "THU BIÊN", True),
        (AnswerType.PERSON, "Chi bộ Trung tâm Dịch vụ việc làm Hải Dương làm tốt", False),
        (AnswerType.PERSON, "Làm theo Bác ở Trung tâm, theo Lê ở Huế", False),
        (AnswerType.PERSON, "Các chi bộ đã đăng ký 402 công việc.", False),
        (AnswerType.QUANTITY, "đăng ký 402 công việc đột phá", True),
        (AnswerType.QUANTITY, "có hai mươi tập thể", True),
        (AnswerType.QUANTITY, "những đợt dịch Covid-19 vừa qua", False),
        (AnswerType.QUANTITY, "giảm -5 độ, (27.000 người)", True),
        (AnswerType.QUANTITY, "Nâng cao chất lượng sinh hoạt", False),
        (AnswerType.QUANTITY, "Nhiều năm nay, chi bộ dành thời gian", False),
        (AnswerType.TIME, "ngày 18.5.2021", True),
        (AnswerType.TIME, "từ năm 2017", True),
        (AnswerType.TIME, "đạt 90% và đẩy mạnh chi trả", False),
        (AnswerType.PLACE, "tại Trung tâm Phục vụ hành chính công ở Hải Dương", True),
        (AnswerType.PLACE, "bằng những việc làm cụ thể", False),
        (AnswerType.OTHER, "bất cứ điều gì", True),
        (AnswerType.ROLE, "Giám đốc Trung tâm Dịch vụ việc làm", True),
        (AnswerType.ROLE, "402 công việc", False),
        (AnswerType.ORGANISATION, "là Sở Lao động, Thương binh và Xã hội", True),
        (AnswerType.REASON, "vì hồ sơ tăng", True),
    ],
)
def test_what_a_text_may_hold(kind: AnswerType, text: str, expected: bool) -> None:
    assert may_hold(kind, text) is expected


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("Gồm những ai?", True),
        ("cac don vi nao duoc khen", True),
        ("Đảng viên đăng ký những nội dung gì?", True),
        ("Kể tên các tập thể được khen", True),
        ("Ai là giám đốc?", False),
        ("Các đại biểu họp khi nào?", False),
        ("Các em học sinh học như thế nào?", False),
        ("Ông không họp nhưng đến vào ngày nào?", False),
        ("Cô Hồng Nhung sinh năm nào?", False),
        ("Làng gốm có gì đặc biệt?", False),
    ],
)
def test_whether_all_of_several_things_are_asked_for(question: str, several: bool) -> None:
    assert asks_for_several(question) is several


@pytest.mark.parametrize(
    ("question", "text", "another"),
    [
        ("Trung tâm thuộc sở nào?", "Sở Lao động, Thương binh và Xã hội", False),
        ("trung tam thuoc so nao", "Trung tâm Dịch vụ việc làm", True),
        ("Trung tâm thuộc sở nào?", "số 5 phố Hàng Bài", True),
        ("Ai khen bệnh viện nào?", "bệnh viện Bạch Mai", False),
        ("Trung tâm thuộc cơ quan nào?", "Trung tâm Dịch vụ việc làm", False),
        ("Xe mang biển số nào?", "34A-123.45", False),
        ("Ông là đại biểu khóa nào?", "XIII", False),
        ("Cô đăng ảnh lên mạng xã hội nào?", "Facebook", False),
        ("Ông phụ trách hội nào?", "Đoàn Thanh niên", True),
        ("Thị trường nào nhập nhiều nhất?", "Trung Quốc", False),
        ("Cơ sở nào vi phạm?", "Công ty Hoàng Long", False),
        ("Ủy ban nào?", "Ủy ban Kiểm tra", False),
        ("Văn phòng nào?", "Văn phòng UBND tỉnh", False),
        ("Ông học trường nào?", "Đại học Bách khoa Hà Nội", False),
        ("Ông học trường nào?", "THPT Hồng Quang", False),
        ("ong hoc truong nao", "Sở Y tế", True),
        ("Bệnh viện nào?", "BV Đa khoa tỉnh", False),
    ],
)
def test_a_body_is_called_by_what_it_is(question: str, text: str, another: bool) -> None:
    assert names_another_body(question, text) is another


def test_an_accent_that_was_guessed_wrong_does_not_hide_the_question() -> None:
    assert answer_type("đã khen máy cá nhân", "da khen may ca nhan") is AnswerType.QUANTITY
    assert answer_type("Đã khen máy cá nhân", "Đã khen máy cá nhân") is AnswerType.OTHER


@pytest.mark.parametrize(
    ("kind", "span", "impossible"),
    [
        (AnswerType.TIME, "Nguyễn Thúy Hà", True),
        (AnswerType.TIME, "sáng nay", False),
        (AnswerType.TIME, "khoảng 13 giờ", False),
        (AnswerType.TIME, "thế kỷ XX", False),
        (AnswerType.QUANTITY, "tăng đột biến", True),
        (AnswerType.QUANTITY, "hai lần", False),
        (AnswerType.PERSON, "tăng đột biến", True),
        (AnswerType.PERSON, "hai mẹ con", False),
        (AnswerType.PERSON, "Haussmann", False),
        (AnswerType.PLACE, "Bí thư Chi bộ", True),
        (AnswerType.PLACE, "bộ phận một cửa ở cấp huyện", False),
        (AnswerType.ORGANISATION, "Phó Giám đốc Sở Y tế", True),
        (AnswerType.ORGANISATION, "Sở Y tế", False),
        (AnswerType.OTHER, "tăng đột biến", False),
        (AnswerType.QUANTITY, "năm người", False),
        (AnswerType.QUANTITY, "hàng chục ngôi nhà", False),
        (AnswerType.QUANTITY, "kỳ họp thứ nhất", False),
        (AnswerType.QUANTITY, "lần thứ XVII", False),
        (AnswerType.TIME, "chiều cùng ngày", False),
        (AnswerType.TIME, "sáng Chủ nhật", False),
        (AnswerType.TIME, "sau khi nộp đủ hồ sơ", False),
        (AnswerType.TIME, "quý I", False),
        (AnswerType.PERSON, "chủ đầu tư", False),
        (AnswerType.PERSON, "hộ nghèo, hộ cận nghèo", False),
        (AnswerType.PERSON, "đảng viên", False),
    ],
)
def test_what_is_no_answer_of_the_kind(kind: AnswerType, span: str, impossible: bool) -> None:
    assert cannot_be(kind, span) is impossible


@pytest.mark.parametrize(
    ("part", "question", "expected"),
    [
        (BlockKind.BYLINE, "Bài này do phóng viên nào viết?", True),
        (BlockKind.BYLINE, "bai nay ai vit", True),
        (BlockKind.BYLINE, "Who wrote this article?", True),
        (BlockKind.BYLINE, "Ảnh trong bài do ai chụp?", False),
        (BlockKind.BYLINE, "Ai vô địch World Cup?", False),
        (BlockKind.DATELINE, "Báo đăng bài lúc mấy giờ?", True),
        (BlockKind.DATELINE, "bai dang ngay nao", True),
        (BlockKind.DATELINE, "Bảo hiểm Xã hội tỉnh thành lập năm nào?", False),
        (BlockKind.DATELINE, "bao hiem thanh lap bao gio", False),
        (BlockKind.DATELINE, "Đảng ủy Khối họp ngày nào?", False),
        (BlockKind.TITLE, "Nhan đề của bài báo là gì?", True),
        (BlockKind.TITLE, "tiêu đè bài viêt là gì", True),
        (BlockKind.TITLE, "bài này nói về cái gì", True),
        (BlockKind.TITLE, "Núi nào cao nhất Việt Nam?", False),
        (BlockKind.TITLE, "Bài hát đoạt giải tên là gì?", False),
        (BlockKind.TITLE, "tên bài là gì", True),
        (BlockKind.BYLINE, "Ai trình bày báo cáo?", False),
        (BlockKind.BYLINE, "Ai viết đơn tố cáo?", False),
        (BlockKind.BYLINE, "Ai viết?", True),
        (BlockKind.BYLINE, "bai bao nay cua ai", True),
        (BlockKind.DATELINE, "Khi nào đăng ký dự thi?", False),
        (BlockKind.DATELINE, "Dự báo mưa đến ngày nào?", False),
        (BlockKind.DATELINE, "Thông tin công bố ngày nào?", False),
        (BlockKind.DATELINE, "Thông báo ra ngày nào?", False),
        (BlockKind.DATELINE, "Tin này ngày nào?", True),
    ],
)
def test_what_is_asked_of_an_article_itself(part, question, expected):
    assert asks_of_article(question, part) is expected
