"""What the reader read is not read again, unless by another reader."""

from collections.abc import Sequence
from pathlib import Path

from embeddings.span_model import TextSpan
from embeddings.training.remembered import Remembered


class Counting:
    """A span model that points at the first letter of every passage and counts them."""

    def __init__(self) -> None:
        self.passages = 0

    def spans(self, question: str, passages: Sequence[str], count: int) -> list[list[TextSpan]]:
        """See ``SpanModel``."""
        self.passages += len(passages)
        return [[TextSpan(0, 1, 2.5)] for _ in passages]


def test_passages_are_read_once_for_a_question_and_a_model(tmp_path: Path) -> None:
    path, model = tmp_path / "spans.json", Counting()
    first = Remembered(model, path, "one")
    found = first.spans("Ai?", ["An", "Bình"], 1)
    assert found == [[TextSpan(0, 1, 2.5)]] * 2
    first.keep()

    again = Remembered(model, path, "one")
    assert again.spans("Ai?", ["Bình", "An"], 1) == found
    assert model.passages == 2
    again.spans("Khi nào?", ["An"], 1)
    assert model.passages == 3

    Remembered(model, path, "another").spans("Ai?", ["An"], 1)
    assert model.passages == 4
