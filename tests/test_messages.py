"""Both languages say the same things, and the code asks for nothing they do not say."""

import ast
import errno
import importlib
import os
import re
import unicodedata
from functools import cache
from html import escape
from itertools import chain
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

from bot.answering import MAX_QUESTION
from bot.application import COMMANDS
from bot.messages import LANGUAGES, error_text, language_of, reason_text, text
from embeddings import errors
from embeddings.articles import BlockKind
from embeddings.vietnamese.changes import ChangeKind
from tests.e2e.telegram import plain

ROOT = Path(__file__).parent.parent
SOURCES = [path for package in ("bot", "embeddings") for path in (ROOT / package).rglob("*.py")]


class Variables(Visitor):
    """The variables of a message, and the keys it chooses between."""

    def __init__(self):
        self.names = set()
        self.keys = set()

    def visit_VariableReference(self, node):
        self.names.add(node.id.name)

    def visit_Variant(self, node):
        key = node.key
        self.keys.add(key.name if isinstance(key, fluent.Identifier) else key.value)
        self.generic_visit(node)


def messages(language):
    """Message id -> its variables and the keys it chooses between."""
    files = sorted((ROOT / "bot" / "messages" / language).glob("*.ftl"))
    assert files
    sources = (path.read_text(encoding="utf-8") for path in files)
    found = {}
    for entry in chain.from_iterable(FluentParser().parse(source).body for source in sources):
        assert not isinstance(entry, fluent.Junk), entry.content
        if isinstance(entry, fluent.Message):
            assert entry.id.name not in found, f"{entry.id.name} is there twice"
            found[entry.id.name] = variables = Variables()
            variables.visit(entry)
    return found


VI, EN = messages("vi"), messages("en")


@cache
def strings():
    """Every string in the code, and the beginning of every f-string that begins with one."""
    whole, beginnings = set(), set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                beginnings.add(str(node.values[0].value))
    return whole, {beginning for beginning in beginnings if re.fullmatch(r"[a-z-]+-", beginning)}


def asked_for():
    """The ids that are passed to ``text`` or ``html`` as they stand."""
    found = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("text", "html")
                and len(node.args) > 1
                and isinstance(node.args[1], ast.Constant)
            ):
                found.add(node.args[1].value)
    return found


for _path in SOURCES:  # so that every error the code can raise is known
    if "training" not in _path.parts:
        importlib.import_module(".".join(_path.relative_to(ROOT).with_suffix("").parts))


def error_classes(base=errors.HoiBaoError):
    return {base, *(found for sub in base.__subclasses__() for found in error_classes(sub))}


def test_both_languages_have_the_same_messages():
    assert list(VI) == list(EN)


@pytest.mark.parametrize("message", VI)
def test_both_languages_use_the_same_variables(message):
    assert VI[message].names == EN[message].names


def test_the_code_asks_only_for_messages_that_exist():
    asked = asked_for()
    assert {"telegram-nearest", "console-no-answer"} <= asked
    assert asked <= set(VI)


@pytest.mark.parametrize("message", VI)
def test_no_message_is_an_orphan(message):
    whole, beginnings = strings()
    if message.startswith("error-"):
        codes = {f"error-{error.code}" for error in error_classes()}
        assert message in codes | whole
    else:
        assert message in whole or any(map(message.startswith, beginnings))


@pytest.mark.parametrize("error", error_classes(), ids=lambda error: error.__name__)
def test_every_error_has_a_message_of_its_details(error):
    names = VI[f"error-{error.code}"].names
    described = set(re.findall(r"``(\w+)``", error.__doc__ or ""))
    assert names <= described


def stages(function):
    """What is named first in calls of ``function``, or of a method of that name."""
    found = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                called = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
                if called == function and isinstance(node.args[0].value, str):
                    found.add(node.args[0].value)
    return found


def test_every_stage_of_a_publication_has_a_name():
    assert {"encode", "verify"} <= stages("progress")
    assert {f"stage-{stage}" for stage in stages("progress") | stages("counting")} <= set(VI)


@pytest.mark.parametrize("messages", [VI, EN], ids=LANGUAGES)
def test_every_stage_of_an_answer_has_a_name(messages):
    assert stages("stage") | {"total", "other"} == messages["explain-stage"].keys


def reasons():
    """The reasons that errors in the code are raised with, and the details that go with them."""
    found = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                given = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
                if isinstance(reason := given.pop("reason", None), ast.Constant):
                    found.add((reason.value, frozenset(given)))
    return found


def test_every_reason_is_told_in_words():
    assert {"binary", "sha256", "file-changed"} <= {reason for reason, _ in reasons()}
    for language in LANGUAGES:
        for reason, details in reasons():
            told = reason_text(language, reason, **dict.fromkeys(details, "tên"))
            assert told != reason


def test_a_reason_names_what_it_is_about():
    told = errors.CorruptEditionError("log", edition="e", reason="file-changed", file="dense.faiss")
    assert error_text("vi", told) == "Ấn bản e bị hỏng: tệp dense.faiss đã bị thay đổi"
    assert error_text("en", told) == "Edition e is damaged: the file dense.faiss has been changed"


def test_what_systems_say_is_translated_and_what_they_hardly_ever_say_is_kept():
    told = errors.HomeError("log", path="/x", reason=os.strerror(errno.ENOSPC))
    assert error_text("vi", told) == "Không ghi được vào thư mục /x: đĩa đã đầy"
    told = errors.HomeError("log", path="/x", reason="exit code 9: {odd}")
    assert error_text("en", told) == "Cannot write to the directory /x: exit code 9: {odd}"


def test_an_error_is_told_with_its_details():
    error = errors.QuestionTooLongError("for the log", length=3000, limit=2000)
    assert error_text("vi", error).startswith(
        "Câu hỏi dài 3.000 ký tự, vượt quá giới hạn 2.000 ký tự."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_question_fits_in_a_message_even_escaped(language):
    asked = escape('"' * MAX_QUESTION)
    assert asked in text(language, "telegram-appeal", question=asked, name="An", link="x")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("message", VI)
def test_every_message_can_be_filled(language, message):
    names = VI[message].names
    for value in ("1", 1, 5):
        filled = text(language, message, **dict.fromkeys(names, value))
        assert filled.strip()
        assert filled == unicodedata.normalize("NFC", filled)
        if message.startswith("telegram-"):
            assert plain(filled).strip()


@pytest.mark.parametrize("messages", [VI, EN], ids=LANGUAGES)
@pytest.mark.parametrize(
    ("message", "kinds"), [("place", BlockKind), ("explain-change", ChangeKind)]
)
def test_every_kind_has_a_name(messages, message, kinds):
    assert messages[message].keys == {kind.value for kind in kinds}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_commands_are_as_telegram_wants_them(command):
    assert re.fullmatch(r"[a-z0-9_]{1,32}", command.name)
    for language in LANGUAGES:
        assert 1 <= len(text(language, f"command-{command.name}")) <= 256


@pytest.mark.parametrize(
    ("code", "language"),
    [(None, "vi"), ("vi", "vi"), ("vi-VN", "vi"), ("VI", "vi"), ("en", "en"), ("fr-CA", "en")],
)
def test_the_language_to_speak(code, language):
    assert language_of(code) == language
