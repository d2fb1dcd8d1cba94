"""How long each stage of answering took."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter


class Stopwatch:
    """Milliseconds by stage, in the order the stages were entered."""

    def __init__(self) -> None:
        self._started = perf_counter()
        self.stages: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time spent inside to ``name``."""
        started = perf_counter()
        try:
            yield
        finally:
            spent = 1000 * (perf_counter() - started)
            self.stages[name] = self.stages.get(name, 0.0) + spent

    def timings_ms(self) -> dict[str, float]:
        """Milliseconds by stage, and the whole since the watch was made as ``total``."""
        return {**self.stages, "total": 1000 * (perf_counter() - self._started)}
