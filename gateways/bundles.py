"""An evidence bundle as one ZIP file that can be checked with ``sha256sum`` alone, and read back.

    README.zh.md, README.en.md     what it is and how to check it
    SHA256SUMS                     of every other file
    policy.json                    who publishes what, and where it was watched
    looks.json                     every check: when, outcome, headers, the SHA-256 of the bytes
    snapshots.warc                 those bytes, as standard WARC 1.1 records
    versions/0001.txt, 0001.json   each version's text, and its clause tree with the answers it was read from
    changes/0002.json              what that version changed, with its findings
    chain.json                     the hash chain over the versions

The same records make the same bytes: nothing in it tells when or where it was written.
"""

from __future__ import annotations

import io
import json
import re
import uuid
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC
from http.client import responses
from typing import IO, Any
from urllib.parse import quote, urlsplit

from clauselog.bundles import Answer, Bundle, Edition, Look, as_data, damages, from_data
from clauselog.errors import DeclarationError
from clauselog.model import Comparison, Document, Policy, Snapshot, Text
from clauselog.text import sha256_hex
from gateways.histories import refusals

SCHEMA = "clauselog.bundle/1"
SUMS = "SHA256SUMS"
MOST_BYTES = 2_000_000_000
"""Of all files together, unpacked."""
MOST_FILES = 100_000
_MEMBER = re.compile(r"(?:README\.(?:zh|en)\.md|SHA256SUMS|(?:policy|looks|chain)\.json|snapshots\.warc"
                     r"|versions/\d{4,6}\.(?:txt|json)|changes/\d{4,6}\.json)")  # fmt: skip
_HEAD = ("number", "cause", "observed_at", "text_sha256", "pages")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_NAMESPACE = uuid.UUID("6f1a3c52-8d0e-5c1b-9c55-0c6f6e1d2b7a")


class BundleDamaged(DeclarationError):
    """A bundle that is not what it says. ``problems`` names every file or part that does not match."""

    problems: tuple[str, ...] = ()


# ------------------------------------------------------------------------------------------- write


def pack(bundle: Bundle) -> bytes:
    """The bundle as one file; the same bundle gives the same bytes."""
    files = _files(bundle)
    files[SUMS] = "".join(f"{sha256_hex(body)}  {name}\n" for name, body in sorted(files.items())).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, body in sorted(files.items()):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, 0o100644 << 16
            archive.writestr(info, body, compresslevel=9)
    return out.getvalue()


def _files(bundle: Bundle) -> dict[str, bytes]:
    files = {
        "policy.json": _dumped({"schema": SCHEMA, "policy": as_data(bundle.policy), "let_go": list(bundle.let_go)}),
        "looks.json": _dumped({"schema": SCHEMA, "looks": as_data(bundle.looks)}),
        "chain.json": _dumped(_chain(bundle)),
        "snapshots.warc": _warc(bundle),
    }
    before: Document | None = None
    for one in bundle.editions:
        name = f"{one.number:04d}"
        files[f"versions/{name}.txt"] = one.document.text.encode("utf-8", "surrogatepass")
        head = {field: as_data(getattr(one, field)) for field in _HEAD}
        files[f"versions/{name}.json"] = _dumped({"schema": SCHEMA, **head, "document": as_data(one.document)})
        if one.comparison is not None:
            files[f"changes/{name}.json"] = _dumped({"schema": SCHEMA, **_changes(one.comparison, before)})
        before = one.document
    for lang, template in (("zh", _README_ZH), ("en", _README_EN)):
        files[f"README.{lang}.md"] = _readme(template, bundle).encode()
    return files


def _changes(comparison: Comparison, before: Document | None) -> dict[str, Any]:
    """The comparison without its two documents: they are versions, unless an older reading was compared."""
    data: dict[str, Any] = as_data(comparison)
    del data["after"]
    if comparison.before == before:
        del data["before"]
    return data


def _chain(bundle: Bundle) -> dict[str, Any]:
    links = [{"number": one.number, "chain_sha256": one.chain_sha256} for one in bundle.editions]
    return {"schema": SCHEMA, "chain": "clauselog.chain/1", "links": links}


def _dumped(data: Any) -> bytes:
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=False)
    return text.encode("utf-8", "surrogatepass") + b"\n"


