"""Where a quote stands, in the words a lawyer would use: ``九、责任限制 › 9.2`` rather than ``九/9.2``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from clauselog.model import Clause, Document
from clauselog.reports.hostile import one_line

_HEADING_CHARS = 32


@dataclass(frozen=True)
class Places:
    """The addresses of one document's clauses."""

    document: Document

    @cached_property
    def _by_path(self) -> dict[str, Clause]:
        return {clause.path: clause for clause in reversed(self.document.clauses)}

    def of(self, path: str) -> str:
        """Labels and headings from the chapter down to the clause; a path unknown here stands for itself."""
        clause = self._by_path.get(path)
        if clause is None:
            return one_line(path)
        names = [_name(above) for above in self.above(clause)]
        own = _name(clause)
        return " › ".join(name for name in [*names, own] if name) or one_line(path)

    def above(self, clause: Clause) -> list[Clause]:
        """The clauses above this one, the chapter first."""
        found, path = [], clause.parent_path
        while path:
            if path in self._by_path:
                found.append(self._by_path[path])
            path = path.rpartition("/")[0] or None
        return found[::-1]


def _name(clause: Clause) -> str:
    label = one_line(clause.label or "")
    heading = one_line(clause.heading or "")
    if len(heading) > _HEADING_CHARS:
        heading = heading[:_HEADING_CHARS].rstrip() + "…"
    return spaced(label) + heading if heading else label


def spaced(label: str) -> str:
    """The label and the space behind it, which 一、 and （一） bring themselves and 第一条 and 6.3 do not."""
    return label + ("" if not label or label[-1] in "、）】．：" else " ")
