"""Whether what users give or do is used to train models: which data, with what way out, and promises not to.

A ban on the user's training of models with the service is another type (prohibited use) and no fact here. Values:
``content`` (inputs, outputs, uploads), ``interaction`` (usage and interaction data), ``feedback``, ``personal`` (any other data
of the user), ``opt-out`` (the user may refuse). Detail: ``opt_out`` and ``deidentified``, each "yes" or "no".
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from clauselog.facts import guards
from clauselog.facts.context import ClauseContext, Reader, Sentence
from clauselog.facts.patterns import Pattern
from clauselog.model import Actor, ClauseKind, Fact

TYPE = "ai_training"
_MOST_TRAININGS = 20
"""Mentions looked at in one sentence: no sentence of a policy has more, a hostile one may."""
_AROUND_CHARS = 400
"""How far from the training its data may be named."""

_MODEL_ZH = r"(?:大?模型|算法|人工智能|(?<![a-z])ai(?![a-z])|机器学习|深度学习|神经网络)"
_BETTER_ZH = r"(?:训练|优化|改进|改善|提升|完善|迭代|微调|研发|调优|升级|强化)"
_BETTER_EN = r"(?:train(?:s|ed|ing)?|fine-?tun(?:e|es|ed|ing)|retrain(?:ing)?)"
_MODEL_EN = (
    r"(?:models?|algorithms?|artificial intelligence|ai|machine[- ]learning|classifiers?|neural networks?|llms?)"
)
# 用于训练模型; 模型训练; train our models; improve our models; model training
_TRAIN = Pattern(
    rf"{_BETTER_ZH}[^,;。()]{{0,16}}{_MODEL_ZH}|{_MODEL_ZH}(?:的|及[^,;。]{{1,8}}的?|和[^,;。]{{1,8}}的?|、[^,;。]{{1,10}}的?|服务的?|能力的?|效果的?|进行[^,;。]{{0,4}})?{_BETTER_ZH}"
    rf"|(?:用于|进行|作为|以)[^,;。]{{0,10}}训练(?:目的|用途|数据|语料|集)?|训练(?:目的|语料)"
    rf"|\b{_BETTER_EN}\b[^.;]{{0,60}}\b{_MODEL_EN}\b|\b(?:improv|develop|enhanc|optimi[sz]|refin|build|creat)(?:e|es|ed|ing|s)?\b[^.;,]{{0,30}}\b(?:models?|algorithms?|machine[- ]learning|artificial intelligence|ai (?:systems?|products?|technolog\w{{1,3}}))\b"
    rf"|\b{_MODEL_EN}[- ](?:development and )?(?:training|improvement|fine-?tuning)\b|\b(?:used|use|using) (?:\w+ ){{0,6}}(?:for|in|to) (?:\w+ ){{0,2}}(?:training|train)\b|\btraining purposes\b|\bfor (?:[\w,]+ ){0, 4}(?:ai|artificial intelligence|machine[- ]learning|model)(?: and \w+)? training\b"
)
_USED_BEFORE = Pattern(r"用于|用来|用作|使用|利用|进行|作为|\bus(?:e|es|ed|ing)\b|\bto\b|\bfor\b")

_FEEDBACK = Pattern(r"反馈|评价|点赞|点踩|评分|\bfeedback\b|\bratings?\b|\bthumbs\b")
_CONTENT = Pattern(
    r"(?:用户|您|你|客户)(?:的)?(?:[^,;。]{0,12}的)?(?:内容|输入|输出|对话|提示词|文件|作品|图片|语音|素材|文本|代码|照片|视频|提问|文档|创作)|(?:您|你|用户)(?:所)?(?:写|发布|上传|提供|提交|创作|输入|录制|拍摄|分享|产生|编辑)(?:过)?的|输入(?:及|和|与|或|、|/)?(?:输出)?(?:的?内容|信息|数据)?|输出内容|对话(?:内容|信息|记录|数据)?"
    r"|聊天(?:记录|内容)|作品|书评|评论|帖子|弹幕|文章|发言|稿件|语料|录音|音频|语音|笔记|病历|简历|文稿|影像|提示词|上传(?:的|内容)|提问|问答|生成内容|用户内容|\b(?:inputs?|outputs?|prompts?|conversations?|chats?|(?:your|user|customer)(?:'s)? (?:\w+ )?(?:content|files|materials?|posts?|images|photos|recordings|messages|submissions|code|documents|notes|videos|recordings|text|work|creations|pictures|voice|audio|chats|conversations))\b|\b(?:videos|photos|images|posts|messages|notes|files|recordings|content) (?:that )?you\b|\b(?:transcripts?|voice messages|recordings|messages|photos|uploads)\b|\bpublic (?:posts?|content|comments|profiles?)\b|\b(?:user )?content\b"
)
_INTERACTION = Pattern(
    r"交互(?:数据|信息|记录|内容)|使用(?:数据|情况|信息|记录|行为)|行为(?:信息|数据|记录)|日志|(?:操作|浏览|搜索|点击|观看|历史)(?:记录|历史)|\b(?:interactions?|usage data|usage information|interaction data|activity|log data|telemetry|metadata|logs)\b"
)
_PERSONAL = Pattern(
    r"个人信息|个人数据|用户数据|(?:您|你|用户|客户|业务)的?(?:[^,;。]{0,6})(?:数据|信息|资料)|(?:上述|前述|该等?|这些|以上|此类|相关)(?:数据|信息)|\b(?:personal (?:data|information)|(?:your|user|customer|such|this|the|that|these) (?:\w+ )?(?:data|information|materials)|information (?:we|you)|data (?:we|you)|(?:de-?identified|anonymi[sz]ed|aggregated?|pseudonymi[sz]ed) (?:\w+ )?(?:data|information))\b"
)
_OPT_OUT = Pattern(
    r"关闭|退出|拒绝(?!提供)|撤回|取消授权|不希望|不同意|不愿|选择不|停用|\bopt(?:s|ed|ing)?[- ]?out\b|\b(?:turn|switch)(?:ing)? (?:it |this |that )?off\b|\bdisable\b|\bobject to\b|\btoggle\b|\bwithdraw\b|\bchoose not\b|\bunless you (?:have )?opt(?:ed)? out"
)
_CAN_REFUSE = Pattern(
    r"可(?!能)|有权|设置|\bcan\b|\bmay\b|\bright\b|\bunless\b|\bsettings\b|\bchoose\b|\bif you\b|如|若"
)
_DEIDENTIFIED = Pattern(
    r"去标识化|匿名化|脱敏|匿名|无法识别|de-?identif|anonymi[sz]|\banonymous|\baggregated?\b|pseudonymi[sz]"
)
_FORBIDDEN = Pattern(
    r"不得|禁止|不可以|不应|严禁|请勿|无权|\b(?:you|users?|customers?)\b[^.;]{0,40}\b(?:may not|must not|shall not|will not|cannot|agree not|not)\b|\bprohibited\b"
)
_FORBIDDING_HEAD = Pattern(
    r"禁止|不得|行为规范|使用限制|服务限制|\bprohibit|\bacceptable use\b|\brestrictions?\b|\byou (?:agree not|may not|must not|shall not|will not|cannot)\b"
)
_ACCEPTS = Pattern(
    r"同意|授权|知悉|理解|许可|授予|被|\b(?:agree|grant|acknowledge|authori[sz]e|understand|permit|licen[cs]e|be used|are used|is used|opt)\b"
)
_PROVIDER = Pattern(r"我们|我司|本公司|本平台|平台|公司|\b(?:we|us|our|ours|the company)\b")
_USER_BANNED = Pattern(
    r"(?:您|你|用户|客户|任何人|任何第三方)[^,;。]{0,8}(?:不得|不可|不应|不能|禁止|无权)"
    r"|\b(?:you|users?|customers?|licensee)\b (?:\w+ ){0,2}(?:may not|must not|shall not|will not|cannot|agree not)\b"
)
_OURSELVES = Pattern(r"我们|我司|本公司|\b(?:we|us)\b")
# under 用户行为规范 only a sentence that names the provider as the one who acts says what he does
_ACTS_ITSELF = Pattern(
    r"(?:我们|我司|本公司|本平台|平台|公司|本服务|本产品|运营方)(?:可能|可以|有权|将|会|可|也)|\b(?:we|the company) (?:may|will|can|also|use)\b"
)
_THIRD = Pattern(
    r"(?:第三方|合作方|合作伙伴|接收方|供应商)[^,;。]{0,20}$|\b(?:third[- ]part(?:y|ies)|recipients?|partners?|vendors?|collaborators?|subprocessors?|service providers?|they|their own)\b[^.;]{0,60}$"
)


def read(context: ClauseContext) -> Iterator[Fact]:
    forbids = any(_FORBIDDING_HEAD.search(text) for text in (context.lead, *context.headings[:2]) if text)
    trained = False
    for sentence in context.sentences:
        if forbids and not _ACTS_ITSELF.search(sentence.low):
            continue
        found = list(_trainings(context, sentence))
        if not found and context.kind in (ClauseKind.ITEM, ClauseKind.ROW):
            found = list(_listed(context, sentence))
        yield from found
        trained = trained or any(not fact.negated for fact in found)
        if trained or _TRAIN.search(sentence.low):
            yield from _refusals(context, sentence, bool(found))


def _trainings(context: ClauseContext, sentence: Sentence) -> Iterator[Fact]:
    low = sentence.low
    seen: set[tuple[str, bool, Actor]] = set()
    for train in islice(_TRAIN.finditer(low), _MOST_TRAININGS):
        actor = _actor(sentence, train.start())
        if actor is None:
            continue
        at = _verb(low, train.start())
        negated = guards.negated(sentence, at) or guards.negated(sentence, train.start())
        for value, start, end in _data(low, train.start(), train.end(), sentence.lead):
            if (value, negated, actor) in seen:
                continue
            seen.add((value, negated, actor))
            start, end = guards.phrase_around(sentence, start, end)
            yield context.fact(
                TYPE, value, sentence.start + start, sentence.start + end, actor=actor, negated=negated,
                modality=guards.modality(sentence, at), opt_out="yes" if _OPT_OUT.search(low) and not negated else "no",
                deidentified="yes" if _DEIDENTIFIED.search(low) else "no",
            )  # fmt: skip


def _listed(context: ClauseContext, sentence: Sentence) -> Iterator[Fact]:
    """Training that an item of a list names: "research, including training our models"; of whose data the list tells."""
    train = _OUR_TRAINING.search(sentence.low)
    if train and not guards.negated(sentence, train.start()) and _actor(sentence, train.start()) == "provider":
        opt_out = "yes" if _OPT_OUT.search(sentence.low) else "no"
        yield context.fact(
            TYPE, "personal", sentence.start + train.start(), sentence.start + train.end(),
            modality=guards.modality(sentence, train.start()), opt_out=opt_out,
            deidentified="yes" if _DEIDENTIFIED.search(sentence.low) else "no",
        )  # fmt: skip


_OUR_TRAINING = Pattern(rf"\b{_BETTER_EN}\b (?:and [a-z]+ )?(?:our|its|the company's) (?:[a-z-]+ ){{0,3}}{_MODEL_EN}\b")


def _refusals(context: ClauseContext, sentence: Sentence, told: bool) -> Iterator[Fact]:
    """The user's way out of training, in the sentence that speaks of it or in one behind."""
    low = sentence.low
    out = _OPT_OUT.search(low)
    if out is None or not _CAN_REFUSE.search(low) or guards.negated(sentence, out.start(), reach=8):
        return
    if not told and not _TRAIN.search(low) and len(low) > 200:
        return
    start, end = guards.phrase_around(sentence, out.start(), out.end())
    yield context.fact(TYPE, "opt-out", sentence.start + start, sentence.start + end)


