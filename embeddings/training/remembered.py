"""What a reading model read, kept on disk: rules around it are tried without reading anew."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from embeddings.span_model import Excerpt, SpanModel, TextSpan


class Remembered:
    """A span model that reads no passage twice for the same question, not even in another run.

    What was read is kept in ``path``, for the model whose ``digest`` is given.
    """

    def __init__(self, model: SpanModel, path: Path, digest: str) -> None:
        self._model = model
        self._path = path
        self._digest = digest
        self._read: dict[str, list[TextSpan]] = {}
        if path.exists():
            kept = json.loads(path.read_text("utf-8"))
            if kept["model"] == digest:
                self._read = {
                    key: [TextSpan(*span) for span in spans] for key, spans in kept["read"].items()
                }

    def spans(
        self, question: str, passages: Sequence[Excerpt], count: int, slack: float = 0.0
    ) -> list[list[TextSpan]]:
        """See ``SpanModel``."""
        keys = [json.dumps((question, *passage, count, slack)) for passage in passages]
        new = [place for place, key in enumerate(keys) if key not in self._read]
        found = self._model.spans(question, [passages[place] for place in new], count, slack)
        self._read |= {keys[place]: spans for place, spans in zip(new, found, strict=True)}
        return [self._read[key] for key in keys]

    def keep(self) -> None:
        """Write down what was read."""
        read = {
            key: [(span.start, span.end, span.score) for span in spans]
            for key, spans in self._read.items()
        }
        kept = json.dumps({"model": self._digest, "read": read})
        self._path.write_text(kept, encoding="utf-8")
