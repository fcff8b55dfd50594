from __future__ import annotations

import pytest

from clauselog.facts.context import Sentence, context_of, language_of
from clauselog.facts.guards import actor, mentioned, modality, negated, phrase_around
from clauselog.model import ClauseKind
from clauselog.text import narrow


def sentence(text: str, lead: str = "") -> Sentence:
    return Sentence(narrow(text), narrow(text).lower(), 0, narrow(lead))


@pytest.mark.parametrize(
    ("text", "verb", "denied"),
    [
        ("我们不会出售您的信息", "出售", True), ("我们会出售您的信息", "出售", False), ("未满十四周岁的用户可以使用", "使用", False),
        ("您不得复制，我们可以复制", "我们可以复制", False), ("包括但不限于收集信息", "收集", False),
        ("we do not sell data", "sell", True), ("we never share it", "share", True), ("we not only share but sell", "sell", False),
        ("we do not sell, but we share data", "share", False),
    ],
)  # fmt: skip
def test_a_negation_counts_before_the_verb_in_its_own_phrase(text: str, verb: str, denied: bool) -> None:
    assert negated(sentence(text), text.index(verb)) is denied


@pytest.mark.parametrize(
    ("text", "verb", "who"),
    [
        ("您不得将输出用于训练", "训练", "user"), ("我们可能会将输入用于训练", "训练", "provider"), ("您的信息将被收集", "收集", "provider"),
        ("我们会在您注销账号后删除信息", "删除", "provider"), ("您同意我们收集信息", "收集", "provider"), ("若您不希望使用，可以终止任务", "终止", "user"),
        ("you must keep records", "keep", "user"), ("we keep what you upload", "keep", "provider"), ("you authorize us to store it", "store", "provider"),
        ("if you close your account, we delete it", "delete", "provider"),
    ],
)  # fmt: skip
def test_the_actor_is_the_subject_and_not_the_owner_or_addressee(text: str, verb: str, who: str) -> None:
    assert actor(sentence(text), text.index(verb)) == who


def test_a_list_item_takes_its_actor_from_the_line_above() -> None:
    item = sentence("复制或修改本软件", lead="您不得:")
    assert actor(item, item.text.index("复制")) == "user"


@pytest.mark.parametrize(
    ("text", "verb", "how"),
    [
        ("我们会收集信息", "收集", "does"), ("我们可能会收集信息", "收集", "may"), ("经您单独同意后，我们会收集信息", "收集", "with_consent"),
        ("无需征得您的同意，我们会收集信息", "收集", "does"), ("we may collect data", "collect", "may"),
        ("with your explicit consent we collect data", "collect", "with_consent"),
    ],
)  # fmt: skip
def test_consent_outweighs_may_and_may_outweighs_does(text: str, verb: str, how: str) -> None:
    assert modality(sentence(text), text.index(verb)) == how


def test_names_of_documents_and_pointers_are_mentions() -> None:
    text = "详情请参见《数据出境规则》"
    at = text.index("出境")
    assert mentioned(sentence(text), at, at + 2)
    assert not mentioned(sentence("我们会将数据出境"), 6, 8)


def test_a_phrase_reaches_from_comma_to_comma() -> None:
    text = "经协商,应提交人民法院管辖,费用各自承担。"
    start = text.index("法院")
    left, right = phrase_around(sentence(text), start, start + 2)
    assert text[left:right] == "应提交人民法院管辖"


def test_headings_state_nothing_and_sentences_keep_their_offsets() -> None:
    raw = "责任限制 我们的责任不超过1000元。我们不负责；我们负责。"
    context = context_of(raw, "责任限制", (), "", ClauseKind.CLAUSE)
    assert [raw[s.start : s.end].strip() for s in context.sentences] == [
        "我们的责任不超过1000元。", "我们不负责；", "我们负责。",
    ]  # fmt: skip
    assert not context_of("数据出境", "数据出境", (), "", ClauseKind.HEADING).sentences


def test_abbreviations_end_no_sentence() -> None:
    context = context_of(
        "We work with Qinghe Inc. and others, e.g. banks. We like it.", None, (), "", ClauseKind.CLAUSE
    )
    assert len(context.sentences) == 2


def test_a_clause_has_the_language_of_most_of_its_letters() -> None:
    assert language_of("我们使用 Firebase Analytics") == "zh"
    assert language_of("Our office is in Beijing, and you may write to us there at any time (北京)") == "en"
