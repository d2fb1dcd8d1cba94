"""The desk: asking, turning pages, rating, appealing; with a real edition and a real journal."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest

from bot.desk import Asker, Desk
from bot.journal.journal import Journal
from bot.permalinks import permalink
from bot.refusals import AnswerGoneError, AppealLimitError, AppealRepeatedError
from embeddings.errors import EmptyQuestionError
from tests.shelf import FIRST, LEAD, SECOND, THIRD, article, shelf

AN = Asker(4242, 4242, "vi")
BINH = Asker(7, 7, "vi")
HOW_MANY = "Có bao nhiêu công việc đột phá?"
WHO = "Ai là Bí thư Đảng ủy Khối?"
UNKNOWN = "Ai vô địch World Cup?"


class Clock:
    """Time as the test wants it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 5, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **duration: float) -> None:
        self.now += timedelta(**duration)


@pytest.fixture
def library(tmp_path):
    made = shelf(tmp_path / "home")
    made.says = {
        HOW_MANY: ["402 công việc đột phá", "13 nhiệm vụ", "24 bộ thủ tục hành chính"],
        WHO: ["Nguyễn Thúy Hà"],
    }
    return made


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def journal(tmp_path):
    with Journal.open(tmp_path / "journal.sqlite") as opened:
        yield opened


@pytest.fixture
def desk(library, journal, clock):
    return Desk(library, journal, clock=clock)


@pytest.fixture
def restarted(library, journal, clock):
    """Another process's desk: it knows what the journal knows."""
    return lambda: Desk(library, journal, clock=clock)


def test_an_answer_has_an_id_that_fits_everywhere(desk):
    reply = desk.ask(AN, HOW_MANY)
    assert re.fullmatch(r"[A-Za-z0-9_-]{12}", reply.id)
    assert reply.answer is not None
    assert reply.answer.best is not None
    assert reply.answer.best.text == "402 công việc đột phá"
    assert desk.ask(AN, HOW_MANY).id != reply.id


def test_the_first_page_is_what_was_answered(desk):
    page = desk.ask(AN, HOW_MANY).page
    assert (page.number, page.answered, page.question) == (1, True, HOW_MANY)
    # Two answers in one passage are one page.
    assert [spot.passage and spot.passage.text for spot in page.spots] == [FIRST, SECOND]
    assert page.spot.best == "402 công việc đột phá"
    assert [page.spot.words(mark) for mark in page.spot.marks] == [
        "402 công việc đột phá",
        "13 nhiệm vụ",
    ]


def test_pages_are_turned_and_are_the_same_as_at_first(desk, restarted):
    reply = desk.ask(AN, HOW_MANY)
    for where in (desk, restarted()):
        assert where.page(reply.id, 1) == reply.page
        assert where.page(reply.id, 2).spot.best == "24 bộ thủ tục hành chính"


@pytest.mark.parametrize("number", [0, 3, 99, -1])
def test_a_page_that_is_not_there(desk, number):
    with pytest.raises(AnswerGoneError):
        desk.page(desk.ask(AN, HOW_MANY).id, number)


@pytest.mark.parametrize("number", ["", "abc", "A" * 12, "A" * 13, "đ" * 12])
def test_an_answer_nobody_knows(desk, number):
    for do in (
        lambda: desk.page(number, 1),
        lambda: desk.context(number, 1),
        lambda: desk.article(number, 1),
        lambda: desk.rate(AN, number, "up"),
        lambda: desk.ask_admin(AN, number),
        lambda: desk.question(number),
        lambda: desk.passage(number),
    ):
        with pytest.raises(AnswerGoneError):
            do()


def test_without_an_answer_the_nearest_are_pages_and_0_is_the_summary(desk, restarted):
    reply = desk.ask(AN, UNKNOWN)
    assert reply.answer is not None
    assert not reply.answer.answered
    assert reply.page.number == 0
    assert len(reply.page.spots) == 3
    for where in (desk, restarted()):
        assert where.page(reply.id, 0) == reply.page
        page = where.page(reply.id, 2)
        assert page.spot.passage == reply.page.spots[1].passage
        assert page.spot.marks == ()
        # Around the summary there is nothing; around its first passage there is.
        assert where.context(reply.id, 0).page.number == 1


