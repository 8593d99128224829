"""The gain that undoes one fall."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.law import Law
from rulebook.rules.recovery_from_loss import gain_needed
from rulebook.tables.model import Column, Kind, Option, OptionError, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import money_style

START = Decimal(10_000)


def build(_law: Law, year: int, options: Options) -> Table:
    """From a round balance down and up again. Arithmetic: no law."""
    fall = options.amount("fall") / 100
    if fall == 1:
        raise OptionError("fall=100 leaves nothing, from which no gain recovers")
    left = START * (1 - fall)
    style = money_style([left])
    gain = formats.percent(gain_needed(fall))
    return Table(
        "example-recovery",
        f"A balance of {formats.money(START)} falls by {formats.rate(fall)} and recovers.",
        (Column("Step"), Column("Amount", Kind.MONEY), Column("How")),
        (
            _step("Balance before the fall", style(START)),
            _step("Balance after the fall", style(left), f"less {formats.rate(fall)}"),
            _step("Gain needed, in dollars", style(START - left), "before less after"),
            _step("Gain needed, as a share of what is left", TableCell(gain, Kind.RATE), "gain divided by the balance after the fall"),
        ),
        year,
        ("Arithmetic only: contributions and withdrawals are left out.",),
        (),
        f"After a fall of {formats.rate(fall)}, a gain of {gain} brings the balance back.",
    )


def _step(label: str, amount: TableCell, how: str = "") -> Row:
    return Row(TableCell(label), (amount, TableCell(how)))


SPEC = Spec(build, {"fall": Option("percent")})
