"""Edges that no drawn amount is sure to meet: nothing at all, the day itself, and what holds where nothing is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from rulebook.law import AccountKind, FilingStatus, Law, LawYear, RangeGroup
from rulebook.rules import (
    contribution_limits,
    exceptions,
    excess_contribution,
    income_tax,
    required_distribution,
    roth_ordering,
    roth_qualification,
    state_additional_tax,
)
from rulebook.rules import substantially_equal_payments as equal_payments
from rulebook.rules.required_distribution import Correction
from rulebook.rules.substantially_equal_payments import Method, Paid

NOTHING, ONE, TEN = Decimal(0), Decimal(1), Decimal(10)
BORN = date(1953, 5, 10)
SEPARATELY = FilingStatus.MARRIED_FILING_SEPARATELY


@pytest.fixture(scope="module")
def now(law: Law) -> LawYear:
    return law.in_year(2026)


# What holds where nothing is said


def test_no_simple_ira_in_its_first_two_years_unless_said(now: LawYear) -> None:
    tax = state_additional_tax.additional_tax(now, "CA", Decimal(10_000), Decimal(1_000))
    assert tax.amount == 250


def test_not_apart_and_no_covered_spouse_unless_said(now: LawYear) -> None:
    assert contribution_limits.range_group(SEPARATELY) is RangeGroup.SEPARATE
    span = contribution_limits.deduction_range(now, SEPARATELY, covered=True, spouse_covered=False)
    assert span == now.span("ira_deduction_phase_out", RangeGroup.SEPARATE)
    joint = FilingStatus.MARRIED_FILING_JOINTLY
    whole = contribution_limits.ira_deduction_limit(now, joint, Decimal(1_000_000), Decimal(40), Decimal(50_000), covered=False)
    assert whole == contribution_limits.ira_limit(now, Decimal(40), Decimal(50_000))


def test_no_reason_and_no_correction_unless_said(now: LawYear) -> None:
    assert not roth_qualification.qualified_in_plan(now, 2000)
    assert required_distribution.excise_rate(now) == Decimal("0.25")


def test_no_owner_of_five_percent_and_no_change_before_unless_said() -> None:
    begun = required_distribution.start(AccountKind.PLAN_401K, BORN, Decimal(73), 2030)
    assert begun.first_year == 2030
    assert equal_payments.may_change(Method.AMORTIZATION, Method.REQUIRED_MINIMUM)


def test_a_fact_left_out_is_nothing(now: LawYear) -> None:
    assert exceptions.Facts().used_before == 0
    assert income_tax.Filer(FilingStatus.SINGLE) == income_tax.Filer(FilingStatus.SINGLE, 0, 0)
    assert roth_ordering.Conversion(2026, ONE).nontaxable == 0
    assert roth_qualification.qualified_part(now, Decimal(10_000), 2010, roth_qualification.Reasons()) == 0
    home = roth_qualification.Reasons(home_costs=Decimal(50_000))
    assert roth_qualification.qualified_part(now, Decimal(20_000), 2010, home) == 10_000
    paid = [Paid(Decimal(100))]
    assert equal_payments.recaptured(now, AccountKind.SIMPLE_IRA, paid) == 10
    year = excess_contribution.YearOfContributions(NOTHING, NOTHING, NOTHING, Decimal(100))
    assert excess_contribution.excess_of_year(now, AccountKind.ROTH_IRA, Decimal(100), year).left == 100


# Nothing, and one


def test_a_state_is_named_whatever_is_known_of_it(law: Law) -> None:
    for year, state in ((2026, "TX"), (2026, "CA"), (2026, "ME")):
        assert state_additional_tax.additional_tax(law.in_year(year), state, ONE, ONE).state == state


def test_own_money_of_a_457b_is_outside() -> None:
    assert exceptions.outside_the_tax_cap() == 0


def test_nothing_converted_is_an_amount(now: LawYear) -> None:
    found = roth_ordering.recapture(now, roth_ordering.compose(ONE, roth_ordering.PutIn(ONE)))
    assert isinstance(found, Decimal)
    assert found == 0


def test_equal_payments_of_nothing_and_over_one_year(now: LawYear) -> None:
    assert equal_payments.minimum_payment(NOTHING, Decimal(10)) == 0
    assert equal_payments.minimum_payment(Decimal(100), ONE) == 100
    assert equal_payments.minimum_payment(Decimal(100), Decimal("0.5")) == 200
    assert equal_payments.amortized_payment(Decimal(100), ONE, Decimal("0.05")) == 105
    assert equal_payments.recaptured(now, AccountKind.TRADITIONAL_IRA, [Paid(NOTHING)]) == 0
    assert equal_payments.rate_limit(now, (NOTHING, NOTHING)) == equal_payments.rate_limit(now)


def test_the_ages_of_the_mortality_rates_are_named(now: LawYear) -> None:
    with pytest.raises(ValueError, match=r"from 0 to 119$"):
        equal_payments.annuity_factor(now, 120, ONE)


# The day itself


@pytest.mark.parametrize(("since", "open"), [(date(2026, 1, 1), True), (date(2026, 1, 2), False), (date(2026, 1, 20), False)])
def test_an_exception_is_open_from_the_first_year_that_it_fills(now: LawYear, since: date, open: bool) -> None:
    exception = replace(now.law.exceptions["death"], since=since)
    expected = exceptions.Opening.OPEN if open else exceptions.Opening.NOT_IN_FORCE
    assert exceptions.opening(now, exception, AccountKind.PLAN_401K) is expected


@pytest.mark.parametrize(("received", "filed", "counts"), [(1, 1, True), (0, 1, False), (1, 0, False), (-1, 1, False)])
def test_a_correction_comes_after_the_last_day(received: int, filed: int, counts: bool) -> None:
    due, end = date(2026, 12, 31), date(2028, 12, 31)
    correction = Correction(ONE, due + timedelta(days=received), due + timedelta(days=filed))
    assert required_distribution.counts(correction, ONE, due, end) is counts


@pytest.mark.parametrize(("received", "filed", "counts"), [(0, 0, True), (1, 0, False), (0, 1, False)])
def test_a_correction_comes_by_the_end_of_the_window(received: int, filed: int, counts: bool) -> None:
    due, end = date(2026, 12, 31), date(2028, 12, 31)
    correction = Correction(ONE, end + timedelta(days=received), end + timedelta(days=filed))
    assert required_distribution.counts(correction, ONE, due, end) is counts


def test_a_divisor_of_one_takes_the_whole_balance() -> None:
    assert required_distribution.by_divisor(TEN, ONE) == TEN


def test_a_spouse_who_put_in_all_leaves_only_what_is_ones_own() -> None:
    assert contribution_limits.joint_compensation(ONE, TEN, TEN) == ONE
    assert contribution_limits.joint_compensation(ONE, TEN, ONE) == TEN
