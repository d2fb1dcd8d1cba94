"""What the documents say is so."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot import interchange
from bot.cli import app
from bot.settings import PREFIX, Settings
from bot.shell import ExitCode
from embeddings.errors import EmptyQuestionError, QuestionError
from tests.samples import answer

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
JSON = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")


def rows(text, heading):
    """The rows of the table after ``heading``: lists of cells."""
    section = text.partition(heading)[2]
    found = []
    for line in section.splitlines():
        if line.startswith("|"):
            found.append([cell.strip() for cell in line.strip("|").split("|")])
        elif found:
            break
    assert len(found) > 2, heading
    return found[2:]


def setting_row(name):
    """What README must say of a setting."""
    field = Settings.model_fields[name]
    shown = {"articles": "`data/articles`", "admins": "", "people": ""}
    default = "" if field.default is None else f"`{field.default}`"
    return [f"`{PREFIX}{name.upper()}`", shown.get(name, default), field.description]


def test_every_setting_is_documented_with_its_default():
    assert rows(README, "## Settings") == [setting_row(name) for name in Settings.model_fields]


def test_every_command_is_documented():
    names = {command.callback.__name__ for command in app.registered_commands if command.callback}
    assert {cells[0].strip("`").split()[1] for cells in rows(README, "## For testers")} == names


def test_every_exit_code_is_documented():
    described = {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}
    assert described == {*map(int, ExitCode), 130}


def test_every_bot_command_is_documented():
    from bot.application import COMMANDS

    assert all(f"`/{command.name}`" in README for command in COMMANDS)


def test_every_article_format_is_documented():
    from embeddings.loaders import LOADERS

    assert set(re.findall(r"^- `(\.\w+)`:", README, re.MULTILINE)) == set(LOADERS)


def test_every_make_target_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"\bmake (\w+)", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize(
    "path", [ROOT / "README.md", *(ROOT / "docs").glob("*.md")], ids=lambda path: path.name
)
def test_links_lead_somewhere(path):
    document = path.read_text(encoding="utf-8")
    for link in re.findall(r"\]\((?!https?://)([^)#]+)[^)]*\)", document):
        assert (path.parent / link).exists(), link


def test_the_transcript_is_what_is_answered(library):
    [transcript] = re.findall(r"```text\n(.*?)```", README, re.DOTALL)
    turns = [turn.splitlines() for turn in transcript.split("? ", 1)[1].split("\n? ")]
    answers = [library.ask(question).best for question, *_ in turns]
    assert [best and best.text for best in answers] == [turns[0][1], None]


def test_every_key_of_the_json_is_documented():
    known = answer()
    assert known.best is not None
    eager = interchange.answer_object(replace(known, alternatives=(known.best,)))
    error = interchange.error_object("", EmptyQuestionError("empty"), "vi")
    for heading, thing in (
        ("## An answer", eager),
        ("### `article`", eager["article"]),
        ("### each of `candidates`", eager["candidates"][0]),
        ("### each of `alternatives`", eager["alternatives"][0]),
        ("## A question that could not", error),
    ):
        assert [cells[0] for cells in rows(JSON, heading)] == [f"`{key}`" for key in thing]


def test_every_code_of_a_bad_question_is_documented():
    codes = {error.code for error in QuestionError.__subclasses__()}
    assert {cells[0].strip("`") for cells in rows(JSON, "`message`, a sentence")} == codes


def test_the_json_types_are_as_documented(library):
    kinds = {
        "string": str,
        "boolean": bool,
        "array": list,
        "object": dict,
        "number": float,
        "[start": list,
    }
    found = json.loads(interchange.line(interchange.answer_object(library.ask("Ai là Bí thư?"))))
    for key, kind, _ in rows(JSON, "## An answer"):
        value = found[key.strip("`")]
        expected = kinds[re.split(r"[ ,]", kind)[0]]
        assert isinstance(value, expected) or (value is None and "null" in kind), key
