"""What a person decides for themselves: language, and what is kept of them; and an admin's view."""

from datetime import timedelta

import pytest

from bot import retention
from bot.journal.errors import JournalUnavailableError
from bot.messages import LANGUAGES, text
from bot.retention import prune_daily
from embeddings.errors import CorruptEditionError
from tests.e2e.telegram import Fault, Person, as_message
from tests.journals import recorded
from tests.samples import BEFORE, SENTENCE, no_answer

QUESTION = "Ai là Bí thư?"


async def test_the_language_one_chooses_is_spoken_and_put_into_the_menu(telegram, bot, journal, an):
    offer = await an.asks("/ngonngu")
    await an.presses(offer, "English")
    await telegram.until(lambda: offer.text == text("en", "telegram-language-en"), "choice")
    assert offer.buttons == []
    assert (await an.asks("/start")).text.startswith("Hello")
    menu = f"chat:{an.id}"
    await telegram.until(lambda: (menu, "vi") in telegram.commands, "their menu")
    assert telegram.commands[menu, "vi"] == telegram.commands["all_private_chats", ""]
    # Back to that of their Telegram.
    offer = await an.asks("/ngonngu")
    await an.presses(offer, "As in Telegram")
    await telegram.until(lambda: offer.text == text("vi", "telegram-language-auto"), "choice")
    assert (menu, "vi") not in telegram.commands
    assert journal.language(an.id) is None


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_language_can_be_named_at_once(an, journal, language):
    said = await an.asks(f"/ngonngu {language.upper()}")
    assert said.text == text(language, f"telegram-language-{language}")
    assert journal.language(an.id) == language


async def test_an_unknown_language_is_answered_with_those_there_are(an):
    assert (await an.asks("/ngonngu fr")).text == text("vi", "telegram-language")


async def test_what_is_kept_is_told_and_erased_only_when_confirmed(telegram, an, journal):
    assert "không giữ câu hỏi nào" in (await an.asks("/quyenriengtu")).text
    for _ in range(2):
        await an.asks(QUESTION)
    told = (await an.asks("/quyenriengtu")).text
    assert "giữ 180 ngày" in told
    assert "giữ 2 câu hỏi" in told
    asked = await an.asks("/xoadulieu")
    await an.presses(asked, "Thôi")
    await telegram.until(lambda: asked.text == text("vi", "telegram-erase-kept"), "no erasure")
    assert journal.about(an.id).questions == 2
    asked = await an.asks("/xoadulieu")
    await an.presses(asked, "Xóa hết")
    await telegram.until(lambda: "Đã xóa 2 câu hỏi" in asked.text, "erasure")
    assert asked.buttons == []
    assert journal.about(an.id).questions == 0


async def test_nobody_erases_for_somebody_else(telegram, bot, journal):
    an, binh = (Person(telegram, number).within(-100) for number in (1, 2))
    asked = await an.asks("/xoadulieu")
    assert await binh.presses(asked, "Xóa hết") == text("vi", "button-not-yours")
    assert asked.buttons


async def test_an_admin_who_is_anonymous_in_a_group_erases_under_their_own_name(
    telegram, bot, journal
):
    group = -100
    anonymous = Person(telegram, 1087968824, "Group", language=None).within(group)
    anonymous.user["is_bot"] = True
    await anonymous.says(f"/hoi {QUESTION}", sender_chat=anonymous.chat)
    await anonymous.hears()
    assert journal.about(group).questions == 1
    await anonymous.says("/xoadulieu", sender_chat=anonymous.chat)
    asked = await anonymous.hears()
    admin, member = (Person(telegram, number).within(group) for number in (1, 2))
    telegram.chat_admins.add((group, admin.id))
    assert await member.presses(asked, "Xóa hết") == text("vi", "button-not-yours")
    await admin.presses(asked, "Xóa hết")
    await telegram.until(lambda: "Đã xóa 1 câu hỏi" in asked.text, "erasure")
    assert journal.about(group).questions == 0


