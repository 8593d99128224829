"""What may go into a Roth IRA, by income."""

from __future__ import annotations

from rulebook import formats
from rulebook.law import Law
from rulebook.rules.contribution_limits import range_group, roth_ira_limit, roth_range
from rulebook.tables.model import Option, Options, Spec, Table
from rulebook.tables.parts import STATUS, citations_of, distinct, year_notes
from rulebook.tables.phase_outs import AGES, COLUMNS, ENDS, GROUP_PHRASES, LIMITS, apart, rounding, rows

FIGURES = ("roth_ira_phase_out", *LIMITS)


def build(law: Law, year: int, options: Options) -> Table:
    """One row an income, from the start of the range to its end."""
    status, lived_apart = options.status(), apart(options)
    shown = law.last_complete_year(year, FIGURES)
    dated = law.in_year(shown)
    group, span = range_group(status, lived_apart), roth_range(dated, status, lived_apart)
    pay = dated.amount("ira_contribution_limit") + dated.amount("ira_catch_up_limit")
    start, end = formats.money(span.start), formats.money(span.end)
    return Table(
        f"roth-ira-phase-out-{group}",
        f"Most that {GROUP_PHRASES[group]} may put into Roth IRAs for {shown}.",
        COLUMNS,
        rows(span, lambda income, age: roth_ira_limit(dated, status, income, age, pay, lived_apart=lived_apart)),
        shown,
        (
            *year_notes(law, year, shown, FIGURES),
            ENDS,
            rounding(law, shown),
            AGES,
            "What goes into traditional IRAs for the year takes up the same limit.",
            "The share of the range is exact here; the worksheet allows three decimals, which can move a result by a step.",
        ),
        distinct(citations_of(law, shown, FIGURES)),
        f"The limit falls from {start} of modified adjusted gross income and is nothing from {end}.",
    )


SPEC = Spec(build, {"status": STATUS, "apart": Option("flag", default=False)})
