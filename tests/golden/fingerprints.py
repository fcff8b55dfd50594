"""What every parser makes of fixtures of our own, as fingerprints beside its version. Run by ``make fingerprints``.

    python -m tests.golden.fingerprints [--unstored]

A version is stored with every tree, and a reader of a new version reads the last good snapshot again before it
compares: that is how a change of ours is never told as a change of theirs. So what a parser makes of the same bytes may
only change together with its VERSION. ``--unstored`` writes a changed output down under the same version, for one that
nobody can have stored anything with yet.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from clauselog.model import Block, Document, LeftOut
from clauselog.text import sha256_hex
from parsers import read_bytes
from parsers.charset import decode
from parsers.reader import VERSIONS
from tests.golden.papers import DOCX, PDF

STORED = Path(__file__).with_name("reading") / "fingerprints.json"
TEXTS = Path(__file__).parents[1] / "quality" / "texts"
SUFFIXES = {"html": ".html", "markdown": ".md", "plain": ".txt"}
RECIPES = (Path(__file__).with_name("papers.py"), Path(__file__).parents[1] / "papers.py")
OUTLINE = "outline"
"""Everything behind the parsers: sentences joined, contents left out, the tree, what it says of itself."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """``fixtures`` is the hash of what is read, ``output`` of what is made of it, under this version."""

    version: str
    fixtures: str
    output: str


def made(kind: str) -> Fingerprint:
    """The fingerprint of a parser, or of the outline, as the code stands."""
    fixtures = {name: body for of, held in _fixtures().items() if kind in (OUTLINE, of) for name, body in held.items()}
    make = _trees if kind == OUTLINE else BLOCKS[kind]
    return Fingerprint(
        importlib.import_module(f"parsers.{kind}").VERSION,
        _hash([_recipe(name, body) for name, body in fixtures.items()]),
        _hash({name: make(name, body) for name, body in fixtures.items()}),
    )


def stored() -> dict[str, Fingerprint]:
    if not STORED.exists():
        return {}
    return {kind: Fingerprint(**entry) for kind, entry in json.loads(STORED.read_text(encoding="utf-8")).items()}


def objection(kind: str, now: Fingerprint, before: Fingerprint | None) -> str | None:
    """What is to be done before this may land; None where nothing is."""
    if before is None:
        return f"parsers/{kind}.py has no fingerprint: run `make fingerprints` and commit what it writes."
    if now == before:
        return None
    if now.output != before.output and now.version == before.version and now.fixtures == before.fixtures:
        return (
            f"What parsers/{kind}.py makes of the same bytes changed and its VERSION is still {now.version!r}. If that is"
            f" meant, raise VERSION in parsers/{kind}.py{_also(kind)}, run `make fingerprints` and commit"
            f" {STORED.name}. Else the change is a mistake."
        )
    return (
        f"The version or the fixtures of parsers/{kind}.py changed: run `make fingerprints` and commit {STORED.name}."
    )


def _also(kind: str) -> str:
    return " and VERSIONS in parsers/reader.py" if kind in VERSIONS else ""


# ------------------------------------------------------------------------------------------ fixtures


@lru_cache(maxsize=1)
def _fixtures() -> Mapping[str, Mapping[str, bytes]]:
    texts = {
        kind: {path.name: path.read_bytes() for path in sorted(TEXTS.glob(f"*{suffix}"))}
        for kind, suffix in SUFFIXES.items()
    }
    chinese = next(body for name, body in texts["plain"].items() if name.startswith("zh")).decode()
    texts["plain"] |= {f"{charset}.txt": chinese.encode(charset) for charset in ("gb18030", "utf-16", "utf-16-be")}
    papers = {"docx": DOCX, "pdf": PDF}
    return texts | {kind: {f"{name}.{kind}": make() for name, make in papers[kind].items()} for kind in papers}


def _recipe(name: str, body: bytes) -> str:
    """The hash of a text; of a file made for this, of what makes it: its bytes depend on the libraries of the day."""
    if name.endswith((".docx", ".pdf")):
        return sha256_hex("".join(path.read_text(encoding="utf-8") for path in RECIPES))
    return sha256_hex(body)


def _html(_: str, body: bytes) -> Any:
    from parsers.html import read_html

    page = read_html(decode(body)[0])
    return _read((page.blocks, page.left_out))


def _markdown(_: str, body: bytes) -> Any:
    from parsers.markdown import read_markdown

    blocks, title = read_markdown(decode(body)[0])
    return [title, _read((blocks, []))]


def _plain(_: str, body: bytes) -> Any:
    from parsers.plain import read_plain

    return _read((read_plain(decode(body)[0]), []))


def _docx(_: str, body: bytes) -> Any:
    from parsers.docx import read_docx

    return _read(read_docx(body))


def _pdf(_: str, body: bytes) -> Any:
    from parsers.pdf import read_pdf

    return _read(read_pdf(body))


BLOCKS: dict[str, Callable[[str, bytes], Any]] = {
    "html": _html, "markdown": _markdown, "plain": _plain, "docx": _docx, "pdf": _pdf
}  # fmt: skip
KINDS = (*BLOCKS, OUTLINE)


def _read(read: tuple[list[Block], list[LeftOut]]) -> Any:
    blocks, left = read
    return [
        [
            [b.kind, b.text, b.level, b.marker, b.lead, [[k.start, k.end, k.target] for k in b.links], b.joins]
            for b in blocks
        ],
        [[item.reason, item.text] for item in left],
    ]


def _trees(name: str, body: bytes) -> Any:
    return [_tree(document) for document in read_bytes(body, name=name)]


def _tree(document: Document) -> Any:
    stated = document.stated
    return [
        document.text,
        [[c.path, c.kind, c.label, c.heading, c.start, c.text_start, c.end] for c in document.clauses],
        [document.language, stated.title, stated.version_label],
        [str(day) for day in (stated.updated_on, stated.published_on, stated.effective_on)],
    ]


def _hash(value: Any) -> str:
    return sha256_hex(json.dumps(value, ensure_ascii=False))


# ------------------------------------------------------------------------------------------- writing


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--unstored", action="store_true", help="nobody can have stored what these versions made")
    options = parser.parse_args()
    before, after, refused = stored(), {}, []
    for kind in KINDS:
        after[kind] = now = made(kind)
        said = objection(kind, now, before.get(kind))
        if said and "VERSION is still" in said and not options.unstored:
            refused.append(said)
    if refused:
        print("\n".join(refused), file=sys.stderr)
        return 1
    entries = {k: {"version": f.version, "fixtures": f.fixtures, "output": f.output} for k, f in sorted(after.items())}
    STORED.parent.mkdir(exist_ok=True)
    STORED.write_text(json.dumps(entries, indent=2) + "\n", encoding="utf-8")
    for kind in KINDS:
        print(f"{kind:9} {after[kind].version:12} {'as it was' if after[kind] == before.get(kind) else 'written'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
