"""What laws are called in the language of the reader: *PIPL 19* is 个人信息保护法 19 to a Chinese one."""

from __future__ import annotations

from collections.abc import Mapping

from clauselog.model import Lang, Text

LAWS: Mapping[str, Text] = {
    "PIPL": Text("个人信息保护法", "PIPL"),
    "民法典": Text("民法典", "PRC Civil Code"),
    "民事诉讼法": Text("民事诉讼法", "PRC Civil Procedure Law"),
    "消费者权益保护法": Text("消费者权益保护法", "PRC Consumer Protection Law"),
    "电子商务法": Text("电子商务法", "PRC E-Commerce Law"),
    "行政处罚法": Text("行政处罚法", "PRC Administrative Penalties Law"),
    "涉外民事关系法律适用法": Text("涉外民事关系法律适用法", "PRC Choice of Law Act"),
    "生成式人工智能服务管理暂行办法": Text(
        "生成式人工智能服务管理暂行办法", "PRC Interim Measures for Generative AI Services"
    ),
    "未成年人网络保护条例": Text("未成年人网络保护条例", "PRC Regulations on Minors Online"),
    "必要个人信息范围规定": Text("必要个人信息范围规定", "PRC Rules on Necessary Personal Information"),
    "Directive 93/13/EEC annex": Text("欧盟指令 93/13/EEC 附件", "Directive 93/13/EEC annex"),
    "Directive": Text("欧盟指令", "Directive"),
    "Regulation (EU)": Text("欧盟条例 (EU)", "Regulation (EU)"),
    "Rome I": Text("罗马条例 I", "Rome I"),
}
"""By the words with which rules cite them; names that are the same in both languages (GDPR, CCPA) are left out."""


def law_word(hook: str, lang: Lang) -> str:
    """The citation with the law's name in that language; one that is not known here stands as it is."""
    for name, words in LAWS.items():
        if hook.startswith(name) and not hook[len(name) : len(name) + 1].isalnum():
            return words[lang] + hook[len(name) :]
    return hook


def cited(hooks: tuple[str, ...], lang: Lang) -> str:
    """Citations one after the other."""
    return ("；" if lang == "zh" else "; ").join(law_word(hook, lang) for hook in hooks)
