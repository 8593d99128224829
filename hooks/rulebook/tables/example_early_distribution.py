"""A withdrawal worked out step by step, with an exception if one is claimed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from rulebook import formats
from rulebook.law import AccountKind, CapKind, Citation, Law, LawYear
from rulebook.rules import early_distribution
from rulebook.rules.exceptions import Claim, Covered, Facts, Opening
from rulebook.rules.income_tax import senior_deduction, standard_deduction
from rulebook.scenarios.early_withdrawal import Breakdown, Case, break_down
from rulebook.tables.costs import by_table, by_the_table, cost_notes, cost_sources, law_for
from rulebook.tables.model import Option, OptionError, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import (
    ACCOUNT_PHRASES,
    CONVENTION,
    STATUS_PHRASES,
    STEPS,
    TAXED_WHEN_PAID,
    authority,
    cite,
    distinct,
    money_style,
    other_income,
    recovery,
    step,
)

CLAIMABLE = (
    "death", "disability", "sepp", "separation_55", "public_safety_50", "levy", "medical", "qdro", "health_insurance_unemployed",
    "education", "first_home", "reservist", "birth_adoption", "emergency", "domestic_abuse", "terminal_illness", "long_term_care",
)  # fmt: skip
"""The exceptions an example can claim: those that a person meets by a fact of their own.

