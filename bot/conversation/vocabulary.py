"""The closed classes of words that follow-ups are recognised and taken apart by."""

from __future__ import annotations

from bot.conversation.phrases import Wording, either

_BEFORE = either(
    "ở, tại, từ, vào, trong, đến, với, cho, của, do, bởi, là, in, at, by, of, with, to"
)
# Longest first within one expression: "để làm gì" before "gì".
_ASKED = either(
    "khi nào, bao giờ, lúc nào, hồi nào, mấy giờ, năm nào, ngày nào, tháng nào, hôm nào, thứ mấy,"
    "đơn vị nào, cơ quan nào,"
    "thời gian nào, thời điểm nào, giai đoạn nào, dịp nào, năm bao nhiêu, ngày mấy, tháng mấy,"
    "ngày bao nhiêu, từ bao giờ, đâu, nơi nào, chỗ nào, ai, những ai, người nào, vị nào,"
    "bao nhiêu, bn, bao lâu, mấy, vì sao, tại sao, vì lý do gì, lý do gì, do đâu, để làm gì, sao,"
    "như thế nào, thế nào, ra sao, bằng cách nào, làm sao, gì, những gì, điều gì, cái gì, nào,"
    "việc gì, ntn, gi, who, whom, whose, what, when, where, why, how, how many, how much, which,"
    "how long, what year, which year, what date"
)
QUESTION = Wording(rf"\b(?:{_ASKED})\b")
QUESTION_PHRASE = Wording(rf"\b(?:(?:{_BEFORE})\s+)?(?:{_ASKED})\b")
# These ask from the front; everything else from behind.
ASKS_FIRST = Wording(
    either("vì sao, tại sao, sao, ai, bao nhiêu, mấy, who, what, when, where, why, how, which")
    + r"\b"
)

# Words that hold a sentence together. What is between them is what it speaks of.
FUNCTION = Wording(
    r"\b(?:"
    + either(
        "là, của, có, được, bị, đã, đang, sẽ, vừa, mới, cho, với, ở, tại, trong, về, từ, đến, vào,"
        "bởi, do, để, thì, mà, khi, không, những, này, đó, ấy, kia, như, bằng, theo, lúc, chưa,"
        "cũng, vẫn, còn, nhằm, qua, nên, rằng, hay, hoặc, vậy, thế, ạ, nhỉ, hả, à, nhé, đấy, the,"
        "a, an, of, in, at, by, to, is, are, was, were, did, does, do, has, have, had, for, on,"
        "and, with, it, that, this, from"
    )
    + r")\b"
)
VERB = Wording(
    r"\b"
    + either(
        "thuộc, trực thuộc, đăng ký, khen thưởng, biểu dương, khen, thực hiện, xây dựng, chọn,"
        "lựa chọn, đưa, nói, nói về, nói gì, cho biết, cho rằng, khẳng định, giữ, giữ chức,"
        "giữ chức vụ, làm theo, chi trả, tăng cường, đẩy mạnh, triển khai, ra, ban hành, viết,"
        "đăng, xuất bản, công tác, quán triệt, ghi, ghi sổ, đạt, lập, coi, lấy, gắn, giúp,"
        "tiếp nhận, học, giải quyết, nâng cao, yêu cầu, tuyên bố, phát biểu, đứng đầu, lãnh đạo,"
        "nhận, trả, tổ chức, làm, kiêm, kiêm nhiệm, đảm nhiệm, phụ trách,"
        "chịu trách nhiệm, kể, kể về, giới thiệu"
    )
    + r"\b"
)
ENGLISH = Wording(
    r"\b" + either("what, who, whom, whose, when, where, why, how, which, about, the, and") + r"\b"
)
# What is asked for by name, and hardly ever called so where the answer stands.
GENERIC = Wording(
    r"\b"
    + either(
        "chức, chức vụ, chức danh, vai trò, vị trí, tên, họ tên, tên là, người, năm, ngày, tháng,"
        "nội dung, việc, chuyện, số, lượt, thêm, nữa, cụ thể, phải, làm, làm gì, cơ quan, đơn vị"
    )
    + r"\b"
)
ROLE = Wording(
    r"(?:nguyên\s+)?(?:phó\s+)?(?:"
    + either(
        "tổng giám đốc, giám đốc, phó giám đốc, bí thư, tổng bí thư, chủ tịch, phó chủ tịch,"
        "chủ nhiệm, trưởng ban, trưởng phòng, phó trưởng phòng, chánh văn phòng,"
        "bộ trưởng, thứ trưởng, thủ tướng, tổng thống, hiệu trưởng, viện trưởng, cục trưởng,"
        "người đứng đầu, lãnh đạo, thường trực, ủy viên, tác giả, director, deputy director,"
        "secretary, chairman, president, head, the director, the deputy director, the secretary"
    )
    + r")\b(?:\s+of\b)?"
)
ORGANISATION = Wording(
    r"\b(?:"
    + either(
        "trung tâm, bảo hiểm xã hội, bảo hiểm, bhxh, đảng ủy, đảng bộ, chi bộ, sở, ban thường vụ,"
        "ban chấp hành, ban tổ chức, ban tuyên giáo, ban, bộ, hội đồng, hội, ủy ban, tỉnh ủy,"
        "thành ủy, huyện ủy, công ty, tập đoàn, bệnh viện, trường, viện, cục, chi cục, tổng cục,"
        "phòng, quốc hội, chính phủ, tòa án, công an, đoàn, liên đoàn, mặt trận, cơ quan, đơn vị,"
        "ngành, khối, đại học, học viện, ngân hàng, quỹ, nhà máy, hợp tác xã,"
        "social insurance, center, centre, department, committee, ministry, company, council"
    )
    + r")\b"
)
DOCUMENT = Wording(
    r"\b(?:"
    + either(
        "chỉ thị, kết luận, nghị quyết, quyết định, nghị định, thông tư, công văn, kế hoạch, luật,"
        "hướng dẫn, directive, conclusion, resolution"
    )
    + r")(?:\s+số)?\s+[\w/-]*\d[\w/-]*"
)
TIME = Wording(
    r"\b(?:(?:từ|đến|trong|giữa|in|since)\s+)?"
    r"(?:(?:"
    + either("năm, tháng, ngày, quý, giai đoạn, nhiệm kỳ, the year, year, thế kỷ")
    + r")\s+\d[\d./-]*(?:\s+(?:đến|tới|-)\s+(?:năm\s+)?\d[\d./-]*)?"
    r"|[12]\d{3}(?:\s*-\s*[12]\d{3})?(?![\w.]\d)|\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?"
    r"|" + either("hiện nay, năm nay, năm ngoái, năm trước, năm sau, hôm nay, hôm qua") + r")\b"
)
# The article itself is spoken of, which needs no earlier question.
ARTICLE = Wording(
    r"\b(?:"
    + either("bài báo, bài viết, bài này, bài, tác giả, tiêu đề, article, author, title, báo")
    + r")\b"
)

OPENERS = Wording(
    r"^\W*(?:(?:"
    + either(
        "vậy, thế, còn, rồi, và, thế còn, vậy còn, thì, à, ừ, ok, oke, dạ, vâng, nhưng,"
        "and, so, then, but"
    )
    + r")\b(?!\s+nào\b)[\s,]*)+"
)
CLOSERS = Wording(
    r"(?:[\s,]+(?:"
    + either(
        "vậy, thế, nhỉ, ạ, hả, à, đấy, nhé, z, v, chứ, cơ, luôn, nữa, nữa không, ha,"
        "hen, vậy bạn, bạn, ad, em"
    )
    + r"))*[\s?!.…]*$"
)
