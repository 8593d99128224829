"""After-tax money of traditional, SEP and SIMPLE IRAs by the lines of Form 8606, Part I: 26 U.S.C. 408(d)(1), (2).

All these IRAs of one owner are one, and all their distributions of a year are one. The form rounds the
nontaxable share to at least three decimals; the statute knows no rounding. Both are offered.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

FORM_PLACES = 3
"""The fewest decimals the form allows for its line 10."""


@dataclass(frozen=True)
class Part1:
    """Lines 1 to 15 of Part I and line 18 of Part II. US dollars, exact; `line_10` is a fraction of 1.

    Lines 11 and 12 add up to line 13; lines 13, 15 and 18 add up to lines 7 and 8. Repayments and
    qualified disaster distributions, which have lines of their own, are left out.
    """

    line_1: Decimal
    """Nondeductible contributions for the year."""
    line_2: Decimal
    """After-tax money from earlier years."""
    line_4: Decimal
    """The part of line 1 that was made after the year's end."""
    line_6: Decimal
    """Value of all these IRAs at the end of the year, plus outstanding rollovers."""
    line_7: Decimal
    """Distributions of the year that were not converted or rolled over."""
    line_8: Decimal
    """Converted to Roth IRAs in the year."""
    line_10: Decimal
    line_11: Decimal
    line_12: Decimal

    @property
    def line_3(self) -> Decimal:
        return self.line_1 + self.line_2

    @property
    def line_5(self) -> Decimal:
        return self.line_3 - self.line_4

    @property
    def line_9(self) -> Decimal:
        return self.line_6 + self.line_7 + self.line_8

    @property
    def line_13(self) -> Decimal:
        """Nontaxable part of all distributions and conversions."""
        return self.line_11 + self.line_12

    @property
    def line_14(self) -> Decimal:
        """After-tax money left for later years."""
        return self.line_3 - self.line_13

    @property
    def line_15(self) -> Decimal:
        """Taxable part of the distributions: line 15a of the form, and 15c where no disaster is involved."""
        return self.line_7 - self.line_12

    @property
    def line_18(self) -> Decimal:
        """Taxable part of the conversions."""
        return self.line_8 - self.line_11


def share(basis: Decimal, whole: Decimal, places: int | None) -> Decimal:
    """The nontaxable share, at most 1: `basis` by `whole`, rounded half up to `places` decimals, or exact where None."""
    exact = min(Decimal(1), basis / whole) if whole else Decimal(0)
    return exact if places is None else exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _nontaxable(amount: Decimal, basis: Decimal, whole: Decimal, places: int | None) -> Decimal:
    """The nontaxable part of an amount by the share: multiplied before it is divided where the share is exact."""
    if places is None and whole:
        return min(amount, amount * basis / whole)
    return amount * share(basis, whole, places)


def part_1(
    *,
    basis: Decimal,
    contributions: Decimal = Decimal(0),
    made_after: Decimal = Decimal(0),
    year_end_value: Decimal,
    outstanding_rollovers: Decimal = Decimal(0),
    distributions: Decimal = Decimal(0),
    converted: Decimal = Decimal(0),
    places: int | None = FORM_PLACES,
) -> Part1:
    """Part I of the form for one owner and one year: 26 U.S.C. 408(d)(2).

    `basis`: line 14 of the last form before. `contributions`: nondeductible ones for the year, of which
    `made_after` were made after its end. `places`: decimals of line 10, or None for the exact share. A
    share rounded up never gives back more than there is. US dollars, 0 or more; raises `ValueError`
    otherwise, where `made_after` exceeds `contributions`, and for fewer than three `places`.
    """
    given = {"basis": basis, "contributions": contributions, "made_after": made_after, "year_end_value": year_end_value,
             "outstanding_rollovers": outstanding_rollovers, "distributions": distributions, "converted": converted}  # fmt: skip
    for name, amount in given.items():
        if amount < 0:
            raise ValueError(f"{name} must not be negative")
    if made_after > contributions:
        raise ValueError("made_after must not exceed contributions")
    if places is not None and places < FORM_PLACES:
        raise ValueError("places must be at least three")
    usable, value = basis + contributions - made_after, year_end_value + outstanding_rollovers
    whole = value + distributions + converted
    line_11 = min(usable, _nontaxable(converted, usable, whole, places))
    line_12 = min(usable - line_11, _nontaxable(distributions, usable, whole, places))
    line_10 = share(usable, whole, places)
    return Part1(contributions, basis, made_after, value, distributions, converted, line_10, line_11, line_12)


@dataclass(frozen=True)
class Worksheet:
    """Worksheet 1-1 of Pub. 590-B: `share` is its line 7, `nontaxable` its line 8, `taxable` its line 9."""

    share: Decimal
    nontaxable: Decimal
    taxable: Decimal


def worksheet_1_1(
    *, basis: Decimal, contributions: Decimal, year_end_value: Decimal, distributions: Decimal, places: int | None = FORM_PLACES
) -> Worksheet:
    """The nontaxable part where the deduction of a contribution of the same year is not known yet: Pub. 590-B, Worksheet 1-1.

    `contributions`: all for the year, deductible or not. `distributions`: all of the year, converted ones
    among them. Line 13 of Form 8606 is then `nontaxable`. US dollars, 0 or more.
    """
    for name, amount in (("basis", basis), ("contributions", contributions), ("year_end_value", year_end_value),
                         ("distributions", distributions)):  # fmt: skip
        if amount < 0:
            raise ValueError(f"{name} must not be negative")
    own, whole = basis + contributions, year_end_value + distributions
    nontaxable = min(own, _nontaxable(distributions, own, whole, places))
    return Worksheet(share(own, whole, places), nontaxable, distributions - nontaxable)
