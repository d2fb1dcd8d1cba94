"""Pictures of the cards, as a phone shows them: ``python -m tests.pictures``.

The texts and the buttons are the bot's own, made by the code that sends them; the passages are of
the article that ships. Which words answer is set here by hand, so that no model is needed. Writes
``docs/cards/index.html``, and a picture of every scene with Chromium if that is installed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from bot.handlers.keyboards import Manner, keyboard
from bot.links import start_address
from bot.messages import Language, text
from bot.permalinks import permalink
from bot.rendering import short_source, view_card
from bot.views import Context, Mark, Page, Spot, View, overview, surroundings
from embeddings import resources
from embeddings.articles import Article, ArticleInfo, Passage
from embeddings.loaders import load_articles
from embeddings.passages import passages

DIRECTORY = Path(__file__).parent.parent / "docs" / "cards"
WIDTH = 412  # CSS pixels of a phone
SCALE = 1.5
_LINKS = start_address("hoi_bao_bot")
_TEMPLATE = Path(__file__).with_name("pictures.html")


@dataclass(frozen=True)
class Scene:
    """What a phone shows: what was asked, and what the bot said."""

    name: str
    caption: str
    content: str  # HTML


class Article0:
    """The article that ships, and pages of answers from it."""

    def __init__(self) -> None:
        (self.article,) = load_articles(resources.data_directory() / "articles").articles
        self.passages = passages(self.article)

    def page(self, question: str, *answers: tuple[str, float], understood: str = "") -> Page:
        """What answers a question: words of the article, and how sure it is of each."""
        spots: dict[str, Spot] = {}
        for words, confidence in answers:
            spot = self.spot(words)
            start = spot.passage.text.index(words) if spot.passage else 0
            mark = Mark(start, start + len(words), confidence)
            marks = spots[spot.permalink].marks if spot.permalink in spots else ()
            spots[spot.permalink] = replace(spot, marks=(*marks, mark))
        asked = Page("AAAAAAAAAAAA", 1, tuple(spots.values()), True, question)
        return replace(asked, understood=understood or question)

    def spot(self, words: str) -> Spot:
        """The first passage that has these words."""
        passage = next(one for one in self.passages if words in one.text)
        return spot_of(self.article, passage)

    def around(self, page: Page) -> Context:
        """The page's passage in its surroundings."""
        assert page.spot.passage is not None
        return Context(page, *surroundings(self.article, page.spot.passage))


def spot_of(article: Article, passage: Passage) -> Spot:
    """A passage of an article, with nothing marked."""
    return Spot(permalink(article.id, passage.text), article.info, passage)


def scenes() -> list[Scene]:
    """Everything a reader can come to see."""
    shipped = Article0()
    many = shipped.page(
        "Bao nhiêu công việc đột phá được đăng ký?",
        ("402 công việc đột phá", 0.62),
        ("13 nội dung công việc đột phá", 0.55),
        ("1 trong 2 công việc đột phá", 0.25),
    )
    how_many = shipped.page(
        "bao nhieu luot tap the tieu bieu", ("446 lượt tập thể", 0.9), ("22 tập thể", 0.3)
    )
    how_many = replace(how_many, understood="bao nhiêu lượt tập thể tiêu biểu")
    who = shipped.page(
        "Ai là Bí thư Đảng ủy Khối?",
        ("Nguyễn Thúy Hà", 0.93),
        ("Lê Thị Phương Hoa", 0.34),
        ("Vũ Đức Khiên", 0.33),
    )
    follow_up = shipped.page(
        "Còn Bảo hiểm Xã hội thì sao?",
        ("24 bộ thủ tục hành chính", 0.8),
        understood="Bảo hiểm Xã hội đã đưa bao nhiêu bộ thủ tục hành chính?",
    )
    near = ("Nâng cao chất lượng sinh hoạt", "Việc bình xét các gương", "5 năm qua, thực hiện")
    nothing = Page(
        "AAAAAAAAAAAA",
        0,
        tuple(map(shipped.spot, near)),
        False,
        "Giá vàng hôm nay là bao nhiêu?",
        "Giá vàng hôm nay là bao nhiêu?",
    )
    admins = Manner("vi", admins=True)
    why = text("vi", "toast-why")
    sent = text("vi", "toast-appeal")
    return [
        Scene("answer", "Một câu trả lời", _chat(who, who)),
        Scene("understood", "Gõ không dấu", _chat(how_many, how_many)),
        Scene("rivals", "Hai câu trả lời khớp gần như nhau", _chat(many, many)),
        Scene("disagreement", "Hai bài nói khác nhau", _chat(*_disagreement())),
        Scene("context", "Ngữ cảnh", _chat(who, shipped.around(who))),
        Scene("article", "Bài báo", _chat(who, overview(who, shipped.article))),
        Scene("rated", "Đã đánh giá", _chat(who, who, Manner("vi", verdict="up"))),
        Scene("why", "👎 và lý do", _chat(who, who, Manner("vi", "down", asks_why=True), why)),
        Scene("follow-up", "Câu hỏi nối tiếp", _chat(follow_up, follow_up)),
        Scene("nothing", "Không có câu trả lời", _chat(nothing, nothing, admins)),
        Scene("near", "Đoạn gần nhất", _chat(nothing, replace(nothing, number=1), admins, sent)),
        Scene("english", "In English", _chat(who, who, Manner("en"))),
        Scene("inline", "Hỏi trong cuộc trò chuyện khác", _inline(many)),
    ]


