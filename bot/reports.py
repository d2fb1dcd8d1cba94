"""What publishing, the list of editions and an evaluation say, as rich text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.messages import Language, text
from bot.skipped import skipped_lines
from bot.terminal import clip
from embeddings.errors import ArticleFormatError
from embeddings.evaluation import CUTOFFS, Failure, Report, Scores
from embeddings.publishing import EditionSummary, Published

if TYPE_CHECKING:
    from bot.conversation.dialogues import DialogueReport, Turn


def published(done: Published, language: Language) -> RenderableType:
    """What was published, what changed, and every source that was skipped, with the reason."""
    summary = text(
        language,
        "published-summary",
        edition=done.edition,
        articles=len(done.added) + len(done.changed) + done.unchanged,
        passages=done.passages,
        encoded=done.encoded,
        seconds=round(done.seconds, 1),
    )
    changes = text(
        language,
        "published-changes",
        added=len(done.added),
        changed=len(done.changed),
        removed=len(done.removed),
        unchanged=done.unchanged,
    )
    parts = [Text(summary, style="green"), Text(changes)]
    if done.skipped:
        return Group(*parts, skipped(done.skipped, language))
    return Group(*parts)


def skipped(errors: Sequence[ArticleFormatError], language: Language) -> RenderableType:
    """What could not be read among the articles, and why."""
    count = Text(text(language, "published-skipped", count=len(errors)), style="yellow")
    return Group(count, *(Text(f"  · {line}") for line in skipped_lines(errors, language)))


def editions(found: Sequence[EditionSummary], language: Language) -> RenderableType:
    """A table of editions, newest first, with the serving one marked."""
    if not found:
        return Text(text(language, "editions-none"))
    pattern = text(language, "pattern-minute")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(text(language, "editions-id"), no_wrap=True)
    table.add_column(text(language, "editions-created"), no_wrap=True)
    for column in ("articles", "passages", "skipped"):
        table.add_column(text(language, f"editions-{column}"), justify="right")
    table.add_column(no_wrap=True)
    for edition in found:
        manifest = edition.manifest
        table.add_row(
            manifest.id,
            datetime.fromisoformat(manifest.created_at).astimezone().strftime(pattern),
            str(len(manifest.articles)),
            str(manifest.passages),
            str(manifest.skipped),
            text(language, "editions-current") if edition.current else "",
            style="bold" if edition.current else "",
        )
    return table


def evaluation(report: Report, language: Language) -> RenderableType:
    """The figures by kind and over all, and every question that went wrong."""
    summary = text(
        language,
        "evaluation-summary",
        questions=report.n,
        answerable=report.answerable,
        unanswerable=report.unanswerable,
    )
    parts: list[RenderableType] = [Text(summary), _score_table(report, language)]
    if report.failures:
        count = text(language, "evaluation-failures", count=len(report.failures))
        parts.append(Text(count, style="yellow"))
        parts += [_failure(failure, language) for failure in report.failures]
    return Group(*parts)


def _score_table(report: Report, language: Language) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_footer=True)
    names = [f"R@{k}" for k in CUTOFFS]
    kind, everything = text(language, "evaluation-kind"), text(language, "evaluation-all")
    table.add_column(kind, footer=everything, no_wrap=True)
    headings = [text(language, "evaluation-questions"), *names, "MRR", "EM", "F1"]
    columns = ("right", "withheld", "refused")
    headings += [text(language, f"evaluation-{column}") for column in columns]
    for heading, footer in zip(headings, _figures(report), strict=True):
        table.add_column(heading, justify="right", footer=footer)
    for scores in report.kinds:
        table.add_row(scores.kind, *_figures(scores))
    return table


def _figures(scores: Scores) -> list[str]:
    """The cells of a row, in percent; a dash where there is nothing to count."""
    quality = [*(scores.recall[k] for k in CUTOFFS), scores.mrr]
    quality += [scores.exact, scores.f1, scores.right]
    return [
        str(scores.n),
        *(f"{value:.1%}"[:-1] if scores.answerable else "–" for value in quality),
        f"{scores.withheld}/{scores.answerable}" if scores.answerable else "–",
        f"{scores.refused}/{scores.unanswerable}" if scores.unanswerable else "–",
    ]


def _failure(failure: Failure, language: Language) -> RenderableType:
    if failure.question.answerable:
        rank = text(language, "evaluation-rank", rank=failure.rank or 0)
        expected = f"{clip(failure.expected)} ({rank})"
    else:
        expected = text(language, "evaluation-no-answer")
    got = text(language, "evaluation-no-answer") if failure.got is None else clip(failure.got)
    return Text.assemble(
        f"  · {failure.question.id}: ",
        (failure.question.question, "bold"),
        f"\n      {text(language, 'evaluation-expected')} {expected}",
        f"\n      {text(language, 'evaluation-got')} {got}",
    )


def dialogues(report: DialogueReport, language: Language) -> RenderableType:
    """What became of the turns by kind, and every turn that went wrong."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(text(language, "evaluation-kind"), no_wrap=True)
    for column in ("turns", "right", "withheld", "wrong", "by-hand"):
        table.add_column(text(language, f"dialogues-{column}"), justify="right")
    later = replace(report.later, kind=text(language, "dialogues-later"))
    overall = replace(report.overall, kind=text(language, "evaluation-all"))
    for counts in (*report.kinds, later, overall):
        figures = (counts.n, counts.right, counts.withheld, counts.wrong, counts.by_hand)
        style = "bold" if counts in (later, overall) else ""
        table.add_row(counts.kind, *map(str, figures), style=style)
    parts: list[RenderableType] = [table]
    if report.failures:
        count = text(language, "evaluation-failures", count=len(report.failures))
        parts.append(Text(count, style="yellow"))
        parts += [_failed_turn(turn, language) for turn in report.failures]
    return Group(*parts)


def _failed_turn(turn: Turn, language: Language) -> RenderableType:
    question = turn.question
    nothing = text(language, "evaluation-no-answer")
    best = turn.answer.best if turn.answer else None
    expected = (question.answers or (question.passage,))[0] if question.answerable else nothing
    read = turn.reading.text if turn.reading else text(language, "dialogues-as-typed")
    return Text.assemble(
        f"  · {question.id}: ",
        (question.question, "bold"),
        f"\n      {text(language, 'dialogues-read')} {read}",
        f"\n      {text(language, 'evaluation-expected')} {clip(expected)}",
        f"\n      {text(language, 'evaluation-got')} {clip(best.text) if best else nothing}",
    )
