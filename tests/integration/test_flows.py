"""The Prefect flows on a real Prefect server, which runs on loopback in a home of its own and is stopped in the end."""

from __future__ import annotations

import ast
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from clauselog.model import Channel, Policy, Severity, Source, Subscription
from clauselog.settings import Settings
from flows.wiring import connect
from tests.integration.test_scheduler import AFTER, BEFORE, SECRET
from tests.servers import Answer, Site, WebhookReceiver

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class PrefectServer:
    url: str
    env: Mapping[str, str]

    def ask(self, path: str, question: object) -> Any:
        request = urllib.request.Request(
            f"{self.url}{path}", json.dumps(question).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def run(self, *command: str, timeout_s: float = 180) -> str:
        done = subprocess.run(
            [sys.executable, *command], env=dict(self.env), cwd=ROOT, text=True, capture_output=True, timeout=timeout_s
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@contextmanager
def prefect_server(home: Path, **more: str) -> Iterator[PrefectServer]:
    with socket.socket() as placeholder:
        placeholder.bind(("127.0.0.1", 0))
        port = placeholder.getsockname()[1]
    url = f"http://127.0.0.1:{port}/api"
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "CLAUSELOG_", "PYTHON"))}
    env = {
        **inherited,
        "DO_NOT_TRACK": "1",
        "NO_COLOR": "1",
        "PREFECT_API_URL": url,
        "PREFECT_HOME": str(home / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_CLI_PROMPT": "false",
        "CLAUSELOG_HOME": str(home),
        "CLAUSELOG_ALLOW_HOSTS": "127.0.0.1",
        **more,
    }
    log = home / "prefect-server.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)],
            env=env,
            cwd=home,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait_until_healthy(url, process, log)
            yield PrefectServer(url, env)
        finally:
            _end(process)


def _wait_until_healthy(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    ends_at = time.monotonic() + 120
    while True:
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < ends_at, log.read_text()
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)


def _end(process: subprocess.Popen[bytes]) -> None:
    """The server and the processes that it started: a session of their own."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            break
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            continue
        if number is signal.SIGTERM:
            time.sleep(0.2)
    process.wait(10)


RUN = """
import sys
from prefect.events.worker import EventsWorker
from flows.deployments import deliver_alerts, track_policies
print(track_policies(shards=1, retry_wait_s=0))
print(track_policies(shards=1, retry_wait_s=0))
print(deliver_alerts())
"""


def test_flows_run_on_a_real_server_and_show_what_changed(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, allow_hosts=("127.0.0.1",))
    with Site({"/privacy": [Answer(BEFORE), Answer(AFTER)], "/same": Answer(BEFORE)}) as site:
        with connect(settings, create=True) as services:
            for name, path in (("privacy", "/privacy"), ("same", "/same"), ("gone", "/gone")):
                services.archive.declare(Policy(f"qinghe/{name}", "青禾", name, (Source(site.url(path)),)))
        with WebhookReceiver(SECRET) as receiver, prefect_server(tmp_path) as server:
            with connect(settings) as services:
                services.archive.subscribe(
                    Subscription(Channel.WEBHOOK, receiver.url, least=Severity.EDITORIAL, secret=SECRET)
                )
            printed = server.run("-c", RUN)
            runs = server.ask("/flow_runs/filter", {})
            tasks = server.ask("/task_runs/filter", {})
            artifacts = server.ask("/artifacts/filter", {})
            events = _events(server, "policy.material_change")

    assert [ast.literal_eval(line) for line in printed.splitlines() if line.startswith("{")] == [
        {"new_version": 2, "failed": 1},
        {"new_version": 1, "unchanged": 1, "failed": 1},
        {"sent": 1, "retried": 0, "dead": 0},
    ]
    assert [run["state_type"] for run in runs] == ["COMPLETED"] * 3, "a failing source fails no run"
    assert [task["state_type"] for task in tasks] == ["COMPLETED"] * 2, "one task per shard, not per policy"
    assert len(receiver.received) == 1
    assert [(e["resource"]["prefect.resource.id"], e["payload"]["version"]) for e in events] == [
        ("clauselog.policy.qinghe/privacy", 2)
    ]
    shown = {a["key"]: a["data"] for a in artifacts}
    assert "人脸信息" in shown["diff-qinghe-privacy"]
    assert "404" in shown["track-policies"]
    with connect(settings) as services:
        assert [info.number for info in services.archive.log("qinghe/privacy")] == [2, 1]


def _events(server: PrefectServer, name: str) -> list[Any]:
    """The server writes events down in batches, some time after they came."""
    ends_at = time.monotonic() + 30
    while True:
        found = server.ask("/events/filter", {"filter": {"event": {"name": [name]}}})["events"]
        if found or time.monotonic() > ends_at:
            return found
        time.sleep(0.5)


@pytest.mark.slow
def test_deployments_are_accepted_and_a_worker_runs_them(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, allow_hosts=("127.0.0.1",))
    with Site({"/privacy": Answer(BEFORE)}) as site, prefect_server(tmp_path) as server:
        with connect(settings, create=True) as services:
            services.archive.declare(Policy("qinghe/privacy", "青禾", "privacy", (Source(site.url("/privacy")),)))
        server.run("-m", "prefect", "work-pool", "create", "--type", "process", "clauselog")
        server.run("-m", "prefect", "--no-prompt", "deploy", "--all")
        server.run("-m", "prefect", "automation", "create", "--from-file", "flows/automations.yaml")
        names = {d["name"] for d in server.ask("/deployments/filter", {})}
        automations = {a["name"]: a for a in server.ask("/automations/filter", {})}
        server.run("-m", "prefect", "deployment", "run", "track-policies/hourly")
        server.run("-m", "prefect", "worker", "start", "--pool", "clauselog", "--run-once", timeout_s=240)
        ran = server.ask("/flow_runs/filter", {"flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}})
    assert names == {"hourly", "every-five-minutes"}
    assert automations["clauselog-lost-runs"]["enabled"]
    assert len(ran) == 1
    with connect(settings) as services:
        assert [info.number for info in services.archive.log("qinghe/privacy")] == [1]


def test_each_deployment_names_a_flow_and_only_parameters_that_it_takes() -> None:
    deployments = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))["deployments"]
    assert {d["name"] for d in deployments} == {"hourly", "every-five-minutes"}
    for deployment in deployments:
        path, _, name = deployment["entrypoint"].partition(":")
        functions = {
            f.name: f for f in ast.parse((ROOT / path).read_text("utf-8")).body if isinstance(f, ast.FunctionDef)
        }
        function = functions[name]
        assert any(isinstance(d, ast.Call) and getattr(d.func, "id", "") == "flow" for d in function.decorator_list)
        assert set(deployment["parameters"]) <= {a.arg for a in function.args.args}
        assert deployment["work_pool"]["name"] == "clauselog"
        assert "clauselog" in deployment["tags"]
        assert all("cron" in schedule for schedule in deployment["schedules"])


def test_the_watch_over_lost_runs_watches_the_flows_there_are() -> None:
    (automation,) = yaml.safe_load((ROOT / "flows/automations.yaml").read_text("utf-8"))["automations"]
    watched = set(automation["trigger"]["match_related"]["prefect.resource.name"])
    flows = {
        keyword.value.value
        for function in ast.parse((ROOT / "flows/deployments.py").read_text("utf-8")).body
        if isinstance(function, ast.FunctionDef)
        for decorator in function.decorator_list
        if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == "flow"
        for keyword in decorator.keywords
        if keyword.arg == "name" and isinstance(keyword.value, ast.Constant)
    }
    assert watched == flows
