"""A conversation as a reader would have it, written down for docs/telegram.md."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

from tests.e2e.telegram import NAME, Person, Said, Telegram, parse

DOCUMENT = Path(__file__).parents[2] / "docs" / "telegram.md"
GROUP = -1001234
_BLOCK = re.compile(r"(<!-- transcript -->\n```text\n)(.*?)(```\n<!-- /transcript -->)", re.DOTALL)
_ID = re.compile(r"\b\d{8}T\d{9}\b|\b\d{8}-\d{6}-\d+\b")


class Transcript:
    """What was said and pressed, line by line; the bot's words as a plain client shows them."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def __str__(self) -> str:
        return "\n".join(self.lines) + "\n"

    def note(self, text: str) -> None:
        self.lines += ["", f"── {text}"]

    async def asks(self, person: Person, text: str, **extra: object) -> Said:
        self._say(person.user["first_name"], text)
        said = await person.asks(text, **extra)
        self.shows(said)
        return said

    async def presses(self, person: Person, said: Said, words: str) -> None:
        """Press a button; what is shown at the bottom of the screen, and what becomes of it."""
        before, buttons = said.html, said.buttons
        label = said.button(words)["text"]
        toast = await person.presses(said, words)
        self.lines += [
            "",
            f"{person.user['first_name']} [{label}]" + (f" → {toast}" if toast else ""),
        ]
        if not toast:
            await person.telegram.until(lambda: said.html != before, "another text")
        await person.telegram.until(
            lambda: toast or (said.html, said.buttons) != (before, buttons), "a change"
        )
        if said.html != before:
            self.shows(said)

    def shows(self, said: Said) -> None:
        """A message of the bot, with its buttons."""
        self._say("Hỏi Báo", _ID.sub("…", _plain(parse(said.html))))
        self.lines += ["    " + "  ".join(f"[{b['text']}]" for b in row) for row in said.buttons]

    def _say(self, who: str, words: str) -> None:
        first, *rest = words.split("\n")
        self.lines += ["", f"{who}: {first}", *("    " + line if line else "" for line in rest)]


def _plain(element: ElementTree.Element) -> str:
    """Telegram HTML with *bold* and > quotations."""
    inner = (element.text or "") + "".join(_plain(child) + (child.tail or "") for child in element)
    if element.tag == "b":
        return f"*{inner}*"
    if element.tag == "blockquote":
        return "\n".join(f"> {line}" for line in inner.split("\n"))
    return inner


async def conversation(telegram: Telegram) -> Transcript:
    """A reader's first minutes with the bot, in private and in a group."""
    written, an = Transcript(), Person(telegram, 11, "An")
    written.note("trò chuyện riêng")
    await written.asks(an, "/start")
    card = await written.asks(an, "bi thu dang uy khoi la ai")
    await written.presses(an, card, "👍")
    await written.asks(an, "Giá vàng hôm nay là bao nhiêu?")
    offer = await written.asks(an, "/ngonngu")
    await written.presses(an, offer, "English")
    await written.asks(an, "/moi")
    erase = await written.asks(an, "/xoadulieu")
    await written.presses(an, erase, "Erase")
    written.note("trong nhóm")
    binh = Person(telegram, 12, "Bình").within(GROUP)
    await binh.says("Chiều nay mấy giờ họp nhỉ?")
    written._say("Bình", "Chiều nay mấy giờ họp nhỉ?")
    await written.asks(binh, f"{NAME} Đảng bộ Khối có bao nhiêu lượt đảng viên đăng ký nêu gương?")
    return written


def documented() -> str:
    """The transcript in the document."""
    found = _BLOCK.search(DOCUMENT.read_text(encoding="utf-8"))
    assert found is not None
    return found[2]


def document(transcript: Transcript) -> None:
    """Put this transcript into the document."""
    text = DOCUMENT.read_text(encoding="utf-8")
    new = _BLOCK.sub(lambda found: found[1] + str(transcript) + found[3], text)
    DOCUMENT.write_text(new, encoding="utf-8")
