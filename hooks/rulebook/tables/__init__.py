"""Tables and worked examples, one a module: the law, a year and options in, a `Table` out.

To add one, write its module with a `SPEC` and name it here; a golden file in tests/tables holds what it says.
"""

from __future__ import annotations

from collections.abc import Mapping

from rulebook.tables import (
    contribution_limits,
    cost_by_age,
    deferral_limits_by_age,
    early_distribution_cost,
    employer_stock_comparison,
    equal_payments_by_age,
    example_broken_equal_payments,
    example_capital_loss,
    example_conversion_in_a_fall,
    example_designated_roth,
    example_early_distribution,
    example_employer_stock,
    example_equal_payments,
    example_excess_contribution,
    example_excess_deferral,
    example_form_8606,
    example_indirect_rollover,
    example_missed_required_distribution,
    example_plan_loan,
    example_pro_rata,
    example_recovery,
    example_required_distribution,
    example_returned_contribution,
    example_roth_ira_limit,
    example_roth_withdrawal,
    example_unrecovered_basis,
    example_wash_sale,
    exception_caps,
    exception_conditions,
    exceptions_matrix,
    income_tax_rates,
    ira_deduction_phase_out,
    missed_required_distribution,
    phase_out_ranges,
    plan_loan_maximum,
    plan_loan_outcomes,
    recovery_from_a_fall,
    required_distribution_ages,
    roth_five_year_clocks,
    roth_ira_phase_out,
    six_percent_over_the_years,
    state_additional_taxes,
    tax_table_against_schedules,
    uniform_lifetime_table,
    what_comes_out_of_a_roth_ira,
    where_the_dollars_go,
    withdrawal_at_the_bottom,
)
from rulebook.tables.model import Spec

TABLES: Mapping[str, Spec] = {
    "early-distribution-cost": early_distribution_cost.SPEC,
    "cost-by-age": cost_by_age.SPEC,
    "where-the-dollars-go": where_the_dollars_go.SPEC,
    "exceptions-matrix": exceptions_matrix.SPEC,
    "exception-caps": exception_caps.SPEC,
    "exception-conditions": exception_conditions.SPEC,
    "contribution-limits": contribution_limits.SPEC,
    "recovery-from-a-fall": recovery_from_a_fall.SPEC,
    "income-tax-rates": income_tax_rates.SPEC,
    "six-percent-over-the-years": six_percent_over_the_years.SPEC,
    "phase-out-ranges": phase_out_ranges.SPEC,
    "roth-ira-phase-out": roth_ira_phase_out.SPEC,
    "ira-deduction-phase-out": ira_deduction_phase_out.SPEC,
    "deferral-limits-by-age": deferral_limits_by_age.SPEC,
    "plan-loan-maximum": plan_loan_maximum.SPEC,
    "plan-loan-outcomes": plan_loan_outcomes.SPEC,
    "employer-stock-comparison": employer_stock_comparison.SPEC,
    "withdrawal-at-the-bottom": withdrawal_at_the_bottom.SPEC,
    "state-additional-taxes": state_additional_taxes.SPEC,
    "required-distribution-ages": required_distribution_ages.SPEC,
    "uniform-lifetime-table": uniform_lifetime_table.SPEC,
    "missed-required-distribution": missed_required_distribution.SPEC,
    "equal-payments-by-age": equal_payments_by_age.SPEC,
    "tax-table-against-schedules": tax_table_against_schedules.SPEC,
    "what-comes-out-of-a-roth-ira": what_comes_out_of_a_roth_ira.SPEC,
    "roth-five-year-clocks": roth_five_year_clocks.SPEC,
}
"""What `::: table NAME` shows."""

CHARTS: Mapping[str, Spec] = {name: spec for name, spec in TABLES.items() if spec.charted}
"""What `::: chart NAME` draws, with the table beneath."""

EXAMPLES: Mapping[str, Spec] = {
    "early-distribution": example_early_distribution.SPEC,
    "pro-rata": example_pro_rata.SPEC,
    "capital-loss": example_capital_loss.SPEC,
    "recovery": example_recovery.SPEC,
    "conversion-in-a-fall": example_conversion_in_a_fall.SPEC,
    "indirect-rollover": example_indirect_rollover.SPEC,
    "excess-contribution": example_excess_contribution.SPEC,
    "returned-contribution": example_returned_contribution.SPEC,
    "excess-deferral": example_excess_deferral.SPEC,
    "roth-ira-limit": example_roth_ira_limit.SPEC,
    "plan-loan": example_plan_loan.SPEC,
    "employer-stock": example_employer_stock.SPEC,
    "wash-sale": example_wash_sale.SPEC,
    "unrecovered-basis": example_unrecovered_basis.SPEC,
    "required-distribution": example_required_distribution.SPEC,
    "missed-required-distribution": example_missed_required_distribution.SPEC,
    "equal-payments": example_equal_payments.SPEC,
    "broken-equal-payments": example_broken_equal_payments.SPEC,
    "roth-withdrawal": example_roth_withdrawal.SPEC,
    "form-8606": example_form_8606.SPEC,
    "designated-roth": example_designated_roth.SPEC,
}
"""What `::: example NAME` works out."""

SPECS: Mapping[str, Mapping[str, Spec]] = {"table": TABLES, "chart": CHARTS, "example": EXAMPLES}
"""The kinds of directive that show a table, and the names each knows."""
