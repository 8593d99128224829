"""A series of substantially equal payments that is broken: what comes back."""

from __future__ import annotations

from decimal import Decimal

from rulebook import formats
from rulebook.law import AccountKind, Law
from rulebook.rules import early_distribution
from rulebook.rules import substantially_equal_payments as rule
from rulebook.rules.substantially_equal_payments import Method
from rulebook.scenarios.equal_payments_series import break_after, level_payments
from rulebook.tables.equal_payments import (
    BY_AGE,
    EXCEPTION_PIN,
    METHOD_NAMES,
    METHOD_PIN,
    RATE,
    TABLE,
    WHOLLY_TAXABLE,
    age_of,
    rate_note,
    rate_of,
    sources,
    table_of,
)
from rulebook.tables.model import Option, OptionError, Options, Row, Spec, Table
from rulebook.tables.parts import ACCOUNT_PHRASES, STEPS, authority, cite, distinct, money_style, step

RECAPTURE_PIN = ("irc-72", "(t)(4)(A)")
DEFERRAL_PIN = ("irc-72", "(t)(4)(B)")

FIXED = tuple(method.value for method in (Method.AMORTIZATION, Method.ANNUITIZATION))


def build(law: Law, year: int, options: Options) -> Table:
    """Level payments, one a year from `age` on; the series is changed after the last of `payments`."""
    dated, balance, age, account = law.in_year(year), options.amount("balance"), age_of(options), options.account()
    method, table, rate = Method(options.word("method")), table_of(options), rate_of(dated, options)
    count, in_window = _counts(options, account)
    years = int(dated.amount("sepp_years"))
    ages = [age + number for number in range(count)]
    over = [early_distribution.attained_59_half(dated, Decimal(reached)) for reached in ages]
    if count >= years and early_distribution.attained_59_half(dated, Decimal(age + count)):
        raise OptionError("payments are so many that the series has run its course: nothing comes back")
    paid = formats.cents(rule.payment(dated, method, balance, age, rate, table))
    back = break_after(dated, account, level_payments(paid, over, in_window))
    early, rest = in_window > 0, sum(not over_59_half for over_59_half in over) > in_window
    style = money_style([balance, paid, back.total])
    rows: list[Row] = [
        step("Balance when the series begins", style(balance)),
        step(f"Payment a year: {METHOD_NAMES[method][:1].lower()}{METHOD_NAMES[method][1:]}", style(paid), cite(law, *METHOD_PIN)),
        step(f"Paid in {count} year{'s' if count > 1 else ''}", style(back.paid)),
        step("Of these, paid before 59½", style(back.before_59_half), cite(law, *EXCEPTION_PIN)),
    ]
    if early:
        share = formats.rate(dated.amount("simple_early_distribution_rate"))
        rows.append(
            step(
                f"Additional tax, {share} of payments in the first two years of the SIMPLE IRA",
                style(back.at_simple_rate),
                authority(dated, "simple_early_distribution_rate"),
            )
        )
    share = formats.rate(dated.amount("early_distribution_rate"))
    if rest:
        rows.append(
            step(
                f"Additional tax, {share} of {'the other ' if early else ''}payments before 59½",
                style(back.at_usual_rate),
                authority(dated, "early_distribution_rate"),
            )
        )
    rows.append(step("Due for the year of the change, before interest", style(back.total), cite(law, *RECAPTURE_PIN), total=True))
    figures = ["early_distribution_rate"] * rest + ["simple_early_distribution_rate"] * early
    return Table(
        "example-broken-equal-payments" + ("-simple-ira" if early else ""),
        f"A series from {ACCOUNT_PHRASES[account]} begins at {age} and is broken after {count} payment{'s' if count > 1 else ''}.",
        STEPS,
        tuple(rows),
        year,
        (
            "Interest is due as well, from the year of each payment to the year of the change. It is not computed here.",
            WHOLLY_TAXABLE,
            BY_AGE,
            f"The series ends by itself {years} years after the first payment or at 59½, whichever is later.",
            rate_note(dated, rate),
        ),
        distinct(
            [
                cite(law, *RECAPTURE_PIN),
                cite(law, *DEFERRAL_PIN),
                *(authority(dated, figure) for figure in figures),
                *sources(law, year, table, (method,)),
            ]
        ),
        f"Breaking the series brings back {style(back.total).text} of additional tax, and interest on top.",
    )


def _counts(options: Options, account: AccountKind) -> tuple[int, int]:
    """How many payments were made, and how many of them in the first two years of a SIMPLE IRA."""
    if account is AccountKind.GOVERNMENTAL_457B:
        raise OptionError("account=governmental_457b does not fit: the additional tax does not reach the plan's own money")
    count, in_window = options.amount("payments"), options.amount("in_simple_window") if options.has("in_simple_window") else Decimal(0)
    if count % 1 or not 1 <= count <= 40:
        raise OptionError("payments must be a whole number from 1 to 40")
    if options.has("in_simple_window") and account is not AccountKind.SIMPLE_IRA:
        raise OptionError("in_simple_window is for account=simple_ira only")
    if in_window % 1 or in_window > min(count, Decimal(2)):
        raise OptionError("in_simple_window must be a whole number, at most 2 and at most payments")
    return int(count), int(in_window)


SPEC = Spec(
    build,
    {
        "balance": Option("amount"),
        "age": Option("age"),
        "payments": Option("amount"),
        "rate": RATE,
        "method": Option("word", default=Method.AMORTIZATION.value, words=FIXED),
        "table": TABLE,
        "account": Option("account", default=AccountKind.TRADITIONAL_IRA),
        "in_simple_window": Option("amount", optional=True),
    },
)
