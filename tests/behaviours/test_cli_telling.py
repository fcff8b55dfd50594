"""Who is told: findings listed, subscriptions made, messages handed over, and a doctor who knows what is missing."""

from __future__ import annotations

import base64
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from standardwebhooks.webhooks import Webhook

from tests.command_line import CommandLine
from tests.servers import Answer, Site, WebhookReceiver, mail_server

FIRST = """# Heron Mail Privacy Policy

Last updated: 1 March 2024

1. What we collect
1.1 We collect your name and your e-mail address when you register.
1.2 We keep access logs for 30 days.

2. Liability
2.1 Our total liability shall not exceed USD 500.

3. Law
3.1 These terms are governed by the laws of Ireland.
"""
SECOND = FIRST.replace("1 March", "1 May").replace("30 days", "90 days").replace("USD 500", "USD 50")
PAGE = Answer(FIRST, media_type="text/markdown; charset=utf-8")
SLUG = "heron/privacy"
SECRET = "whsec_" + base64.b64encode(b"0123456789abcdef0123456789abcdef").decode()


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site({"/privacy": PAGE}) as running:
        yield running


@pytest.fixture(scope="module")
def template(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    clauselog = CommandLine(tmp_path_factory.mktemp("template"))
    clauselog("init")
    clauselog("add", site.url("/privacy"), "--slug", SLUG, "--provider", "Heron", "--name", "Privacy Policy")
    assert clauselog("track", SLUG).status == 0
    return clauselog.home / "clauselog.db"


@pytest.fixture
def clauselog(tmp_path: Path, template: Path, site: Site) -> CommandLine:
    """One version stored; the next look finds a second one that is worse."""
    shutil.copy(template, tmp_path)
    site.pages["/privacy"] = replace(PAGE, body=SECOND)
    return CommandLine(tmp_path)


# ------------------------------------------------------------------------------------------ findings


def test_findings_are_listed_with_their_quotes_and_can_be_narrowed_down(clauselog: CommandLine) -> None:
    assert "No findings match." in clauselog("findings").out
    clauselog("track", "--all")
    everything = clauselog("findings", "--format", "json").json
    assert everything["schema"] == "clauselog.findings/1"
    assert {"liability_cap", "retention"} <= {f["type"] for f in everything["findings"]}
    text = clauselog("findings", "--lang", "zh").out
    for words in (f"{SLUG}@2", "责任上限", "“Our total liability shall not exceed USD 50"):
        assert words in text

    def types(*options: str) -> set[str]:
        return {f["type"] for f in clauselog("findings", *options, "--format", "json").json["findings"]}

    assert types("--type", "retention") == {"retention"}
    assert types("--least", "critical") == {"liability_cap"}
    assert types("privacy", "--provider", "Heron", "--since", "1d") >= {"liability_cap", "retention"}
    assert types("--since", "2999-01-01") == set()
    assert types("--provider", "Nobody") == set()
    assert len(clauselog("findings", "--limit", "1", "--format", "json").json["findings"]) == 1


# ------------------------------------------------------------------------------------- subscriptions


def test_a_subscription_is_made_shown_and_ended(clauselog: CommandLine) -> None:
    made = clauselog(
        "subscribe", "legal@example.org", "--policy", "privacy", "--provider", "Heron", "--type", "retention",
        "--least", "minor", "--lang", "zh",
    )  # fmt: skip
    assert made.status == 0
    assert "订阅 1：legal@example.org（邮件）" in made.out
    kept = clauselog("subscriptions", "--format", "json").json["subscriptions"]
    assert kept == [
        {
            "id": 1,
            "channel": "email",
            "target": "legal@example.org",
            "policies": [SLUG],
            "providers": ["Heron"],
            "types": ["retention"],
            "least": "minor",
            "lang": "zh",
            "active": True,
            "signed": False,
        }
    ]
    assert "legal@example.org" in clauselog("subscriptions").out
    assert clauselog("unsubscribe", "1").status == 0
    assert clauselog("subscriptions", "--format", "json").json["subscriptions"] == []


def test_a_new_secret_is_shown_once_and_never_again(clauselog: CommandLine) -> None:
    made = clauselog("subscribe", "https://hooks.example.org/take", "--new-secret")
    found = re.search(r"whsec_[A-Za-z0-9+/=]+", made.out)
    assert found
    Webhook(found[0])  # a receiver can use it
    for command in (["subscriptions"], ["subscriptions", "--format", "json"], ["doctor"]):
        seen = clauselog(*command)
        assert found[0] not in seen.out + seen.err
        assert "whsec_" not in seen.out + seen.err


def test_a_secret_comes_from_the_environment_and_is_never_printed(clauselog: CommandLine) -> None:
    hook = "https://hooks.example.org/take"
    seen = clauselog("subscribe", hook, "--secret-env", "HOOK_SECRET", env={"HOOK_SECRET": SECRET})
    assert seen.status == 0
    assert SECRET not in seen.out + seen.err
    assert clauselog("subscriptions", "--format", "json").json["subscriptions"][0]["signed"] is True


@pytest.mark.parametrize("value", [None, "", "hunter2", "whsec_", "whsec_c2hvcnQ=", "whsec_not base64 at all!!!!!!!!!"])
def test_a_secret_that_will_not_do_is_refused_and_not_repeated(clauselog: CommandLine, value: str | None) -> None:
    env = {"HOOK_SECRET": value} if value is not None else {}
    seen = clauselog("subscribe", "https://hooks.example.org/take", "--secret-env", "HOOK_SECRET", env=env)
    assert seen.status == 2
    assert "HOOK_SECRET" in seen.err
    assert "hunter2" not in seen.err
    assert clauselog("subscriptions", "--format", "json").json["subscriptions"] == []


def test_a_secret_for_an_e_mail_address_is_a_mistake(clauselog: CommandLine) -> None:
    assert clauselog("subscribe", "legal@example.org", "--new-secret").status == 2


def test_a_provider_that_nobody_has_is_pointed_out(clauselog: CommandLine) -> None:
    seen = clauselog("subscribe", "legal@example.org", "--provider", "Heroin")
    assert seen.status == 0
    assert "no policy has the provider 'Heroin'" in seen.err


# ------------------------------------------------------------------------------------------- deliver


def test_alerts_reach_mailbox_and_webhook_once(clauselog: CommandLine) -> None:
    with mail_server() as (inbox, port), WebhookReceiver(SECRET) as receiver:
        clauselog.env |= {"CLAUSELOG_SMTP_HOST": "127.0.0.1", "CLAUSELOG_SMTP_PORT": str(port)}
        clauselog.env |= {"CLAUSELOG_SMTP_TLS": "none", "HOOK_SECRET": SECRET}
        clauselog("subscribe", "legal@example.org", "--lang", "zh")
        clauselog("subscribe", receiver.url, "--secret-env", "HOOK_SECRET", "--type", "liability_cap")
        assert clauselog("track", "--all").status == 0
        first = clauselog("deliver", "--format", "json")
        assert first.status == 0
        assert first.json == {
            "schema": "clauselog.delivery/1", "sent": 2, "retried": 0, "dead": 0, "pending": 0, "errors": [],
        }  # fmt: skip
        again = clauselog("deliver", "--lang", "zh")
        assert "已送出 0" in again.out
    assert len(inbox.mails) == 1
    assert len(receiver.received) == 1


def test_what_cannot_be_handed_over_is_kept_and_told(clauselog: CommandLine) -> None:
    with mail_server() as (_, port):
        pass  # nobody listens there any more
    clauselog.env |= {
        "CLAUSELOG_SMTP_HOST": "127.0.0.1",
        "CLAUSELOG_SMTP_PORT": str(port),
        "CLAUSELOG_SMTP_TLS": "none",
    }
    clauselog("subscribe", "legal@example.org")
    clauselog("track", "--all")
    seen = clauselog("deliver", "--lang", "zh")
    assert seen.status == 1
    assert "稍后重试 1" in seen.out
    assert "仍在排队 1" in seen.out
    assert "连接不上邮件服务器" in seen.err


# -------------------------------------------------------------------------------------------- doctor


def checks(clauselog: CommandLine, **env: str) -> tuple[int, dict[str, str]]:
    seen = clauselog("doctor", "--format", "json", env=env)
    assert seen.json["schema"] == "clauselog.doctor/1"
    assert seen.json["healthy"] is (seen.status == 0)
    return seen.status, {check["check"]: check["state"] for check in seen.json["checks"]}


def test_the_doctor_finds_a_sound_installation_sound(clauselog: CommandLine) -> None:
    status, states = checks(clauselog)
    assert status == 0
    assert states == {
        "Python": "ok",
        "program and libraries": "ok",
        "settings": "ok",
        "working folder": "ok",
        "database": "ok",
        "policies": "ok",
        "outbox": "ok",
        "mail server": "warning",  # not set, and nobody needs it
        "private addresses": "ok",
    }
    assert "✓" in clauselog("doctor", "--lang", "zh").out


def test_the_doctor_says_what_is_broken_and_what_to_do(clauselog: CommandLine, tmp_path: Path) -> None:
    empty = CommandLine(tmp_path / "new")
    empty.home.mkdir()
    status, states = checks(empty)
    assert (status, states["database"]) == (1, "broken")
    assert "clauselog init" in empty("doctor").out
    assert "CLAUSELOG_WORKERS" in clauselog("doctor", env={"CLAUSELOG_WORKERS": "lots"}).out
    assert checks(clauselog, CLAUSELOG_WORKERS="lots") == (
        1,
        {"Python": "ok", "program and libraries": "ok", "settings": "broken"},
    )


def test_the_doctor_tries_the_mail_server_and_sends_nothing(clauselog: CommandLine) -> None:
    with mail_server() as (inbox, port):
        mail = {"CLAUSELOG_SMTP_HOST": "127.0.0.1", "CLAUSELOG_SMTP_PORT": str(port), "CLAUSELOG_SMTP_TLS": "none"}
        assert checks(clauselog, **mail)[1]["mail server"] == "ok"
        assert inbox.mails == []
    assert checks(clauselog, **mail)[1]["mail server"] == "broken"


def test_mail_is_needed_once_somebody_subscribed_with_an_address(clauselog: CommandLine) -> None:
    clauselog("subscribe", "legal@example.org")
    status, states = checks(clauselog)
    assert (status, states["mail server"]) == (1, "broken")


def test_the_doctor_prints_no_password(clauselog: CommandLine) -> None:
    secret = "correct-horse-battery"
    env = {
        "CLAUSELOG_DATABASE_URL": f"postgresql://clauselog:{secret}@127.0.0.1:9/clauselog",
        "CLAUSELOG_SMTP_HOST": "127.0.0.1",
        "CLAUSELOG_SMTP_PORT": "9",
        "CLAUSELOG_SMTP_PASSWORD": secret,
    }
    for form in ("text", "json"):
        seen = clauselog("doctor", "--format", form, env=env)
        assert seen.status == 1
        assert secret not in seen.out + seen.err


def test_a_policy_whose_last_look_failed_is_pointed_out(clauselog: CommandLine, site: Site) -> None:
    site.pages["/privacy"] = Answer("gone", 404)
    assert clauselog("track", "--all").status == 1
    assert checks(clauselog)[1]["policies"] == "warning"
    assert f"clauselog track {SLUG}" in clauselog("doctor").out
