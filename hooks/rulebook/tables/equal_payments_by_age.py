"""The first yearly payment of a series by each method, by the age at which it begins."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.law import Law
from rulebook.rules.substantially_equal_payments import LifeTable, Method, life_expectancy, payment
from rulebook.tables.equal_payments import (
    FACTOR_NOTE,
    LEFT_OUT,
    METHOD_NAMES,
    ONE_ACCOUNT,
    RATE,
    TABLE,
    TABLE_NAMES,
    rate_note,
    rate_of,
    sources,
    table_of,
)
from rulebook.tables.model import Column, Kind, Option, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import money_style

AGES = (30, 35, 40, 45, *range(48, 60))


def build(law: Law, year: int, options: Options) -> Table:
    """One row an age: life expectancy, then the payment by each of the three methods."""
    dated, balance, table = law.in_year(year), options.amount("balance"), table_of(options)
    rate = rate_of(dated, options)
    methods = tuple(Method)
    grid = {age: [formats.cents(payment(dated, method, balance, age, rate, table)) for method in methods] for age in AGES}
    style = money_style(amount for row in grid.values() for amount in row)
    rows = tuple(
        Row(
            TableCell(str(age), Kind.NUMBER),
            (TableCell(f"{life_expectancy(dated, age, table):.1f}", Kind.NUMBER), *(style(amount) for amount in grid[age])),
        )
        for age in AGES
    )
    fifty = [style(amount).text for amount in grid[50]]
    return Table(
        "equal-payments-by-age" + ("" if table is LifeTable.SINGLE else f"-{table.value}"),
        f"First yearly payment from {formats.money(balance)}, by the {TABLE_NAMES[table]}; fixed methods at {formats.rate(rate)}.",
        (
            Column("Age", Kind.NUMBER),
            Column("Life expectancy", Kind.NUMBER),
            *(Column(METHOD_NAMES[method], Kind.MONEY) for method in methods),
        ),
        rows,
        year,
        (
            ONE_ACCOUNT,
            "By the first method the payment is worked out anew each year; by the two fixed methods it stays the same.",
            rate_note(dated, rate),
            FACTOR_NOTE,
            *(
                ("Fixed annuitization does not use the life expectancy, so it is the same for both tables.",)
                if table is LifeTable.UNIFORM
                else ()
            ),
            LEFT_OUT,
        ),
        sources(law, year, table, methods),
        f"At 50 the three methods give {formats.listed(fifty)} a year.",
    )


SPEC = Spec(build, {"balance": Option("amount", default=Decimal(100_000)), "rate": RATE, "table": TABLE})
