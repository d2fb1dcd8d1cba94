"""Which handler takes which update. The commands are in one table; a new one is one line of it."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Update
from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    ChosenInlineResultHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.handlers import (
    access,
    asking,
    buttons,
    conversations,
    failures,
    greeting,
    inline,
    languages,
    memberships,
    people,
    privacy,
    reloading,
    status,
)
from bot.handlers.access import Handler, for_admins
from bot.handlers.context import HoiBao
from bot.handlers.groups import Addressed, Called
from bot.handlers.menus import Menu


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, which is also that of its description, and what it does.

    All commands work everywhere; ``private`` and ``groups`` say in which menus they are offered.
    """

    name: str
    handler: Handler
    private: bool = True
    groups: bool = False
    admins_only: bool = False


COMMANDS = (
    Command("start", greeting.start),
    Command("help", greeting.help_, groups=True),
    Command("hoi", asking.question, private=False, groups=True),
    Command("moi", conversations.fresh, groups=True),
    Command("ngonngu", languages.offer),
    Command("quyenriengtu", privacy.policy),
    Command("xoadulieu", privacy.offer_erasure),
    Command("status", status.status, admins_only=True),
    Command("reload", reloading.reload, admins_only=True),
    Command("taoma", people.invite, admins_only=True),
    Command("chan", people.block, admins_only=True),
    Command("bochan", people.unblock, admins_only=True),
    Command("monhom", memberships.open_group, admins_only=True),
    Command("dongnhom", memberships.close_group, admins_only=True),
)


def menu() -> Menu:
    """The names of the commands, by who has them and where."""
    everybody = [command for command in COMMANDS if not command.admins_only]
    return Menu(
        private=tuple(command.name for command in everybody if command.private),
        groups=tuple(command.name for command in everybody if command.groups),
        admins_only=tuple(command.name for command in COMMANDS if command.admins_only),
    )


def add_handlers(application: HoiBao) -> None:
    """The routes; the first that fits an update takes it, if ``access.guard`` lets it through."""
    application.add_handler(TypeHandler(Update, access.guard), group=-1)
    new, edited = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE
    for command in COMMANDS:
        handler = for_admins(command.handler) if command.admins_only else command.handler
        application.add_handler(CommandHandler(command.name, handler, filters=new))
    addressed = Addressed()
    asked = filters.TEXT & ~filters.COMMAND & addressed
    called = Called("hoi")
    application.add_handlers(
        [
            MessageHandler(filters.StatusUpdate.MIGRATE, memberships.migrated),
            MessageHandler(
                new & filters.ChatType.PRIVATE & filters.COMMAND, greeting.unknown_command
            ),
            MessageHandler(new & asked, asking.question),
            MessageHandler(edited & (asked | called), asking.edited),
            MessageHandler(
                new & addressed & ~filters.TEXT & ~filters.StatusUpdate.ALL, greeting.text_only
            ),
            CallbackQueryHandler(languages.chosen, pattern=languages.PRESSED),
            CallbackQueryHandler(privacy.erase, pattern=privacy.PRESSED),
            CallbackQueryHandler(buttons.press),
            InlineQueryHandler(inline.query),
            ChosenInlineResultHandler(inline.chosen),
            ChatMemberHandler(memberships.membership, ChatMemberHandler.MY_CHAT_MEMBER),
        ]
    )
    application.add_error_handler(failures.on_error)
