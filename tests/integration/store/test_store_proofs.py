"""``verify`` names what is damaged, and only that; a sound database is called sound."""

from __future__ import annotations

import random
import shutil
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from clauselog.errors import StoreError
from clauselog.model import Cause, ChangeKind
from clauselog.ports import NewVersion
from clauselog.text import sha256_hex
from store.chain import link_sha256
from store.session import open_store
from store.tables import metadata
from tests import builders as b
from tests.integration.store.damage import put_other_words, repack

SLUG = "qinghe/privacy-zh"
OTHER = "heron/terms"
PAGE = "<html><body><h1>青禾隐私政策</h1>" + "".join(
    f"<p>第{n}条，我们保存第{n}类日志{n * 7 + 3}天。</p>" for n in range(200)
)


def page(days):
    return f"{PAGE}<p>日志保存{days}天。</p></body></html>"


def commit(store, slug, before, days, at):
    document = b.document(
        "我们收集手机号码。", f"日志保存{days}天。", title="青禾隐私政策", left_out=[b.LeftOut("menu", "首页")]
    )
    compared = None
    if before is not None:
        finding = b.finding(
            before=b.evidence(before.clauses[1].text, document=before),
            after=b.evidence(document.clauses[1].text, document=document),
        )
        changed = b.change(
            ChangeKind.MODIFIED, before=before.clauses[1:], after=document.clauses[1:], similarity=0.9,
            edits=[("delete", before.clauses[1].text), ("insert", document.clauses[1].text)],
        )  # fmt: skip
        compared = b.comparison(before, document, changes=[changed], findings=[finding])
    cause = Cause.FIRST if before is None else Cause.SOURCE_CHANGED
    fetched = b.fetched(page(days), source=b.source(f"https://{slug}"), fetched_at=at, headers=[("etag", f'"{days}"')])
    assert store.archive.commit(NewVersion(slug, cause, at, document, (fetched,), compared, (), ()))
    return document


def fill(store):
    """Two policies, three versions of one and one of the other."""
    store.archive.declare(b.policy(SLUG, sources=[b.source(f"https://{SLUG}")]))
    store.archive.declare(b.policy(OTHER, sources=[b.source(f"https://{OTHER}")]))
    before = None
    for n, days in enumerate((30, 180, 365)):
        before = commit(store, SLUG, before, days, b.NOON + timedelta(days=n))
    commit(store, OTHER, None, 7, b.NOON)


@pytest.fixture
def filled(store):
    fill(store)
    return store


def change(store, statement, **values):
    with store.database.engine.begin() as connection:
        assert connection.execute(text(statement), values).rowcount >= 1


def damages(store, slug=None):
    return {(one.part, one.policy, one.number) for one in store.proofs.verify(slug).damages}


def test_a_sound_database_is_sound(filled):
    report = filled.proofs.verify()
    assert report.is_sound
    assert (report.policies, report.versions, report.snapshots, report.findings) == (2, 4, 4, 2)
    assert [(head.policy, head.number) for head in report.heads] == [(OTHER, 1), (SLUG, 3)]


def test_the_chain_can_be_recomputed_by_anybody_from_what_was_published(filled):
    previous = None
    for info in reversed(filled.archive.log(SLUG)):
        version = filled.archive.version(SLUG, info.number)
        previous = link_sha256(
            previous, policy=SLUG, number=version.number, cause=version.cause.value, observed_at=version.observed_at,
            text_sha256=sha256_hex(version.document.text), snapshots=version.snapshots, reader=version.document.reader,
        )  # fmt: skip
    assert [head.sha256 for head in filled.proofs.heads() if head.policy == SLUG] == [previous]


def test_similar_snapshots_share_their_bytes_and_come_back_whole(filled):
    assert filled.archive.snapshot(sha256_hex(page(365))).body == page(365).encode()
    with filled.database.engine.begin() as connection:
        sizes = connection.execute(text("SELECT length(body) FROM snapshot ORDER BY length(body)")).scalars().all()
    assert sum(size < 100 for size in sizes) == 2, "the second and third page of one policy"


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE snapshot SET body = sha256 WHERE sha256 = :page", ("snapshot", SLUG, 2)),
        ("UPDATE text_block SET texts = texts + 1 WHERE id = (SELECT max(id) FROM text_block)", ("clause", OTHER, 1)),
        ("UPDATE version SET record = text_sha256 WHERE number = 3", ("version", SLUG, 3)),
        ("UPDATE version SET title = '别的' WHERE number = 2", ("record", SLUG, 2)),
        ("UPDATE version SET observed_at = '2001-01-01 00:00:00+00:00' WHERE number = 2", ("chain", SLUG, 2)),
        ("UPDATE version SET cause = 'reparsed' WHERE number = 2", ("chain", SLUG, 2)),
        ("UPDATE finding SET severity = 'minor'", ("record", SLUG, 3)),
        ("UPDATE rule_wording SET why_en = 'for nothing'", ("record", SLUG, 3)),
        ("DELETE FROM finding WHERE version_id = 3", ("record", SLUG, 3)),
        ("UPDATE version SET turns = sha256 FROM snapshot WHERE number = 3", ("record", SLUG, 3)),
        ('UPDATE "fetch" SET headers = snapshot_sha256, etag = NULL WHERE snapshot_sha256 = :page', ("record", SLUG, 2)),
        ("UPDATE proof SET chain_sha256 = seal_sha256 WHERE version_id = 2", ("chain", SLUG, 2)),
        ("DELETE FROM proof WHERE version_id = 2", ("chain", SLUG, 2)),
        ("UPDATE left_out SET packed = sha256", ("version", SLUG, 1)),
    ],
)  # fmt: skip
def test_a_damage_is_named_with_its_policy_and_version(filled, statement, expected):
    values = {"page": bytes.fromhex(sha256_hex(page(180)))} if ":page" in statement else {}
    change(filled, statement, **values)
    assert expected in damages(filled)


