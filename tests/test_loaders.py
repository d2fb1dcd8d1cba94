"""Reading articles from files."""

from __future__ import annotations

import codecs
import json
import os
import shutil
import tempfile
import unicodedata
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.messages import bundle, error_text
from embeddings.articles import Article, BlockKind
from embeddings.errors import ArticleFormatError, ArticlesDirectoryError, NoArticlesError
from embeddings.loaders import load_articles
from embeddings.loaders.bylines import authors_of
from embeddings.loaders.dates import VIETNAM, find_time, parse_time
from embeddings.loaders.newspaper import read_article
from embeddings.resources import data_directory

SHIPPED = data_directory() / "articles" / "dang-bo-khoi-hoc-va-lam-theo-guong-bac.txt"
K = BlockKind


def read(text: str) -> Article:
    return read_article(text.encode(), "bai.txt", "bai")


def blocks(article: Article) -> list[tuple[BlockKind, str]]:
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def write_lines(path: Path, *rows: object) -> None:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")


def reasons(skipped: tuple[ArticleFormatError, ...]) -> list[tuple[str | int, str | int]]:
    return [(error.details["path"], error.details["reason"]) for error in skipped]


# The article that ships


def test_the_shipped_article_is_understood():
    article = read_article(SHIPPED.read_bytes(), SHIPPED.name, "bai")
    assert article.title == (
        "Đảng bộ Khối các cơ quan tỉnh học và làm theo gương Bác bằng những việc làm thiết thực"
    )
    assert article.published_at == datetime(2021, 7, 30, 6, 32, 52, tzinfo=VIETNAM)
    assert article.published_at.utcoffset() == timedelta(hours=7)
    assert article.authors == ("Thu Biên",)
    assert [kind for kind, _ in blocks(article)] == [
        *(K.TITLE, K.DATELINE, K.LEAD, K.CAPTION, K.PARAGRAPH),
        *(K.HEADING, K.PARAGRAPH, K.PARAGRAPH),
        *(K.HEADING, K.PARAGRAPH, K.PARAGRAPH, K.PARAGRAPH, K.PARAGRAPH, K.BYLINE),
    ]
    assert (K.HEADING, "Tạo chuyển biến trong công việc") in blocks(article)
    assert (K.HEADING, "Nâng cao chất lượng thực hiện Chỉ thị 05") in blocks(article)
    assert blocks(article)[-1] == (K.BYLINE, "THU BIÊN")


def test_the_text_stays_as_published():
    article = read_article(SHIPPED.read_bytes(), SHIPPED.name, "bai")
    published = SHIPPED.read_text(encoding="utf-8")
    assert article.text == unicodedata.normalize("NFC", published)
    assert "\xa0" in article.text  # even its odd spaces


# Other shapes of articles


def test_section_byline_and_dateline_above_the_text():
    article = read(
        "Xã hội\n\nHải Dương: Vải thiều được mùa, được giá\n\nTHÀNH CHUNG\n\n"
        "Thứ sáu, 30/07/2021 - 06:32 GMT+7\n\n"
        "Vụ vải năm nay, nông dân Thanh Hà phấn khởi vì vải được mùa.\n\n"
        "Nông dân xã Thanh Sơn thu hoạch vải sớm. Ảnh: Thành Chung\n\n"
        "Toàn huyện có hơn 3.300 ha vải.\n\n"
        "Giá tăng\n\nGiá vải sớm đạt 40.000 đồng mỗi kg.\n"
    )
    assert article.title == "Hải Dương: Vải thiều được mùa, được giá"
    assert article.authors == ("Thành Chung",)
    assert article.published_at == datetime(2021, 7, 30, 6, 32, tzinfo=VIETNAM)
    assert [kind for kind, _ in blocks(article)] == [
        *(K.HEADING, K.TITLE, K.BYLINE, K.DATELINE, K.LEAD, K.CAPTION),
        *(K.PARAGRAPH, K.HEADING, K.PARAGRAPH),
    ]


