"""Every reader there is, one per fact type: the one place where a new type is made known."""

from __future__ import annotations

from clauselog.facts import ages, ai_training, data, dates, deadlines, disputes, laws, liability, retention
from clauselog.facts.context import Reader

READERS: tuple[Reader, ...] = (
    ages.READER,
    ai_training.READER,
    data.READER,
    dates.READER,
    deadlines.READER,
    disputes.READER,
    laws.READER,
    liability.READER,
    retention.READER,
)
