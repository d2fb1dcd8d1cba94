"""What the bot says to whom: the real application over HTTP, on a library made by hand."""

import asyncio
import json
import logging
import signal
import threading
import time

import pytest
from pydantic import SecretStr

from bot.application import COMMANDS, run, serve
from bot.handlers import reloading, replies
from bot.messages import text
from bot.settings import Settings
from embeddings.errors import (
    ArticleFormatError,
    CorruptEditionError,
    EmptyQuestionError,
    NoArticlesError,
    PublishBusyError,
    QuestionTooLongError,
)
from tests.e2e.telegram import TOKEN, Fault, Person
from tests.handlers.conftest import ADMIN, PUBLISHED, settings_for
from tests.samples import AFTER, BEFORE, SENTENCE, TITLE, answer, no_answer


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_while_the_library_is_being_opened_ends_the_bot(number, tmp_path, monkeypatch):
    before = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)}
    monkeypatch.setattr("bot.application.logs.configure", lambda secrets: None)
    monkeypatch.setattr("bot.library.Library.open", lambda *_: signal.raise_signal(number))
    settings = Settings(home=tmp_path, telegram_token=SecretStr(TOKEN))
    try:
        with pytest.raises(SystemExit) as ended:
            run(settings)
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
    assert ended.value.code == 0


async def test_start_in_the_persons_language(telegram, bot):
    for number, (language, word) in enumerate(
        [
            ("vi", "Xin chào"),
            ("vi-VN", "Xin chào"),
            (None, "Xin chào"),
            ("en", "Hello"),
            ("fr", "Hello"),
        ]
    ):
        said = await Person(telegram, 100 + number, language=language).asks("/start")
        assert said.text.startswith(word)
        assert "Hỏi Báo" in said.bold()


async def test_help_lists_the_commands_a_person_has(an, admin):
    assert "/reload" not in (await an.asks("/help")).text
    said = await admin.asks("/help")
    listed = [command for command in COMMANDS if command.private]
    assert len(listed) > 10
    for command in listed:
        assert f"/{command.name} – {text('vi', f'command-{command.name}')}" in said.text


async def test_a_question_gets_a_card(an, shelf):
    said = await an.asks("Có bao nhiêu lượt tập thể?")
    assert shelf.asked == ["Có bao nhiêu lượt tập thể?"]
    assert said.bold() == [SENTENCE, SENTENCE]
    assert said.quote() == BEFORE + SENTENCE + AFTER
    assert said.text.endswith(f"{TITLE}\n30/07/2021 · đoạn 7")
    assert said.reply_to is None


async def test_no_answer_is_said(an, shelf):
    shelf.says = lambda question: no_answer(BEFORE, question=question)
    said = await an.asks("Ai vô địch World Cup?")
    assert said.text.startswith("Các bài báo không có câu trả lời")
    assert said.quote() == BEFORE.strip()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (EmptyQuestionError("empty"), "Chưa có câu hỏi"),
        (QuestionTooLongError("long", length=3000, limit=2000), "vượt quá giới hạn 2.000"),
    ],
)
async def test_a_question_that_cannot_be_asked(an, shelf, error, words):
    def refuse(question):
        raise error

    shelf.says = refuse
    assert words in (await an.asks("???")).text


@pytest.mark.parametrize("error", [ZeroDivisionError("oops"), CorruptEditionError("/secret/path")])
async def test_a_failure_is_told_kindly_and_the_bot_lives_on(an, shelf, caplog, error):
    def fail(question):
        raise error

    shelf.says = fail
    assert (await an.asks("Ai?")).text == text("vi", "error-internal")
    assert any(record.exc_info for record in caplog.records)
    shelf.says = lambda question: answer()
    assert SENTENCE in (await an.asks("Ai?")).text


async def test_typing_is_shown_at_once_and_delays_nothing(an, telegram):
    telegram.delay["sendChatAction"] = 3600
    await an.asks("Ai?")
    # The answer was there while Telegram was still busy with the indicator.
    assert telegram.called("sendChatAction") == []
    telegram.delay.clear()


