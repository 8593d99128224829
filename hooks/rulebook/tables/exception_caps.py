"""What limits each exception: its cap, its deadline, and whether the money can be paid back."""

from __future__ import annotations

from rulebook import formats
from rulebook.figures import resolve_text
from rulebook.law import Law, PenaltyException
from rulebook.tables.exceptions_matrix import heading, in_force
from rulebook.tables.model import Column, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import citations_of, distinct

NOTHING = "Not stated"


def build(law: Law, year: int, _options: Options) -> Table:
    """One row an exception that has a cap, a deadline or a way to pay it back."""
    everything = in_force(law, year)
    limited = [e for e in everything if e.cap_text or e.deadline or e.repayment]
    figures = list(dict.fromkeys(id for e in limited for id in (e.cap.figure, e.cap.share, e.cap.kept) if id))
    unread = [id for id in figures if law.figure(id).governing_year(year) is None]
    notes = []
    if unread:
        looked = min((d for id in unread if (d := law.figure(id).as_of) is not None), default=None)
        checked = f" (checked {formats.day(looked)})" if looked else ""
        notes.append(f"A figure with a year after it is of that year: the one of {year} is not in this reference{checked}.")
    return Table(
        "exception-caps",
        f"How much each exception covers in {year}, until when, and whether the money can be paid back.",
        (Column("Exception"), Column("Cap"), Column("Deadline"), Column("Paying it back")),
        tuple(_row(law, year, e) for e in limited),
        year,
        (
            *notes,
            "Exceptions with no cap, no deadline and no way to pay back are not listed.",
            "An exception takes away the additional tax only. What is taxable as income stays taxable.",
            f"“{NOTHING}”: this reference has confirmed none.",
        ),
        distinct([*(c for e in limited for c in e.sources), *citations_of(law, year, figures)]),
    )


def _row(law: Law, year: int, exception: PenaltyException) -> Row:
    def words(text: str) -> TableCell:
        return TableCell(resolve_text(text, law, year) if text else NOTHING)

    since = f"In force since {formats.day(exception.since)}" if exception.since else ""
    cap = words(exception.cap_text) if exception.cap_text else TableCell("No cap")
    return Row(heading(exception, since), (cap, words(exception.deadline), words(exception.repayment)))


SPEC = Spec(build, {})
