"""One missed required distribution: the shortfall, the window and the tax, by the lines of Form 5329."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from rulebook import formats
from rulebook.law import Citation, FigureNotReadError, Law
from rulebook.rules import required_distribution as rule
from rulebook.tables.missed_required_distribution import CONDITIONS, WAIVER
from rulebook.tables.model import Option, OptionError, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import STEPS, authority, citations_of, cite, distinct, money_style, step

FORM_READ = 2025
"""The year of the Form 5329 whose lines are named."""


def build(law: Law, year: int, options: Options) -> Table:
    """A correction is one day, on which the whole shortfall is received and the return filed."""
    owed, taken, due = options.amount("required"), options.amount("distributed"), options.day("due")
    corrected = options.day("corrected") if options.has("corrected") else None
    if (due.month, due.day) not in ((4, 1), (12, 31)):
        raise OptionError("due must be December 31, or April 1 for a first amount")
    if corrected and corrected <= due:
        raise OptionError("corrected must be after due: what is taken by then is no shortfall")
    short = rule.shortfall(owed, taken)
    if not short:
        raise OptionError("distributed is not less than required, so nothing is missing")
    dated = law.in_year(due.year)
    try:
        full = formats.cents(rule.excise(dated, short))
    except FigureNotReadError:
        raise OptionError(f"due={due} is before the rates in this reference") from None
    window = dated.applies("rmd_correction_years")
    end = rule.window_end(dated) if window else None
    reduced = bool(corrected and end and rule.counts(rule.Correction(short, corrected, corrected), short, due, end))
    tax = formats.cents(rule.excise(dated, short, reduced))
    style = money_style([owed, taken, full, tax])
    letter, named = "a" if reduced else "b", due.year >= FORM_READ
    by, lower = authority(dated, "rmd_excise_rate"), cite(law, "irc-4974", "(e)(1)")

    def line(number: str) -> str:
        return f"line {number}" if named else ""

    rows: list[Row] = [
        step(f"Required by {formats.day(due)}", style(owed), cite(law, "irc-4974", "(b)"), note=line(f"52{letter}")),
        step("Taken by that day", style(taken), note=line(f"53{letter}")),
        step("Shortfall", style(short), by),
    ]
    if end:
        closes = authority(dated, "rmd_correction_years")
        rows.append(step("Correction window closes, at the latest", TableCell(formats.day(end)), closes))
    if corrected:
        rows.append(step("Whole shortfall paid out and return filed", TableCell(formats.day(corrected)), lower if window else None))
    rate = formats.rate(rule.excise_rate(dated, reduced))
    rows.append(step(f"Tax, {rate} of the shortfall", style(tax), lower if reduced else by, note=line(f"54{letter} and 55"), total=True))
    return Table(
        "example-missed-required-distribution" + ("-corrected" if reduced else ""),
        f"{_missing(short, taken)} was to be taken by {formats.day(due)} and was not.",
        STEPS,
        tuple(rows),
        year,
        (*_notes(due, corrected, end, reduced, named), *(CONDITIONS if window else ()), WAIVER),
        distinct([by, cite(law, "irc-4974", "(b)"), cite(law, "irc-4974", "(d)"), *_window_law(law, dated.year, window, named)]),
        f"The tax comes to {style(tax).text}."
        + (f" Without the correction it would be {style(full).text}." if reduced else "")
        + (f" Corrected in time, it would be {_lower(law, due.year, short)}." if window and not reduced and not corrected else ""),
    )


def _missing(short: Decimal, taken: Decimal) -> str:
    return (
        f"{formats.money(short)} of a required minimum distribution"
        if taken
        else f"A required minimum distribution of {formats.money(short)}"
    )


def _lower(law: Law, year: int, short: Decimal) -> str:
    return formats.money(rule.excise(law.in_year(year), short, corrected=True))


def _window_law(law: Law, year: int, window: bool, named: bool) -> list[Citation]:
    form = [cite(law, "form-5329-instructions", "Part IX")] if named else []
    return [*(citations_of(law, year, ["rmd_excise_rate_corrected", "rmd_correction_years"]) if window else ()), *form]


def _notes(due: date, corrected: date | None, end: date | None, reduced: bool, named: bool) -> list[str]:
    notes = []
    if due.month == 4:
        notes.append(f"The last day falls in {due.year}, so the tax is of {due.year}, although the amount is that of {due.year - 1}.")
    if end is None:
        notes.append("At that time there was no lower rate for a correction.")
    elif corrected and not reduced:
        notes.append("The correction comes after the window.")
    if named:
        notes.append(
            f"The lines are those of Form 5329 for {FORM_READ}, Part IX"
            + ("." if due.year == FORM_READ else "; later forms were not read.")
        )
    return notes


SPEC = Spec(
    build,
    {
        "required": Option("amount"),
        "distributed": Option("amount", default=Decimal(0)),
        "due": Option("date"),
        "corrected": Option("date", optional=True),
    },
)
