"""How a withdrawal recovers after-tax money pro rata."""

from __future__ import annotations

from rulebook import formats
from rulebook.law import AccountKind, Law
from rulebook.rules.basis_recovery import nontaxable_part
from rulebook.tables.model import Kind, Option, OptionError, Options, Spec, Table, TableCell
from rulebook.tables.parts import ACCOUNT, ACCOUNT_PHRASES, STEPS, TAXED_WHEN_PAID, cite, distinct, money_style, step


def build(law: Law, year: int, options: Options) -> Table:
    """The same rule in a plan and in an IRA; from basis, balance and withdrawal to the taxable part."""
    basis, balance, amount = (options.amount(name) for name in ("basis", "balance", "amount"))
    account, inherited = options.account(), options.flag("inherited")
    if inherited and not account.is_ira:
        raise OptionError("inherited=yes is for an IRA only")
    if amount > balance:
        raise OptionError("amount is more than balance: balance is the value before the withdrawal")
    if not amount:
        raise OptionError("amount is nothing")
    if account is AccountKind.ROTH_IRA:
        raise OptionError("a Roth IRA pays out contributions first, not pro rata")
    nontaxable = formats.cents(nontaxable_part(amount, basis, balance))
    style = money_style([basis, balance, amount, nontaxable])
    rule = cite(law, "irc-408", "(d)(2)") if account.is_ira else cite(law, "irc-72", "(e)(8)(B)")
    taxed, apart = cite(law, *TAXED_WHEN_PAID[account]), cite(law, "irc-72", "(d)(2)")
    whose = ACCOUNT_PHRASES[account].replace("a ", "an inherited ", 1) if inherited else ACCOUNT_PHRASES[account]
    share = nontaxable_part(balance, basis, balance) / balance
    return Table(
        "example-pro-rata" + ("-ira" if account.is_ira else ""),
        f"{formats.money(amount)} is withdrawn from {whose} of {formats.money(balance)} "
        f"that holds {formats.money(basis)} of after-tax money.",
        STEPS,
        (
            step("After-tax money (basis)", style(basis)),
            step("Balance before the withdrawal", style(balance)),
            step("After-tax share of the balance", TableCell(formats.percent(share), Kind.RATE), rule),
            step("Withdrawal", style(amount)),
            step("Not taxed", style(nontaxable), rule),
            step("Taxed", style(amount - nontaxable), taxed),
            step("After-tax money left", style(basis - nontaxable)),
        ),
        year,
        (
            *(_ira_notes(inherited) if account.is_ira else (f"{_PLAN_NOTE} ({apart.text}); then the balance is that of this part.",)),
            *(("The account is worth less than its after-tax money, so nothing in the withdrawal is taxed.",) if basis >= balance else ()),
        ),
        distinct([rule, taxed, *(() if account.is_ira else (apart,))]),
        f"Of the {formats.money(amount)}, {style(nontaxable).text} is not taxed and {style(amount - nontaxable).text} is.",
    )


def _ira_notes(inherited: bool) -> tuple[str, ...]:
    """Which balance counts, and how finely the share is taken."""
    own = "The balance is that of all your traditional, SEP and SIMPLE IRAs at the end of the year."
    from_one = "The balance is that of the IRAs inherited from this owner, at the end of the year. Your own IRAs do not count."
    moved = "withdrawals" if inherited else "withdrawals and conversions"
    return (
        from_one if inherited else own,
        f"The {moved} of the year are added back to it.",
        "Form 8606 asks for at least three decimals of the share; the amounts here use the whole share.",
    )


_PLAN_NOTE = "A plan may keep after-tax contributions and their earnings apart"

SPEC = Spec(
    build,
    {
        "basis": Option("amount"),
        "balance": Option("amount"),
        "amount": Option("amount"),
        "account": ACCOUNT,
        "inherited": Option("flag", default=False),
    },
)
