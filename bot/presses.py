"""What a button carries: at most 64 bytes that say what is wanted, of which answer.

``1sc2:Qm3xY0_aZ9pL``: version 1, show (s) the context (c) of page 2 of the answer with that id (or
of the passage with that permalink). Nothing else is needed, so a button works after a restart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_DATA = re.compile(
    r"1([a-z])([pca])(\d|[1-9]\d):([A-Za-z0-9_-]{12}(?:[A-Za-z0-9_-]{4})?)", re.ASCII
)


class Wish(StrEnum):
    """What somebody wants who presses a button."""

    SHOW = "s"
    COUNT = "n"  # the page number itself
    UP = "u"
    DOWN = "d"
    WRONG = "w"
    INCOMPLETE = "i"
    UNRELATED = "r"
    ADMIN = "q"  # hand the question on to the admins


class Shown(StrEnum):
    """What a message shows at the moment, or is to show."""

    PAGE = "p"
    CONTEXT = "c"
    ARTICLE = "a"


@dataclass(frozen=True, slots=True)
class Press:
    """One press of a button."""

    wish: Wish
    shown: Shown
    number: int  # of the page
    answer: str  # its id, or a permalink

    @property
    def data(self) -> str:
        """As a button carries it."""
        return f"1{self.wish}{self.shown}{self.number}:{self.answer}"


def read(data: object) -> Press | None:
    """What a button says; None if it is none of ours, or of a version before or after this one."""
    found = _DATA.fullmatch(data) if isinstance(data, str) else None
    if found is None or found[1] not in list(Wish):
        return None
    return Press(Wish(found[1]), Shown(found[2]), int(found[3]), found[4])
