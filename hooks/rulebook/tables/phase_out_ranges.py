"""The ranges of all phase-outs, year by year."""

from __future__ import annotations

from rulebook import formats
from rulebook.law import Law, Range, RangeGroup
from rulebook.tables.contribution_limits import NOT_READ
from rulebook.tables.model import Column, Kind, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import distinct

RANGES = {
    "roth_ira_phase_out": "Roth IRA contribution",
    "ira_deduction_phase_out": "IRA deduction, covered by a plan at work",
    "ira_deduction_phase_out_spouse": "IRA deduction, only the spouse covered",
}


def build(law: Law, year: int, _options: Options) -> Table:
    """One row a phase-out and a return, one column a year."""
    ranges = {id: law.ranges[id] for id in RANGES}
    years = range(min(min(r.known) for r in ranges.values()), max(max(r.known) for r in ranges.values()) + 1)
    notes = ["Income is modified adjusted gross income. Each range is from the last full amount to the first with none."]
    looked = min((r.as_of for r in ranges.values() if r.as_of is not None and not all(r.known.values())), default=None)
    if looked:
        notes.append(f"“{NOT_READ}”: not in this reference yet (checked {formats.day(looked)}).")
    return Table(
        "phase-out-ranges",
        f"Income ranges of the IRA phase-outs, {years[0]} to {years[-1]}.",
        (Column("Phase-out"), Column("Return"), *(Column(str(y), Kind.MONEY) for y in years)),
        tuple(
            Row(TableCell(RANGES[id]), (TableCell(_whose(found, group)), *(_cell(found, y, group) for y in years)))
            for id, found in ranges.items()
            for group in RangeGroup
            if group not in found.not_for
        ),
        year,
        tuple(notes),
        distinct(c for found in ranges.values() for c in found.sources),
    )


def _whose(found: Range, group: RangeGroup) -> str:
    alone = found.not_for and group is RangeGroup.JOINT
    return "Married filing jointly" if alone else group.label


def _cell(found: Range, year: int, group: RangeGroup) -> TableCell:
    if found.governing_year(year) is None:
        return TableCell(NOT_READ)
    span = found.span(year, group)
    return TableCell(f"{formats.money(span.start)} to {formats.money(span.end)}", Kind.MONEY)


SPEC = Spec(build, {})
