"""``facts``, ``explain`` and ``rules``: what a policy says in values, why a finding was told, and by which rules."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from apps.cli import words
from apps.cli.exits import UsageError
from apps.cli.naming import resolve, split_at, version_of
from apps.cli.options import DataFormat, FormatOption, LangOption, RulesOption, TableFormat, TableFormatOption, examples
from apps.cli.telling import TypeOption, known_types
from apps.cli.terminal import Terminal, terminal
from clauselog.model import FACT_TYPES, Document, Text

if TYPE_CHECKING:
    from rich.text import Text as Styled

    from clauselog.facts.lexicon import DataLexicon
    from clauselog.model import Fact
    from clauselog.reports.explaining import Explanation, RuleDoc, Side
    from clauselog.reports.facts import FactSheet
    from clauselog.rules.local.judgement import Judgement

JUDGE = "Judging 判断"
_OF_USERS = ("user_rights", "prohibited_use", "indemnity")
"""Types that speak of users in any case."""
_OF_PROVIDERS = ("data_category", "permission", "purpose")
"""Types of which it has to be said when others than the provider do it."""


def register(app: typer.Typer) -> None:
    app.command(
        rich_help_panel=JUDGE,
        epilog=examples(
            "clauselog facts example/privacy@2",
            "clauselog facts terms.pdf --type liability_cap --format json",
            "clauselog facts example/privacy other/privacy --type data_category --format csv > who-collects-what.csv",
            f"Types: {', '.join(FACT_TYPES)}",
        ),
    )(facts)
    app.command(
        rich_help_panel=JUDGE,
        epilog=examples("clauselog explain 12", "clauselog explain --rule liability-cap-lowered --lang zh"),
    )(explain)
    app.command(
        rich_help_panel=JUDGE,
        epilog=examples(
            "clauselog rules --type liability_cap",
            "clauselog rules --rules mine.yaml --format json",
            "Your own rules: CLAUSELOG_RULES=mine.yaml, see docs/rules.md.",
        ),
    )(rules)


def facts(
    ctx: typer.Context,
    what: Annotated[
        list[str],
        typer.Argument(metavar="POLICY[@VERSION]|FILE…", help="Several are put side by side. 多个则并排比较。"),
    ],
    types: TypeOption = None,
    output: TableFormatOption = TableFormat.table,
    lang: LangOption = None,
) -> None:
    """List what a policy says as values; several policies side by side. 列出事实，多份政策并排比较。"""
    here = terminal(ctx)
    wanted = known_types(types)
    documents = [(shown, _document(here, name)) for shown, name in zip(_shown(what), what, strict=True)]
    from clauselog.facts import read_facts
    from clauselog.reports.facts import FactSheet, facts_csv, facts_json

    lexicon = _lexicon(here)
    sheets = [
        FactSheet(name, document, tuple(f for f in read_facts(document, lexicon) if not wanted or f.type in wanted))
        for name, document in documents
    ]
    if output is TableFormat.json:
        here.print_json(facts_json(sheets, here.lang, lexicon))
    elif output is TableFormat.csv:
        here.print_csv(facts_csv(sheets, here.lang, lexicon))
    elif not any(sheet.facts for sheet in sheets):
        here.say(words.NO_FACTS)
    elif len(sheets) == 1:
        _fact_table(here, sheets[0], lexicon)
    else:
        _side_by_side(here, sheets, lexicon)


def explain(
    ctx: typer.Context,
    finding: Annotated[int | None, typer.Argument(metavar="FINDING", help="As clauselog findings shows it.")] = None,
    rule: Annotated[
        str | None, typer.Option("--rule", metavar="RULE", help="Explain a rule instead. 说明规则。")
    ] = None,
    own_rules: RulesOption = None,
    output: FormatOption = DataFormat.text,
    lang: LangOption = None,
) -> None:
    """Say why something was found: rule, facts, quotes, severity, law. 说明一项发现的由来。"""
    here = terminal(ctx)
    if (finding is None) == (rule is None):
        raise UsageError(
            Text(zh="说明发现或规则", en="Explaining a finding or a rule"),
            Text(zh="请给出发现编号或 --rule，二者选一", en="give the number of a finding or --rule, one of the two"),
            Text(zh="例如：clauselog explain 12", en="For example: clauselog explain 12"),
        )
    judgement = _judgement(here)
    from clauselog.reports.explaining import explanation_json, rule_json

    if rule is not None:
        doc = _rule(rule, judgement)
        if output is DataFormat.json:
            here.print_json({"schema": "clauselog.rule/1", **rule_json(doc, here.lang)})
        else:
            _show_rule(here, doc)
        return
    told = _explanation(here, finding or 0, judgement)
    if output is DataFormat.json:
        here.print_json(explanation_json(told, here.lang, judgement.lexicon))
    else:
        _show_explanation(here, told, judgement.lexicon)


def rules(
    ctx: typer.Context,
    types: TypeOption = None,
    own_rules: RulesOption = None,
    output: FormatOption = DataFormat.text,
    lang: LangOption = None,
) -> None:
    """List every rule: what it tells, how grave, why, by which law. 列出全部规则。"""
    here = terminal(ctx)
    wanted = known_types(types)
    book = _judgement(here).book
    from clauselog.reports.explaining import rule_docs, rules_json

    docs = [doc for doc in rule_docs(book) if not wanted or doc.type in wanted]
    if output is DataFormat.json:
        here.print_json(rules_json(docs, here.lang))
    else:
        _rule_table(here, docs)


# ------------------------------------------------------------------------------------------- finding out


def _shown(names: list[str]) -> list[str]:
    """What the columns are called: files by their own name where no two are alike."""
    short = [Path(name).name if Path(name).is_file() else name for name in names]
    return short if len(set(short)) == len(short) else names


_FILE_NAME = re.compile(r"[^@]{0,300}\.[A-Za-z][A-Za-z0-9]{1,7}")


def _document(here: Terminal, name: str) -> Document:
    """The text of a file, or of a version of a policy that is watched."""
    if name == "-" or Path(name).is_file() or _FILE_NAME.fullmatch(name):
        from apps.cli.reading import read_whole

        return read_whole(here, name, None, None)
    archive = here.services.archive
    policy, which = split_at(name)
    return version_of(archive, resolve(archive, policy).slug, which).document


def _judgement(here: Terminal) -> Judgement:
    from clauselog.rules.local.judgement import Judgement

    judge = here.judge
    return judge if isinstance(judge, Judgement) else Judgement()


def _lexicon(here: Terminal) -> DataLexicon | None:
    return _judgement(here).lexicon if here.settings.lexicon_path else None


def _rule(id: str, judgement: Judgement) -> RuleDoc:
    from clauselog.reports.explaining import rule_doc, rule_docs

    doc = rule_doc(id, judgement.book)
    if doc is not None:
        return doc
    import difflib

    close = difflib.get_close_matches(id, [one.id for one in rule_docs(judgement.book)], n=3, cutoff=0.4)
    hint = Text(zh="clauselog rules 列出全部规则", en="clauselog rules lists them all")
    if close:
        hint = Text(zh=f"是不是：{'  '.join(close)}", en=f"Did you mean: {'  '.join(close)}")
    raise UsageError(
        Text(zh=f"查找规则“{id}”", en=f"Looking for the rule '{id}'"),
        Text(zh="没有这条规则", en="there is no such rule"),
        hint,
    )


def _explanation(here: Terminal, number: int, judgement: Judgement) -> Explanation:
    from clauselog.errors import StoreError
    from clauselog.reports.explaining import explain as explain_finding

    archive = here.services.archive
    try:
        stored = archive.finding(number)
    except StoreError as error:
        if error.transient:
            raise
        archive.policies()  # the database's own trouble comes out here
        raise UsageError(
            Text(zh=f"查找发现 {number}", en=f"Looking for finding {number}"),
            Text(zh="没有这个编号的发现", en="there is no finding of that number"),
            Text(zh="clauselog findings 列出全部发现", en="clauselog findings lists them"),
        ) from None
    compared = archive.comparison(stored.policy, stored.after_number)
    if compared is not None:
        return explain_finding(stored, compared.before, compared.after, judgement.book, judgement.lexicon)
    after = archive.version(stored.policy, stored.after_number).document
    return explain_finding(stored, None, after, judgement.book, judgement.lexicon)


# --------------------------------------------------------------------------------------------- showing


def _fact_table(here: Terminal, sheet: FactSheet, lexicon: DataLexicon | None) -> None:
    from apps.cli.rendering import QUOTE_CHARS, cell, table
    from clauselog.reports.facts import ACTOR, MODALITY, value_words
    from clauselog.reports.labels import type_word

    heads = (words.TYPE, words.VALUE, words.ACTOR, words.MODALITY, words.CLAUSE, words.QUOTE)
    shown = table(here, *(here.words(head) for head in heads), title=sheet.name)
    order = {type: n for n, type in enumerate(FACT_TYPES)}
    before = ""
    for fact in sorted(sheet.facts, key=lambda f: order[f.type]):
        name = type_word(fact.type, here.lang)
        shown.add_row(
            cell(name, "bold") if name != before else cell(" "),
            _value(here, fact, value_words(fact, lexicon)),
            cell(ACTOR[fact.actor][here.lang]),
            cell(MODALITY[fact.modality][here.lang]),
            cell(sheet.path(fact), "cyan"),
            cell(fact.quote, "dim", width=QUOTE_CHARS // 4),
        )
        before = name
    here.show(shown)


def _side_by_side(here: Terminal, sheets: list[FactSheet], lexicon: DataLexicon | None) -> None:
    """A mark and the clauses for each policy that states it; a dash where it does not."""
    from apps.cli.rendering import cell, table
    from clauselog.reports.facts import MODALITY, side_by_side, value_words
    from clauselog.reports.labels import type_word

    shown = table(here, here.words(words.TYPE), here.words(words.VALUE), *(sheet.name for sheet in sheets))
    before = ""
    for row in side_by_side(sheets):
        name = type_word(row.first.type, here.lang)
        cells = []
        for sheet, stated in zip(sheets, row.cells, strict=True):
            surely = dict.fromkeys(MODALITY[f.modality][here.lang] for f in stated if f.modality != "does")
            paths = list(dict.fromkeys(sheet.path(f) for f in stated))
            more = f" +{len(paths) - 3}" if len(paths) > 3 else ""
            mark = "✓ " + "".join(f"{word} " for word in surely) if stated else ""
            cells.append(cell(f"{mark}{', '.join(paths[:3])}{more}"))
        value = _value(here, row.first, value_words(row.first, lexicon))
        shown.add_row(cell(name, "bold") if name != before else cell(" "), value, *cells)
        before = name
    here.show(shown)


def _value(here: Terminal, fact: Fact, words_of_it: Text) -> Styled:
    from apps.cli.rendering import cell
    from clauselog.reports.facts import denied

    value, colon = words_of_it[here.lang], "：" if here.lang == "zh" else ": "
    if denied(fact, words_of_it, here.lang):
        value = f"{here.words(words.DENIED)}{colon}{value}"
    elif fact.actor == "user" and fact.type not in _OF_USERS:
        value = f"{here.words(words.BY_USER)}{colon}{value}"
    elif fact.actor == "other" and fact.type in _OF_PROVIDERS:
        value = f"{here.words(words.BY_OTHERS)}{colon}{value}"
    return cell(value, "red" if fact.get("sensitive") else "")


def _rule_table(here: Terminal, docs: list[RuleDoc]) -> None:
    from apps.cli.rendering import cell, severity_badge, table
    from clauselog.reports.labels import type_word, word
    from clauselog.reports.laws import cited

    heads = (words.RULE, words.TYPE, words.SEVERITY, words.DIRECTION, words.WHY, words.LAW)
    shown = table(here, *(here.words(head) for head in heads))
    for doc in docs:
        state = words.OFF if doc.is_off else words.LOCAL if doc.is_local else None
        id = f"{doc.id} ({here.words(state)})" if state else doc.id
        badge = severity_badge(doc.set_to or doc.severity, here)
        if doc.set_to:
            badge.append(f" ({word(doc.severity, here.lang)})", "dim")
        shown.add_row(
            cell(id, "dim strike" if doc.is_off else "bold"),
            cell(type_word(doc.type, here.lang)),
            badge,
            cell(word(doc.direction, here.lang)),
            cell(doc.why[here.lang]),
            cell(cited(doc.hooks, here.lang), "dim"),
        )
    here.show(shown)


def _show_rule(here: Terminal, doc: RuleDoc) -> None:
    from rich.text import Text as Styled

    from apps.cli.layout import hang, joined
    from apps.cli.rendering import severity_badge
    from clauselog.reports.labels import type_word, word
    from clauselog.reports.laws import cited

    badge = severity_badge(doc.set_to or doc.severity, here)
    kind, direction = type_word(doc.type, here.lang), word(doc.direction, here.lang)
    hang(here.out, Styled(), joined([Styled(doc.id, "bold"), f"v{doc.version}", kind, badge, direction]))
    state = words.OFF if doc.is_off else words.LOCAL if doc.is_local else None
    if state:
        here.say(state, style="yellow")
    if doc.set_to:
        here.say(words.DEFAULT_SEVERITY, style="dim", severity=word(doc.severity, here.lang))
    if doc.what and here.lang == "en":  # the author's own words; summary and reason say it in Chinese
        _line(here, words.WHAT, doc.what)
    _line(here, words.WHY, doc.why[here.lang])
    if doc.hooks:
        _line(here, words.LAW, cited(doc.hooks, here.lang))


def _show_explanation(here: Terminal, told: Explanation, lexicon: DataLexicon | None) -> None:
    from rich.text import Text as Styled

    from apps.cli.layout import hang, joined
    from apps.cli.rendering import local_time, severity_badge
    from clauselog.reports.labels import type_word, word
    from clauselog.reports.laws import cited

    stored, finding = told.stored, told.stored.finding
    head = joined([severity_badge(finding.severity, here), Styled(here.words(finding.summary), "bold")], "  ")
    hang(here.out, Styled(f"#{stored.id}  ", "dim"), head)
    place = f"{stored.policy}@{stored.after_number}"
    about = [
        place,
        local_time(stored.observed_at),
        type_word(finding.type, here.lang),
        word(finding.direction, here.lang),
    ]
    hang(here.out, Styled(), joined(Styled(part, "dim") for part in about if part))
    for name, side, colour in ((words.OLD, told.before, "red"), (words.NEW, told.after, "green")):
        here.show(Styled())
        if side is None:
            hang(here.out, Styled(here.words(name) + "  ", "bold"), Styled(here.words(words.ABSENT), "dim italic"))
        else:
            _show_side(here, here.words(name), side, colour, lexicon)
    here.show(Styled())
    _line(here, words.WHY, here.words(finding.why))
    _line(here, words.SEVERITY, here.words(told.severity))
    if finding.hooks:
        _line(here, words.LAW, cited(finding.hooks, here.lang))
    what = told.rule.what if told.rule and told.rule.what and here.lang == "en" else ""
    _line(here, words.RULE, f"{finding.rule} v{finding.rule_version}" + (f" · {what}" if what else ""))


def _show_side(here: Terminal, name: str, side: Side, colour: str, lexicon: DataLexicon | None) -> None:
    from rich.text import Text as Styled

    from apps.cli.layout import hang, joined
    from apps.cli.safe import clean, one_line
    from clauselog.reports.facts import ACTOR, MODALITY, denied, value_words

    where = [Styled(one_line(part, 40), "dim") for part in side.trail]
    where.append(Styled(side.evidence.path, "cyan"))
    version = Styled(f"@{side.number}", "dim") if side.number else Styled()
    hang(here.out, Styled(f"{name} ", "bold"), joined([version, joined(where, " › ")]))
    found = side.context
    text = Styled.assemble(
        (("…" if found.cut_before else "") + clean(found.lead), "dim"),
        (f"【{clean(found.quote)}】", colour),
        (clean(found.tail) + ("…" if found.cut_after else ""), "dim"),
    )
    hang(here.out, Styled("  "), text)
    for fact in side.facts:
        value = value_words(fact, lexicon)
        not_so = here.words(words.DENIED) if denied(fact, value, here.lang) else ""
        who, surely = ACTOR[fact.actor][here.lang], MODALITY[fact.modality][here.lang]
        hang(
            here.out,
            Styled(f"  {here.words(words.FACT)} ", "dim"),
            joined([Styled(value[here.lang], "bold"), not_so, who, surely, Styled(fact.value, "dim")]),
        )


def _line(here: Terminal, name: Text, text: str) -> None:
    from rich.text import Text as Styled

    from apps.cli.layout import hang
    from apps.cli.safe import clean

    lead = here.words(name) + ("：" if here.lang == "zh" else ": ")
    hang(here.out, Styled(lead, "dim"), Styled(clean(text)))
