"""The judge that a comparison calls: the rules that come with clauselog, under what the user decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from clauselog.facts.lexicon import DataLexicon, lexicon_with
from clauselog.model import Change, Document, Finding, Pairing
from clauselog.rules.judging import judge
from clauselog.rules.local.reading import read_rules
from clauselog.rules.local.rulebook import RuleBook


@dataclass(frozen=True, slots=True)
class Judgement:
    """How changes are judged. ``lexicon`` None means the one that comes with clauselog. Fits ``compare(judge=…)``."""

    book: RuleBook = field(default_factory=RuleBook)
    lexicon: DataLexicon | None = None

    def __call__(
        self,
        before: Document,
        after: Document,
        changes: Sequence[Change],
        pairings: Sequence[Pairing] = (),
        *,
        observed_on: date | None = None,
    ) -> tuple[Finding, ...]:
        return judge(before, after, changes, pairings, observed_on=observed_on, book=self.book, lexicon=self.lexicon)


def judgement_from(rules: Path | None, lexicon: Path | None) -> Judgement:
    """What the user's files say; either may be absent. Raises DeclarationError, which names the place in the file."""
    return Judgement(
        book=read_rules(rules) if rules else RuleBook(),
        lexicon=lexicon_with(lexicon) if lexicon else None,
    )
