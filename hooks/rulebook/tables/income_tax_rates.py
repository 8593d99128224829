"""The rate schedule of a filing status, with its standard deduction."""

from __future__ import annotations

from itertools import zip_longest

from rulebook import formats
from rulebook.law import Law
from rulebook.tables.model import Column, Kind, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import RATE_SCHEDULES, STATUS, STATUS_PHRASES, citations_of, year_notes

FIGURES = ("income_tax_brackets", "standard_deduction")


def build(law: Law, year: int, options: Options) -> Table:
    """One row a rate."""
    status = options.status()
    shown = law.last_complete_year(year, FIGURES)
    dated = law.in_year(shown)
    brackets = dated.brackets("income_tax_brackets", status)
    deduction = formats.money(dated.amount("standard_deduction", status))
    rows = tuple(
        Row(
            TableCell(formats.rate(bracket.rate), Kind.RATE),
            (
                TableCell(formats.money(bracket.over), Kind.MONEY),
                TableCell(formats.money(following.over) if following else "no limit", Kind.MONEY),
            ),
        )
        for bracket, following in zip_longest(brackets, brackets[1:])
    )
    return Table(
        f"income-tax-rates-{status.replace('_', '-')}",
        f"Federal income tax rates of {STATUS_PHRASES[status]} in {shown}.",
        (Column("Rate", Kind.RATE), Column("Taxable income over", Kind.MONEY), Column("up to", Kind.MONEY)),
        rows,
        shown,
        (
            *year_notes(law, year, shown, FIGURES),
            "Each rate applies only to the income between its two amounts.",
            "Taxable income is income less deductions.",
            "Rates are for ordinary income, which includes taxable withdrawals from retirement accounts.",
            RATE_SCHEDULES,
        ),
        citations_of(law, shown, FIGURES),
        f"The standard deduction of {STATUS_PHRASES[status]} in {shown} is {deduction}; the rates apply to income less deductions.",
    )


SPEC = Spec(build, {"status": STATUS})
