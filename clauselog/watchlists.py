"""What other tools watch, as declared policies: changedetection.io, urlwatch and webchanges configurations.

A URL with its CSS selectors becomes a policy. Whatever cannot be said in a declaration (XPath, regular expressions,
scripts, shell commands, log-ins, requests that are no GET) is listed by its name; its value is never repeated, since
headers and cookies are secrets. Filters that only make text readable are what reading does anyway, and are not listed.

    changedetection.io   url-watches.json {watching: {uuid: {url, title, include_filters, subtractive_selectors}}};
                         newer ones write the same object of one watch into uuid/watch.json
    urlwatch             urls.yaml: one YAML document per job
    webchanges           jobs.yaml: the same with note, user_visible_url and its own filter names
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote, urlsplit

import yaml

from clauselog.declarations import check_location, slugify
from clauselog.errors import DeclarationError
from clauselog.model import Policy, Source, Text

MOST_BYTES = 4_000_000
MOST_JOBS = 20_000


@dataclass(frozen=True, slots=True)
class NotMapped:
    """A part of a job that no declaration can say. ``job`` is its name or address, ``part`` the key or filter."""

    job: str
    part: str
    reason: Text


@dataclass(frozen=True, slots=True)
class WatchList:
    """``tool`` is the name of the program whose file it is."""

    tool: str
    policies: tuple[Policy, ...]
    not_mapped: tuple[NotMapped, ...] = ()


@dataclass(slots=True)
class _Job:
    """One job on its way to a policy."""

    shown: str
    url: str | None = None
    name: str | None = None
    keep: list[str] = field(default_factory=list)
    drop: list[str] = field(default_factory=list)
    left: list[tuple[str, Text]] = field(default_factory=list)


def parse_watchlist(body: bytes, *, name: str) -> WatchList:
    """The policies in a configuration file; which tool's it is can be seen from it. Raises DeclarationError."""
    if len(body) > MOST_BYTES:
        raise _wrong(name, f"文件超过 {MOST_BYTES:,} 字节", f"it is larger than {MOST_BYTES:,} bytes")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _wrong(name, "不是 UTF-8 文本", "it is not UTF-8 text") from None
    if text.lstrip().startswith(("{", "[")) and (data := _json(text, name)) is not None:
        tool, jobs = "changedetection.io", list(_watches(data, name))
    else:
        tool, jobs = _yaml_jobs(text, name)
    if not jobs:
        raise _wrong(name, "里面没有要监测的网址", "it watches nothing")
    return _as_policies(tool, jobs)


# --------------------------------------------------------------------------------- changedetection.io


def _json(text: str, name: str) -> object:
    try:
        return json.loads(text)
    except RecursionError:
        raise _wrong(name, "嵌套过深", "it is nested too deeply") from None
    except ValueError as error:
        where = " ".join(str(error).split())
        raise _wrong(name, f"不是有效的 JSON：{where}", f"it is not valid JSON: {where}") from None


def _watches(data: object, name: str) -> Iterator[_Job]:
    if isinstance(data, Mapping) and isinstance(data.get("watching"), Mapping):
        watches = list(data["watching"].values())
    elif isinstance(data, Mapping) and "url" in data:
        watches = [data]
    elif isinstance(data, Mapping) and "settings" in data:
        raise DeclarationError(
            _tried(name),
            Text(
                zh="这里只有设置，监测项在各个 uuid/watch.json 里",
                en="it holds settings only; the watches are in the files uuid/watch.json",
            ),
            Text(zh="请给出 changedetection.io 的数据文件夹", en="Name the data folder of changedetection.io"),
        )
    elif isinstance(data, list):
        watches = data
    else:
        raise _wrong(name, "认不出是哪个工具的配置", "it is no configuration that is known here")
    for watch in watches[:MOST_JOBS]:
        yield _watch(watch if isinstance(watch, Mapping) else {})


def _watch(watch: Mapping[str, Any]) -> _Job:
    url = _text(watch.get("url"))
    job = _Job(url or "?", url, _text(watch.get("title")))
    for key in ("include_filters", "css_filter", "subtractive_selectors"):
        into = job.drop if key == "subtractive_selectors" else job.keep
        for one in _lines(watch.get(key)):
            _selector(job, key, one, into)
    for key in ("ignore_text", "extract_text", "trigger_text", "text_should_not_be_present", "browser_steps"):
        given = watch.get(key)
        steps = given if isinstance(given, list) else [given]
        if any(one.get("operation") if isinstance(one, Mapping) else one for one in steps):
            job.left.append((key, _NO_SUCH))
    if watch.get("webdriver_js_execute_code"):
        job.left.append(("webdriver_js_execute_code", _NO_BROWSER))
    if str(watch.get("fetch_backend") or "").endswith("webdriver"):
        job.left.append(("fetch_backend", _NO_BROWSER))
    if watch.get("headers"):
        job.left.append(("headers", _SECRETS))
    if watch.get("body") or str(watch.get("method") or "GET").upper() != "GET":
        job.left.append(("method", _GET_ONLY))
    if watch.get("paused"):
        job.left.append(("paused", _PAUSED))
    if str(watch.get("processor") or "text_json_diff") != "text_json_diff":
        job.left.append(("processor", _NO_SUCH))
    return job


