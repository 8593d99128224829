"""What a withdrawal after a fall leaves, against the same withdrawal once the fall is made good."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.law import Law
from rulebook.scenarios.withdrawal_at_the_bottom import take_out
from rulebook.tables.model import Column, Kind, Options, Row, Spec, Table, TableCell

FALLS = tuple(Decimal(fall) / 100 for fall in (10, 20, 30, 40, 50))
START, AMOUNT = Decimal(100_000), Decimal(10_000)


def build(_law: Law, year: int, _options: Options) -> Table:
    """One row a fall. Arithmetic: the same in every year."""
    found = {fall: take_out(START, fall, AMOUNT) for fall in FALLS}
    rows = tuple(
        Row(
            TableCell(formats.rate(fall), Kind.RATE),
            tuple(
                TableCell(formats.money(amount), Kind.MONEY)
                for amount in (f.after_fall, f.left_if_taken_first, f.left_if_taken_last, f.cost)
            ),
        )
        for fall, f in found.items()
    )
    half = found[FALLS[-1]]
    return Table(
        "withdrawal-at-the-bottom",
        f"An account of {formats.money(START)} falls and comes back; {formats.money(AMOUNT)} is taken out before or after the recovery.",
        (
            Column("Fall", Kind.RATE),
            Column("Balance at the bottom", Kind.MONEY),
            Column("Left at the end, taken out at the bottom", Kind.MONEY),
            Column("Left at the end, taken out after the recovery", Kind.MONEY),
            Column("Difference", Kind.MONEY),
        ),
        rows,
        year,
        (
            "Supposes that the account comes back to where it was. Nothing says that it will, or when.",
            "Arithmetic only: taxes, contributions and the cost of doing without the money are left out.",
            "The difference is the gain that the money taken out at the bottom was not there for.",
        ),
        (),
        f"After a fall of {formats.rate(FALLS[-1])} that is made good, {formats.money(AMOUNT)} taken out at the bottom leaves "
        f"{formats.money(half.cost)} less than the same money taken out at the end.",
    )


SPEC = Spec(build, {})
