"""Which language a policy is written in: enough to choose rules and to notice that it switched.

Scripts decide where they can; among languages in Latin letters the commonest function words do.
"""

from __future__ import annotations

import re

_SAMPLE_CHARS = 8_000
_KANA = re.compile(r"[\u3041-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_THAI = re.compile(r"[\u0e00-\u0e7f]")
_LATIN_WORD = re.compile(r"[a-zà-öø-ÿœß]+")
# Characters that only one of the two ways of writing Chinese has, among the commonest of contracts.
_TRADITIONAL_FORMS = (
    "們個為與於務資訊權責條協議應經關係從這來對時過還當實號設備"
    "讀變更據點處產發義體電話開問題環種類別國際選擇聯絡傳輸遞將無"
)
_SIMPLIFIED_FORMS = (
    "们个为与于务资讯权责条协议应经关系从这来对时过还当实号设备"
    "读变据点处产发义体电话开问题环种类别国际选择联络传输递将无"
)
_TRADITIONAL = re.compile(f"[{''.join(sorted(set(_TRADITIONAL_FORMS) - set(_SIMPLIFIED_FORMS)))}]")
_SIMPLIFIED = re.compile(f"[{''.join(sorted(set(_SIMPLIFIED_FORMS) - set(_TRADITIONAL_FORMS)))}]")
_WORDS = {
    "en": "the of and to you your we our or in that by this with for are",
    "de": "der die und das sie wir nicht mit ihre oder von werden ist zu den",
    "fr": "le la les des et vous nous votre pour dans que est une pas",
    "es": "el los las de que usted nosotros para por una con del sus",
    "pt": "o os as de que você nós para por uma com não dos seus",
    "it": "il gli di che per con una non del della sono lei",
    "nl": "de het een en van wij uw niet voor met zijn onze",
    "pl": "i w na do nie z się jest oraz przez dla",
    "tr": "ve bir bu için ile olarak veya sizin",
    "vi": "và của bạn chúng tôi cho các không",
    "id": "dan yang anda kami untuk dengan tidak atau",
}
_SETS = {tag: frozenset(words.split()) for tag, words in _WORDS.items()}


def language_of(text: str) -> str | None:
    """A BCP 47 tag (zh-Hans, zh-Hant, en, ja, ko, de, …), None where there is too little text to tell."""
    sample = text[:_SAMPLE_CHARS]
    han = len(_HAN.findall(sample))
    words = _LATIN_WORD.findall(sample.lower())
    letters = len("".join(words))
    for tag, pattern in (("ja", _KANA), ("ko", _HANGUL)):
        if len(pattern.findall(sample)) > 0.15 * (han + 20):
            return tag
    if han >= 4 and han * 3 >= letters:  # a Han character carries what three letters do
        traditional, simplified = len(_TRADITIONAL.findall(sample)), len(_SIMPLIFIED.findall(sample))
        return "zh-Hant" if traditional > simplified else "zh-Hans"
    for tag, pattern in (("ru", _CYRILLIC), ("ar", _ARABIC), ("th", _THAI)):
        if len(pattern.findall(sample)) > letters:
            return tag
    if len(words) < 4:
        return None
    counts = {tag: sum(w in known for w in words) for tag, known in _SETS.items()}
    best = max(counts, key=lambda tag: (counts[tag], tag == "en"))
    return best if counts[best] >= 0.05 * len(words) else None
