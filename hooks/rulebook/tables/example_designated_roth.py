"""A withdrawal from the Roth account of a plan."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.law import AccountKind, Law
from rulebook.rules import early_distribution
from rulebook.rules.basis_recovery import nontaxable_part
from rulebook.rules.roth_qualification import qualified_in_plan
from rulebook.tables.model import Kind, Option, OptionError, Options, Spec, Table, TableCell
from rulebook.tables.parts import (
    ACCOUNT,
    ACCOUNT_PHRASES,
    AGE,
    GOVERNMENTAL_457B_NOTE,
    STEPS,
    age_notes,
    authority,
    citations_of,
    cite,
    distinct,
    money_style,
    step,
)
from rulebook.tables.roth_money import years_ago

PLANS = (AccountKind.PLAN_401K, AccountKind.PLAN_403B, AccountKind.GOVERNMENTAL_457B)


def build(law: Law, year: int, options: Options) -> Table:
    """Pro rata, not contributions first; nothing is taxed of a qualified withdrawal."""
    amount, contributions, balance = (options.amount(name) for name in ("amount", "contributions", "balance"))
    account, age, dated = options.account(), options.amount("age"), law.in_year(year)
    if account not in PLANS:
        raise OptionError(f"account must be one of {formats.listed([plan.value for plan in PLANS], 'or')}")
    if not 0 < amount <= balance:
        raise OptionError("amount must be more than nothing and at most balance, the value before the withdrawal")
    opened = year - years_ago(options, "opened_years")
    late = early_distribution.attained_59_half(dated, age)
    qualified = qualified_in_plan(dated, opened, attained_59_half=late)
    returned = formats.cents(nontaxable_part(amount, contributions, balance))
    earnings = amount - returned
    taxed = Decimal(0) if qualified else earnings
    base = Decimal(0) if late else early_distribution.base(account, taxed)
    rate = early_distribution.rate(dated, account)
    tax = formats.cents(base * rate)
    style = money_style([amount, contributions, balance, returned, tax])
    share = nontaxable_part(balance, contributions, balance) / balance
    apart, rule = cite(law, "irc-402A", "(d)(4)"), cite(law, "irc-72", "(e)(8)(B)")
    why = cite(law, "irc-72", "(t)(9)") if account is AccountKind.GOVERNMENTAL_457B else authority(dated, "early_distribution_rate")
    rows = [
        step("Roth contributions in the account", style(contributions), apart),
        step("Balance of the Roth account before the withdrawal", style(balance), apart),
        step("Share of contributions in the balance", TableCell(formats.percent(share), Kind.RATE), rule),
        step("Withdrawal", style(amount)),
        step("From contributions, not taxed", style(returned), rule),
        step("From earnings", style(earnings), rule),
        step("Included in income", style(taxed), cite(law, "irc-402A", "(d)(1), (2)"), note="qualified" if qualified else ""),
        step(f"Additional tax, {formats.rate(rate)} of {style(base).text}", style(tax), why),
        step("Contributions left in the account", style(contributions - returned)),
    ]
    last = opened + int(dated.amount("designated_roth_years")) - 1
    return Table(
        "example-designated-roth",
        f"Someone of {formats.age(age)} takes {formats.money(amount)} in {year} from the Roth part of {ACCOUNT_PHRASES[account]}: "
        f"{formats.money(balance)}, of which {formats.money(contributions)} was put in.",
        STEPS,
        tuple(rows),
        year,
        (
            f"The first Roth contribution to the plan was for {opened}; its five tax years end with {last}.",
            "A qualified withdrawal needs these years to be over, and age 59½, death or disability. A first home is no reason here.",
            "No exception to the additional tax is used. Income tax on what is included comes on top.",
            "Left out: money moved into the Roth account from elsewhere in the plan, which can bear the additional tax within five years.",
            *((GOVERNMENTAL_457B_NOTE,) if account is AccountKind.GOVERNMENTAL_457B else ()),
            *age_notes(dated, age),
        ),
        distinct([
            apart, rule, cite(law, "reg-1.402A-1", "A-3, A-7"), cite(law, "irc-402A", "(c)(4)(D)"),
            *citations_of(law, year, ["designated_roth_years", "early_distribution_rate"]),
        ]),
        f"Of the {formats.money(amount)}, {style(returned).text} comes from contributions and {style(earnings).text} from earnings.",
    )  # fmt: skip


SPEC = Spec(
    build,
    {
        "amount": Option("amount"),
        "contributions": Option("amount"),
        "balance": Option("amount"),
        "opened_years": Option("amount"),
        "account": ACCOUNT,
        "age": AGE,
    },
)
