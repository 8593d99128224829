"""Runs the worked examples of examples/*.yml over the real law. To add one, write it there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from rulebook.formats import cents
from rulebook.law import AccountKind, FilingStatus, Law, LawYear
from rulebook.rules import (
    RULES,
    basis_recovery,
    capital_losses,
    early_distribution,
    employer_stock,
    exceptions,
    income_tax,
    long_term_gains,
    plan_loan,
    recovery_from_loss,
    rollover,
    state_additional_tax,
    wash_sale,
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
    sale = employer_stock.sell(shares, given.amount("price"))
    return {
        "ordinary": shares.ordinary,
        "appreciation": shares.appreciation,
        "basis": shares.basis,
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


RUNNERS: dict[str, Callable[[LawYear, Inputs], dict[str, object]]] = {
    "income_tax": run_income_tax,
    "early_distribution": run_early_distribution,
    "exceptions": run_exceptions,
    "withholding": run_withholding,
    "rollover": run_rollover,
    "basis_recovery": run_basis_recovery,
    "capital_losses": run_capital_losses,
    "recovery_from_loss": run_recovery_from_loss,
    "plan_loan": run_plan_loan,
    "employer_stock": run_employer_stock,
    "long_term_gains": run_long_term_gains,
    "wash_sale": run_wash_sale,
    "state_additional_tax": run_state_additional_tax,
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
