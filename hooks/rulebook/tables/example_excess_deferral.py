"""An excess deferral returned in time, and the same one paid out later."""

from __future__ import annotations

from datetime import timedelta

from rulebook import formats
from rulebook.law import Law
from rulebook.rules.excess_contribution import excess_deferral, last_day_for_deferrals
from rulebook.tables.model import Column, Kind, Option, OptionError, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import cite, distinct, law_cell, money_style


def build(law: Law, year: int, options: Options) -> Table:
    """Two columns: paid by the last day, paid after it."""
    excess, earnings = options.amount("excess"), options.amount("earnings")
    if not excess:
        raise OptionError("excess is nothing")
    last = last_day_for_deferrals(year)
    early, late = (excess_deferral(year, day, excess, earnings) for day in (last, last + timedelta(days=1)))
    style = money_style([excess, earnings])
    limit, back, basis = cite(law, "irc-402", "(g)(1)"), cite(law, "irc-402", "(g)(2)"), cite(law, "irc-402", "(g)(6)")
    reached = [TableCell("Yes" if one.within_72t else "No") for one in (early, late)]
    return Table(
        "example-excess-deferral",
        f"{formats.money(excess)} of pre-tax pay deferred above the limit in {year}, with {formats.money(earnings)} of earnings.",
        (Column("Taxed"), Column(f"Paid out by {formats.day(last)}", Kind.MONEY), Column("Paid out later", Kind.MONEY), Column("Law")),
        (
            Row(TableCell(f"Income of {year}"), (style(early.income_when_deferred), style(late.income_when_deferred), law_cell(limit))),
            Row(TableCell("Income of the year of payment"), (style(early.income_when_paid), style(late.income_when_paid), law_cell(back))),
            Row(TableCell("Taxed twice"), (style(early.taxed_twice), style(late.taxed_twice), law_cell(basis))),
            Row(
                TableCell("Within reach of the additional tax"),
                (*reached, law_cell(back)),
            ),
        ),
        year,
        (
            f"The last day is the first April 15 after the year: {formats.day(last)} here. An extension of the return does not move it.",
            "Paid out later, the excess is no after-tax money of the account, so it is taxed again when it comes out.",
            "Later, it comes out only when the rules of the plan allow, and an exception can take away the additional tax.",
            "For pre-tax deferrals with earnings of 0 or more; Roth deferrals and losses are left out.",
        ),
        distinct([limit, back, basis, cite(law, "reg-1.402(g)-1", "(e)(8)")]),
        f"Paid out by the last day, {style(early.income_when_deferred + early.income_when_paid).text} is taxed in all; "
        f"later, {style(late.income_when_deferred + late.income_when_paid).text}.",
    )


SPEC = Spec(build, {"excess": Option("amount"), "earnings": Option("amount")})
