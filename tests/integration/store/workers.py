"""What the tests' other processes do: they write, die on purpose, and dispatch, each with a store of its own.

They are forked from a server that has imported everything already, so that one costs milliseconds.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from clauselog.model import Cause, Document
from clauselog.ports import NewVersion
from store.session import open_store
from tests import builders as b

processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.integration.store.workers", "sqlite3", "sqlalchemy.dialects.sqlite"])

SLUG = "qinghe/privacy-zh"


def plain_version(document: Document, slug: str = SLUG, at: datetime = b.NOON) -> NewVersion:
    fetched = b.fetched(document.text, fetched_at=at)
    return NewVersion(slug, Cause.SOURCE_CHANGED, at, document, (fetched,), None, (), ())


def commit_and_die(url: str, new: NewVersion, step: int, names: Any = None) -> None:
    """SIGKILL itself before statement number ``step`` of the commit; COMMIT counts as a statement, and so does its end.

    ``names`` is a queue for what each step does. Exit code 0: there was no such step.
    """
    store = open_store(url)
    seen = 0

    def count(name: str) -> None:
        nonlocal seen
        seen += 1
        if names is not None:
            names.put((seen, name))
        if seen == step:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", lambda _c, _k, statement, *_: count(short_name(statement)))
    event.listen(Engine, "commit", lambda _: count("COMMIT"))
    store.archive.commit(new)
    count("after COMMIT")
    if names is not None:
        names.close()
        names.join_thread()
    os._exit(0)


def short_name(statement: str) -> str:
    """What a statement does, and to which table."""
    words = statement.replace('"', "").split()
    verb = words[0].upper()
    lead = {"SELECT": "FROM", "INSERT": "INTO", "UPDATE": "UPDATE"}.get(verb)
    at = next((i for i, word in enumerate(words) if word.upper() == lead), None)
    return f"{verb} {words[at + 1]}" if at is not None and at + 1 < len(words) else statement[:30]


def commit_at_once(url: str, new: NewVersion, barrier: Any, numbers: Any) -> None:
    """Put the number of the version it made into ``numbers``, None for none."""
    with open_store(url) as store:
        barrier.wait(timeout=30)
        made = store.archive.commit(new)
        numbers.put(made.number if made is not None else None)


def write_much(url: str, slug: str, rounds: int, errors: Any) -> None:
    """Check and commit a policy again and again, telling every error."""
    try:
        with open_store(url) as store:
            for number in range(rounds):
                at = b.NOON + timedelta(minutes=number)
                store.archive.commit(plain_version(b.document(f"{slug} 保存{number}天。"), slug, at))
                store.archive.record_check(slug, "unchanged", at, fetched=[b.fetched(f"{slug}", fetched_at=at)])
                store.archive.policies()
    except Exception as error:
        errors.put(repr(error))
        raise


def dispatch(url: str, owner: str, delivered: Path, die_after: int | None) -> None:
    """Send what is due by appending its id to a file, until nothing is pending; die after so many, unreported."""
    sent = 0
    with open_store(url) as store, delivered.open("a", buffering=1) as out:
        while store.outbox.status().pending:
            for message in store.outbox.claim(datetime.now(UTC), limit=5, lease_s=1.0, owner=owner):
                out.write(f"{message.msg_id}\n")
                sent += 1
                if sent == die_after:
                    os.kill(os.getpid(), signal.SIGKILL)
                store.outbox.sent(message.msg_id, datetime.now(UTC))
            time.sleep(0.02)


def hold_and_die(url: str, name: str, held: Any) -> None:
    with open_store(url) as store, store.lease.hold(name, owner="doomed", ttl_s=1.0) as got:
        held.put(got)
        time.sleep(0.2)  # let the queue's thread write
        os.kill(os.getpid(), signal.SIGKILL)


def run(work: Callable[..., None], *arguments: Any) -> Any:
    process = processes.Process(target=work, args=arguments)
    process.start()
    return process
