"""What the tables about Roth IRAs share: what went in, as options, and what each of them must say.

Years of conversions are told by how long ago they were, so that a page says the same in every tax year.
"""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.law import LawYear
from rulebook.rules.roth_ordering import Conversion, PutIn
from rulebook.tables.model import Option, OptionError, Options

NOTHING = Decimal(0)

OPTIONS = {
    "contributions": Option("amount", default=NOTHING),
    "conversion": Option("amount", default=NOTHING),
    "conversion_basis": Option("amount", default=NOTHING),
    "conversion_years": Option("amount", default=NOTHING),
    "second_conversion": Option("amount", default=NOTHING),
    "second_basis": Option("amount", default=NOTHING),
    "second_years": Option("amount", default=NOTHING),
    "opened_years": Option("amount"),
}
"""`_basis`: the part of a conversion that was not taxed; `_years`: how many years before the withdrawal."""


def years_ago(options: Options, name: str) -> int:
    """Whole years before the year of the withdrawal."""
    years = options.amount(name)
    if years % 1 or years > 60:
        raise OptionError(f"{name} must be whole years, 60 at most")
    return int(years)


def first_year(options: Options, year: int) -> int:
    return year - years_ago(options, "opened_years")


def put_in(options: Options, year: int) -> PutIn:
    """What went into the Roth IRAs, by the options, for a withdrawal in `year`."""
    conversions = []
    for amount, basis, years in (
        ("conversion", "conversion_basis", "conversion_years"),
        ("second_conversion", "second_basis", "second_years"),
    ):
        converted, untaxed = options.amount(amount), options.amount(basis)
        if untaxed > converted:
            raise OptionError(f"{basis} is more than {amount}: it is the part that was not taxed")
        if converted:
            if years_ago(options, years) > years_ago(options, "opened_years"):
                raise OptionError(f"{years} is more than opened_years: a conversion starts the five years too")
            conversions.append(Conversion(year - years_ago(options, years), converted - untaxed, untaxed))
    found = PutIn(options.amount("contributions"), tuple(conversions))
    if not found.total:
        raise OptionError("contributions or conversion must be more than nothing")
    return found


def phrase(money: PutIn) -> str:
    """`$4,000 of contributions and conversions of $20,000 (2022) and $10,000 (2023)`."""
    parts = [f"{formats.money(money.contributions)} of contributions"] if money.contributions else []
    converted = [f"{formats.money(c.taxable + c.nontaxable)} ({c.year})" for c in money.by_year]
    if converted:
        parts.append(f"{'conversions' if len(converted) > 1 else 'a conversion'} of {formats.listed(converted)}")
    return formats.listed(parts)


def notes(law: LawYear, money: PutIn) -> tuple[str, ...]:
    """Conventions of every amount about what comes out of Roth IRAs."""
    untaxed = [f"{formats.money(c.nontaxable)} of that of {c.year}" for c in money.by_year if c.nontaxable]
    years = law.amount("roth_conversion_years")
    return (
        *((f"Not taxed when converted, since it was after-tax money: {formats.listed(untaxed)}.",) if untaxed else ()),
        "All Roth IRAs of one person count as one, and all withdrawals of a year as one.",
        "What went in is counted without what earlier withdrawals took out.",
        f"The {formats.number(years)} tax years of a conversion are its own year and the {formats.number(years - 1)} after it.",
        "Left out: money rolled over from the Roth account of a plan, and contributions taken back.",
    )


FIGURES = ("roth_qualified_years", "roth_conversion_years", "early_distribution_rate")
