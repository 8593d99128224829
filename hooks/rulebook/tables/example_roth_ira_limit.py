"""The limit on Roth IRA contributions of one person, step by step."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.law import Law
from rulebook.rules.contribution_limits import ira_limit, range_group, roth_ira_limit, roth_range
from rulebook.tables.model import Kind, Option, Options, Spec, Table, TableCell
from rulebook.tables.parts import INCOME, STATUS, STEPS, authority, citations_of, cite, distinct, money_style, step, year_notes
from rulebook.tables.phase_outs import GROUP_PHRASES, apart, rounding
from rulebook.tables.roth_ira_phase_out import FIGURES


def build(law: Law, year: int, options: Options) -> Table:
    """From the common limit over the income to what may go in."""
    status, lived_apart, income, age = options.status(), apart(options), options.amount("income"), options.amount("age")
    to_traditional = options.amount("to_traditional")
    shown = law.last_complete_year(year, FIGURES)
    dated = law.in_year(shown)
    enough = dated.amount("ira_contribution_limit") + dated.amount("ira_catch_up_limit")
    compensation = options.amount("compensation") if options.has("compensation") else enough
    limit, span = ira_limit(dated, age, compensation), roth_range(dated, status, lived_apart)
    reduced = roth_ira_limit(dated, status, income, age, compensation, lived_apart=lived_apart)
    result = roth_ira_limit(dated, status, income, age, compensation, to_traditional=to_traditional, lived_apart=lived_apart)
    over = min(max(Decimal(0), income - span.start), span.end - span.start)
    style = money_style([income, limit, reduced, to_traditional])
    law_of = cite(law, "irc-408A", "(c)(3)")
    both = cite(law, "irc-408A", "(c)(2)")
    group = range_group(status, lived_apart)
    short = options.has("compensation") and limit == compensation
    paid = "Compensation of the year is the limit here." if short else "Compensation of the year is at least the limit for all IRAs."
    traditional = (
        [
            step("Put into traditional IRAs for the year", style(to_traditional)),
            step("Left of the common limit", style(max(Decimal(0), limit - to_traditional)), both),
        ]
        if to_traditional
        else []
    )
    return Table(
        "example-roth-ira-limit",
        f"Modified adjusted gross income of {formats.money(income)} in {shown}, at age {formats.age(age)}, "
        f"on the return of {GROUP_PHRASES[group]}.",
        STEPS,
        (
            step("Limit for all IRAs", style(limit), authority(dated, "ira_contribution_limit")),
            step("Range starts at", style(span.start), law_of),
            step("Range ends at", style(span.end), law_of),
            step("Income over the start, up to the end", style(over)),
            step("Share of the range", TableCell(formats.percent(over / (span.end - span.start)), Kind.RATE)),
            step("Limit after the phase-out", style(reduced), law_of),
            *traditional,
            step("May go into Roth IRAs", style(result), law_of, total=True),
        ),
        shown,
        (
            *year_notes(law, year, shown, FIGURES),
            rounding(law, shown),
            paid,
            "Modified adjusted gross income leaves out what a conversion to a Roth IRA added to income.",
        ),
        distinct([*citations_of(law, shown, FIGURES), law_of, both]),
        f"{style(result).text} may go into Roth IRAs for {shown}.",
    )


SPEC = Spec(
    build,
    {
        "income": INCOME,
        "status": STATUS,
        "age": Option("age", default=Decimal(45)),
        "compensation": Option("amount", optional=True),
        "to_traditional": Option("amount", default=Decimal(0)),
        "apart": Option("flag", default=False),
    },
)
