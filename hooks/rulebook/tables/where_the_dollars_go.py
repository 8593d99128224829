"""Where each dollar of a withdrawal goes: withheld, paid out, income tax, additional tax, kept, settled at filing."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.law import Law
from rulebook.rules.withholding import Payment, usual_payment
from rulebook.scenarios.early_withdrawal import break_down
from rulebook.tables.costs import PARTS, case_for, cost_notes, cost_sources, law_for, shares
from rulebook.tables.model import Chart, Column, Kind, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import (
    ACCOUNT,
    ACCOUNT_PHRASES,
    AGE,
    AMOUNTS,
    INCOME,
    STATUS,
    STATUS_PHRASES,
    WHOLLY_TAXABLE,
    citations_of,
    distinct,
    money_style,
    other_income,
)


def build(law: Law, year: int, options: Options) -> Table:
    """One row a withdrawal, for one filing status."""
    status, account = options.status(), options.account()
    cases = [case_for(amount, status, options) for amount in AMOUNTS]
    dated, notes = law_for(law, year, cases)
    results = [break_down(dated, case) for case in cases]
    style = money_style(part for r in results for part in (r.withheld, r.income_tax, r.additional_tax))
    rows = tuple(
        Row(
            TableCell(formats.money(r.case.amount), Kind.MONEY),
            (
                style(r.withheld),
                style(r.paid_now),
                style(r.income_tax),
                style(r.additional_tax),
                style(r.kept),
                settled(r.due_at_filing, style(abs(r.due_at_filing)).text),
            ),
        )
        for r in results
    )
    plan = usual_payment(account) is Payment.ROLLOVER_PAID_TO_YOU
    rate_id = "rollover_withholding_rate" if plan else "nonperiodic_withholding_rate"
    rate = formats.rate(dated.amount(rate_id))
    withholding_note = (
        f"Withheld: {rate}, as for an eligible rollover distribution paid to you. A hardship payment is not one."
        if plan
        else f"Withheld: {rate}, unless you choose another rate or none."
    )
    example = next(r for r in results if r.case.amount == Decimal(10_000))
    return Table(
        f"where-the-dollars-go-{status.replace('_', '-')}",
        f"Where money from {ACCOUNT_PHRASES[account]} goes in {dated.year}: {STATUS_PHRASES[status]},"
        f" age {formats.age(options.amount('age'))}, with {other_income(options.amount('income'))}.",
        (
            Column("Withdrawal", Kind.MONEY),
            Column("Withheld now", Kind.MONEY),
            Column("Paid to you now", Kind.MONEY),
            Column("Income tax", Kind.MONEY),
            Column("Additional tax", Kind.MONEY),
            Column("Kept", Kind.MONEY),
            Column("At filing", Kind.MONEY),
        ),
        rows,
        dated.year,
        (
            *notes,
            "Withholding is a payment towards both taxes. It is not the additional tax.",
            withholding_note,
            "Due or refunded is what this withdrawal adds to the return, after what was withheld from it.",
            WHOLLY_TAXABLE,
            *cost_notes(dated, cases[0]),
        ),
        distinct([*citations_of(law, dated.year, [rate_id]), *cost_sources(dated, cases[0])]),
        f"For example, of {formats.money(example.case.amount)} withdrawn, {style(example.withheld).text} is withheld now, "
        f"and {style(example.kept).text} is kept once the return is filed.",
        Chart(PARTS, tuple(shares(formats.money(r.case.amount), r, f"{style(r.kept).text} kept") for r in results), Decimal(1)),
    )


def settled(due: Decimal, amount: str) -> TableCell:
    """An amount due or refunded, in words: never a sign alone."""
    words = "due" if due > 0 else "refunded"
    return TableCell(f"{amount} {words}" if due else amount, Kind.MONEY)


SPEC = Spec(build, {"income": INCOME, "age": AGE, "account": ACCOUNT, "status": STATUS}, charted=True)
