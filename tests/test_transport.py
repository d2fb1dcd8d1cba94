"""Order and pace of what comes in and goes out; nothing lost, nothing twice."""

import asyncio
import gc
import inspect
import logging
import os
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from telegram import Chat, Message, Update
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.errors import TokenBusyError, TokenRejectedError
from bot.handlers import replies
from bot.handlers.replies import persistently
from bot.transport import inbox as inbox_module
from bot.transport import ledger as ledger_module
from bot.transport import traffic
from bot.transport.inbox import Inbox
from bot.transport.ledger import Ledger
from bot.transport.polling import BATCH, ESTABLISHED_AFTER, LONG_POLL, Poller, connect, until
from bot.transport.traffic import ChatOrder, Throttle

API = "http://127.0.0.1:1"


class Clock:
    """Time that passes when somebody sleeps."""

    def __init__(self):
        self.now = 1000.0
        self.slept = []

    def __call__(self):
        return self.now

    async def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


def update(number, chat=1):
    message = Message(number, datetime.now(UTC), Chat(chat, "private"), text="?")
    return Update(number, message=message)


class Server:
    """Telegram's queue of updates, as far as getUpdates goes; ``fails`` is what it raises first."""

    def __init__(self, *numbers, fails=()):
        self.queue = list(numbers)
        self.fails = list(fails)
        self.polls = []
        self.stop = asyncio.Event()

    async def get_updates(self, *, offset, timeout, allowed_updates):  # noqa: ASYNC109
        self.polls.append((offset, timeout))
        if self.fails:
            failure = self.fails.pop(0)
            if failure is not None:
                raise failure
        self.queue = [number for number in self.queue if number >= offset]
        if not self.queue and timeout:
            self.stop.set()  # nothing to come: the test is over
            await asyncio.sleep(3600)
        await asyncio.sleep(0)
        return tuple(update(number) for number in self.queue[:BATCH])


def polling(server, deliver, inbox=None, clock=None):
    clock = clock or Clock()
    return Poller(server, inbox or Inbox(), deliver, api=API, clock=clock, sleep=clock.sleep)


async def test_an_update_is_confirmed_only_when_it_is_done():
    server, inbox, delivered = Server(5, 6), Inbox(), []

    async def deliver(update):
        delivered.append(update.update_id)

    poller = polling(server, deliver, inbox)
    running = asyncio.create_task(poller.run(server.stop))
    while len(server.polls) < 3:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    # Asked again and again without confirming; each was delivered once.
    assert {poll for poll in server.polls[1:]} == {(5, 0)}
    assert delivered == [5, 6]
    inbox.done(6)
    await asyncio.sleep(0.3)
    assert server.polls[-1] == (5, 0)
    inbox.done(5)
    await running
    assert server.polls[-1] == (7, LONG_POLL)


async def test_what_is_done_is_confirmed_at_the_end():
    server = Server(5)

    async def deliver(update):
        inbox.done(update.update_id)

    inbox = Inbox()
    poller = polling(server, deliver, inbox)
    await poller.run(server.stop)
    server.fails = [Conflict("the old poll still counts")]
    await poller.close()
    assert server.polls[-1] == (6, 0)
    assert server.queue == []


async def test_an_update_that_takes_long_does_not_keep_others_waiting():
    clock = Clock()
    inbox, delivered = Inbox(clock), []
    server = Server(*range(1, BATCH + 11))

    async def deliver(update):
        delivered.append(update.update_id)
        clock.now += 2 * inbox_module.PATIENCE / BATCH
        if update.update_id > 1:
            inbox.done(update.update_id)

    await polling(server, deliver, inbox, clock).run(server.stop)
    assert delivered == list(range(1, BATCH + 11))