def _readme(template: str, bundle: Bundle) -> str:
    first = bundle.editions[0] if bundle.editions else None
    last = bundle.editions[-1] if bundle.editions else None
    return template.format(
        slug=bundle.policy.slug,
        name=" ".join(bundle.policy.name.split()),
        provider=" ".join(bundle.policy.provider.split()),
        versions=len(bundle.editions),
        snapshots=len(bundle.snapshots),
        looks=len(bundle.looks),
        since=f"{first.observed_at:%Y-%m-%d}" if first else "—",
        until=f"{last.observed_at:%Y-%m-%d}" if last else "—",
        head=(last.chain_sha256 if last else None) or "—",
    )


def _warc(bundle: Bundle) -> bytes:
    """Every answer as a record: the first with some bytes whole, later ones with the same bytes as a revisit."""
    from warcio.warcwriter import WARCWriter  # only what exchanges files needs warcio

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="WARC/1.1")
    bodies = {one.sha256: one.body for one in bundle.snapshots}
    written: dict[str, tuple[str, str]] = {}
    for number, answer in enumerate(_distinct_answers(bundle)):
        if answer.sha256 is None or answer.sha256 not in bodies:
            continue
        uri, at = _uri(answer), answer.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        record_id = uuid.uuid5(_NAMESPACE, f"{number} {uri} {at} {answer.sha256}")
        head = {
            "WARC-Record-ID": f"<urn:uuid:{record_id}>",
            "WARC-Date": at,
            "WARC-Payload-Digest": f"sha256:{answer.sha256}",
        }
        if answer.sha256 in written:
            uri_before, at_before = written[answer.sha256]
            head |= {
                "WARC-Profile": "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
                "WARC-Refers-To-Target-URI": uri_before,
                "WARC-Refers-To-Date": at_before,
            }
        else:
            written[answer.sha256] = (uri, at)
        body = None if "WARC-Profile" in head else bodies[answer.sha256]
        record = writer.create_warc_record(
            uri,
            "revisit" if body is None else "response" if _is_http(uri) else "resource",
            payload=None if body is None else io.BytesIO(body),
            length=len(body or b""),
            warc_content_type="" if _is_http(uri) else answer.media_type or "application/octet-stream",
            http_headers=_http(answer) if _is_http(uri) else None,
            warc_headers_dict=head,
        )
        writer.write_record(record)
    return out.getvalue()


def _distinct_answers(bundle: Bundle) -> list[Answer]:
    looked = [answer for look in bundle.looks for answer in look.answers]
    return list(dict.fromkeys([*looked, *(page for one in bundle.editions for page in one.pages)]))


_UNPACKED = ("content-encoding", "transfer-encoding", "content-length")


def _http(answer: Answer) -> Any:
    from warcio.statusandheaders import StatusAndHeaders

    status = f"{answer.status} {responses.get(answer.status, 'Unknown')}"
    return StatusAndHeaders(status, _http_headers(answer), protocol="HTTP/1.1")


def _is_http(uri: str) -> bool:
    return urlsplit(uri).scheme in ("http", "https")


def _http_headers(answer: Answer) -> list[tuple[str, str]]:
    """As they came; those that speak of the packed body stand under another name, since the body here is unpacked."""
    kept = []
    for name, value in answer.headers:
        plain = " ".join(value.split()), re.sub(r"[^A-Za-z0-9-]", "-", name) or "X"
        kept.append((f"X-Archive-Orig-{plain[1]}" if name.lower() in _UNPACKED else plain[1], plain[0]))
    if not any(name.lower() == "content-type" for name, _ in kept) and answer.media_type:
        charset = f"; charset={answer.charset}" if answer.charset else ""
        kept.append(("Content-Type", f"{answer.media_type}{charset}"))
    return kept


def _uri(answer: Answer) -> str:
    location = answer.final_location or answer.source.location
    if _is_http(location):
        return quote(location, safe="%/:?#[]@!$&'()*+,;=~")
    return location if location.startswith("file:") else "file://" + quote(location, safe="/")


# -------------------------------------------------------------------------------------------- read


def unpack(body: bytes, *, name: str, limit_bytes: int = MOST_BYTES) -> Bundle:
    """The bundle in the bytes, every digest checked. Raises BundleDamaged, naming each file that does not match."""
    files = _members(body, name, limit_bytes)
    _check_sums(files, name)
    try:
        bundle = _read(files)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _damaged(name, [" ".join(str(error).split())[:300]]) from None
    if problems := damages(bundle):
        raise _damaged(name, problems)
    return bundle


