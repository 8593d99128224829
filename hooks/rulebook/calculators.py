"""What each calculator needs from the law, as plain values for JSON: one function a calculator.

The scripts under content/javascripts/calculators/ compute with it in the reader's browser. They know no
figure and no authority of their own. Money is whole cents, rates are basis points, ages half years.

To add one: a function here and its name in `CALCULATORS`, a module `javascripts/calculators/<name>.js`, its
fields in `overrides/fragments/calculator-<name>.html`, and a page with `::: calculator <name>`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook import formats
from rulebook.figures import resolve_text
from rulebook.law import AccountKind, CapKind, Citation, FilingStatus, Law, LawYear, PenaltyException
from rulebook.rules import tax_table
from rulebook.rules.contribution_limits import deferral_limit
from rulebook.rules.exceptions import Opening, opening
from rulebook.rules.excess_contribution import last_day_for_deferrals
from rulebook.rules.required_distribution import applicable_ages, excise_rate, window_end
from rulebook.rules.state_additional_tax import SHARES, STATES, additional_tax
from rulebook.rules.substantially_equal_payments import Method
from rulebook.scenarios.early_withdrawal import left_out
from rulebook.tables import equal_payments as sepp_words
from rulebook.tables import example_missed_required_distribution, required_distribution_ages
from rulebook.tables import missed_required_distribution as missed_table
from rulebook.tables.example_early_distribution import CLAIMABLE, TAKES_BALANCE, TAKES_EXPENSES, WHY_CLOSED
from rulebook.tables.exceptions_matrix import in_force
from rulebook.tables.parts import (
    ACCOUNT_PHRASES,
    STATUS_PHRASES,
    TAXED_WHEN_PAID,
    account_notes,
    age_notes,
    authority,
    cite,
    convention_note,
    recovery,
    year_notes,
)
from rulebook.tables.state_additional_taxes import NONE_FOUND, STATE_NOTES, WHOLE_YEAR, own_rule, without_amount

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]

SHARED = ("money", "form")
"""The scripts of every calculator, loaded before its own."""


@dataclass(frozen=True)
class Calculator:
    """`build` gives the law of a year to its script; `tables` are pages that hold the same without a script."""

    build: Callable[[Law, int], dict[str, Json]]
    tables: Mapping[str, str]


def scripts(name: str) -> tuple[str, ...]:
    """Where the scripts of a calculator lie in the content folder, in the order of loading."""
    return tuple(f"javascripts/calculators/{script}.js" for script in (SHARED[0], name, *SHARED[1:]))


# Values


def cents(amount: Decimal) -> int:
    """Whole cents. Raises `ValueError` for a part of one."""
    return _whole(amount * 100)


def basis_points(rate: Decimal) -> int:
    """A rate in hundredths of a percent. Raises `ValueError` for a part of one."""
    return _whole(rate * 10_000)


def half_years(age: Decimal) -> int:
    return _whole(age * 2)


def _whole(value: Decimal) -> int:
    if value % 1:
        raise ValueError(f"{value} is not a whole number, and a script counts in whole numbers")
    return int(value)


def _law(citation: Citation) -> dict[str, Json]:
    return {"text": citation.text, "url": citation.source.url}


def _laws(citations: tuple[Citation, ...]) -> list[Json]:
    return [_law(citation) for citation in citations]


# Early withdrawal


def early_withdrawal(law: Law, year: int) -> dict[str, Json]:
    """The law of the last year for which every figure of the calculator was read, and the note if it is another year."""
    claimable = [law.exceptions[id] for id in CLAIMABLE]
    needed = ["income_tax_brackets", "standard_deduction", "additional_standard_deduction", "tax_table_limit"]
    open_ = [e for e in claimable if any(opening(law.in_year(year), e, kind) is Opening.OPEN for kind in AccountKind)]
    needed += [id for e in open_ for id in (e.cap.figure, e.cap.share, e.cap.kept) if id]
    dated = law.in_year(law.last_complete_year(year, needed))
    senior = dated.applies("senior_deduction")
    return {
        "year": dated.year,
        "age_59_half": half_years(dated.amount("early_distribution_age")),
        "separation_age": half_years(dated.amount("separation_age")),
        "rate": basis_points(dated.amount("early_distribution_rate")),
        "simple_rate": basis_points(dated.amount("simple_early_distribution_rate")),
        "rollover_withholding": basis_points(dated.amount("rollover_withholding_rate")),
        "nonperiodic_withholding": basis_points(dated.amount("nonperiodic_withholding_rate")),
        "senior_deduction": cents(dated.amount("senior_deduction")) if senior else 0,
        "senior_rate": basis_points(dated.amount("senior_deduction_phase_out_rate")) if senior else 0,
        "tax_table": {
            "limit": cents(dated.amount("tax_table_limit")),
            "widths": [[cents(Decimal(start)), cents(Decimal(width))] for start, width in tax_table.WIDTHS],
        },
        "states": {state: _state(dated, state) for state in sorted(STATES, key=STATES.__getitem__)},
        "statuses": {status.value: _status(dated, status, senior) for status in FilingStatus},
        "accounts": {kind.value: _account(dated, kind) for kind in AccountKind},
        "exceptions": {e.id: _claimable(dated, e) for e in claimable},
        "laws": _authorities(dated, senior),
        "notes": {
            "year": list(year_notes(law, year, dated.year, needed)),
            "all": [*left_out(), WITHHOLDING],
            "schedules": convention_note(dated, by_table=False),
            "tax_table": convention_note(dated, by_table=True),
            "no_state": STATES_LEFT_OUT,
            "state": WHOLE_YEAR,
            "early": list(age_notes(dated, Decimal(45))),
            "late": list(age_notes(dated, dated.amount("early_distribution_age"))),
        },
    }


ASKED: Mapping[str, tuple[CapKind, ...]] = {
    "expenses": TAKES_EXPENSES,
    "balance": TAKES_BALANCE,
    "used": (CapKind.LIFETIME_AMOUNT,),
}
"""The facts that caps ask a reader for. Adjusted gross income is computed."""

STATES_LEFT_OUT = "An additional tax of a state is left out too."

WITHHOLDING = "Withholding is at the rates of the statute; it is paid towards the tax of the year and is no tax of its own."


NOT_PROOF = "That is not proof that there is none."
CALIFORNIA_OWN = (
    "California decides by its own list of exceptions, on Form FTB 3805P of the year. "
    "None counts here but what you give for California, whatever you claim for the federal tax."
)


def _state(law: LawYear, state: str) -> dict[str, Json]:
    """A state's own tax: of what it is a share, and its words and authority; without a rate where none in force was read."""
    usual, simple = (additional_tax(law, state, Decimal(1), Decimal(1), simple_window=window) for window in (False, True))
    words, source = own_rule(law, usual)
    notes = [STATE_NOTES[state]] if state in STATE_NOTES else [CALIFORNIA_OWN] if state == "CA" else []
    return {
        "name": STATES[state],
        "standing": usual.standing.value,
        "of": "base" if state == "CA" else "federal" if state in SHARES else "",
        "rate": basis_points(usual.amount) if usual.amount is not None else 0,
        "simple_rate": basis_points(simple.amount) if simple.amount is not None else 0,
        "amount": "" if usual.amount is not None else without_amount(law, usual),
        "words": words if usual.figure or source else NONE_FOUND,
        "law": _law(source) if source else None,
        "notes": [*notes, *([] if usual.figure else [f"{STATES[state]}: {NONE_FOUND} {NOT_PROOF}"])],
    }


