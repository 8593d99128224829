"""Losses on stock bought back: 26 U.S.C. 1091(a), (b), (d); Rev. Rul. 2008-5.

For someone who is not a dealer. Whether two securities are substantially identical is a fact, and given.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook.law import LawYear


def in_window(law: LawYear, sold: date, bought: date) -> bool:
    """Whether a purchase bars the loss of a sale: within 30 days before or after it, 26 U.S.C. 1091(a)."""
    return abs((bought - sold).days) <= int(law.amount("wash_sale_days"))


@dataclass(frozen=True)
class WashSale:
    """A sale and a purchase in the window. US dollars; `deductible` plus `disallowed` is the loss.

    `added_to_basis` is the disallowed loss where the new shares carry it, so that it is only put off;
    `lost` is it where they do not, because an IRA or Roth IRA bought them.
    """

    deductible: Decimal
    disallowed: Decimal
    added_to_basis: Decimal

    @property
    def loss(self) -> Decimal:
        return self.deductible + self.disallowed

    @property
    def lost(self) -> Decimal:
        return self.disallowed - self.added_to_basis


def buy_back(basis: Decimal, price: Decimal, sold: int, bought: int, *, in_ira: bool) -> WashSale:
    """A sale in a taxable account, and a purchase of identical shares in the window.

    `basis` and `price` of all the shares sold, in US dollars, 0 or more, `price` at most `basis`; `sold`
    and `bought` count shares, `sold` at least 1. Where fewer are bought than sold, only the loss on that
    many is disallowed (1091(b)); all shares sold had the same basis. The disallowed loss is added to the
    basis of the new shares (1091(d)), but not in an IRA or Roth IRA (Rev. Rul. 2008-5).
    """
    if basis < 0:
        raise ValueError("basis must not be negative")
    if not 0 <= price <= basis:
        raise ValueError("price must be from 0 to basis")
    if sold < 1:
        raise ValueError("sold must be at least 1")
    if bought < 0:
        raise ValueError("bought must not be negative")
    loss = basis - price
    disallowed = loss * min(sold, bought) / sold
    return WashSale(loss - disallowed, disallowed, Decimal(0) if in_ira else disallowed)
