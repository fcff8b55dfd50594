"""Read the sentence before the keyword: who acts, whether it is denied, how surely, and whether it is only a mention.

All functions take a ``Sentence`` and offsets into it (not into the clause). Each is a small question with a
cheap answer; readers combine them.
"""

from __future__ import annotations

from clauselog.facts.context import Sentence
from clauselog.facts.patterns import Pattern, one_of, words
from clauselog.model import Actor, Modality

# ------------------------------------------------------------------------------------------ negation

# 我们不会…, 未经…; but not 不限于, 不断, 不同, 不时, 不可抗力, 不满十四周岁, 不少于, 不仅, 未来, 未成年人
_ZH_NOT = (
    r"(?:不会|不得|不能|不可(?!抗力|避免)|不应|不再|不予|不对|不以|不将|不向|不把|不与|不在|不因|并不|决不|绝不|从不|恕不|不另|概不|均不|也不|亦不|都不"
    r"|不(?=收集|获取|提供|使用|共享|转让|披露|出售|公开|存储|保存|保留|留存|用于|涉及|需要|需|允许|承担|适用|支持|主动|直接|强制|接受|存在|包括|包含|作|做)"
    r"|未(?!来|成年|满|必|知)|无需|无须|无法|无权|没有|禁止|严禁|拒绝|勿|非经)"
)
_EN_NOT = (
    r"\b(?:not|never|no|without|nor|neither|cannot|can't|won't|don't|doesn't|shouldn't|mustn't|isn't|aren't|refuse[sd]?|prohibited|forbidden)\b"
    r"(?! (?:only|limited|less than|more than|later than|exceed))"
)
_NOT = Pattern(_ZH_NOT, "|", _EN_NOT)
# 不是不…, not … without, 除非…不, unless: what looks denied is stated, under a condition
_ZH_BREAK = Pattern(r"[,:;。]|但是?|而是|否则|(?<![除以之对境海国])外")
_EN_BREAK = Pattern(r"[,:;]|\bbut\b|\bhowever\b|\botherwise\b|\bunless\b|\bexcept\b")
_REACH_CHARS = 90
_FLATLY = ("不会", "不得", "绝不", "决不", "从不", "never")


def negation(sentence: Sentence, at: int, *, reach: int = _REACH_CHARS) -> str | None:
    """The negating word that governs the verb at ``at``: in the same phrase before it; None where nothing denies it.

    A phrase reaches back to the last comma, colon or "but", at most ``reach`` characters.
    """
    start = max(0, at - reach)
    breaks = _ZH_BREAK if _has_cjk(sentence) else _EN_BREAK
    for match in breaks.finditer(sentence.low, start, at):
        start = match.end()
    found = None
    for match in _NOT.finditer(sentence.low, start, at):
        if found in _FLATLY and sentence.low.startswith(("未", "without"), match.start()):
            continue  # 不会未经授权…: still denied
        found = match.group()
    return found


def negated(sentence: Sentence, at: int, *, reach: int = _REACH_CHARS) -> bool:
    """Whether the verb at ``at`` is denied. "never … without" and "不得不" state what they seem to deny."""
    word = negation(sentence, at, reach=reach)
    return word is not None and word not in ("未", "without", "非经")


def _has_cjk(sentence: Sentence) -> bool:
    return not sentence.low.isascii()


# ------------------------------------------------------------------------------------------- actors

