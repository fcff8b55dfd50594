"""A database of each earlier release is upgraded with nothing lost."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from clauselog.model import Cause
from clauselog.ports import NewVersion
from store import codec, migrate
from store.database import connect, read_url
from store.session import open_store
from tests import builders as b
from tests.releases import RELEASES, load_release, rows_of

pytestmark = pytest.mark.parametrize("release", RELEASES)


PACKED_ANEW = ("change", "clause_run", "clause_text", "finding", "version")
"""Tables whose contents have other columns now: that nothing of them is lost shows on the way back."""


def unpacked(rows):
    """Compressed values by what they hold: another zstd makes other bytes of it."""
    holds = {
        name: codec.unpack(bytes.fromhex(rows[name])) for name in ("manifest", "edits") if rows.get(name) is not None
    }
    return {**rows, **holds}


def everything(found):
    return {name: sorted(map(unpacked, rows), key=repr) for name, rows in found.items()}


def test_upgrading_loses_nothing_and_leaves_what_it_does_not_pack_as_it_is(empty_url, release):
    before = load_release(empty_url, release)
    assert sum(map(len, before.values())) > 150
    migrate.upgrade(empty_url)
    kept = {name: rows for name, rows in before.items() if name not in PACKED_ANEW}
    assert rows_of(empty_url, {name: list(rows[0]) for name, rows in kept.items()}) == kept
    assert migrate.check(empty_url) == []


def test_upgrading_and_downgrading_brings_every_row_back(empty_url, release):
    before = load_release(empty_url, release)
    columns = {name: list(rows[0]) for name, rows in before.items()}
    for _ in range(2):
        migrate.upgrade(empty_url)
        migrate.downgrade(empty_url, "0003")
        assert everything(rows_of(empty_url, columns)) == everything(before)


def test_a_damage_from_before_an_upgrade_is_named_after_it_and_after_a_downgrade(empty_url, release):
    load_release(empty_url, release)
    migrate.upgrade(empty_url, revision="0003")
    database = connect(read_url(empty_url), busy_timeout_s=15)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE finding SET summary_en = 'nothing happened' WHERE version_id = 3"))
        [slug, number] = connection.execute(
            text("SELECT slug, number FROM version JOIN policy ON policy.id = policy_id WHERE version.id = 3")
        ).one()
    database.close()
    for _ in range(2):
        migrate.upgrade(empty_url)
        with open_store(empty_url) as store:
            assert [(d.part, d.policy, d.number) for d in store.proofs.verify().damages] == [("record", slug, number)]
        migrate.downgrade(empty_url, "0003")


def test_every_version_of_an_upgraded_database_comes_back_with_what_was_told(empty_url, release):
    load_release(empty_url, release)
    migrate.upgrade(empty_url)
    with open_store(empty_url) as store:
        policies = {status.policy.slug: status.versions for status in store.archive.policies()}
        assert policies == {"heron/never-seen": 0, "heron/terms-en": 2, "odd/text": 1, "qinghe/privacy-zh": 6}
        for slug, versions in policies.items():
            for number in range(1, versions + 1):
                version = store.archive.version(slug, number)
                for clause in version.document.clauses:
                    assert version.document.text[clause.text_start : clause.end] == clause.text
                comparison = store.archive.comparison(slug, number)
                assert (comparison is None) == (number == 1)
        assert store.outbox.status().pending + store.outbox.status().sent + store.outbox.status().dead == 7
        assert len(store.archive.subscriptions()) == 2


def test_an_upgraded_database_is_proven_and_knows_which_texts_came_back(empty_url, release):
    load_release(empty_url, release)
    migrate.upgrade(empty_url)
    with open_store(empty_url) as store:
        report = store.proofs.verify()
        assert report.damages == ()
        assert (report.versions, report.policies) == (9, 4)
        back = {info.number: info.returns_to for info in store.archive.log("qinghe/privacy-zh")}
        assert back == {6: None, 5: None, 4: 2, 3: 1, 2: None, 1: None}


def test_an_upgraded_database_takes_new_versions(empty_url, release):
    load_release(empty_url, release)
    migrate.upgrade(empty_url)
    with open_store(empty_url) as store:
        latest = store.archive.latest("odd/text")
        new = b.document("别的内容。")
        compared = b.comparison(latest.document, new, changes=[], findings=[])
        at = latest.observed_at + timedelta(days=1)
        made = NewVersion(
            "odd/text", Cause.SOURCE_CHANGED, at, new, (b.fetched(new.text, fetched_at=at),), compared, (), ()
        )
        assert store.archive.commit(made).number == 2
        assert store.proofs.verify().damages == ()


def test_downgrading_to_that_release_and_back_loses_nothing_it_knew(empty_url, release):
    before = load_release(empty_url, release)
    migrate.upgrade(empty_url)
    migrate.downgrade(empty_url, "0001")
    columns = {name: list(rows[0]) for name, rows in before.items()}
    assert everything(rows_of(empty_url, columns)) == everything(before)
    migrate.upgrade(empty_url)
    with open_store(empty_url) as store:
        assert store.proofs.verify().is_sound
