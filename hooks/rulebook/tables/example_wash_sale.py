"""A loss in a taxable account, and the same stock bought back."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.formats import cents
from rulebook.law import Law
from rulebook.rules.wash_sale import buy_back
from rulebook.tables.model import Option, OptionError, Options, Spec, Table
from rulebook.tables.parts import STEPS, citations_of, cite, distinct, money_style, step


def build(law: Law, year: int, options: Options) -> Table:
    """From the loss to what of it is ever deductible."""
    basis, price, sold = options.amount("basis"), options.amount("price"), options.amount("shares")
    bought, in_ira = options.amount("bought") if options.has("bought") else sold, options.word("buyer") == "ira"
    if price > basis:
        raise OptionError("price is more than basis: there is no loss")
    if sold % 1 or bought % 1 or not sold:
        raise OptionError("shares and bought count whole shares, and shares at least one")
    dated = law.in_year(year)
    sale = buy_back(basis, price, int(sold), int(bought), in_ira=in_ira)
    disallowed, added = cents(sale.disallowed), cents(sale.added_to_basis)
    deductible = sale.loss - disallowed
    style = money_style([basis, price, disallowed])
    days = formats.number(dated.amount("wash_sale_days"))
    barred, carried = cite(law, "irc-1091", "(a)"), cite(law, "irc-1091", "(d)")
    ruling = cite(law, "rev-rul-2008-5", "holding")
    fewer = [cite(law, "irc-1091", "(b)")] if bought < sold else []
    buyer = "their IRA" if in_ira else "the same account"
    return Table(
        "example-wash-sale",
        f"Someone sells {formats.number(sold)} shares with a basis of {formats.money(basis)} in a taxable account "
        f"for {formats.money(price)}; within {days} days, {buyer} buys {formats.number(bought)}.",
        STEPS,
        (
            step("Loss on the sale", style(sale.loss)),
            step("Disallowed", style(disallowed), fewer[0] if fewer else barred),
            step("Deductible as a capital loss", style(deductible)),
            step("Added to the basis of the new shares", style(added), ruling if in_ira else carried),
            step("Lost for good", style(disallowed - added), total=True),
        ),
        year,
        (
            "For someone who is not a dealer; the new shares are the same or substantially identical.",
            "The ruling is about IRAs and Roth IRAs. Whether a purchase in a 401(k) counts is not settled."
            if in_ira
            else "The disallowed loss comes back when the new shares are sold.",
        ),
        distinct([barred, *fewer, ruling if in_ira else carried, *citations_of(law, year, ["wash_sale_days"])]),
        f"Of a loss of {style(sale.loss).text}, {style(deductible).text} is deductible, "
        f"{style(added).text} is put off and {style(disallowed - added).text} is lost.",
    )


SPEC = Spec(
    build,
    {
        "basis": Option("amount"),
        "price": Option("amount"),
        "shares": Option("amount", default=Decimal(100)),
        "bought": Option("amount", optional=True),
        "buyer": Option("word", default="ira", words=("ira", "taxable")),
    },
)
