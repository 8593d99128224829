"""Loans from a plan: 26 U.S.C. 72(p)(2), 402(c)(3); 26 CFR 1.72(p)-1, 1.402(c)-2, 1.402(c)-3.

An IRA cannot lend to its owner; plans may lend less than the law allows, or nothing. The higher limits
for some disasters (72(p)(6)) are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from rulebook.law import LawYear


@dataclass(frozen=True)
class Limit:
    """What 26 U.S.C. 72(p)(2)(A) allows, in US dollars.

    All loans together may amount to the lesser of `by_amount` (clause (i)) and `by_share` (clause (ii)).
    `new_loan` is what is left of that after what is owed already, never below zero.
    """

    by_amount: Decimal
    by_share: Decimal
    new_loan: Decimal


def limit(law: LawYear, vested: Decimal, owed: Decimal, highest: Decimal) -> Limit:
    """The most a new loan may be: 26 U.S.C. 72(p)(2)(A).

    `vested`: nonforfeitable benefit, with the loans in it. `owed`: balance of all loans from the
    employer's plans on the day of the new loan. `highest`: highest balance of those loans in the year
    that ends the day before; where several loans were repaid, IRS examiners accept two readings of it
    (TEGE-04-0417-0016), so it is given. All in US dollars, 0 or more; exact. Raises `ValueError` for a
    negative amount and for a `highest` below `owed`, which only another loan of the same day could cause.
    """
    for name, amount in (("vested", vested), ("owed", owed), ("highest", highest)):
        if amount < 0:
            raise ValueError(f"{name} must not be negative")
    if highest < owed:
        raise ValueError("highest must not be less than owed")
    by_amount = max(Decimal(0), law.amount("plan_loan_cap") - (highest - owed))
    by_share = max(law.amount("plan_loan_floor"), law.amount("plan_loan_vested_share") * vested)
    return Limit(by_amount, by_share, max(Decimal(0), min(by_amount, by_share) - owed))


def term_ends(law: LawYear, made: date) -> date:
    """The last day by which a loan must be repaid by its terms, unless it buys the main home: 26 U.S.C. 72(p)(2)(B).

    The anniversary of the loan; of a loan made on February 29, the day before March 1.
    """
    years = int(law.amount("plan_loan_years"))
    try:
        return made.replace(year=made.year + years)
    except ValueError:
        return date(made.year + years, 2, 28)


class Ending(StrEnum):
    """How an unpaid loan becomes a taxable distribution: 26 CFR 1.72(p)-1, A-13."""

    DEEMED = "a deemed distribution"
    """72(p)(1): terms or payments fail the statute. Nothing leaves the account, and the loan is still owed."""
    OFFSET = "a loan offset"
    """The account is reduced to repay the loan: an actual distribution."""
    QUALIFIED_OFFSET = "a qualified loan offset"
    """402(c)(3)(C)(ii): an offset solely because the plan ended or the job did, of a loan in good standing until then."""

    @property
    def can_be_rolled_over(self) -> bool:
        """A deemed distribution cannot; an offset is an eligible rollover distribution."""
        return self is not Ending.DEEMED


def rollover_ends(law: LawYear, ending: Ending, day: date, return_due: date) -> date | None:
    """The last day for rolling over the unpaid amount, or None where it cannot be: 26 U.S.C. 402(c)(3)(A), (C).

    The 60th day after the offset; of a qualified offset, `return_due`: the due date, with extensions,
    of the return for the year of the offset. Raises `ValueError` where it is not after `day`.
    """
    if return_due <= day:
        raise ValueError("return_due must be after the day of the offset")
    if ending is Ending.DEEMED:
        return None
    if ending is Ending.QUALIFIED_OFFSET:
        return return_due
    return day + timedelta(days=int(law.amount("rollover_days")))


def withheld(law: LawYear, cash: Decimal, offset: Decimal) -> Decimal:
    """Withheld when `cash` is paid out beside a loan offset: 26 U.S.C. 3405(c); 26 CFR 31.3405(c)-1, A-11.

    The offset counts in the amount to which the rate applies, and only the cash can be withheld from.
    Both wholly taxable, not rolled over directly, in US dollars, 0 or more. Exact.
    """
    for name, amount in (("cash", cash), ("offset", offset)):
        if amount < 0:
            raise ValueError(f"{name} must not be negative")
    return min(cash, (cash + offset) * law.amount("rollover_withholding_rate"))
