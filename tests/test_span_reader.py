"""Choosing among the spans of several passages, and staying silent."""

from collections.abc import Sequence

import pytest

from embeddings.articles import ArticleInfo, BlockKind, Passage
from embeddings.retriever import Hit
from embeddings.span_model import Excerpt, TextSpan, apart
from embeddings.span_reader import MOST, ReadingModel, SpanReader, excerpt, worth_reading
from embeddings.vietnamese import Lexicon, Understander

TEXTS = [
    "Các chi bộ đã đăng ký 402 công việc đột phá.",
    "Cả khối có 402 công việc đột phá và 13 nhiệm vụ.",
    "Ông Trần Văn Sơn nói về 13 nhiệm vụ.",
]
UNDERSTANDER = Understander(Lexicon.from_texts(TEXTS))
INFO = ArticleInfo("a", "Bài", (), None, "")
WEIGHTS = ReadingModel({"retrieval": 1.0, "span": 1.0, "fitting": 1.0, "unfitting": -2.0}, 1.0, 0.5)


class Pointing:
    """Points at given words, with given scores, wherever a passage has them."""

    def __init__(self, **scores: float) -> None:
        self.scores = {words.replace("_", " "): score for words, score in scores.items()}
        self.asked: list[str] = []
        self.titles: list[str] = []

    def spans(
        self, question: str, passages: Sequence[Excerpt], count: int, slack: float = 0.0
    ) -> list[list[TextSpan]]:
        self.asked += [one.text for one in passages]
        self.titles += [one.title for one in passages]
        return [
            apart(
                text,
                [
                    (text.index(words), text.index(words) + len(words), score)
                    for words, score in self.scores.items()
                    if words in text
                ],
                count,
                slack,
            )
            for text, _ in passages
        ]


def hits(*scores: float) -> list[Hit]:
    return [
        Hit(Passage(f"a:{i}", "a", BlockKind.PARAGRAPH, i, 0, len(text), text), INFO, score, 0.5, 1)
        for i, (text, score) in enumerate(zip(TEXTS, scores, strict=False))
    ]


def read(question, model, *scores, weights=WEIGHTS):
    found = hits(*scores)
    readings = SpanReader(model, weights).read(UNDERSTANDER.understand(question), found)
    texts = [found[one.place].passage.text[one.start : one.end] for one in readings]
    return readings, texts


def test_what_two_passages_say_is_surer():
    both = Pointing(**{"402_công_việc": 3.0, "13": 3.0})
    readings, texts = read("Bao nhiêu?", both, 0.3, 0.3, 0.01)
    assert texts[0] == "402 công việc"
    assert texts.count("402 công việc") == 1
    assert readings[0].confidence > 1.4 * readings[1].confidence


def test_the_kind_of_answer_asked_for_decides_between_like_spans():
    model = Pointing(**{"13_nhiệm_vụ": 2.0, "Ông_Trần_Văn_Sơn": 2.0})
    assert read("Ai nói về nhiệm vụ?", model, 0.0, 0.0, 0.9)[1][0] == "Trần Văn Sơn"
    assert read("Bao nhiêu nhiệm vụ?", model, 0.0, 0.0, 0.9)[1][0] == "13 nhiệm vụ"


def test_confidences_are_probabilities_and_none_takes_part():
    sure, _ = read("Bao nhiêu công việc?", Pointing(**{"402": 9.0}), 0.9)
    unsure, _ = read("Bao nhiêu công việc?", Pointing(**{"402": -9.0}), 0.9)
    assert unsure[0].confidence < 0.01 < 0.99 < sure[0].confidence <= 1
    many, _ = read("Bao nhiêu?", Pointing(**{"402": 1.0, "13": 1.0, "đã": 0.0}), 0.3, 0.3, 0.3)
    assert sum(one.confidence for one in many) < 1


def test_only_passages_that_may_answer_are_read():
    model = Pointing(**{"402": 1.0})
    read("Bao nhiêu công việc?", model, 0.9, 0.05, 0.01)
    assert model.asked == TEXTS[:1]


def test_if_nothing_sure_is_found_further_passages_are_read():
    model = Pointing(**{"13_nhiệm_vụ": 6.0})  # which the first passage lacks
    _, texts = read("Bao nhiêu nhiệm vụ?", model, 0.9, 0.07, 0.01)
    assert model.asked == TEXTS[:2]
    assert texts == ["13 nhiệm vụ"]


def test_a_signature_answers_only_what_is_asked_of_the_article():
    found = hits(0.3)
    byline = Passage("a:9", "a", BlockKind.BYLINE, 9, 0, 9, "THU BIÊN\n")
    found.append(Hit(byline, found[0].article, 0.6, 0.5, 1))
    reader = SpanReader(Pointing(), WEIGHTS)

    def texts(question: str) -> list[str]:
        read = reader.read(UNDERSTANDER.understand(question), found)
        return [found[one.place].passage.text[one.start : one.end] for one in read]

    assert texts("Bài báo này do ai viết?") == ["THU BIÊN"]
    assert texts("Ảnh trong bài do ai chụp?") == []


