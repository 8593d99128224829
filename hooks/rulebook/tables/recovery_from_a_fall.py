"""The gain that brings a balance back after a fall."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.law import Law
from rulebook.rules.recovery_from_loss import gain_needed
from rulebook.tables.model import Bar, Chart, Column, Kind, Options, Row, Spec, Table, TableCell

FALLS = tuple(Decimal(fall) / 100 for fall in (5, 10, 20, 30, 40, 50, 60))
START = Decimal(10_000)


def build(_law: Law, year: int, _options: Options) -> Table:
    """One row a fall. Arithmetic: the same in every year."""
    rows = tuple(
        Row(
            TableCell(formats.rate(fall), Kind.RATE),
            (TableCell(formats.money(START * (1 - fall)), Kind.MONEY), TableCell(formats.percent(gain_needed(fall)), Kind.RATE)),
        )
        for fall in FALLS
    )
    half = Decimal("0.5")
    return Table(
        "recovery-from-a-fall",
        "A fall takes a larger gain to undo, since the gain starts from what is left.",
        (Column("Fall", Kind.RATE), Column(f"{formats.money(START)} becomes", Kind.MONEY), Column("Gain needed", Kind.RATE)),
        rows,
        year,
        ("Gain needed: the fall divided by what is left of the whole. Contributions and withdrawals are left out.",),
        (),
        f"After a fall of {formats.rate(half)}, a gain of {formats.percent(gain_needed(half))} brings the balance back.",
        Chart(("Gain needed",), tuple(bar(fall) for fall in FALLS), gain_needed(FALLS[-1])),
    )


def bar(fall: Decimal) -> Bar:
    return Bar(f"Fall of {formats.rate(fall)}", (gain_needed(fall),), f"gain of {formats.percent(gain_needed(fall))}")


SPEC = Spec(build, {}, charted=True)
