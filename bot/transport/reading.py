"""Reading what Telegram hands out, so that one strange update does not stand in the way of others.

python-telegram-bot reads a batch of updates as a whole: if one has a form it does not expect, none
is delivered, nothing is confirmed, and the same batch comes again for ever.
"""

from __future__ import annotations

import logging
from typing import Any

from telegram import Update
from telegram.request import HTTPXRequest

log = logging.getLogger(__name__)

# What reading a missing field, another type, or a time outside of all calendars ends in.
_UNREADABLE = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, OSError)


class UpdateRequest(HTTPXRequest):
    """Requests for updates; what cannot be read is logged and becomes an update without content.

    Its number stays, so it is taken, passed over and confirmed like any other. What it held is not
    logged, nor the error's text, which may quote it: it may be somebody's message.
    """

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The response, with every update in a form that can be read."""
        response = HTTPXRequest.parse_json_payload(payload)
        updates = response.get("result")
        if isinstance(updates, list):
            response["result"] = [readable(update) for update in updates]
        return response


def readable(update: dict[str, Any]) -> dict[str, Any]:
    """The update as it came, or an empty one of that number if it has a form we do not expect."""
    try:
        Update.de_json(update, None)
    except _UNREADABLE as error:
        number = update["update_id"]
        kind = type(error).__name__
        log.warning("update %d cannot be read and is passed over: %s", number, kind)
        return {"update_id": number}
    return update
