"""A required minimum distribution that was not taken in time, or not whole: what was required, what is missing, the tax."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook.formats import cents
from rulebook.law import AccountKind, Law, LawYear
from rulebook.rules import required_distribution as rule
from rulebook.rules.required_distribution import Correction, Start


@dataclass(frozen=True)
class Case:
    """One owner, one account, one distribution calendar year. Amounts in US dollars and whole cents, 0 or more.

    `balance`: of December 31 of the year before. `taken`: paid out for `year` by the last day. `retired_in`:
    of a plan, the year of retirement from its employer; None where it plays no part. `received` and
    `filed`: the days on which a shortfall was paid out and the return filed; `made_up`: how much was paid
    out, None for the whole shortfall.
    """

    account: AccountKind
    born: date
    year: int
    balance: Decimal
    taken: Decimal = Decimal(0)
    retired_in: int | None = None
    received: date | None = None
    filed: date | None = None
    made_up: Decimal | None = None
    notice_mailed: date | None = None
    assessed: date | None = None

    def __post_init__(self) -> None:
        if (self.received is None) != (self.filed is None):
            raise ValueError("received and filed must be given together")


@dataclass(frozen=True)
class Miss:
    """What is required and missing for the year, and its tax. Published amounts, in cents.

    `taken` counts what was made up by the last day. `window_end` and `tax_if_corrected` are None for a last
    day before 2023, when a correction changed nothing.
    """

    last_day: date
    divisor: Decimal
    required: Decimal
    taken: Decimal
    shortfall: Decimal
    window_end: date | None
    corrected: bool
    rate: Decimal
    tax: Decimal
    tax_if_corrected: Decimal | None


@dataclass(frozen=True)
class Reading:
    """A case under one of the ages that the law gives for its birth date. `miss` is None while nothing is required."""

    age: Decimal
    start: Start
    miss: Miss | None


def read(law: Law, now: LawYear, case: Case) -> tuple[Reading, ...]:
    """One reading for each applicable age by the law of `now`; none for a Roth IRA, from which nothing is required.

    The required amount is rounded to the cent before the shortfall, since no part of a cent can be paid
    out; the rates follow the year of the last day. Raises `FigureNotReadError` for a `year` before the table of divisors.
    """
    if case.account is AccountKind.ROTH_IRA:
        return ()
    readings = []
    for age in rule.applicable_ages(now, case.born):
        begun = rule.start(case.account, case.born, age, case.retired_in)
        readings.append(Reading(age, begun, _miss(law, begun, case) if case.year >= begun.first_year else None))
    return tuple(readings)


def _miss(law: Law, begun: Start, case: Case) -> Miss:
    due, age = rule.last_day(begun, case.year), case.year - case.born.year
    of_year, of_tax = law.in_year(case.year), law.in_year(due.year)
    required = cents(rule.required(of_year, case.balance, age))
    taken = case.taken
    if case.received is not None and case.received <= due:
        taken += max(Decimal(0), required - taken) if case.made_up is None else case.made_up
    short = rule.shortfall(required, taken)
    window = of_tax.applies("rmd_correction_years")
    end = rule.window_end(of_tax, case.notice_mailed, case.assessed) if window else None
    corrected = False
    if end is not None and short and case.received is not None and case.filed is not None:
        made_up = short if case.made_up is None else case.made_up
        corrected = rule.counts(Correction(made_up, case.received, case.filed), short, due, end)
    return Miss(
        due,
        rule.divisor(of_year, age),
        required,
        taken,
        short,
        end,
        corrected,
        rule.excise_rate(of_tax, corrected),
        cents(rule.excise(of_tax, short, corrected)),
        cents(rule.excise(of_tax, short, corrected=True)) if window else None,
    )
