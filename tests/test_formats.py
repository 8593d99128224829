"""How figures become words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook import formats

AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False, places=4)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "$0"),
        ("7500", "$7,500"),
        ("7500.00", "$7,500"),
        ("1234567.5", "$1,234,567.50"),
        ("0.005", "$0.01"),
        ("0.004", "$0"),
        ("2.675", "$2.68"),
        ("-2.675", "−$2.68"),
        ("-0.004", "$0"),
        ("-1500", "−$1,500"),
    ],
)
def test_money(amount: str, words: str) -> None:
    assert formats.money(Decimal(amount)) == words


def test_money_with_cents_throughout() -> None:
    assert [formats.money(Decimal(amount), always_cents=True) for amount in ("7500", "0.5", "-3")] == ["$7,500.00", "$0.50", "−$3.00"]


@pytest.mark.parametrize(("fraction", "words"), [("0.10", "10%"), ("0.075", "7.5%"), ("1", "100%"), ("0", "0%"), ("0.0125", "1.25%")])
def test_rates_of_law_are_exact(fraction: str, words: str) -> None:
    assert formats.rate(Decimal(fraction)) == words


def test_computed_shares_are_rounded_half_up() -> None:
    assert formats.percent(Decimal(3) / Decimal(7)) == "42.9%"
    assert formats.percent(Decimal("0.4285"), places=0) == "43%"
    assert formats.percent(Decimal("0.0005")) == "0.1%"
    assert formats.percent(Decimal("0.5")) == "50%"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [("59.5", "age", "59½"), ("55", "age", "55"), ("70.5", "age", "70½"), ("60", "days", "60"), ("1000", "years", "1,000"),
     ("2", "months", "2"), ("12", "weeks", "12"), ("0.02", "rate", "2%"), ("19500", "usd", "$19,500"), ("10", "days", "10")],
)  # fmt: skip
def test_a_figure_in_its_unit(value: str, unit: str, words: str) -> None:
    assert unit in formats.UNITS
    assert formats.figure(Decimal(value), unit) == words


def test_days_are_written_as_people_write_them() -> None:
    assert formats.day(date(2026, 11, 4)) == "November 4, 2026"


def test_lists() -> None:
    assert [formats.listed(["a", "b", "c"][:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert formats.listed(["a", "b", "c"], "or") == "a, b or c"


@given(AMOUNTS)
def test_money_can_be_read_back_to_the_cent(amount: Decimal) -> None:
    words = formats.money(amount, always_cents=True)
    assert Decimal(words.replace("−", "-").replace("$", "").replace(",", "")) == formats.cents(amount)
    assert "E" not in words


@given(AMOUNTS)
def test_cents_are_the_nearest(amount: Decimal) -> None:
    assert abs(formats.cents(amount) - amount) <= Decimal("0.005")
    assert formats.cents(-amount) == -formats.cents(amount)


@given(st.decimals(min_value=0, max_value=1, places=6))
def test_rates_can_be_read_back(fraction: Decimal) -> None:
    words = formats.rate(fraction)
    assert Decimal(words.removesuffix("%")) == fraction * 100
    assert "E" not in words
