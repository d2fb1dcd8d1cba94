"""Publication times as Vietnamese newspapers write them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_DATE = re.compile(
    r"""
    (?<!\d)(?:
        (?P<year0>\d{4})-(?P<month0>\d{1,2})-(?P<day0>\d{1,2}) (?:T(?=\d)|(?!\d))
      | (?P<day1>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<month1>\d{1,2})\s?(?P=sep)\s?(?P<year1>\d{4})(?!\d)
      | (?P<day2>\d{1,2})\s+tháng\s+(?P<month2>\d{1,2})(?:\s+năm\s+|\s*[,/-]\s*|\s+)
        (?P<year2>\d{4})(?!\d)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TIME = re.compile(
    r"""
    (?<![\d/.])(?P<hour>[01]?\d|2[0-3])
    (?: \s?:\s?(?P<minute0>[0-5]\d)(?:\s?:\s?(?P<second>[0-5]\d)(?:[.,]\d+)?)?
      | \s?(?:giờ|h|g)\s?(?P<minute1>[0-5]\d)?(?:\s?(?:'|’|phút|p\b))? )
    (?!\d) (?:\s?(?P<half>SA|CH|AM|PM)\b)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ZONE = re.compile(r"(?:GMT|UTC)\s?(?P<sign>[+-])\s?(?P<hours>\d{1,2})(?::?00)?(?!\d)", re.I)
_WORDS = re.compile(
    r"""\b(?: thứ\s+(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7]) | chủ\s+nhật | th[2-7] | cn
          | cập\s+nhật(?:\s+lần\s+cuối)? | đăng(?:\s+(?:lúc|ngày|tải))? | xuất\s+bản
          | ngày(?:\s+(?:đăng|xuất\s+bản))? | thời\s+gian | lúc | vào | giờ | phát\s+hành )\b""",
    re.VERBOSE | re.IGNORECASE,
)


def find_time(text: str) -> tuple[datetime, str] | None:
    """The first publication time in ``text``, and what is left when all that dates it is removed.

    In Vietnam's zone unless the text names another (GMT+N); at midnight when it gives no time of
    day. None where there is no date, or only an impossible one (31/02/2021).
    """
    found = _DATE.search(text)
    day = _day(found) if found else None
    if day is None or found is None:
        return None
    rest = text[: found.start()] + " " + text[found.end() :]
    clock = _TIME.search(rest)
    hour, minute, second = _clock(clock) if clock else (0, 0, 0)
    zone = _ZONE.search(rest)
    where = _zone(zone) if zone else VIETNAM
    moment = day.replace(hour=hour, minute=minute, second=second, tzinfo=where)
    for pattern in (_DATE, _ZONE, _TIME, _WORDS):
        rest = pattern.sub(" ", rest)
    return moment, re.sub(r"^[\W_]+|[\W_]+$", "", rest)


def parse_time(value: str) -> datetime | None:
    """A time as a data file gives it: ISO 8601, or any form :func:`find_time` knows; else None."""
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        found = find_time(value)
        return found[0] if found and not found[1] else None
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def write_time(moment: datetime) -> str:
    """The dateline for a time: "30/07/2021 06:32", or "30/07/2021" at midnight."""
    return moment.strftime("%d/%m/%Y %H:%M").removesuffix(" 00:00")


def _day(found: re.Match[str]) -> datetime | None:
    for form in "012":
        if found["year" + form]:
            year, month, day = (int(found[part + form]) for part in ("year", "month", "day"))
            try:
                return datetime(year, month, day, tzinfo=VIETNAM)
            except ValueError:
                return None
    return None


def _clock(clock: re.Match[str]) -> tuple[int, int, int]:
    hour = int(clock["hour"])
    half = (clock["half"] or "").upper()
    if half in ("CH", "PM") and hour < 12:
        hour += 12
    elif half in ("SA", "AM") and hour == 12:
        hour = 0
    return hour, int(clock["minute0"] or clock["minute1"] or 0), int(clock["second"] or 0)


def _zone(zone: re.Match[str]) -> ZoneInfo | timezone:
    hours = int(zone["hours"]) * (-1 if zone["sign"] == "-" else 1)
    return VIETNAM if hours == 7 or abs(hours) > 14 else timezone(timedelta(hours=hours))