def _members(body: bytes, name: str, limit_bytes: int) -> dict[str, bytes]:
    """Every file of the archive in memory; nothing is ever written to a path that it names."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(body))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise refusals.wrong(
            name,
            Text(zh="这不是证据包（ZIP 文件）", en="it is no evidence bundle (a ZIP file)"),
            Text(zh="请给出 clauselog export 写出的文件", en="Name a file that clauselog export has written"),
        ) from None
    with archive:
        infos = archive.infolist()
        names = [info.filename for info in infos]
        if odd := [one for one in names if not _MEMBER.fullmatch(one) or names.count(one) > 1][:5]:
            raise _damaged(name, [f"{one[:80]!r} does not belong into a bundle" for one in dict.fromkeys(odd)])
        if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > limit_bytes:
            raise refusals.wrong(name, refusals.TOO_LARGE, Text(zh="请确认它的来源", en="Check where it comes from"))
        files: dict[str, bytes] = {}
        for info in infos:
            try:
                with archive.open(info) as file:
                    files[info.filename] = _read_at_most(file, info.file_size)
            except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, EOFError, NotImplementedError):
                raise _damaged(name, [info.filename]) from None
    return files


def _read_at_most(file: IO[bytes], size: int) -> bytes:
    body = file.read(size + 1)
    if len(body) != size:
        raise ValueError("it unpacks to another size than it says")
    return body


def _check_sums(files: Mapping[str, bytes], name: str) -> None:
    told: dict[str, str] = {}
    for line in files.get(SUMS, b"").decode("utf-8", "replace").splitlines():
        digest, _, file = line.partition("  ")
        told[file] = digest
    if not told:
        raise _damaged(name, [f"{SUMS} is missing"])
    wrong = [file for file, body in files.items() if file != SUMS and told.get(file) != sha256_hex(body)]
    wrong += [f"{file} is missing" for file in told if file not in files]
    if wrong:
        raise _damaged(name, sorted(wrong))


def _read(files: Mapping[str, bytes]) -> Bundle:
    head, looks = _loaded(files, "policy.json"), _loaded(files, "looks.json")
    chain = {link["number"]: link["chain_sha256"] for link in _loaded(files, "chain.json")["links"]}
    editions: list[Edition] = []
    for file in sorted(one for one in files if one.startswith("versions/") and one.endswith(".json")):
        data = _loaded(files, file)
        number = file[len("versions/") : -len(".json")]
        document = from_data(Document, data.pop("document"), at=file)
        if document.text.encode("utf-8", "surrogatepass") != files.get(f"versions/{number}.txt"):
            raise ValueError(f"versions/{number}.txt is another text than {file}")
        comparison = None
        if f"changes/{number}.json" in files:
            compared = _loaded(files, f"changes/{number}.json")
            known = as_data(editions[-1].document) if editions else None
            compared = {"before": compared.get("before", known), "after": as_data(document), **compared}
            comparison = from_data(Comparison, compared, at=f"changes/{number}.json")
        one = from_data(Edition, {**data, "document": as_data(_EMPTY), "comparison": None}, at=file)
        editions.append(replace(one, document=document, comparison=comparison, chain_sha256=chain.get(one.number)))
    taken = tuple(from_data(Look, one, at=f"looks.json[{n}]") for n, one in enumerate(looks["looks"]))
    bundle = Bundle(
        from_data(Policy, head["policy"], at="policy.json"),
        taken,
        tuple(editions),
        (),
        tuple(str(one) for one in head["let_go"]),
    )
    return replace(bundle, snapshots=_snapshots(bundle, files["snapshots.warc"]))


def _loaded(files: Mapping[str, bytes], name: str) -> dict[str, Any]:
    if name not in files:
        raise ValueError(f"{name} is missing")
    data = json.loads(files[name].decode("utf-8", "surrogatepass"))
    if not isinstance(data, dict) or data.pop("schema", None) != SCHEMA:
        raise ValueError(f"{name} is not of {SCHEMA}")
    return data


def _snapshots(bundle: Bundle, warc: bytes) -> tuple[Snapshot, ...]:
    """The bytes by their digest, with what the first answer that brought them said of them."""
    bodies = dict(_payloads(warc))
    found: dict[str, Snapshot] = {}
    for answer in _distinct_answers(bundle):
        sha256 = answer.sha256
        if sha256 is not None and sha256 in bodies and sha256 not in found:
            found[sha256] = Snapshot(
                sha256, bodies[sha256], answer.media_type, answer.charset, answer.fetched_at, answer.source.location
            )
    return tuple(found[sha256] for sha256 in sorted(found))


def _payloads(warc: bytes) -> Iterator[tuple[str, bytes]]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        for record in ArchiveIterator(io.BytesIO(warc)):
            if record.rec_type in ("response", "resource"):
                body = b"".join(iter(lambda: record.raw_stream.read(1 << 20), b""))  # noqa: B023  # read at once
                yield sha256_hex(body), body
    except ArchiveLoadFailed as error:
        raise ValueError(f"snapshots.warc: {error}") from None


def _damaged(name: str, problems: list[str] | tuple[str, ...]) -> BundleDamaged:
    shown = "; ".join(problems[:8]) + (f" … ({len(problems)})" if len(problems) > 8 else "")
    error = BundleDamaged(
        refusals.tried(name),
        Text(zh=f"以下内容与记录不符：{shown}", en=f"this does not match what is on record: {shown}"),
        Text(
            zh="没有写入任何内容；请向提供者重新索取证据包",
            en="Nothing was stored; ask for the bundle again where it came from",
        ),
    )
    error.problems = tuple(problems)
    return error


_EMPTY = Document("", ())

_README_ZH = """# {name}（{provider}）证据包

