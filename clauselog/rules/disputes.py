"""Where disputes are fought: court and arbitration, places, waivers."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.disputes import forum_name
from clauselog.facts.periods import read_period
from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, rule

_HOOKS = ("民事诉讼法 35", "Directive 93/13/EEC annex 1(q)")


def _kind(fact: Fact) -> str:
    return fact.value.partition(":")[0]


def _forum(fact: Fact) -> bool:
    return _kind(fact) in ("court", "arbitration")


def _swaps(delta: Delta) -> Iterator[tuple[Fact, Fact]]:
    yield from delta.swaps(lambda old, new: _forum(old) and _forum(new))


def _told(old: Fact, new: Fact) -> Told:
    was, now = forum_name(old.value), forum_name(new.value)
    return Told(Text(f"争议解决由{was.zh}改为{now.zh}", f"Disputes move from {was.en} to {now.en}"), (old,), (new,))


@rule(
    "court-to-arbitration",
    type="dispute_forum",
    severity=Severity.CRITICAL,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="改为仲裁后用户不能再向法院起诉，仲裁一裁终局，费用通常更高。",
)
def court_to_arbitration(delta: Delta) -> Iterator[Told]:
    """Arbitration in place of a court.

    Why it matters: the user can no longer go to court; awards are final and arbitration often costs more.
    """
    for old, new in _swaps(delta):
        if (_kind(old), _kind(new)) == ("court", "arbitration"):
            yield _told(old, new)


@rule(
    "arbitration-to-court",
    type="dispute_forum",
    severity=Severity.CRITICAL,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="不再强制仲裁，用户可以向法院起诉并上诉。",
)
def arbitration_to_court(delta: Delta) -> Iterator[Told]:
    """A court in place of arbitration.

    Why it matters: the user can sue and appeal again.
    """
    for old, new in _swaps(delta):
        if (_kind(old), _kind(new)) == ("arbitration", "court"):
            yield _told(old, new)


@rule(
    "forum-moved",
    type="dispute_forum",
    severity=Severity.CRITICAL,
    direction=Direction.UNCLEAR,
    hooks=_HOOKS,
    why_zh="法院或仲裁机构的所在地决定了用户维权要花多少钱和时间。",
)
def forum_moved(delta: Delta) -> Iterator[Told]:
    """Another court, or another arbitration body.

    Why it matters: the place of the forum decides what it costs a user to be heard.
    """
    for old, new in _swaps(delta):
        if _kind(old) == _kind(new):
            named = old.value in ("court:competent", "arbitration:any") and new.value != "court:user-home"
            worse = new.value == "court:provider-home" or old.value == "court:user-home" or named
            better = new.value == "court:user-home" or new.value in ("court:competent", "arbitration:any")
            direction = Direction.WORSE if worse else Direction.BETTER if better else Direction.UNCLEAR
            told = _told(old, new)
            yield Told(told.summary, told.before, told.after, direction=direction)


@rule(
    "arbitration-added",
    type="dispute_forum",
    severity=Severity.CRITICAL,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="新增的仲裁条款使用户不能再向法院起诉。",
)
def arbitration_added(delta: Delta) -> Iterator[Told]:
    """Arbitration where nothing was agreed.

    Why it matters: a user bound to arbitrate cannot go to court.
    """
    for fact in delta.alone(lambda a, b: _forum(a) and _forum(b))[1]:
        if _kind(fact) == "arbitration":
            name = forum_name(fact.value)
            yield Told(Text(f"新增仲裁条款：{name.zh}", f"Arbitration added: {name.en}"), after=(fact,))
            return


@rule(
    "arbitration-removed",
    type="dispute_forum",
    severity=Severity.CRITICAL,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="仲裁条款被删除，用户可以向法院起诉。",
)
def arbitration_removed(delta: Delta) -> Iterator[Told]:
    """The arbitration clause is gone.

    Why it matters: the way to the courts is open again.
    """
    for fact in delta.alone(lambda a, b: _forum(a) and _forum(b))[0]:
        if _kind(fact) == "arbitration":
            name = forum_name(fact.value)
            yield Told(Text(f"删除仲裁条款（原为{name.zh}）", f"Arbitration removed (was {name.en})"), before=(fact,))
            return


@rule(
    "court-named",
    type="dispute_forum",
    severity=Severity.CRITICAL,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="约定管辖法院后，用户只能到该法院起诉。",
)
def court_named(delta: Delta) -> Iterator[Told]:
    """A court was named where none was.

    Why it matters: the user can sue only there from now on.
    """
    for fact in delta.alone(lambda a, b: _forum(a) and _forum(b))[1]:
        if _kind(fact) == "court":
            name = forum_name(fact.value)
            better = fact.value in ("court:user-home", "court:competent")
            direction = Direction.BETTER if better else None
            yield Told(Text(f"新增管辖约定：{name.zh}", f"Courts named: {name.en}"), after=(fact,), direction=direction)


@rule(
    "court-removed",
    type="dispute_forum",
    severity=Severity.MAJOR,
    direction=Direction.UNCLEAR,
    hooks=_HOOKS,
    why_zh="不再约定法院，争议到哪里解决由法律规定。",
)
def court_removed(delta: Delta) -> Iterator[Told]:
    """The court that was named is no longer.

    Why it matters: where a user can sue now follows from the law alone.
    """
    for fact in delta.alone(lambda a, b: _forum(a) and _forum(b))[0]:
        if _kind(fact) == "court":
            name = forum_name(fact.value)
            yield Told(
                Text(f"删除管辖约定（原为{name.zh}）", f"Courts no longer named (was {name.en})"), before=(fact,)
            )


@rule(
    "waiver-added",
    type="dispute_forum",
    severity=Severity.CRITICAL,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="放弃集体诉讼或陪审团后，小额损失几乎无法维权。",
)
def waiver_added(delta: Delta) -> Iterator[Told]:
    """A class action or a jury is waived.

    Why it matters: without class actions, small losses of many users are hardly ever made good.
    """
    for fact in delta.gained:
        if _kind(fact) == "waiver":
            name = forum_name(fact.value)
            yield Told(Text(f"新增：{name.zh}", f"Added: {name.en}"), after=(fact,))


@rule(
    "claim-time-limited",
    type="dispute_forum",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=(*_HOOKS, "民法典 197"),
    why_zh="约定的主张期限短于法定时效，过期后用户的请求会被拒绝。",
)
def claim_time_limited(delta: Delta) -> Iterator[Told]:
    """Claims must be made within a time that the text sets, or within a shorter one than before.

    Why it matters: a claim that is made later is lost, however good it is.
    """
    pairs = {new: old for old, new in delta.swaps(_both_time_bars)}
    for fact in delta.gained:
        if _kind(fact) == "time-bar":
            old = pairs.get(fact)
            if old and _days(old) <= _days(fact):
                continue
            name = forum_name(fact.value)
            yield Told(Text(f"新增：{name.zh}", f"Added: {name.en}"), (old,) if old else (), (fact,))


@rule(
    "claim-time-unlimited",
    type="dispute_forum",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=(*_HOOKS, "民法典 197"),
    why_zh="不再另设主张期限，或期限延长，用户有更多时间维权。",
)
def claim_time_unlimited(delta: Delta) -> Iterator[Told]:
    """The time that the text set for claims is gone, or longer.

    Why it matters: users can claim for as long as the law allows, or have more time for it.
    """
    pairs = dict(delta.swaps(_both_time_bars))
    for fact in delta.lost:
        if _kind(fact) == "time-bar":
            new = pairs.get(fact)
            if new and _days(new) <= _days(fact):
                continue
            name = forum_name(fact.value)
            yield Told(Text(f"不再限于：{name.zh}", f"No longer: {name.en}"), (fact,), (new,) if new else ())


def _both_time_bars(old: Fact, new: Fact) -> bool:
    return _kind(old) == _kind(new) == "time-bar"


def _days(fact: Fact) -> float:
    period = read_period(fact.value.partition(":")[2])
    return period.days if period else 0.0


@rule(
    "waiver-removed",
    type="dispute_forum",
    severity=Severity.CRITICAL,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="用户重新可以参加集体诉讼或要求陪审团审理。",
)
def waiver_removed(delta: Delta) -> Iterator[Told]:
    """The waiver of class actions or of a jury is gone.

    Why it matters: users can join their claims again.
    """
    for fact in delta.lost:
        if _kind(fact) == "waiver":
            name = forum_name(fact.value)
            yield Told(Text(f"删除：{name.zh}", f"Removed: {name.en}"), before=(fact,))


@rule(
    "arbitration-opt-out-lost",
    type="dispute_forum",
    severity=Severity.CRITICAL,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="用户失去了选择不受仲裁约束的机会。",
)
def opt_out_lost(delta: Delta) -> Iterator[Told]:
    """Users could opt out of arbitration and no longer can.

    Why it matters: arbitration is now the only way.
    """
    for fact in delta.lost:
        if fact.value == "arbitration-opt-out":
            yield Told(Text("不再可以选择退出仲裁", "Opting out of arbitration is no longer possible"), before=(fact,))


@rule(
    "arbitration-opt-out-gained",
    type="dispute_forum",
    severity=Severity.CRITICAL,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="用户可以选择不受仲裁约束，但通常有期限。",
)
def opt_out_gained(delta: Delta) -> Iterator[Told]:
    """Users can opt out of arbitration.

    Why it matters: a user who acts in time keeps the right to a court.
    """
    for fact in delta.gained:
        if fact.value == "arbitration-opt-out":
            yield Told(Text("可以选择退出仲裁", "Users may opt out of arbitration"), after=(fact,))


@rule(
    "dispute-costs-changed",
    type="dispute_forum",
    severity=Severity.MAJOR,
    direction=Direction.UNCLEAR,
    hooks=_HOOKS,
    why_zh="谁承担律师费和诉讼费，决定了小额争议值不值得维权。",
)
def dispute_costs_changed(delta: Delta) -> Iterator[Told]:
    """Who pays for a dispute was said and no longer is, or is said anew or otherwise.

    Why it matters: whether the loser pays decides if a small claim is worth a fight.
    """
    pairs = dict(delta.swaps(lambda a, b: _kind(a) == _kind(b) == "costs"))
    for old, new in pairs.items():
        was, now = forum_name(old.value), forum_name(new.value)
        yield Told(Text(f"{was.zh}改为{now.zh}", f"From “{was.en}” to “{now.en}”"), (old,), (new,))
    for fact in delta.lost:
        if _kind(fact) == "costs" and fact not in pairs:
            name = forum_name(fact.value)
            yield Told(Text(f"不再约定：{name.zh}", f"No longer agreed: {name.en}"), before=(fact,))
    for fact in delta.gained:
        if _kind(fact) == "costs" and fact not in pairs.values():
            name = forum_name(fact.value)
            yield Told(Text(f"新增：{name.zh}", f"Added: {name.en}"), after=(fact,))


@rule(
    "recourse-lost",
    type="dispute_forum",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="用户少了一条不必起诉的申诉途径。",
)
def recourse_lost(delta: Delta) -> Iterator[Told]:
    """An independent body that heard complaints is no longer named.

    Why it matters: users lose a way to be heard without a lawsuit.
    """
    for fact in delta.lost:
        if fact.value == "recourse":
            name = forum_name(fact.value)
            yield Told(Text(f"不再{name.zh}", f"No longer: {name.en}"), before=(fact,))


@rule(
    "recourse-added",
    type="dispute_forum",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="用户多了一条不必起诉的申诉途径。",
)
def recourse_added(delta: Delta) -> Iterator[Told]:
    """An independent body that hears complaints is named.

    Why it matters: users can be heard without a lawsuit.
    """
    for fact in delta.gained:
        if fact.value == "recourse":
            name = forum_name(fact.value)
            yield Told(Text(f"新增：{name.zh}", f"Added: {name.en}"), after=(fact,))
