"""The most that can be borrowed from a plan, by vested balance and by what is owed already."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.law import Law
from rulebook.rules.plan_loan import limit
from rulebook.tables.model import Column, Kind, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import citations_of, cite, distinct

VESTED = tuple(Decimal(amount) for amount in (10_000, 15_000, 20_000, 30_000, 50_000, 80_000, 100_000, 150_000))
OWED = tuple(Decimal(amount) for amount in (0, 5_000, 10_000, 20_000, 30_000))
FIGURES = ("plan_loan_cap", "plan_loan_floor", "plan_loan_vested_share", "plan_loan_years")


def build(law: Law, year: int, _options: Options) -> Table:
    """Balances that were never higher in the last year than today."""
    dated = law.in_year(year)

    def cell(vested: Decimal, owed: Decimal) -> TableCell:
        if owed > vested:
            return TableCell("Cannot arise")
        return TableCell(formats.money(limit(dated, vested, owed, owed).new_loan), Kind.MONEY)

    rows = tuple(Row(TableCell(formats.money(vested), Kind.MONEY), tuple(cell(vested, owed) for owed in OWED)) for vested in VESTED)
    headings = [f"{formats.money(owed)} owed" if owed else "Nothing owed" for owed in OWED]
    cap, floor = formats.money(dated.amount("plan_loan_cap")), formats.money(dated.amount("plan_loan_floor"))
    share = formats.rate(dated.amount("plan_loan_vested_share"))
    return Table(
        "plan-loan-maximum",
        "The most that can be borrowed anew, by vested balance and by what is owed on earlier loans.",
        (Column("Vested balance", Kind.MONEY), *(Column(heading, Kind.MONEY) for heading in headings)),
        rows,
        year,
        (
            *plan_notes(),
            "Here the earlier loans were never higher in the last year than today. Where they were, the limit by amount is lower.",
        ),
        distinct([*citations_of(law, year, FIGURES), cite(law, "irs-loan-limits", "Analysis")]),
        f"All loans together may amount to {share} of the vested balance or {floor}, whichever is more, and never to more than {cap}.",
    )


def plan_notes() -> tuple[str, ...]:
    """What every amount about plan loans must say."""
    return (
        "The most that the law allows: a plan may lend less, or nothing. An IRA cannot lend to its owner.",
        "The vested balance counts the loans in it. All plans of one employer count together.",
        "Left out: the higher limits for some disasters.",
    )


SPEC = Spec(build, {})
