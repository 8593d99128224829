"""How a withdrawal recovers after-tax money pro rata."""

from __future__ import annotations

from rulebook import formats
from rulebook.law import Law
from rulebook.rules.basis_recovery import nontaxable_part
from rulebook.tables.model import Kind, Option, OptionError, Options, Spec, Table, TableCell
from rulebook.tables.parts import STEPS, cite, money_style, step


def build(law: Law, year: int, options: Options) -> Table:
    """The same rule in a plan and in an IRA; from basis, balance and withdrawal to the taxable part."""
    basis, balance, amount = (options.amount(name) for name in ("basis", "balance", "amount"))
    if amount > balance:
        raise OptionError("amount is more than balance: balance is the value before the withdrawal")
    if not amount:
        raise OptionError("amount is nothing")
    nontaxable = formats.cents(nontaxable_part(amount, basis, balance))
    style = money_style([basis, balance, amount, nontaxable])
    plan, ira = cite(law, "irc-72", "(e)(8)(B)"), cite(law, "irc-408", "(d)(2)")
    apart, taxed = cite(law, "irc-72", "(d)(2)"), cite(law, "irc-402", "(a)")
    share = nontaxable_part(balance, basis, balance) / balance
    return Table(
        "example-pro-rata",
        f"{formats.money(amount)} is withdrawn from an account of {formats.money(balance)} "
        f"that holds {formats.money(basis)} of after-tax money.",
        STEPS,
        (
            step("After-tax money (basis)", style(basis)),
            step("Balance before the withdrawal", style(balance)),
            step("After-tax share of the balance", TableCell(formats.percent(share), Kind.RATE), plan),
            step("Withdrawal", style(amount)),
            step("Not taxed", style(nontaxable), plan),
            step("Taxed", style(amount - nontaxable), taxed),
            step("After-tax money left", style(basis - nontaxable)),
        ),
        year,
        (
            "For an IRA, the balance is that of all your traditional, SEP and SIMPLE IRAs at the end of the year.",
            "The withdrawals and conversions of the year are added back to it.",
            f"A plan may keep after-tax contributions and their earnings apart ({apart.text}); then the balance is that of this part.",
            "Form 8606 asks for at least three decimals of the share; the amounts here use the whole share.",
            *(("The account is worth less than its after-tax money, so nothing in the withdrawal is taxed.",) if basis >= balance else ()),
        ),
        (plan, ira, apart, taxed),
        f"Of the {formats.money(amount)}, {style(nontaxable).text} is not taxed and {style(amount - nontaxable).text} is.",
    )


SPEC = Spec(build, {"basis": Option("amount"), "balance": Option("amount"), "amount": Option("amount")})
