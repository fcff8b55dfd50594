"""A policy that calls its provider by name."""

from __future__ import annotations

import pytest

from clauselog.facts import read_facts
from clauselog.facts.naming import as_we, provider_names
from parsers import read_bytes


@pytest.mark.parametrize(
    ("text", "names", "read"),
    [
        ("acme may share your data", ("acme",), "  we may share your data"),
        ("acme's partners", ("acme",), "   our partners"),
        ("acme won't sell it", ("acme",), "  we won't sell it"),
        ("your acme account, acmes and pacme may", ("acme",), "your acme account, acmes and pacme may"),
        ("星河科技将收集您的信息", ("星河科技", "星河"), "  我们将收集您的信息"),
        ("您在使用星河时", ("星河",), "您在使用星河时"),
        ("nothing named", (), "nothing named"),
    ],
)
def test_a_name_that_acts_or_owns_is_read_as_we(text: str, names: tuple[str, ...], read: str) -> None:
    assert as_we(text, names) == read
    assert len(read) == len(text)


ENGLISH = """# Terms of Heronry

These terms are between you and Heronry.

Heronry may change the service. Heronry will tell you. Heronry shall not read your notes. Heronry reserves its rights.

## Training

Heronry may use the content that you upload to train its models.
"""


def test_the_name_that_acts_most_is_the_providers() -> None:
    [document] = read_bytes(ENGLISH.encode(), name="terms.md")
    assert provider_names(document) == ("heronry",)
    assert any(fact.type == "ai_training" and fact.actor == "provider" for fact in read_facts(document))
    for fact in read_facts(document):
        assert document.text[fact.start : fact.end] == fact.quote


def test_what_users_and_others_do_names_no_provider() -> None:
    text = "# Terms\n\n" + "Users may stop. Customers will pay. The Stripe may act. Sellers shall not lie. " * 5
    [document] = read_bytes(text.encode(), name="terms.md")
    assert provider_names(document) == ()


def test_a_chinese_policy_is_read_alike_whether_it_says_we_or_a_name() -> None:
    head = "# 青桥用户协议\n\n本协议由您与青桥科技有限公司（以下简称“青桥”）签订。\n\n"
    said = "青桥有权将您上传的内容用于模型训练。"
    facts = []
    for text in (head + said, head + said.replace("青桥有权", "我们有权")):
        [document] = read_bytes(text.encode(), name="terms.md")
        facts.append({(f.type, f.value, f.actor) for f in read_facts(document) if f.type == "ai_training"})
    assert facts[0] == facts[1] != set()
