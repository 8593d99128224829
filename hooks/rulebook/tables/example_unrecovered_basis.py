"""After-tax money in an account that holds less than that when it is emptied."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.law import Law
from rulebook.rules.basis_recovery import never_recovered
from rulebook.tables.model import Option, Options, Spec, Table
from rulebook.tables.parts import STEPS, cite, money_style, step


def build(law: Law, year: int, options: Options) -> Table:
    """What is paid out, what of it is taxed, and what is not paid back."""
    basis, balance = options.amount("basis"), options.amount("balance")
    lost = never_recovered(basis, balance)
    style = money_style([basis, balance])
    back, barred = cite(law, "irc-408", "(d)(2)"), cite(law, "irc-67", "(h)")
    return Table(
        "example-unrecovered-basis",
        f"Traditional IRAs with {formats.money(basis)} of after-tax money hold {formats.money(balance)} in all and are emptied in {year}.",
        STEPS,
        (
            step("Paid out", style(balance)),
            step("Of that, after-tax money, not taxed", style(min(basis, balance)), back),
            step("Taxable", style(max(Decimal(0), balance - basis)), back),
            step("After-tax money that is not paid back", style(lost)),
            step("Of that, deductible", style(Decimal(0)), barred, total=True),
        ),
        year,
        ("All traditional, SEP and SIMPLE IRAs of one person count together, and all are emptied in the year.",),
        (back, barred),
        f"{style(lost).text} of after-tax money is never recovered, and it is not deductible."
        if lost
        else "All the after-tax money comes back untaxed.",
    )


SPEC = Spec(build, {"basis": Option("amount"), "balance": Option("amount")})
