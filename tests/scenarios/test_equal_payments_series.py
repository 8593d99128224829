"""Series of equal payments: their last day and what breaking them brings back, by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rulebook.law import AccountKind, Law
from rulebook.scenarios.equal_payments_series import break_after, level_payments, term, term_by_age


@pytest.mark.parametrize(
    ("birth", "first", "free", "payments", "before_59_half"),
    [
        # 59½ comes later: on September 15, 2035; ten payments come before it.
        (date(1976, 3, 15), date(2026, 2, 1), date(2035, 9, 15), 10, 10),
        # Five years come later: a fifth payment before the anniversary does not end the series.
        (date(1968, 3, 15), date(2026, 2, 1), date(2031, 2, 1), 5, 2),
        # Both on one day, which is free.
        (date(1972, 2, 15), date(2026, 8, 15), date(2031, 8, 15), 5, 5),
        # A payment on the day of 59½ is not before it.
        (date(1967, 8, 1), date(2026, 2, 1), date(2031, 2, 1), 5, 1),
        (date(1967, 8, 2), date(2026, 2, 1), date(2031, 2, 1), 5, 2),
        # A leap day without an anniversary: March 1.
        (date(1970, 1, 1), date(2024, 2, 29), date(2029, 7, 1), 6, 6),
        (date(1969, 1, 1), date(2024, 2, 29), date(2029, 3, 1), 5, 5),
    ],
)
def test_terms_by_hand(birth: date, first: date, free: date, payments: int, before_59_half: int, law: Law) -> None:
    found = term(law.in_year(2026), birth, first)
    assert (found.free, len(found.payments), found.over_59_half.count(False)) == (free, payments, before_59_half)


@pytest.mark.parametrize(("birth", "first"), [(date(1966, 8, 1), date(2026, 2, 1)), (date(2026, 2, 2), date(2026, 2, 1))])
def test_a_series_begins_between_birth_and_59_half(birth: date, first: date, law: Law) -> None:
    with pytest.raises(ValueError, match="first_payment"):
        term(law.in_year(2026), birth, first)


@pytest.mark.parametrize(("age", "payments", "before_59_half"), [(50, 10, 10), (55, 5, 5), (58, 5, 2), (59, 5, 1)])
def test_terms_by_age(age: int, payments: int, before_59_half: int, law: Law) -> None:
    found = term_by_age(law.in_year(2026), age)
    assert (len(found), found.count(False)) == (payments, before_59_half)


def test_a_recapture_by_hand(law: Law) -> None:
    """Three payments of 1,000.05, two before 59½, the first in the SIMPLE window: 250.01 (250.0125), and 350.02 (350.0175) in all."""
    found = break_after(law.in_year(2026), AccountKind.SIMPLE_IRA, level_payments(Decimal("1000.05"), [False, False, True], 1))
    shown = (found.paid, found.before_59_half, found.at_simple_rate, found.at_usual_rate, found.total)
    assert shown == tuple(map(Decimal, ("3000.15", "2000.10", "250.01", "100.01", "350.02")))
