"""The hash chain of a policy: each version's link holds the one before it, so nothing in between can be exchanged.

A link depends on nothing but what was published and when, so it is the same in every database that holds the history,
and anybody can recompute it from an evidence bundle with a few lines of any language.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

CHAIN = "clauselog.chain/1"


def link_sha256(
    previous: str | None,
    *,
    policy: str,
    number: int,
    cause: str,
    observed_at: datetime,
    text_sha256: str,
    snapshots: Sequence[str],
    reader: str,
) -> str:
    """The link of one version; ``previous`` is that of the version before, None for the first.

    It is the SHA-256 of a JSON array without spaces, non-ASCII escaped: ``["clauselog.chain/1", policy, previous,
    number, cause, observed_at, text_sha256, [snapshots…], reader]``, the moment in UTC to the microsecond as
    ``2024-03-01T12:00:00.000000Z``.
    """
    return digest_of(
        [CHAIN, policy, previous, number, cause, moment(observed_at), text_sha256, list(snapshots), reader]
    )


def digest_of(value: Any) -> str:
    """The SHA-256 of a value as canonical JSON; bytes count by their own digest, days and moments by their ISO form."""
    dumped = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=_plain)
    return hashlib.sha256(dumped.encode("ascii")).hexdigest()


def moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (bytes, memoryview)):
        return hashlib.sha256(value).hexdigest()
    raise TypeError(f"no canonical form: {value!r}")
