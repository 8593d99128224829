"""What must hold for required distributions whatever the birth, the balance and the year."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rulebook.law import AccountKind, Law
from rulebook.rules import required_distribution as rule

BIRTHS = st.dates(date(1915, 1, 1), date(1990, 12, 31))
AMOUNTS = st.decimals(min_value=0, max_value=5_000_000, places=2)
YEARS = st.sampled_from([2022, 2023, 2024, 2025, 2026])
IRA, PLAN = AccountKind.TRADITIONAL_IRA, AccountKind.PLAN_401K


@given(birth=BIRTHS)
def test_everybody_has_one_age_but_those_born_in_1959(law: Law, birth: date) -> None:
    ages = rule.applicable_ages(law.in_year(2026), birth)
    assert (len(ages) == 2) == (birth.year == 1959)
    assert list(ages) == sorted(ages)


@given(birth=BIRTHS, days=st.integers(0, 4000))
def test_who_is_born_later_never_begins_earlier(law: Law, birth: date, days: int) -> None:
    """By the lower of the two ages of 1959 and by the higher one."""
    dated = law.in_year(2026)
    for pick in (min, max):
        begun = [rule.start(IRA, day, pick(rule.applicable_ages(dated, day))).first_year for day in (birth, birth + timedelta(days))]
        assert begun == sorted(begun)


@given(birth=BIRTHS, retired=st.none() | st.integers(1980, 2070), owner=st.booleans())
def test_each_year_from_the_first_falls_due_just_once(law: Law, birth: date, retired: int | None, owner: bool) -> None:
    age = rule.applicable_ages(law.in_year(2026), birth)[0]
    begun = rule.start(PLAN, birth, age, retired, owner)
    assert begun.first_year >= rule.start(IRA, birth, age).first_year
    assert not owner or begun == rule.start(IRA, birth, age)
    first = begun.first_year
    due = [rule.years_due_in(begun, year) for year in range(first - 2, first + 6)]
    assert [year for years in due for year in years] == list(range(first, first + 6))
    assert [len(years) for years in due] == [0, 0, 0, 2, 1, 1, 1, 1]
    assert rule.last_day(begun, first) == begun.required_beginning_date
    for years, calendar in zip(due, range(first - 2, first + 6), strict=True):
        assert all(rule.last_day(begun, year).year == calendar for year in years)


@given(year=YEARS, balance=AMOUNTS, more=AMOUNTS, age=st.integers(72, 130))
def test_the_amount_rises_with_balance_and_age_and_is_half_at_most(law: Law, year: int, balance: Decimal, more: Decimal, age: int) -> None:
    dated = law.in_year(year)
    amount = rule.required(dated, balance, age)
    assert 0 <= amount <= balance / 2
    assert amount <= rule.required(dated, balance + more, age)
    assert amount <= rule.required(dated, balance, age + 1)


@given(year=YEARS, required=AMOUNTS, distributed=AMOUNTS, more=AMOUNTS, corrected=st.booleans())
def test_the_tax_is_within_the_shortfall_and_a_correction_never_raises_it(
    law: Law, year: int, required: Decimal, distributed: Decimal, more: Decimal, corrected: bool
) -> None:
    dated = law.in_year(year)
    short = rule.shortfall(required, distributed)
    assert 0 <= short <= required
    assert rule.shortfall(required, distributed + more) <= short
    tax = rule.excise(dated, short, corrected)
    assert 0 <= tax <= short / (2 if year < 2023 else 4)
    assert tax <= rule.excise(dated, short)
    assert tax <= rule.excise(dated, short + more, corrected)
    assert (rule.excise(dated, short, corrected=True) < rule.excise(dated, short)) == (year >= 2023 and short > 0)


DAYS = st.dates(date(2026, 1, 1), date(2032, 12, 31))


@given(notice=st.none() | DAYS, assessed=st.none() | DAYS, received=DAYS, filed=DAYS, amount=AMOUNTS, short=AMOUNTS)
def test_the_window_closes_at_the_first_of_its_ends(
    law: Law, notice: date | None, assessed: date | None, received: date, filed: date, amount: Decimal, short: Decimal
) -> None:
    due = date(2026, 12, 31)
    end = rule.window_end(law.in_year(2026), notice, assessed)
    assert end <= date(2028, 12, 31)
    assert end in (notice, assessed, date(2028, 12, 31))
    assert all(day is None or end <= day for day in (notice, assessed))
    counts = rule.counts(rule.Correction(amount, received, filed), short, due, end)
    assert counts == (due < min(received, filed) and max(received, filed) <= end and amount >= short)