def _actor(sentence: Sentence, at: int) -> Actor | None:
    """Who trains; None where the sentence speaks of what the user does or must not do."""
    low = sentence.low
    if _THIRD.search(low[max(0, at - 90) : at]) and not _OURSELVES.search(low[max(0, at - 40) : at]):
        return "other"
    banned = list(_USER_BANNED.finditer(low, 0, at))
    if banned and not _PROVIDER.search(low, banned[-1].end(), at):
        return None
    if guards.actor(sentence, at) != "user":
        return None if low.lstrip(' "').startswith(("不得", "禁止", "请勿")) else "provider"
    if _FORBIDDEN.search(low, 0, at) and not _PROVIDER.search(low, 0, at):
        return None
    return "provider" if _ACCEPTS.search(low) else None


def _verb(low: str, train: int) -> int:
    """Where the data are put to use: the last "used for" before the training."""
    found = [m.start() for m in _USED_BEFORE.finditer(low, max(0, train - 60), train + 2)]
    return found[-1] if found else train


def _data(low: str, start: int, end: int, lead: str) -> Iterator[tuple[str, int, int]]:
    """Which of the user's data, each with the span that shows it together with the training."""
    named = False
    for value, pattern in (
        ("content", _CONTENT),
        ("interaction", _INTERACTION),
        ("feedback", _FEEDBACK),
        ("personal", _PERSONAL),
    ):
        if value == "personal" and named:
            return
        around = pattern.finditer(low, max(0, start - _AROUND_CHARS), min(len(low), end + _AROUND_CHARS))
        matches = [m for m in around if m.end() <= start or m.start() >= end or pattern is not _FEEDBACK]
        if matches:
            nearest = min(matches, key=lambda m: abs(m.start() - start))
            left, right = min(nearest.start(), start), max(nearest.end(), end)
            named = True
            yield (value, left, right) if right - left <= 160 else (value, start, end)
    if (not named and lead and (_PERSONAL.search(lead) or _CONTENT.search(lead))) or (
        not named and _YOURS.search(low, max(0, start - _AROUND_CHARS), end)
    ):
        yield "personal", start, end


_YOURS = Pattern(
    r"\b(?:us(?:e|es|ed|ing) (?:it|them|this|that|these)\b|what you|your (?!consent|permission|rights?|choice|settings|experience|account|privacy))"
)
READER = Reader(
    TYPE,
    (
        "训练",
        "模型",
        "算法",
        "机器学习",
        "train",
        "machine learning",
        "model",
        "algorithm",
        "fine-tun",
        " ai ",
        "artificial intelligence",
    ),
    read,
)
"""Reads ``ai_training``."""
