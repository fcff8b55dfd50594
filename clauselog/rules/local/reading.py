"""A user's rule file, YAML, checked key by key; ``docs/rules.md`` describes it.

disable: [contact-removed]
severities:
  retention-longer: critical
rules:
  - id: arbitration-fee
    type: dispute_forum
    patterns:
      zh: ["仲裁费用?.{0,12}由(?:您|用户)承担"]
      en: ["arbitration fees? .{0,20}borne by (?:you|the user)"]
    when: gained
    severity: major
    direction: worse
    summary:
      zh: 仲裁费用改由用户承担：“{quote}”
      en: "Users now bear the arbitration fees: “{quote}”"
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

import yaml

from clauselog.errors import DeclarationError
from clauselog.model import FACT_TYPES, LANGS, Direction, Lang, Severity, Text
from clauselog.rules.framework import REGISTRY
from clauselog.rules.local.patterns import UnsafePattern, safe_pattern
from clauselog.rules.local.rulebook import LocalRule, RuleBook, When
from clauselog.rules.wording import RULE as REVIEW

_MOST_BYTES = 1_000_000
_MOST_RULES = 500
_MOST_PATTERNS = 20
_ID = re.compile(r"[a-z][a-z0-9-]{2,63}")
_REQUIRED = {"id", "type", "patterns", "when", "severity", "direction", "summary"}
_OPTIONAL = {"languages", "why", "law"}
_NO_WHY = Text("由用户自定义的规则发现，见其规则文件。", "Found by a rule of the user's own; see the rule file.")


def read_rules(path: Path) -> RuleBook:
    """The rule file as values. Raises DeclarationError, which names the place in the file."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise _wrong(str(path), f"文件读不出来（{error}）", f"the file cannot be read ({error})") from None
    if len(data) > _MOST_BYTES:
        raise _wrong(str(path), f"文件超过 {_MOST_BYTES:,} 字节", f"it is larger than {_MOST_BYTES:,} bytes")
    return parse_rules(text, name=str(path))


def parse_rules(text: str, *, name: str = "rules") -> RuleBook:
    """As ``read_rules``, from the text itself."""
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
            raise _wrong(name, "不允许使用 YAML 别名（*名称）", "YAML aliases (*name) are not allowed")
        data = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        where = " ".join(str(error).split())
        raise _wrong(name, f"不是有效的 YAML：{where}", f"it is not valid YAML: {where}") from None
    if data is None:
        return RuleBook(name=name)
    _check_keys(data, set(), {"disable", "severities", "rules"}, name)
    entries = _a_list(data.get("rules"), f"{name}: rules")
    if len(entries) > _MOST_RULES:
        raise _wrong(f"{name}: rules", f"最多 {_MOST_RULES} 条规则", f"{_MOST_RULES} rules at most")
    added = tuple(_rule(entry, f"{name}: rules[{n}]") for n, entry in enumerate(entries, 1))
    for n, rule in enumerate(added, 1):
        if rule.id in REGISTRY or rule.id == REVIEW or rule.id in [other.id for other in added[: n - 1]]:
            raise _wrong(
                f"{name}: rules[{n}].id", f"已有名为 {rule.id} 的规则", f"there is a rule called {rule.id} already"
            )
    known = {*REGISTRY, REVIEW, *(rule.id for rule in added)}
    off = frozenset(
        _known(id, known, f"{name}: disable[{n}]")
        for n, id in enumerate(_a_list(data.get("disable"), f"{name}: disable"), 1)
    )
    weights = data.get("severities") or {}
    if not isinstance(weights, Mapping):
        raise _wrong(f"{name}: severities", "应为“规则: 程度”的键值表", "it should be a mapping of rule: severity")
    severities = {
        _known(id, known, f"{name}: severities"): Severity(_choice(level, Severity, f"{name}: severities.{id}"))
        for id, level in weights.items()
    }
    return RuleBook(off, severities, added, name)


def _rule(entry: object, where: str) -> LocalRule:
    _check_keys(entry, _REQUIRED, _OPTIONAL, where)
    data = cast(Mapping[str, Any], entry)
    id = data["id"]
    if not isinstance(id, str) or _ID.fullmatch(id) is None:
        raise _wrong(
            f"{where}.id",
            f"“{id}”不可用：3–64 个小写字母、数字或连字符",
            f"'{id}' will not do: 3 to 64 lower-case letters, digits and hyphens",
        )
    why = data.get("why")
    return LocalRule(
        id=id,
        type=_choice(data["type"], FACT_TYPES, f"{where}.type"),
        severity=Severity(_choice(data["severity"], Severity, f"{where}.severity")),
        direction=Direction(_choice(data["direction"], Direction, f"{where}.direction")),
        when=cast(When, _choice(data["when"], ("gained", "lost", "either"), f"{where}.when")),
        summary=_text(data["summary"], f"{where}.summary"),
        patterns=_patterns(data["patterns"], data.get("languages"), where),
        why=_text(why, f"{where}.why") if why is not None else _NO_WHY,
        hooks=tuple(_a_string(law, f"{where}.law") for law in _a_list(data.get("law"), f"{where}.law")),
    )


