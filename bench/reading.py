"""How long reading takes and how much memory, by format and size. Run by ``make bench``.

    python bench/reading.py [--quick] [--profile FORMAT]

Invented policies of 20 KB, 200 KB and 2 MB of UTF-8 text; every format says the same clauses. ``cpu ms`` is processor
time of this process and, for PDF, of its worker; both columns are medians. ``peak MB`` is what a fresh process
needed on top of what it needed with the libraries loaded. ``growth`` is the processor time as a multiple of
that of the size before, whose text is a tenth as long: 10 is linear. ``--profile`` says where time goes for a format.
"""

from __future__ import annotations

import argparse
import cProfile
import html
import io
import os
import pstats
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from parsers import read_page
from tests.papers import Paper, docx, level, numbering, para, wrapped

SIZES = {"20 KB": 20_000, "200 KB": 200_000, "2 MB": 2_000_000}
FORMATS = ("html", "md", "txt", "pdf", "docx")
_SUBJECTS = ("您", "我们", "本平台", "合作方", "授权用户", "企业管理员", "未成年用户的监护人")
_VERBS = ("收集", "使用", "存储", "传输", "公开", "删除", "更正", "导出", "共享", "委托处理")
_OBJECTS = ("设备标识", "账号信息", "交易记录", "位置信息", "服务日志", "输入内容", "联系方式", "支付凭证")
_ENDS = ("并在期限届满后删除或者匿名化处理", "但法律另有规定的除外", "以实现前款所述目的", "并采取加密等安全措施",
         "您可以在设置中关闭", "保存期限为{n}天", "逾期不超过{n}个工作日")  # fmt: skip


def sentence(rng: random.Random) -> str:
    end = rng.choice(_ENDS).format(n=rng.randint(3, 720))
    return (
        f"{rng.choice(_SUBJECTS)}在使用第{rng.randint(1, 900)}项服务时{rng.choice(_VERBS)}"
        f"{rng.choice(_OBJECTS)}、{rng.choice(_OBJECTS)}，{end}。"
    )


def clauses(size: int) -> list[tuple[int, str, str]]:
    """(depth, label, text) of a policy of about so many bytes: chapters, clauses, items."""
    rng = random.Random(size)  # noqa: S311
    out, held, chapter = [], 0, 0

    def put(depth: int, label: str, text: str) -> None:
        nonlocal held
        out.append((depth, label, text))
        held += len(label.encode()) + len(text.encode()) + 2

    while held < size:
        chapter += 1
        put(0, f"第{chapter}条", f"{rng.choice(_OBJECTS)}的{rng.choice(_VERBS)}")
        for clause in range(1, rng.randint(4, 9)):
            put(1, f"{chapter}.{clause}", "".join(sentence(rng) for _ in range(rng.randint(1, 4))))
            if clause % 3 == 0:
                for item in range(1, rng.randint(3, 6)):
                    put(2, f"({item})", sentence(rng))
    return out


def as_html(lines: list[tuple[int, str, str]]) -> bytes:
    tags = ("h2", "p", "p")
    body = "".join(
        f"<{tags[d]} class='c{d}'><span>{label}</span> {html.escape(text)}</{tags[d]}>\n" for d, label, text in lines
    )
    nav = "<nav><ul>" + "".join(f"<li><a href='/p{n}'>菜单{n}</a></li>" for n in range(40)) + "</ul></nav>"
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>霁川隐私政策</title></head><body>{nav}"
        f"<main><h1>霁川隐私政策</h1><p>更新日期：2025年3月1日</p>{body}</main><footer>© 霁川</footer></body></html>"
    ).encode()


def as_md(lines: list[tuple[int, str, str]]) -> bytes:
    marks = ("## ", "", "")
    return ("# 霁川隐私政策\n\n" + "\n\n".join(f"{marks[d]}{label} {text}" for d, label, text in lines)).encode()


def as_txt(lines: list[tuple[int, str, str]]) -> bytes:
    return ("霁川隐私政策\n\n" + "\n\n".join(f"{label} {text}" for _, label, text in lines)).encode()


def as_pdf(lines: list[tuple[int, str, str]]) -> bytes:
    paper, y, number = Paper(), 780, 1
    for _, label, text in lines:
        for line in wrapped(f"{label} {text}", 440, size=10.5):
            if y < 60:
                paper.line(f"- {number} -", 290, 30, size=9)
                paper.page()
                y, number = 780, number + 1
            paper.line(line, 70, y, size=10.5)
            y -= 18
    return paper.bytes()


def as_docx(lines: list[tuple[int, str, str]]) -> bytes:
    levels = level(0, "第%1条") + level(1, "%1.%2") + level(2, "(%3)")
    return docx(
        para("霁川隐私政策", style="Title"),
        *(para(text, style="Heading1" if d == 0 else "", numbered=(1, d)) for d, _, text in lines),
        parts={"numbering.xml": numbering({0: levels}, {1: (0, "")})},
    )


MADE: dict[str, Callable[[list[tuple[int, str, str]]], bytes]] = {
    "html": as_html, "md": as_md, "txt": as_txt, "pdf": as_pdf, "docx": as_docx
}  # fmt: skip


