"""The limits on contributions, year by year."""

from __future__ import annotations

from rulebook import formats
from rulebook.law import Law, Parameter
from rulebook.tables.model import Column, Kind, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import distinct

LIMITS = {
    "elective_deferral_limit": "Employee deferrals to a 401(k), 403(b), 457(b) or the TSP",
    "catch_up_limit": "Catch-up from age 50",
    "catch_up_limit_60_to_63": "Catch-up at 60 to 63, instead of the one from 50",
    "roth_catch_up_wage_threshold": "Wages of the year before above which the catch-up must be Roth",
    "annual_additions_limit": "All contributions of a year to one employer's plans, before catch-up",
    "compensation_limit": "Pay that a plan may count",
    "ira_contribution_limit": "Traditional and Roth IRAs together",
    "ira_catch_up_limit": "IRA catch-up from age 50",
    "simple_deferral_limit": "Employee deferrals to a SIMPLE IRA",
    "simple_deferral_limit_higher": "SIMPLE IRA deferrals, where the higher limit applies",
    "simple_catch_up_limit": "SIMPLE IRA catch-up from age 50",
    "simple_catch_up_limit_higher": "SIMPLE IRA catch-up from age 50, where the higher limit applies",
    "simple_catch_up_limit_60_to_63": "SIMPLE IRA catch-up at 60 to 63, instead of the one from 50",
    "qcd_limit": "Qualified charitable distributions from IRAs",
}
"""The figures shown, by their ids, and what each is called."""

NOT_READ = "not read yet"
NONE = "none"


def build(law: Law, year: int, _options: Options) -> Table:
    """One row a limit, one column a year, from the first year known to the last one the law files look at."""
    limits = {id: law.parameters[id] for id in LIMITS}
    years = range(min(min(p.known) for p in limits.values()), max(max(p.known) for p in limits.values()) + 1)
    unread = [p for p in limits.values() if not all(p.known.values())]
    notes = ["A 457(b) plan has a limit of its own, of the same amount as that of the other plans."]
    if unread:
        looked = min((p.as_of for p in unread if p.as_of is not None), default=None)
        checked = f" (checked {formats.day(looked)})" if looked else ""
        missing = formats.listed(sorted({str(y) for p in unread for y, read in p.known.items() if not read}))
        notes.append(f"“{NOT_READ}”: figures of {missing} are not in this reference yet{checked}.")
    if any(y < min(p.known) for p in limits.values() for y in years):
        notes.append(f"“{NONE}”: no such limit was applied in that year.")
    main = limits["elective_deferral_limit"]
    last = main.nearest_year(year)
    return Table(
        "contribution-limits",
        f"Limits on contributions to retirement accounts, {years[0]} to {years[-1]}.",
        (Column("Limit"), *(Column(str(y), Kind.MONEY) for y in years)),
        tuple(Row(TableCell(LIMITS[id]), tuple(_cell(p, y) for y in years)) for id, p in limits.items()),
        year,
        tuple(notes),
        distinct(c for p in limits.values() for c in p.sources),
        f"An employee may defer {formats.money(main.value(last))} in {last}, before any catch-up.",
    )


def _cell(limit: Parameter, year: int) -> TableCell:
    if limit.governing_year(year) is not None:
        return TableCell(formats.figure(limit.value(year), limit.unit), Kind.MONEY)
    return TableCell(NONE if year < min(limit.known) else NOT_READ)


SPEC = Spec(build, {})
