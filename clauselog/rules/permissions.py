"""Which permissions of the device are asked for."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.model import Direction, Severity, Text
from clauselog.rules.framework import Delta, Told, rule
from clauselog.rules.stating import came, went

_HOOKS = ("必要个人信息范围规定", "GB/T 35273")


@rule(
    "permission-added",
    type="permission",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="应用能够触及设备上更多的内容。",
)
def permission_added(delta: Delta) -> Iterator[Told]:
    """A permission is asked for that was not.

    Why it matters: the application reaches more of what is on the device.
    """
    yield from came(delta, Text("新增权限", "Permission added"), good=None)


@rule(
    "permission-removed",
    type="permission",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="应用不再申请该权限。",
)
def permission_removed(delta: Delta) -> Iterator[Told]:
    """A permission is no longer asked for.

    Why it matters: the application reaches less of what is on the device.
    """
    yield from went(delta, Text("删去权限", "Permission removed"), good=None)
