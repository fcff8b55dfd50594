"""Whence a clause comes, what changed meanwhile, and who says what: on SQLite and on PostgreSQL."""

from datetime import UTC, date, datetime, timedelta

import pytest

from clauselog.compare import compare
from clauselog.errors import StoreError
from clauselog.model import Cause, ChangeKind, Severity
from clauselog.ports import NewVersion
from tests import builders as b

SLUG = "qinghe/privacy-zh"

LONG = "我们会在您注册账号时收集您的手机号码和昵称，用于创建账号和保障账号安全。"
LOGS = "我们会保存您的登录日志{}天，届满后删除或者作匿名化处理，法律另有规定的除外。"
FACES = "未经您单独同意，我们不会向第三方提供您的人脸信息。"


def text_of(*lines, **stated):
    return b.document(*(b.clause(line, label=f"{n}.") for n, line in enumerate(lines, 1)), **stated)


def commit(store, slug, documents, *, start=b.NOON):
    """Each one version, a day after the other, compared as the program does."""
    before = None
    for n, document in enumerate(documents):
        at = start + timedelta(days=n)
        compared = compare(before, document, observed_on=at.date()) if before is not None else None
        cause = Cause.FIRST if before is None else Cause.SOURCE_CHANGED
        fetched = b.fetched(document.text, source=b.source(f"https://{slug}"), fetched_at=at)
        assert store.archive.commit(NewVersion(slug, cause, at, document, (fetched,), compared, (), ()))
        before = document


FIRST = text_of(LONG, LOGS.format(30))
SECOND = text_of(LONG, LOGS.format(180))
THIRD = text_of("本政策适用于青禾的全部产品与服务。", LONG, FACES, LOGS.format(180))


@pytest.fixture
def filled(store):
    store.archive.declare(b.policy(SLUG))
    commit(store, SLUG, [FIRST, SECOND, THIRD])
    return store


# --------------------------------------------------------------------------------- blame and history


def test_blame_knows_a_clause_through_new_numbers_and_new_words(filled):
    blame = filled.questions.blame(SLUG)
    assert blame.number == 3
    told = [(one.clause.path, one.first_seen.number, one.last_changed.number) for one in blame.clauses]
    assert told == [("1", 3, 3), ("2", 1, 1), ("3", 3, 3), ("4", 1, 2)]
    assert blame.clauses[3].last_changed.observed_at == b.NOON + timedelta(days=1)


def test_blame_of_an_older_version_knows_nothing_of_what_came_later(filled):
    told = [(one.first_seen.number, one.last_changed.number) for one in filled.questions.blame(SLUG, 2).clauses]
    assert told == [(1, 1), (1, 2)]


def test_a_clauses_history_follows_it_through_versions_whatever_its_number(filled):
    states = filled.questions.clause_history(SLUG, "4")
    assert [(state.number, state.path) for state in states] == [(3, "4"), (2, "2"), (1, "2")]
    assert ChangeKind.RENUMBERED in states[0].kinds
    assert ChangeKind.MODIFIED in states[1].kinds
    assert "".join(text for op, text in states[1].edits if op != "insert") == LOGS.format(30)
    assert "".join(text for op, text in states[1].edits if op != "delete") == LOGS.format(180)
    assert (states[2].kinds, states[2].cause) == ((), Cause.FIRST)


def test_the_history_of_a_clause_ends_where_it_was_added(filled):
    [state] = filled.questions.clause_history(SLUG, "3")
    assert (state.number, state.kinds, state.text) == (3, (ChangeKind.ADDED,), FACES)


def test_a_version_that_left_a_clause_alone_is_left_out_of_its_history(store):
    store.archive.declare(b.policy(SLUG))
    commit(store, SLUG, [text_of(LONG, LOGS.format(n)) for n in (30, 60, 90, 120)])
    assert [state.number for state in store.questions.clause_history(SLUG, "1")] == [1]
    assert [state.number for state in store.questions.clause_history(SLUG, "2")] == [4, 3, 2, 1]


