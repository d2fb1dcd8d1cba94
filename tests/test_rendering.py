"""Cards: what they show, and that Telegram accepts them whatever the articles hold."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import markup
from bot.rendering import (
    LIMIT,
    card,
    failure_report,
    is_address,
    progress_line,
    publication_report,
)
from embeddings.articles import BlockKind
from embeddings.errors import ArticleFormatError, PublishBusyError
from embeddings.publishing import Published
from tests.e2e.telegram import find, parse, plain, utf16
from tests.samples import AFTER, ARTICLE, BEFORE, SENTENCE, TITLE, answer, hit, no_answer


def quotation(html: str) -> str:
    return "".join(find(html, "blockquote").itertext())


def bold(html: str) -> list[str]:
    return ["".join(element.itertext()) for element in parse(html).iter("b")]


def test_a_card_has_the_sentence_then_the_passage_then_the_source():
    html = card(answer(), "vi")
    assert plain(html).startswith(SENTENCE)
    assert quotation(html) == BEFORE + SENTENCE + AFTER
    assert bold(html) == [SENTENCE, SENTENCE]
    assert plain(html).endswith(f"📰 {TITLE}\n30/07/2021 · đoạn 7")


def test_a_card_speaks_the_askers_language():
    assert "đoạn 7" in card(answer(), "vi")
    assert "2021-07-30 · paragraph 7" in card(answer(), "en")


def test_what_was_understood_is_shown_when_it_is_not_what_was_typed():
    html = card(answer(question="bao nhieu tap the", understood="bao nhiêu tập thể"), "vi")
    assert find(html, "i").text == "Câu hỏi được hiểu là: bao nhiêu tập thể"


@pytest.mark.parametrize("understood", ["Có bao nhiêu tập thể?", "có bao nhiêu  tập thể"])
def test_case_spaces_and_the_question_mark_are_no_other_question(understood):
    html = card(answer(question="Có bao nhiêu tập thể ?", understood=understood), "vi")
    assert parse(html).find("i") is None


def test_a_passage_that_is_the_answer_is_not_said_twice():
    html = card(answer(before="", after=" "), "vi")
    assert parse(html).find("blockquote") is None
    assert plain(html).count(SENTENCE) == 1


def test_a_long_quotation_is_folded_up_and_a_short_one_is_not():
    assert "<blockquote>" in card(answer(), "vi")
    assert "<blockquote expandable>" in card(answer(after=AFTER * 5), "vi")


def test_an_article_on_the_web_is_linked():
    source = "https://baohaiduong.vn/bai-bao?id=1&trang=2"
    html = card(answer(article=replace(ARTICLE, source=source)), "vi")
    link = find(html, "a")
    assert (link.get("href"), link.text) == (source, TITLE)


def test_an_article_in_a_file_is_not_linked():
    assert parse(card(answer(), "vi")).find("a") is None


@pytest.mark.parametrize(
    ("source", "linked"),
    [
        ("https://baohaiduong.vn/bai.html", True),
        ("http://127.0.0.1:8080/x", True),
        ("bai.txt", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://[::1", False),
        ("https://baohaiduong.vn/bài báo", False),
        ('https://baohaiduong.vn/"><b>', True),
    ],
)
def test_addresses(source, linked):
    assert is_address(source) is linked
    assert parse(card(answer(article=replace(ARTICLE, source=source)), "vi")) is not None


def test_without_a_date_there_is_no_date():
    html = card(answer(article=replace(ARTICLE, published_at=None)), "vi")
    assert plain(html).endswith(f"{TITLE}\nđoạn 7")


def test_every_kind_of_block_has_a_place():
    for kind in BlockKind:
        found = answer()
        assert found.best is not None
        passage = replace(found.best.hit.passage, kind=kind, number=0)
        best = replace(found.best, hit=replace(found.best.hit, passage=passage))
        for language in ("vi", "en"):
            assert plain(card(replace(found, best=best), language)).rpartition(" · ")[2].strip()


def test_no_answer_says_so_and_offers_the_nearest():
    passages = [BEFORE.strip(), AFTER.strip(), SENTENCE, "Một đoạn nữa."]
    html = card(no_answer(*passages), "vi")
    assert plain(html).startswith("Các bài báo không có câu trả lời cho câu hỏi này.")
    quoted = ["".join(quote.itertext()) for quote in parse(html).iter("blockquote")]
    assert quoted == passages[:3]
    assert plain(html).count("30/07/2021 · đoạn 7") == 3


def test_dates_and_names_are_not_offered_as_nearest():
    found = no_answer("THU BIÊN", "THỨ SÁU, 30/07/2021", BEFORE.strip())
    kinds = (BlockKind.BYLINE, BlockKind.DATELINE, BlockKind.PARAGRAPH)
    hits = [
        replace(hit, passage=replace(hit.passage, kind=kind))
        for hit, kind in zip(found.candidates, kinds, strict=True)
    ]
    shown = plain(card(replace(found, candidates=tuple(hits)), "vi"))
    assert BEFORE.strip() in shown
    assert "THU BIÊN" not in shown
    assert "THỨ SÁU" not in shown
    # With nothing to read among them, nothing is announced.
    alone = card(replace(found, candidates=tuple(hits[:2])), "en")
    assert plain(alone) == "The articles do not hold an answer to this question."


def test_no_answer_and_nothing_near():
    html = card(no_answer(), "en")
    assert plain(html) == "The articles do not hold an answer to this question."


def test_a_passage_longer_than_a_message_is_cut_around_the_answer():
    before, after = "Câu đứng trước câu trả lời. " * 200, " Câu đứng sau câu trả lời." * 200
    html = card(answer(before, SENTENCE, after), "vi")
    assert utf16(html) <= LIMIT
    quoted = quotation(html)
    assert SENTENCE in quoted
    assert quoted.startswith("…")
    assert quoted.endswith("…")
    # Both sides keep something, and nearly all the room is used.
    assert abs(quoted.index(SENTENCE) * 2 + len(SENTENCE) - len(quoted)) < 100
    assert utf16(html) > LIMIT - 100


def test_a_passage_cut_on_one_side_only_gives_the_other_side_the_room():
    html = card(answer("Đầu đoạn. ", SENTENCE, " Câu đứng sau câu trả lời." * 200), "vi")
    assert quotation(html).startswith("Đầu đoạn. ")
    assert utf16(html) > LIMIT - 100


HOSTILE = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "<b>",
                "</b>",
                "&",
                "&amp;",
                "<",
                ">",
                '"',
                "👨‍👩‍👧‍👦",
                "🇻🇳",
                "👍🏽",
                "e\u0301\u0323",
                "\u202e",
                "\x00",
            ]
        ),
        st.sampled_from(["Đảng ủy ", "27.000 lượt ", "  ", "\n", "\ud800", "\u200d", "\ufe0f"]),
        st.text(max_size=20),
    ),
    max_size=40,
).map("".join)
LONG = st.tuples(HOSTILE, st.integers(1, 40)).map(lambda part: part[0] * part[1])


@given(before=LONG, sentence=LONG, after=LONG, title=LONG, source=HOSTILE, understood=LONG)
def test_every_card_is_well_formed_and_fits(before, sentence, after, title, source, understood):
    article = replace(ARTICLE, title=title, source=f"https://vi.example/{source}")
    found = answer(before, sentence, after, understood=understood, article=article)
    html = card(found, "vi")
    html.encode()  # no lone surrogates
    assert utf16(html) <= LIMIT  # and therefore also what Telegram counts
    shown = plain(html)
    if markup.units(markup.escape(sentence.strip())) < 3000:
        assert markup.clean(sentence).strip() in shown


@given(passages=st.lists(LONG, max_size=5), question=LONG)
def test_every_refusal_is_well_formed_and_fits(passages, question):
    html = card(no_answer(*passages, question=question), "en")
    html.encode()
    assert utf16(html) <= LIMIT
    assert plain(html).strip()


@given(text=LONG, room=st.integers(0, 300))
def test_clipping_keeps_a_beginning_or_an_end(text, room):
    clean = markup.clean(text)
    for clip, kept_in in ((markup.clip, str.startswith), (markup.clip_start, str.endswith)):
        clipped = clip(text, room)
        assert utf16(clipped) <= room
        shown = plain(clipped)
        if shown != clean:
            assert not shown or markup.ELLIPSIS in (shown[0], shown[-1])
            kept = shown.removesuffix("…") if clip is markup.clip else shown.removeprefix("…")
            assert kept_in(clean.strip(), kept.strip()) or not kept


@pytest.mark.parametrize("joined", ["👨‍👩‍👧‍👦", "🇻🇳", "👍🏽", "e\u0301\u0323", "☝️"])
def test_clipping_never_splits_what_is_one_character_to_a_reader(joined):
    for room in range(60):
        shown = plain(markup.clip(joined * 30, room)).removesuffix("…")
        assert len(shown) % len(joined) == 0
        shown = plain(markup.clip_start(joined * 30, room)).removeprefix("…")
        assert len(shown) % len(joined) == 0


def test_clipping_ends_with_a_word():
    assert markup.clip("Nguyễn Thúy Hà, Bí thư Đảng ủy Khối", 24) == "Nguyễn Thúy Hà, Bí thư…"
    assert markup.clip_start("Nguyễn Thúy Hà, Bí thư Đảng ủy Khối", 16) == "…Đảng ủy Khối"


PUBLISHED = Published(
    edition="20261123T021500123",
    added=("moi",),
    changed=("sua-1", "sua-2"),
    removed=(),
    unchanged=40,
    skipped=(),
    passages=27_000,
    encoded=12,
    seconds=3.14159,
)


def test_the_report_of_a_publication():
    assert plain(publication_report(PUBLISHED, "vi")) == (
        "Đã phát hành ấn bản 20261123T021500123 trong 3,1 giây.\n"
        "Bài báo: 1 bài mới, 2 bài sửa đổi, 0 bài gỡ bỏ, 40 bài giữ nguyên. Tổng cộng 27.000 đoạn."
    )


def test_the_report_names_what_was_skipped_and_bounds_the_list():
    skipped = tuple(
        ArticleFormatError("no", path=f"<hỏng> {number}.txt", reason="encoding")
        for number in range(300)
    )
    html = publication_report(replace(PUBLISHED, skipped=skipped), "vi")
    shown = plain(html)
    assert "Bỏ qua 300 mục" in shown
    assert "<hỏng> 0.txt" in shown
    assert "290" in shown.splitlines()[-1]
    assert utf16(html) <= LIMIT


def test_the_report_of_a_failure():
    shown = plain(failure_report(PublishBusyError("busy"), "vi"))
    assert "Đang có một lượt phát hành khác" in shown
    assert shown.endswith("Bot vẫn trả lời theo ấn bản cũ.")


def test_progress_counts_where_there_is_something_to_count():
    assert "64/1.200" in progress_line("encode", 64, 1200, "vi")
    assert "/" not in progress_line("verify", 0, 1, "vi")


def test_a_hit_can_be_a_whole_article_long():
    assert utf16(card(no_answer(*[hit("dài " * 5000).passage.text] * 3), "vi")) <= LIMIT
