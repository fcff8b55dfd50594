"""Invented policies and ways to change them, with the truth of which clause became which.

A policy is a list of lines; every line remembers the lines it came from, so whatever is done to it the pairs are
known. Everything is drawn from a seeded generator: the same document on every run.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from clauselog.model import Clause, ClauseKind, Pairing
from tests.builders import clause, document

_ZH_CHAPTERS = (
    "我们如何收集和使用您的信息",
    "我们如何使用同类技术",
    "信息的共享与委托处理",
    "信息的保存地点与期限",
    "您管理信息的方式",
    "未成年人信息的保护",
    "账号的注册与停用",
    "内容规范与处置",
    "费用与退款",
    "责任的承担与限制",
    "争议的解决",
    "本政策的更新",
)
_EN_CHAPTERS = (
    "Information we collect",
    "Cookies and similar tools",
    "Who receives your information",
    "How long we keep it",
    "Your choices and rights",
    "Children and teenagers",
    "Accounts",
    "Content rules",
    "Fees and refunds",
    "Limits of our responsibility",
    "Resolving disagreements",
    "Changes to this document",
)
_ZH_PARTS = {
    "when": (
        "在您注册账号时",
        "当您浏览课程时",
        "为完成线下配送",
        "在您参加抽奖活动期间",
        "当您联系人工客服时",
        "如您开通连续包月",
        "在您使用语音输入时",
        "当设备处于后台运行状态时",
        "为履行法定的审计义务",
        "若您邀请好友组队",
    ),
    "who": (
        "我们",
        "本公司",
        "平台运营团队",
        "受托的云存储服务商",
        "青禾客服中心",
        "合作的支付机构",
    ),
    "does": (
        "会收集",
        "将读取",
        "可能查询",
        "需要核验",
        "会临时缓存",
        "将按周期汇总",
        "应当妥善保管",
        "不会对外出售",
    ),
    "what": (
        "您的手机号码和昵称",
        "订单编号、收货地址与联系电话",
        "设备型号、系统版本及网络类型",
        "学习进度和答题记录",
        "您主动上传的头像图片",
        "交易流水与开票资料",
        "语音片段及其转写文本",
        "崩溃日志与性能数据",
        "大致的地理区域",
        "您填写的问卷答案",
    ),
    "why": (
        "用于确认您的身份",
        "以便向您交付所购商品",
        "用来排查故障并提升稳定性",
        "以满足主管部门的监管要求",
        "从而为您推荐合适的课程",
        "以防范盗号与欺诈行为",
        "并据此计算您的会员权益",
        "用于统计活动的参与情况",
    ),
    "tail": (
        "，您可以随时在设置页关闭该功能。",
        "；拒绝提供不影响其他功能的使用。",
        "，保存期限为{n}天，期满后删除或匿名化。",
        "，且不会超出前述目的。",
        "；如需用于其他目的，我们会再次征得您的同意。",
        "，相关费用以页面公示的{n}元为准。",
        "，并在{n}个工作日内向您反馈处理结果。",
    ),
}
_EN_PARTS = {
    "when": (
        "When you open an account, ",
        "While you browse our catalogue, ",
        "To deliver an order to your door, ",
        "During a prize draw, ",
        "If you call our support desk, ",
        "Where you start a monthly plan, ",
        "As you dictate a note, ",
        "While the device is idle, ",
        "In order to pass a statutory audit, ",
    ),
    "who": (
        "we ",
        "the company ",
        "our operations team ",
        "a storage contractor ",
        "the Greenfield help centre ",
        "the payment partner ",
    ),
    "does": (
        "collects ",
        "may look up ",
        "needs to verify ",
        "briefly caches ",
        "summarises every week ",
        "must safeguard ",
        "will never sell ",
        "reads ",
    ),
    "what": (
        "your phone number and nickname",
        "order numbers, a delivery address and a contact",
        "the model, system version and kind of network of your device",
        "your progress and quiz results",
        "pictures that you upload yourself",
        "transaction records and billing details",
        "voice snippets with their transcripts",
        "crash reports and performance figures",
        "your rough region",
    ),
    "why": (
        " to confirm who you are",
        " so that the goods you bought arrive",
        " to find faults and improve stability",
        " to satisfy the supervisory authority",
        " in order to recommend a suitable course",
        " to prevent fraud and stolen accounts",
        " and works out your member benefits from it",
    ),
    "tail": (
        ", which you can switch off in the settings at any time.",
        "; refusing does not affect anything else.",
        ", keeps it for {n} days and then deletes it.",
        " and does nothing beyond that purpose.",
        "; any other use requires your consent once more.",
        " for the published price of {n} dollars.",
        ", and answers within {n} working days.",
    ),
}
_ZH_STUBS = (
    "必需信息",
    "非必需信息",
    "适用范围",
    "其他说明",
)
STUB_CHARS = 24
"""Stubs are no longer than this: nothing tells one of them from another once it is reworded."""
_EN_STUBS = (
    "Required data",
    "Optional data",
    "Scope",
    "Notes",
)


@dataclass(frozen=True)
class Line:
    text: str
    is_chapter: bool = False
    origins: frozenset[int] = frozenset()


def policy_lines(seed: int, lang: str, chapters: int = 9, per_chapter: int = 7) -> list[Line]:
    """A policy of about ``chapters * per_chapter`` clauses, with stubs that repeat under several chapters."""
    rng = random.Random(seed)
    names, parts, stubs = (_ZH_CHAPTERS, _ZH_PARTS, _ZH_STUBS) if lang == "zh" else (_EN_CHAPTERS, _EN_PARTS, _EN_STUBS)
    texts: list[tuple[str, bool]] = []
    for name in rng.sample(names, chapters):
        texts.append((name, True))
        if rng.random() < 0.5:
            texts.append((rng.choice(stubs), False))
        texts += [(_sentences(rng, parts, rng.choice((1, 1, 2, 2, 3))), False) for _ in range(per_chapter)]
    return [Line(text, is_chapter, frozenset({n})) for n, (text, is_chapter) in enumerate(texts)]


def _sentences(rng: random.Random, parts: dict[str, tuple[str, ...]], count: int) -> str:
    zh = parts is _ZH_PARTS
    made = []
    for _ in range(count):
        comma = "，" if zh else ""
        tail = rng.choice(parts["tail"]).format(n=rng.choice((7, 15, 30, 60, 90, 180, 365, 500, 1200)))
        body = [rng.choice(parts[p]) for p in ("who", "does", "what")]
        why = rng.choice(parts["why"])
        made.append(rng.choice(parts["when"]) + comma + "".join(body) + comma + why + tail)
    return ("" if zh else " ").join(made)


def laid_out(lines: list[Line], lang: str, first: int = 1) -> tuple[Clause, ...]:
    """The lines as clauses of a document, numbered from ``first``."""
    clauses: list[Clause] = []
    chapter, number = first - 1, 0
    for line in lines:
        if line.is_chapter:
            chapter, number = chapter + 1, 0
            label = f"第{_zh_number(chapter)}章" if lang == "zh" else f"{chapter}."
            clauses.append(clause(line.text, label, str(chapter), heading=line.text, kind=ClauseKind.HEADING))
        else:
            number += 1
            label = f"{chapter}.{number}"
            clauses.append(clause(line.text, label, f"{chapter}/{label}"))
    return document(*clauses, language="zh-Hans" if lang == "zh" else "en").clauses


def _zh_number(n: int) -> str:
    digits = "零一二三四五六七八九十"
    return digits[n] if n <= 10 else "十" + digits[n - 10]


def true_pairs(lines: list[Line]) -> set[tuple[int, int]]:
    return {(origin, j) for j, line in enumerate(lines) for origin in line.origins}


def told_pairs(pairings: list[Pairing]) -> set[tuple[int, int]]:
    return {(i, j) for p in pairings for i in p.before for j in p.after}


def f1(told: set[tuple[int, int]], true: set[tuple[int, int]]) -> float:
    return 2 * len(told & true) / max(1, len(told) + len(true))


# ------------------------------------------------------------------------------------------ mutations

Mutation = Callable[[list[Line], random.Random, str, bool], list[Line]]
"""Lines, generator, language and whether to be heavy in; changed lines out."""


def _share(lines: list[Line], rng: random.Random, heavy: bool, light: float = 0.08, hard: float = 0.3) -> list[int]:
    """Places of some ordinary clauses, last first, so that they can be worked on in turn."""
    plain = [n for n, line in enumerate(lines) if not line.is_chapter and len(line.text) > STUB_CHARS]
    return sorted(rng.sample(plain, max(1, int(len(plain) * (hard if heavy else light)))), reverse=True)


def insert(lines: list[Line], rng: random.Random, lang: str, heavy: bool) -> list[Line]:
    out = list(lines)
    for n in _share(lines, rng, heavy):
        out.insert(n, Line(_fresh(rng, lang)))
    return out


def _fresh(rng: random.Random, lang: str) -> str:
    """A clause whose words no other clause has: what it is about was made up a moment ago."""
    if lang == "zh":
        word = "".join(rng.choice("梧桐橘柚鲸鹭雁礁岚砚绸缎陶瓷铜锡竹简漆器榫卯") for _ in range(24))
        return f"就{word[:8]}而言，{word[8:16]}由{word[16:]}另行约定，期限{rng.randint(2, 99)}周。"
    words = ["".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(3)) for _ in range(14)]
    return f"A {' '.join(words[:7])} shall {' '.join(words[7:])} for {rng.randint(2, 99)} weeks."


def delete(lines: list[Line], rng: random.Random, lang: str, heavy: bool) -> list[Line]:
    gone = set(_share(lines, rng, heavy))
    return [line for n, line in enumerate(lines) if n not in gone]


def edit(lines: list[Line], rng: random.Random, lang: str, heavy: bool) -> list[Line]:
    out = list(lines)
    for n in _share(lines, rng, heavy):
        out[n] = replace(out[n], text=_reworded(out[n].text, rng, lang, 0.3 if heavy else 0.08))
    return out


def _reworded(text: str, rng: random.Random, lang: str, share: float) -> str:
    units = list(text) if lang == "zh" else text.split()
    for n in rng.sample(range(len(units)), max(1, int(len(units) * share))):
        units[n] = (
            rng.choice("甲乙丙丁戊己庚辛") if lang == "zh" else rng.choice(("otherwise", "thereby", "promptly", "all"))
        )
    return ("" if lang == "zh" else " ").join(units)


def move(lines: list[Line], rng: random.Random, lang: str, heavy: bool) -> list[Line]:
    return _moved(lines, _share(lines, rng, heavy, 0.04, 0.15), rng)


def _moved(lines: list[Line], places: list[int], rng: random.Random) -> list[Line]:
    taken = [lines[n] for n in places]
    out = [line for n, line in enumerate(lines) if n not in places]
    for line in taken:
        out.insert(rng.randint(1, len(out)), line)
    return out


def move_chapter(lines: list[Line], rng: random.Random, lang: str, heavy: bool) -> list[Line]:
    out = list(lines)
    for _ in range(3 if heavy else 1):
        starts = [n for n, line in enumerate(out) if line.is_chapter] + [len(out)]
        k = rng.randrange(len(starts) - 1)
        block = out[starts[k] : starts[k + 1]]
        rest = out[: starts[k]] + out[starts[k + 1] :]
        places = [n for n, line in enumerate(rest) if line.is_chapter]
        at = rng.choice([place for place in [*places, len(rest)] if place != starts[k]])
        out = rest[:at] + block + rest[at:]
    return out


def move_and_edit(lines: list[Line], rng: random.Random, lang: str, heavy: bool) -> list[Line]:
    out = list(lines)
    places = _share(lines, rng, heavy, 0.03, 0.1)
    for n in places:
        out[n] = replace(out[n], text=_reworded(out[n].text, rng, lang, 0.2 if heavy else 0.08))
    return _moved(out, places, rng)


def swap(lines: list[Line], rng: random.Random, lang: str, heavy: bool) -> list[Line]:
    out = list(lines)
    for n in _share(lines, rng, heavy, 0.04, 0.15):
        if n + 1 < len(out) and not out[n + 1].is_chapter:
            out[n], out[n + 1] = out[n + 1], out[n]
    return out


_SENTENCE = re.compile(r"(?<=。)|(?<=\.) ")


def split(lines: list[Line], rng: random.Random, lang: str, heavy: bool) -> list[Line]:
    out: list[Line] = []
    chance = 0.6 if heavy else 0.15
    for line in lines:
        parts = [part for part in _SENTENCE.split(line.text) if part]
        if line.is_chapter or len(parts) < 2 or rng.random() > chance:
            out.append(line)
        else:
            out += [replace(line, text=part) for part in parts]
    return out


def merge(lines: list[Line], rng: random.Random, lang: str, heavy: bool) -> list[Line]:
    out: list[Line] = []
    chance = 0.3 if heavy else 0.08
    for line in lines:
        last = out[-1] if out else None
        long_enough = len(line.text) > STUB_CHARS and last is not None and len(last.text) > STUB_CHARS
        if last and long_enough and not line.is_chapter and not last.is_chapter and rng.random() < chance:
            joined = last.text + ("" if lang == "zh" else " ") + line.text
            out[-1] = Line(joined, origins=last.origins | line.origins)
        else:
            out.append(line)
    return out


def retitle(lines: list[Line], rng: random.Random, lang: str, heavy: bool) -> list[Line]:
    out = list(lines)
    chapters = [n for n, line in enumerate(lines) if line.is_chapter]
    for n in rng.sample(chapters, len(chapters) // (2 if heavy else 5)):
        more = "及相关规则" if lang == "zh" else " and related rules"
        out[n] = replace(out[n], text=out[n].text + more)
    return out


def renumber(lines: list[Line], rng: random.Random, lang: str, heavy: bool) -> list[Line]:
    """Nothing but the numbering, which every mutation changes anyway."""
    return list(lines)


def noise(lines: list[Line], rng: random.Random, lang: str, heavy: bool) -> list[Line]:
    """Typography alone: width, quotes, spaces."""
    full = str.maketrans(
        {",": "，", ";": "；", "(": "（", ")": "）", ":": "："} if lang == "zh" else {"'": "’", " ": "\u00a0"}
    )
    narrow = str.maketrans({"，": ",", "；": ";", "（": "(", "）": ")", "：": ":"})
    out = []
    for line in lines:
        text = line.text.translate(narrow if rng.random() < 0.5 else full)
        if lang == "zh" and (heavy or rng.random() < 0.3):
            text = re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", text)
        out.append(replace(line, text=text))
    return out


def mixed(lines: list[Line], rng: random.Random, lang: str, heavy: bool) -> list[Line]:
    out = noise(lines, rng, lang, heavy=False)
    for mutation in (edit, insert, delete, move, split):
        out = mutation(out, rng, lang, heavy)
    return out


MUTATIONS: dict[str, Mutation] = {
    m.__name__: m
    for m in (
        insert, delete, edit, move, move_chapter, move_and_edit, swap, split, merge, retitle, renumber, noise, mixed
    )
}  # fmt: skip
POLICIES: tuple[tuple[int, str], ...] = ((11, "zh"), (12, "zh"), (13, "zh"), (21, "en"), (22, "en"))
