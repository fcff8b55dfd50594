"""How fast the archive takes versions in, how small they are on disk, and how fast it answers. Run by ``make bench``.

    python bench/archive.py [--full] [--database sqlite|postgresql] [--profile]

Import: invented HTML pages of policies (a hundred clauses, three or four of them changed each time, some inserted so
that all behind are renumbered), read, compared, judged and committed in one thread, as an import of a history does.
Size: all that the database takes on disk, snapshots and indexes included, against the UTF-8 of the versions' texts.
Questions: to a database filled with clause rows, each asked twenty times of policies drawn at random; the median and
the slowest, in milliseconds. Without --full: 20 policies of 20 versions and 100,000 clause rows; with it 100 of 20, and
a million.

PostgreSQL runs where its programs and psycopg are installed: a server of the benchmark's own in a temporary folder.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy import func, insert, select, text

from clauselog.compare import compare
from clauselog.model import Cause, Document, Fetched, Finding, Policy, Severity, Source
from clauselog.ports import NewVersion
from clauselog.text import sha256_hex
from parsers import PolicyReader
from store import codec, findings, migrate, tables, versions
from store.session import Store, open_store
from tests import builders, databases
from tests.quality.mutations import Line, policy_lines

START = datetime(2015, 1, 1, tzinfo=UTC)
CLAUSES = 100
MENU = "".join(f'<li><a href="/{n}">栏目{n} Section {n}</a></li>' for n in range(40))


# ------------------------------------------------------------------------------------------- import


def lines_of(seed: int) -> list[Line]:
    lines: list[Line] = []
    while len(lines) < CLAUSES:
        lines += policy_lines(seed + 1000 * len(lines), "zh" if seed % 3 else "en")
    return lines[:CLAUSES]


def changed(lines: list[Line], rng: random.Random) -> list[Line]:
    out = list(lines)
    for n in rng.sample(range(len(out)), 3):
        out[n] = replace(out[n], text=f"{out[n].text[:-1]}，保存期限为{rng.randrange(10, 900)}天。")
    if rng.random() < 0.3:
        out.insert(rng.randrange(len(out)), Line(f"我们可能向第{rng.randrange(1000)}家合作方提供您的设备标识符。"))
    return out


def page_of(lines: list[Line], seed: int) -> bytes:
    body = "\n".join(f'<p class="clause c{n % 7}">{n}. {escape(line.text)}</p>' for n, line in enumerate(lines, 1))
    style = "p{margin:0}" * 60
    head = f"<html><head><title>政策{seed}</title><style>{style}</style></head><body><nav><ul>{MENU}</ul></nav>"
    return f"{head}<main><h1>隐私政策 {seed}</h1>\n{body}</main><footer>© 2024 {MENU}</footer></body></html>".encode()


def pages(policies: int, versions: int) -> list[list[bytes]]:
    made = []
    for seed in range(policies):
        rng = random.Random(seed)  # noqa: S311
        lines, row = lines_of(seed), []
        for _ in range(versions):
            row.append(page_of(lines, seed))
            lines = changed(lines, rng)
        made.append(row)
    return made


def take_in(store: Store, histories: list[list[bytes]], spent: dict[str, float]) -> int:
    """Every page one version; the UTF-8 bytes of their texts. ``spent`` gets the process's own seconds."""
    reader = PolicyReader()
    raw = 0

    @contextmanager
    def timed(part: str) -> Iterator[None]:
        began = time.process_time()
        yield
        spent[part] += time.process_time() - began

    for n, history in enumerate(histories):
        source = Source(f"https://p{n}.example/privacy", keep=("main",))
        slug = f"p{n}/privacy"
        store.archive.declare(Policy(slug, f"P{n}", "隐私政策", (source,)))
        before: Document | None = None
        for day, body in enumerate(history):
            at = START + timedelta(days=30 * day)
            with timed("read"):
                document = reader.read([(source, body, "text/html", "utf-8")])
            with timed("compare"):
                compared = compare(before, document, observed_on=at.date()) if before is not None else None
            cause = Cause.FIRST if before is None else Cause.SOURCE_CHANGED
            fetched = Fetched(source, 200, body, at, "text/html", "utf-8", f'"{day}"')
            with timed("commit"):
                made = store.archive.commit(NewVersion(slug, cause, at, document, (fetched,), compared, (), ()))
            assert made is not None
            before = document
            raw += len(document.text.encode())
    return raw