def test_what_stands_around_an_answer(desk):
    around = desk.context(desk.ask(AN, HOW_MANY).id, 2)
    assert around.page.spot.passage.text == SECOND
    assert around.before.strip() == FIRST
    assert around.after.strip() == THIRD


def test_at_the_end_of_an_article_nothing_follows(desk):
    around = desk.context(desk.ask(AN, WHO).id, 1)
    assert (around.before.strip(), around.after) == (SECOND, "")


def test_a_part_of_a_long_paragraph_stands_in_the_rest_of_it(library, desk):
    sentences = [f"Câu số {number} nói về việc thứ {number} của tỉnh." for number in range(60)]
    library.put(article("dai", LEAD, " ".join(sentences), THIRD))
    library.says["Việc thứ 30?"] = ["việc thứ 30 "]
    around = desk.context(desk.ask(AN, "Việc thứ 30?").id, 1)
    text = around.before + around.page.spot.passage.text + around.after
    assert text == " ".join(sentences)


def test_the_article_of_an_answer(desk):
    view = desk.article(desk.ask(AN, HOW_MANY).id, 2)
    assert (view.article.title, view.lead, view.paragraphs) == ("Tiêu đề guong-bac", LEAD, 4)


def test_the_beginning_stands_for_a_lead(library, desk):
    library.put(article("a", FIRST, SECOND))
    assert desk.article(desk.ask(AN, HOW_MANY).id, 1).lead == FIRST


def test_old_answers_are_shown_as_the_library_is_now(desk, library):
    old = desk.ask(AN, HOW_MANY)
    library.put(article("moi", "Mới."), article("guong-bac", THIRD, FIRST, "24 bộ thủ tục khác."))
    page = desk.page(old.id, 1)
    assert page.spot.best == "402 công việc đột phá"
    assert page.spot.passage.number == 2  # it has moved
    assert desk.context(old.id, 1).before.strip() == THIRD
    # The other passage was edited: its article is still known.
    changed = desk.page(old.id, 2).spot
    assert (changed.passage, changed.article.id, changed.best) == (None, "guong-bac", "")
    with pytest.raises(AnswerGoneError):
        desk.context(old.id, 2)
    assert desk.article(old.id, 2).article.id == "guong-bac"


def test_old_answers_from_an_article_that_is_gone(desk, library):
    old = desk.ask(AN, HOW_MANY)
    library.put(article("moi", "Mới."))
    assert desk.page(old.id, 1).spot.article is None
    with pytest.raises(AnswerGoneError):
        desk.article(old.id, 1)


def test_a_permalink_is_a_page_of_its_own(desk, library):
    link = permalink("guong-bac", SECOND)
    page = desk.passage(link)
    assert (page.id, page.question, page.answered) == (link, "", False)
    assert page.spot.passage.text == SECOND
    assert desk.page(link, 1) == page
    assert desk.context(link, 1).before.strip() == FIRST
    assert desk.article(link, 1).lead == LEAD
    library.put(article("guong-bac", "Khác hẳn."))
    assert desk.passage(link).spot.passage is None
    library.put(article("khac", SECOND))
    with pytest.raises(AnswerGoneError):
        desk.passage(link)


def test_the_same_question_is_not_searched_twice_until_articles_change(desk, library):
    first, second = desk.ask(AN, HOW_MANY), desk.ask(BINH, f"  {HOW_MANY}\n")
    assert library.asked == [HOW_MANY]
    assert first.id != second.id
    assert second.answer is not None
    assert second.answer.best == first.answer.best
    library.put(article("guong-bac", FIRST, SECOND, THIRD))
    assert desk.ask(AN, HOW_MANY).answer.edition == library.edition.id
    assert library.asked == [HOW_MANY, HOW_MANY]


