"""Cutting articles into passages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.articles import Article, Block, BlockKind, Passage
from embeddings.loaders import load_articles
from embeddings.passages import LIMIT, SLACK, passages, size
from embeddings.resources import data_directory
from embeddings.vietnamese.sentences import sentence_spans

K = BlockKind


@pytest.fixture(scope="module")
def shipped() -> Article:
    return next(
        a for a in load_articles(data_directory() / "articles").articles if "dang-bo" in a.id
    )


def paragraph(text: str) -> Article:
    return Article("a", "Tiêu đề", text, (Block(K.PARAGRAPH, 0, len(text)),))


def of_kind(article: Article, kind: BlockKind) -> list[Passage]:
    return [passage for passage in passages(article) if passage.kind is kind]


def test_passages_of_the_shipped_article_cut_its_exact_text(shipped):
    found = passages(shipped)
    assert all(shipped.text[p.start : p.end] == p.text for p in found)
    assert {p.article_id for p in found} == {shipped.id}
    assert len({p.id for p in found}) == len(found)


def test_title_dateline_byline_and_caption_are_passages_outside_the_numbering(shipped):
    outside = [(p.kind, p.text[:8]) for p in passages(shipped) if p.number == 0]
    assert outside == [
        (K.TITLE, "Đảng bộ "),
        (K.DATELINE, "THỨ SÁU,"),
        (K.CAPTION, "Việc học"),
        (K.BYLINE, "THU BIÊN"),
    ]


def test_paragraphs_are_numbered_from_the_lead_on_and_windows_share_a_number(shipped):
    assert [p.number for p in passages(shipped) if p.number] == [1, 2, 3, 3, 4, 4, 5, 6, 7, 8]
    (third, _) = [p for p in passages(shipped) if p.number == 3]
    assert third.text.startswith("Nhiều năm nay, Chi bộ Trung tâm")


def test_headings_are_context_and_no_passages(shipped):
    by_number = {p.number: p for p in passages(shipped)}
    assert not of_kind(shipped, K.HEADING)
    assert by_number[2].heading == ""
    assert by_number[4].heading == "Tạo chuyển biến trong công việc"
    assert by_number[8].heading == "Nâng cao chất lượng thực hiện Chỉ thị 05"
    assert by_number[8].title == shipped.title
    assert of_kind(shipped, K.BYLINE)[0].heading == ""


def test_ids_survive_changes_elsewhere_in_the_article(shipped):
    longer = "Thêm một đoạn mới.\n\n"
    shift = len(longer)
    moved = replace(
        shipped,
        text=longer + shipped.text,
        blocks=(
            Block(K.PARAGRAPH, 0, shift - 2),
            *(Block(b.kind, b.start + shift, b.end + shift) for b in shipped.blocks),
        ),
    )
    assert {p.id for p in passages(shipped)} < {p.id for p in passages(moved)}


def test_equal_text_in_one_article_has_different_ids():
    text = "Vải được mùa.\n\nVải được mùa."
    article = Article("a", "", text, (Block(K.LEAD, 0, 13), Block(K.PARAGRAPH, 15, 28)))
    first, second = passages(article)
    assert second.id == first.id + "-2"


def test_blocks_without_a_letter_are_no_passages_but_keep_their_number():
    text = "* * *\n\nVải được mùa."
    article = Article("a", "", text, (Block(K.PARAGRAPH, 0, 5), Block(K.PARAGRAPH, 7, 20)))
    assert [(p.text, p.number) for p in passages(article)] == [("Vải được mùa.", 2)]


def test_a_long_paragraph_becomes_windows_of_whole_sentences_that_overlap_by_one(shipped):
    block = next(b for b in shipped.blocks if shipped.text[b.start :].startswith("Nhiều năm nay"))
    whole = shipped.text[block.start : block.end]
    sentences = [whole[start:end] for start, end in sentence_spans(whole)]
    first, second = [p.text for p in passages(shipped) if p.number == 3]
    assert first == " ".join(sentences[:3])
    assert second == " ".join(sentences[2:])


def test_windows_are_of_about_equal_length():
    text = " ".join(f"Câu thứ {i} có mười hai âm tiết để đếm cho đủ." for i in range(50))
    lengths = [size(p.text) for p in passages(paragraph(text))]
    assert max(lengths) <= LIMIT
    assert min(lengths) >= max(lengths) * 0.6


def test_a_paragraph_a_little_longer_than_the_limit_stays_whole():
    text = " ".join(["Một câu ngắn."] * int(LIMIT * SLACK / 3))
    assert [p.text for p in passages(paragraph(text))] == [text]


def test_a_monster_sentence_is_cut_at_a_clause_then_at_a_space():
    clause = "một hai ba bốn năm sáu bảy tám chín mười"
    text = ", ".join([clause] * 40)
    assert all(p.text.endswith(("mười,", "mười")) for p in passages(paragraph(text)))
    text = " ".join([clause] * 40)
    words = set(clause.split())
    for passage in passages(paragraph(text)):
        assert set(passage.text.split()) <= words


def test_a_text_without_spaces_is_cut_too():
    found = passages(paragraph("x" * 20_000))
    assert "".join(p.text for p in found) == "x" * 20_000
    assert max(len(p.text) for p in found) <= LIMIT * 8


WORDS = st.sampled_from(
    ["vải", "Hà", "được", "mùa.", "TS.", "27.000", "xa,", "hết…", "\n", "y" * 70]
)


@given(st.lists(WORDS, min_size=1, max_size=120).map(" ".join), st.integers(4, 30))
def test_windows_fit_and_lose_nothing(text, limit):
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    article = Article("a", "", text, (Block(K.PARAGRAPH, start, end),) if start < end else ())
    found = passages(article, limit=limit)
    covered = [char.isspace() for char in text]
    for passage in found:
        assert text[passage.start : passage.end] == passage.text == passage.text.strip()
        assert size(passage.text) <= limit * SLACK
        covered[passage.start : passage.end] = [True] * len(passage.text)
    # What is not covered are stretches without a letter.
    assert not any(char.isalnum() for char, done in zip(text, covered, strict=True) if not done)
    assert [p.start for p in found] == sorted({p.start for p in found})
