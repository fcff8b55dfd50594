"""Fetched text made harmless for a terminal: it can neither move the cursor, recolour, hide nor reverse anything.

Escape sequences and control characters go; direction overrides stay visible as ``⟨U+202E⟩``, since a text that
holds one should be looked at. Rich markup is no concern here: fetched text only ever enters a ``rich.text.Text``.
"""

from __future__ import annotations

import json
import re

# A terminated sequence vanishes whole. All repeats are bounded, so that an opened sequence which never ends
# cannot swallow the rest of a clause: then only the escape character itself goes.
_SEQUENCES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]{0,32}[ -/]{0,8}[@-~]"  # CSI: ESC [ 31 m
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]{0,256}(?:\x07|\x1b\\|\x9c)"  # OSC, DCS: ESC ] 0;… BEL
    r"|\x1b[ -/]{0,4}[0-~]"  # ESC c
)
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb\U000e0000-\U000e007f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff]")


def clean(text: str) -> str:
    """The text as a terminal may show it; line breaks stay, tabs become spaces."""
    if text.isascii() and text.isprintable():
        return text
    text = _SEQUENCES.sub("", text.replace("\r\n", "\n")).replace("\t", " ")
    text = _CONTROLS.sub("", text)
    text = _DIRECTIONS.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str, width: int | None = None) -> str:
    """Cleaned, on one line, cut to ``width`` characters with an ellipsis."""
    line = " ".join(clean(text).split())
    return line if width is None or len(line) <= width else line[: max(1, width - 1)] + "…"


def json_text(data: object, *, ascii_only: bool = False) -> str:
    """JSON for people and programs: readable Chinese, and no character that a terminal would act on."""
    written = json.dumps(data, ensure_ascii=ascii_only, indent=2)
    return _UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", written)
