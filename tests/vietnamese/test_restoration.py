"""Accents and capitals put back, on text that the model was not trained on."""

from __future__ import annotations

import random
import re

import numpy as np
import pytest

from embeddings import resources
from embeddings.training.restoration_card import MadeFrom, card
from embeddings.training.restoration_figures import Figures, measure
from embeddings.vietnamese import Lexicon, Topic, fold
from embeddings.vietnamese.capitals import Capitals
from embeddings.vietnamese.library_counts import LibraryCounts
from embeddings.vietnamese.restoration import Restorer, Slot
from embeddings.vietnamese.syllable_model import FILE, SyllableModel, shipped_model

_LIMIT = 4_000_000


@pytest.fixture(scope="module")
def model() -> SyllableModel:
    return shipped_model()


@pytest.fixture(scope="module")
def alone(model: SyllableModel) -> Restorer:
    """Without a library: only what newspapers taught."""
    return Restorer(model, LibraryCounts.of(Lexicon.from_texts([])))


def slots(text: str) -> list[Slot]:
    return [Slot(word) for word in text.lower().split()]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())


def test_the_model_fits_its_allowance_and_has_a_card() -> None:
    file = resources.models_directory() / FILE
    assert file.stat().st_size <= _LIMIT
    assert f"{file.stat().st_size:,} bytes" in file.with_suffix(".md").read_text(encoding="utf-8")


def test_probabilities_of_what_follows_sum_to_one(model: SyllableModel) -> None:
    """Quantised, so not exactly; but a broken back-off is off by far more."""
    everything = np.arange(len(model.words))
    for first, second in (("giám", "đốc"), ("bao", "nhiêu"), ("của", "đảng"), ("xẻng", "lưu")):
        before = np.full(len(everything), model.ids[first])
        last = np.full(len(everything), model.ids[second])
        assert np.exp(model.scores(before, last, everything)).sum() == pytest.approx(1, abs=0.15)


@pytest.mark.parametrize(
    "sentence",
    [
        "ai là giám đốc trung tâm",
        "có bao nhiêu người được khen thưởng",
        "ủy ban nhân dân tỉnh đã ban hành quyết định gì",
        "chi bộ đã làm gì để nâng cao chất lượng",
        "vì sao giá xăng tăng mạnh trong tháng qua",
        "đội tuyển Việt Nam thắng mấy trận",
        "bài báo này do ai viết",
        "thủ tướng nói gì về dịch bệnh",
        "năm nay học sinh được nghỉ tết mấy ngày",
        # "máy", "đầu" would be likelier, but then the question would not ask.
        "hội đồng khoa học bệnh viện đã thông qua mấy đề tài nghiên cứu",
        "những người dân di cư là người ở đâu nhiều nhất",
        # No question: what is much likelier stays.
        "giá máy tính xách tay",
        "giá xăng dầu hôm nay",
        "hội nghị trao đổi kinh nghiệm đầu tư",
    ],
)
def test_questions_without_a_library(alone: Restorer, sentence: str) -> None:
    assert list(alone.read(slots(fold(sentence))).words) == words(sentence)


def test_unseen_newspaper_text(alone: Restorer, article: str) -> None:
    right = total = 0
    for line in article.split("\n"):
        for sentence in re.split(r"[.,;:()]", line):
            expected = words(sentence)
            read = alone.read(slots(fold(" ".join(expected)))).words
            right += sum(a == b for a, b in zip(expected, read, strict=True))
            total += len(expected)
    assert right / total > 0.97


def test_the_library_knows_its_names(model: SyllableModel) -> None:
    text = "Đồng chí Vũ Đức Khiên, Ủy viên Ban Thường vụ. Ông Khiên nói với bà Thúy Hạ."
    counts = LibraryCounts.of(Lexicon.from_texts([text]))
    restorer, capitals = Restorer(model, counts), Capitals(model, counts)
    read = restorer.read(slots("vu duc khien la ai")).words
    assert capitals.restore(read) == ["Vũ", "Đức", "Khiên", "là", "ai"]
    assert restorer.read(slots("thuy ha")).words == ("thúy", "hạ")


