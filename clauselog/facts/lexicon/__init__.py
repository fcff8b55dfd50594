"""Word lists as data: canonical ids with their aliases in Chinese and English, found in text in one pass."""

from __future__ import annotations

from clauselog.facts.lexicon.categories import Category, DataLexicon, Hit, data_lexicon, lexicon_with

__all__ = ["Category", "DataLexicon", "Hit", "data_lexicon", "lexicon_with"]
