"""A distribution paid to its owner, with tax withheld, of which part is rolled over in time."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rulebook.formats import cents
from rulebook.law import AccountKind, FilingStatus, LawYear
from rulebook.rules import rollover, withholding
from rulebook.rules.rollover import RolloverSplit
from rulebook.scenarios.early_withdrawal import Breakdown, Case, break_down


@dataclass(frozen=True)
class IndirectRollover:
    """What becomes of the payment. Published amounts, in cents."""

    withheld: Decimal
    split: RolloverSplit
    rest: Breakdown
    """The taxes on the part that was not rolled over, as a withdrawal of that part."""

    @property
    def paid_now(self) -> Decimal:
        return self.split.rolled_over + self.split.includible - self.withheld

    @property
    def due_at_filing(self) -> Decimal:
        """Taxes on the part not rolled over less what was withheld; negative where money comes back."""
        return self.rest.total_tax - self.withheld


def roll_over(
    law: LawYear,
    account: AccountKind,
    amount: Decimal,
    rolled_over: Decimal,
    status: FilingStatus,
    other_income: Decimal,
    age: Decimal,
    filers_65_or_over: int = 0,
) -> IndirectRollover:
    """A wholly taxable distribution of which `rolled_over` is deposited within 60 days. US dollars, 0 or more."""
    held = cents(withholding.withheld(law, account, amount, amount, withholding.usual_payment(account)))
    split = rollover.split(amount, held, rolled_over)
    rest = Case(split.includible, account, status, other_income, age, filers_65_or_over=filers_65_or_over)
    return IndirectRollover(held, split, break_down(law, rest))
