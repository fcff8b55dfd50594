"""What the exit status means, and how an operational error reaches the person: tried, seen, to do."""

from __future__ import annotations

from enum import IntEnum

from clauselog.errors import (
    ClauselogError,
    DeclarationError,
    ParseError,
    SettingsError,
    SourceGone,
    StoreError,
)
from clauselog.model import Text


class Status(IntEnum):
    """The exit statuses, the same for every command."""

    OK = 0
    FAILED = 1
    """A source, a delivery or a check failed; everything else was done."""
    BAD_INPUT = 2
    """What was asked for cannot be done: a wrong option, file, policy name, declaration or setting."""
    DATABASE = 3
    """The database is not initialised, locked, of another schema or out of reach."""
    INTERRUPTED = 130


class UsageError(ClauselogError):
    """What was typed cannot be meant: no such policy, version, file or date."""


def status_of(error: ClauselogError) -> Status:
    """The exit status for an error that ends a command."""
    match error:
        case UsageError() | SettingsError() | DeclarationError() | ParseError() | SourceGone():
            return Status.BAD_INPUT
        case StoreError():
            return Status.DATABASE
        case _:
            return Status.FAILED


INTERRUPTED = Text(
    zh="已中断。已完成的都已保存，没有留下写了一半的数据。",
    en="Interrupted. What was finished is kept; nothing is half written.",
)
EXIT_CODES = (
    "Exit status: 0 done · 1 a source, a delivery or a check failed · 2 bad input or usage · "
    "3 the database cannot be used · 130 interrupted"
)
