"""From when distributions are required, by birth."""

from __future__ import annotations

from datetime import date

from rulebook import formats
from rulebook.law import AccountKind, Law, LawYear
from rulebook.rules import required_distribution as rule
from rulebook.tables.model import Column, Kind, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import citations_of, cite, distinct

LAST_BIRTH_YEAR = 1965

FIGURES = ("rmd_age", "rmd_age_born_1960_or_later", "rmd_age_born_july_1949_to_1950", "rmd_age_born_before_july_1949")

BEGINNING = ("irc-401", "(a)(9)(C)(i)")
JOINT_TABLE = ("reg-1.401(a)(9)-5", "(c)")
FIRST_YEAR = ("reg-1.401(a)(9)-5", "(a)(3)")


def other_table(law: LawYear) -> tuple[str, ...]:
    """Whose divisor is not in the Uniform Lifetime Table."""
    gap = formats.number(law.amount("joint_table_age_gap"))
    return (
        f"A spouse who is the sole beneficiary and more than {gap} years younger makes another table apply.",
        "That Joint and Last Survivor Table is not in this reference. By it, less is required.",
    )


def build(law: Law, year: int, _options: Options) -> Table:
    """One row a birth year, and the two half-years of 1949 apart."""
    dated = law.in_year(year)
    births = [("July to December 1949", date(1949, 7, 1)), *((str(y), date(y, 1, 1)) for y in range(1950, LAST_BIRTH_YEAR + 1))]
    (oldest,) = rule.applicable_ages(dated, date(1949, 6, 30))
    before = Row(
        TableCell("Before July 1949"),
        (
            TableCell(formats.age(oldest), Kind.NUMBER),
            TableCell(f"the year of age {formats.age(oldest)}"),
            TableCell("April 1 of the next year"),
        ),
    )
    young, old = dated.amount("rmd_age"), dated.amount("rmd_age_born_1960_or_later")
    proposed = cite(law, "prop-reg-1.401(a)(9)-2", "(b)(2)(v)")
    return Table(
        "required-distribution-ages",
        "Age from which distributions are required, first year and required beginning date, by birth.",
        (
            Column("Born"),
            Column("Applicable age", Kind.NUMBER),
            Column("First year"),
            Column("Required beginning date"),
        ),
        (before, *(_row(dated, label, birth) for label, birth in births)),
        year,
        (
            f"1959 is unsettled: the statute gives both {formats.age(young)} and {formats.age(old)},"
            " and the final regulation leaves the paragraph empty.",
            f"A proposed regulation says {formats.age(young)}; it is not final.",
            "The amount of the first year can wait until the required beginning date. Each later one is due by December 31 of its year.",
            "Who waits takes two amounts in one year.",
            "A plan, but not an IRA, may wait for the year of retirement if that is later, unless the employee is a 5-percent owner.",
            "Nothing is required from a Roth IRA in its owner's life.",
            f"People born later begin at {formats.age(old)} as well.",
        ),
        distinct(
            [
                *citations_of(law, year, FIGURES),
                proposed,
                cite(law, *BEGINNING),
                cite(law, "irc-401", "(a)(9)(C)(ii)"),
                cite(law, *FIRST_YEAR),
                cite(law, "reg-1.408-8", "(b)(1)(i)"),
                cite(law, "irc-408A", "(c)(4)"),
            ]
        ),
    )


def _row(law: LawYear, label: str, birth: date) -> Row:
    ages = rule.applicable_ages(law, birth)
    starts = [rule.start(AccountKind.TRADITIONAL_IRA, birth, age) for age in ages]

    def either(words: list[str], kind: Kind = Kind.TEXT, note: str = "") -> TableCell:
        return TableCell(" or ".join(words), kind, note)

    return Row(
        TableCell(label),
        (
            either([formats.age(age) for age in ages], Kind.NUMBER, "unsettled" if len(ages) > 1 else ""),
            either([str(start.first_year) for start in starts]),
            either([formats.day(start.required_beginning_date) for start in starts]),
        ),
    )


SPEC = Spec(build, {})
