"""Employer shares of one lump sum: what is taxed when, and as what."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.law import Law
from rulebook.rules import early_distribution
from rulebook.scenarios.employer_stock_taxes import compare
from rulebook.tables.employer_stock_comparison import law_for, stock_notes, stock_sources
from rulebook.tables.model import Option, Options, Row, Spec, Table
from rulebook.tables.parts import INCOME, STATUS, STATUS_PHRASES, STEPS, authority, cite, distinct, money_style, other_income, step


def build(law: Law, year: int, options: Options) -> Table:
    """From the payout over the sale to both totals."""
    value, cost, status, income = options.amount("value"), options.amount("cost"), options.status(), options.amount("income")
    price, age = options.amount("price") if options.has("price") else value, options.amount("age")
    held = options.flag("held_over_a_year")
    dated, filer, year_note = law_for(law, year, status, age)
    found = compare(dated, value, cost, price, filer, income, age, held_over_a_year=held)
    shares, sale = found.payout, found.sale
    taxes = [found.at_payout, found.additional_tax, found.at_sale, found.rolled_over]
    style = money_style([value, cost, price, *taxes])
    left_out_of_income, basis = cite(law, "irc-402", "(e)(4)(B)"), cite(law, "reg-1.402(a)-1", "(b)")
    rows: list[Row] = [
        step("Value at the payout", style(value)),
        step("The plan's cost", style(cost)),
        step("Taxed at the payout as ordinary income, and the basis from then on", style(shares.ordinary), basis),
        step("Net unrealized appreciation, left out of income", style(shares.appreciation), left_out_of_income),
        step("Price at the sale", style(price)),
    ]
    if sale.appreciation:
        rows.append(step("Long-term gain: the appreciation that is still there", style(sale.appreciation), basis))
    if sale.later_gain:
        term = "Long-term" if held else "Short-term"
        rows.append(step(f"{term} gain: the growth after the payout", style(sale.later_gain), basis))
    if sale.loss:
        rows.append(step("Capital loss: what the price falls short of the basis", style(sale.loss), basis))
    rows += [
        step("Income tax at the payout", style(found.at_payout), authority(dated, "income_tax_brackets")),
        step(
            _additional(dated.amount("early_distribution_rate"), early_distribution.attained_59_half(dated, age)),
            style(found.additional_tax),
            authority(dated, "early_distribution_rate"),
        ),
        step("Tax on the sale", style(found.at_sale), authority(dated, "capital_gain_brackets")),
        step("All of it, taken as shares", style(found.as_shares), total=True),
        step("Rolled over instead, and the price paid out later", style(found.rolled_over), cite(law, "irc-408", "(d)(1)")),
    ]
    sold = "sold more than a year later" if held else "sold in the same year"
    return Table(
        "example-employer-stock",
        f"Employer shares worth {formats.money(value)}, which cost the plan {formats.money(cost)}, are paid out in {dated.year} "
        f"to {STATUS_PHRASES[status]} of {formats.age(age)} with {other_income(income)}; they are {sold} for {formats.money(price)}.",
        STEPS,
        tuple(rows),
        dated.year,
        (*year_note, *stock_notes(dated, age), *(["The capital loss is not counted in the tax."] if sale.loss else [])),
        distinct([*stock_sources(law, dated, age), authority(dated, "early_distribution_rate")]),
        f"Taken as shares, {style(found.as_shares).text} of federal tax; "
        f"rolled over and paid out in one sum, {style(found.rolled_over).text}.",
    )


def _additional(rate: Decimal, late: bool) -> str:
    return (
        "Additional tax, which does not apply from 59½ on"
        if late
        else f"Additional tax, {formats.rate(rate)} of what is taxed at the payout"
    )


SPEC = Spec(
    build,
    {
        "value": Option("amount"),
        "cost": Option("amount"),
        "price": Option("amount", optional=True),
        "held_over_a_year": Option("flag", optional=True),
        "age": Option("age", default=Decimal(62)),
        "status": STATUS,
        "income": INCOME,
    },
)
