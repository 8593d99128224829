"""What must be true for each exception to apply."""

from __future__ import annotations

from rulebook.figures import resolve_text
from rulebook.law import Law
from rulebook.tables.exceptions_matrix import heading, in_force, law_of
from rulebook.tables.model import Column, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import distinct


def build(law: Law, year: int, _options: Options) -> Table:
    """One row an exception: its conditions in plain words."""
    exceptions = in_force(law, year)
    return Table(
        "exception-conditions",
        f"What must be true for an exception to apply in {year}.",
        (Column("Exception"), Column("Conditions")),
        tuple(Row(heading(e, law_of(e, year)), (TableCell(resolve_text(e.condition, law, year)),)) for e in exceptions),
        year,
        ("An exception takes away the additional tax only. What is taxable as income stays taxable.",),
        distinct([c for e in exceptions for c in e.sources]),
    )


SPEC = Spec(build, {})
