"""Keyboards and what buttons carry: small, strict, and acceptable to Telegram whatever is shown."""

from __future__ import annotations

from dataclasses import replace

import lo_bot_api_emulator as lo
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import presses
from bot.handlers.keyboards import Manner, keyboard
from bot.messages import LANGUAGES
from bot.permalinks import permalink
from bot.presses import Press, Shown, Wish
from bot.views import Context, Mark, Overview, Page, Spot, View
from tests.samples import ARTICLE, SENTENCE, hit

ID = st.text("ABCXYZabcxyz0189_-", min_size=12, max_size=12)
LINK = st.text("ABCXYZabcxyz0189_-", min_size=16, max_size=16)


@given(
    wish=st.sampled_from(Wish),
    shown=st.sampled_from(Shown),
    number=st.integers(0, 99),
    answer=ID | LINK,
)
def test_a_button_carries_what_was_put_into_it(wish, shown, number, answer):
    press = Press(wish, shown, number, answer)
    assert len(press.data.encode()) <= 64
    assert presses.read(press.data) == press


@given(st.text(max_size=70) | st.none() | st.integers() | st.binary(max_size=70))
def test_anything_else_is_no_press(data):
    read = presses.read(data)
    assert read is None or read.data == data


@given(st.text("1snudwirqpca0129:AZaz_-", min_size=15, max_size=21))
def test_nearly_a_press_is_one_or_none(data):
    read = presses.read(data)
    assert read is None or read.data == data


def spot(text: str = SENTENCE, source: str = "bai.txt", *marks: Mark) -> Spot:
    article = replace(ARTICLE, source=source)
    return Spot(permalink(article.id, text), article, hit(text, article=article).passage, marks)


def labels(view, manner: Manner) -> list[list[str]]:
    made = keyboard(view, manner)
    return [[button.text for button in row] for row in made.inline_keyboard] if made else []


def test_one_passage_needs_no_paging():
    page = Page("A" * 12, 1, (spot(SENTENCE, "bai.txt", Mark(0, 10, 0.9)),), True, "Mấy?", "Mấy?")
    assert labels(page, Manner("vi"))[0] == ["📖 Ngữ cảnh", "📰 Bài báo", "📋 Sao chép"]


def test_nothing_near_and_no_admins_leave_nothing_to_press():
    page = Page("A" * 12, 0, (), False, "Mấy?", "Mấy?")
    assert keyboard(page, Manner("vi")) is None
    assert labels(page, Manner("vi", admins=True)) == [["🙋 Hỏi quản trị viên"]]


def test_one_passage_near_is_offered_as_one():
    page = Page("A" * 12, 0, (spot(),), False, "Mấy?", "Mấy?")
    assert labels(page, Manner("vi")) == [["🔎 Xem đoạn gần nhất"]]
    assert labels(page, Manner("en")) == [["🔎 Show the nearest passage"]]


def test_a_passage_from_a_link_cannot_be_rated():
    page = Page(permalink("a", SENTENCE), 1, (spot(),), False)
    assert labels(page, Manner("vi", admins=True)) == [["📖 Ngữ cảnh", "📰 Bài báo"]]


def test_what_is_gone_has_only_the_way_on():
    gone = Spot("x" * 16, None, None)
    page = Page("A" * 12, 1, (gone, spot()), True, "Mấy?", "Mấy?")
    assert labels(page, Manner("vi")) == [["‹", "1/2", "›"], ["👍", "👎"]]


@pytest.mark.parametrize(
    ("source", "offered"),
    [
        ("https://baohaiduong.vn/bai.html?a=1&b=%20", True),
        ("http://báo.vn/bài", True),
        ("https://baohaiduong.vn", True),
        ("https://baohaiduong.vn:8443/x#y", True),
        ("bai.txt", False),
        ("https://localhost/x", False),
        ("https://[::1]/x", False),
        ("https://baohaiduong.vn:99999/x", False),
        ("https://a b.vn/x", False),
        ("https://baohaiduong.vn/50%", False),
        ('https://baohaiduong.vn/"><b>', False),
        ("https://baohaiduong.vn/\\", False),
        ("https://user:secret@baohaiduong.vn/", False),
        ("https://baohaiduong.vn/" + "x" * 2048, False),
    ],
)
def test_only_addresses_telegram_opens_become_buttons(source, offered):
    # One address Telegram refuses, and the whole message is not sent.
    page = Page("A" * 12, 1, (spot(SENTENCE, source),), True, "Mấy?", "Mấy?")
    view = Overview(page, replace(ARTICLE, source=source), "", 1)
    assert ("🌐 Đọc cả bài" in str(labels(view, Manner("vi")))) is offered


@given(
    words=st.text(min_size=1, max_size=600),
    source=st.text(max_size=40).map("https://vi.example/{}".format) | st.text(max_size=60),
    number=st.integers(0, 3),
    answered=st.booleans(),
    language=st.sampled_from(LANGUAGES),
    verdict=st.sampled_from([None, "up", "down"]),
    flags=st.tuples(st.booleans(), st.booleans()),
    gone=st.booleans(),
)
def test_telegram_accepts_every_keyboard(
    words, source, number, answered, language, verdict, flags, gone
):
    marks = (Mark(0, len(words), 0.9), Mark(0, 1, 0.8)) if answered else ()
    spots = (spot(words, source, *marks), spot(words + "x", source, *marks), spot())
    if gone:
        spots = (Spot("x" * 16, None, None), *spots[1:])
    page = Page("A" * 12, max(number, int(answered)), spots, answered, "Mấy?", "Mấy?")
    inner = replace(page, number=max(1, number))
    article = replace(ARTICLE, source=source)
    views: list[View] = [page, Context(inner, words, words), Overview(inner, article, words, 1)]
    for view in views:
        made = keyboard(view, Manner(language, verdict, *flags))
        if made is not None:
            lo.LoBotApiEmulator.validate_markup(made.to_dict())
            for row in made.inline_keyboard:
                # What a phone can show in a line.
                assert len(row) * max(len(button.text) for button in row) <= 48
                for button in row:
                    if button.callback_data is not None:
                        assert presses.read(button.callback_data) is not None
