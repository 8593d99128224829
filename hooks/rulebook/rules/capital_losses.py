"""Capital losses of an individual: 26 U.S.C. 1211(b), 1212(b).

They arise in a TAXABLE account. A sale inside a retirement account is no sale of its owner and gives
no capital loss.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rulebook.law import FilingStatus, LawYear


@dataclass(frozen=True)
class LossUse:
    """Where a capital loss goes: the three parts add up to the loss. US dollars."""

    against_gains: Decimal
    against_ordinary_income: Decimal
    carried_over: Decimal


def use_loss(law: LawYear, loss: Decimal, gains: Decimal, status: FilingStatus) -> LossUse:
    """The loss of a year against its gains, then up to the limit against other income, the rest carried over.

    `loss` holds losses carried in from earlier years too; both amounts in US dollars, 0 or more. Short-
    and long-term amounts are not told apart. Supposes enough taxable income to use the deduction: with
    less, 1212(b)(2) carries more over.
    """
    if loss < 0:
        raise ValueError("loss must not be negative")
    if gains < 0:
        raise ValueError("gains must not be negative")
    against_gains = min(loss, gains)
    against_ordinary_income = min(loss - against_gains, law.amount("capital_loss_limit", status))
    return LossUse(against_gains, against_ordinary_income, loss - against_gains - against_ordinary_income)
