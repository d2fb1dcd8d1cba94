"""In groups: who is answered to what, in which groups, and under which topic."""

import pytest
from telegram import Bot, Message, User

from bot.handlers.groups import asked, is_addressed, is_command
from bot.messages import text
from tests.e2e.telegram import BOT, NAME, TOKEN, Fault, Person, entities_of, membership
from tests.handlers.conftest import ADMIN
from tests.samples import SENTENCE

GROUP = -1001234
SOMEBODY = {"id": 5, "is_bot": False, "first_name": "Mai"}
QUESTION = "Ai là Bí thư?"


@pytest.fixture(scope="module")
def speaker():
    """Somebody whose messages are only looked at."""
    return Person(type("Nowhere", (), {"tokens": [TOKEN]})()).within(GROUP)


def read(json):
    bot = Bot(TOKEN)
    bot._bot_user = User.de_json(BOT)
    message = Message.de_json(json, bot)
    assert message is not None
    return message


def written(speaker, words, **extra):
    return read(speaker.message(text=words, entities=entities_of(words), **extra))


def bots(number=1, **extra):
    chat = {"id": GROUP, "type": "supergroup"}
    return {"message_id": number, "date": 1, "chat": chat, "from": BOT, "text": "Đáp", **extra}


def others(words="Ai là Bí thư?", **extra):
    return {**bots(), "from": SOMEBODY, "text": words, **extra}


@pytest.mark.parametrize(
    ("words", "question"),
    [
        (f"{NAME} {QUESTION}", QUESTION),
        (f"{NAME}, {QUESTION}", QUESTION),
        (f"{NAME}: {QUESTION}", QUESTION),
        (f"{QUESTION} {NAME}", QUESTION),
        (f"Theo {NAME} thì ai là Bí thư?", "Theo thì ai là Bí thư?"),
        (f"😀😀 {NAME} {QUESTION}", f"😀😀 {QUESTION}"),
        (f"{NAME.upper()} {QUESTION}", QUESTION),
        (f"{NAME} @mai_anh là ai?", "@mai_anh là ai?"),
        (f"{NAME}\ndòng một\ndòng hai", "dòng một\ndòng hai"),
    ],
)
def test_a_mention_is_meant_for_the_bot_and_no_part_of_the_question(speaker, words, question):
    message = written(speaker, words)
    assert is_addressed(message)
    assert asked(message) == question


@pytest.mark.parametrize(
    "words", [QUESTION, "@mai_anh hỏi hoibao_test_bot đi", "@hoibao_test_bot2 Ai?", "a@b.vn"]
)
def test_what_mentions_nobody_or_somebody_else_is_not(speaker, words):
    assert not is_addressed(written(speaker, words))


def test_a_mention_of_a_bot_without_a_name_counts_by_its_number(speaker):
    entity = {"type": "text_mention", "offset": 0, "length": 3, "user": BOT}
    message = read(speaker.message(text=f"Bot {QUESTION}", entities=[entity]))
    assert is_addressed(message)
    assert asked(message) == QUESTION
    entity = {**entity, "user": SOMEBODY}
    assert not is_addressed(read(speaker.message(text="Mai ơi", entities=[entity])))


def test_a_reply_to_the_bot_is_meant_for_it_and_one_to_others_is_not(speaker):
    assert is_addressed(written(speaker, "Năm nào?", reply_to=bots()))
    assert not is_addressed(written(speaker, "Năm nào?", reply_to=others()))
    # Said to somebody else below an answer of the bot.
    assert not is_addressed(written(speaker, "@mai_anh xem này", reply_to=bots()))
    assert is_addressed(written(speaker, f"{NAME} @mai_anh là ai?", reply_to=others()))
    # A sticker or photo as a reply asks nothing.
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    assert not is_addressed(read(speaker.message(photo=photo, reply_to=bots())))


def test_in_a_topic_that_the_bot_opened_not_everything_is_a_reply(speaker):
    created = {"name": "Hỏi đáp", "icon_color": 7322096}
    opening = bots(forum_topic_created=created)
    del opening["text"]
    assert not is_addressed(written(speaker, QUESTION, reply_to=opening))


