"""Which categories a clause is read to collect."""

from __future__ import annotations

import pytest

from clauselog.facts import read_clause, read_facts
from clauselog.model import ClauseKind
from tests.builders import clause, document


def _read(text: str, **more: object) -> list[str]:
    facts = [f for f in read_clause(text, **more) if f.type == "data_category"]  # type: ignore[arg-type]
    for fact in facts:
        assert text[fact.start : fact.end] == fact.quote
    return [("!" if f.negated else "") + ("@" if f.actor == "other" else "") + f.value for f in facts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我们会收集您的姓名、手机号码（用于发送短信验证码）和电子邮箱。", ["name", "phone_number", "email"]),
        ("我们会收集您的昵称，以便向您展示订单信息。", ["nickname"]),
        ("注册时须填写真实姓名、身份证号。", ["name", "id_number"]),
        ("您的语音数据会被上传至服务器进行识别。", ["audio"]),
        ("我们会对视频中的面部特征进行分析。", ["face"]),
        ("本应用不收集、不上传任何通讯录信息。", ["!address_book"]),
        ("若您不同意，我们将无法获取您的位置信息。", []),
        ("我们为您提供位置服务和订单查询功能。", []),
        ("我们会收集您的姓名、步频指标、手机号码。", ["name", "unknown:步频指标", "phone_number"]),
        ("验证服务商会收集您的设备型号。", ["@device_model"]),
        ("We collect your name, email address, and phone number to send you your order history.", ["name", "email", "phone_number"]),
        ("If you sign in with another service, we get your name, email address and profile picture.", ["name", "email", "avatar"]),
        ("Our servers log IP addresses, browser types and referring pages.", ["ip_address", "browser_info", "referrer"]),
        ("We never see or store your credit card number.", ["!bank_card"]),
        ("You may correct your email address.", []),
        ("Third parties may collect your browsing history.", ["@browsing_history"]),
    ],
)  # fmt: skip
def test_a_category_is_read_where_it_is_taken_and_only_there(text: str, expected: list[str]) -> None:
    assert _read(text) == expected


def test_a_list_is_read_under_the_line_that_introduces_it() -> None:
    text = "设备信息：设备型号、操作系统版本，用于适配界面；"
    assert _read(text, lead="我们会收集以下信息:") == ["device_info", "device_model", "os_version"]
    assert _read(text, lead="您不得收集:") == []
    assert _read(text) == []


def test_a_row_is_read_by_its_fullest_cell_under_a_heading_of_collecting() -> None:
    row = "注册登录\t手机号、昵称、头像\t创建账号"
    assert _read(row, above=("收集的信息",), kind=ClauseKind.ROW) == ["phone_number", "nickname", "avatar"]
    assert _read(row, above=("第三方sdk收集的信息",), kind=ClauseKind.ROW) == []


def test_a_sentence_that_goes_on_is_read_with_the_one_before() -> None:
    text = "Your device sends us information automatically. This includes your device type, time zone and IP address."
    assert _read(text) == ["device_info", "time_zone", "ip_address"]


def test_consent_is_read_with_the_collection() -> None:
    facts = read_clause("经您单独同意后，我们会收集您的人脸信息。")
    assert [(f.value, f.modality, f.get("sensitive")) for f in facts if f.type == "data_category"] == [
        ("face", "with_consent", "pipl28:biometric;gdpr9;cpra")
    ]


def test_spans_are_those_of_the_document() -> None:
    whole = document("欢迎使用。", clause("我们会收集您的 手机号码 与\u3000电子邮箱。", "一、"))
    for fact in read_facts(whole):
        assert whole.text[fact.start : fact.end] == fact.quote
