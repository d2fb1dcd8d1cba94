"""Progress of long work as bars on a terminal; silent where nobody watches."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from types import TracebackType
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from bot.messages import Language, text

Given = TypeVar("Given")
Made = TypeVar("Made")


class ProgressBar:
    """One bar a stage. An instance is what the library calls with (stage, done, total)."""

    def __init__(self, console: Console, language: Language) -> None:
        self._language = language
        self._bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[count]}"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> ProgressBar:
        # Opening can take a while before there is anything to count.
        self._bars.start()
        self._opening = self._bars.add_task(self._name("open"), total=None, count="")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` are done; the first call of a stage draws its bar."""
        self._bars.update(self._opening, visible=False)
        if stage not in self._tasks:
            self._tasks[stage] = self._bars.add_task(self._name(stage), total=total, count="")
        count = f"{done}/{total}"
        self._bars.update(self._tasks[stage], completed=done, total=total, count=count)

    def counting(
        self, stage: str, work: Callable[[Given], Made], total: int
    ) -> Callable[[Given], Made]:
        """``work``, with every call counted as a step of ``stage``."""
        done = count(1)

        def counted(given: Given) -> Made:
            made = work(given)
            self(stage, next(done), total)
            return made

        return counted

    def _name(self, stage: str) -> str:
        return text(self._language, f"stage-{stage}")