def test_a_greeting_is_no_question(desk, library, journal):
    reply = desk.ask(AN, "Chào bạn!")
    assert reply.answer is None
    assert reply.smalltalk is not None
    assert library.asked == []
    assert journal.answer(reply.id) is None
    with pytest.raises(ValueError, match="no pages"):
        assert reply.page


def test_what_cannot_be_asked_is_an_error(desk):
    with pytest.raises(EmptyQuestionError):
        desk.ask(AN, "???")


def test_an_answer_is_written_down(desk, journal, clock, library):
    reply = desk.ask(AN, f" {HOW_MANY} ")
    kept = journal.answer(reply.id)
    assert (kept.person, kept.chat, kept.channel) == (AN.person, AN.chat, "telegram")
    assert (kept.question, kept.understood) == (HOW_MANY, HOW_MANY)
    assert (kept.asked_at, kept.edition) == (clock.now, library.edition.id)
    assert (kept.answered, kept.confidence) == (True, 0.9)
    places = [(place.permalink, FIRST[place.start : place.end]) for place in kept.places[:2]]
    link = permalink("guong-bac", FIRST)
    assert places == [(link, "402 công việc đột phá"), (link, "13 nhiệm vụ")]


def test_silence_is_kept(desk, journal):
    reply = desk.ask(AN, HOW_MANY, silent=True)
    assert reply.answer is not None
    assert journal.answer(reply.id) is None
    with pytest.raises(AnswerGoneError):
        desk.page(reply.id, 1)


class Deaf:
    """A journal that is out of order: it forgets everything."""

    def record_answer(self, answer):
        """Lost."""

    def record_feedback(self, answer, person, verdict, reason=None):
        """Lost."""

    def record_appeal(self, answer, person):
        """Lost."""

    def flush(self, timeout):
        return False

    def answer(self, answer):
        return None

    def feedback(self, answer, person):
        return None


def test_everything_works_while_the_journal_does_not(library, clock):
    desk = Desk(library, Deaf(), clock=clock)
    reply = desk.ask(AN, HOW_MANY)
    assert desk.page(reply.id, 2).spot.best == "24 bộ thủ tục hành chính"
    desk.rate(AN, reply.id, "up")
    assert not desk.noted()
    assert desk.ask_admin(AN, reply.id).question == HOW_MANY


def test_a_rating_can_be_changed_and_is_each_persons_own(desk):
    reply = desk.ask(AN, HOW_MANY)
    desk.rate(AN, reply.id, "down", "incomplete")
    desk.rate(BINH, reply.id, "down", "wrong")
    desk.rate(AN, reply.id, "up")
    assert desk.rating(AN, reply.id).verdict == "up"
    assert desk.rating(AN, reply.id).reason is None
    assert (desk.rating(BINH, reply.id).verdict, desk.rating(BINH, reply.id).reason) == (
        "down",
        "wrong",
    )


def test_a_rating_of_what_is_gone_is_kept_all_the_same(desk, library):
    reply = desk.ask(AN, HOW_MANY)
    library.put(article("khac", "Mới."))
    desk.rate(AN, reply.id, "down")
    assert desk.rating(AN, reply.id).verdict == "down"


def test_a_question_is_handed_on_once(desk):
    reply = desk.ask(AN, UNKNOWN)
    appeal = desk.ask_admin(AN, reply.id)
    assert (appeal.answer, appeal.question) == (reply.id, UNKNOWN)
    with pytest.raises(AppealRepeatedError):
        desk.ask_admin(AN, reply.id)
    # Somebody else in the group may want to know as well.
    desk.ask_admin(BINH, reply.id)


def test_three_questions_an_hour_are_handed_on(desk, clock):
    def appeal() -> None:
        desk.ask_admin(AN, desk.ask(AN, f"{UNKNOWN} {clock.now}").id)

    for _ in range(3):
        appeal()
        clock.wait(minutes=10)
    with pytest.raises(AppealLimitError) as refused:
        appeal()
    assert refused.value.details == {"minutes": 30}
    clock.wait(minutes=31)
    appeal()
    with pytest.raises(AppealLimitError):
        appeal()