async def test_typing_goes_on_while_an_answer_takes_long(an, telegram, shelf, monkeypatch):
    monkeypatch.setattr(replies, "_TYPING_LASTS", 0.02)
    patient = threading.Event()

    def think(question):
        patient.wait(30)
        return answer()

    shelf.says = think
    await an.says("Ai?")
    await telegram.until(lambda: len(telegram.called("sendChatAction")) > 2, "repeated typing")
    patient.set()
    await an.hears()


async def test_a_typing_indicator_that_fails_is_no_failure(an, telegram, caplog):
    telegram.faults.append(Fault("sendChatAction", 500, "Internal Server Error"))
    await an.asks("Ai?")
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []


async def test_an_unknown_command(an, shelf):
    assert "/help" in (await an.asks("/hoidi bao nhiêu")).text
    assert shelf.asked == []


@pytest.mark.parametrize(
    "content",
    [
        {"photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]},
        {"voice": {"file_id": "f", "file_unique_id": "u", "duration": 1}},
        {"location": {"latitude": 21.0, "longitude": 105.8}},
    ],
)
async def test_what_is_not_text_gets_a_kind_note(an, content):
    await an.sends(**content)
    assert (await an.hears()).text == text("vi", "telegram-text-only")


async def test_an_album_gets_one_note(an):
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    for _ in range(3):
        await an.sends(photo=photo, media_group_id="album")
    await an.asks("/help")
    await an.asks("/help")
    assert [said.text for said in an.heard()].count(text("vi", "telegram-text-only")) == 1


async def test_what_telegram_reports_by_itself_gets_no_reply(an):
    await an.sends(message_auto_delete_timer_changed={"message_auto_delete_time": 86400})
    assert "Cách hỏi" in (await an.asks("/help")).text
    assert len(an.heard()) == 1


async def test_an_update_that_cannot_be_read_is_passed_over(an, telegram, caplog):
    private = "một câu không ai được ghi lại"
    strange = {"message_id": 1, "date": "hôm qua", "chat": an.chat, "text": private}
    await telegram.enqueue_update({"message": strange}, token=TOKEN)
    assert SENTENCE in (await an.asks("Ai?")).text
    await telegram.until(lambda: telegram.confirmed == 2, "confirmation of both")
    assert "update 1 cannot be read" in caplog.text
    assert private not in caplog.text


async def test_in_a_group_only_commands_are_answered(telegram, bot, shelf):
    group = Person(telegram)
    group.chat = {"id": -100200, "type": "supergroup", "title": "Tòa soạn"}
    await group.says("Hôm nay ăn gì?")
    await group.says("/baohoa")
    assert "Cách hỏi" in (await group.asks("/help@hoibao_test_bot")).text
    assert len(group.heard()) == 1
    assert shelf.asked == []


async def test_an_answer_that_comes_late_quotes_the_question(an):
    number = await an.says("Ai?", date=int(time.time()) - 3600)
    assert (await an.hears()).reply_to == number


async def test_chats_run_side_by_side_and_each_in_order(telegram, bot, shelf):
    slow, quick = Person(telegram, 1, "Chậm"), Person(telegram, 2, "Nhanh")
    patient = threading.Event()

    def think(question):
        if question == "một":
            patient.wait(30)
        return answer(sentence=f"Trả lời {question}.", before="", after="")

    shelf.says = think
    await slow.says("một")
    await slow.says("hai")
    assert "Trả lời ba." in (await quick.asks("ba")).text
    assert slow.heard() == []
    patient.set()
    assert "Trả lời một." in (await slow.hears()).text
    assert "Trả lời hai." in (await slow.hears()).text


async def test_a_429_is_waited_out_for_that_chat_alone(telegram, bot):
    told_to_wait, other = Person(telegram, 1), Person(telegram, 2)
    wait = {"retry_after": 1}
    telegram.faults.append(
        Fault("sendMessage", 429, "Too Many Requests: retry after 1", wait, chat=told_to_wait.id)
    )
    await told_to_wait.says("Ai?")
    await telegram.until(lambda: telegram.called("sendMessage"), "first attempt")
    await other.asks("Ai?")
    assert told_to_wait.heard() == []
    await told_to_wait.hears()
    first, _, second = telegram.called("sendMessage")
    assert (first.status, second.status) == (429, 200)
    assert second.at - first.at >= 1


@pytest.mark.parametrize("status", [500, 502, 504])
async def test_an_error_of_the_server_is_tried_again(an, telegram, status):
    telegram.faults.append(Fault("sendMessage", status, "Bad Gateway"))
    await an.asks("Ai?")
    assert [call.status for call in telegram.called("sendMessage")] == [status, 200]


async def test_somebody_who_blocked_the_bot_is_no_error(telegram, an, caplog):
    telegram.blocked.add(an.id)
    await an.says("Ai?")
    await telegram.until(lambda: telegram.called("sendMessage"), "attempt")
    assert (await Person(telegram, 2).asks("Ai?")).text
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []
    assert len(telegram.called("sendMessage")) == 2


async def test_menus_are_set_by_language_and_place(telegram, bot):
    await telegram.until(lambda: len(telegram.descriptions) == 4, "descriptions")
    for scope, command in (("all_private_chats", "start"), ("all_group_chats", "hoi")):
        for language in ("", "vi"):
            assert command in telegram.commands[scope, language]
            assert "reload" not in telegram.commands[scope, language]
    lists = [json.loads(call.fields["commands"]) for call in telegram.called("setMyCommands")]
    described = {command["description"] for commands in lists for command in commands}
    assert {"Hỏi một câu", "Ask a question"} <= described
    assert "nguyên văn" in telegram.descriptions["setMyDescription", "vi"]
    assert "word for word" in telegram.descriptions["setMyDescription", ""]


async def test_an_admin_has_more_once_telegram_knows_their_chat(telegram, admin):
    await admin.asks("/start")
    await telegram.until(lambda: (f"chat:{ADMIN}", "vi") in telegram.commands, "menu")
    for language in ("", "vi"):
        mine = telegram.commands[f"chat:{ADMIN}", language]
        assert {"start", "status", "reload", "taoma"} <= set(mine)


async def test_menus_that_cannot_be_set_stop_nothing(telegram, shelf, journal, tmp_path):
    telegram.faults.append(Fault("setMyCommands", 500, "Internal Server Error", times=99))
    stop = asyncio.Event()
    running = asyncio.create_task(serve(settings_for(telegram, tmp_path), shelf, journal, stop))
    assert SENTENCE in (await Person(telegram).asks("Ai?")).text
    stop.set()
    await running


async def test_reload_is_for_admins(an, shelf):
    shelf.publishes = pytest.fail
    assert (await an.asks("/reload")).text == text("vi", "telegram-admins-only")


async def test_reload_reports_what_changed(admin, telegram):
    said = await admin.asks("/reload")
    await telegram.until(lambda: said.versions, "report")
    assert said.text.startswith("Đã phát hành ấn bản second trong 1,5 giây.")
    assert "1 bài mới, 0 bài sửa đổi, 0 bài gỡ bỏ, 1 bài giữ nguyên" in said.text
    assert "hỏng.txt" in said.text
    assert len(admin.heard()) == 1


async def test_while_reloading_questions_are_answered_and_progress_is_shown(
    admin, telegram, shelf, monkeypatch
):
    monkeypatch.setattr(reloading, "EDIT_EVERY", 0.02)
    done = threading.Event()

    def publish(progress):
        progress("encode", 64, 200)
        done.wait(30)
        progress("verify", 0, 1)
        return PUBLISHED

    shelf.publishes = publish
    notice = await admin.asks("/reload")
    await telegram.until(lambda: "64/200" in notice.text, "progress")
    assert SENTENCE in (await admin.asks("Ai?")).text
    await asyncio.sleep(0.1)  # time for further edits, of which none may repeat the text
    done.set()
    await telegram.until(lambda: "second" in notice.text, "report")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PublishBusyError("busy"), "lượt phát hành khác"),
        (ZeroDivisionError("oops"), "ngoài dự kiến"),
    ],
)
async def test_a_reload_that_fails_says_so(admin, telegram, shelf, error, words):
    def publish(progress):
        raise error

    shelf.publishes = publish
    notice = await admin.asks("/reload")
    await telegram.until(lambda: notice.versions, "report")
    assert words in notice.text
    assert "Bot vẫn trả lời theo ấn bản cũ." in notice.text
    assert SENTENCE in (await admin.asks("Ai?")).text


