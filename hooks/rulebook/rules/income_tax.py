"""Income tax of an individual: 26 U.S.C. 1(j), 63(c), 63(f), 151(d)(5)(C).

Ordinary income and the standard deduction only: no credits, no itemized deductions, no capital gains.
By the rate schedules; a return with less than $100,000 of taxable income reads its tax from the Tax
Table, which can differ by a few dollars.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rulebook.law import FilingStatus, LawYear


@dataclass(frozen=True)
class Filer:
    """Who files a return: 26 U.S.C. 63(f) counts each filer who is 65 by the end of the year, and each who is blind.

    Two can count on a joint return, one on any other. The box for a spouse who has no income and is
    not on the return (26 U.S.C. 63(f)(1)(B)) is left out.
    """

    status: FilingStatus
    filers_65_or_over: int = 0
    blind_filers: int = 0

    def __post_init__(self) -> None:
        most = 2 if self.status is FilingStatus.MARRIED_FILING_JOINTLY else 1
        for name, count in (("filers_65_or_over", self.filers_65_or_over), ("blind_filers", self.blind_filers)):
            if not 0 <= count <= most:
                raise ValueError(f"{name} must be from 0 to {most} for {self.status.value}")


def tax_on(law: LawYear, taxable_income: Decimal, status: FilingStatus) -> Decimal:
    """Tax on taxable income by the rate schedule of the status: 26 U.S.C. 1(j).

    `taxable_income` in US dollars, 0 or more. Exact: not rounded to cents.
    """
    if taxable_income < 0:
        raise ValueError("taxable_income must not be negative")
    tax, top = Decimal(0), taxable_income
    for bracket in reversed(law.brackets("income_tax_brackets", status)):
        if top > bracket.over:
            tax += (top - bracket.over) * bracket.rate
            top = bracket.over
    return tax


def standard_deduction(law: LawYear, filer: Filer) -> Decimal:
    """Basic standard deduction plus one additional amount for each age or blindness box: 26 U.S.C. 63(c), (f).

    The additional amount of a married person or a surviving spouse is the smaller one (63(f)(3)). A
    dependent's smaller deduction (63(c)(5)) and the bar for a separate return whose other spouse
    itemizes (63(c)(6)(A)) are left out.
    """
    boxes = filer.filers_65_or_over + filer.blind_filers
    deduction = law.amount("standard_deduction", filer.status)
    return deduction + boxes * law.amount("additional_standard_deduction", filer.status) if boxes else deduction


def senior_deduction(law: LawYear, filer: Filer, magi: Decimal) -> Decimal:
    """Deduction for those 65 or over, in the years it exists: 26 U.S.C. 151(d)(5)(C).

    Each person's amount falls by a rate times the modified adjusted gross income above the start of
    the phase-out, never below zero; so the deduction of two filers falls twice as fast. Someone
    married has it only on a joint return. `magi` in US dollars, 0 or more.
    """
    if magi < 0:
        raise ValueError("magi must not be negative")
    married_apart = filer.status is FilingStatus.MARRIED_FILING_SEPARATELY
    if married_apart or not filer.filers_65_or_over or not law.applies("senior_deduction"):
        return Decimal(0)
    over = max(Decimal(0), magi - law.amount("senior_deduction_phase_out_start", filer.status))
    each = law.amount("senior_deduction", filer.status) - law.amount("senior_deduction_phase_out_rate") * over
    return filer.filers_65_or_over * max(Decimal(0), each)


def deductions(law: LawYear, filer: Filer, magi: Decimal) -> Decimal:
    """Standard deduction and senior deduction together, in US dollars."""
    return standard_deduction(law, filer) + senior_deduction(law, filer, magi)


def taxable_income(law: LawYear, filer: Filer, income: Decimal) -> Decimal:
    """Ordinary income less the deductions, never below zero: 26 U.S.C. 63(b).

    `income` is adjusted gross income in US dollars, and is taken for the modified adjusted gross
    income of the senior deduction as well: it holds no excluded foreign or possession income.
    """
    if income < 0:
        raise ValueError("income must not be negative")
    return max(Decimal(0), income - deductions(law, filer, income))
