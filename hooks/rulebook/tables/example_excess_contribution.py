"""An excess contribution followed over the lines of Form 5329, year by year."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from rulebook import formats
from rulebook.law import AccountKind, Citation, Law
from rulebook.rules.excess_contribution import ExcessOfYear, YearOfContributions
from rulebook.scenarios.excess_over_years import follow
from rulebook.tables.model import Column, Kind, Option, OptionError, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import ACCOUNT_PHRASES, authority, cite, distinct, law_cell, money_style

ENDS = {
    "left": "nothing is done about it",
    "withdrawn": "it is withdrawn before the last year ends",
    "absorbed": "less is put in for the last year, so that the excess fits into the limit",
}


def build(law: Law, year: int, options: Options) -> Table:
    """One column a year. In the years between, the limit is filled and nothing is paid out."""
    account, limit, contributed = options.account(), options.amount("limit"), options.amount("contributed")
    count, end = int(options.word("years")), options.word("end")
    if account not in (AccountKind.TRADITIONAL_IRA, AccountKind.ROTH_IRA):
        raise OptionError("account must be traditional_ira or roth_ira")
    if contributed <= limit:
        raise OptionError("contributed must be more than limit: else there is no excess")
    excess = contributed - limit
    if end != "left" and count == 1:
        raise OptionError(f"end={end} needs years=2 or more: the correction falls in a later year")
    if end == "absorbed" and excess > limit:
        raise OptionError("end=absorbed needs an excess that fits into limit")
    value = options.amount("value") if options.has("value") else contributed
    none = Decimal(0)
    years = [YearOfContributions(limit, contributed, none, value), *[YearOfContributions(limit, limit, none, value)] * (count - 1)]
    if end == "withdrawn":
        years[-1] = YearOfContributions(limit, limit, excess, value)
    if end == "absorbed":
        years[-1] = YearOfContributions(limit, limit - excess, none, value)
    followed = follow(law, year, account, years)
    total = sum((one.tax for one in followed), none)
    style = money_style([limit, contributed, value, *(one.tax for one in followed)])
    dated = law.in_year(year)
    tax = authority(dated, "excess_contribution_rate")
    rate = formats.rate(dated.amount("excess_contribution_rate"))
    roth = account is AccountKind.ROTH_IRA
    carried = cite(law, "irc-4973", "(f)" if roth else "(b)")

    def row(label: str, line: str, pick: Callable[[ExcessOfYear], Decimal], source: Citation | None = None, total: bool = False) -> Row:
        cells = tuple(style(pick(one)) for one in followed)
        return Row(TableCell(label, note=f"line {line}"), (*cells, law_cell(source) if source else TableCell("")), total)

    form = cite(law, "form-5329-instructions", f"Part {'IV' if roth else 'III'}")
    return Table(
        f"example-excess-contribution-{end}",
        f"{formats.money(contributed)} goes into {ACCOUNT_PHRASES[account]} for {year}, where {formats.money(limit)} is allowed; "
        f"{ENDS[end]}.",
        (Column("Form 5329"), *(Column(str(year + offset), Kind.MONEY) for offset in range(count)), Column("Law")),
        (
            row("Excess of the year before", "18" if roth else "9", lambda one: one.brought_in, carried),
            row("Room left unused in the limit", "19" if roth else "10", lambda one: one.room, carried),
            row("Paid out", "20" if roth else "11 or 12", lambda one: one.distributed, carried),
            row("Excess left", "22" if roth else "14", lambda one: one.left),
            row("Put in above the limit", "23" if roth else "15", lambda one: one.added, carried),
            row("Excess at the end of the year", "24" if roth else "16", lambda one: one.excess),
            row(f"Tax, {rate}", "25" if roth else "17", lambda one: one.tax, tax, total=True),
        ),
        year,
        (
            f"The limit is {formats.money(limit)} in every year of the example.",
            f"The IRAs are worth {formats.money(value)} at each year-end.",
            f"The tax is {rate} of the excess, or of the value at the end of the year if that is less.",
            "In the years between, the limit is filled and nothing is paid out.",
            "What was returned in time, with its income, is not entered at all: it counts as never put in.",
        ),
        distinct([tax, carried, form]),
        f"The tax comes to {style(total).text} over {count} {'year' if count == 1 else 'years'}.",
    )


SPEC = Spec(
    build,
    {
        "account": Option("account"),
        "limit": Option("amount"),
        "contributed": Option("amount"),
        "years": Option("word", words=("1", "2", "3", "4")),
        "end": Option("word", default="left", words=tuple(ENDS)),
        "value": Option("amount", optional=True),
    },
)