def test_an_article_without_dateline_and_byline():
    article = read("Vải thiều được mùa\n\nNăm nay vải được mùa.\n\nGiá cũng tăng.\n")
    assert (article.title, article.authors, article.published_at) == (
        "Vải thiều được mùa",
        (),
        None,
    )
    assert [kind for kind, _ in blocks(article)] == [K.TITLE, K.LEAD, K.PARAGRAPH]


def test_a_text_that_begins_with_a_paragraph_has_no_title():
    article = read("Năm nay vải được mùa, nông dân rất vui.\n\nGiá cũng tăng.")
    assert article.title == ""
    assert K.TITLE not in [kind for kind, _ in blocks(article)]


def test_a_lone_block_is_a_paragraph():
    assert blocks(read("THU BIÊN")) == [(K.PARAGRAPH, "THU BIÊN")]


def test_a_list_is_no_row_of_headings():
    article = read(
        "Điểm chuẩn\n\nTrường công bố điểm như sau:\n\nToán 27 điểm\n\nVăn 25 điểm\n\n"
        "Sử 24 điểm\n\nThí sinh nhập học trong tháng 9.\n"
    )
    assert K.HEADING not in [kind for kind, _ in blocks(article)]


@pytest.mark.parametrize("fact", ["Hotline: 1900 1234", "Giá vé 50.000 đồng", "0220 385 312"])
def test_a_short_line_that_tells_something_is_no_heading(fact):
    article = read(f"Vào đền\n\nĐền mở cửa hằng ngày.\n\n{fact}\n\nMời quý khách ghé thăm.\n")
    assert (K.PARAGRAPH, fact) in blocks(article)


def test_lines_without_blank_lines_between_them_are_blocks_of_their_own():
    article = read("Vải được mùa\n30/07/2021\nNăm nay vải được mùa.\nGiá cũng tăng.\nTHU BIÊN")
    assert [kind for kind, _ in blocks(article)] == [
        *(K.TITLE, K.DATELINE, K.LEAD, K.PARAGRAPH, K.BYLINE)
    ]


def test_a_paragraph_broken_at_a_fixed_width_is_one_block():
    paragraph = (
        "Việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ\n"
        "Chí Minh được các cấp ủy đảng, chi bộ, cán bộ, đảng viên\n"
        "trong Đảng bộ Khối thực hiện nghiêm túc."
    )
    assert blocks(read(f"Học và làm theo Bác\n\n{paragraph}\n"))[1][1] == paragraph


def test_when_something_happens_is_no_dateline():
    article = read("Thi tuyển\n\nThời gian: 8h00 ngày 5/6/2024\n\nĐịa điểm: Hội trường.\n")
    assert K.DATELINE not in [kind for kind, _ in blocks(article)]
    assert article.published_at is None


def test_names_that_the_text_announces_are_no_byline():
    winners = "Nguyễn Hải Nam, Trần Thị Thu Hà, Lê Minh Quân"
    article = read(f"Đoạt huy chương\n\nTỉnh có ba huy chương vàng, gồm:\n\n{winners}\n")
    assert (K.PARAGRAPH, winners) in blocks(article)
    assert article.authors == ()


def test_a_place_before_the_date_has_written_nothing():
    article = read("Tin mới\n\nHải Dương, ngày 30/07/2021\n\nVải được mùa. Giá tăng.\n\nHết.\n")
    assert article.authors == ()
    assert article.published_at == datetime(2021, 7, 30, tzinfo=VIETNAM)


@pytest.mark.parametrize("nothing", ["!!!", "🎉🎉", "\u200b", "— * —"])
def test_an_article_without_a_letter_or_figure_is_empty(nothing):
    with pytest.raises(ArticleFormatError):
        read(nothing)


