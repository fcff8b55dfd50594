"""Places as jurisdictions and forums name them, with one id each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import ahocorasick

from clauselog.model import Text

# id: (Chinese names, English names); the first of each is what summaries print
PLACES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "CN": (("中国", "中华人民共和国", "中国大陆", "中国内地", "中国大陆地区", "中华人民共和国大陆地区", "中国境内", "中华人民共和国境内", "中国大陆境内"), ("china", "people's republic of china", "prc", "mainland china", "p.r. china")),
    "HK": (("香港", "中国香港", "香港特别行政区"), ("hong kong",)),
    "MO": (("澳门", "中国澳门"), ("macau", "macao")),
    "TW": (("台湾", "台湾地区", "中国台湾"), ("taiwan",)),
    "SG": (("新加坡",), ("singapore",)),
    "JP": (("日本",), ("japan",)),
    "KR": (("韩国", "大韩民国"), ("korea", "south korea", "republic of korea")),
    "IN": (("印度",), ("india",)),
    "AU": (("澳大利亚",), ("australia",)),
    "AU-NSW": (("新南威尔士州",), ("new south wales", "state of new south wales", "nsw")),
    "AU-VIC": (("维多利亚州",), ("victoria", "state of victoria")),
    "AU-QLD": (("昆士兰州",), ("queensland", "state of queensland")),
    "NZ": (("新西兰",), ("new zealand",)),
    "CA": (("加拿大",), ("canada",)),
    "CA-ON": (("安大略省",), ("ontario", "province of ontario")),
    "CA-QC": (("魁北克省",), ("quebec", "province of quebec", "québec")),
    "CA-BC": (("不列颠哥伦比亚省",), ("british columbia", "province of british columbia")),
    "GB": (("英国", "联合王国"), ("united kingdom", "uk", "great britain")),
    "GB-ENG": (("英格兰", "英格兰和威尔士"), ("england", "england and wales", "english")),
    "GB-SCT": (("苏格兰",), ("scotland",)),
    "GB-NIR": (("北爱尔兰",), ("northern ireland",)),
    "IE": (("爱尔兰",), ("ireland", "republic of ireland", "irish", "dublin")),
    "FR": (("法国",), ("france", "french", "paris")),
    "DE": (("德国",), ("germany", "german", "berlin", "munich")),
    "NL": (("荷兰",), ("netherlands", "the netherlands", "dutch", "amsterdam")),
    "BE": (("比利时",), ("belgium",)),
    "LU": (("卢森堡",), ("luxembourg",)),
    "CH": (("瑞士",), ("switzerland", "swiss", "geneva", "zurich")),
    "AT": (("奥地利",), ("austria",)),
    "IT": (("意大利",), ("italy",)),
    "ES": (("西班牙",), ("spain",)),
    "PT": (("葡萄牙",), ("portugal",)),
    "SE": (("瑞典",), ("sweden",)),
    "DK": (("丹麦",), ("denmark",)),
    "NO": (("挪威",), ("norway",)),
    "FI": (("芬兰",), ("finland",)),
    "EE": (("爱沙尼亚",), ("estonia",)),
    "PL": (("波兰",), ("poland",)),
    "CY": (("塞浦路斯",), ("cyprus",)),
    "IL": (("以色列",), ("israel",)),
    "AE": (("阿联酋", "迪拜"), ("united arab emirates", "dubai")),
    "BR": (("巴西",), ("brazil",)),
    "MX": (("墨西哥",), ("mexico",)),
    "ZA": (("南非",), ("south africa",)),
    "RU": (("俄罗斯",), ("russia", "russian federation")),
    "MY": (("马来西亚",), ("malaysia",)),
    "TH": (("泰国",), ("thailand",)),
    "VN": (("越南",), ("vietnam",)),
    "ID": (("印度尼西亚", "印尼"), ("indonesia",)),
    "PH": (("菲律宾",), ("philippines",)),
    "MT": (("马耳他",), ("malta", "maltese")),
    "GR": (("希腊",), ("greece", "greek")),
    "IS": (("冰岛",), ("iceland",)),
    "HU": (("匈牙利",), ("hungary",)),
    "CZ": (("捷克",), ("czech republic", "czechia")),
    "RO": (("罗马尼亚",), ("romania",)),
    "BG": (("保加利亚",), ("bulgaria",)),
    "HR": (("克罗地亚",), ("croatia",)),
    "LV": (("拉脱维亚",), ("latvia",)),
    "LT": (("立陶宛",), ("lithuania",)),
    "LI": (("列支敦士登",), ("liechtenstein",)),
    "UA": (("乌克兰",), ("ukraine",)),
    "TR": (("土耳其",), ("turkey", "türkiye")),
    "SA": (("沙特阿拉伯", "沙特"), ("saudi arabia",)),
    "EG": (("埃及",), ("egypt",)),
    "KE": (("肯尼亚",), ("kenya",)),
    "NG": (("尼日利亚",), ("nigeria",)),
    "AR": (("阿根廷",), ("argentina",)),
    "CL": (("智利",), ("chile",)),
    "CO": (("哥伦比亚",), ("colombia",)),
    "PK": (("巴基斯坦",), ("pakistan",)),
    "BD": (("孟加拉国",), ("bangladesh",)),
    "LK": (("斯里兰卡",), ("sri lanka",)),
    "JE": (("泽西岛",), ("jersey, channel islands", "bailiwick of jersey")),
    "IM": (("马恩岛",), ("isle of man",)),
    "BM": (("百慕大",), ("bermuda",)),
    "BS": (("巴哈马",), ("bahamas",)),
    "PA": (("巴拿马",), ("panama",)),
    "KY": (("开曼群岛", "开曼"), ("cayman islands",)),
    "VG": (("英属维尔京群岛", "英属维京群岛"), ("british virgin islands",)),
    "EU": (("欧盟",), ("european union",)),
    "EEA": (("欧洲经济区",), ("european economic area",)),
    "US": (("美国", "美利坚合众国"), ("united states", "united states of america", "u.s.", "u.s.a.", "usa")),
    "US-CA": (("加利福尼亚州", "加州", "加利福尼亚"), ("california", "state of california")),
    "US-DE": (("特拉华州", "特拉华"), ("delaware", "state of delaware")),
    "US-NY": (("纽约州", "纽约"), ("new york", "state of new york")),
    "US-WA": (("华盛顿州",), ("washington", "state of washington")),
    "US-TX": (("得克萨斯州", "德州"), ("texas", "state of texas")),
    "US-IL": (("伊利诺伊州",), ("illinois", "state of illinois")),
    "US-MA": (("马萨诸塞州",), ("massachusetts", "commonwealth of massachusetts")),
    "US-FL": (("佛罗里达州",), ("florida", "state of florida")),
    "US-VA": (("弗吉尼亚州",), ("virginia", "commonwealth of virginia")),
    "US-NV": (("内华达州",), ("nevada", "state of nevada")),
    "US-UT": (("犹他州",), ("utah", "state of utah")),
    "US-CO": (("科罗拉多州",), ("colorado", "state of colorado")),
    "US-GA": (("佐治亚州",), ("georgia", "state of georgia")),
    "US-OR": (("俄勒冈州",), ("oregon", "state of oregon")),
    "US-NJ": (("新泽西州",), ("new jersey", "state of new jersey")),
    "US-PA": (("宾夕法尼亚州",), ("pennsylvania", "commonwealth of pennsylvania")),
    "US-AZ": (("亚利桑那州",), ("arizona", "state of arizona")),
    "US-NC": (("北卡罗来纳州",), ("north carolina", "state of north carolina")),
    "US-MI": (("密歇根州",), ("michigan", "state of michigan")),
    "US-MN": (("明尼苏达州",), ("minnesota", "state of minnesota")),
    "US-MD": (("马里兰州",), ("maryland", "state of maryland")),
    "US-TN": (("田纳西州",), ("tennessee", "state of tennessee")),
    "US-CT": (("康涅狄格州",), ("connecticut", "state of connecticut")),
    "US-WY": (("怀俄明州",), ("wyoming", "state of wyoming")),
    "US-OH": (("俄亥俄州",), ("ohio", "state of ohio")),
}  # fmt: skip


@cache
def _finder() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for id, (zh, en) in PLACES.items():
        for name in (*zh, *en):
            automaton.add_word(name, (id, len(name), name.isascii()))
    automaton.make_automaton()
    return automaton


def places(low: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, int, int]]:
    """Ids of the places named in a stretch of narrowed, lower-case text, with their spans; the longest name wins."""
    stop = len(low) if end is None else end
    hits: list[tuple[int, int, str]] = []
    for last, (id, length, ascii) in _finder().iter(low, start, stop):
        first = last + 1 - length
        inside_word = ascii and (low[first - 1 : first].isalpha() or low[last + 1 : last + 2].isalpha())
        if not inside_word:
            hits.append((first, last + 1, id))
    hits.sort(key=lambda h: (h[0], -h[1]))
    behind = -1
    for first, last, id in hits:
        if first >= behind:
            yield id, first, last
            behind = last


def place_name(id: str) -> Text:
    """What a summary calls the place; an id that is not known is its own name."""
    if id not in PLACES:
        return Text(id, id)
    zh, en = PLACES[id]
    name = en[0]
    return Text(zh[0], name.upper() if len(name) <= 3 else name.title())
