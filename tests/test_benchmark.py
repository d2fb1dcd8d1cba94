"""The retrieval benchmark, on a small corpus with the real model."""

from __future__ import annotations

import gzip
import json
import re
import unicodedata

import pytest

from embeddings.benchmark import benchmark, distractors, markdown, plot
from embeddings.benchmark.corpus import Task, read_corpus, tasks, without
from embeddings.benchmark.results import row
from embeddings.benchmark.variants import (
    VARIANTS,
    partly_accented,
    read_translations,
    shorthand,
    unaccented,
)
from embeddings.encoder import open_encoder
from embeddings.errors import PlotError, QuestionFileError
from embeddings.passages import passages
from embeddings.resources import data_directory

RICE = "Lúa nước được trồng nhiều nhất ở đồng bằng sông Cửu Long và đồng bằng sông Hồng."
COFFEE = "Cà phê trồng nhiều nhất ở Tây Nguyên, riêng Đắk Lắk có hơn 200.000 ha."
TEA = "Chè Thái Nguyên nổi tiếng cả nước nhờ hương cốm và vị ngọt hậu."
NEWS = ["Giá vàng sáng nay giảm nhẹ.", "Đội tuyển thắng ba bàn không gỡ.", "Hà Nội có mưa rào."]


def qa(number: int, context: str, question: str, *answers: str) -> dict[str, object]:
    found = [{"text": answer, "start": context.index(answer)} for answer in answers]
    return {"id": f"q{number}", "context": context, "question": question, "answers": found}


ROWS = [
    qa(1, RICE, "Vùng nào trồng nhiều lúa nước?", "đồng bằng sông Cửu Long"),
    qa(2, COFFEE, "Đắk Lắk có bao nhiêu héc-ta cà phê?", "hơn 200.000 ha", "200.000 ha"),
    qa(3, COFFEE, "Vùng nào có nhiều cà phê nhất?", "Tây Nguyên"),
    qa(4, TEA, "Ai mang cây chè đến Thái Nguyên?"),
]


@pytest.fixture
def files(tmp_path):
    questions, distractors = tmp_path / "qa.jsonl.gz", tmp_path / "news.jsonl"
    with gzip.open(questions, "wt", encoding="utf-8") as out:
        out.write("\n".join(json.dumps(one) for one in ROWS))
    lines = [json.dumps({"id": i, "title": "Tin", "text": text}) for i, text in enumerate(NEWS)]
    distractors.write_text("\n".join([*lines[:1], "{", *lines[1:]]), encoding="utf-8")
    return questions, distractors


def test_a_corpus_has_each_context_once_and_as_many_distractors_as_wanted(files):
    corpus = read_corpus(files[0], files[1], limit=3)
    assert [article.text for article in corpus.articles[:3]] == [RICE, COFFEE, TEA]
    # Title and text of the first two news articles: two passages each.
    assert [article.id for article in corpus.articles[3:]] == ["0", "1"]
    assert [question.id for question in corpus.questions] == ["q1", "q2", "q3"]
    assert [question.id for question in corpus.unanswerable] == ["q4"]
    assert len(read_corpus(files[0]).articles) == 3


def test_right_are_the_windows_of_the_right_context_that_hold_an_answer(tmp_path):
    long = " ".join(f"Câu thứ {i} kể một chuyện khác hẳn câu trước đó." for i in range(60))
    path = tmp_path / "qa.jsonl"
    rows = [qa(1, long, "Câu nào cuối?", "Câu thứ 59 kể"), qa(2, long, "Gì?", "trước đó. Câu thứ")]
    path.write_text("\n".join(json.dumps(one) for one in rows), encoding="utf-8")
    corpus = read_corpus(path)
    found = [passage for article in corpus.articles for passage in passages(article)]
    assert len(found) > 2
    last, many = tasks(corpus.questions, found)
    assert last.right == {found[-1].id}
    assert many.right == {passage.id for passage in found}