def _disagreement() -> tuple[Page, Page]:
    """Two articles made up for this picture."""
    told = (
        ("2021-03-12", "Cải cách hành chính ở Bảo hiểm Xã hội tỉnh", "đưa 24 bộ thủ tục", 0.7),
        ("2022-01-20", "Thêm nhiều thủ tục được giải quyết một cửa", "đưa 31 bộ thủ tục", 0.66),
    )
    shipped, spots = Article0().article, []
    assert shipped.published_at is not None
    for date, title, words, confidence in told:
        year, month, day = map(int, date.split("-"))
        at = shipped.published_at.replace(year=year, month=month, day=day)
        info = ArticleInfo(date, title, (), at, f"https://vi.example/{date}")
        sentence = f"Bảo hiểm Xã hội tỉnh đã {words} hành chính ra bộ phận một cửa."
        base = Article0().passages[5]
        passage = replace(base, article_id=date, text=sentence, title=title)
        start = sentence.index(words) + len("đưa ")
        mark = Mark(start, start + len(words) - len("đưa "), confidence)
        spots.append(Spot(permalink(date, sentence), info, passage, (mark,)))
    question = "Bảo hiểm Xã hội tỉnh đưa bao nhiêu thủ tục ra một cửa?"
    page = Page("AAAAAAAAAAAA", 1, tuple(spots), True, question, question)
    return page, page


def _chat(asked: Page, view: View, manner: Manner | None = None, toast: str = "") -> str:
    manner = manner or Manner("vi")
    question = "Who is the Party Secretary?" if manner.language == "en" else asked.question
    said = view_card(view, manner.language, _LINKS)
    toasted = f'<div class="toast">{escape(toast)}</div>' if toast else ""
    return (
        f'<div class="mine bubble">{escape(question)}<time>08:14 ✓✓</time></div>'
        f'<div class="theirs"><div class="bubble">{_telegram(said)}<time>08:14</time></div>'
        f"{_buttons(view, manner)}</div>{toasted}"
    )


def _telegram(html: str) -> str:
    """Telegram's HTML as a browser's."""
    html = html.replace("</blockquote>\n", "</blockquote>").replace("\n<blockquote", "<blockquote")
    html = html.replace("<blockquote expandable>", '<blockquote class="folded">')
    return html.replace("\n", "<br>")


def _buttons(view: View, manner: Manner) -> str:
    made = keyboard(view, manner)
    rows = []
    for row in made.inline_keyboard if made else ():
        cells = []
        for button in row:
            kind = "link" if button.url else "copy" if button.copy_text else ""
            cells.append(f'<span class="button {kind}">{escape(button.text)}</span>')
        rows.append(f'<div class="row">{"".join(cells)}</div>')
    return f'<div class="keyboard">{"".join(rows)}</div>'


def _inline(page: Page) -> str:
    language: Language = "vi"
    offered = "".join(
        f'<div class="result"><b>{escape(spot.best)}</b>'
        f"<small>{escape(short_source(spot, language))}</small></div>"
        for spot in page.spots
    )
    typed = f"@hoi_bao_bot {escape(page.question)}"
    return f'<div class="results">{offered}</div><div class="field">{typed}</div>'


def document(shown: list[Scene]) -> str:
    """The page with these scenes."""
    phones = "".join(
        f'<figure id="{scene.name}"><div class="phone"><header><i>HB</i><p><b>Hỏi Báo</b>'
        f"<small>bot</small></p></header><main>{scene.content}</main></div>"
        f"<figcaption>{escape(scene.caption)}</figcaption></figure>"
        for scene in shown
    )
    return _TEMPLATE.read_text(encoding="utf-8").replace("<!-- phones -->", phones)


def photograph(scene: Scene, chromium: str, target: Path) -> None:
    """Make a picture of one scene with a headless browser."""
    with tempfile.TemporaryDirectory() as directory:
        source = Path(directory) / "scene.html"
        source.write_text(document([scene]).replace("<body>", '<body class="single">'), "utf-8")
        browser = [chromium, "--headless", "--no-sandbox", "--hide-scrollbars", "--disable-gpu"]
        browser += [f"--user-data-dir={directory}/profile", f"--window-size={WIDTH},400"]
        run: Callable[..., subprocess.CompletedProcess[str]] = subprocess.run
        measured = run(
            [*browser, "--dump-dom", source.as_uri()], capture_output=True, text=True, check=True
        )
        height = re.search(r'data-height="(\d+)"', measured.stdout)
        assert height is not None, "the page did not tell its height"
        browser[-1] = f"--window-size={WIDTH},{height[1]}"
        picture = [f"--screenshot={target}", f"--force-device-scale-factor={SCALE}"]
        run([*browser, *picture, source.as_uri()], capture_output=True, check=True)


def main() -> None:
    """Write the page and, where there is a browser, the pictures."""
    shown = scenes()
    DIRECTORY.mkdir(exist_ok=True)
    (DIRECTORY / "index.html").write_text(document(shown), encoding="utf-8")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("Chromium is not installed: the page was written, the pictures were not.")
    for scene in shown:
        photograph(scene, chromium, DIRECTORY / f"{scene.name}.png")


if __name__ == "__main__":
    main()
