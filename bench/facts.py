"""How long reading facts takes: cold, warm, and with every clause seen before. Run by ``make bench``.

    python bench/facts.py

Invented policies of 50,000 characters in Chinese and English; CPU time of this machine in milliseconds, the best of
a few runs. ``cold`` is a new process; ``first`` compiles the patterns that the text asks for; ``seen before`` is a text
or pair whose clauses were all read already.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from clauselog.compare import compare
from clauselog.facts import read_clause, read_facts
from clauselog.facts.patterns import ALL, forget
from clauselog.model import Document
from parsers import read_page

ROOT = Path(__file__).resolve().parent.parent
CHARS = 50_000
TEXTS = ROOT / "apps" / "demo" / "site"
COLD = """
import sys, time
sys.path.insert(0, {root!r})
t0 = time.process_time()
import clauselog.rules
t1 = time.process_time()
from clauselog.facts.lexicon import data_lexicon
data_lexicon()
t2 = time.process_time()
print(round((t1 - t0) * 1000, 1), round((t2 - t1) * 1000, 1))
"""


def policies(lang: str) -> tuple[Document, Document]:
    """A policy of 50,000 characters, no two clauses of it alike, and the same with one clause changed."""
    names = ("terms-zh.txt", "privacy-zh.txt") if lang == "zh" else ("terms-en.txt",)
    lines = [line for name in names for line in (TEXTS / name).read_text("utf-8").splitlines() if line.strip()]
    grown: list[str] = []
    turn = 0
    while sum(map(len, grown)) < CHARS:
        grown += [f"{line}（{turn}）" if lang == "zh" else f"{line} ({turn})" for line in lines]
        turn += 1
    text = "\n\n".join(grown)[:CHARS]
    half = len(text) // 2
    old, new = ("十五", "六十") if lang == "zh" else ("30", "60")
    changed = text[:half] + text[half:].replace(old, new, 1)
    if changed == text:
        raise ValueError(f"the example policies in {lang} no longer say {old}: nothing would be compared")
    before, after = (read_page(one.encode(), name="policy.txt") for one in (text, changed))
    return before, after


def best_ms(work: Callable[[], object], *, before: Callable[[], object] = lambda: None, runs: int = 5) -> float:
    times = []
    for _ in range(runs):
        before()
        started_at = time.process_time()
        work()
        times.append(time.process_time() - started_at)
    return min(times) * 1000


def anew() -> None:
    """What was read before is read again."""
    read_clause.cache_clear()
    forget()


def main() -> None:
    command = [sys.executable, "-c", COLD.format(root=str(ROOT))]
    cold = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    imported, lexicon = cold.stdout.split()
    print(f"cold: importing facts and rules {imported} ms, the lexicon {lexicon} ms")
    for lang in ("zh", "en"):
        document, changed = policies(lang)
        started_at = time.process_time()
        facts = read_facts(document)
        first = (time.process_time() - started_at) * 1000
        compiled = sum(pattern.is_compiled for pattern in ALL)
        warm = best_ms(lambda: read_facts(document), before=anew)  # noqa: B023
        seen = best_ms(lambda: read_facts(document))  # noqa: B023
        compare(document, changed)
        again = best_ms(lambda: compare(document, changed))  # noqa: B023
        print(
            f"{lang}: {len(document.text):,} characters, {len(document.clauses)} clauses, {len(facts)} facts: "
            f"first {first:.0f} ms, warm {warm:.1f} ms, seen before {seen:.1f} ms, "
            f"comparison seen before {again:.1f} ms ({compiled} of {len(ALL)} patterns compiled)"
        )


if __name__ == "__main__":
    main()
