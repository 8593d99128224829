"""The first payment of a series of substantially equal payments, worked out by one method or by all three."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.law import Law, LawYear
from rulebook.rules import substantially_equal_payments as rule
from rulebook.rules.substantially_equal_payments import Method
from rulebook.tables.equal_payments import (
    ANEW,
    FACTOR_NOTE,
    FIGURES,
    LEFT_OUT,
    LEVEL,
    METHOD,
    METHOD_NAMES,
    METHOD_PIN,
    MORTALITY,
    ONE_ACCOUNT,
    RATE,
    RATE_PIN,
    TABLE,
    TABLE_NAMES,
    age_of,
    rate_note,
    rate_of,
    sources,
    table_of,
)
from rulebook.tables.model import Kind, Option, OptionError, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import STEPS, authority, cite, money_style, step


def build(law: Law, year: int, options: Options) -> Table:
    """From balance, age and rate to the payment. With `next_balance`, that of the second year as well."""
    dated, balance, age, table = law.in_year(year), options.amount("balance"), age_of(options), table_of(options)
    methods = (Method(options.word("method")),) if options.has("method") else tuple(Method)
    rate = _rate(dated, options, methods)
    paid = {method: formats.cents(rule.payment(dated, method, balance, age, rate, table)) for method in methods}
    second = _second(dated, options, methods)
    style = money_style([balance, *paid.values(), *second])
    by, years = cite(law, *METHOD_PIN), rule.life_expectancy(dated, age, table)
    uses_years, fixed = set(methods) != {Method.ANNUITIZATION}, set(methods) != {Method.REQUIRED_MINIMUM}
    rows: list[Row] = [step("Balance", style(balance))]
    if uses_years:
        rows.append(
            step(
                f"Life expectancy at {age}, {TABLE_NAMES[table]}", TableCell(f"{years:.1f}", Kind.NUMBER), authority(dated, FIGURES[table])
            )
        )
    if fixed:
        rows.append(step("Interest rate", TableCell(formats.rate(rate), Kind.RATE), cite(law, *RATE_PIN)))
    if Method.ANNUITIZATION in methods:
        factor = rule.annuity_factor(dated, age, rate)
        rows.append(step(f"Annuity factor at {age}", TableCell(f"{factor:.4f}", Kind.NUMBER), authority(dated, MORTALITY)))
    rows += [step(f"Payment a year: {METHOD_NAMES[m][:1].lower()}{METHOD_NAMES[m][1:]}", style(paid[m]), by, total=True) for m in methods]
    if second:
        later = rule.life_expectancy(dated, age + 1, table)
        rows += [
            step("Balance a year later", style(second[0])),
            step(f"Life expectancy at {age + 1}", TableCell(f"{later:.1f}", Kind.NUMBER), authority(dated, FIGURES[table])),
            step("Payment of the second year", style(second[1]), by, total=True),
        ]
    one = METHOD_NAMES[methods[0]] if len(methods) == 1 else ""
    return Table(
        "example-equal-payments" + (f"-{methods[0]}" if one else ""),
        f"A series that begins at {age}, from {formats.money(balance)}{f', by {one[:1].lower()}{one[1:]}' if one else ', by each method'}.",
        STEPS,
        tuple(rows),
        year,
        (
            ONE_ACCOUNT,
            *((ANEW,)
              if Method.REQUIRED_MINIMUM in methods else ()),
            *((LEVEL, rate_note(dated, rate)) if fixed else ()),
            *((FACTOR_NOTE,) if Method.ANNUITIZATION in methods else ()),
            LEFT_OUT,
        ),
        sources(law, year, table, methods),
        f"The yearly payment is {formats.listed([style(amount).text for amount in paid.values()], 'or')}.",
    )  # fmt: skip


def _rate(law: LawYear, options: Options, methods: tuple[Method, ...]) -> Decimal:
    if options.has("rate") and methods == (Method.REQUIRED_MINIMUM,):
        raise OptionError("rate plays no part in method=required-minimum")
    return rate_of(law, options)


def _second(law: LawYear, options: Options, methods: tuple[Method, ...]) -> tuple[Decimal, ...]:
    """The balance and the payment of the second year, where `next_balance` is given."""
    if not options.has("next_balance"):
        return ()
    if methods != (Method.REQUIRED_MINIMUM,):
        raise OptionError("next_balance goes with method=required-minimum: a fixed payment stays the same")
    balance = options.amount("next_balance")
    return balance, formats.cents(rule.payment(law, Method.REQUIRED_MINIMUM, balance, age_of(options) + 1, table=table_of(options)))


SPEC = Spec(
    build,
    {
        "balance": Option("amount"),
        "age": Option("age"),
        "rate": RATE,
        "method": METHOD,
        "table": TABLE,
        "next_balance": Option("amount", optional=True),
    },
)
