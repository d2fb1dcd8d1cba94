"""Smalltalk, greetings, follow-ups and what is remembered of a conversation."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import (
    Exchange,
    Memory,
    ReadingKind,
    Smalltalk,
    converse,
    readings,
    smalltalk,
    without_greeting,
)
from bot.conversation.followups import MOST
from bot.conversation.segments import SegmentKind, segments
from bot.messages import LANGUAGES, text
from embeddings.errors import EmptyQuestionError
from embeddings.vietnamese import nfc
from tests.samples import answer, no_answer

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
KHIEN = (
    "Ngành đã đẩy mạnh cải cách. ",
    "Đồng chí Vũ Đức Khiên, Phó Giám đốc Bảo hiểm Xã hội tỉnh cho biết năm 2020 đạt 90%.",
    " Đồng chí Lê Thị Phương Hoa, Giám đốc Trung tâm Dịch vụ việc làm Hải Dương cũng có mặt.",
)


def after(question, *parts):
    """The exchange of a question, answered by the second of three parts of a passage."""
    found = answer(*(parts or KHIEN), question=question)
    return Exchange.of(found, NOON)


def read(question, *, after):
    return [reading.text for reading in readings(question, after)]


# Smalltalk


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Chào", Smalltalk.GREETING),
        ("chao bot", Smalltalk.GREETING),
        ("hi shop", Smalltalk.GREETING),
        ("Xin chào bạn nhé!", Smalltalk.GREETING),
        ("chàoooo bot ơi", Smalltalk.GREETING),
        ("👋", Smalltalk.GREETING),
        ("cam on nhe", Smalltalk.THANKS),
        ("tks", Smalltalk.THANKS),
        ("ok cảm ơn bạn nhiều ạ", Smalltalk.THANKS),
        ("thank you so much", Smalltalk.THANKS),
        ("👍🏽👍", Smalltalk.THANKS),
        ("❤️", Smalltalk.PRAISE),
        ("hay quá!", Smalltalk.PRAISE),
        ("ngủ ngon nhé", Smalltalk.FAREWELL),
        ("bye bye", Smalltalk.FAREWELL),
        ("đồ ngu", Smalltalk.INSULT),
        ("you are useless", Smalltalk.INSULT),
        ("bạn là ai?", Smalltalk.IDENTITY),
        ("ban ten gi vay", Smalltalk.IDENTITY),
        ("what can you do?", Smalltalk.ABILITY),
        ("Xin chào, bạn khỏe không?", Smalltalk.WELLBEING),
        ("Không", Smalltalk.DECLINE),
        ("ko ạ", Smalltalk.DECLINE),
        ("thôi", Smalltalk.DECLINE),
        ("vô dụng", Smalltalk.INSULT),
        ("không hay", Smalltalk.INSULT),
        ("sai rồi", Smalltalk.INSULT),
        ("không đúng", Smalltalk.INSULT),
        ("không tệ", Smalltalk.PRAISE),
        ("bạn có phải là người không?", Smalltalk.IDENTITY),
        ("hỏi thế nào", Smalltalk.ABILITY),
        ("gặp lại sau nhé", Smalltalk.FAREWELL),
        ("ăn cơm chưa", Smalltalk.WELLBEING),
        ("chào buổi tối", Smalltalk.GREETING),
        ("ok", Smalltalk.ASSENT),
        (":))", Smalltalk.ASSENT),
    ],
)
def test_what_is_no_question_is_known_by_its_words(said, kind):
    assert smalltalk(said) is kind


@pytest.mark.parametrize(
    "question",
    [
        "Xin chào, cho tôi hỏi ai là Bí thư Đảng ủy Khối?",
        "Cảm ơn ai đã giúp đỡ?",
        "cảm ơn ai",
        "Chào cờ là gì?",
        "cháo",  # rice soup
        "ngủ bao lâu là đủ",
        "Bác là ai?",
        "tên gì?",
        "năm nào?",
        "2017",
        "402 công việc đột phá",
        "Hello Kitty là gì?",
        "",
        "?!",
        "hay " * 100,
        "Như thế nào?",
        "Thế nào?",
        "chính xác không?",
        "thật không?",
        "được không?",
        "Rồi thế nào?",
        "chưa?",
        "biết",
        "cao",
        "vô",
        "ở đâu?",
        "được gì?",
    ],
)
def test_questions_are_not_taken_for_smalltalk(question):
    assert smalltalk(question) is None


def test_no_shipped_question_is_taken_for_smalltalk():
    from embeddings.questions import load_questions
    from embeddings.resources import data_directory

    for question in load_questions(data_directory() / "questions" / "dang-bo-khoi.jsonl"):
        assert smalltalk(question.question) is None, question.question
        assert without_greeting(question.question) == question.question


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Smalltalk)
def test_everything_said_has_a_short_reply(language, kind):
    reply = text(language, f"smalltalk-{kind.value}")
    assert 0 < len(reply) < 200
    assert not set(reply) & set("<>&")  # the same words are sent as HTML


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("Xin chào, cho tôi hỏi ai là Bí thư?", "ai là Bí thư?"),
        ("Xin chào cho tôi hỏi ai là Bí thư", "ai là Bí thư"),
        ("Chào bạn, bạn ơi cho mình hỏi giám đốc là ai", "giám đốc là ai"),
        ("cho hoi bai bao dang ngay nao", "bai bao dang ngay nao"),
        ("con hỏi đồng chí nào là Bí thư", "đồng chí nào là Bí thư"),
        ("con hoi dong chi nao la bi thu", "dong chi nao la bi thu"),
        ("EM HỎI AI LÀ BÍ THƯ", "AI LÀ BÍ THƯ"),
        ("Alô, cho hỏi ai là Bí thư", "ai là Bí thư"),
        ("Kính chào quý toà soạn, xin hỏi ai là Bí thư", "ai là Bí thư"),
        ("Chào bạn à, cho hỏi tí ai là Bí thư", "ai là Bí thư"),
        ("Ad ơi cho em hỏi chút ạ, ai là bí thư? Em cảm ơn ạ!", "ai là bí thư?"),
        ("Cảm ơn bạn. Còn năm 2020 thì sao?", "Còn năm 2020 thì sao?"),
        ("hello, who is the director?", "who is the director?"),
        ("İİİ là ai? Cảm ơn ạ!", "İİİ là ai?"),  # of which lower case is longer
        ("Could you tell me who wrote it?", "who wrote it?"),
    ],
)
def test_a_greeting_is_taken_off_a_question(typed, question):
    assert without_greeting(typed) == question


@pytest.mark.parametrize(
    "question",
    [
        "Còn Hội đồng Thi đua - Khen thưởng tỉnh thì sao?",  # con hỏi đồng …
        "con hoi dong thi dua thi sao",
        "Có hội nghị nào bàn về Chỉ thị 05 không?",  # cô hỏi nghị …
        "co hoi nghi nao ban ve chi thi 05 khong",
        "Bạn biệt danh Sóc tên thật là gì?",
        "Chào cờ là gì?",
        "Hello Kitty là gì?",
        "Cảm ơn ai đã giúp?",
        "Anh chị em nào được khen?",
        "Da giày Hải Dương ở đâu?",
        "cho mình hỏi với",
        "cho biết gì?",
        "U-22 Việt Nam đá với ai?",  # "ừ - …"
        "U.23 Việt Nam thắng ai?",
        "U.S. là gì?",
        "Hi-tech là gì?",
        "chi hoi truong la ai",  # chị hỏi trưởng …
        "co hoi viec lam cho thanh nien o dau",
        "Ban biet gi ve Vu Duc Khien",
        "xin chào",
        "",
    ],
)
def test_what_only_looks_like_a_greeting_stays(question):
    assert without_greeting(question) == question


@given(st.text(max_size=60))
def test_any_text_can_be_looked_at(typed):
    smalltalk(typed)
    kept = without_greeting(typed)
    assert kept == typed or (kept in nfc(typed) and kept == kept.strip())
    for reading in readings(typed, after("Phó Giám đốc Bảo hiểm Xã hội tỉnh là ai?")):
        assert reading.text.strip()


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["\n", " ", "còn ", "ông ấy ", "thì sao ", "chào ", "? ", "1.1"])
def test_long_repetitive_text_is_looked_at_quickly(piece):
    typed = piece * 5_000
    smalltalk(typed)
    without_greeting(typed)
    readings(typed, after("Phó Giám đốc Bảo hiểm Xã hội tỉnh là ai?"))
    readings(typed[:300], after("Phó Giám đốc Bảo hiểm Xã hội tỉnh là ai?"))


@pytest.mark.parametrize(
    "question",
    [
        "Có bao nhiêu người trên 80 tuổi?",
        "Người ta nói gì về vải thiều?",
        "he thong nuoc sach o dau",
        "no xau ngan hang la bao nhieu",
        "ronaldo nam nay bao nhieu tuoi",
        "bao nhieu nguoi tren 80 tuoi",
    ],
)
def test_what_only_looks_like_a_pronoun_leaves_a_question_as_it_is(question):
    found = readings(question, after("Phó Giám đốc Bảo hiểm Xã hội tỉnh là ai?"))
    assert not any(reading.sure for reading in found)


def test_a_pronoun_is_no_half_of_a_longer_word():
    found = read("đơn vị đó có bao nhiêu người?", after=after("Phó Giám đốc Bảo hiểm là ai?"))
    assert found
    assert not any("Đơn Vũ" in reading or "Vũ Đức Khiên có" in reading for reading in found)
    found = read("con số này là bao nhiêu?", after=after("Phó Giám đốc Bảo hiểm là ai?"))
    assert not any(reading.startswith("Con ") for reading in found[:1])


# What a text speaks of


def test_a_question_is_taken_apart():
    question = (
        "Năm 2021 ông Vũ Đức Khiên làm phó giám đốc Bảo hiểm Xã hội tỉnh theo Kết luận 01-KL/TW?"
    )
    kinds = {one.kind: one.text for one in segments(question)}
    assert kinds[SegmentKind.TIME] == "Năm 2021"
    assert kinds[SegmentKind.PERSON] == "ông Vũ Đức Khiên"
    assert kinds[SegmentKind.ROLE] == "phó giám đốc"
    assert kinds[SegmentKind.ORGANISATION] == "Bảo hiểm Xã hội tỉnh"
    assert kinds[SegmentKind.DOCUMENT] == "Kết luận 01-KL/TW"


def test_what_is_named_after_a_person_is_not_that_person():
    found = segments("học tập tư tưởng, đạo đức, phong cách Hồ Chí Minh")
    assert SegmentKind.PERSON not in {one.kind for one in found}


@given(st.text(alphabet="aăâ ĐBHX.,?-'\"1 2ôngàấy", max_size=60))
def test_segments_are_stretches_in_order(typed):
    end = 0
    for one in segments(typed):
        assert end <= one.start < one.end
        assert typed[one.start : one.end] == one.text
        end = one.end


# Follow-ups


@pytest.mark.parametrize(
    ("question", "follow_up", "expected"),
    [
        (
            "Giám đốc Trung tâm Dịch vụ việc làm Hải Dương là ai?",
            "còn Bảo hiểm Xã hội thì sao?",
            "Giám đốc Bảo hiểm Xã hội là ai?",
        ),
        (
            "Giám đốc Trung tâm Dịch vụ việc làm Hải Dương là ai?",
            "con BHXH thi sao",
            "Giám đốc BHXH là ai?",
        ),
        (
            "Ai là giám đốc Trung tâm Dịch vụ việc làm?",
            "thế còn phó giám đốc Bảo hiểm Xã hội?",
            "Ai là phó giám đốc Bảo hiểm Xã hội?",
        ),
        (
            "Ai là giám đốc Bảo hiểm Xã hội tỉnh?",
            "phó giám đốc thì sao?",
            "Ai là phó giám đốc Bảo hiểm Xã hội tỉnh?",
        ),
        (
            "Năm 2021 Đảng ủy Khối đăng ký mấy việc?",
            "thế còn năm 2020?",
            "Năm 2020 Đảng ủy Khối đăng ký mấy việc?",
        ),
        (
            "Đảng ủy Khối đăng ký mấy việc?",
            "còn năm 2020 thì sao?",
            "Đảng ủy Khối đăng ký mấy việc năm 2020?",
        ),
        ("Vũ Đức Khiên là ai?", "còn bà Hoa?", "Bà Hoa là ai?"),
        ("Vũ Đức Khiên là ai?", "ok, thế còn bà Hoa thì sao ạ?", "Bà Hoa là ai?"),
        ("Giám đốc Trung tâm là ai?", "bên bảo hiểm thì ai?", "Giám đốc bảo hiểm là ai?"),
        ("Phó giám đốc là ai?", "còn Bảo hiểm Xã hội?", "Phó giám đốc Bảo hiểm Xã hội là ai?"),
        ("Chỉ thị 05 của ai?", "còn Kết luận 01?", "Kết luận 01 của ai?"),
        (
            "Bao nhiêu lượt tập thể được khen thưởng?",
            "còn cá nhân?",
            "Bao nhiêu lượt cá nhân được khen thưởng?",
        ),
        (
            "Chi bộ xây dựng bao nhiêu mô hình?",
            "còn công việc đột phá?",
            "Chi bộ xây dựng bao nhiêu công việc đột phá?",
        ),
        (
            "Who is the director of the center?",
            "what about the deputy director?",
            "Who is the deputy director of the center?",
        ),
    ],
)
def test_the_same_question_about_something_else(question, follow_up, expected):
    [first, *_] = readings(follow_up, after(question))
    assert (first.text, first.kind, first.sure) == (expected, ReadingKind.INSTEAD, True)
    assert first.focus


@pytest.mark.parametrize(
    ("follow_up", "expected"),
    [
        ("ông ấy giữ chức gì?", "Đồng chí Vũ Đức Khiên giữ chức gì?"),
        ("ong ay giu chuc gi", "Đồng chí Vũ Đức Khiên giu chuc gi?"),
        ("what did he say?", "What did Đồng chí Vũ Đức Khiên say?"),
        ("cơ quan đó ở đâu?", "Bảo hiểm Xã hội tỉnh ở đâu?"),
        ("trung tâm đó ở đâu?", "Trung tâm Dịch vụ việc làm Hải Dương ở đâu?"),
        ("năm đó có gì mới?", "Năm 2020 có gì mới?"),
    ],
)
def test_pronouns_are_replaced_by_what_they_stand_for(follow_up, expected):
    previous = after("Phó Giám đốc Bảo hiểm Xã hội tỉnh là ai?")
    [first, *_] = readings(follow_up, previous)
    assert (first.text, first.kind) == (expected, ReadingKind.REFERENCE)


def test_a_woman_is_preferred_for_a_womans_pronoun():
    previous = after("Ai đã phát biểu?", "", "Ông Trần Văn Bình và bà Lê Thị Hoa phát biểu.", "")
    assert read("bà ấy là ai?", after=previous)[0] == "Bà Lê Thị Hoa là ai?"
    assert read("ông ấy là ai?", after=previous)[0] == "Ông Trần Văn Bình là ai?"


def test_a_pronoun_that_nothing_fits_is_left_alone():
    previous = after("Có bao nhiêu thủ tục?", "", "Đã có 24 bộ thủ tục được tiếp nhận.", "")
    assert read("ông ấy là ai?", after=previous) == []


def test_what_is_counted_is_exchanged_and_nothing_else():
    question = "Văn bản nêu bao nhiêu gương điển hình?"
    assert len(readings("còn tập thể?", after(question))) == 1


def test_pronouns_reach_back_over_a_question_without_an_answer():
    memory = Memory(clock=lambda: NOON)
    memory.remember(1, 1, after("Phó Giám đốc Bảo hiểm Xã hội tỉnh là ai?"))
    memory.remember(1, 1, Exchange.of(no_answer("Giá tăng.", question="Giá vàng?"), NOON))
    assert read("ông ấy nói gì?", after=memory.last(1, 1))[0] == "Đồng chí Vũ Đức Khiên nói gì?"
    memory.remember(1, 1, Exchange.of(no_answer("Giá tăng.", question="Giá bạc?"), NOON))
    assert read("ông ấy nói gì?", after=memory.last(1, 1))


@pytest.mark.parametrize(
    ("question", "follow_up", "expected"),
    [
        (
            "24 bộ thủ tục được tiếp nhận ở đâu?",
            "năm nào?",
            "24 bộ thủ tục được tiếp nhận năm nào?",
        ),
        ("24 bộ thủ tục được tiếp nhận ở đâu?", "o dau?", "24 bộ thủ tục được tiếp nhận o dau?"),
        (
            "Trung tâm làm ngoài giờ khi nào?",
            "vì sao?",
            "Vì sao Trung tâm làm ngoài giờ?",
        ),
        ("Bài báo đăng ngày nào?", "ai viết?", "Ai viết bài báo?"),
        ("Đảng ủy Khối đăng ký mấy việc?", "với ai vậy?", "Đảng ủy Khối đăng ký việc với ai?"),
        ("When was the article published?", "where?", "Where the article published?"),
    ],
)
def test_a_bare_question_word_asks_on_about_the_same_matter(question, follow_up, expected):
    [first, *_] = readings(follow_up, after(question))
    assert (first.text, first.kind, first.sure) == (expected, ReadingKind.ASPECT, True)


def test_a_short_question_may_be_about_the_same_matter():
    previous = after("Bảo hiểm Xã hội tỉnh chi trả chế độ qua kênh nào?")
    [first, *_] = readings("giám đốc là ai?", previous)
    assert (first.kind, first.sure, first.focus) == (ReadingKind.TOPIC, False, "giám đốc")
    assert "Bảo hiểm Xã hội tỉnh" in first.text


@pytest.mark.parametrize(
    ("question", "follow_up", "expected"),
    [
        (
            "Đảng ủy Khối khen thưởng bao nhiêu lượt tập thể?",
            "bn cá nhân?",
            "Đảng ủy Khối khen thưởng bao nhiêu lượt cá nhân?",
        ),
        (
            "Giám đốc Bảo hiểm Xã hội tỉnh là ai?",
            "phó giám đốc là ai?",
            "Phó giám đốc Bảo hiểm Xã hội tỉnh là ai?",
        ),
    ],
)
def test_a_short_question_takes_the_place_of_its_like(question, follow_up, expected):
    [first, *_] = readings(follow_up, after(question))
    assert (first.text, first.kind, first.sure) == (expected, ReadingKind.TOPIC, False)


@pytest.mark.parametrize(
    "question",
    [
        "Bài báo này đăng ngày nào?",
        "Ai là tác giả bài báo?",
        "Chỉ thị 05 của ai?",
        "Nguyễn Thúy Hà là ai?",
        "Bao nhiêu lượt cá nhân được ghi sổ Người tốt, việc tốt?",
        "Đội nào vô địch World Cup 2018?",
        "Con mèo đẻ mấy lứa một năm và ăn gì?",
    ],
)
def test_a_question_that_stands_alone_is_left_alone(question):
    assert readings(question, after("Phó Giám đốc Bảo hiểm Xã hội tỉnh là ai?")) == []


def test_readings_are_few_and_different():
    previous = after("Tập thể, cá nhân, tổ, đội, nhóm, lớp được tặng cờ, bằng, giấy gì?")
    found = read("còn cán bộ?", after=previous)
    assert 1 < len(found) <= MOST
    assert len(set(found)) == len(found)


# Which reading is chosen


class Shelf:
    """Answers decided by the test; asks are counted."""

    def __init__(self, **confidences):
        self.asked = []
        self._confidences = confidences

    def __call__(self, question):
        self.asked.append(question)
        if question == "?":
            raise EmptyQuestionError("nothing")
        made = answer(*KHIEN, question=question)
        words = question.lower()
        sure = max((c for mark, c in self._confidences.items() if mark in words), default=0.0)
        if sure < 0.5:
            return replace(made, best=None)
        assert made.best is not None
        return replace(made, best=replace(made.best, confidence=sure))


PREVIOUS = "Phó Giám đốc Bảo hiểm Xã hội tỉnh là ai?"


def test_without_an_exchange_a_question_is_asked_as_typed():
    shelf = Shelf(khiên=0.9)
    found, reading = converse("Xin chào, cho hỏi ông Khiên là ai?", None, shelf)
    assert (found.question, reading) == ("ông Khiên là ai?", None)
    assert shelf.asked == ["ông Khiên là ai?"]


def test_a_question_that_stands_alone_is_asked_once():
    shelf = Shelf(thủ=0.9)
    _, reading = converse("Chỉ thị 05 có bao nhiêu thủ tục?", after(PREVIOUS), shelf)
    assert reading is None
    assert len(shelf.asked) == 1


def test_a_clear_follow_up_is_answered_as_completed_even_if_that_finds_nothing():
    found, reading = converse("ông ấy nói gì?", after(PREVIOUS), Shelf(ấy=0.9))
    assert reading is not None
    assert not found.answered


def test_a_doubtful_follow_up_must_do_as_well_as_the_question_as_typed():
    typed = "giám đốc là ai?"
    _, reading = converse(typed, after("Trung tâm ở đâu?"), Shelf(giám=0.9, trung=0.85))
    assert reading is not None
    _, reading = converse(typed, after("Xe đạp ở đâu?"), Shelf(giám=0.9))
    assert reading is not None  # equally sure
    typed_only = Shelf(**{"giám đốc là ai": 0.9})
    typed_only._confidences["xe"] = 0.6
    found, reading = converse("lái xe là ai?", after("Xe đạp ở đâu?"), typed_only)
    assert reading is None
    assert found.question == "lái xe là ai?"


@pytest.mark.parametrize(("completed", "wins"), [(0.7, True), (0.6, False)])
def test_a_doubtful_follow_up_that_is_answered_less_surely_stands_alone(completed, wins):
    typed = "giám đốc là ai?"

    def ask(question):
        made = answer(*KHIEN, question=question)
        assert made.best is not None
        sure = 0.7 if question == typed else completed
        return replace(made, best=replace(made.best, confidence=sure))

    _, reading = converse(typed, after("Trung tâm ở đâu?"), ask)
    assert (reading is not None) == wins


def test_an_answer_must_speak_of_what_the_follow_up_asks_about():
    shelf = Shelf(**{"là ai": 0.99})
    found, reading = converse("còn Sở Y tế thì sao?", after(PREVIOUS), shelf)
    assert reading is not None
    assert reading.text == "Phó Giám đốc Sở Y tế là ai?"
    assert not found.answered
    found, _ = converse("còn Trung tâm Dịch vụ việc làm thì sao?", after(PREVIOUS), shelf)
    assert found.answered
    found, _ = converse("còn năm 2019?", after(PREVIOUS), shelf)
    assert not found.answered  # another year is another matter, however much else agrees
    found, _ = converse("còn năm 2020?", after(PREVIOUS), shelf)
    assert found.answered


def test_a_question_that_cannot_be_asked_is_an_error():
    with pytest.raises(EmptyQuestionError):
        converse("?", after(PREVIOUS), Shelf())


# Memory


def test_the_last_exchange_of_a_person_in_a_chat_is_remembered():
    memory = Memory(clock=lambda: NOON)
    memory.remember(1, 10, after("một?"))
    memory.remember(1, 10, after("hai?"))
    memory.remember(1, 20, after("ba?"))
    lasts = [memory.last(1, chat) for chat in (10, 20)]
    assert [last and last.question for last in lasts] == ["hai?", "ba?"]
    assert memory.last(2, 10) is None
    memory.forget(1, 10)
    assert memory.last(1, 10) is None
    assert memory.last(1, 20) is not None
    memory.forget(1)
    assert len(memory) == 0


def test_what_was_said_long_ago_is_forgotten():
    now = [NOON]
    memory = Memory(clock=lambda: now[0])
    memory.remember(1, 1, after("một?"))
    now[0] += timedelta(minutes=30)
    assert memory.last(1, 1) is not None
    now[0] += timedelta(seconds=1)
    assert memory.last(1, 1) is None


def test_only_so_many_conversations_are_remembered():
    memory = Memory(most=3, clock=lambda: NOON)
    for person in range(5):
        memory.remember(person, 1, after("một?"))
    assert len(memory) == 3
    assert memory.last(0, 1) is None
    assert memory.last(4, 1) is not None
