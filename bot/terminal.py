"""Answer -> rich text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.answering import Answer, Finding
from bot.messages import Language, text
from embeddings.retriever import Hit
from embeddings.vietnamese import Change

_SPAN = "bold green"
_QUIET = "dim"


def answer_text(answer: Answer, language: Language) -> RenderableType:
    """The answer in its passage and where it stands; or that there is none, and what is nearest."""
    if answer.best is None:
        return _no_answer(answer.nearest, language)
    best = answer.best
    parts: list[RenderableType] = [Text(best.text, style=_SPAN)]
    if best.text != best.hit.passage.text:
        parts += ["", _passage(best), ""]
    parts.append(Text(source_line(best.hit, language, best.confidence), style=_QUIET))
    if answer.alternatives:
        parts.append(Text("\n" + text(language, "console-alternatives")))
        parts += [_alternative(finding, language) for finding in answer.alternatives]
    return Group(*parts)


def explanation(answer: Answer, language: Language) -> RenderableType:
    """How the answer was found: what was understood, every candidate's scores, the time taken."""
    understood = answer.understood
    return Group(
        Text.assemble((text(language, "explain-understood") + " ", _QUIET), understood.text),
        *(_change(change, language) for change in understood.changes),
        _candidate_table(answer, language),
        Text(_timings(answer, language), style=_QUIET),
    )


def source_line(hit: Hit, language: Language, confidence: float | None = None) -> str:
    """Title, authors, time of publication, place in the article, and the confidence if given."""
    article = hit.article
    parts = [article.title, ", ".join(article.authors)]
    if article.published_at:
        parts.append(article.published_at.strftime(text(language, "pattern-minute")))
    parts.append(place(hit, language))
    if confidence is not None:
        percent = min(99, round(confidence * 100))  # nobody can be surer than that
        parts.append(text(language, "console-confidence", percent=percent))
    return " · ".join(part for part in parts if part)


def place(hit: Hit, language: Language) -> str:
    """Where in its article a passage stands, in words."""
    passage = hit.passage
    return text(language, "place", kind=passage.kind.value, number=passage.number)


def _passage(finding: Finding) -> Text:
    shown = Text(finding.hit.passage.text)
    shown.stylize(_SPAN, finding.start, finding.end)
    return shown


def _alternative(finding: Finding, language: Language) -> Text:
    return Text.assemble(
        "  · ",
        (clip(finding.text), "bold"),
        (f"  {source_line(finding.hit, language, finding.confidence)}", _QUIET),
    )


def _no_answer(nearest: Sequence[Hit], language: Language) -> RenderableType:
    parts = [Text(text(language, "console-no-answer"), style="bold yellow")]
    if nearest:
        parts.append(Text(text(language, "console-nearest")))
    for hit in nearest:
        parts.append(Text.assemble("  · ", clip(hit.passage.text)))
        parts.append(Text.assemble("    ", (source_line(hit, language), _QUIET)))
    return Group(*parts)


def _change(change: Change, language: Language) -> Text:
    fields = {"kind": change.kind.value, "before": change.before, "after": change.after}
    return Text(f"  · {text(language, 'explain-change', **fields)}", style=_QUIET)


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
            place(hit, language),
            _one_line(hit.passage.text),
            *([_one_line(hit.article.title)] if several else []),
            style="green" if hit.passage.id == best else "",
        )
    return table


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
