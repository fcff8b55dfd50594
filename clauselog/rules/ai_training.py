"""Training of models on what users give: begun, ended, and how it can be refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, clusters, rule

_HOOKS = ("PIPL 14(2)", "生成式人工智能服务管理暂行办法 11", "FTC 2024", "GDPR 6")
DATA_NAMES = {
    "content": Text("用户内容（输入、输出、上传）", "user content (inputs, outputs, uploads)"),
    "interaction": Text("使用与交互数据", "usage and interaction data"),
    "feedback": Text("用户反馈", "feedback"),
    "personal": Text("用户数据", "user data"),
}
OPT_OUT = "opt-out"


def _uses(facts: Iterable[Fact], *, by: str = "provider") -> tuple[Fact, ...]:
    return tuple(f for f in facts if not f.negated and f.value != OPT_OUT and f.actor == by)


def _promises(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(f for f in facts if f.negated)


def _outs(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(f for f in facts if f.value == OPT_OUT or (f.get("opt_out") == "yes" and not f.negated))


def _names(facts: Iterable[Fact]) -> Text:
    names = [DATA_NAMES[v] for v in dict.fromkeys(f.value for f in facts)]
    return Text("、".join(n.zh for n in names), ", ".join(n.en for n in names))


@rule(
    "ai-training-added",
    type="ai_training",
    severity=Severity.CRITICAL,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="用户的内容或数据将用于训练模型：用途改变须重新取得同意，进入模型的内容难以撤回。",
)
def added(delta: Delta) -> Iterator[Told]:
    """What users give or do is used to train models, and was not before.

    Why it matters: it is a new purpose that needs consent, and what went into a model can hardly be taken out again.
    """
    before = _uses(delta.all_before)
    for group in clusters(_uses(delta.gained)):
        promise = _promises(delta.lost) or _promises(delta.was)
        widened = bool(before) and not promise
        names = _names(group)
        yield Told(
            Text(f"新增将{names.zh}用于训练模型", f"Now used to train models: {names.en}"),
            promise or _uses(delta.was) or _uses([old for old, _ in delta.kept]), group,
            severity=Severity.MAJOR if widened else Severity.CRITICAL,
        )  # fmt: skip


@rule(
    "ai-training-removed",
    type="ai_training",
    severity=Severity.CRITICAL,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="不再声明将用户的内容或数据用于训练模型。",
)
def removed(delta: Delta) -> Iterator[Told]:
    """What users give or do is no longer said to train models.

    Why it matters: either the use has ended, or it is no longer told.
    """
    after = _uses(delta.all_after)
    for group in clusters(_uses(delta.lost)):
        names = _names(group)
        yield Told(
            Text(f"不再将{names.zh}用于训练模型", f"No longer used to train models: {names.en}"),
            group, _promises(delta.gained) or _promises(delta.now) or _uses(delta.now),
            severity=Severity.MAJOR if after else Severity.CRITICAL,
        )  # fmt: skip


@rule(
    "ai-training-by-others",
    type="ai_training",
    severity=Severity.CRITICAL,
    direction=Direction.WORSE,
    hooks=(*_HOOKS, "PIPL 23"),
    why_zh="第三方可以用用户的数据训练自己的模型，超出提供者的控制。",
)
def by_others(delta: Delta) -> Iterator[Told]:
    """Others may train models on what users give.

    Why it matters: a model of somebody else is out of the provider's control and of the user's reach.
    """
    for group in clusters(_uses(delta.gained, by="other")):
        names = _names(group)
        yield Told(
            Text(f"第三方可将{names.zh}用于训练模型", f"Others may train models on {names.en}"),
            _uses(delta.was, by="other"), group,
        )  # fmt: skip


@rule(
    "ai-training-opt-out-lost",
    type="ai_training",
    severity=Severity.CRITICAL,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="用户不再能拒绝其内容或数据被用于训练模型。",
)
def opt_out_lost(delta: Delta) -> Iterator[Told]:
    """The way to refuse training is gone while training goes on.

    Why it matters: a use that cannot be refused is no longer the user's choice.
    """
    if _uses(delta.all_after) and not _outs(delta.all_after) and _outs(delta.all_before):
        gone = _outs([*delta.was, *(old for old, _ in delta.kept)])
        if gone:
            yield Told(
                Text("不再提供拒绝用于模型训练的方式", "Training of models can no longer be refused"),
                gone[:1], _uses([*delta.now, *(new for _, new in delta.kept)])[:1],
            )  # fmt: skip


@rule(
    "ai-training-opt-out-added",
    type="ai_training",
    severity=Severity.CRITICAL,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="用户可以拒绝其内容或数据被用于训练模型。",
)
def opt_out_added(delta: Delta) -> Iterator[Told]:
    """Training that went on before can be refused now.

    Why it matters: the user has a choice that was not there; it has to be made to count.
    """
    if _uses(delta.all_before) and not _outs(delta.all_before):
        come = _outs([*delta.now, *(new for _, new in delta.kept)])
        if come:
            yield Told(
                Text("新增拒绝用于模型训练的方式", "Training of models can now be refused"),
                _uses([*delta.was, *(old for old, _ in delta.kept)])[:1], come[:1],
            )  # fmt: skip


@rule(
    "ai-training-consent-lost",
    type="ai_training",
    severity=Severity.CRITICAL,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="用于训练模型不再以用户同意为前提。",
)
def consent_lost(delta: Delta) -> Iterator[Told]:
    """Training no longer waits for consent.

    Why it matters: what was opt-in happens by itself now.
    """
    for old, new in delta.kept:
        if (
            old.value != OPT_OUT
            and not old.negated
            and old.modality == "with_consent"
            and new.modality != "with_consent"
        ):
            yield Told(Text("用于训练模型不再需要同意", "Training of models no longer needs consent"), (old,), (new,))


@rule(
    "ai-training-identified",
    type="ai_training",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="用于训练模型的数据不再说明经过去标识化或匿名化。",
)
def identified(delta: Delta) -> Iterator[Told]:
    """Data for training are no longer said to be de-identified.

    Why it matters: what is not de-identified can come back with the person's name.
    """
    for old, new in delta.kept:
        if not old.negated and old.get("deidentified") == "yes" and new.get("deidentified") == "no":
            yield Told(
                Text("用于训练的数据不再去标识化", "Data for training are no longer de-identified"), (old,), (new,)
            )


@rule(
    "ai-training-promise-lost",
    type="ai_training",
    severity=Severity.CRITICAL,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="不用于训练模型的承诺不见了。",
)
def promise_lost(delta: Delta) -> Iterator[Told]:
    """The promise not to train models on users' data is gone.

    Why it matters: what is no longer ruled out may happen from now on.
    """
    if not _uses(delta.gained) and not _promises(delta.all_after):
        for group in clusters(_promises(delta.lost)):
            names = _names(group)
            yield Told(
                Text(f"不再承诺不将{names.zh}用于训练模型", f"No longer promised not to train models on {names.en}"),
                group,
            )  # fmt: skip


@rule(
    "ai-training-promise-added",
    type="ai_training",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="新增不用于训练模型的承诺。",
)
def promise_added(delta: Delta) -> Iterator[Told]:
    """A promise not to train models on users' data is new.

    Why it matters: what is ruled out in writing can be held against the provider.
    """
    if not _uses(delta.lost):
        for group in clusters(_promises(delta.gained)):
            names = _names(group)
            yield Told(
                Text(f"承诺不将{names.zh}用于训练模型", f"Promised not to train models on {names.en}"), (), group
            )