def test_an_update_is_not_the_time_of_publication():
    article = read("Tin mới\n\nCập nhật: 31/07/2021 08:00\n\nĐăng lúc 30/07/2021 06:32\n\nHết.\n")
    assert article.published_at == datetime(2021, 7, 30, 6, 32, tzinfo=VIETNAM)


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_utf8_with_and_without_mark_and_with_dos_line_ends(mark):
    article = read_article(mark + "Tin\r\n\r\nNăm nay vải được mùa.\r\n".encode(), "a.txt", "a")
    assert article.text == "Tin\n\nNăm nay vải được mùa.\n"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_with_mark(encoding):
    mark = codecs.BOM_UTF16_LE if encoding.endswith("le") else codecs.BOM_UTF16_BE
    article = read_article(mark + "Năm nay vải được mùa.".encode(encoding), "a.txt", "a")
    assert article.text == "Năm nay vải được mùa."


def test_decomposed_text_is_composed():
    text = "Đảng bộ Khối các cơ quan tỉnh."
    assert read(unicodedata.normalize("NFD", text)).text == text


SHAPES = st.lists(
    st.sampled_from(
        ["Năm nay vải được mùa.", "THU BIÊN", "30/07/2021", "Tiêu đề", "\n", "\n\n", " ", "\t|",
         "- ", "Ảnh: A", "\r\n", "\x0b", "\u2028", "\u200b", "e\u0301", "x" * 90, "\ufeff"]
    )
).map("".join)  # fmt: skip


@given(
    st.one_of(SHAPES, st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
)
def test_no_text_is_lost(text):
    assume(any(map(str.isalnum, text)))
    article = read(text)
    covered = [False] * len(article.text)
    before = 0
    for block in article.blocks:
        stretch = article.text[block.start : block.end]
        assert before <= block.start
        assert stretch
        assert stretch == stretch.strip()
        covered[block.start : block.end] = [True] * len(stretch)
        before = block.end
    assert all(covered[i] or char.isspace() for i, char in enumerate(article.text))


# Datelines and bylines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("THỨ SÁU, 30/07/2021 06:32:52", "2021-07-30T06:32:52+07:00"),
        ("Thứ sáu, 30/07/2021 - 06:32 GMT+7", "2021-07-30T06:32:00+07:00"),
        ("Thứ 6, ngày 30/7/2021, 6h32", "2021-07-30T06:32:00+07:00"),
        ("30/07/2021", "2021-07-30T00:00:00+07:00"),
        ("30-07-2021 | 18:05", "2021-07-30T18:05:00+07:00"),
        ("06:32 | 30.7.2021", "2021-07-30T06:32:00+07:00"),
        ("Cập nhật: 30/07/2021 06:32 CH", "2021-07-30T18:32:00+07:00"),
        ("Ngày 30 tháng 7 năm 2021", "2021-07-30T00:00:00+07:00"),
        ("2021-07-30T06:32:52", "2021-07-30T06:32:52+07:00"),
        ("Thứ sáu, 30/07/2021, 15 giờ 45 phút", "2021-07-30T15:45:00+07:00"),
        ("30/07/2021 02:00 GMT+2", "2021-07-30T02:00:00+02:00"),
    ],
)
def test_datelines(text, expected):
    found = find_time(text)
    assert found is not None
    assert (found[0].isoformat(), found[1]) == (expected, "")


@pytest.mark.parametrize(
    "text", ["31/02/2021", "Năm 2021", "30/07", "Chỉ thị 05", "1.234.567 đồng"]
)
def test_what_is_no_date(text):
    assert find_time(text) is None


def test_a_sentence_with_a_date_is_no_dateline():
    found = find_time("Hội nghị diễn ra ngày 30/07/2021")
    assert found is not None
    assert found[1] == "Hội nghị diễn ra"


