"""What of a contribution to a traditional IRA may be deducted, by income."""

from __future__ import annotations

from rulebook import formats
from rulebook.law import FilingStatus, Law, RangeGroup
from rulebook.rules.contribution_limits import deduction_range, ira_deduction_limit, range_group
from rulebook.tables.model import Option, OptionError, Options, Spec, Table
from rulebook.tables.parts import STATUS, citations_of, distinct, year_notes
from rulebook.tables.phase_outs import AGES, COLUMNS, ENDS, GROUP_PHRASES, LIMITS, apart, rounding, rows

COVERED = Option("word", default="self", words=("self", "spouse"))


def figures(covered: bool) -> tuple[str, ...]:
    return ("ira_deduction_phase_out" if covered else "ira_deduction_phase_out_spouse", *LIMITS)


def build(law: Law, year: int, options: Options) -> Table:
    """One row an income, for somebody covered by a plan at work, or whose spouse alone is."""
    status, lived_apart = options.status(), apart(options)
    covered = options.word("covered") == "self"
    if not covered and (lived_apart or status not in (FilingStatus.MARRIED_FILING_JOINTLY, FilingStatus.MARRIED_FILING_SEPARATELY)):
        raise OptionError("covered=spouse is for a married person who did not live apart: for others there is no range")
    needed = figures(covered)
    shown = law.last_complete_year(year, needed)
    dated = law.in_year(shown)
    group = range_group(status, lived_apart)
    span = deduction_range(dated, status, covered=covered, spouse_covered=not covered, lived_apart=lived_apart)
    assert span is not None
    pay = dated.amount("ira_contribution_limit") + dated.amount("ira_catch_up_limit")
    who = GROUP_PHRASES[group] if covered or group is RangeGroup.SEPARATE else "one of a couple filing jointly"
    which = "covered by a plan at work" if covered else "where only the spouse is covered by a plan at work"
    start, end = formats.money(span.start), formats.money(span.end)
    return Table(
        f"ira-deduction-phase-out-{group}" + ("" if covered else "-spouse"),
        f"Most that {who} may deduct for {shown}, {which}.",
        COLUMNS,
        rows(
            span,
            lambda income, age: ira_deduction_limit(
                dated, status, income, age, pay, covered=covered, spouse_covered=not covered, lived_apart=lived_apart
            ),
        ),
        shown,
        (
            *year_notes(law, year, shown, needed),
            ENDS.replace("limit", "deduction"),
            rounding(law, shown).replace("the limit", "the deduction"),
            AGES,
            "The deduction is no more than what was put in. What cannot be deducted may still go in.",
            "For each person apart: on a joint return each spouse has a limit.",
        ),
        distinct(citations_of(law, shown, needed)),
        f"The deduction falls from {start} of modified adjusted gross income and is nothing from {end}.",
    )


SPEC = Spec(build, {"status": STATUS, "covered": COVERED, "apart": Option("flag", default=False)})
