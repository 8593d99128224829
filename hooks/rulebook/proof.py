"""The proof: worked examples run through the rules, official result beside ours.

The examples are files that a tax reviewer can read (tests/rules/examples/). A result that differs from its
source is a problem of the build, so that no figure is published that disagrees with an official one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from rulebook import formats
from rulebook.formats import cents
from rulebook.law import AccountKind, FilingStatus, Law, LawYear, Place, Span
from rulebook.problems import Problem
from rulebook.rules import (
    RULES,
    basis_recovery,
    capital_losses,
    contribution_limits,
    early_distribution,
    employer_stock,
    exceptions,
    excess_contribution,
    form_8606,
    income_tax,
    long_term_gains,
    plan_loan,
    recovery_from_loss,
    required_distribution,
    rollover,
    roth_ordering,
    roth_qualification,
    state_additional_tax,
    substantially_equal_payments,
    tax_table,
    wash_sale,
    withholding,
)
from rulebook.rules.withholding import Payment
from rulebook.strict_yaml import Node, Reader

PAYMENTS = {"direct rollover": Payment.DIRECT_ROLLOVER, "nonperiodic": Payment.NONPERIODIC, "elected out": Payment.NONPERIODIC_ELECTED_OUT}


@dataclass
class Inputs:
    """The inputs of one example; what no rule asks for is a mistake in the example."""

    texts: Mapping[str, str]
    used: set[str] = field(default_factory=set)

    def has(self, name: str) -> bool:
        return name in self.texts

    def text(self, name: str) -> str:
        self.used.add(name)
        return self.texts[name]

    def amount(self, name: str, default: str = "0") -> Decimal:
        self.used.add(name)
        return number(self.texts.get(name, default))

    def optional(self, name: str) -> Decimal | None:
        return self.amount(name) if self.has(name) else None

    def count(self, name: str) -> int:
        return int(self.amount(name))

    def flag(self, name: str) -> bool:
        self.used.add(name)
        return self.texts.get(name) == "yes"

    def account(self) -> AccountKind:
        return AccountKind(self.text("account"))

    def status(self) -> FilingStatus:
        return FilingStatus(self.text("status"))

    def day(self, name: str) -> date:
        return date.fromisoformat(self.text(name))


def number(text: str) -> Decimal:
    return Decimal(text.replace("_", ""))


def dollars(amount: Decimal) -> Decimal:
    """Whole dollars, as the IRS and courts print the amounts of their examples."""
    return amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)


def run_income_tax(law: LawYear, given: Inputs) -> dict[str, object]:
    """From all income, or from the taxable income, by what is given."""
    if given.has("taxable_income"):
        return {"tax": income_tax.tax_on(law, given.amount("taxable_income"), given.status())}
    filer = income_tax.Filer(given.status(), given.count("filers_65_or_over"), given.count("blind_filers"))
    taxable = income_tax.taxable_income(law, filer, given.amount("income"))
    return {
        "deductions": income_tax.deductions(law, filer, given.amount("income")),
        "taxable_income": taxable,
        "tax": income_tax.tax_on(law, taxable, filer.status),
    }


def run_early_distribution(law: LawYear, given: Inputs) -> dict[str, object]:
    if given.has("birth"):
        attained = early_distribution.date_of_59_half(given.day("birth"))
        return {"day": attained.day, "settled": attained.settled}
    if given.has("age"):
        return {"attained": early_distribution.attained_59_half(law, given.amount("age"))}
    account, includible, rolled_in = given.account(), given.amount("includible"), given.amount("rolled_in")
    tax = early_distribution.additional_tax(
        law, account, includible, excepted=given.amount("excepted"), rolled_in=rolled_in, simple_window=given.flag("simple_window")
    )
    return {"base": early_distribution.base(account, includible, rolled_in), "additional_tax": tax}


def run_exceptions(law: LawYear, given: Inputs) -> dict[str, object]:
    facts = exceptions.Facts(
        given.optional("expenses"), given.optional("agi"), given.optional("vested_balance"), given.amount("used_before")
    )
    claim = exceptions.Claim(law.law.exceptions[given.text("exception")], facts)
    covered = exceptions.covered(law, given.account(), claim, given.amount("base"))
    return {"opening": covered.opening.value, "covered": dollars(covered.amount) if given.flag("whole_dollars") else covered.amount}


def run_withholding(law: LawYear, given: Inputs) -> dict[str, object]:
    account = given.account()
    payment = PAYMENTS[given.text("payment")] if given.has("payment") else withholding.usual_payment(account)
    return {"withheld": withholding.withheld(law, account, given.amount("amount"), given.amount("includible"), payment)}


def run_rollover(law: LawYear, given: Inputs) -> dict[str, object]:
    if given.has("received"):
        return {"last_day": rollover.last_day(law, given.day("received"))}
    split = rollover.split(given.amount("distribution"), given.amount("withheld"), given.amount("deposited"))
    return {"rolled_over": split.rolled_over, "includible": split.includible, "own_money": split.own_money}


def run_basis_recovery(_law: LawYear, given: Inputs) -> dict[str, object]:
    if given.has("paid_out"):
        return {"never_recovered": basis_recovery.never_recovered(given.amount("basis"), given.amount("paid_out"))}
    part = basis_recovery.nontaxable_part(given.amount("distribution"), given.amount("basis"), given.amount("balance"))
    return {"nontaxable": cents(part)}


def run_capital_losses(law: LawYear, given: Inputs) -> dict[str, object]:
    use = capital_losses.use_loss(law, given.amount("loss"), given.amount("gains"), given.status())
    return {
        "against_gains": use.against_gains,
        "against_ordinary_income": use.against_ordinary_income,
        "carried_over": use.carried_over,
    }


def run_recovery_from_loss(_law: LawYear, given: Inputs) -> dict[str, object]:
    return {"gain": recovery_from_loss.gain_needed(given.amount("fall"))}


def run_excess_contribution(law: LawYear, given: Inputs) -> dict[str, object]:
    """One year of the tax, a returned contribution, or an excess deferral, by what is given."""
    if given.has("deferred_in"):
        deferral = excess_contribution.excess_deferral(
            given.count("deferred_in"), given.day("paid"), given.amount("excess"), given.amount("earnings")
        )
        return asdict(deferral)
    if given.has("value_before"):
        opening = excess_contribution.adjusted_opening_balance(given.amount("value_before"), given.amount("put_in"))
        if not given.has("contribution"):
            return {"opening": opening}
        closing = excess_contribution.adjusted_closing_balance(given.amount("value_at_removal"), given.amount("taken_out"))
        returned = excess_contribution.return_contribution(given.amount("contribution"), opening, closing)
        parts = {"net_income": returned.net_income, "paid_out": returned.paid_out, "income": returned.income}
        return {"opening": opening, "closing": closing, **{name: cents(part) for name, part in parts.items()}}
    year = excess_contribution.YearOfContributions(
        given.amount("limit"), given.amount("contributed"), given.amount("distributed"), given.amount("value"), given.flag("emptied")
    )
    found = excess_contribution.excess_of_year(law, given.account(), given.amount("brought_in"), year)
    return {**asdict(found), "absorbed": found.absorbed}


def run_contribution_limits(law: LawYear, given: Inputs) -> dict[str, object]:
    """A phase-out by itself, the limits of a plan, or those of IRAs, by what is given."""
    if given.has("start"):
        span, floor, step = Span(given.amount("start"), given.amount("end")), law.amount("phase_out_floor"), law.amount("phase_out_step")
        return {"reduced": contribution_limits.phased_out(given.amount("limit"), given.amount("magi"), span, floor, step)}
    age, compensation = given.amount("age"), given.amount("compensation")
    if given.has("account"):
        higher = given.flag("higher_simple")
        return {
            "deferral": contribution_limits.deferral_limit(law, given.account(), age, higher_simple=higher),
            "additions": contribution_limits.additions_limit(law, compensation),
            "sep": contribution_limits.sep_limit(law, compensation),
        }
    status, magi, apart = given.status(), given.amount("magi"), given.flag("lived_apart")
    if given.has("spouse_compensation"):
        compensation = contribution_limits.joint_compensation(
            compensation, given.amount("spouse_compensation"), given.amount("spouse_put_in")
        )
    return {
        "compensation": compensation,
        "ira": contribution_limits.ira_limit(law, age, compensation),
        "roth": contribution_limits.roth_ira_limit(
            law, status, magi, age, compensation, to_traditional=given.amount("to_traditional"), lived_apart=apart
        ),
        "deduction": contribution_limits.ira_deduction_limit(
            law, status, magi, age, compensation,
            covered=given.flag("covered"), spouse_covered=given.flag("spouse_covered"), lived_apart=apart,
        ),
    }  # fmt: skip


def run_plan_loan(law: LawYear, given: Inputs) -> dict[str, object]:
    if given.has("made"):
        return {"term_ends": plan_loan.term_ends(law, given.day("made"))}
    if given.has("cash"):
        return {"withheld": plan_loan.withheld(law, given.amount("cash"), given.amount("offset"))}
    if given.has("ending"):
        ending = plan_loan.Ending[given.text("ending").replace(" ", "_").upper()]
        last = plan_loan.rollover_ends(law, ending, given.day("day"), given.day("return_due"))
        return {"can_be_rolled_over": ending.can_be_rolled_over, "rollover_ends": last or "never"}
    limit = plan_loan.limit(law, given.amount("vested"), given.amount("owed"), given.amount("highest"))
    return {"by_amount": limit.by_amount, "by_share": limit.by_share, "new_loan": limit.new_loan}


def run_employer_stock(_law: LawYear, given: Inputs) -> dict[str, object]:
    shares = employer_stock.pay_out(given.amount("value"), given.amount("cost"), included=given.flag("included"))
    paid_out = {"ordinary": shares.ordinary, "appreciation": shares.appreciation, "basis": shares.basis}
    if not given.has("price"):
        return {**paid_out}
    sale = employer_stock.sell(shares, given.amount("price"))
    return {
        **paid_out,
        "appreciation_sold": sale.appreciation,
        "later_gain": sale.later_gain,
        "loss": sale.loss,
    }


def run_long_term_gains(law: LawYear, given: Inputs) -> dict[str, object]:
    return {"tax": long_term_gains.tax_on_gain(law, given.amount("ordinary"), given.amount("gain"), given.status())}


def run_wash_sale(law: LawYear, given: Inputs) -> dict[str, object]:
    if given.has("sale_day"):
        return {"in_window": wash_sale.in_window(law, given.day("sale_day"), given.day("purchase_day"))}
    sale = wash_sale.buy_back(
        given.amount("basis"), given.amount("price"), given.count("sold"), given.count("bought"), in_ira=given.flag("in_ira")
    )
    return {
        "loss": sale.loss,
        "disallowed": sale.disallowed,
        "deductible": sale.deductible,
        "added_to_basis": sale.added_to_basis,
        "lost": sale.lost,
    }


def run_state_additional_tax(law: LawYear, given: Inputs) -> dict[str, object]:
    tax = state_additional_tax.additional_tax(
        law, given.text("state"), given.amount("taxed"), given.amount("federal_tax"), simple_window=given.flag("simple_window")
    )
    return {"standing": tax.standing.value, "amount": "none" if tax.amount is None else tax.amount}


def run_required_distribution(law: LawYear, given: Inputs) -> dict[str, object]:
    """When it begins, how much it is, or the tax on a shortfall, by what is given."""
    rule = required_distribution
    if given.has("birth"):
        birth = given.day("birth")
        ages = rule.applicable_ages(law, birth)
        said = {"ages": " ".join(str(age) for age in ages)}
        if not given.has("account"):
            return {**said}
        retired = given.count("retired_in") if given.has("retired_in") else None
        begun = rule.start(given.account(), birth, ages[0], retired, given.flag("five_percent_owner"))
        found = {**said, "first_year": str(begun.first_year), "required_beginning_date": begun.required_beginning_date}
        if given.has("due_in"):
            found["years_due"] = " ".join(str(year) for year in rule.years_due_in(begun, given.count("due_in"))) or "none"
        return found
    if given.has("balance"):
        rounded = dollars if given.flag("whole_dollars") else cents
        if given.has("divisor"):
            return {"required": rounded(rule.by_divisor(given.amount("balance"), given.amount("divisor")))}
        age = given.count("age")
        return {"divisor": rule.divisor(law, age), "required": rounded(rule.required(law, given.amount("balance"), age))}
    missing = rule.shortfall(given.amount("required"), given.amount("distributed"))
    result: dict[str, object] = {"shortfall": missing}
    corrected = given.flag("corrected")
    if law.applies("rmd_correction_years"):
        notice, assessed = (given.day(name) if given.has(name) else None for name in ("notice_mailed", "assessed"))
        result["window_end"] = end = rule.window_end(law, notice, assessed)
        if given.has("last_day"):
            correction = rule.Correction(given.amount("paid"), given.day("received"), given.day("filed"))
            result["counts"] = corrected = rule.counts(correction, missing, given.day("last_day"), end)
    return {**result, "tax": rule.excise(law, missing, corrected)}


def run_substantially_equal_payments(law: LawYear, given: Inputs) -> dict[str, object]:
    """A payment, by the tables of the law or by a dated number given; else the rate, the end, a change or what comes back."""
    rule = substantially_equal_payments
    if given.has("first_payment"):
        return {"free_from": rule.free_from(law, given.day("first_payment"), given.day("attained_59_half"))}
    if given.has("from_method"):
        current, new = rule.Method(given.text("from_method")), rule.Method(given.text("to_method"))
        return {"may_change": rule.may_change(current, new, given.flag("changed_before"))}
    if given.has("mid_term_rates"):
        first, second = (number(rate) for rate in given.text("mid_term_rates").split())
        return {"rate_limit": rule.rate_limit(law, (first, second))}
    if given.has("account"):
        window = given.count("in_simple_window")
        early, late = given.count("payments"), given.count("payments_after_59_half")
        paid = [rule.Paid(given.amount("payment"), simple_window=n < window) for n in range(early)]
        paid += [rule.Paid(given.amount("payment"), over_59_half=True)] * late
        return {"recaptured": rule.recaptured(law, given.account(), paid)}
    balance, rate = given.amount("balance"), given.amount("rate")
    if given.has("years"):
        paid_out = (
            rule.amortized_payment(balance, given.amount("years"), rate) if rate else rule.minimum_payment(balance, given.amount("years"))
        )
        return {"payment": dollars(paid_out)}
    if given.has("factor"):
        return {"payment": dollars(rule.annuitized_payment(balance, given.amount("factor")))}
    method, age = rule.Method(given.text("method")), given.count("age")
    table = rule.LifeTable(given.text("table")) if given.has("table") else rule.LifeTable.SINGLE
    paid_out = rule.payment(law, method, balance, age, rate, table)
    return {"payment": dollars(paid_out), "factor": (balance / paid_out).quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)}


def run_tax_table(law: LawYear, given: Inputs) -> dict[str, object]:
    taxable, status = given.amount("taxable_income"), given.status()
    at = tax_table.band(taxable)
    read = tax_table.tax_by_table(law, taxable, lambda amount: income_tax.tax_on(law, amount, status))
    return {"low": at.low, "high": at.high, "tax": read}


def run_roth_qualification(law: LawYear, given: Inputs) -> dict[str, object]:
    """For the Roth account of a plan, or for Roth IRAs, by what is given."""
    rule, first = roth_qualification, given.count("first_year")
    why = {name: given.flag(name) for name in ("attained_59_half", "death", "disability")}
    if given.has("account"):
        if given.text("account") != "plan":
            raise ValueError("account is 'plan', or left out for Roth IRAs")
        return {"qualified": rule.qualified_in_plan(law, first, **why), "first_qualified_day": rule.first_qualified_day_in_plan(law, first)}
    if not given.has("amount"):
        return {"first_qualified_day": rule.first_qualified_day(law, first)}
    reasons = rule.Reasons(**why, home_costs=given.amount("home_costs"), home_used_before=given.amount("home_used_before"))
    qualified = rule.qualified_part(law, given.amount("amount"), first, reasons)
    return {"qualified": qualified, "first_qualified_day": rule.first_qualified_day(law, first)}


def run_roth_ordering(law: LawYear, given: Inputs) -> dict[str, object]:
    """`conversions` is written `2016: 60_000 taxed, 20_000 not taxed; 2018: …`."""
    conversions = []
    for text in given.text("conversions").split(";") if given.has("conversions") else []:
        year, parts = text.split(":")
        taxed, untaxed = (number(part.split()[0]) for part in parts.split(","))
        conversions.append(roth_ordering.Conversion(int(year), taxed, untaxed))
    found = roth_ordering.compose(given.amount("amount"), roth_ordering.PutIn(given.amount("contributions"), tuple(conversions)))
    out: dict[str, object] = {"from_contributions": found.contributions, "from_earnings": found.earnings}
    for c in found.conversions:
        out |= {f"from_{c.year}_taxed": c.taxable, f"from_{c.year}_not_taxed": c.nontaxable}
        out[f"first_day_free_{c.year}"] = roth_ordering.first_day_free(law, c.year)
    return {**out, "recapture": roth_ordering.recapture(law, found)}


def run_form_8606(_law: LawYear, given: Inputs) -> dict[str, object]:
    """Part I by its lines, or Worksheet 1-1 of Pub. 590-B where the year's contributions are given."""
    places = None if given.has("share") and given.text("share") == "exact" else form_8606.FORM_PLACES
    if given.has("all_contributions"):
        sheet = form_8606.worksheet_1_1(
            basis=given.amount("line_2"), contributions=given.amount("all_contributions"),
            year_end_value=given.amount("line_6"), distributions=given.amount("distributions"), places=places,
        )  # fmt: skip
        left = given.amount("line_1") + given.amount("line_2") - sheet.nontaxable
        return {"share": sheet.share, "line_13": cents(sheet.nontaxable), "taxable": cents(sheet.taxable), "line_14": cents(left)}
    found = form_8606.part_1(
        basis=given.amount("line_2"), contributions=given.amount("line_1"), made_after=given.amount("line_4"),
        year_end_value=given.amount("line_6"), outstanding_rollovers=given.amount("outstanding_rollovers"),
        distributions=given.amount("line_7"), converted=given.amount("line_8"), places=places,
    )  # fmt: skip
    lines = (3, 5, 9, 11, 12, 13, 14, 15, 18)
    return {"line_10": found.line_10, **{f"line_{n}": cents(getattr(found, f"line_{n}")) for n in lines}}