def test_times_of_data_files():
    assert parse_time("2021-07-30T06:32:52Z") == parse_time("2021-07-30T13:32:52+07:00")
    assert parse_time("30/07/2021 8 giờ 30") == datetime(2021, 7, 30, 8, 30, tzinfo=VIETNAM)
    assert parse_time("20210730") == datetime(2021, 7, 30, tzinfo=VIETNAM)
    assert parse_time("hôm qua") is None
    assert parse_time("Hội nghị diễn ra ngày 30/07/2021") is None


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("THU BIÊN", ("Thu Biên",)),
        ("Thu Biên - Thành Chung", ("Thu Biên", "Thành Chung")),
        ("Bài, ảnh: NGUYỄN VĂN A. và Lê Hoa", ("Nguyễn Văn A", "Lê Hoa")),
        ("Theo TTXVN", ("TTXVN",)),
        ("Hoàng Linh (tổng hợp)", ("Hoàng Linh",)),
        ("Thái Tân/KD&PL", ("Thái Tân",)),
        ("PV", ("PV",)),
        ("Tạo chuyển biến trong công việc", ()),
        ("Covid-19", ()),
        ("Theo đó", ()),
        ("Hết", ()),
        ("Năm 2021", ()),
        ("Ảnh: Thành Chung", ()),
    ],
)
def test_bylines(text, authors):
    assert authors_of(text) == authors


# JSON Lines


def test_a_line_becomes_an_article_with_its_metadata_as_blocks(tmp_path):
    write_lines(
        tmp_path / "bao.jsonl",
        {
            "id": "b1",
            "title": "Vải thiều được mùa",
            "text": "Năm nay vải được mùa.\n\nGiá cũng tăng,\nnông dân vui.",
            "authors": ["Thu Biên", "Thành Chung"],
            "published_at": "2021-07-30T06:32:00",
            "source": "https://example.vn/vai",
        },
    )
    (article,) = load_articles(tmp_path).articles
    assert blocks(article) == [
        (K.TITLE, "Vải thiều được mùa"),
        (K.DATELINE, "30/07/2021 06:32"),
        (K.LEAD, "Năm nay vải được mùa."),
        (K.PARAGRAPH, "Giá cũng tăng,\nnông dân vui."),
        (K.BYLINE, "Thu Biên, Thành Chung"),
    ]
    assert article.authors == ("Thu Biên", "Thành Chung")
    assert article.published_at == datetime(2021, 7, 30, 6, 32, tzinfo=VIETNAM)
    assert (article.id, article.source) == ("b1", "https://example.vn/vai")


def test_a_bare_context_has_no_title(tmp_path):
    write_lines(tmp_path / "a.jsonl", {"id": 7, "text": "Paris là thủ đô nước Pháp"})
    (article,) = load_articles(tmp_path).articles
    assert (article.id, article.title) == ("7", "")
    assert blocks(article) == [(K.PARAGRAPH, "Paris là thủ đô nước Pháp")]


def test_what_the_body_repeats_is_not_written_twice(tmp_path):
    body = "Vải được mùa\n\n30/07/2021\n\nNăm nay vải được mùa.\n\nTHU BIÊN"
    row = {"id": "a", "title": "Vải được mùa", "text": body, "authors": ["Thu Biên"]}
    write_lines(tmp_path / "a.jsonl", {**row, "published_at": "2021-07-30"})
    (article,) = load_articles(tmp_path).articles
    assert article.text == body
    assert [kind for kind, _ in blocks(article)] == [K.TITLE, K.DATELINE, K.PARAGRAPH, K.BYLINE]


