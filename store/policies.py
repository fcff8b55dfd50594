"""Policies and their sources: what is watched."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, insert, select, update

from clauselog.errors import StoreError
from clauselog.model import Policy, Source, Text
from clauselog.text import sha256_hex
from store.tables import policy, source
from store.troubles import missing


def declare(connection: Connection, declared: Policy) -> bool:
    """Store the policy or update its names and sources; True where it was new."""
    found = connection.execute(
        select(policy.c.id, policy.c.provider, policy.c.name).where(policy.c.slug == declared.slug).with_for_update()
    ).one_or_none()
    if found is None:
        policy_id = connection.execute(
            insert(policy)
            .values(slug=declared.slug, provider=declared.provider, name=declared.name)
            .returning(policy.c.id)
        ).scalar_one()
    else:
        policy_id = found.id
        if (found.provider, found.name) != (declared.provider, declared.name):
            connection.execute(
                update(policy).where(policy.c.id == policy_id).values(provider=declared.provider, name=declared.name)
            )
    _declare_sources(connection, policy_id, declared.sources)
    return found is None


def load(connection: Connection, slug: str) -> Policy:
    """Raises StoreError for a policy that is not declared."""
    row = connection.execute(
        select(policy.c.id, policy.c.slug, policy.c.provider, policy.c.name).where(policy.c.slug == slug)
    ).one_or_none()
    if row is None:
        raise no_policy(slug)
    return Policy(row.slug, row.provider, row.name, sources_of(connection, [row.id])[row.id])


def load_all(connection: Connection) -> dict[int, Policy]:
    """Every policy by its key, in the order of the slugs."""
    rows = connection.execute(
        select(policy.c.id, policy.c.slug, policy.c.provider, policy.c.name).order_by(policy.c.slug)
    ).all()
    sources = sources_of(connection, None)
    return {row.id: Policy(row.slug, row.provider, row.name, sources[row.id]) for row in rows}


def id_of(connection: Connection, slug: str, *, lock: bool = False) -> int:
    """The policy's key; ``lock`` keeps other writers of this policy out until the transaction ends."""
    found = connection.scalar(_LOCKED_ID if lock else _ID, {"slug": slug})
    if found is None:
        raise no_policy(slug)
    return int(found)


_ID = select(policy.c.id).where(policy.c.slug == bindparam("slug"))
_LOCKED_ID = _ID.with_for_update()
_SOURCE_ID = select(source.c.id).where(
    source.c.policy_id == bindparam("policy_id"), source.c.identity_sha256 == bindparam("identity")
)


def source_id_of(connection: Connection, policy_id: int, wanted: Source) -> int | None:
    return connection.scalar(_SOURCE_ID, {"policy_id": policy_id, "identity": _identity(wanted)})


def keep_source(connection: Connection, policy_id: int, seen: Source) -> int:
    """The key of the source, stored as one that is no longer declared where it is unknown."""
    found = source_id_of(connection, policy_id, seen)
    return found if found is not None else _add_source(connection, policy_id, seen, None)


def sources_of(connection: Connection, policy_ids: Sequence[int] | None) -> dict[int, tuple[Source, ...]]:
    """The declared sources of each policy in their order; None for all policies."""
    query = select(source).where(source.c.position.is_not(None)).order_by(source.c.policy_id, source.c.position)
    if policy_ids is not None:
        query = query.where(source.c.policy_id.in_(policy_ids))
    found: defaultdict[int, tuple[Source, ...]] = defaultdict(tuple)
    for row in connection.execute(query):
        found[row.policy_id] += (
            Source(row.location, tuple(row.keep_selectors), tuple(row.drop_selectors), row.media_type),
        )
    return found


def no_policy(slug: str) -> StoreError:
    return missing(
        Text(zh=f"查找政策 {slug}", en=f"look up the policy {slug}"),
        Text(zh="没有登记这个政策", en="no such policy is declared"),
        Text(zh="运行 `clauselog policies` 查看已登记的政策", en="`clauselog policies` lists those that are"),
    )


def _declare_sources(connection: Connection, policy_id: int, declared: Sequence[Source]) -> None:
    wanted = {_identity(one): (position, one) for position, one in enumerate(declared)}
    stored = {
        row.identity_sha256: (row.id, row.position)
        for row in connection.execute(
            select(source.c.id, source.c.identity_sha256, source.c.position).where(source.c.policy_id == policy_id)
        )
    }
    for identity, (source_id, position) in stored.items():
        now_at = wanted[identity][0] if identity in wanted else None
        if now_at != position:
            connection.execute(update(source).where(source.c.id == source_id).values(position=now_at))
    for identity, (position, one) in wanted.items():
        if identity not in stored:
            _add_source(connection, policy_id, one, position)


def _add_source(connection: Connection, policy_id: int, new: Source, position: int | None) -> int:
    return int(
        connection.execute(
            insert(source)
            .values(
                policy_id=policy_id,
                identity_sha256=_identity(new),
                position=position,
                location=new.location,
                keep_selectors=list(new.keep),
                drop_selectors=list(new.drop),
                media_type=new.media_type,
            )
            .returning(source.c.id)
        ).scalar_one()
    )


def _identity(one: Source) -> str:
    return sha256_hex(json.dumps([one.location, one.keep, one.drop, one.media_type]))
