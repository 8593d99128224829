"""What several tables share: cells, phrases, notes, and the choice of the year whose law they follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from rulebook import formats
from rulebook.law import AccountKind, Citation, FilingStatus, Law, LawYear
from rulebook.rules import early_distribution
from rulebook.tables.model import Column, Kind, Option, Row, TableCell

AMOUNTS = tuple(Decimal(amount) for amount in (1_000, 5_000, 10_000, 20_000, 50_000, 100_000))
"""The withdrawals that the cost tables show, in US dollars."""

INCOME = Option("amount")
STATUS = Option("status")
AGE = Option("age", default=Decimal(45))
ACCOUNT = Option("account", default=AccountKind.PLAN_401K)

ACCOUNT_PHRASES = {
    AccountKind.PLAN_401K: "a 401(k)",
    AccountKind.PLAN_403B: "a 403(b)",
    AccountKind.GOVERNMENTAL_457B: "a governmental 457(b)",
    AccountKind.TSP: "the TSP",
    AccountKind.TRADITIONAL_IRA: "a traditional IRA",
    AccountKind.ROTH_IRA: "a Roth IRA",
    AccountKind.SEP_IRA: "a SEP IRA",
    AccountKind.SIMPLE_IRA: "a SIMPLE IRA",
}

STATUS_PHRASES = {
    FilingStatus.SINGLE: "a single filer",
    FilingStatus.MARRIED_FILING_JOINTLY: "a couple filing jointly",
    FilingStatus.MARRIED_FILING_SEPARATELY: "a married person filing separately",
    FilingStatus.HEAD_OF_HOUSEHOLD: "a head of household",
    FilingStatus.QUALIFYING_SURVIVING_SPOUSE: "a qualifying surviving spouse",
}


def other_income(amount: Decimal) -> str:
    """`$60,000 of other income`, or `no other income`."""
    return f"{formats.money(amount)} of other income" if amount else "no other income"


TAXED_WHEN_PAID = {
    AccountKind.PLAN_401K: ("irc-402", "(a)"),
    AccountKind.PLAN_403B: ("irc-403", "(b)(1)"),
    AccountKind.GOVERNMENTAL_457B: ("irc-457", "(a)(1)(A)"),
    AccountKind.TSP: ("irc-402", "(a)"),
    AccountKind.TRADITIONAL_IRA: ("irc-408", "(d)(1)"),
    AccountKind.ROTH_IRA: ("irc-408A", "(d)"),
    AccountKind.SEP_IRA: ("irc-408", "(d)(1)"),
    AccountKind.SIMPLE_IRA: ("irc-408", "(d)(1)"),
}
"""The authority by which a payment from each kind of account is taxed."""


def recovery(account: AccountKind) -> tuple[str, str]:
    """The authority by which after-tax money in a payment is not taxed again."""
    if account is AccountKind.ROTH_IRA:
        return "irc-408A", "(d)(4)(B)"
    return ("irc-408", "(d)(2)") if account.is_ira else ("irc-72", "(e)(8)")


# Cells


def money_style(amounts: Iterable[Decimal]) -> Callable[[Decimal], TableCell]:
    """A maker of money cells: with cents throughout if any of `amounts` has cents, else whole dollars."""
    with_cents = any(formats.cents(amount) % 1 for amount in amounts)
    return lambda amount: TableCell(formats.money(amount, always_cents=with_cents), Kind.MONEY)


def law_cell(citation: Citation) -> TableCell:
    """A short citation that links to its authority."""
    return TableCell(citation.text, href=citation.source.url)


STEPS = (Column("Step"), Column("Amount", Kind.MONEY), Column("Law"))
"""The columns of every worked example."""


def step(label: str, amount: TableCell, law: Citation | None = None, *, note: str = "", total: bool = False) -> Row:
    """One step of a worked example; without `law`, it follows from the steps above."""
    return Row(TableCell(label, note=note), (amount, law_cell(law) if law else TableCell("")), total)


# Authorities


def cite(law: Law, source: str, pin: str) -> Citation:
    return Citation(law.sources[source], pin)


def citations_of(law: Law, year: int, figures: Iterable[str]) -> tuple[Citation, ...]:
    """The authorities of figures for a year; of one not read for that year, those of the nearest year shown."""
    found: list[Citation] = []
    for id in figures:
        figure = law.figure(id)
        shown = year if figure.governing_year(year) is not None else figure.nearest_year(year)
        found += figure.citations(shown)
    return distinct(found)


def distinct(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Each pinpoint once, in the order of first use."""
    return tuple({citation.key: citation for citation in citations}.values())


def authority(law: LawYear, figure: str) -> Citation:
    """The first authority of a figure for its year: the one a step of an example cites."""
    return citations_of(law.law, law.year, [figure])[0]


# Years


def year_notes(law: Law, asked: int, shown: int, figures: Iterable[str]) -> tuple[str, ...]:
    """The note that a table must carry when it follows the law of another year than the one asked for."""
    if shown == asked:
        return ()
    looked = [d.as_of for id in figures if (d := law.figure(id)).governing_year(asked) is None and d.as_of is not None]
    checked = f" (checked {formats.day(min(looked))})" if looked else ""
    return (f"Figures of {shown}: those of {asked} are not in this reference yet{checked}.",)


# Notes

RATE_SCHEDULES = (
    f"By the rate schedules. Below {formats.money(Decimal(100_000))} of taxable income a return uses the Tax Table, "
    "which can differ by a few dollars."
)

CONVENTION = Option("word", default="schedules", words=("schedules", "tax-table"))
"""How income tax is worked out: to the cent by the rate schedules, or in the whole dollars of the Tax Table."""


def convention_note(law: LawYear, by_table: bool) -> str:
    """Which of the two an amount of income tax follows."""
    if not by_table:
        return RATE_SCHEDULES
    limit = formats.money(law.amount("tax_table_limit"))
    return f"By the Tax Table, as a return reads it below {limit} of taxable income: the tax on the middle of a band, in whole dollars."


WHOLLY_TAXABLE = "The whole withdrawal is taxable here: none of it is after-tax money."


def age_notes(law: LawYear, age: Decimal) -> tuple[str, ...]:
    """What age 59½ means, where it decides."""
    if early_distribution.attained_59_half(law, age):
        return (f"From {formats.age(law.amount('early_distribution_age'))} on, the additional tax does not apply.",)
    limit = formats.age(law.amount("early_distribution_age"))
    return (f"By convention, {limit} comes six calendar months after the 59th birthday; the Code does not define the day.",)


def account_notes(law: LawYear, account: AccountKind, simple_window: bool = False) -> tuple[str, ...]:
    """What is particular to an account."""
    if account is AccountKind.GOVERNMENTAL_457B:
        return (GOVERNMENTAL_457B_NOTE,)
    if account is AccountKind.ROTH_IRA:
        return (
            "From a Roth IRA, contributions come out first and are not taxed.",
            "The taxable amount here is earnings outside a qualified distribution.",
            "Left out: a conversion paid out within five years, which can bear the additional tax without being taxed again.",
        )
    if account is AccountKind.SIMPLE_IRA and not simple_window:
        rate = formats.rate(law.amount("simple_early_distribution_rate"))
        years = formats.number(law.amount("simple_window_years"))
        return (f"In the first {years} years of a SIMPLE IRA the rate is {rate}; here that time is over.",)
    return ()


GOVERNMENTAL_457B_NOTE = (
    "Governmental 457(b): the plan's own money is outside the additional tax at any age. "
    "Only money rolled in from a 401(k), 403(b) or IRA is within it."
)
