"""Tables of life expectancy and mortality, typed a second time, and each made from the other.

The Single Life Table is what the mortality rates give: the whole years somebody lives on the average, and half a year,
cut to tenths. The Uniform Lifetime Table is the same for two people ten years apart, until the last one dies.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise, zip_longest

from rulebook.law import Law

# 26 CFR 1.401(a)(9)-9(b), ages 0 to 120 and over.
SINGLE_LIFE = """
84.6 83.7 82.8 81.8 80.8 79.8 78.8 77.9 76.9 75.9 74.9 73.9 72.9 71.9 70.9 69.9 69.0 68.0 67.0 66.0 65.0 64.1 63.1 62.1 61.1
60.2 59.2 58.2 57.3 56.3 55.3 54.4 53.4 52.5 51.5 50.5 49.6 48.6 47.7 46.7 45.7 44.8 43.8 42.9 41.9 41.0 40.0 39.0 38.1 37.1
36.2 35.3 34.3 33.4 32.5 31.6 30.6 29.8 28.9 28.0 27.1 26.2 25.4 24.5 23.7 22.9 22.0 21.2 20.4 19.6 18.8 18.0 17.2 16.4 15.6
14.8 14.1 13.3 12.6 11.9 11.2 10.5 9.9 9.3 8.7 8.1 7.6 7.1 6.6 6.1 5.7 5.3 4.9 4.6 4.3 4.0 3.7 3.4 3.2 3.0 2.8 2.6 2.5 2.3
2.2 2.1 2.1 2.1 2.0 2.0 2.0 2.0 2.0 1.9 1.9 1.8 1.8 1.6 1.4 1.1 1.0
"""
LAST = 120
NEAR = Decimal("0.01")
"""The published rates have six decimals: a few rows lie a hundredth off."""


def alive(rates: dict[int, Decimal], age: int) -> list[Decimal]:
    """The share alive after each year, of people of this age."""
    shares, share = [], Decimal(1)
    for reached in range(age, LAST):
        share *= 1 - rates[reached]
        shares.append(share)
    return shares


def cut(exact: Decimal, shown: Decimal) -> bool:
    return -NEAR < exact - shown < Decimal("0.1")


def test_single_life_table(law: Law) -> None:
    rows = law.age_tables["single_life_table"].rows(2026)
    assert list(rows) == list(range(LAST + 1))
    assert list(rows.values()) == [Decimal(years) for years in SINGLE_LIFE.split()]


def test_single_life_table_is_made_from_the_mortality_rates(law: Law) -> None:
    rates, rows = dict(law.age_tables["mortality_rates"].rows(2026)), law.age_tables["single_life_table"].rows(2026)
    assert list(rates) == list(range(LAST + 1))
    for age in range(LAST):
        assert cut(sum(alive(rates, age)) + Decimal("0.5"), rows[age]), age


def test_uniform_table_for_equal_payments_is_made_from_the_mortality_rates(law: Law) -> None:
    rates, rows = dict(law.age_tables["mortality_rates"].rows(2026)), law.age_tables["equal_payments_uniform_table"].rows(2026)
    assert list(rows) == list(range(10, LAST + 1))
    for age in range(10, LAST + 1):
        both = zip_longest(alive(rates, age), alive(rates, age - 10), fillvalue=Decimal(0))
        assert cut(sum(one + other - one * other for one, other in both) + Decimal("0.5"), rows[age]), age


def test_the_two_uniform_tables_agree(law: Law) -> None:
    early, late = (law.age_tables[id].rows(2026) for id in ("equal_payments_uniform_table", "uniform_lifetime_table"))
    assert {age: early[age] for age in late} == dict(late)
    assert all(before > after for before, after in pairwise(early.values()))
