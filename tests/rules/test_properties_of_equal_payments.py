"""What must hold for equal payments and for the Tax Table, whatever the amounts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.law import AccountKind, FigureNotReadError, FilingStatus, Law, LawYear
from rulebook.rules import income_tax, tax_table
from rulebook.rules import substantially_equal_payments as rule
from rulebook.rules.substantially_equal_payments import LifeTable, Method, Paid

BALANCES = st.decimals(min_value=Decimal("0.01"), max_value=5_000_000, places=2)
AGES = st.integers(18, 59)
RATES = st.decimals(min_value=Decimal("0.001"), max_value=Decimal("0.08"), places=4)
METHODS, TABLES = st.sampled_from(list(Method)), st.sampled_from(list(LifeTable))
TINY = Decimal("1e-15")


@given(balance=BALANCES, age=AGES, rate=RATES, table=TABLES)
def test_an_amortized_payment_uses_up_the_balance(law: Law, balance: Decimal, age: int, rate: Decimal, table: LifeTable) -> None:
    years = rule.life_expectancy(law.in_year(2026), age, table)
    paid = rule.amortized_payment(balance, years, rate)
    worth = paid * (1 - (1 + rate) ** -years) / rate
    assert abs(worth - balance) < TINY * balance
    assert paid > rule.minimum_payment(balance, years)


@given(age=st.integers(0, 119), rate=RATES)
def test_an_annuity_factor_is_this_year_and_the_factor_of_the_next(law: Law, age: int, rate: Decimal) -> None:
    dated = law.in_year(2026)
    later = rule.annuity_factor(dated, age + 1, rate) if age < 119 else Decimal(0)
    alive = 1 - dated.at_age("mortality_rates", age)
    assert abs(rule.annuity_factor(dated, age, rate) - alive / (1 + rate) * (1 + later)) < TINY


@given(age=st.integers(0, 119))
def test_without_interest_the_factor_is_the_life_expectancy_in_whole_years(law: Law, age: int) -> None:
    """The Single Life Table cuts half a year more to tenths; some rows are a hundredth above that."""
    dated = law.in_year(2026)
    exact = rule.annuity_factor(dated, age, Decimal(0)) + Decimal("0.5")
    assert -Decimal("0.01") < exact - rule.life_expectancy(dated, age) < Decimal("0.1")


@given(method=METHODS, balance=BALANCES, more=BALANCES, age=AGES, rate=RATES, table=TABLES)
def test_a_larger_balance_or_a_higher_age_never_lowers_the_payment(
    law: Law, method: Method, balance: Decimal, more: Decimal, age: int, rate: Decimal, table: LifeTable
) -> None:
    dated = law.in_year(2026)
    paid = rule.payment(dated, method, balance, age, rate, table)
    assert 0 < paid < balance
    assert paid < rule.payment(dated, method, balance + more, age, rate, table)
    assert paid <= rule.payment(dated, method, balance, age + 1, rate, table)


@given(balance=BALANCES, age=AGES, rate=RATES, more=st.decimals(Decimal("0.001"), Decimal("0.03"), places=3))
def test_a_higher_rate_raises_a_fixed_payment_only(law: Law, balance: Decimal, age: int, rate: Decimal, more: Decimal) -> None:
    dated = law.in_year(2026)
    for method in Method:
        low, high = (rule.payment(dated, method, balance, age, r) for r in (rate, rate + more))
        assert low == high if method is Method.REQUIRED_MINIMUM else low < high


@given(rates=st.tuples(RATES, RATES))
def test_the_rate_limit_is_never_below_the_floor_or_a_market_rate(law: Law, rates: tuple[Decimal, Decimal]) -> None:
    dated = law.in_year(2026)
    limit = rule.rate_limit(dated, rates)
    assert limit in (rule.rate_limit(dated), *rates)
    assert limit >= max(rule.rate_limit(dated), *rates)


@given(first=st.dates(date(2023, 1, 1), date(2040, 12, 31)), attained=st.dates(date(2000, 1, 1), date(2070, 12, 31)))
def test_a_series_is_bound_for_five_years_at_least(law: Law, first: date, attained: date) -> None:
    free = rule.free_from(law.in_year(2026), first, attained)
    assert free >= attained
    assert (free - first).days >= 1826
    assert free == attained or (free - first).days <= 1827


@given(current=METHODS, new=METHODS)
def test_no_method_is_changed_twice(current: Method, new: Method) -> None:
    assert rule.may_change(current, new, changed_before=True) == (current is new)


@given(amounts=st.lists(st.tuples(BALANCES, st.booleans(), st.booleans()), max_size=8))
def test_what_comes_back_is_the_tax_on_each_payment_before_59_half(law: Law, amounts: list[tuple[Decimal, bool, bool]]) -> None:
    dated, simple = law.in_year(2026), AccountKind.SIMPLE_IRA
    payments = [Paid(*given) for given in amounts]
    back = rule.recaptured(dated, simple, payments)
    reached = sum((p.includible for p in payments if not p.over_59_half), Decimal(0))
    assert reached / 10 <= back <= reached / 4
    assert back == sum(rule.recaptured(dated, simple, [p]) for p in payments)


# The Tax Table


@given(
    year=st.sampled_from([2024, 2025, 2026]),
    status=st.sampled_from(list(FilingStatus)),
    taxable=st.decimals(min_value=0, max_value=200_000, places=2),
)
def test_the_table_is_within_six_dollars_of_the_schedules(law: Law, year: int, status: FilingStatus, taxable: Decimal) -> None:
    dated = law.in_year(year)

    def by_schedule(amount: Decimal) -> Decimal:
        return income_tax.tax_on(dated, amount, status)

    read, at = tax_table.tax_by_table(dated, taxable, by_schedule), tax_table.band(taxable)
    assert at.low <= taxable < at.high
    assert tax_table.band(at.low) == at
    assert tax_table.band(at.high).low == at.high
    assert abs(read - by_schedule(taxable)) <= 6
    if tax_table.reads_table(dated, taxable):
        assert read == int(read) == tax_table.tax_by_table(dated, at.low, by_schedule)
    else:
        assert read == by_schedule(taxable)


PUBLISHED_2023 = {
    (25, 50): (4, 4, 4),
    (50, 75): (6, 6, 6),
    (100, 125): (11, 11, 11),
    (2_900, 2_925): (291, 291, 291),
    (3_150, 3_200): (318, 318, 318),
    (46_150, 46_200): (5_466, 5_101, 5_227),
    (99_900, 99_950): (17_382, 12_599, 15_776),
    (99_950, 100_000): (17_394, 12_610, 15_788),
}
"""Rows of the Tax Table of 2023: single, joint, head of household. All 2,062 rows agree, and those of 2022."""

RATES_2023 = {
    0: (0, 11_000, 44_725, 95_375),
    1: (0, 22_000, 89_450, 190_750),
    2: (0, 15_700, 59_850, 95_350),
}
"""Taxable income over which 10%, 12%, 22% and 24% began in 2023."""


def test_rows_of_a_published_table(law: Law) -> None:
    for (low, high), taxes in PUBLISHED_2023.items():
        for column, tax in enumerate(taxes):

            def by_schedule(amount: Decimal, column: int = column) -> Decimal:
                edges = [*RATES_2023[column], 10_000_000]
                rates = (Decimal(rate) / 100 for rate in (10, 12, 22, 24))
                return sum(
                    (
                        max(Decimal(0), min(amount, Decimal(top)) - over) * rate
                        for over, top, rate in zip(edges, edges[1:], rates, strict=False)
                    ),
                    Decimal(0),
                )

            assert tax_table.band(Decimal(low)) == tax_table.Band(Decimal(low), Decimal(high))
            assert tax_table.tax_by_table(law.in_year(2026), Decimal(low), by_schedule) == tax


ONE, LESS = Decimal(1), Decimal(-1)


@pytest.mark.parametrize(
    ("named", "call"),
    [
        ("mid_term_rates", lambda law: rule.rate_limit(law, (ONE, LESS))),
        ("age", lambda law: rule.life_expectancy(law, -1)),
        ("age", lambda law: rule.life_expectancy(law, 9, LifeTable.UNIFORM)),
        ("age", lambda law: rule.annuity_factor(law, -1, ONE)),
        ("age", lambda law: rule.annuity_factor(law, 120, ONE)),
        ("rate", lambda law: rule.annuity_factor(law, 50, LESS)),
        ("balance", lambda _: rule.minimum_payment(LESS, ONE)),
        ("years", lambda _: rule.minimum_payment(ONE, Decimal(0))),
        ("years", lambda _: rule.amortized_payment(ONE, Decimal(0), ONE)),
        ("rate", lambda _: rule.amortized_payment(ONE, ONE, LESS)),
        ("factor", lambda _: rule.annuitized_payment(ONE, Decimal(0))),
        ("includible", lambda _: Paid(LESS)),
        ("account", lambda law: rule.recaptured(law, AccountKind.GOVERNMENTAL_457B, [])),
        ("simple_window", lambda law: rule.recaptured(law, AccountKind.PLAN_401K, [Paid(ONE, simple_window=True)])),
        ("taxable_income", lambda _: tax_table.band(LESS)),
    ],
)
def test_refused(law: Law, named: str, call: Callable[[LawYear], object]) -> None:
    with pytest.raises(ValueError, match=rf"^{named}\b"):
        call(law.in_year(2026))


def test_without_interest_the_balance_is_spread_evenly() -> None:
    assert rule.amortized_payment(Decimal(100), Decimal(25), Decimal(0)) == 4


def test_no_series_of_fixed_payments_before_the_floor(law: Law) -> None:
    with pytest.raises(FigureNotReadError, match="sepp_interest_floor"):
        rule.rate_limit(law.in_year(2022))
    with pytest.raises(FigureNotReadError, match="single_life_table"):
        rule.life_expectancy(law.in_year(2021), 50)
