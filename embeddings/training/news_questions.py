"""Questions made from newspaper articles by rule, to read news as well as encyclopaedias.

Vietnamese asks in place: with "bao nhiêu" where the number stands, a clause of an article is a
question. And newspapers introduce people with their office ("Đồng chí Lê Thị Phương Hoa, Giám đốc
Trung tâm Dịch vụ việc làm, cho biết"), which makes two. From the same rules come questions that
look answerable and are not: about the deputy's superior, about another year.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from embeddings.vietnamese import sentence_spans

_LATER_HALF = 20_000  # of the shuffled articles; the benchmark's distractors are among the others
_SEED = 7
_SHORT, _LONG = 40, 100  # syllables of a passage
_IN_PLACE_SHARE = 0.15  # of the articles; these questions are the rougher ones

# One by one: in Unicode capitals and small letters with two marks alternate.
_UPPER = "A-ZĐÀ-ÖØ-ÞĂĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_NAME = rf"[{_UPPER}]\w+(?: [{_UPPER}]\w*){{1,4}}"
_OFFICE = (
    r"(?:[Pp]hó |[Nn]guyên |[Qq]uyền )*(?:[Cc]hủ tịch|[Bb]í thư|[Gg]iám đốc|[Tt]rưởng|[Tt]ổng|"
    r"[Vv]iện trưởng|[Hh]iệu trưởng|[Hh]iệu phó|[Tt]hứ trưởng|[Bb]ộ trưởng|[Cc]ục trưởng|"
    r"[Vv]ụ trưởng|[Cc]hánh|[Đđ]ại biểu|[Ủủ]y viên|[Tt]hư ký|[Cc]hi cục trưởng|[Đđ]ội trưởng)"
)
# Ông Nguyễn Văn A, Phó Giám đốc Sở Y tế Hải Dương(, | cho biết | - | ( ...
_INTRODUCED = re.compile(
    rf"(?P<title>(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Aa]nh|[Cc]hị|TS\.?|ThS\.?|BS\.?)) "
    rf"(?P<name>{_NAME})(?:,| -| –) (?P<office>{_OFFICE}[^,.;:()“”\"–]{{0,70}}?)"
    r"(?=,| cho biết| cho hay| nói| khẳng định| chia sẻ| nhấn mạnh| thông tin| cho rằng| –| -|\.)"
)
_WHO = ("Ai là {}?", "{} là ai?", "{} tên là gì?", "Ai đang giữ chức {}?", "ai làm {}")
_OFFICE_OF = ("{} là ai?", "{} giữ chức vụ gì?", "{} làm chức gì?", "Chức vụ của {} là gì?")
_LIFE = ("{} sinh năm nào?", "{} bao nhiêu tuổi?", "{} quê ở đâu?", "Số điện thoại của {} là gì?")
# What stands in a clause -> what asks for it; the group "answer" is what is taken out.
_IN_PLACE = (
    (re.compile(r"\b(?P<answer>\d+(?:[.,]\d+)*) ?%"), "bao nhiêu phần trăm", "%"),
    (re.compile(r"\b(?P<answer>ngày \d{1,2}[-/.]\d{1,2}(?:[-/.]\d{4})?)\b"), "ngày nào", ""),
    (re.compile(r"\b(?P<answer>năm [12]\d{3})\b"), "năm nào", ""),
    (
        re.compile(
            r"(?<!năm )(?<!tháng )(?<!ngày )(?<!thứ )(?<!số )(?<!quận )(?<!- )"
            r"\b(?P<answer>\d{1,3}(?:\.\d{3})+|\d{2,3}) (?=[a-zđà-ỹ]{3})(?!tuổi|giờ|tháng|năm)"
        ),
        "bao nhiêu ",
        "",
    ),
    (re.compile(rf"\b(?:ông|bà|anh|chị|đồng chí) (?P<answer>{_NAME})"), "ai", ""),
    (re.compile(rf"\b(?:tại|ở) (?P<answer>{_NAME})"), "đâu", ""),
)
_CLAUSE = re.compile(r"[^,;:()“”\"]+")
_FILLERS = re.compile(
    r"\b(?:đã|đang|sẽ|cũng|vẫn|còn|rất|đều|hiện|vừa|có|được|trong|của|các|những) "
)
_OTHER_YEAR = re.compile(r"\bnăm ([12]\d{3})\b")


def news_questions(path: Path, most: int) -> list[dict[str, Any]]:
    """Rows like those of the question files, at most ``most``, the same ones every time."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    chance = Random(_SEED)  # noqa: S311 - a reproducible sample, no secret
    chance.shuffle(articles)
    rows: list[dict[str, Any]] = []
    for article in articles[-_LATER_HALF:]:
        body = max(article["text"].split("\n"), key=len)
        rows += _of_article(body, chance)
        if len(rows) >= most:
            break
    return rows[:most]


