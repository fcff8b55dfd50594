"""Which personal data are collected: categories that come, go, reach further, and promises not to collect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clauselog.facts.lexicon import DataLexicon, data_lexicon
from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, clusters, rule

_HOOKS = ("PIPL 14(2)", "PIPL 17", "GDPR 13–14", "CCPA 1798.100")
_SENSITIVE_HOOKS = (*_HOOKS, "PIPL 28–30", "GDPR 9", "CCPA 1798.121")
_RANK = {Severity.CRITICAL: 0, Severity.MAJOR: 1, Severity.MINOR: 2}


def _stated(facts: Iterable[Fact], *, by: str = "provider") -> tuple[Fact, ...]:
    return tuple(f for f in facts if not f.negated and f.actor == by)


def _lexicon(delta: Delta) -> DataLexicon:
    return delta.lexicon or data_lexicon()


def _name(fact: Fact, lexicon: DataLexicon) -> Text:
    category = lexicon.categories.get(fact.value)
    if category is None:
        term = fact.get("term") or fact.value.partition(":")[2]
        return Text(term, term)
    return category.name


def _names(facts: Iterable[Fact], lexicon: DataLexicon) -> Text:
    names = list(dict.fromkeys(_name(fact, lexicon) for fact in facts))
    return Text("、".join(n.zh for n in names), ", ".join(n.en for n in names))


def _is_sensitive(fact: Fact, lexicon: DataLexicon) -> bool:
    return lexicon.is_sensitive(fact.value)


def _weight(fact: Fact, others: Iterable[Fact], lexicon: DataLexicon) -> Severity:
    """How much a category weighs that the other version does not state.

    Where the other version states a wider one that already says what is meant, or a narrower one, the change is of
    lesser weight: "IMEI" where "device identifiers" were collected, "contact details" where a phone number was.
    """
    had = {f.value for f in others}
    wider = any(a in had and lexicon.is_specific(a) for a in lexicon.ancestors(fact.value))
    narrower = any(fact.value in lexicon.ancestors(value) for value in had)
    if _is_sensitive(fact, lexicon):
        return Severity.MAJOR if wider or narrower else Severity.CRITICAL
    return Severity.MINOR if wider or narrower else Severity.MAJOR


def _beside(delta: Delta) -> tuple[Fact, ...]:
    """The old list that a new item came into: what the paired clause said before."""
    return _stated([old for old, _ in delta.kept]) or _stated(delta.was)


def _beside_after(delta: Delta) -> tuple[Fact, ...]:
    return _stated([new for _, new in delta.kept]) or _stated(delta.now)


def _gravest(facts: Iterable[Fact], others: tuple[Fact, ...], lexicon: DataLexicon) -> Severity:
    return min((_weight(f, others, lexicon) for f in facts), key=_RANK.__getitem__)


@rule(
    "data-category-added",
    type="data_category",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="收集的个人信息种类增加，须重新告知并取得同意。",
)
def added(delta: Delta) -> Iterator[Told]:
    """Personal data of a kind that was not collected before.

    Why it matters: a new kind of personal data calls for new notice and, as a rule, for consent again.
    """
    before = _stated(delta.all_before)
    plain = [f for f in _stated(delta.gained) if not _is_sensitive(f, _lexicon(delta))]
    for group in clusters(plain, gap_chars=120):
        names = _names(group, _lexicon(delta))
        severity = Severity.MAJOR if _is_new_use(group, delta) else _gravest(group, before, _lexicon(delta))
        yield Told(
            Text(f"新增收集：{names.zh}", f"Newly collected: {names.en}"), _beside(delta), group, severity=severity
        )


@rule(
    "sensitive-data-added",
    type="data_category",
    severity=Severity.CRITICAL,
    direction=Direction.WORSE,
    hooks=_SENSITIVE_HOOKS,
    why_zh="新增收集敏感个人信息：须有特定目的和充分必要性，告知对个人权益的影响并取得单独同意。",
)
def sensitive_added(delta: Delta) -> Iterator[Told]:
    """Sensitive personal data of a kind that was not collected before.

    Why it matters: sensitive data may be collected only for a specific need, with separate or explicit consent,
    and do the most harm when they leak.
    """
    before = _stated(delta.all_before)
    for fact in _stated(delta.gained):
        if _is_sensitive(fact, _lexicon(delta)):
            name = _name(fact, _lexicon(delta))
            promise = tuple(f for f in delta.all_before if f.negated and f.value == fact.value)
            yield Told(
                Text(f"新增收集敏感个人信息：{name.zh}", f"Sensitive data newly collected: {name.en}"),
                promise or _beside(delta), (fact,), severity=_weight(fact, before, _lexicon(delta)),
            )  # fmt: skip


@rule(
    "data-category-removed",
    type="data_category",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="不再声明收集该类个人信息：请确认是真的停止收集，还是只是不再写明。",
)
def removed(delta: Delta) -> Iterator[Told]:
    """Personal data of a kind that is no longer said to be collected.

    Why it matters: less is collected, or less is told; which of the two deserves a question.
    """
    after = _stated(delta.all_after)
    plain = [f for f in _stated(delta.lost) if not _is_sensitive(f, _lexicon(delta))]
    for group in clusters(plain, gap_chars=120):
        names = _names(group, _lexicon(delta))
        yield Told(
            Text(f"不再收集：{names.zh}", f"No longer collected: {names.en}"),
            group, _beside_after(delta), severity=_gravest(group, after, _lexicon(delta)),
        )  # fmt: skip


@rule(
    "sensitive-data-removed",
    type="data_category",
    severity=Severity.CRITICAL,
    direction=Direction.BETTER,
    hooks=_SENSITIVE_HOOKS,
    why_zh="不再声明收集该类敏感个人信息：请确认是真的停止收集，还是只是不再写明。",
)
def sensitive_removed(delta: Delta) -> Iterator[Told]:
    """Sensitive personal data of a kind that is no longer said to be collected.

    Why it matters: less is collected, or less is told; which of the two deserves a question.
    """
    after = _stated(delta.all_after)
    for fact in _stated(delta.lost):
        if _is_sensitive(fact, _lexicon(delta)):
            name = _name(fact, _lexicon(delta))
            yield Told(
                Text(f"不再收集敏感个人信息：{name.zh}", f"Sensitive data no longer collected: {name.en}"),
                (fact,), _beside_after(delta), severity=_weight(fact, after, _lexicon(delta)),
            )  # fmt: skip


@rule(
    "sensitive-data-extended",
    type="data_category",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_SENSITIVE_HOOKS,
    why_zh="已在别处收集的敏感个人信息，现又为另一项功能收集：每一项用途都须单独告知并取得同意。",
)
def extended(delta: Delta) -> Iterator[Told]:
    """Sensitive data collected elsewhere already are now asked for in one more place.

    Why it matters: consent to sensitive data is given for one use; another use needs another notice and consent.
    """
    for fact in _stated(delta.now):
        if fact in delta.gained or not _is_sensitive(fact, _lexicon(delta)):
            continue
        if _places(delta.all_after, fact) > _places(delta.all_before, fact):
            name = _name(fact, _lexicon(delta))
            yield Told(
                Text(f"又一处收集敏感个人信息：{name.zh}", f"Sensitive data collected in one more place: {name.en}"),
                _beside(delta), (fact,),
            )  # fmt: skip


@rule(
    "data-category-extended",
    type="data_category",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="已在别处收集的个人信息，现又加入另一项收集清单：用途随之扩大，须重新告知。",
)
def list_extended(delta: Delta) -> Iterator[Told]:
    """A list of what is collected gains an item that was collected for something else before, or a new use asks for it.

    Why it matters: data given for one use serve another now, which needs notice and, as a rule, consent again.
    """
    list_before = _beside(delta)
    fresh = [
        f
        for f in _stated(delta.now)
        if f not in delta.gained
        and not _is_sensitive(f, _lexicon(delta))
        and _places(delta.all_after, f) > _places(delta.all_before, f)
    ]
    for group in clusters(fresh, gap_chars=120):
        names = _names(group, _lexicon(delta))
        yield Told(
            Text(f"又一处收集：{names.zh}", f"Collected in one more place: {names.en}"),
            list_before, group, severity=Severity.MAJOR if list_before or _is_new_use(group, delta) else Severity.MINOR,
        )  # fmt: skip


def _is_new_use(group: Iterable[Fact], delta: Delta) -> bool:
    """Whether a new sentence says what the known data are wanted for, demands them or takes them elsewhere."""
    return any(fact.get("use") and fact in delta.anew for fact in group)


def _places(facts: Iterable[Fact], like: Fact) -> int:
    return len({f.clause for f in _stated(facts) if f.value == like.value})


@rule(
    "third-party-collection-added",
    type="data_category",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=(*_HOOKS, "PIPL 23"),
    why_zh="第三方直接收集此前未提及的个人信息种类。",
)
def collected_by_others(delta: Delta) -> Iterator[Told]:
    """A third party collects personal data of a kind that nobody collected before.

    Why it matters: data that go straight to somebody else are out of the provider's hands and of the user's sight.
    """
    known = {f.value for f in delta.all_before if not f.negated}
    fresh = [f for f in _stated(delta.gained, by="other") if f.value not in known]
    for group in clusters(fresh, gap_chars=120):
        names = _names(group, _lexicon(delta))
        yield Told(
            Text(f"第三方新增收集：{names.zh}", f"Newly collected by a third party: {names.en}"),
            _beside(delta), group, severity=_gravest(group, _stated(delta.all_before), _lexicon(delta)),
        )  # fmt: skip


@rule(
    "data-promise-lost",
    type="data_category",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="不收集某类信息的承诺不见了，今后可能开始收集。",
)
def promise_lost(delta: Delta) -> Iterator[Told]:
    """A promise not to collect something is gone.

    Why it matters: what is no longer ruled out may be collected from now on.
    """
    now = {f.value for f in _stated(delta.gained)}
    for group in clusters([f for f in delta.lost if f.negated and f.value not in now], gap_chars=120):
        names = _names(group, _lexicon(delta))
        severity = Severity.CRITICAL if any(_is_sensitive(f, _lexicon(delta)) for f in group) else Severity.MAJOR
        yield Told(
            Text(f"不再承诺不收集：{names.zh}", f"No longer promised not to be collected: {names.en}"),
            group, (), severity=severity,
        )  # fmt: skip


@rule(
    "data-promise-added",
    type="data_category",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="新增不收集某类信息的承诺。",
)
def promise_added(delta: Delta) -> Iterator[Told]:
    """A promise not to collect something is new.

    Why it matters: what is ruled out in writing can be held against the provider.
    """
    was = {f.value for f in _stated(delta.lost)}
    for group in clusters([f for f in delta.gained if f.negated and f.value not in was], gap_chars=120):
        names = _names(group, _lexicon(delta))
        yield Told(Text(f"新承诺不收集：{names.zh}", f"Now promised not to be collected: {names.en}"), (), group)