RUNNERS: dict[str, Callable[[LawYear, Inputs], dict[str, object]]] = {
    "income_tax": run_income_tax,
    "early_distribution": run_early_distribution,
    "exceptions": run_exceptions,
    "withholding": run_withholding,
    "rollover": run_rollover,
    "basis_recovery": run_basis_recovery,
    "capital_losses": run_capital_losses,
    "recovery_from_loss": run_recovery_from_loss,
    "excess_contribution": run_excess_contribution,
    "contribution_limits": run_contribution_limits,
    "required_distribution": run_required_distribution,
    "plan_loan": run_plan_loan,
    "employer_stock": run_employer_stock,
    "long_term_gains": run_long_term_gains,
    "wash_sale": run_wash_sale,
    "state_additional_tax": run_state_additional_tax,
    "substantially_equal_payments": run_substantially_equal_payments,
    "tax_table": run_tax_table,
    "roth_qualification": run_roth_qualification,
    "roth_ordering": run_roth_ordering,
    "form_8606": run_form_8606,
}


@dataclass(frozen=True)
class Example:
    """One worked example as it is written.

    `official`: its result stands in an official document. `copy`: where it was read, if not in the document
    itself. `example_year`: the year the example is of, where that is not `year`, whose law it is run by.
    """

    name: str
    source: str
    official: bool
    copy: str
    example_year: int | None
    year: int
    rule: str
    inputs: Mapping[str, str]
    output: Mapping[str, str]
    place: Place


