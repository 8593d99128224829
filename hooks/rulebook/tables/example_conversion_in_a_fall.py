"""What is taxed when an account is converted to a Roth IRA before or after a fall."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.law import Law
from rulebook.rules.income_tax import Filer
from rulebook.scenarios.conversion_in_a_fall import convert
from rulebook.scenarios.early_withdrawal import left_out
from rulebook.tables.model import Kind, Option, OptionError, Options, Spec, Table, TableCell
from rulebook.tables.parts import (
    INCOME,
    RATE_SCHEDULES,
    STATUS,
    STATUS_PHRASES,
    STEPS,
    authority,
    citations_of,
    cite,
    distinct,
    money_style,
    other_income,
    step,
    year_notes,
)

FIGURES = ("income_tax_brackets", "standard_deduction")


def build(law: Law, year: int, options: Options) -> Table:
    """The same account converted whole at both values."""
    fall, balance, status, income = options.amount("fall") / 100, options.amount("balance"), options.status(), options.amount("income")
    if fall == 1:
        raise OptionError("fall=100 leaves nothing to convert")
    shown = law.last_complete_year(year, FIGURES)
    dated = law.in_year(shown)
    result = convert(dated, balance, fall, Filer(status), income)
    style = money_style([result.before, result.after, result.income_tax_before, result.income_tax_after])
    included, exempt = cite(law, "irc-408A", "(d)(3)(A)(i)"), cite(law, "irc-408A", "(d)(3)(A)(ii)")
    final = cite(law, "irc-408A", "(d)(6)(B)(iii)")
    brackets = authority(dated, "income_tax_brackets")
    return Table(
        "example-conversion-in-a-fall",
        f"A traditional IRA of {formats.money(balance)} falls by {formats.rate(fall)}; {STATUS_PHRASES[status]} "
        f"with {other_income(income)} converts it in {shown}.",
        STEPS,
        (
            step("Taxable if converted before the fall", style(result.before), included),
            step("Income tax on that conversion", style(result.income_tax_before), brackets),
            step("Taxable if converted after the fall", style(result.after), included),
            step("Income tax on that conversion", style(result.income_tax_after), brackets),
            step("Difference in income tax", style(result.difference)),
            step("Additional tax on either conversion", style(Decimal(0)), exempt),
            step("Gain after which the Roth IRA is back at the old value", TableCell(formats.percent(result.gain_needed), Kind.RATE)),
        ),
        shown,
        (
            *year_notes(law, year, shown, FIGURES),
            "The whole IRA is converted; none of it is after-tax money, and the tax is paid from other money.",
            f"A conversion cannot be undone ({final.text}), even if the value falls further.",
            "The tax is lower because a smaller amount is converted. The rates are the same.",
            *left_out(),
            RATE_SCHEDULES,
        ),
        distinct([included, exempt, final, *citations_of(law, shown, FIGURES)]),
        f"Before the fall the conversion costs {style(result.income_tax_before).text} of income tax, "
        f"after it {style(result.income_tax_after).text}.",
    )


SPEC = Spec(build, {"balance": Option("amount"), "fall": Option("percent"), "status": STATUS, "income": INCOME})
