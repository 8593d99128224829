"""Pre-tax pay deferred to 401(k), 403(b) plans or the TSP above the limit of a year, and paid out on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook.law import AccountKind, LawYear
from rulebook.rules.contribution_limits import deferral_limit
from rulebook.rules.excess_contribution import ExcessDeferral, excess_deferral


@dataclass(frozen=True)
class DeferralAboveLimit:
    limit: Decimal
    excess: Decimal
    taxed: ExcessDeferral


def look(law: LawYear, deferred: Decimal, age: int, paid: date, earnings: Decimal) -> DeferralAboveLimit:
    """The excess over the limit at the age reached in the year, and when it is taxed: 26 U.S.C. 402(g), 414(v).

    `deferred` to all such plans together; they are supposed to allow the catch-up of that age. `earnings` of
    the excess. US dollars, 0 or more.
    """
    if deferred < 0:
        raise ValueError("deferred must not be negative")
    limit = deferral_limit(law, AccountKind.PLAN_401K, Decimal(age))
    excess = max(Decimal(0), deferred - limit)
    return DeferralAboveLimit(limit, excess, excess_deferral(law.year, paid, excess, earnings))
