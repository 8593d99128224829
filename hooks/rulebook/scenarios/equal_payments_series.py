"""A series of substantially equal payments, one a year: its payment, its last day, and what breaking it brings back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count, takewhile

from rulebook.formats import cents
from rulebook.law import AccountKind, LawYear
from rulebook.rules import early_distribution, substantially_equal_payments
from rulebook.rules.early_distribution import Attainment
from rulebook.rules.substantially_equal_payments import Paid


@dataclass(frozen=True)
class Term:
    """How long a series must go on. `half`: the day of 59½. `free`: the first day on which a change brings nothing back.

    `payments`: the days of its payments before `free`, a year apart.
    """

    half: Attainment
    free: date
    payments: tuple[date, ...]

    @property
    def over_59_half(self) -> tuple[bool, ...]:
        """Of each payment, whether it is made on or after the day of 59½."""
        return tuple(day >= self.half.day for day in self.payments)


def term(law: LawYear, birth: date, first_payment: date) -> Term:
    """The term of a series that begins before 59½: 26 U.S.C. 72(t)(4)(A)(ii).

    Raises `ValueError` for a first payment before birth, or on or after the day of 59½.
    """
    half = early_distribution.date_of_59_half(birth)
    if not birth <= first_payment < half.day:
        raise ValueError("first_payment must lie between birth and the day of 59½")
    free = substantially_equal_payments.free_from(law, first_payment, half.day)
    return Term(half, free, tuple(takewhile(lambda day: day < free, (_years_later(first_payment, number) for number in count()))))


def term_by_age(law: LawYear, age: int) -> tuple[bool, ...]:
    """Of each payment before the end of the term, whether it is made after 59½, where only ages are known.

    `age` is the one reached in the year of the first payment. That of the year of age 59 is taken to come before 59½.
    """
    over = [early_distribution.attained_59_half(law, Decimal(age + number)) for number in range(100)]
    return tuple(over[: max(over.index(True), int(law.amount("sepp_years")))])


def _years_later(first: date, years: int) -> date:
    """The anniversary; where the calendar lacks it, the day after."""
    try:
        return first.replace(year=first.year + years)
    except ValueError:
        return date(first.year + years, 3, 1)


@dataclass(frozen=True)
class Recapture:
    """The additional tax that comes back, without interest. Published amounts, in cents.

    `at_simple_rate` plus `at_usual_rate` is `total`. `before_59_half`: of what was paid, the part the tax reaches.
    """

    paid: Decimal
    before_59_half: Decimal
    at_simple_rate: Decimal
    at_usual_rate: Decimal
    total: Decimal


def level_payments(payment: Decimal, over_59_half: Iterable[bool], in_simple_window: int = 0) -> tuple[Paid, ...]:
    """The same payment again and again; so many of the first are made within the first 2 years of a SIMPLE IRA."""
    return tuple(Paid(payment, over, number < in_simple_window) for number, over in enumerate(over_59_half))


def break_after(law: LawYear, account: AccountKind, payments: Sequence[Paid]) -> Recapture:
    """What a change brings back after these payments, which are in US dollars and cents: 26 U.S.C. 72(t)(4)(A)."""
    early = [paid for paid in payments if not paid.over_59_half]
    total = cents(substantially_equal_payments.recaptured(law, account, payments))
    simple = cents(substantially_equal_payments.recaptured(law, account, [paid for paid in early if paid.simple_window]))
    return Recapture(_sum(payments), _sum(early), simple, total - simple, total)


def _sum(payments: Iterable[Paid]) -> Decimal:
    return sum((paid.includible for paid in payments), Decimal(0))
