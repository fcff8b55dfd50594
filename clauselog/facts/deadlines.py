"""How soon somebody has to act: 十五个工作日内答复, 六十日内申请复议, 经过六十日视为送达; "within 30 days"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clauselog.facts.context import ClauseContext, Reader, Sentence
from clauselog.facts.guards import actor, negated, phrase_around
from clauselog.facts.patterns import Pattern
from clauselog.facts.periods import Period, periods
from clauselog.model import Fact

TYPE = "response_deadline"

# 答复, 回复, 予以处理, 完成核查
_ZH_ANSWER = Pattern(
    r"答复|回复|回应|响应|反馈(?!渠道|方式)|处理(?!者|规则|个人信息|您的个人|目的)|办理|受理|核实|核查|解决|回电|回访|回信|跟进|审核|给出|作出|审结|完成|联系(?:您|你|用户|客户|当事人)|与(?:您|你)(?:取得)?联系|(?:通知|告知)(?=[^。;,]{0,6}(?:当事人|债权人|申请人|投诉人|结果))"
)
_ZH_WITHIN = Pattern(r" ?(?:之)?内|(?:前|后)[^。;,]{0,4}内")
_EN_ANSWER = Pattern(
    r"\b(?:respon(?:d|ds|se|ding)|repl(?:y|ies)|answer|get back to you|hear (?:back )?from us|have (?:our|an) (?:answer|reply|decision)|acknowledged?|resolved?|act on|address|comply with (?:your|the|any|all|such)|fulfil+|process(?:ed)? (?:your|the|all|any|such)|honou?r|complete (?:your|the|such)|eras(?:e|ure|ing)|deletion|do so|handle|decide|determin(?:e|ation)|decision|contact you|notify|give (?:written )?notice|provide (?:you|the) (?:with )?(?:the )?(?:information|data|copy)|extend)\b"
)
_EN_REQUEST = Pattern(
    r"\b(?:requests?|inquir(?:y|ies)|enquir(?:y|ies)|complaints?|questions?|contact|appeals?|access|rights?|respond|reply|eras(?:e|ure)|notice|applications?|verif(?:y|ied|ication)|decision)\b"
)
_EN_WITHIN = Pattern(r"\b(?:within|in|no later than|not later than|under|takes? up to|up to)\b[^.;]{0,24}$")
# 不服的,可以自收到之日起六十日内申请复议; an appeal must be lodged within 28 days
_ZH_OWN = Pattern(
    r"(?:申请|提起|提出|要求|主张|请求|进行|向)[^。;,]{0,24}(?:复议|诉讼|上诉|申诉|异议|复核|起诉|仲裁|索赔|赔偿|担保|清偿|登记|答辩|举报|请求|主张|申请|提出)|上诉|起诉|申诉|异议|索赔"
)
_ZH_OF_PERSON = Pattern(
    r"您|你|用户|当事人|利害关系人|债权人|申请人|被处罚人|客户|乙方|买方|消费者|相对人|不服|异议|用人单位|投诉人|权利人"
)
_EN_OWN = Pattern(
    r"\b(?:appeals?|object(?:ions?)?|claims?|disput(?:e|es)|challeng(?:e|es)|(?:apply|application) for (?:a )?review)\b[^.;]{0,60}\b(?:within|no later than|not later than)\b[^.;]{0,20}$"
    r"|\byou (?:must|should|need to|have to|shall) (?:tell|notify|inform|report (?:it )?to|contact|write to) us\b[^.;]{0,60}\b(?:within|no later than|not later than)\b[^.;]{0,20}$"
)
# 自公告之日起经过六十日,即视为送达; deemed served after 14 days
_ZH_DEEMED = Pattern(r"[^。;]{0,10}视(?:为|同)[^。;,]{0,6}(?:送达|收到|通知)")
_EN_DEEMED = Pattern(r"\bdeemed\b[^.;]{0,24}\b(?:served|received|given|delivered)\b")
_OF_MONEY = Pattern(r"退款|退货|退还|退费|退回|\b(?:refund|return|cancel|withdraw|renew|pay)")
# who is told of a breach, and how soon a fault is seen to, is read elsewhere
_OF_BREACH = Pattern(r"泄露|受影响|安全事件|故障|\bbreach|\baffected\b|\bincidents?\b|\boutages?\b")
# we will notify you of changes 14 days before they take effect: nobody has asked for anything
_OF_CHANGES = Pattern(
    r"\b(?:changes?|amendments?|modifications?|updates?|revisions?)\b[^.;]{0,100}\b(?:tak(?:e|es|ing) effect|effective|(?:come|enter)s? into)\b"
)
_USERS_TURN = Pattern(r"(?:您|你|用户)(?:应|须|需|应当|可|可以|有权)(?:在)?[^。;,]{0,10}$")


def read(context: ClauseContext) -> Iterator[Fact]:
    """``P15BD``: how long an answer may take; ``own:P30D``: how long the person may; ``deemed:P60D``: when a notice counts."""
    for sentence in context.sentences:
        stated = tuple(periods(sentence.low))
        seen = (_answers(context, sentence, stated) or _others(context, sentence, stated)) if stated else None
        if seen:
            value, start, end = seen
            left, right = phrase_around(sentence, start, end)
            at = sentence.start
            yield context.fact(TYPE, value, at + left, at + right, actor="user" if value[0] == "o" else "provider")


def _answers(context: ClauseContext, sentence: Sentence, stated: Sequence[Period]) -> tuple[str, int, int] | None:
    low = sentence.low
    zh = context.lang == "zh"
    pattern = _ZH_ANSWER if zh else _EN_ANSWER
    answers = [(m.start(), m.end()) for m in pattern.finditer(low)]
    if not answers or (not zh and not _EN_REQUEST.search(low)):
        return None
    for period in stated:
        if zh and not _ZH_WITHIN.match(low, period.end):
            continue
        latest = low[period.end : period.end + 16].strip().startswith("at the latest")
        extended = _EN_EXTENDED.search(low, 0, period.start)
        if not zh and not (latest or extended or _EN_WITHIN.search(low, 0, period.start)):
            continue
        near = [a for a in answers if (0 <= a[0] - period.end <= 40) or (not zh and 0 <= period.start - a[1] <= 140)]
        # 六十日内提出申诉,我们会在15个工作日内答复: the answer belongs to the period right before it
        if zh and near and any(period.end < later.start < near[0][0] for later in stated):
            continue
        if (
            not near
            or _USERS_TURN.search(low, 0, period.start)
            or (
                actor(sentence, near[0][0]) == "user"
                and not low.startswith(("hear", "have", "eras", "deletion"), near[0][0])
            )
        ):
            continue
        if negated(sentence, near[0][0], reach=12) or _OF_MONEY.search(low, period.end, near[0][1] + 12):
            continue
        if _own(context, sentence, period.start, period.end) or _OF_BREACH.search(low) or _OF_CHANGES.search(low):
            continue
        return str(period), min(period.start, near[0][0]), max(period.end, near[0][1])
    return None


def _others(context: ClauseContext, sentence: Sentence, stated: Sequence[Period]) -> tuple[str, int, int] | None:
    low = sentence.low
    deemed = (_ZH_DEEMED if context.lang == "zh" else _EN_DEEMED).search(low)
    for period in stated:
        if deemed and abs(deemed.start() - period.end) < _NEAR_CHARS:
            return f"deemed:{period}", min(period.start, deemed.start()), max(period.end, deemed.end())
        own = _own(context, sentence, period.start, period.end)
        if own:
            return f"own:{period}", min(period.start, own[0]), max(period.end, own[1])
    return None


_NEAR_CHARS = 60
_EN_EXTENDED = Pattern(r"\bextend\b[^.;]{0,30}\bby (?:an? )?(?:additional|further|another|up to)?[^.;]{0,12}$")


def _own(context: ClauseContext, sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """Where the sentence says what the person has the period for; None where the period is nobody's or the provider's."""
    low = sentence.low
    if context.lang != "zh":
        found = None if _OF_MONEY.search(low) else _EN_OWN.search(low, 0, start)
        return (found.start(), end) if found else None
    if not _ZH_WITHIN.match(low, end) or not _ZH_OF_PERSON.search(low, 0, end) or _OF_MONEY.search(low):
        return None
    done = _ZH_OWN.search(low, end, end + 40)
    return done.span() if done else None


READER = Reader(
    TYPE,
    ("联系", "告知", "通知", "作出", "审结", "上诉", "起诉", "申请", "申诉", "异议", "索赔", "提起", "提出", "视为", "视同", "回电", "回访", "回信", "跟进", "审核", "给出", "完成", "答复", "回复", "回应", "响应", "反馈", "处理", "办理", "受理", "核实", "核查", "解决", "respon", "repl", "answer", "hear ", "decision", "get back",
     "acknowledge", "resolve", "act on", "address", "comply", "fulfil", "process", "honor", "honour", "complete", "eras", "deletion", "handle", "do so", "decide", "determin", "contact you", "notify", "notice", "information", "extend", "appeal", "object", "claim", "disput", "challeng", "complain", "review", "deemed", "tell us", "write to us", "contact us", "report it"),
    read,
    by_sentence=True,
)  # fmt: skip
