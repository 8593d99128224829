"""Employer stock paid out in a lump sum: 26 U.S.C. 402(e)(4)(B), (D); 26 CFR 1.402(a)-1(b).

What a lump-sum distribution is (the whole balance in one tax year after death, 59½ or leaving the job)
is a fact, and given. Supposes no after-tax money of the employee in the shares.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Payout:
    """What a payout of shares is: `ordinary` plus `appreciation` is their value. US dollars.

    `ordinary` is includible when the shares are paid out, and is their basis afterwards.
    `appreciation` is the net unrealized appreciation left out of income until they are sold.
    """

    ordinary: Decimal
    appreciation: Decimal

    @property
    def basis(self) -> Decimal:
        return self.ordinary


def pay_out(value: Decimal, cost: Decimal, *, included: bool = False) -> Payout:
    """Shares worth `value` that cost the plan `cost`, in a lump sum: 402(e)(4)(B), 1.402(a)-1(b)(2)(i).

    The appreciation is what the value has over the cost of all the shares together; where the value is
    below the cost there is none, and the value is income and basis. `included`: the taxpayer chooses to
    have the appreciation included at once. US dollars, 0 or more.
    """
    for name, amount in (("value", value), ("cost", cost)):
        if amount < 0:
            raise ValueError(f"{name} must not be negative")
    ordinary = value if included else min(value, cost)
    return Payout(ordinary, value - ordinary)


@dataclass(frozen=True)
class Sale:
    """What a sale of the shares gives: one of gain and loss is nothing. US dollars."""

    appreciation: Decimal
    """Long-term capital gain whatever the holding period: the appreciation that is still there."""
    later_gain: Decimal
    """Gain after the payout: long-term or short-term by the owner's holding period from then on."""
    loss: Decimal
    """Capital loss: what the price falls short of the basis."""


def sell(shares: Payout, price: Decimal) -> Sale:
    """A sale of all the shares after the payout: 26 CFR 1.402(a)-1(b)(1)(i). `price` in US dollars, 0 or more."""
    if price < 0:
        raise ValueError("price must not be negative")
    gain = max(Decimal(0), price - shares.basis)
    appreciation = min(gain, shares.appreciation)
    return Sale(appreciation, gain - appreciation, max(Decimal(0), shares.basis - price))