WITHOUT_OFFICIAL_EXAMPLE = {
    "long_term_gains": "the revenue procedures print the thresholds; no document that was read works out a tax on a gain",
    "recovery_from_loss": "it is arithmetic, not law",
    "state_additional_tax": "the statutes and forms of the states give a rate, and no worked case of one was found",
}
"""Rules for which no official example was found, and why. They stand on their properties and on cases made from the statute."""


@dataclass(frozen=True)
class Result:
    """One figure of an example: what its source says and what we compute, in the same form."""

    name: str
    expected: str
    ours: str


@dataclass(frozen=True)
class Proof:
    example: Example
    results: tuple[Result, ...]


@dataclass(frozen=True)
class Comparison:
    """A recorded run of our income tax against an independent package."""

    package: str
    version: str
    seed: int
    compared: int
    different: int
    allowed: str
    """What a difference must exceed to count, in words."""
    left_out: dict[str, int]
    """Each known error of the package, and how many returns it kept out of the comparison."""


def parse_comparison(text: str) -> Comparison:
    """The head of a record that tests/oracles/compare.py wrote."""
    head = json.loads(text)
    return Comparison(
        head["package"], head["version"], head["seed"], head["compared"], head["different"], head["allowed"], head["left_out"]
    )


def parse_examples(path: str, text: str) -> tuple[list[Example], list[Problem]]:
    """The examples in one file, and what is wrong with them."""
    r = Reader(path)
    found = []
    for item in r.sequence(r.parse(text), "the examples"):
        record = r.mapping(item, "an example")
        r.closed(record, ["name", "source", "year", "rule", "inputs", "output"], ["official", "copy", "example_year"], "an example")
        year, example_year = (r.year(node, key) if (node := record.get(key)) else None for key in ("year", "example_year"))
        rule = r.choice(record.get("rule"), "rule", RULES)
        inputs, output = (_texts(r, record.get(key), key) for key in ("inputs", "output"))
        if year and rule and output:
            official = r.choice(record.get("official"), "official", ["yes"]) == "yes"
            name, source, copy = (r.text(record.get(key), key) for key in ("name", "source", "copy"))
            if (node := record.get("copy")) and not official:
                r.report(node, "'copy' is for an official example", "name where a made-up case was read in its source")
            if (node := record.get("example_year")) and example_year == year:
                r.report(node, "'example_year' is the year whose law is used", "leave it out")
            place = Place(path, record.line, record.column)
            found.append(Example(name, source, official, copy, example_year, year, rule, inputs, output, place))
    return found, r.problems


