"""The tree of operational errors: what can go wrong in the world, as opposed to bugs.

    ClauselogError
    ├── SettingsError             a setting is missing or malformed
    ├── DeclarationError          a declaration, URL or name given by the user is wrong
    ├── FetchError                the source did not give the policy
    │   ├── SourceUnreachable     no answer: DNS, refused, time-out, TLS                 transient
    │   ├── SourceRefused         401, 403, 429, 5xx, robots.txt, a forbidden address    transient for 429 and 5xx
    │   ├── SourceGone            404, 410, a missing file
    │   └── BotChallenge          a "verify you are human" page in place of the policy   transient
    ├── ParseError                the bytes are no policy we can read
    │   ├── UnsupportedFormat     an image, an archive, an encrypted PDF …
    │   ├── UndecodableText       bytes that no charset turns into text
    │   ├── SelectorMissed        a declared selector matched nothing
    │   └── TooLittleText         empty, or far too short for a policy
    ├── StoreError                the database cannot be opened, is locked, has another schema, or lacks what was asked
    └── DeliveryError             an alert could not be handed over          transient unless refused for good

A message says what was tried (``tried``), what was seen (``seen``) and what to do next (``todo``). ``transient``
errors may be tried again later, and only ``flows`` do so. Secrets never stand in any of the three.
"""

from __future__ import annotations

from clauselog.model import Fetched, Lang, Text


class ClauselogError(Exception):
    """An operational error with the three things a person needs. ``str()`` gives them in English."""

    transient = False

    def __init__(self, tried: Text, seen: Text, todo: Text, *, transient: bool | None = None) -> None:
        self.tried, self.seen, self.todo = tried, seen, todo
        if transient is not None:
            self.transient = transient
        super().__init__(self.message("en"))

    def message(self, lang: Lang) -> str:
        if lang == "zh":
            return f"{self.tried.zh}：{self.seen.zh}。{self.todo.zh}。"
        return f"{self.tried.en}: {self.seen.en}. {self.todo.en}."


class SettingsError(ClauselogError): ...


class DeclarationError(ClauselogError): ...


class FetchError(ClauselogError):
    retry_after_s: float | None = None
    """How long the source asked to be left alone (``Retry-After``), in seconds."""


class SourceUnreachable(FetchError):
    transient = True


class SourceRefused(FetchError): ...


class SourceGone(FetchError): ...


class BotChallenge(FetchError):
    transient = True
    fetched: Fetched | None = None
    """The page that came in place of the policy, so that quarantine can keep it."""


class ParseError(ClauselogError): ...


class UnsupportedFormat(ParseError): ...


class UndecodableText(ParseError): ...


class SelectorMissed(ParseError): ...


class TooLittleText(ParseError): ...


class StoreError(ClauselogError): ...


class DeliveryError(ClauselogError):
    transient = True
    retry_after_s: float | None = None
    """How long the receiver asked to be left alone (``Retry-After``), in seconds."""