def test_history_and_blame_agree_on_when_every_clause_was_first_seen_and_last_changed(filled):
    for number in (1, 2, 3):
        for one in filled.questions.blame(SLUG, number).clauses:
            states = filled.questions.clause_history(SLUG, one.clause.path, number)
            assert states[-1].number == one.first_seen.number
            reworded = [
                state.number for state in states if set(state.kinds) - {ChangeKind.MOVED, ChangeKind.RENUMBERED}
            ]
            assert (reworded[0] if reworded else states[-1].number) == one.last_changed.number


def test_a_path_that_is_not_there_is_told_with_the_way_to_those_that_are(filled):
    with pytest.raises(StoreError, match="clauselog blame"):
        filled.questions.clause_history(SLUG, "9/9.9")


# ------------------------------------------------------------------------------------------- changes


@pytest.fixture
def many(store):
    """Three policies of two providers, changed on different days."""
    for n, provider in enumerate(("青禾", "青禾", "Heron")):
        slug = f"p{n}/privacy"
        store.archive.declare(b.policy(slug, provider))
        commit(store, slug, [FIRST, SECOND], start=b.NOON + timedelta(days=10 * n))
    return store


def test_changes_between_two_days_over_all_policies_newest_first(many):
    first_day = b.NOON.date()
    page = many.questions.changes(first_day, first_day + timedelta(days=30))
    assert [one.version.policy for one in page.changed] == ["p2/privacy", "p1/privacy", "p0/privacy"]
    assert page.next_offset is None
    assert page.changed[0].provider == "Heron"
    assert all(one.findings and one.version.number == 2 for one in page.changed)
    day = first_day + timedelta(days=11)
    assert [one.version.policy for one in many.questions.changes(day, day).changed] == ["p1/privacy"]
    assert many.questions.changes(first_day, first_day).changed == (), "a first version is no change"


def test_changes_are_narrowed_by_provider_policy_type_and_severity(many):
    span = (b.NOON.date(), b.NOON.date() + timedelta(days=30))

    def slugs(**filters):
        return [one.version.policy for one in many.questions.changes(*span, **filters).changed]

    assert slugs(provider="Heron") == ["p2/privacy"]
    assert slugs(policy_slug="p1/privacy") == ["p1/privacy"]
    assert len(slugs(types=("retention",))) == 3
    assert slugs(types=("dispute_forum",)) == []
    told = many.questions.changes(*span, types=("retention",), least=Severity.MAJOR).changed
    assert {stored.finding.type for one in told for stored in one.findings} <= {"retention"}
    with pytest.raises(StoreError, match="no such policy"):
        slugs(policy_slug="nobody/nothing")


def test_changes_come_in_pages(many):
    span = (b.NOON.date(), b.NOON.date() + timedelta(days=30))
    first = many.questions.changes(*span, limit=2)
    rest = many.questions.changes(*span, limit=2, offset=first.next_offset)
    assert [one.version.policy for one in (*first.changed, *rest.changed)] == ["p2/privacy", "p1/privacy", "p0/privacy"]
    assert rest.next_offset is None


# -------------------------------------------------------------------------------------------- search


def found(store, *words, **filters):
    return [hit.text for hit in store.questions.search(words, **filters).hits]


def test_a_word_of_two_characters_is_found_with_the_versions_it_stands_in(filled):
    [new, old] = filled.questions.search(["日志"]).hits
    assert (new.text, old.text) == (LOGS.format(180), LOGS.format(30))
    [place] = new.places
    assert (place.policy, place.since, place.until, place.path) == (SLUG, 2, None, "4")
    [place] = old.places
    assert (place.since, place.until, place.path, place.since_at) == (1, 1, "2", b.NOON)
    [(start, end)] = new.spans
    assert new.text[start:end] == "日志"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["人脸"], [FACES]),
        (["人脸", "同意"], [FACES]),
        (["人脸", "日志"], []),
        (["脸"], [FACES]),
        (["人臉"], [FACES]),  # written in traditional characters
        (["180"], [LOGS.format(180)]),
        (["18"], []),  # a number is found whole
        (["180 天"], [LOGS.format(180)]),
        (["日志天"], []),  # neighbours in the index, not in the text
        (["手机", "号码"], [LONG]),
        (["１８０天"], [LOGS.format(180)]),  # full width
    ],
)
def test_search_is_exact(filled, words, expected):
    assert found(filled, *words) == expected


