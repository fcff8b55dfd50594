"""Many processes on one database, some of them killed: nothing is lost, nothing is half there, nothing is doubled."""

import re
import signal
import sqlite3
import uuid
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from clauselog.model import Cause, ChangeKind
from clauselog.ports import NewVersion
from store.columns import metadata
from store.session import open_store
from tests import builders as b
from tests.databases import administer
from tests.integration.store import workers
from tests.integration.store.workers import SLUG, plain_version, processes


def rows_of(store):
    with store.database.engine.begin() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) for table in metadata.sorted_tables
        }


def second_version(store):
    """A version with everything: two snapshots, changes, findings, left out text, alerts to two subscribers."""
    before = store.archive.latest(SLUG).document
    after = b.document("日志保存180天。", "新增一条。", left_out=[b.LeftOut("menu", "首页")])
    compared = b.comparison(
        before,
        after,
        changes=[
            b.change(ChangeKind.MODIFIED, before=before.clauses[:1], after=after.clauses[:1], similarity=0.8),
            b.change(ChangeKind.ADDED, after=after.clauses[1:]),
        ],
    )
    to = [store.archive.subscribe(b.subscription(target=f"http://127.0.0.1:9/{n}")) for n in range(2)]
    return NewVersion(
        SLUG,
        Cause.SOURCE_CHANGED,
        b.NOON + timedelta(days=1),
        after,
        (b.fetched(b"one"), b.fetched(b"two", source=b.source("https://qinghe.example/more"))),
        compared,
        tuple(b.alert(one, compared.findings) for one in to),
        tuple(b.message(f"msg_{n}") for n in range(2)),
    )


def test_a_writer_killed_at_any_statement_leaves_all_of_a_version_or_nothing(store, database_url):
    store.archive.declare(b.policy())
    store.archive.commit(plain_version(b.document("日志保存30天。")))
    new = second_version(store)
    nothing = rows_of(store)
    killed = 0
    for step in range(1, 200):
        process = workers.run(workers.commit_and_die, database_url, new, step)
        process.join(30)
        if process.exitcode == 0 or rows_of(store) != nothing:
            break
        assert process.exitcode == -signal.SIGKILL
        killed += 1
        assert store.archive.latest(SLUG).number == 1
    assert killed >= 20, "the commit has at least that many statements"
    grown = {name: number - nothing[name] for name, number in rows_of(store).items() if number != nothing[name]}
    assert grown == {
        "alert": 2, "fetch": 2, "finding": 1, "left_out": 1, "outbox": 2, "policy_check": 1, "proof": 1,
        "rule_wording": 1, "snapshot": 2, "source": 1, "text_block": 1, "version": 1, "version_snapshot": 2,
    }  # fmt: skip
    assert store.archive.latest(SLUG).document == new.document
    assert store.archive.comparison(SLUG, 2) == new.comparison
    assert store.outbox.status().pending == 2


@contextmanager
def copy_of(url):
    """A database like that one; nobody may be connected to it."""
    if url.startswith("sqlite"):
        path = url.removeprefix("sqlite:///")
        copy = f"{path}.{uuid.uuid4().hex}"
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        yield f"sqlite:///{copy}"
        return
    name, server = f"c{uuid.uuid4().hex}", re.sub(r"/t\w+\?", "/postgres?", url)
    administer(server, f"CREATE DATABASE {name} TEMPLATE {re.search('/(t[0-9a-f]+)[?]', url)[1]}")
    yield re.sub(r"/t\w+\?", f"/{name}?", url)
    administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def steps_of(url, new):
    """Every statement of the commit, by its number, with what it does."""
    with copy_of(url) as copy:
        names = processes.Queue()
        process = workers.run(workers.commit_and_die, copy, new, 0, names)
        steps = []
        while not steps or steps[-1][1] != "after COMMIT":
            steps.append(names.get(timeout=60))
        process.join(30)
        return steps


def killed_at(url, new, step):
    """What one kill did: killed, versions lost, halves left, alerts lost (each 0 or 1, or how many)."""
    with copy_of(url) as copy:
        process = workers.run(workers.commit_and_die, copy, new, step)
        process.join(60)
        with open_store(copy) as store:
            rows, latest = rows_of(store), store.archive.latest(SLUG)
            lost = latest is None or store.archive.version(SLUG, 1).document.text != "日志保存30天。"
            alerts = store.outbox.status().pending
            if latest.number == 1:
                halves = (
                    rows["version"] != 1 or rows["text_block"] + rows["finding"] + rows["alert"] + rows["proof"] != 2
                )
                store.archive.commit(new)
                alerts = store.outbox.status().pending
            else:
                halves = latest.document != new.document or store.archive.comparison(SLUG, 2) != new.comparison
                halves = halves or store.archive.commit(new) is not None
            halves = halves or not store.proofs.verify().is_sound
        return process.exitcode == -signal.SIGKILL, lost, halves, len(new.alerts) - alerts


