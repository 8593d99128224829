"""Exceptions to the additional tax: 26 U.S.C. 72(t)(2).

Whether an exception is open to an account, how much each kind of cap lets it cover, and how several
exceptions share one distribution. Whether a person meets the condition of an exception is a fact, and
given: nothing here judges it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from rulebook.law import AccountKind, Answer, Cap, CapKind, LawYear, PenaltyException


class Opening(StrEnum):
    """Whether an exception is open to a distribution, and if not, why not."""

    OPEN = "open"
    NOT_FOR_ACCOUNT = "not for this account"
    CANNOT_ARISE = "cannot arise in this account"
    UNSETTLED = "unsettled for this account"
    NOT_IN_FORCE = "not in force all year"


def opening(law: LawYear, exception: PenaltyException, account: AccountKind) -> Opening:
    """Whether the exception is open to a kind of account in a year.

    Only a plain yes of the law opens it: an unsettled answer does not reduce the tax. An exception that
    begins within the year is not open either, since the day of the distribution is not known.
    """
    if exception.since is not None and exception.since > date(law.year, 1, 1):
        return Opening.NOT_IN_FORCE
    return {
        Answer.YES: Opening.OPEN,
        Answer.NO: Opening.NOT_FOR_ACCOUNT,
        Answer.CANNOT_ARISE: Opening.CANNOT_ARISE,
        Answer.UNSETTLED: Opening.UNSETTLED,
    }[exception.cells[account].answer]


# One function for each kind of cap. Amounts in US dollars, 0 or more; shares are fractions from 0 to 1.


def amount_cap(figure: Decimal) -> Decimal:
    """A fixed amount for each event or year: 26 U.S.C. 72(t)(2)(H) (birth or adoption), (M) (disaster)."""
    return figure


def lifetime_amount_cap(figure: Decimal, used_before: Decimal) -> Decimal:
    """What is left of an amount that counts over a lifetime: 26 U.S.C. 72(t)(2)(F), (8)(B) (first home)."""
    return max(Decimal(0), figure - used_before)


def amount_or_share_cap(figure: Decimal, share: Decimal, vested_balance: Decimal) -> Decimal:
    """The lesser of an amount and a share of the vested balance: 26 U.S.C. 72(t)(2)(K) (domestic abuse)."""
    return min(figure, share * vested_balance)


def amount_or_excess_balance_cap(figure: Decimal, kept: Decimal, vested_balance: Decimal) -> Decimal:
    """The lesser of an amount and the vested balance above what must stay: 26 U.S.C. 72(t)(2)(I) (emergency)."""
    return min(figure, max(Decimal(0), vested_balance - kept))


def expenses_cap(expenses: Decimal) -> Decimal:
    """What was spent for the purpose: 26 U.S.C. 72(t)(2)(D) (health premiums), (E) (education)."""
    return expenses


def expenses_over_agi_share_cap(expenses: Decimal, share: Decimal, agi: Decimal) -> Decimal:
    """What was spent above a share of adjusted gross income: 26 U.S.C. 72(t)(2)(B) (medical care)."""
    return max(Decimal(0), expenses - share * agi)


def expenses_amount_or_share_cap(expenses: Decimal, figure: Decimal, share: Decimal, vested_balance: Decimal) -> Decimal:
    """The least of what was spent, an amount and a share of the vested balance: 26 U.S.C. 72(t)(2)(N) (long-term care)."""
    return min(expenses, figure, share * vested_balance)


def outside_the_tax_cap() -> Decimal:
    """Nothing: own 457(b) money never was in the base, 26 U.S.C. 72(t)(9). The number only mends a wrong Form 1099-R."""
    return Decimal(0)


@dataclass(frozen=True)
class Facts:
    """What the caps ask about a person, in US dollars, 0 or more; None where it was not given.

    `expenses`: spent for the purpose of the exception. `agi`: adjusted gross income of the year, with
    the distribution in it. `vested_balance`: vested balance of the account, just before the
    distribution. `used_before`: part of a lifetime amount used in earlier years.
    """

    expenses: Decimal | None = None
    agi: Decimal | None = None
    vested_balance: Decimal | None = None
    used_before: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        given = {"expenses": self.expenses, "agi": self.agi, "vested_balance": self.vested_balance, "used_before": self.used_before}
        for name, amount in given.items():
            if amount is not None and amount < 0:
                raise ValueError(f"{name} must not be negative")


def cap_amount(law: LawYear, cap: Cap, facts: Facts) -> Decimal | None:
    """The most an exception can cover, in US dollars, or None where its law sets no cap.

    Raises `ValueError` naming the fact that the cap asks for and that was not given, and
    `FigureNotReadError` where a figure of the cap has not been read for the year.
    """
    if cap.kind is CapKind.OUTSIDE_THE_TAX:
        return outside_the_tax_cap()
    if cap.kind is CapKind.AMOUNT:
        return amount_cap(law.amount(cap.figure))
    if cap.kind is CapKind.LIFETIME_AMOUNT:
        return lifetime_amount_cap(law.amount(cap.figure), facts.used_before)
    if cap.kind is CapKind.AMOUNT_OR_SHARE:
        return amount_or_share_cap(law.amount(cap.figure), law.amount(cap.share), _given("vested_balance", facts.vested_balance))
    if cap.kind is CapKind.AMOUNT_OR_EXCESS_BALANCE:
        return amount_or_excess_balance_cap(law.amount(cap.figure), law.amount(cap.kept), _given("vested_balance", facts.vested_balance))
    if cap.kind is CapKind.EXPENSES:
        return expenses_cap(_given("expenses", facts.expenses))
    if cap.kind is CapKind.EXPENSES_OVER_AGI_SHARE:
        return expenses_over_agi_share_cap(_given("expenses", facts.expenses), law.amount(cap.share), _given("agi", facts.agi))
    if cap.kind is CapKind.EXPENSES_AMOUNT_OR_SHARE:
        return expenses_amount_or_share_cap(
            _given("expenses", facts.expenses),
            law.amount(cap.figure),
            law.amount(cap.share),
            _given("vested_balance", facts.vested_balance),
        )
    return None


def _given(name: str, amount: Decimal | None) -> Decimal:
    if amount is None:
        raise ValueError(f"{name} is needed for this exception")
    return amount


@dataclass(frozen=True)
class Claim:
    """An exception claimed for a distribution. `part`: the dollars it is claimed for; None claims all it can cover."""

    exception: PenaltyException
    facts: Facts = Facts()
    part: Decimal | None = None

    def __post_init__(self) -> None:
        if self.part is not None and self.part < 0:
            raise ValueError("part must not be negative")


@dataclass(frozen=True)
class Covered:
    """What one claim takes out of the base of the additional tax, and whether the exception was open."""

    claim: Claim
    opening: Opening
    amount: Decimal


@dataclass(frozen=True)
class Allocation:
    """How exceptions share one base. `base` is exactly the amounts covered plus `taxed`."""

    base: Decimal
    lines: tuple[Covered, ...]
    taxed: Decimal

    @property
    def excepted(self) -> Decimal:
        return self.base - self.taxed


def covered(law: LawYear, account: AccountKind, claim: Claim, base: Decimal) -> Covered:
    """What one claim covers of `base`, in US dollars: never below zero, never above the base."""
    if base < 0:
        raise ValueError("base must not be negative")
    state = opening(law, claim.exception, account)
    if state is not Opening.OPEN:
        return Covered(claim, state, Decimal(0))
    limits = [base, cap_amount(law, claim.exception.cap, claim.facts), claim.part]
    return Covered(claim, state, min(limit for limit in limits if limit is not None))


def allocate(law: LawYear, account: AccountKind, base: Decimal, claims: tuple[Claim, ...]) -> Allocation:
    """Several exceptions on one distribution, in the order given; no dollar is covered twice.

    `base` is the amount the additional tax can reach (see `early_distribution.base`), in US dollars,
    0 or more. Raises `ValueError` where one exception is claimed twice: its cap would count twice.
    """
    ids = [claim.exception.id for claim in claims]
    if len(set(ids)) != len(ids):
        raise ValueError("claims must not name an exception twice")
    lines: list[Covered] = []
    left = base
    for claim in claims:
        line = covered(law, account, claim, left)
        lines.append(line)
        left -= line.amount
    return Allocation(base, tuple(lines), left)
