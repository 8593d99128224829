"""A table as typed values: what a builder returns and a fragment renders.

A worked example is a table too: its rows are steps, its last column the law of each step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from rulebook.law import AccountKind, Citation, FilingStatus, Law


class Kind(StrEnum):
    """What a cell or a column holds; decides alignment, never the text."""

    TEXT = "text"
    MONEY = "money"
    RATE = "rate"
    NUMBER = "number"
    ANSWER = "answer"
    """Yes, No, Cannot arise, Unsettled: a word with a colour, never a colour alone."""


@dataclass(frozen=True)
class TableCell:
    """One cell: plain text as it is read aloud. `href` is an address, or `entry:<slug>`.

    `title` says where the link leads when the text does not.
    """

    text: str
    kind: Kind = Kind.TEXT
    note: str = ""
    href: str = ""
    title: str = ""


@dataclass(frozen=True)
class Column:
    heading: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Row:
    """A row header and one cell for each further column. A total is set off by a rule above it."""

    heading: TableCell
    cells: tuple[TableCell, ...]
    total: bool = False


@dataclass(frozen=True)
class Bar:
    """One bar: what it stands for, the length of each part, and what is written at its end."""

    label: str
    parts: tuple[Decimal, ...]
    text: str


@dataclass(frozen=True)
class Chart:
    """Bars on one scale, drawn above the table that holds their figures. `full` is the length of the whole width.

    `parts` names the parts of every bar, in order. Raises `ValueError` for a bar with another number of parts or beyond the width.
    """

    parts: tuple[str, ...]
    bars: tuple[Bar, ...]
    full: Decimal

    def __post_init__(self) -> None:
        for bar in self.bars:
            if len(bar.parts) != len(self.parts) or min(bar.parts) < 0 or sum(bar.parts) > self.full:
                raise ValueError(f"the bar '{bar.label}' does not fit its chart")

    def places(self, bar: Bar) -> tuple[tuple[int, str, str], ...]:
        """The number of each part that has a length, where it starts and how long it is, in percent of the width."""
        starts = [sum(bar.parts[:number], Decimal(0)) for number in range(len(bar.parts))]
        spans = [(number, start, part) for number, (start, part) in enumerate(zip(starts, bar.parts, strict=True), 1) if part]
        return tuple((number, self._percent(start), self._percent(part)) for number, start, part in spans)

    def _percent(self, length: Decimal) -> str:
        return f"{length / self.full * 100:.2f}%"


@dataclass(frozen=True)
class Table:
    """`columns[0]` heads the row headers. `id` is the anchor of the caption: it holds no figure.

    `notes` are plain sentences on conventions and conditions, `sources` the authorities of the figures.
    `year` is the tax year whose law the figures follow, which differs from the year asked for where a
    figure has not been read yet; then a note says so.
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    year: int
    notes: tuple[str, ...] = ()
    sources: tuple[Citation, ...] = ()
    lead: str = ""
    """One or two sentences that tell what the table shows, for those who do not read tables."""
    chart: Chart | None = None
    """What `::: chart` draws above the table."""

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns) - 1:
                raise ValueError(f"{self.id}: row '{row.heading.text}' has {len(row.cells)} cells for {len(self.columns) - 1} columns")

    def to_markdown(self) -> str:
        """The table as pipe-table Markdown, for golden files and plain-text exports."""
        lines = [f"**{self.caption}**", ""]
        if self.lead:
            lines += [self.lead, ""]
        lines.append("| " + " | ".join(column.heading for column in self.columns) + " |")
        lines.append("|" + "|".join(" --- " if c.kind in (Kind.TEXT, Kind.ANSWER) else " ---: " for c in self.columns) + "|")
        for row in self.rows:
            cells = (row.heading, *row.cells)
            lines.append("| " + " | ".join(cell.text + (f" ({cell.note})" if cell.note else "") for cell in cells) + " |")
        lines += ["", *(f"- {note}" for note in self.notes)]
        lines += [f"- Law: {'; '.join(dict.fromkeys(citation.text for citation in self.sources))}"] if self.sources else []
        return "\n".join(lines) + "\n"


OptionValue = str | Decimal | bool | AccountKind | FilingStatus | date


@dataclass(frozen=True)
class Option:
    """One option of a directive: how its text becomes a value, and what it is when left out.

    `kind` is one of: `amount` (US dollars, not negative), `percent` (0 to 100), `age` (whole years or
    59.5), `flag` (yes or no), `date` (2026-12-31), `year` (2026), `account`, `status`, `word` (one of `words`). An option without a
    default that is not `optional` must be given.
    """

    kind: str
    default: OptionValue | None = None
    optional: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Options:
    """The checked options of one directive."""

    values: Mapping[str, OptionValue]

    def has(self, name: str) -> bool:
        return name in self.values

    def amount(self, name: str) -> Decimal:
        value = self.values[name]
        assert isinstance(value, Decimal)
        return value

    def day(self, name: str) -> date:
        value = self.values[name]
        assert isinstance(value, date)
        return value

    def year(self, name: str = "year") -> int:
        return int(self.amount(name))

    def flag(self, name: str) -> bool:
        return self.values.get(name) is True

    def word(self, name: str) -> str:
        return str(self.values[name])

    def account(self, name: str = "account") -> AccountKind:
        return AccountKind(str(self.values[name]))

    def status(self, name: str = "status") -> FilingStatus:
        return FilingStatus(str(self.values[name]))


@dataclass(frozen=True)
class Spec:
    """A builder and the options it takes. Builders are pure: law, year and options in, a table out.

    A builder may raise `OptionError` when options that are fine one by one do not go together. Tables that are `charted`
    have a chart.
    """

    build: Callable[[Law, int, Options], Table]
    options: Mapping[str, Option]
    charted: bool = False


class OptionError(ValueError):
    """Options that contradict each other; the message names them."""
