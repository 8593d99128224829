"""Employer shares of one lump sum: what is taxed when, and as what."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from rulebook import formats
from rulebook.law import Citation, Law, LawYear
from rulebook.rules import early_distribution
from rulebook.scenarios.employer_stock_taxes import StockTaxes, compare
from rulebook.tables.employer_stock_comparison import law_for, stock_notes, stock_sources
from rulebook.tables.model import Option, Options, Row, Spec, Table, TableCell
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
        limit = formats.money(dated.amount("capital_loss_limit", status))
        used = f"Used against other income, at most {limit}"
        rows.append(step("Capital loss: what the price falls short of the basis", style(sale.loss), basis))
        rows.append(step(used, style(found.loss.against_ordinary_income), cite(law, "irc-1211", "(b)")))
    if found.loss.carried_over:
        rows.append(step("Carried over to later years", style(found.loss.carried_over), cite(law, "irc-1212", "(b)(1)")))
    rows.append(step("Income tax at the payout", style(found.at_payout), authority(dated, "income_tax_brackets")))
    if not early_distribution.attained_59_half(dated, age):
        rate = formats.rate(dated.amount("early_distribution_rate"))
        additional = f"Additional tax, {rate} of what is taxed at the payout"
        rows.append(step(additional, style(found.additional_tax), authority(dated, "early_distribution_rate")))
    rows += [
        _at_sale(law, dated, found, style),
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
        (*year_note, *stock_notes(dated, age), *_loss_notes(found)),
        distinct([*stock_sources(law, dated, age), *_loss_sources(law, found)]),
        f"Taken as shares, {style(found.as_shares).text} of federal tax; "
        f"rolled over and paid out in one sum, {style(found.rolled_over).text}.",
    )


def _loss_notes(found: StockTaxes) -> tuple[str, ...]:
    """What the use of a capital loss supposes, if there is one."""
    if not found.sale.loss:
        return ()
    return (
        "Supposes no other capital gain or loss.",
        *(["What the loss carried over saves in later years is not counted."] if found.loss.carried_over else []),
    )


def _loss_sources(law: Law, found: StockTaxes) -> tuple[Citation, ...]:
    used, carried = [cite(law, "irc-1211", "(b)")], [cite(law, "irc-1212", "(b)(1)")]
    return (*(used if found.sale.loss else []), *(carried if found.loss.carried_over else []))


def _at_sale(law: Law, dated: LawYear, found: StockTaxes, style: Callable[[Decimal], TableCell]) -> Row:
    """The tax on a gain, or with a minus sign what a loss saves."""
    if found.sale.loss:
        return step("Income tax that the loss saves", style(found.at_sale), cite(law, "irc-1211", "(b)"))
    return step("Tax on the sale", style(found.at_sale), authority(dated, "capital_gain_brackets"))


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