Without `disaster`: its income is spread over three years, which a case of one year cannot show.
"""

TAKES_EXPENSES = (CapKind.EXPENSES, CapKind.EXPENSES_OVER_AGI_SHARE, CapKind.EXPENSES_AMOUNT_OR_SHARE)
TAKES_BALANCE = (CapKind.AMOUNT_OR_SHARE, CapKind.AMOUNT_OR_EXCESS_BALANCE, CapKind.EXPENSES_AMOUNT_OR_SHARE)

WHY_CLOSED = {
    Opening.NOT_FOR_ACCOUNT: "not open to {account}",
    Opening.CANNOT_ARISE: "cannot arise in {account}",
    Opening.UNSETTLED: "unsettled for {account}, so not counted",
    Opening.NOT_IN_FORCE: "not in force all year, so not counted",
}


def build(law: Law, year: int, options: Options) -> Table:
    """From the withdrawal to what is kept. Withholding is left out: it changes only when tax is paid."""
    case = _case(law.in_year(year), options)
    dated, year_note = law_for(law, year, [case])
    result = break_down(dated, case)
    style = money_style([case.amount, case.nontaxable, result.income_tax_without, result.income_tax_with, result.additional_tax,
                         result.allocation.base, *result.covered])  # fmt: skip
    exceptions = "".join(f"-{claim.exception.id.replace('_', '-')}" for claim in case.claims)
    cells = [line.claim.exception.cells[case.account] for line in result.allocation.lines]
    return Table(
        f"example-early-distribution{exceptions}{'-by-tax-table' if case.by_table else ''}",
        f"{_capital(STATUS_PHRASES[case.status])} of {formats.age(case.age)} with {other_income(case.other_income)} "
        f"withdraws {formats.money(case.amount)} from {ACCOUNT_PHRASES[case.account]} in {dated.year}{_particulars(case)}.",
        STEPS,
        (*_income_tax_steps(dated, result, style), *_additional_tax_steps(dated, result, style)),
        dated.year,
        (
            *year_note,
            *(_sentence(cell.note) for cell in cells if cell.note),
            *_suppositions(result),
            *cost_notes(dated, case),
        ),
        distinct([cite(law, *TAXED_WHEN_PAID[case.account]), *cost_sources(dated, case), *(c for cell in cells for c in cell.sources)]),
        f"Of {formats.money(case.amount)} withdrawn, {style(result.total_tax).text} goes to federal tax "
        f"and {style(result.kept).text} is kept.",
    )


def _particulars(case: Case) -> str:
    """What sets this case apart, for the caption: two examples on a page must not have one name."""
    parts = []
    if case.nontaxable:
        parts.append(f"{formats.money(case.nontaxable)} of it after-tax money")
    if case.rolled_in:
        parts.append(f"{formats.money(case.rolled_in)} of it money rolled in")
    if case.simple_window:
        parts.append("within the first two years")
    parts += [f"under the exception “{claim.exception.name}”" for claim in case.claims]
    return "".join(f", {part}" for part in parts) + by_the_table(case)


def _suppositions(result: Breakdown) -> tuple[str, ...]:
    if result.over_59_half:
        return ()
    if result.case.claims:
        return ("The case supposes that every condition of the exception is met.",)
    return ("The case supposes that no exception applies.",)


def _income_tax_steps(law: LawYear, result: Breakdown, style: Callable[[Decimal], TableCell]) -> list[Row]:
    case = result.case
    rows = [step("Withdrawal", style(case.amount))]
    if case.nontaxable:
        rows.append(step("After-tax money in it, not taxed again", style(case.nontaxable), cite(law.law, *recovery(case.account))))
    return [
        *rows,
        step("Taxable part of the withdrawal", style(case.includible), cite(law.law, *TAXED_WHEN_PAID[case.account])),
        step("Standard deduction of the year", style(standard_deduction(law, case.filer)), authority(law, "standard_deduction")),
        *_senior_steps(law, case, style),
        step("Income tax of the year without the withdrawal", style(result.income_tax_without), _tax_source(law, case)),
        step("Income tax of the year with the withdrawal", style(result.income_tax_with), _tax_source(law, case)),
        step("Income tax on the withdrawal", style(result.income_tax)),
    ]


def _senior_steps(law: LawYear, case: Case, style: Callable[[Decimal], TableCell]) -> list[Row]:
    """The deduction from 65 on, which a high income lowers: one row, or two if the withdrawal changes it."""
    without, with_it = (senior_deduction(law, case.filer, income) for income in (case.other_income, case.other_income + case.includible))
    if not without:
        return []
    source = authority(law, "senior_deduction")
    if without == with_it:
        return [step("Senior deduction", style(without), source)]
    return [
        step("Senior deduction without the withdrawal", style(without), source),
        step("Senior deduction with the withdrawal", style(with_it), source),
    ]


def _tax_source(law: LawYear, case: Case) -> Citation:
    return authority(law, "tax_table_limit" if case.by_table else "income_tax_brackets")


def _additional_tax_steps(law: LawYear, result: Breakdown, style: Callable[[Decimal], TableCell]) -> list[Row]:
    case, allocation = result.case, result.allocation
    figure = "simple_early_distribution_rate" if case.simple_window else "early_distribution_rate"
    rate_source = authority(law, figure)
    rows: list[Row] = []
    if result.over_59_half:
        rows.append(
            step("Within reach of the additional tax", style(Decimal(0)), cite(law.law, "irc-72", "(t)(2)(A)(i)"), note="59½ attained")
        )
    elif case.account is AccountKind.GOVERNMENTAL_457B:
        rows.append(step("Rolled-in part, within reach of the additional tax", style(allocation.base), cite(law.law, "irc-72", "(t)(9)")))
    rows += [_exception_step(line, style(covered), case.account) for line, covered in zip(allocation.lines, result.covered, strict=True)]
    rate = formats.rate(result.additional_tax_rate)
    return [
        *rows,
        step(f"Additional tax, {rate} of {style(result.taxed).text}", style(result.additional_tax), rate_source),
        step("Federal tax in all", style(result.total_tax), total=True),
        step("Kept", style(result.kept), total=True),
    ]


def _exception_step(line: Covered, covered: TableCell, account: AccountKind) -> Row:
    exception, why = line.claim.exception, ""
    if line.opening is not Opening.OPEN:
        why = WHY_CLOSED[line.opening].format(account=ACCOUNT_PHRASES[account])
    return step(f"Covered by an exception: {exception.name}", covered, _citation(line, account), note=why)


def _citation(line: Covered, account: AccountKind) -> Citation:
    return line.claim.exception.cells[account].sources[0]


def _capital(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]


def _sentence(note: str) -> str:
    return note if note.endswith(".") else f"{note}."


def _case(law: LawYear, options: Options) -> Case:
    """The case the options tell. Raises `OptionError` where they contradict each other."""
    amount, account, age = options.amount("amount"), options.account(), options.amount("age")
    basis = options.amount("basis") if options.has("basis") else Decimal(0)
    rolled_in = options.amount("rolled_in") if options.has("rolled_in") else Decimal(0)
    if basis > amount:
        raise OptionError("basis is more than amount: it is the part of the withdrawal that is after-tax money")
    if options.has("rolled_in") and account is not AccountKind.GOVERNMENTAL_457B:
        raise OptionError("rolled_in is for account=governmental_457b only")
    if rolled_in > amount - basis:
        raise OptionError("rolled_in is more than the taxable part of amount")
    if options.flag("simple_window") and account is not AccountKind.SIMPLE_IRA:
        raise OptionError("simple_window is for account=simple_ira only")
    claims: tuple[Claim, ...] = ()
    if options.has("exception"):
        claims = (_claim(law, options, options.amount("income") + amount - basis),)
    elif any(options.has(name) for name in ("expenses", "agi", "balance")):
        raise OptionError("expenses, agi and balance go with an exception")
    return Case(
        amount, account, options.status(), options.amount("income"), age, basis, rolled_in, options.flag("simple_window"), claims,
        filers_65_or_over=1 if age >= 65 else 0, by_table=by_table(options),
    )  # fmt: skip


def _claim(law: LawYear, options: Options, agi: Decimal) -> Claim:
    """The claim of the one exception named, whose caps get just the facts they ask for."""
    id, age = options.word("exception"), options.amount("age")
    exception = law.law.exceptions[id]
    kind = exception.cap.kind
    if early_distribution.attained_59_half(law, age):
        raise OptionError("no exception is needed from 59½ on")
    if id == "separation_55" and age < law.amount("separation_age") - 1:
        raise OptionError("exception=separation_55 needs a separation in or after the year of that age: age is too low")
    if options.has("agi") and options.amount("agi") != agi:
        raise OptionError(f"agi must be income plus the taxable part of amount ({agi:f}), or be left out")
    expenses = options.amount("expenses") if options.has("expenses") else None
    balance = options.amount("balance") if options.has("balance") else None
    if expenses is None and kind in TAKES_EXPENSES:
        raise OptionError(f"exception={id} needs expenses=…")
    if expenses is not None and kind not in TAKES_EXPENSES and id != "first_home":
        raise OptionError(f"expenses plays no part in exception={id}")
    if balance is None and kind in TAKES_BALANCE:
        raise OptionError(f"exception={id} needs balance=…, the vested balance before the withdrawal")
    if balance is not None and kind not in TAKES_BALANCE:
        raise OptionError(f"balance plays no part in exception={id}")
    if balance is not None and balance < options.amount("amount"):
        raise OptionError("balance is less than amount: it is the vested balance before the withdrawal")
    return Claim(exception, Facts(expenses, agi, balance), part=expenses if id == "first_home" else None)


SPEC = Spec(
    build,
    {
        "amount": Option("amount"),
        "account": Option("account"),
        "age": Option("age"),
        "status": Option("status"),
        "income": Option("amount"),
        "basis": Option("amount", optional=True),
        "exception": Option("word", optional=True, words=CLAIMABLE),
        "expenses": Option("amount", optional=True),
        "agi": Option("amount", optional=True),
        "balance": Option("amount", optional=True),
        "rolled_in": Option("amount", optional=True),
        "simple_window": Option("flag", default=False),
        "convention": CONVENTION,
    },
)
