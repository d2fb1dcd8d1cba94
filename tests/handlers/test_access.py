"""Who is answered: everybody, the listed, the invited; and not the blocked or those in a hurry."""

import threading
import time

import pytest

from bot.handlers import access
from bot.messages import text
from tests.e2e.telegram import NAME, Fault, Person, membership
from tests.handlers.conftest import ADMIN
from tests.samples import SENTENCE, answer

GROUP = -1001234
QUESTION = "Ai là Bí thư?"
INVITED = {"access": "invited"}
LISTED = {"access": "listed", "people": frozenset({7})}


@pytest.mark.parametrize("changes", [LISTED])
async def test_on_a_list_are_those_on_it_and_the_admins(telegram, bot, shelf, admin):
    stranger, member = Person(telegram, 6), Person(telegram, 7)
    refusal = await stranger.asks(QUESTION)
    assert refusal.text == text("vi", "telegram-access-listed", person="6").replace(
        "<code>6</code>", "6"
    )
    assert shelf.asked == []
    assert SENTENCE in (await member.asks(QUESTION)).text
    assert SENTENCE in (await admin.asks(QUESTION)).text
    assert "danh sách" in (await stranger.asks("/start")).text
    assert await stranger.types("Ai là Bí thư?") == []
    # A code would not help; but everybody may see and erase what is kept of them.
    assert "danh sách" in (await stranger.asks("abcdefghjk")).text
    assert "Tôi giữ lại những gì" in (await stranger.asks("/quyenriengtu")).text
    asked = await stranger.asks("/xoadulieu")
    await stranger.presses(asked, "Xóa hết")
    await telegram.until(lambda: "Đã xóa" in asked.text, "erasure")


@pytest.mark.parametrize("changes", [INVITED])
async def test_a_code_lets_as_many_in_as_the_admin_said(telegram, bot, admin, shelf):
    invitation = await admin.asks("/taoma 2")
    code = invitation.text.split("2 người: ")[1].split("\n")[0]
    assert f"https://t.me/{NAME[1:]}?start={access.CODE_PREFIX}{code}" in invitation.text
    first, second, third = (Person(telegram, number) for number in (11, 12, 13))
    assert "mã mời" in (await first.asks(QUESTION)).text
    assert "hợp lệ" in (await first.asks(code.upper())).text
    assert SENTENCE in (await first.asks(QUESTION)).text
    # By the link, too; and pressing it twice is no second use.
    assert "hợp lệ" in (await second.asks(f"/start code_{code}")).text
    assert "Xin chào" in (await second.asks(f"/start code_{code}")).text
    assert "không đúng" in (await third.asks(code)).text
    assert "không đúng" in (await third.asks("khongphaima")).text
    assert shelf.asked == [QUESTION]


@pytest.mark.parametrize("changes", [INVITED])
async def test_a_group_is_no_way_around_an_invitation_unless_an_admin_opens_it(
    telegram, bot, journal, shelf
):
    an = Person(telegram).within(GROUP)
    await an.says("Hôm nay ăn gì?")
    assert (await an.asks(f"{NAME} {QUESTION}")).text == text("vi", "telegram-group-closed")
    journal.allow_chat(GROUP, ADMIN)
    assert SENTENCE in (await an.asks(f"{NAME} {QUESTION}")).text
    assert len(an.heard()) == 2


@pytest.mark.parametrize("changes", [INVITED])
async def test_who_cannot_be_told_that_they_are_not_let_in_is_not_let_in(
    telegram, bot, admin, shelf
):
    stranger = Person(telegram)
    later = {"retry_after": 3600}
    telegram.faults.append(Fault("sendMessage", 429, "Too Many Requests", later, chat=stranger.id))
    await stranger.says("Ai là Bí thư?")
    await telegram.until(lambda: not telegram.faults, "the refusal")
    await admin.asks(QUESTION)
    assert "mã mời" in (await stranger.asks("Ai là Chủ tịch?")).text
    assert shelf.asked == [QUESTION]


@pytest.mark.parametrize("changes", [INVITED])
async def test_a_group_that_is_not_open_to_all_is_not_promised_to_be(telegram, bot, admin):
    an = Person(telegram).within(GROUP)
    await an.does(my_chat_member=membership(an, "left", "member"))
    assert (await an.hears()).text == text("vi", "telegram-group-closed")
    there = admin.within(GROUP)
    await there.hears()
    said = await there.asks("/dongnhom")
    assert said.text == text("vi", "telegram-group-some")


@pytest.mark.parametrize("changes", [{"groups": "listed"}])
async def test_buttons_in_a_group_that_is_not_open_speak_of_the_group(telegram, bot, admin):
    card = await admin.within(GROUP).asks(f"/hoi {QUESTION}")
    toast = await Person(telegram, 6).within(GROUP).presses_data(card, "x")
    assert toast == text("vi", "telegram-group-not-open")


@pytest.mark.parametrize("changes", [INVITED])
async def test_buttons_of_who_is_not_let_in_do_nothing(telegram, bot, admin):
    card = await admin.asks(QUESTION)
    stranger = Person(telegram, 6)
    toast = await stranger.presses_data(card, card.buttons[0][0].get("callback_data", "x"))
    assert toast == text("vi", "telegram-access-closed")


