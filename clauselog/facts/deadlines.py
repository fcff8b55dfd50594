"""How soon the provider answers: 十五个工作日内答复, "respond to your request within 30 days"."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.guards import actor, negated, phrase_around
from clauselog.facts.patterns import Pattern
from clauselog.facts.periods import periods
from clauselog.model import Fact

TYPE = "response_deadline"

# 答复, 回复, 予以处理, 完成核查
_ZH_ANSWER = Pattern(
    r"答复|回复|回应|响应|反馈(?!渠道|方式)|处理(?!者|规则|个人信息|您的个人|目的)|办理|受理|核实|核查|解决|回电|回访|回信|跟进|审核|给出|作出决定|完成"
)
_ZH_WITHIN = Pattern(r" ?(?:之)?内|(?:前|后)[^。;,]{0,4}内")
_EN_ANSWER = Pattern(
    r"\b(?:respon(?:d|ds|se|ding)|repl(?:y|ies)|answer|get back to you|hear (?:back )?from us|have (?:our|an) (?:answer|reply|decision)|acknowledged?|resolved?|act on|address|comply with|fulfil+|process(?:ed)? (?:your|the|all|any|such)|honou?r|complete (?:your|the|such)|erasure|handle)\b"
)
_EN_REQUEST = Pattern(
    r"\b(?:requests?|inquir(?:y|ies)|enquir(?:y|ies)|complaints?|questions?|contact|appeals?|access|rights?|respond|reply|erasure|notice)\b"
)
_EN_WITHIN = Pattern(r"\b(?:within|in|no later than|not later than|under|takes? up to|up to)\b[^.;]{0,24}$")
_USERS_TURN = Pattern(r"(?:您|你|用户)(?:应|须|需|应当|可|可以|有权)(?:在)?[^。;,]{0,10}$")


def read(context: ClauseContext) -> Iterator[Fact]:
    """``P15BD``, ``P30D``: how long an answer may take."""
    for sentence in context.sentences:
        low = sentence.low
        zh = context.lang == "zh"
        pattern = _ZH_ANSWER if zh else _EN_ANSWER
        answers = [(m.start(), m.end()) for m in pattern.finditer(low)]
        if not answers or (not zh and not _EN_REQUEST.search(low)):
            continue
        stated = list(periods(low))
        for period in stated:
            if zh and not _ZH_WITHIN.match(low, period.end):
                continue
            latest = low[period.end : period.end + 16].strip().startswith("at the latest")
            if not zh and not (latest or _EN_WITHIN.search(low, 0, period.start)):
                continue
            near = [
                a for a in answers if (0 <= a[0] - period.end <= 40) or (not zh and 0 <= period.start - a[1] <= 140)
            ]
            # 六十日内提出申诉,我们会在15个工作日内答复: the answer belongs to the period right before it
            if zh and near and any(period.end < later.start < near[0][0] for later in stated):
                continue
            if (
                not near
                or _USERS_TURN.search(low, 0, period.start)
                or (actor(sentence, near[0][0]) == "user" and not low.startswith(("hear", "have"), near[0][0]))
            ):
                continue
            if negated(sentence, near[0][0], reach=12):
                continue
            start, end = min(period.start, near[0][0]), max(period.end, near[0][1])
            left, right = phrase_around(sentence, start, end)
            yield context.fact(TYPE, str(period), sentence.start + left, sentence.start + right)
            break


READER = Reader(
    TYPE,
    ("回电", "回访", "回信", "跟进", "审核", "给出", "完成", "答复", "回复", "回应", "响应", "反馈", "处理", "办理", "受理", "核实", "核查", "解决", "respon", "repl", "answer", "hear ", "decision", "get back",
     "acknowledge", "resolve", "act on", "address", "comply", "fulfil", "process", "honor", "honour", "complete", "erasure", "handle"),
    read,
    by_sentence=True,
)  # fmt: skip
