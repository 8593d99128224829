"""Employer stock in a lump sum: taken as shares and sold, or rolled over and paid out later."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rulebook.formats import cents
from rulebook.law import AccountKind, LawYear
from rulebook.rules import early_distribution, employer_stock, income_tax, long_term_gains
from rulebook.rules.capital_losses import LossUse, use_loss
from rulebook.rules.employer_stock import Payout, Sale
from rulebook.rules.income_tax import Filer

FIGURES = ("income_tax_brackets", "capital_gain_brackets", "standard_deduction")
"""The figures whose values differ by year."""


@dataclass(frozen=True)
class StockTaxes:
    """Federal taxes on the same shares, taken both ways. Published amounts, in cents.

    Taken as shares: `at_payout` is income tax, `additional_tax` the tax of 26 U.S.C. 72(t), `at_sale` the
    tax on the sale, negative where a loss saves tax; `loss` says where that loss goes. Rolled over:
    `rolled_over` is income tax on the price, paid out of the IRA in one sum after age 59½. Each is the rise
    over the tax on the other income alone.
    """

    payout: Payout
    sale: Sale
    loss: LossUse
    at_payout: Decimal
    additional_tax: Decimal
    at_sale: Decimal
    rolled_over: Decimal

    @property
    def as_shares(self) -> Decimal:
        return self.at_payout + self.additional_tax + self.at_sale

    @property
    def difference(self) -> Decimal:
        """What the rollover costs more in tax; negative where it costs less."""
        return self.rolled_over - self.as_shares


def compare(
    law: LawYear,
    value: Decimal,
    cost: Decimal,
    price: Decimal,
    filer: Filer,
    other_income: Decimal,
    age: Decimal,
    *,
    held_over_a_year: bool,
) -> StockTaxes:
    """The taxes on shares of one lump sum: 26 U.S.C. 402(e)(4)(B), 1(h), 72(t)(1), 1211(b); 26 CFR 1.402(a)-1(b).

    `value` at the payout, `cost` to the plan, `price` when sold. Held over a year after the payout, the
    sale falls on a later return; otherwise on the same one. All returns follow the law of one year, with
    the same `other_income`. A capital loss lowers other income up to the limit in the year of the sale, as
    if there were no gain; what it saves in later years is not counted. `age` on the day of the payout; no
    exception to the additional tax is claimed but 59½. US dollars, 0 or more.
    """
    if other_income < 0:
        raise ValueError("other_income must not be negative")
    payout = employer_stock.pay_out(value, cost)
    sale = employer_stock.sell(payout, price)
    loss = use_loss(law, sale.loss, Decimal(0), filer.status)
    before = tax(law, filer, other_income, Decimal(0))
    after_payout = tax(law, filer, other_income + payout.ordinary, Decimal(0))
    if held_over_a_year:
        left = max(Decimal(0), other_income - loss.against_ordinary_income)
        at_sale = tax(law, filer, left, sale.appreciation + sale.later_gain) - before
    else:
        left = max(Decimal(0), other_income + payout.ordinary - loss.against_ordinary_income)
        at_sale = tax(law, filer, left + sale.later_gain, sale.appreciation) - after_payout
    early = Decimal(0)
    if not early_distribution.attained_59_half(law, age):
        early = early_distribution.additional_tax(law, AccountKind.PLAN_401K, payout.ordinary)
    rolled_over = tax(law, filer, other_income + price, Decimal(0)) - before
    return StockTaxes(payout, sale, loss, cents(after_payout - before), cents(early), cents(at_sale), cents(rolled_over))


def tax(law: LawYear, filer: Filer, ordinary: Decimal, gain: Decimal) -> Decimal:
    """Income tax with a net long-term gain, the lesser of both computations: 26 U.S.C. 1(h)(1).

    `ordinary` and `gain` before deductions, which reduce ordinary income first. Exact.
    """
    taxable = income_tax.taxable_income(law, filer, ordinary + gain)
    taxed_gain = min(gain, taxable)
    usual = income_tax.tax_on(law, taxable, filer.status)
    rest = taxable - taxed_gain
    return min(usual, income_tax.tax_on(law, rest, filer.status) + long_term_gains.tax_on_gain(law, rest, taxed_gain, filer.status))
