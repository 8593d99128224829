"""Qualified distributions from Roth accounts: 26 U.S.C. 408A(d)(2) (Roth IRAs), 402A(d)(2) (Roth accounts of plans).

A qualified distribution is not included in gross income, whatever it consists of. Two things must come
together: five tax years have run, and there is a reason that the statute names. Tax years are calendar
years here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook.law import LawYear


def first_qualified_day(law: LawYear, first_year: int) -> date:
    """The first day after the five tax years of Roth IRAs: 26 U.S.C. 408A(d)(2)(B); 26 CFR 1.408A-6, A-2.

    `first_year`: the first tax year for which a regular contribution was made to any Roth IRA of the
    owner, or in which a conversion was made to one, whichever is earlier. All Roth IRAs of one owner
    share the one period.
    """
    return date(first_year + int(law.amount("roth_qualified_years")), 1, 1)


def first_qualified_day_in_plan(law: LawYear, first_year: int) -> date:
    """The first day after the five tax years of a plan's Roth account: 26 U.S.C. 402A(d)(2)(B).

    `first_year`: the first tax year with a designated Roth contribution to the same plan, or to the
    plan from which a Roth account was rolled into it.
    """
    return date(first_year + int(law.amount("designated_roth_years")), 1, 1)


@dataclass(frozen=True)
class Reasons:
    """What can make a distribution qualified once the five years have run: 26 U.S.C. 408A(d)(2)(A), (5).

    `home_costs`: what the distribution pays for a first home within 120 days, in US dollars;
    `home_used_before`: part of the lifetime cap used in earlier distributions.
    """

    attained_59_half: bool = False
    death: bool = False
    disability: bool = False
    home_costs: Decimal = Decimal(0)
    home_used_before: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        for name, amount in (("home_costs", self.home_costs), ("home_used_before", self.home_used_before)):
            if amount < 0:
                raise ValueError(f"{name} must not be negative")


def qualified_part(law: LawYear, amount: Decimal, first_year: int, reasons: Reasons) -> Decimal:
    """The part of a Roth IRA distribution in the year of `law` that is qualified: 26 U.S.C. 408A(d)(2), (5).

    All of it at 59½ or over, after death or on disability; for a first home what it costs, up to what is
    left of the lifetime cap; nothing before the five tax years have run. US dollars, 0 or more. Raises
    `ValueError` where `first_year` lies after the year of the distribution.
    """
    if amount < 0:
        raise ValueError("amount must not be negative")
    if not _has_run(law, first_year, first_qualified_day(law, first_year)):
        return Decimal(0)
    if reasons.attained_59_half or reasons.death or reasons.disability:
        return amount
    if not reasons.home_costs:
        return Decimal(0)
    left = max(Decimal(0), law.amount("first_home_lifetime_cap") - reasons.home_used_before)
    return min(amount, reasons.home_costs, left)


def qualified_in_plan(
    law: LawYear, first_year: int, *, attained_59_half: bool = False, death: bool = False, disability: bool = False
) -> bool:
    """Whether a distribution from a plan's Roth account is qualified: 26 U.S.C. 402A(d)(2).

    A first home never makes it so: the statute leaves that reason out. Excess deferrals and what they
    earned are never qualified ((d)(2)(C)); they are left out here.
    """
    run = _has_run(law, first_year, first_qualified_day_in_plan(law, first_year))
    return run and (attained_59_half or death or disability)


def _has_run(law: LawYear, first_year: int, first_day: date) -> bool:
    if first_year > law.year:
        raise ValueError("first_year must not lie after the year of the distribution")
    return law.year >= first_day.year