async def test_a_press_that_comes_too_late_is_seen_to_have_worked(telegram, an, journal):
    await an.asks(QUESTION)
    asked = await an.asks("/xoadulieu")
    telegram.faults.append(Fault("answerCallbackQuery", 400, "Bad Request: query is too old"))
    await an.does(
        callback_query={
            "id": "late",
            "from": an.user,
            "message": as_message(asked),
            "chat_instance": "x",
            "data": asked.button("Xóa hết")["callback_data"],
        }
    )
    await telegram.until(lambda: "Đã xóa 1 câu hỏi" in asked.text, "erasure")
    assert asked.buttons == []


async def test_who_has_only_rated_is_told_so(an, journal):
    another = recorded(person=an.id + 1)
    journal.record_answer(another)
    journal.record_feedback(another.id, an.id, "up")
    assert "chỉ giữ 1 đánh giá" in (await an.asks("/quyenriengtu")).text


async def test_where_the_database_is_no_reader_is_told(an, admin, journal, monkeypatch):
    def fail(*_):
        reason = 'connection to server at "10.1.2.3" failed: no such role "bao"'
        raise JournalUnavailableError("away", address="x", reason=reason)

    monkeypatch.setattr(journal, "about", fail)
    assert (await an.asks("/quyenriengtu")).text == text("vi", "telegram-journal-away")
    assert "10.1.2.3" in (await admin.asks("/quyenriengtu")).text


async def test_erasing_that_fails_says_so(an, journal, monkeypatch):
    def fail(person):
        raise JournalUnavailableError("locked", address="x", reason="database is locked")

    asked = await an.asks("/xoadulieu")
    monkeypatch.setattr(journal, "forget", fail)
    assert "một chương trình khác đang giữ" in await an.presses(asked, "Xóa hết")
    assert asked.buttons


async def test_moi_starts_afresh(an):
    assert (await an.asks("/moi")).text == text("vi", "telegram-fresh")


async def test_status_says_how_the_bot_is(admin, an, shelf, journal):
    await an.asks(QUESTION)
    shelf.says = lambda question: no_answer(BEFORE, question=question)
    await an.asks("Ai vô địch World Cup?")
    assert journal._writer.flush(30)
    shelf.warnings.append(CorruptEditionError("damaged", edition="zero", reason="sha256"))
    said = (await admin.asks("/status")).text
    assert said.startswith("Ấn bản first")
    assert "1 người hỏi 2 câu, trả lời được 1 câu" in said
    assert "⚠️ Ấn bản zero bị hỏng" in said
    assert "trích cả câu" in said
    assert "Đã chạy 0:00" in said
    assert "0 mục bị mất" in said
    assert "polling" in said


async def test_a_broken_journal_stops_no_answer(telegram, bot, an, journal, monkeypatch):
    def fail(*_):
        raise JournalUnavailableError("gone", address="x", reason="disk I/O error")

    monkeypatch.setattr(journal._database, "reading", fail)
    monkeypatch.setattr(journal._database, "writing", fail)
    assert SENTENCE in (await an.asks(QUESTION)).text
    assert "sổ ghi" in (await an.asks("/quyenriengtu")).text


async def test_old_questions_go_at_the_start_and_every_day(journal, monkeypatch):
    monkeypatch.setattr(retention, "DAY", 0.0)
    pruned = []

    def prune(older_than):
        pruned.append(older_than)
        if len(pruned) == 1:
            raise JournalUnavailableError("locked", address="x", reason="database is locked")
        if len(pruned) == 3:
            raise KeyboardInterrupt  # enough
        return 1

    monkeypatch.setattr(journal, "prune", prune)
    with pytest.raises(KeyboardInterrupt):
        await prune_daily(journal, 30)
    assert pruned == [timedelta(days=30)] * 3
    await prune_daily(journal, 0)  # nothing is ever erased, so there is nothing to wait for
