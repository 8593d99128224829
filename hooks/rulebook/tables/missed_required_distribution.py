"""What a missed required distribution costs, corrected and not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from rulebook import formats
from rulebook.law import Law
from rulebook.rules.required_distribution import excise, excise_rate, window_end
from rulebook.tables.model import Column, Kind, Options, Row, Spec, Table
from rulebook.tables.parts import citations_of, cite, distinct, money_style

SHORTFALLS = tuple(Decimal(amount) for amount in (500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000))

FIGURES = ("rmd_excise_rate", "rmd_excise_rate_corrected", "rmd_correction_years")

CONDITIONS = (
    "The lower rate has two conditions: the whole shortfall is paid out of the same plan, and a return that reflects the tax is filed.",
    "Both must happen inside the correction window.",
    "The window closes earlier when a notice of deficiency is mailed or the tax is assessed.",
)

WAIVER = (
    "The IRS may waive the tax where the shortfall was due to reasonable error and reasonable steps are being taken to remedy it."
    " No table can tell whether it will."
)


def build(law: Law, year: int, _options: Options) -> Table:
    """One row a shortfall."""
    dated = law.in_year(year)
    taxes = {short: (excise(dated, short), excise(dated, short, corrected=True)) for short in SHORTFALLS}
    style = money_style([*SHORTFALLS, *(tax for pair in taxes.values() for tax in pair)])
    full, lower = (formats.rate(excise_rate(dated, corrected)) for corrected in (False, True))
    end = formats.day(window_end(dated))
    return Table(
        "missed-required-distribution",
        f"Tax on a required minimum distribution whose last day fell in {year} and that was not taken.",
        (Column("Shortfall", Kind.MONEY), Column(f"Tax, {full}", Kind.MONEY), Column(f"Tax if corrected in time, {lower}", Kind.MONEY)),
        tuple(Row(style(short), (style(tax), style(reduced))) for short, (tax, reduced) in taxes.items()),
        year,
        (
            "The shortfall is what was required less what was taken by the last day.",
            *CONDITIONS,
            f"For a last day in {year}, that is {formats.day(date(year, 4, 1))} for a first amount and {formats.day(date(year, 12, 31))}"
            f" for any other, it closes on {end} at the latest.",
            WAIVER,
        ),
        distinct([*citations_of(law, year, FIGURES), cite(law, "irc-4974", "(d)"), cite(law, "irc-4974", "(e)(1)")]),
        f"The tax is {full} of what was not taken. It is {lower} when the miss is corrected in time.",
    )


SPEC = Spec(build, {})
