"""Arguments that cannot be are refused by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from rulebook.law import AccountKind, FigureNotReadError, FilingStatus, Law, LawYear
from rulebook.rules import (
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
    wash_sale,
    withholding,
)
from rulebook.rules.withholding import Payment

BORN = date(1953, 5, 10)
ONE, TWO, LESS = Decimal(1), Decimal(2), Decimal(-1)
SINGLE = FilingStatus.SINGLE
NEXT_YEAR = roth_ordering.Conversion(2027, ONE)
SPENT = exceptions.Facts(expenses=ONE)
IDLE = excess_contribution.YearOfContributions(ONE, ONE, ONE, ONE)
EMPTIED = excess_contribution.YearOfContributions(ONE, ONE, ONE, ONE, emptied=True)
K401, IRA, SIMPLE, GOV = AccountKind.PLAN_401K, AccountKind.TRADITIONAL_IRA, AccountKind.SIMPLE_IRA, AccountKind.GOVERNMENTAL_457B


@pytest.mark.parametrize(
    ("named", "call"),
    [
        ("taxable_income", lambda law: income_tax.tax_on(law, LESS, SINGLE)),
        ("income", lambda law: income_tax.taxable_income(law, income_tax.Filer(SINGLE), LESS)),
        ("magi", lambda law: income_tax.senior_deduction(law, income_tax.Filer(SINGLE), LESS)),
        ("filers_65_or_over", lambda _: income_tax.Filer(SINGLE, 2)),
        ("blind_filers", lambda _: income_tax.Filer(FilingStatus.MARRIED_FILING_JOINTLY, 2, 3)),
        ("includible", lambda _: early_distribution.base(K401, LESS)),
        ("rolled_in", lambda _: early_distribution.base(GOV, ONE, LESS)),
        ("rolled_in", lambda _: early_distribution.base(GOV, ONE, TWO)),
        ("rolled_in", lambda _: early_distribution.base(K401, TWO, ONE)),
        ("excepted", lambda law: early_distribution.additional_tax(law, K401, ONE, excepted=LESS)),
        ("simple_window", lambda law: early_distribution.rate(law, K401, simple_window=True)),
        ("expenses", lambda _: exceptions.Facts(expenses=LESS)),
        ("agi", lambda _: exceptions.Facts(agi=LESS)),
        ("vested_balance", lambda _: exceptions.Facts(vested_balance=LESS)),
        ("used_before", lambda _: exceptions.Facts(used_before=LESS)),
        ("part", lambda law: exceptions.Claim(law.law.exceptions["medical"], part=LESS)),
        ("base", lambda law: exceptions.allocate(law, K401, LESS, (exceptions.Claim(law.law.exceptions["death"]),))),
        ("claims", lambda law: exceptions.allocate(law, K401, ONE, (exceptions.Claim(law.law.exceptions["death"]),) * 2)),
        ("expenses", lambda law: exceptions.covered(law, IRA, exceptions.Claim(law.law.exceptions["education"]), ONE)),
        ("vested_balance", lambda law: exceptions.covered(law, IRA, exceptions.Claim(law.law.exceptions["emergency"]), ONE)),
        ("expenses", lambda law: exceptions.covered(law, IRA, exceptions.Claim(law.law.exceptions["medical"]), ONE)),
        ("vested_balance", lambda law: exceptions.covered(law, K401, exceptions.Claim(law.law.exceptions["domestic_abuse"]), ONE)),
        ("expenses", lambda law: exceptions.covered(law, K401, exceptions.Claim(law.law.exceptions["long_term_care"]), ONE)),
        ("vested_balance", lambda law: exceptions.covered(law, K401, exceptions.Claim(law.law.exceptions["long_term_care"], SPENT), ONE)),
        ("agi", lambda law: exceptions.covered(law, IRA, exceptions.Claim(law.law.exceptions["medical"], exceptions.Facts(ONE)), ONE)),
        ("amount", lambda law: withholding.withheld(law, K401, LESS, LESS, Payment.ROLLOVER_PAID_TO_YOU)),
        ("includible", lambda law: withholding.withheld(law, K401, ONE, TWO, Payment.ROLLOVER_PAID_TO_YOU)),
        ("payment", lambda law: withholding.withheld(law, IRA, ONE, ONE, Payment.ROLLOVER_PAID_TO_YOU)),
        ("distribution", lambda _: basis_recovery.nontaxable_part(LESS, ONE, ONE)),
        ("distribution", lambda _: basis_recovery.nontaxable_part(TWO, ONE, ONE)),
        ("basis", lambda _: basis_recovery.nontaxable_part(ONE, LESS, ONE)),
        ("balance", lambda _: basis_recovery.nontaxable_part(ONE, ONE, LESS)),
        ("loss", lambda law: capital_losses.use_loss(law, LESS, ONE, SINGLE)),
        ("gains", lambda law: capital_losses.use_loss(law, ONE, LESS, SINGLE)),
        ("fall", lambda _: recovery_from_loss.gain_needed(ONE)),
        ("limit", lambda _: excess_contribution.YearOfContributions(LESS, ONE, ONE, ONE)),
        ("value", lambda _: excess_contribution.YearOfContributions(ONE, ONE, ONE, LESS)),
        ("account", lambda law: excess_contribution.excess_of_year(law, K401, ONE, IDLE)),
        ("brought_in", lambda law: excess_contribution.excess_of_year(law, IRA, LESS, IDLE)),
        ("emptied", lambda law: excess_contribution.excess_of_year(law, IRA, ONE, EMPTIED)),
        ("value_before", lambda _: excess_contribution.adjusted_opening_balance(LESS, ONE)),
        ("value_at_removal", lambda _: excess_contribution.adjusted_closing_balance(LESS, ONE)),
        ("put_in", lambda _: excess_contribution.adjusted_opening_balance(ONE, LESS)),
        ("taken_out", lambda _: excess_contribution.adjusted_closing_balance(ONE, LESS)),
        ("contribution", lambda _: excess_contribution.net_income(ONE - ONE, ONE, ONE)),
        ("contribution", lambda _: excess_contribution.net_income(TWO, ONE, ONE)),
        ("closing", lambda _: excess_contribution.net_income(ONE, ONE, LESS)),
        ("excess", lambda _: excess_contribution.excess_deferral(2026, date(2026, 12, 1), LESS, ONE)),
        ("earnings", lambda _: excess_contribution.excess_deferral(2026, date(2026, 12, 1), ONE, LESS)),
        ("paid", lambda _: excess_contribution.excess_deferral(2026, date(2025, 12, 31), ONE, ONE)),
        ("account", lambda law: contribution_limits.deferral_limit(law, IRA, ONE)),
        ("higher_simple", lambda law: contribution_limits.deferral_limit(law, K401, ONE, higher_simple=True)),
        ("age", lambda law: contribution_limits.deferral_limit(law, K401, LESS)),
        ("compensation", lambda law: contribution_limits.additions_limit(law, LESS)),
        ("compensation", lambda law: contribution_limits.sep_limit(law, LESS)),
        ("compensation", lambda law: contribution_limits.ira_limit(law, ONE, LESS)),
        ("age", lambda law: contribution_limits.ira_limit(law, LESS, ONE)),
        ("own", lambda _: contribution_limits.joint_compensation(LESS, ONE, ONE)),
        ("spouse", lambda _: contribution_limits.joint_compensation(ONE, LESS, ONE)),
        ("spouse_put_in", lambda _: contribution_limits.joint_compensation(ONE, ONE, LESS)),
        ("magi", lambda law: contribution_limits.roth_ira_limit(law, SINGLE, LESS, ONE, ONE)),
        ("to_traditional", lambda law: contribution_limits.roth_ira_limit(law, SINGLE, ONE, ONE, ONE, to_traditional=LESS)),
        ("limit", lambda law: contribution_limits.phased_out(LESS, ONE, contribution_limits.roth_range(law, SINGLE), ONE, ONE)),
        ("lived_apart", lambda law: contribution_limits.roth_ira_limit(law, SINGLE, ONE, ONE, ONE, lived_apart=True)),
        ("magi", lambda law: contribution_limits.ira_deduction_limit(law, SINGLE, LESS, ONE, ONE, covered=False)),
        ("age", lambda law: contribution_limits.ira_deduction_limit(law, SINGLE, ONE, LESS, ONE, covered=False)),
        ("compensation", lambda law: contribution_limits.ira_deduction_limit(law, SINGLE, ONE, ONE, LESS, covered=False)),
        ("spouse_covered", lambda law: contribution_limits.deduction_range(law, SINGLE, covered=False, spouse_covered=True)),
        ("fall", lambda _: recovery_from_loss.gain_needed(LESS)),
        ("distribution", lambda _: rollover.split(LESS, ONE, ONE)),
        ("withheld", lambda _: rollover.split(ONE, TWO, ONE)),
        ("deposited", lambda _: rollover.split(ONE, ONE, TWO)),
        ("basis", lambda _: basis_recovery.never_recovered(LESS, ONE)),
        ("paid_out", lambda _: basis_recovery.never_recovered(ONE, LESS)),
        ("vested", lambda law: plan_loan.limit(law, LESS, ONE, ONE)),
        ("owed", lambda law: plan_loan.limit(law, ONE, LESS, ONE)),
        ("highest", lambda law: plan_loan.limit(law, ONE, ONE, LESS)),
        ("highest", lambda law: plan_loan.limit(law, TWO, TWO, ONE)),
        ("return_due", lambda law: plan_loan.rollover_ends(law, plan_loan.Ending.OFFSET, date(2026, 3, 1), date(2026, 3, 1))),
        ("cash", lambda law: plan_loan.withheld(law, LESS, ONE)),
        ("offset", lambda law: plan_loan.withheld(law, ONE, LESS)),
        ("value", lambda _: employer_stock.pay_out(LESS, ONE)),
        ("cost", lambda _: employer_stock.pay_out(ONE, LESS)),
        ("price", lambda _: employer_stock.sell(employer_stock.pay_out(ONE, ONE), LESS)),
        ("ordinary", lambda law: long_term_gains.tax_on_gain(law, LESS, ONE, SINGLE)),
        ("gain", lambda law: long_term_gains.tax_on_gain(law, ONE, LESS, SINGLE)),
        ("basis", lambda _: wash_sale.buy_back(LESS, LESS, 1, 1, in_ira=True)),
        ("price", lambda _: wash_sale.buy_back(ONE, TWO, 1, 1, in_ira=True)),
        ("sold", lambda _: wash_sale.buy_back(TWO, ONE, 0, 1, in_ira=True)),
        ("bought", lambda _: wash_sale.buy_back(TWO, ONE, 1, -1, in_ira=True)),
        ("state", lambda law: state_additional_tax.additional_tax(law, "PR", ONE, ONE)),
        ("taxed", lambda law: state_additional_tax.additional_tax(law, "CA", LESS, ONE)),
        ("federal_tax", lambda law: state_additional_tax.additional_tax(law, "WI", ONE, LESS)),
        ("age", lambda _: required_distribution.year_attained(BORN, Decimal("70.25"))),
        ("account", lambda _: required_distribution.start(AccountKind.ROTH_IRA, BORN, Decimal(73))),
        ("retired_in", lambda _: required_distribution.start(IRA, BORN, Decimal(73), 2030)),
        ("year", lambda _: required_distribution.last_day(required_distribution.Start(2026), 2025)),
        ("age", lambda law: required_distribution.divisor(law, 71)),
        ("balance", lambda law: required_distribution.required(law, LESS, 73)),
        ("balance", lambda _: required_distribution.by_divisor(LESS, ONE)),
        ("divisor", lambda _: required_distribution.by_divisor(ONE, ONE - ONE)),
        ("required", lambda _: required_distribution.shortfall(LESS, ONE)),
        ("distributed", lambda _: required_distribution.shortfall(ONE, LESS)),
        ("shortfall", lambda law: required_distribution.excise(law, LESS)),
        ("taxable", lambda _: roth_ordering.Conversion(2026, LESS)),
        ("nontaxable", lambda _: roth_ordering.Conversion(2026, ONE, LESS)),
        ("contributions", lambda _: roth_ordering.PutIn(LESS)),
        ("amount", lambda _: roth_ordering.compose(LESS, roth_ordering.PutIn(ONE))),
        ("conversions", lambda law: roth_ordering.recapture(law, roth_ordering.Composition(ONE, (NEXT_YEAR,), ONE))),
        ("home_costs", lambda _: roth_qualification.Reasons(home_costs=LESS)),
        ("home_used_before", lambda _: roth_qualification.Reasons(home_used_before=LESS)),
        ("amount", lambda law: roth_qualification.qualified_part(law, LESS, 2020, roth_qualification.Reasons())),
        ("first_year", lambda law: roth_qualification.qualified_part(law, ONE, 2027, roth_qualification.Reasons())),
        ("first_year", lambda law: roth_qualification.qualified_in_plan(law, 2027, death=True)),
        ("basis", lambda _: form_8606.part_1(basis=LESS, year_end_value=ONE)),
        ("contributions", lambda _: form_8606.part_1(basis=ONE, contributions=LESS, year_end_value=ONE)),
        ("made_after", lambda _: form_8606.part_1(basis=ONE, contributions=ONE, made_after=LESS, year_end_value=ONE)),
        ("year_end_value", lambda _: form_8606.part_1(basis=ONE, year_end_value=LESS)),
        ("outstanding_rollovers", lambda _: form_8606.part_1(basis=ONE, year_end_value=ONE, outstanding_rollovers=LESS)),
        ("distributions", lambda _: form_8606.part_1(basis=ONE, year_end_value=ONE, distributions=LESS)),
        ("converted", lambda _: form_8606.part_1(basis=ONE, year_end_value=ONE, converted=LESS)),
        ("made_after", lambda _: form_8606.part_1(basis=ONE, year_end_value=ONE, contributions=ONE, made_after=TWO)),
        ("places", lambda _: form_8606.part_1(basis=ONE, year_end_value=ONE, places=2)),
        ("basis", lambda _: form_8606.worksheet_1_1(basis=LESS, contributions=ONE, year_end_value=ONE, distributions=ONE)),
        ("contributions", lambda _: form_8606.worksheet_1_1(basis=ONE, contributions=LESS, year_end_value=ONE, distributions=ONE)),
        ("year_end_value", lambda _: form_8606.worksheet_1_1(basis=ONE, contributions=ONE, year_end_value=LESS, distributions=ONE)),
        ("distributions", lambda _: form_8606.worksheet_1_1(basis=ONE, contributions=ONE, year_end_value=ONE, distributions=LESS)),
    ],
)
def test_refused(law: Law, named: str, call: Callable[[LawYear], object]) -> None:
    with pytest.raises(ValueError, match=rf"^{named}\b"):
        call(law.in_year(2026))


def test_a_year_whose_figures_are_not_read_is_refused(law: Law) -> None:
    with pytest.raises(FigureNotReadError, match="income_tax_brackets"):
        income_tax.tax_on(law.in_year(2027), ONE, SINGLE)


def test_required_distributions_before_the_law_read(law: Law) -> None:
    with pytest.raises(FigureNotReadError, match="uniform_lifetime_table"):
        required_distribution.divisor(law.in_year(2021), 75)
    with pytest.raises(FigureNotReadError, match="rmd_correction_years"):
        required_distribution.window_end(law.in_year(2022))
    with pytest.raises(FigureNotReadError, match="rmd_excise_rate"):
        required_distribution.excise(law.in_year(2019), ONE)


def test_no_tax_on_nothing(law: Law) -> None:
    assert income_tax.tax_on(law.in_year(2026), Decimal(0), SINGLE) == 0
    assert early_distribution.additional_tax(law.in_year(2026), SIMPLE, Decimal(0), simple_window=True) == 0
    assert basis_recovery.nontaxable_part(Decimal(0), ONE, Decimal(0)) == 0