def _of_article(body: str, chance: Random) -> Iterator[dict[str, Any]]:
    sentences = sentence_spans(body)
    asked = chance.randrange(len(sentences)) if chance.random() < _IN_PLACE_SHARE else -1
    for place, (start, end) in enumerate(sentences):
        sentence = body[start:end]
        made = list(introductions(sentence, chance))
        if place == asked:
            made += _one_in_place(sentence, chance)
        for question, answer, at in made:
            context, shift = _around(body, sentences, place, chance)
            if answer is None:
                yield _row(context, question, None, 0)
            else:
                yield _row(context, question, answer, start - shift + at)


def introductions(sentence: str, chance: Random) -> Iterator[tuple[str, str | None, int]]:
    """Questions about who holds which office: question, answer (None: there is none), offset."""
    for found in _INTRODUCED.finditer(sentence):
        name, office = found["name"], found["office"].strip()
        if re.search(r"\b(?:[A-ZĐ]|TP|TX)$", office):  # cut at the stop of an abbreviation
            continue
        office = re.sub(r"^[NnQq](?:guyên|uyền) ", "", office)
        kind = chance.random()
        if kind < 0.45:
            yield chance.choice(_WHO).format(office), name, found.start("name")
        elif kind < 0.7:
            whom = chance.choice((name, f"{found['title']} {name}", name.split()[-1]))
            at = sentence.index(office, found.start("office"))
            yield chance.choice(_OFFICE_OF).format(whom), office, at
        elif kind < 0.88:
            deputy = re.match(r"[Pp]hó ", office)
            other = office[4:] if deputy else f"Phó {office[0].lower()}{office[1:]}"
            other = other[0].upper() + other[1:]
            if other.casefold() not in sentence.casefold().replace(office.casefold(), ""):
                yield chance.choice(_WHO).format(other), None, 0
        else:
            yield chance.choice(_LIFE).format(name), None, 0


def _one_in_place(sentence: str, chance: Random) -> Iterator[tuple[str, str | None, int]]:
    """At most one question of the sentence's clauses."""
    made: list[tuple[re.Match[str], re.Match[str], str, str]] = []
    for clause in _CLAUSE.finditer(sentence):
        if not 5 <= len(clause[0].split()) <= 22:
            continue
        for pattern, word, unit in _IN_PLACE:
            for found in pattern.finditer(clause[0]):
                made.append((clause, found, word, unit))
    if not made:
        return
    clause, found, word, unit = chance.choice(made)
    text = clause[0]
    question = f"{text[: found.start('answer')]}{word}{text[found.end() :]}"
    if word == "bao nhiêu ":
        question = f"{text[: found.start('answer')]}{word}{text[found.end('answer') + 1 :]}"
    question = _FILLERS.sub(lambda filler: filler[0] * (chance.random() < 0.6), question).strip(
        " ."
    )
    question = question[0].upper() + question[1:] + "?" * (chance.random() < 0.8)
    year = _OTHER_YEAR.search(question)
    if year and chance.random() < 0.5:  # the same of another year, of which nothing is said
        other = str(int(year[1]) + chance.choice((-2, -1, 1, 2)))
        if other not in sentence:
            yield question.replace(year[1], other), None, 0
            return
    yield question, found["answer"] + unit, clause.start() + found.start("answer")


def _around(
    body: str, sentences: list[tuple[int, int]], place: int, chance: Random
) -> tuple[str, int]:
    """Whole sentences around one of them as long as a passage is, and where they begin."""
    first = last = place
    wanted = chance.randint(_SHORT, _LONG)
    while len(body[sentences[first][0] : sentences[last][1]].split()) < wanted:
        if first > 0 and (last + 1 == len(sentences) or chance.random() < 0.5):
            first -= 1
        elif last + 1 < len(sentences):
            last += 1
        else:
            break
    return body[sentences[first][0] : sentences[last][1]], sentences[first][0]


def _row(context: str, question: str, answer: str | None, start: int) -> dict[str, Any]:
    answers = [] if answer is None else [{"text": answer, "start": start}]
    return {
        "lang": "vi",
        "source": "news",
        "context": context,
        "question": question,
        "answers": answers,
        "is_impossible": answer is None,
    }
