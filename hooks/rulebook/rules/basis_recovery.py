"""Pro rata recovery of after-tax money: 26 U.S.C. 72(e)(8) (plans), 408(d)(2) (IRAs).

The Roth account of a plan is a contract of its own (402A(d)(4)): its basis is the Roth contributions,
its balance that of the Roth account alone.
"""

from __future__ import annotations

from decimal import Decimal


def nontaxable_part(distribution: Decimal, basis: Decimal, balance: Decimal) -> Decimal:
    """The part of a distribution that returns after-tax money: distribution × basis / balance.

    `basis` is the after-tax money not yet recovered. `balance` is what the account holds before the
    distribution; for an IRA it is the value of all traditional, SEP and SIMPLE IRAs at the end of the
    year with the year's distributions added back. Where basis exceeds the balance, the whole
    distribution is nontaxable. Never above the basis or the distribution. US dollars, exact; raises
    `ValueError` for a negative amount and for a distribution above the balance.
    """
    for name, amount in (("distribution", distribution), ("basis", basis), ("balance", balance)):
        if amount < 0:
            raise ValueError(f"{name} must not be negative")
    if distribution > balance:
        raise ValueError("distribution must not exceed balance")
    if distribution == 0:
        return Decimal(0)
    return min(distribution, basis, distribution * basis / balance)


def never_recovered(basis: Decimal, paid_out: Decimal) -> Decimal:
    """After-tax money that an account could not give back: `basis` less all that was `paid_out`, never below zero.

    `paid_out` is everything, to the last dollar, so that nothing is left to recover the rest from. US
    dollars, 0 or more. Whether it may be deducted is another question: no, since 2018 (26 U.S.C. 67(h)).
    """
    for name, amount in (("basis", basis), ("paid_out", paid_out)):
        if amount < 0:
            raise ValueError(f"{name} must not be negative")
    return max(Decimal(0), basis - paid_out)
