"""The law as data: dated figures, exceptions, terms and the authorities they rest on.

`law_files.py` reads them from `content/law/`. Rules of law ask a `LawYear` for figures and never see
a file. A figure that changes each year and that we have not read yet is `expected`: asking for it
raises `FigureNotReadError`, so nothing is carried forward in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from rulebook.problems import Problem
from rulebook.strict_yaml import Scalar


class FilingStatus(StrEnum):
    """The five filing statuses of 26 U.S.C. 1 and 2."""

    SINGLE = "single"
    MARRIED_FILING_JOINTLY = "married_filing_jointly"
    MARRIED_FILING_SEPARATELY = "married_filing_separately"
    HEAD_OF_HOUSEHOLD = "head_of_household"
    QUALIFYING_SURVIVING_SPOUSE = "qualifying_surviving_spouse"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


class RangeGroup(StrEnum):
    """Whose income a phase-out range is for: 26 U.S.C. 219(g)(3)(B), (4), 408A(c)(3)(B)(ii)."""

    UNMARRIED = "unmarried"
    """Single filers, heads of household, and separate returns of spouses who lived apart all year."""

    JOINT = "joint"
    """Joint returns and qualifying surviving spouses."""

    SEPARATE = "separate"
    """Separate returns of spouses who lived together at any time of the year."""

    @property
    def label(self) -> str:
        return _GROUP_LABELS[self]


_GROUP_LABELS = {
    RangeGroup.UNMARRIED: "Single or head of household, or married filing separately and apart all year",
    RangeGroup.JOINT: "Married filing jointly or qualifying surviving spouse",
    RangeGroup.SEPARATE: "Married filing separately, with the spouse at any time of the year",
}


class AccountKind(StrEnum):
    """The eight kinds of account this reference distinguishes, in the order of every table."""

    PLAN_401K = "401k"
    PLAN_403B = "403b"
    GOVERNMENTAL_457B = "governmental_457b"
    TSP = "tsp"
    TRADITIONAL_IRA = "traditional_ira"
    ROTH_IRA = "roth_ira"
    SEP_IRA = "sep_ira"
    SIMPLE_IRA = "simple_ira"

    @property
    def label(self) -> str:
        return _ACCOUNT_LABELS[self]

    @property
    def is_ira(self) -> bool:
        return self.value.endswith("_ira")


_ACCOUNT_LABELS = {
    AccountKind.PLAN_401K: "401(k)",
    AccountKind.PLAN_403B: "403(b)",
    AccountKind.GOVERNMENTAL_457B: "Governmental 457(b)",
    AccountKind.TSP: "TSP",
    AccountKind.TRADITIONAL_IRA: "Traditional IRA",
    AccountKind.ROTH_IRA: "Roth IRA",
    AccountKind.SEP_IRA: "SEP IRA",
    AccountKind.SIMPLE_IRA: "SIMPLE IRA",
}


class Tier(StrEnum):
    """How much weight an authority carries, highest first."""

    STATUTE = "statute"
    REGULATION = "regulation"
    RULING = "ruling"
    PUBLICATION = "publication"
    FAQ = "faq"

    @property
    def label(self) -> str:
        return _TIER_LABELS[self]

    @property
    def rank(self) -> int:
        return list(Tier).index(self)


_TIER_LABELS = {
    Tier.STATUTE: "Statute",
    Tier.REGULATION: "Regulation",
    Tier.RULING: "Ruling, notice or decision",
    Tier.PUBLICATION: "Form or publication",
    Tier.FAQ: "FAQ or web page",
}


class Answer(StrEnum):
    """What the law says of one exception and one kind of account."""

    YES = "yes"
    NO = "no"
    CANNOT_ARISE = "cannot-arise"
    UNSETTLED = "unsettled"


class CapKind(StrEnum):
    """How an exception limits the amount it covers; `rules/exceptions.py` has one function for each."""

    NONE = "none"
    AMOUNT = "amount"
    LIFETIME_AMOUNT = "lifetime_amount"
    AMOUNT_OR_SHARE = "amount_or_share"
    AMOUNT_OR_EXCESS_BALANCE = "amount_or_excess_balance"
    EXPENSES = "expenses"
    EXPENSES_OVER_AGI_SHARE = "expenses_over_agi_share"
    EXPENSES_AMOUNT_OR_SHARE = "expenses_amount_or_share"
    OUTSIDE_THE_TAX = "outside_the_tax"


@dataclass(frozen=True)
class Place:
    """Where a record stands, for messages about it that need more than one file."""

    path: str
    line: int
    column: int

    def problem(self, message: str, hint: str = "") -> Problem:
        return Problem(self.path, self.line, self.column, message, hint)


@dataclass(frozen=True)
class Source:
    """One authority of the bibliography."""

    id: str
    title: str
    cite: str
    tier: Tier
    url: str
    checked: date
    note: str
    place: Place

    @property
    def anchor(self) -> str:
        """Its id on the page of authorities."""
        return re.sub(r"[^a-z0-9]+", "-", self.id.lower())


@dataclass(frozen=True)
class Citation:
    """A pinpoint in an authority and what it supports: a phrase in an entry, tax years in a law record."""

    source: Source
    pin: str
    supports: str = ""
    years: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """`26 U.S.C. 72(t)(1)`; a pin that is not a subsection stands after a comma, unless the cite ends with it."""
        if self.source.cite.endswith(self.pin):
            return self.source.cite
        return self.source.cite + (self.pin if self.pin.startswith("(") else f", {self.pin}" if self.pin else "")

    @property
    def key(self) -> tuple[str, str]:
        return self.source.id, self.pin


@dataclass(frozen=True)
class Bracket:
    """A rate and the taxable income, in dollars, above which it applies."""

    over: Decimal
    rate: Decimal


@dataclass(frozen=True)
class Span:
    """Where a phase-out starts and where it ends, in dollars of income."""

    start: Decimal
    end: Decimal


class FigureNotReadError(LookupError):
    """The figure changes each year, and this reference has read none for the year asked for."""

    def __init__(self, figure: str, year: int) -> None:
        super().__init__(f"no {figure} is in this reference for {year}")
        self.figure, self.year = figure, year


@dataclass(frozen=True)
class _Dated:
    id: str
    description: str
    yearly: bool
    until: int | None
    as_of: date | None
    sources: tuple[Citation, ...]
    note: str
    place: Place

    @property
    def known(self) -> Mapping[int, bool]:
        """Each year of the record, and whether its value was read (or is still expected)."""
        raise AttributeError("a Parameter, a Schedule, a Range or an AgeTable has values")

    def _known_years(self) -> list[int]:
        return [year for year, read in self.known.items() if read]

    def governing_year(self, year: int) -> int | None:
        """The year whose value is the law of `year`, or None when no such value was read."""
        if self.until is not None and year > self.until:
            return None
        if self.yearly:
            return year if year in self._known_years() else None
        return max((known for known in self._known_years() if known <= year), default=None)

    def nearest_year(self, year: int) -> int:
        """The last year up to `year` with a value, else the first one: always shown with its year."""
        known = self._known_years()
        if not self.yearly and self.until is not None and year > self.until:
            return self.until
        return max((k for k in known if k <= year), default=min(known))

    def citations(self, year: int) -> tuple[Citation, ...]:
        """The authorities of the value for `year`: those for that value, and those for all years."""
        governing = self.governing_year(year)
        return tuple(c for c in self.sources if not c.years or year in c.years or governing in map(self.governing_year, c.years))


@dataclass(frozen=True)
class Parameter(_Dated):
    """A figure by year, the same for everyone or one for each filing status. Rates are fractions."""

    unit: str
    by_status: bool
    not_for: tuple[FilingStatus, ...]
    values: Mapping[int, Mapping[FilingStatus | None, Decimal] | None]
    """None where the figure is expected; the inner key is None where it is the same for everyone."""

    @property
    def known(self) -> Mapping[int, bool]:
        return {year: value is not None for year, value in self.values.items()}

    def value(self, year: int, status: FilingStatus | None = None) -> Decimal:
        """Raises `FigureNotReadError` when no value for `year` was read, `KeyError` for a wrong status."""
        governing = self.governing_year(year)
        found = None if governing is None else self.values[governing]
        if found is None:
            raise FigureNotReadError(self.id, year)
        return found[status if self.by_status else None]


@dataclass(frozen=True)
class Schedule(_Dated):
    """Rate brackets by year and filing status."""

    values: Mapping[int, Mapping[FilingStatus, tuple[Bracket, ...]] | None]

    @property
    def known(self) -> Mapping[int, bool]:
        return {year: value is not None for year, value in self.values.items()}

    def brackets(self, year: int, status: FilingStatus) -> tuple[Bracket, ...]:
        """Raises `FigureNotReadError` when no value for `year` was read."""
        governing = self.governing_year(year)
        found = None if governing is None else self.values[governing]
        if found is None:
            raise FigureNotReadError(self.id, year)
        return found[status]


@dataclass(frozen=True)
class Range(_Dated):
    """The income over which something is phased out, by year and by whose income it is."""

    not_for: tuple[RangeGroup, ...]
    values: Mapping[int, Mapping[RangeGroup, Span] | None]

    @property
    def known(self) -> Mapping[int, bool]:
        return {year: value is not None for year, value in self.values.items()}

    def span(self, year: int, group: RangeGroup) -> Span:
        """Raises `FigureNotReadError` when no value for `year` was read, `KeyError` for a group it is not for."""
        governing = self.governing_year(year)
        found = None if governing is None else self.values[governing]
        if found is None:
            raise FigureNotReadError(self.id, year)
        return found[group]


@dataclass(frozen=True)
class AgeTable(_Dated):
    """A number for each age in whole years, without a gap: a life expectancy or a rate of mortality.

    The last row is for that age and every higher one.
    """

    unit: str
    values: Mapping[int, Mapping[int, Decimal] | None]

    @property
    def known(self) -> Mapping[int, bool]:
        return {year: value is not None for year, value in self.values.items()}

    def rows(self, year: int) -> Mapping[int, Decimal]:
        """Age -> number, in ascending order. Raises `FigureNotReadError` when no value for `year` was read."""
        governing = self.governing_year(year)
        found = None if governing is None else self.values[governing]
        if found is None:
            raise FigureNotReadError(self.id, year)
        return found

    def at_age(self, year: int, age: int) -> Decimal:
        """Raises `FigureNotReadError` when no value for `year` was read, `KeyError` for an age below the first."""
        rows = self.rows(year)
        return rows[min(age, max(rows))]


Figure = Parameter | Schedule | Range | AgeTable
"""Everything dated: what an id of a law file can stand for."""


@dataclass(frozen=True)
class Cell:
    """What the law says of one exception and one kind of account, with its authority."""

    answer: Answer
    note: str
    sources: tuple[Citation, ...]


@dataclass(frozen=True)
class Cap:
    """The limit of an exception: a formula over figures of the law, by their ids."""

    kind: CapKind
    figure: str = ""
    share: str = ""
    kept: str = ""
    per: str = ""


@dataclass(frozen=True)
class PenaltyException:
    """An exception to the additional tax of 26 U.S.C. 72(t)."""

    id: str
    name: str
    condition: str
    sources: tuple[Citation, ...]
    cells: Mapping[AccountKind, Cell]
    cap: Cap
    cap_text: str
    deadline: str
    repayment: str
    form_5329: str
    form_note: str
    since: date | None
    entry: str
    place: Place


@dataclass(frozen=True)
class Term:
    """A term of the field, its plain definition, and what people call it.

    `in_text`: the words by which pages name it; their first use on a page shows the definition.
    """

    id: str
    term: str
    definition: str
    everyday: tuple[str, ...]
    in_text: tuple[str, ...]
    sources: tuple[Citation, ...]
    place: Place


@dataclass(frozen=True)
class LawYear:
    """The law of one tax year: what a rule of law is given."""

    law: Law
    year: int

    def amount(self, figure: str, status: FilingStatus | None = None) -> Decimal:
        """A figure of this year. Raises `FigureNotReadError` if it has not been read, `KeyError` if unknown."""
        return self.law.parameters[figure].value(self.year, status)

    def brackets(self, figure: str, status: FilingStatus) -> tuple[Bracket, ...]:
        return self.law.schedules[figure].brackets(self.year, status)

    def span(self, figure: str, group: RangeGroup) -> Span:
        return self.law.ranges[figure].span(self.year, group)

    def at_age(self, table: str, age: int) -> Decimal:
        return self.law.age_tables[table].at_age(self.year, age)

    def applies(self, figure: str) -> bool:
        """Whether a figure that begins or ends by law is in force this year."""
        return self.law.parameters[figure].governing_year(self.year) is not None


@dataclass(frozen=True)
class Law:
    """Everything in `content/law/`."""

    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    schedules: Mapping[str, Schedule] = field(default_factory=dict)
    exceptions: Mapping[str, PenaltyException] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    prose: tuple[tuple[str, Scalar], ...] = ()
    """Every text in which figures may stand, with the path of its file: for the checks."""
    flawed: frozenset[str] = frozenset()
    """Ids of records with a mistake: what leans on them is not reported as well."""
    ranges: Mapping[str, Range] = field(default_factory=dict)
    age_tables: Mapping[str, AgeTable] = field(default_factory=dict)

    def in_year(self, year: int) -> LawYear:
        return LawYear(self, year)

    def figure(self, id: str) -> Figure:
        return self.parameters.get(id) or self.schedules.get(id) or self.ranges.get(id) or self.age_tables[id]

    @property
    def figures(self) -> list[Figure]:
        return [*self.schedules.values(), *self.ranges.values(), *self.age_tables.values(), *self.parameters.values()]

    def last_complete_year(self, year: int, figures: Iterable[str]) -> int:
        """The last year up to `year` for which every one of `figures` was read.

        A table that cannot be computed for `year` is computed for this one and says so. Raises
        `FigureNotReadError` when there is none.
        """
        figures = list(figures)
        for candidate in range(year, year - 20, -1):
            if all(self.figure(id).governing_year(candidate) is not None for id in figures):
                return candidate
        raise FigureNotReadError(", ".join(figures), year)
