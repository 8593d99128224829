"""An excess contribution followed from year to year, with the tax of each year-end it is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from rulebook.formats import cents
from rulebook.law import AccountKind, Law
from rulebook.rules.excess_contribution import ExcessOfYear, YearOfContributions, excess_of_year


def follow(law: Law, first_year: int, account: AccountKind, years: Sequence[YearOfContributions]) -> tuple[ExcessOfYear, ...]:
    """Year after year from `first_year`, each starting from the excess the one before left: 26 U.S.C. 4973.

    The tax of each year is a published amount, in cents; everything else is exact.
    """
    followed: list[ExcessOfYear] = []
    brought_in = Decimal(0)
    for offset, year in enumerate(years):
        found = excess_of_year(law.in_year(first_year + offset), account, brought_in, year)
        followed.append(replace(found, tax=cents(found.tax)))
        brought_in = found.excess
    return tuple(followed)