def kill_table(url, rounds, every):
    """Step, what it does, killed n times, versions lost, halves left, alerts lost."""
    with open_store(url) as store:
        store.archive.declare(b.policy())
        store.archive.commit(plain_version(b.document("日志保存30天。")))
        new = second_version(store)
    lines = []
    for step, name in steps_of(url, new)[::every]:
        outcomes = [killed_at(url, new, step) for _ in range(rounds)]
        lines.append((step, name, *(sum(column) for column in zip(*outcomes, strict=True))))
    return lines


def show(lines):
    print()
    print(
        f"{'step':>4}  {'killed before':34} {'times':>5} {'versions lost':>14} {'halves left':>12} {'alerts lost':>12}"
    )
    for step, name, killed, lost, halves, alerts in lines:
        print(f"{step:>4}  {name:34} {killed:>5} {lost:>14} {halves:>12} {alerts:>12}")


@pytest.mark.parametrize(
    ("rounds", "every"), [(1, 6), pytest.param(5, 1, marks=pytest.mark.slow)], ids=["quick", "long"]
)
def test_a_writer_killed_again_and_again_at_each_step_loses_no_version_and_no_alert(database_url, rounds, every):
    lines = kill_table(database_url, rounds, every)
    show(lines)
    assert len(lines) >= (5 if every > 1 else 25)
    for _, _, killed, lost, halves, alerts in lines:
        assert (killed, lost, halves, alerts) == (rounds, 0, 0, 0)


def test_the_same_text_stored_by_four_processes_at_once_is_one_version(store, database_url):
    store.archive.declare(b.policy())
    barrier, numbers = processes.Barrier(4), processes.Queue()
    new = plain_version(b.document("我们收集手机号码。"))
    running = [workers.run(workers.commit_at_once, database_url, new, barrier, numbers) for _ in range(4)]
    made = [numbers.get(timeout=60) for _ in running]
    for process in running:
        process.join(30)
    assert sorted(made, key=str) == [1, None, None, None]
    assert [info.number for info in store.archive.log(SLUG)] == [1]
    [status] = store.archive.policies()
    assert status.checked_at == b.NOON


def test_four_writers_at_once_meet_no_lock_error_and_lose_nothing(store, database_url):
    slugs = [f"qinghe/policy-{n}" for n in range(4)]
    for slug in slugs:
        store.archive.declare(b.policy(slug))
    errors = processes.Queue()
    running = [workers.run(workers.write_much, database_url, slug, 25, errors) for slug in slugs]
    for process in running:
        process.join(120)
    assert errors.empty(), errors.get()
    assert [process.exitcode for process in running] == [0] * 4
    assert [status.versions for status in store.archive.policies()] == [25] * 4


def test_writers_of_one_policy_number_its_versions_without_gaps(store, database_url):
    store.archive.declare(b.policy())
    barrier, numbers = processes.Barrier(4), processes.Queue()
    texts = [plain_version(b.document(f"保存{n}天。")) for n in range(4)]
    running = [workers.run(workers.commit_at_once, database_url, new, barrier, numbers) for new in texts]
    assert sorted(numbers.get(timeout=60) for _ in running) == [1, 2, 3, 4]
    for process in running:
        process.join(30)
    assert [info.number for info in store.archive.log(SLUG)] == [4, 3, 2, 1]


@pytest.fixture
def sixty_messages(store):
    store.archive.declare(b.policy())
    store.archive.commit(plain_version(b.document("日志保存30天。")))
    new = second_version(store)
    to = [store.archive.subscribe(b.subscription(target=f"http://127.0.0.1:9/sixty/{n}")) for n in range(60)]
    messages = [b.message(f"msg_{n:02}", target=one.target) for n, one in enumerate(to)]
    alerts = [b.alert(one, new.comparison.findings) for one in to]
    store.archive.commit(replace(new, alerts=tuple(alerts), messages=tuple(messages)))
    return [message.msg_id for message in messages]


def test_three_dispatchers_one_of_them_killed_deliver_every_message_and_mark_each_sent_once(
    store, database_url, sixty_messages, tmp_path
):
    delivered = tmp_path / "delivered"
    running = [
        workers.run(workers.dispatch, database_url, owner, delivered, 7 if owner == "doomed" else None)
        for owner in ("doomed", "second", "third")
    ]
    for process in running:
        process.join(60)
    assert [process.exitcode for process in running] == [-signal.SIGKILL, 0, 0]
    lines = delivered.read_text().split()
    assert set(lines) == set(sixty_messages)
    assert len(lines) == len(sixty_messages) + 1, "only what the killed one had sent and not yet marked goes out again"
    status = store.outbox.status()
    assert (status.pending, status.sent, status.dead) == (0, 60, 0)


def test_a_lease_of_a_killed_process_is_taken_over_within_its_time_to_live(store, database_url):
    held = processes.Queue()
    process = workers.run(workers.hold_and_die, database_url, "scheduler", held)
    assert held.get(timeout=30) is True
    with store.lease.hold("scheduler", owner="second", ttl_s=5) as got:
        assert not got
    process.join(30)
    assert process.exitcode == -signal.SIGKILL
    began = datetime.now(UTC)
    while True:
        with store.lease.hold("scheduler", owner="second", ttl_s=5) as got:
            if got:
                break
    assert datetime.now(UTC) - began < timedelta(seconds=3)
