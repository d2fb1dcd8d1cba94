"""Answer -> rich text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.answering import Answer, Finding
from bot.messages import Language, text
from bot.pages import spots_of
from bot.views import Context, Overview, Page
from embeddings.articles import ArticleInfo, Passage
from embeddings.retriever import Hit
from embeddings.span_shapes import office_of
from embeddings.vietnamese import Change

if TYPE_CHECKING:
    from bot.conversation import Reading

_SPAN = "bold green"
_QUIET = "dim"
_CONSIDERED = 6  # readings that are explained


def answer_text(answer: Answer, language: Language, *, numbered: bool = False) -> RenderableType:
    """The answer in its passage and where it stands; or that there is none, and what is nearest.

    ``numbered``: what else there is to see has the number of its page.
    """
    best = answer.best
    if best is None:
        return _no_answer(answer.nearest, language, numbered=numbered)
    parts: list[RenderableType] = [_answering(best.hit.passage.text, best.start, best.end)]
    if best.text != best.hit.passage.text:
        parts += ["", _marked(best.hit.passage.text, _spans_beside(best, answer)), ""]
    parts.append(Text(_source(best, language), style=_QUIET))
    if answer.alternatives:
        parts.append(Text("\n" + text(language, "console-alternatives")))
        pages = _pages(answer) if numbered else {}
        for finding in answer.alternatives:
            bullet = _bullet(pages.get(finding.hit.passage.id))
            parts.append(_alternative(finding, language, bullet))
    return Group(*parts)


def reading_text(reading: Reading, language: Language, *, kind: bool = False) -> RenderableType:
    """The question that a follow-up was understood as, and how it was completed if asked for."""
    parts: list[tuple[str, str] | str] = [(text(language, "console-reading") + " ", _QUIET)]
    parts.append(reading.text)
    if kind:
        how = text(language, "explain-reading", kind=reading.kind.value)
        parts.append((f" ({how})", _QUIET))
    return Text.assemble(*parts)


def page_text(page: Page, language: Language) -> RenderableType:
    """One passage of an answer with what answers in it, and where it stands."""
    spot = page.spot
    number = text(language, "console-page", page=page.number, pages=len(page.spots))
    parts: list[RenderableType] = [Text(number, style=_QUIET)]
    if spot.article is None:
        return Group(*parts, Text(text(language, "console-article-gone"), style="yellow"))
    if spot.passage is None:
        parts.append(Text(text(language, "console-passage-changed"), style="yellow"))
        return Group(*parts, Text(spot.article.title, style=_QUIET))
    parts += [_answering(spot.passage.text, mark.start, mark.end) for mark in spot.marks]
    if spot.best != spot.passage.text:
        marked = [(mark.start, mark.end) for mark in spot.marks]
        parts += ["", _marked(spot.passage.text, marked), ""]
    confidence = spot.marks[0].confidence if spot.marks else None
    line = source_line(spot.article, spot.passage, language, confidence)
    return Group(*parts, Text(line, style=_QUIET))


def context_text(context: Context, language: Language) -> RenderableType:
    """A passage between what stands before and after it."""
    spot = context.page.spot
    parts: list[RenderableType] = []
    if context.before:
        parts += [Text(context.before.strip(), style=_QUIET), ""]
    if spot.passage is not None and spot.article is not None:
        parts.append(_marked(spot.passage.text, [(mark.start, mark.end) for mark in spot.marks]))
        if context.after:
            parts += ["", Text(context.after.strip(), style=_QUIET)]
        parts += ["", Text(source_line(spot.article, spot.passage, language), style=_QUIET)]
    return Group(*parts)


def article_text(overview: Overview, language: Language) -> RenderableType:
    """What an article is: title, authors, time, length, beginning, and where it is from."""
    article = overview.article
    facts = [", ".join(article.authors)]
    if article.published_at:
        facts.append(article.published_at.strftime(text(language, "pattern-minute")))
    facts.append(text(language, "console-paragraphs", count=overview.paragraphs))
    return Group(
        Text(article.title or article.id, style="bold"),
        Text(" · ".join(filter(None, facts)), style=_QUIET),
        "",
        Text(overview.lead),
        "",
        Text(article.source, style=_QUIET),
    )


def explanation(answer: Answer, language: Language) -> RenderableType:
    """How the answer was found: what was understood, every candidate's scores, the time taken."""
    understood = answer.understood
    return Group(
        Text.assemble((text(language, "explain-understood") + " ", _QUIET), understood.text),
        *(_change(change, language) for change in understood.changes),
        *_glossed(understood.glossed, language),
        _candidate_table(answer, language),
        *_considered(answer, language),
        Text(_timings(answer, language), style=_QUIET),
    )


def source_line(
    article: ArticleInfo, passage: Passage, language: Language, confidence: float | None = None
) -> str:
    """Title or id, authors, time of publication, place in the article, the confidence if given."""
    parts = [article.title or article.id, ", ".join(article.authors)]
    if article.published_at:
        parts.append(article.published_at.strftime(text(language, "pattern-minute")))
    parts.append(place(passage, language))
    if confidence is not None:
        percent = min(99, round(confidence * 100))  # nobody can be surer than that
        parts.append(text(language, "console-confidence", percent=percent))
    return " · ".join(part for part in parts if part)


