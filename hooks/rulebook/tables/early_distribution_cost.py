"""What withdrawals of round amounts cost, by filing status or part by part."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from rulebook import formats
from rulebook.law import FilingStatus, Law
from rulebook.scenarios.early_withdrawal import Breakdown, break_down
from rulebook.tables.costs import by_the_table, case_for, cost_notes, cost_sources, law_for
from rulebook.tables.model import Column, Kind, Option, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import (
    ACCOUNT,
    ACCOUNT_PHRASES,
    AGE,
    AMOUNTS,
    CONVENTION,
    INCOME,
    STATUS_PHRASES,
    WHOLLY_TAXABLE,
    money_style,
    other_income,
)


def build(law: Law, year: int, options: Options) -> Table:
    """Without `status`, the total federal cost for each status; with it, the parts of that cost."""
    statuses = [options.status()] if options.has("status") else list(FilingStatus)
    grid = {amount: [case_for(amount, status, options) for status in statuses] for amount in AMOUNTS}
    dated, notes = law_for(law, year, [case for row in grid.values() for case in row])
    results = {amount: [break_down(dated, case) for case in row] for amount, row in grid.items()}
    case = grid[AMOUNTS[0]][0]
    setting = f"At {formats.age(case.age)} and with {other_income(case.other_income)}"
    account = ACCOUNT_PHRASES[case.account]
    shown = _parts(results) if options.has("status") else _totals(results)
    payer = f"{STATUS_PHRASES[statuses[0]]} " if options.has("status") else ""
    id = "early-distribution-cost" + (f"-{statuses[0].replace('_', '-')}" if options.has("status") else "")
    id += "-by-tax-table" if case.by_table else ""
    return Table(
        id,
        f"{setting}, a withdrawal from {account} costs {payer}this much federal tax in {dated.year}{by_the_table(case)}.",
        shown[0],
        shown[1],
        dated.year,
        (*notes, WHOLLY_TAXABLE, *cost_notes(dated, case)),
        cost_sources(dated, case),
        lead(results[Decimal(10_000)][0]),
    )


def lead(result: Breakdown) -> str:
    """One sentence that tells the case of one withdrawal."""
    case, tax = result.case, result.total_tax
    style = money_style([tax, result.kept])
    who = STATUS_PHRASES[case.status]
    return (
        f"For example, {who} who withdraws {formats.money(case.amount)} pays {style(tax).text} of it "
        f"in federal tax and keeps {style(result.kept).text}."
    )


def _totals(results: Mapping[Decimal, list[Breakdown]]) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    style = money_style(result.total_tax for row in results.values() for result in row)
    columns = (Column("Withdrawal", Kind.MONEY), *(Column(status.label, Kind.MONEY) for status in FilingStatus))
    rows = tuple(
        Row(TableCell(formats.money(amount), Kind.MONEY), tuple(style(result.total_tax) for result in row))
        for amount, row in results.items()
    )
    return columns, rows


def _parts(results: Mapping[Decimal, list[Breakdown]]) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    style = money_style(part for (r,) in results.values() for part in (r.income_tax, r.additional_tax))
    columns = (
        Column("Withdrawal", Kind.MONEY),
        Column("Income tax", Kind.MONEY),
        Column("Additional tax", Kind.MONEY),
        Column("Total", Kind.MONEY),
        Column("Share", Kind.RATE),
        Column("Kept", Kind.MONEY),
    )
    rows = tuple(
        Row(
            TableCell(formats.money(amount), Kind.MONEY),
            (
                style(r.income_tax),
                style(r.additional_tax),
                style(r.total_tax),
                TableCell(formats.percent(r.share_taxed), Kind.RATE),
                style(r.kept),
            ),
        )
        for amount, (r,) in results.items()
    )
    return columns, rows


SPEC = Spec(
    build,
    {"income": INCOME, "age": AGE, "account": ACCOUNT, "status": Option("status", optional=True), "convention": CONVENTION},
)