_ZH_PROVIDER = one_of(
    "我们",
    "我方",
    "我行",
    "本行",
    "我院",
    "本院",
    "本店",
    "本公司",
    "我司",
    "本平台",
    "平台方",
    "平台",
    "公司",
    "甲方",
    "服务提供者",
    "运营者",
    "运营方",
    "服务提供方",
    "本软件",
    "本应用",
    "本网站",
)
_ZH_USER = one_of("您", "用户", "你", "贵方", "客户", "乙方", "会员", "使用者", "监护人")
_EN_PROVIDER = words(
    "we",
    "us",
    "our",
    "the company",
    "company",
    "the platform",
    "provider",
    "the service provider",
    "licensor",
    "supplier",
    "vendor",
)
_EN_USER = words(
    "you",
    "your",
    "yours",
    "user",
    "users",
    "the user",
    "customer",
    "customers",
    "the customer",
    "subscriber",
    "licensee",
    "member",
    "members",
    "seller",
    "sellers",
    "merchants",
    "creators",
    "drivers",
)
# 本服务将保留…; not 您使用本服务
_ZH_ITSELF = r"本(?:服务|产品|小程序|程序|站|社区|店铺|app|游戏|系统)(?=(?:也|还|仅|均|只|同时|有权|承诺|保留|不会|不得|将|会|可|应|需|依法|收集|使用|处理))"
_PARTY = Pattern(rf"(?P<provider>{_ZH_PROVIDER}|{_ZH_ITSELF}|{_EN_PROVIDER})|(?P<user>{_ZH_USER}|{_EN_USER})")
# 您的, 我们的: whose thing it is, not who acts
_OWNED = Pattern(r"(?:的|'s\b|身份|信息|资料|数据|交易|账[号户]|帐[号户]|个人|协议|端|名|服务|界面|体验|内容)")
# 在您注销账号后, 当您使用…时, 经您同意; when you delete your account, if you ask us: circumstances, not who acts
_ASIDE = Pattern(
    r"(?:在|当|自|于|如|若|如果|经|根据|基于|为|应|除非|凡|因)(?:您|你|用户|客户)[^,。;]{0,40}?(?:后|时|前|期间|情况下|之日起|同意|要求|请求|授权|(?=,))"
    r"|(?:直到|直至|截至|至|到)(?:您|你|用户|客户)[^,。;]{0,30}?(?:之日|之时|当日|为止|[时后日])"
    r"|(?:认为|判断|认定|发现|怀疑|判定|有理由相信|获悉)(?:您|你|用户)[^,。;]{0,40}"
    r"|(?:您|你|用户)(?!可|应|须|需|不|必|有|同意|授权|许可|理解|知|将|会|要|请|在|已|若|如|也|仍|对|向|通过|与|和|及|的)[^,。;可应须需会将]{1,8}的(?=[^,。;]{1,12})"
    r"|(?:您|你|用户)[^,。;]{1,14}的[^,。;]{0,6}(?:信息|内容|数据|资料|文件|请求|记录|作品|服务)"
    r"|\b(?:what|that|which|whom|information|data|content|services?|products?|features?|conversations?|chats?|messages?|prompts?|inputs?|photos?|videos?|images?|posts?|files?|notes|recordings?|requests?|details|documents?|settings|materials?|everything|anything) (?:that )?(?:you|we (?:hold|have|keep|store|collect|process))\b(?: \w+){0,3}"
    r"|\b(?:when|if|after|once|until|unless|before|while|where|because|as long as|should) (?:you|the user|the customer|customer|users|customers)\b[^,;]{0,80}(?:,|$)"
)
# 若您不希望…的,可以终止: the one who does not wish is the one who may
_USER_GOES_ON = Pattern(r"[^,。;]{0,16},(?:则)?(?:也)?(?:还)?(?:可以?|应|须|需|请|有权|不得|必须)")
# you authorize us to store; 您同意我们收集, 您授权平台使用
_ENTRUSTED = Pattern(
    r"\b(?:authori[sz]e|allow|permit|enable|instruct|direct|ask|agree that|acknowledge that|consent to) (?:us|we|our)\b"
    r"|(?:您|你|用户)[^。;,]{0,10}(?:同意|授权|允许|知悉|理解|许可)(?:并[^。;,]{0,6})?(?:我们|公司|平台|本公司|本平台)"
)
_EN_OWNERS = ("our", "your", "yours", "us")
# what stands right before a party that is spoken to or of, and does nothing itself: notify you, by giving you
_EN_BEFORE_OBJECT = (
    " to ", " with ", " by ", " for ", " from ", " of ", " about ", "ask ", "asking ", "tify ", "tifying ", "vide ", "viding ",
    "give ", "giving ", "gives ", "send ", "sends ", "sending ", "tell ", "telling ", "inform ", "informing ", "charge ",
    "email ", "mail ", "emailing ", "show ", "shows ", "offer ", "offering ", "alert ", "help ", "helps ", "let ", "allow ",
    "allows ", "enable ", "require ", "contact ", "bill ", "refund ", "suspend ", "against ", "remind ", "call ", "calls ", "text ", "phone ", "serve ", "reach ", "thank ", "advise ", "warn ",
    "prevent ", "protect ", "believe ", "ensure ", "pay ", "identify ", "recognise ", "recognize ", "verify ",
)  # fmt: skip


