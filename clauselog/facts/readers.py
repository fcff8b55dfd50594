"""Every reader there is, one per fact type: the one place where a new type is made known."""

from __future__ import annotations

from clauselog.facts import (
    ages,
    ai_training,
    amendments,
    bans,
    consent,
    data,
    dates,
    deadlines,
    disputes,
    endings,
    exclusions,
    fees,
    indemnities,
    laws,
    liability,
    licences,
    profiling,
    retention,
    rights,
    security,
    sharing,
    transfers,
)  # fmt: skip
from clauselog.facts.context import Reader

READERS: tuple[Reader, ...] = (
    ages.READER,
    ai_training.READER,
    amendments.READER,
    bans.READER,
    consent.READER,
    data.READER,
    dates.READER,
    deadlines.READER,
    disputes.READER,
    endings.READER,
    exclusions.READER,
    fees.READER,
    indemnities.READER,
    laws.READER,
    liability.READER,
    licences.READER,
    profiling.READER,
    retention.READER,
    rights.READER,
    security.READER,
    sharing.READER,
    transfers.READER,
)
