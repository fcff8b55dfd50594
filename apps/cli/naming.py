"""What a person means by a policy's name, a version and a date."""

from __future__ import annotations

import difflib
import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from apps.cli.exits import UsageError
from clauselog.errors import StoreError
from clauselog.model import Policy, Text

if TYPE_CHECKING:
    from clauselog.model import Version, VersionInfo
    from clauselog.ports import Archive

LISTED = 5
_NUMBER = re.compile(r"v?\d{1,9}")
_DIGITS_AND_DASHES = re.compile(r"[\d-]+")


def resolve(archive: Archive, name: str) -> Policy:
    """The policy of that slug; its last part alone will do where only one has it. Raises UsageError."""
    try:
        return archive.policy(name)
    except StoreError as error:
        if error.transient:
            raise
    known = [status.policy for status in archive.policies()]  # the database's own trouble comes out here
    by_slug = {policy.slug: policy for policy in known}
    ending = [policy for policy in known if policy.slug.rpartition("/")[2] == name]
    if len(ending) == 1:
        return ending[0]
    close = [policy.slug for policy in ending] or _close(name, known)
    raise UsageError(
        Text(zh=f"查找政策“{name}”", en=f"Looking for the policy '{name}'"),
        Text(zh="没有这份政策", en="there is no such policy")
        if not ending
        else Text(zh="有多份政策都叫这个名字", en="several policies go by that name"),
        _advice(close, by_slug),
    )


def _close(name: str, known: list[Policy]) -> list[str]:
    """Slugs written alike, or whose policy or provider is called like that."""
    slugs = [policy.slug for policy in known]
    called = [p.slug for p in known if name.lower() in f"{p.slug} {p.name} {p.provider}".lower()]
    alike = difflib.get_close_matches(name, slugs, n=LISTED, cutoff=0.5)
    tails = {slug.rpartition("/")[2]: slug for slug in slugs}
    alike += [tails[tail] for tail in difflib.get_close_matches(name, list(tails), n=LISTED, cutoff=0.6)]
    return list(dict.fromkeys(called + alike))[:LISTED]


def _advice(close: list[str], known: dict[str, Policy]) -> Text:
    if close:
        listed = "  ".join(close)
        return Text(zh=f"是不是：{listed}", en=f"Did you mean: {listed}")
    if known:
        return Text(zh="clauselog policies 列出全部政策", en="clauselog policies lists them all")
    return Text(
        zh="还没有任何政策，先用 clauselog add 添加", en="There are no policies yet; add one with clauselog add"
    )


def split_at(named: str) -> tuple[str, str | None]:
    """``policy@version`` taken apart."""
    name, at, which = named.partition("@")
    return name, which if at else None


def is_version(written: str) -> bool:
    """Whether this says which version, not which policy; a date written wrongly is meant as a date all the same."""
    return bool(_NUMBER.fullmatch(written) or _DIGITS_AND_DASHES.fullmatch(written))


def number_of(archive: Archive, policy: str, which: str | None) -> int:
    """The number of the version meant: a number, a date (the one in force then), or None for the newest."""
    log = archive.log(policy)
    if not log:
        raise _no_version(policy, Text(zh="还没有任何版本", en="it has no version yet"), None)
    numbers = [info.number for info in log]
    if which is None:
        return numbers[0]
    if _NUMBER.fullmatch(which):
        number = int(which.lstrip("v"))
        if number not in numbers:
            seen = Text(zh=f"没有第 {number} 版", en=f"there is no version {number}")
            raise _no_version(policy, seen, log)
        return number
    on = a_date(which)
    then = [info.number for info in log if info.observed_at.astimezone(UTC).date() <= on]
    if not then:
        seen = Text(zh=f"{on} 时还没有收录", en=f"nothing was kept as early as {on}")
        raise _no_version(policy, seen, log)
    return max(then)


def version_of(archive: Archive, policy: str, which: str | None) -> Version:
    """As ``number_of``, the version itself."""
    return archive.version(policy, number_of(archive, policy, which))


def a_date(written: str) -> date:
    """An ISO date. Raises UsageError."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise UsageError(
            Text(zh=f"理解“{written}”", en=f"Reading '{written}'"),
            Text(zh="它不是版本号，也不是日期", en="it is neither a version number nor a date"),
            Text(zh="写作 3 或 2024-06-30", en="Write it as 3 or 2024-06-30"),
        ) from None


def a_moment(written: str, now: datetime) -> datetime:
    """The start of an ISO date in UTC, or ``30d``, ``12h`` before now. Raises UsageError."""
    ago = re.fullmatch(r"(\d{1,5})([dh])", written)
    if ago:
        amount = int(ago[1])
        return now - (timedelta(days=amount) if ago[2] == "d" else timedelta(hours=amount))
    try:
        on = date.fromisoformat(written)
    except ValueError:
        raise UsageError(
            Text(zh=f"理解 --since {written}", en=f"Reading --since {written}"),
            Text(zh="它不是日期，也不是时长", en="it is neither a date nor a length of time"),
            Text(zh="写作 2024-06-30、30d 或 12h", en="Write it as 2024-06-30, 30d or 12h"),
        ) from None
    return datetime(on.year, on.month, on.day, tzinfo=UTC)


def _no_version(policy: str, seen: Text, log: list[VersionInfo] | None) -> UsageError:
    if log:
        newest, oldest = log[0], log[-1]
        span = f"{oldest.number}…{newest.number} ({oldest.observed_at:%Y-%m-%d} … {newest.observed_at:%Y-%m-%d})"
        todo = Text(zh=f"现有版本：{span}", en=f"There are versions {span}")
    else:
        todo = Text(zh=f"先运行 clauselog track {policy}", en=f"Run clauselog track {policy} first")
    return UsageError(Text(zh=f"查找 {policy} 的版本", en=f"Looking for a version of {policy}"), seen, todo)
