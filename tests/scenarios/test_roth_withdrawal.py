"""Withdrawals from Roth IRAs worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from rulebook.law import FilingStatus, Law
from rulebook.rules.exceptions import Claim, Facts
from rulebook.rules.roth_ordering import Conversion, PutIn
from rulebook.scenarios import early_withdrawal
from rulebook.scenarios.roth_withdrawal import Breakdown, Case, break_down

PUT_IN = PutIn(Decimal(4000), (Conversion(2022, Decimal(15_000), Decimal(5000)), Conversion(2023, Decimal(7000), Decimal(3000))))


def a_case(amount: str = "50000", age: str = "53", first_year: int = 2022, put_in: PutIn = PUT_IN, **more: Any) -> Case:
    return Case(Decimal(amount), put_in, first_year, FilingStatus.SINGLE, Decimal(60_000), Decimal(age), **more)


def parts(result: Breakdown) -> list[Decimal]:
    return [result.qualified, result.recapture, result.includible, result.income_tax, result.additional_tax, result.kept]


@pytest.mark.parametrize(
    ("year", "case", "expected"),
    [
        # Contributions alone.
        (2026, a_case("4000"), ["0", "0", "0", "0", "0", "4000"]),
        # The first conversion: its taxed part first, then its after-tax part, which bears nothing.
        (2026, a_case("24000"), ["0", "15000", "0", "0", "1500", "22500"]),
        # All of it and 16,000 of earnings: 6,500 at 12% and 9,500 at 22%; 10% of 15,000 + 7,000 + 16,000.
        (2026, a_case(), ["0", "22000", "16000", "2870", "3800", "43330"]),
        # At 59½ the earnings are income while the five years run, but nothing bears the additional tax.
        (2026, a_case(age="59.5"), ["0", "22000", "16000", "2870", "0", "47130"]),
        # A first contribution of 2021: the five years are over, and 59½ makes all of it qualified.
        (2026, a_case(age="59.5", first_year=2021), ["50000", "0", "0", "0", "0", "50000"]),
        # The years alone make nothing qualified.
        (2026, a_case(first_year=2001), ["0", "22000", "16000", "2870", "3800", "43330"]),
        # In 2025: 4,225 at 12% up to 48,475, and 11,775 at 22%.
        (2025, a_case(), ["0", "22000", "16000", "3097.50", "3800", "43102.50"]),
    ],
)
def test_by_hand(law: Law, year: int, case: Case, expected: list[str]) -> None:
    assert parts(break_down(law.in_year(year), case)) == [Decimal(amount) for amount in expected]


def test_by_the_tax_table(law: Law) -> None:
    """Taxable income of 43,900 reads 5,023 and that of 59,900 reads 7,896 (7,895.50 on the middle of its band)."""
    result = break_down(law.in_year(2026), a_case(by_table=True))
    assert parts(result) == [Decimal(n) for n in ("0", "22000", "16000", "2873", "3800", "43327")]
    assert "tax_table_limit" in early_withdrawal.figures(law.in_year(2026), a_case(by_table=True).as_withdrawal)


def home(law: Law, costs: str, used: str = "0") -> Claim:
    return Claim(law.exceptions["first_home"], Facts(used_before=Decimal(used)), part=Decimal(costs))


def test_a_first_home_is_qualified_once_the_five_years_are_over(law: Law) -> None:
    """10,000 off the top; of the other 40,000, 6,000 are earnings; the cap is used up."""
    result = break_down(law.in_year(2026), a_case(first_year=2015, claims=(home(law, "30000"),)))
    assert parts(result) == [Decimal(n) for n in ("10000", "22000", "6000", "720", "2800", "46480")]
    assert [line.amount for line in result.allocation.lines] == [Decimal(0)]


def test_a_first_home_before_that_is_an_exception_only(law: Law) -> None:
    result = break_down(law.in_year(2026), a_case(claims=(home(law, "30000", used="4000"),)))
    assert parts(result) == [Decimal(n) for n in ("0", "22000", "16000", "2870", "3200", "43930")]
    assert [line.amount for line in result.allocation.lines] == [Decimal(6000)]


@pytest.mark.parametrize(("first_year", "expected"), [(2021, ["50000", "0", "0", "0", "0"]), (2022, ["0", "22000", "16000", "2870", "0"])])
@pytest.mark.parametrize("id", ["death", "disability"])
def test_death_and_disability_spare_the_income_tax_after_five_years_only(law: Law, id: str, first_year: int, expected: list[str]) -> None:
    result = break_down(law.in_year(2026), a_case(first_year=first_year, claims=(Claim(law.exceptions[id]),)))
    assert parts(result)[:5] == [Decimal(n) for n in expected]


def test_the_medical_floor_counts_the_earnings_and_not_the_recapture(law: Law) -> None:
    """7.5% of 76,000 is 5,700: 3,300 of 9,000 are covered."""
    result = break_down(law.in_year(2026), a_case(claims=(Claim(law.exceptions["medical"], Facts(expenses=Decimal(9000))),)))
    assert [line.amount for line in result.allocation.lines] == [Decimal(3300)]


@pytest.mark.parametrize(
    ("named", "changed"),
    [("first_year", {"first_year": 2023}), ("amount", {"amount": "-1"}), ("filers_65_or_over", {"age": "65"})],
)
def test_refused(named: str, changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=rf"^{named}\b"):
        a_case(**changed)


def test_a_first_home_must_say_what_it_costs(law: Law) -> None:
    with pytest.raises(ValueError, match=r"^claims\b"):
        a_case(claims=(Claim(law.exceptions["first_home"]),))
