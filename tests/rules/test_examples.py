"""Runs the worked examples of examples/*.yml over the real law. To add one, write it there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from rulebook.formats import cents
from rulebook.law import AccountKind, FilingStatus, Law, LawYear, Span
from rulebook.rules import (
    RULES,
    basis_recovery,
    capital_losses,
    contribution_limits,
    early_distribution,
    exceptions,
    excess_contribution,
    income_tax,
    recovery_from_loss,
    required_distribution,
    rollover,
    substantially_equal_payments,
    tax_table,
    withholding,
)
from rulebook.rules.withholding import Payment

FOLDER = Path(__file__).parent / "examples"
KEYS = ["name", "source", "year", "rule", "inputs", "output"]
PAYMENTS = {"direct rollover": Payment.DIRECT_ROLLOVER, "nonperiodic": Payment.NONPERIODIC, "elected out": Payment.NONPERIODIC_ELECTED_OUT}


@dataclass
class Inputs:
    """The inputs of one example, each read once; what a rule does not ask for fails the example."""

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


def run_income_tax(law: LawYear, given: Inputs) -> dict[str, object]:
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
    return {"opening": covered.opening.value, "covered": covered.amount}


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
    return {
        "ira": contribution_limits.ira_limit(law, age, compensation),
        "roth": contribution_limits.roth_ira_limit(
            law, status, magi, age, compensation, to_traditional=given.amount("to_traditional"), lived_apart=apart
        ),
        "deduction": contribution_limits.ira_deduction_limit(
            law, status, magi, age, compensation,
            covered=given.flag("covered"), spouse_covered=given.flag("spouse_covered"), lived_apart=apart,
        ),
    }  # fmt: skip


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
            found["years_due"] = " ".join(str(year) for year in rule.years_due_in(begun, given.count("due_in")))
        return found
    if given.has("balance"):
        age = given.count("age")
        return {"divisor": rule.divisor(law, age), "required": cents(rule.required(law, given.amount("balance"), age))}
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


def dollars(amount: Decimal) -> Decimal:
    """Whole dollars, as the IRS prints the amounts of its examples."""
    return amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)


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


RUNNERS: dict[str, Callable[[LawYear, Inputs], dict[str, object]]] = {
    "income_tax": run_income_tax,
    "early_distribution": run_early_distribution,
    "exceptions": run_exceptions,
    "withholding": run_withholding,
    "rollover": run_rollover,
    "basis_recovery": run_basis_recovery,
    "capital_losses": run_capital_losses,
    "recovery_from_loss": run_recovery_from_loss,
    "substantially_equal_payments": run_substantially_equal_payments,
    "tax_table": run_tax_table,
    "excess_contribution": run_excess_contribution,
    "contribution_limits": run_contribution_limits,
    "required_distribution": run_required_distribution,
}


def as_written(text: str, like: object) -> object:
    """The value that an expected text stands for, of the type of the computed one."""
    if isinstance(like, bool):
        return {"yes": True, "no": False}[text]
    if isinstance(like, Decimal):
        return number(text)
    return date.fromisoformat(text) if isinstance(like, date) else text


def examples() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yml")):
        # BaseLoader leaves every scalar the text that was written.
        for example in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader):
            yield pytest.param(example, id=f"{path.stem}: {example.get('name')}")


@pytest.mark.parametrize("example", list(examples()))
def test_example(law: Law, example: dict[str, Any]) -> None:
    assert list(example) == KEYS
    assert example["source"]
    inputs = Inputs(example["inputs"])
    computed = RUNNERS[example["rule"]](law.in_year(int(example["year"])), inputs)
    assert inputs.used >= set(inputs.texts), f"inputs that nothing reads: {set(inputs.texts) - inputs.used}"
    assert {name: computed[name] for name in example["output"]} == {
        name: as_written(text, computed[name]) for name, text in example["output"].items()
    }


def test_every_rule_has_an_example() -> None:
    shown = {example.values[0]["rule"] for example in examples()}
    assert shown == set(RULES)


def test_every_module_is_a_rule_and_every_rule_a_module() -> None:
    modules = {path.stem for path in (Path(exceptions.__file__).parent).glob("*.py")} - {"__init__"}
    assert modules == set(RULES)
    assert all(rule.title and rule.authority for rule in RULES.values())