async def test_what_is_done_while_a_request_is_under_way_is_not_answered_twice():
    inbox = Inbox()
    delivered: list[int] = []

    class Slow(Server):
        async def get_updates(self, *, offset, timeout, allowed_updates):  # noqa: ASYNC109
            updates = await super().get_updates(
                offset=offset, timeout=timeout, allowed_updates=allowed_updates
            )
            # The server has made up its answer; before it arrives, the first update is done.
            if delivered:
                inbox.done(delivered[0])
            if len(self.polls) > 3:
                for number in delivered:
                    inbox.done(number)
            return updates

    async def deliver(update):
        delivered.append(update.update_id)

    server = Slow(7, 8, 9)
    async with asyncio.timeout(10):
        await polling(server, deliver, inbox).run(server.stop)
    assert delivered == [7, 8, 9]


def test_the_inbox_keeps_no_book_of_what_is_over():
    inbox = Inbox()
    for number in range(10_000):
        assert inbox.take(number)
        inbox.done(number)
        inbox.confirmed(inbox.offset)
    assert inbox.offset == 10_000
    assert len(inbox._done) == len(inbox._arrived) == 0


def test_the_inbox_follows_telegram_when_it_numbers_anew():
    inbox = Inbox()
    for number in (900_000, 17):
        assert inbox.take(number)
        inbox.done(number)
    assert inbox.offset == 18


async def ignore(update):
    pytest.fail("nothing to deliver")


async def test_a_newcomer_gives_way_to_the_bot_that_was_there_first():
    server = Server(fails=[Conflict("terminated by other getUpdates request")] * 50)
    with pytest.raises(TokenBusyError):
        await polling(server, ignore).run(server.stop)
    assert len(server.polls) == 6


async def test_a_few_conflicts_while_the_old_bot_ends_are_nothing():
    server = Server(fails=[Conflict("terminated by other getUpdates request")] * 4)
    await polling(server, ignore).run(server.stop)


async def test_an_established_bot_stays_when_a_second_one_comes(caplog):
    clock = Clock()
    server = Server(fails=[NetworkError("down")] * 12 + [Conflict("two of us")] * 50)
    await polling(server, ignore, clock=clock).run(server.stop)
    assert clock.now - 1000 > ESTABLISHED_AFTER
    assert "another program" in caplog.text


async def test_a_token_revoked_while_running_ends_the_bot():
    server = Server(fails=[None, *[InvalidToken()] * 9])
    server.queue = [1]

    async def deliver(update):
        inbox.done(update.update_id)

    inbox = Inbox()
    with pytest.raises(TokenRejectedError):
        await polling(server, deliver, inbox).run(server.stop)
    assert len(server.polls) == 4


async def test_a_single_rejection_of_a_good_token_is_survived():
    server = Server(fails=[InvalidToken()])
    await polling(server, ignore).run(server.stop)


async def test_an_outage_is_waited_out_longer_and_longer(caplog):
    caplog.set_level(logging.INFO)
    clock = Clock()
    outage = [TimedOut(), *[NetworkError("no route to host")] * 12, RetryAfter(7)]
    server, inbox = Server(1, fails=outage), Inbox()

    async def deliver(update):
        inbox.done(update.update_id)

    await polling(server, deliver, inbox, clock).run(server.stop)
    *waits, told = clock.slept
    assert told == 7
    assert waits == sorted(waits)
    assert waits[0] == 1
    assert waits[-1] == 30
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]


async def test_connecting_lasts_as_long_as_the_outage():
    fails = [NetworkError("no route to host"), RetryAfter(0)]

    async def initialize():
        if fails:
            raise fails.pop(0)

    assert await connect(initialize, asyncio.Event(), api=API)


async def test_connecting_ends_with_a_wrong_token_and_with_a_stop():
    async def reject():
        raise InvalidToken("The token `secret` was rejected")

    with pytest.raises(TokenRejectedError) as caught:
        await connect(reject, asyncio.Event(), api=API)
    assert caught.value.details == {"api": API}
    assert "secret" not in str(caught.value)

    stop = asyncio.Event()

    async def fail():
        stop.set()
        raise NetworkError("no route to host")

    assert not await connect(fail, stop, api=API)


