"""The most that one person can borrow from a plan, step by step."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.law import Law
from rulebook.rules.plan_loan import limit
from rulebook.tables.model import Option, OptionError, Options, Spec, Table
from rulebook.tables.parts import STEPS, citations_of, cite, distinct, money_style, step
from rulebook.tables.plan_loan_maximum import FIGURES, plan_notes


def build(law: Law, year: int, options: Options) -> Table:
    """From both limits to the new loan; `added_up` shows the second reading for several repaid loans."""
    vested, owed = options.amount("vested"), options.amount("owed")
    highest = options.amount("highest") if options.has("highest") else owed
    if owed > vested:
        raise OptionError("owed is more than vested, which has the loans in it")
    if highest < owed:
        raise OptionError("highest is less than owed")
    dated = law.in_year(year)
    found = limit(dated, vested, owed, highest)
    style = money_style([found.by_amount, found.by_share, found.new_loan, owed])
    cap, floor = formats.money(dated.amount("plan_loan_cap")), formats.money(dated.amount("plan_loan_floor"))
    share = formats.rate(dated.amount("plan_loan_vested_share"))
    by_amount, by_share = cite(law, "irc-72", "(p)(2)(A)(i)"), cite(law, "irc-72", "(p)(2)(A)(ii)")
    memo = cite(law, "irs-memo-tege-04-0417-0016", "example")
    rows = [
        step(
            f"{cap}, less the {formats.money(highest - owed)} by which the loans fell in the last year", style(found.by_amount), by_amount
        ),
        step(f"{share} of the vested balance, or {floor} if that is more", style(found.by_share), by_share),
        step("The lesser of both, for all loans together", style(min(found.by_amount, found.by_share)), cite(law, "irc-72", "(p)(2)(A)")),
        step("Less what is owed already", style(owed), cite(law, "irc-72", "(p)(2)(A)")),
        step("Most that can be borrowed now", style(found.new_loan), total=True),
    ]
    notes: tuple[str, ...] = plan_notes()
    lead = f"At most {style(found.new_loan).text} can be borrowed."
    if options.has("added_up"):
        added_up = options.amount("added_up")
        if added_up < highest:
            raise OptionError("added_up is less than highest")
        other = limit(dated, vested, owed, added_up).new_loan
        rows.append(step(f"The same, if the loans of the year are added up to {formats.money(added_up)}", style(other), memo))
        lead = f"At most {style(found.new_loan).text} or {style(other).text}, by two readings that IRS examiners accept."
        notes = (
            "Several loans were repaid within the year. The law does not say clearly whether the highest balance is that of one day "
            "or of all of them added up; IRS examiners accept both, and the plan chooses.",
            *notes,
        )
    past = f", the highest balance of the last year being {formats.money(highest)}" if highest > owed else ""
    return Table(
        "example-plan-loan",
        f"Someone with {formats.money(vested)} vested owes {formats.money(owed) if owed else 'nothing'} on earlier plan loans{past}.",
        STEPS,
        tuple(rows),
        year,
        notes,
        distinct(
            [*citations_of(law, year, FIGURES), *([memo] if options.has("added_up") else []), cite(law, "irs-loan-limits", "Analysis")]
        ),
        lead,
    )


SPEC = Spec(
    build,
    {
        "vested": Option("amount"),
        "owed": Option("amount", default=Decimal(0)),
        "highest": Option("amount", optional=True),
        "added_up": Option("amount", optional=True),
    },
)
