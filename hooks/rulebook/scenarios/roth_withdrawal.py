"""A withdrawal from Roth IRAs: what it consists of, what of it is income, and which of it bears the additional tax."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from rulebook.formats import cents
from rulebook.law import AccountKind, FilingStatus, LawYear
from rulebook.rules import early_distribution, exceptions, roth_ordering, roth_qualification
from rulebook.rules.exceptions import Allocation, Claim
from rulebook.rules.income_tax import Filer
from rulebook.rules.roth_ordering import Composition, PutIn
from rulebook.rules.roth_qualification import Reasons
from rulebook.scenarios import early_withdrawal

ROTH = AccountKind.ROTH_IRA


@dataclass(frozen=True)
class Case:
    """All withdrawals of one year from one owner's Roth IRAs. Amounts in US dollars, 0 or more.

    `put_in`: what went in and has not come out in earlier years. `first_year`: the first tax year with
    a contribution or conversion to any Roth IRA. `age`: in years on the day of the payment. `claims`:
    exceptions whose conditions are met, in the order in which they are used. Death, disability and a
    first home also make a distribution qualified where the five years have run: their claims say so. A
    claim for a first home names in `part` what it costs. `by_table`: income tax as a return reads it from
    the Tax Table, not by the rate schedules.
    """

    amount: Decimal
    put_in: PutIn
    first_year: int
    status: FilingStatus
    other_income: Decimal
    age: Decimal
    claims: tuple[Claim, ...] = ()
    filers_65_or_over: int = 0
    by_table: bool = False

    def __post_init__(self) -> None:
        if any(c.year < self.first_year for c in self.put_in.conversions):
            raise ValueError("first_year must not lie after a conversion")
        if any(claim.exception.id == "first_home" and claim.part is None for claim in self.claims):
            raise ValueError("claims for a first home must name what it costs")
        assert self.as_withdrawal  # it refuses amounts that cannot be

    @property
    def as_withdrawal(self) -> early_withdrawal.Case:
        """The same money without its make-up: what decides which figures of the law are needed."""
        return early_withdrawal.Case(
            self.amount, ROTH, self.status, self.other_income, self.age, self.amount,
            claims=self.claims, filers_65_or_over=self.filers_65_or_over, by_table=self.by_table,
        )  # fmt: skip


@dataclass(frozen=True)
class Breakdown:
    """What becomes of a withdrawal. `income_tax` and `additional_tax` are published amounts, in cents.

    `qualified` plus the parts of `composition` is the amount: where a part is qualified, the rest alone is
    taken apart, as Form 8606 does. `kept` plus `total_tax` is the amount.
    """

    case: Case
    over_59_half: bool
    qualified: Decimal
    composition: Composition
    recapture: Decimal
    """The part that bears the additional tax as if it were included in income, before exceptions."""
    allocation: Allocation
    additional_tax_rate: Decimal
    income_tax: Decimal
    additional_tax: Decimal

    @property
    def includible(self) -> Decimal:
        return self.composition.earnings

    @property
    def total_tax(self) -> Decimal:
        return self.income_tax + self.additional_tax

    @property
    def kept(self) -> Decimal:
        return self.case.amount - self.total_tax


def break_down(law: LawYear, case: Case) -> Breakdown:
    """The taxes of a case: 26 U.S.C. 408A(d)(1) to (4), 72(t).

    What is qualified never bears the additional tax: each reason that makes it so is an exception of
    72(t)(2) as well. What the cap for a first home gave to the qualified part is gone for the rest.
    """
    over_59_half = early_distribution.attained_59_half(law, case.age)
    ids = {claim.exception.id for claim in case.claims}
    home = next((claim for claim in case.claims if claim.exception.id == "first_home"), None)
    home_costs = home.part if home is not None and home.part is not None else Decimal(0)
    used = home.facts.used_before if home is not None else Decimal(0)
    reasons = Reasons(over_59_half, "death" in ids, "disability" in ids, home_costs, used)
    qualified = roth_qualification.qualified_part(law, case.amount, case.first_year, reasons)
    composition = roth_ordering.compose(case.amount - qualified, case.put_in)
    recapture = roth_ordering.recapture(law, composition)
    agi = case.other_income + composition.earnings
    base = Decimal(0) if over_59_half else early_distribution.base(ROTH, composition.earnings + recapture)
    claims = tuple(_for_the_rest(claim, qualified, agi) for claim in case.claims)
    allocation = exceptions.allocate(law, ROTH, base, claims)
    rate = early_distribution.rate(law, ROTH)
    filer = Filer(case.status, case.filers_65_or_over)
    without, with_it = (cents(early_withdrawal.tax_of(law, filer, income, case.by_table)) for income in (case.other_income, agi))
    return Breakdown(
        case, over_59_half, qualified, composition, recapture, allocation, rate, with_it - without, cents(allocation.taxed * rate)
    )


def _for_the_rest(claim: Claim, qualified: Decimal, agi: Decimal) -> Claim:
    """The claim as it stands for the part that is not qualified, with the adjusted gross income of the case where it names none."""
    facts = claim.facts if claim.facts.agi is not None else replace(claim.facts, agi=agi)
    if claim.exception.id != "first_home" or claim.part is None:
        return replace(claim, facts=facts)
    return replace(claim, facts=replace(facts, used_before=facts.used_before + qualified), part=max(Decimal(0), claim.part - qualified))
