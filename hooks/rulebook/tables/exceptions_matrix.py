"""Every exception to the additional tax against every kind of account."""

from __future__ import annotations

from datetime import date

from rulebook import formats
from rulebook.law import AccountKind, Answer, Cell, Law, PenaltyException, Tier
from rulebook.tables.model import Column, Kind, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import GOVERNMENTAL_457B_NOTE, citations_of, distinct

ANSWER_WORDS = {
    Answer.YES: "Yes",
    Answer.NO: "No",
    Answer.CANNOT_ARISE: "Cannot arise",
    Answer.UNSETTLED: "Unsettled",
}


def in_force(law: Law, year: int) -> list[PenaltyException]:
    """The exceptions in force on some day of a year, in the order of the law file."""
    return [e for e in law.exceptions.values() if e.since is None or e.since.year <= year]


def heading(exception: PenaltyException, note: str) -> TableCell:
    """The exception by name, linked to its entry."""
    return TableCell(exception.name, note=note, href=f"entry:{exception.entry}" if exception.entry else "")


def law_of(exception: PenaltyException, year: int) -> str:
    """The statute of a row; of an exception that begins within the year, also from when it applies."""
    statutes = [c.text for c in exception.sources if c.source.tier is Tier.STATUTE] or [c.text for c in exception.sources]
    starts = exception.since is not None and exception.since > date(year, 1, 1)
    return "; ".join(statutes[:2]) + (f"; from {formats.day(exception.since)}" if exception.since is not None and starts else "")


def _answer(cell: Cell) -> TableCell:
    """The answer in a word that leads to its authority."""
    authority = cell.sources[0]
    return TableCell(ANSWER_WORDS[cell.answer], Kind.ANSWER, cell.note, authority.source.url, authority.text)


def build(law: Law, year: int, _options: Options) -> Table:
    """One row an exception, one column an account, and the number for Form 5329."""
    exceptions = in_force(law, year)
    dated = law.in_year(year)
    rates = ("early_distribution_rate", "simple_early_distribution_rate")
    rate, simple_rate = (formats.rate(dated.amount(id)) for id in rates)
    rows = tuple(
        Row(
            heading(e, law_of(e, year)),
            (
                *(_answer(e.cells[kind]) for kind in AccountKind),
                TableCell(e.form_5329 or "None", note=e.form_note),
            ),
        )
        for e in exceptions
    )
    everywhere = [e.name for e in exceptions if all(e.cells[kind].answer is Answer.YES for kind in AccountKind)]
    return Table(
        "exceptions-matrix",
        f"Which exceptions to the {rate} additional tax are open to which account in {year}.",
        (
            Column("Exception"),
            *(Column(kind.label, Kind.ANSWER) for kind in AccountKind),
            Column("Form 5329"),
        ),
        rows,
        year,
        (
            "Yes means that the law opens the exception to the account. Its conditions must still be met.",
            "No means that it does not. Cannot arise means that such a payment does not occur in the account.",
            "Unsettled means that the authorities leave it open or disagree. Each word leads to its authority.",
            "Form 5329: the exception's number beside line 2.",
            GOVERNMENTAL_457B_NOTE,
            "TSP: the law treats it as the trust of a 401(a) plan. When the TSP pays out is a separate question.",
            "Roth IRA: an exception matters only for the taxable part, and for a conversion paid out within five years.",
            f"SIMPLE IRA: the rate is {simple_rate} in the first {formats.number(dated.amount('simple_window_years'))} years. "
            "An exception takes that away too.",
        ),
        distinct(
            [
                *citations_of(law, year, [*rates, "simple_window_years"]),
                *(c for e in exceptions for c in e.sources),
                *(c for e in exceptions for kind in AccountKind for c in e.cells[kind].sources),
            ]
        ),
        f"Open to every kind of account: {formats.listed([_mid_sentence(name) for name in everywhere])}." if everywhere else "",
    )


def _mid_sentence(name: str) -> str:
    """A row label inside a sentence: small first letter, but for an abbreviation such as IRS."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


SPEC = Spec(build, {})
