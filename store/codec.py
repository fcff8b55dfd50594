"""Values that are stored whole: packed JSON, snapshots, and the manifest of a version.

A manifest says how a version is put together from clause texts: ``gaps[0] text[0] gaps[1] text[1] … gaps[n]`` is the
document's text, where a gap is what stands between two clauses (line breaks, labels). Rebuilding the text from
gaps instead of storing it whole costs nothing to read (the clauses are loaded anyway) and keeps it from being stored
twice. A clause that does not stand where its offsets say (no reader makes one) is kept beside the text in full.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import zstandard

from clauselog.model import (
    Clause,
    ClauseKind,
    Document,
    Edit,
    EditOp,
    FormerVersion,
    LeftOut,
    Link,
    NamedProvider,
    Stated,
)

LEVEL = 6
"""Of zstd: level 9 saves 2 % more and takes twice as long."""
_BASED_LEVEL = 9
"""Where most is in the dictionary: takes little longer there and saves a sixth."""


def squeeze(data: bytes, base: bytes | None = None) -> bytes:
    """Compressed, with a checksum; ``base`` is a similar text that ``unsqueeze`` must be given again."""
    compressor = _compressor() if base is None else _based_compressor(base)
    return compressor.compress(data)


def unsqueeze(data: bytes, base: bytes | None = None) -> bytes:
    """The bytes given to ``squeeze``. Raises ValueError for damaged ones."""
    try:
        return (_decompressor() if base is None else _based_decompressor(base)).decompress(data)
    except zstandard.ZstdError as error:
        raise ValueError(f"damaged compressed data: {error}") from error


_of_thread = threading.local()  # one is expensive to make, and must not be used by two threads at once


def _compressor() -> zstandard.ZstdCompressor:
    if not hasattr(_of_thread, "compressor"):
        _of_thread.compressor = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True)
    made: zstandard.ZstdCompressor = _of_thread.compressor
    return made


def _decompressor() -> zstandard.ZstdDecompressor:
    if not hasattr(_of_thread, "decompressor"):
        _of_thread.decompressor = zstandard.ZstdDecompressor()
    made: zstandard.ZstdDecompressor = _of_thread.decompressor
    return made


def _based_compressor(base: bytes) -> zstandard.ZstdCompressor:
    return zstandard.ZstdCompressor(level=_BASED_LEVEL, write_checksum=True, dict_data=_dictionary(base))


def _based_decompressor(base: bytes) -> zstandard.ZstdDecompressor:
    return zstandard.ZstdDecompressor(dict_data=_dictionary(base))


def _dictionary(base: bytes) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


_SHORT_BYTES = 80
"""What is shorter, compression makes longer."""
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"  # never the beginning of JSON


def dump(value: Any) -> bytes:
    """JSON. Lone surrogates, which no page should hold, survive."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def parse(dumped: bytes) -> Any:
    """Raises ValueError for damaged data."""
    return json.loads(dumped.decode("utf-8", "surrogatepass"))


def fold(dumped: bytes) -> bytes:
    """Compressed where that helps."""
    return dumped if len(dumped) < _SHORT_BYTES else squeeze(dumped)


def unfold(data: bytes) -> bytes:
    """What was given to ``fold``. Raises ValueError for damaged data."""
    return unsqueeze(data) if data[:4] == _ZSTD_MAGIC or len(data) >= _SHORT_BYTES else data


def pack(value: Any) -> bytes:
    return fold(dump(value))


