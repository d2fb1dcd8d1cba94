"""Buttons, links, inline mode, drafts and edited questions: the real bot over HTTP, on a library
of a few paragraphs."""

from __future__ import annotations

import asyncio
import json
import threading
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.application import serve
from bot.handlers import drafts
from bot.journal.journal import Journal
from bot.links import question_payload
from bot.messages import text
from bot.permalinks import permalink
from bot.settings import Settings
from tests.e2e.telegram import NAME, TOKEN, Fault, Person, Telegram, as_message, find
from tests.shelf import FIRST, LEAD, SECOND, SOURCE, THIRD, Shelf, article, shelf

ADMIN = 99
HOW_MANY = "Có bao nhiêu công việc đột phá?"
WHO = "Ai là Bí thư Đảng ủy Khối?"
UNKNOWN = "Ai vô địch World Cup?"


@pytest.fixture
def library(tmp_path):
    made = shelf(tmp_path / "home")
    made.says = {
        HOW_MANY: ["402 công việc đột phá", "24 bộ thủ tục hành chính"],
        WHO: ["Nguyễn Thúy Hà"],
    }
    return made


@pytest.fixture
async def telegram():
    async with Telegram().listening() as server:
        yield server
        assert server.refused == []


class Bot:
    """The bot, as often as it is started."""

    def __init__(self, telegram: Telegram, library: Shelf, home: Path) -> None:
        self.telegram, self.library, self.home = telegram, library, home
        self._stop = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    async def start(self, admins: frozenset[int] = frozenset({ADMIN})) -> None:
        settings = Settings(
            home=self.home,
            telegram_token=SecretStr(TOKEN),
            telegram_api=self.telegram.url,
            admins=admins,
            workers=4,
        )
        self._stop, polls = asyncio.Event(), len(self.telegram.polls)
        self._running = asyncio.create_task(self._serve(settings))
        await self.telegram.until(lambda: len(self.telegram.polls) > polls, "poll")

    async def _serve(self, settings: Settings) -> None:
        with Journal.open(settings.journal_address) as journal:
            await serve(settings, self.library, journal, self._stop)  # type: ignore[arg-type]

    async def stop(self) -> None:
        if self._running is not None:
            self._stop.set()
            await self._running
            self._running = None

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    def feedback(self, number: str, person: int) -> tuple[str, str | None]:
        """What the journal has of somebody's opinion, once the bot has stopped."""
        with Journal.open(self.home / "journal.sqlite") as journal:
            kept = journal.feedback(number, person)
        assert kept is not None
        return kept.verdict, kept.reason


@pytest.fixture
async def bot(telegram, library, tmp_path):
    made = Bot(telegram, library, tmp_path)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
def an(telegram, bot):
    return Person(telegram)


@pytest.fixture
def group(telegram, bot):
    """Two people in a group."""
    return Person(telegram, 1, "An").within(-100200), Person(telegram, 2, "Bình").within(-100200)


def labels(said):
    """What stands on the buttons, row by row."""
    return [[button["text"] for button in row] for row in said.buttons]


def small_type(said):
    """What is in italics."""
    return "".join(find(said.html, "i").itertext())


def offered(telegram):
    """What was answered to the last inline query."""
    return telegram.called("answerInlineQuery")[-1].fields


