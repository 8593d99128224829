"""Required minimum distributions and the tax on missing one: 26 U.S.C. 401(a)(9), 408(a)(6), 457(d)(2), 4974.

For an owner in lifetime. What beneficiaries must take, annuities and defined benefit plans are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook.law import AccountKind, LawYear

# Whom each age is for. The first two days are of the regulation, the years of the statute.
_AGE_72_FROM_BIRTH = date(1949, 7, 1)  # attains 70½ after December 31, 2019: Pub. L. 116-94, div. O, sec. 114(d)
_AGE_73_FROM_BIRTH = date(1951, 1, 1)  # attains 72 after December 31, 2022: 401(a)(9)(C)(v)(I)
_LAST_YEAR_OF_73 = 2032  # attains 73 before January 1, 2033: the same
_LAST_YEAR_BEFORE_75 = 2032  # attains 74 after December 31, 2032: 401(a)(9)(C)(v)(II)


def applicable_ages(law: LawYear, birth: date) -> tuple[Decimal, ...]:
    """The age from which distributions are required: 26 U.S.C. 401(a)(9)(C)(v), 26 CFR 1.401(a)(9)-2(b)(2).

    One age, in years, but two for people born in 1959: they attain 73 before 2033 and 74 after 2032, so
    that both clauses of the statute are met, and the paragraph of the regulation is reserved. The proposed one says 73.
    """
    if birth < _AGE_72_FROM_BIRTH:
        return (law.amount("rmd_age_born_before_july_1949"),)
    if birth < _AGE_73_FROM_BIRTH:
        return (law.amount("rmd_age_born_july_1949_to_1950"),)
    ages = []
    if birth.year + 73 <= _LAST_YEAR_OF_73:
        ages.append(law.amount("rmd_age"))
    if birth.year + 74 > _LAST_YEAR_BEFORE_75:
        ages.append(law.amount("rmd_age_born_1960_or_later"))
    return tuple(ages)


def year_attained(birth: date, age: Decimal) -> int:
    """The calendar year in which an age is reached. Age 70½ comes six calendar months after the 70th birthday.

    Former 26 CFR 1.401(a)(9)-2, Q&A-3: born on June 30, in that year; born on July 1, in the next. Raises
    `ValueError` for an `age` that is neither whole nor a half.
    """
    if age % Decimal("0.5"):
        raise ValueError("age must be whole or a half")
    return birth.year + int(age) + (1 if age % 1 and birth.month > 6 else 0)


@dataclass(frozen=True)
class Start:
    """When required distributions begin: the first distribution calendar year and the required beginning date."""

    first_year: int

    @property
    def required_beginning_date(self) -> date:
        """26 U.S.C. 401(a)(9)(C)(i): April 1 of the year that follows."""
        return date(self.first_year + 1, 4, 1)


def start(account: AccountKind, birth: date, age: Decimal, retired_in: int | None = None, five_percent_owner: bool = False) -> Start:
    """The later of the year of the applicable `age` and the year of retirement: 26 U.S.C. 401(a)(9)(C)(i), (ii).

    The year of retirement counts for plans only, and not for a 5-percent owner; `retired_in` None means that it
    plays no part. Raises `ValueError` for a Roth IRA, which has no required distribution in its owner's life
    (408A(c)(4)), and for `retired_in` with an IRA.
    """
    if account is AccountKind.ROTH_IRA:
        raise ValueError("account must not be a Roth IRA: nothing is required from one in its owner's life")
    if account.is_ira and retired_in is not None:
        raise ValueError("retired_in is for plans: an IRA does not wait for retirement")
    reached = year_attained(birth, age)
    return Start(reached if retired_in is None or five_percent_owner else max(reached, retired_in))


def last_day(begun: Start, year: int) -> date:
    """The last day for the amount of a distribution calendar year: 26 CFR 1.401(a)(9)-5(a)(3).

    April 1 of the next year for the first one, December 31 for every other. Raises `ValueError` for a `year` before it.
    """
    if year < begun.first_year:
        raise ValueError("year is before the first distribution calendar year")
    return begun.required_beginning_date if year == begun.first_year else date(year, 12, 31)


def years_due_in(begun: Start, year: int) -> tuple[int, ...]:
    """The distribution calendar years whose last day falls in a calendar year.

    None in the first one or before it, two in the next, one in each that follows.
    """
    return tuple(owed for owed in (year - 1, year) if owed >= begun.first_year and last_day(begun, owed).year == year)


def divisor(law: LawYear, age: int) -> Decimal:
    """The applicable denominator of a distribution calendar year: 26 CFR 1.401(a)(9)-5(c)(1), -9(c).

    By the age on the birthday in that year, in whole years from 72. For an owner without a spouse who is the
    sole beneficiary and more than 10 years younger; that case takes a table that is not in this reference. Raises
    `FigureNotReadError` before 2022, `ValueError` for an `age` below the table.
    """
    if age < min(law.law.age_tables["uniform_lifetime_table"].rows(law.year)):
        raise ValueError("age is below the Uniform Lifetime Table")
    return law.at_age("uniform_lifetime_table", age)


def required(law: LawYear, balance: Decimal, age: int) -> Decimal:
    """The required minimum distribution of the year of `law`: 26 U.S.C. 401(a)(9)(A), 26 CFR 1.401(a)(9)-5.

    `balance` is that of December 31 of the year before, in US dollars, 0 or more. Exact: not rounded to cents.
    """
    return by_divisor(balance, divisor(law, age))


def by_divisor(balance: Decimal, divisor: Decimal) -> Decimal:
    """The same for a divisor that is known, such as that of a table no longer in force. `divisor` is above 0."""
    if balance < 0:
        raise ValueError("balance must not be negative")
    if divisor <= 0:
        raise ValueError("divisor must be above 0")
    return balance / divisor


def shortfall(required: Decimal, distributed: Decimal) -> Decimal:
    """What was not taken by the last day: 26 U.S.C. 4974(a). US dollars, 0 or more."""
    for name, amount in (("required", required), ("distributed", distributed)):
        if amount < 0:
            raise ValueError(f"{name} must not be negative")
    return max(Decimal(0), required - distributed)


def excise_rate(law: LawYear, corrected: bool = False) -> Decimal:
    """26 U.S.C. 4974(a), (e)(1), of the year in which the tax is imposed: that of the last day for the amount.

    The lower rate exists since 2023. Before, a correction changed nothing.
    """
    reduced = corrected and law.applies("rmd_excise_rate_corrected")
    return law.amount("rmd_excise_rate_corrected" if reduced else "rmd_excise_rate")


def excise(law: LawYear, shortfall: Decimal, corrected: bool = False) -> Decimal:
    """The tax on a shortfall: 26 U.S.C. 4974(a), (e). The waiver of (d) is for the IRS to give, and left out.

    US dollars, 0 or more. Exact: not rounded to cents.
    """
    if shortfall < 0:
        raise ValueError("shortfall must not be negative")
    return shortfall * excise_rate(law, corrected)


def window_end(law: LawYear, notice_mailed: date | None = None, assessed: date | None = None) -> date:
    """The last day of the correction window: 26 U.S.C. 4974(e)(2), 26 CFR 54.4974-1(a)(2)(iii).

    The earliest of the day a notice of deficiency is mailed, the day the tax is assessed, and the last day of
    the second taxable year that begins after the year of `law`, in which the tax is imposed. For taxable years
    that are calendar years. Raises `FigureNotReadError` before 2023, when there was no such window.
    """
    latest = date(law.year + int(law.amount("rmd_correction_years")), 12, 31)
    return min(day for day in (latest, notice_mailed, assessed) if day is not None)


@dataclass(frozen=True)
class Correction:
    """What was done about a shortfall. `received` and `filed` are the days of the payment and of the return.

    The payment is from the plan with the shortfall, and the return reflects the tax at the lower rate.
    """

    amount: Decimal
    received: date
    filed: date


def counts(correction: Correction, shortfall: Decimal, last_day: date, window_end: date) -> bool:
    """Whether a correction lowers the rate: 26 U.S.C. 4974(e)(1).

    The whole shortfall must be received and the return filed after the `last_day` for the amount and inside the window.
    """
    in_window = all(last_day < day <= window_end for day in (correction.received, correction.filed))
    return in_window and correction.amount >= shortfall