def test_bad_lines_are_named_and_the_good_ones_around_them_load(tmp_path):
    good = {"id": "a", "text": "Một bài."}
    path = tmp_path / "bao.jsonl"
    write_lines(
        path,
        good,
        "{not json",
        "",
        [1, 2],
        {"id": "b"},
        {"id": "c", "text": " \n "},
        {"id": "d", "text": "Bài.", "published_at": "hôm qua"},
        {"id": "e", "text": "Bài.", "authors": {"name": "A"}},
        {"id": "f", "text": ["Bài."]},
        {"id": "a", "text": "Bài khác."},
        "[" * 100_000,
        {"id": "z", "text": "Bài cuối."},
    )
    path.write_bytes(path.read_bytes() + b'\n{"id": "g", "text": "\xff"}\n')
    loaded = load_articles(tmp_path)
    assert [article.id for article in loaded.articles] == ["a", "z"]
    assert reasons(loaded.skipped) == [
        ("bao.jsonl:2", "json"),
        ("bao.jsonl:4", "json"),
        ("bao.jsonl:5", "missing-text"),
        ("bao.jsonl:6", "missing-text"),
        ("bao.jsonl:7", "published-at"),
        ("bao.jsonl:8", "field"),
        ("bao.jsonl:9", "field"),
        ("bao.jsonl:10", "duplicate-id"),
        ("bao.jsonl:11", "json"),
        ("bao.jsonl:13", "encoding"),
    ]


def test_lines_without_ids_are_told_apart_by_their_text(tmp_path):
    write_lines(tmp_path / "a.jsonl", {"text": "Bài một."}, {"text": "Bài hai."})
    first = load_articles(tmp_path).articles
    write_lines(tmp_path / "a.jsonl", {"text": "Bài hai."}, {"text": "Bài một."})
    second = load_articles(tmp_path).articles
    assert {article.id for article in first} == {article.id for article in second}
    assert len({article.id for article in first}) == 2


def test_thousands_of_lines(tmp_path):
    write_lines(tmp_path / "a.jsonl", *({"id": i, "text": f"Bài số {i}."} for i in range(5_000)))
    assert len(load_articles(tmp_path).articles) == 5_000


# Directories