def _status(law: LawYear, status: FilingStatus, senior: bool) -> dict[str, Json]:
    """`senior_start` is null for those to whom the senior deduction is closed."""
    open_ = senior and status is not FilingStatus.MARRIED_FILING_SEPARATELY
    return {
        "phrase": STATUS_PHRASES[status],
        "brackets": [[cents(b.over), basis_points(b.rate)] for b in law.brackets("income_tax_brackets", status)],
        "standard_deduction": cents(law.amount("standard_deduction", status)),
        "additional_deduction": cents(law.amount("additional_standard_deduction", status)),
        "senior_start": cents(law.amount("senior_deduction_phase_out_start", status)) if open_ else None,
        "most_older": 2 if status is FilingStatus.MARRIED_FILING_JOINTLY else 1,
    }


def _account(law: LawYear, kind: AccountKind) -> dict[str, Json]:
    return {
        "phrase": ACCOUNT_PHRASES[kind],
        "ira": kind.is_ira,
        "taxed": _law(cite(law.law, *TAXED_WHEN_PAID[kind])),
        "recovery": _law(cite(law.law, *recovery(kind))),
        "notes": list(account_notes(law, kind)),
        "window_notes": list(account_notes(law, kind, simple_window=True)),
    }


def _claimable(law: LawYear, exception: PenaltyException) -> dict[str, Json]:
    """An exception: why it is closed to which accounts, what its cap asks for, and the figures of the cap."""
    cap = exception.cap
    states = {kind: opening(law, exception, kind) for kind in AccountKind}
    used = Opening.OPEN in states.values()
    return {
        "name": exception.name,
        "closed": {kind.value: WHY_CLOSED[state].format(account=ACCOUNT_PHRASES[kind]) for kind, state in states.items()
                   if state is not Opening.OPEN},
        "account_notes": {kind.value: cell.note for kind, cell in exception.cells.items() if cell.note},
        "laws": {kind.value: _law(exception.cells[kind].sources[0]) for kind in AccountKind},
        "cap": cap.kind.value,
        "asks": [fact for fact, kinds in ASKED.items() if cap.kind in kinds],
        "figure": cents(law.amount(cap.figure)) if cap.figure and used else 0,
        "share": basis_points(law.amount(cap.share)) if cap.share and used else 0,
        "kept": cents(law.amount(cap.kept)) if cap.kept and used else 0,
    }  # fmt: skip


