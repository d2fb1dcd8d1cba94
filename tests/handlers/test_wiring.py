"""A command is a handler, a line of wiring and a message in each language; and it is documented."""

import ast
import re
from pathlib import Path

import pytest

from bot.application import COMMANDS
from bot.handlers import failures
from bot.handlers.routing import menu
from bot.messages import LANGUAGES, text

ROOT = Path(__file__).parents[2]


def test_every_command_is_in_the_document_and_no_other():
    document = (ROOT / "docs" / "telegram.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `/(\w+)[^|]*\| (\w+)", document, re.MULTILINE)
    for_whom = {True: "admins", False: "everybody"}
    assert rows == [(command.name, for_whom[command.admins_only]) for command in COMMANDS]


def test_every_command_is_in_a_menu():
    names = menu()
    assert names.all == {command.name for command in COMMANDS}
    assert set(names.names(admin=False)).isdisjoint(names.admins_only)
    assert "hoi" in names.names(admin=False, group=True)


def test_what_introduces_the_bot_is_as_long_as_telegram_allows():
    for language in LANGUAGES:
        assert len(text(language, "bot-description")) <= 512
        assert len(text(language, "bot-short-description")) <= 120


def own_words(tree):
    """The strings of a module that are neither documentation nor for the log or a programmer."""
    apart = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            apart.update(_documentation(node))
        elif isinstance(node, ast.Raise | ast.Assert) or _for_programmers(node):
            apart.update(ast.walk(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in apart:
            yield node.value


def _documentation(node):
    for statement in node.body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            yield statement.value


def _for_programmers(node):
    """Whether it is a line of the log, or an error whose text nobody but us reads."""
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name):
        return node.func.id.endswith("Error")
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    return isinstance(owner, ast.Name) and owner.id.strip("_").lower() == "log"


SENTENCE = re.compile(r"[^\W\d_]+[,:]? [^\W\d_]+[,:]? [^\W\d_]+")
ACCENTED = re.compile(r"[^\W\d_a-zA-Z]")
TELEGRAMS_OWN = failures._GONE  # what its refusals say
SPEAKING = ("handlers", "transport", "rendering", "messages")


@pytest.mark.parametrize(
    "path",
    [path for part in SPEAKING for path in (ROOT / "bot" / part).rglob("*.py")],
    ids=lambda path: path.name,
)
def test_no_sentence_that_people_read_is_in_the_code(path):
    words = list(own_words(ast.parse(path.read_text(encoding="utf-8"))))
    known = [word for word in words if word not in TELEGRAMS_OWN]
    assert [word for word in known if SENTENCE.search(word)] == []
    assert [word for word in known if ACCENTED.search(word)] == []


def test_a_sentence_in_the_code_would_be_found():
    code = 'def f():\n    "What it does here."\n    log.info("of no concern here")\n'
    assert list(own_words(ast.parse(code))) == []
    code += '    return reply("Please ask again")\n'
    [found] = own_words(ast.parse(code))
    assert SENTENCE.search(found)
