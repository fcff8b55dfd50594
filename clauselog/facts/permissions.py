"""Which permissions of the device an application asks for, by canonical id."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.guards import mentioned, negated
from clauselog.facts.patterns import Pattern
from clauselog.facts.statements import quotable
from clauselog.model import Fact, Text

TYPE = "permission"

PERMISSIONS = (
    ("camera", Text("相机", "camera"), r"相机|摄像头|\bcamera\b"),
    ("microphone", Text("麦克风", "microphone"), r"麦克风|录音权限|\bmicrophone\b"),
    ("photos", Text("相册", "photos"), r"相册|图库|\b(?:photo library|photos|gallery|camera roll)\b"),
    ("storage", Text("存储", "storage"), r"存储(?:空间|权限|卡)?|\bstorage\b"),
    ("contacts", Text("通讯录", "contacts"), r"通讯录|联系人|\b(?:contacts?|address book)\b"),
    ("calendar", Text("日历", "calendar"), r"日历|日程|\bcalendar\b"),
    ("location", Text("位置", "location"), r"位置|定位|\b(?:location|gps)\b"),
    ("background-location", Text("后台位置", "location in the background"), r"后台[^。;,]{0,12}(?:位置|定位)|(?:始终|一直|持续)[^。;,]{0,8}(?:位置|定位)|(?:位置|定位)[^。;,]{0,12}(?:后台|始终)|(?:位置|定位)[^。;]{0,24}后台|\blocation\b[^.;]{0,80}\b(?:background|at all times|(?:even )?when [^.;,]{0,20}\b(?:closed|not in use))\b|\bbackground location\b"),
    ("clipboard", Text("剪贴板", "clipboard"), r"剪[贴切]板|\bclipboard\b"),
    ("phone", Text("电话", "phone"), r"电话(?:状态)?权限|拨打电话|通话状态|\b(?:phone state|make calls|phone permission)\b"),
    ("sms", Text("短信", "text messages"), r"短信权限|读取短信|\b(?:sms|text messages) permission\b|\bread (?:your )?(?:sms|text messages)\b"),
    ("bluetooth", Text("蓝牙", "Bluetooth"), r"蓝牙|\bbluetooth\b"),
    ("notifications", Text("通知", "notifications"), r"(?:推送)?通知(?:使用)?权限|\bnotifications? (?:permission|access)\b"),
    ("sensors", Text("传感器", "sensors"), r"传感器|\bsensors?\b"),
    ("apps", Text("应用列表", "installed apps"), r"应用列表|安装列表|\b(?:installed apps|app list|list of apps)\b"),
    ("local-network", Text("本地网络", "local network"), r"本地网络|局域网|\blocal network\b"),
    ("overlay", Text("悬浮窗", "overlay"), r"悬浮窗|\boverlay\b"),
    ("accessibility", Text("无障碍", "accessibility service"), r"无障碍(?:服务|权限)|\baccessibility (?:service|permission)\b"),
    ("health", Text("健康数据", "health data"), r"健康(?:数据)?权限|运动与健身|\bhealthkit\b|\bhealth permission\b"),
)  # fmt: skip
_PATTERNS = tuple((id, name, Pattern(source)) for id, name, source in PERMISSIONS)
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


def read(context: ClauseContext) -> Iterator[Fact]:
    """The ids of ``PERMISSIONS`` that a sentence says are asked for or used."""
    ask = _ZH_ASK if context.lang == "zh" else _EN_ASK
    for sentence in context.sentences:
        asked = ask.search(sentence.low)
        if asked is None or _SETTINGS.search(sentence.low) or mentioned(sentence, *asked.span()):
            continue
        for id, name, pattern in _PATTERNS:
            match = pattern.search(sentence.low)
            if (
                match
                and abs(match.start() - asked.start()) <= 60
                and not (negated(sentence, match.start()) or negated(sentence, asked.start()))
            ):
                start, end = quotable(sentence, *match.span())
                yield context.fact(TYPE, id, sentence.start + start, sentence.start + end, zh=name.zh, en=name.en)
                if _ZH_REQUIRED.search(sentence.low):
                    yield context.fact(
                        TYPE, f"required:{id}", sentence.start + start, sentence.start + end,
                        zh=f"{name.zh}（不给则无法使用）", en=f"{name.en} (required)",
                    )  # fmt: skip


READER = Reader(
    TYPE,
    ("权限", "相机", "摄像头", "麦克风", "相册", "通讯录", "日历", "剪贴板", "剪切板", "蓝牙", "传感器", "应用列表", "permission", "access to", "access your", "accesses", "access the"),
    read,
    by_sentence=True,
)  # fmt: skip