def _authorities(law: LawYear, senior: bool) -> dict[str, Json]:
    """The authority of each line, but for those that depend on the account."""
    found = {
        "standard_deduction": authority(law, "standard_deduction"),
        "additional_deduction": authority(law, "additional_standard_deduction"),
        "income_tax": authority(law, "income_tax_brackets"),
        "tax_table": authority(law, "tax_table_limit"),
        "rate": authority(law, "early_distribution_rate"),
        "simple_rate": authority(law, "simple_early_distribution_rate"),
        "age_59_half": cite(law.law, "irc-72", "(t)(2)(A)(i)"),
        "base": cite(law.law, "irc-72", "(t)(1)"),
        "governmental_457b": cite(law.law, "irc-72", "(t)(9)"),
        "rollover_withholding": authority(law, "rollover_withholding_rate"),
        "nonperiodic_withholding": authority(law, "nonperiodic_withholding_rate"),
        "no_withholding": cite(law.law, "irc-3405", "(b)(2)"),
    }
    if senior:
        found["senior_deduction"] = authority(law, "senior_deduction")
    return {name: _law(citation) for name, citation in found.items()}


# Missed required distribution


def missed_required_distribution(law: Law, year: int) -> dict[str, Json]:
    """The law of distribution calendar years from the first with a table of divisors to some years ahead."""
    now = law.in_year(year)
    divisors = law.age_tables["uniform_lifetime_table"]
    first, last = min(divisors.known), year + YEARS_AHEAD
    ages = {id: now.amount(id) for id in required_distribution_ages.FIGURES}
    return {
        "year": year,
        "first_year": first,
        "last_year": last,
        "births": _births(now),
        "age_laws": {str(half_years(age)): _law(authority(now, id)) for id, age in ages.items()},
        "divisors": {str(age): tenths(divisor) for age, divisor in divisors.rows(year).items()},
        "years_of_tax": {str(one): _year_of_tax(law.in_year(one)) for one in range(first, last + 2)},
        "accounts": {
            kind.value: {"phrase": ACCOUNT_PHRASES[kind], "ira": kind.is_ira, "required": kind is not AccountKind.ROTH_IRA}
            for kind in AccountKind
        },
        "laws": {
            "beginning": _law(cite(law, *required_distribution_ages.BEGINNING)),
            "first_year": _law(cite(law, *required_distribution_ages.FIRST_YEAR)),
            "proposed": _law(cite(law, "prop-reg-1.401(a)(9)-2", "(b)(2)(v)")),
            "divisor": _law(authority(now, "uniform_lifetime_table")),
            "quotient": _law(cite(law, *required_distribution_ages.JOINT_TABLE)),
            "lower": _law(cite(law, "irc-4974", "(e)(1)")),
            "window": _law(authority(now, "rmd_correction_years")),
            "roth": _law(cite(law, "irc-408A", "(c)(4)")),
        },
        "form_year": example_missed_required_distribution.FORM_READ,
        "notes": {
            "window": list(missed_table.CONDITIONS),
            "no_window": "At that time there was no lower rate for a correction.",
            "waiver": missed_table.WAIVER,
            "divisor": list(required_distribution_ages.other_table(now)),
            "unsettled": f"For this birth date the statute gives both {formats.age(ages['rmd_age'])} and "
            f"{formats.age(ages['rmd_age_born_1960_or_later'])}, and the final regulation leaves the paragraph empty. "
            f"A proposed regulation says {formats.age(ages['rmd_age'])}; it is not final.",
            "retirement": "A plan may wait for the year of retirement if that is later, unless the employee is a 5-percent owner. "
            "It may also ask for more than the law does.",
            "all": ["Left out: what beneficiaries must take, annuities, and money on its way between accounts at the end of a year."],
        },
    }


