"""Who publishes a policy: the company or brand that says "we", as its text names it.

Every company named at the head and the tail is looked at for what stands beside it: “(以下简称“我们”)”, 由…运营, operated by …,
a label such as 公司名称 or Data Controller, a copyright line. The strongest such sign holds, the first of equals; only where
no company shows one, the brand that says "we" is read. Partners, affiliates, customers and the blanks of forms show none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from clauselog.model import NamedProvider
from parsers.companies import Company, chinese_start, companies, is_name, latin_start

HEAD_CHARS = 4000
TAIL_CHARS = 4000
_GATE = re.compile(r"公司|我们|运营|事务所|工作室|合伙|版权|\b(?:we|us|our|by|inc|llc|ltd|gmbh|controller|company)\b|©", re.IGNORECASE)

_QUOTE = r"[\"'「『“”]"
_SELF_ZH = r"我们|本公司|我司|本司|我方|我行|本行|本所|我院|本院|本中心|我社|本社"
_SELF_EN = r"we|us|our|ours|ourselves|our company"
_NAMED = r"(?:以下|下称|下文|下同|合称|统称|简称|并称|称为|称作|称之|或称|称)"
# What a bracket behind a name says of it: “(以下简称“我们”)”, ("Acme", "we", "us")
_WE = re.compile(
    rf"(?:{_QUOTE} ?(?:{_SELF_ZH}|{_SELF_EN}) ?[,.;]? ?{_QUOTE}|{_NAMED}[^()]{{0,30}}?(?:{_SELF_ZH})(?!的)"
    r"|(?:^|[, ])(?:we|us)(?:,| or| and|/)[ a-z,/]{0,12}(?:our|us)\b)", re.IGNORECASE
)
_COMPANY = re.compile(
    rf"(?:{_QUOTE} ?(?:the company|company|the (?:service )?provider|licensor|the operator|公司|平台|本平台|运营方|运营者|运营商|服务提供者|甲方) ?[,.]? ?{_QUOTE}"
    rf"|{_NAMED}[^()]{{0,20}}?(?:公司|运营方|运营者|运营商|服务提供者|服务商|开发者|平台方|本平台|平台)(?![\u4e00-\u9fff])"
    r"|^(?:here(?:in)?after(?: referred to as| called)? ?)?,? ?(?:the )?(?:company|supplier|seller|provider|operator|licensor|service provider)$)",
    re.IGNORECASE,
)
_THEY = re.compile(
    rf"{_QUOTE} ?(?:用户|您|你|客户|乙方|合作\w{{0,4}}|第三方\w{{0,4}}|关联\w{{0,4}}|被许可人|you|your|users?|customers?|clients?|partners?|subscribers?|affiliates?|subsidiaries"
    rf"|third part(?:y|ies)|vendors?|licensees?) ?[,.]? ?{_QUOTE}",
    re.IGNORECASE,
)
# What may stand between the name and that bracket: 及其关联公司, "and its affiliates", "a Delaware corporation", d/b/a
_GAP = re.compile(
    r"\s{0,2}(?:(?:及|和|与|以及|或|和/或|连同|/)?其?(?:各自的?|全部|所有|境内)?(?:关联|附属|子|母|分支|控股)(?:公司|方|企业|机构|实体|主体)(?:\([\"']?关联[^()]{0,16}\))?"
    r"|,? ?(?:and|together with|along with|including|with|or) (?:its|their|all|any|other)\b[^().;\n]{0,120}"
    r"|,? ?(?:d/?b/?a|doing business as|trading as|operating as|t/a)\b[^().;\n]{0,40}"
    r"|,? ?(?:an?|having|whose|located|registered|incorporated|organi[sz]ed|established|company|of|the|with|A[CB]N)\b[^().;\n]{0,120}"
    r"|'s|,|提供)\s{0,2}"
)
_BESIDE = re.compile(r"\s{0,2}\(([^()]{0,160})\)?,?\s{0,2}")
_GAPS = 3
"""So many brackets and such words are read on from a name."""
_CALLED = re.compile(rf"{_QUOTE} ?([^\"'「」『』“”\n]{{2,40}}?) ?,?{_QUOTE}|简称(?:为|:)?([^\"'「」『』,;()\n]{{2,16}}?)(?:[,;)或]|$)")
_NO_OTHER_NAME = re.compile(
    rf"(?:{_SELF_ZH}|{_SELF_EN}|the company|company|公司|平台|本平台|本网站|本软件|甲方|乙方|运营[方者商]|开发[者方商]|the .{{0,20}}|服务提供者|本服务|我们的.{0,30}|我方|.{0,20}用户|[您你])[,.]?",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"第三方|支付|结算|合作|SDK|广告|地图|短信|物流|快递|客服|云存储|技术支持|登录|股东|客户|供应商|委托|受托|关联"
    r"|\bthird|\bpayment|\bpartner|\badvertis|\banalytics|\bhost(?:ed|ing)|\bother\b|\bnot\b|\blinks?\b|\blinked|\bplugins?|\bvendor|\bcookies?\b|\bsuppliers?|\bcustomers?\b|\bclients?\b",
    re.IGNORECASE,
)
_DOES = (
    r"(?:共同|独立|合法|全权|自主|负责|依法|自行|联合|统一|正式|开发|研发|运营|经营|拥有|所有|维护|设计|发布|制定|并|和|与|及|、|/){0,6}"
    r"(?:开发|研发|运营|经营|提供|制定|发布|拥有|所有|主办|制作|推出|出品|订立)"
)
_RUN = re.compile(rf"(?:\([^()]{{0,60}}\)?)?(?:(?:及|和|与)其[^,。;\n(]{{0,12}})?(?:\([^()]{{0,60}}\)?)?(?:在[^,。;\n]{{2,10}}?)?{_DOES}(?!(?:.{{0,4}}(?:支付|结算|技术支持|云|存储|短信|地图|广告|物流)))")
_DOES_THEN = re.compile(rf"{_DOES}[^\n。(]{{0,30}}\(([^()]{{0,80}})")
_RUNS = re.compile(rf"(?:\([^()]{{0,60}}\)?)?(?:负责|独立|全权|自主|依法)(?:开发|研发|运营|经营)|(?:\([^()]{{0,60}}\)?)?(?:是|为)[^,。;\n]{{0,16}}(?:运营者|运营主体|运营方|所有者|开发者|营运主体)")
_HUMBLE = re.compile(
    r"(?:\([^()]{0,60}\)?)?(?:及其关联\w{0,4})?(?:非常|十分|高度|一贯|一直|始终|深知|尊重|重视|致力|承诺|将?按照|特?制定|特此|为保障|在此)"
    r"|,? ?(?:\([^()]{0,60}\)?)? ?(?:respects?|is committed|are committed|values?|takes|cares|understands|recogni[sz]es|has (?:created|adopted|developed|prepared)|operates|knows)\b"
)
_CONTRACT = re.compile(r"[^。.\n]{0,60}?(?:协议|合同|契约|条款|缔结|订立|签订|签署|之间|contract|agreement|regarding|govern)", re.IGNORECASE)
_WITH_YOU = re.compile(r"(?:\([^()]{0,60}\)?)?(?:与|和)(?:[您你]|用户|会员|客户|产品|使用者)|(?: \([^()]{0,60}\))? and (?:you|the users?|users|customers)\b", re.IGNORECASE)
_RESERVED = re.compile(r",? ?(?:版权所有|保留(?:所有|一切)权利|all rights reserved)", re.IGNORECASE)
_OWN_TITLE = re.compile(r" ?(?:'s |-|的)? ?(?:standard )?(?:terms|privacy|user agreement|end user|cookie|data|[\u4e00-\u9fffA-Za-z]{0,12}(?:隐私|用户|服务))", re.IGNORECASE)

_WELCOME = re.compile(r"(?:欢迎[^,。\n]{0,8}|感谢[^,。\n]{0,8}|为使用|使用|选择)由?$")
_MEANS = re.compile(
    rf"(?:^|[\s。;,\"'「」(:、或.])(?:{_SELF_ZH}|平台方|运营者|运营方)[\"'「」』]?(?:(?:或|、|和|/)[^:,。;\n]{{1,16}})?[:,]? ?(?:(?:是|系|均|特|仅|即)?指|是|为|即|:)(?:的是)?[: ]?$"
    rf"|{_QUOTE}(?:{_SELF_EN}|the company|company),?{_QUOTE}[^.;\n]{{0,60}} (?:means?|refers? to|is|are)(?: a references? to)? (?:the )?(?:company )?$"
    r"|(?:^|[\n.:,\d] ?)(?:we,|we at|we are|who we are:?|who are we\?|you are (?:contracting|dealing) with) $",
    re.IGNORECASE,
)
_BRAND_MEANS = re.compile(rf"{_QUOTE}[^\"'「」\n]{{2,16}}{_QUOTE} ?(?:是|系|均|特)?指 ?$|(?:^|[\s。;])[^,。;\n\"]{{2,10}}是指 ?$|(?:平台|经营者|主体)[^,。\n]{{0,10}}(?:为|是)$")
_BETWEEN = re.compile(
    r"(?:[您你]|用户|会员|贵方|双方|使用者)(?:\([^()]{0,30}\)?)?(?:与|和)$"
    r"|\bbetween (?:you|the user|users?|customers?|the customer)\b[^.;\n]{0,60}? and $|\b(?:agreement|contract|terms)\b[^.;\n]{0,80}?\b(?:between|with) $",
    re.IGNORECASE,
)
_OPERATED = re.compile(r"\b(?:owned|operated|controlled|managed|provided|published|offered|maintained|run|developed|issued|made available|brought to you)(?:[^.;\n]{0,60})? by $", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:公司(?:名称|全称)|企业名称|主体(?:名称)?|运营主体|营运主体|运营者|运营方|运营公司|运营单位|开发者(?:名称)?|开发商|主办单位|主办方|(?:个人信息|数据)处理者|服务提供者|经营者|所有者|责任主体|(?:联系|注册)(?:公司|主体))"
    r"(?:名称|全称|信息)?(?:(?:目前|现)?(?:为|是)|[:|]) ?\n?$"
    r"|(?:^|[\n.;] ?)(?:as )?(?:the |our )?(?:data )?(?:controller|responsible (?:party|person|entity|body)|person responsible|company name|company|legal (?:entity )?name|legal entity|operator|publisher"
    r"|developer|provider|registered name|service provider|imprint|legal notice|registered company)(?: (?:for|of|within|in)\b[^.\n]{0,70}?)?(?: is|:|,|\n|\|) ?$",
    re.IGNORECASE,
)
_APPLIES = re.compile(r"适用于$|\b(?:explains|describes|sets out|outlines) (?:how|the way) $|\b(?:policy|notice|terms(?: and conditions| of (?:use|service|sale))?|agreement)(?: (?:of|for|from|by)) $", re.IGNORECASE)
_GREETS = re.compile(r"\b(?:welcome to|thank you for (?:choosing|visiting|using)|interest in|accepted by|^at) $", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:版权所有|©|\(c\)|copyright)[ ©\d,:-]{0,20}(?:by )?$", re.IGNORECASE)
_ALSO_LISTED = re.compile(r"\s?(?:\([^()]{0,60}\)\s?)?(?:、|,|及|和|与|以及|和/或|,? ?\b(?:and|or|and/or)\b|&)\s?")
# How what stands before may end, so that most signs need no search
_MEANT, _LABELLED = frozenset("指为是即:,sneot?"), frozenset(":|为是,srynt")
_JOINED, _GREETED, _APPLIED = ("与", "和", " and ", " between ", " with "), (" to ", " for ", " visiting ", " using ", " in ", " by ", "at ", "At "), (
    "适用于", " how ", " way ", " of ", " for ", " from ", " by ",
)  # fmt: skip
_EARLY_CHARS, _NAMING_CHARS, _TITLE_CHARS = 2500, 1500, 400
_OPENING_MARKS = frozenset("\"【[{*「")
"""Where a policy introduces itself, and where its title stands."""
_MOST_COMPANIES = 60
_SENTENCES = re.compile(r"[。;\n]|\. ")
_LEAST_COMPANY, _LEAST_BRAND, _SAYS_WE = 30, 40, 100
_MOST_PROVIDERS = 6


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    score: int
    legal: bool
    also: tuple[str, ...] = ()


def providers(text: str, flat: str) -> tuple[NamedProvider, ...]:
    """Who publishes, as named at the head or the tail of the text; several where they say "we" together.

    ``flat`` is ``text`` after ``clauselog.text.narrow``. Empty where nobody is named.
    """
    cut = max(HEAD_CHARS, len(flat) - TAIL_CHARS)
    regions = [(0, min(HEAD_CHARS, len(flat))), *([(cut, len(flat))] if cut < len(flat) else [])]
    regions = [(start, end) for start, end in regions if _GATE.search(flat, start, end)]
    named = [company for start, end in regions for company in companies(flat, start, end)[:_MOST_COMPANIES]]
    alone = _alone(flat, named)
    found = [_judged(flat, company, alone) for company in named]
    best = max(found, key=lambda c: c.score, default=None)
    if best is None or best.score < 80:
        brand = max((b for r in regions for b in _brands(flat, *r)), key=lambda c: c.score, default=None)
        if brand is not None and (best is None or brand.score > best.score):
            called = flat[brand.start : brand.end].lower()
            owner = next((c for c in found if c.score >= _LEAST_COMPANY and called in flat[c.start : c.end].lower()), None)
            best = replace(owner, also=brand.also) if owner else brand
    if best is not None and best.legal and not _FULL.search(flat[best.start : best.end]):
        called = flat[best.start : best.end]
        fuller = next((c for c in found if flat[c.start : c.end].startswith(called) and c.end - c.start > len(called)), None)
        best = replace(fuller, score=best.score, also=(called, *best.also)) if fuller else best
    if best is None or best.score < (_LEAST_COMPANY if best.legal else _LEAST_BRAND):
        return ()
    if best.legal and not best.also:
        brand = next((b for b in _says_we(flat, *regions[0]) if b.start != best.start), None)
        best = replace(best, also=(text[brand.start : brand.end], *brand.also)) if brand else best
    chosen = [best, *_beside(flat, best, found)]
    if best.score >= _SAYS_WE:
        chosen += [c for c in found if c.score >= _SAYS_WE]
    out: dict[str, NamedProvider] = {}
    for one in sorted(chosen, key=lambda c: c.start):
        name = text[one.start : one.end]
        out.setdefault(flat[one.start : one.end].lower(), NamedProvider(name, one.legal, _others(one.also, name), one.start, one.end))
    return tuple(out.values())[:_MOST_PROVIDERS]


def _judged(flat: str, company: Company, alone: Company | None) -> _Candidate:
    """How strongly the words beside the name say that this company publishes, and what else it is called."""
    start, end = company
    before, after = flat[max(0, start - 120) : start], flat[end : end + 320].lstrip("\"】]}*」")
    if before[-1:] in _OPENING_MARKS:
        before = before[:-1]
    subject = _SENTENCES.split(before)[-1]
    others = bool(_OTHERS.search(subject[-40:]))
    score = 0
    also: tuple[str, ...] = ()
    for inside in _brackets(after):
        if _WE.search(inside):
            return _Candidate(start, end, _SAYS_WE, legal=True, also=(*also, *_called(inside)))
        if _THEY.search(inside):
            return _Candidate(start, end, 0, legal=True)
        also = (*also, *_called(inside))
        if _COMPANY.search(inside):
            score = 86
        elif also and start < _NAMING_CHARS and not others:
            score = max(score, 50)
    if (m := _DOES_THEN.match(after)) and _WE.search(m[1]) and not others:
        return _Candidate(start, end, _SAYS_WE, legal=True, also=_called(m[1]))
    early = start < _EARLY_CHARS
    last = before.rstrip(" \n")[-1:]
    signs = (
        (95, last in _MEANT and _MEANS.search(before)),
        (88, early and before.endswith(_JOINED) and _BETWEEN.search(before) and _CONTRACT.search(flat[max(0, start - 60) : end + 80])),
        (84, (last in _LABELLED or before.endswith("\n")) and _LABEL.search(before) and not _listed(flat, start)),
        (82, not others and _RUNS.match(after)),
        (80, not others and last == "由" and _RUN.match(after)),
        (80, before.endswith(" by ") and not _OTHERS.search(subject) and _OPERATED.search(before)),
        (78, early and last and last in "由用择" and _WELCOME.search(before[-24:]) and _RUN.match(after)),
        (75, early and not others and _WITH_YOU.match(after)),
        (70, last and last in "指为是" and _BRAND_MEANS.search(before)),
        (60, early and not others and before.endswith(_APPLIED) and _APPLIES.search(before[-50:])),
        (55, early and not others and _HUMBLE.match(after)),
        (45, early and before.endswith(_GREETED) and _GREETS.search(before[-40:])),
        (45, start < _TITLE_CHARS and before.rpartition("\n")[2].strip() == "" and _OWN_TITLE.match(after)),
        (40, company == alone),
        (35, _COPYRIGHT.search(before[-50:]) or _RESERVED.match(after)),
    )
    score = max([score, *(points for points, sign in signs if sign)])
    return _Candidate(start, end, score, legal=True, also=also)


def _brackets(after: str) -> Iterator[str]:
    """What is said of a name in the brackets behind it, over 及其关联公司, "and its affiliates", "a Delaware corporation"."""
    at = 0
    for _ in range(_GAPS):
        if m := _BESIDE.match(after, at):
            yield m[1]
        elif not (m := _GAP.match(after, at)):
            return
        at = m.end()


def _listed(flat: str, start: int) -> bool:
    """A label in a list of others' kits and partners, not in the policy's own imprint."""
    around = flat[max(0, start - 160) : start]
    own = max(around.rfind(word) for word in ("联系我们", "关于我们", "联系方式", "如何联系", "Contact", "About us", "Who we are"))
    other = max(around.rfind(word) for word in ("SDK", "sdk", "第三方", "合作", "共享", "隐私政策链接", "third part", "Third part", "partner", "processor"))
    return other > own


def _alone(flat: str, named: Sequence[Company]) -> Company | None:
    """The only company with a line of its own, at the head or the end: a letterhead or a signature."""
    lines = [c for c in named if (c.start < 600 or c.start >= len(flat) - 1500) and _has_own_line(flat, c)]
    if len({flat[c.start : c.end] for c in lines}) != 1:
        return None
    low = flat.rfind("\n", 0, max(0, lines[0].start - 2)) + 1
    high = flat.find("\n", lines[0].end + 1)
    around = [c for c in named if low <= c.start < (high if high >= 0 else len(flat))]
    return lines[0] if around == lines[:1] else None


def _has_own_line(flat: str, company: Company) -> bool:
    before = flat[flat.rfind("\n", 0, company.start) + 1 : company.start]
    finish = flat.find("\n", company.end)
    after = flat[company.end : finish if finish >= 0 else len(flat)]
    return not before.strip(" #*") and not re.sub(r"[\d年月日 ./*-]", "", after)


def _beside(flat: str, best: _Candidate, found: Sequence[_Candidate]) -> list[_Candidate]:
    """The companies named in one breath before the one whose bracket says "we" of them all."""
    out: list[_Candidate] = []
    if best.score < 80 or not best.legal:
        return out
    low = best.start
    for one in reversed([c for c in found if c.end <= best.start]):
        if not _ALSO_LISTED.fullmatch(flat, one.end, low):
            break
        out.append(one)
        low = one.start
    return out


def _brands(flat: str, start: int, end: int) -> Iterator[_Candidate]:
    """Names that are no company's and say "we", or run the service."""
    yield from _says_we(flat, start, end)
    for pattern, score in _SAID_OF_BRANDS:
        for m in pattern.finditer(flat, start, end):
            yield from _whole(flat, m, score)