def _patterns(given: object, languages: object, where: str) -> dict[Lang, tuple[re.Pattern[str], ...]]:
    """A list counts for every language of ``languages`` (by default all), a mapping says which is for which."""
    named = _a_list(languages, f"{where}.languages") if languages is not None else LANGS
    wanted = [cast(Lang, _choice(lang, LANGS, f"{where}.languages")) for lang in named]
    by_lang: dict[Lang, tuple[re.Pattern[str], ...]]
    if isinstance(given, Mapping):
        by_lang = {
            cast(Lang, _choice(lang, wanted, f"{where}.patterns")): _compiled(some, f"{where}.patterns.{lang}")
            for lang, some in given.items()
        }
    else:
        compiled = _compiled(given, f"{where}.patterns")
        by_lang = dict.fromkeys(wanted, compiled)
    if not any(by_lang.values()):
        raise _wrong(f"{where}.patterns", "至少需要一个模式", "at least one pattern is needed")
    return by_lang


def _compiled(given: object, where: str) -> tuple[re.Pattern[str], ...]:
    sources = [given] if isinstance(given, str) else _a_list(given, where)
    if len(sources) > _MOST_PATTERNS:
        raise _wrong(where, f"最多 {_MOST_PATTERNS} 个模式", f"{_MOST_PATTERNS} patterns at most")
    compiled = []
    for source in sources:
        try:
            compiled.append(safe_pattern(_a_string(source, where)))
        except UnsafePattern as error:
            raise _wrong(where, error.seen.zh, error.seen.en) from None
    return tuple(compiled)


# -------------------------------------------------------------------------------------------- checks


def _check_keys(data: object, required: set[str], optional: set[str], where: str) -> None:
    if not isinstance(data, Mapping):
        kind = "nothing" if data is None else type(data).__name__
        raise _wrong(where, f"应为键值表，却是 {kind}", f"it should be a mapping and is {kind}")
    names = {str(name) for name in data}
    if missing := required - names:
        lacking = ", ".join(sorted(missing))
        raise _wrong(where, f"缺少 {lacking}", f"{lacking} missing")
    if unknown := names - required - optional:
        odd, known = ", ".join(sorted(unknown)), ", ".join(sorted(required | optional))
        raise _wrong(where, f"不认识 {odd}（可用：{known}）", f"unknown key {odd} (known: {known})")


def _a_list(value: object, where: str) -> list[object]:
    if value is None:
        return []
    if isinstance(value, list):
        return value
    if isinstance(value, str):
        return [value]
    raise _wrong(where, "应为列表", "it should be a list")


def _a_string(value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _wrong(where, "应为非空文本", "it should be text that is not empty")
    return value


def _text(value: object, where: str) -> Text:
    """A text of each language; where only one is given, it stands for both."""
    if isinstance(value, str) and value.strip():
        return Text(value, value)
    _check_keys(value, set(), set(LANGS), where)
    given = cast(Mapping[str, object], value)
    texts = {lang: _a_string(given[lang], f"{where}.{lang}") for lang in LANGS if lang in given}
    if not texts:
        raise _wrong(where, "应有 zh 或 en", "it needs zh or en")
    return Text(texts.get("zh") or texts["en"], texts.get("en") or texts["zh"])


def _choice(value: object, allowed: Iterable[str], where: str) -> str:
    names = [str(name) for name in allowed]
    if not isinstance(value, str) or value not in names:
        close = difflib.get_close_matches(str(value), names, n=3) or names
        raise _wrong(
            where, f"“{value}”不可用；可用：{'、'.join(close)}", f"'{value}' will not do; use {', '.join(close)}"
        )
    return value


def _known(id: object, known: Iterable[str], where: str) -> str:
    if not isinstance(id, str) or id not in known:
        close = difflib.get_close_matches(str(id), list(known), n=3, cutoff=0.5)
        zh = f"没有规则“{id}”" + (f"；是不是 {'、'.join(close)}" if close else "")
        raise _wrong(where, zh, f"there is no rule '{id}'" + (f"; did you mean {', '.join(close)}" if close else ""))
    return id


def _wrong(where: str, zh: str, en: str) -> DeclarationError:
    return DeclarationError(
        Text(zh=f"读取规则文件 {where}", en=f"Reading the rule file {where}"),
        Text(zh=zh, en=en),
        Text(
            zh="请按 docs/rules.md 中的示例修改；clauselog rules 列出全部规则",
            en="Mend it as docs/rules.md shows; clauselog rules lists all rules",
        ),
    )