@pytest.mark.parametrize("words", ["/taoma 0", "/taoma -1", "/taoma mười", "/taoma 1001"])
async def test_an_impossible_invitation_is_explained(admin, words):
    assert "/taoma 10" in (await admin.asks(words)).text


async def test_an_invitation_where_everybody_is_let_in_says_that_it_is_for_nothing(admin):
    assert "HOIBAO_ACCESS=invited" in (await admin.asks("/taoma")).text


@pytest.mark.parametrize("command", ["/taoma", "/chan 5", "/bochan 5", "/monhom", "/status"])
async def test_admins_commands_are_for_admins(an, journal, command):
    assert (await an.asks(command)).text == text("vi", "telegram-admins-only")
    assert not journal.blocked(5)


async def test_the_blocked_hear_nothing_until_they_are_let_in_again(telegram, bot, admin, shelf):
    rude = Person(telegram, 66)
    await rude.asks(QUESTION)
    assert "Đã chặn 66" in (await admin.asks("/chan 66")).text
    await rude.says(QUESTION)
    await rude.says("/start")
    assert "Đã bỏ chặn 66" in (await admin.asks("/bochan 66")).text
    assert SENTENCE in (await rude.asks(QUESTION)).text
    assert len(rude.heard()) == 2
    assert shelf.asked.count(QUESTION) == 2


async def test_blocking_by_reply(telegram, bot, journal):
    rude, admin = Person(telegram, 66).within(GROUP), Person(telegram, ADMIN).within(GROUP)
    said = rude.message(text="Bậy bạ")
    assert "Đã chặn 66" in (await admin.asks("/chan", reply_to=said)).text
    assert journal.blocked(66)


@pytest.mark.parametrize(
    ("words", "said"), [("/chan", "/chan"), ("/bochan", "/bochan"), ("/chan Mai", "/chan")]
)
async def test_blocking_needs_somebody(admin, words, said):
    assert f"gõ {said}" in (await admin.asks(words)).text


async def test_admins_cannot_be_blocked(admin, journal):
    assert (await admin.asks(f"/chan {ADMIN}")).text == text("vi", "telegram-block-admin")
    assert not journal.blocked(ADMIN)


@pytest.mark.parametrize("changes", [{"person_rate": 3}])
async def test_a_flood_is_told_once_and_delays_nobody(telegram, bot, shelf):
    flood, other = Person(telegram, 1), Person(telegram, 2)
    for number in range(300):  # more than are dealt with side by side
        await flood.says(f"câu {number}?")
    assert SENTENCE in (await other.asks(QUESTION)).text
    heard = [await flood.hears() for _ in range(4)]
    assert sum("hơi nhanh" in said.text for said in heard) == 1
    await telegram.until(lambda: telegram.confirmed == 301, "confirmation of all")
    assert len(flood.heard()) == 4
    assert len(shelf.asked) == 4


@pytest.mark.parametrize("changes", [{"group_rate": 2}])
async def test_a_groups_rate_is_all_its_members_together(telegram, bot, shelf):
    members = [Person(telegram, number).within(GROUP) for number in range(1, 5)]
    for member in members:
        await member.says("Hôm nay ăn gì?")
        await member.says(f"{NAME} {QUESTION}")
    await telegram.until(lambda: len(members[0].heard()) == 3, "two answers and a word")
    assert sum("Nhóm mình" in said.text for said in members[0].heard()) == 1
    # Each for themselves may go on in private.
    assert SENTENCE in (await Person(telegram, 4).asks(QUESTION)).text


@pytest.mark.parametrize("changes", [{"person_rate": 2}])
async def test_what_was_asked_during_an_outage_is_no_flood(telegram, bot, shelf):
    an, now = Person(telegram), int(time.time())
    for hour in range(6, 0, -1):
        await an.says(f"câu {hour}?", date=now - hour * 3600)
    for _ in range(6):
        assert SENTENCE in (await an.hears()).text


@pytest.mark.parametrize("changes", [{"person_rate": 1}])
async def test_buttons_in_quick_succession_are_answered_but_not_obeyed(telegram, bot):
    an = Person(telegram)
    offer = await an.asks("/ngonngu")
    choices = ["auto", "vi"] * 4
    said = [await an.presses_data(offer, f"ngonngu:{choice}") for choice in choices]
    assert said.count(text("vi", "telegram-button-too-fast")) == 3


@pytest.mark.parametrize("changes", [{"workers": 1, "queue": 1}])
async def test_when_too_many_wait_the_next_is_told_so_at_once(telegram, bot, shelf):
    patient = threading.Event()

    def think(question):
        patient.wait(30)
        return answer()

    shelf.says = think
    people = [Person(telegram, number) for number in range(1, 4)]
    for person in people:
        await person.says(QUESTION)
    busy = text("vi", "error-busy")
    await telegram.until(lambda: any(person.heard() for person in people), "a word")
    told = [person for person in people if person.heard()]
    assert [(await person.hears()).text for person in told] == [busy]
    patient.set()
    for person in people:
        if person not in told:
            assert SENTENCE in (await person.hears()).text
    assert SENTENCE in (await told[0].asks(QUESTION)).text
