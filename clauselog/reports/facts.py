"""Facts for people: a value in words, who acts and how surely; and the facts of several policies side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clauselog.facts.ages import role_name
from clauselog.facts.disputes import forum_name
from clauselog.facts.lexicon import DataLexicon, data_lexicon
from clauselog.facts.liability import cap_name
from clauselog.facts.periods import read_period
from clauselog.facts.places import place_name
from clauselog.facts.reading import VERSION as FACTS_VERSION
from clauselog.facts.retention import criterion_name
from clauselog.model import FACT_TYPES, Actor, Document, Fact, Lang, Modality, Text
from clauselog.reports.as_json import document_json
from clauselog.rules import ai_training, licences, transfers

Json = dict[str, Any]

ACTOR: Mapping[Actor, Text] = {
    "provider": Text("服务提供者", "provider"),
    "user": Text("用户", "user"),
    "other": Text("不限", "anyone"),
}
MODALITY: Mapping[Modality, Text] = {
    "does": Text("是", "does"),
    "may": Text("可能", "may"),
    "with_consent": Text("经同意", "with consent"),
}
_DATES = {
    "published": Text("发布", "published"),
    "updated": Text("更新", "updated"),
    "effective": Text("生效", "effective"),
}
_ABOUT_LAW = {
    "cisg-excluded": Text("排除冲突法或国际货物销售合同公约", "conflict rules or the CISG excluded"),
    "home-law-kept": Text("保留用户居住地的强制性规定", "the mandatory law of the user's home kept"),
}
_OPT_OUT = Text("可以拒绝用于训练", "the choice to refuse training")
_UNKNOWN = Text("（词表外）", " (not in the lexicon)")


def value_words(fact: Fact, lexicon: DataLexicon | None = None) -> Text:
    """The value as a summary would put it; a value without words of its own stands for itself."""
    words = _BY_TYPE[fact.type](fact) if fact.type in _BY_TYPE else None
    if fact.type == "data_category":
        words = _category(fact, lexicon or data_lexicon())
    if words is None and fact.get("zh") and fact.get("en"):
        words = Text(fact.get("zh") or "", fact.get("en") or "")
    return _with_its_kind(fact, words) or words or Text(fact.value, fact.value)


def denied(fact: Fact, words: Text, lang: Lang) -> bool:
    """Whether *not* has to be said of the value: it is denied, and its own words do not say so."""
    return fact.negated and not words[lang].startswith(_DENYING[lang])


def _with_its_kind(fact: Fact, words: Text | None) -> Text | None:
    """What stands behind the colon of a value, in words that say what of: ``email:…`` is an e-mail address."""
    kind, _, value = fact.value.partition(":")
    form = _KINDS.get((fact.type, kind))
    if form is None:
        return None
    period = read_period(value)
    said = _SAID.get(value) or words or (period.words if period else Text(value, value))
    return Text(form.zh.format(said.zh), form.en.format(said.en))


_KINDS: Mapping[tuple[str, str], Text] = {
    ("contact", "email"): Text("邮箱 {}", "e-mail {}"),
    ("contact", "phone"): Text("电话 {}", "phone {}"),
    ("incorporation", "binds"): Text("须遵守：{}", "to be followed: {}"),
    ("incorporation", "wins"): Text("冲突时以{}为准", "{} prevails"),
    ("response_deadline", "own"): Text("用户须在{}内行事", "the user has {}"),
    ("response_deadline", "deemed"): Text("{}后视为送达", "deemed received after {}"),
    ("termination", "extent"): Text("可终止{}服务", "{} of the service may be ended"),
    ("termination", "notice"): Text("提前{}通知", "{} notice"),
    ("third_party", "as"): Text("以{}形式提供", "passed on: {} data"),
    ("third_party", "mask"): Text("仅以{}形式提供", "passed on: {} data only"),
    ("third_party", "shown"): Text("公开展示：{}", "shown to others: {}"),
    ("third_party", "from"): Text("信息来源：{}", "source of data: {}"),
}
_SAID: Mapping[str, Text] = {
    "aggregated": Text("汇总", "aggregated"),
    "all": Text("全部", "all"),
    "anonymous": Text("匿名化", "anonymous"),
    "de-identified": Text("去标识化", "de-identified"),
    "part": Text("部分", "part"),
    "this": Text("本文件", "this document"),
}
_DENYING: Mapping[Lang, tuple[str, ...]] = {
    "zh": ("不", "未", "承诺", "无需", "仅"),
    "en": ("not ", "no ", "the promise", "never"),
}


def _category(fact: Fact, lexicon: DataLexicon) -> Text:
    category = lexicon.categories.get(fact.value)
    if category is not None:
        return category.name
    term = fact.get("term") or fact.value.partition(":")[2]
    return Text(term + _UNKNOWN.zh, term + _UNKNOWN.en)


def _period(fact: Fact) -> Text | None:
    period = read_period(fact.value)
    return period.words if period else None


def _notice(fact: Fact) -> Text | None:
    kind, _, value = fact.value.partition(":")
    period = read_period(value)
    if kind != "notice" or period is None:
        return None
    return Text(f"提前{period.words.zh}通知", f"{period.words.en} notice")


def _age(fact: Fact) -> Text:
    age, _, role = fact.value.partition(":")
    name = role_name(role)
    return Text(f"{age} 周岁（{name.zh}）", f"{age} ({name.en})")


def _date(fact: Fact) -> Text | None:
    role, _, day = fact.value.partition(":")
    return Text(f"{_DATES[role].zh} {day}", f"{_DATES[role].en} {day}") if role in _DATES else None


def _name(fact: Fact) -> Text | None:
    name = fact.get("name")
    return Text(name, name) if name else None


def _behind_colon(fact: Fact) -> Text | None:
    _, colon, value = fact.value.partition(":")
    return Text(value, value) if colon and not fact.get("zh") else None


def _training(fact: Fact) -> Text | None:
    return _OPT_OUT if fact.value == ai_training.OPT_OUT else ai_training.DATA_NAMES.get(fact.value)


_BY_TYPE: Mapping[str, Callable[[Fact], Text | None]] = {
    "age_threshold": _age,
    "ai_training": _training,
    "content_licence": lambda fact: licences.NAMES.get(fact.value),
    "cross_border": lambda fact: transfers.NAMES.get(fact.value),
    "dispute_forum": lambda fact: forum_name(fact.value),
    "effective_date": _date,
    "fees": _behind_colon,
    "governing_law": lambda fact: _ABOUT_LAW.get(fact.value) or place_name(fact.value),
    "liability_cap": lambda fact: cap_name(fact.value),
    "party": _name,
    "response_deadline": _period,
    "retention": lambda fact: _period(fact) or criterion_name(fact.value),
    "service_level": _behind_colon,
    "unilateral_change": _notice,
}


# ----------------------------------------------------------------------------------------- side by side


@dataclass(frozen=True, slots=True)
class FactSheet:
    """The facts of one policy, in reading order, under the name the reader gave it."""

    name: str
    document: Document
    facts: tuple[Fact, ...]

    def path(self, fact: Fact) -> str:
        return self.document.clauses[fact.clause].path


@dataclass(frozen=True, slots=True)
class Row:
    """What one type, value, actor and polarity is in each policy: the facts of each, in the order of the sheets."""

    first: Fact
    cells: tuple[tuple[Fact, ...], ...]


def side_by_side(sheets: Sequence[FactSheet]) -> list[Row]:
    """One row for everything that at least one policy states, by type in the order of ``FACT_TYPES``, then as read."""
    rows: dict[tuple[str, str, str, bool], list[list[Fact]]] = {}
    for at, sheet in enumerate(sheets):
        for fact in sheet.facts:
            key = (fact.type, fact.value, fact.actor, fact.negated)
            rows.setdefault(key, [[] for _ in sheets])[at].append(fact)
    made = [
        Row(next(cell[0] for cell in cells if cell), tuple(tuple(cell) for cell in cells)) for cells in rows.values()
    ]
    return sorted(made, key=lambda row: FACT_TYPES.index(row.first.type))  # stable: as read within a type


# ------------------------------------------------------------------------------------------------ JSON


def fact_json(fact: Fact, path: str, lang: Lang, lexicon: DataLexicon | None = None) -> Json:
    return {
        "type": fact.type,
        "value": fact.value,
        "words": value_words(fact, lexicon)[lang],
        "actor": fact.actor,
        "modality": fact.modality,
        "negated": fact.negated,
        "condition": fact.condition,
        "path": path,
        "start": fact.start,
        "end": fact.end,
        "quote": fact.quote,
        "detail": dict(fact.detail),
    }


def facts_json(sheets: Sequence[FactSheet], lang: Lang, lexicon: DataLexicon | None = None) -> Json:
    """``clauselog.facts/1``: every policy with its facts; of several also the ``rows`` side by side.

    ``readers`` is the version of what read them: facts of two versions are not to be compared.
    """
    data: Json = {
        "schema": "clauselog.facts/1",
        "readers": FACTS_VERSION,
        "policies": [
            {
                "name": sheet.name,
                **document_json(sheet.document),
                "facts": [fact_json(fact, sheet.path(fact), lang, lexicon) for fact in sheet.facts],
            }
            for sheet in sheets
        ],
    }
    if len(sheets) > 1:
        data["rows"] = [_row_json(row, sheets, lang, lexicon) for row in side_by_side(sheets)]
    return data


def _row_json(row: Row, sheets: Sequence[FactSheet], lang: Lang, lexicon: DataLexicon | None) -> Json:
    cells = [
        [
            {"path": sheet.path(f), "modality": f.modality, "start": f.start, "end": f.end, "quote": f.quote}
            for f in cell
        ]
        for sheet, cell in zip(sheets, row.cells, strict=True)
    ]
    one = row.first
    words = value_words(one, lexicon)[lang]
    return {
        "type": one.type,
        "value": one.value,
        "words": words,
        "actor": one.actor,
        "negated": one.negated,
        "cells": cells,
    }


# ------------------------------------------------------------------------------------------------- CSV

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def facts_csv(sheets: Sequence[FactSheet], lang: Lang, lexicon: DataLexicon | None = None) -> list[list[str]]:
    """A header and one line per fact; of several policies one line per row, with a column of quotes for each.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    lines: list[list[str]]
    if len(sheets) == 1:
        sheet = sheets[0]
        lines = [["type", "value", "words", "actor", "modality", "negated", "path", "start", "end", "quote"]]
        for f in sheet.facts:
            words = value_words(f, lexicon)[lang]
            where = [sheet.path(f), str(f.start), str(f.end)]
            lines.append([f.type, f.value, words, f.actor, f.modality, _yes(f.negated), *where, f.quote])
    else:
        lines = [["type", "value", "words", "actor", "negated", *(sheet.name for sheet in sheets)]]
        for row in side_by_side(sheets):
            one = row.first
            quotes = [
                " | ".join(f"{sheet.path(f)}: {f.quote}" for f in cell)
                for sheet, cell in zip(sheets, row.cells, strict=True)
            ]
            lines.append([one.type, one.value, value_words(one, lexicon)[lang], one.actor, _yes(one.negated), *quotes])
    return [[f"'{text}" if text.startswith(_FORMULA) else text for text in line] for line in lines]


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"
