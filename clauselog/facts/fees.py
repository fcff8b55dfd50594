"""What it costs: renewals, refunds, price changes, late charges, and amounts."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.fines import fines
from clauselog.facts.guards import phrase_around
from clauselog.facts.numbers import amounts, percentages
from clauselog.facts.patterns import Pattern
from clauselog.facts.periods import periods
from clauselog.facts.statements import Kind, listed, statements
from clauselog.model import Fact, Text

TYPE = "fees"

KINDS = (
    Kind("full-price", Text("优惠结束后按原价收费", "the full price after the discount"), False, Pattern(r"(?:续费|续订|扣费|收费)[^。;]{0,24}(?:原价|标准价|正常价)|(?:优惠|试用|体验)[^。;]{0,12}(?:期满|结束|到期|届满)[^。;]{0,24}(?:原价|标准价|正常价)"),
         Pattern(r"\b(?:renew\w{0,3}|charged|billed)\b[^.;]{0,80}\b(?:full|regular|standard|undiscounted|non-promotional) (?:price|rate|fee)\b"), by=None),
    Kind("auto-renewal", Text("自动续费", "automatic renewal"), False, Pattern(r"(?<!关闭)(?<!取消)(?<!停用)(?<!管理)自动(?:续费|续订|扣费|扣款|扣划|扣除|扣取|划扣|续期|续约|延期|延长|顺延)|自动(?:从|在|向)[^。;,]{0,16}(?:扣取|扣除|扣划|扣款|划扣|收取)"),
         Pattern(r"(?<!turn off )(?<!turning off )(?<!disable )(?<!disabling )(?<!relating to )(?<!regarding )(?<!cancel )(?<!manage )\b(?:automatic(?:ally)?|auto)[- ]?renew\w{0,3}\b(?! (?:is|was|has been) (?:[a-z]+ )?(?:turned off|disabled))|\brenews? automatically\b|\b(?:extend\w{0,3}|renew\w{0,3}|roll(?:s|ed)? over|prolong\w{0,3}|continues?)\b[^.;]{0,80}\b(?:unless|until)\b[^.;]{0,40}\b(?:cancel|terminat|notice|opt)\w{0,4}|\brecurring (?:charges?|payments?|billing|fees?)\b|\b(?:charge|bill) (?:you|your)[^.;]{0,60}\b(?:each|every|renewal)\b"), by=None),
    Kind("no-refund", Text("不予退款", "no refund"), False, Pattern(r"(?:不|不予|不再|概不|无法|不可|不能|不支持|不得)(?:办理|提供|申请|要求|进行)?(?:任何)?(?:形式的)?(?:退款|退还|退费|退回|返还|退换|退课|退票|退卡|退订金)|不退(?:不换|$|[,。;])|[恕概]不退|扣除[^。;]{0,30}(?:费|折扣)|按(?:照)?原价"),
         Pattern(r"\bnon-?refundable\b|\b(?:no|not|without|any) (?:be )?(?:refund(?:s|ed|able)?|entitled to (?:a|any) refund)|\bnot (?:be )?(?:eligible|entitled)[^.;]{0,30}refund|\bunused\b[^.;]{0,80}\b(?:expire|forfeit)"), by=None, polarity="either", listed=True),
    Kind("refund-condition", Text("退款附条件", "conditions for a refund"), False, Pattern(r"(?:退款|退费|退还)[^。;]{0,40}(?:前提|以[^。;,]{0,16}为条件|方可|之后才)|(?:须|需|应)[^。;,]{0,24}(?:退回|交回|寄回|返还)[^。;,]{0,12}发票"),
         Pattern(r"\brefunds?\b[^.;]{0,60}\b(?:subject to|conditional (?:on|upon)|on condition)\b|\brefund\w{0,2}\b[^.;]{0,40}\b(?:only if|provided that)\b"), by=None),
    Kind("forfeit", Text("没收或清零", "forfeiture"), False, Pattern(r"(?:没收|清零|作废|归零|失效)"), None, Pattern(r"余额|保证金|押金|积分|点数|金币|钻石|虚拟|款项|收益|佣金|权益|代币|充值"), None, by=None),
    Kind("free", Text("免收费用", "no charge"), True, Pattern(r"(?:永久|终身|完全|始终|继续)免费|免费(?:使用|提供|开放|享受|取消)|免(?:收|除|付|交)[^。;,]{0,10}费|(?:不|不会|不再|无需|无须)(?:另行|额外|再)?(?:向(?:您|用户))?(?:收取|支付|缴纳)[^。;,]{0,10}费"), None, by=None, polarity="either", but_not=Pattern(r"训练|使用(?:您|你|用户)|授权|许可|试用")),
    Kind("refund", Text("可以退款", "refunds"), True, Pattern(r"(?:可以?|有权|将|会|予以|申请|办理|应)[^。;,]{0,16}(?:退款|退还|退费)|(?:保证金|押金|余额|定金|预付款|款项|费用|学费)[^。;]{0,30}(?<!不)(?<!不予)(?<!不再)(?:退还|返还|退回)|七(?:天|日)无理由"),
         Pattern(r"\b(?:refund(?:s|ed)?|reimburse[sd]?|money back)\b(?! (?:will be|are|is) (?:paid|made|credited|issued|processed)\b[^.;]{0,20}\b(?:to|by|via|using)\b)"), about_en=Pattern(r"\b(?:will|can|may|shall|eligible|entitled|request|must)\b"), by=None, but_not=Pattern(r"(?:您|你|用户|商家|卖家|乙方|客户|主播|买家)[^。;,]{0,16}(?:应|须|需)当?[^。;,]{0,10}(?:退还|退回|返还)")),
    Kind("late-charge", Text("逾期利息或滞纳金", "interest or charges for late payment"), False, Pattern(r"滞纳金|罚息|逾期[^。;]{0,40}(?:利息|违约金|万分之|千分之|百分之|%)"),
         Pattern(r"\blate (?:fees?|charges?|payment charges?)\b|\binterest\b[^.;]{0,60}\b(?:past due|overdue|late|unpaid|per month)|\b(?:past due|overdue|late)\b[^.;]{0,60}\binterest\b"), by=None),
    Kind("cancel-deadline", Text("须提前取消", "a deadline for cancelling"), False, Pattern(r"(?:提前|到期前)[^。;]{0,30}(?:取消|关闭|退订)"),
         Pattern(r"\bcancel\b[^.;]{0,80}\b(?:at least|before)\b[^.;]{0,60}\b(?:hour|day|week|month|end|renew)"), by=None),
    Kind("price-change", Text("可以调整价格", "the right to change prices"), False, Pattern(r"(?:调整|修改|变更|提高)[^。;,]{0,16}(?:价格|费用|收费|资费|费率|定价)|(?:价格|费用|收费|资费|费率)[^。;,]{0,12}(?:调整|变更|变动)|涨价"),
         Pattern(r"\b(?:change|increase|adjust|modify|raise|update)s?\b[^.;]{0,40}\b(?:prices?|pricing|fees?|rates?|charges)\b|\b(?:prices?|fees?|rates?)\b[^.;]{0,30}\b(?:may|can|subject to) (?:change|increase)"), about_zh=None, polarity="stated"),
    Kind("price-kept", Text("承诺价格不变", "the promise to keep the price"), True, Pattern(r"(?:价格|费用|资费)[^。;]{0,16}(?:不变|保持)"),
         Pattern(r"\b(?:price|fees?)\b[^.;]{0,40}\b(?:remain|stay|not (?:change|increase)|locked|guaranteed)\b"), by=None, polarity="either"),
    Kind("charge", Text("收取费用", "charges"), False, Pattern(r"(?<!运营商会)(?<!运营商可能会)(?<!运营商)收取[^。;]{0,20}(?:费|金)|(?<!无)(?<!不)(?<!毋)(?<!必)(?:须|需|应|应当|需要)[^。;,]{0,10}(?:支付|缴纳|补缴|承担)[^。;,]{0,20}(?:费|款|税)|计费|扣除[^。;,]{0,12}(?:费|款|金额)|(?:无法|不能)(?:办理)?退款|(?:授权|同意)[^。;]{0,12}(?:我们|平台|公司)[^。;]{0,24}(?:扣划|扣款|扣除|扣收|扣费|代扣)|费(?:用)?[^。;,]{0,6}由(?:您|你|用户|乙方|买家|客户)[^。;,]{0,6}(?:承担|支付|自理|负担)"),
         Pattern(r"\b(?:authori[sz]e us to charge|we (?:may|will|can) charge(?! you with)|you (?:are|shall be|will be) responsible for (?:any |all |paying )*(?:[a-z]+ ){0,2}(?:taxes|charges|fees|costs)|you (?:will|must|shall|agree to) pay|customer (?:must|shall|will) pay|(?:is|are) charged|payable within|pay us|fees? (?:apply|applies|of))\b"), by=None, listed=True),
)  # fmt: skip
NOTICES = (
    Kind("price-notice", Text("收费或调价前通知", "notice before a price or a renewal takes hold"), True,
         Pattern(r"(?:价格|资费|收费标准|费率|调价|涨价|续费|扣款|扣费)[^。;]{0,40}(?:提前|事先|事前)[^。;,]{0,20}(?:通知|告知|公示|公告|提示|提醒)|(?:提前|事先|事前)[^。;,]{0,20}(?:通知|告知|公示|公告|提示|提醒)[^。;]{0,30}(?:价格|资费|收费标准|费率|调价|涨价|续费|扣款|扣费)"),
         Pattern(r"\b(?:days'?|weeks'?|months'?|prior|advance|reasonable|written|giv\w{1,3}(?: you)?) (?:prior |advance |written )?notice\b[^.;]{0,60}\b(?:pric(?:e|es|ing)|fees?|rates?|charges)\b|\b(?:pric(?:e|es|ing)|fees?|rates?)\b[^.;]{0,60}\b(?:days'?|weeks'?|months'?|prior|advance|reasonable|written) (?:prior |advance |written )?notice\b|\b(?:notify|inform|tell|remind|e-?mail) you\b[^.;]{0,60}\b(?:pric(?:e|es|ing) (?:chang|increas)|change in (?:price|fees)|(?:free )?trial (?:ends?|expires?)|(?:re-?new|charge[ds]?)\b)"),
         by=None, but_not=Pattern(r"(?:无需|无须|不|毋须|不另行?)[^。;,]{0,4}(?:提前|事先|通知)|\bwithout\b[^.;]{0,24}\bnotice\b")),
)  # fmt: skip
"""Told before it costs: read besides the kinds, since the sentence often says both."""
_FINE = Pattern(r"罚款|罚金|\b(?:fine[sd]?|penalt(?:y|ies))\b")
_PRICE = Pattern(
    r"价格|费用|服务费|月费|年费|会员费|收费|每月|每年|手续费|\b(?:price|fee|per (?:month|year|user|seat)|monthly|annual(?:ly)?|subscription|costs?|charge|pay(?= (?:us )?(?:(?:a|an|the) )?(?:minimum|flat|fixed|one-time|additional|at least) (?:of )?[$€£]))\b"
)
_HIGHEST_RATE = 60
"""In percent: no commission or interest is higher; what is speaks of something else."""
_RATE = Pattern(
    r"手续费|服务费|佣金|费率|抽成|分成|利率|利息|违约金|滞纳金|管理费|提成|收取|\b(?:commission|fees?|interest|surcharge|charge[sd]?|rate)\b"
)
_NO_RATE = Pattern(
    r"责任|赔偿|赔付|损失|可用|优惠|折扣|抵扣|返还|奖励|\b(?:liab\w+|damages|availab\w+|uptime|credits?|discount|off|tax|vat)\b"
)
_REFUND = Pattern(
    r"退款|退货|退费|退课|退票|退订|退还|无理由|原路退|\b(?:refund|reimburs)|\bmoney back\b|\breturn(?:s|ed)?\b"
)
# 退款将在7个工作日内…, we will refund you within 14 days: how soon the money comes, not how long one may ask for it
_PAID_BACK = Pattern(
    r"(?:我们|我司|平台|公司|商家|卖家)[^。;]{0,40}(?:退款|退还|退费|退回|返还)|(?:退款|款项|余额|押金|费用|学费)[^。;,]{0,8}(?:将|会|应)[^。;]{0,30}(?:退|返|到账|处理)"
    r"|\b(?:we|company|provider|seller)\b (?:will|shall|must) [^.;]{0,30}\b(?:refund|reimburse|return)|\brefunds? (?:will be|are|is|shall be|takes?|may take)\b"
)
_WITHIN = Pattern(
    r"内[^。;]{0,30}(?:退款|退货|退费|退课|退票|退订|退还|退回|到账|返还|无理由)|\bdays?\b|\bweeks?\b|\bmonths?\b|\bhours?\b"
)
_NO_PRICE = Pattern(r"责任|赔偿|损失|罚款|违约金|奖励|\b(?:liab\w+|damages|fine|penalty|exceed|reward)\b")


def read(context: ClauseContext) -> Iterator[Fact]:
    """The kinds of ``KINDS``, ``price:CNY 30`` for amounts asked for and ``rate:5%`` for shares."""
    yield from statements(context, TYPE, KINDS)
    yield from statements(context, TYPE, NOTICES)
    for sentence in context.sentences:
        if _FINE.search(sentence.low):
            yield from fines(context, sentence, TYPE)
        if _RATE.search(sentence.low) and not _NO_RATE.search(sentence.low):
            for share in percentages(sentence.low):
                if share.value > _HIGHEST_RATE:
                    continue
                left, right = phrase_around(sentence, share.start, share.end)
                yield context.fact(TYPE, f"rate:{share}", sentence.start + left, sentence.start + right, good="no")
        if _REFUND.search(sentence.low):
            for period in periods(sentence.low):
                if _WITHIN.search(sentence.low, period.start, min(len(sentence.low), period.end + 40)):
                    left, right = phrase_around(sentence, period.start, period.end)
                    at = sentence.start
                    how = "paid" if _PAID_BACK.search(sentence.low) else "within"
                    yield context.fact(TYPE, f"refund-{how}:{period}", at + left, at + right, good="yes")
                    break
        if not _PRICE.search(sentence.low) or _NO_PRICE.search(sentence.low):
            continue
        for amount in amounts(sentence.low):
            left, right = phrase_around(sentence, amount.start, amount.end)
            yield context.fact(TYPE, f"price:{amount}", sentence.start + left, sentence.start + right, good="no")


def read_item(context: ClauseContext) -> Iterator[Fact]:
    """What the line above states of the item."""
    return listed(context, TYPE, KINDS)


READER = Reader(
    TYPE,
    ("调价", "trial", "rates", "免费", "无理由", "退货", "不退", "退课", "退换", "退票", "退卡", "续费", "续订", "扣划", "划扣", "罚息", "没收", "清零", "佣金", "抽成", "免收", "%", "百分之", "千分之", "万分之", "扣费", "扣款", "续期", "续约", "退款", "退还", "退费", "退回", "返还", "滞纳金", "逾期", "价格", "费用", "收费", "资费", "费率", "涨价", "计费", "收取", "支付",
     "缴纳", "元", "原价", "罚款", "罚金", "取消", "renew", "extend", "prolong", "roll", "continue", "recurring", "refund", "interest", "late fee", "cancel", "price", "pricing", "fee", "charge",
     "pay", "$", "€", "£", "unused", "penalt", "fine", "tax"),
    read,
    by_sentence=True, read_item=read_item,
)  # fmt: skip