def unpack(data: bytes) -> Any:
    """Raises ValueError for damaged data."""
    return parse(unfold(data))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a clause comes from, through all its rewordings: the numbers of two versions of its policy."""

    first_seen: int
    last_changed: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """A version's text and clauses, taken apart; ``origins`` has one entry for each clause.

    What the text says of its provider and of former versions stands here too, under keys that older manifests lack.
    """

    text: str
    clauses: tuple[Clause, ...]
    spans: Mapping[str, tuple[int, int]]
    links: tuple[Link, ...]
    origins: tuple[Origin, ...]
    providers: tuple[NamedProvider, ...] = ()
    former_versions: tuple[FormerVersion, ...] = ()


_KINDS = list(ClauseKind)
_KIND_NUMBERS = {kind: number for number, kind in enumerate(_KINDS)}


def manifest_value(manifest: Manifest, text_ids: Mapping[str, int], blocks: Sequence[int]) -> dict[str, Any]:
    """The manifest as JSON. ``text_ids`` gives the key of each clause's text, ``blocks`` those of their blocks."""
    gaps: list[str] = []
    places: list[int | list[int]] = []
    cursor = 0
    for clause in manifest.clauses:
        start = clause.text_start
        in_place = clause.start <= start and cursor <= start and clause.end <= len(manifest.text)
        if in_place and manifest.text[start : clause.end] == clause.text:
            gaps.append(manifest.text[cursor:start])
            places.append(start - clause.start)
            cursor = clause.end
        else:
            places.append([clause.start, clause.end])
    gaps.append(manifest.text[cursor:])
    clauses = manifest.clauses
    return {
        "gaps": gaps,
        "places": places,
        "texts": [text_ids[clause.text] for clause in clauses],
        "blocks": list(blocks),
        "paths": [clause.path for clause in clauses],
        "labels": [clause.label for clause in clauses],
        "headings": [_heading(clause) for clause in clauses],
        "depths": [clause.depth for clause in clauses],
        "kinds": [_KIND_NUMBERS[clause.kind] for clause in clauses],
        "first_seen": [origin.first_seen for origin in manifest.origins],
        "last_changed": [origin.last_changed for origin in manifest.origins],
        "spans": {name: list(span) for name, span in manifest.spans.items()},
        "links": [[link.start, link.end, link.target] for link in manifest.links],
        **_names_and_history(manifest),
    }


def _names_and_history(stated: Manifest | Stated) -> dict[str, Any]:
    """Only what there is: a policy that says nothing of it is stored as it always was."""
    kept: dict[str, Any] = {}
    if stated.providers:
        kept["providers"] = [[p.name, p.legal, list(p.also), p.start, p.end] for p in stated.providers]
    if stated.former_versions:
        kept["former_versions"] = [
            [v.label, v.on.isoformat() if v.on else None, v.link, v.start, v.end] for v in stated.former_versions
        ]
    return kept


def _providers(stored: Any) -> tuple[NamedProvider, ...]:
    return tuple(
        NamedProvider(name, legal, tuple(also), start, end)
        for name, legal, also, start, end in stored.get("providers", ())
    )


def _former_versions(stored: Any) -> tuple[FormerVersion, ...]:
    return tuple(
        FormerVersion(label, date.fromisoformat(on) if on else None, link, start, end)
        for label, on, link, start, end in stored.get("former_versions", ())
    )


def text_ids_of(unpacked: Any) -> list[int]:
    """The keys of the clause texts of an unpacked manifest, in the order of the clauses."""
    return list(unpacked["texts"])


def rebuild(unpacked: Any, texts: Mapping[int, str]) -> Manifest:
    """A manifest from its JSON and at least the texts of its blocks."""
    stored = unpacked
    pieces: list[str] = []
    gaps = iter(stored["gaps"])
    cursor = 0
    clauses: list[Clause] = []
    columns = ("places", "texts", "paths", "labels", "headings", "depths", "kinds")
    for place, text_id, path, label, heading, depth, kind in zip(*(stored[name] for name in columns), strict=True):
        text = texts[text_id]
        if isinstance(place, int):
            gap = next(gaps)
            pieces += (gap, text)
            start = cursor + len(gap) - place
            cursor += len(gap) + len(text)
            end = cursor
        else:
            start, end = place
        heading = text[:heading] if isinstance(heading, int) else heading
        clauses.append(Clause(path, label, heading, text, start, end, depth, _KINDS[kind]))
    pieces.append(next(gaps))
    return Manifest(
        text="".join(pieces),
        clauses=tuple(clauses),
        spans={name: (start, end) for name, (start, end) in stored["spans"].items()},
        links=tuple(Link(*link) for link in stored["links"]),
        origins=tuple(map(Origin, stored["first_seen"], stored["last_changed"])),
        providers=_providers(stored),
        former_versions=_former_versions(stored),
    )