async def test_until_gives_the_result_or_stops_the_work():
    async def work():
        return 3

    cancelled = asyncio.Event()

    async def for_ever():
        try:
            await asyncio.sleep(3600)
        finally:
            cancelled.set()

    stop = asyncio.Event()
    assert await until(stop, work()) == 3
    asyncio.get_running_loop().call_later(0.01, stop.set)
    assert await until(stop, for_ever()) is None
    assert cancelled.is_set()


async def test_one_chat_in_order_others_beside_it():
    inbox = Inbox()
    order, happened = ChatOrder(inbox), []
    gate = asyncio.Event()

    async def work(number):
        if number == 1:
            await gate.wait()
        happened.append(number)

    numbers = {1: 10, 2: 10, 3: 20}
    for number in numbers:
        inbox.take(number)
    tasks = [
        asyncio.create_task(order.process_update(update(number, chat), work(number)))
        for number, chat in numbers.items()
    ]
    await asyncio.sleep(0.01)
    assert happened == [3]
    assert inbox.offset == 1
    gate.set()
    await asyncio.gather(*tasks)
    assert happened == [3, 1, 2]
    assert inbox.offset == 4
    del tasks
    gc.collect()
    assert len(order._locks) == 0


async def test_cancelling_what_waits_for_its_turn_leaves_nothing_behind():
    inbox = Inbox()
    order = ChatOrder(inbox)
    works = [asyncio.sleep(3600), asyncio.sleep(3600)]
    tasks = []
    for number, work in enumerate(works, start=1):
        inbox.take(number)
        tasks.append(asyncio.create_task(order.process_update(update(number), work)))
    await asyncio.sleep(0.01)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert [inspect.getcoroutinestate(work) for work in works] == [inspect.CORO_CLOSED] * 2
    assert inbox.offset == 1


async def test_a_failed_update_is_done_and_a_cancelled_one_is_not():
    inbox = Inbox()
    order = ChatOrder(inbox)
    inbox.take(1)
    inbox.take(2)

    async def fail():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await order.process_update(update(1), fail())
    task = asyncio.create_task(order.process_update(update(2), asyncio.sleep(3600)))
    await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert inbox.offset == 2


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def throttle(clock):
    return Throttle(clock, clock.sleep)


async def send(throttle, answers, chat=1, endpoint="sendMessage"):
    async def callback():
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return await throttle.process_request(callback, (), {}, endpoint, {"chat_id": chat}, None)


async def test_the_throttle_waits_as_told_and_sends_again(throttle, clock):
    assert await send(throttle, [RetryAfter(5), RetryAfter(2), True])
    assert clock.slept == [5, 2]


async def test_the_throttle_gives_up_after_three_times_and_on_very_long_waits(throttle, clock):
    with pytest.raises(RetryAfter):
        await send(throttle, [RetryAfter(1)] * 4 + [True])
    with pytest.raises(RetryAfter):
        await send(throttle, [RetryAfter(3600), True])
    assert sum(clock.slept) == 3


async def test_the_throttle_makes_nobody_else_wait(throttle, clock):
    throttle._not_before[1] = clock.now + 30
    assert await send(throttle, [True], chat=2)
    assert await send(throttle, [True], chat=1, endpoint="sendChatAction")
    assert clock.slept == []
    assert await send(throttle, [True], chat=1)
    assert clock.slept == [30]


async def test_calls_without_a_chat_wait_for_their_own_kind_only(throttle, clock):
    assert await send(throttle, [RetryAfter(5), True], None, "setMyDescription")
    clock.slept.clear()
    throttle._not_before["setMyDescription"] = clock.now + 30
    assert await send(throttle, [True], None, "answerCallbackQuery")
    assert clock.slept == []
    assert await send(throttle, [True], None, "setMyDescription")
    assert clock.slept == [30]


