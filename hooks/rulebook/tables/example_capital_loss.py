"""Where a capital loss in a taxable account goes."""

from __future__ import annotations

from rulebook import formats
from rulebook.law import Law
from rulebook.rules.capital_losses import use_loss
from rulebook.tables.model import Option, Options, Spec, Table
from rulebook.tables.parts import STATUS_PHRASES, STEPS, authority, citations_of, cite, distinct, money_style, step


def build(law: Law, year: int, options: Options) -> Table:
    """Against gains, against other income, carried over."""
    loss, gains, status = options.amount("loss"), options.amount("gains"), options.status()
    dated = law.in_year(year)
    use = use_loss(dated, loss, gains, status)
    style = money_style([loss, gains])
    limit = formats.money(dated.amount("capital_loss_limit", status))
    carry = cite(law, "irc-1212", "(b)(1)")
    return Table(
        "example-capital-loss",
        f"In a taxable account, {STATUS_PHRASES[status]} has {formats.money(loss)} of capital losses "
        f"and {formats.money(gains)} of capital gains in {year}.",
        STEPS,
        (
            step("Capital losses", style(loss)),
            step("Used against capital gains", style(use.against_gains), cite(law, "irc-1211", "(b)")),
            step(f"Used against other income, at most {limit}", style(use.against_ordinary_income), authority(dated, "capital_loss_limit")),
            step("Carried over to the next year", style(use.carried_over), carry),
        ),
        year,
        (
            "Only sales in a taxable account count. A sale inside a retirement account gives no capital loss.",
            "The case supposes enough taxable income to use the deduction.",
        ),
        distinct([cite(law, "irc-1211", "(b)"), *citations_of(law, year, ["capital_loss_limit"]), carry]),
        f"{style(use.against_gains).text} is used against gains, {style(use.against_ordinary_income).text} against other income, "
        f"and {style(use.carried_over).text} is carried over.",
    )


SPEC = Spec(build, {"loss": Option("amount"), "gains": Option("amount"), "status": Option("status")})