def test_without_it_the_better_known_name_is_read(alone: Restorer) -> None:
    assert alone.read(slots("thuy ha")).words == ("thúy", "hà")


def test_a_long_text_need_not_ask(alone: Restorer) -> None:
    question = "hội đồng thông qua mấy báo cáo"
    assert "mấy" in alone.read(slots(fold(question))).words
    read = alone.read(slots(fold(f"{question} {'của nhân dân ' * 12}")))
    assert "máy" in read.words


def test_correct_text_is_left_alone(alone: Restorer, article: str) -> None:
    changed = []
    for line in article.split("\n"):
        for sentence in re.split(r"[.,;:()]", line):
            expected = words(sentence)
            if any(word != fold(word) for word in expected):
                read = alone.read(slots(" ".join(expected))).words
                changed += [(a, b) for a, b in zip(expected, read, strict=True) if a != b]
    assert changed == []


def test_what_was_accented_stays(alone: Restorer, article: str) -> None:
    """Every other accent taken away: the rest must come through, right or wrong."""
    chance = random.Random(5)
    for line in filter(str.strip, article.split("\n")):
        typed = [fold(word) if chance.random() < 0.5 else word for word in words(line)]
        read = alone.read([Slot(word) for word in typed]).words
        for before, after in zip(typed, read, strict=True):
            assert fold(after) == fold(before)
            assert before == fold(before) or after == before


def test_a_fixed_word_is_read_as_it_is(alone: Restorer) -> None:
    read = alone.read([Slot("bao", fixed=True), Slot("nhiêu"), Slot("nguoi")]).words
    assert read == ("bao", "nhiêu", "người")


def test_nothing_to_read(alone: Restorer) -> None:
    assert alone.read([]).words == ()
    assert alone.read([Slot(""), Slot("", is_figure=True), Slot("")]).words == ("", "", "")


@pytest.mark.parametrize(
    ("lower", "cased"),
    [
        ("ông nguyễn văn an ở hải dương là ai", "ông Nguyễn Văn An ở Hải Dương là ai"),
        ("thủ tướng nguyễn xuân phúc thăm nhật bản", "thủ tướng Nguyễn Xuân Phúc thăm Nhật Bản"),
        ("người dân mua vàng ở đâu", "người dân mua vàng ở đâu"),
        ("ubnd thành phố hồ chí minh", "UBND thành phố Hồ Chí Minh"),
    ],
)
def test_capitals(model: SyllableModel, lower: str, cased: str) -> None:
    capitals = Capitals(model, LibraryCounts.of(Lexicon.from_texts([])))
    restored = capitals.restore(lower.split())
    assert restored[1:] == cased.split()[1:], "the first word is the question's to capitalise"


def test_the_card_says_what_the_model_was_made_from_and_how_good_it_is() -> None:
    made_from = MadeFrom(1_234, 56, every=20, public=789, written=4_321, about=12)
    figures = {"questions, no library": Figures(1_000, 0.98765, 0.9, 1.23)}
    sizes = {"log_counts": 2_100, "pair_low": 53_000, "triple_low": 130_000}
    text = card(made_from, figures, 3_456_789, sizes)
    assert "2,100 words, 53,000 pairs, 130,000 triples; 3,456,789 bytes." in text
    assert "newspapers of 2017 (1,234) and 2020-21 (56) | counts, but of every 20th |" in text
    assert "| 4,321 questions written for this project | counts |" in text
    assert "| questions, no library | 1,000 | 98.77% | 90.00% | 1.2 |\n" in text
    shipped = (resources.models_directory() / FILE).with_suffix(".md").read_text(encoding="utf-8")
    assert re.findall("^## .*", text, re.MULTILINE) == re.findall("^## .*", shipped, re.MULTILINE)


def test_with_its_topic_more_of_a_question_is_right(model: SyllableModel) -> None:
    questions = ["Cô gái nào chiên cá nát?", "Ai nói?"]
    passages = ["Cô gái chiên cá bị nát.", "Ông nói vậy."]
    topics = [Topic.of([(passage, 1.0)]) for passage in passages]
    alone = measure(model, questions)
    assert measure(model, questions, topics=topics).accents == 1 > alone.accents
    assert measure(model, questions, topics=topics[::-1]).accents == alone.accents
