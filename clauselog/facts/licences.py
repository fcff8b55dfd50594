"""What users grant on their content: a licence to the provider, attribute by attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader, Sentence
from clauselog.facts.guards import granted_by_user, negated
from clauselog.facts.patterns import Pattern, lacking
from clauselog.facts.statements import quotable
from clauselog.model import Fact, Text

TYPE = "content_licence"

ATTRIBUTES = (
    ("perpetual", Text("永久", "perpetual"), True, Pattern(r"永久|无限期|\bperpetual(?:ly)?\b|\bin perpetuity\b|\bforever\b|\b(?:survives?|continues?|remains? in (?:force|effect))\b[^.;]{0,40}\b(?:delet\w{1,3}|remov\w{1,3}|terminat\w{1,4}|clos\w{1,3})")),
    ("irrevocable", Text("不可撤销", "irrevocable"), True, Pattern(r"不可撤[销回]|\birrevocabl[ey]\b")),
    ("sublicensable", Text("可再许可", "sublicensable"), True, Pattern(r"(?:可|可以|有权)?(?:再许可|转授权|分许可|再授权|转许可)|\bsub-?licen[sc](?:e|able)\w{0,2}\b")),
    ("exclusive", Text("独家", "exclusive"), True, Pattern(r"(?<!非)(?:独家|排他|独占)|(?<!non-)(?<!non)(?<!non )\bexclusive (?:licen[sc]e|right)\b")),
    ("assigned", Text("转让权利", "assignment of the rights"), True, Pattern(r"(?:内容|作品|反馈)[^。;]{0,20}(?:著作权|知识产权|权利)[^。;,]{0,12}(?:转让给|归)(?:我们|公司|平台)|\byou (?:hereby )?(?:irrevocably )?(?:assign|transfer)\b")),
    ("worldwide", Text("全球", "worldwide"), False, Pattern(r"全球|全世界|世界范围|\b(?:worldwide|world-wide|global|universe|universal|throughout the world)\b")),
    ("free", Text("免费", "royalty-free"), False, Pattern(r"免费|无偿|\b(?:royalty[- ]free|rent-free|at no (?:cost|charge)|free of charge|without (?:compensation|payment)|fully[- ]paid)\b")),
    ("transferable", Text("可转让", "transferable"), False, Pattern(r"可转让(?:的)?|(?<!non-)\b(?:transferable|assignable)\b")),
    ("derivative", Text("可演绎", "derivative works"), False, Pattern(r"演绎|衍生作品|派生作品|改编|修改|\bderivative\b|\b(?:modify|adapt|translate)\b")),
    ("display", Text("可公开展示", "public display"), False, Pattern(r"公开(?:展示|传播|表演)|信息网络传播|发布|展示|\b(?:publicly (?:display|perform)|publish|distribute|display)\b")),
    ("promotion", Text("可用于宣传", "use in promotion"), False, Pattern(r"宣传|推广|营销|\b(?:promot\w{1,5}|marketing|publicity|advertis\w{1,5})\b")),
    ("no-attribution", Text("无需署名", "without attribution"), False, Pattern(r"无需署名|放弃署名|\bwithout attribution\b|\bmoral rights\b")),
)  # fmt: skip
_ZH_GRANT = Pattern(
    r"(?:授予|许可|授权|同意|给予|赋予)[^。;]{0,30}(?:我们|我方|公司|平台|本公司|关联)[^。;]{0,120}(?:许可|权利|使用权|授权|使用|展示|改编|复制|传播|发布|汇编|翻译)|(?:我们|公司|平台)[^。;]{0,12}(?:有权|可以?)[^。;]{0,30}(?:使用|展示|复制|传播|修改|发布)[^。;]{0,30}(?:内容|作品|素材)"
    r"|(?:您|你|用户)[^。;]{0,60}(?<!被)(?:授予|授权|许可)(?!您|你|用户|登录|获取)[^。;]{1,60}(?:许可使用权|使用权|许可|使用的权利)"
    r"|(?:我们|公司|平台)[^。;]{0,12}(?:有权|可以?|可能会?)[^。;]{0,60}(?:内容|作品|结果|输出)[^。;]{0,30}用于[^。;,]{0,10}(?:宣传|推广|营销)"
)
_EN_GRANT = Pattern(
    r"\bgrants? [^;]{1,180}\b(?:licen[sc]e|rights?|permission)\b|\blicen[sc]e\b[^;]{0,60}\bto (?:use|host|store|reproduce)\b|\byou (?:hereby |also |expressly |irrevocably ){0,2}(?:giv(?:e|ing)|allow|permit|authori[sz]e)\b[^;]{0,140}\b(?:licen[sc]e|rights?|permission|use|publish|show)\b|\byou (?:hereby )?(?:license|assign|transfer|waive|permit|authori[sz]e|allow)\b|\b(?:this|the|such|your) licen[sc]e\b[^;]{0,40}\b(?:continues?|survives?|ends?|terminates?|expires?|lasts?|remains?)\b"
)
# 本服务包含的一切知识产权归公司所有: the provider's own, nothing granted
_PROVIDERS_OWN = Pattern(
    r"本?(?:协议项下)?(?:服务|平台|软件|网站|产品)(?:中)?(?:包含|所含|提供)?[^。;]{0,160}(?:权利|知识产权)[^。;,]{0,8}归"
)
_CONTENT = Pattern(
    r"内容|作品|素材|图片|视频|照片|音频|录音|文字|文章|文稿|稿件|评论|评价|课件|帖子|动态|笔记|直播|肖像|声音|代码|反馈|提示词|参考图|模板|文件|设计|音乐|歌曲|创意|\b(?:content|materials?|submissions?|feedback|works?|inputs?|outputs?|information|posts?|names?|logos?|suggestions?|ideas|reviews?|ratings?|photos?|photographs?|images?|pictures?|videos?|recordings?|voices?|likeness|levels?|creations?|messages?|comments?|uploads?|files?|designs?|music|songs?|text|code|models?|prompts?|profile|data)\b"
)
_TO_USER = Pattern(
    r"(?:我们|公司|平台)(?:授予|许可|授权)(?:您|你|用户)|授予(?:您|你|用户)|\b(?:we|company|licensor) (?:hereby )?grants? (?:to )?(?:you|the customer|customer)\b|\bgrants? you\b"
)
# 用户生成的内容,其知识产权归平台所有; 授权在删除内容后仍然有效
_ZH_OWNED = Pattern(
    r"(?:您|你|用户|参赛|参与|参加|征集|应征|提交|作者|创作|主播|投稿|上传|生成|发布)[^。;]{0,60}(?:著作(?:财产)?权|知识产权|版权|所有权|权利|权益|作品|内容)[^。;]{0,24}(?:均?归|属于|归属于?|转让给|让与)(?:于)?(?:我们|我方|公司|平台|本公司|本平台|甲方|主办方|组委会|活动方|出版社)"
)
_ZH_SURVIVES = Pattern(
    r"(?:授权|许可)[^。;]{0,30}(?:删除|下架|注销|终止|届满|移除)[^。;]{0,14}(?:仍|继续|依然|持续)(?:然)?(?:有效|存续|使用)|(?:删除|下架|注销|终止|届满|移除)[^。;]{0,20}(?:授权|许可)[^。;]{0,12}(?:仍|继续|依然|持续)(?:然)?(?:有效|存续)"
)
_ZH_SURVIVES_TOO = r"(?:其他用户|他人|第三方)[^。;]{0,30}已[^。;]{0,40}不受影响|(?:删除|下架|私有|撤回|取消公开|停止公开|注销)[^。;]{0,60}不(?:会)?(?:影响|撤销)[^。;]{0,30}(?:其他用户|他人|第三方)[^。;]{0,40}(?:许可|授权|使用|生成|创作|权利|权益)"
_EN_SURVIVES = r"\b(?:delet|remov|terminat|clos|withdraw)\w{0,5}\b[^.;]{0,60}\b(?:does|do|will|shall) not (?:affect|revoke|terminate|end|cancel)\b[^.;]{0,40}\b(?:licen[sc]es?|rights|copies|uses?)\b"
_EN_OUTLIVES = r"\b(?:licen[sc]es?|permissions?|rights you (?:grant|give))\b[^.;]{0,40}\b(?:survives?|continues?|remains? in (?:force|effect))\b[^.;]{0,40}\b(?:delet|remov|clos|terminat|end)\w{0,4}\b"
_USERS_EN = r"\b(?:you|your|users?|customers?|participants?|entrants?|generated|submitted|uploaded|posted)\b"
_EN_OWNED = rf"{_USERS_EN}[^.;]{{0,80}}\b(?:the |our )?(?:sole |exclusive )?(?:property of (?:us|our|the (?:company|provider|platform|organi[sz]ers?|sponsors?))|property of [a-z]+(?: inc| ltd| llc)?$|owned by (?:us|the company)|belongs? to (?:us|the company|the provider))\b|{_USERS_EN}[^.;]{{0,80}}\b(?:become|becomes|are|is|be) our (?:sole |exclusive )?property\b"
_ZH_THING = r"(?:内容|作品|输入|输出|信息|图片|视频|文件|素材|成果|数据|文本|提示词)"
_ZH_YOURS = (
    r"(?:您|你|用户)[^。;,]{0,24}(?:生成|创作|上传|发布|输入|提交|制作)[^。;]{0,30}(?:著作权|知识产权|版权|所有权|权利|权益)?[^。;,]{0,6}(?:归|属于|归属于)(?:您|你|用户|创作者|原?作者)|"
    rf"{_ZH_THING}[^。;]{{0,24}}(?:归|属于|归属于?|仍归|均归)(?:您|你|用户|创作者|上传者|发布者|原作者|作者)(?!的)|{_ZH_THING}[^。;]{{0,24}}由(?:您|你|用户|创作者|作者)(?:本人|自行)?(?:所有|享有|拥有|保留|维护)"
    rf"|(?:您|你|用户)(?:仍|将|继续)?(?:保留|享有|拥有)[^。;,]{{0,24}}{_ZH_THING}[^。;,]{{0,24}}(?:所有权|知识产权|著作权|版权|权利|权益)|(?:您|你|用户)(?:仍|将|继续)?(?:保留|享有|拥有)(?:其|全部|所有|相应|完整)?(?:的)?(?:所有权|知识产权|著作权|版权)"
)
_EN_YOURS = (
    r"\b(?:you|customers?|users?|creators?|authors?) (?:will |shall )?(?:always )?(?:retains?|keeps?|owns?)\b[^.;]{0,60}\b(?:ownership|rights?|title|copyrights?|content|outputs?|inputs?|submissions?|works?|materials)\b"
    r"|\b(?:content|outputs?|inputs?|copyrights?|ownership|submissions?|works?|files)\b[^.;]{0,80}\b(?:belongs? to|remains?|stays?|is maintained by|(?:is|are) owned by)\b (?:with )?(?:you\b|yours\b|your (?:own |sole )?property|the (?:user|customer|author|creator))"
    r"|\b(?:we|us|[a-z]+) (?:do not|does not|don't|doesn't|will not|shall not) (?:claim|acquire|take|obtain|assert|have)\b[^.;]{0,24}\bownership\b|\bnot give (?:us|[a-z]+) any ownership\b"
)
_NOT_YOURS = Pattern(
    r"声明并?保证|承诺|确保|保证(?:您|你)|\b(?:represents?|warrants?|certif(?:y|ies)|ensure|must|confirm|if you (?:own|do not own)|unless you own)\b"
)
_OTHERS_ZH = r"(?:其他|其它)(?:用户|人|玩家|成员)(?!的)|(?<![犯害充损])他人(?![的合隐名])|任何(?:用户|人)(?!的)|第三方用户|公众(?!号|平台|的)|社区成员"
_ZH_BY_OTHERS = rf"(?:{_OTHERS_ZH})(?:(?!我们|平台|公司|利益)[^。;]){{0,40}}(?:可|可能|可以|有权|能够|获得)[^。;]{{0,60}}(?:使用|下载|转发|复用|制作同款|创作|改编|引用|复制|参考图|许可)[^。;]{{0,40}}"
_OTHERS_EN = r"\b(?:other|fellow|all|any) (?:users?|members?|players?|customers|participants|visitors|people|creators)\b|\b(?:users|members|players|visitors|subscribers) of (?:the|our) [a-z]+\b|\b(?:anyone|the public)\b"
_EN_BY_OTHERS = (
    rf"(?:{_OTHERS_EN})[^.;]{{0,40}}\b(?:may|can|could|will be able to|to)\b[^.;]{{0,30}}?\b(?:use|copy|modify|remix|download|reuse|adapt|fork|edit|build (?:up)?on|reproduce|redistribute)\b[^.;]{{0,60}}\b(?:you|your|content|them|it)\b"
    rf"|\b(?:give|grant|allow|permit)s? (?:{_OTHERS_EN})[^.;]{{0,60}}\b(?:permission|licen[sc]e|right|use|copy|modify|fork)\b"
)
_ZH_UNNAMED = r"(?:放弃|不(?:再)?(?:主张|行使))[^。;]{0,30}(?:署名权?|著作人身权|人身权利?|精神权利)|(?:可以?|有权|无需|而)?(?:不|无需|不予|无须)(?:为您|对您)?署名"
_EN_UNNAMED = r"\bwaives?\b[^.;]{0,30}\bmoral rights\b|\bwithout (?:crediting|credit|naming)\b[^.;]{0,12}"
OTHERWISE = (
    ("ownership", Text("内容权利归平台", "ownership of user content"), True, _ZH_OWNED, Pattern(_EN_OWNED),
     ("归", "属于", "转让给", "让与", "property", "owned by", "belong")),
    ("survives", Text("删除或注销后仍有效", "a licence that outlives the content"), True, _ZH_SURVIVES, Pattern(_EN_OUTLIVES),
     ("删除", "下架", "注销", "终止", "届满", "移除", "surviv", "continue", "remain")),
    ("copies-stay", Text("删除后他人已作的使用仍有效", "what others made outliving the content"), False, Pattern(_ZH_SURVIVES_TOO), Pattern(_EN_SURVIVES),
     ("不受影响", "不影响", "不会影响", "不会撤销", "不撤销", "not affect", "not revoke", "not terminate", "not end", "not cancel")),
    ("no-attribution", Text("无需署名", "without attribution"), False, Pattern(_ZH_UNNAMED), Pattern(_EN_UNNAMED),
     ("署名", "人身权", "精神权利", "moral rights", "without credit", "without naming")),
    ("user-owns", Text("内容权利归用户", "the user's ownership of content"), False, Pattern(_ZH_YOURS), Pattern(_EN_YOURS),
     ("归", "属于", "保留", "享有", "拥有", "由您", "由你", "由用户", "由创作者", "由作者", "retain", "keep", "own", "belong", "remain", "stays")),
)  # fmt: skip
"""Id, name, gravity, the patterns of both languages, and the words of which one must stand in the sentence."""
GOOD = frozenset({"user-owns"})
"""What is good for the user."""
_WITHOUT = Pattern(r"未经[^。;,]{0,16}(?:许可|授权|同意)|\b(?:grants?|gives?|giving) (?:to )?(?:us|[a-z]+) no\b")
_BY_US = (
    Pattern(r"(?:反馈|建议|意见)[^。;]{0,20}(?:我们|平台|公司|我方)[^。;,]{0,4}(?:可|有权)[^。;]{0,16}使用"),
    Pattern(
        r"\b(?:we|us|company|[a-z]+) (?:may|can|will) (?:freely )?(?:use|modify|incorporate|exploit)\b[^;]{0,60}\b(?:feedback|suggestions?)\b|\b(?:feedback|suggestions?|ideas)\b[^.;]{0,60}\bmay be (?:freely )?used by (?:us|[a-z]+)\b"
    ),
)
_BY_OTHERS = (Pattern(_ZH_BY_OTHERS), Pattern(_EN_BY_OTHERS))
_USES_OF = (
    ("feedback-use", _BY_US, ("feedback", "suggestion", "ideas", "反馈", "建议", "意见")),
    ("use-by-others", _BY_OTHERS,
     ("其他", "其它", "他人", "任何人", "任何用户", "第三方用户", "公众", "社区成员", "other ", "fellow", "all users", "any user", "all members", "members of", "users of", "players of", "visitors of",
      "subscribers of", "anyone", "the public")),
)  # fmt: skip
# to name a customer is no licence on what he made
_NAMES_A_CUSTOMER = Pattern(
    r"\b(?:names?|logos?|trademarks?|marks)\b[^.;]{0,80}\b(?:as (?:a|an|our|its|[a-z]+'s) (?:customer|client|user)|customer lists?|case stud(?:y|ies)|sales presentations?)\b"
)


_USED_BY_OTHERS = (
    ("prompts", Text("提示词", "prompts"), Pattern(r"提示词|指令|\bprompts?\b")),
    ("inputs", Text("输入内容", "inputs"), Pattern(r"输入(?:的)?(?:内容|信息|素材)|参考图|\binputs?\b|\breference (?:images?|files?)\b")),
    ("voice", Text("声音", "voices"), Pattern(r"声音|音色|\bvoices?\b")),
    ("likeness", Text("形象", "likenesses"), Pattern(r"肖像|形象|分身|\b(?:likeness|avatar)s?\b")),
    ("code", Text("代码", "code"), Pattern(r"代码|源文件|\b(?:code|source files)\b")),
)  # fmt: skip


def _what_others_use(context: ClauseContext, sentence: Sentence) -> Iterator[Fact]:
    for id, name, pattern in _USED_BY_OTHERS:
        if hit := pattern.search(sentence.low):
            start, end = quotable(sentence, *hit.span())
            zh, en = f"他人可使用{name.zh}", f"use of {name.en} by others"
            yield context.fact(TYPE, f"others-use:{id}", sentence.start + start, sentence.start + end, zh=zh, en=en)


_IT = Pattern(r"\b(?:it|them|these|those)\b")


def read(context: ClauseContext) -> Iterator[Fact]:
    """``licence`` for the grant itself, and one fact for each attribute (``perpetual``, ``sublicensable`` …)."""
    for sentence in context.sentences:
        otherwise = tuple(_otherwise(context, sentence))
        yield from otherwise
        if any(word in sentence.low for word in ("授", "许可", "grant")) and _TO_USER.search(sentence.low):
            continue
        used = tuple(_used(context, sentence))
        yield from used or _granted(context, sentence, frozenset(fact.value for fact in otherwise))


def _otherwise(context: ClauseContext, sentence: Sentence) -> Iterator[Fact]:
    """What is said of content besides a grant: whose it is, what outlives it, that nobody is named."""
    low, wanting = sentence.low, lacking(sentence.low)
    for id, name, grave, in_zh, in_en, words in OTHERWISE:
        pattern = in_zh if context.lang == "zh" else in_en
        if pattern is None or pattern.needed & wanting:
            continue
        hit = pattern.search(low) if any(word in low for word in words) else None
        if hit is None or (id in GOOD and _NOT_YOURS.search(low, 0, hit.end())):
            continue
        if id == "no-attribution" or not negated(sentence, hit.end(), reach=8) or "not" in hit.group():
            yield _fact(context, sentence, hit, id, name, "yes" if grave else "no")


def _used(context: ClauseContext, sentence: Sentence) -> Iterator[Fact]:
    """That others may use the content, or the provider feedback, without a grant in so many words."""
    low = sentence.low
    for id, (in_zh, in_en), words in _USES_OF:
        hit = (in_zh if context.lang == "zh" else in_en).search(low) if any(word in low for word in words) else None
        if hit and not negated(sentence, hit.end(), reach=len(hit.group())):
            yield _fact(context, sentence, hit, id)
            if id == "use-by-others":
                yield from _what_others_use(context, sentence)
            return


def _granted(context: ClauseContext, sentence: Sentence, told: frozenset[str]) -> Iterator[Fact]:
    low = sentence.low
    if not any(word in low for word in _GRANT_WORDS):
        return
    if not (_CONTENT.search(low) or (granted_by_user(sentence) and _IT.search(low))):
        return
    if "copies-stay" in told or _NAMES_A_CUSTOMER.search(low) or ("归" in low and _PROVIDERS_OWN.search(low)):
        return
    match = (_ZH_GRANT if context.lang == "zh" else _EN_GRANT).search(low)
    if match is None or negated(sentence, match.start(), reach=12) or _WITHOUT.search(low):
        return
    if not (granted_by_user(sentence) or any(word in low for word in ("licen", "assign", "许可", "有权"))):
        return
    yield _fact(context, sentence, match, "licence")
    if any(word in low for word in ("licen", " right", "assign", "许可", "授权", "授予", "给予")):
        for id, name, grave, pattern in ATTRIBUTES:
            if id not in told and (hit := pattern.search(low)) is not None:
                yield _fact(context, sentence, hit, id, name, "yes" if grave else "no")


_GRANT_WORDS = (
    "授予", "许可", "授权", "同意", "给予", "赋予", "有权", "可以", "可能", "可对", "可将", "可使用", "我们可", "平台可", "公司可", "也可",
    "grant", "licen", "giv", "allow", "permit", "authori", "assign", "transfer", "waive",
)  # fmt: skip


def _fact(
    context: ClauseContext, sentence: Sentence, hit: re.Match[str], id: str, name: Text | None = None, grave: str = ""
) -> Fact:
    start, end = quotable(sentence, *hit.span())
    start, end = sentence.start + start, sentence.start + end
    return (
        context.fact(TYPE, id, start, end, grave=grave, zh=name.zh, en=name.en)
        if name
        else context.fact(TYPE, id, start, end)
    )


READER = Reader(
    TYPE,
    ("授予", "给予", "赋予", "归", "许可", "授权", "有权", "其他用户", "其它用户", "他人", "任何人", "任何用户", "公众", "不受影响", "不影响", "不会影响", "撤销", "著作权", "知识产权", "版权", "所有权", "署名", "人身权",
     "精神权利", "属于", "保留", "享有", "拥有", "反馈", "权益", "grant", "licen", "feedback", "suggestion", "assign", "waive", " right", "give", "permit", "allow", "own", "belong", "property",
     "copyright", "remain", "other users", "other members", "other players", "members of", "users of", "players of", "anyone", "the public", "any user", "all users", "credit", "naming", "retain", "keep"),
    read,
    by_sentence=True,
)  # fmt: skip
