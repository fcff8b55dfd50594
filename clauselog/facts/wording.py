"""Words whose coming or going deserves a human look although no fact was read: negations, modals, numbers, parties, law, places."""

from __future__ import annotations

from clauselog.facts.context import lower
from clauselog.facts.numbers import EN_NUMBER
from clauselog.facts.patterns import Pattern
from clauselog.facts.places import places
from clauselog.model import Text
from clauselog.text import narrow

_NEGATION = Pattern(
    r"不(?!同|断|时|限于|仅)|未(?!来|成年)|无需|无须|无权|除非|除外|禁止|拒绝|勿|例外"
    r"|\b(?:not|never|no|without|unless|except|neither|nor|cannot|exclud\w{0,5})\b|n't\b"
)
_MODAL = Pattern(
    r"应当|应该|必须|有权|可以|可能|须|需要|得以|义务|承诺|保证|将会|默认"
    r"|\b(?:may|must|shall|will|can|could|should|might|required|obligat\w{1,5}|entitled|reserve[sd]?|guarantee[sd]?|agree[sd]?|consent\w{0,2})\b"
)
_NUMBER = Pattern(rf"\d|[一二三四五六七八九十百千万]{1, 9}(?:个|日|天|月|年|元|周岁|小时|%)|{EN_NUMBER}")
_LEGAL = Pattern(
    r"责任|赔偿|损失|违约|终止|解除|法律|法规|管辖|仲裁|诉讼|许可|授权|同意|个人信息|隐私|权利|费用|退款|第三方|关联公司|共享|转让|披露|删除|注销|监护人|未成年"
    r"|\b(?:liab\w{2,8}|indemn\w{1,8}|damages|terminat\w{1,5}|law|arbitrat\w{1,5}|court|licen[sc]e\w?|personal (?:data|information)|third[- ]part\w{1,3}|fees?"
    r"|refund\w{0,3}|share[sd]?|disclos\w{1,4}|delet\w{1,4}|rights?|warrant\w{1,4}|parent|minors?|child\w{0,3}|affiliate[sd]?|subprocessors?|opt[- ]?out|retain\w{0,3})\b"
)
_PARTY = Pattern(r"有限公司|有限责任公司|股份公司|集团|\b(?:inc|llc|ltd|limited|gmbh|b\.v|corp|corporation|s\.a|pte)\b")
_KINDS = (
    (_NEGATION, Text("否定词", "a negation")),
    (_NUMBER, Text("数字", "a number")),
    (_MODAL, Text("义务或许可用语", "a modal")),
    (_PARTY, Text("主体名称", "a party")),
    (_LEGAL, Text("法律用语", "a legal term")),
)


def weighty(fragment: str) -> tuple[Text, int, int] | None:
    """The kind and span of the weightiest such word in an inserted or deleted piece of text; None without one."""
    low = lower(narrow(fragment))
    for pattern, kind in _KINDS:
        if match := pattern.search(low):
            return kind, match.start(), match.end()
    for _, start, end in places(low):
        return Text("地名", "a place"), start, end
    return None