def test_contexts_of_one_title_are_paragraphs_of_one_article(tmp_path):
    path = tmp_path / "qa.jsonl"
    rows = [
        {**qa(1, COFFEE, "Vùng nào trồng cà phê?", "Tây Nguyên"), "title": "Nông nghiệp"},
        {**qa(2, TEA, "Chè nổi tiếng ở đâu?", "Thái Nguyên"), "title": "Nông nghiệp"},
        {**qa(3, RICE, "Lúa trồng ở đâu?", "đồng bằng sông Hồng"), "title": None},
    ]
    twice = {**rows[1], "id": "q4", "question": "Ở Tây Nguyên thì sao?", "answers": []}
    path.write_text("\n".join(json.dumps(one) for one in (*rows, twice)), encoding="utf-8")
    corpus = read_corpus(path)
    assert [article.text for article in corpus.articles] == [f"{COFFEE}\n\n{TEA}", RICE]
    found = [passage for article in corpus.articles for passage in passages(article)]
    coffee, tea, rice = (passage.id for passage in found)
    asked = tasks((*corpus.questions, *corpus.unanswerable), found)
    assert [task.right for task in asked] == [{coffee}, {tea}, {rice}, {tea}]
    assert asked[0].article_id == asked[1].article_id != asked[2].article_id


def test_articles_that_share_a_paragraph_are_left_out_with_their_questions(tmp_path):
    path = tmp_path / "qa.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in ROWS), encoding="utf-8")
    corpus = read_corpus(path)
    path.write_text(json.dumps(ROWS[1]), encoding="utf-8")
    rest = without(corpus, read_corpus(path))
    assert [article.text for article in rest.articles] == [RICE, TEA]
    assert [one.id for one in (*rest.questions, *rest.unanswerable)] == ["q1", "q4"]


def test_news_become_articles_of_at_most_three_paragraphs(tmp_path):
    sentences = [f"Câu {number} {'dài ' * 88}hết." for number in range(5)]
    rows = [
        {"id": 1, "text": f"Mở đầu.\n{' '.join([*sentences, sentences[0]])}"},
        {"id": 2, "text": "Quá ngắn."},
    ]
    news, out = tmp_path / "news.jsonl.gz", tmp_path / "out.jsonl"
    with gzip.open(news, "wt", encoding="utf-8") as file:
        file.write("\n".join(json.dumps(one) for one in rows))
    for count, wanted in ((100, 3), (2, 2)):
        distractors.main(news, out, count=count)
        (article,) = map(json.loads, out.read_text(encoding="utf-8").splitlines())
        assert article["id"] == "1"
        assert article["text"].split("\n\n") == sentences[:wanted]


def test_an_unanswerable_question_is_about_all_of_its_article(tmp_path):
    path = tmp_path / "qa.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in ROWS), encoding="utf-8")
    corpus = read_corpus(path)
    found = [passage for article in corpus.articles[2:] for passage in passages(article)]
    (task,) = tasks(corpus.unanswerable, found)
    assert task.right == {passage.id for passage in found}


def test_the_rank_is_that_of_the_first_right_passage():
    task = Task("q", "Gì?", frozenset({"b", "c"}), "article")
    assert task.rank(["a", "c", "b"]) == 2
    assert task.rank(["a"]) is None


@pytest.mark.parametrize(
    ("line", "reason"), [("{", "json"), ("[]", "question"), ('{"context": "A"}', "question")]
)
def test_a_bad_corpus_is_explained(tmp_path, line, reason):
    path = tmp_path / "qa.jsonl"
    path.write_text(f"{json.dumps(ROWS[0])}\n{line}\n", encoding="utf-8")
    with pytest.raises(QuestionFileError) as caught:
        read_corpus(path)
    assert caught.value.details == {"path": f"{path}:2", "reason": reason}


def test_a_corpus_that_is_no_gzip_file_is_explained(tmp_path):
    path = tmp_path / "qa.jsonl.gz"
    path.write_bytes(b"{}")
    with pytest.raises(QuestionFileError) as caught:
        read_corpus(path)
    assert caught.value.details["reason"] == "unreadable"


