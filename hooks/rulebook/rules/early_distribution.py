"""Additional tax on early distributions: 26 U.S.C. 72(t)(1), (2)(A)(i), (6), (9).

The statute calls it an additional tax; many call it the early-withdrawal penalty.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook.law import AccountKind, LawYear


def rate(law: LawYear, account: AccountKind, simple_window: bool = False) -> Decimal:
    """The rate: 26 U.S.C. 72(t)(1), or 72(t)(6) for a SIMPLE IRA in its first two years, as a fraction.

    `simple_window`: the payment falls in the 2 years from the day of first participation. Raises
    `ValueError` for any other kind of account.
    """
    if not simple_window:
        return law.amount("early_distribution_rate")
    if account is not AccountKind.SIMPLE_IRA:
        raise ValueError("simple_window is for a SIMPLE IRA only")
    return law.amount("simple_early_distribution_rate")


def base(account: AccountKind, includible: Decimal, rolled_in: Decimal = Decimal(0)) -> Decimal:
    """The amount the tax can reach before any exception: 26 U.S.C. 72(t)(1), (9).

    It is the part of the distribution that is includible in gross income; from a governmental 457(b)
    plan, only the part of that which stems from money rolled in from a 401(k), 403(b) or IRA. A Roth
    IRA conversion paid out within five years, which bears the tax though nothing is includible
    (408A(d)(3)(F)), is not part of it.
    `includible` and `rolled_in` in US dollars, 0 or more. Raises `ValueError` where `rolled_in` exceeds
    `includible`, or is not 0 for another account.
    """
    if includible < 0:
        raise ValueError("includible must not be negative")
    if rolled_in < 0:
        raise ValueError("rolled_in must not be negative")
    if account is not AccountKind.GOVERNMENTAL_457B:
        if rolled_in:
            raise ValueError("rolled_in is for a governmental 457(b) only")
        return includible
    if rolled_in > includible:
        raise ValueError("rolled_in must not exceed includible")
    return rolled_in


def additional_tax(
    law: LawYear,
    account: AccountKind,
    includible: Decimal,
    *,
    excepted: Decimal = Decimal(0),
    rolled_in: Decimal = Decimal(0),
    simple_window: bool = False,
) -> Decimal:
    """The additional tax on one distribution: 26 U.S.C. 72(t)(1), (6), (9).

    `excepted` is the part of the base that exceptions cover; more than the base counts as the whole
    base. All amounts in US dollars, 0 or more. Exact: not rounded to cents.
    """
    if excepted < 0:
        raise ValueError("excepted must not be negative")
    taxed = max(Decimal(0), base(account, includible, rolled_in) - excepted)
    return taxed * rate(law, account, simple_window)


def attained_59_half(law: LawYear, age: Decimal) -> bool:
    """Whether someone of this age has attained 59½: 26 U.S.C. 72(t)(2)(A)(i).

    `age` in years on the day of the payment. An age in whole years is the age at the last birthday, so
    59 is not yet 59½.
    """
    return age >= law.amount("early_distribution_age")


@dataclass(frozen=True)
class Attainment:
    """The day someone attains 59½, and whether the convention settles it."""

    day: date
    settled: bool


def date_of_59_half(birth: date) -> Attainment:
    """The day six calendar months after the 59th birthday.

    A convention: 26 U.S.C. 72(t)(2)(A)(i) names the age and does not define its day. Where the
    birthday or the day six months later does not exist in the calendar, the day after is taken (the
    later, safer one) and `settled` is False.
    """
    birthday, has_birthday = _or_following(birth.year + 59, birth.month, birth.day)
    months = birthday.month + 6
    year, month = birthday.year + (months - 1) // 12, (months - 1) % 12 + 1
    day, has_day = _or_following(year, month, birthday.day)
    return Attainment(day, has_birthday and has_day)


def _or_following(year: int, month: int, day: int) -> tuple[date, bool]:
    """The date, or the first day of the next month where it does not exist. December has every day."""
    try:
        return date(year, month, day), True
    except ValueError:
        return date(year, month + 1, 1), False
