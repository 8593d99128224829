"""The Tax Table: 26 U.S.C. 3, by the rates of 26 U.S.C. 1.

A return with less taxable income than the limit reads its tax from a row of the table. The tax of a row is that on
the middle of its band, rounded half up to the dollar; so the tax of all five filing statuses can be worked out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from rulebook.law import LawYear

WIDTHS = ((0, 5), (5, 10), (25, 25), (3000, 50))
"""From each amount on, bands are so wide. As in the published tables."""


@dataclass(frozen=True)
class Band:
    """A row of the table: at least `low`, but less than `high`."""

    low: Decimal
    high: Decimal

    @property
    def middle(self) -> Decimal:
        return (self.low + self.high) / 2


def reads_table(law: LawYear, taxable_income: Decimal) -> bool:
    """Whether a return with this taxable income, in US dollars, reads the table."""
    return taxable_income < law.amount("tax_table_limit")


def band(taxable_income: Decimal) -> Band:
    """The band a taxable income falls into; `taxable_income` in US dollars, 0 or more."""
    if taxable_income < 0:
        raise ValueError("taxable_income must not be negative")
    start, width = max(pair for pair in WIDTHS if pair[0] <= taxable_income)
    low = start + (taxable_income - start) // width * width
    return Band(low, low + width)


def tax_by_table(law: LawYear, taxable_income: Decimal, tax_on: Callable[[Decimal], Decimal]) -> Decimal:
    """The tax as a return shows it: of the row below the limit, in whole dollars; by `tax_on` from there on.

    `tax_on` is the tax by the rate schedule of the filing status.
    """
    if not reads_table(law, taxable_income):
        return tax_on(taxable_income)
    return tax_on(band(taxable_income).middle).quantize(Decimal(1), rounding=ROUND_HALF_UP)
