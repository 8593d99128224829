"""The Uniform Lifetime Table, with what it means for a round balance."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.law import Law
from rulebook.rules.required_distribution import required
from rulebook.tables.model import Column, Kind, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import citations_of, cite, distinct
from rulebook.tables.required_distribution_ages import JOINT_TABLE, other_table

BALANCE = Decimal(100_000)


def build(law: Law, year: int, _options: Options) -> Table:
    """One row an age."""
    dated = law.in_year(year)
    divisors = law.age_tables["uniform_lifetime_table"].rows(year)
    last = max(divisors)
    rows = []
    for age, divisor in divisors.items():
        label = f"{age} and over" if age == last else str(age)
        amount = formats.money(required(dated, BALANCE, age), always_cents=True)
        share = formats.percent(1 / divisor, places=2)
        cells = (TableCell(f"{divisor:.1f}", Kind.NUMBER), TableCell(share, Kind.RATE), TableCell(amount, Kind.MONEY))
        rows.append(Row(TableCell(label, Kind.NUMBER), cells))
    first = min(divisors)
    return Table(
        "uniform-lifetime-table",
        "Divisor of a required minimum distribution at each age of the owner.",
        (
            Column("Age in the year", Kind.NUMBER),
            Column("Divisor", Kind.NUMBER),
            Column("Share of the balance", Kind.RATE),
            Column(f"Of {formats.money(BALANCE)}", Kind.MONEY),
        ),
        tuple(rows),
        year,
        (
            "The age is the one reached on the birthday in that year, whether the payment comes before or after it.",
            "The balance is that of December 31 of the year before.",
            "For distribution calendar years from 2022 on; the numbers before that were others.",
            *other_table(dated),
        ),
        distinct([*citations_of(law, year, ["uniform_lifetime_table"]), cite(law, *JOINT_TABLE)]),
        f"At {first} the divisor is {divisors[first]:.1f}, and it falls each year, so that the share to take out rises.",
    )


SPEC = Spec(build, {})
