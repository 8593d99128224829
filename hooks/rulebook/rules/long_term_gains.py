"""The rates on net capital gain: 26 U.S.C. 1(h)(1)(B)-(D), 1(j)(5).

For net long-term gain without collectibles, small business stock, or real estate depreciation, which
have other rates.
"""

from __future__ import annotations

from decimal import Decimal

from rulebook.law import FilingStatus, LawYear


def tax_on_gain(law: LawYear, ordinary: Decimal, gain: Decimal, status: FilingStatus) -> Decimal:
    """The tax on `gain` stacked on `ordinary`, both parts of taxable income: 26 U.S.C. 1(h)(1)(B)-(D).

    The thresholds are of taxable income, so ordinary income fills the lower rates first. The tax on all
    of taxable income by the usual rates is the most that can be due (1(h)(1)); the caller compares. US
    dollars, 0 or more. Exact: not rounded to cents.
    """
    for name, amount in (("ordinary", ordinary), ("gain", gain)):
        if amount < 0:
            raise ValueError(f"{name} must not be negative")
    tax, top = Decimal(0), ordinary + gain
    for bracket in reversed(law.brackets("capital_gain_brackets", status)):
        bottom = max(bracket.over, ordinary)
        if top > bottom:
            tax += (top - bottom) * bracket.rate
            top = bottom
    return tax
