"""Training questions that a passage only looks as if it answered."""

from random import Random

import pytest

from embeddings.training.near_misses import names_by_head, near_misses

PASSAGE = "Năm 2021, ông Lê Văn Sơn, Giám đốc Sở Y tế, khen thưởng 22 tập thể."
NAMES = names_by_head(["Ai làm ở Sở Y tế?", "Ai làm ở Sở Công Thương?", "Có ai ở Sở Tài Chính?"])


def misses(question: str) -> list[str]:
    return list(near_misses(question, PASSAGE, NAMES, Random(1)))


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Giám đốc Sở Y tế là ai?", "Phó giám đốc Sở Y tế là ai?"),
        ("Bao nhiêu tập thể được khen?", "Bao nhiêu cá nhân được khen?"),
        ("ai khen thưởng họ", "ai kỷ luật họ"),
    ],
)
def test_one_thing_is_changed(question: str, wanted: str) -> None:
    assert wanted in misses(question)


def test_another_year_and_another_number_of_as_many_digits() -> None:
    (year,) = misses("Năm 2021 ai được khen?")
    assert year != "Năm 2021 ai được khen?"
    assert abs(int(year.split()[1]) - 2021) <= 5
    (number,) = misses("Ai khen 22 đơn vị?")
    assert len(number) == len("Ai khen 22 đơn vị?")


def test_a_name_gives_way_to_one_that_begins_alike() -> None:
    names = names_by_head(["Ai ở Sở Công Thương?", "Ai ở Sở Tài Chính?", "Ai ở Bộ Y Tế?"])
    assert names == {"Sở": ["Sở Công Thương", "Sở Tài Chính"], "Bộ": ["Bộ Y Tế"]}
    (other,) = near_misses("Ai làm ở Sở Nội Vụ?", PASSAGE, names, Random(1))
    assert other in ("Ai làm ở Sở Công Thương?", "Ai làm ở Sở Tài Chính?")


def test_nothing_is_put_in_that_the_passage_has() -> None:
    said = "Ông Sơn là Phó giám đốc, bà Hà là Giám đốc."
    assert list(near_misses("Giám đốc là ai?", said, {}, Random(1))) == []
