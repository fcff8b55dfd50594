"""Where disputes are fought: which court, which arbitration body, and which rights to a court are waived."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader, Sentence
from clauselog.facts.guards import negated, phrase_around
from clauselog.facts.lexicon.terms import terms
from clauselog.facts.patterns import Pattern
from clauselog.facts.periods import periods, read_period
from clauselog.facts.places import place_name, places
from clauselog.facts.statements import quotable
from clauselog.model import Fact, Text

TYPE = "dispute_forum"

_ZH_OPT_OUT = Pattern(r"(?:选择)?(?:退出|拒绝|不接受|不适用|不受)[^。;,]{0,10}仲裁")
_PLACE_STOP = r"[^,。;:、()《》\"]"
# 提交深圳市南山区人民法院管辖; 向被告住所地有管辖权的人民法院提起诉讼
_ZH_COURT = Pattern(
    rf"(?:提交(?:至|到|给|于)?|提请|诉诸|交由|应?由|均?向|诉至|选择|约定|归|为|到|在|至)(?P<place>{_PLACE_STOP}{{0,40}}?)(?:人民)?法院"
    r"(?=[^。;]{0,14}(?:管辖|诉讼|起诉|解决|处理|裁判|审理)|[。;]?$)"
)
_ZH_SUES = Pattern(r"管辖|诉讼|起诉|争议|纠纷|审理")
_ZH_ARBITRATION = Pattern(
    rf"(?:提交(?:至|到|给|于)?|提请|交由|由|向|申请|递交)(?P<body>{_PLACE_STOP}{{0,30}}?(?:仲裁委员会|仲裁院|仲裁中心|仲裁委|仲裁协会))"
    r"|(?:提交|提请|申请|通过|以|采用|进行|诉诸)(?:有约束力的|终局的|具有约束力的|最终)?(?P<plain>仲裁)(?:方式)?(?!地|裁决|规则|协议|机构的|员)"
)
_ZH_CLASS_WAIVER = Pattern(r"(?:放弃|不得|不参与|不参加)[^。;]{0,20}(?:集体|集团|代表人)(?:诉讼|仲裁|索赔)")
# courts located in Dublin; the state and federal courts of San Francisco County, California
_EN_COURT = Pattern(
    r"\bcourts?\b(?: of (?:competent )?(?:law|jurisdiction))?(?: that are| which are)?(?: \(?(?:located|sitting|seated|situated|based)\)?)?"
    r"(?: exclusively| solely)? (?:in|of|within|for|at) (?P<place>[^.;()]{2,90})"
)
# the San Francisco courts, Irish courts
_EN_NAMED_COURT = Pattern(r"\b(?P<name>(?:[A-Z][\w'-]+ ){1,3})(?:[a-z]+ ){0,3}courts?\b")
_EN_SUES = Pattern(
    r"\bjurisdiction\b|\bvenue\b|\bexclusive(?:ly)?\b|\b(?:brought|litigated|resolved|settled|heard|filed|submit(?:ted)?|adjudicated|commenced|instituted|decided|determined|dealt with|tried|go to|bring|sue|courts (?:of|in) [^.;]{1,60} (?:shall|will) (?:have|decide|hear)|subject to|(?:law)?suits?|tak(?:e|es|ing) place)\b"
)
_EN_PLACE = Pattern(
    r"(?:the )?(?:[a-z]{1,20} of )?(?P<name>[A-Z][\w.'&-]*(?:,? (?:(?:of|and|the|de) )?[A-Z][\w.'&-]*){0,5})"
)
_EN_HOME = Pattern(
    r"\b(?:your|the consumer'?s|the user'?s) (?:country|place|state|habitual|home|residence|domicile|local)|\b(?:where|in which|place) you (?:live|reside|are (?:domiciled|resident|based))"
)
# submit to binding arbitration, settled by arbitration, arbitration administered by the AAA
_EN_ARBITRATION = Pattern(
    r"\b(?:binding|mandatory|final|individual|confidential|exclusive)(?:,? and)?(?: [a-z]+){0,2} arbitration\b"
    r"|\b(?:by|through|to|via|in|under)(?: (?:a|an|the|final|binding|neutral|individual|confidential|and|single)){0,4} arbitration\b"
    r"|\barbitration (?:administered|conducted|before|rules|proceedings|agreement|shall|will|is)\b|\bgo(?:es)? to arbitration\b|\b(?:by|before|to) (?:an?|the|one|three) (?:[a-z]+ ){0,2}arbitrators?\b|\b(?:rules of|subject to|referred to|submit(?:ted)? to) arbitration\b|\barbitrated\b|\b(?:to|must|shall|will) arbitrate\b"
)
_EN_DUTY = Pattern(
    r"\b(?:shall|will|must|agree[sd]?|submit(?:ted)?|resolved?|settled?|binding|administered|finally|referred|exclusively|arbitrated|arbitrate|go(?:es)? to|(?:disputes?|claims?) (?:is|are) (?:resolved|settled|decided|subject))\b"
)
_EN_NO_ARBITRATION = Pattern(
    r"\bopt(?:ing)?[- ]?out of\b|\b(?:not|no longer|never)\b[^.;,]{0,30}\barbitrat|\bexcept(?:ion)?s? to\b|\bwithout\b[^.;,]{0,20}arbitrat"
)
_EN_OPT_OUT = Pattern(r"\b(?:opt[- ]?out|reject|decline)\b[^.;]{0,80}\barbitrat|\barbitrat[^.;]{0,80}\bopt[- ]?out\b")
_EN_CLASS_WAIVER = Pattern(
    r"\b(?:waive\w{0,2}|giv\w{1,3} up|forgo\w{0,3}|relinquish\w{0,3})\b[^.;]{0,90}\b(?:class|collective|representative) ?(?:action|proceeding|arbitration|lawsuit|claim|basis|or\b|,|and\b)|\b(?:cannot|can't|may not|must not|won't|will not|shall not)\b[^.;]{0,60}\b(?:join|take part|participate|bring|lead|be part)\b[^.;]{0,60}\b(?:class|collective|representative|group) (?:action|proceeding|arbitration|lawsuit|claim|or\b)|\bclass[- ]action (?:waiver|lawsuits? are not)|\bnot\b[^.;]{0,60}\b(?:class|collective|representative)(?: action| member|,)"
    r"|\bindividual(?:ly)?\b[^.;]{0,50}\bnot\b[^.;]{0,40}\bclass\b|\bno class actions?\b"
)
_EN_JURY_WAIVER = Pattern(
    r"\bwaiv\w{1,3}\b[^.;]{0,60}\bjury\b|\bjury trial waiver\b|\bgiv\w{1,3} up\b[^.;]{0,50}\bjury\b"
)
# any claim must be filed within one year after it arose, or it is barred
_EN_TIME_BAR = Pattern(
    r"\b(?:claim|cause of action|action|lawsuit|proceeding)s?\b[^.;]{0,80}\b(?:must|shall|may not|may only|will)\b[^.;]{0,40}\b(?:filed|brought|commenced|made|begun|started|instituted)\b[^.;]{0,40}\b(?:within|more than|after|no later than)\b"
)
_ZH_TIME_BAR = Pattern(
    r"内[^。;]{0,16}(?:提出|提起|主张)[^。;]{0,24}(?:逾期|否则|视为放弃|不再受理)|逾期[^。;]{0,12}(?:主张|索赔|请求|起诉)[^。;]{0,16}(?:视为放弃|丧失|不予)"
)
# 律师费由败诉方承担; the prevailing party shall recover its costs: who pays for the fight
_COSTS = (
    ("loser", Pattern(
        r"(?:律师费|诉讼费|仲裁费|公证费|维权(?:费用|成本)|诉讼费用)[^。;]{0,40}由(?:败诉方?|败诉的?一方|过错方|责任方)[^。;]{0,4}(?:承担|负担)"
        r"|\b(?:prevailing|winning|successful) party\b[^.;]{0,120}\b(?:costs|fees|expenses)\b|\b(?:losing|unsuccessful|non-prevailing) party\b[^.;]{0,60}\b(?:pays?|bears?|covers?|reimburse)\b")),
    ("defaulter", Pattern(r"(?:律师费|诉讼费|仲裁费|公证费|维权(?:费用|成本))[^。;]{0,40}由违约(?:方|一方)[^。;]{0,4}(?:承担|负担)")),
    ("own", Pattern(
        r"(?:律师费|仲裁费|诉讼费)[^。;]{0,20}(?:各自|自行)(?:承担|负担)|\b(?:each|every) party\b[^.;]{0,24}\bbears? (?:its|their) own (?:costs|fees|expenses|attorneys|legal)"
        r"|\b(?:share|bear|split)\b[^.;]{0,24}\bequally\b[^.;]{0,40}\b(?:arbitrat|costs|fees)|\b(?:arbitrat\w{2,5}|costs|fees)\b[^.;]{0,40}\b(?:shared|split|borne) equally\b")),
)  # fmt: skip
# an independent body that hears complaints: 可向消费者协会投诉, a third-party dispute resolution provider
_RECOURSE = Pattern(
    r"(?:消费者(?:权益保护)?(?:协会|委员会)|消协|行业协会|人民调解委员会|第三方(?:争议|纠纷)(?:解决|调解)机构)[^。;]{0,20}(?:投诉|调解|申诉|解决)"
    r"|\b(?:independent|third[- ]party|external|impartial)(?: [a-z]+){0,2} (?:dispute resolution|recourse|complaints? (?:body|scheme)|mediators?)\b|\bombuds(?:man|person)?\b|\bdispute resolution (?:provider|body|scheme)\b"
)
_NO_RECOURSE = Pattern(
    r"\b(?:not|neither|nor|un(?:able|willing))\b[^.;]{0,24}\b(?:obliged|obligated|required|bound|willing|take part|participate|use)\b|(?:不|无义务)[^。;]{0,8}(?:参加|接受|参与)"
)
_NON_EXCLUSIVE = Pattern(r"non-?exclusive|非专属|非排他")


def read(context: ClauseContext) -> Iterator[Fact]:
    """``court:<place>``, ``arbitration:<body>``, ``waiver:class``, ``waiver:jury``, ``arbitration-opt-out``,
    ``costs:loser`` (or ``defaulter``, ``own``), ``recourse`` to a body outside the courts.
    """
    for sentence in context.sentences:
        for value, start, end in _zh(sentence) if context.lang == "zh" else _en(sentence):
            left, right = phrase_around(sentence, start, end)
            yield context.fact(TYPE, value, sentence.start + left, sentence.start + right)
        for value, start, end in _besides(sentence):
            left, right = quotable(sentence, start, end)
            yield context.fact(TYPE, value, sentence.start + left, sentence.start + right)


def _besides(sentence: Sentence) -> Iterator[tuple[str, int, int]]:
    """Who pays for a dispute, and who hears it outside the courts."""
    for id, pattern in _COSTS:
        if hit := pattern.search(sentence.low):
            yield f"costs:{id}", *hit.span()
    if (hit := _RECOURSE.search(sentence.low)) and not _NO_RECOURSE.search(sentence.low):
        yield "recourse", *hit.span()


def _zh(sentence: Sentence) -> Iterator[tuple[str, int, int]]:
    low = sentence.low
    for match in _ZH_COURT.finditer(low):
        if _ZH_SUES.search(low):
            yield f"court:{_zh_place(match['place'])}", match.start(), match.end()
    if opt := _ZH_OPT_OUT.search(low):
        yield "arbitration-opt-out", opt.start(), opt.end()
        return
    for match in _ZH_ARBITRATION.finditer(low):
        if not negated(sentence, match.start(), reach=20):
            name = match["body"] or ""
            yield f"arbitration:{_body(name or low) or name or 'any'}", match.start(), match.end()
            break
    if (bar := _ZH_TIME_BAR.search(low)) and (limit := next(periods(low), None)):
        yield f"time-bar:{limit}", min(bar.start(), limit.start), max(bar.end(), limit.end)
    if match_ := _ZH_CLASS_WAIVER.search(low):
        yield "waiver:class", match_.start(), match_.end()


_HOMES = (
    ("provider-home", ("我们", "本行", "我行", "我方", "我司", "本公司", "公司", "平台", "甲方", "运营方", "服务提供")),
    ("user-home", ("您", "用户", "你", "乙方", "消费者")),
    ("defendant-home", ("被告",)),
    ("plaintiff-home", ("原告",)),
    ("signing-place", ("签订地", "签署地", "签约地")),
)


def _zh_place(written: str) -> str:
    place = written
    for verb in ("提交", "提请", "诉至", "交由"):  # 在此同意将争议提交至上海: what stands behind the verb
        place = place.rpartition(verb)[2]
    place = place.lstrip("至到给于")
    for idle in ("有管辖权的", "具有管辖权的", "有管辖权", "具有管辖权", "有权管辖的", "依法", "所在地的", "的", " "):
        place = place.replace(idle, "" if idle != "所在地的" else "所在地")
    for id, names in _HOMES:
        if any(name in place for name in names):
            return id
    return "competent" if not place or _NO_PLACE_ZH.search(place) else place


# 上级, 外国, 更为方便外国: words of a statute that name no court
_NO_PLACE_ZH = Pattern(r"^(?:上级|下级|原审|受诉|受理|有关|相应|其他|任何|第[一二]审)|外国$|选择|更为方便")


def _body(text: str) -> str | None:
    """The id of the arbitration body that narrowed, lower-case text names; the first in the order of the word list."""
    named = {found.id for found in terms("forums").find(text, text)}
    return next((id for id, term in terms("forums").by_id.items() if id in named and term.group == "arbitration"), None)


def _en(sentence: Sentence) -> Iterator[tuple[str, int, int]]:
    low = sentence.low
    sues = "court" in low and "small claims" not in low and _EN_SUES.search(low)
    if sues and (court := _en_court(sentence)) is not None:
        yield court
    if "arbitra" in low:
        match_ = _EN_ARBITRATION.search(low)
        if match_ and _EN_DUTY.search(low) and not _EN_NO_ARBITRATION.search(low):
            yield f"arbitration:{_body(low) or 'any'}", match_.start(), match_.end()
        if opt := _EN_OPT_OUT.search(low):
            yield "arbitration-opt-out", opt.start(), opt.end()
    if waiver := _EN_CLASS_WAIVER.search(low):
        yield "waiver:class", waiver.start(), waiver.end()
    if (bar := _EN_TIME_BAR.search(low)) and (limit := next(periods(low), None)):
        yield f"time-bar:{limit}", min(bar.start(), limit.start), max(bar.end(), limit.end)
    if waiver := _EN_JURY_WAIVER.search(low):
        yield "waiver:jury", waiver.start(), waiver.end()


def _en_court(sentence: Sentence) -> tuple[str, int, int] | None:
    """The court a sentence names, by its place or as "the Irish courts"."""
    for match in _EN_COURT.finditer(sentence.low):
        at = match.start("place")
        if _EN_HOME.search(sentence.low, at, match.end()):
            return "court:user-home", match.start(), match.end()
        if named := _EN_PLACE.match(sentence.text, at):
            return f"court:{_as_country(_clean(named['name']))}", match.start(), named.end()
    for match in _EN_NAMED_COURT.finditer(sentence.text):
        name = [w for w in match["name"].split() if w.lower() not in _NO_PLACE]
        if name:
            return f"court:{_as_country(_clean(' '.join(name)))}", match.start(), match.end()
    return None


def _as_country(name: str) -> str:
    """The English name of the country that a name or an adjective stands for: "english" → "england"; else the name."""
    found = next(places(name), None)
    country = place_name(found[0]).en.lower() if found and found[1:] == (0, len(name)) else name
    adjective = name.endswith(_ADJECTIVES) and name != country
    return country if adjective else name


_ADJECTIVES = ("ish", "ese", "ian", "ean", "ch", "can", "man", "ss", "aii")
_NO_PLACE = frozenset(
    (
        "the",
        "any",
        "all",
        "such",
        "a",
        "no",
        "state",
        "federal",
        "courts",
        "in",
        "if",
        "supreme",
        "small",
        "district",
        "you",
        "we",
        "each",
        "both",
        "either",
        "all",
        "only",
        "where",
        "when",
        "nothing",
        "this",
        "these",
        "may",
        "unless",
        "agree",
        "competent",
    )
)


_COUNTRY = re.compile(r",? (?:u\.?s\.?a?|united states(?: of america)?)$")


def _clean(name: str) -> str:
    name = _COUNTRY.sub("", name.split(". ")[0].lower().rstrip(".,")).rstrip(" ,")
    return name.replace(",", "").replace(" county", "").replace("state of ", "")


def forum_name(value: str) -> Text:
    """What a summary calls the forum of a canonical value."""
    kind, _, what = value.partition(":")
    if kind == "arbitration":
        if what == "any":
            return Text("仲裁", "arbitration")
        body = terms("forums").by_id.get(what)
        name = body.name if body else Text(what, what)
        return Text(f"{name.zh}仲裁".replace("仲裁委员会仲裁", "仲裁委员会"), f"arbitration ({name.en})")
    if kind == "time-bar" and (limit := read_period(what)):
        return Text(f"须在{limit.words.zh}内主张", f"claims barred after {limit.words.en}")
    if kind == "court":
        return Text(*_HOME_NAMES.get(what, (f"{what}法院", f"the courts of {what.title()}")))
    return Text(*_OTHER_NAMES.get(value, (value, value)))


_HOME_NAMES = {
    "provider-home": ("服务提供者所在地法院", "the courts of the provider's place"),
    "user-home": ("用户所在地法院", "the courts of the user's home"),
    "defendant-home": ("被告住所地法院", "the courts of the defendant's place"),
    "plaintiff-home": ("原告住所地法院", "the courts of the plaintiff's place"),
    "signing-place": ("合同签订地法院", "the courts of the place of signing"),
    "competent": ("有管辖权的法院", "any competent court"),
}
_OTHER_NAMES = {
    "waiver:class": ("放弃集体诉讼", "class action waiver"),
    "waiver:jury": ("放弃陪审团审理", "jury trial waiver"),
    "arbitration-opt-out": ("可选择不受仲裁约束", "the choice to opt out of arbitration"),
    "costs:loser": ("费用由败诉方承担", "the loser pays the costs"),
    "costs:defaulter": ("费用由违约方承担", "whoever is in breach pays the costs"),
    "costs:own": ("费用各自承担", "each side bears its own costs"),
    "recourse": ("法院以外的救济途径", "recourse to a body outside the courts"),
}

READER = Reader(
    TYPE,
    (
        "法院",
        "仲裁",
        "集体诉讼",
        "集团诉讼",
        "视为放弃",
        "逾期",
        "律师费",
        "诉讼费",
        "仲裁费",
        "公证费",
        "维权",
        "消费者",
        "消协",
        "协会",
        "调解",
        "纠纷解决",
        "prevailing",
        "winning party",
        "successful party",
        "losing party",
        "own costs",
        "own fees",
        "own expenses",
        "own legal",
        "own attorneys",
        "equally",
        "recourse",
        "dispute resolution",
        "ombuds",
        "mediator",
        "complaint",
        "court",
        "arbitra",
        "class action",
        "class member",
        "jury",
        "class",
        "claim",
        "cause of action",
    ),
    read,
    by_sentence=True,
)
