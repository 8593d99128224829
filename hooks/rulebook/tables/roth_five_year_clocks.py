"""The five tax years of conversions to a Roth IRA, and the first day after them."""

from __future__ import annotations

from rulebook import formats
from rulebook.law import Law
from rulebook.rules.roth_ordering import first_day_free
from rulebook.rules.roth_qualification import first_qualified_day
from rulebook.tables.model import Column, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import citations_of, cite, distinct

YEARS_BACK = 6


def build(law: Law, year: int, _options: Options) -> Table:
    """One row a year, the last one first: from the year asked for back to years whose five are over."""
    dated = law.in_year(year)

    def row(began: int) -> Row:
        free = first_day_free(dated, began)
        inside = year < free.year
        return Row(
            TableCell(str(began)),
            (
                TableCell(f"{began} to {free.year - 1}"),
                TableCell(formats.day(free)),
                TableCell("Can bear the additional tax" if inside else "Bears none"),
                TableCell(formats.day(first_qualified_day(dated, began))),
            ),
        )

    return Table(
        "roth-five-year-clocks",
        f"The five tax years of a conversion and of a first contribution to a Roth IRA, seen from {year}.",
        (
            Column("Year"),
            Column("Five tax years"),
            Column("Converted in that year: free of the additional tax from"),
            Column(f"Paid out in {year}"),
            Column("First contribution for that year: can be qualified from"),
        ),
        tuple(row(began) for began in range(year, year - YEARS_BACK - 1, -1)),
        year,
        (
            "Each conversion has its own five tax years.",
            "The period of the last column runs once, from the first contribution or conversion to any Roth IRA.",
            "Only what was taxed when converted can bear the additional tax, and none of it from 59½ on or under another exception.",
            "A contribution made by the due date of the return can count for the year before.",
            "A conversion counts for the year in which it is made.",
            "A qualified withdrawal also needs a reason: age 59½, death, disability, or a first home up to the lifetime cap.",
        ),
        distinct([
            *citations_of(law, year, ["roth_conversion_years", "roth_qualified_years"]), cite(law, "irc-408A", "(d)(2)(A)"),
        ]),
        f"A conversion of {year} is free of the additional tax from {formats.day(first_day_free(dated, year))} on.",
    )  # fmt: skip


SPEC = Spec(build, {})
