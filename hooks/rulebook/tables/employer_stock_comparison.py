"""Employer shares taken out in a lump sum, against the same shares rolled over, by what they cost the plan."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.law import Citation, FilingStatus, Law, LawYear
from rulebook.rules import early_distribution
from rulebook.rules.income_tax import Filer
from rulebook.scenarios.early_withdrawal import left_out
from rulebook.scenarios.employer_stock_taxes import FIGURES, compare
from rulebook.tables.model import Column, Kind, Option, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import (
    INCOME,
    RATE_SCHEDULES,
    STATUS,
    STATUS_PHRASES,
    age_notes,
    citations_of,
    cite,
    distinct,
    money_style,
    other_income,
    year_notes,
)

VALUE = Decimal(100_000)
COSTS = tuple(Decimal(cost) for cost in (5_000, 20_000, 40_000, 60_000, 80_000, 100_000, 130_000))


def law_for(law: Law, year: int, status: FilingStatus, age: Decimal) -> tuple[LawYear, Filer, tuple[str, ...]]:
    """The law of the last year read, the filer, and the note if it is another year."""
    senior = age >= 65
    needed = (*FIGURES, *(["additional_standard_deduction"] if senior else []))
    shown = law.last_complete_year(year, needed)
    return law.in_year(shown), Filer(status, 1 if senior else 0), year_notes(law, year, shown, needed)


def stock_notes(dated: LawYear, age: Decimal) -> tuple[str, ...]:
    """What every comparison of shares and rollover must say."""
    notes = [
        "Supposes a lump-sum distribution: the whole balance within one tax year, after an event such as 59½ or leaving the job.",
        "Supposes that none of the owner's after-tax money is in the shares.",
        "Rolled over: the shares go to an IRA and the price is paid out in one sum after 59½, under the same law and with the same "
        "other income.",
        "Payments spread over years can fall into lower rates, and an IRA grows untaxed meanwhile: both are left out.",
        "Income tax is the rise over the federal tax on the other income alone, after the standard deduction.",
        left_out()[1],
        RATE_SCHEDULES,
    ]
    if not early_distribution.attained_59_half(dated, age):
        notes.append(
            "The additional tax falls on the part taxed at the payout. An exception takes it away, such as leaving the job in or after "
            "the year of age 55."
        )
    return (*notes, *age_notes(dated, age), *(["One filer is 65 or over, with the deductions for that age."] if age >= 65 else []))


def stock_sources(law: Law, dated: LawYear, age: Decimal) -> tuple[Citation, ...]:
    early = [] if early_distribution.attained_59_half(dated, age) else ["early_distribution_rate"]
    senior = ["additional_standard_deduction"] if age >= 65 else []
    return distinct(
        [
            cite(law, "irc-402", "(e)(4)(B)"),
            cite(law, "irc-402", "(e)(4)(D)"),
            cite(law, "reg-1.402(a)-1", "(b)"),
            cite(law, "irc-408", "(d)(1)"),
            *citations_of(law, dated.year, [*early, *FIGURES, *senior]),
        ]
    )


def build(law: Law, year: int, options: Options) -> Table:
    """One row a cost of the same shares, sold at once."""
    status, income, age = options.status(), options.amount("income"), options.amount("age")
    dated, filer, notes = law_for(law, year, status, age)
    late = early_distribution.attained_59_half(dated, age)
    found = {cost: compare(dated, VALUE, cost, VALUE, filer, income, age, held_over_a_year=False) for cost in COSTS}
    style = money_style([amount for f in found.values() for amount in (f.at_payout, f.additional_tax, f.at_sale, f.rolled_over)])
    rows = tuple(
        Row(
            TableCell(formats.money(cost), Kind.MONEY),
            (
                style(f.payout.appreciation),
                style(f.at_payout + f.at_sale),
                *([] if late else [style(f.additional_tax)]),
                style(f.rolled_over),
                style(f.difference),
            ),
        )
        for cost, f in found.items()
    )
    example = found[COSTS[1]]
    return Table(
        "employer-stock-comparison",
        f"Federal tax on employer shares worth {formats.money(VALUE)}, by what they cost the plan: {STATUS_PHRASES[status]} of "
        f"{formats.age(age)} with {other_income(income)} in {dated.year}.",
        (
            Column("Plan's cost", Kind.MONEY),
            Column("Appreciation", Kind.MONEY),
            Column("Income tax, sold at once", Kind.MONEY),
            *([] if late else [Column("Additional tax", Kind.MONEY)]),
            Column("Income tax, rolled over", Kind.MONEY),
            Column("Rollover costs more by", Kind.MONEY),
        ),
        rows,
        dated.year,
        (
            *notes,
            *stock_notes(dated, age),
            "Appreciation: net unrealized appreciation, left out of income until the sale. The rest of the value is taxed at the payout.",
            *([] if late else ["A minus sign means that the rollover costs less."]),
        ),
        stock_sources(law, dated, age),
        f"Shares that cost the plan {formats.money(COSTS[1])} bear {style(example.as_shares).text} of tax when taken and sold, "
        f"and {style(example.rolled_over).text} when rolled over and paid out in one sum.",
    )


SPEC = Spec(build, {"status": STATUS, "income": INCOME, "age": Option("age", default=Decimal(62))})
