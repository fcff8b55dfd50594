"""The process that imports and dies on purpose."""

from __future__ import annotations

import os
import signal
from typing import Any

from sqlalchemy import Engine, event

from clauselog.compare import compare
from clauselog.histories import History
from clauselog.imports import replay
from clauselog.model import Source
from parsers import PolicyReader
from store.bundles import SqlRecords
from store.session import open_store

READER = PolicyReader()
_WARM = [
    READER.read([(Source("warm"), f"1. We keep your logs for {n} days, no longer than that.".encode(), None, None)])
    for n in (30, 60)
]
compare(*_WARM)  # word lists are read once, by the server from which the processes are forked


def import_and_die(url: str, history: History, step: int) -> None:
    """SIGKILL itself before statement number ``step`` of the import; exit code 0: there was no such step."""
    store = open_store(url)
    seen = 0

    def count(*_: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == step:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)
    records = SqlRecords(store.database, store.archive)
    replay(history, reader=READER, archive=store.archive, ledger=records)
    os._exit(0)