def troubles(caplog):
    """What was logged as more than a note."""
    return [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")]


async def test_the_buttons_of_an_answer(an):
    said = await an.asks(HOW_MANY)
    assert labels(said) == [
        ["‹", "1/2", "›"],
        ["📖 Ngữ cảnh", "📰 Bài báo", "📋 Sao chép"],
        ["👍", "👎"],
    ]
    assert said.button("Sao chép")["copy_text"] == {"text": "402 công việc đột phá"}
    assert len((await an.asks(WHO)).versions) == 0
    assert labels(an.heard()[1])[0][0] == "📖 Ngữ cảnh"


async def test_buttons_speak_the_readers_language(telegram, bot):
    reader = Person(telegram, 5, language="en")
    said = await reader.asks(HOW_MANY)
    assert labels(said)[1] == ["📖 Context", "📰 Article", "📋 Copy"]


async def test_pages_are_turned_in_place_and_go_round(an):
    said = await an.asks(HOW_MANY)
    await an.presses(said, "›")
    await an.telegram.until(lambda: said.quote() == SECOND, "the second page")
    assert said.bold() == ["24 bộ thủ tục hành chính"] * 2
    assert labels(said)[0] == ["‹", "2/2", "›"]
    assert said.button("Sao chép")["copy_text"] == {"text": "24 bộ thủ tục hành chính"}
    await an.presses(said, "›")
    await an.telegram.until(lambda: said.quote() == FIRST, "the first page again")
    await an.presses(said, "‹")
    await an.telegram.until(lambda: said.quote() == SECOND, "the last page")
    assert len(an.heard()) == 1


async def test_the_page_number_says_what_it_is(an):
    said = await an.asks(HOW_MANY)
    assert (await an.presses(said, "1/2")) == "Đoạn 1 trong 2 đoạn"
    assert said.versions == []


async def test_a_button_pressed_twice_is_no_error(an):
    said = await an.asks(HOW_MANY)
    again = said.button("›")["callback_data"]
    await an.presses(said, "›")
    await an.presses_data(said, again)
    await an.presses(said, "2/2")
    refused = [what for _, what in an.telegram.refused]
    assert refused == ["Bad Request: message is not modified"]
    an.telegram.refused.clear()
    assert said.quote() == SECOND


async def test_context_and_back(an):
    said = await an.asks(HOW_MANY)
    await an.presses(said, "Ngữ cảnh")
    await an.telegram.until(lambda: said.versions, "context")
    assert said.quote() == f"{LEAD}\n\n{FIRST}\n\n{SECOND}"
    assert said.bold() == ["402 công việc đột phá"] * 2
    assert "expandable" not in said.html
    assert labels(said)[1][0] == "📕 Thu gọn"
    await an.presses(said, "Thu gọn")
    await an.telegram.until(lambda: said.quote() == FIRST, "the page again")


async def test_the_article_and_back(an):
    said = await an.asks(HOW_MANY)
    await an.presses(said, "Bài báo")
    await an.telegram.until(lambda: said.versions, "article")
    assert said.text.startswith("📰 Tiêu đề guong-bac\n30/07/2021 06:32 · Thu Biên · 4 đoạn")
    assert said.quote() == LEAD
    links = [link.get("href") for link in find(f"<i>{said.html}</i>", "i").iter("a")]
    own = f"https://t.me/hoibao_test_bot?start=p_{permalink('guong-bac', FIRST)}"
    assert links == [SOURCE, own]
    assert labels(said)[1] == ["📖 Ngữ cảnh", "‹ Quay lại", "🌐 Đọc cả bài"]
    assert said.button("Đọc cả bài")["url"] == SOURCE
    await an.presses(said, "Quay lại")
    await an.telegram.until(lambda: said.quote() == FIRST, "the page again")


async def test_a_rating_shows_can_be_changed_and_is_asked_why(an, tmp_path):
    said = await an.asks(HOW_MANY)
    assert (await an.presses(said, "👍")) == "Cảm ơn bạn!"
    await an.telegram.until(lambda: labels(said)[2] == ["👍 ✓", "👎"], "the mark")
    pressed = await an.presses(said, "👎")
    assert pressed == text("vi", "toast-why")
    why = ["Trả lời sai", "Chưa đủ", "Lạc đề"]
    await an.telegram.until(lambda: labels(said)[2] == why, "the reasons")
    await an.presses(said, "Chưa đủ")
    await an.telegram.until(lambda: labels(said)[2] == ["👍", "👎 ✓"], "the mark")
    # Turning pages keeps it, and what the message shows is kept while rating.
    await an.presses(said, "›")
    await an.telegram.until(lambda: said.quote() == SECOND, "the second page")
    assert labels(said)[2] == ["👍", "👎 ✓"]
    await an.presses(said, "👍")
    await an.telegram.until(lambda: labels(said)[2] == ["👍 ✓", "👎"], "the mark")
    assert labels(said)[0] == ["‹", "2/2", "›"]
    assert said.quote() == SECOND


async def test_ratings_are_written_down(an, bot, tmp_path):
    said = await an.asks(HOW_MANY)
    number = said.button("👎")["callback_data"].partition(":")[2]
    await an.presses(said, "👎")
    await an.telegram.until(lambda: labels(said)[2][0] == "Trả lời sai", "the reasons")
    await an.presses(said, "Lạc đề")
    await bot.stop()
    assert bot.feedback(number, an.id) == ("down", "unrelated")


async def test_in_a_group_everybody_turns_pages_and_rates_for_themselves(group, bot, tmp_path):
    one, other = group
    await one.says(f"{NAME} {HOW_MANY}")
    said = await one.hears()
    number = said.button("👍")["callback_data"].partition(":")[2]
    await one.presses(said, "👍")
    assert await other.presses(said, "👎") == text("vi", "toast-thanks-down")
    # No mark, and no reasons to choose from: the buttons are everybody's.
    assert labels(said)[2] == ["👍", "👎"]
    await other.presses(said, "›")
    await other.telegram.until(lambda: said.quote() == SECOND, "the second page")
    await bot.stop()
    assert bot.feedback(number, one.id) == ("up", None)
    assert bot.feedback(number, other.id) == ("down", None)


async def test_a_group_that_presses_too_fast_is_asked_to_wait(group):
    one, _ = group
    await one.says(f"{NAME} {HOW_MANY}")
    said = await one.hears()
    for _ in range(8):
        shown = said.html
        assert await one.presses(said, "›") == ""
        await one.telegram.until(lambda: said.html != shown, "the next page")  # noqa: B023
    assert await one.presses(said, "›") == text("vi", "toast-slowly")
    assert len(said.versions) == 8
    # Telegram allows 20 messages a minute in a group, and answers come first.
    await one.says(f"{NAME} {WHO}")
    assert (await one.hears()).bold()[0] == "Nguyễn Thúy Hà"


async def test_buttons_work_after_a_restart(an, telegram, bot):
    said = await an.asks(HOW_MANY)
    await an.presses(said, "👍")
    await bot.restart()
    await an.presses(said, "›")
    await telegram.until(lambda: said.quote() == SECOND, "the second page")
    assert labels(said)[2] == ["👍 ✓", "👎"]


async def test_an_old_button_says_that_the_articles_have_changed(an, library):
    said = await an.asks(HOW_MANY)
    library.put(article("guong-bac", FIRST, "Một đoạn khác."))
    await an.presses(said, "›")
    await an.telegram.until(lambda: said.versions, "the second page")
    assert said.text.startswith(text("vi", "telegram-passage-changed"))
    assert "Tiêu đề guong-bac" in said.text
    assert labels(said)[1] == ["📰 Bài báo"]
    library.put(article("khac", FIRST))
    pressed = await an.presses(said, "Bài báo")
    assert pressed == text("vi", "error-answer-gone")
    await an.presses(said, "›")
    gone = text("vi", "telegram-article-gone")
    await an.telegram.until(lambda: said.text == gone, "the first page")
    assert labels(said) == [["‹", "1/2", "›"], ["👍", "👎"]]


async def test_what_has_changed_can_still_be_rated(an, library, bot):
    said = await an.asks(HOW_MANY)
    await an.presses(said, "Ngữ cảnh")
    await an.telegram.until(lambda: said.versions, "context")
    library.put(article("khac", THIRD))
    number = said.button("👍")["callback_data"].partition(":")[2]
    assert await an.presses(said, "👍") == text("vi", "toast-thanks-up")
    await bot.stop()
    assert bot.feedback(number, an.id) == ("up", None)


@pytest.mark.parametrize(
    "data",
    ["x", "1sp1", "1sp1:", "2sp1:AAAAAAAAAAAA", "1xp1:AAAAAAAAAAAA", "1sp100:AAAAAAAAAAAA"]
    + ["1sp01:AAAAAAAAAAAA", "1sp1:AAAAAAAAAAAAA", "1sp1:AAAAAAAAAAA\n", "1sp١:AAAAAAAAAAAA"]
    + ["' OR 1=1 --", "\x00", "💥" * 16, "1sp1:AAAAAAAAAAAA 1sp1:AAAAAAAAAAAA"],
)
async def test_what_is_no_button_of_ours_gets_a_kind_word(an, data, caplog):
    said = await an.asks(HOW_MANY)
    assert (await an.presses_data(said, data)) == text("vi", "toast-unknown-button")
    assert said.versions == []
    assert troubles(caplog) == []


@pytest.mark.parametrize(
    "data",
    [f"1{wish}{shown}1:AAAAAAAAAAAA" for wish in "snudwirq" for shown in "pca"]
    + ["1sp1:AAAAAAAAAAAAAAAA", "1sp0:AAAAAAAAAAAAAAAA", "1qp1:AAAAAAAAAAAAAAAA"],
)
async def test_a_button_of_a_forgotten_answer_says_so(an, data, caplog):
    said = await an.asks(HOW_MANY)
    await an.presses_data(said, data)
    assert troubles(caplog) == []


async def test_a_message_too_old_to_be_edited_is_said_anew(an, telegram):
    said = await an.asks(HOW_MANY)
    refusal = "Bad Request: message can't be edited"
    telegram.faults.append(Fault("editMessageText", 400, refusal))
    await an.presses(said, "›")
    anew = (await an.telegram.until(lambda: an.heard()[1:], "a new message"))[0]
    assert anew.quote() == SECOND
    # A rating that cannot be shown counts all the same.
    telegram.faults.append(Fault("editMessageReplyMarkup", 400, refusal))
    assert await an.presses(anew, "👍") == "Cảm ơn bạn!"
    await telegram.until(lambda: not telegram.faults, "the attempt")
    await an.presses(anew, "›")
    await telegram.until(lambda: anew.quote() == FIRST, "the first page")
    assert labels(anew)[2] == ["👍 ✓", "👎"]


async def test_telegram_does_not_say_what_is_in_a_very_old_message(an, telegram):
    said = await an.asks(HOW_MANY)
    old = {"chat": an.chat, "message_id": said.id, "date": 0}
    query = {"id": "old", "from": an.user, "chat_instance": "1", "message": old}
    await an.does(callback_query={**query, "data": said.button("›")["callback_data"]})
    await telegram.until(lambda: said.versions, "the second page")
    assert said.quote() == SECOND


async def test_a_press_that_is_answered_too_late_is_no_error(an, telegram, caplog):
    said = await an.asks(HOW_MANY)
    old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    telegram.faults.append(Fault("answerCallbackQuery", 400, old))
    query = {"id": "late", "from": an.user, "chat_instance": "1", "message": as_message(said)}
    await an.does(callback_query={**query, "data": said.button("›")["callback_data"]})
    await telegram.until(lambda: said.versions, "the second page")
    assert troubles(caplog) == []


async def test_a_press_that_cannot_be_answered_still_does_its_work(an, telegram):
    said = await an.asks(HOW_MANY)
    telegram.faults.append(Fault("answerCallbackQuery", 502, "Bad Gateway"))
    query = {"id": "lost", "from": an.user, "chat_instance": "1", "message": as_message(said)}
    await an.does(callback_query={**query, "data": said.button("›")["callback_data"]})
    await telegram.until(lambda: said.quote() == SECOND, "the second page")


async def test_without_an_answer_there_are_the_nearest_and_the_admins(an, telegram, bot):
    admin = Person(telegram, ADMIN, "Chị Tòa Soạn")
    await admin.asks("/start")
    said = await an.asks(UNKNOWN)
    assert labels(said) == [["🔎 Xem 3 đoạn gần nhất"], ["🙋 Hỏi quản trị viên"]]
    await an.presses(said, "đoạn gần nhất")
    await telegram.until(lambda: said.versions, "the nearest")
    assert said.text.startswith("Đoạn gần với câu hỏi, 1/3")
    assert said.quote() == LEAD
    assert labels(said) == [
        ["‹", "1/3", "›"],
        ["📖 Ngữ cảnh", "📰 Bài báo"],
        ["‹ Tóm tắt", "🙋 Hỏi quản trị viên"],
    ]
    await an.presses(said, "Ngữ cảnh")
    await telegram.until(lambda: said.quote() == f"{LEAD}\n\n{FIRST}", "context")
    pressed = await an.presses(said, "Hỏi quản trị viên")
    assert pressed == text("vi", "toast-appeal")
    assert telegram.called("answerCallbackQuery")[-1].fields["show_alert"] == "true"
    report = await admin.hears()
    assert "An" in report.bold()
    assert report.quote() == UNKNOWN
    again = await an.presses(said, "Hỏi quản trị viên")
    assert again == text("vi", "error-appeal-repeated")
    await an.presses(said, "Tóm tắt")
    await telegram.until(lambda: said.text.startswith("Các bài báo không có"), "the summary")
    assert len(admin.heard()) == 2
    # The admin's link asks the question again.
    link = find(f"<i>{report.html}</i>", "a").get("href") or ""
    await admin.says(f"/start {link.partition('start=')[2]}")
    assert UNKNOWN in (await admin.hears()).text
    assert (await admin.hears()).text.startswith("Các bài báo không có")


async def test_an_admin_who_cannot_be_reached_is_no_error(an, telegram, caplog):
    said = await an.asks(UNKNOWN)
    telegram.blocked.add(ADMIN)
    pressed = await an.presses(said, "Hỏi quản trị viên")
    assert pressed == text("vi", "toast-appeal-kept")
    telegram.blocked.clear()  # when one can be reached, it is not said that it was done already
    telegram.chats.add(ADMIN)
    assert await an.presses(said, "Hỏi quản trị viên") == text("vi", "toast-appeal")
    assert troubles(caplog) == []


async def test_where_there_are_no_admins_none_are_offered(an, telegram, bot):
    await bot.stop()
    await bot.start(admins=frozenset())
    said = await an.asks(UNKNOWN)
    assert labels(said) == [["🔎 Xem 3 đoạn gần nhất"]]


async def test_a_link_to_a_passage(an, library):
    link = permalink("guong-bac", SECOND)
    said = await an.asks(f"/start p_{link}")
    assert said.quote() == SECOND
    assert "Tiêu đề guong-bac" in said.text
    assert labels(said) == [["📖 Ngữ cảnh", "📰 Bài báo"]]
    await an.presses(said, "Ngữ cảnh")
    await an.telegram.until(lambda: said.quote() == f"{FIRST}\n\n{SECOND}\n\n{THIRD}", "context")
    library.put(article("khac", THIRD), article("guong-bac", THIRD, SECOND))
    assert (await an.asks(f"/start p_{link}")).quote() == SECOND
    library.put(article("guong-bac", THIRD))
    said = await an.asks(f"/start p_{link}")
    assert said.text.startswith(text("vi", "telegram-passage-changed"))
    library.put(article("khac", THIRD))
    assert (await an.asks(f"/start p_{link}")).text == text("vi", "error-answer-gone")


async def test_a_link_to_a_question(an, library):
    await an.says(f"/start {question_payload('Ai là Bí thư?')}")
    library.says["Ai là Bí thư?"] = ["Nguyễn Thúy Hà"]
    assert (await an.hears()).text == "❓ Ai là Bí thư?"
    assert (await an.hears()).bold()[0] == "Nguyễn Thúy Hà"


async def test_a_link_to_the_question_of_an_answer(an, telegram):
    said = await an.asks(HOW_MANY)
    number = said.button("👍")["callback_data"].partition(":")[2]
    friend = Person(telegram, 8)
    await friend.says(f"/start q_{number}")
    assert (await friend.hears()).text == f"❓ {HOW_MANY}"
    assert (await friend.hears()).quote() == FIRST


@pytest.mark.parametrize("payload", ["q_", "q_%", "q_AAAA", "p_", "p_AAAA", "p_" + "A" * 16])
async def test_a_link_to_nothing(an, payload):
    assert (await an.asks(f"/start {payload}")).text == text("vi", "error-answer-gone")


@pytest.mark.parametrize("payload", ["inline", "abc", "Q_AAAA"])
async def test_a_link_that_only_greets(an, payload):
    assert (await an.asks(f"/start {payload}")).text.startswith("Xin chào!")


async def test_an_edited_question_changes_the_answer_where_it_stands(an, library):
    number = await an.says(UNKNOWN)
    said = await an.hears()
    await an.edits(number, WHO)
    await an.telegram.until(lambda: said.versions, "the new answer")
    assert said.bold()[0] == "Nguyễn Thúy Hà"
    assert labels(said)[-1] == ["👍", "👎"]
    # And its buttons are the new answer's.
    await an.presses(said, "Ngữ cảnh")
    await an.telegram.until(lambda: THIRD in said.quote(), "context")
    assert len(an.heard()) == 1


async def test_an_edit_that_changes_no_word_changes_nothing(an, library):
    number = await an.says(HOW_MANY)
    said = await an.hears()
    await an.edits(number, HOW_MANY)
    await an.asks(WHO)
    assert said.versions == []
    assert library.asked == [HOW_MANY, WHO]


async def test_an_edited_question_whose_answer_is_gone_is_answered_anew(an, telegram):
    number = await an.says(UNKNOWN)
    telegram.delete(await an.hears())
    await an.edits(number, WHO)
    said = await an.hears()
    assert said.bold()[0] == "Nguyễn Thúy Hà"
    assert said.reply_to == number
    assert telegram.refused == [("editMessageText", "Bad Request: message to edit not found")]
    telegram.refused.clear()


async def test_a_question_edited_after_a_restart_is_answered_anew(an, telegram, bot):
    number = await an.says(UNKNOWN)
    await an.hears()
    await bot.restart()
    await an.edits(number, WHO)
    said = await an.hears()
    assert said.bold()[0] == "Nguyễn Thúy Hà"
    assert said.reply_to == number


async def test_a_reply_is_about_the_answer_it_replies_to(an, telegram, bot, library):
    library.says["Đảng ủy Khối có bao nhiêu công việc đột phá?"] = ["402 công việc đột phá"]
    library.says["Bảo hiểm Xã hội có bao nhiêu công việc đột phá?"] = ["24 bộ thủ tục hành chính"]
    first = await an.asks("Đảng ủy Khối có bao nhiêu công việc đột phá?")
    await an.asks(WHO)
    bare = {key: value for key, value in as_message(first).items() if key != "reply_markup"}
    said = await an.asks("Còn Bảo hiểm Xã hội thì sao?", reply_to=bare)
    assert "Bảo hiểm Xã hội" in small_type(said)
    assert "công việc đột phá" in small_type(said)
    # After a restart the buttons below the message say which answer it is.
    await bot.restart()
    said = await an.asks("Còn Bảo hiểm Xã hội thì sao?", reply_to=first)
    assert "công việc đột phá" in small_type(said)


async def test_smalltalk_gets_a_word_and_no_buttons(an, library):
    said = await an.asks("Chào bạn!")
    assert said.text == text("vi", "smalltalk-greeting")
    assert labels(said) == []
    assert library.asked == []


async def test_a_draft_is_shown_while_an_answer_takes_long(an, telegram, library, monkeypatch):
    monkeypatch.setattr(drafts, "AFTER", 0.05)
    patient = threading.Event()
    answer = library.ask

    def think(question):
        patient.wait(30)
        return answer(question)

    library.ask = think
    await an.says(HOW_MANY)
    await telegram.until(lambda: telegram.called("sendMessageDraft"), "a draft")
    (draft,) = telegram.called("sendMessageDraft")
    assert draft.fields["text"] == text("vi", "telegram-draft")
    patient.set()
    assert (await an.hears()).quote() == FIRST
    # At most one for an answer, and none after it.
    await asyncio.sleep(0.2)
    assert telegram.called("sendMessageDraft") == [draft]


async def test_a_quick_answer_has_no_draft(an, telegram):
    await an.asks(HOW_MANY)
    await asyncio.sleep(0.1)
    assert telegram.called("sendMessageDraft") == []


async def test_in_a_group_there_are_no_drafts(group, telegram, library, monkeypatch):
    monkeypatch.setattr(drafts, "AFTER", 0.0)
    answer = library.ask

    def think(question):
        threading.Event().wait(0.2)
        return answer(question)

    library.ask = think
    await group[0].says(f"{NAME} {HOW_MANY}")
    await group[0].hears()
    assert telegram.called("sendMessageDraft") == []


async def test_after_a_429_there_are_no_drafts_for_a_while(an, telegram, library, monkeypatch):
    monkeypatch.setattr(drafts, "AFTER", 0.01)
    refusal = Fault("sendMessageDraft", 429, "Too Many Requests", {"retry_after": 30}, times=1)
    telegram.faults.append(refusal)
    answer = library.ask

    def think(question):
        threading.Event().wait(0.3)
        return answer(question)

    library.ask = think
    await an.asks(HOW_MANY)
    await an.asks(WHO)
    assert [call.status for call in telegram.called("sendMessageDraft")] == [429]


async def test_inline_the_best_answers_are_offered_as_cards(an, telegram):
    first, second = await an.types(HOW_MANY)
    assert first["title"] == "402 công việc đột phá"
    assert first["description"] == "30/07/2021 · Tiêu đề guong-bac"
    assert FIRST in "".join(
        find(first["input_message_content"]["message_text"], "blockquote").itertext()
    )
    assert second["title"] == "24 bộ thủ tục hành chính"
    (button,) = first["reply_markup"]["inline_keyboard"][0]
    link = f"https://t.me/hoibao_test_bot?start=p_{permalink('guong-bac', FIRST)}"
    assert button["url"] == link
    assert offered(telegram)["is_personal"] == "true"
    # And the link leads there.
    assert (await an.asks(f"/start {link.partition('=')[2]}")).quote() == FIRST


async def test_inline_nothing_is_written_down_until_it_is_chosen(an, telegram, bot, tmp_path):
    first, _ = await an.types(HOW_MANY)
    await an.types(UNKNOWN)
    chosen = {"result_id": first["id"], "from": an.user, "query": HOW_MANY}
    await an.does(chosen_inline_result=chosen)
    await an.asks(WHO)  # so that the choice has been dealt with
    await bot.stop()
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        assert journal.about(an.id).questions == 2


async def test_inline_without_an_answer_the_private_chat_is_offered(an, telegram):
    assert await an.types("Ai vô địch?") == []
    button = json.loads(offered(telegram)["button"])
    assert button["text"] == text("vi", "inline-nothing")
    await an.says(f"/start {button['start_parameter']}")
    assert (await an.hears()).text == "❓ Ai vô địch?"
    assert await an.types("Ai vô địch World Cup 2018 tổ chức ở nước Nga xa xôi?") == []
    assert json.loads(offered(telegram)["button"])["start_parameter"] == "inline"


@pytest.mark.parametrize("typed", ["", "  ", "Ai", "???", "????????", "Chào bạn!"])
async def test_inline_what_is_no_question_yet(an, telegram, library, typed):
    assert await an.types(typed) == []
    assert json.loads(offered(telegram)["button"])["start_parameter"]
    assert library.asked == []