# -------------------------------------------------------------------------------- urlwatch, webchanges


class _Loader(yaml.SafeLoader):
    """Plain data alone. Merged keys are told apart at once, so that ``<<`` upon ``<<`` cannot grow without end."""

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        super().flatten_mapping(node)
        distinct = {(key.tag, str(key.value)): (key, value) for key, value in node.value}
        node.value = list(distinct.values())


_READS_ANYWAY = frozenset(
    ("html2text", "pdf2text", "beautify", "strip", "strip_each_line", "strip-each-line", "remove-duplicate-lines",
     "delete_lines_containing_nothing", "ascii85", "absolute_links", "html-to-text", "striplines", "normalize-space")
)  # fmt: skip
_BROWSER_KEYS = ("navigate", "use_browser", "wait_until", "wait_for", "wait_for_selector", "wait_for_url", "evaluate")
_SECRET_KEYS = ("headers", "cookies", "cookie", "http_credentials", "auth", "http_proxy", "https_proxy", "proxy")
_SILENT_KEYS = frozenset(
    ("url", "name", "note", "user_visible_url", "filter", "filters", "kind", "index_number", "guid", "max_tries",
     "timeout", "encoding", "ignore_cached", "ignore_connection_errors", "ignore_timeout_errors", "no_redirects",
     "ignore_too_many_redirects", "ignore_http_error_codes", "ignore_incomplete_reads", "tags", "loc", "tz",
     "markdown_padded_tables", "contextlines", "colored", "is_markdown", "monospace", "treat_new_as_changed",
     "no_conditional_request", "http_client")
)  # fmt: skip
_WEBCHANGES_KEYS = frozenset(("note", "use_browser", "no_conditional_request", "differ", "diff_filters", "is_markdown"))


def _yaml_jobs(text: str, name: str) -> tuple[str, list[_Job]]:
    try:
        documents = [one for one in yaml.load_all(text, Loader=_Loader) if one is not None]  # a SafeLoader
    except RecursionError:
        raise _wrong(name, "嵌套过深", "it is nested too deeply") from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        where = " ".join(str(error).split())[:300]
        raise _wrong(name, f"不是可以接受的 YAML：{where}", f"it is no YAML that is accepted: {where}") from None
    entries: list[object] = []
    for one in documents:
        entries += one if isinstance(one, list) else [one]
    if not all(isinstance(one, Mapping) for one in entries) or not entries:
        raise _wrong(name, "认不出是哪个工具的配置", "it is no configuration that is known here")
    jobs = [_job(one) for one in entries[:MOST_JOBS] if isinstance(one, Mapping)]
    if not any({"url", "navigate", "command"} & set(map(str, one)) for one in entries if isinstance(one, Mapping)):
        raise _wrong(name, "认不出是哪个工具的配置", "it is no configuration that is known here")
    keys = {str(key) for one in entries if isinstance(one, Mapping) for key in one}
    return ("webchanges" if keys & _WEBCHANGES_KEYS else "urlwatch"), jobs


def _job(entry: Mapping[Any, Any]) -> _Job:
    url = _text(entry.get("url")) or _text(entry.get("navigate"))
    name = _text(entry.get("name"))
    job = _Job(name or url or "?", url, name)
    if entry.get("command") is not None:
        job.left.append(("command", _NO_COMMANDS))
        return job
    for one in _filters(entry.get("filter", entry.get("filters"))):
        _filter(job, *one)
    for key in map(str, entry):
        value = entry.get(key)
        if key in _SILENT_KEYS or value in (None, False, "", [], {}):
            continue
        if key in _BROWSER_KEYS:
            job.left.append((key, _NO_BROWSER))
        elif key in _SECRET_KEYS:
            job.left.append((key, _SECRETS))
        elif key in ("method", "data", "params"):
            if str(value).upper() != "GET":
                job.left.append((key, _GET_ONLY))
        elif key != "enabled":
            job.left.append((key, _NO_SUCH))
    if entry.get("enabled") is False:
        job.left.append(("enabled", _PAUSED))
    return job


def _filters(written: object) -> Iterator[tuple[str, object]]:
    """Every filter with its value: ``css:main`` and ``html2text`` in a row, or a list of names and mappings."""
    if isinstance(written, str):
        for one in written.split(","):
            kind, _, value = one.strip().partition(":")
            if kind:
                yield kind.strip(), value.strip() or None
    elif isinstance(written, Mapping):
        for key, value in written.items():
            yield str(key), value
    elif isinstance(written, Sequence):
        for one in written:
            if isinstance(one, Mapping):
                for key, value in one.items():
                    yield str(key), value
            elif isinstance(one, str):
                kind, _, value = one.partition(":")
                yield kind.strip(), value.strip() or None


_NAMED = {"element-by-id": '[id="{}"]', "element-by-class": '[class~="{}"]', "element-by-tag": "{}"}


