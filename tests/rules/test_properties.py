"""What must hold for every amount, not only for the examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from rulebook.law import AccountKind, CapKind, FilingStatus, Law, Span
from rulebook.rules import (
    basis_recovery,
    capital_losses,
    contribution_limits,
    early_distribution,
    exceptions,
    excess_contribution,
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
    assert allocation.excepted + allocation.taxed == base
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


PAYMENTS = st.sampled_from(list(withholding.Payment))


@given(account=ACCOUNTS, amount=AMOUNTS, more=AMOUNTS, share=st.decimals(0, 1, places=2), payment=PAYMENTS)
def test_withholding_rises_with_the_payment_and_stops_where_it_is_chosen(
    law: Law, account: AccountKind, amount: Decimal, more: Decimal, share: Decimal, payment: withholding.Payment
) -> None:
    assume(payment is not withholding.Payment.ROLLOVER_PAID_TO_YOU or not account.is_ira)
    low, high = (withholding.withheld(law.in_year(2026), account, a, a * share, payment) for a in (amount, amount + more))
    assert 0 <= low <= high
    if payment in (withholding.Payment.DIRECT_ROLLOVER, withholding.Payment.NONPERIODIC_ELECTED_OUT):
        assert high == 0


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


@given(loss=AMOUNTS, more=AMOUNTS, gains=AMOUNTS, status=STATUSES)
def test_a_larger_loss_never_gives_less(law: Law, loss: Decimal, more: Decimal, gains: Decimal, status: FilingStatus) -> None:
    dated = law.in_year(2026)
    low, high = (capital_losses.use_loss(dated, amount, gains, status) for amount in (loss, loss + more))
    assert low.against_gains <= high.against_gains
    assert low.against_ordinary_income <= high.against_ordinary_income
    assert low.carried_over <= high.carried_over


@given(fall=st.decimals(0, Decimal("0.99"), places=4), more=st.decimals(0, Decimal("0.009"), places=4))
def test_a_deeper_fall_needs_more(fall: Decimal, more: Decimal) -> None:
    assert fall <= recovery_from_loss.gain_needed(fall) <= recovery_from_loss.gain_needed(fall + more)


@given(fall=st.decimals(0, Decimal("0.99"), places=4))
def test_the_gain_needed_undoes_the_fall(fall: Decimal) -> None:
    assert abs((1 - fall) * (1 + recovery_from_loss.gain_needed(fall)) - 1) < Decimal("1e-20")


@given(amounts=st.tuples(AMOUNTS, AMOUNTS, AMOUNTS).map(sorted))
def test_the_parts_of_a_rollover_add_up(amounts: list[Decimal]) -> None:
    withheld, deposited, distribution = amounts
    split = rollover.split(distribution, withheld, deposited)
    assert split.rolled_over + split.includible == distribution
    assert 0 <= split.own_money <= withheld


@given(amounts=st.tuples(AMOUNTS, AMOUNTS, AMOUNTS).map(sorted))
def test_more_put_back_never_leaves_more_income(amounts: list[Decimal]) -> None:
    less, more, distribution = amounts
    low, high = (rollover.split(distribution, Decimal(0), deposited) for deposited in (less, more))
    assert 0 <= high.includible <= low.includible <= distribution


# Excess contributions

IRAS = st.sampled_from([AccountKind.TRADITIONAL_IRA, AccountKind.ROTH_IRA])
YEARS_OF_CONTRIBUTIONS = st.builds(excess_contribution.YearOfContributions, AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)


@given(account=IRAS, brought_in=AMOUNTS, facts=YEARS_OF_CONTRIBUTIONS)
def test_the_tax_on_an_excess_is_within_its_caps(
    law: Law, account: AccountKind, brought_in: Decimal, facts: excess_contribution.YearOfContributions
) -> None:
    found = excess_contribution.excess_of_year(law.in_year(2026), account, brought_in, facts)
    rate = Decimal("0.06")
    assert 0 <= found.tax <= rate * min(found.excess, facts.value)
    assert found.excess == found.left + found.added
    assert found.left <= brought_in
    assert min(found.room, found.added) == 0
    assert brought_in - found.left <= found.absorbed + facts.distributed


@given(account=IRAS, brought_in=AMOUNTS, facts=YEARS_OF_CONTRIBUTIONS, more=AMOUNTS)
def test_paying_out_more_never_raises_the_tax_and_putting_in_more_never_lowers_it(
    law: Law, account: AccountKind, brought_in: Decimal, facts: excess_contribution.YearOfContributions, more: Decimal
) -> None:
    def tax(year: excess_contribution.YearOfContributions) -> Decimal:
        return excess_contribution.excess_of_year(law.in_year(2026), account, brought_in, year).tax

    assert (
        tax(replace(facts, distributed=facts.distributed + more)) <= tax(facts) <= tax(replace(facts, contributed=facts.contributed + more))
    )


@given(brought_in=AMOUNTS, facts=YEARS_OF_CONTRIBUTIONS)
def test_an_emptied_roth_ira_leaves_no_old_excess(law: Law, brought_in: Decimal, facts: excess_contribution.YearOfContributions) -> None:
    found = excess_contribution.excess_of_year(law.in_year(2026), AccountKind.ROTH_IRA, brought_in, replace(facts, emptied=True))
    assert found.left == 0


@given(contribution=st.decimals(min_value=1, max_value=100_000, places=2), rest=AMOUNTS, closing=AMOUNTS)
def test_a_returned_contribution_takes_its_share_and_no_more(contribution: Decimal, rest: Decimal, closing: Decimal) -> None:
    opening = contribution + rest
    returned = excess_contribution.return_contribution(contribution, opening, closing)
    assert -contribution <= returned.net_income
    assert abs(returned.paid_out - closing * contribution / opening) < CENT
    assert returned.income == max(Decimal(0), returned.net_income)


@given(year=st.integers(2020, 2040), wait=st.integers(0, 1_000), excess=AMOUNTS, earnings=AMOUNTS)
def test_an_excess_deferral_is_taxed_twice_only_after_april_15(year: int, wait: int, excess: Decimal, earnings: Decimal) -> None:
    paid = date(year, 1, 1) + timedelta(days=wait)
    found = excess_contribution.excess_deferral(year, paid, excess, earnings)
    assert found.in_time == (paid <= date(year + 1, 4, 15))
    assert found.income_when_deferred + found.income_when_paid == excess + earnings + found.taxed_twice
    assert found.taxed_twice == (0 if found.in_time else excess)
    assert found.within_72t is not found.in_time


# Contribution limits

AGES = st.integers(0, 100).map(Decimal)


@given(year=YEARS, status=STATUSES, magi=AMOUNTS, more=AMOUNTS, age=AGES, pay=AMOUNTS, put=AMOUNTS)
def test_a_roth_ira_limit_falls_with_income_within_its_bounds(
    law: Law, year: int, status: FilingStatus, magi: Decimal, more: Decimal, age: Decimal, pay: Decimal, put: Decimal
) -> None:
    dated = law.in_year(year)
    whole = contribution_limits.ira_limit(dated, age, pay)
    low = contribution_limits.roth_ira_limit(dated, status, magi, age, pay)
    assert 0 <= contribution_limits.roth_ira_limit(dated, status, magi + more, age, pay) <= low <= whole
    span = contribution_limits.roth_range(dated, status)
    assert (low == whole) or magi > span.start
    assert (low == 0) == (magi >= span.end or pay == 0)
    assert low >= min(whole, Decimal(200)) or low == 0
    assert low % 10 == 0 or low == whole
    joint = contribution_limits.joint_compensation(pay, more, put)
    assert pay <= joint <= pay + more
    assert (joint > pay) == (pay < more and put < more)
    both = contribution_limits.roth_ira_limit(dated, status, magi, age, pay, to_traditional=put)
    assert both == min(low, max(Decimal(0), whole - put))


@given(year=YEARS, status=STATUSES, magi=AMOUNTS, more=AMOUNTS, age=AGES, pay=AMOUNTS, covered=st.booleans(), spouse=st.booleans())
def test_a_deduction_falls_with_income_and_with_coverage(
    law: Law, year: int, status: FilingStatus, magi: Decimal, more: Decimal, age: Decimal, pay: Decimal, covered: bool, spouse: bool
) -> None:
    married = status in (FilingStatus.MARRIED_FILING_JOINTLY, FilingStatus.MARRIED_FILING_SEPARATELY)

    def limit(income: Decimal, covered: bool, spouse: bool) -> Decimal:
        return contribution_limits.ira_deduction_limit(
            law.in_year(year), status, income, age, pay, covered=covered, spouse_covered=spouse and married
        )

    assert 0 <= limit(magi + more, covered, spouse) <= limit(magi, covered, spouse) <= limit(magi, False, False)
    assert limit(magi, True, spouse) <= limit(magi, False, spouse)
    assert limit(magi, False, False) == contribution_limits.ira_limit(law.in_year(year), age, pay)


@given(limit=AMOUNTS, start=AMOUNTS, width=st.integers(1, 50_000).map(Decimal), share=st.decimals(0, 1, places=4))
def test_a_phase_out_is_never_more_than_a_step_above_the_straight_line(
    limit: Decimal, start: Decimal, width: Decimal, share: Decimal
) -> None:
    found = contribution_limits.phased_out(limit, start + width * share, Span(start, start + width), Decimal(200), Decimal(10))
    line = limit * (1 - share)
    assert found == 0 if share == 1 else line - CENT <= found <= max(line + 10, min(limit, Decimal(200)))


@given(account=st.sampled_from([k for k in AccountKind if not k.is_ira or k is AccountKind.SIMPLE_IRA]), year=YEARS)
def test_deferrals_are_highest_at_60_to_63(law: Law, account: AccountKind, year: int) -> None:
    at = [contribution_limits.deferral_limit(law.in_year(year), account, Decimal(age)) for age in (49, 50, 59, 60, 63, 64)]
    assert at[0] < at[1] == at[2] <= at[3] == at[4]
    assert at[5] == at[2]
    assert (at[3] > at[2]) == (year >= 2025)
