"""How the story is shown on a terminal. Everything fetched is cleaned before it is printed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

from rich import box
from rich.console import Console
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text as Styled

from apps.cli.rendering import SEVERITY_STYLE
from apps.cli.safe import clean, one_line
from apps.demo.checks import Check, mail_text
from apps.demo.receivers import Call
from clauselog.model import Direction, Finding, Lang, Policy, Severity, Text
from clauselog.pipeline import DeliveryReport, TrackOutcome
from clauselog.ports import Archive
from clauselog.reports.labels import outcome_word, type_word, word

QUOTE_CHARS = 70
_DIRECTION_STYLE = {Direction.WORSE: "red", Direction.BETTER: "green"}


def shortened(old: str, new: str, most: int = QUOTE_CHARS) -> tuple[str, str]:
    """Both quotes cut to ``most`` characters around the place where they begin to differ."""
    same = next((i for i, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), 0)
    start = max(0, same - 12) if max(len(old), len(new)) > most else 0
    told = []
    for quote in (old, new):
        cut = quote[start : start + most]
        told.append(("…" if start else "") + cut + ("…" if start + most < len(quote) else ""))
    return told[0], told[1]


class Stage:
    """Prints in one language; every line is on the screen at once."""

    def __init__(self, console: Console, lang: Lang) -> None:
        self._console, self._lang = console, lang

    def say(self, zh: str, en: str, style: str = "") -> None:
        self._show(Styled(clean(zh if self._lang == "zh" else en), style=style))

    def heading(self, text: Text, *, aside: str = "") -> None:
        title = Styled(clean(text[self._lang]), style="bold")
        if aside:
            title.append(f"  {aside}", style="dim")
        self._show(Styled())
        self._show(Rule(title, style="cyan", align="left"))

    def outcomes(self, outcomes: Sequence[tuple[Policy, TrackOutcome]], archive: Archive) -> None:
        table = self._table(
            Text(zh="政策", en="policy"),
            Text(zh="结果", en="outcome"),
            Text(zh="版本", en="version"),
            Text(zh="条款", en="clauses"),
            Text(zh="声明日期", en="dated"),
            Text(zh="结论", en="verdict"),
            Text(zh="发现", en="findings"),
        )
        for policy, outcome in outcomes:
            latest = archive.latest(policy.slug)
            ok = outcome.outcome not in ("failed", "quarantined")
            updated = latest.document.stated.updated_on if latest else None
            table.add_row(
                policy.slug,
                Styled(outcome_word(outcome.outcome, self._lang), "green" if ok else "bold red"),
                str(latest.number) if latest else "—",
                str(len(latest.document.clauses)) if latest else "—",
                updated.isoformat() if updated else "—",
                word(outcome.verdict, self._lang) if outcome.verdict else "—",
                self._counts(outcome),
            )
        self._show(table)
        for policy, outcome in outcomes:
            if outcome.error is not None:
                error = outcome.error
                self.say(
                    f"✗ {policy.slug}：{error.seen.zh} → {error.todo.zh}",
                    f"✗ {policy.slug}: {error.seen.en} → {error.todo.en}",
                    "red",
                )

    def findings(self, found: Sequence[tuple[Policy, Finding]]) -> None:
        """What is worth telling, gravest first; what is only to be reviewed is counted."""
        table = self._table(
            Text(zh="程度", en="severity"),
            Text(zh="变了什么", en="what changed"),
            Text(zh="旧文", en="old words"),
            Text(zh="新文", en="new words"),
            lines=True,
        )
        told = [pair for pair in found if pair[1].severity.rank <= Severity.MINOR.rank]
        for policy, finding in sorted(told, key=lambda pair: pair[1].severity.rank):
            what = Styled(clean(finding.summary[self._lang]))
            what.append(f"\n{type_word(finding.type, self._lang)} · ", style="dim")
            style = _DIRECTION_STYLE.get(finding.direction, "dim")
            what.append(word(finding.direction, self._lang), style=style)
            what.append(f" · {policy.slug}", style="dim")
            old, new = shortened(
                one_line(finding.before.quote) if finding.before else "—",
                one_line(finding.after.quote) if finding.after else "—",
            )
            table.add_row(
                Styled(word(finding.severity, self._lang), SEVERITY_STYLE[finding.severity]),
                what,
                Styled(old, "red" if finding.before else "dim"),
                Styled(new, "green" if finding.after else "dim"),
            )
        if told:
            self._show(table)
        if len(told) < len(found):
            n = len(found) - len(told)
            self.say(
                f"另有 {n} 处措辞变化供复核，见报告", f"and {n} changes of wording to review, see the reports", "dim"
            )

    def deliveries(self, reports: Sequence[DeliveryReport]) -> None:
        for report in reports:
            if report.sent or report.retried or report.dead:
                self.say(
                    f"✉ 送达 {report.sent}，稍后重试 {report.retried}，放弃 {report.dead}",
                    f"✉ {report.sent} delivered, {report.retried} to be tried again, {report.dead} given up",
                )
            for error in report.errors:
                self.say(f"  {error}", f"  {error}", "yellow")

    def mail(self, mail: EmailMessage) -> None:
        head = "\n".join(f"{name}: {mail[name]}" for name in ("From", "To", "Date", "Subject", "Message-ID"))
        self._show(Panel(Styled(clean(f"{head}\n\n{mail_text(mail).rstrip()}")), box=box.ROUNDED, border_style="cyan"))

    def calls(self, calls: Sequence[Call]) -> None:
        table = self._table(
            Text(zh="webhook-id", en="webhook-id"),
            Text(zh="签名", en="signature"),
            Text(zh="回答", en="answered"),
            Text(zh="内容", en="body"),
        )
        for call in calls:
            data = call.body.get("data", {})
            types = [f["type"] for f in data.get("findings", ())]
            told = (
                f"{call.body.get('type')} {data.get('policy', {}).get('slug')}@{data.get('versions', {}).get('after')}"
            )
            table.add_row(
                call.msg_id[:14] + "…",
                Styled("signature ok", "green") if call.signature_ok else Styled("signature WRONG", "bold red"),
                Styled(str(call.status), "green" if call.status == 204 else "yellow"),
                one_line(f"{told}: {', '.join(dict.fromkeys(types))}"),
            )
        self._show(table)

    def body(self, call: Call) -> None:
        """One webhook body as it came in, its findings cut to the first."""
        body = json.loads(json.dumps(call.body))
        first, *others = body["data"]["findings"]
        body["data"]["findings"] = [first, f"… {len(others)} more"] if others else [first]
        text = json.dumps(body, ensure_ascii=False, indent=2)
        self._show(Panel(Styled(clean(text)), box=box.ROUNDED, border_style="cyan"))

    def checks(self, checks: Sequence[Check]) -> None:
        for check in checks:
            if check.kept:
                self._show(Styled.assemble(("✓ ", "green"), clean(check.promise[self._lang])))
            else:
                self._show(
                    Styled.assemble(("✗ ", "bold red"), clean(check.promise[self._lang]), f" [{clean(check.seen)}]")
                )

    def reports(self, paths: Sequence[Path]) -> None:
        for path in paths:
            self._show(Styled.assemble("  ", (str(path), "bold underline")))

    def _table(self, *columns: Text, lines: bool = False) -> Table:
        table = Table(box=box.SIMPLE_HEAD, show_lines=lines, pad_edge=False, header_style="bold")
        for column in columns:
            table.add_column(column[self._lang], overflow="fold")
        return table

    def _counts(self, outcome: TrackOutcome) -> Styled:
        told = Styled()
        for severity, style in SEVERITY_STYLE.items():
            if outcome.findings.get(severity):
                told.append(f"{' · ' if told else ''}{outcome.findings[severity]} {word(severity, self._lang)}", style)
        return told or Styled("—", "dim")

    def _show(self, thing: object) -> None:
        self._console.print(thing)
        self._console.file.flush()
