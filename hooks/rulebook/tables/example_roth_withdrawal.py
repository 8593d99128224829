"""A withdrawal from Roth IRAs worked out step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from rulebook import formats
from rulebook.law import AccountKind, CapKind, Law, LawYear
from rulebook.rules import exceptions
from rulebook.rules.exceptions import Claim, Facts, Opening
from rulebook.scenarios import early_withdrawal
from rulebook.scenarios.roth_withdrawal import Breakdown, Case, break_down
from rulebook.tables import roth_money
from rulebook.tables.costs import by_table, by_the_table, law_for
from rulebook.tables.model import Option, OptionError, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import (
    CONVENTION,
    STATUS_PHRASES,
    STEPS,
    age_notes,
    authority,
    citations_of,
    cite,
    convention_note,
    distinct,
    money_style,
    other_income,
    step,
)

CLAIMABLE = (
    "death",
    "disability",
    "medical",
    "health_insurance_unemployed",
    "education",
    "first_home",
    "birth_adoption",
    "terminal_illness",
)
_AS_ON_THE_FORM = "The qualified part is taken off first, as on Form 8606, lines 19 to 21; the rest is taken apart in the order of the law."
_USED_UP = "less what the qualified part has used"
_TAKES_EXPENSES = (CapKind.EXPENSES, CapKind.EXPENSES_OVER_AGI_SHARE)


def build(law: Law, year: int, options: Options) -> Table:
    """From the withdrawal through its parts to both taxes. Withholding is left out: it changes only when tax is paid."""
    dated, year_note = law_for(law, year, [_case(law.in_year(year), options).as_withdrawal])
    case = _case(dated, options)
    result = break_down(dated, case)
    amounts = [case.amount, result.qualified, result.composition.contributions, result.includible, result.income_tax, result.additional_tax]
    amounts += [part for c in result.composition.conversions for part in (c.taxable, c.nontaxable)]
    style = money_style([*amounts, *(line.amount for line in result.allocation.lines)])
    withdrawal = formats.money(case.amount)
    claims = "".join(f"-{claim.exception.id.replace('_', '-')}" for claim in case.claims)
    who = STATUS_PHRASES[case.status]
    under = "".join(f", under the exception “{claim.exception.name}”" for claim in case.claims)
    cells = [claim.exception.cells[AccountKind.ROTH_IRA] for claim in case.claims]
    return Table(
        f"example-roth-withdrawal{claims}{'-by-tax-table' if case.by_table else ''}",
        f"{who[0].upper()}{who[1:]} of {formats.age(case.age)} with {other_income(case.other_income)} takes {withdrawal} in "
        f"{dated.year} from Roth IRAs, after {roth_money.phrase(case.put_in)}{under}{by_the_table(case.as_withdrawal)}.",
        STEPS,
        (*_parts(dated, result, style), *_taxes(dated, result, style)),
        dated.year,
        (
            *year_note,
            *(cell.note if cell.note.endswith(".") else f"{cell.note}." for cell in cells if cell.note),
            _clock(dated, case),
            *roth_money.notes(dated, case.put_in),
            *((_AS_ON_THE_FORM,) if 0 < result.qualified < case.amount else ()),
            *(("Every condition of the exception is supposed to be met.",) if claims else ()),
            *early_withdrawal.left_out(),
            convention_note(dated, case.by_table),
            *age_notes(dated, case.age),
            *(("One filer is 65 or over, with the deductions for that age.",) if case.filers_65_or_over else ()),
        ),
        distinct([
            cite(law, "irc-408A", "(d)(4)(B)"), cite(law, "irc-408A", "(d)(3)(F)"), cite(law, "irc-408A", "(d)(2)"),
            *citations_of(law, dated.year, [*roth_money.FIGURES, *early_withdrawal.figures(dated, case.as_withdrawal)]),
            *(citations_of(law, dated.year, ["senior_deduction"]) if case.filers_65_or_over and dated.applies("senior_deduction") else ()),
            *(c for cell in cells for c in cell.sources),
        ]),
        f"Of {withdrawal} withdrawn, {style(result.total_tax).text} goes to federal tax and {style(result.kept).text} is kept.",
    )  # fmt: skip


def _clock(law: LawYear, case: Case) -> str:
    """Whether the five tax years of qualified distributions have run."""
    last = case.first_year + int(law.amount("roth_qualified_years")) - 1
    over = "are over" if law.year > last else "are not over, so no withdrawal is qualified"
    return f"The first contribution or conversion was for {case.first_year}; its five tax years, up to {last}, {over}."


def _parts(law: LawYear, result: Breakdown, style: Callable[[Decimal], TableCell]) -> list[Row]:
    order = cite(law.law, "irc-408A", "(d)(4)(B)")
    rows = [step("Withdrawal", style(result.case.amount))]
    if result.qualified:
        rows.append(step("Qualified, not taxed", style(result.qualified), cite(law.law, "irc-408A", "(d)(1), (2)")))
    if result.composition.contributions:
        rows.append(step("From contributions, not taxed", style(result.composition.contributions), order))
    for conversion in result.composition.conversions:
        if conversion.taxable:
            rows.append(step(f"From the conversion of {conversion.year}, taxed then", style(conversion.taxable), order))
        if conversion.nontaxable:
            rows.append(step(f"From the conversion of {conversion.year}, after-tax money", style(conversion.nontaxable), order))
    if result.qualified < result.case.amount:
        rows.append(step("From earnings, included in income", style(result.includible), order))
    return rows


def _taxes(law: LawYear, result: Breakdown, style: Callable[[Decimal], TableCell]) -> list[Row]:
    rows = []
    if result.includible:
        rows.append(step("Income tax on the earnings", style(result.income_tax), authority(law, _tax_source(result.case))))
    if result.over_59_half:
        reason = cite(law.law, "irc-72", "(t)(2)(A)(i)")
        rows.append(step("Within reach of the additional tax", style(Decimal(0)), reason, note="59½ attained"))
    elif result.recapture:
        recapture = cite(law.law, "irc-408A", "(d)(3)(F)")
        rows.append(step("Taxed conversions within their five tax years, counted as if included", style(result.recapture), recapture))
    for line in result.allocation.lines:
        if result.allocation.base:
            source = line.claim.exception.cells[AccountKind.ROTH_IRA].sources[0]
            used = line.claim.exception.id == "first_home" and result.qualified
            name = line.claim.exception.name
            rows.append(step(f"Covered by an exception: {name}", style(line.amount), source, note=_USED_UP if used else ""))
    rate, taxed = formats.rate(result.additional_tax_rate), style(result.allocation.taxed).text
    return [
        *rows,
        step(f"Additional tax, {rate} of {taxed}", style(result.additional_tax), authority(law, "early_distribution_rate")),
        step("Federal tax in all", style(result.total_tax), total=True),
        step("Kept", style(result.kept), total=True),
    ]


def _tax_source(case: Case) -> str:
    return "tax_table_limit" if case.by_table else "income_tax_brackets"


def _case(law: LawYear, options: Options) -> Case:
    age = options.amount("age")
    return Case(
        options.amount("amount"), roth_money.put_in(options, law.year), roth_money.first_year(options, law.year), options.status(),
        options.amount("income"), age, _claims(law, options), filers_65_or_over=1 if age >= 65 else 0,
        by_table=by_table(options),
    )  # fmt: skip


def _claims(law: LawYear, options: Options) -> tuple[Claim, ...]:
    if not options.has("exception"):
        if options.has("expenses") or options.has("used_before"):
            raise OptionError("expenses and used_before go with an exception")
        return ()
    id = options.word("exception")
    exception = law.law.exceptions[id]
    home, expenses = id == "first_home", options.amount("expenses") if options.has("expenses") else None
    if (expenses is not None) != (home or exception.cap.kind in _TAKES_EXPENSES):
        raise OptionError(f"exception={id} needs expenses=…" if expenses is None else f"expenses plays no part in exception={id}")
    if options.has("used_before") and not home:
        raise OptionError("used_before is for exception=first_home only")
    claim = Claim(exception, Facts(expenses, used_before=options.amount("used_before") if options.has("used_before") else Decimal(0)))
    if exceptions.opening(law, exception, AccountKind.ROTH_IRA) is not Opening.OPEN:
        raise OptionError(f"exception={id} is not open to a Roth IRA in {law.year}")
    return (replace(claim, part=expenses) if home else claim,)


SPEC = Spec(
    build,
    {
        "amount": Option("amount"),
        "age": Option("age"),
        "status": Option("status"),
        "income": Option("amount"),
        **roth_money.OPTIONS,
        "exception": Option("word", optional=True, words=CLAIMABLE),
        "expenses": Option("amount", optional=True),
        "used_before": Option("amount", optional=True),
        "convention": CONVENTION,
    },
)
