"""A withdrawal before 59½ (or after it): what goes to taxes, what is withheld, what is kept.

Federal income tax, the additional tax of 26 U.S.C. 72(t), what a state adds to that tax, and withholding
of one distribution, for one return of one year.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from rulebook.formats import cents
from rulebook.law import AccountKind, FilingStatus, LawYear
from rulebook.rules import early_distribution, exceptions, income_tax, state_additional_tax, tax_table, withholding
from rulebook.rules.exceptions import Allocation, Claim, Opening
from rulebook.rules.income_tax import Filer
from rulebook.rules.state_additional_tax import StateTax
from rulebook.rules.withholding import Payment


@dataclass(frozen=True)
class Case:
    """One distribution and the return it goes on. Amounts in US dollars, 0 or more.

    `other_income`: all other income of the year, ordinary, before deductions. `age`: in years on the
    day of the payment (59.5 once 59½ is attained). `nontaxable`: the part of `amount` that is not
    includible in gross income. `rolled_in`: from a governmental 457(b), the part of the includible
    amount that stems from money rolled in. `claims`: exceptions whose conditions are met, in the
    order in which they are used; age 59½ needs no claim. `payment`: None takes the usual one of the
    account. `by_table`: income tax as a return reads it from the Tax Table, not by the rate schedules.
    `state`: postal code of the state of residence for the whole year, or nothing. `state_excepted`: what
    the state's own exceptions cover of the base, for California, whose tax has a list of its own.
    Raises `ValueError` for values that contradict each other.
    """

    amount: Decimal
    account: AccountKind
    status: FilingStatus
    other_income: Decimal
    age: Decimal
    nontaxable: Decimal = Decimal(0)
    rolled_in: Decimal = Decimal(0)
    simple_window: bool = False
    claims: tuple[Claim, ...] = ()
    filers_65_or_over: int = 0
    payment: Payment | None = None
    by_table: bool = False
    state: str = ""
    state_excepted: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError("amount must not be negative")
        if self.other_income < 0:
            raise ValueError("other_income must not be negative")
        if not 0 <= self.nontaxable <= self.amount:
            raise ValueError("nontaxable must be from 0 to amount")
        if self.payment is Payment.DIRECT_ROLLOVER:
            raise ValueError("payment must not be a direct rollover: that is no withdrawal")
        if self.age >= 65 and not self.filers_65_or_over:
            raise ValueError("filers_65_or_over must count the owner, who is 65 or over")
        if self.age < 64 and self.filers_65_or_over > (self.status is FilingStatus.MARRIED_FILING_JOINTLY):
            raise ValueError("filers_65_or_over must not count the owner, who does not reach 65 in the year")
        early_distribution.base(self.account, self.includible, self.rolled_in)
        if self.state_excepted < 0:
            raise ValueError("state_excepted must not be negative")
        if self.state_excepted and self.state != "CA":
            raise ValueError("state_excepted is for California only")

    @property
    def includible(self) -> Decimal:
        return self.amount - self.nontaxable

    @property
    def filer(self) -> Filer:
        return Filer(self.status, self.filers_65_or_over)


@dataclass(frozen=True)
class Breakdown:
    """What becomes of a distribution. Published amounts, in cents.

    `kept` plus `total_tax` is the amount; `paid_now` plus `withheld` is the amount; `kept` is `paid_now`
    less `due_at_filing`, which is negative where money comes back.
    """

    case: Case
    over_59_half: bool
    income_tax_without: Decimal
    income_tax_with: Decimal
    allocation: Allocation
    """How the exceptions share what the additional tax can reach. Exact amounts."""
    additional_tax_rate: Decimal
    additional_tax: Decimal
    withheld: Decimal
    state: StateTax | None = None
    """What the state adds, exact; None where the case names no state."""

    @property
    def covered(self) -> tuple[Decimal, ...]:
        """What each claim covers, in cents: with `taxed` exactly the base, whatever the parts of a cent."""
        sums = [Decimal(0)]
        for line in self.allocation.lines:
            sums.append(sums[-1] + line.amount)
        return tuple(cents(after) - cents(before) for before, after in pairwise(sums))

    @property
    def taxed(self) -> Decimal:
        """What of the base no claim covers, in cents; the tax itself is taken from the exact amount."""
        return cents(self.allocation.base) - sum(self.covered)

    @property
    def income_tax(self) -> Decimal:
        """The rise in income tax that the distribution causes."""
        return self.income_tax_with - self.income_tax_without

    @property
    def total_tax(self) -> Decimal:
        return self.income_tax + self.additional_tax

    @property
    def kept(self) -> Decimal:
        return self.case.amount - self.total_tax

    @property
    def state_tax(self) -> Decimal:
        """The state's own additional tax, in cents; 0 where none in force was read."""
        return cents(self.state.amount) if self.state is not None and self.state.amount is not None else Decimal(0)

    @property
    def kept_after_state_tax(self) -> Decimal:
        return self.kept - self.state_tax

    @property
    def share_taxed(self) -> Decimal:
        """Total federal tax as a fraction of the distribution; 0 for a distribution of 0."""
        return self.total_tax / self.case.amount if self.case.amount else Decimal(0)

    @property
    def paid_now(self) -> Decimal:
        return self.case.amount - self.withheld

    @property
    def due_at_filing(self) -> Decimal:
        return self.total_tax - self.withheld


