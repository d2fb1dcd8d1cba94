"""Questions as people type them, read with the article that ships as the library."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from embeddings.vietnamese import Change, ChangeKind, Lexicon, Understander, fold, nfc

CENTRE = "Ai là Giám đốc Trung tâm Dịch vụ việc làm Hải Dương?"
HA = "Nguyễn Thúy Hà là ai?"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ai la giam doc trung tam dich vu viec lam hai duong?", CENTRE),
        ("Ai là giam đốc trung tam dịch vu việc làm hai dương?", CENTRE),
        ("nguyen thuy ha la ai?", HA),
        ("nguyễn thúy hà là ai?", HA),
        ("NGUYỄN THÚY HÀ LÀ AI?", HA),
        ("NGUYEN THUY HA LA AI?", HA),
        ("Nguyễn Thuý Ha là ai?", HA),
        ("chi bo trung tam lam gi?", "Chi bộ Trung tâm làm gì?"),
        ("co bao nhieu luot dang vien?", "Có bao nhiêu lượt đảng viên?"),
        ("le thi phuong hoa giu chuc vu gi?", "Lê Thị Phương Hoa giữ chức vụ gì?"),
        ("bac noi gi?", "Bác nói gì?"),
    ],
)
def test_accents_and_capitals(understander: Understander, typed: str, read: str) -> None:
    assert understander.understand(typed).text == read


@pytest.mark.parametrize(
    "question",
    [
        CENTRE,
        HA,
        "Từ năm 2017-2020 đã có bao nhiêu lượt đảng viên xây dựng bản đăng ký nêu gương?",
        "Kết luận 01-KL/TW ngày 18.5.2021 của Bộ Chính trị nói gì?",
        'Phương châm "5 rõ" là gì?',
        "Lý Nhã Kỳ là ai?",
        "Quý vị có hoàn thành nhiệm vụ không?",
        "Ai dùng ATM, Facebook hay Covid-19?",
        "Ông Trump và Kim Jong-un gặp nhau ở đâu?",
        "Công thức NaCl là gì?",
    ],
)
def test_correct_questions_are_left_alone(understander: Understander, question: str) -> None:
    understood = understander.understand(question)
    assert understood.text == question
    assert understood.changes == ()


@pytest.mark.parametrize(
    "question",
    [
        "Who is the director of the employment service center?",
        "How many party members registered in 2017-2020?",
        "what is the test news about",
    ],
)
def test_english_is_left_alone(understander: Understander, question: str) -> None:
    understood = understander.understand(question)
    assert (understood.text, understood.changes) == (question, ())
    assert understood.foreign
    assert understood.terms


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("co bn luot dang vien?", "Có bao nhiêu lượt đảng viên?"),
        ("bao nhiu tập thể dc khen?", "Bao nhiêu tập thể được khen?"),
        ("chi bộ làm j z?", "Chi bộ làm gì vậy?"),
        ("ko có j", "Không có gì"),
        ("Ko có j", "Không có gì"),
        ("đ/c Hoa làm gì?", "đồng chí Hoa làm gì?"),
        ("27k lượt là ntn?", "27 nghìn lượt là như thế nào?"),
        ("mún bít tên giám đốc", "Muốn biết tên Giám đốc"),
    ],
)
def test_chat_spellings_are_written_out(understander: Understander, typed: str, read: str) -> None:
    assert understander.understand(typed).text == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("mỗi con lợn nặng bn kg", "Mỗi con lợn nặng bao nhiêu kg"),
        ("gia bao nhieu 1 kg", "Giá bao nhiêu 1 kg"),
        ("ong co biet viec nay kg", "Ông có biết việc này không"),
        ("trong lua tren bao nhieu ha", "Trồng lúa trên bao nhiêu ha"),
        ("533m3 cát giá bao nhiêu?", "533m3 cát giá bao nhiêu?"),
        ("27m đường làm xong chưa?", "27 mét đường làm xong chưa?"),
        ("Giá vải bao nhiêu đồng/kg?", "Giá vải bao nhiêu đồng/kg?"),
        ("vải bao nhiêu tiền kg", "Vải bao nhiêu tiền kg"),
        ("Xe chạy bao nhiêu km/h?", "Xe chạy bao nhiêu km/h?"),
    ],
)
def test_units_are_no_shorthand(understander: Understander, typed: str, read: str) -> None:
    assert understander.understand(typed).text == read


def test_ha_after_one_is_no_unit(understander: Understander) -> None:
    assert "một hà" in understander.understand("xay dung mot ha noi van minh").text.lower()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("giám đốc sở gd&đt là ai", "Giám đốc Sở GD&ĐT là ai"),
        ("giam doc so kh-cn la ai", "Giám đốc Sở KH-CN là ai"),
        ("PGS-TS Trần Hải Yến là ai?", "PGS-TS Trần Hải Yến là ai?"),
        ("xe 31a-5975 cua ai", "Xe 31A-5975 của ai"),
        ("cháu n.k học trường nào", "Cháu N.K học trường nào"),
        ("lượng wi-fi thế nào", "Lượng wi-fi thế nào"),
        # Words that are tied together are words all the same.
        ("kinh te-xa hoi the nao", "Kinh tế-Xã hội thế nào"),
    ],
)
def test_what_is_tied_together_is_not_read_part_by_part(
    understander: Understander, typed: str, read: str
) -> None:
    assert understander.understand(typed).text == read


def test_a_tied_short_form_is_also_searched_for_as_it_is_written_out(
    understander: Understander,
) -> None:
    understood = understander.understand("giám đốc sở gd&đt là ai")
    assert {"giao_duc", "dao_tao"} <= set(understood.terms)


def test_bn_asks_where_nothing_else_does(understander: Understander) -> None:
    assert understander.understand("quy mô bn giường").text == "Quy mô bao nhiêu giường"


def test_the_context_decides_between_meanings(understander: Understander) -> None:
    read = [understander.understand(q).text for q in ("bn người?", "các bn bè của bác?")]
    assert read == ["Bao nhiêu người?", "Các bạn bè của Bác?"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Giám đốc DVVL Hải Dương là ai?", "Giám đốc Dịch vụ việc làm Hải Dương là ai?"),
        ("giam doc dvvl hai duong la ai?", "Giám đốc Dịch vụ việc làm Hải Dương là ai?"),
        ("BHXH tỉnh làm gì?", "Bảo hiểm Xã hội tỉnh làm gì?"),
        ("UBND tỉnh nói gì?", "Ủy ban nhân dân tỉnh nói gì?"),
        ("ubnd tinh noi gi?", "Ủy ban nhân dân tỉnh nói gì?"),
        ("Sở LĐTBXH ở đâu?", "Sở Lao động, Thương binh và Xã hội ở đâu?"),
    ],
)
def test_abbreviations_are_written_out(understander: Understander, typed: str, read: str) -> None:
    assert understander.understand(typed).text == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("UBND TP. Hải Dương ở đâu?", "Ủy ban nhân dân thành phố Hải Dương ở đâu?"),
        ("GS.TS Nguyễn Văn An là ai?", "giáo sư tiến sĩ Nguyễn Văn An là ai?"),
        ("Ai là Chủ tịch TP.", "Ai là Chủ tịch thành phố."),
    ],
)
def test_the_stop_of_what_was_short_goes_with_it(
    understander: Understander, typed: str, read: str
) -> None:
    assert understander.understand(typed).text == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        # The tone on the wrong vowel, half of ươ.
        ("đựơc bao nhiêu tiền", "Được bao nhiêu tiền"),
        ("nứơc sạch ở đâu", "Nước sạch ở đâu"),
        ("tìên lương của ai", "Tiền lương của ai"),
        ("nguời nào", "Người nào"),
        # Hỏi for ngã and the reverse.
        ("lủ quét ở đâu", "Lũ quét ở đâu"),
        ("xữ lý thế nào", "Xử lý thế nào"),
        ("hổ trợ bao nhiêu", "Hỗ trợ bao nhiêu"),
        # The first letter of a first syllable.
        ("gđình ai", "Gia đình ai"),
        ("htro bao nhiêu", "Hỗ trợ bao nhiêu"),
        ("tphố nào", "Thành phố nào"),
        # Letters drawn out.
        ("ở đâuuu", "Ở đâu"),
        ("vì saooo", "Vì sao"),
        # Amounts.
        ("5 tr mua gì", "5 triệu mua gì"),
        ("2tr5 là của ai", "2 triệu 5 là của ai"),
        ("20-30tr một tháng", "20-30 triệu một tháng"),
        ("nđ100 nói gì", "Nghị định 100 nói gì"),
        ("K biết ai nói", "Không biết ai nói"),
    ],
)
def test_what_half_the_country_types_is_read(
    understander: Understander, typed: str, read: str
) -> None:
    assert understander.understand(typed).text == read


@pytest.mark.parametrize(
    "typed",
    [
        "Anh Th. bị đâm ở đâu?",
        "Ông Nguyễn Văn H. bao nhiêu tuổi?",
        "Vitamin K là gì?",
        "Bệnh viện K ở đâu?",
        "VEC thu phí ở đâu?",
        "Cáy là con gì?",
        "Giạ muối là gì?",
        "Ông Vũ Mỹ là ai?",
        "Ai mở cửa hàng sữa?",
    ],
)
def test_names_letters_and_rare_words_stay(understander: Understander, typed: str) -> None:
    assert understander.understand(typed).text == typed


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("song hong co lu khong", "Sông Hồng có lũ không"),
        ("viem hong la gi", "Viêm họng là gì"),
        ("toi hong biet", "Tôi không biết"),
    ],
)
def test_a_chat_word_that_is_a_word_too_is_read_by_what_is_around_it(
    understander: Understander, typed: str, read: str
) -> None:
    assert understander.understand(typed).text == read


@pytest.mark.parametrize(
    "typed", ["Luật số 72/2020/QH14 nói gì?", "QL5 dài bao nhiêu?", "Bệnh viện BV108 ở đâu?"]
)
def test_letters_and_their_number_stay_together(understander: Understander, typed: str) -> None:
    assert understander.understand(typed).text == typed


def test_numbered_letters_are_also_searched_for_as_they_are_written_out(
    understander: Understander,
) -> None:
    assert "quoc_lo" in understander.understand("QL5 dài bao nhiêu?").terms


def test_an_abbreviation_the_library_uses_stays() -> None:
    library = ["UBND tỉnh họp. UBND huyện họp. ATM hỏng."]
    understood = Understander(Lexicon.from_texts(library)).understand("UBND nào họp?")
    assert understood.text == "UBND nào họp?"
    assert {"ubnd", "uy_ban", "nhan_dan"} <= understood.terms.keys()


def test_a_name_written_out_finds_the_abbreviation() -> None:
    library = ["UBND tỉnh họp.", "Trung tâm Nước sạch (TTNS) họp. TTNS ở đâu?"]
    understander = Understander(Lexicon.from_texts(library))
    assert "ubnd" in understander.understand("ủy ban nhân dân tỉnh làm gì").terms
    assert "ttns" in understander.understand("trung tam nuoc sach o dau").terms
    assert understander.understand("TTNS ở đâu?").terms.keys() >= {"nuoc_sach", "ttns"}


@pytest.mark.parametrize(
    "typed",
    [
        "nguyeenx thuys haf laf ai?",
        "Nguyeenx Thuys Haf laf ai?",
        "nguye6n4 thu1y ha2 la2 ai?",
        "Nguyễn Thúy Haf là ai?",
    ],
)
def test_keystrokes_are_decoded(understander: Understander, typed: str) -> None:
    assert understander.understand(typed).text == HA


@pytest.mark.parametrize("word", ["test", "news", "Facebook", "Google", "six", "bar"])
def test_english_words_are_no_keystrokes(understander: Understander, word: str) -> None:
    text = understander.understand(f"Trung tâm có {word} không?").text
    assert word.lower() in text.lower()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("gaim doc la ai?", "Giám đốc là ai?"),
        ("haiduong o dau?", "Hải Dương ở đâu?"),
        ("Ai là giám đốc trugn tâm?", "Ai là giám đốc trung tâm?"),
        ("đồng chí Khiênn là ai?", "Đồng chí Khiên là ai?"),
    ],
)
def test_slips_are_mended_from_the_library(
    understander: Understander, typed: str, read: str
) -> None:
    understood = understander.understand(typed)
    assert fold(understood.text) == fold(read)
    assert ChangeKind.SPELLING in {change.kind for change in understood.changes}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Có mấy viêc?", "Có mấy việc?"),
        ("Trung tâm dich vu viêc làm", "Trung tâm dịch vụ việc làm"),
    ],
)
def test_slips_that_newspapers_make_too_are_mended(
    understander: Understander, typed: str, read: str
) -> None:
    assert understander.understand(typed).text.lower() == read.lower()


@pytest.mark.parametrize("word", ["Pokémon", "Đắk", "café", "sốp"])
def test_rare_words_with_accents_are_no_slips(understander: Understander, word: str) -> None:
    assert word.lower() in understander.understand(f"{word} ở đâu?").text.lower()


def test_known_words_are_never_mended(understander: Understander) -> None:
    """ "khoai" is one edit from "khoi", which the article has and "khoai" it has not."""
    assert "khoai" in understander.understand("khoai ở đâu?").text.lower()


def test_typed_accents_are_worth_more_than_guessed_ones(understander: Understander) -> None:
    typed = understander.understand("giám đốc").terms
    guessed = understander.understand("giam doc").terms
    assert typed.keys() == guessed.keys()
    assert typed["=giám"] > guessed["=giám"] > 0
    assert typed["giam"] == guessed["giam"]


def test_values_are_canonical_in_questions_too(understander: Understander) -> None:
    terms = understander.understand("hai muoi bay nghin luot tu ngay 18 thang 5 nam 2021").terms
    assert {"#27000", "@2021-05-18"} <= terms.keys()


def test_changes_say_what_was_read(understander: Understander) -> None:
    changes = understander.understand("Co bn luot dang vien, Hoà?").changes
    assert changes == (
        Change(ChangeKind.ACCENTS, "Co", "Có"),
        Change(ChangeKind.SHORTHAND, "bn", "bao nhiêu"),
        Change(ChangeKind.ACCENTS, "luot dang vien", "lượt đảng viên"),
    ), "Hoà and Hòa are one word"


@pytest.mark.parametrize(
    "nothing", ["", " ", "?!...", "😀🎉", "…—“”", "\u200b\ufeff", "\u0301", "\n\t", "%", "_"]
)
def test_nothing_to_ask(understander: Understander, nothing: str) -> None:
    assert not understander.understand(nothing).terms


@pytest.mark.parametrize("question", ["Кто директор?", "誰が院長ですか", "من هو المدير", "한국어"])
def test_other_scripts_are_left_alone(understander: Understander, question: str) -> None:
    understood = understander.understand(question)
    assert understood.text == question
    assert understood.terms


@given(st.text() | st.text(alphabet="aăâđeêơưáằẫọnghtk 12.,/-?%\u0301\u0323ĐK\n", max_size=80))
@example("x" * 5_000)
@example("\ud800 ai \u0301\u0301\u0301")
@example("1" * 400 + " tỷ")
@example("tháng 99/0000 ngày 0/0 năm")
@settings(max_examples=200)
def test_any_text_is_read(understander: Understander, question: str) -> None:
    understood = understander.understand(question)
    assert understood.original == nfc(question).strip()
    assert understood.text.encode().decode() == understood.text
    assert all(weight > 0 for weight in understood.terms.values())
    assert all(change.before != change.after for change in understood.changes)


@given(st.sampled_from([CENTRE, HA, "Có bao nhiêu lượt đảng viên đăng ký?", "ko có j"]))
def test_every_normal_form_is_read_alike(understander: Understander, question: str) -> None:
    decomposed = unicodedata.normalize("NFD", question)
    assert understander.understand(decomposed) == understander.understand(question)


def test_reading_twice_changes_nothing_more(understander: Understander) -> None:
    for typed in ("nguyen thuy ha la ai?", "co bn luot dang vien", "gd DVVL hai duong la ai z"):
        once = understander.understand(typed)
        twice = understander.understand(once.text)
        assert (twice.text, twice.changes) == (once.text, ())


def test_long_text_is_read_at_the_head_only(understander: Understander) -> None:
    question = "ai la giam doc trung tam " * 200
    understood = understander.understand(question)
    assert len(understood.original) == len(question.strip())
    assert understood.text.startswith("Ai là Giám đốc Trung tâm")
    assert understood.text.endswith("ai la giam doc trung tam")
    assert len(understander.understand(" ".join(f"tu{n}" for n in range(5_000))).terms) < 2_000


def test_threads_may_share_one(understander: Understander) -> None:
    questions = ["ai la giam doc", "nguyen thuy ha la ai", "co bn luot dang vien"] * 8
    expected = [understander.understand(question) for question in questions]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(understander.understand, questions)) == expected


def test_an_empty_library_will_do() -> None:
    understood = Understander(Lexicon.from_texts([])).understand("thu tuong la ai?")
    assert understood.text == "Thủ tướng là ai?"


def test_the_package_imports_neither_torch_nor_numpy() -> None:
    code = (
        "import sys, embeddings.vietnamese as v; v.index_terms('Giám đốc');"
        "sys.exit(bool({'torch', 'numpy'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