def bench_import(url: str, policies: int, versions: int, *, profile: bool) -> None:
    histories = pages(policies, versions)
    with open_store(url, create=True) as store:
        empty = size_of(store)
        profiler = cProfile.Profile()
        if profile:
            profiler.enable()
        wall, cpu = time.perf_counter(), time.process_time()
        spent: dict[str, float] = defaultdict(float)
        raw = take_in(store, histories, spent)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        profiler.disable()
        count = policies * versions
        taken = size_of(store) - empty
        html = sum(len(page) for history in histories for page in history)
        print(f"import            {count} versions of {raw // count:,} bytes of text ({html // count:,} of HTML)")
        print(f"  speed           {count / wall:.0f} versions/s ({count / cpu:.0f} by this process's own time)")
        print("  of which        " + ", ".join(f"{part} {s * 1000 / count:.1f} ms" for part, s in spent.items()))
        print(f"  on disk         {taken // count:,} bytes a version, {taken / raw:.1%} of the text")
        for name, size in sizes(store)[:9]:
            print(f"    {name:40} {size // count:>7,} bytes a version  {size / raw:.1%}")
    if profile:
        pstats.Stats(profiler).sort_stats("tottime").print_stats(25)


def size_of(store: Store) -> int:
    with store.database.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT gin_clean_pending_list('clause_search')"))
            return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(store.database.shown).stat().st_size


def sizes(store: Store) -> list[tuple[str, int]]:
    """Tables and indexes by what they take, the largest first."""
    query = (
        "SELECT relname, pg_total_relation_size(oid) - coalesce(pg_indexes_size(oid), 0) FROM pg_class "
        "WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i')"
        if store.database.engine.dialect.name == "postgresql"
        else "SELECT name, sum(pgsize) FROM dbstat GROUP BY name"
    )
    try:
        with store.database.engine.connect() as connection:
            found = [(str(name), int(size)) for name, size in connection.execute(text(query))]
    except Exception:  # noqa: BLE001  # a SQLite without dbstat tells no sizes
        return []
    return sorted(found, key=lambda one: -one[1])


# ---------------------------------------------------------------------------------------- questions

TEXTS_PER_POLICY, VERSIONS, NEW_TEXTS = 200, 20, 5
WORDS = """
我们 收集 手机号码 设备标识符 用于 注册账号 保障安全 登录日志 保存 届满后 删除 匿名化处理 第三方 共享 委托处理 同意 撤回
未成年人 监护人 争议 仲裁 管辖 责任 赔偿 上限 不可抗力 服务 终止 费用 退款 更新 通知 权利 更正 查询 投诉 跨境 传输 评估
加密 期限 位置信息 通讯录 相册
""".split()  # noqa: SIM905
RARE, RARE_TYPE = "人脸", "ai_training"


def fill(store: Store, clause_rows: int) -> int:
    """Policies of 20 versions each, without going through reading and comparing; how many policies."""
    policies = clause_rows // TEXTS_PER_POLICY
    rng = random.Random(3)  # noqa: S311
    for first in range(0, policies, 100):
        with store.database.engine.begin() as connection:
            for n in range(first, min(policies, first + 100)):
                _fill_policy(connection, n, rng)
    with store.database.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            grams = "clause_search_grams(words)"
            connection.execute(text(f"CREATE INDEX clause_search ON text_block USING gin ({grams})"))
        connection.execute(text("ANALYZE"))
    return policies


def _fill_policy(connection: Any, n: int, rng: random.Random) -> None:
    policy_id = connection.execute(
        insert(tables.policy)
        .values(slug=f"filled{n}/privacy", provider=f"F{n % 100}", name="x")
        .returning(tables.policy.c.id)
    ).scalar_one()
    texts = [_sentence(n, i, rng) for i in range(TEXTS_PER_POLICY)]
    held = list(range(TEXTS_PER_POLICY - NEW_TEXTS * (VERSIONS - 1)))
    following, common, stored = len(held), bool(n % 97), None
    for number in range(1, VERSIONS + 1):
        if number > 1:
            for slot in rng.sample(range(len(held)), NEW_TEXTS):
                held[slot], following = following, following + 1
        effective_on = (START + timedelta(days=150 * number + n % 150 + 30)).date()
        document = builders.document(*(texts[i] for i in held), effective_on=effective_on)
        found = () if number == 1 else tuple(_finding(common, position, rng) for position in range(3))
        wordings = findings.keep_wordings(connection, found, {})
        stored, _ = versions.insert_version(
            connection,
            policy_id=policy_id,
            cause=Cause.FIRST if number == 1 else Cause.SOURCE_CHANGED,
            observed_at=START + timedelta(days=150 * number + n % 150, seconds=n),
            document=document,
            text_sha256=sha256_hex(document.text),
            before=stored,
            comparison=None,
            told=codec.dump(findings.told_value(found, wordings)) if found else b"",
        )
        findings.insert_findings(connection, stored.row.id, found)


def _finding(common: bool, position: int, rng: random.Random) -> Finding:
    return builders.finding(
        type=rng.choice(("retention", "data_category", "purpose")) if common or position else RARE_TYPE,
        severity=Severity(rng.choice(("major", "minor", "review")) if common else "critical"),
    )