async def test_a_reload_that_can_read_nothing_names_the_files(admin, telegram, shelf, caplog):
    skipped = [
        ArticleFormatError(f"{number}.txt is empty", path=f"{number}.txt", reason="empty")
        for number in range(30)
    ]

    def publish(progress):
        raise NoArticlesError("nothing", skipped, path="/bai")

    shelf.publishes = publish
    notice = await admin.asks("/reload")
    await telegram.until(lambda: notice.versions, "report")
    assert "0.txt: tệp trống" in notice.text
    assert "và 20 mục khác, xem trong nhật ký" in notice.text
    assert "skipped: 29.txt is empty" in caplog.text


async def test_a_report_whose_notice_was_deleted_is_sent_anew(admin, telegram, shelf):
    go_on = threading.Event()

    def publish(progress):
        go_on.wait(30)
        return PUBLISHED

    shelf.publishes = publish
    notice = await admin.asks("/reload")
    telegram.delete(notice)
    go_on.set()
    assert "second" in (await admin.hears()).text
    # The one refusal nobody could have foreseen.
    assert telegram.refused == [("editMessageText", "Bad Request: message to edit not found")]
    telegram.refused.clear()


async def test_progress_that_cannot_be_shown_stops_nothing(admin, telegram, shelf, monkeypatch):
    monkeypatch.setattr(reloading, "EDIT_EVERY", 0.02)
    done = threading.Event()

    def publish(progress):
        progress("encode", 64, 200)
        done.wait(30)
        return PUBLISHED

    shelf.publishes = publish
    telegram.faults.append(Fault("editMessageText", 400, "Bad Request: nope", times=1))
    notice = await admin.asks("/reload")
    await telegram.until(lambda: telegram.called("editMessageText"), "attempt")
    done.set()
    await telegram.until(lambda: "second" in notice.text, "report")
    assert len(admin.heard()) == 1


