"""Recipients one by one: those a sentence names, and those that stand in a list or table without a verb of their own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from clauselog.facts.context import ClauseContext, Sentence
from clauselog.facts.guards import negated, phrase_around
from clauselog.facts.patterns import Pattern
from clauselog.facts.recipients import ANY, Recipient, recipients
from clauselog.facts.statements import quotable
from clauselog.model import Fact, Text

TYPE = "third_party"
_MOST_NAMES = 60
_HEAD_CHARS = 120

# 合作方可能将其与其他数据结合; who may combine it with other information
COMBINE = Pattern(
    r"(?:合作(?:伙伴|方)|第三方|接收方|广告[主商]|平台|服务商|机构)[^。;]{0,40}(?:与|同|和)(?:其|自身|他们|自己)[^。;]{0,24}(?:结合|合并|关联|匹配|整合|汇总|综合|比对)"
    r"|\b(?:partners?|third[- ]parties|they|who|which|advertisers|companies|recipients|vendors|providers|networks|affiliates)\b[^.;]{0,40}\b(?:combine|merge|match|link|supplement|append|correlate)s?\b[^.;]{0,60}\bwith\b[^.;]{0,40}\b(?:other|their own|own|additional)\b"
)
# they may use it for their own marketing
OWN = Pattern(
    r"(?:用于|为)(?:其|他们)(?:自身|自己|自有|独立)的?[^。;,]{0,8}(?:目的|用途|营销|推广|业务|经营|广告)|(?:合作(?:伙伴|方)|第三方|接收方)[^。;,]{0,12}自行(?:决定|使用)"
    r"|\bfor (?:their|its|the recipient's) own\b[^.;]{0,40}\b(?:purposes?|uses?|marketing|benefit|business)\b|\bown (?:direct )?marketing purposes\b|\b(?:improv|develop|provid|promot|market|train|offer)\w{0,3}\b[^.;]{0,30}\btheir (?:own )?(?:\w+ )?(?:services|products|models|business(?:es)?|offerings)\b|(?:改进|优化|开发|提供|推广|训练)[^。;,]{0,8}(?:其|他们)(?:自身|自己|自有)?的?(?:产品|服务|模型|业务)"
)
USES = (
    ("advertising", Text("投放广告", "advertising"), Pattern(r"广告|\b(?:advertis\w{1,5}|retarget\w{0,3})\b")),
    ("marketing", Text("营销推广", "marketing"), Pattern(r"营销|推广|推销|\b(?:marketing|promot(?:e|ion|ional|ing))\b")),
    ("training", Text("训练模型", "training models"), Pattern(r"(?:训练|优化)[^。;,]{0,12}(?:模型|算法)|模型[^。;,]{0,4}训练|\btrain(?:ing)?\b[^.;,]{0,40}\b(?:models?|algorithms?|ai|systems?)\b")),
    ("scoring", Text("信用评估", "credit scoring"), Pattern(r"信用(?:评估|评分|评价)|授信|贷前|\bcredit (?:scor\w{1,4}|decisions?|assessments?)\b|\bcreditworthiness\b")),
    ("combining", Text("与其他数据合并", "combining with other data"), COMBINE),
    ("own", Text("自身目的", "purposes of their own"), OWN),
    ("profiling", Text("用户画像", "profiling"), Pattern(r"用户画像|\bprofiling\b|\bbuild(?:ing)? (?:a )?profiles?\b")),
)  # fmt: skip
"""What recipients do with data that makes a difference to the person: id, name, words."""
MARKS = {
    "combining": ("结合", "合并", "关联", "匹配", "整合", "汇总", "综合", "比对", "combine", "merge", "match", "link", "supplement", "append", "correlate"),
    "own": ("自身", "自己", "自有", "独立", "自行", "其", "他们", " own ", "their "),
}  # fmt: skip
"""Words of which one stands wherever the use is named."""
_HARDLY = Pattern(r"难以|无法|不能|不可|\b(?:cannot|unable|impossible)\b")
_OF_ADVERTISERS = ("advertising", "marketing")

# 友盟统计sdk: the name right before it, in the same list item
_SDK_NAME = Pattern(
    r"(?:^|[,、:;(|。 \n]|接入|集成|嵌入|使用|包括|了)(?P<name>[^\s,、:;(。|]{2,16}?(?: [^\s,、:;(。|]{2,10}?)?) ?sdk(?![a-z])(?!目录|列表|清单|名称|类)"
)
_NO_SDK_NAME = Pattern(
    r"^(?:.{0,4}第三方|合作|相关|有关|以下|上述|各类?|.{0,3}该|.{0,2}此类?|其|部分|多个|其他|这些|.{0,3}的|the|third[- ]party|an?|our|some|other|this)$"
)
_SDK_LEADING = Pattern(r"^.*(?:通过|使用|接入|集成|嵌入|调用|阻止|由|至|和|与|及|或|“|\")(?=.{2})")
_ZH_COMPANY = Pattern(r"(?P<name>[一-鿿()]{2,26}?(?:有限责任公司|股份有限公司|有限公司))")
_ZH_LEADING = Pattern(r"^.*(?:由|是|为|即|称|与|和|及|者|向|给|至|主体|名称|公司)(?=.{6})")


def named_in(
    context: ClauseContext, sentence: Sentence, found: tuple[Recipient, ...], *, listed: bool = False
) -> Iterator[Fact]:
    """``to:`` each kind of recipient, ``name:`` each company and ``for:`` what they do with the data, of one sentence.

    ``sentence`` in the detail tells which facts stand together.
    """
    at = str(sentence.start)
    for recipient in islice(found, _MOST_NAMES):
        if recipient.id == ANY:
            continue
        start, end = (
            (recipient.start, recipient.end) if recipient.named else quotable(sentence, recipient.start, recipient.end)
        )
        value = f"{'name' if recipient.named else 'to'}:{recipient.id}"
        yield context.fact(
            TYPE, value, sentence.start + start, sentence.start + end,
            good="no", zh=recipient.name.zh, en=recipient.name.en, sentence=at,
        )  # fmt: skip
    for id, use, pattern in USES:
        marks = MARKS.get(id)
        hit = pattern.search(sentence.low) if marks is None or any(m in sentence.low for m in marks) else None
        if (
            hit is None
            or _HARDLY.search(sentence.low, max(0, hit.start() - 12), hit.end())
            or (negated(sentence, hit.start()) and not listed)
        ):
            continue
        for recipient in {
            r.id: r for r in found if not r.named and not (r.id == "advertisers" and id in _OF_ADVERTISERS)
        }.values():
            start, end = phrase_around(sentence, *hit.span())
            yield context.fact(
                TYPE, f"for:{recipient.id}>{id}", sentence.start + start, sentence.start + end, good="no",
                zh=f"{recipient.name.zh}用于{use.zh}", en=f"{use.en} by {recipient.name.en}", sentence=at,
            )  # fmt: skip


def toolkits(context: ClauseContext, start: int, end: int, at: int) -> Iterator[Fact]:
    """``to:友盟 sdk``: the toolkits named in a stretch of the clause, which belongs to the sentence at ``at``."""
    for named in islice(_SDK_NAME.finditer(context.low, start, end), _MOST_NAMES):
        name, start = context.raw[named.start("name") : named.end("name")].strip(), named.start("name")
        if lead := _SDK_LEADING.match(name):
            name, start = name[lead.end() :].strip(), start + lead.end()
        if not _NO_SDK_NAME.search(name.lower()):
            yield context.fact(
                TYPE, f"to:{name.lower()} sdk", start, named.end(),
                good="no", zh=f"{name} SDK", en=f"{name} SDK", sentence=str(at),
            )  # fmt: skip


def companies(context: ClauseContext, sentence: Sentence) -> Iterator[Fact]:
    """``name:…有限公司``: companies with their full Chinese name."""
    if "有限" not in sentence.low:
        return
    for match in islice(_ZH_COMPANY.finditer(sentence.text), _MOST_NAMES):
        name, start = match["name"], match.start()
        if lead := _ZH_LEADING.match(name):
            name, start = name[lead.end() :], start + lead.end()
        if len(name) >= 6:
            yield context.fact(
                TYPE, f"name:{name}", sentence.start + start, sentence.start + match.end(),
                good="no", zh=name, en=name, sentence=str(sentence.start),
            )  # fmt: skip


# --------------------------------------------------------------------------------------------- lists

# 我们会与以下第三方共享:, 未经同意不会提供, 但以下情况除外:, 合作伙伴包括:, 接入的sdk如下:
_ZH_LEAD = Pattern(
    r"(?:共享|披露|提供给|转让|分享|委托[^。;]{0,16}处理|(?:向|与|和|给)[^。;]{0,24}提供)[^。;]{0,60}(?:以下|下列|如下|除外|之一|包括|[:：]$)"
    r"|(?:以下|下列|如下)[^。;]{0,40}(?:共享|披露|提供|转让|分享)"
    r"|(?:合作(?:伙伴|方|机构)|第三方|接收方|sdk|服务商|供应商|受托(?:方|人))[^。;:]{0,24}(?:包括|如下|以下|为|有|清单|目录|列表)"
)
_ZH_EXCEPT = Pattern(r"除外|除(?:以下|下列|非)|但以下|但下列|除")
_EN_LEAD = Pattern(
    r"\b(?:shar(?:e|ed|ing)|disclos(?:e|ed|ing|ures?)|transfer(?:red)?|provid(?:e|ed)|sold|sell|available|given|passed|sent)\b[^.;]{0,160}(?::|\b(?:to|with|if|when|by|for|the following|as follows|including))$"
    r"|\b(?:recipients|third[- ]part(?:y|ies)|(?:business |advertising |marketing |our )partners|service providers|vendors|(?:sub-?)?processors|sdks?|affiliates)\b[^.;:]{0,80}\b(?:include|are|may be|following|as follows)\b[^.;:]{0,20}:$"
    r"|\bthird[- ]party (?:service ?providers?|services|vendors|tools|sdks?|libraries)\b[^.;:]{0,30}\b(?:used|employed|integrated|relied on) by\b[^.;:]{0,40}:$"
    r"|\b(?:sub-?processors|service providers|vendors|recipients|third[- ]part(?:y|ies)) ?:$|\bcategories of (?:third parties|recipients)\b[^.;:]{0,80}:$"
)
_EN_EXCEPT = Pattern(r"\b(?:except|unless|other than|only|however|but)\b")
_RIGHTS = Pattern(
    r"\b(?:customers?|users?|members?|subscribers?|partners?|developers?) (?:can|may|must|should|shall|agrees?)\b|\bright\b|\bask (?:us|for)\b|\byou (?:can|may|must|should|agree not)\b|\bwe will (?:disclose|provide)[^.;]{0,20} to you\b|\bprovide you\b|\byou (?:provide|share|give|send|submit)\b|您(?:可以?|有权|应|不得)|向您提供|为您提供|您(?:提供|分享|填写|提交)"
)
_NAMES_PARTIES = Pattern(
    r"\b(?:following|these)\b[^.;:]{0,40}\b(?:recipients|third[- ]part(?:y|ies)|partners|providers|vendors|processors|entities|persons|companies|organi[sz]ations|part(?:y|ies)|affiliates)\b|\b(?:with|to) ?:?$"
    r"|\b(?:recipients|third[- ]part(?:y|ies)|partners|providers|vendors|(?:sub-?)?processors|sdks?|affiliates)\b[^.;:]{0,40}(?:\b(?:include|are|may be)\b[^.;:]{0,12})?:$|\bcategories of (?:third parties|recipients)\b"
    r"|(?:以下|下列|如下|包括|有|为)[^。;:]{0,14}(?:第三方|合作|接收方|公司|机构|主体|服务商|供应商|sdk|各方|单位|类型|类别|人员)[^。;:]{0,12}:?$|(?:第三方|合作(?:伙伴|方|机构)|接收方|sdk|服务商|供应商|受托方)[^。;:]{0,16}(?:包括|如下|有|为|清单|目录|列表)[^。;:]{0,10}:?$"
)
# 我们会提供以下信息:, for the following purposes: the items are no recipients
_NAMES_ELSE = Pattern(
    r"(?:以下|下列|如下)[^。;:]{0,12}(?:信息|数据|资料|内容|字段|原则|目的|用途|要求|规则|方式|措施|权限)[^。;:]{0,8}:?$|\b(?:following|these)\b[^.;:]{0,24}\b(?:information|data|purposes?|principles|reasons|details|rights|measures|steps|requirements|obligations|rules)\b[^.;:]{0,30}:?$"
)
# an item that says nothing of who gets data: with your consent, as the law demands
_NOBODY = Pattern(
    r"同意|授权|法律|法规|法院|诉讼|依法|自行公开|主动公开|合法公开|\bconsent\b|\bpermission\b|\byour (?:direction|request|instruction)|\b(?:required|permitted|allowed) by (?:applicable )?law|\blegal\b|\bto comply\b|\bto protect\b|\brights?\b"
)
_HEAD_END = Pattern(r"[:：。;]| [-–—] |\. ")


def read_item(context: ClauseContext) -> Iterator[Fact]:
    """What an item of a list states because the line above it speaks of recipients; nothing where that does not."""
    zh = not context.lead.isascii()
    lead = context.lead
    if not (_ZH_LEAD if zh else _EN_LEAD).search(lead) or _RIGHTS.search(lead):
        return
    above = Sentence(lead, lead, 0)
    if negated(above, len(lead) - 1, reach=200) and not (_ZH_EXCEPT if zh else _EN_EXCEPT).search(lead):
        return
    item = context.sentences[0]
    end = _HEAD_END.search(item.low, 2)
    head = item.low[: min(end.start() if end else len(item.low), _HEAD_CHARS)]
    found = tuple(recipients(head)) or tuple(recipients(item.low))
    if not found and _NOBODY.search(item.low):
        return
    parties = _NAMES_PARTIES.search(lead) is not None
    if not parties and (not found or _NAMES_ELSE.search(lead)):
        return
    start, stop = quotable(item, 0, len(head))
    known = any(r.id != ANY for r in found)
    yield context.fact(
        TYPE, "sharing", item.start + start, item.start + stop, good="no", grave="light" if known else "no",
        zh="向他人提供信息", en="passing data on to others", sentence=str(item.start),
    )  # fmt: skip
    yield from named_in(context, item, found, listed=True)
    if "sdk" in item.low:
        yield from toolkits(context, item.start, item.end, item.start)
    if zh:
        yield from companies(context, item)


# -------------------------------------------------------------------------------------------- tables

_CELL = Pattern(r"[^|]+")
_MARKED = Pattern(r" ?(?:[a-z]|\d{1,2}|[ivx]{1,4})[.)] ")
_LEAST_SHARE_RATIO = 0.3
_SHORT_CELL_CHARS = 60


def read_row(context: ClauseContext) -> Iterator[Fact]:
    """The recipients that a row of a table names: those that make up a cell, or stand in a short one."""
    for cell in _CELL.finditer(context.low):
        low = cell.group()
        if _MARKED.match(low):
            continue
        found = tuple(r for r in recipients(low) if r.id != ANY)
        covered = sum(r.end - r.start for r in found)
        if found and (covered >= _LEAST_SHARE_RATIO * len(low.strip()) or len(low.strip()) <= _SHORT_CELL_CHARS):
            stretch = Sentence(context.text[cell.start() : cell.end()], low, cell.start())
            for recipient in found:
                value = f"{'name' if recipient.named else 'to'}:{recipient.id}"
                start, end = (
                    (recipient.start, recipient.end)
                    if recipient.named
                    else quotable(stretch, recipient.start, recipient.end)
                )
                yield context.fact(
                    TYPE, value, stretch.start + start, stretch.start + end,
                    good="no", zh=recipient.name.zh, en=recipient.name.en, sentence=str(stretch.start),
                )  # fmt: skip
        if "sdk" in low:
            yield from toolkits(context, cell.start(), cell.end(), cell.start())