def _sentence(n: int, i: int, rng: random.Random) -> str:
    rare = RARE if rng.random() < 0.0005 else ""
    return f"{''.join(rng.choices(WORDS, k=18))}{rare}，编号{n}之{i}，section {rng.randrange(1000)} applies。"


def bench_questions(url: str, clause_rows: int) -> None:
    migrate.upgrade(url)
    with open_store(url) as store:
        if store.database.engine.dialect.name == "postgresql":
            with store.database.engine.begin() as connection:
                connection.execute(text("DROP INDEX clause_search"))  # made anew when all is there
        began = time.perf_counter()
        policies = fill(store, clause_rows)
        with store.database.engine.connect() as connection:
            there = connection.scalar(select(func.sum(tables.text_block.c.texts)))
        took = time.perf_counter() - began
        print(f"questions         {there:,} clause rows, {policies:,} policies (filled in {took:.0f} s)")
        ask_all(store, policies)


def ask_all(store: Store, policies: int) -> None:
    """Every question, of a database that ``fill`` filled with so many policies."""
    rng = random.Random(5)  # noqa: S311
    archive, ask = store.archive, store.questions

    def slug() -> str:
        return f"filled{rng.randrange(policies)}/privacy"

    def day() -> date:
        return START.date() + timedelta(days=rng.randrange(400, 3000))

    questions: dict[str, Callable[[], object]] = {
        "as of a date, observed": lambda: archive.version_as_of(slug(), day()),
        "as of a date, in force": lambda: archive.version_effective_on(slug(), day()),
        "blame": lambda: ask.blame(slug()),
        "history of one clause": lambda: ask.clause_history(slug(), f"p{rng.randrange(1, 90)}"),
        "log": lambda: archive.log(slug()),
        "changes in 30 days, 50": lambda: ask.changes(d := day(), d + timedelta(days=30)),
        "changes, critical": lambda: ask.changes(date(2015, 1, 1), date(2024, 1, 1), types=(RARE_TYPE,)),
        "findings, newest 200": lambda: archive.findings(),
        "findings of a policy": lambda: archive.findings(policy=slug()),
        "findings of a rare type": lambda: archive.findings(types=(RARE_TYPE,)),
        "search, 2 characters": lambda: ask.search([rng.choice(("仲裁", "相册", "日志"))]),
        "search, 2 common words": lambda: ask.search(rng.sample(WORDS, 2)),
        "search, a rare word": lambda: ask.search([RARE]),
        "search, 1 character": lambda: ask.search(["脸"]),
        "search, English": lambda: ask.search([f"section {rng.randrange(1000)}"]),
        "search, no such word": lambda: ask.search(["绝无此词"]),
        "search in a policy": lambda: ask.search(["仲裁"], policy=slug()),
        "search of a provider": lambda: ask.search(["仲裁"], provider=f"F{rng.randrange(100)}"),
    }
    for name, question in questions.items():
        question()
        taken = []
        for _ in range(20):
            began = time.perf_counter()
            question()
            taken.append((time.perf_counter() - began) * 1000)
        print(f"  {name:26} {statistics.median(taken):8.1f} ms   slowest {max(taken):8.1f}", flush=True)


# ---------------------------------------------------------------------------------------- databases


@contextmanager
def sqlite() -> Iterator[Callable[[], str]]:
    folder = Path(tempfile.mkdtemp(prefix="bench"))
    try:
        yield lambda: f"sqlite:///{folder / f'{time.monotonic_ns()}.db'}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgresql() -> Iterator[Callable[[], str]]:
    with databases.running_postgresql() as server:

        def made() -> str:
            name = f"b{time.monotonic_ns()}"
            databases.administer(server, f"CREATE DATABASE {name}")
            return server.replace("/postgres?", f"/{name}?")

        yield made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="2,000 versions and a million clause rows")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), help="only this one")
    parser.add_argument("--profile", action="store_true", help="say where the time of the import goes")
    parser.add_argument("--only", choices=("import", "questions"), help="only this part")
    chosen = parser.parse_args()
    policies, rows = (100, 1_000_000) if chosen.full else (20, 100_000)
    kinds = {"sqlite": sqlite, "postgresql": postgresql}
    for name, opened in kinds.items():
        if chosen.database not in (None, name):
            continue
        if name == "postgresql" and (lacking := databases.postgresql_lacks()):
            print(f"{name}: left out, {lacking}")
            continue
        print(f"-- {name}")
        with opened() as url:
            if chosen.only != "questions":
                bench_import(url(), policies, 20, profile=chosen.profile)
            if chosen.only != "import":
                bench_questions(url(), rows)


if __name__ == "__main__":
    main()
