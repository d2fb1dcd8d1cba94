"""What is turned away on arrival: the blocked, and what is over somebody's rate.

Decided before an update joins its chat's line, so that nobody's flood can form one.
"""

from __future__ import annotations

import logging
import time

from telegram import Message, Update
from telegram.constants import ChatType

from bot.handlers.context import HoiBao
from bot.handlers.groups import is_addressed, is_command, person_of
from bot.handlers.replies import reply
from bot.limits import Rates, Verdict
from bot.markup import html
from bot.messages import text

log = logging.getLogger(__name__)

# Buttons and what is typed in inline mode come in quicker succession, and cost less.
LIGHTER = 5


class Admission:
    """Decides for every update whether it is let in, and tells who asks too fast, once."""

    def __init__(self, application: HoiBao) -> None:
        self._application = application
        self._services = application.services
        settings = self._services.settings
        self._people = Rates(settings.person_rate)
        self._groups = Rates(settings.group_rate)
        self._lighter = Rates(settings.person_rate * LIGHTER)

    def __call__(self, update: Update) -> bool:
        """Whether to deal with it. Cheap: it happens for every update, on the event loop."""
        person = person_of(update)
        if person is None or not self.concerns_us(update):
            return True  # nothing is done about it, so it costs nothing
        if self._services.journal.blocked(person):
            log.info("update %d: from somebody who is blocked", update.update_id)
            return False
        message = update.edited_message or update.message
        if message is None:
            return self._lightly(update, person)
        verdict, limit = self._count(message, person)
        if verdict is Verdict.TELL:
            self._tell(update, message, limit)
        if verdict is not Verdict.ALLOWED:
            log.info("update %d: too many at once", update.update_id)
        return verdict is Verdict.ALLOWED

    def concerns_us(self, update: Update) -> bool:
        """Whether something is wanted of us; most of what is written in a group is not."""
        message = update.edited_message or update.message
        if message is None:
            return update.callback_query is not None or update.inline_query is not None
        return is_addressed(message) or is_command(message, self._services.menu.all)

    def _count(self, message: Message, person: int) -> tuple[Verdict, str]:
        """Count a message against the person's rate and the group's; which of them is full."""
        at = (message.edit_date or message.date).timestamp()
        verdict = self._people.check(person, at)
        if verdict is Verdict.ALLOWED and message.chat.type != ChatType.PRIVATE:
            return self._groups.check(message.chat.id, at), "group"
        return verdict, "person"

    def _tell(self, update: Update, message: Message, limit: str) -> None:
        rates = self._groups if limit == "group" else self._people
        language = self._services.language(update)
        words = html(language, "telegram-too-fast", limit=limit, count=rates.per_minute)
        self._application.create_task(reply(message, words), update=update)

    def _lightly(self, update: Update, person: int) -> bool:
        """Buttons and inline queries; a button stops spinning only when it is answered."""
        if self._lighter.check(person, time.time()) is Verdict.ALLOWED:
            return True
        if update.callback_query is not None:
            words = text(self._services.language(update), "telegram-button-too-fast")
            self._application.create_task(update.callback_query.answer(words), update=update)
        return False
