"""The version label a policy prints of itself: 版本号：V2.1, 2025V1, Version 3.2, 第三版; not that of an app."""

from __future__ import annotations

import re

from clauselog.days import DAY

HEAD_CHARS = 1500
_DATED = r"(?:19|20)\d\d ?(?:年|[-/.]) ?\d{1,2}(?: ?(?:月|[-/.])(?: ?\d{1,2} ?日?)?)?"
_VERSION = re.compile(
    rf"版本(?:号|编号)?[为是]?[:]? {{0,2}}(?P<a>(?:{_DATED}|[A-Za-z]{{1,6}}-\d[\w.-]{{0,15}}"
    rf"|[VvＶ]?\d[\w.]{{0,11}})(?: ?版)?)"
    rf"|\b(?P<b>(?:version|ver\.|rev(?:ision)?\.?) ?(?:no\.? ?|number ?)?:? ?(?:{_DATED}|[Vv]?\d[\w.]{{0,11}}))"
    r"|(?<![\w.])(?P<c>20\d\d ?[Vv]\d{1,3}|[Vv] ?\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)(?![\w.])"
    r"|(?:^|[\n(《》 ])(?P<d>第 ?[\d一二三四五六七八九十]{1,3} ?版)(?!权)",
    re.IGNORECASE,
)
_OF_SOMETHING_ELSE = re.compile(
    r"(?:安卓|android|ios|鸿蒙|harmonyos|windows|macos|系统|软件|应用|app|客户端|浏览器|固件|chrome|safari|微信"
    r"|小程序|上一|前一|旧|历史|sdk|licen[sc]e|tls|http|ssl|previous|earlier|older) ?(?:的|in|using)? ?\(?$",
    re.IGNORECASE,
)
_OR_LATER = re.compile(r" ?(?:以上|及以上|或以上|以下|or (?:later|above|higher))|\+")


def label_at(flat: str, start: int, end: int, apart: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Where the label stands at the beginning of the region, outside what is set ``apart``; None without one."""
    for m in _VERSION.finditer(flat, start, min(end, start + HEAD_CHARS)):
        group = next(g for g in "abcd" if m[g])
        at, stop = m.span(group)
        if any(low <= at < high for low, high in apart) or _OR_LATER.match(flat, stop):
            continue
        if _OF_SOMETHING_ELSE.search(flat, max(start, m.start() - 24), m.start()):
            continue
        if group == "a" and DAY.match(flat, at) and m[0].startswith(("版本更", "版本生", "版本发")):
            continue
        return at, at + len(flat[at:stop].rstrip(" ."))
    return None
