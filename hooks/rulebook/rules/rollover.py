"""Rollover by the owner within the time limit: 26 U.S.C. 402(c)(2), (3), 408(d)(3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from rulebook.law import LawYear


def last_day(law: LawYear, received: date) -> date:
    """The last day on which money received on a day can be rolled over: 26 U.S.C. 402(c)(3)(A), 408(d)(3)(A).

    The 60th day after the day of receipt. Waivers and the longer time for some loan offsets are left out.
    """
    return received + timedelta(days=int(law.amount("rollover_days")))


@dataclass(frozen=True)
class RolloverSplit:
    """A wholly taxable distribution after a rollover. US dollars.

    `rolled_over` plus `includible` is the distribution. `own_money` is the part of the rollover that
    did not come out of the payment received, since withheld money is not there to deposit.
    """

    rolled_over: Decimal
    includible: Decimal
    own_money: Decimal


def split(distribution: Decimal, withheld: Decimal, deposited: Decimal) -> RolloverSplit:
    """What a deposit in time takes out of gross income: 26 U.S.C. 402(c)(1), 408(d)(3)(A), (D).

    For a distribution that is wholly includible; withheld money counts as distributed. US dollars, 0
    or more, neither `withheld` nor `deposited` above the distribution. Whether a rollover is allowed at all
    (once in 12 months between IRAs, the first two years of a SIMPLE IRA) is a fact, and given.
    """
    if distribution < 0:
        raise ValueError("distribution must not be negative")
    for name, amount in (("withheld", withheld), ("deposited", deposited)):
        if not 0 <= amount <= distribution:
            raise ValueError(f"{name} must be from 0 to distribution")
    return RolloverSplit(deposited, distribution - deposited, max(Decimal(0), deposited - (distribution - withheld)))