def _says_we(flat: str, start: int, end: int) -> Iterator[_Candidate]:
    """Names whose bracket says "we" of them."""
    for m in _BRACKET.finditer(flat, start, end):
        if not _WE.search(m[1]):
            continue
        low = max(start, m.start() - 160)
        stop = low + len(_WITHOUT_GROUP.sub("", flat[low : m.start()]).rstrip(" \n,"))
        if stop and flat[stop - 1] in "\"」】":
            stop -= 1
        yield from _brand(flat, low, stop, 60, _called(m[1]))


_BRACKET = re.compile(r"\((?=[^()]{0,4}(?:[\"'「『]|以下|下称|下文|合称|统称|简称|或称|hereinafter|collectively|together|referred))([^()]{1,140})")
_WITHOUT_GROUP = re.compile(
    r"(?:(?:及|和|与|以及|或|和/或)?其(?:各自的?|全部|所有)?(?:关联|附属|子|分支)(?:公司|方|企业|机构|实体|主体)"
    r"|,? (?:and|together with|along with|including) (?:its|their|all)\b[^().;\n]{0,100})\s?$"
)
_SAID_OF_BRANDS = (
    (re.compile(r"[\"'](?i:we|us|our)[\"'](?:,? ?(?:and|or|/)? ?[\"'](?i:we|us|our)[\"']){0,3} (?:means?|refers? to|is|are) ([A-Z][\w.&' -]{1,40}?)(?=[.,;(\n])"), 60),
    (re.compile(r"(?:^|\n)(?:the )?(?:responsible (?:person|party|entity|body)|(?:data )?controller|data protection controller|person responsible|operator|provider)(?: (?:for|of|within)\b[^\n]{0,60})?:?(?:\n| (?=[A-Z]))([A-ZÀ-Þ][^\n,;:(]{1,60})(?=[\n,;(]|$)", re.IGNORECASE), 58),
    (re.compile(r"(?:^|\n|[.!?] )(?:The |At )?([A-Z][\w&.'-]{0,30}(?: (?:&|[A-Za-z][\w&.'-]{0,20})){0,4}?) (?:is committed to|respects|values|recogni[sz]es|takes (?:your|the|privacy)|cares about|is the (?:data )?controller|is a company)\b"), 44),
    (re.compile(r"(?i:policy|notice|statement|terms) (?:for|of|by) ([A-Z][\w&.'-]{0,30}(?: [A-Z&][\w&.'-]{0,20}){0,4}) (?:describes?|explains?|sets? out|tells?|governs?)\b"), 43),
    (re.compile(r"(?<![自理])由([^,。;\n由()]{2,20}?)(?:独立|负责|自主|全权)?(?:运营|开发并|研发并|提供产品|制作)"), 45),
    (re.compile(r"(?:[您你]|用户)(?:与|和)([^,。;\n与和()]{2,20}?)(?:\([^()]{0,30}\))?之间(?:关于|就|的|订立|签订)"), 44),
    (re.compile(r"(?:运营主体|运营者|运营方|开发者|开发者名称|主办单位|个人信息处理者)(?:名称)?[:为] ?([^,。;:\n|()]{2,20})(?=[,。;\n]|$)"), 42),
)  # fmt: skip
_BRAND_CHARS = 24
_FULL = re.compile(r"公司|[A-Za-z]")
_OURS = re.compile(r"\b(?:our|this|these|the|your|any) $", re.IGNORECASE)


