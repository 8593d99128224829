"""What becomes of a plan loan that is not repaid, and how long it can be rolled over."""

from __future__ import annotations

from rulebook import formats
from rulebook.law import Law
from rulebook.rules.plan_loan import Ending
from rulebook.tables.model import Column, Kind, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import citations_of, cite, distinct

NAMES = {
    Ending.DEEMED: ("Deemed distribution", "The terms or the payments fail the rules."),
    Ending.OFFSET: ("Loan offset", "The account is reduced to repay the loan."),
    Ending.QUALIFIED_OFFSET: (
        "Qualified loan offset",
        "The same, solely because the plan ended, or because leaving the job led to the default; the loan met the rules until then.",
    ),
}


def build(law: Law, year: int, _options: Options) -> Table:
    """One row a way in which a loan ends."""
    dated = law.in_year(year)
    days = formats.number(dated.amount("rollover_days"))
    until = {
        Ending.DEEMED: "Never",
        Ending.OFFSET: f"{days} days",
        Ending.QUALIFIED_OFFSET: "The day the return for the year of the offset is due, with extensions",
    }

    def row(ending: Ending) -> Row:
        name, when = NAMES[ending]
        return Row(
            TableCell(name),
            (
                TableCell(when),
                TableCell("Yes" if ending is Ending.DEEMED else "No", Kind.ANSWER),
                TableCell("Yes", Kind.ANSWER),
                TableCell("Yes" if ending.can_be_rolled_over else "No", Kind.ANSWER),
                TableCell(until[ending]),
            ),
        )

    return Table(
        "plan-loan-outcomes",
        "What becomes of a plan loan that is not repaid.",
        (
            Column("How it ends"),
            Column("When"),
            Column("Still owed to the plan", Kind.ANSWER),
            Column("Taxable", Kind.ANSWER),
            Column("Can be rolled over", Kind.ANSWER),
            Column("Until"),
        ),
        tuple(row(ending) for ending in Ending),
        year,
        (
            f"Taxable as far as it is not rolled over. The {formats.rate(dated.amount('early_distribution_rate'))} additional tax comes "
            "on top before 59½, unless an exception fits.",
            "To roll over an offset, the money must come from elsewhere: no cash is paid out for it.",
        ),
        distinct(
            [
                cite(law, "irc-72", "(p)(1)"),
                cite(law, "irc-402", "(c)(3)(A)"),
                cite(law, "irc-402", "(c)(3)(C)"),
                cite(law, "reg-1.72(p)-1", "A-13"),
                cite(law, "reg-1.402(c)-2", "A-9"),
                cite(law, "td-9937", "26 CFR 1.402(c)-3"),
                *citations_of(law, year, ["early_distribution_rate"]),
            ]
        ),
        "A deemed distribution is taxed and cannot be rolled over. An offset can be, and a qualified one has the longest time.",
    )


SPEC = Spec(build, {})
