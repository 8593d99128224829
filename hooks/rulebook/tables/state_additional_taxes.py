"""What states add to the federal additional tax on an early distribution."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.formats import cents
from rulebook.law import AccountKind, Citation, Law, LawYear
from rulebook.rules import early_distribution
from rulebook.rules.state_additional_tax import SHARES, STATES, Standing, StateTax, additional_tax
from rulebook.tables.model import Column, Kind, Option, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import citations_of, cite, distinct, law_cell

DENIED = {
    "ME": ("It has no pension deduction where the federal additional tax is due.", "me-36-5122", "(2)(M-2)(2)(f)"),
    "MS": ("Its exemption of retirement income is lost where the federal additional tax is due.", "ms-form-80-100", "line 46"),
    "SC": ("Its retirement income deduction is lost where the federal additional tax is due.", "sc-code-12-6-1170", "(A)(2)"),
}
"""States that tax such a distribution more heavily in another way: their words and authority."""

UNKNOWN = "No tax known"
NONE_FOUND = "No tax of this kind was found."
WHOLE_YEAR = "For a resident of the state for the whole year."

STATE_NOTES = {
    "NE": "Nebraska counts the lesser of the amounts on Form 5329 and on Schedule 2, line 8.",
    "WI": "Wisconsin leaves out income that it exempts under Wis. Stat. 71.05(1)(a).",
}
"""What else a state's own rule counts."""


def build(law: Law, year: int, options: Options) -> Table:
    """Each state with a rule of its own, then all others in one row."""
    amount = options.amount("amount")
    dated = law.in_year(year)
    rows = [_row(dated, "CA", amount), _row(dated, "CA", amount, simple_window=True)]
    rows += [_row(dated, state, amount) for state in STATES if state in SHARES or state in DENIED]
    rows.sort(key=lambda row: (not row.cells[1].text.startswith("$"), row.heading.text))
    others = [STATES[state] for state in STATES if state != "CA" and state not in SHARES and state not in DENIED]
    rows.append(
        Row(
            TableCell("Every other state and the District of Columbia"),
            (TableCell(NONE_FOUND), TableCell(UNKNOWN), TableCell("")),
        )
    )
    figures = ["california_early_distribution_rate", "california_simple_early_distribution_rate", *SHARES.values()]
    federal = formats.rate(dated.amount("early_distribution_rate"))
    return Table(
        "state-additional-taxes",
        f"What states add to the federal additional tax on {formats.money(amount)}.",
        (Column("State"), Column("Rule"), Column("Added", Kind.MONEY), Column("Law")),
        tuple(rows),
        year,
        (
            f"The whole {formats.money(amount)} is taxable and bears the federal additional tax of {federal}, or "
            f"{formats.rate(dated.amount('simple_early_distribution_rate'))} in the SIMPLE row. State income tax comes on top.",
            "California decides by its own list of exceptions; this table claims none. See Form FTB 3805P of the year.",
            STATE_NOTES["WI"],
            STATE_NOTES["NE"],
            f"In the other {len(others) - 1} states and the District of Columbia none was found, which is not proof that there is none.",
            WHOLE_YEAR,
        ),
        distinct([*citations_of(law, year, figures), *(cite(law, source, pin) for _, source, pin in DENIED.values())]),
        "Four states are known to add a tax of their own: California, Nebraska, Vermont and Wisconsin."
        if _in_force(dated) == ["CA", "NE", "VT", "WI"]
        else f"States known to add a tax of their own: {formats.listed([STATES[state] for state in _in_force(dated)])}.",
    )


def _in_force(dated: LawYear) -> list[str]:
    found = {state: additional_tax(dated, state, Decimal(0), Decimal(0)) for state in sorted(STATES)}
    return [state for state, tax in found.items() if tax.standing is Standing.IN_FORCE]


def _row(dated: LawYear, state: str, amount: Decimal, *, simple_window: bool = False) -> Row:
    account = AccountKind.SIMPLE_IRA if simple_window else AccountKind.PLAN_401K
    federal = early_distribution.additional_tax(dated, account, amount, simple_window=simple_window)
    tax = additional_tax(dated, state, amount, federal, simple_window=simple_window)
    words, law = own_rule(dated, tax)
    name = f"{STATES[state]}, SIMPLE plan in its first 2 years" if simple_window else STATES[state]
    return Row(TableCell(name), (TableCell(words), _added_cell(dated, tax), law_cell(law) if law else TableCell("")))


def own_rule(dated: LawYear, tax: StateTax) -> tuple[str, Citation | None]:
    """A state's rule in words, with a deduction that it denies, and its authority."""
    words, law = _rate_in_words(dated, tax)
    if tax.state in DENIED:
        denied, source, pin = DENIED[tax.state]
        return f"{words} {denied}", law or cite(dated.law, source, pin)
    return words, law


def _rate_in_words(dated: LawYear, tax: StateTax) -> tuple[str, Citation | None]:
    if not tax.figure:
        return "It adds no tax that is known.", None
    figure = dated.law.parameters[tax.figure]
    shown = dated.year if dated.applies(tax.figure) else figure.nearest_year(dated.year)
    law = citations_of(dated.law, dated.year, [tax.figure])[0]
    rate = formats.rate(figure.value(shown))
    if tax.state == "CA":
        return f"{rate} of the amount.", law
    of_federal = f"{rate} of the federal additional tax"
    if tax.standing is Standing.REPEALED:
        return f"Repealed: {of_federal} in {figure.until}, none since.", law
    if tax.standing is Standing.NOT_READ:
        return f"{of_federal} in {figure.until}, the last year whose law was read.", law
    return f"{of_federal}.", law


def without_amount(dated: LawYear, tax: StateTax) -> str:
    """What stands in the place of an amount where no tax in force was read."""
    return {Standing.REPEALED: "Repealed", Standing.NOT_READ: f"Not read for {dated.year}"}.get(tax.standing, UNKNOWN)


def _added_cell(dated: LawYear, tax: StateTax) -> TableCell:
    return TableCell(without_amount(dated, tax)) if tax.amount is None else TableCell(formats.money(cents(tax.amount)), Kind.MONEY)


SPEC = Spec(build, {"amount": Option("amount", default=Decimal(10_000))})
