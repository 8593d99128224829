"""What must hold for every amount of the rules on loans, employer stock, wash sales and state taxes."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.law import FilingStatus, Law
from rulebook.rules import basis_recovery, employer_stock, income_tax, long_term_gains, plan_loan, state_additional_tax, wash_sale
from rulebook.rules.state_additional_tax import STATES, Standing
from rulebook.scenarios import employer_stock_taxes, withdrawal_at_the_bottom

CENT = Decimal("0.01")
AMOUNTS = st.decimals(min_value=0, max_value=2_000_000, places=2)
YEARS = st.sampled_from([2024, 2025, 2026])
STATUSES = st.sampled_from(list(FilingStatus))
SHARES = st.decimals(0, 1, places=4)


# Plan loans


@given(vested=AMOUNTS, owed=AMOUNTS, repaid=AMOUNTS, more=AMOUNTS)
def test_a_loan_is_within_every_limit(law: Law, vested: Decimal, owed: Decimal, repaid: Decimal, more: Decimal) -> None:
    dated = law.in_year(2026)
    found = plan_loan.limit(dated, vested, owed, owed + repaid)
    assert 0 <= found.new_loan <= 50_000
    assert found.new_loan == 0 or found.new_loan + owed + repaid <= 50_000
    assert found.new_loan <= plan_loan.limit(dated, vested + more, owed, owed + repaid).new_loan
    assert found.new_loan >= plan_loan.limit(dated, vested, owed, owed + repaid + more).new_loan


@given(cash=AMOUNTS, offset=AMOUNTS)
def test_withholding_beside_an_offset_is_within_the_cash(law: Law, cash: Decimal, offset: Decimal) -> None:
    assert 0 <= plan_loan.withheld(law.in_year(2026), cash, offset) <= min(cash, (cash + offset) / 5)


@given(day=st.dates(date(2024, 1, 1), date(2027, 12, 31)))
def test_a_qualified_offset_never_has_less_time(law: Law, day: date) -> None:
    due = date(day.year + 1, 4, 15)
    dated = law.in_year(2026)
    sixty = plan_loan.rollover_ends(dated, plan_loan.Ending.OFFSET, day, due)
    qualified = plan_loan.rollover_ends(dated, plan_loan.Ending.QUALIFIED_OFFSET, day, due)
    assert sixty is not None
    assert qualified is not None
    assert sixty <= qualified
    assert plan_loan.term_ends(dated, day) - day <= timedelta(days=5 * 365 + 2)


# Employer stock and the rates on gain


@given(value=AMOUNTS, cost=AMOUNTS, price=AMOUNTS, included=st.booleans())
def test_the_parts_of_a_payout_and_a_sale_add_up(value: Decimal, cost: Decimal, price: Decimal, included: bool) -> None:
    shares = employer_stock.pay_out(value, cost, included=included)
    sale = employer_stock.sell(shares, price)
    assert shares.ordinary + shares.appreciation == value
    assert shares.basis + sale.appreciation + sale.later_gain - sale.loss == price
    assert min(shares.appreciation, sale.appreciation, sale.later_gain, sale.loss) >= 0
    assert sale.appreciation <= shares.appreciation
    assert not (sale.loss and (sale.appreciation or sale.later_gain))


@given(year=YEARS, status=STATUSES, ordinary=AMOUNTS, gain=AMOUNTS, more=AMOUNTS)
def test_tax_on_gain_rises_and_is_a_fifth_at_most(
    law: Law, year: int, status: FilingStatus, ordinary: Decimal, gain: Decimal, more: Decimal
) -> None:
    dated = law.in_year(year)
    tax = long_term_gains.tax_on_gain(dated, ordinary, gain, status)
    assert 0 <= tax <= gain / 5
    assert tax <= long_term_gains.tax_on_gain(dated, ordinary, gain + more, status)
    assert tax <= long_term_gains.tax_on_gain(dated, ordinary + more, gain, status)


@given(year=YEARS, status=STATUSES)
def test_tax_on_gain_has_no_step_at_a_threshold(law: Law, year: int, status: FilingStatus) -> None:
    dated = law.in_year(year)
    for lower, upper in pairwise(dated.brackets("capital_gain_brackets", status)):
        below, at, above = (long_term_gains.tax_on_gain(dated, Decimal(0), upper.over + step, status) for step in (-CENT, 0, CENT))
        assert at - below == CENT * lower.rate
        assert above - at == CENT * upper.rate


@given(year=YEARS, status=STATUSES, ordinary=AMOUNTS, gain=AMOUNTS)
def test_a_gain_never_costs_more_than_as_much_ordinary_income(
    law: Law, year: int, status: FilingStatus, ordinary: Decimal, gain: Decimal
) -> None:
    dated, filer = law.in_year(year), income_tax.Filer(status)
    with_gain = employer_stock_taxes.tax(dated, filer, ordinary, gain)
    assert employer_stock_taxes.tax(dated, filer, ordinary, Decimal(0)) <= with_gain
    assert with_gain <= employer_stock_taxes.tax(dated, filer, ordinary + gain, Decimal(0))


def test_where_the_thresholds_cross_the_usual_rates_are_the_most(law: Law) -> None:
    """Single, 2026: from 49,450 to 50,400 of taxable income the rate on gain is 15%, the usual one 12%."""
    filer = income_tax.Filer(FilingStatus.SINGLE)
    deduction = income_tax.standard_deduction(law.in_year(2026), filer)
    ordinary = deduction + 49_450
    both = employer_stock_taxes.tax(law.in_year(2026), filer, ordinary, Decimal(900))
    assert both - employer_stock_taxes.tax(law.in_year(2026), filer, ordinary, Decimal(0)) == 108


@given(year=YEARS, status=STATUSES, income=AMOUNTS, value=AMOUNTS, cost=AMOUNTS, age=st.sampled_from([50, 62]))
def test_shares_kept_after_59_half_never_cost_more_than_one_payment_from_an_ira(
    law: Law, year: int, status: FilingStatus, income: Decimal, value: Decimal, cost: Decimal, age: int
) -> None:
    found = employer_stock_taxes.compare(
        law.in_year(year), value, cost, value, income_tax.Filer(status), income, Decimal(age), held_over_a_year=False
    )
    assert min(found.at_payout, found.additional_tax, found.at_sale, found.rolled_over) >= 0
    assert found.as_shares + found.difference == found.rolled_over
    assert abs(found.additional_tax - (found.payout.ordinary / 10 if age == 50 else 0)) < CENT
    assert found.difference >= -found.additional_tax - CENT


@given(year=YEARS, status=STATUSES, income=AMOUNTS, value=AMOUNTS, fall=SHARES, age=st.sampled_from([50, 62]), later=st.booleans())
def test_fallen_shares_save_what_the_limit_lets_the_loss_offset(
    law: Law, year: int, status: FilingStatus, income: Decimal, value: Decimal, fall: Decimal, age: int, later: bool
) -> None:
    """Without appreciation, a loss within the limit and used at once makes both ways bear the tax on the price."""
    dated, filer = law.in_year(year), income_tax.Filer(status)
    price = value * (1 - fall)
    found = employer_stock_taxes.compare(dated, value, value, price, filer, income, Decimal(age), held_over_a_year=later)
    limit = dated.amount("capital_loss_limit", status)
    assert found.loss.against_ordinary_income == min(value - price, limit)
    assert -limit <= found.at_sale <= 0
    if value - price <= limit and not later:
        assert abs(found.difference + found.additional_tax) <= 2 * CENT
    if found.loss.carried_over:
        assert found.difference <= CENT


# Losses


@given(basis=AMOUNTS, share=SHARES, sold=st.integers(1, 10_000), bought=st.integers(0, 20_000), in_ira=st.booleans())
def test_the_parts_of_a_wash_sale_add_up(basis: Decimal, share: Decimal, sold: int, bought: int, in_ira: bool) -> None:
    sale = wash_sale.buy_back(basis, basis * share, sold, bought, in_ira=in_ira)
    assert abs(sale.loss - (basis - basis * share)) < Decimal("1e-15")
    assert min(sale.deductible, sale.disallowed, sale.added_to_basis, sale.lost) >= 0
    assert sale.added_to_basis + sale.lost == sale.disallowed
    assert (sale.lost if not in_ira else sale.added_to_basis) == 0
    if bought >= sold:
        assert sale.deductible == 0


@given(day=st.dates(date(2020, 1, 1), date(2030, 1, 1)), apart=st.integers(-60, 60))
def test_the_window_is_thirty_days_both_ways(law: Law, day: date, apart: int) -> None:
    assert wash_sale.in_window(law.in_year(2026), day, day + timedelta(days=apart)) == (abs(apart) <= 30)


@given(basis=AMOUNTS, paid_out=AMOUNTS)
def test_basis_comes_back_or_does_not(basis: Decimal, paid_out: Decimal) -> None:
    assert basis_recovery.never_recovered(basis, paid_out) + min(basis, paid_out) == basis


@given(balance=AMOUNTS, fall=st.decimals(0, Decimal("0.95"), places=3), share=SHARES)
def test_a_withdrawal_at_the_bottom_never_leaves_more(balance: Decimal, fall: Decimal, share: Decimal) -> None:
    amount = balance * (1 - fall) * share
    found = withdrawal_at_the_bottom.take_out(balance, fall, amount)
    assert found.cost >= 0
    assert abs(found.cost - amount * found.gain) <= CENT
    assert found.left_if_taken_first >= 0


@pytest.mark.parametrize(("balance", "fall", "amount"), [(-1, 0, 0), (10, 1, 0), (10, Decimal("0.5"), 6), (10, Decimal("0.5"), -1)])
def test_what_cannot_be_taken_out_is_refused(balance: int, fall: Decimal, amount: int) -> None:
    with pytest.raises(ValueError, match=r"^(balance|fall|amount)\b"):
        withdrawal_at_the_bottom.take_out(Decimal(balance), Decimal(fall), Decimal(amount))


def test_other_income_below_nothing_is_refused(law: Law) -> None:
    filer = income_tax.Filer(FilingStatus.SINGLE)
    one = Decimal(1)
    with pytest.raises(ValueError, match=r"^other_income\b"):
        employer_stock_taxes.compare(law.in_year(2026), one, one, one, filer, -one, Decimal(60), held_over_a_year=True)


# States


@given(year=YEARS, state=st.sampled_from(sorted(STATES)), taxed=AMOUNTS, simple=st.booleans())
def test_a_state_adds_less_than_half_of_the_federal_tax(law: Law, year: int, state: str, taxed: Decimal, simple: bool) -> None:
    federal = taxed * Decimal("0.25" if simple else "0.10")
    found = state_additional_tax.additional_tax(law.in_year(year), state, taxed, federal, simple_window=simple)
    assert (found.amount is None) == (found.standing is not Standing.IN_FORCE)
    assert found.amount is None or 0 <= found.amount <= federal / 2
    assert bool(found.figure) == (found.standing is not Standing.NONE_KNOWN)


@given(year=YEARS, state=st.sampled_from(sorted(STATES)), taxed=AMOUNTS, more=AMOUNTS, simple=st.booleans())
def test_a_larger_federal_tax_never_lowers_the_states(law: Law, year: int, state: str, taxed: Decimal, more: Decimal, simple: bool) -> None:
    dated, rate = law.in_year(year), Decimal("0.25" if simple else "0.10")
    low, high = (state_additional_tax.additional_tax(dated, state, t, t * rate, simple_window=simple) for t in (taxed, taxed + more))
    assert low.standing is high.standing
    assert (low.amount or 0) <= (high.amount or 0)


@given(value=AMOUNTS, cost=AMOUNTS, price=AMOUNTS, more=AMOUNTS)
def test_a_higher_price_never_gives_less_gain_or_more_loss(value: Decimal, cost: Decimal, price: Decimal, more: Decimal) -> None:
    shares = employer_stock.pay_out(value, cost)
    low, high = (employer_stock.sell(shares, p) for p in (price, price + more))
    assert low.appreciation + low.later_gain <= high.appreciation + high.later_gain
    assert low.loss >= high.loss


def test_there_are_fifty_states_and_the_district(law: Law) -> None:
    assert len(STATES) == 51
    assert list(STATES.values()) == sorted(STATES.values())
    dated = law.in_year(2026)
    found = {state: state_additional_tax.additional_tax(dated, state, Decimal(1), Decimal(1)).standing for state in STATES}
    assert {state for state, standing in found.items() if standing is Standing.IN_FORCE} == {"CA", "NE", "VT", "WI"}