def _filter(job: _Job, kind: str, value: object) -> None:
    if kind in _READS_ANYWAY:
        return
    if kind == "css":
        given = value if isinstance(value, Mapping) else {"selector": value}
        for one in _lines(given.get("selector")):
            _selector(job, kind, one, job.keep)
        for one in _lines(given.get("exclude")):
            _selector(job, kind, one, job.drop)
        for key in map(str, given):
            if key not in ("selector", "exclude", "method"):
                job.left.append((f"css.{key}", _NO_SUCH))
    elif kind in _NAMED:
        plain = _text(next(iter(value.values()), None) if isinstance(value, Mapping) else value)
        if plain and re.fullmatch(r"[\w-]+", plain):
            job.keep.append(_NAMED[kind].format(plain))
        else:
            job.left.append((kind, _NO_SUCH))
    elif kind == "xpath":
        job.left.append((kind, _NO_XPATH))
    elif kind in ("shellpipe", "execute"):
        job.left.append((kind, _NO_COMMANDS))
    else:
        job.left.append((kind, _NO_SUCH))


# ------------------------------------------------------------------------------------------- both


def _selector(job: _Job, part: str, written: str, into: list[str]) -> None:
    selector = written.removeprefix("css:").strip()
    if re.match(r"xpath1?:|/|\(/", selector):
        job.left.append((part, _NO_XPATH))
    elif re.match(r"(?:jsonp?|jqr?a?w?|json):", selector) or len(selector) > 500:
        job.left.append((part, _NO_SUCH))
    elif selector:
        into.append(selector)


def _as_policies(tool: str, jobs: Sequence[_Job]) -> WatchList:
    policies: list[Policy] = []
    left: list[NotMapped] = []
    taken: Counter[str] = Counter()
    for job in jobs:
        left += [NotMapped(_shown(job.shown), part, reason) for part, reason in job.left]
        if job.url is None:
            if not job.left:
                left.append(NotMapped(_shown(job.shown), "url", _NO_URL))
            continue
        try:
            location = check_location(job.url, job.url)
        except DeclarationError as error:
            left.append(NotMapped(_shown(job.shown), "url", error.seen))
            continue
        policy = _policy(location, job)
        taken[policy.slug] += 1
        if taken[policy.slug] > 1:
            policy = replace(policy, slug=f"{policy.slug}-{taken[policy.slug]}")
        policies.append(policy)
    return WatchList(tool, tuple(policies), tuple(left))


def _policy(location: str, job: _Job) -> Policy:
    parts = urlsplit(location)
    host = re.sub(r"^www\.", "", parts.hostname or "")
    last = re.sub(r"\.(?:html?|php|aspx?|pdf|txt|md)$", "", unquote(parts.path).rstrip("/").rpartition("/")[2])
    name = " ".join((job.name or last or host).split())[:200]
    slug = f"{slugify(host)}/{slugify(last or job.name or host)}"
    source = Source(location, tuple(dict.fromkeys(job.keep)), tuple(dict.fromkeys(job.drop)))
    return Policy(slug, host, name, (source,))


def _shown(job: str) -> str:
    """A job's name or address without what an address may carry of log-ins."""
    return re.sub(r"//[^/@\s]*@", "//…@", job)[:200]


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _lines(value: object) -> list[str]:
    """A selector, a block of them by lines, or a list."""
    if isinstance(value, str):
        return [line.strip() for line in value.splitlines() if line.strip()]
    if isinstance(value, list):
        return [one.strip() for one in value if isinstance(one, str) and one.strip()]
    return []


def _tried(name: str) -> Text:
    return Text(zh=f"导入配置 {name}", en=f"Importing the configuration {name}")


def _wrong(name: str, zh: str, en: str) -> DeclarationError:
    return DeclarationError(
        _tried(name),
        Text(zh=zh, en=en),
        Text(
            zh="请给出 changedetection.io 的 url-watches.json、urlwatch 的 urls.yaml 或 webchanges 的 jobs.yaml",
            en="Name url-watches.json of changedetection.io, urls.yaml of urlwatch or jobs.yaml of webchanges",
        ),
    )


_NO_SUCH = Text(zh="没有对应的声明", en="a declaration has no word for it")
_NO_XPATH = Text(zh="XPath 请改写为 CSS 选择器", en="write the XPath as a CSS selector")
_NO_BROWSER = Text(
    zh="不用浏览器抓取；需要脚本的页面可能读不到", en="no browser is used; a page that needs scripts may not be read"
)
_NO_COMMANDS = Text(zh="不运行命令", en="no command is ever run")
_NO_URL = Text(zh="没有网址", en="there is no address")
_SECRETS = Text(
    zh="请求头、Cookie、代理和登录信息没有导入", en="headers, cookies, proxies and log-ins were not imported"
)
_GET_ONLY = Text(zh="只会用 GET 抓取", en="pages are fetched by GET only")
_PAUSED = Text(zh="原来是暂停的，现在会被监测", en="it was paused there and is watched here")
