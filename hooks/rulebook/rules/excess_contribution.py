"""Too much put in: the yearly tax on IRA excesses, their return with income or loss, and excess deferrals.

26 U.S.C. 4973(a), (b), (f) (the tax), 408(d)(4) and 26 CFR 1.408-11 (return of an IRA contribution),
402(g)(2), (6) (excess deferrals to plans).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook.law import AccountKind, LawYear

NOTHING = Decimal(0)


@dataclass(frozen=True)
class YearOfContributions:
    """What happened to somebody's traditional, or Roth, IRAs for one tax year. US dollars, 0 or more.

    `limit` is the contribution limit of the year for that kind of IRA, as reduced by contributions to
    the other kind; for a traditional IRA it is the limit before the rules on plans at work
    (4973(b), last sentence), for a Roth IRA the limit after its phase-out. `contributed` leaves out
    rollovers, conversions and what was returned in time. `distributed` is, for traditional IRAs, what
    was included in income or paid out under 408(d)(5); for Roth IRAs every distribution but rollovers.
    `value` is that of the accounts at the end of the year. `emptied`: all Roth IRAs were paid out in
    the year, so what is left of an earlier excess is gone with them, whatever they were worth.
    """

    limit: Decimal
    contributed: Decimal
    distributed: Decimal
    value: Decimal
    emptied: bool = False

    def __post_init__(self) -> None:
        for name in ("limit", "contributed", "distributed", "value"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name} must not be negative")


@dataclass(frozen=True)
class ExcessOfYear:
    """One year of the tax, in the order of Form 5329, Part III (traditional) or Part IV (Roth). US dollars.

    Line numbers stand in the comments, traditional first. `room` and `distributed` are what the form
    asks for; they can be more than is left to reduce.
    """

    brought_in: Decimal  # 9, 18
    room: Decimal  # 10, 19
    distributed: Decimal  # 11 and 12, 20
    left: Decimal  # 14, 22
    added: Decimal  # 15, 23
    excess: Decimal  # 16, 24
    tax: Decimal  # 17, 25

    @property
    def absorbed(self) -> Decimal:
        """The part of an earlier excess that counts as a contribution of this year: 26 U.S.C. 4973(b)(2)(C), (f)(2)(B)."""
        return min(self.room, max(NOTHING, self.brought_in - self.distributed))


def excess_of_year(law: LawYear, account: AccountKind, brought_in: Decimal, year: YearOfContributions) -> ExcessOfYear:
    """The excess at the end of a year and its tax: 26 U.S.C. 4973(a), (b), (f).

    `brought_in` is the excess at the end of the year before. It shrinks by distributions and by room
    that later limits leave unused; what is put in above the limit is added. The tax is a share of the
    excess, and no more than the same share of the value at the end of the year. US dollars, exact.
    Raises `ValueError` for an account that is not a traditional or Roth IRA.
    """
    if account not in (AccountKind.TRADITIONAL_IRA, AccountKind.ROTH_IRA):
        raise ValueError("account must be a traditional or a Roth IRA")
    if brought_in < 0:
        raise ValueError("brought_in must not be negative")
    if year.emptied and account is not AccountKind.ROTH_IRA:
        raise ValueError("emptied is for Roth IRAs only")
    room = max(NOTHING, year.limit - year.contributed)
    distributed = max(year.distributed, brought_in) if year.emptied else year.distributed
    left = max(NOTHING, brought_in - room - distributed)
    added = max(NOTHING, year.contributed - year.limit)
    excess = left + added
    tax = law.amount("excess_contribution_rate") * min(excess, year.value)
    return ExcessOfYear(brought_in, room, distributed, left, added, excess, tax)


def adjusted_opening_balance(value_before: Decimal, put_in: Decimal) -> Decimal:
    """The IRA just before the contribution, plus all put in from then on: 26 CFR 1.408-11(b)(1).

    `put_in` holds the contribution that is returned too, and transfers in. US dollars, 0 or more.
    """
    return _sum("value_before", value_before, "put_in", put_in)


def adjusted_closing_balance(value_at_removal: Decimal, taken_out: Decimal = NOTHING) -> Decimal:
    """The IRA just before the contribution is removed, plus all taken out since it was made: 26 CFR 1.408-11(b)(2).

    US dollars, 0 or more.
    """
    return _sum("value_at_removal", value_at_removal, "taken_out", taken_out)


def _sum(first: str, one: Decimal, second: str, other: Decimal) -> Decimal:
    for name, amount in ((first, one), (second, other)):
        if amount < 0:
            raise ValueError(f"{name} must not be negative")
    return one + other


def net_income(contribution: Decimal, opening: Decimal, closing: Decimal) -> Decimal:
    """The income, or the loss as a negative amount, of a contribution: 26 CFR 1.408-11(a)(1).

    contribution × (adjusted closing balance − adjusted opening balance) / adjusted opening balance. The
    same formula serves a contribution that is recharacterized (26 CFR 1.408A-5, A-2(c)). US dollars,
    exact; `contribution` is the part of what was put in that is returned, above 0 and no more than `opening`.
    """
    if contribution <= 0:
        raise ValueError("contribution must be above 0")
    if contribution > opening:
        raise ValueError("contribution must not exceed opening, which holds it")
    if closing < 0:
        raise ValueError("closing must not be negative")
    return contribution * (closing - opening) / opening


@dataclass(frozen=True)
class ReturnedContribution:
    """A contribution returned by the due date of the return, with extensions. US dollars.

    `income` is taxed in the year in which the contribution was made. A loss makes the payment smaller
    and the income 0.
    """

    contribution: Decimal
    net_income: Decimal

    @property
    def paid_out(self) -> Decimal:
        return self.contribution + self.net_income

    @property
    def income(self) -> Decimal:
        return max(NOTHING, self.net_income)


def return_contribution(contribution: Decimal, opening: Decimal, closing: Decimal) -> ReturnedContribution:
    """What leaves the IRA when a contribution is returned in time: 26 U.S.C. 408(d)(4), 72(t)(2)(A)(ix).

    The contribution is not income and counts as never made (4973(b), (f)). Its income is taxed in the
    year in which it was made; the additional tax of 72(t) does not reach it (determinations on or after
    December 29, 2022). Supposes that no deduction was taken for the contribution.
    """
    return ReturnedContribution(contribution, net_income(contribution, opening, closing))


def last_day_for_deferrals(year: int) -> date:
    """The last day on which a plan can return an excess deferral of a year: 26 U.S.C. 402(g)(2)(A)(ii).

    The first April 15 after the year. An extension of time for the return does not move it.
    """
    return date(year + 1, 4, 15)


@dataclass(frozen=True)
class ExcessDeferral:
    """When an excess deferral and its income are taxed. US dollars.

    `income_when_deferred` is that of the year of the deferral, `income_when_paid` that of the year of
    the payment. `taxed_twice` is the part that is in both. `within_72t`: the payment is a distribution
    like any other, so the additional tax reaches it unless an exception fits.
    """

    in_time: bool
    income_when_deferred: Decimal
    income_when_paid: Decimal
    taxed_twice: Decimal
    within_72t: bool


def excess_deferral(year: int, paid: date, excess: Decimal, earnings: Decimal) -> ExcessDeferral:
    """An excess of pre-tax deferrals of `year`, paid out with its earnings on a day: 26 U.S.C. 402(g)(1), (2), (6).

    The excess is income of `year` whatever happens. Paid by the last day, only its earnings are income
    again, in the year of payment, and 72(t) does not reach them. Paid later, the whole payment is
    income, since the excess is no investment in the contract ((g)(6); 26 CFR 1.402(g)-1(e)(8)(iii)).
    `excess` and `earnings` in US dollars, 0 or more: an excess with a loss is left out. Raises
    `ValueError` for a payment before the year began.
    """
    if excess < 0:
        raise ValueError("excess must not be negative")
    if earnings < 0:
        raise ValueError("earnings must not be negative")
    if paid < date(year, 1, 1):
        raise ValueError("paid must not be before the year of the deferral")
    in_time = paid <= last_day_for_deferrals(year)
    again = NOTHING if in_time else excess
    return ExcessDeferral(in_time, excess, again + earnings, again, not in_time)
