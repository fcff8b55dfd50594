"""Typed readings of clauses: what a policy says, in values that can be compared.

``read_facts(document)`` reads a document. A new type is one module with a ``READER`` (see ``context.Reader``), named in
``readers.READERS``; word lists are data in ``lexicon/``.
"""

from __future__ import annotations

from clauselog.facts.reading import read_clause, read_facts

__all__ = ["read_clause", "read_facts"]