def break_down(law: LawYear, case: Case) -> Breakdown:
    """The taxes of a case under the law of a year.

    A claim whose cap depends on adjusted gross income gets that of the case where it names none.
    Raises `FigureNotReadError` where a figure of the year is not read (see `figures`).
    """
    over_59_half = early_distribution.attained_59_half(law, case.age)
    base = Decimal(0) if over_59_half else early_distribution.base(case.account, case.includible, case.rolled_in)
    agi = case.other_income + case.includible
    claims = tuple(c if c.facts.agi is not None else replace(c, facts=replace(c.facts, agi=agi)) for c in case.claims)
    allocation = exceptions.allocate(law, case.account, base, claims)
    rate = early_distribution.rate(law, case.account, case.simple_window)
    payment = case.payment or withholding.usual_payment(case.account)
    additional_tax = allocation.taxed * rate
    return Breakdown(
        case,
        over_59_half,
        cents(tax_of(law, case.filer, case.other_income, case.by_table)),
        cents(tax_of(law, case.filer, agi, case.by_table)),
        allocation,
        rate,
        cents(additional_tax),
        cents(withholding.withheld(law, case.account, case.amount, case.includible, payment)),
        _state_tax(law, case, base, additional_tax) if case.state else None,
    )


def _state_tax(law: LawYear, case: Case, base: Decimal, federal_tax: Decimal) -> StateTax:
    """What the state adds: to the base less the state's own exceptions, or as a share of the federal tax."""
    taxed = max(Decimal(0), base - case.state_excepted)
    return state_additional_tax.additional_tax(law, case.state, taxed, federal_tax, simple_window=case.simple_window)


def tax_of(law: LawYear, filer: Filer, income: Decimal, by_table: bool = False) -> Decimal:
    """Income tax of a return with this adjusted gross income, by the rate schedules or by the Tax Table."""
    taxable = income_tax.taxable_income(law, filer, income)

    def by_schedule(amount: Decimal) -> Decimal:
        return income_tax.tax_on(law, amount, filer.status)

    return tax_table.tax_by_table(law, taxable, by_schedule) if by_table else by_schedule(taxable)


def figures(law: LawYear, case: Case) -> tuple[str, ...]:
    """The ids of the figures this case is computed from, whose values differ by year or may be missing."""
    ids = ["income_tax_brackets", "standard_deduction"]
    if case.filers_65_or_over:
        ids.append("additional_standard_deduction")
    if case.by_table:
        ids.append("tax_table_limit")
    for claim in case.claims:
        if exceptions.opening(law, claim.exception, case.account) is Opening.OPEN:
            cap = claim.exception.cap
            ids += [id for id in (cap.figure, cap.share, cap.kept) if id]
    return tuple(dict.fromkeys(ids))


def left_out() -> tuple[str, ...]:
    """Plain sentences on what every case counts and leaves out."""
    return (
        "Income tax is the rise in federal tax on ordinary income after the standard deduction.",
        "Left out: credits, itemized deductions, taxation of Social Security benefits, tax on net investment income, and state income tax.",
    )