def test_search_knows_words_phrases_case_width_and_marks_in_english(store):
    lines = [
        "Our liability is capped at USD 100 in any twelve months.",
        "You may not escape the cap by class-action claims.",
        "Ｃap and trade: the CAP is 5,000 (100% of fees).",
        "我們會收集您的個人資料，並依《個人資料保護法》處理。",
        "Quote \"as is\" and 'it''s' * OR NEAR(x) AND NOT; drop table.",
        "App运营者与第三方SDK共享设备标识符。",
    ]
    store.archive.declare(b.policy(SLUG))
    commit(store, SLUG, [text_of(*lines)])
    assert found(store, "cap") == [lines[2], lines[1]]
    assert found(store, "liability is capped") == [lines[0]]
    assert found(store, "is liability") == []
    assert found(store, "class action") == []
    assert found(store, "class-action") == [lines[1]]
    assert found(store, "5,000") == [lines[2]]
    assert found(store, "个人资料") == [lines[3]]
    assert found(store, "《個人資料保護法》") == [lines[3]]
    assert found(store, '"as is"') == [lines[4]]
    assert found(store, "NEAR(x)") == [lines[4]]
    assert found(store, "NOT;") == [lines[4]]
    assert found(store, "App 运营者") == [lines[5]]
    assert found(store, "第三方sdk") == [lines[5]]
    assert found(store, "sdk共享") == [lines[5]]


@pytest.mark.parametrize("nothing", [["，。"], [""], ["*", '"']])
def test_a_search_for_nothing_is_told(filled, nothing):
    with pytest.raises(StoreError, match="no letter or digit"):
        filled.questions.search(nothing)


def test_search_comes_in_pages_and_can_be_narrowed(store):
    for provider in ("青禾", "Heron"):
        slug = f"{'qinghe' if provider == '青禾' else 'heron'}/privacy"
        store.archive.declare(b.policy(slug, provider))
        commit(store, slug, [text_of(LONG, *(f"{provider}的第{n}项服务会保存日志。" for n in range(150)))])
    seen: list[str] = []
    offset: int | None = 0
    while offset is not None:
        page = store.questions.search(["日志"], limit=70, offset=offset)
        seen += [hit.text for hit in page.hits]
        offset = page.next_offset
    assert len(seen) == len(set(seen)) == 300
    assert len(found(store, "日志", provider="Heron", limit=1000)) == 150
    assert len(found(store, "日志", policy="qinghe/privacy", limit=1000)) == 150
    [shared] = store.questions.search(["手机号码"]).hits
    assert [place.policy for place in shared.places] == ["heron/privacy", "qinghe/privacy"]


def test_the_index_can_be_built_anew(filled):
    with filled.database.engine.begin() as connection:
        from store import wordindex

        wordindex.rebuild(connection)
    assert found(filled, "人脸") == [FACES]
    assert len(found(filled, "日志")) == 2


# ---------------------------------------------------------------------------- observed and effective


def test_observed_and_in_force_by_its_own_words_are_two_questions(store):
    store.archive.declare(b.policy(SLUG))
    commit(
        store,
        SLUG,
        [
            text_of(LONG, effective_on=date(2024, 1, 1)),
            text_of(LONG, FACES, effective_on=date(2024, 6, 1)),
        ],
        start=datetime(2024, 4, 1, tzinfo=UTC),
    )
    assert store.archive.version_as_of(SLUG, date(2024, 4, 15)).number == 2
    assert store.archive.version_effective_on(SLUG, date(2024, 4, 15)).number == 1
    assert store.archive.version_effective_on(SLUG, date(2024, 6, 1)).number == 2