YEARS_AHEAD = 10
"""How many years after that of the site a reader may look: far enough for people born in 1959 and 1960."""


def tenths(value: Decimal) -> int:
    return _whole(value * 10)


def _births(law: LawYear) -> list[Json]:
    """First birth date as the number YYYYMMDD -> applicable ages, where the ages change; they change on the first of a month."""
    found: list[tuple[int, list[Json]]] = []
    for month in range(1900 * 12, law.year * 12):
        born = date(month // 12, month % 12 + 1, 1)
        ages: list[Json] = [half_years(age) for age in applicable_ages(law, born)]
        if not found or found[-1][1] != ages:
            found.append((born.year * 10_000 + born.month * 100 + born.day, ages))
    return [[first, ages] for first, ages in found]


def _year_of_tax(law: LawYear) -> dict[str, Json]:
    """The rates for a last day in the year; where a correction changes nothing, the lower rate and the window are null."""
    window = law.applies("rmd_correction_years")
    return {
        "rate": basis_points(excise_rate(law)),
        "lower": basis_points(excise_rate(law, corrected=True)) if window else None,
        "window_year": window_end(law).year if window else None,
        "law": _law(authority(law, "rmd_excise_rate")),
    }


# Excess contribution


MOST_YEAR_ENDS = 8


def excess_contribution(law: Law, year: int) -> dict[str, Json]:
    """The rate of the yearly tax, and the limits on deferrals, for every year in this reference up to `year`."""
    rate, limit = law.parameters["excess_contribution_rate"], law.parameters["elective_deferral_limit"]
    first = min(rate.known)
    deferral_years = [one for one, read in limit.known.items() if read and one <= year]
    return {
        "year": year,
        "first_years": list(range(first, year + 1)),
        "most_year_ends": MOST_YEAR_ENDS,
        "rates": {
            str(one): basis_points(law.in_year(one).amount("excess_contribution_rate")) for one in range(first, year + MOST_YEAR_ENDS)
        },
        "accounts": {
            kind.value: {"phrase": ACCOUNT_PHRASES[kind], "lines": list(lines), "part": part, "law": _law(cite(law, "irc-4973", pin))}
            for kind, part, pin, lines in (
                (AccountKind.TRADITIONAL_IRA, "III", "(b)", ("10", "11 or 12", "15", "16", "17")),
                (AccountKind.ROTH_IRA, "IV", "(f)", ("19", "20", "23", "24", "25")),
            )
        },
        "deferral_years": {str(one): _deferrals(law.in_year(one)) for one in deferral_years},
        "laws": {
            "tax": _law(authority(law.in_year(year), "excess_contribution_rate")),
            "formula": _law(cite(law, "reg-1.408-11", "(a)(1)")),
            "opening": _law(cite(law, "reg-1.408-11", "(b)(1)")),
            "closing": _law(cite(law, "reg-1.408-11", "(b)(2)")),
            "returned": _law(cite(law, "irc-408", "(d)(4)")),
            "no_additional_tax": _law(cite(law, "irc-72", "(t)(2)(A)(ix)")),
            "deferred": _law(cite(law, "irc-402", "(g)(1)")),
            "deferral_returned": _law(cite(law, "irc-402", "(g)(2)")),
            "no_basis": _law(cite(law, "irc-402", "(g)(6)")),
        },
        "notes": {
            "left": [
                "The tax is a share of the excess at the end of the year, or of the value of the IRAs on that day if that is less.",
                "A fall in value lowers the tax, never the excess.",
                "What was returned in time, with its income, is not entered at all: it counts as never put in.",
                "Left out: interest, other penalties, and the income tax on what is paid out.",
            ],
            "file": "To file: Form 5329 for each year with an excess. The official forms for 2026 were not read; "
            "the line numbers are those of earlier years.",
            "ahead": "Years that lie ahead follow the law as it stands.",
            "returned": [
                "Contribution × (closing − opening) ÷ opening, for the one IRA that took the contribution.",
                "The income is taxed in the year in which the contribution was made, even if it was made for the year before.",
                "The last day is the due date of the return with extensions; who filed in time has six months from the due date.",
                "Supposes that no deduction was taken for the contribution.",
            ],
            "loss": "The loss is not deducted.",
            "deferral": [
                "The last day is the first April 15 after the year. An extension of the return does not move it.",
                "Paid out later, the excess is no after-tax money of the account, so it is taxed again when it comes out.",
                "Later, it comes out only when the rules of the plan allow, and an exception can take away the additional tax.",
                "The limit is the one for 401(k), 403(b) plans and the TSP together, with the catch-up of the age, if the plan allows it.",
                "Left out: Roth deferrals, an excess with a loss, SIMPLE and 457(b) plans, the extra deferrals of some 403(b) plans, "
                "and a catch-up that must be Roth.",
            ],
        },
    }


def _deferrals(law: LawYear) -> dict[str, Json]:
    """Lowest age at the end of the year -> limit with catch-up, where the limit changes; and the last day for a return."""
    found: list[tuple[int, int]] = []
    for age in range(121):
        limit = cents(deferral_limit(law, AccountKind.PLAN_401K, Decimal(age)))
        if not found or found[-1][1] != limit:
            found.append((age, limit))
    last = last_day_for_deferrals(law.year)
    return {
        "limits": [[age, limit] for age, limit in found],
        "last_day": {"year": last.year, "month": last.month, "day": last.day},
        "law": _law(authority(law, "elective_deferral_limit")),
        "catch_up_law": _law(authority(law, "catch_up_limit")),
    }


# Equal payments


def equal_payments(law: Law, year: int) -> dict[str, Json]:
    """Life expectancies in tenths of a year and shares of deaths in millionths, by age; the words of the tables' own notes."""
    dated, sepp = law.in_year(year), law.exceptions["sepp"]
    first_year = max(law.figure(id).nearest_year(0) for id in (*sepp_words.FIGURES.values(), sepp_words.MORTALITY, sepp_words.FLOOR))
    expectancies = {table: law.age_tables[id].rows(year) for table, id in sepp_words.FIGURES.items()}
    return {
        "first_year": first_year,
        "last_year": year + 1,
        "youngest": min(sepp_words.AGES),
        "age_59_half": half_years(dated.amount("early_distribution_age")),
        "years": _whole(dated.amount("sepp_years")),
        "floor": basis_points(dated.amount("sepp_interest_floor")),
        "rate": basis_points(dated.amount("early_distribution_rate")),
        "simple_rate": basis_points(dated.amount("simple_early_distribution_rate")),
        "simple_years": _whole(dated.amount("simple_window_years")),
        "methods": {method.value: sepp_words.METHOD_NAMES[method] for method in Method},
        "tables": {
            table.value: {
                "name": sepp_words.TABLE_NAMES[table],
                "law": _law(authority(dated, sepp_words.FIGURES[table])),
                "tenths": {str(age): tenths(years) for age, years in rows.items()},
            }
            for table, rows in expectancies.items()
        },
        "mortality": {str(age): _whole(share * 1_000_000) for age, share in law.age_tables[sepp_words.MORTALITY].rows(year).items()},
        "accounts": {
            kind.value: {
                "phrase": ACCOUNT_PHRASES[kind],
                "open": kind is not AccountKind.GOVERNMENTAL_457B,
                "note": ROTH_SERIES if kind is AccountKind.ROTH_IRA else sepp.cells[kind].note,
            }
            for kind in AccountKind
        },
        "form_5329": sepp.form_5329,
        "laws": {
            "exception": _law(cite(law, *sepp_words.EXCEPTION_PIN)),
            "method": _law(cite(law, *sepp_words.METHOD_PIN)),
            "limit": _law(cite(law, *sepp_words.RATE_PIN)),
            "mortality": _law(authority(dated, sepp_words.MORTALITY)),
            "age_59_half": _law(cite(law, "irc-72", "(t)(2)(A)(i)")),
            "term": _law(cite(law, "irc-72", "(t)(4)(A)")),
            "rate": _law(authority(dated, "early_distribution_rate")),
            "simple_rate": _law(authority(dated, "simple_early_distribution_rate")),
            "filing": _law(cite(law, "form-5329-instructions", "line 2")),
        },
        "notes": {
            "all": [sepp_words.ONE_ACCOUNT, sepp_words.LEFT_OUT, *BROKEN_SERIES],
            "moving": sepp_words.ANEW,
            "level": sepp_words.LEVEL,
            "factor": sepp_words.FACTOR_NOTE,
            "by_age": sepp_words.BY_AGE,
        },
    }


ROTH_SERIES = "From a Roth IRA, contributions come out first and are not taxed. The payments here are supposed to be taxable in full."

BROKEN_SERIES = (
    "Money added to the account breaks the series, and so does a payment of more or less than the method gives.",
    "A change because of death or disability brings nothing back.",
    "A fixed method may be changed once to the required minimum distribution method.",
    "Where a series is broken, interest is due on top, from the year of each payment to the year of the change. It is not computed here.",
    sepp_words.WHOLLY_TAXABLE,
)


# Which exception


REASONS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "age": ("I am 59½, or soon will be", ("age_59_half",)),
    "job": (
        "I left or lost my job",
        ("separation_55", "public_safety_50", "health_insurance_unemployed", "sepp", "phased_retirement", "rollover", "gov_457b"),
    ),
    "income": ("I want payments for years", ("sepp", "separation_55", "public_safety_50", "phased_retirement")),
    "health": (
        "Illness, disability or care",
        ("medical", "disability", "terminal_illness", "long_term_care", "health_insurance_unemployed"),
    ),
    "death": ("The owner of the account died", ("death",)),
    "family": ("A child, a divorce, abuse", ("birth_adoption", "qdro", "domestic_abuse")),
    "home": ("A home or education", ("first_home", "education")),
    "emergency": ("An emergency, a disaster, a tax levy", ("emergency", "disaster", "levy", "plesa")),
    "service": ("Called to active duty", ("reservist",)),
    "undo": ("I put too much in, or was enrolled automatically", ("corrective_plan", "corrective_ira", "auto_enroll_90_day")),
    "move": ("I am moving the money, or it pays a dividend", ("rollover", "qhfd", "esop_dividends", "gov_457b")),
}  # fmt: skip
"""What happened, in plain words, and the exceptions it points to: a way in, never a test of their conditions."""


