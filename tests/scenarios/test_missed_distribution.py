"""A missed required distribution and a deferral above the limit, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from rulebook.law import AccountKind, FigureNotReadError, Law
from rulebook.scenarios.deferral_above_limit import look
from rulebook.scenarios.missed_distribution import Case, Miss, Reading, read

IRA = AccountKind.TRADITIONAL_IRA
ROBIN = Case(IRA, date(1953, 5, 10), 2026, Decimal(500_000))
"""Reaches 73 in 2026, so that 18,867.92 can wait until April 1, 2027."""


def readings(law: Law, case: Case) -> tuple[Reading, ...]:
    return read(law, law.in_year(2026), case)


def miss(law: Law, case: Case) -> Miss:
    (reading,) = readings(law, case)
    assert reading.miss is not None
    return reading.miss


def test_a_first_amount_is_taxed_in_the_year_of_its_last_day(law: Law) -> None:
    """500,000 / 26.5 is 18,867.9245; a quarter of the cents of it is 4,716.98."""
    found = miss(law, ROBIN)
    assert (found.last_day, found.window_end) == (date(2027, 4, 1), date(2029, 12, 31))
    assert (found.required, found.shortfall, found.tax, found.tax_if_corrected) == (
        Decimal("18867.92"), Decimal("18867.92"), Decimal("4716.98"), Decimal("1886.79"),
    )  # fmt: skip


def test_what_comes_by_the_last_day_is_no_shortfall(law: Law) -> None:
    """Money received and the return filed on April 1; a day later it is a shortfall, corrected."""
    in_time = replace(ROBIN, received=date(2027, 4, 1), filed=date(2027, 4, 1))
    late = replace(ROBIN, received=date(2027, 4, 2), filed=date(2027, 4, 2))
    assert miss(law, in_time).shortfall == miss(law, in_time).tax == 0
    assert (miss(law, late).corrected, miss(law, late).tax) == (True, Decimal("1886.79"))


def test_the_shown_shortfall_made_up_to_the_cent_is_the_whole(law: Law) -> None:
    case = replace(ROBIN, received=date(2028, 1, 3), filed=date(2028, 1, 3), made_up=Decimal("18867.92"))
    assert miss(law, case).corrected
    assert not miss(law, replace(case, made_up=Decimal("18867.91"))).corrected


def test_a_notice_closes_the_window(law: Law) -> None:
    case = replace(ROBIN, received=date(2028, 1, 3), filed=date(2028, 1, 3), notice_mailed=date(2028, 1, 2))
    assert (miss(law, case).window_end, miss(law, case).corrected) == (date(2028, 1, 2), False)


def test_the_last_day_and_not_the_amount_decides_the_rate(law: Law) -> None:
    """Of 2022: due on December 31 at a half; as a first amount after retirement due on April 1, 2023, at a quarter."""
    born = date(1945, 1, 1)
    assert miss(law, Case(IRA, born, 2022, Decimal(229_000))).tax == 5_000
    first = miss(law, Case(AccountKind.PLAN_401K, born, 2022, Decimal(229_000), retired_in=2022))
    assert (first.last_day, first.tax, first.tax_if_corrected) == (date(2023, 4, 1), Decimal(2_500), Decimal(1_000))


def test_for_people_born_in_1959_there_are_two_readings(law: Law) -> None:
    at_73, at_75 = readings(law, Case(IRA, date(1959, 12, 31), 2033, Decimal(1_000)))
    assert (at_73.start.first_year, at_75.start.first_year) == (2032, 2034)
    assert at_73.miss is not None
    assert at_75.miss is None


def test_nothing_is_required_from_a_roth_ira_or_before_the_first_year(law: Law) -> None:
    assert readings(law, replace(ROBIN, account=AccountKind.ROTH_IRA)) == ()
    assert [reading.miss for reading in readings(law, replace(ROBIN, year=2025))] == [None]


def test_a_year_before_the_table_of_divisors_is_refused(law: Law) -> None:
    with pytest.raises(FigureNotReadError):
        readings(law, Case(IRA, date(1945, 1, 1), 2021, Decimal(1)))


def test_a_correction_has_both_days() -> None:
    with pytest.raises(ValueError, match="together"):
        replace(ROBIN, received=date(2027, 5, 1))


def test_a_deferral_above_the_limit_is_taxed_twice_from_the_16th_of_april_on(law: Law) -> None:
    """26,500 at 45 in 2026 is 2,000 over 24,500; at 50 it is within the catch-up."""
    dated, earnings = law.in_year(2026), Decimal(150)
    in_time, late = (look(dated, Decimal(26_500), 45, date(2027, 4, day), earnings) for day in (15, 16))
    assert (in_time.excess, in_time.taxed.taxed_twice, in_time.taxed.income_when_paid) == (Decimal(2_000), Decimal(0), earnings)
    assert (late.taxed.taxed_twice, late.taxed.income_when_paid, late.taxed.within_72t) == (Decimal(2_000), Decimal(2_150), True)
    assert look(dated, Decimal(26_500), 50, date(2027, 4, 15), earnings).excess == 0
    with pytest.raises(ValueError, match="deferred"):
        look(dated, Decimal(-1), 50, date(2027, 4, 15), earnings)
