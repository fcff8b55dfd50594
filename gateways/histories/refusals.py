"""What a user is told when a history cannot be read: tried, seen, what to do; in Chinese and English."""

from __future__ import annotations

from clauselog.errors import DeclarationError, SourceGone
from clauselog.model import Text

TOO_LARGE = Text(zh="文件过大，未导入", en="it is too large and was not imported")
SYMLINK = Text(zh="是指向文件夹之外的链接，未跟随", en="it is a link out of the folder and was not followed")
NOT_A_FILE = Text(zh="不是普通文件", en="it is not an ordinary file")
NO_TEXT = Text(zh="不是 HTML、PDF、DOCX、Markdown 或文本文件", en="it is no HTML, PDF, DOCX, Markdown or text file")
NO_DATE = Text(zh="文件名里没有日期", en="there is no date in its name")
NO_SUCH_DAY = Text(zh="文件名里的日期不存在", en="the date in its name is no day of the calendar")


def tried(shown: str) -> Text:
    return Text(zh=f"导入 {shown}", en=f"Importing {shown}")


def absent(shown: str) -> SourceGone:
    return SourceGone(
        tried(shown),
        Text(zh="没有这个文件或文件夹", en="there is no such file or folder"),
        Text(zh="请检查路径是否写对", en="Check the path"),
    )


def wrong(shown: str, seen: Text, todo: Text) -> DeclarationError:
    """What lies there is not what was asked for."""
    return DeclarationError(tried(shown), seen, todo)


def unreadable(shown: str, reason: str) -> DeclarationError:
    return wrong(
        shown,
        Text(zh=f"读不出来（{reason}）", en=f"it cannot be read ({reason})"),
        Text(zh="请检查权限", en="Check that you may read it"),
    )