def _brand(flat: str, low: int, stop: int, score: int, also: tuple[str, ...]) -> Iterator[_Candidate]:
    latin = stop > low and flat[stop - 1].isascii() and (latin_start(flat, low, stop) < stop)
    chinese = chinese_start(flat, max(low, stop - _BRAND_CHARS - 16), stop)
    start = min(latin_start(flat, low, stop), chinese) if latin and not flat[chinese:stop].isascii() else latin_start(flat, low, stop) if latin else chinese
    if latin and _OURS.search(flat, low, start):
        return
    if 2 <= stop - start <= _BRAND_CHARS + 16 * latin and is_name(flat[start:stop]) and not _VERBAL.search(flat[start:stop]):
        yield _Candidate(start, stop, score, legal=False, also=also)


_VERBAL = re.compile(r"我们|[您你]|本(?:政策|协议|声明|软件|平台|网站|应用|服务|产品|公司)|该|收集|处理|信息|规则|客户端|APP$|网站$|第三方|用户|服务$|产品$|软件$|政策|协议|\b(?:services?|website|site|app|policy|terms|information|data|personal|software|agreement|platform|application|apps?|games?|company)$|^(?:we|this|these|our|it|you|your|the|each|every|all|any|such|user|company|customer|data)\b", re.IGNORECASE)


def _whole(flat: str, m: re.Match[str], score: int) -> Iterator[_Candidate]:
    start, end = m.span(1)
    end = start + len(flat[start:end].rstrip())
    name = flat[start:end]
    if is_name(name) and not _VERBAL.search(name) and not _OTHERS.search(flat[max(0, start - 40) : start].rpartition("\n")[2]):
        yield _Candidate(start, end, score, legal=False)


def _called(inside: str) -> tuple[str, ...]:
    names = (quoted or plain for quoted, plain in _CALLED.findall(inside))
    return tuple(dict.fromkeys(n.strip(" ,.") for n in names if not _NO_OTHER_NAME.fullmatch(n.strip())))


def _others(also: Sequence[str], name: str) -> tuple[str, ...]:
    return tuple(other for other in also if other and other.lower() != name.lower())