def _texts(r: Reader, node: Node | None, what: str) -> dict[str, str]:
    return {key.text: r.text(value, key.text) for key, value in r.mapping(node, what)}


def prove(law: Law, example: Example) -> tuple[Proof | None, list[Problem]]:
    """The example run through its rule. A result that differs from the source is a problem."""
    inputs = Inputs(example.inputs)
    try:
        computed = RUNNERS[example.rule](law.in_year(example.year), inputs)
    except (LookupError, ValueError, ArithmeticError) as error:
        return None, [example.place.problem(f"'{example.name}' cannot be computed: {error}", "look at its inputs")]
    problems = [
        example.place.problem(f"'{example.name}' has the input '{name}', which the rule does not read")
        for name in sorted(inputs.texts.keys() - inputs.used)
    ]
    results = []
    for name, expected in example.output.items():
        if name not in computed:
            problems.append(example.place.problem(f"'{example.name}' expects '{name}'", f"computed: {', '.join(computed)}"))
            continue
        shown, ours = _shown(expected, computed[name]), _words(computed[name])
        results.append(Result(name, shown, ours))
        if shown != ours:
            problems.append(example.place.problem(f"'{example.name}': {name} is {ours}, its source says {shown}"))
    return Proof(example, tuple(results)), problems


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return formats.number(value)
    return formats.day(value) if isinstance(value, date) else str(value)


def _shown(expected: str, like: object) -> str:
    """The expected text in the form in which a result like `like` is shown; as written if it is of another kind."""
    try:
        if isinstance(like, Decimal) and not isinstance(like, bool):
            return formats.number(number(expected))
        return formats.day(date.fromisoformat(expected)) if isinstance(like, date) else expected
    except (ValueError, ArithmeticError):
        return expected
