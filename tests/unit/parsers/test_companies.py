"""Where the name of a company begins and ends in a sentence."""

import pytest

from clauselog.text import narrow
from parsers.companies import companies

NAMED = [
    ("欢迎您使用由河东云舟网络科技有限公司开发的软件", ["河东云舟网络科技有限公司"]),
    ("星河（上海）智能科技有限公司（以下称“星河”）制定", ["星河（上海）智能科技有限公司"]),
    ("本协议是您与湖畔信息技术工作室之间订立", ["湖畔信息技术工作室"]),
    ("由甲山科技有限公司、乙水网络有限公司及其关联公司提供", ["甲山科技有限公司", "乙水网络有限公司"]),
    ("“星河”是指北城星河电子有限公司", ["北城星河电子有限公司"]),
    ("我们或星河：指北城星河电子有限公司。", ["北城星河电子有限公司"]),
    ("旨在說明綠野數位股份有限公司（以下稱「本公司」）如何", ["綠野數位股份有限公司"]),
    ("【南港貿易有限公司】（以下统称“我们”）", ["南港貿易有限公司"]),
    ("欧陆星光律师事务所上海代表处（以下称“我们”）", ["欧陆星光律师事务所上海代表处"]),
    ("清河银行股份有限公司手机银行隐私政策", ["清河银行股份有限公司"]),
    ("This policy is provided by Larkspur Analytics, Inc. (“we”)", ["Larkspur Analytics, Inc."]),
    ("between you and Star River Tech Co., Ltd. and", ["Star River Tech Co., Ltd."]),
    ("operated by xTern Labs LLC.", ["xTern Labs LLC"]),
    ("the site of brightfield p3 GmbH is", ["brightfield p3 GmbH"]),
    ("Osprey Healthcare (Asia) Pty Ltd ABN 1", ["Osprey Healthcare (Asia) Pty Ltd"]),
    ("© 2019-2024 Thistle & Vane Ltd. All rights reserved", ["Thistle & Vane Ltd"]),
    ("BETWEEN HIGH TIDE GAMES LLC AND USERS", ["HIGH TIDE GAMES LLC"]),
    ("(Thistle Limited)", ["Thistle Limited"]),
]
UNNAMED = [
    "【公司名称】有限公司",
    "武汉XX网络科技有限公司",
    "本公司及关联公司",
    "有限公司",
    "LIMITED LIABILITY OF THE COMPANY",
    "[Company Name], Inc. and Your Company LLC",
    "Inc. and Ltd.",
]


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_a_company_is_named_without_the_words_around_it(text, names):
    assert [text[c.start : c.end] for c in companies(narrow(text), 0, len(text))] == names


@pytest.mark.parametrize("text", UNNAMED)
def test_blanks_and_common_words_are_no_companies(text):
    assert companies(narrow(text), 0, len(text)) == []