def place(passage: Passage, language: Language) -> str:
    """Where in its article a passage stands, in words."""
    return text(language, "place", kind=passage.kind.value, number=passage.number)


def _source(finding: Finding, language: Language) -> str:
    return source_line(finding.hit.article, finding.hit.passage, language, finding.confidence)


def _spans_beside(best: Finding, answer: Answer) -> list[tuple[int, int]]:
    """Where the passage of the best finding answers, here and there."""
    passage = best.hit.passage.id
    findings = (best, *answer.alternatives)
    return [(one.start, one.end) for one in findings if one.hit.passage.id == passage]


def _answering(passage: str, start: int, end: int) -> Text:
    """What answers; a person with the office that the passage gives them."""
    office = office_of(passage, start, end)
    beside = ", " + passage[slice(*office)] if office else ""
    return Text.assemble((passage[start:end].strip(), _SPAN), beside)


def _marked(passage: str, spans: Iterable[tuple[int, int]]) -> Text:
    shown = Text(passage)
    for start, end in spans:
        shown.stylize(_SPAN, start, end)
    return shown


def _pages(answer: Answer) -> dict[str, int]:
    """The number of the page on which each passage of an answer is shown."""
    pages: dict[str, int] = {}
    for number, spot in enumerate(spots_of(answer), start=1):
        if spot.passage is not None:
            pages.setdefault(spot.passage.id, number)
    return pages


def _bullet(page: int | None) -> str:
    return "  · " if page is None else f"  /{page} "


def _alternative(finding: Finding, language: Language, bullet: str) -> Text:
    return Text.assemble(
        bullet, (clip(finding.text), "bold"), (f"  {_source(finding, language)}", _QUIET)
    )


def _no_answer(nearest: Sequence[Hit], language: Language, *, numbered: bool) -> RenderableType:
    parts = [Text(text(language, "console-no-answer"), style="bold yellow")]
    if nearest:
        parts.append(Text(text(language, "console-nearest")))
    for number, hit in enumerate(nearest, start=1):
        parts.append(Text.assemble(_bullet(number if numbered else None), clip(hit.passage.text)))
        line = source_line(hit.article, hit.passage, language)
        parts.append(Text.assemble("    ", (line, _QUIET)))
    return Group(*parts)


def _change(change: Change, language: Language) -> Text:
    fields = {"kind": change.kind.value, "before": change.before, "after": change.after}
    return Text(f"  · {text(language, 'explain-change', **fields)}", style=_QUIET)


def _glossed(words: str, language: Language) -> list[Text]:
    """The Vietnamese words an English question was also searched by."""
    if not words:
        return []
    return [Text(f"  · {text(language, 'explain-glossed', words=words)}", style=_QUIET)]


def _candidate_table(answer: Answer, language: Language) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("#", justify="right", no_wrap=True)
    for column in ("score", "dense", "lexical"):
        heading = text(language, f"explain-{column}")
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column(text(language, "explain-place"), no_wrap=True)
    table.add_column(text(language, "explain-passage"))
    several = len({hit.article.id for hit in answer.candidates}) > 1
    if several:
        table.add_column(text(language, "explain-article"))
    best = answer.best.hit.passage.id if answer.best else None
    for rank, hit in enumerate(answer.candidates, start=1):
        table.add_row(
            str(rank),
            f"{hit.score:.3f}",
            f"{hit.dense:.3f}",
            f"{hit.lexical:.2f}",
            place(hit.passage, language),
            _one_line(hit.passage.text),
            *([_one_line(hit.article.title)] if several else []),
            style="green" if hit.passage.id == best else "",
        )
    return table


def _considered(answer: Answer, language: Language) -> list[RenderableType]:
    """What the reader thought of, and how sure it was: also of what it did not say."""
    if not answer.considered:
        return []
    ranks = {hit.passage.id: str(rank) for rank, hit in enumerate(answer.candidates, start=1)}
    shown = {(one.hit.passage.id, one.start) for one in (answer.best, *answer.alternatives) if one}
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column(text(language, "explain-confidence"), justify="right", no_wrap=True)
    table.add_column(text(language, "explain-reading-of"))
    for finding in answer.considered[:_CONSIDERED]:
        passage = finding.hit.passage.id
        table.add_row(
            ranks.get(passage, ""),
            f"{finding.confidence:.3f}",
            _one_line(finding.text),
            style="green" if (passage, finding.start) in shown else "",
        )
    return [table]


def _one_line(passage: str) -> Text:
    """As much as the column has room for: seeing all candidates is worth more than all of one."""
    return Text(clip(passage), no_wrap=True, overflow="ellipsis")


def _timings(answer: Answer, language: Language) -> str:
    stages = []
    for stage, ms in answer.timings_ms.items():
        name = text(language, "explain-stage", stage=stage)
        stages.append(text(language, "explain-timing", stage=name, ms=round(ms, 1)))
    timings = " · ".join(stages)
    return text(language, "explain-timings", timings=timings, edition=answer.edition)


def clip(passage: str, length: int = 160) -> str:
    """The beginning of a text, on one line of at most ``length`` characters."""
    words = " ".join(passage.split())
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"
