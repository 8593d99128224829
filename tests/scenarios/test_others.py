"""The indirect rollover, the conversion in a fall and employer stock that fell, by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rulebook.law import AccountKind, FilingStatus, Law
from rulebook.rules.income_tax import Filer
from rulebook.scenarios.conversion_in_a_fall import convert
from rulebook.scenarios.employer_stock_taxes import StockTaxes, compare
from rulebook.scenarios.indirect_rollover import IndirectRollover, roll_over

SINGLE = FilingStatus.SINGLE


def usd(*amounts: int) -> tuple[Decimal, ...]:
    return tuple(Decimal(amount) for amount in amounts)


def jordan(law: Law, rolled_over: int, account: AccountKind = AccountKind.PLAN_401K, age: str = "42") -> IndirectRollover:
    amounts = Decimal(10_000), Decimal(rolled_over)
    return roll_over(law.in_year(2026), account, *amounts, SINGLE, Decimal(60_000), Decimal(age))


def test_what_was_paid_is_rolled_over(law: Law) -> None:
    """The withheld 2,000 counts as distributed: 12% and 10% of it are due, the rest comes back."""
    result = jordan(law, 8_000)
    assert (result.withheld, result.paid_now, result.split.includible, result.split.own_money) == usd(2_000, 8_000, 2_000, 0)
    assert (result.rest.income_tax, result.rest.additional_tax, result.due_at_filing) == usd(240, 200, -1_560)


def test_the_whole_is_rolled_over_with_other_money(law: Law) -> None:
    result = jordan(law, 10_000)
    assert (result.split.includible, result.split.own_money) == usd(0, 2_000)
    assert (result.rest.total_tax, result.due_at_filing) == usd(0, -2_000)


def test_nothing_is_rolled_over(law: Law) -> None:
    result = jordan(law, 0)
    assert (result.rest.income_tax, result.rest.additional_tax, result.due_at_filing) == usd(1_550, 1_000, 550)


def test_an_ira_withholds_less_and_60_bears_no_additional_tax(law: Law) -> None:
    result = jordan(law, 8_000, AccountKind.TRADITIONAL_IRA, age="60")
    assert (result.withheld, result.split.own_money, result.rest.additional_tax) == usd(1_000, 0, 0)


def test_conversion_at_both_values(law: Law) -> None:
    """Tax on 43,900 of taxable income is 5,020, on 93,900 it is 15,370, on 78,900 it is 12,070."""
    result = convert(law.in_year(2026), Decimal(50_000), Decimal("0.3"), Filer(SINGLE), Decimal(60_000))
    assert (result.income_tax_before, result.income_tax_after, result.difference) == usd(10_350, 7_050, 3_300)
    assert result.after == 35_000
    assert round(result.gain_needed, 4) == Decimal("0.4286")


def test_conversion_refuses_what_cannot_be(law: Law) -> None:
    for balance, fall in ((-1, 0), (1, 1), (1, -1)):
        with pytest.raises(ValueError, match=r"^(balance|fall)\b"):
            convert(law.in_year(2026), Decimal(balance), Decimal(fall), Filer(SINGLE), Decimal(0))


def fallen(law: Law, price: int, *, held_over_a_year: bool, status: FilingStatus = SINGLE) -> StockTaxes:
    """Shares that cost the plan 20,000 and were worth 12,000 when paid out to an owner of 62 with 60,000 of other income."""
    amounts = Decimal(12_000), Decimal(20_000), Decimal(price)
    return compare(law.in_year(2026), *amounts, Filer(status), Decimal(60_000), Decimal(62), held_over_a_year=held_over_a_year)


def test_a_loss_on_employer_stock_lowers_the_tax_of_the_year_of_the_sale(law: Law) -> None:
    """3,000 at 22% in the year of the payout; at 12% on a later return."""
    at_once, later = fallen(law, 9_000, held_over_a_year=False), fallen(law, 9_000, held_over_a_year=True)
    assert (at_once.at_payout, at_once.at_sale, at_once.as_shares, at_once.rolled_over) == usd(1_990, -660, 1_330, 1_330)
    assert (later.at_payout, later.at_sale, later.as_shares) == usd(1_990, -360, 1_630)
    assert at_once.loss.carried_over == 0


def test_a_loss_over_the_limit_is_carried_over_and_not_counted(law: Law) -> None:
    found = fallen(law, 5_000, held_over_a_year=False)
    assert (found.sale.loss, found.loss.against_ordinary_income, found.loss.carried_over) == usd(7_000, 3_000, 4_000)
    assert (found.as_shares, found.rolled_over) == usd(1_330, 600)


def test_separate_returns_take_half_of_a_loss(law: Law) -> None:
    found = fallen(law, 9_000, held_over_a_year=False, status=FilingStatus.MARRIED_FILING_SEPARATELY)
    assert (found.loss.against_ordinary_income, found.loss.carried_over, found.at_sale) == usd(1_500, 1_500, -330)


def test_a_loss_never_makes_income_negative(law: Law) -> None:
    nothing = Decimal(0)
    found = compare(law.in_year(2026), Decimal(900), Decimal(900), nothing, Filer(SINGLE), nothing, Decimal(62), held_over_a_year=True)
    assert (found.at_sale, found.as_shares) == usd(0, 0)
