"""Answers, views and reports as Telegram shows them: HTML that is well-formed and fits one message.

Telegram allows 4,096 UTF-16 units after it has taken the tags out. We keep the text *with* tags and
escapes within that, which is simpler to be sure of and costs a long passage a few words at most.
"""

from bot.rendering.cards import answer_words, card, page_card, short_source
from bot.rendering.parts import LIMIT, is_address
from bot.rendering.reports import appeal_report, failure_report, progress_line, publication_report
from bot.rendering.surroundings import view_card

__all__ = [
    "LIMIT",
    "answer_words",
    "appeal_report",
    "card",
    "failure_report",
    "is_address",
    "page_card",
    "progress_line",
    "publication_report",
    "short_source",
    "view_card",
]
