"""What an employee may defer, by plan and age."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.law import AccountKind, Law
from rulebook.rules.contribution_limits import deferral_limit
from rulebook.tables.model import Column, Kind, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import citations_of, year_notes

FIGURES = (
    "elective_deferral_limit", "catch_up_limit", "simple_deferral_limit", "simple_deferral_limit_higher", "simple_catch_up_limit",
    "simple_catch_up_limit_higher",
)  # fmt: skip
HIGHER = ("catch_up_limit_60_to_63", "simple_catch_up_limit_60_to_63")
AGES = {"Under 50": Decimal(49), "50 to 59": Decimal(55), "60 to 63": Decimal(61), "64 or over": Decimal(64)}
PLANS = {
    "401(k), 403(b) or TSP": (AccountKind.PLAN_401K, False),
    "Governmental 457(b)": (AccountKind.GOVERNMENTAL_457B, False),
    "SIMPLE IRA": (AccountKind.SIMPLE_IRA, False),
    "SIMPLE IRA, where the higher limit applies": (AccountKind.SIMPLE_IRA, True),
}


def build(law: Law, year: int, _options: Options) -> Table:
    """One row a plan, one column a span of ages; catch-up is in the amounts."""
    shown = law.last_complete_year(year, FIGURES)
    dated = law.in_year(shown)
    return Table(
        "deferral-limits-by-age",
        f"Most that an employee may defer from pay in {shown}, by age at the end of the year.",
        (Column("Plan"), *(Column(heading, Kind.MONEY) for heading in AGES)),
        tuple(
            Row(
                TableCell(plan),
                tuple(
                    TableCell(formats.money(deferral_limit(dated, account, age, higher_simple=higher)), Kind.MONEY) for age in AGES.values()
                ),
            )
            for plan, (account, higher) in PLANS.items()
        ),
        shown,
        (
            *year_notes(law, year, shown, FIGURES),
            "Catch-up is in the amounts. A plan need not allow it.",
            "Deferrals to 401(k), 403(b) and SIMPLE plans and the TSP share one limit of a person; a 457(b) plan has its own.",
            "Left out: the extra deferrals of some 403(b) and 457(b) plans.",
        ),
        citations_of(law, shown, [*FIGURES, *(id for id in HIGHER if law.in_year(shown).applies(id))]),
    )


SPEC = Spec(build, {})
