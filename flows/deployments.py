"""Prefect flows: thin wrappers over the use cases, for many machines and for those who want to see the runs.

One task per shard of policies, never one per policy. The application's database decides what is new and what was
sent, so a run that is repeated, by hand or because its worker died, changes nothing. ``prefect.yaml`` has the
deployments, ``flows/automations.yaml`` the watch over lost runs. Settings come from the environment, as everywhere.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.events import emit_event
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.tasks import Task

from clauselog.errors import FetchError, StoreError
from clauselog.model import Comparison, Policy, Verdict
from clauselog.pipeline import TrackOutcome, deliver, track
from clauselog.reports.markdown import comparison_markdown
from clauselog.settings import Settings
from flows.shards import in_shards, taking_turns
from flows.summary import Bug, summary_markdown
from flows.wiring import Services, connect, owner_name

MATERIAL_CHANGE = "policy.material_change"
"""The event of each new version with critical or major findings; automations may listen for it."""
_LONGEST_WAIT_S = 120.0


def _is_database_trouble(task: Task[..., Any], run: TaskRun, state: State[Any]) -> bool:
    """A locked database passes; a bug does not, and sources are tried again within the task."""
    return isinstance(state.result(raise_on_failure=False), StoreError)


@flow(
    name="track-policies",
    task_runner=ThreadPoolTaskRunner(max_workers=2),  # type: ignore[arg-type]  # Prefect's futures are invariant
    persist_result=False,
)
def track_policies(
    slugs: list[str] | None = None, shard: int | None = None, shards: int = 1, retry_wait_s: float = 30.0
) -> dict[str, int]:
    """Look at policies once: those named, or all; of these shard number ``shard`` of ``shards``, or each in turn.

    Sources with passing trouble are looked at once more after ``retry_wait_s`` seconds (0: not at all). How many came
    to which outcome is the result. A failing source fails no run; a bug does, after everything else is done.
    """
    with connect(Settings.from_environment(os.environ)) as services:
        known = [status.policy.slug for status in services.archive.policies()]
    chosen = known if slugs is None else slugs
    futures = [track_shard.submit(part, retry_wait_s) for part in in_shards(chosen, shards, shard)]
    results = [result for future in futures for result in future.result()]
    outcomes = [r for r in results if isinstance(r, TrackOutcome)]
    bugs = [r for r in results if isinstance(r, Bug)]
    create_markdown_artifact(
        key="track-policies", markdown=summary_markdown(outcomes, bugs), description="What the last run came to"
    )
    if bugs:
        raise RuntimeError(f"bugs stopped {len(bugs)} of {len(results)} policies: {[b.policy for b in bugs]}")
    return dict(Counter(o.outcome for o in outcomes))


@task(
    name="track-shard",
    task_run_name="track-shard",
    retries=2,
    retry_delay_seconds=[10, 60],
    retry_condition_fn=_is_database_trouble,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def track_shard(slugs: list[str], retry_wait_s: float = 0.0) -> list[TrackOutcome | Bug]:
    """Track the policies of one shard, several at once, and show each material change as artifact and event."""
    settings = Settings.from_environment(os.environ)
    with connect(settings) as services:
        policies = taking_turns([services.archive.policy(slug) for slug in slugs])
        results = {r.policy: r for r in _track_all(policies, services, settings)}
        again = [p for p in policies if _may_pass(results[p.slug])] if retry_wait_s > 0 else []
        if again:
            get_run_logger().info("%d sources have passing trouble; once more in %g s", len(again), retry_wait_s)
            time.sleep(retry_wait_s)
            results.update((r.policy, r) for r in _track_all(again, services, settings))
        for policy in policies:
            _show(policy, results[policy.slug], services, settings)
    return list(results.values())


def _track_all(policies: Sequence[Policy], services: Services, settings: Settings) -> list[TrackOutcome | Bug]:
    log = get_run_logger()

    def one(policy: Policy) -> TrackOutcome | Bug:
        try:
            return track(
                policy,
                fetcher=services.fetcher,
                reader=services.reader,
                archive=services.archive,
                clock=services.clock,
                report_url=settings.report_url,
                judge=services.judge,
            )
        except Exception as error:
            log.exception("a bug stopped %s; the other policies go on", policy.slug)
            return Bug(policy.slug, f"{type(error).__name__}: {error}")

    with ThreadPoolExecutor(settings.workers, "track") as pool:
        return list(pool.map(one, policies))


def _may_pass(result: TrackOutcome | Bug) -> bool:
    error = result.error
    if not isinstance(error, FetchError) or not error.transient:
        return False
    return (error.retry_after_s or 0.0) <= _LONGEST_WAIT_S


def _show(policy: Policy, result: TrackOutcome | Bug, services: Services, settings: Settings) -> None:
    log = get_run_logger()
    if isinstance(result, Bug):
        return
    if result.error is not None:
        log.warning("%s failed: %s", policy.slug, result.error)
    elif result.outcome == "quarantined":
        log.warning("%s quarantined: %s", policy.slug, result.reason)
    elif result.version is not None:
        log.info("%s has version %d (%s)", policy.slug, result.version, result.verdict or "first")
    if result.verdict is not Verdict.MATERIAL or result.version is None:
        return
    comparison = services.archive.comparison(policy.slug, result.version)
    if comparison is None:
        return
    create_markdown_artifact(
        key=f"diff-{policy.slug.replace('/', '-')}",
        markdown=comparison_markdown(comparison, settings.lang or comparison.after.lang),
        description=f"{policy.slug} version {result.version}",
    )
    emit_event(
        event=MATERIAL_CHANGE,
        resource={
            "prefect.resource.id": f"clauselog.policy.{policy.slug}",
            "prefect.resource.name": policy.name,
            "clauselog.provider": policy.provider,
            "clauselog.version": str(result.version),
        },
        payload=_event_payload(policy, result.version, comparison),
    )


def _event_payload(policy: Policy, version: int, comparison: Comparison) -> dict[str, object]:
    material = [f for f in comparison.findings if f.severity.is_material]
    return {
        "policy": policy.slug,
        "version": version,
        "findings": [
            {
                "rule": f.rule,
                "type": f.type,
                "severity": f.severity.value,
                "direction": f.direction.value,
                "summary": {"zh": f.summary.zh, "en": f.summary.en},
            }
            for f in material[:50]
        ],
        "material_findings": len(material),
    }


@flow(name="deliver-alerts", persist_result=False)
def deliver_alerts(limit: int = 1000, for_s: float = 240.0) -> dict[str, int]:
    """Hand over what is due in the outbox: at most ``limit`` messages and no new one after ``for_s`` seconds.

    Several runs at once share the work; each message is leased to one of them.
    """
    settings = Settings.from_environment(os.environ)
    log = get_run_logger()
    totals: Counter[str] = Counter()
    ends_at = time.monotonic() + for_s
    owner = owner_name()
    with connect(settings) as services:
        while sum(totals.values()) < limit and time.monotonic() < ends_at:
            report = deliver(
                outbox=services.outbox, senders=services.senders, clock=services.clock, owner=owner, limit=1
            )
            for error in report.errors:
                log.warning("%s", error)
            if not (report.sent or report.retried or report.dead):
                break
            totals.update(sent=report.sent, retried=report.retried, dead=report.dead)
    return {name: totals[name] for name in ("sent", "retried", "dead")}
