"""The report of a policy, gathered from the archive."""

from __future__ import annotations

from clauselog.model import Lang, Policy
from clauselog.ports import Archive, Clock
from clauselog.reports.page import render_report
from flows.wiring import SystemClock


def report_page(archive: Archive, policy: Policy, lang: Lang, *, clock: Clock | None = None) -> str:
    """One self-contained HTML page: all versions of a policy, each with what it changed."""
    history = [(info, archive.comparison(policy.slug, info.number)) for info in archive.log(policy.slug)]
    return render_report(policy, history, lang=lang, generated_at=(clock or SystemClock()).now())
