"""Every setting, read once from the environment; nothing else in clauselog reads the environment.

All variables start with ``CLAUSELOG_``. A setting that cannot be understood is a SettingsError that names the
variable, what was seen and what is allowed; the value of a secret is never repeated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast

from clauselog.errors import SettingsError
from clauselog.model import Lang, Text

Tls = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set, with the defaults of one person on one machine."""

    home: Path = Path()
    """Where the SQLite database and files made by default go; the working directory unless CLAUSELOG_HOME."""
    database_url: str = field(default="", repr=False)
    """SQLAlchemy URL; empty means ``clauselog.db`` in ``home``. May hold a password, so it is never printed."""
    busy_timeout_s: float = 15.0
    """How long a write waits for others that hold the database."""
    lang: Lang | None = None
    """Language of messages; None lets the terminal's locale decide."""
    user_agent: str = "clauselog/0.1 (+policy change monitor)"
    fetch_timeout_s: float = 30.0
    max_bytes: int = 20_000_000
    """Largest page after decompression."""
    allow_hosts: tuple[str, ...] = ()
    """Host names or addresses that may be contacted although they are private or loopback."""
    respect_robots: bool = True
    check_every_s: float = 3600.0
    """How often ``serve`` looks at each policy."""
    keep_snapshots_days: float | None = None
    """How long the bytes of pages are kept that a source no longer answers with; None keeps them for ever."""
    workers: int = 8
    """How many policies are fetched at once."""
    smtp_host: str | None = None
    smtp_port: int = 587
    smtp_user: str | None = None
    smtp_password: str | None = field(default=None, repr=False)
    smtp_tls: Tls = "starttls"
    smtp_ca_file: str | None = None
    mail_from: str = "clauselog@localhost"
    report_url: str | None = None
    """Base address of published reports, put into alerts where set."""
    rules_path: Path | None = None
    """A YAML file that switches rules off, weighs them otherwise or adds some; see docs/rules.md."""
    lexicon_path: Path | None = None
    """A CSV file of categories of personal data, laid over the list that comes with clauselog."""

    @property
    def url(self) -> str:
        return self.database_url or f"sqlite:///{(self.home / 'clauselog.db').as_posix()}"

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> Settings:
        read = _Reader(env)
        default = cls()
        return cls(
            home=Path(read.text("HOME") or "."),
            database_url=read.text("DATABASE_URL") or "",
            busy_timeout_s=read.number("BUSY_TIMEOUT_S", default.busy_timeout_s),
            lang=cast("Lang | None", read.choice("LANG", ("zh", "en"))),
            user_agent=read.text("USER_AGENT") or default.user_agent,
            fetch_timeout_s=read.number("FETCH_TIMEOUT_S", default.fetch_timeout_s),
            max_bytes=int(read.number("MAX_BYTES", default.max_bytes)),
            allow_hosts=read.names("ALLOW_HOSTS"),
            respect_robots=read.choice("RESPECT_ROBOTS", ("yes", "no")) != "no",
            check_every_s=read.number("CHECK_EVERY_S", default.check_every_s),
            keep_snapshots_days=read.number("KEEP_SNAPSHOTS_DAYS", 0) or None,
            workers=max(1, int(read.number("WORKERS", default.workers))),
            smtp_host=read.text("SMTP_HOST"),
            smtp_port=int(read.number("SMTP_PORT", default.smtp_port)),
            smtp_user=read.text("SMTP_USER"),
            smtp_password=read.text("SMTP_PASSWORD"),
            smtp_tls=cast(Tls, read.choice("SMTP_TLS", ("starttls", "tls", "none")) or default.smtp_tls),
            smtp_ca_file=read.text("SMTP_CA_FILE"),
            mail_from=read.text("MAIL_FROM") or default.mail_from,
            report_url=read.text("REPORT_URL"),
            rules_path=read.path("RULES"),
            lexicon_path=read.path("LEXICON"),
        )


@dataclass(frozen=True, slots=True)
class _Reader:
    env: Mapping[str, str]

    def text(self, name: str) -> str | None:
        return self.env.get(f"CLAUSELOG_{name}", "").strip() or None

    def path(self, name: str) -> Path | None:
        value = self.text(name)
        return Path(value).expanduser() if value else None

    def names(self, name: str) -> tuple[str, ...]:
        return tuple(part.strip().lower() for part in (self.text(name) or "").split(",") if part.strip())

    def choice(self, name: str, allowed: tuple[str, ...]) -> str | None:
        value = self.text(name)
        if value is None or value.lower() in allowed:
            return value and value.lower()
        raise _malformed(name, value, " | ".join(allowed))

    def number(self, name: str, default: float) -> float:
        value = self.text(name)
        if value is None:
            return default
        try:
            number = float(value)
        except ValueError:
            raise _malformed(name, value, "a number > 0") from None
        if not 0 < number < 1e12:
            raise _malformed(name, value, "a number > 0")
        return number


def _malformed(name: str, value: str, allowed: str) -> SettingsError:
    return SettingsError(
        Text(zh=f"读取设置 CLAUSELOG_{name}", en=f"Reading the setting CLAUSELOG_{name}"),
        Text(zh=f"值是“{value}”", en=f"its value is '{value}'"),
        Text(zh=f"允许的值：{allowed}", en=f"Allowed: {allowed}"),
    )
