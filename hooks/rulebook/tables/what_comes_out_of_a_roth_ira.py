"""What withdrawals of round amounts from Roth IRAs consist of, and which part bears the additional tax."""

from __future__ import annotations

from rulebook import formats
from rulebook.law import AccountKind, Law
from rulebook.rules import early_distribution, roth_ordering
from rulebook.tables import roth_money
from rulebook.tables.model import Column, Kind, Option, OptionError, Options, Row, Spec, Table
from rulebook.tables.parts import AMOUNTS, citations_of, cite, distinct, money_style


def build(law: Law, year: int, options: Options) -> Table:
    """One row an amount up to the balance, before 59½, without an exception: no withdrawal here is qualified."""
    dated, money, balance = law.in_year(year), roth_money.put_in(options, year), options.amount("balance")
    if balance < AMOUNTS[0]:
        raise OptionError(f"balance is less than {AMOUNTS[0]}, the smallest withdrawal shown")
    roth_money.first_year(options, year)
    rows, amounts = [], [*(amount for amount in AMOUNTS if amount < balance), balance]
    parts = {amount: roth_ordering.compose(amount, money) for amount in amounts}
    reached = {amount: part.earnings + roth_ordering.recapture(dated, part) for amount, part in parts.items()}
    taxes = {
        amount: formats.cents(early_distribution.additional_tax(dated, AccountKind.ROTH_IRA, base)) for amount, base in reached.items()
    }
    style = money_style([*amounts, *taxes.values(), *(p.contributions for p in parts.values()), *(p.converted for p in parts.values())])
    for amount, part in parts.items():
        cells = (part.contributions, part.converted, part.earnings, reached[amount], taxes[amount])
        rows.append(Row(style(amount), tuple(style(cell) for cell in cells)))
    rate = formats.rate(early_distribution.rate(dated, AccountKind.ROTH_IRA))
    return Table(
        "what-comes-out-of-a-roth-ira",
        f"What comes out of Roth IRAs worth {formats.money(balance)} in {year}, before 59½, after {roth_money.phrase(money)}.",
        (
            Column("Paid out", Kind.MONEY),
            Column("Contributions", Kind.MONEY),
            Column("Conversions", Kind.MONEY),
            Column("Taxed earnings", Kind.MONEY),
            Column(f"Base of the {rate}", Kind.MONEY),
            Column("Additional tax", Kind.MONEY),
        ),
        tuple(rows),
        year,
        (
            *roth_money.notes(dated, money),
            f"Base of the {rate} additional tax: the earnings, and the taxed part of conversions within the five tax years.",
            "No exception to the additional tax is used. Income tax on the earnings comes on top.",
        ),
        distinct([
            cite(law, "irc-408A", "(d)(4)(B)"), cite(law, "irc-408A", "(d)(3)(F)"),
            *citations_of(law, year, roth_money.FIGURES), cite(law, "pub-590-b", "Ordering Rules for Distributions"),
        ]),
        "Contributions come out first, then conversions from the oldest on, then earnings.",
    )  # fmt: skip


SPEC = Spec(build, {"balance": Option("amount"), **roth_money.OPTIONS})