def actor(sentence: Sentence, at: int, *, default: Actor = "provider") -> Actor:
    """Who does what the verb at ``at`` says: the last subject before it, in the sentence or in its lead.

    "您的信息" and "your data" name an owner, not a subject; "与您", "向您", "with you" an addressee. Without any subject:
    ``default``, since policies leave out the provider far more often than the user.
    """
    for entrusted in _ENTRUSTED.finditer(sentence.low, 0, at + 1):
        if entrusted.end() >= at - 40:
            return "provider"
    for text, end in ((sentence.low, at), (sentence.lead, len(sentence.lead))):
        subject: Actor | None = None
        aside = [m.span() for m in _ASIDE.finditer(text, 0, end)]
        if aside and _USER_GOES_ON.match(text, aside[-1][1]):
            subject = "user"
        for match in _PARTY.finditer(text, 0, end):
            if any(left <= match.start() < right for left, right in aside):
                continue
            if match.group() in _EN_OWNERS or _OWNED.match(text, match.end()):
                continue
            before = text[max(0, match.start() - 12) : match.start()]
            if before.endswith(
                (
                    "与",
                    "向",
                    "为",
                    "给",
                    "对",
                    "由于",
                    "经",
                    "征得",
                    "收到",
                    "收到了",
                    "获得",
                    "取得",
                    "根据",
                    "要求",
                    "提示",
                    "提醒",
                    "联系",
                    "致电",
                    "通知",
                    "告知",
                    "方便",
                    "便于",
                    "帮助",
                    "协助",
                    "使",
                    "让",
                )
            ):
                continue
            if before.endswith(_EN_BEFORE_OBJECT):
                continue
            subject = "provider" if match["provider"] else "user"
        if subject:
            return subject
    return default


# ----------------------------------------------------------------------------------------- modality

_CONSENT = Pattern(
    r"(?:经|征得|获得|取得|得到|基于|在)(?:过)?(?:您|你|用户|监护人|个人|其)?(?:的)?(?:单独|明确|事先|书面|授权|另行|主动|自愿|的|及|和|或|明示){0,4}(?:同意|授权|许可)"
    r"|(?:您|你|用户)(?:的)?(?:主动|自行)?(?:选择|开启|授权|同意)[^。;!?,]{0,8}后"
    r"|\bwith (?:your|the user'?s?|their|his|her|express|explicit|separate|prior)[^.;,]{0,24}(?:consent|permission|authori[sz]ation)\b"
    r"|\b(?:if|when|once|after|unless) you (?:have )?(?:consent|agree|opt[- ]?in|authori[sz]e|choose)\b"
)
_NO_CONSENT = Pattern(
    r"(?:无需|无须|不需|不需要|不必|未)(?:再)?[^。;,]{0,8}(?:同意|授权)|\bwithout (?:your|any|the|further|prior)[^.;,]{0,20}(?:consent|permission)\b"
)
_MAY = Pattern(r"可能|有权|可以|可(?=将|以|能|在|对|向)|\b(?:may|might|can|could|reserves? the right)\b")


def modality(sentence: Sentence, at: int) -> Modality:
    """How surely the verb at ``at`` happens: with consent, may, or does. Consent counts anywhere in the sentence."""
    if _CONSENT.search(sentence.low) and not _NO_CONSENT.search(sentence.low):
        return "with_consent"
    return "may" if _MAY.search(sentence.low, max(0, at - 40), at) else "does"


