"""What we watch, as one reviewed YAML per provider.

    provider: Qinghe Cloud            # who publishes, as people call them
    slug: qinghe                      # optional; letters, digits and hyphens
    policies:
      - name: Privacy Policy
        slug: privacy                 # optional; with the provider's it makes qinghe/privacy
        sources:
          - url: https://example.com/privacy
            keep: [main]              # optional CSS selectors of what counts, or "title:Privacy Policy" where one page
                                      # holds several policies …
            drop: [".cookie-banner"]  # … and of what does not
            media_type: text/html     # optional; what the bytes are, where the server lies

A ``source`` may also be a bare string. A path stands for a file, relative to the declaration.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from clauselog.errors import DeclarationError
from clauselog.model import Policy, Source, Text
from clauselog.text import sha256_hex

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_KEYS = {
    "declaration": ({"provider", "policies"}, {"slug"}),
    "policy": ({"name", "sources"}, {"slug"}),
    "source": ({"url"}, {"keep", "drop", "media_type"}),
}


def load_declaration(path: Path) -> tuple[Policy, ...]:
    """The policies declared in a YAML file. Raises DeclarationError, which names the place in the file."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(str(path), f"文件读不出来（{error}）", f"the file cannot be read ({error})") from None
    return parse_declaration(text, name=str(path), base=path.parent)


def parse_declaration(text: str, *, name: str = "declaration", base: Path | None = None) -> tuple[Policy, ...]:
    """As ``load_declaration``, from the text itself; file sources are taken relative to ``base``."""
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        where = " ".join(str(error).split())
        raise _wrong(name, f"不是有效的 YAML：{where}", f"it is not valid YAML: {where}") from None
    _check_keys(data, "declaration", name)
    provider = _string(data, "provider", name)
    provider_slug = _slug(data.get("slug"), provider, f"{name}: slug")
    entries = data["policies"]
    if not isinstance(entries, list) or not entries:
        raise _wrong(f"{name}: policies", "应为非空列表", "it should be a list with at least one policy")
    policies = []
    for index, entry in enumerate(entries, 1):
        where = f"{name}: policies[{index}]"
        _check_keys(entry, "policy", where)
        title = _string(entry, "name", where)
        sources = entry["sources"]
        if not isinstance(sources, list) or not sources:
            raise _wrong(f"{where}.sources", "应为非空列表", "it should be a list with at least one source")
        slug = f"{provider_slug}/{_slug(entry.get('slug'), title, f'{where}.slug')}"
        read = tuple(_source(s, f"{where}.sources[{i}]", base) for i, s in enumerate(sources, 1))
        policies.append(Policy(slug=slug, provider=provider, name=title, sources=read))
    slugs = [p.slug for p in policies]
    for slug in slugs:
        if slugs.count(slug) > 1:
            raise _wrong(name, f"两项政策同名：{slug}", f"two policies are called {slug}; give each a slug of its own")
    return tuple(policies)


def slugify(name: str) -> str:
    """Letters, digits and hyphens; a name without any Latin letter or digit becomes a short stable hash."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:48].strip("-")
    return slug or "p-" + sha256_hex(name)[:8]


def check_location(location: str, where: str) -> str:
    """The location as given where it is an http(s) URL with a host. Raises DeclarationError otherwise."""
    try:
        parts = urlsplit(location)
        port_ok = parts.port is None or 0 < parts.port < 65536
    except ValueError as error:
        raise _wrong(where, f"网址无效：{error}", f"the URL is malformed: {error}") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or not port_ok or re.search(r"\s", location):
        raise _wrong(where, f"“{location}”不是 http(s) 网址", f"'{location}' is no http(s) URL")
    if parts.username or parts.password:
        raise _wrong(where, "网址中含有用户名或密码", "the URL carries a user name or password")
    return location


def _source(entry: object, where: str, base: Path | None) -> Source:
    data: Mapping[str, object] = {"url": entry} if isinstance(entry, str) else entry  # type: ignore[assignment]
    _check_keys(data, "source", where)
    location = _string(data, "url", where)
    if "://" in location:
        check_location(location, where)
    else:
        location = str(((base or Path()) / location).resolve())
    media_type = data.get("media_type")
    if media_type is not None and not isinstance(media_type, str):
        raise _wrong(f"{where}.media_type", "应为文本", "it should be text such as text/html")
    return Source(location, _strings(data, "keep", where), _strings(data, "drop", where), media_type)


def _check_keys(data: object, kind: str, where: str) -> None:
    required, optional = _KEYS[kind]
    if not isinstance(data, Mapping):
        raise _wrong(where, f"应为键值表，却是 {_kind(data)}", f"it should be a mapping and is {_kind(data)}")
    names = {str(k) for k in data}
    if missing := required - names:
        lacking = ", ".join(sorted(missing))
        raise _wrong(where, f"缺少 {lacking}", f"{lacking} missing")
    if unknown := names - required - optional:
        known = ", ".join(sorted(required | optional))
        odd = ", ".join(sorted(unknown))
        raise _wrong(where, f"不认识 {odd}（可用：{known}）", f"unknown key {odd} (known: {known})")


def _kind(data: object) -> str:
    return "nothing" if data is None else type(data).__name__


def _string(data: Mapping[str, object], key: str, where: str) -> str:
    value = data[key]
    if not isinstance(value, str) or not value.strip():
        raise _wrong(f"{where}.{key}", "应为非空文本", "it should be text that is not empty")
    return value.strip()


def _strings(data: Mapping[str, object], key: str, where: str) -> tuple[str, ...]:
    value = data.get(key) or []
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        raise _wrong(f"{where}.{key}", "应为 CSS 选择器列表", "it should be a list of CSS selectors")
    return tuple(values)


def _slug(given: object, name: str, where: str) -> str:
    if given is None:
        return slugify(name)
    if not isinstance(given, str) or not _SLUG.fullmatch(given):
        raise _wrong(where, f"“{given}”不可用", f"'{given}' will not do: use lower-case letters, digits and hyphens")
    return given


def _wrong(where: str, zh: str, en: str) -> DeclarationError:
    return DeclarationError(
        Text(zh=f"读取声明 {where}", en=f"Reading the declaration {where}"),
        Text(zh=zh, en=en),
        Text(
            zh="请按 declarations/ 中的示例修改后重试，已存数据未变",
            en="Mend it as the examples in declarations/ show and try again; nothing stored has changed",
        ),
    )
