"""What can be wrong with a journal.

JournalError
├── JournalAddressError       the address is not one of a database we know
├── JournalDriverError        the driver of its database is not installed
├── JournalNewerError         a newer version of the program made it
└── JournalUnavailableError   it cannot be read or written now

The first three are the operator's to put right and are only raised by opening. The last one may
pass by itself. It reaches only who asked for something that must not be pretended: to erase, to
tell what is kept, to make an invitation. Recording and looking up never raise it.
"""

from __future__ import annotations

from typing import ClassVar

from embeddings.errors import HoiBaoError


class JournalError(HoiBaoError):
    """The journal cannot be used."""

    code: ClassVar[str] = "journal"


class JournalAddressError(JournalError):
    """The address is not one of a database we know. Details: ``address`` (without a password)."""

    code = "journal-address"


class JournalDriverError(JournalError):
    """The driver of the database is not installed. Details: ``driver``, ``extra``."""

    code = "journal-driver"


class JournalNewerError(JournalError):
    """A newer version made the journal. Details: ``address``, ``found``, ``expected``."""

    code = "journal-newer"


class JournalUnavailableError(JournalError):
    """The journal cannot be read or written now. Details: ``address``, ``reason``."""

    code = "journal-unavailable"

    def __init__(self, message: str, kind: str = "", **details: str | int) -> None:
        """``kind`` names the cause as the database does: ``SQLITE_FULL``, ``57P03``."""
        super().__init__(message, **details)
        self.kind = kind
