"""What the tables about substantially equal payments share: methods in words, options, notes and authorities."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.law import Citation, Law, LawYear
from rulebook.rules.substantially_equal_payments import LifeTable, Method, rate_limit
from rulebook.tables.model import Option, OptionError, Options
from rulebook.tables.parts import citations_of, cite, distinct

METHOD_NAMES = {
    Method.REQUIRED_MINIMUM: "Required minimum distribution",
    Method.AMORTIZATION: "Fixed amortization",
    Method.ANNUITIZATION: "Fixed annuitization",
}
TABLE_NAMES = {LifeTable.SINGLE: "Single Life Table", LifeTable.UNIFORM: "Uniform Lifetime Table"}

METHOD_PIN = ("notice-2022-6", "section 3.01")
RATE_PIN = ("notice-2022-6", "section 3.02(c)")
EXCEPTION_PIN = ("irc-72", "(t)(2)(A)(iv)")

FIGURES = {
    LifeTable.SINGLE: "single_life_table",
    LifeTable.UNIFORM: "equal_payments_uniform_table",
}
MORTALITY = "mortality_rates"
FLOOR = "sepp_interest_floor"

TABLE = Option("word", default=LifeTable.SINGLE.value, words=tuple(table.value for table in LifeTable))
RATE = Option("percent", optional=True)
METHOD = Option("word", optional=True, words=tuple(method.value for method in Method))


AGES = range(18, 60)
"""The ages reached in the year of a first payment for which series are shown."""


def table_of(options: Options) -> LifeTable:
    return LifeTable(options.word("table"))


def rate_of(law: LawYear, options: Options) -> Decimal:
    """The rate of the option `rate`, as a fraction; without it the floor, which any series may use."""
    return options.amount("rate") / 100 if options.has("rate") else rate_limit(law)


def age_of(options: Options, name: str = "age") -> int:
    """The age reached in the year of a payment: whole years, of someone who is not yet 60."""
    age = options.amount(name)
    if age % 1:
        raise OptionError(f"{name} must be whole years: the age reached in the year of the payment")
    if age not in AGES:
        raise OptionError(f"{name} must be from {AGES[0]} to {AGES[-1]}: later the additional tax needs no exception")
    return int(age)


def rate_note(law: LawYear, rate: Decimal) -> str:
    """Why this rate may be used, or on what that depends."""
    floor = rate_limit(law)
    if rate <= floor:
        return f"A rate of up to {formats.rate(floor)} may always be used, for a series that begins in 2023 or later."
    return (
        f"A rate above {formats.rate(floor)} may be used only up to 120% of the federal mid-term rate "
        "for either of the two months before the series begins. That rate is not in this reference."
    )


ANEW = "By the first method the payment is worked out anew each year, from the balance and the age of that year."
LEVEL = "A fixed payment stays the same every year."
BY_AGE = "Payments are a year apart. That of the year of age 59 comes before 59½, that of the year of age 60 after it."
WHOLLY_TAXABLE = "The whole of each payment is taxable here, and no other exception applies."
LEFT_OUT = "Left out: the Joint and Last Survivor Table and annuities on two lives."
ONE_ACCOUNT = "One account, one payment a year. The age is the one reached in the year of the payment."
FACTOR_NOTE = "The annuity factor is the value of one dollar at the end of each year of life; it is used here unrounded."


def sources(law: Law, year: int, table: LifeTable, methods: tuple[Method, ...]) -> tuple[Citation, ...]:
    """The authorities of payments by these methods."""
    figures = []
    if set(methods) != {Method.ANNUITIZATION}:
        figures.append(FIGURES[table])
    if Method.ANNUITIZATION in methods:
        figures.append(MORTALITY)
    if set(methods) != {Method.REQUIRED_MINIMUM}:
        figures.append(FLOOR)
    return distinct([cite(law, *EXCEPTION_PIN), cite(law, *METHOD_PIN), *citations_of(law, year, figures)])
