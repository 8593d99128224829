"""Federal income tax withheld from a payment: 26 U.S.C. 3405(b), (c), (e)(1).

Withholding is a payment towards the tax of the year, not a tax of its own.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from rulebook.law import AccountKind, LawYear


class Payment(StrEnum):
    """How money leaves an account, as far as withholding cares."""

    ROLLOVER_PAID_TO_YOU = "an eligible rollover distribution paid to you"
    DIRECT_ROLLOVER = "a direct rollover"
    NONPERIODIC = "a nonperiodic payment with the default withholding"
    NONPERIODIC_ELECTED_OUT = "a nonperiodic payment with no withholding chosen"


def usual_payment(account: AccountKind) -> Payment:
    """A one-time payment to its owner: an eligible rollover distribution from a plan, nonperiodic from an IRA.

    26 U.S.C. 3405(c)(3) takes its meaning of an eligible rollover distribution from 402(f)(2)(A), which
    names plans and no IRA. A plan's hardship payment is not one (402(c)(4)(C)): pass `NONPERIODIC`.
    """
    return Payment.NONPERIODIC if account.is_ira else Payment.ROLLOVER_PAID_TO_YOU


def withheld(law: LawYear, account: AccountKind, amount: Decimal, includible: Decimal, payment: Payment) -> Decimal:
    """Withheld from a payment of `amount`, of which `includible` is includible in gross income.

    The rate applies to the includible part; a payment from an IRA other than a Roth IRA counts as
    wholly includible here (3405(e)(1)(B)). At the statutory rates: a payee can ask for more. US
    dollars, 0 or more; `includible` at most `amount`. Raises `ValueError` otherwise, and for an
    eligible rollover distribution from an IRA, which does not exist. Exact: not rounded to cents.
    """
    if amount < 0:
        raise ValueError("amount must not be negative")
    if not 0 <= includible <= amount:
        raise ValueError("includible must be from 0 to amount")
    if payment in (Payment.DIRECT_ROLLOVER, Payment.NONPERIODIC_ELECTED_OUT):
        return Decimal(0)
    if payment is Payment.ROLLOVER_PAID_TO_YOU:
        if account.is_ira:
            raise ValueError("payment from an IRA is not an eligible rollover distribution")
        return includible * law.amount("rollover_withholding_rate")
    reached = amount if account.is_ira and account is not AccountKind.ROTH_IRA else includible
    return reached * law.amount("nonperiodic_withholding_rate")
