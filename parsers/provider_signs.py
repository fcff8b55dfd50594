"""What is printed beside a name that says whose it is: “（以下简称“我们”）”, 由…运营, operated by …, 公司名称：….

Patterns that end in ``$`` are for what stands before the name, the others for what stands behind it; all are for text
that ``clauselog.text.narrow`` has been over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_QUOTE = r"[\"'「『“”]"
_SELF_ZH = r"我们|本公司|我司|本司|我方|我行|本行|本所|我院|本院|本中心|我社|本社"
_SELF_EN = r"we|us|our|ours|ourselves|our company"
_NAMED = r"(?:以下|下称|下文|下同|合称|统称|简称|并称|称为|称作|称之|或称|称)"
# What a bracket behind a name says of it: “(以下简称“我们”)”, ("Acme", "we", "us")
SAYS_WE = re.compile(
    rf"(?:{_QUOTE} ?(?:{_SELF_ZH}|{_SELF_EN}) ?[,.;]? ?{_QUOTE}|{_NAMED}[^()]{{0,30}}?(?:{_SELF_ZH})(?!的)"
    r"|(?:^|[, ])(?:we|us)(?:,| or| and|/)[ a-z,/]{0,12}(?:our|us)\b)",
    re.IGNORECASE,
)
SAYS_COMPANY = re.compile(
    rf"(?:{_QUOTE} ?(?:the company|company|the (?:service )?provider|licensor|the operator|公司|平台|本平台|运营方"
    rf"|运营者|运营商|服务提供者|甲方) ?[,.]? ?{_QUOTE}"
    rf"|{_NAMED}[^()]{{0,20}}?(?:公司|运营方|运营者|运营商|服务提供者|服务商|开发者|平台方|本平台"
    rf"|平台)(?![\u4e00-\u9fff])"
    r"|^(?:here(?:in)?after(?: referred to as| called)? ?)?,? ?(?:the )?(?:company|supplier|seller|provider|operator"
    r"|licensor|service provider)$)",
    re.IGNORECASE,
)
SAYS_YOU = re.compile(
    rf"{_QUOTE} ?(?:用户|您|你|客户|乙方|合作\w{{0,4}}|第三方\w{{0,4}}|关联\w{{0,4}}|被许可人|you|your|users?"
    rf"|customers?|clients?|partners?|subscribers?|affiliates?|subsidiaries"
    rf"|third part(?:y|ies)|vendors?|licensees?) ?[,.]? ?{_QUOTE}",
    re.IGNORECASE,
)
# What may stand between the name and that bracket: 及其关联公司, "and its affiliates", "a Delaware corporation", d/b/a
GAP = re.compile(
    r"\s{0,2}(?:(?:及/或|与/或|和/或|以及|及|和|与|或|连同|/)?其?(?:各自的?|全部|所有|境内)?(?:关联|附属|子|母|分支|控股)(?:公司"
    r"|方|企业|机构|实体|主体)(?:\([\"']?关联[^()]{0,16}\))?"
    r"|,? ?(?:and|together with|along with|including|with|or) (?:its|their|all|any|other)\b[^().;\n]{0,120}"
    r"|,? ?(?:d/?b/?a|doing business as|trading as|operating as|t/a)\b[^().;\n]{0,40}"
    r"|,? ?(?:an?|having|whose|located|registered|incorporated|organi[sz]ed|established|company|of|the|with"
    r"|A[CB]N)\b[^().;\n]{0,120}"
    r"|'s|,|提供)\s{0,2}"
)
BRACKET = re.compile(r"\s{0,2}\(([^()]{0,160})\)?,?\s{0,2}")
_CALLED = re.compile(
    rf"{_QUOTE} ?([^\"'「」『』“”\n]{{2,40}}?) ?,?{_QUOTE}|简称(?:为|:)?([^\"'「」『』,;()\n]{{2,16}}?)(?:[,;)或]|$)"
)
_NO_OTHER_NAME = re.compile(
    rf"(?:{_SELF_ZH}|{_SELF_EN}|the company|company|公司|平台|本平台|本网站|本软件|甲方|乙方|运营[方者商]"
    rf"|开发[者方商]|the .{{0,20}}|服务提供者|本服务|我们的.{{0,30}}|我方|.{{0,20}}用户|[您你])[,.]?",
    re.IGNORECASE,
)
OF_OTHERS = re.compile(
    r"第三方|支付|结算|合作|SDK|广告|地图|短信|物流|快递|客服|云存储|技术支持|登录|股东|等客户|供应商|委托|受托|关联"
    r"|\bthird|\bpayment|\bpartner|\badvertis|\banalytics|\bhost(?:ed|ing)|\bother\b|\bnot\b|\blinks?\b|\blinked"
    r"|\bplugins?|\bvendor|\bcookies?\b|\bsuppliers?|\bcustomers?\b|\bclients?\b",
    re.IGNORECASE,
)
_DOES = (
    r"(?:共同|独立|合法|全权|自主|负责|依法|自行|联合|统一|正式|开发|研发|运营|经营|拥有|所有|维护|设计|发布|制定|并"
    r"|和|与|及|、|/){0,6}"
    r"(?:开发|研发|运营|经营|提供|制定|发布|拥有|所有|主办|制作|推出|出品|订立)"
)
RUN_BY = re.compile(
    rf"(?:\([^()]{{0,60}}\)?)?(?:(?:及|和"
    rf"|与)其[^,。;\n(]{{0,12}})?(?:\([^()]{{0,60}}\)?)?(?:在[^,。;\n]{{2,10}}?)?{_DOES}(?!(?:.{{0,4}}(?:支付|结算"
    rf"|技术支持|云|存储|短信|地图|广告|物流)))"
)
RUN_THEN_BRACKET = re.compile(rf"{_DOES}[^\n。(]{{0,30}}\(([^()]{{0,80}})")
RUNS = re.compile(
    r"(?:\([^()]{0,60}\)?)?(?:负责|独立|全权|自主|依法)(?:开发|研发|运营|经营)|(?:\([^()]{0,60}\)?)?(?:是"
    r"|为)[^,。;\n]{0,16}(?:运营者|运营主体|运营方|所有者|开发者|营运主体)"
)
HUMBLE = re.compile(
    r"(?:\([^()]{0,60}\)?)?(?:及其关联\w{0,4})?(?:非常|十分|高度|一贯|一直|始终|深知|尊重|重视|致力|承诺|将?按照"
    r"|特?制定|特此|为保障|在此)"
    r"|,? ?(?:\([^()]{0,60}\)?)? ?(?:respects?|is committed|are committed|values?|takes|cares|understands"
    r"|recogni[sz]es|has (?:created|adopted|developed|prepared)|operates|knows)\b"
)
CONTRACT = re.compile(
    r"[^。.\n]{0,60}?(?:协议|合同|契约|条款|缔结|订立|签订|签署|之间|contract|agreement|regarding|govern)",
    re.IGNORECASE,
)
WITH_YOU = re.compile(
    r"(?:\([^()]{0,60}\)?)?(?:与|和)(?:[您你]|用户|会员|客户|产品|使用者)|(?: \([^()]{0,60}\))? and (?:you|the users?"
    r"|users|customers)\b",
    re.IGNORECASE,
)
RESERVED = re.compile(r",? ?(?:版权所有|保留(?:所有|一切)权利|all rights reserved)", re.IGNORECASE)
OWN_TITLE = re.compile(
    r" ?(?:'s |-|的)? ?(?:standard )?(?:terms|privacy|user agreement|end user|cookie|data"
    r"|[\u4e00-\u9fffA-Za-z]{0,12}(?:隐私|用户|服务))",
    re.IGNORECASE,
)

WELCOME = re.compile(r"(?:欢迎[^,。\n]{0,8}|感谢[^,。\n]{0,8}|为使用|使用|选择)由?$")
MEANS = re.compile(
    rf"(?:^|[\s。;,\"'「」(:、或.])(?:{_SELF_ZH}|平台方|运营者|运营方)[\"'「」』]?(?:(?:或|、|和"
    rf"|/)[^:,。;\n]{{1,16}})?[:,]? ?(?:(?:是|系|均|特|仅|即)?指|是|为|即|:)(?:的是)?[: ]?$"
    rf"|{_QUOTE}(?:{_SELF_EN}|the company|company),?{_QUOTE}[^.;\n]{{0,60}} (?:means?|refers? to|is"
    rf"|are)(?: a references? to)? (?:the )?(?:company )?$"
    r"|(?:^|[\n.:,\d] ?)(?:we,|we at|we are|who we are:?|who are we\?|you are (?:contracting|dealing) with) $",
    re.IGNORECASE,
)
BRAND_MEANS = re.compile(
    rf"{_QUOTE}[^\"'「」\n]{{2,16}}{_QUOTE} ?(?:是|系|均|特)?指 ?$|(?:^|[\s。;])[^,。;\n\"]{{2,10}}是指 ?$|(?:平台"
    rf"|经营者|主体)[^,。\n]{{0,10}}(?:为|是)$"
)
BETWEEN = re.compile(
    r"(?:[您你]|用户|会员|贵方|双方|使用者)(?:\([^()]{0,30}\)?)?(?:与|和)$"
    r"|\bbetween (?:you|the user|users?|customers?|the customer)\b[^.;\n]{0,60}? and $|\b(?:agreement|contract"
    r"|terms)\b[^.;\n]{0,80}?\b(?:between|with) $",
    re.IGNORECASE,
)
OPERATED = re.compile(
    r"\b(?:owned|operated|controlled|managed|provided|published|offered|maintained|run|developed|issued"
    r"|made available|brought to you)(?:[^.;\n]{0,60})? by $",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"(?:公司(?:名称|全称)|企业名称|主体(?:名称)?|运营主体|营运主体|运营者|运营方|运营公司|运营单位|开发者(?:名称)?"
    r"|开发商|主办单位|主办方|(?:个人信息|数据)处理者|服务提供者|经营者|所有者|责任主体|(?:联系|注册)(?:公司|主体))"
    r"(?:名称|全称|信息)?(?:(?:目前|现)?(?:为|是)|[:|]) ?\n?$"
    r"|(?:^|[\n.;] ?)(?:as )?(?:the |our )?(?:data )?(?:controller|responsible (?:party|person|entity|body)"
    r"|person responsible|company name|company|legal (?:entity )?name|legal entity|operator|publisher"
    r"|developer|provider|registered name|service provider|imprint|legal notice|registered company)(?: (?:for|of"
    r"|within|in)\b[^.\n]{0,70}?)?(?: is|:|,|\n|\|) ?$"
    r"|\bresponsible for (?:processing |handling )?your (?:personal )?(?:data|information) is $",
    re.IGNORECASE,
)
APPLIES = re.compile(
    r"适用于$|\b(?:explains|describes|sets out|outlines) (?:how|the way) $|\b(?:policy|notice|terms(?: and conditions"
    r"| of (?:use|service|sale))?|agreement)(?: (?:of|for|from|by)) $",
    re.IGNORECASE,
)
GREETS = re.compile(
    r"\b(?:welcome to|thank you for (?:choosing|visiting|using)|interest in|accepted by|^at) $",
    re.IGNORECASE,
)
COPYRIGHT = re.compile(r"(?:版权所有|©|\(c\)|copyright)[ ©\d,:-]{0,20}(?:by )?$", re.IGNORECASE)
LISTED_WITH = re.compile(r"\s?(?:\([^()]{0,60}\)\s?)?(?:、|,|及|和|与|以及|和/或|,? ?\b(?:and|or|and/or)\b|&)\s?")
_GAPS = 3
"""So many brackets and such words are read on from a name."""


def brackets(after: str) -> Iterator[str]:
    """What the brackets behind a name say of it, read over 及其关联公司, "and its affiliates", "a … corporation"."""
    at = 0
    for _ in range(_GAPS):
        if m := BRACKET.match(after, at):
            yield m[1]
        elif not (m := GAP.match(after, at)):
            return
        at = m.end()


def other_names(inside: str) -> tuple[str, ...]:
    """The names in such a bracket, without 我们 and "the Company"."""
    names = (quoted or plain for quoted, plain in _CALLED.findall(inside))
    return tuple(dict.fromkeys(n.strip(" ,.") for n in names if not _NO_OTHER_NAME.fullmatch(n.strip())))
