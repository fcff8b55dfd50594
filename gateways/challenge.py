"""Is this page a "verify you are human" page in place of the policy?

Judged from what a visitor reads, and always from short pages only: a policy may well speak of captchas
(“为防止恶意注册，我们会要求您输入验证码”), and must never be taken for one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from clauselog.text import CJK, narrow

PREFIX_BYTES = 256_000
"""How much of a page is looked at."""
_SHORT = 1500
"""Reading length (see ``_reading_length``) up to which an appeal to the visitor is the page's main message."""
_TINY = 450
"""Reading length up to which nothing else than the word fits on the page."""

_APPEALS: tuple[str, ...] = (
    "verify you are human",
    "verify that you are human",
    "verify you're not a robot",
    "verify you are not a robot",
    "confirm you are human",
    "confirm you are a human",
    "confirm you're human",
    "prove you are human",
    "prove that you are human",
    "i'm not a robot",
    "are you a robot",
    "checking your browser before",
    "checking if the site connection is secure",
    "enable javascript and cookies to continue",
    "complete the security check to",
    "complete the captcha",
    "solve the captcha",
    "solve this captcha",
    "complete the challenge",
    "unusual traffic from your",
    "automated requests from your",
    "press & hold",
    "slide to verify",
    "performing security verification",
    "needs to review the security of your connection",
    "请完成安全验证",
    "请进行安全验证",
    "请完成验证",
    "请先完成验证",
    "完成下方验证",
    "完成以下验证",
    "完成验证后",
    "请完成人机验证",
    "请进行人机验证",
    "确认您是真人",
    "证明您是真人",
    "验证您是真人",
    "确认你是真人",
    "确认您不是机器人",
    "证明您不是机器人",
    "我不是机器人",
    "拖动滑块",
    "滑动滑块",
    "按住滑块",
    "拖动下方",
    "向右滑动",
    "依次点击",
    "请输入图中",
    "请输入下图",
    "您的访问出现异常",
    "您的访问过于频繁",
    "您的操作过于频繁",
    "检测到异常流量",
    "检测到您的网络环境存在异常",
    "您的网络环境异常",
    "正在检查您的浏览器",
    "正在进行安全检测",
    "請完成驗證",
    "請完成安全驗證",
    "請進行人機驗證",
    "拖動滑塊",
)
"""What only a challenge says, to the visitor."""

_TOPICS: tuple[str, ...] = (
    "just a moment",
    "attention required",
    "security check",
    "captcha",
    "robot check",
    "ddos protection",
    "人机验证",
    "安全验证",
    "滑块",
    "滑动验证",
    "访问验证",
    "验证码",
    "人機驗證",
    "驗證碼",
)
"""What challenges call themselves, in a title or as the only words of a page; policies use these words as well."""

_MACHINERY: tuple[str, ...] = (
    "_cf_chl_opt",
    "cf-chl-",
    "cf-turnstile",
    "px-captcha",
    "captcha-delivery.com",
    "_incapsula_resource",
    "awswafintegration",
    "awswafcookie",
    "aliyun_waf",
    "acw_sc__v2",
    "geetest",
    "tencentcaptcha",
    "g-recaptcha",
    "h-captcha",
    "nc_iconfont",
)
"""Names in the markup of challenge products. On a page of any length they may also guard a form."""


@dataclass(frozen=True, slots=True)
class _Seen:
    title: str
    text: str
    markup: str


def challenge_in(page: str, *, mitigated: bool = False) -> str | None:
    """The tell-tale words of a challenge page, None for any other page. ``page`` is HTML or text, best a prefix of it.

    ``mitigated`` says that the answer's headers already call it a challenge (``cf-mitigated: challenge``).
    """
    if mitigated:
        return "cf-mitigated"
    seen = _look_at(page[:PREFIX_BYTES])
    length = _reading_length(seen.text)
    if length > _SHORT:
        return None
    found = _first(_APPEALS, seen.title) or _first(_APPEALS, seen.text) or _first(_TOPICS, seen.title)
    if found:
        return found
    if length <= _TINY:
        return _first(_TOPICS, seen.text) or _first(_MACHINERY, seen.markup)
    return None


def _first(words: tuple[str, ...], text: str) -> str | None:
    return next((word for word in words if word in text), None)


def _look_at(page: str) -> _Seen:
    markup = page.lower()
    title = _between(markup, "<title", "</title")
    body = markup
    for tag in ("script", "style", "noscript" if "<noscript" in markup and _has_more(markup) else "template", "title"):
        body = _without(body, f"<{tag}", f"</{tag}")
    return _Seen(_words(title[title.find(">") + 1 :]), _words(body), markup)


def _has_more(markup: str) -> bool:
    """Whether there is text outside <noscript>; where there is none, its text is what a plain client is told."""
    bare = _without(_without(_without(markup, "<noscript", "</noscript"), "<script", "</script"), "<style", "</style")
    return bool(_words(_without(bare, "<title", "</title")))


_TAG = re.compile(r"<[a-z/!?][^<>]*>")
_ENTITY = {"&nbsp;": " ", "&amp;": "&", "&#39;": "'", "&#x27;": "'", "&apos;": "'", "&rsquo;": "'", "&quot;": '"'}


def _words(markup: str) -> str:
    text = _TAG.sub(" ", markup)
    for entity, char in _ENTITY.items():
        text = text.replace(entity, char)
    return " ".join(narrow(text).split())


def _between(text: str, opening: str, closing: str) -> str:
    start = text.find(opening)
    end = text.find(closing, start + 1)
    return text[start:end] if 0 <= start < end else ""


def _without(text: str, opening: str, closing: str) -> str:
    """The text without what stands between the marks, in one pass; an unclosed one runs to the end."""
    kept, at = [], 0
    while (start := text.find(opening, at)) >= 0:
        kept.append(text[at:start])
        end = text.find(closing, start)
        if end < 0:
            return "".join(kept)
        at = end + len(closing)
        if text[at : at + 1] == ">":
            at += 1
    kept.append(text[at:])
    return "".join(kept)


_CJK_CHAR = re.compile(f"[{CJK}]")


def _reading_length(text: str) -> int:
    """Characters, a Chinese one counted as three: it says about as much as three Latin ones."""
    return len(text) + 2 * len(_CJK_CHAR.findall(text))
