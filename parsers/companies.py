"""Names of companies where a text prints them: 北京星河科技有限公司, 星河（上海）网络有限公司, Star River Labs, Inc.

A company is found by the end of its name (有限公司, Inc., GmbH …), its beginning by walking back from there. All
functions take text that ``clauselog.text.narrow`` has been over; offsets are offsets into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Company(NamedTuple):
    """``text[start:end]`` is the name of a legal entity."""

    start: int
    end: int


_ZH_CHARS = 40
_LATIN_CHARS = 90
_LATIN_WORDS = 7
_ZH_END = re.compile(
    r"(?=[有股集合事工研基协商经出银])(?:(?:有限(?:责任)?|股份|集团)公司|合伙企业"
    r"|(?:事务所|工作室|研究院|研究所|基金会|协会|商行|经营部|出版社)(?!集团|有限|股份|科技)"
    r"|(?<!手机)(?<!网上)(?<!电子)(?<!网络)(?<!微信)银行(?!股份|有限|卡|账|帐))"
    r"(?:\((?:有限|普通|特殊普通)合伙\)|[\u4e00-\u9fff]{2,6}(?:分公司|代表处|分行))?"
)
_LATIN_END = re.compile(
    r"(?=[ILCGASNBPOKU])(?<![A-Za-z0-9.])"
    r"(?:(?:Co|Pty|Pte|Pvt|Sdn|Private|PTY|PTE|PVT|CO)\.?,? ?(?:\([A-Z][a-z]+\) ?)?(?:Ltd|LTD|Limited|LIMITED|Inc|Bhd"
    r"|KG)\.?"
    r"|Inc(?:orporated)?\.?|INC(?:ORPORATED)?\.?|L\.?L\.?[CP]\b\.?|L(?:td|TD)\.?|Ltda\.?|L(?:imited|IMITED)|C(?:orp"
    r"|ORP)(?:oration|ORATION)?\.?"
    r"|GmbH(?: & Co\. KG)?|AG|SE|S\.?A\.?(?:S\.?|R\.?L\.?)?|S\.?A\.?R\.?L\.?|S\.?L\.?(?:U\.?)?|S\.?r\.?l\.?"
    r"|S\.?p\.?A\.?"
    r"|B\.?V\.?|N\.?V\.?|P\.?L\.?C\.?|PBC|Oyj?|AB|ApS|A/S|UG|K\.?K\.?)(?![A-Za-z0-9])(?! ?(?:liab|LIAB|warrant|WARRANT"
    r"|licen|LICEN|to\b))"
)
_EDGES = frozenset("\n\t,。;:!?、\"'「」『』《》〈〉【】[]{}<>|/=*()·…~")
# What may stand before a name without a mark between: the longest of it is cut off
_OPENERS = re.compile(
    r".{0,40}(?:欢迎[您你]?|感谢[您你]|使用|访问|下载|选择|适用于?|有关|关于|说明|载明|阐述|告知|称为|名为|属于|归属"
    r"|隶属|来自|通过|委托|授权给?|作为"
    r"|(?:目前|现|主体|方|者|商|人|单位|名称|公司)[为是]|(?:是|系|均|特|即|仅)指|指代|指的是|(?:[您你]|用户|会员|客户"
    r"|贵方|我们|双方)[与和]"
    r"|(?:我们|政策|协议|条款|声明|平台|软件|网站|产品|规则|须知|应用|程序|服务|App|APP|app|契约|告知书|指引)(?:是由"
    r"|是|指|由|系由?|归)"
    r"|运营[方者商]|开发[者商方]|主体|公司名称|主办单位|版权所有|合作方|合作伙伴|供应商|服务商|关联公司|子公司|母公司"
    r"|股东"
    r"|如下|包括|例如|比如|以及|还有|旗下|尊敬的|[您你]在|[您你]向)"
)
_BY = re.compile(r"[^由]{0,30}?(?<![自理])由")
_PLACE = re.compile(
    r"(?<!^)(?:北京|上海|天津|重庆|广州|深圳|杭州|南京|苏州|武汉|成都|西安|厦门|福州|长沙|合肥|济南|青岛|郑州|珠海"
    r"|东莞|宁波|无锡"
    r"|广东|浙江|江苏|福建|湖北|湖南|四川|山东|河南|河北|安徽|海南|陕西|辽宁|香港|台湾)"
)
_AFTER_MARK = re.compile(r"(?:是|为|指(?!南针)|系(?!统)|即|均指|和(?!平|讯|记)|与|及|或|以及|、)+")
_WORD = re.compile(r"(?:[A-Z0-9À-Þ][\w&.'+!®™/-]*|[a-z]{1,3}-?[A-Z]\w*|[a-z][\w-]{0,30}(?:\.[a-z]{2,12}|\d)\w{0,12}|&)")
_LOWER = re.compile(r"[a-z][a-z-]{2,}")
_YEARS = re.compile(r"(?:19|20)\d\d(?:-(?:19|20)?\d\d)?")
_LATIN_MARKS = frozenset("®™’" + "".join(map(chr, range(0xC0, 0x100))))
_LAND = re.compile(r"\([A-Z][\w ]{1,20}\)$")  # Star River (Asia) Limited
_BEFORE_LOWER = frozenset((
    "by", "of", "with", "between", "at", "are", "is", "the", "and", "as", "to", "called", "named",
))  # fmt: skip
_BREAKS = frozenset((
    "between", "by", "with", "to", "from", "unless", "if", "that", "when", "while", "using", "the", "this",
    "these", "our", "your", "under", "or", "in", "at", "for", "a", "an", "as", "is", "are",
))  # fmt: skip
_NO_NAME = frozenset((
    "the", "this", "these", "our", "your", "we", "you", "at", "by", "in", "for", "if", "when", "while", "welcome",
    "dear", "contact", "email", "e-mail", "privacy", "policy", "terms", "notice", "company", "data", "controller",
    "copyright", "name", "address", "services", "service", "website", "site", "app", "and", "or", "a", "an", "as",
    "of", "to", "from", "with", "between", "under", "all", "any", "both", "user", "agreement", "customer",
    "customers", "please", "its", "their", "such", "said", "other", "conditions", "legal", "imprint", "publisher",
    "operator", "provider", "who", "status",
))  # fmt: skip
_PLACEHOLDER = re.compile(
    r"XX|××|xx|○○|\*\*|__|(?:公司|网站|企业|平台|单位|店铺|品牌|主体)(?:名称|全称)|某某|^某|\bname\b|\byour\b"
    r"|\binsert\b|\bexample\b|[\[\]{}<>【】]",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?:我们|我司|本?(?:公司|平台|网站|应用|软件|产品|服务|网|站|app|程序|小程序|中心|单位)|贵司|公司方|运营[方者商]"
    r"|开发[者商方]|第三方|合作伙伴|合作方|用户"
    r"|[您你]|平台(?:方|运营[方者]|经营者)|关联(?:公司|方)|子公司|(?:服务|产品)提供[者商]|有限公司|有限责任公司"
    r"|股份有限公司|个人信息处理者"
    r"|the (?:company|platform|service|site|app|website|application|operator|provider|owner)|company|we|us"
    r"|our(?: company)?|platform|website|service|app|inc\.?|llc|ltd\.?|limited|gmbh|corp\.?|co\.?)",
    re.IGNORECASE,
)  # fmt: skip


def companies(flat: str, start: int, end: int) -> list[Company]:
    """The companies named between ``start`` and ``end``, in order; placeholders of forms are none."""
    found = [*_chinese(flat, start, end), *_latin(flat, start, end)]
    found.sort()
    return [c for c in found if is_name(flat[c.start : c.end])]


def is_name(name: str) -> bool:
    """No 本公司, no 【公司名称】, no XX科技有限公司."""
    return len(name) >= 2 and not _PLACEHOLDER.search(name) and not _GENERIC.fullmatch(name)


def chinese_start(flat: str, low: int, end: int) -> int:
    """Where a name that ends at ``end`` begins, not before ``low``: behind the last mark or word that is none of it."""
    at = end
    while at > low:
        char = flat[at - 1]
        if (
            char == ")"
            and (opened := flat.rfind("(", max(low, at - 10), at - 1)) > low
            and flat[opened + 1 : at - 1].isalpha()
        ):
            at = opened
            continue
        if char in _EDGES or (char == " " and not _latin_beside(flat, at - 1, end)):
            break
        at -= 1
    if at and flat[at - 1] in "\"'」』):" and (m := _AFTER_MARK.match(flat, at, end)):
        at = m.end()
    if flat[at - 1 : at] == "," and flat[at] == "即":
        at += 1
    for pattern in (_OPENERS, _BY):
        if (m := pattern.match(flat, at, end)) and m.end() < end:
            at = m.end()
    if end - at > 14 and (place := _PLACE.search(flat[at : end - 4])):
        at += place.start()
    while at < end and flat[at] == " ":
        at += 1
    return at


def latin_start(flat: str, low: int, end: int) -> int:
    """Where a name in Latin letters that goes on at ``end`` begins: its capital words, ``end`` where there are none."""
    edge = end
    while edge > low and (flat[edge - 1].isascii() or flat[edge - 1] in _LATIN_MARKS):
        edge -= 1
    low = edge
    at = end
    for _ in range(_LATIN_WORDS):
        cut = at - 1 if at > low and flat[at - 1] == " " else at
        if cut == at and at != end:
            break
        begin = max(low, *(flat.rfind(mark, low, cut) + 1 for mark in ' \n("|'))
        word = flat[begin:cut]
        bare = word.removesuffix(",") if at == end else word
        if (bare.lower() if bare.isupper() else bare) in _BREAKS:
            break
        if _WORD.fullmatch(bare) and not (at != end and len(bare) > 3 and bare.endswith(".")):
            at = begin
            continue
        before = flat[max(low, begin - 12) : begin].split()
        named = before and (before[-1].lower() in _BEFORE_LOWER or before[-1].endswith(","))
        if _LOWER.fullmatch(bare) and bare not in _NO_NAME and named and (at == end or flat[at].islower()):
            at = begin
        break
    while at < end:  # The, Welcome, Privacy Policy: words of the sentence, not of the name
        space = flat.find(" ", at, end)
        word = flat[at : space if space > 0 else end].strip(",")
        if word.lower() not in _NO_NAME and not _YEARS.fullmatch(word):
            break
        at = space + 1 if space > 0 else end
    return at


def _chinese(flat: str, start: int, end: int) -> Iterator[Company]:
    last = start
    for m in _ZH_END.finditer(flat, start, end):
        begin = chinese_start(flat, max(last, m.start() - _ZH_CHARS), m.start())
        begin = m.start() if begin > m.start() else begin
        while begin < m.start() and last == begin and flat[begin] in "和与及或":
            begin += 1
        last = m.end()
        if m.start() - begin >= 2:
            yield Company(begin, m.end())


def _latin(flat: str, start: int, end: int) -> Iterator[Company]:
    last = start
    for m in _LATIN_END.finditer(flat, start, end):
        stop = m.start()
        while stop > last and flat[stop - 1] in ", ":
            stop -= 1
        if stop == m.start():
            continue  # the mark of a company stands alone
        bracket = _LAND.search(flat, max(last, stop - 24), stop)
        begin = latin_start(flat, max(last, stop - _LATIN_CHARS), bracket.start() - 1 if bracket else stop)
        if begin < stop and flat[begin:stop].strip(", "):
            finish = m.end() - _ends_sentence(flat, m)
            yield Company(begin, finish)
            last = finish


def _ends_sentence(flat: str, m: re.Match[str]) -> bool:
    """The dot behind LLC or Ltd is the sentence's where one ends there; that of Inc. belongs to it."""
    if not m[0].endswith(".") or m[0].count(".") > 1 or m[0].lower().startswith(("inc", "co")):
        return False
    behind = flat[m.end() : m.end() + 2].lstrip(" ")
    return not behind or behind[0] == "\n" or behind[0].isupper()


def _latin_beside(flat: str, at: int, end: int) -> bool:
    """A blank between Latin and Chinese letters is no end of a name, one between Chinese letters is."""
    before, after = flat[at - 1 : at], flat[at + 1 : at + 2] if at + 1 < end else ""
    return (before.isascii() and before.isalnum()) or (after.isascii() and after.isalnum())