@pytest.mark.parametrize(
    ("scores", "count"),
    [
        ([0.9, 0.05], 1),
        ([0.4, 0.4, 0.1], 3),
        ([0.1] * 10, MOST),
        ([0.0, 0.0], 1),
        ([], 0),
    ],
)
def test_how_many_are_worth_reading(scores, count):
    assert worth_reading(scores, 0.9) == count


def test_a_passage_is_read_under_its_title_and_heading():
    model = Pointing(Nam=1.0)
    found = [
        Hit(
            Passage("a:1", "a", BlockKind.PARAGRAPH, 1, 0, 10, "Ông Nam.", *above),
            INFO,
            0.9,
            0.5,
            1,
        )
        for above in (("Khối thi đua", "Kết quả"), ("Khối thi đua", ""), ("", "Kết quả"), ("", ""))
    ]
    SpanReader(model, WEIGHTS).read(UNDERSTANDER.understand("Ai là Bí thư?"), found[:1])
    assert model.titles == ["Khối thi đua. Kết quả"]
    titles = [excerpt(hit.passage).title for hit in found]
    assert titles == ["Khối thi đua. Kết quả", "Khối thi đua", "Kết quả", ""]


def test_nothing_found_is_nothing_read():
    assert read("Bao nhiêu công việc?", Pointing(**{"999": 1.0}), 0.9)[0] == []
    assert read("Bao nhiêu công việc?", Pointing(**{"402": 1.0}))[0] == []


def test_spans_that_overlap_a_better_one_are_left_out():
    text = TEXTS[0]
    at = text.index("402")
    found = apart(text, [(at, at + 3, 1.0), (at, at + 13, 2.0), (0, 3, 0.5), (3, 4, 9.0)], 5)
    assert [text[one.start : one.end] for one in found] == ["402 công việc", "Các"]


def test_a_span_is_as_wide_as_it_may_be_for_what_it_may_give_up():
    text = TEXTS[0]
    at = text.index("402")
    narrow, wide, widest = (at, at + 3, 2.0), (at, at + 13, 1.5), (0, len(text), 0.5)
    beside = (0, 3, 1.8)

    def found(slack):
        spans = apart(text, [widest, beside, narrow, wide], 5, slack)
        return [(text[one.start : one.end], one.score) for one in spans]

    assert found(0.0) == [("402", 2.0), ("Các", 1.8)]
    assert found(0.5) == [("402 công việc", 2.0), ("Các", 1.8)]
    # The mended sentence holds the span beside it, too.
    assert found(1.5) == [(text.rstrip("."), 2.0)]
    # It does not grow over a better one.
    better, large = (0, 3, 3.0), (0, len(text), 1.6)
    kept = apart(text, [large, better, narrow, wide], 5, 0.5)
    assert [text[one.start : one.end] for one in kept] == ["Các", "402 công việc"]


def test_open_questions_and_those_for_several_are_given_more_words():
    model = Pointing(**{"402_công_việc": 3.0, "402_công_việc_đột_phá": 2.4})
    wide = "402 công việc đột phá"
    assert read("Chi bộ đăng ký gì?", model, 0.9)[1][0] == wide
    assert read("Chi bộ đăng ký những gì?", model, 0.9)[1][0] == wide
    assert read("Chi bộ đăng ký ở đâu?", model, 0.9)[1][0] == "402 công việc"
    model = Pointing(**{"402_công_việc": 3.0, "402_công_việc_đột_phá": 2.1})
    assert read("Chi bộ đăng ký gì?", model, 0.9)[1][0] == "402 công việc"
    assert read("Chi bộ đăng ký những gì?", model, 0.9)[1][0] == wide


def test_yes_or_no_is_answered_by_the_sentence_that_says_it():
    model = Pointing(**{"402_công_việc": 3.0})
    assert read("Các chi bộ có đăng ký không?", model, 0.9)[1] == [TEXTS[0]]


def test_all_of_a_list_is_one_answer_where_all_are_asked_for():
    model = Pointing(**{"402_công_việc_đột_phá": 3.0, "13_nhiệm_vụ": 2.5})
    listed, texts = read("Cả khối có những gì?", model, 0.0, 0.9)
    assert texts[0] == "402 công việc đột phá và 13 nhiệm vụ"
    assert "13 nhiệm vụ" not in texts
    assert 0 < listed[0].confidence < 1
    assert "13 nhiệm vụ" not in read("Cả khối có bao nhiêu công việc?", model, 0.0, 0.9)[1][0]


def test_neighbours_in_a_list_are_joined():
    model = Pointing(**{"402_công_việc_đột_phá": 3.0, "13_nhiệm_vụ": 2.9})
    # " và " is as near as a rest of the same answer would be.
    assert (
        read("Khối có những gì?", model, 0.0, 0.9)[1][0] == "402 công việc đột phá và 13 nhiệm vụ"
    )


def test_numbers_of_other_things_are_no_answers_beside_one_of_what_was_asked_for():
    model = Pointing(**{"402": 1.0, "13": 3.0})
    assert read("Bao nhiêu công việc?", model, 0.0, 0.9)[1] == ["402 công việc"]
    assert read("Bao nhiêu người?", model, 0.0, 0.9)[1][0] == "13"
