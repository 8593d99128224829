"""What must hold for every amount, not only for the examples."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rulebook.law import AccountKind, CapKind, FilingStatus, Law
from rulebook.rules import (
    basis_recovery,
    capital_losses,
    early_distribution,
    exceptions,
    income_tax,
    recovery_from_loss,
    rollover,
    withholding,
)
from rulebook.rules.exceptions import Claim, Facts, Opening

CENT = Decimal("0.01")
YEARS = st.sampled_from([2024, 2025, 2026])
STATUSES = st.sampled_from(list(FilingStatus))
ACCOUNTS = st.sampled_from(list(AccountKind))
AMOUNTS = st.decimals(min_value=0, max_value=2_000_000, places=2)
TOP_RATE = Decimal("0.37")


@st.composite
def filers(draw: st.DrawFn) -> income_tax.Filer:
    status = draw(STATUSES)
    most = 2 if status is FilingStatus.MARRIED_FILING_JOINTLY else 1
    return income_tax.Filer(status, draw(st.integers(0, most)), draw(st.integers(0, most)))


@st.composite
def claims_on(draw: st.DrawFn, law: Law) -> tuple[Claim, ...]:
    """Some claims, each with every fact a cap can ask for."""
    chosen = draw(st.lists(st.sampled_from(sorted(law.exceptions)), unique=True, max_size=4))
    facts = Facts(draw(AMOUNTS), draw(AMOUNTS), draw(AMOUNTS), draw(AMOUNTS))
    return tuple(Claim(law.exceptions[id], facts, draw(st.none() | AMOUNTS)) for id in chosen)


# Income tax


@given(year=YEARS, status=STATUSES, income=AMOUNTS, more=AMOUNTS)
def test_tax_rises_with_income_and_by_no_more_than_the_top_rate(
    law: Law, year: int, status: FilingStatus, income: Decimal, more: Decimal
) -> None:
    dated = law.in_year(year)
    low, high = income_tax.tax_on(dated, income, status), income_tax.tax_on(dated, income + more, status)
    assert 0 <= low <= high <= low + more * TOP_RATE
    assert low <= income


@given(year=YEARS, status=STATUSES)
def test_tax_has_no_step_at_a_bracket_and_changes_slope_just_there(law: Law, year: int, status: FilingStatus) -> None:
    dated = law.in_year(year)
    for lower, upper in pairwise(dated.brackets("income_tax_brackets", status)):
        below, at, above = (income_tax.tax_on(dated, upper.over + step, status) for step in (-CENT, 0, CENT))
        assert at - below == CENT * lower.rate
        assert above - at == CENT * upper.rate


@given(year=YEARS, filer=filers(), income=AMOUNTS, more=AMOUNTS)
def test_taxable_income_is_never_negative_and_never_above_income(
    law: Law, year: int, filer: income_tax.Filer, income: Decimal, more: Decimal
) -> None:
    dated = law.in_year(year)
    taxable = income_tax.taxable_income(dated, filer, income)
    assert 0 <= taxable <= income
    assert taxable <= income_tax.taxable_income(dated, filer, income + more)


@given(year=YEARS, filer=filers(), magi=AMOUNTS)
def test_senior_deduction_is_within_its_amount(law: Law, year: int, filer: income_tax.Filer, magi: Decimal) -> None:
    deduction = income_tax.senior_deduction(law.in_year(year), filer, magi)
    assert 0 <= deduction <= 6000 * filer.filers_65_or_over
    if year == 2024 or filer.status is FilingStatus.MARRIED_FILING_SEPARATELY:
        assert deduction == 0


# The additional tax and its exceptions


@given(account=ACCOUNTS, includible=AMOUNTS, excepted=AMOUNTS, more=AMOUNTS)
def test_additional_tax_is_a_tenth_at_most_and_rises_with_the_amount(
    law: Law, account: AccountKind, includible: Decimal, excepted: Decimal, more: Decimal
) -> None:
    dated = law.in_year(2026)
    tax = early_distribution.additional_tax(dated, account, includible, excepted=excepted)
    assert 0 <= tax <= includible / 10
    assert tax <= early_distribution.additional_tax(dated, account, includible)
    assert tax <= early_distribution.additional_tax(dated, account, includible + more, excepted=excepted)
    if account is AccountKind.GOVERNMENTAL_457B:
        assert tax == 0


@given(data=st.data(), year=YEARS, account=ACCOUNTS, base=AMOUNTS)
def test_no_dollar_is_covered_twice(law: Law, data: st.DataObject, year: int, account: AccountKind, base: Decimal) -> None:
    dated = law.in_year(year)
    claims = data.draw(claims_on(law))
    allocation = exceptions.allocate(dated, account, base, claims)
    assert [line.claim for line in allocation.lines] == list(claims)
    assert all(line.amount >= 0 for line in allocation.lines)
    assert sum(line.amount for line in allocation.lines) + allocation.taxed == base
    assert 0 <= allocation.taxed <= base
    for line in allocation.lines:
        assert line.claim.part is None or line.amount <= line.claim.part
        if line.opening is not Opening.OPEN:
            assert line.amount == 0
        elif (cap := exceptions.cap_amount(dated, line.claim.exception.cap, line.claim.facts)) is not None:
            assert 0 <= line.amount <= cap


@given(data=st.data(), account=ACCOUNTS, base=AMOUNTS)
def test_an_exception_more_never_raises_the_tax(law: Law, data: st.DataObject, account: AccountKind, base: Decimal) -> None:
    claims = data.draw(claims_on(law))
    taxed = [exceptions.allocate(law.in_year(2026), account, base, claims[:n]).taxed for n in range(len(claims) + 1)]
    assert taxed == sorted(taxed, reverse=True)
    assert taxed[0] == base


@given(data=st.data(), account=ACCOUNTS, base=AMOUNTS)
def test_the_order_of_claims_does_not_change_the_sum(law: Law, data: st.DataObject, account: AccountKind, base: Decimal) -> None:
    claims = data.draw(claims_on(law))
    there, back = (exceptions.allocate(law.in_year(2026), account, base, order) for order in (claims, claims[::-1]))
    assert there.taxed == back.taxed


def test_every_kind_of_cap_is_used_by_some_exception(law: Law) -> None:
    assert {exception.cap.kind for exception in law.exceptions.values()} == set(CapKind)


@given(birth=st.dates(date(1930, 1, 1), date(2010, 12, 31)))
def test_59_half_comes_in_the_order_of_birth(birth: date) -> None:
    day = early_distribution.date_of_59_half(birth)
    assert day.day <= early_distribution.date_of_59_half(birth + timedelta(days=1)).day
    assert 59.49 < (day.day - birth).days / 365.2425 < 59.52
    assert day.settled == (day.day.day == birth.day)


# The others


@given(account=ACCOUNTS, amount=AMOUNTS, share=st.decimals(0, 1, places=2))
def test_withholding_never_exceeds_a_fifth(law: Law, account: AccountKind, amount: Decimal, share: Decimal) -> None:
    payment = withholding.usual_payment(account)
    assert 0 <= withholding.withheld(law.in_year(2026), account, amount, amount * share, payment) <= amount / 5


@given(distribution=AMOUNTS, basis=AMOUNTS, rest=AMOUNTS)
def test_recovered_basis_is_within_basis_and_distribution(distribution: Decimal, basis: Decimal, rest: Decimal) -> None:
    part = basis_recovery.nontaxable_part(distribution, basis, distribution + rest)
    assert 0 <= part <= min(distribution, basis)
    if rest == 0:
        assert part == min(distribution, basis)


@given(loss=AMOUNTS, gains=AMOUNTS, status=STATUSES)
def test_the_parts_of_a_loss_add_up(law: Law, loss: Decimal, gains: Decimal, status: FilingStatus) -> None:
    use = capital_losses.use_loss(law.in_year(2026), loss, gains, status)
    assert use.against_gains + use.against_ordinary_income + use.carried_over == loss
    assert min(use.against_gains, use.against_ordinary_income, use.carried_over) >= 0
    assert use.against_gains <= gains
    assert use.against_ordinary_income <= 3000


@given(fall=st.decimals(0, Decimal("0.99"), places=4))
def test_the_gain_needed_undoes_the_fall(fall: Decimal) -> None:
    assert abs((1 - fall) * (1 + recovery_from_loss.gain_needed(fall)) - 1) < Decimal("1e-20")


@given(amounts=st.tuples(AMOUNTS, AMOUNTS, AMOUNTS).map(sorted))
def test_the_parts_of_a_rollover_add_up(amounts: list[Decimal]) -> None:
    withheld, deposited, distribution = amounts
    split = rollover.split(distribution, withheld, deposited)
    assert split.rolled_over + split.includible == distribution
    assert 0 <= split.own_money <= withheld
