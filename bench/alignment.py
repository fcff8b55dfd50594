"""How long pairing and marking edits take, against what else a person could use. Run by ``make bench``.

    python bench/alignment.py [--quick]

Invented documents with one clause in ten changed, everything renumbered; times are the best of a few runs, in
milliseconds of processor time, so that whatever else the machine does counts for little. ``near-duplicates`` is the
worst case: every clause says nearly the same and every one changed. difflib and diff-match-patch get the same two
texts, lines of one and characters of the other.
"""

from __future__ import annotations

import argparse
import difflib
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from diff_match_patch import diff_match_patch

from clauselog.diff.align import align
from clauselog.diff.words import edits
from clauselog.model import Clause
from clauselog.text import key
from tests.quality.mutations import Line, laid_out, policy_lines

SIZES = (30, 300, 3_000, 10_000)


def grown(size: int) -> list[Line]:
    lines: list[Line] = []
    seed = 0
    while len(lines) < size:
        lines += policy_lines(seed, "zh" if seed % 4 else "en")
        seed += 1
    return lines[:size]


def changed(lines: Sequence[Line], share: float = 0.1) -> list[Line]:
    rng = random.Random(7)  # noqa: S311
    out = list(lines)
    for n in sorted(rng.sample(range(len(out)), max(1, int(len(out) * share))), reverse=True):
        how = rng.choice(("edit", "insert", "delete", "move"))
        if how == "edit":
            out[n] = Line(out[n].text.replace("，", "，原则上", 1) + "另有规定的除外。")
        elif how == "insert":
            out.insert(n, Line(f"新增条款{n}：" + "".join(rng.choices("梧桐橘柚鲸鹭雁礁岚砚绸缎陶瓷铜锡", k=40))))
        elif how == "delete":
            del out[n]
        else:
            line = out.pop(n)
            out.insert(min(len(out), n + rng.randint(3, 30)), line)
    return out


def near_duplicates(size: int, word: str) -> list[Line]:
    return [
        Line(f"第{n}类信息的接收方为合作方{n % 97}，{word}保存期限为{n % 365}天，届满后删除或匿名化处理。")
        for n in range(size)
    ]


def best_ms(work: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        key.cache_clear()
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times) * 1000


def mark(before: Sequence[Clause], after: Sequence[Clause]) -> int:
    told = 0
    for pairing in align(before, after):
        if pairing.before and pairing.after and pairing.similarity < 1:
            told += len(edits(before[pairing.before[0]].text, after[pairing.after[0]].text))
    return told


def by_difflib(old: str, new: str) -> int:
    return sum(1 for _ in difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm=""))


def by_diff_match_patch(old: str, new: str) -> int:
    tool = diff_match_patch()
    tool.Diff_Timeout = 0
    found = tool.diff_main(old, new)
    tool.diff_cleanupSemantic(found)
    return len(found)


def long_clause(tokens: int) -> tuple[str, str]:
    """A clause on one line, with a change every two hundred tokens."""
    rng = random.Random(11)  # noqa: S311
    old = rng.choices("服务信息用户平台协议收集保存期限使用同意处理提供", k=tokens)
    new = [c for n, c in enumerate(old) if n % 400]
    for n in range(0, len(new), 400):
        new[n] = "鲸"
    return "".join(old), "".join(new)


CLAUSE = (
    "我们会在您使用本服务期间收集您的设备信息、网络信息、日志信息以及您主动提交的联系方式，用于账号安全、风险控制与客户服务。"
    "上述信息在服务终止后保存30日，届满后删除或者匿名化处理；法律、行政法规另有规定的，从其规定。"
) * 4


def edit_table() -> None:
    new = CLAUSE.replace("日志信息", "日志信息、面部识别信息", 1).replace("30日", "180日", 1)
    row = "{:>8} {:24} {:>10} {:>18}"
    print(row.format("letters", "edits of one clause", "ms", "diff-match-patch"))
    cases = [("two changes", CLAUSE, new)]
    cases += [("one line", *long_clause(size)) for size in (14_000, 40_000)]
    for case, old, other in cases:
        runs = 50 if len(old) < 1000 else 2
        slow = "-" if len(old) > 20_000 else f"{best_ms(lambda: by_diff_match_patch(old, other), runs):.2f}"  # noqa: B023
        print(row.format(len(old), case, f"{best_ms(lambda: edits(old, other), runs):.2f}", slow), flush=True)  # noqa: B023


def printed(clauses: Sequence[Clause]) -> str:
    return "\n".join(f"{c.label or ''} {c.text}" for c in clauses)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="leave out what takes more than a few seconds")
    quick = parser.parse_args().quick
    edit_table()
    row = "{:>8} {:16} {:>10} {:>14} {:>12} {:>18}"
    print(row.format("clauses", "case", "pair ms", "pair+edits ms", "difflib ms", "diff-match-patch"))
    for size in SIZES:
        runs = 5 if size <= 3_000 else 2
        lines = grown(size)
        cases = {
            "10 % changed": (lines, changed(lines)),
            "near-duplicates": (near_duplicates(size, ""), near_duplicates(size, "其")),
        }
        for case, (old, new) in cases.items():
            before, after = laid_out(old, "en"), laid_out(new, "en", first=2)
            texts = printed(before), printed(after)
            slow = size > 300
            print(
                row.format(
                    size,
                    case,
                    f"{best_ms(lambda: align(before, after), runs):.1f}",  # noqa: B023
                    f"{best_ms(lambda: mark(before, after), runs):.1f}",  # noqa: B023
                    "-" if slow and quick else f"{best_ms(lambda: by_difflib(*texts), 1):.1f}",  # noqa: B023
                    "-" if slow else f"{best_ms(lambda: by_diff_match_patch(*texts), 1):.1f}",  # noqa: B023
                ),
                flush=True,
            )


if __name__ == "__main__":
    main()