def _heading(clause: Clause) -> int | str | None:
    """Its length where it opens the text, as it should: the words are there already."""
    if clause.heading is None:
        return None
    return len(clause.heading) if clause.text.startswith(clause.heading) else clause.heading


def pack_document(document: Document) -> bytes:
    """A whole document by itself, for one that is no version of its own."""
    stated = document.stated
    dates = [day.isoformat() if day else None for day in (stated.published_on, stated.updated_on, stated.effective_on)]
    spans = {name: list(span) for name, span in stated.spans.items()}
    return pack(
        {
            "text": document.text,
            "clauses": [clause_as_list(clause) for clause in document.clauses],
            "stated": [stated.title, *dates, stated.version_label, spans],
            "language": document.language,
            "reader": document.reader,
            "left_out": [[part.reason, part.text] for part in document.left_out],
            "links": [[link.start, link.end, link.target] for link in document.links],
            **_names_and_history(stated),
        }
    )


def unpack_document(packed: bytes) -> Document:
    stored = unpack(packed)
    title, *dates, label, spans = stored["stated"]
    published_on, updated_on, effective_on = (date.fromisoformat(day) if day else None for day in dates)
    spans = {name: (start, end) for name, (start, end) in spans.items()}
    return Document(
        text=stored["text"],
        clauses=tuple(clause_from_list(values) for values in stored["clauses"]),
        stated=Stated(
            title, published_on, updated_on, effective_on, label, spans, _providers(stored), _former_versions(stored)
        ),
        language=stored["language"],
        reader=stored["reader"],
        left_out=tuple(LeftOut(*part) for part in stored["left_out"]),
        links=tuple(Link(*link) for link in stored["links"]),
    )


def clause_as_list(clause: Clause) -> list[Any]:
    """The clause in full, as JSON."""
    kind = clause.kind.value
    return [clause.path, clause.label, clause.heading, clause.text, clause.start, clause.end, clause.depth, kind]


def clause_from_list(values: Sequence[Any]) -> Clause:
    path, label, heading, text, start, end, depth, kind = values
    return Clause(path, label, heading, text, start, end, depth, ClauseKind(kind))


_OPS: tuple[EditOp, ...] = ("equal", "delete", "insert")


def edits_value(edits: Sequence[Edit], old: str, new: str) -> list[list[Any]]:
    """As lengths into ``old`` and ``new`` where the edits turn the one into the other, as they should; else in full."""
    spelled_old = "".join(text for op, text in edits if op != "insert")
    spelled_new = "".join(text for op, text in edits if op != "delete")
    if (spelled_old, spelled_new) == (old, new):
        return [[_OPS.index(op), len(text)] for op, text in edits]
    return [[_OPS.index(op), text] for op, text in edits]


def edits_of(value: Sequence[Any], old: str, new: str) -> tuple[Edit, ...]:
    """``old`` and ``new`` as they were given to ``edits_value``."""
    edits: list[Edit] = []
    old_at = new_at = 0
    for op_index, stored in value:
        op = _OPS[op_index]
        if isinstance(stored, str):
            edits.append((op, stored))
            continue
        edits.append((op, new[new_at : new_at + stored] if op == "insert" else old[old_at : old_at + stored]))
        old_at += stored if op != "insert" else 0
        new_at += stored if op != "delete" else 0
    return tuple(edits)


def runs_value(numbers: Iterable[int]) -> list[list[int]]:
    """Numbers as runs of neighbours: ``[first, how many]``."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and sum(runs[-1]) == number:
            runs[-1][1] += 1
        else:
            runs.append([number, 1])
    return runs


def runs_of(value: Sequence[Any]) -> Iterator[int]:
    """The numbers given to ``runs_value``."""
    return (first + n for first, many in value for n in range(many))


def pack_left_out(parts: Sequence[LeftOut]) -> bytes:
    return pack([[part.reason, part.text] for part in parts])


def unpack_left_out(packed: bytes) -> tuple[LeftOut, ...]:
    return tuple(LeftOut(reason, text) for reason, text in unpack(packed))
