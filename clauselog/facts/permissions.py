"""Which permissions of the device an application asks for, by canonical id."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader, Sentence
from clauselog.facts.guards import mentioned, negated
from clauselog.facts.lexicon.terms import terms
from clauselog.facts.patterns import Pattern
from clauselog.facts.statements import quotable
from clauselog.model import ClauseKind, Fact

TYPE = "permission"
TERMS = "permissions"
"""The word list: Android, iOS, HarmonyOS and browsers."""

# 在后台获取位置, location … even when the app is closed: what words alone do not tell from a plain location
_BACKGROUND_ID = "background-location"
_BACKGROUND = Pattern(
    r"后台[^。;,]{0,16}(?:位置|定位)|(?:始终|一直|持续)[^。;,]{0,8}(?:位置|定位)|(?:位置|定位)[^。;,]{0,12}(?:后台|始终)|(?:位置|定位)[^。;]{0,24}后台"
    r"|\blocation\b[^.;]{0,80}\b(?:background|at all times|(?:even )?when [^.;,]{0,20}\b(?:closed|not in use))\b"
)
# 申请相机权限, 访问您的剪切板; access to your camera, permission to use the microphone
_ZH_ASK = Pattern(
    r"权限|(?:访问|读取|调用|开启|使用|启用|打开)(?:您|你)?(?:的)?(?:设备)?(?:的)?(?:上)?(?:相机|摄像头|麦克风|相册|通讯录|日历|剪[贴切]板|蓝牙|传感器|应用列表)"
)
_EN_ASK = Pattern(
    r"\bpermissions?\b|\baccess(?:es)? (?:to )?(?:your|the|device)\b|\bthe app (?:will |may |also |can )?(?:uses?|reads?|opens?) (?:your|the)\b"
)
_SETTINGS = Pattern(
    r"关闭|撤回|撤销|取消(?:授权)?|管理|\b(?:revoke|disable|(?:turn|switch)(?:ing)? (?:it |this |them )?off|manage|withdraw|how to)\b"
)
# 须允许…否则无法使用; not 无法使用该功能
_ZH_REQUIRED = Pattern(
    r"(?:须|必须|需|应当)[^。;,]{0,12}(?:允许|授权|开启|同意|授予)[^。;]{0,40}(?:否则|方可|才能|方能)|(?:拒绝|不同意|不授权|未授权|不开启|未开启|不允许)[^。;]{0,24}(?:无法|不能)(?:继续)?(?:使用|登录|注册)(?:本|我们|全部|任何|产品|服务|app)"
)


def _named(sentence: Sentence) -> dict[str, tuple[int, int]]:
    """The permissions a sentence names, each with where it does so first."""
    found: dict[str, tuple[int, int]] = {}
    for named in terms(TERMS).find(sentence.text, sentence.low):
        found.setdefault(named.id, (named.start, named.end))
    if (background := _BACKGROUND.search(sentence.low)) is not None:
        found.setdefault(_BACKGROUND_ID, background.span())
    return found


def read(context: ClauseContext) -> Iterator[Fact]:
    """The ids of the word list of permissions that a sentence says are asked for or used."""
    ask = _ZH_ASK if context.lang == "zh" else _EN_ASK
    found = False
    for sentence in context.sentences:
        asked = ask.search(sentence.low) or _BACKGROUND.search(sentence.low)
        if asked is None or _SETTINGS.search(sentence.low) or mentioned(sentence, *asked.span()):
            continue
        for id, (first, last) in _named(sentence).items():
            if abs(first - asked.start()) <= 60 and not (negated(sentence, first) or negated(sentence, asked.start())):
                name = terms(TERMS).by_id[id].name
                start, end = quotable(sentence, first, last)
                found = True
                yield context.fact(TYPE, id, sentence.start + start, sentence.start + end, zh=name.zh, en=name.en)
                if _ZH_REQUIRED.search(sentence.low):
                    yield context.fact(
                        TYPE, f"required:{id}", sentence.start + start, sentence.start + end,
                        zh=f"{name.zh}（不给则无法使用）", en=f"{name.en} (required)",
                    )  # fmt: skip
    if not found and context.kind in (ClauseKind.ITEM, ClauseKind.ROW, ClauseKind.CLAUSE):
        yield from read_item(context)


def read_item(context: ClauseContext) -> Iterator[Fact]:
    """The permission that an item of a list, a row of a table or a clause on permissions asked for begins with."""
    above = (context.lead,) if context.lead else context.headings[:3]
    listed = any(_LISTED.search(text) and not _NOT_LISTED.search(text) for text in above)
    if not listed and (not _NAMED_FIRST.search(context.low) or any(_OF_OTHERS.search(text) for text in above)):
        return
    end = context.sentences[0].end
    item = Sentence(context.text[:end], context.low[:end], 0)  # with the clause's own heading, which may be the name
    named = [(span, id) for id, span in _named(item).items() if span[0] <= _FIRST_CHARS]
    if named and not negated(item, min(named)[0][0]):
        (first, last), id = min(named)
        name = terms(TERMS).by_id[id].name
        yield context.fact(TYPE, id, *quotable(item, first, last), zh=name.zh, en=name.en)


_FIRST_CHARS = 24
"""How far into an item its permission may stand: behind a number, the platform's own name or "Android:"."""
# 可能调用以下权限:, 权限申请与使用情况说明; the app needs the following permissions:
_LISTED = Pattern(
    r"(?:申请|调用|调取|获取|需要|使用|开启|请求|涉及|以下|如下|下列)[^。;]{0,24}权限|权限[^。;]{0,12}(?:如下|以下|列表|清单|目录|说明|申请|调用|名称)|(?:请求|申请)(?:系统|设备)?授权"
    r"|\b(?:requires?|requests?|needs?|asks? for|uses?|following|access to)\b[^.;]{0,40}\bpermissions?\b|\bpermissions? (?:we|list|used|requested|required|that)\b|\b(?:device|app|system) permissions\b"
)
# 1、读取外部存储权限:用于…: an entry that says itself what it is
_OF_OTHERS = Pattern(r"第三方|sdk|关闭|撤回|取消|管理")
_NAMED_FIRST = Pattern(r"^[ \d.、()•·-]{0,6}[^,。;:、|]{2,14}权限 ?:")
_NOT_LISTED = Pattern(
    r"如何|怎样|(?:关闭|撤回|取消|管理)[^。;,]{0,8}(?:权限|授权)的?(?:方式|方法|步骤|路径)|第三方|sdk|\bhow to\b|\bthird[- ]part"
)
READER = Reader(
    TYPE,
    ("位置", "定位", "电话", "存储", "通知", "location", "microphone", "camera", "photos", "storage", "contacts", "calendar", "bluetooth", "notification", "权限", "相机", "摄像头", "麦克风", "相册", "通讯录", "日历", "剪贴板", "剪切板", "蓝牙", "传感器", "应用列表", "permission", "access to", "access your", "accesses", "access the"),
    read,
    by_sentence=True, read_item=read_item,
)  # fmt: skip