def which_exception(law: Law, year: int) -> dict[str, Json]:
    """Every exception in force on some day of the year, with what a reader needs to see of it."""
    dated = law.in_year(year)
    return {
        "year": year,
        "accounts": {kind.value: {"phrase": ACCOUNT_PHRASES[kind]} for kind in AccountKind},
        "reasons": {id: list(ids) for id, (_, ids) in REASONS.items()},
        "exceptions": {e.id: _described(dated, e) for e in in_force(law, year)},
        "notes": [
            "An exception takes away the additional tax only. What is taxable as income stays taxable.",
            "Open means that the law opens the exception to the account. Its conditions must still be met.",
            "Unsettled means that the authorities leave it open or disagree.",
            "Form 5329: the exception's number beside line 2.",
        ],
    }


def _described(law: LawYear, exception: PenaltyException) -> dict[str, Json]:
    def words(text: str) -> str:
        return resolve_text(text, law.law, law.year) if text else ""

    return {
        "name": exception.name,
        "entry": exception.entry,
        "condition": words(exception.condition),
        "cap": words(exception.cap_text) or "No cap",
        "deadline": words(exception.deadline),
        "repayment": words(exception.repayment),
        "form": exception.form_5329 or "None",
        "form_note": exception.form_note,
        "since": f"From {formats.day(exception.since)}" if exception.since and exception.since > date(law.year, 1, 1) else "",
        "cells": {
            kind.value: {"answer": cell.answer.value, "note": words(cell.note), "laws": _laws(cell.sources)}
            for kind, cell in exception.cells.items()
        },
    }


CALCULATORS: Mapping[str, Calculator] = {
    "equal-payments": Calculator(equal_payments, {"equal payments by age and method": "tables/equal-payments.md"}),
    "early-withdrawal": Calculator(
        early_withdrawal,
        {
            "what an early withdrawal costs": "tables/cost-of-an-early-withdrawal.md",
            "the exceptions, their caps and conditions": "tables/exceptions-to-the-additional-tax.md",
            "the taxes of states": "tables/state-additional-taxes.md",
        },
    ),
    "missed-required-distribution": Calculator(
        missed_required_distribution,
        {"ages, divisors and what a miss costs": "tables/required-distributions.md"},
    ),
    "excess-contribution": Calculator(
        excess_contribution,
        {"what too much costs, and how it is returned": "tables/excess-contributions.md"},
    ),
    "which-exception": Calculator(
        which_exception,
        {"every exception and every kind of account": "tables/exceptions-to-the-additional-tax.md"},
    ),
}
"""What `::: calculator NAME` places."""
