"""What one withdrawal costs at different ages."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.law import Law
from rulebook.scenarios.early_withdrawal import break_down
from rulebook.tables.costs import PARTS, case_for, cost_notes, cost_sources, law_for, shares
from rulebook.tables.model import Chart, Column, Kind, Option, OptionError, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import (
    ACCOUNT,
    ACCOUNT_PHRASES,
    INCOME,
    STATUS,
    STATUS_PHRASES,
    WHOLLY_TAXABLE,
    distinct,
    money_style,
    other_income,
)

AGES = tuple(Decimal(age) for age in ("30", "45", "55", "59", "59.5", "65", "72"))
SENIOR = AGES[-2]


def build(law: Law, year: int, options: Options) -> Table:
    """One row an age, the same withdrawal at each."""
    status, account, amount, income = options.status(), options.account(), options.amount("amount"), options.amount("income")
    if not amount:
        raise OptionError("amount is nothing")
    cases = [case_for(amount, status, Options({**options.values, "age": age})) for age in AGES]
    dated, notes = law_for(law, year, cases)
    results = [break_down(dated, case) for case in cases]
    style = money_style(part for r in results for part in (r.income_tax, r.additional_tax))
    rows = tuple(
        Row(
            TableCell(formats.age(r.case.age), Kind.NUMBER),
            (
                style(r.income_tax),
                style(r.additional_tax),
                style(r.total_tax),
                TableCell(formats.percent(r.share_taxed), Kind.RATE),
                style(r.kept),
            ),
        )
        for r in results
    )
    bars = tuple(shares(f"Age {formats.age(r.case.age)}", r, f"{formats.percent(r.share_taxed)} in tax") for r in results)
    young, old = results[0], results[AGES.index(Decimal("59.5"))]
    return Table(
        f"cost-by-age-{status.replace('_', '-')}",
        f"With {other_income(income)}, {STATUS_PHRASES[status]} who withdraws {formats.money(amount)} from {ACCOUNT_PHRASES[account]} "
        f"in {dated.year} pays this much federal tax on it, by age.",
        (
            Column("Age", Kind.NUMBER),
            Column("Income tax", Kind.MONEY),
            Column("Additional tax", Kind.MONEY),
            Column("Total", Kind.MONEY),
            Column("Share", Kind.RATE),
            Column("Kept", Kind.MONEY),
        ),
        rows,
        dated.year,
        (
            *notes,
            WHOLLY_TAXABLE,
            "No exception but the age itself is counted.",
            f"From {formats.age(SENIOR)} on, the deductions of one filer of that age are counted.",
            *cost_notes(dated, cases[0]),
        ),
        distinct(citation for case in cases for citation in cost_sources(dated, case)),
        f"At {formats.age(young.case.age)} the withdrawal costs {style(young.total_tax).text}, "
        f"at {formats.age(old.case.age)} {style(old.total_tax).text}.",
        Chart(PARTS, bars, Decimal(1)),
    )


SPEC = Spec(
    build,
    {"income": INCOME, "account": ACCOUNT, "status": STATUS, "amount": Option("amount", default=Decimal(10_000))},
    charted=True,
)
