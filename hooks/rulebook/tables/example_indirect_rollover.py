"""A payment with tax withheld, of which part is rolled over within the time limit."""

from __future__ import annotations

from rulebook import formats
from rulebook.law import AccountKind, Law
from rulebook.rules.withholding import Payment, usual_payment
from rulebook.scenarios.early_withdrawal import Case
from rulebook.scenarios.indirect_rollover import roll_over
from rulebook.tables.costs import cost_notes, cost_sources, law_for
from rulebook.tables.model import Option, OptionError, Options, Spec, Table
from rulebook.tables.parts import (
    ACCOUNT_PHRASES,
    INCOME,
    STATUS,
    STATUS_PHRASES,
    STEPS,
    TAXED_WHEN_PAID,
    authority,
    citations_of,
    cite,
    distinct,
    money_style,
    other_income,
    step,
)
from rulebook.tables.where_the_dollars_go import settled


def build(law: Law, year: int, options: Options) -> Table:
    """From the distribution over the deposit to what is settled at filing."""
    amount, deposited, account, status = options.amount("amount"), options.amount("rolled_over"), options.account(), options.status()
    income, age = options.amount("income"), options.amount("age")
    if deposited > amount:
        raise OptionError("rolled_over is more than amount")
    if account is AccountKind.ROTH_IRA:
        raise OptionError("account=roth_ira does not fit: the example is about money that is taxed when it is paid out")
    seniors = 1 if age >= 65 else 0
    case = Case(amount - deposited, account, status, income, age, filers_65_or_over=seniors)
    dated, year_note = law_for(law, year, [case])
    result = roll_over(dated, account, amount, deposited, status, income, age, seniors)
    rest = result.rest
    style = money_style([amount, deposited, result.withheld, rest.income_tax, rest.additional_tax])
    plan = usual_payment(account) is Payment.ROLLOVER_PAID_TO_YOU
    withholding = "rollover_withholding_rate" if plan else "nonperiodic_withholding_rate"
    rate = formats.rate(dated.amount(withholding))
    in_time = cite(law, "irc-402", "(c)(3)(A)") if plan else cite(law, "irc-408", "(d)(3)(A)")
    days = formats.number(dated.amount("rollover_days"))
    own = [step("Of that, from other money", style(result.split.own_money))] if result.split.own_money else []
    due, who = result.due_at_filing, STATUS_PHRASES[status]
    return Table(
        "example-indirect-rollover",
        f"{who[:1].upper()}{who[1:]} of {formats.age(age)} with {other_income(income)} is paid {formats.money(amount)} "
        f"from {ACCOUNT_PHRASES[account]} in {dated.year} and rolls over {formats.money(deposited)} of it.",
        STEPS,
        (
            step("Distribution", style(amount)),
            step(f"Withheld, {rate}", style(result.withheld), authority(dated, withholding)),
            step("Paid to you", style(result.paid_now)),
            step(f"Rolled over within {days} days", style(result.split.rolled_over), in_time),
            *own,
            step("Not rolled over, so taxable", style(result.split.includible), cite(law, *TAXED_WHEN_PAID[account])),
            step("Income tax on that", style(rest.income_tax), authority(dated, "income_tax_brackets")),
            step(
                f"Additional tax, {formats.rate(rest.additional_tax_rate)} of {style(rest.allocation.taxed).text}",
                style(rest.additional_tax),
                authority(dated, "early_distribution_rate"),
            ),
            step("Settled at filing, with the withheld tax counted", settled(due, style(abs(due)).text), total=True),
        ),
        dated.year,
        (
            *year_note,
            "The whole distribution is taxable unless it is rolled over.",
            "Money withheld counts as distributed. To roll over the whole, the withheld part must come from other money.",
            "A direct rollover has nothing withheld.",
            *cost_notes(dated, case),
        ),
        distinct([in_time, *citations_of(law, dated.year, [withholding, "rollover_days"]), *cost_sources(dated, case)]),
        f"{style(result.split.includible).text} is not rolled over and costs {style(rest.total_tax).text} in federal tax."
        if result.split.includible
        else "The whole distribution is rolled over, so none of it is taxed.",
    )


SPEC = Spec(
    build,
    {
        "amount": Option("amount"),
        "rolled_over": Option("amount"),
        "account": Option("account"),
        "age": Option("age"),
        "status": STATUS,
        "income": INCOME,
    },
)
