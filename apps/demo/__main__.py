"""``python -m apps.demo``: the main job on loopback, as a story and a self-check.

Exit status 0 where every promise was kept, 1 where one was not.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import cast

from rich.console import Console

from apps.cli.terminal import locale_lang
from apps.demo.stage import Stage
from apps.demo.story import play
from clauselog.model import LANGS, Lang

_PIPE_COLUMNS = 140


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m apps.demo", description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=Path("demo-output"), help="folder for database and reports")
    parser.add_argument("--lang", choices=LANGS, help="language of what is shown and of the reports")
    options = parser.parse_args()
    lang = cast(Lang, options.lang or locale_lang(os.environ))
    sys.stdout.reconfigure(errors="backslashreplace", line_buffering=True)  # type: ignore[union-attr]
    columns = None if sys.stdout.isatty() else int(os.environ.get("COLUMNS") or _PIPE_COLUMNS)
    console = Console(width=columns, highlight=False, markup=False, emoji=False)
    return 0 if play(options.output, Stage(console, lang), lang) else 1


if __name__ == "__main__":
    sys.exit(main())
