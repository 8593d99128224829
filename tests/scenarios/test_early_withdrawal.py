"""Whole cases worked out by hand, and what must hold for every case."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.law import AccountKind, FilingStatus, Law
from rulebook.rules.exceptions import Claim, Facts
from rulebook.rules.withholding import Payment
from rulebook.scenarios.early_withdrawal import Breakdown, Case, break_down, figures, left_out

SINGLE, JOINT = FilingStatus.SINGLE, FilingStatus.MARRIED_FILING_JOINTLY
K401, IRA, GOV = AccountKind.PLAN_401K, AccountKind.TRADITIONAL_IRA, AccountKind.GOVERNMENTAL_457B
AMOUNTS = st.decimals(min_value=0, max_value=1_000_000, places=2)


def a_case(amount: str = "10000", account: AccountKind = K401, income: str = "60000", age: str = "45", **more: Any) -> Case:
    return Case(Decimal(amount), account, more.pop("status", SINGLE), Decimal(income), Decimal(age), **more)


def parts(result: Breakdown) -> list[Decimal]:
    return [result.income_tax, result.additional_tax, result.withheld, result.paid_now, result.kept, result.due_at_filing]


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        # 12,400 at 10% and 31,500 at 12% without it; 3,500 more at 22% with it.
        (a_case(), ["1550", "1000", "2000", "8000", "7450", "550"]),
        (a_case(account=IRA), ["1550", "1000", "1000", "9000", "7450", "1550"]),
        (a_case(account=IRA, payment=Payment.NONPERIODIC_ELECTED_OUT), ["1550", "1000", "0", "10000", "7450", "2550"]),
        (a_case(account=GOV), ["1550", "0", "2000", "8000", "8450", "-450"]),
        (a_case(account=GOV, rolled_in=Decimal(4000)), ["1550", "400", "2000", "8000", "8050", "-50"]),
        (a_case(account=AccountKind.SIMPLE_IRA, simple_window=True), ["1550", "2500", "1000", "9000", "5950", "3050"]),
        (a_case(age="59.5"), ["1550", "0", "2000", "8000", "8450", "-450"]),
        (a_case(age="59"), ["1550", "1000", "2000", "8000", "7450", "550"]),
        # Within the standard deduction: no income tax, and the additional tax all the same.
        (a_case(income="0"), ["0", "1000", "2000", "8000", "9000", "-1000"]),
        # 2,000 of it is after-tax money: 6,500 at 12% and 1,500 at 22%; the plan withholds from 8,000.
        (a_case(nontaxable=Decimal(2000)), ["1110", "800", "1600", "8400", "8090", "310"]),
        # The same from an IRA, which withholds from the whole.
        (a_case(account=IRA, nontaxable=Decimal(2000)), ["1110", "800", "1000", "9000", "8090", "910"]),
        # Halves of a cent: 12% of 222.22 is 26.6664, 10% of it 22.222, 20% of it 44.444.
        (a_case("333.33", nontaxable=Decimal("111.11")), ["26.67", "22.22", "44.44", "288.89", "284.44", "4.45"]),
        # At 67 the senior deduction falls from 6,000 to 5,700: tax on 35,850 is 4,054, on 56,150 it is 7,065.
        (a_case("20000", age="67", filers_65_or_over=1), ["3011", "0", "4000", "16000", "16989", "-989"]),
        (a_case(status=JOINT), ["1200", "1000", "2000", "8000", "7800", "200"]),
        (a_case("0"), ["0", "0", "0", "0", "0", "0"]),
    ],
)
def test_by_hand(law: Law, case: Case, expected: list[str]) -> None:
    assert parts(break_down(law.in_year(2026), case)) == [Decimal(amount) for amount in expected]


def test_medical_floor_counts_the_withdrawal_itself(law: Law) -> None:
    """The floor is 7.5% of 70,000, not of 60,000: 9,000 - 5,250 = 3,750 is covered."""
    claim = Claim(law.exceptions["medical"], Facts(expenses=Decimal(9000)))
    result = break_down(law.in_year(2026), a_case(claims=(claim,)))
    assert [line.amount for line in result.allocation.lines] == [Decimal(3750)]
    assert result.additional_tax == 625


def test_two_exceptions_share_one_withdrawal(law: Law) -> None:
    claims = (Claim(law.exceptions["birth_adoption"]), Claim(law.exceptions["medical"], Facts(expenses=Decimal(9000))))
    result = break_down(law.in_year(2026), a_case(claims=claims))
    assert [line.amount for line in result.allocation.lines] == [Decimal(5000), Decimal(3750)]
    assert result.allocation.taxed == 1250
    assert result.additional_tax == 125


def test_exceptions_of_a_457b_reach_only_rolled_in_money(law: Law) -> None:
    case = a_case(account=GOV, rolled_in=Decimal(4000), claims=(Claim(law.exceptions["birth_adoption"]),))
    result = break_down(law.in_year(2026), case)
    assert [line.amount for line in result.allocation.lines] == [Decimal(4000)]
    assert result.additional_tax == 0


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, None),
        ({"state": "CA"}, "250"),
        ({"state": "CA", "state_excepted": Decimal(4000)}, "150"),
        ({"state": "CA", "state_excepted": Decimal(40000)}, "0"),
        ({"state": "CA", "account": AccountKind.SIMPLE_IRA, "simple_window": True}, "600"),
        ({"state": "CA", "account": GOV, "rolled_in": Decimal(4000)}, "100"),
        ({"state": "CA", "age": "59.5"}, "0"),
        ({"state": "WI"}, "330"),
        ({"state": "NE", "amount": "10000.05"}, "296.00"),
        ({"state": "VT", "age": "59.5"}, "0"),
        ({"state": "AR"}, None),
        ({"state": "ME"}, None),
        ({"state": "TX"}, None),
    ],
)
def test_what_a_state_adds(law: Law, changed: dict[str, Any], expected: str | None) -> None:
    result = break_down(law.in_year(2026), a_case(**changed))
    assert result.state_tax == Decimal(expected or 0)
    assert (result.state is not None and result.state.amount is not None) == (expected is not None)
    assert result.kept_after_state_tax + result.state_tax + result.total_tax == result.case.amount


def test_a_federal_exception_lowers_a_share_and_not_californias_own_tax(law: Law) -> None:
    claims = (Claim(law.exceptions["birth_adoption"]),)
    assert break_down(law.in_year(2026), a_case(state="WI", claims=claims)).state_tax == 165
    assert break_down(law.in_year(2026), a_case(state="CA", claims=claims)).state_tax == 250


@pytest.mark.parametrize(
    ("named", "changed"),
    [
        ("amount", {"amount": "-1"}),
        ("other_income", {"income": "-1"}),
        ("nontaxable", {"nontaxable": Decimal(20000)}),
        ("payment", {"payment": Payment.DIRECT_ROLLOVER}),
        ("filers_65_or_over", {"age": "65"}),
        ("filers_65_or_over", {"age": "63.5", "filers_65_or_over": 1}),
        ("filers_65_or_over", {"age": "45", "status": FilingStatus.MARRIED_FILING_JOINTLY, "filers_65_or_over": 2}),
        ("rolled_in", {"rolled_in": Decimal(1)}),
        ("state_excepted", {"state": "CA", "state_excepted": Decimal(-1)}),
        ("state_excepted", {"state": "WI", "state_excepted": Decimal(1)}),
    ],
)
def test_refused(named: str, changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=rf"^{named}\b"):
        a_case(**changed)


def test_figures_name_what_may_be_missing_for_a_year(law: Law) -> None:
    abuse = (Claim(law.exceptions["domestic_abuse"]),)
    assert figures(law.in_year(2027), a_case()) == ("income_tax_brackets", "standard_deduction")
    assert "domestic_abuse_cap" in figures(law.in_year(2027), a_case(claims=abuse))
    assert "additional_standard_deduction" in figures(law.in_year(2027), a_case(age="70", filers_65_or_over=1))
    assert "domestic_abuse_cap" not in figures(law.in_year(2027), a_case(account=AccountKind.TSP, claims=abuse))


def test_what_is_left_out_is_said() -> None:
    said = " ".join(left_out())
    for word in ("credits", "itemized deductions", "Social Security", "net investment income", "state income tax"):
        assert word in said


@given(
    account=st.sampled_from(list(AccountKind)),
    status=st.sampled_from(list(FilingStatus)),
    amount=AMOUNTS,
    more=AMOUNTS,
    income=AMOUNTS,
    age=st.sampled_from([30, 45, 59, 60, 64]),
    expenses=st.none() | AMOUNTS,
    year=st.sampled_from([2024, 2025, 2026]),
)
def test_parts_add_up_and_a_larger_withdrawal_leaves_more(
    law: Law,
    account: AccountKind,
    status: FilingStatus,
    amount: Decimal,
    more: Decimal,
    income: Decimal,
    age: int,
    expenses: Decimal | None,
    year: int,
) -> None:
    claims = () if expenses is None else (Claim(law.exceptions["medical"], Facts(expenses=expenses)),)
    result = break_down(law.in_year(year), Case(amount, account, status, income, Decimal(age), claims=claims))
    assert result.kept + result.income_tax + result.additional_tax == amount
    assert result.paid_now + result.withheld == amount
    assert result.paid_now - result.due_at_filing == result.kept
    assert min(result.income_tax, result.additional_tax, result.withheld, result.kept) >= 0
    assert all(part == part.quantize(Decimal("0.01")) for part in parts(result))
    larger = break_down(law.in_year(year), Case(amount + more, account, status, income, Decimal(age), claims=claims))
    assert larger.total_tax >= result.total_tax - Decimal("0.02")
    assert larger.kept >= result.kept - Decimal("0.02")


@given(amount=AMOUNTS, income=AMOUNTS, expenses=AMOUNTS, part=AMOUNTS)
def test_what_exceptions_cover_and_leave_adds_up_to_the_cent(
    amount: Decimal, income: Decimal, expenses: Decimal, part: Decimal, law: Law
) -> None:
    claims = (
        Claim(law.exceptions["medical"], Facts(expenses=expenses)),
        Claim(law.exceptions["domestic_abuse"], Facts(vested_balance=amount)),
        Claim(law.exceptions["first_home"], part=part),
    )
    result = break_down(law.in_year(2026), a_case(str(amount), IRA, str(income), claims=claims))
    assert sum(result.covered) + result.taxed == result.allocation.base == amount
    assert min(*result.covered, result.taxed) >= 0
    exact = [line.amount for line in result.allocation.lines]
    assert all(abs(shown - found) < Decimal("0.01") for shown, found in zip(result.covered, exact, strict=True))