@pytest.mark.parametrize("words", [NAME, "/hoi", f"/hoi{NAME}"])
def test_a_mention_alone_passes_on_what_is_replied_to(speaker, words):
    assert asked(written(speaker, words, reply_to=others("Cầu dài bao nhiêu?"))) == (
        "Cầu dài bao nhiêu?"
    )
    quote = {"text": "bao nhiêu", "position": 9}
    quoting = written(speaker, words, reply_to=others("Cầu dài bao nhiêu?"), quote=quote)
    assert asked(quoting) == "bao nhiêu"
    assert asked(written(speaker, words)) == ""
    assert asked(written(speaker, words, reply_to=bots())) == ""


def test_what_was_written_with_our_inline_mode_is_no_question(speaker):
    assert not is_addressed(written(speaker, f"{NAME} Ai?", via_bot=BOT))
    private = read({**others(via_bot=BOT), "chat": {"id": 5, "type": "private"}})
    assert not is_addressed(private)


def test_programs_and_channels_are_not_answered_but_anonymous_admins_are(speaker):
    words = f"{NAME} {QUESTION}"
    program = {"id": 8, "is_bot": True, "first_name": "Khác"}
    assert not is_addressed(written(speaker, words, **{"from": program}))
    group = {"id": GROUP, "type": "supergroup", "title": "Tòa soạn"}
    anonymous = {"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}}
    assert is_addressed(written(speaker, words, **anonymous, sender_chat=group))
    channel = {"id": -1009, "type": "channel", "title": "Kênh"}
    service = {"from": {"id": 777000, "is_bot": False, "first_name": "Telegram"}}
    forward = {**service, "sender_chat": channel, "is_automatic_forward": True}
    assert not is_addressed(written(speaker, words, **forward))


def test_commands_of_other_bots_are_not_ours(speaker):
    names = frozenset({"hoi"})
    assert is_command(written(speaker, "/hoi Ai?"), names)
    assert is_command(written(speaker, f"/HOI{NAME} Ai?"), names)
    assert not is_command(written(speaker, "/hoi@khac_bot Ai?"), names)
    assert not is_command(written(speaker, "/choi Ai?"), names)
    assert not is_command(written(speaker, "Ai? /hoi"), names)


async def test_only_what_is_meant_for_the_bot_is_answered(telegram, bot, shelf):
    an = Person(telegram).within(GROUP)
    await an.says("Hôm nay ăn gì?")
    await an.says("Ai?", reply_to=others())
    await an.says("/hoi@khac_bot Ai?")
    number = await an.says(f"{NAME} {QUESTION}")
    answer = await an.hears()
    assert shelf.asked == [QUESTION]
    assert SENTENCE in answer.text
    assert answer.reply_to == number
    assert SENTENCE in (await an.asks(f"/hoi {QUESTION}")).text
    assert SENTENCE in (await an.asks("Vì sao?", reply_to=answer)).text
    assert len(an.heard()) == 3


async def test_a_topic_keeps_its_thread(telegram, bot):
    an = Person(telegram).within(GROUP, topic=77)
    assert (await an.asks(f"{NAME} {QUESTION}")).topic == 77
    assert (await an.asks("/help")).topic == 77
    assert telegram.called("sendChatAction")[0].fields["message_thread_id"] == "77"


async def test_a_photo_in_a_group_is_remarked_on_only_if_it_is_meant_for_the_bot(telegram, bot):
    an = Person(telegram).within(GROUP)
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    await an.sends(photo=photo, caption="Đẹp không?")
    mention = {"type": "mention", "offset": 0, "length": len(NAME)}
    await an.sends(photo=photo, caption=f"{NAME} đây là ai?", caption_entities=[mention])
    assert (await an.hears()).text == text("vi", "telegram-text-only")
    assert len(an.heard()) == 1


@pytest.mark.parametrize("changes", [{"groups": "listed"}])
async def test_admins_open_and_close_groups(telegram, bot, journal, shelf):
    an, admin = Person(telegram).within(GROUP), Person(telegram, ADMIN).within(GROUP)
    closed = text("vi", "telegram-group-closed")
    assert (await an.asks(f"{NAME} {QUESTION}")).text == closed
    await an.says(f"{NAME} {QUESTION}")  # said once, not with every question
    await an.says("/monhom")
    assert (await admin.says("/monhom"), shelf.asked)[1] == []
    admin._heard = an._heard
    assert "Đã mở nhóm" in (await admin.hears()).text
    an._heard = admin._heard
    assert SENTENCE in (await an.asks(f"{NAME} {QUESTION}")).text
    admin._heard = an._heard
    assert "Đã đóng nhóm" in (await admin.asks("/dongnhom")).text
    assert not journal.is_allowed_chat(GROUP)
    # In private nothing has changed.
    assert SENTENCE in (await Person(telegram).asks(QUESTION)).text


async def test_opening_is_for_groups(admin, journal):
    assert (await admin.asks("/monhom")).text == text("vi", "telegram-group-usage")
    assert not journal.is_allowed_chat(ADMIN)


async def test_where_all_groups_are_answered_closing_says_so(telegram, bot):
    admin = Person(telegram, ADMIN).within(GROUP)
    assert "HOIBAO_GROUPS" in (await admin.asks("/dongnhom")).text


@pytest.mark.parametrize("changes", [{"groups": "listed"}])
async def test_a_group_that_becomes_a_supergroup_stays_open(telegram, bot, journal):
    journal.allow_chat(GROUP, ADMIN)
    an = Person(telegram).within(GROUP)
    await an.sends(migrate_to_chat_id=-100777)
    later = Person(telegram).within(-100777)
    await later.sends(migrate_from_chat_id=GROUP)
    assert SENTENCE in (await later.asks(f"{NAME} {QUESTION}")).text
    assert not journal.is_allowed_chat(GROUP)


async def test_an_answer_follows_a_group_that_becomes_a_supergroup_meanwhile(telegram, bot):
    an, later = Person(telegram).within(GROUP), Person(telegram).within(-100777)
    await later.says("Từ giờ ta ở đây nhé.")
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    moved = {"migrate_to_chat_id": -100777}
    telegram.faults.append(Fault("sendMessage", 400, words, moved, chat=GROUP))
    await an.says(f"{NAME} {QUESTION}")
    assert SENTENCE in (await later.hears()).text
    assert an.heard() == []


@pytest.mark.parametrize("changes", [{"groups": "listed"}])
async def test_a_group_that_is_not_open_is_told_so_when_the_bot_comes(telegram, bot):
    an = Person(telegram).within(GROUP)
    await an.does(my_chat_member=membership(an, "left", "member"))
    assert (await an.hears()).text == text("vi", "telegram-group-closed")
    await an.says(f"{NAME} {QUESTION}")  # which was just said
    await Person(telegram).asks("/help")
    assert len(an.heard()) == 1


async def test_an_edited_question_to_another_bot_is_left_alone(telegram, bot, shelf):
    an = Person(telegram).within(GROUP)
    number = await an.says("/hoi@khac_bot Ai?")
    await an.edits(number, "/hoi@khac_bot Ai vậy?")
    number = await an.says(f"/hoi {QUESTION}")
    await an.hears()
    await an.edits(number, "/hoi Ai là Chủ tịch?")
    await telegram.until(lambda: "Ai là Chủ tịch?" in shelf.asked, "the edited question")
    assert not any("Ai?" in question or "vậy" in question for question in shelf.asked)


async def test_an_anonymous_admin_chooses_for_all_who_stay_anonymous_there(telegram, bot, journal):
    an = Person(telegram, 1087968824, "Group", language=None).within(GROUP)
    an.user["is_bot"] = True
    await an.says("/ngonngu en", sender_chat=an.chat)
    assert (await an.hears()).text == text("en", "telegram-language-en")
    assert journal.language(GROUP) == "en"
    assert not any(str(GROUP) in scope for scope, _ in telegram.commands)


async def test_the_bot_introduces_itself_to_a_group_and_leaves_quietly(telegram, bot, caplog):
    an = Person(telegram).within(GROUP)
    await an.does(my_chat_member=membership(an, "left", "member"))
    assert NAME in (await an.hears()).text
    await an.does(my_chat_member=membership(an, "member", "kicked"))
    private = Person(telegram)
    await private.does(my_chat_member=membership(private, "member", "kicked"))
    await private.does(my_chat_member=membership(private, "kicked", "member"))
    await private.asks("/help")
    assert len(an.heard()) == 1
    assert len(private.heard()) == 1
    assert [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []
