"""A contribution returned in time, with its income or its loss."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.law import Law
from rulebook.rules.excess_contribution import adjusted_closing_balance, adjusted_opening_balance, return_contribution
from rulebook.tables.model import Option, OptionError, Options, Spec, Table
from rulebook.tables.parts import STEPS, cite, distinct, money_style, step


def build(law: Law, year: int, options: Options) -> Table:
    """From the two adjusted balances over the formula to what leaves the IRA and what is taxed."""
    contribution, before, put_in = (options.amount(name) for name in ("contribution", "before", "put_in"))
    at_removal, taken_out = options.amount("at_removal"), options.amount("taken_out")
    if not contribution:
        raise OptionError("contribution is nothing")
    if contribution > put_in:
        raise OptionError("contribution is more than put_in, which holds it")
    opening, closing = adjusted_opening_balance(before, put_in), adjusted_closing_balance(at_removal, taken_out)
    returned = return_contribution(contribution, opening, closing)
    net = formats.cents(returned.net_income)
    if contribution + net > at_removal:
        raise OptionError("at_removal is less than what must be returned")
    style = money_style([contribution, before, put_in, at_removal, taken_out, net])
    formula, opened, closed = (cite(law, "reg-1.408-11", pin) for pin in ("(a)(1)", "(b)(1)", "(b)(2)"))
    statute, exempt = cite(law, "irc-408", "(d)(4)"), cite(law, "irc-72", "(t)(2)(A)(ix)")
    same, deadline = cite(law, "reg-1.408A-5", "A-2"), cite(law, "form-5329-instructions", "lines 15 and 23")
    income = max(Decimal(0), net)
    loss = net < 0
    return Table(
        "example-returned-contribution" + ("-at-a-loss" if loss else ""),
        f"{formats.money(contribution)} is returned from an IRA {'at a loss ' if loss else ''}before the return is due.",
        STEPS,
        (
            step("Value just before the contribution", style(before)),
            step("Put in from then on", style(put_in)),
            step("Adjusted opening balance", style(opening), opened),
            step("Value just before the return", style(at_removal)),
            *([step("Taken out in between", style(taken_out))] if taken_out else []),
            step("Adjusted closing balance", style(closing), closed),
            step("Loss of the contribution" if loss else "Income of the contribution", style(net), formula),
            step("Leaves the IRA", style(contribution + net), statute, total=True),
            step("Taxed as income", style(income), statute),
            step("Within reach of the additional tax", style(Decimal(0)), exempt),
        ),
        year,
        (
            "Contribution × (closing − opening) ÷ opening, for the one IRA that took the contribution.",
            "The income is taxed in the year in which the contribution was made, even if it was made for the year before.",
            "Supposes that no deduction was taken for the contribution.",
            "The last day is the due date of the return with extensions; who filed in time has six months from the due date.",
            "The same formula tells how much moves when a contribution is recharacterized.",
        ),
        distinct([formula, opened, closed, statute, exempt, same, deadline]),
        f"{style(contribution + net).text} leaves the IRA"
        + (f", and {style(income).text} of it is taxed." if income else ", and none of it is taxed.")
        + (" The loss is not deducted." if loss else ""),
    )


SPEC = Spec(
    build,
    {
        "contribution": Option("amount"),
        "before": Option("amount"),
        "put_in": Option("amount"),
        "at_removal": Option("amount"),
        "taken_out": Option("amount", default=Decimal(0)),
    },
)