FOLLOW_UP = "Còn Bảo hiểm Xã hội thì sao?"
BEFORE = "Đảng ủy Khối có bao nhiêu công việc đột phá?"


def test_a_follow_up_follows_what_was_asked_last(desk, library):
    library.says[BEFORE] = ["402 công việc đột phá"]
    desk.ask(AN, BEFORE)
    reading = desk.ask(AN, FOLLOW_UP).reading
    assert reading is not None
    assert "Bảo hiểm Xã hội" in reading.text
    assert "công việc đột phá" in reading.text


def test_a_follow_up_is_of_the_same_person_in_the_same_chat(desk, library):
    library.says[BEFORE] = ["402 công việc đột phá"]
    desk.ask(AN, BEFORE)
    assert desk.ask(BINH, FOLLOW_UP).reading is None
    assert desk.ask(Asker(AN.person, -100, "vi"), FOLLOW_UP).reading is None


def test_a_reply_is_about_what_it_replies_to(desk, library, restarted, clock):
    library.says[BEFORE] = ["402 công việc đột phá"]
    old = desk.ask(AN, BEFORE)
    clock.wait(days=3)
    for where in (desk, restarted()):
        where.ask(AN, WHO)
        reading = where.ask(AN, FOLLOW_UP, about=old.id).reading
        assert reading is not None
        assert "công việc đột phá" in reading.text


def test_a_reply_to_what_is_forgotten_follows_what_was_asked_last(desk, library):
    library.says[BEFORE] = ["402 công việc đột phá"]
    desk.ask(AN, BEFORE)
    assert desk.ask(AN, FOLLOW_UP, about="A" * 12).reading is not None


def test_afresh(desk, library):
    library.says[BEFORE] = ["402 công việc đột phá"]
    desk.ask(AN, BEFORE)
    desk.fresh(AN)
    assert desk.ask(AN, FOLLOW_UP).reading is None


def test_an_edited_follow_up_follows_what_its_first_version_followed(desk, library):
    library.says[BEFORE] = ["402 công việc đột phá"]
    desk.ask(AN, BEFORE)
    typo = desk.ask(AN, "Con Bao hiem Xa hoi thi sao")
    reading = desk.ask(AN, FOLLOW_UP, instead_of=typo.id).reading
    assert reading is not None
    assert "công việc đột phá" in reading.text
    # The first question followed nothing, and its edited version follows nothing either.
    first = desk.ask(BINH, BEFORE)
    assert desk.ask(BINH, FOLLOW_UP, instead_of=first.id).reading is None


def test_the_question_of_an_answer_stands_alone(desk, library):
    library.says[BEFORE] = ["402 công việc đột phá"]
    desk.ask(AN, BEFORE)
    follow_up = desk.ask(AN, FOLLOW_UP)
    assert desk.question(follow_up.id) == follow_up.reading.text
    assert desk.question(desk.ask(AN, WHO).id) == WHO


def test_somebody_is_forgotten(desk, library, clock):
    mine, theirs = desk.ask(AN, BEFORE), desk.ask(BINH, HOW_MANY)
    desk.forget(AN.person)
    assert desk.ask(AN, FOLLOW_UP, silent=False).reading is None
    # What is written down is for the journal to erase.
    forgetful = Desk(library, Deaf(), clock=clock)
    mine, theirs = forgetful.ask(AN, HOW_MANY), forgetful.ask(BINH, HOW_MANY)
    forgetful.forget(AN.person)
    with pytest.raises(AnswerGoneError):
        forgetful.page(mine.id, 1)
    assert forgetful.page(theirs.id, 1) == theirs.page


def test_many_at_once_get_what_one_gets(desk):
    wanted, got = desk.ask(AN, HOW_MANY).page.spots, []

    def read(person: int) -> None:
        asker = Asker(person, person, "vi")
        for _ in range(20):
            reply = desk.ask(asker, HOW_MANY)
            got.append(desk.page(reply.id, 1).spots == wanted == reply.page.spots)

    threads = [Thread(target=read, args=(person,)) for person in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [True] * 160
