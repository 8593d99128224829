"""Income tax by the rate schedules beside that of the Tax Table."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.law import Law
from rulebook.rules.income_tax import tax_on
from rulebook.rules.tax_table import band, reads_table, tax_by_table
from rulebook.tables.model import Column, Kind, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import STATUS, STATUS_PHRASES, citations_of, year_notes

FIGURES = ("income_tax_brackets", "tax_table_limit")
INCOMES = tuple(Decimal(amount) for amount in (20, 2_510, 10_000, 25_049, 50_400, 54_250, 75_000, 99_999, 100_000, 150_000))
"""Taxable incomes in narrow and wide bands, at an edge of a band, and from the limit on."""


def build(law: Law, year: int, options: Options) -> Table:
    """One row a taxable income."""
    status = options.status()
    shown = law.last_complete_year(year, FIGURES)
    dated = law.in_year(shown)
    rows = []
    for income in INCOMES:
        exact = formats.cents(tax_on(dated, income, status))
        read = formats.cents(tax_by_table(dated, income, lambda amount: tax_on(dated, amount, status)))
        at = band(income)
        row = f"row {formats.money(at.low)} to {formats.money(at.high)}" if reads_table(dated, income) else "no row"
        money = tuple(TableCell(formats.money(amount, always_cents=True), Kind.MONEY) for amount in (exact, read, read - exact))
        rows.append(Row(TableCell(formats.money(income), Kind.MONEY, note=row), money))
    limit = formats.money(dated.amount("tax_table_limit"))
    return Table(
        f"tax-table-against-schedules-{status.replace('_', '-')}",
        f"Income tax of {STATUS_PHRASES[status]} in {shown}, by the rate schedules and by the Tax Table.",
        (
            Column("Taxable income", Kind.MONEY),
            Column("By the schedules", Kind.MONEY),
            Column("By the table", Kind.MONEY),
            Column("Difference", Kind.MONEY),
        ),
        tuple(rows),
        shown,
        (
            *year_notes(law, year, shown, FIGURES),
            "A row is for at least its first amount, but less than its second.",
            f"The tax of a row is that on the middle of the row, rounded to the dollar. From {limit} on, there is no row.",
            f"The rows are worked out from the rates of {shown}; they were not read from a printed table.",
        ),
        citations_of(law, shown, FIGURES),
        f"Below {limit} of taxable income a return reads its tax from the table, which differs by a few dollars at most.",
    )


SPEC = Spec(build, {"status": STATUS})
