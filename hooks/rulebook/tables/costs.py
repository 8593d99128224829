"""What the tables about the cost of a withdrawal share: their cases, the law they follow, notes and sources."""

from __future__ import annotations

from decimal import Decimal

from rulebook.law import AccountKind, Citation, FilingStatus, Law, LawYear
from rulebook.scenarios.early_withdrawal import Breakdown, Case, figures, left_out
from rulebook.tables.model import Bar, Options
from rulebook.tables.parts import account_notes, age_notes, citations_of, cite, convention_note, distinct, year_notes

PARTS = ("Kept", "Income tax", "Additional tax")
"""The parts of a bar that shows one withdrawal."""


def shares(label: str, result: Breakdown, text: str) -> Bar:
    """The bar of one withdrawal: what is kept and what each tax takes, as shares of the amount."""
    parts = (result.kept, result.income_tax, result.additional_tax)
    return Bar(label, tuple(part / result.case.amount for part in parts), text)


def case_for(amount: Decimal, status: FilingStatus, options: Options) -> Case:
    """A wholly taxable withdrawal of `amount` under the options `income`, `age` and `account`."""
    age = options.amount("age")
    seniors = 1 if age >= 65 else 0
    account, income = options.account(), options.amount("income")
    return Case(amount, account, status, income, age, filers_65_or_over=seniors, by_table=by_table(options))


def by_table(options: Options) -> bool:
    """Whether the option `convention` asks for the Tax Table."""
    return options.has("convention") and options.word("convention") == "tax-table"


def by_the_table(case: Case) -> str:
    """What a caption adds where income tax is by the Tax Table."""
    return ", by the Tax Table" if case.by_table else ""


def law_for(law: Law, year: int, cases: list[Case]) -> tuple[LawYear, tuple[str, ...]]:
    """The law of the last year for which every figure of the cases was read, and the note if it is another year."""
    needed = list(dict.fromkeys(id for case in cases for id in figures(law.in_year(year), case)))
    shown = law.last_complete_year(year, needed)
    return law.in_year(shown), year_notes(law, year, shown, needed)


def cost_notes(law: LawYear, case: Case) -> tuple[str, ...]:
    """What every table of costs must say about how it was computed."""
    convention = convention_note(law, case.by_table)
    notes = [*account_notes(law, case.account, case.simple_window), *left_out(), convention, *age_notes(law, case.age)]
    if case.filers_65_or_over:
        notes.append("One filer is 65 or over, with the deductions for that age.")
    return tuple(notes)


def cost_sources(law: LawYear, case: Case) -> tuple[Citation, ...]:
    """The authorities of the figures behind the income tax and the additional tax of a case."""
    ids = ["simple_early_distribution_rate" if case.simple_window else "early_distribution_rate", *figures(law, case)]
    if case.filers_65_or_over and law.applies("senior_deduction"):
        ids += ["senior_deduction"]
    if case.account is AccountKind.GOVERNMENTAL_457B:
        return distinct([cite(law.law, "irc-72", "(t)(9)"), *citations_of(law.law, law.year, ids)])
    return citations_of(law.law, law.year, ids)