async def test_the_throttle_forgets_groups_that_are_quiet():
    throttle = Throttle()
    for chat in range(-2000, 0):
        await throttle._group(chat).acquire() if chat % 4 == 0 else throttle._group(chat)
    assert len(throttle._groups) < traffic.IDLE_LIMITERS + 500


@pytest.mark.parametrize(
    ("refusal", "cause", "attempts"),
    [
        (BadRequest("chat not found"), None, 1),
        (TimedOut(), httpx.ReadTimeout("it may have arrived"), 1),
        (TimedOut(), httpx.ConnectTimeout("it never left"), 3),
        (NetworkError("Bad Gateway"), None, 3),
    ],
)
async def test_what_may_help_is_repeated_and_nothing_else(refusal, cause, attempts, monkeypatch):
    monkeypatch.setattr(replies, "_PAUSES", (0, 0))
    made = []

    async def fail():
        made.append(1)
        raise refusal from cause

    with pytest.raises(type(refusal)):
        await persistently(fail)
    assert len(made) == attempts


def test_what_was_done_before_a_kill_is_not_taken_again(tmp_path):
    path = tmp_path / "updates.txt"
    inbox = Inbox(ledger=Ledger(path))
    assert all(inbox.take(number) for number in (5, 6, 7))
    inbox.done(6)
    inbox.done(7)
    inbox.close()
    again = Inbox(ledger=Ledger(path))
    assert [number for number in (5, 6, 7) if again.take(number)] == [5]
    assert again.offset == 5
    again.done(5)
    assert again.offset == 8
    again.confirmed(8)
    again.close()
    assert path.read_text() == ""


def test_when_all_that_comes_is_done_already_it_is_confirmed(tmp_path):
    ledger = Ledger(tmp_path / "updates.txt")
    ledger.keep([5, 6])
    ledger.close()
    inbox = Inbox(ledger=ledger)
    assert not inbox.take(5)
    assert not inbox.take(6)
    assert inbox.offset == 7
    inbox.close()


def test_the_ledger_stays_short(tmp_path, monkeypatch):
    monkeypatch.setattr(ledger_module, "_LONG", 10)
    path = tmp_path / "updates.txt"
    inbox = Inbox(ledger=Ledger(path))
    inbox.take(1)  # which is never finished, so nothing after it can be confirmed
    for number in range(2, 500):
        inbox.take(number)
        inbox.done(number)
        inbox.confirmed(number - 5)
        assert len(path.read_text().split()) < 30
    inbox.close()


def test_a_ledger_that_is_old_or_strange_says_nothing(tmp_path, caplog):
    path = tmp_path / "updates.txt"
    assert Ledger(path).read() == set()
    path.write_bytes(b"7\nsieben\n\xc3\xa9\n")
    assert Ledger(path).read() == set()
    path.write_text("7\nsieben\n8")
    assert Ledger(path).read() == {7, 8}
    os.utime(path, (1, 1))
    assert Ledger(path).read() == set()
    assert "cannot be read" in caplog.text


def test_without_a_place_for_a_ledger_the_bot_goes_on_and_says_so_once(tmp_path, caplog):
    inbox = Inbox(ledger=Ledger(tmp_path / "no" / "such" / "updates.txt"))
    for number in (1, 2, 3):
        assert inbox.take(number)
        inbox.done(number)
        inbox.confirmed(number)
    inbox.close()
    assert caplog.text.count("cannot be written") == 1


def test_a_full_disk_is_no_failure(tmp_path, caplog):
    ledger = Ledger(tmp_path / "updates.txt")
    ledger.keep([])
    assert ledger._file is not None
    ledger._file.close()
    with Path("/dev/full").open("a") as full:
        ledger._file = full
        ledger.note(1)
        ledger.note(2)
    assert caplog.text.count("cannot be written") == 1
