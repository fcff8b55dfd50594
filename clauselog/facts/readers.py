"""Every reader there is, one per fact type: the one place where a new type is made known."""

from __future__ import annotations

from clauselog.facts.context import Reader

READERS: tuple[Reader, ...] = ()
