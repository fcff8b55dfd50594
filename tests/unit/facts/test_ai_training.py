"""Who trains models on what, and who is forbidden to."""

from __future__ import annotations

import pytest

from clauselog.facts import read_clause
from clauselog.model import Fact


def _read(text: str, **more: object) -> list[Fact]:
    return [f for f in read_clause(text, **more) if f.type == "ai_training"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我们可能会将您的输入内容用于模型训练。", ["content"]),
        ("在去标识化后，平台可能会将您输入的内容用于训练与优化算法模型。", ["content"]),
        ("我们不会将您的文件用于训练模型。", ["!content"]),
        ("您不得将输出内容用于训练任何模型。", []),
        ("禁止使用本服务的内容开发机器学习模型。", []),
        ("用户可以用自己的数据训练模型。", []),
        ("We may use your prompts to train our models.", ["content"]),
        ("We do not use customer data to train our models.", ["!personal"]),
        ("You may not use the outputs to train models that compete with ours.", []),
        ("Our employees are trained in privacy.", []),
        ("Third parties may use personal data to train their own machine learning models.", ["@personal"]),
    ],
)
def test_the_provider_trains_and_the_user_is_forbidden_to(text: str, expected: list[str]) -> None:
    found = [("!" if f.negated else "") + ("@" if f.actor == "other" else "") + f.value for f in _read(text)]
    assert found == expected


def test_a_list_of_what_the_user_must_not_do_holds_no_training() -> None:
    assert not _read("将本服务的输出内容用于训练模型；", lead="您同意不得:")


def test_a_way_out_in_the_next_sentence_is_a_fact_of_its_own() -> None:
    facts = _read("我们会将您的对话内容用于模型训练。您可以在“设置”中关闭。")
    assert [f.value for f in facts] == ["content", "opt-out"]


def test_consent_and_deidentification_are_read_with_the_training() -> None:
    fact = _read("经您单独同意后，我们会将去标识化的对话内容用于模型训练。")[0]
    assert (fact.modality, fact.get("deidentified"), fact.get("opt_out")) == ("with_consent", "yes", "no")
