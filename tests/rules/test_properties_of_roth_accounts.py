"""What must hold for Roth accounts and for Form 8606, whatever the amounts."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from rulebook.law import FilingStatus, Law
from rulebook.rules import basis_recovery, form_8606, roth_ordering, roth_qualification
from rulebook.rules.exceptions import Claim, Facts
from rulebook.rules.roth_ordering import Conversion, PutIn
from rulebook.rules.roth_qualification import Reasons
from rulebook.scenarios.roth_withdrawal import Case, break_down

TINY = Decimal("1e-15")
"""What 28 digits leave of a division."""
AMOUNTS = st.decimals(min_value=0, max_value=500_000, places=2)
YEARS = st.integers(2015, 2026)
CLAIMS = ("death", "disability", "medical", "first_home", "education")
CONVERSIONS = st.lists(st.builds(Conversion, YEARS, AMOUNTS, AMOUNTS), max_size=5).map(tuple)
PUT_IN = st.builds(PutIn, AMOUNTS, CONVERSIONS)
REASONS = st.builds(Reasons, st.booleans(), st.booleans(), st.booleans(), AMOUNTS, AMOUNTS)


@given(amount=AMOUNTS, put_in=PUT_IN)
def test_the_parts_add_up_and_earnings_come_last(amount: Decimal, put_in: PutIn) -> None:
    found = roth_ordering.compose(amount, put_in)
    assert found.contributions + found.converted + found.earnings == amount
    assert found.earnings == max(Decimal(0), amount - put_in.total)
    assert found.contributions == min(amount, put_in.contributions)
    assert [c.year for c in found.conversions] == sorted({c.year for c in found.conversions})
    whole = {c.year: c for c in put_in.by_year}
    for c in found.conversions:
        assert c.nontaxable == 0 or c.taxable == whole[c.year].taxable
    for before in found.conversions[:-1]:
        assert before == whole[before.year]
    if found.conversions and found.earnings:
        assert found.conversions[-1] == whole[found.conversions[-1].year]


@given(first=AMOUNTS, second=AMOUNTS, put_in=PUT_IN)
def test_two_withdrawals_take_what_one_takes(first: Decimal, second: Decimal, put_in: PutIn) -> None:
    """What the first one took out is no longer there for the second."""
    one = roth_ordering.compose(first, put_in)
    taken = {c.year: c for c in one.conversions}
    left = PutIn(
        put_in.contributions - one.contributions,
        tuple(Conversion(c.year, c.taxable - t.taxable, c.nontaxable - t.nontaxable)
              for c in put_in.by_year for t in [taken.get(c.year, Conversion(c.year, Decimal(0)))]),
    )  # fmt: skip
    two, both = roth_ordering.compose(second, left), roth_ordering.compose(first + second, put_in)
    assert one.earnings + two.earnings == both.earnings
    assert one.contributions + two.contributions == both.contributions
    assert sum(c.taxable for c in (*one.conversions, *two.conversions)) == sum(c.taxable for c in both.conversions)


@given(amount=AMOUNTS, more=AMOUNTS, put_in=PUT_IN)
def test_the_recapture_fades_with_the_years_and_rises_with_the_amount(law: Law, amount: Decimal, more: Decimal, put_in: PutIn) -> None:
    found = roth_ordering.compose(amount, put_in)
    over_time = [roth_ordering.recapture(law.in_year(year), found) for year in range(2026, 2033)]
    assert over_time == sorted(over_time, reverse=True)
    assert over_time[-1] == over_time[-2] == 0
    assert 0 <= over_time[0] <= sum(c.taxable for c in found.conversions)
    assert over_time[0] <= roth_ordering.recapture(law.in_year(2026), roth_ordering.compose(amount + more, put_in))


@given(amount=AMOUNTS, first_year=YEARS, reasons=REASONS)
def test_qualified_is_all_nothing_or_the_first_home(law: Law, amount: Decimal, first_year: int, reasons: Reasons) -> None:
    qualified = roth_qualification.qualified_part(law.in_year(2026), amount, first_year, reasons)
    assert 0 <= qualified <= amount
    if first_year > 2021:
        assert qualified == 0
    elif reasons.attained_59_half or reasons.death or reasons.disability:
        assert qualified == amount
    else:
        assert qualified <= max(Decimal(0), min(reasons.home_costs, 10_000 - reasons.home_used_before))


@given(
    amount=AMOUNTS, put_in=PUT_IN, first=YEARS, status=st.sampled_from(list(FilingStatus)), income=AMOUNTS,
    age=st.sampled_from([30, 45, 59, 60, 64]), claimed=st.sets(st.sampled_from(CLAIMS)),
    expenses=AMOUNTS, used=AMOUNTS,
)  # fmt: skip
def test_a_whole_withdrawal(
    law: Law, amount: Decimal, put_in: PutIn, first: int, status: FilingStatus, income: Decimal, age: int, claimed: set[str],
    expenses: Decimal, used: Decimal,
) -> None:  # fmt: skip
    assume(all(c.year >= first for c in put_in.conversions))
    claims = tuple(
        Claim(law.exceptions[id], Facts(expenses, used_before=used), part=expenses if id == "first_home" else None)
        for id in sorted(claimed)
    )
    dated = law.in_year(2026)
    plain = break_down(dated, Case(amount, put_in, first, status, income, Decimal(age)))
    result = break_down(dated, Case(amount, put_in, first, status, income, Decimal(age), claims))
    assert result.kept + result.income_tax + result.additional_tax == amount
    assert result.qualified + result.composition.contributions + result.composition.converted + result.includible == amount
    assert 0 <= result.additional_tax <= plain.additional_tax
    assert 0 <= result.income_tax <= plain.income_tax
    assert result.additional_tax <= (amount - result.composition.contributions) / 10 + Decimal("0.005")
    assert result.additional_tax == 0 or age < 59.5
    home = sum(line.amount for line in result.allocation.lines if line.claim.exception.id == "first_home")
    if not {"death", "disability"} & claimed and age < 60:
        assert result.qualified + home <= max(Decimal(0), min(expenses, 10_000 - used))
    if result.qualified == amount:
        assert result.total_tax == 0


PLACES = st.none() | st.integers(3, 8)


@given(basis=AMOUNTS, new=AMOUNTS, after=AMOUNTS, value=AMOUNTS, paid=AMOUNTS, converted=AMOUNTS, places=PLACES)
def test_the_lines_of_the_form_add_up(
    basis: Decimal, new: Decimal, after: Decimal, value: Decimal, paid: Decimal, converted: Decimal, places: int | None
) -> None:
    form = form_8606.part_1(basis=basis, contributions=new + after, made_after=after, year_end_value=value, distributions=paid,
                            converted=converted, places=places)  # fmt: skip
    assert abs(form.line_13 + form.line_15 + form.line_18 - paid - converted) < TINY
    assert abs(form.line_13 + form.line_14 - basis - new - after) < TINY
    assert min(form.line_11, form.line_12, form.line_15, form.line_18) >= 0
    assert 0 <= form.line_10 <= 1
    assert form.line_14 > after - TINY


@given(basis=AMOUNTS, value=AMOUNTS, paid=AMOUNTS, converted=AMOUNTS)
def test_the_exact_share_is_the_pro_rata_rule(basis: Decimal, value: Decimal, paid: Decimal, converted: Decimal) -> None:
    exact = form_8606.part_1(basis=basis, year_end_value=value, distributions=paid, converted=converted, places=None)
    pro_rata = basis_recovery.nontaxable_part(paid + converted, basis, value + paid + converted)
    assert abs(exact.line_13 - pro_rata) < TINY
    rounded = form_8606.part_1(basis=basis, year_end_value=value, distributions=paid, converted=converted)
    assert abs(exact.line_13 - rounded.line_13) <= (paid + converted) * Decimal("0.0005") + TINY


@given(basis=AMOUNTS, contributions=AMOUNTS, value=AMOUNTS, paid=AMOUNTS)
def test_the_worksheet_is_the_form_where_no_contribution_is_deducted(
    basis: Decimal, contributions: Decimal, value: Decimal, paid: Decimal
) -> None:
    sheet = form_8606.worksheet_1_1(basis=basis, contributions=contributions, year_end_value=value, distributions=paid)
    form = form_8606.part_1(basis=basis, contributions=contributions, year_end_value=value, distributions=paid)
    assert (sheet.share, sheet.nontaxable, sheet.taxable) == (form.line_10, form.line_13, form.line_15)