async def test_what_cannot_be_sent_is_logged_and_given_up(an, telegram, shelf, caplog, monkeypatch):
    monkeypatch.setattr(replies, "_PAUSES", (0, 0))
    telegram.faults.append(Fault("sendMessage", 502, "Bad Gateway", times=3))
    await an.says("Ai?")
    await telegram.until(lambda: "sending failed: Bad Gateway" in caplog.text, "log line")
    assert SENTENCE in (await an.asks("Ai?")).text
    assert len(telegram.called("sendMessage")) == 4


async def test_stopping_gives_up_a_reload_but_not_a_question(telegram, shelf, journal, tmp_path):
    admin, stop, thinking = Person(telegram, ADMIN), asyncio.Event(), threading.Event()

    def publish(progress):
        while True:
            progress("encode", 1, 2)
            time.sleep(0.01)

    def think(question):
        thinking.set()
        time.sleep(0.2)
        return answer()

    shelf.publishes, shelf.says = publish, think
    running = asyncio.create_task(serve(settings_for(telegram, tmp_path), shelf, journal, stop))
    notice = await admin.asks("/reload")
    await admin.says("Ai?")
    await asyncio.to_thread(thinking.wait, 30)
    stop.set()
    await running
    assert notice.text == text("vi", "telegram-reload-stopped")
    assert SENTENCE in (await admin.hears()).text
    # Nothing comes twice after a restart.
    assert telegram.confirmed == 2


async def test_what_could_not_be_answered_in_time_comes_again(
    telegram, shelf, journal, tmp_path, monkeypatch
):
    monkeypatch.setattr("bot.application.GRACE", 0.05)
    settings = settings_for(telegram, tmp_path)
    an, stop = Person(telegram), asyncio.Event()
    thinking, hurry = threading.Event(), threading.Event()

    def think(question):
        thinking.set()
        hurry.wait(30)
        return answer()

    shelf.says = think
    running = asyncio.create_task(serve(settings, shelf, journal, stop))
    await an.says("Ai?")
    await asyncio.to_thread(thinking.wait, 30)
    stop.set()
    await running
    hurry.set()
    assert an.heard() == []
    assert telegram.confirmed == 0
    again = asyncio.Event()
    running = asyncio.create_task(serve(settings, shelf, journal, again))
    assert SENTENCE in (await an.hears()).text
    again.set()
    await running
