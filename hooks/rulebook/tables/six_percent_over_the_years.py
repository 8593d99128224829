"""What an excess left in an IRA costs, year after year."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.law import AccountKind, Law
from rulebook.rules.excess_contribution import YearOfContributions
from rulebook.scenarios.excess_over_years import follow
from rulebook.tables.model import Bar, Chart, Column, Kind, Option, OptionError, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import citations_of, cite, distinct, money_style

YEARS = 10


def build(law: Law, year: int, options: Options) -> Table:
    """One row a year-end, over ten years in which nothing is corrected."""
    excess = options.amount("excess")
    if not excess:
        raise OptionError("excess is nothing")
    value = options.amount("value") if options.has("value") else excess
    none = Decimal(0)
    years = [YearOfContributions(none, excess, none, value), *[YearOfContributions(none, none, none, value)] * (YEARS - 1)]
    followed = follow(law, year, AccountKind.ROTH_IRA, years)
    style = money_style([excess, value, *(one.tax for one in followed)])
    rows, bars, so_far = [], [], none
    for offset, one in enumerate(followed):
        so_far += one.tax
        years_end = f"{offset + 1} year-end" + ("s" if offset else "")
        bars.append(Bar(years_end, (so_far,), f"{style(so_far).text} in all"))
        share = TableCell(formats.percent(so_far / excess), Kind.RATE)
        rows.append(Row(TableCell(str(offset + 1), Kind.NUMBER), (style(one.tax), style(so_far), share)))
    rate = formats.rate(law.in_year(year).amount("excess_contribution_rate"))
    capped = value < excess
    worth = f", in IRAs worth {formats.money(value)} at each year-end" if capped else ""
    return Table(
        "six-percent-over-the-years",
        f"{formats.money(excess)} too much{worth}, left in for ten year-ends.",
        (
            Column("Year-ends", Kind.NUMBER),
            Column("Tax of the year", Kind.MONEY),
            Column("So far", Kind.MONEY),
            Column("Of the excess", Kind.RATE),
        ),
        tuple(rows),
        year,
        (
            f"The tax is {rate} a year of the excess there at the end of the year.",
            f"It is never more than {rate} of what the IRAs are worth that day."
            if capped
            else "The IRAs are worth at least the excess at each year-end; where they are worth less, the tax is less.",
            "Nothing is paid out, and no room in a later limit is left unused. Interest and other penalties are left out.",
        ),
        distinct([*citations_of(law, year, ["excess_contribution_rate"]), cite(law, "irc-4973", "(b)"), cite(law, "irc-4973", "(f)")]),
        f"After {YEARS} year-ends the tax comes to {style(so_far).text}, or {formats.percent(so_far / excess)} of the excess.",
        Chart(("Tax so far, against the excess",), tuple(bars), max(excess, so_far)),
    )


SPEC = Spec(build, {"excess": Option("amount"), "value": Option("amount", optional=True)}, charted=True)