# Ways of typing

QUESTION = "Đắk Lắk có bao nhiêu héc-ta cà phê, và vì sao người Ê Đê không trồng lúa nhiều?"


def bare(text: str) -> str:
    marks = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return re.sub("[\u0300-\u036f]", "", marks)


def test_unaccented_questions_are_in_lower_case_without_marks():
    assert unaccented(QUESTION, "1") == bare(QUESTION).lower()


def test_partly_accented_questions_lose_the_marks_of_some_syllables():
    typed = partly_accented(QUESTION, "1")
    assert bare(typed) == bare(QUESTION)
    assert typed not in (QUESTION, bare(QUESTION))


def test_shorthand_shortens_and_keeps_what_has_no_short_form():
    typed = shorthand(QUESTION, "2")
    assert len(typed) < len(QUESTION)
    assert "bao nhiêu" not in typed
    assert not typed.endswith("?")
    assert {"dak", "lak", "lua"} <= set(bare(typed).split())


@pytest.mark.parametrize("vary", VARIANTS.values(), ids=VARIANTS)
def test_chance_is_the_same_in_every_run_and_other_for_other_questions(vary):
    assert vary(QUESTION, "1") == vary(QUESTION, "1")
    forms = {vary(QUESTION, str(seed)) for seed in range(5)}
    assert len(forms) == (1 if vary.__name__ in ("accented", "unaccented") else 5)


def test_shipped_translations_are_in_english():
    found = read_translations(data_directory() / "questions" / "qa_dev_english.jsonl")
    assert len(found) == 168
    assert not re.search("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]", " ".join(found.values()))


# The whole


@pytest.mark.slow
def test_every_system_is_measured_on_every_way_of_typing(files, tmp_path, models_directory):
    english = tmp_path / "en.jsonl"
    english.write_text('{"id": "q3", "question_en": "Which region grows most coffee?"}\n')
    stages = []
    rows = benchmark(
        read_corpus(files[0], files[1], limit=6),
        open_encoder("bundled", models_directory),
        tmp_path / "home",
        english,
        lambda stage, done, total: stages.append((stage, done, total)),
    )
    assert [(one.variant, one.system) for one in rows] == [
        (variant, system)
        for variant in [*VARIANTS, "english"]
        for system in ("dense", "lexical", "RRF", "ours")
    ]
    by_name = {(one.variant, one.system): one for one in rows}
    assert by_name["accented", "ours"].recall == {1: 1, 3: 1, 5: 1, 10: 1}
    assert by_name["unaccented", "lexical"].mrr == 1
    assert by_name["english", "dense"].n == 1
    assert stages[-1] == ("ask", 52, 52)


def test_the_plot_is_a_picture(tmp_path):
    pytest.importorskip("matplotlib", reason="the extra `training` is not installed")
    rows = [row(system, "accented", [1, 2]) for system in ("dense", "ours")]
    plot(rows, tmp_path / "plot.png")
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")


def test_the_table_marks_the_best_of_each_way_of_typing():
    rows = [row("dense", "accented", [1, 2, None, 12]), row("ours", "accented", [1, 1, 4, 11])]
    assert markdown(rows).splitlines() == [
        "| questions | n | system | R@1 | R@3 | R@5 | R@10 | MRR@10 |",
        "| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: |",
        "| accented | 4 | dense | 0.250 | 0.500 | 0.500 | 0.500 | 0.375 |",
        "| accented | 4 | ours | **0.500** | 0.500 | 0.750 | 0.750 | 0.562 |",
    ]


@pytest.mark.parametrize("name", ["missing/plot.png", "plot.unknown"])
def test_a_plot_that_cannot_be_written_is_explained(tmp_path, name):
    # Without matplotlib this is the error that says so.
    with pytest.raises(PlotError) as caught:
        plot([row("ours", "accented", [1])], tmp_path / name)
    assert caught.value.details["path"] == str(tmp_path / name)
