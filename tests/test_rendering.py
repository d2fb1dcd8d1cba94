"""Cards: what they show, and that Telegram accepts them whatever the articles hold."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import markup
from bot.messages import text
from bot.permalinks import permalink
from bot.rendering import (
    LIMIT,
    answer_words,
    appeal_report,
    card,
    failure_report,
    is_address,
    page_card,
    progress_line,
    publication_report,
    view_card,
)
from bot.rivals import words_around
from bot.views import Context, Mark, Overview, Page, Spot
from embeddings.articles import ArticleInfo, BlockKind
from embeddings.errors import ArticleFormatError, NoArticlesError, PublishBusyError
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
    # They are all of one article, which is named once.
    assert plain(html).count(f"📰 {TITLE}\n30/07/2021\n") == 1
    assert plain(html).count("\nđoạn 7") == 3


def test_nearest_passages_of_several_articles_are_each_under_theirs():
    found = no_answer(BEFORE.strip(), AFTER.strip(), SENTENCE)
    other = replace(ARTICLE, id="khac", title="Bài khác")
    hits = found.candidates
    mixed = (hits[0], replace(hits[1], article=other), replace(hits[2], article=other))
    shown = plain(card(replace(found, candidates=mixed), "vi"))
    assert shown.index(TITLE) < shown.index(BEFORE.strip()) < shown.index("Bài khác")
    assert shown.index("Bài khác") < shown.index(AFTER.strip()) < shown.index(SENTENCE)
    assert shown.count("Bài khác") == 1


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


PASSAGE = BEFORE + SENTENCE + AFTER


def mark(words: str, confidence: float = 0.9, passage: str = PASSAGE) -> Mark:
    """Where ``words`` stand in the passage."""
    start = passage.index(words)
    return Mark(start, start + len(words), confidence)


def spot(*marks: Mark, passage: str = PASSAGE, article: ArticleInfo = ARTICLE) -> Spot:
    found = hit(passage, article=article)
    return Spot(permalink(article.id, passage), article, found.passage, marks)


def page(*spots: Spot, number: int = 1, answered: bool = True, question: str = "Mấy?") -> Page:
    return Page("AAAAAAAAAAAA", number, spots, answered, question, question)


def test_a_short_answer_stands_in_its_passage_in_bold():
    html = page_card(page(spot(mark("446 lượt tập thể"))), "vi")
    assert bold(html) == ["446 lượt tập thể"] * 2
    assert quotation(html) == PASSAGE


def test_several_answers_are_in_bold_in_their_passage():
    unsure = mark("28 cá nhân", 0.3)
    marks = mark("3.210 lượt cá nhân"), mark("446 lượt tập thể", 0.3), unsure
    html = page_card(page(spot(*marks)), "vi")
    # First the answer, then the passage with all of them, in the order they stand in.
    assert bold(html) == ["3.210 lượt cá nhân", "446 lượt tập thể", "3.210 lượt cá nhân"] + [
        "28 cá nhân"
    ]
    assert quotation(html) == PASSAGE


def test_what_lies_within_another_answer_is_not_in_bold_twice():
    html = page_card(page(spot(mark("446 lượt tập thể"), mark("446", 0.3))), "vi")
    assert bold(html) == ["446 lượt tập thể"] * 2


def test_of_several_answers_in_a_long_passage_the_first_is_kept():
    passage = "Mở đầu 12 người. " + "Câu ở giữa. " * 600 + "Sau đó có 34 người. Hết."
    marks = mark("34 người", passage=passage), mark("12 người", 0.3, passage)
    html = page_card(page(spot(*marks, passage=passage)), "vi")
    assert bold(html) == ["34 người"] * 2
    assert quotation(html).startswith("…")
    assert quotation(html).endswith("Sau đó có 34 người. Hết.")
    assert utf16(html) <= LIMIT


TASKS = (
    "Năm 2020, Đảng ủy Khối đã đăng ký với Tỉnh ủy 13 nhiệm vụ đột phá; các chi, đảng bộ cơ sở "
    "đăng ký với Đảng ủy Khối 402 công việc đột phá. Tất cả đã hoàn thành."
)


def test_answers_that_fit_nearly_as_well_stand_side_by_side():
    marks = mark("402 công việc", 0.6, TASKS), mark("13 nhiệm vụ", 0.55, TASKS)
    shown = page(spot(*marks, passage=TASKS))
    html = page_card(shown, "vi")
    assert bold(html)[:2] == ["402 công việc", "13 nhiệm vụ"]
    first, second = ["".join(part.itertext()) for part in parse(html).iter("i")]
    # What sets them apart is the part of the sentence each stands in.
    assert first == "…các chi, đảng bộ cơ sở đăng ký với Đảng ủy Khối 402 công việc đột phá."
    assert second == "Năm 2020, Đảng ủy Khối đã đăng ký với Tỉnh ủy 13 nhiệm vụ đột phá…"
    assert quotation(html) == TASKS
    assert answer_words(shown) == "402 công việc; 13 nhiệm vụ"


def test_an_answer_deep_in_a_long_passage_comes_with_the_words_around_it():
    passage = "Câu mở đầu nói về việc khác hẳn. " * 10 + TASKS
    html = page_card(page(spot(mark("13 nhiệm vụ", passage=passage), passage=passage)), "vi")
    assert "expandable" in html
    assert "".join(find(html, "i").itertext()) == (
        "Năm 2020, Đảng ủy Khối đã đăng ký với Tỉnh ủy 13 nhiệm vụ đột phá…"
    )
    # Not where it can be seen anyway.
    for before in ("", "Câu mở đầu. "):
        seen = before + TASKS + " Câu kết." * 30
        html = page_card(page(spot(mark("13 nhiệm vụ", passage=seen), passage=seen)), "vi")
        assert parse(html).find("i") is None


@pytest.mark.parametrize(
    ("passage", "words", "around"),
    [
        # A short sentence is left whole, a semicolon always parts.
        ("Có 24 bộ thủ tục. Có 3 cơ quan, 5 phòng.", "3 cơ quan", "Có 3 cơ quan, 5 phòng."),
        ("Xã A có 3 thôn; xã B có 4 thôn.", "4 thôn", "…xã B có 4 thôn."),
        # Of a long one as much as is near, up to commas.
        (
            "Trong 5 năm qua, toàn Đảng bộ đã có 446 lượt tập thể, 3.210 lượt cá nhân tiêu biểu, "
            + "được ghi sổ và biểu dương, " * 5
            + "theo báo cáo.",
            "446 lượt tập thể",
            "Trong 5 năm qua, toàn Đảng bộ đã có 446 lượt tập thể, 3.210 lượt cá nhân tiêu biểu, "
            "được ghi sổ và biểu dương, được ghi sổ và biểu dương…",
        ),
        (
            "Theo báo cáo của cơ quan thường trực, " * 4 + "năm qua có 24 bộ thủ tục.",
            "24 bộ",
            "…Theo báo cáo của cơ quan thường trực, Theo báo cáo của cơ quan thường trực, "
            "năm qua có 24 bộ thủ tục.",
        ),
    ],
)
def test_the_words_around_an_answer(passage, words, around):
    assert words_around(spot(passage=passage), mark(words, passage=passage)) == around


def test_an_answer_that_fits_much_worse_does_not_stand_beside_the_best():
    marks = mark("402 công việc", 0.6, TASKS), mark("13 nhiệm vụ", 0.3, TASKS)
    shown = page(spot(*marks, passage=TASKS))
    assert bold(page_card(shown, "vi"))[0] == "402 công việc"
    assert parse(page_card(shown, "vi")).find("i") is None
    assert answer_words(shown) == "402 công việc"


def test_the_same_answer_in_two_places_is_one_answer():
    again = "Cả tỉnh có 402 công việc được đăng ký trong năm."
    spots = (
        spot(mark("402 công việc đột phá", 0.6, TASKS), passage=TASKS),
        spot(mark("402 công việc", 0.6, again), passage=again),
    )
    assert parse(page_card(page(*spots), "vi")).find("i") is None


def test_sentences_do_not_stand_side_by_side():
    other = "Cả tỉnh có 402 công việc được đăng ký trong năm."
    spots = spot(mark(SENTENCE)), spot(mark(other, 0.9, other), passage=other)
    html = page_card(page(*spots), "vi")
    assert bold(html) == [SENTENCE] * 2


def test_articles_that_disagree_are_shown_with_their_dates_newest_first():
    assert ARTICLE.published_at is not None
    newer = replace(
        ARTICLE, id="moi", title="Bài mới", published_at=ARTICLE.published_at.replace(year=2022)
    )
    old, new = "Toàn tỉnh có 24 bộ thủ tục.", "Đến nay toàn tỉnh có 31 bộ thủ tục."
    spots = (
        spot(mark("24 bộ thủ tục", 0.7, old), passage=old),
        spot(mark("31 bộ thủ tục", 0.6, new), passage=new, article=newer),
    )
    html = page_card(page(*spots), "vi")
    shown = plain(html)
    assert shown.startswith("31 bộ thủ tục")
    assert shown.endswith(text("vi", "telegram-rivals"))
    assert shown.index("31 bộ") < shown.index("30/07/2022") < shown.index("24 bộ")
    assert shown.index("24 bộ") < shown.index("30/07/2021")
    quoted = ["".join(quote.itertext()) for quote in parse(html).iter("blockquote")]
    assert quoted == [new, old]
    # On its own page each has its passage.
    assert quotation(page_card(page(*spots, number=2), "vi")) == new


def test_a_passage_that_was_edited_and_an_article_that_is_gone():
    edited = page(Spot("x" * 16, ARTICLE, None))
    assert TITLE in plain(page_card(edited, "vi"))
    assert "đoạn" not in plain(page_card(edited, "vi")).rpartition(TITLE)[2]
    gone = page(Spot("x" * 16, None, None))
    assert page_card(gone, "vi") == text("vi", "telegram-article-gone")


def test_a_page_near_a_question_says_which_it_is():
    near = page(spot(), spot(), number=2, answered=False)
    assert plain(page_card(near, "en")).startswith("Near the question, 2/2")
    assert quotation(page_card(near, "en")) == PASSAGE


def test_a_page_of_a_link_is_the_passage():
    html = page_card(page(spot(), answered=False, question=""), "vi")
    assert plain(html).startswith(PASSAGE)


def test_context_is_unfolded_with_empty_lines_between_paragraphs():
    view = Context(page(spot(mark("446 lượt tập thể"))), "Đoạn trước.\n \n", "\n\n\nĐoạn sau.")
    html = view_card(view, "vi")
    assert quotation(html) == f"Đoạn trước.\n\n{PASSAGE}\n\nĐoạn sau."
    assert "<blockquote>" in html
    assert bold(html) == ["446 lượt tập thể"] * 2


def test_long_surroundings_give_way_to_the_passage():
    long = "Một câu dài dòng. " * 500
    html = view_card(Context(page(spot(mark(SENTENCE))), long, long), "vi")
    quoted = quotation(html)
    assert PASSAGE in quoted
    assert quoted.startswith("…")
    assert quoted.endswith("…")
    assert utf16(html) <= LIMIT


def test_an_article_shows_title_date_authors_lead_and_a_link_to_the_passage():
    web = replace(ARTICLE, source="https://vi.example/bai?a=1&b=2")
    view = Overview(page(spot(article=web)), web, "Sa-pô của bài.", 19)
    html = view_card(view, "vi", "https://t.me/hoibao_bot?start=")
    head = "📰 " + TITLE + "\n30/07/2021 06:32 · THU BIÊN · 19 đoạn"
    assert plain(html).startswith(head)
    assert quotation(html) == "Sa-pô của bài."
    links = [link.get("href") for link in parse(html).iter("a")]
    assert links == [web.source, f"https://t.me/hoibao_bot?start=p_{view.page.spot.permalink}"]
    # Nothing that is not known is shown.
    bare = replace(ARTICLE, authors=(), published_at=None)
    assert plain(view_card(Overview(page(spot()), bare, "", 1), "en")) == f"📰 {TITLE}\n1 paragraph"


def test_the_report_of_an_appeal():
    html = appeal_report("<b>Ai?</b>", "An & Bình", "https://t.me/b?start=q_x", "vi")
    assert bold(html) == ["An & Bình"]
    assert quotation(html) == "<b>Ai?</b>"


@given(
    parts=st.lists(LONG, min_size=1, max_size=5),
    title=LONG,
    question=LONG,
    understood=LONG,
    around=st.tuples(LONG, LONG),
    confidence=st.floats(0, 1),
    number=st.integers(0, 2),
    answered=st.booleans(),
)
def test_every_view_is_well_formed_and_fits(
    parts, title, question, understood, around, confidence, number, answered
):
    article = replace(ARTICLE, title=title, authors=(title,), source=f"https://vi.example/{title}")
    passage = "".join(parts)
    offsets = [len("".join(parts[:count])) for count in range(len(parts) + 1)]
    marks = tuple(
        Mark(start, end, confidence) for start, end in zip(offsets, offsets[1:], strict=False)
    )
    spots = (
        spot(*(marks if answered else ()), passage=passage, article=article),
        spot(*(marks[::-1] if answered else ()), passage=passage),
    )
    if answered:
        number = max(1, number)
    shown = Page("AAAAAAAAAAAA", number, spots, answered, question, understood)
    views = (
        shown,
        Context(replace(shown, number=max(1, number)), *around),
        Overview(shown, article, passage, 3),
    )
    for view in views:
        html = view_card(view, "vi", "https://t.me/hoibao_bot?start=")
        html.encode()  # no lone surrogates
        assert utf16(html) <= LIMIT
        assert plain(html).strip()
    copied = markup.shorten(answer_words(shown), 256)
    assert utf16(copied) <= 256
    report = appeal_report(question, title, "https://t.me/b?start=q_x", "vi")
    assert utf16(plain(report)) <= LIMIT


@given(string=LONG, room=st.integers(0, 300))
def test_shortening_keeps_a_beginning_of_plain_text(string, room):
    short = markup.shorten(string, room)
    assert utf16(short) <= room
    if short != markup.clean(string):
        assert markup.clean(string).startswith(short.removesuffix("…"))


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


def test_the_report_tells_files_of_other_kinds_in_one_line():
    kinds = ["other-kind"] * 500 + ["encoding"] * 12
    skipped = tuple(
        ArticleFormatError("no", path=f"{number}.docx", reason=kind)
        for number, kind in enumerate(kinds)
    )
    shown = plain(publication_report(replace(PUBLISHED, skipped=skipped), "vi")).splitlines()
    assert "Bỏ qua 512 mục không đọc được:" in shown
    assert shown[3] == (
        "• Không đọc 500 tệp vì không phải tệp .txt hay .jsonl: "
        "0.docx, 1.docx, 2.docx, 3.docx, 4.docx, …"
    )
    assert shown[4].startswith("• Không đọc được 500.docx: ")
    assert shown[-1].startswith("… và 3 mục khác")


def test_the_report_of_a_failure_names_what_could_not_be_read():
    skipped = [
        ArticleFormatError("no", path=f"<hỏng> {number}.txt", reason="empty")
        for number in range(300)
    ]
    html = failure_report(NoArticlesError("none", skipped, path="/bài"), "vi")
    shown = plain(html).splitlines()
    assert shown[0].endswith("Không tìm thấy bài báo nào đọc được trong /bài.")
    assert shown[1:4] == [
        "Bot vẫn trả lời theo ấn bản cũ.",
        "Bỏ qua 300 mục không đọc được:",
        "• Không đọc được <hỏng> 0.txt: tệp trống",
    ]
    assert "290" in shown[-1]
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
