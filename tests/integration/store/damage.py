"""Damages that make sense when read, so that nothing but a comparison with what was proven can find them."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select, update

from store import codec, packed, texts
from store.tables import text_block, version


def put_other_words(connection, old, new):
    """Exchange words in the blocks of clause texts."""
    done = 0
    for block_id in list(connection.scalars(select(text_block.c.id).order_by(text_block.c.id))):
        words = texts.join(texts.read(connection, [block_id])[block_id])
        if old in words:
            other = words.replace(old, new)
            is_plain = connection.dialect.name == "postgresql"
            values = {"words": other if is_plain else codec.squeeze(other.encode()), "base_id": None}
            connection.execute(update(text_block).where(text_block.c.id == block_id).values(**values))
            done += 1
    assert done


def repack(connection, part, exchange):
    """Exchange what is packed of every version: its turns, or a part of its record."""
    rows = connection.execute(select(version).order_by(version.c.id)).all()
    for row, record in zip(rows, packed.unfold_all(connection, rows), strict=True):
        if part == "turns":
            values = {"turns": codec.pack(exchange(codec.unpack(row.turns)))}
        elif getattr(record, part):
            other = codec.dump(exchange(codec.parse(getattr(record, part))))
            values = {"record": codec.fold(replace(record, **{part: other}).dumped), "record_base_id": None}
        else:
            continue
        connection.execute(update(version).where(version.c.id == row.id).values(**values))
    assert rows
