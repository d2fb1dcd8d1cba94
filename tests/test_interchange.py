import json
import unicodedata
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot import interchange
from bot.answering import Finding
from bot.errors import QuestionEncodingError
from embeddings.errors import EmptyQuestionError

QUESTION = "Ai là Bí thư Đảng ủy Khối các cơ quan tỉnh?"
NOWHERE = "Dung tích xi lanh của xe Honda Wave Alpha là bao nhiêu phân khối?"


def result(question, library):
    [found] = interchange.results([question.encode()], library.ask, "vi")
    return json.loads(interchange.line(found))


@pytest.fixture(scope="module")
def found(library):
    """What a program gets for a question the article answers."""
    return result(QUESTION, library)


@pytest.fixture(scope="module")
def missing(library):
    """What a program gets for a question the article does not answer."""
    return result(NOWHERE, library)


def test_an_answer_is_cut_out_of_its_passage(found):
    start, end = found["span"]
    assert found["answered"] is True
    assert found["passage"][start:end] == found["answer"]
    assert "Nguyễn Thúy Hà" in found["answer"]
    assert 0 < found["confidence"] <= 1


def test_an_answer_says_where_it_is_from(found, library):
    article = found["article"]
    assert article["title"].startswith("Đảng bộ Khối các cơ quan tỉnh học và làm theo gương Bác")
    assert article["authors"] == ["Thu Biên"]
    published = datetime.fromisoformat(article["published_at"])
    assert published == datetime(2021, 7, 30, 6, 32, 52, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert article["source"].endswith(".txt")
    assert found["edition"] == library.answerer.edition.id
    assert found["timings_ms"]["total"] >= max(found["timings_ms"].values())


def test_candidates_come_best_first_and_hold_the_answering_passage(found):
    candidates = found["candidates"]
    scores = [candidate["score"] for candidate in candidates]
    assert scores == sorted(scores, reverse=True)
    assert 1 < len(candidates) <= 20
    assert found["passage_id"] in {candidate["passage_id"] for candidate in candidates}
    assert found["article_id"] == found["article"]["id"]
    for candidate in candidates:
        assert candidate["article_id"] == found["article_id"]
        assert candidate["article"] == found["article"]
    assert all(-1 <= candidate["dense"] <= 1 for candidate in candidates)
    assert all(candidate["lexical"] >= 0 for candidate in candidates)


def test_alternatives_are_other_answers_of_the_same_passage_or_of_another(library):
    known = library.ask("Ai là Bí thư Đảng ủy Khối các cơ quan tỉnh?")
    assert known.best is not None
    beside = replace(known.best, start=known.best.end - 5, confidence=0.3)
    elsewhere = Finding(known.candidates[1], 0, 5, 0.2)
    told = interchange.answer_object(replace(known, alternatives=(beside, elsewhere)))
    assert [one["confidence"] for one in told["alternatives"]] == [0.3, 0.2]
    assert [one["passage_id"] for one in told["alternatives"]] == [
        told["passage_id"],
        known.candidates[1].passage.id,
    ]
    for alternative in told["alternatives"]:
        start, end = alternative["span"]
        assert alternative["passage"][start:end] == alternative["answer"]
        assert alternative["article_id"] == told["article_id"]
        assert alternative["article"] == told["article"]


def test_without_an_answer_the_nearest_passages_are_still_told(missing, found):
    assert missing["answered"] is False
    for key in ("answer", "span", "passage", "passage_id", "article_id", "article"):
        assert missing[key] is None
    assert missing["candidates"]
    assert missing["confidence"] == missing["candidates"][0]["score"]
    assert missing["alternatives"] == []
    assert list(missing) == list(found)


def test_decomposed_and_padded_questions_come_back_composed_and_trimmed(library):
    typed = f"  {unicodedata.normalize('NFD', QUESTION)}\t"
    assert interchange.answer_object(library.ask(typed))["question"] == QUESTION


def test_bad_lines_do_not_end_the_stream(library):
    lines = [
        b"\xef\xbb\xbf" + QUESTION.encode() + b"\r\n",  # as Windows editors save
        b"\n",
        ("x" * 10_000).encode() + b"\n",
        "Ai là bí thư".encode("utf-16"),
        "🙂?!\n".encode(),
        QUESTION.encode(),  # the last line need not end
    ]
    results = list(interchange.results(lines, library.ask, "en"))
    codes = [result.get("error", {}).get("code") for result in results]
    assert codes == [
        None,
        "question-empty",
        "question-too-long",
        "question-encoding",
        "question-empty",
        None,
    ]
    assert results[0]["question"] == results[-1]["question"] == QUESTION
    assert "10,000" in results[2]["error"]["message"]


def test_each_line_is_answered_before_the_next_is_read(library):
    read = []

    def lines():
        for number in range(3):
            read.append(number)
            yield b"Ai?\n"

    results = interchange.results(lines(), library.ask, "vi")
    for number in range(3):
        next(results)
        assert read == list(range(number + 1))


def test_an_object_is_one_readable_line():
    error = EmptyQuestionError("nothing")
    line = interchange.line(interchange.error_object("một\nhai\u2028", error, "vi"))
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert "Chưa có câu hỏi" in line.decode()


def test_what_is_not_utf8_is_refused():
    with pytest.raises(QuestionEncodingError):
        interchange.decoded(b"Ai l\xe0 b\xed th\xfd")  # Latin-1