def otherwise(told):
    """The same findings, their first quote a character further on."""
    for one in told:
        one[5][2:] = [one[5][2] + 1, one[5][3] + 1]
    return told


@pytest.mark.parametrize(
    ("column", "exchange", "expected"),
    [
        ("told", otherwise, {("finding", SLUG, 3), ("record", SLUG, 3), ("finding", SLUG, 2), ("record", SLUG, 2)}),
        ("changes", lambda changes: [[*one[:3], 0.5, *one[4:]] for one in changes], {("record", SLUG, 2), ("record", SLUG, 3)}),
        ("turns", lambda turns: [turns[0], []], {("record", SLUG, 2), ("record", SLUG, 3), ("index", SLUG, 2), ("index", SLUG, 3)}),
    ],
    ids=["findings", "changes", "turns"],
)  # fmt: skip
def test_packed_values_that_were_exchanged_are_named(filled, column, exchange, expected):
    with filled.database.engine.begin() as connection:
        repack(connection, column, exchange)
    assert damages(filled) == expected


def test_words_that_were_exchanged_are_named_with_the_version_that_brought_them(filled):
    with filled.database.engine.begin() as connection:
        put_other_words(connection, "日志保存180天。", "日志保存181天。")
    assert {("clause", SLUG, 2), ("version", SLUG, 2)} <= damages(filled)
    assert damages(filled, OTHER) == set()


def test_an_index_of_words_that_lacks_some_is_named_and_can_be_made_anew(sqlite_url):
    with open_store(sqlite_url) as store:
        fill(store)
        change(store, "INSERT INTO clause_search (clause_search) VALUES ('delete-all')")
        [damage] = store.proofs.verify().damages
        assert (damage.part, damage.name) == ("index", "clause_search")
        assert "clauselog db reindex" in damage.problem.en
        assert store.proofs.reindex() == 6
        assert store.proofs.verify().is_sound
        assert len(store.questions.search(["日志"]).hits) == 4


def test_only_what_is_damaged_is_named(filled):
    change(filled, "UPDATE version SET title = '别的' WHERE number = 2")
    assert damages(filled) == {("record", SLUG, 2)}
    assert damages(filled, OTHER) == set()


def test_a_version_taken_out_of_the_middle_is_missed(filled):
    for table, column in (("proof", "version_id"), ("finding", "version_id")):
        change(filled, f"DELETE FROM {table} WHERE {column} = 2")
    with filled.database.engine.begin() as connection:
        repack(connection, "manifest", lambda manifest: manifest)  # each stored whole, based on no other
    change(filled, "DELETE FROM version_snapshot WHERE version_id = 2")
    change(filled, "UPDATE policy_check SET version_id = NULL WHERE version_id = 2")
    change(filled, "UPDATE version SET compared_with_id = 1 WHERE compared_with_id = 2")
    change(filled, "DELETE FROM version WHERE id = 2")
    found = damages(filled)
    assert ("version", SLUG, 2) in found
    assert ("chain", SLUG, 3) in found


def test_a_policy_that_is_not_there_is_no_sound_one(filled):
    with pytest.raises(StoreError, match="no such policy"):
        filled.proofs.verify("nobody/nothing")


def contents(store):
    """All that is proven, as it reads."""
    proven = (
        "snapshot", "version", "version_snapshot", "text_block", "finding", "rule_wording", "proof", "left_out",
    )  # fmt: skip
    with store.database.engine.begin() as connection:
        rows = {name: connection.execute(select(metadata.tables[name])).all() for name in proven}
        fetches = connection.execute(select(metadata.tables["fetch"]).where(text("status = 200"))).all()
    return repr(rows), repr(fetches)


def test_a_flipped_byte_anywhere_in_the_file_is_named_or_changes_nothing_that_is_proven(sqlite_url, tmp_path):
    path = tmp_path / "filled.db"
    shutil.copyfile(sqlite_url.removeprefix("sqlite:///"), path)
    with open_store(f"sqlite:///{path}") as store:
        fill(store)
        sound = contents(store)
        with store.database.engine.connect() as connection:
            connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    original = path.read_bytes()
    rng = random.Random(11)
    used = [at for at in range(4096, len(original)) if original[at]]
    named = 0
    for at in rng.sample(used, 60):
        path.write_bytes(original[:at] + bytes([original[at] ^ (1 << rng.randrange(8))]) + original[at + 1 :])
        try:
            with open_store(f"sqlite:///{path}") as store:
                found = store.proofs.verify().damages
                if not found:
                    assert contents(store) == sound, f"byte {at} changed something and nobody noticed"
        except StoreError as error:  # so damaged that it cannot even be opened, which says so
            found = (error,)
        named += bool(found)
    assert named >= 15
