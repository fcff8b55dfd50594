"""Who the contract is with, and who answers for the data: legal entities in that role."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.guards import phrase_around
from clauselog.facts.patterns import Pattern
from clauselog.model import Fact

TYPE = "party"

_ZH_NAME = Pattern(r"(?P<name>[一-鿿()A-Za-z]{2,30}?(?:有限责任公司|股份有限公司|有限公司))")
_ZH_ROLE = Pattern(
    r"运营(?:者|方|主体)?|合称|统称|(?:以下|下)(?:简)?称|提供(?:者|方)|签订|签署|缔约|个人信息处理者|甲方|共同控制|所称|(?:我们|平台|本公司)[^。;,]{0,6},?(?:是|系)?指|(?:本|该)(?:服务|产品|软件|应用|平台|网站|小程序|app)[^。;]{0,16}由"
)
_ZH_LEADING = Pattern(r"^.*(?:由|是|为|指|即|称|与|和|及|者|向|的|给|至)(?=.{6})")
_EN_NAME = Pattern(
    r"(?P<name>(?:[A-Z][\w&'.-]*,? ){1,5}(?:Inc|LLC|Ltd|Limited|GmbH|B\.V|Corp|Corporation|S\.A|Pte|PLC|AG|S\.à r\.l|Oy|AB)\b)"
)
_EN_ROLE = Pattern(
    r"\b(?:(?:operated|provided|run|offered|owned|published|supplied|made available)(?: to you)? by|controllers?|agreement (?:is )?(?:between|with)|contract(?:s|ing)? (?:is |are )?(?:made |concluded |entered into )?(?:with|between|entity)|you (?:are )?(?:contract\w{0,3}|deal\w{0,3}) with|responsible (?:for|is)|entered into|refers? to|means|referred to as|entity)\b"
)


def read(context: ClauseContext) -> Iterator[Fact]:
    """The legal entities named in a role, in lower case."""
    zh = context.lang == "zh"
    name_of, role = (_ZH_NAME, _ZH_ROLE) if zh else (_EN_NAME, _EN_ROLE)
    for sentence in context.sentences:
        if not role.search(sentence.low):
            continue
        for match in name_of.finditer(sentence.text):
            name = match["name"]
            if zh and (lead := _ZH_LEADING.match(name)):
                name = name[lead.end() :]
            if len(name) < 4:
                continue
            left, right = phrase_around(sentence, match.start(), match.end())
            yield context.fact(
                TYPE,
                name.lower().replace(",", "").strip(" ."),
                sentence.start + left,
                sentence.start + right,
                name=name,
            )


READER = Reader(
    TYPE,
    ("公司", " inc", " llc", " ltd", "limited", "gmbh", "b.v", "corp", "s.a", " pte", " plc", " ag"),
    read,
    by_sentence=True,
)