政策 `{slug}`，{since} 至 {until}：{versions} 个版本，{looks} 次检查，{snapshots} 份原始快照。由 clauselog 导出。

## 怎样核对

1. 解压后在此文件夹运行 `sha256sum -c SHA256SUMS`（macOS：`shasum -a 256 -c SHA256SUMS`），每行都应为 OK。
2. `versions/NNNN.txt` 是第 N 版的全文，其 SHA-256 就是 `versions/NNNN.json` 中的 `text_sha256`。
3. `snapshots.warc` 是当时网站返回的原始字节，为标准 WARC 1.1，任何 WARC 工具都能打开；每条记录的
   `WARC-Payload-Digest` 是内容的 SHA-256，`looks.json` 用它指明哪次检查得到了哪份内容，并列出响应头。
4. 哈希链：第 N 版的链值是下列 JSON 数组（无空格，非 ASCII 字符转义）的 SHA-256，
   `["clauselog.chain/1", 政策, 上一版的链值或 null, 版本号, cause, observed_at, text_sha256,
   [快照的 SHA-256…], reader]`，
   各值见 `versions/NNNN.json`（政策是 `{slug}`，reader 在 `document` 里），结果应与 `chain.json` 一致。
   最后一版的链值是 `{head}`。
   谁在别处记下过它，就能证明此前各版没有被替换过。
5. 用 `clauselog import bundle 文件` 可导入另一台机器：先核对以上全部内容，再写入。

SHA256SUMS 只能证明包内各文件彼此一致。要证明整个包未被替换，请在交付时另行记下这个 ZIP 文件自身的 SHA-256。
"""

_README_EN = """# Evidence bundle: {name} ({provider})

The policy `{slug}` from {since} to {until}: {versions} versions, {looks} checks, {snapshots} snapshots.
Written by clauselog.

## How to check it

1. Unpack it and run `sha256sum -c SHA256SUMS` in the folder (macOS: `shasum -a 256 -c SHA256SUMS`). Every line says OK.
2. `versions/NNNN.txt` is the whole text of version N; its SHA-256 is the `text_sha256` in `versions/NNNN.json`.
3. `snapshots.warc` holds the bytes that the site returned, as standard WARC 1.1 that any WARC tool opens. The
   `WARC-Payload-Digest` of a record is the SHA-256 of its content, by which `looks.json` says which check got what,
   with the headers of the answer.
4. The hash chain: the link of version N is the SHA-256 of this JSON array, without spaces, non-ASCII characters
   escaped: `["clauselog.chain/1", policy, link of the version before or null, number, cause, observed_at, text_sha256,
   [SHA-256 of its snapshots…], reader]`. The values stand in `versions/NNNN.json` (the policy is `{slug}`, the reader
   is in `document`), the result in `chain.json`. The last link is `{head}`.
   Whoever noted it elsewhere can prove that no version before it was exchanged.
5. `clauselog import bundle FILE` stores it on another machine, after it has checked all of the above.

SHA256SUMS proves that the files of the bundle belong together. To prove that the bundle as a whole was not exchanged,
note the SHA-256 of this ZIP file itself when you hand it over.
"""