def read(body: bytes, kind: str) -> int:
    forget()
    return len(read_page(body, name=f"policy.{kind}").clauses)


def forget() -> None:
    """Empty the caches of texts read before, so that every run is a first one."""
    from clauselog import text
    from parsers import markers

    for module in (text, markers):
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def spent() -> float:
    """Processor seconds of this process and the children it waited for."""
    t = os.times()
    return t.user + t.system + t.children_user + t.children_system


def measured(body: bytes, kind: str, runs: int) -> tuple[float, float, int]:
    cpu, wall, found = [], [], 0
    for _ in range(runs):
        begun, used = time.perf_counter(), time.process_time()
        children = spent() - time.process_time()
        found = read(body, kind)
        wall.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - used + (spent() - time.process_time() - children if kind == "pdf" else 0.0))
    return median(cpu) * 1000, median(wall) * 1000, found


def peak_mb(path: Path, kind: str) -> float:
    """The most memory of a process that reads once, less what it took to load the libraries with a short policy."""
    if not Path("/proc/self/status").exists():
        return float("nan")  # getrusage counts what the parent had when it forked
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from parsers import read_page\n"
        "from pathlib import Path\n"
        "small, body = Path(sys.argv[3]).read_bytes(), Path(sys.argv[2]).read_bytes()\n"
        "peak = lambda: int(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])\n"
        "read_page(small, name='a.' + sys.argv[4]); before = peak()\n"
        "read_page(body, name='a.' + sys.argv[4]); print(peak() - before)\n"
    )
    small = path.with_name(f"small.{kind}")
    root = str(Path(__file__).resolve().parent.parent)
    run = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, root, str(path), str(small), kind], capture_output=True, text=True, check=True
    )
    return int(run.stdout) / 1024


def profile(kind: str, body: bytes) -> None:
    profiler = cProfile.Profile()
    read(body, kind)
    profiler.enable()
    for _ in range(3):
        read(body, kind)
    profiler.disable()
    out = io.StringIO()
    pstats.Stats(profiler, stream=out).sort_stats("tottime").print_stats(18)
    print("\n".join(line for line in out.getvalue().splitlines()[4:] if line.strip()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="leave the largest size out")
    parser.add_argument("--profile", choices=FORMATS, help="say where the time goes for one format, and stop")
    options = parser.parse_args()
    if options.profile:
        profile(options.profile, MADE[options.profile](clauses(150_000)))
        return
    row = "{:>7} {:5} {:>9} {:>9} {:>9} {:>9} {:>11} {:>9} {:>9}"
    print(row.format("text", "kind", "bytes", "clauses", "cpu ms", "wall ms", "ms per 20KB", "peak MB", "growth"))
    before: dict[str, float] = {}  # cpu ms of the size before
    with tempfile.TemporaryDirectory() as folder:
        for name, size in SIZES.items():
            if options.quick and size > 1_000_000:
                continue
            lines = clauses(size)
            for kind in FORMATS:
                body = MADE[kind](lines)
                path = Path(folder) / f"policy.{kind}"
                path.write_bytes(body)
                small = Path(folder) / f"small.{kind}"
                if not small.exists():
                    small.write_bytes(MADE[kind](clauses(3_000)))
                cpu, wall, found = measured(body, kind, 9 if size < 100_000 else 5 if size < 1_000_000 else 3)
                peak = peak_mb(path, kind)
                growth = f"{cpu / before[kind]:.1f}×" if kind in before else ""
                before[kind] = cpu
                print(
                    row.format(
                        name, kind, len(body), found, f"{cpu:.1f}", f"{wall:.1f}", f"{cpu * 20_000 / size:.1f}",
                        f"{peak:.1f}", growth,
                    ),
                    flush=True,
                )  # fmt: skip
    aims(row)


def aims(row: str) -> None:
    """The two sizes that are aimed at: 50,000 characters of HTML, 30 pages of Chinese PDF."""
    print("\naims: 50,000 characters of HTML in 5 ms; 30 pages of Chinese PDF in 100 ms beyond a process's start")
    page = as_html(clauses(85_000))
    cpu, wall, found = measured(page, "html", 15)
    print(
        row.format(f"{len(page.decode()) // 1000}k", "html", len(page), found, f"{cpu:.1f}", f"{wall:.1f}", "", "", "")
    )
    body = as_pdf(clauses(113_000))
    start = start_of_a_process()
    cpu, wall, found = measured(body, "pdf", 7)
    print(row.format("30 p.", "pdf", len(body), found, f"{cpu:.1f}", f"{wall:.1f}", "", "", ""))
    print(f"  of which starting a process and loading PDFium: {start:.1f} ms cpu; beyond it: {cpu - start:.1f} ms cpu")


def start_of_a_process() -> float:
    """Milliseconds of processor for a worker that finds no PDF in its input."""
    from parsers.pdf import _command

    used = []
    with tempfile.TemporaryDirectory() as empty:
        for _ in range(7):
            before = spent()
            subprocess.run(_command(), input=b"", capture_output=True, check=False, env={}, cwd=empty)  # noqa: S603
            used.append(spent() - before)
    return median(used) * 1000


if __name__ == "__main__":
    main()
