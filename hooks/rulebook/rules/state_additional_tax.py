"""State taxes added to the federal additional tax on an early distribution, each state by its own rule.

California taxes the amount itself: Cal. Rev. & Tax. Code 17085. Wisconsin, Nebraska, Vermont and
Arkansas take a share of the federal tax: Wis. Stat. 71.83(1)(a)6; Neb. Rev. Stat. 77-2715(2)(b); 32
V.S.A. 5822(c)(1)(A); Ark. Code 26-51-414(c). Maine did until 2012: 36 M.R.S. 5204-A. In every other
state none is known here, which is not proof that there is none. For a resident for the whole year.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from rulebook.law import LawYear

STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii",
    "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana",
    "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi",
    "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey",
    "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma",
    "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota",
    "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington",
    "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip
"""The states and the District of Columbia, by postal code."""


class Standing(StrEnum):
    """What is known of a state's own tax in a year."""

    IN_FORCE = "in force"
    REPEALED = "repealed"
    NOT_READ = "not read for this year"
    NONE_KNOWN = "none known"


CALIFORNIA, CALIFORNIA_SIMPLE = "california_early_distribution_rate", "california_simple_early_distribution_rate"

SHARES = {
    "AR": "arkansas_share_of_additional_tax",
    "ME": "maine_share_of_additional_tax",
    "NE": "nebraska_share_of_additional_tax",
    "VT": "vermont_share_of_additional_tax",
    "WI": "wisconsin_share_of_additional_tax",
}
"""The figure of each state whose tax is a share of the federal one."""

REPEALED = frozenset({"ME"})
"""States whose figure ends because the law did; any other figure that ends was read no further."""


@dataclass(frozen=True)
class StateTax:
    """A state's tax on one early distribution, in US dollars. `amount` is None unless a tax in force was read."""

    state: str
    standing: Standing
    figure: str = ""
    amount: Decimal | None = None


def additional_tax(law: LawYear, state: str, taxed: Decimal, federal_tax: Decimal, *, simple_window: bool = False) -> StateTax:
    """What a state adds to the federal additional tax on a distribution.

    `state` is a postal code. `taxed`: what the state's own rule reaches of the distribution, after the
    state's own exceptions; only California asks for it. `federal_tax`: the federal additional tax on it,
    after the federal exceptions. `simple_window`: a SIMPLE IRA in its first two years. US dollars, 0 or
    more. Exact: not rounded to cents. Raises `ValueError` for what is no state.
    """
    if state not in STATES:
        raise ValueError("state must be the postal code of a state or DC")
    for name, amount in (("taxed", taxed), ("federal_tax", federal_tax)):
        if amount < 0:
            raise ValueError(f"{name} must not be negative")
    if state == "CA":
        figure, base = CALIFORNIA_SIMPLE if simple_window else CALIFORNIA, taxed
    elif state in SHARES:
        figure, base = SHARES[state], federal_tax
    else:
        return StateTax(state, Standing.NONE_KNOWN)
    if not law.applies(figure):
        return StateTax(state, Standing.REPEALED if state in REPEALED else Standing.NOT_READ, figure)
    return StateTax(state, Standing.IN_FORCE, figure, base * law.amount(figure))
