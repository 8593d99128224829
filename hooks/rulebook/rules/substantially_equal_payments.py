"""Substantially equal periodic payments: 26 U.S.C. 72(t)(2)(A)(iv), (4); Notice 2022-6, section 3.

For one account and one life. The Joint and Last Survivor Table and annuities on two lives are left out.
The payments of a series are a year apart, the first one a year after the balance is taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from rulebook.law import AccountKind, LawYear


class Method(StrEnum):
    """The three methods of Notice 2022-6, section 3.01."""

    REQUIRED_MINIMUM = "required-minimum"
    AMORTIZATION = "amortization"
    ANNUITIZATION = "annuitization"


class LifeTable(StrEnum):
    """The tables of life expectancy for one life: Notice 2022-6, section 3.02(a)."""

    SINGLE = "single"
    UNIFORM = "uniform"


_TABLES = {LifeTable.SINGLE: "single_life_table", LifeTable.UNIFORM: "equal_payments_uniform_table"}
_LAST_AGE = 120  # of the mortality rates; the tables made from them suppose that no one outlives it


def rate_limit(law: LawYear, mid_term_rates: tuple[Decimal, Decimal] | None = None) -> Decimal:
    """The highest interest rate of the two fixed methods, as a fraction: Notice 2022-6, section 3.02(c).

    The greater of the floor and of 120% of the federal mid-term rate for either of the two months before the
    series begins. `mid_term_rates` are those two, as published at 120%; without them, the floor.
    """
    rates: tuple[Decimal, ...] = mid_term_rates or ()
    if any(rate < 0 for rate in rates):
        raise ValueError("mid_term_rates must not be negative")
    return max(law.amount("sepp_interest_floor"), *rates, Decimal(0))


def life_expectancy(law: LawYear, age: int, table: LifeTable = LifeTable.SINGLE) -> Decimal:
    """Years, from the age reached in the year of the payment: Notice 2022-6, section 3.02(a), (b).

    Raises `ValueError` for an age before the first of the table.
    """
    try:
        return law.at_age(_TABLES[table], age)
    except KeyError:
        raise ValueError(f"age must not be before the first of the {table.value} table") from None


def annuity_factor(law: LawYear, age: int, rate: Decimal) -> Decimal:
    """Present value of 1 at the end of each year for the life of a person of this age.

    From the mortality rates of 26 CFR 1.401(a)(9)-9(e). `age` from 0 to 119, `rate` a fraction, 0 or more.
    """
    if not 0 <= age < _LAST_AGE:
        raise ValueError(f"age must be from 0 to {_LAST_AGE - 1}")
    if rate < 0:
        raise ValueError("rate must not be negative")
    value, alive, worth = Decimal(0), Decimal(1), Decimal(1)
    for reached in range(age, _LAST_AGE):
        alive *= 1 - law.at_age("mortality_rates", reached)
        worth /= 1 + rate
        value += alive * worth
    return value


def minimum_payment(balance: Decimal, years: Decimal) -> Decimal:
    """Required minimum distribution method: the balance over a life expectancy, anew each year."""
    return _over(balance, years, "years")


def amortized_payment(balance: Decimal, years: Decimal, rate: Decimal) -> Decimal:
    """Fixed amortization: the level payment at the end of each year that uses up the balance over `years`.

    `years` need not be whole; `rate` is a fraction, 0 or more.
    """
    if rate < 0:
        raise ValueError("rate must not be negative")
    factor = (1 - (1 + rate) ** -years) / rate if rate and years > 0 else years
    return _over(balance, factor, "years")


def annuitized_payment(balance: Decimal, factor: Decimal) -> Decimal:
    """Fixed annuitization: the balance over an annuity factor, the same every year."""
    return _over(balance, factor, "factor")


def _over(balance: Decimal, divisor: Decimal, name: str) -> Decimal:
    if balance < 0:
        raise ValueError("balance must not be negative")
    if divisor <= 0:
        raise ValueError(f"{name} must be more than 0")
    return balance / divisor


def payment(
    law: LawYear, method: Method, balance: Decimal, age: int, rate: Decimal = Decimal(0), table: LifeTable = LifeTable.SINGLE
) -> Decimal:
    """The payment of a year by a method: Notice 2022-6, section 3.01. Exact: not rounded to cents.

    Of the first year for the fixed methods, whose payment stays; of any year for the required minimum distribution
    method, which takes the balance and the age of that year and no `rate`. `table` plays no part in annuitization.
    """
    if method is Method.ANNUITIZATION:
        return annuitized_payment(balance, annuity_factor(law, age, rate))
    years = life_expectancy(law, age, table)
    return minimum_payment(balance, years) if method is Method.REQUIRED_MINIMUM else amortized_payment(balance, years, rate)


def may_change(current: Method, new: Method, changed_before: bool = False) -> bool:
    """Whether a series may go on by another method: Notice 2022-6, section 3.03(b).

    Once, from a fixed method to the required minimum distribution method, which then stays.
    """
    if current is new:
        return True
    return new is Method.REQUIRED_MINIMUM and not changed_before


def free_from(law: LawYear, first_payment: date, attained_59_half: date) -> date:
    """The first day on which a change of the series brings nothing back: 26 U.S.C. 72(t)(4)(A)(ii).

    The later of the day of 59½ and of the anniversary that ends the years of the series. An anniversary that the
    calendar lacks is the day after.
    """
    year = first_payment.year + int(law.amount("sepp_years"))
    try:
        anniversary = first_payment.replace(year=year)
    except ValueError:
        anniversary = date(year, 3, 1)
    return max(anniversary, attained_59_half)


@dataclass(frozen=True)
class Paid:
    """One payment of the series. `includible` in US dollars, 0 or more.

    `over_59_half`: paid on or after the day of 59½. `simple_window`: paid in the first 2 years of a SIMPLE IRA.
    """

    includible: Decimal
    over_59_half: bool = False
    simple_window: bool = False

    def __post_init__(self) -> None:
        if self.includible < 0:
            raise ValueError("includible must not be negative")


def recaptured(law: LawYear, account: AccountKind, payments: Iterable[Paid]) -> Decimal:
    """The tax that a series saved, due for the year of its modification: 26 U.S.C. 72(t)(4)(A).

    The additional tax on every payment before 59½, at the rate of its own time (72(t)(1), (6)). Without the
    interest for the deferral period that is due as well. Exact: not rounded to cents. Raises `ValueError` for
    `simple_window` with another account, and for a governmental 457(b), whose own money the tax does not reach.
    """
    if account is AccountKind.GOVERNMENTAL_457B:
        raise ValueError("account must not be a governmental 457(b)")
    total = Decimal(0)
    for paid in payments:
        if paid.simple_window and account is not AccountKind.SIMPLE_IRA:
            raise ValueError("simple_window is for a SIMPLE IRA only")
        if not paid.over_59_half:
            total += paid.includible * law.amount("simple_early_distribution_rate" if paid.simple_window else "early_distribution_rate")
    return total
