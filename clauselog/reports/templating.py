"""The one Jinja environment: escaping always on, nothing undefined, every string made visible on its way out."""

from __future__ import annotations

from functools import cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from clauselog.model import Lang
from clauselog.reports import labels, laws, phrases
from clauselog.reports.as_json import day
from clauselog.reports.hostile import visible


def render(template: str, lang: Lang, **values: Any) -> str:
    """The template with the values; what says, counts and names things in it speaks ``lang``."""
    return (
        _environment()
        .get_template(template)
        .render(
            lang=lang,
            say=partial(_say, lang=lang),
            count=partial(_count, lang=lang),
            word=partial(_swap(labels.word), lang),
            type_word=partial(_swap(labels.type_word), lang),
            law_word=partial(_swap(laws.law_word), lang),
            cited=partial(_swap(laws.cited), lang),
            **values,
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("clauselog.reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finalize,
    )
    environment.filters["day"] = day
    return environment


def _finalize(value: object) -> object:
    """Runs on everything a template prints, so that no value can be forgotten. Markup was made by a template."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _say(key: str, lang: Lang, **values: object) -> str:
    return phrases.say(key, lang, **values)


def _count(key: str, n: int, lang: Lang, **values: object) -> str:
    return phrases.count(key, n, lang, **values)


def _swap(function: Any) -> Any:
    return lambda lang, value: function(value, lang)
