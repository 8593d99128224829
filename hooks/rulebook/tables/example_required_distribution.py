"""One required minimum distribution worked out, or the first two where the first is put off."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.law import AccountKind, FigureNotReadError, Law
from rulebook.rules import required_distribution as rule
from rulebook.tables.model import Kind, Option, OptionError, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import ACCOUNT_PHRASES, STEPS, authority, citations_of, cite, distinct, money_style, step
from rulebook.tables.required_distribution_ages import BEGINNING, FIRST_YEAR, other_table


def build(law: Law, year: int, options: Options) -> Table:
    """From the balance over the divisor to the amount; with `next_balance`, that of the second year and both together."""
    balance, born, asked, account = options.amount("balance"), options.day("born"), options.year(), options.account()
    dated, begun = law.in_year(asked), _start(law, year, options)
    first = asked == begun.first_year
    if options.has("next_balance") and not first:
        raise OptionError(f"next_balance goes with the first year, and that is {begun.first_year}")
    quotient, table = cite(law, "reg-1.401(a)(9)-5", "(c)"), authority(dated, "uniform_lifetime_table")
    cited = [
        cite(law, "irc-401", "(a)(9)(A)"),
        quotient,
        *citations_of(law, asked, ["uniform_lifetime_table"]),
        cite(law, *FIRST_YEAR),
        cite(law, "irs-rmd-topic", "Calculating the required minimum distribution"),
    ]
    amounts: list[Decimal] = []
    found: list[tuple[int, Decimal]] = [(asked, balance)]
    if options.has("next_balance"):
        found.append((asked + 1, options.amount("next_balance")))
    for of, value in found:
        amounts.append(formats.cents(rule.required(law.in_year(of), value, of - born.year)))
    style = money_style([*(value for _, value in found), *amounts])
    rows: list[Row] = []
    for (of, value), amount in zip(found, amounts, strict=True):
        age = of - born.year
        due = formats.day(rule.last_day(begun, of))
        rows += [
            step(f"Balance on December 31, {of - 1}", style(value)),
            step(f"Divisor at {age}, the age reached in {of}", TableCell(f"{rule.divisor(law.in_year(of), age):.1f}", Kind.NUMBER), table),
            step(f"Required for {of}", style(amount), quotient, note=f"by {due}", total=len(found) == 1),
        ]
    if len(found) == 2:
        rows.append(step(f"Both paid in {asked + 1}", style(sum(amounts, Decimal(0))), cite(law, *FIRST_YEAR), total=True))
    notes = []
    if first:
        cited.append(cite(law, *BEGINNING))
        notes.append(f"{asked} is the first year. Its amount can wait until April 1, {asked + 1}, which puts two amounts into that year.")
    if len(found) == 2:
        notes.append(f"The example takes nothing out in {asked}, so the balance at its end still holds the first amount.")
    if not account.is_ira:
        notes.append("The owner had retired by that year, or is a 5-percent owner.")
    who = f"An owner born on {formats.day(born)}"
    return Table(
        "example-required-distribution" + ("-first-two" if len(found) == 2 else ""),
        f"{who} has {formats.money(balance)} in {ACCOUNT_PHRASES[account]} at the end of {asked - 1}.",
        STEPS,
        tuple(rows),
        year,
        (*notes, "The amount is a minimum: more may be taken out.", *other_table(law.in_year(year))),
        distinct(cited),
        f"The required minimum distribution for {asked} is {style(amounts[0]).text}.",
    )


def _start(law: Law, year: int, options: Options) -> rule.Start:
    """When this owner's distributions begin, or why the example cannot be worked out."""
    born, asked, account = options.day("born"), options.year(), options.account()
    if account is AccountKind.ROTH_IRA:
        raise OptionError("account=roth_ira does not fit: nothing is required from a Roth IRA in its owner's life")
    ages = rule.applicable_ages(law.in_year(year), born)
    if len(ages) > 1:
        raise OptionError(f"born={born} does not fit: the law gives two ages for people born in {born.year}")
    begun = rule.start(account, born, ages[0])
    if asked < begun.first_year:
        raise OptionError(f"year={asked} is before the first year for which something is required, {begun.first_year}")
    try:
        rule.divisor(law.in_year(asked), asked - born.year)
    except FigureNotReadError:
        raise OptionError(f"year={asked} is before the table of divisors in this reference") from None
    return begun


SPEC = Spec(
    build,
    {
        "balance": Option("amount"),
        "born": Option("date"),
        "year": Option("year"),
        "next_balance": Option("amount", optional=True),
        "account": Option("account", default=AccountKind.TRADITIONAL_IRA),
    },
)