def test_a_directory_is_read_in_order_and_bad_files_are_named(tmp_path):
    (tmp_path / "2021").mkdir()
    (tmp_path / ".git").mkdir()
    shutil.copy(SHIPPED, tmp_path / "2021" / "Đảng bộ Khối.txt")
    (tmp_path / "b.TXT").write_text("Bài thứ hai.", encoding="utf-8")
    (tmp_path / "anh.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (tmp_path / "cu.txt").write_bytes("Bài báo cũ.".encode("utf-7") + b"\xe9\xe8")
    (tmp_path / "trong.txt").write_text(" \n", encoding="utf-8")
    (tmp_path / "nhi-phan.jsonl").write_bytes(b'{"id": "x", "text": "A."}\n\0\0\n\xff')
    (tmp_path / "mat.txt").symlink_to(tmp_path / "khong-co")
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")
    (tmp_path / "2021" / "README").write_text("Về thư mục này.", encoding="utf-8")
    (tmp_path / ".an.txt").write_text("Tệp ẩn.", encoding="utf-8")
    (tmp_path / ".git" / "x.txt").write_text("Tệp ẩn.", encoding="utf-8")
    loaded = load_articles(tmp_path)
    assert [article.id for article in loaded.articles] == ["b", "x", "2021.dang-bo-khoi"]
    assert loaded.articles[2].source == "2021/Đảng bộ Khối.txt"
    assert reasons(loaded.skipped) == [
        ("anh.txt", "binary"),
        ("cu.txt", "encoding"),
        ("logo.png", "other-kind"),
        ("mat.txt", "unreadable"),
        ("nhi-phan.jsonl", "binary"),
        ("trong.txt", "empty"),
        ("2021/README", "other-kind"),
    ]


@pytest.mark.parametrize("content", [b"", b"\n \n", codecs.BOM_UTF8])
def test_a_file_without_lines_is_named(tmp_path, content):
    (tmp_path / "a.txt").write_text("Một bài.", encoding="utf-8")
    (tmp_path / "b.jsonl").write_bytes(content)
    assert reasons(load_articles(tmp_path).skipped) == [("b.jsonl", "empty")]


def test_names_that_are_not_utf8_can_be_told_and_stored(tmp_path):
    for name in (b"b\xe0i.txt", b"b\xe0i.docx"):
        try:
            Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_text("Bài.", encoding="utf-8")
        except OSError:
            pytest.skip("the file system takes only names in UTF-8")
    loaded = load_articles(tmp_path)
    assert [article.source for article in loaded.articles] == ["b\ufffdi.txt"]
    assert reasons(loaded.skipped) == [("b\ufffdi.docx", "other-kind")]


def test_colliding_ids_are_reported(tmp_path):
    (tmp_path / "Bài 1.txt").write_text("Một.", encoding="utf-8")
    (tmp_path / "bai-1.txt").write_text("Hai.", encoding="utf-8")
    loaded = load_articles(tmp_path)
    assert [article.text for article in loaded.articles] == ["Một."]
    assert reasons(loaded.skipped) == [("bai-1.txt", "duplicate-id")]


def test_all_reasons_are_kept_when_nothing_could_be_read(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\0")
    (tmp_path / "b.txt").touch()
    (tmp_path / "c.txt").write_bytes("Đảng bộ".encode("cp1258", "ignore") + b"\xf0")
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")
    with pytest.raises(NoArticlesError) as caught:
        load_articles(tmp_path)
    assert caught.value.details == {"path": str(tmp_path)}
    assert reasons(caught.value.skipped) == [
        ("a.txt", "binary"),
        ("b.txt", "empty"),
        ("c.txt", "encoding"),
        ("logo.png", "other-kind"),
    ]


def test_an_empty_directory_is_an_error(tmp_path):
    with pytest.raises(NoArticlesError) as caught:
        load_articles(tmp_path)
    assert caught.value.skipped == ()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("khong-co", "không có thư mục này"),
        ("bai.txt/con", "không có thư mục này"),
        ("bai.txt", "đây là tệp, không phải thư mục"),
        ("x" * 300, "File name too long"),
    ],
)
def test_what_is_no_directory_is_an_error(tmp_path, name, words):
    (tmp_path / "bai.txt").write_text("Một bài.", encoding="utf-8")
    directory = tmp_path / name
    with pytest.raises(ArticlesDirectoryError) as caught:
        load_articles(directory)
    expected = f"Không đọc được bài báo trong {directory}: {words}"
    assert error_text("vi", caught.value) == expected


def test_files_and_folders_one_may_not_read_are_named():
    directory = Path(tempfile.mkdtemp())
    owner = os.geteuid()
    try:
        directory.chmod(0o755)
        (directory / "a.txt").write_text("Một bài.", encoding="utf-8")
        for name in ("b.txt", "c.jsonl"):
            (directory / name).write_text("{}", encoding="utf-8")
            (directory / name).chmod(0)
        (directory / "d").mkdir(0)
        if owner == 0:
            os.seteuid(65534)  # root may read everything, so not as root
        loaded = load_articles(directory)
    finally:
        os.seteuid(owner)
        (directory / "d").chmod(0o755)
        shutil.rmtree(directory)
    assert [article.id for article in loaded.articles] == ["a"]
    assert reasons(loaded.skipped) == [
        ("b.txt", "permission"),
        ("c.jsonl", "permission"),
        ("d", "permission"),
    ]


def test_reasons_are_told_in_both_languages():
    codes = ["binary", "encoding", "empty", "permission", "unreadable", "json", "missing-text"]
    for code in [*codes, "published-at", "field", "duplicate-id"]:
        assert bundle("vi").has_message(f"reason-{code}")
        assert bundle("en").has_message(f"reason-{code}")
    error = ArticleFormatError("", path="a.txt", reason="binary")
    assert error_text("vi", error) == "Không đọc được a.txt: tệp nhị phân, không phải là văn bản"
    assert error_text("en", ArticleFormatError("", path="a", reason="x y")) == "Cannot read a: x y"
