"""What the tables of phase-outs share: whose range, which incomes to show, what to say beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from rulebook import formats
from rulebook.law import Law, RangeGroup, Span
from rulebook.tables.model import Column, Kind, OptionError, Options, Row, TableCell

LIMITS = ("ira_contribution_limit", "ira_catch_up_limit", "phase_out_floor", "phase_out_step", "catch_up_age")
"""The figures that every phase-out needs beside its range."""

UNDER_50, FROM_50 = Decimal(49), Decimal(50)

GROUP_PHRASES = {
    RangeGroup.UNMARRIED: "a single filer, a head of household, or a married person filing separately who lived apart all year",
    RangeGroup.JOINT: "a couple filing jointly or a qualifying surviving spouse",
    RangeGroup.SEPARATE: "a married person filing separately who lived with the spouse at any time of the year",
}

COLUMNS = (Column("Modified AGI", Kind.MONEY), Column("Under 50", Kind.MONEY), Column("50 or over", Kind.MONEY))


def apart(options: Options) -> bool:
    """Whether the option `apart` is given, for a separate return."""
    given = options.flag("apart")
    if given and options.status().value != "married_filing_separately":
        raise OptionError("apart=yes is for status=married_filing_separately only")
    return given


def incomes(span: Span) -> Iterator[Decimal]:
    """From the start of a range to its end, at most fifteen steps in whole thousands."""
    width = span.end - span.start
    step = Decimal(1_000) if width <= 15_000 else Decimal(2_000)
    income = span.start
    while income < span.end:
        yield income
        income += step
    yield span.end


def rows(span: Span, limit: Callable[[Decimal, Decimal], Decimal]) -> tuple[Row, ...]:
    """One row an income; `limit` tells the limit at an income and an age."""
    return tuple(
        Row(
            TableCell(formats.money(income), Kind.MONEY),
            tuple(TableCell(formats.money(limit(income, age)), Kind.MONEY) for age in (UNDER_50, FROM_50)),
        )
        for income in incomes(span)
    )


def rounding(law: Law, year: int) -> str:
    dated = law.in_year(year)
    step, floor = formats.money(dated.amount("phase_out_step")), formats.money(dated.amount("phase_out_floor"))
    return f"Inside the range the limit is rounded up to the next {step}, and is no less than {floor} until it is nothing."


ENDS = "At the start of the range or below it the limit is whole; at its end or above it there is none."
AGES = "The age is the one reached by the end of the year. Compensation of the year caps every limit."
