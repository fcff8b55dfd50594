"""``serve``: the embedded scheduler on a real database, a real site and a real receiver."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from clauselog.errors import StoreError
from clauselog.model import Channel, Policy, Severity, Source, Subscription
from clauselog.pipeline import TrackOutcome
from clauselog.settings import Settings
from flows.scheduler import LEASE, serve
from flows.wiring import connect
from tests.servers import Answer, Site, WebhookReceiver

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def page(*clauses: str) -> str:
    """A policy long enough to be one."""
    rest = [
        "我们是青禾云服务的运营者,本政策说明我们如何处理您的个人信息。",
        "您可以随时查阅、更正或者删除您的个人信息,也可以撤回您的同意。",
        "我们采取加密、访问控制等措施保护您的个人信息安全。",
        "如果您对本政策有疑问,可以发送邮件至 privacy@qinghe.example 与我们联系。",
    ]
    numbered = "".join(f"<p>{n}、{text}</p>" for n, text in zip("一二三四五六七八", [*clauses, *rest], strict=False))
    return f"<html><body><h1>青禾隐私政策</h1>{numbered}</body></html>"


BEFORE = page(
    "我们收集您的手机号码,用于注册账号。", "日志自产生之日起保存30天。", "因本政策产生的争议,由被告所在地人民法院管辖。"
)
AFTER = page(
    "我们收集您的手机号码、人脸信息,用于注册账号。",
    "日志自产生之日起保存180天。",
    "因本政策产生的争议,由被告所在地人民法院管辖。",
)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site({"/privacy": Answer(BEFORE)}) as running:
        yield running


def settings_in(home: Path, **more: Any) -> Settings:
    values: dict[str, Any] = {
        "home": home, "allow_hosts": ("127.0.0.1",), "check_every_s": 3600.0, "workers": 2, "fetch_timeout_s": 5.0, **more,
    }  # fmt: skip
    return Settings(**values)


def watched(settings: Settings, *locations: str) -> None:
    with connect(settings, create=True) as services:
        for n, location in enumerate(locations):
            services.archive.declare(Policy(f"qinghe/policy-{n}", "青禾", f"政策{n}", (Source(location),)))


class Serving:
    """``serve`` in a thread, with what it was told."""

    def __init__(self, settings: Settings, **more: Any) -> None:
        self.stop = threading.Event()
        self.outcomes: list[TrackOutcome] = []
        self._thread = threading.Thread(
            target=serve,
            args=(settings,),
            kwargs={"stop": self.stop, "tick_s": 0.2, "told": self.outcomes.append, **more},
        )

    def __enter__(self) -> Serving:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self._thread.join(20)
        assert not self._thread.is_alive()


def eventually(true: Callable[[], object], within_s: float = 20.0) -> None:
    ends_at = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < ends_at, "it never came true"
        time.sleep(0.02)


def test_a_change_is_noticed_and_told_once(tmp_path: Path, site: Site) -> None:
    settings = settings_in(tmp_path, check_every_s=0.3)
    watched(settings, site.url("/privacy"))
    with WebhookReceiver(SECRET) as receiver:
        with connect(settings) as services:
            services.archive.subscribe(
                Subscription(Channel.WEBHOOK, receiver.url, least=Severity.EDITORIAL, secret=SECRET)
            )
        with Serving(settings) as serving:
            eventually(lambda: [o.version for o in serving.outcomes if o.version] == [1])
            site.pages["/privacy"] = Answer(AFTER)
            eventually(lambda: receiver.received)
            eventually(lambda: serving.outcomes[-1].outcome == "unchanged")
    assert [o.version for o in serving.outcomes if o.version] == [1, 2]
    assert len(receiver.received) == 1
    assert not receiver.rejected


def test_two_processes_on_one_database_do_not_double_the_work(tmp_path: Path, site: Site) -> None:
    settings = settings_in(tmp_path)
    for n in range(6):
        site.pages[f"/p{n}"] = Answer(BEFORE.replace("30天", f"{30 + n}天"), wait_s=0.05)
    watched(settings, *(site.url(f"/p{n}") for n in range(6)))
    with Serving(settings) as one, Serving(settings) as two:
        eventually(lambda: len(one.outcomes) + len(two.outcomes) >= 6)
        time.sleep(1.0)  # some ticks more, in which nothing may happen
    assert sorted(o.policy for o in one.outcomes + two.outcomes) == [f"qinghe/policy-{n}" for n in range(6)]
    assert [len(site.asked_for(f"/p{n}")) for n in range(6)] == [1] * 6


def test_while_another_process_holds_the_lease_nothing_is_tracked(tmp_path: Path, site: Site) -> None:
    settings = settings_in(tmp_path)
    watched(settings, site.url("/privacy"))
    with connect(settings) as other:
        with other.lease.hold(LEASE, owner="other", ttl_s=30) as held, Serving(settings) as serving:
            assert held
            time.sleep(0.8)
            assert serving.outcomes == []
        with Serving(settings) as serving:
            eventually(lambda: serving.outcomes)


def test_a_bug_in_one_policy_is_logged_and_stops_no_other(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    import flows.scheduler

    real = flows.scheduler.track

    def track(policy: Policy, **more: Any) -> TrackOutcome:
        if policy.slug == "qinghe/policy-0":
            raise ZeroDivisionError("a bug")
        return real(policy, **more)

    monkeypatch.setattr(flows.scheduler, "track", track)
    settings = settings_in(tmp_path)
    watched(settings, site.url("/privacy"), site.url("/privacy"))
    with caplog.at_level(logging.INFO, "clauselog.serve"), Serving(settings) as serving:
        eventually(lambda: serving.outcomes)
        time.sleep(0.6)
    assert [(o.policy, o.outcome) for o in serving.outcomes] == [("qinghe/policy-1", "new_version")]
    told = [r for r in caplog.records if "a bug stopped qinghe/policy-0" in r.getMessage()]
    assert len(told) == 1, "logged once, and not tried again at every tick"
    assert told[0].exc_info


def test_a_failing_source_stops_no_other(tmp_path: Path, site: Site) -> None:
    settings = settings_in(tmp_path)
    watched(settings, site.url("/missing"), site.url("/privacy"))
    with Serving(settings) as serving:
        eventually(lambda: len(serving.outcomes) == 2)
    assert {o.policy: o.outcome for o in serving.outcomes} == {
        "qinghe/policy-0": "failed",
        "qinghe/policy-1": "new_version",
    }


def test_what_was_tracked_is_not_tracked_again_before_its_time_even_after_a_restart(tmp_path: Path, site: Site) -> None:
    settings = settings_in(tmp_path)
    watched(settings, site.url("/privacy"))
    for _ in range(2):
        with Serving(settings):
            eventually(lambda: site.asked_for("/privacy"))
            time.sleep(0.5)
    assert len(site.asked_for("/privacy")) == 1


def test_a_policy_that_waits_for_its_turn_at_a_host_does_not_hold_up_the_end(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages["/robots.txt"] = Answer("User-agent: *\nCrawl-delay: 10", media_type="text/plain")
    monkeypatch.setattr("gateways.fetch.Exempt.covers_host", lambda self, host: False)  # as if the site were another's
    settings = settings_in(tmp_path)
    watched(settings, *(site.url(f"/privacy?{n}") for n in range(4)))
    with Serving(settings) as serving:
        eventually(lambda: serving.outcomes)
        time.sleep(0.3)
        stopped_at = time.monotonic()
    assert time.monotonic() - stopped_at < 3.0
    assert len(serving.outcomes) == 1
    with connect(settings) as services:
        seen = [s.policy.slug for s in services.archive.policies() if s.checked_at]
    assert seen == [serving.outcomes[0].policy], "what was not looked at is not written down as failed"


def test_without_a_database_serve_says_so_at_once(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        serve(settings_in(tmp_path), stop=threading.Event())


PROGRAM = """
import logging, sys
from pathlib import Path
from clauselog.settings import Settings
from flows.scheduler import serve
logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(message)s")
serve(Settings(home=Path(sys.argv[1]), allow_hosts=("127.0.0.1",)))
print("prefect" in sys.modules, flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_soon_after_the_running_policy_and_prefect_was_never_imported(
    tmp_path: Path, site: Site, number: signal.Signals
) -> None:
    site.pages["/privacy"] = Answer(BEFORE, wait_s=1.0)
    settings = settings_in(tmp_path)
    watched(settings, site.url("/privacy"))
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        eventually(lambda: site.asked_for("/privacy"), 60)
        process.send_signal(number)
        sent_at = time.monotonic()
        output, _ = process.communicate(timeout=30)
        took_s = time.monotonic() - sent_at
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0, output
    assert "qinghe/policy-0 has version 1" in output, "the running policy was finished"
    assert output.splitlines()[-1] == "False"
    assert took_s < 1.0 + 3.0, "the page takes 1 s; the third second is for a loaded machine"


def test_old_snapshots_are_let_go_by_the_setting_while_it_serves(tmp_path: Path, site: Site) -> None:
    settings = settings_in(tmp_path, check_every_s=0.3)
    watched(settings, site.url("/privacy"))
    with Serving(settings) as serving:
        eventually(lambda: [o.version for o in serving.outcomes if o.version] == [1])
        site.pages["/privacy"] = Answer(AFTER)
        eventually(lambda: [o.version for o in serving.outcomes if o.version] == [1, 2])
    with connect(settings) as services:
        first, second = (services.archive.version("qinghe/policy-0", n).snapshots[0] for n in (1, 2))
        assert services.archive.snapshot(first).body == BEFORE.encode()
    time.sleep(0.2)
    site.pages["/privacy"] = Answer(AFTER)
    with Serving(settings_in(tmp_path, keep_snapshots_days=0.1 / 86_400)), connect(settings) as services:
        eventually(lambda: is_let_go(services, first))
        assert services.archive.snapshot(second).body == AFTER.encode(), "the latest stays, however old"
        assert services.archive.version("qinghe/policy-0", 1).document.text


def is_let_go(services: Any, sha256: str) -> bool:
    try:
        services.archive.snapshot(sha256)
    except StoreError as error:
        return "retention" in error.seen.en
    return False
