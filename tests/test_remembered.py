"""What the reader read is not read again, unless by another reader."""

from collections.abc import Sequence
from pathlib import Path

from embeddings.span_model import Excerpt, TextSpan
from embeddings.training.remembered import Remembered

AN, BINH = Excerpt("An"), Excerpt("Bình")


class Counting:
    """A span model that points at the first letter of every passage and counts them."""

    def __init__(self) -> None:
        self.passages = 0

    def spans(
        self, question: str, passages: Sequence[Excerpt], count: int, slack: float = 0.0
    ) -> list[list[TextSpan]]:
        """See ``SpanModel``."""
        self.passages += len(passages)
        return [[TextSpan(0, 1, 2.5)] for _ in passages]


def test_passages_are_read_once_for_a_question_and_a_model(tmp_path: Path) -> None:
    path, model = tmp_path / "spans.json", Counting()
    first = Remembered(model, path, "one")
    found = first.spans("Ai?", [AN, BINH], 1)
    assert found == [[TextSpan(0, 1, 2.5)]] * 2
    first.keep()

    again = Remembered(model, path, "one")
    assert again.spans("Ai?", [BINH, AN], 1) == found
    assert model.passages == 2
    again.spans("Khi nào?", [AN], 1)
    again.spans("Ai?", [Excerpt("An", title="Tên người")], 1)
    assert model.passages == 4
    again.spans("Ai?", [AN], 1, slack=0.5)
    assert model.passages == 5

    Remembered(model, path, "another").spans("Ai?", [AN], 1)
    assert model.passages == 6
