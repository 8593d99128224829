"""What a distribution from Roth IRAs consists of, and which conversions bear the additional tax.

26 U.S.C. 408A(d)(4)(B): regular contributions first, then conversions, the oldest first and the taxable
part of each before its nontaxable part, then earnings. 408A(d)(3)(F): the taxable part of a conversion
that is paid out within its own five tax years bears the tax of 72(t) as if it were included in income.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook.law import LawYear


@dataclass(frozen=True)
class Conversion:
    """The conversions and rollovers of one tax year into Roth IRAs: what was taxed then, and what was not.

    From a traditional IRA or from pre-tax money of a plan: 26 U.S.C. 408A(d)(3). Not a rollover from the
    Roth account of a plan. US dollars, 0 or more.
    """

    year: int
    taxable: Decimal
    nontaxable: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        for name, amount in (("taxable", self.taxable), ("nontaxable", self.nontaxable)):
            if amount < 0:
                raise ValueError(f"{name} must not be negative")


@dataclass(frozen=True)
class PutIn:
    """What went into all Roth IRAs of one owner and has not come out yet: 26 U.S.C. 408A(d)(4)(A).

    `conversions` in any order. Corrective distributions count as never contributed. US dollars, 0 or more.
    """

    contributions: Decimal
    conversions: tuple[Conversion, ...] = ()

    def __post_init__(self) -> None:
        if self.contributions < 0:
            raise ValueError("contributions must not be negative")

    @property
    def total(self) -> Decimal:
        return self.contributions + sum((c.taxable + c.nontaxable for c in self.conversions), Decimal(0))

    @property
    def by_year(self) -> tuple[Conversion, ...]:
        """The conversions, oldest year first, those of one year added up: 26 CFR 1.408A-6, A-9."""
        years: dict[int, Conversion] = {}
        for c in sorted(self.conversions, key=lambda c: c.year):
            before = years.get(c.year, Conversion(c.year, Decimal(0)))
            years[c.year] = Conversion(c.year, before.taxable + c.taxable, before.nontaxable + c.nontaxable)
        return tuple(years.values())


@dataclass(frozen=True)
class Composition:
    """What a distribution consists of, in the order of the statute. The parts add up to it. US dollars.

    `conversions` holds what comes out of each year's conversions, none of which is zero.
    """

    contributions: Decimal
    conversions: tuple[Conversion, ...]
    earnings: Decimal

    @property
    def converted(self) -> Decimal:
        return sum((c.taxable + c.nontaxable for c in self.conversions), Decimal(0))


def compose(amount: Decimal, put_in: PutIn) -> Composition:
    """A distribution taken apart: 26 U.S.C. 408A(d)(4)(B).

    What exceeds everything put in is earnings, which are included in gross income unless the
    distribution is qualified. In an account that has lost money nothing is earnings. `amount` in US
    dollars, 0 or more: all distributions of one year together.
    """
    if amount < 0:
        raise ValueError("amount must not be negative")
    left = amount - (contributions := min(amount, put_in.contributions))
    out: list[Conversion] = []
    for c in put_in.by_year:
        left -= (taxable := min(left, c.taxable))
        left -= (nontaxable := min(left, c.nontaxable))
        if taxable or nontaxable:
            out.append(Conversion(c.year, taxable, nontaxable))
    return Composition(contributions, tuple(out), left)


def first_day_free(law: LawYear, conversion_year: int) -> date:
    """The first day on which a conversion can be paid out free of the recapture: 26 U.S.C. 408A(d)(3)(F).

    Its five tax years begin with the first day of the year of the conversion (26 CFR 1.408A-6, A-5),
    whenever in the year it was made. Tax years are calendar years here.
    """
    return date(conversion_year + int(law.amount("roth_conversion_years")), 1, 1)


def recapture(law: LawYear, composition: Composition) -> Decimal:
    """The part of a distribution in the year of `law` that bears 72(t) though it is not includible: 408A(d)(3)(F).

    The taxable part of each conversion within its own five tax years, before any exception of 72(t)(2),
    age 59½ among them. US dollars. Raises `ValueError` for a conversion after that year.
    """
    if any(c.year > law.year for c in composition.conversions):
        raise ValueError("conversions must not lie after the year of the distribution")
    recent = (c.taxable for c in composition.conversions if law.year < first_day_free(law, c.year).year)
    return sum(recent, Decimal(0))
