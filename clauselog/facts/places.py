"""Places as jurisdictions and forums name them, with one id each: ISO 3166, with the states and provinces that contracts choose."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.lexicon.terms import terms
from clauselog.model import Text


def places(low: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, int, int]]:
    """Ids of the places named in a stretch of narrowed, lower-case text, with their spans; the longest name wins."""
    for named in terms("places").find(low, low, start, end):
        yield named.id, named.start, named.end


def place_name(id: str) -> Text:
    """What a summary calls the place; an id that is not known is its own name."""
    term = terms("places").by_id.get(id)
    if term is None:
        return Text(id, id)
    name = term.name.en
    return Text(term.name.zh, name.upper() if len(name) <= 3 else name.title())
