"""Numbers and dates as values."""

from __future__ import annotations

from decimal import Decimal

import pytest

from embeddings.vietnamese.dates import read_date
from embeddings.vietnamese.numerals import figure_value, read_number
from embeddings.vietnamese.scanning import scan


def numbers(text: str) -> list[str]:
    """All numbers of a text, in order."""
    tokens = scan(text)
    found, at = [], 0
    while at < len(tokens):
        number = read_number(tokens, at)
        if number is None:
            at += 1
        else:
            found.append(f"{number.value.normalize():f}")
            at = number.last
    return found


@pytest.mark.parametrize(
    ("figures", "value"),
    [
        ("27000", "27000"),
        ("27.000", "27000"),
        ("27,000", "27000"),
        ("1.234.567", "1234567"),
        ("1.234.567,89", "1234567.89"),
        ("1,234,567.89", "1234567.89"),
        ("2,5", "2.5"),
        ("3.14", "3.14"),
        ("0,125", "0.125"),
        ("05", "5"),
    ],
)
def test_figures(figures: str, value: str) -> None:
    assert figure_value(figures) == Decimal(value)


@pytest.mark.parametrize("figures", ["192.168.1.1", "1.2.3"])
def test_figures_that_are_no_number(figures: str) -> None:
    assert figure_value(figures) is None


def test_a_comma_before_a_scale_is_decimal() -> None:
    assert numbers("1,234 tỷ đồng") == ["1234000000"]
    assert numbers("1.234 tỷ đồng") == ["1234000000000"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("27,5 triệu", "27500000"),
        ("2,5 tỷ", "2500000000"),
        ("2,5 tỉ", "2500000000"),
        ("2 tỷ 300 triệu", "2300000000"),
        ("27 nghìn tỷ đồng", "27000000000000"),
        ("3 triệu 5", "3500000"),
        ("hai triệu rưỡi", "2500000"),
        ("tỷ rưỡi", "1500000000"),
        ("hai nghìn không trăm mười bảy", "2017"),
        ("hai nghìn lẻ năm", "2005"),
        ("một trăm linh năm", "105"),
        ("một trăm lẻ bốn", "104"),
        ("ba trăm rưỡi", "350"),
        ("hai mươi mốt", "21"),
        ("bốn mươi tư", "44"),
        ("hai mươi lăm", "25"),
        ("mười lăm", "15"),
        ("năm mươi", "50"),
        ("năm trăm", "500"),
        ("hai chục", "20"),
        ("một triệu hai trăm ba mươi nghìn", "1230000"),
    ],
)
def test_numbers_in_words(words: str, value: str) -> None:
    assert numbers(words) == [value]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("năm 2021", ["2021"]),
        ("năm nay", []),
        ("nhiều năm qua", []),
        ("5 năm", ["5"]),
        ("năm năm qua", ["5"]),
        ("hai mươi năm", ["20"]),
        ("năm người con", ["5"]),
        ("cuối năm người dân", []),
        ("năm học 2017-2018", ["2017", "2018"]),
        ("năm triệu đồng", ["5000000"]),
        ("một trăm năm trước", ["100"]),
    ],
)
def test_five_or_a_year(text: str, found: list[str]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize("text", ["không có gì", "một người đàn ông", "tư tưởng", "lẻ loi", "vạn"])
def test_words_that_are_no_numbers(text: str) -> None:
    assert numbers(text) == []


def test_two_digits_in_words_are_two_numbers() -> None:
    assert numbers("hai ba người") == ["2", "3"]


def dates(text: str) -> list[str]:
    """The most precise key of each date of a text."""
    tokens = scan(text)
    found, at = [], 0
    while at < len(tokens):
        date = read_date(tokens, at)
        if date is None:
            at += 1
        else:
            found.append(date.keys[0])
            at = date.last
    return found


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("ngày 18.5.2021", ["2021-05-18"]),
        ("THỨ SÁU, 30/07/2021 06:32", ["2021-07-30"]),
        ("sáng 30/7", ["07-30"]),
        ("ngày 5-2, UBND", ["02-05"]),
        ("ngày 18.5 vừa qua", ["05-18"]),
        ("tháng 5/2021", ["2021-05"]),
        ("5/2021", ["2021-05"]),
        ("tháng Tám năm 1945", ["1945-08"]),
        ("tháng mười hai", ["-12-"]),
        ("mùng 1 tháng 5", ["05-01"]),
        ("từ 1/5 đến 30/7/2021", ["05-01", "2021-07-30"]),
    ],
)
def test_dates(text: str, keys: list[str]) -> None:
    assert dates(text) == keys


@pytest.mark.parametrize(
    "text",
    ["giá 18.5 triệu", "32/13/2021", "2017-2020", "tỷ số 5-2", "6 tháng năm 2021", "06:32:52"],
)
def test_what_is_no_date(text: str) -> None:
    assert dates(text) == []
