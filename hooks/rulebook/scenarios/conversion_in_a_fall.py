"""Conversion of a traditional account to a Roth IRA, before and after a fall in value."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rulebook.formats import cents
from rulebook.law import LawYear
from rulebook.rules import income_tax, recovery_from_loss
from rulebook.rules.income_tax import Filer


@dataclass(frozen=True)
class Conversion:
    """The same account converted at two values. Published amounts, in cents.

    `gain_needed` is the gain, as a fraction, that brings the lower value back to the higher one.
    """

    before: Decimal
    after: Decimal
    income_tax_before: Decimal
    income_tax_after: Decimal
    gain_needed: Decimal

    @property
    def difference(self) -> Decimal:
        """Income tax saved by converting at the lower value."""
        return self.income_tax_before - self.income_tax_after


def convert(law: LawYear, balance: Decimal, fall: Decimal, filer: Filer, other_income: Decimal) -> Conversion:
    """Income tax on converting all of an account that holds no after-tax money: 26 U.S.C. 408A(d)(3)(A).

    `fall` is a fraction from 0 to below 1; `balance` and `other_income` in US dollars, 0 or more. The
    additional tax does not apply to the conversion itself (408A(d)(3)(A)(ii)).
    """
    if balance < 0:
        raise ValueError("balance must not be negative")
    gain = recovery_from_loss.gain_needed(fall)
    after = cents(balance * (1 - fall))

    def tax(income: Decimal) -> Decimal:
        return income_tax.tax_on(law, income_tax.taxable_income(law, filer, income), filer.status)

    without = tax(other_income)
    return Conversion(balance, after, cents(tax(other_income + balance) - without), cents(tax(other_income + after) - without), gain)
