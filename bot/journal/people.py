"""Who may ask, in which chats, and in which language they want to be answered.

This is looked up with every message, so it is kept in memory. Own changes are seen at once, those
of other programs within a minute. While the database is away, what was known of a person stays
so; of a person who is not known nothing is: not blocked, not admitted, no language chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from secrets import choice
from threading import RLock
from time import monotonic
from typing import TypeVar

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.journal.book import Book, now
from bot.journal.database import Database
from bot.journal.errors import JournalUnavailableError
from bot.journal.records import (
    Admission,
    Blocking,
    ChatMove,
    ChatPermission,
    Invitation,
    LanguageChoice,
    Record,
)
from bot.journal.storing import person_row
from bot.journal.tables import ChatRow, InvitationRow, PersonRow
from bot.messages import LANGUAGES, Language
from bot.recent import Recent

V = TypeVar("V")

FRESH = 60.0  # seconds until the changes of other programs are seen
_REMEMBERED = 10_000  # people, and as many chats
_CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another when dictated
_CODE_LENGTH = 10  # 31 ** 10: nobody guesses one


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a person."""

    language: Language | None = None
    blocked: bool = False
    admitted: bool = False


class People(Book):
    """People and chats. Looking up never fails, and neither do changes; invitations may."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._people: Recent[int, tuple[Standing, float]] = Recent(_REMEMBERED)
        self._chats: Recent[int, tuple[bool, float]] = Recent(_REMEMBERED)
        self._changing = RLock()
        self._changes = 0  # how many there have been

    def language(self, person: int) -> Language | None:
        """The language a person has chosen; None if they have not."""
        return self._standing(person).language

    def set_language(self, person: int, language: Language | None) -> None:
        """Speak this language with a person from now on; None: that of their Telegram."""
        self._change_person(person, LanguageChoice(person, language))

    def blocked(self, person: int) -> bool:
        """Whether a person has been shut out."""
        return self._standing(person).blocked

    def block(self, person: int, admin: int) -> None:
        """Shut a person out."""
        self._change_person(person, Blocking(person, True, admin, now()))

    def unblock(self, person: int, admin: int) -> None:
        """Let a person in again."""
        self._change_person(person, Blocking(person, False, admin, now()))

    def is_admitted(self, person: int) -> bool:
        """Whether a person has been admitted with an invitation code."""
        return self._standing(person).admitted

    def admit(self, person: int, code: str) -> Admission:
        """Admit a person who has been invited, which takes one use of the code."""
        try:
            with self._writer.exclusive(), self._database.writing() as session:
                came = _admit(session, person, code.strip().lower())
        except JournalUnavailableError as error:
            self._writer.trouble.note(error)
            return Admission.UNAVAILABLE
        if came is Admission.ADMITTED:
            with self._changing:
                standing = replace(self._standing(person), admitted=True)
                self._remember(self._people, person, standing)
        return came

    def create_invitation(self, uses: int, admin: int) -> str:
        """A new code that admits ``uses`` people.

        Raises:
            JournalUnavailableError: it cannot be noted now.
        """
        if uses < 1:
            raise ValueError(f"an invitation for {uses} people")
        code = "".join(choice(_CODE_LETTERS) for _ in range(_CODE_LENGTH))
        with self._database.writing() as session:
            session.add(InvitationRow(code=code, uses=uses, admin=admin, created_at=now()))
        return code

    def invitations(self) -> list[Invitation]:
        """The codes that still admit people, oldest first.

        Raises:
            JournalUnavailableError: they cannot be read now.
        """
        query = (
            select(InvitationRow)
            .where(InvitationRow.uses > 0)
            .order_by(InvitationRow.created_at, InvitationRow.code)
        )
        with self._database.reading() as session:
            return [
                Invitation(row.code, row.uses, row.admin, row.created_at)
                for row in session.scalars(query)
            ]

    def withdraw_invitation(self, code: str) -> bool:
        """Make a code admit nobody any more; whether there was one. Who was admitted stays so.

        Raises:
            JournalUnavailableError: it cannot be done now.
        """
        query = (
            delete(InvitationRow).where(InvitationRow.code == code).returning(InvitationRow.code)
        )
        with self._database.writing() as session:
            return session.scalar(query) is not None

    def is_allowed_chat(self, chat: int) -> bool:
        """Whether an admin has allowed the bot in a chat."""
        return self._known(self._chats, chat, _allowed, _changed_chat, unknown=False)

    def allow_chat(self, chat: int, admin: int) -> None:
        """Let the bot answer in a chat."""
        self._change_chat(ChatPermission(chat, True, admin, now()))

    def forbid_chat(self, chat: int, admin: int) -> None:
        """Let the bot answer in a chat no longer."""
        self._change_chat(ChatPermission(chat, False, admin, now()))

    def chat_migrated(self, old: int, new: int) -> None:
        """A group has become a supergroup: what was known of it holds under its new id."""
        with self._changing:
            allowed = self.is_allowed_chat(old) or self.is_allowed_chat(new)
            self._writer.put(ChatMove(old, new, allowed))
            self._remember(self._chats, old, False)
            self._remember(self._chats, new, allowed)

    def _standing(self, person: int) -> Standing:
        return self._known(self._people, person, _standing, _changed_person, unknown=Standing())

    def _known(
        self,
        memory: Recent[int, tuple[V, float]],
        key: int,
        find: Callable[[Session, int], V],
        changed: Callable[[V, int, Record], V],
        unknown: V,
    ) -> V:
        """What is remembered and fresh, else what is found, else what was last known."""
        known, until = memory.get(key) or (unknown, 0.0)
        if monotonic() < until:
            return known
        changes = self._changes
        # Before the database is read: what is written in between is then seen in either.
        waiting = self._writer.waiting()
        found = self._look_up(lambda session: find(session, key))
        value = known if found is None else found
        for record in waiting:
            value = changed(value, key, record)
        with self._changing:
            # What was changed meanwhile must not be covered by what was found before.
            if found is not None and changes == self._changes:
                memory.put(key, (value, monotonic() + FRESH))
        return value

    def _change_person(self, person: int, change: LanguageChoice | Blocking) -> None:
        with self._changing:
            standing = _changed_person(self._standing(person), person, change)
            self._writer.put(change)
            self._remember(self._people, person, standing)

    def _change_chat(self, change: ChatPermission) -> None:
        with self._changing:
            self._writer.put(change)
            self._remember(self._chats, change.chat, change.allowed)

    def _remember(self, memory: Recent[int, tuple[V, float]], key: int, value: V) -> None:
        """Keep what was changed here in memory. Only within ``_changing``."""
        self._changes += 1
        memory.put(key, (value, monotonic() + FRESH))


def _standing(session: Session, person: int) -> Standing:
    row = session.get(PersonRow, person)
    if row is None:
        return Standing()
    language = next((known for known in LANGUAGES if known == row.language), None)
    return Standing(language, row.blocked_at is not None, row.admitted_at is not None)


def _allowed(session: Session, chat: int) -> bool:
    return session.get(ChatRow, chat) is not None


def _changed_person(standing: Standing, person: int, record: Record) -> Standing:
    """The standing of a person after a record that may be about them."""
    match record:
        case LanguageChoice(about, language) if about == person:
            return replace(standing, language=language)
        case Blocking(about, blocked) if about == person:
            return replace(standing, blocked=blocked)
    return standing


def _changed_chat(allowed: bool, chat: int, record: Record) -> bool:
    """Whether a chat is allowed after a record that may be about it."""
    match record:
        case ChatPermission(about, now_allowed) if about == chat:
            return now_allowed
        case ChatMove(old, new, was_allowed) if chat in (old, new):
            return chat == new and was_allowed
    return allowed


def _admit(session: Session, person: int, code: str) -> Admission:
    if _standing(session, person).admitted:
        return Admission.ADMITTED
    # In one statement, so that two people cannot take the same last use.
    taken = session.scalar(
        update(InvitationRow)
        .where(InvitationRow.code == code, InvitationRow.uses > 0)
        .values(uses=InvitationRow.uses - 1)
        .returning(InvitationRow.code)
    )
    if taken is None:
        known = session.get(InvitationRow, code) is not None
        return Admission.SPENT if known else Admission.UNKNOWN
    row = person_row(person, session)
    row.admitted_at = now()
    row.invitation = code
    return Admission.ADMITTED
