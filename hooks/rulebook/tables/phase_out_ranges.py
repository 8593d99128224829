"""The ranges of all phase-outs of a year, side by side."""

from __future__ import annotations

from rulebook import formats
from rulebook.law import Law, LawYear, RangeGroup
from rulebook.tables.model import Column, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import citations_of, year_notes

RANGES = {
    "roth_ira_phase_out": "Roth IRA contribution",
    "ira_deduction_phase_out": "IRA deduction, covered by a plan",
    "ira_deduction_phase_out_spouse": "IRA deduction, only the spouse covered",
}


def build(law: Law, year: int, _options: Options) -> Table:
    """One row a kind of return, one column a phase-out."""
    shown = law.last_complete_year(year, RANGES)
    dated = law.in_year(shown)
    return Table(
        "phase-out-ranges",
        f"Modified adjusted gross income over which IRA limits are phased out in {shown}.",
        (Column("Return"), *(Column(heading) for heading in RANGES.values())),
        tuple(Row(TableCell(group.label), tuple(_cell(dated, id, group) for id in RANGES)) for group in RangeGroup),
        shown,
        (
            *year_notes(law, year, shown, RANGES),
            "Each range is from the last income with the full amount to the first with none.",
            "“No range”: income does not lower the deduction.",
            "A qualifying surviving spouse has no spouse to be covered, so the last column is not for that status.",
        ),
        citations_of(law, shown, RANGES),
    )


def _cell(law: LawYear, id: str, group: RangeGroup) -> TableCell:
    if group in law.law.ranges[id].not_for:
        return TableCell("No range")
    span = law.span(id, group)
    return TableCell(f"{formats.money(span.start)} to {formats.money(span.end)}")


SPEC = Spec(build, {})
