"""What users grant on their content: a licence to the provider, attribute by attribute."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.guards import granted_by_user, negated
from clauselog.facts.patterns import Pattern
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
)
_EN_GRANT = Pattern(
    r"\bgrants? [^;]{1,180}\b(?:licen[sc]e|rights?|permission)\b|\blicen[sc]e\b[^;]{0,60}\bto (?:use|host|store|reproduce)\b|\byou (?:hereby |also )?(?:giv(?:e|ing)|allow|permit|authori[sz]e)\b[^;]{0,140}\b(?:licen[sc]e|rights?|permission|use|publish|show)\b|\byou (?:hereby )?(?:license|assign|transfer|waive|permit|authori[sz]e|allow)\b|\b(?:this|the|such|your) licen[sc]e\b[^;]{0,40}\b(?:continues?|survives?|ends?|terminates?|expires?|lasts?|remains?)\b"
)
_CONTENT = Pattern(
    r"内容|作品|素材|图片|视频|照片|音频|录音|文字|文章|文稿|稿件|评论|评价|课件|帖子|动态|笔记|直播|肖像|声音|代码|反馈|\b(?:content|materials?|submissions?|feedback|works?|inputs?|outputs?|information|posts?|names?|logos?|suggestions?|ideas|reviews?|ratings?|photos?|photographs?|images?|pictures?|videos?|recordings?|voices?|likeness|levels?|creations?|messages?|comments?|uploads?|files?|designs?|music|songs?|text|code|models?|prompts?|profile|data)\b"
)
_TO_USER = Pattern(
    r"(?:我们|公司|平台)(?:授予|许可|授权)(?:您|你|用户)|授予(?:您|你|用户)|\b(?:we|company|licensor) (?:hereby )?grants? (?:to )?(?:you|the customer|customer)\b|\bgrants? you\b"
)
# 用户生成的内容,其知识产权归平台所有; 授权在删除内容后仍然有效
_ZH_OWNED = Pattern(
    r"(?:您|你|用户|参赛|应征|提交|作者|创作|主播|投稿|上传|生成|发布)[^。;]{0,60}(?:著作(?:财产)?权|知识产权|版权|所有权|权利|权益|作品|内容)[^。;]{0,24}(?:均?归|属于|归属于?|转让给|让与)(?:于)?(?:我们|我方|公司|平台|本公司|本平台|甲方|主办方|组委会|活动方|出版社)"
)
_ZH_SURVIVES = Pattern(
    r"(?:授权|许可)[^。;]{0,30}(?:删除|下架|注销|终止|届满|移除)[^。;]{0,14}(?:仍|继续|依然|持续)(?:然)?(?:有效|存续|使用)|(?:删除|下架|注销|终止|届满|移除)[^。;]{0,20}(?:授权|许可)[^。;]{0,12}(?:仍|继续|依然|持续)(?:然)?(?:有效|存续)"
)
OTHERWISE = (
    ("ownership", Text("内容权利归平台", "ownership of user content"), _ZH_OWNED),
    ("survives", Text("删除或注销后仍有效", "a licence that outlives the content"), _ZH_SURVIVES),
)
_WITHOUT = Pattern(r"未经[^。;,]{0,16}(?:许可|授权|同意)|\b(?:grants?|gives?|giving) (?:to )?(?:us|[a-z]+) no\b")
_USES = Pattern(
    r"\b(?:we|us|company|[a-z]+) (?:may|can|will) (?:freely )?(?:use|modify|incorporate|exploit)\b[^;]{0,60}\b(?:feedback|suggestions?)\b|其他用户[^。;]{0,20}(?:可|可能|可以)[^。;]{0,40}(?:使用|查看|下载|转发|复用|制作同款)[^。;]{0,40}"
)


_IT = Pattern(r"\b(?:it|them|these|those)\b")


def read(context: ClauseContext) -> Iterator[Fact]:
    """``licence`` for the grant itself, and one fact for each attribute (``perpetual``, ``sublicensable`` …)."""
    grant = _ZH_GRANT if context.lang == "zh" else _EN_GRANT
    for sentence in context.sentences:
        low = sentence.low
        for id, name, pattern in OTHERWISE:
            hit = pattern.search(low)
            if hit and not negated(sentence, hit.end(), reach=8):
                start, end = quotable(sentence, *hit.span())
                yield context.fact(
                    TYPE, id, sentence.start + start, sentence.start + end, grave="yes", zh=name.zh, en=name.en
                )
        if _TO_USER.search(low) or not (_CONTENT.search(low) or (granted_by_user(sentence) and _IT.search(low))):
            continue
        if used := _USES.search(low):
            start, end = quotable(sentence, *used.span())
            yield context.fact(TYPE, "use-by-others", sentence.start + start, sentence.start + end)
            continue
        match = grant.search(low)
        if match is None or negated(sentence, match.start(), reach=12) or _WITHOUT.search(low):
            continue
        if not (granted_by_user(sentence) or "licen" in low or "assign" in low or "许可" in low or "有权" in low):
            continue
        start, end = quotable(sentence, *match.span())
        yield context.fact(TYPE, "licence", sentence.start + start, sentence.start + end)
        if not (
            "licen" in low
            or " right" in low
            or "assign" in low
            or "许可" in low
            or "授权" in low
            or "授予" in low
            or "给予" in low
        ):
            continue
        for id, name, grave, pattern in ATTRIBUTES:
            if (hit := pattern.search(low)) is not None:
                a, b = quotable(sentence, *hit.span())
                yield context.fact(
                    TYPE,
                    id,
                    sentence.start + a,
                    sentence.start + b,
                    grave="yes" if grave else "no",
                    zh=name.zh,
                    en=name.en,
                )


READER = Reader(
    TYPE,
    (
        "授予",
        "给予",
        "赋予",
        "归",
        "许可",
        "授权",
        "有权",
        "其他用户",
        "grant",
        "licen",
        "feedback",
        "suggestion",
        "assign",
        "waive",
        " right",
        "give",
        "permit",
        "allow",
        "著作权",
        "知识产权",
        "归",
    ),
    read,
    by_sentence=True,
)
