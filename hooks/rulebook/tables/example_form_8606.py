"""Form 8606, Part I, line by line."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.law import Law
from rulebook.rules import form_8606
from rulebook.tables.model import Column, Kind, Option, OptionError, Options, Row, Spec, Table, TableCell
from rulebook.tables.parts import cite, distinct, money_style

NOTHING = Decimal(0)


def build(law: Law, year: int, options: Options) -> Table:
    """The lines in their order. `share=form` rounds line 10 as the form allows, `share=exact` does not round it."""
    rounded = options.word("share") == "form"
    found, other = (_part_1(options, form_8606.FORM_PLACES if by_form else None) for by_form in (rounded, not rounded))
    if not found.line_7 + found.line_8:
        raise OptionError("amount or converted must be more than nothing")
    if not found.line_5:
        raise OptionError("basis or contributions must be more than nothing: without after-tax money there is nothing to divide")
    nontaxable = {line: formats.cents(line) for line in (found.line_11, found.line_13, other.line_13)}
    line_13, other_13 = nontaxable[found.line_13], nontaxable[other.line_13]
    line_11 = nontaxable[found.line_11]
    line_12 = line_13 - line_11
    money = {
        "1": ("Nondeductible contributions for the year", found.line_1),
        "2": ("After-tax money from earlier years", found.line_2),
        "3": ("Lines 1 and 2", found.line_3),
        "4": ("Part of line 1 made after the end of the year", found.line_4),
        "5": ("Line 3 less line 4", found.line_5),
        "6": ("Value at the end of the year, plus outstanding rollovers", found.line_6),
        "7": ("Withdrawn in the year, not converted", found.line_7),
        "8": ("Converted to Roth IRAs in the year", found.line_8),
        "9": ("Lines 6, 7 and 8", found.line_9),
        "11": ("Line 8 times line 10: not taxed of the conversion", line_11),
        "12": ("Line 7 times line 10: not taxed of the withdrawal", line_12),
        "13": ("Lines 11 and 12: not taxed in all", line_13),
        "14": ("Line 3 less line 13: after-tax money left", found.line_3 - line_13),
        "15c": ("Line 7 less line 12: taxed of the withdrawal", found.line_7 - line_12),
        "18": ("Line 8 less line 11: taxed of the conversion", found.line_8 - line_11),
    }
    style = money_style(amount for _, amount in money.values())
    rows = [Row(TableCell(line), (TableCell(words), style(amount))) for line, (words, amount) in money.items()]
    rows.insert(9, Row(TableCell("10"), (TableCell("Line 5 divided by line 9, at most 1"), _share(found.line_10, rounded))))
    taxed = found.line_7 + found.line_8 - line_13
    told = (
        "is rounded to three decimals, the fewest the form allows"
        if rounded
        else "is the whole share; the form asks for three decimals at least"
    )
    otherwise = "the whole share" if rounded else "three decimals"
    return Table(
        "example-form-8606",
        f"Form 8606: {_deed(found)} from traditional IRAs with {formats.money(found.line_5)} of after-tax money"
        f"{'' if rounded else ', by the whole share'}.",
        (Column("Line"), Column("What stands there"), Column("Amount", Kind.MONEY)),
        tuple(rows),
        year,
        (
            f"Line 10 {told}. With {otherwise}, line 13 is {formats.money(other_13)}.",
            "All traditional, SEP and SIMPLE IRAs of one person count as one; a 401(k) does not enter. Each spouse has their own form.",
            "Cents are kept; a return may use whole dollars.",
            "Left out: repayments, qualified disaster distributions, and contributions whose deduction is not settled yet.",
        ),
        distinct([cite(law, "irc-408", "(d)(2)"), cite(law, "form-8606", "Parts I and II"), cite(law, "pub-590-b", "Worksheet 1-1")]),
        f"Of {formats.money(found.line_7 + found.line_8)}, {style(line_13).text} is not taxed and {style(taxed).text} is.",
    )  # fmt: skip


def _share(share: Decimal, rounded: bool) -> TableCell:
    places = form_8606.FORM_PLACES if rounded else 6
    shown = form_8606.share(share, Decimal(1), places)
    return TableCell(f"{shown:f}", Kind.NUMBER, note="" if rounded or shown == share else "and so on")


def _deed(found: form_8606.Part1) -> str:
    deeds = [f"{formats.money(found.line_7)} is withdrawn"] if found.line_7 else []
    deeds += [f"{formats.money(found.line_8)} is converted"] if found.line_8 else []
    return formats.listed(deeds)


def _part_1(options: Options, places: int | None) -> form_8606.Part1:
    if options.amount("made_after") > options.amount("contributions"):
        raise OptionError("made_after is more than contributions: it is the part made after the end of the year")
    return form_8606.part_1(
        basis=options.amount("basis"),
        contributions=options.amount("contributions"),
        made_after=options.amount("made_after"),
        year_end_value=options.amount("balance"),
        outstanding_rollovers=options.amount("outstanding"),
        distributions=options.amount("amount"),
        converted=options.amount("converted"),
        places=places,
    )


SPEC = Spec(
    build,
    {
        "basis": Option("amount", default=NOTHING),
        "contributions": Option("amount", default=NOTHING),
        "made_after": Option("amount", default=NOTHING),
        "balance": Option("amount"),
        "outstanding": Option("amount", default=NOTHING),
        "amount": Option("amount", default=NOTHING),
        "converted": Option("amount", default=NOTHING),
        "share": Option("word", default="form", words=("form", "exact")),
    },
)
