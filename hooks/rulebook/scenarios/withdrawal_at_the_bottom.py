"""Money taken out after a fall, against the same money taken out once the fall is made good. Arithmetic: no law."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rulebook.formats import cents
from rulebook.rules import recovery_from_loss


@dataclass(frozen=True)
class Bottom:
    """Two owners with the same balance who take out the same amount. Published amounts, in cents."""

    after_fall: Decimal
    gain: Decimal
    """The gain that brings the balance back, as a fraction: exact."""
    left_if_taken_first: Decimal
    """What is left in the account after the recovery when the money was taken out at the bottom."""
    left_if_taken_last: Decimal
    """What is left when it was taken out after the recovery."""

    @property
    def cost(self) -> Decimal:
        """What waiting leaves more: the gain on the money that was no longer there."""
        return self.left_if_taken_last - self.left_if_taken_first


def take_out(balance: Decimal, fall: Decimal, amount: Decimal) -> Bottom:
    """`amount` out of an account that fell by `fall` and then came back to where it was.

    `fall` is a fraction from 0 to below 1; `amount` at most what the fall leaves. US dollars, 0 or more.
    Taxes, contributions and the time it takes are left out; that an account comes back is a supposition.
    """
    if balance < 0:
        raise ValueError("balance must not be negative")
    gain = recovery_from_loss.gain_needed(fall)
    after = balance * (1 - fall)
    if not 0 <= amount <= after:
        raise ValueError("amount must be from 0 to what the fall leaves")
    return Bottom(cents(after), gain, cents((after - amount) / (1 - fall)), cents(balance - amount))