# ---------------------------------------------------------------------------------- mentions, examples

_REFERENCE = Pattern(
    r"《[^《》]{1,60}》|关于[^。;,《》]{0,100}的(?:相关)?(?:条款|规定|约定|政策|说明|内容|章节|事宜|事项|问题|要求)"
    r"|(?:参见|参阅|详见)[^。;,]{0,40}|(?:参考|查阅|查看|(?<![意常罕预])见)(?=《|本?(?:政策|协议)?第|下[文方]|上文|附)[^。;,]{0,40}|\b(?:please )?(?:see|refer to|read|consult) [^.;,]{0,60}"
)
_EXAMPLE = Pattern(r"例如|比如|譬如|举例|如:|\bfor example\b|\be\.g\.|\bsuch as\b|\bfor instance\b")


def mentioned(sentence: Sentence, start: int, end: int) -> bool:
    """Whether ``[start, end)`` stands in the name of a document or in a pointer to one: it states nothing."""
    return any(m.start() <= start and end <= m.end() for m in _REFERENCE.finditer(sentence.low))


def is_example(sentence: Sentence, at: int) -> bool:
    """Whether what stands at ``at`` is given as an example, in the same phrase."""
    return any(at - 60 <= m.start() < at for m in _EXAMPLE.finditer(sentence.low))


# “开发者”,是指…; 本服务系指…: says what a word means, and nothing else
_DEFINES = Pattern(
    r"^[^。;,:]{0,24}[”\"'」』】]?(?:\([^()]{0,30}\))?,?(?:是指|系指|指的是|即指|是指代|意指)|^[\"'“‘「『【][^。;,:]{1,24}[\"'”’」』】],?指|^[^.;,]{0,30}[\"'“‘][^.;,]{1,40}[\"'”’],? (?:means|refers to|shall mean|is defined as)\b"
)


def defines(sentence: Sentence) -> bool:
    """Whether a sentence says what a word means. A definition states nothing that the provider does."""
    return _DEFINES.search(sentence.low.lstrip()) is not None


# --------------------------------------------------------------------------------------------- grants

_FROM_USER = Pattern(
    r"(?:您|你|用户|乙方|客户|主播|作者|创作者|投稿人|开发者|商家|卖家|发布者|权利人)[^。;]{0,30}(?:授予|授权|许可|同意|给予|赋予)(?:给)?[^。;]{0,12}(?:我们|公司|平台|甲方|我方)"
    r"|\byou (?:hereby )?(?:irrevocably )?(?:grant|give|license)\b|\bgrants? (?:to )?(?:us|the company|company)\b"
)


def granted_by_user(sentence: Sentence) -> bool:
    """Whether a licence goes from the user to the provider; the other way round is a licence to the user."""
    return _FROM_USER.search(sentence.low) is not None


# -------------------------------------------------------------------------------------------- phrases

_PHRASE_END = Pattern(r"[,;:。!?.](?:(?<!\.)|(?= |$))")
_BRACKETS = {"(": ")", '"': '"', "《": "》", "【": "】", "[": "]"}


def phrase_around(sentence: Sentence, start: int, end: int, *, longest: int = 160) -> tuple[int, int]:
    """The phrase that holds ``[start, end)``: from the punctuation before it to the one behind it.

    Where the phrase would be longer than ``longest``, the sentence is too winding to quote and the span itself
    is returned. The final stop is left out.
    """
    low = sentence.low
    left, right = 0, len(low)
    for match in _PHRASE_END.finditer(low):
        if match.end() <= start:
            left = match.end()
        elif match.start() >= end:
            right = match.start()
            break
    for opening, closing in _BRACKETS.items():  # a quote never stops inside a bracket it opened
        if low.count(opening, left, right) > low.count(closing, left, right):
            found = low.find(closing, right)
            right = found + 1 if 0 <= found < right + 60 else right
    if right - left > longest:
        return start, end
    return left, right
