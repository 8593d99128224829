"""Tables and worked examples, one a module: the law, a year and options in, a `Table` out.

To add one, write its module with a `SPEC` and name it here; a golden file in tests/tables holds what it says.
"""

from __future__ import annotations

from collections.abc import Mapping

from rulebook.tables import (
    contribution_limits,
    early_distribution_cost,
    example_capital_loss,
    example_conversion_in_a_fall,
    example_early_distribution,
    example_indirect_rollover,
    example_pro_rata,
    example_recovery,
    exception_caps,
    exception_conditions,
    exceptions_matrix,
    income_tax_rates,
    recovery_from_a_fall,
    where_the_dollars_go,
)
from rulebook.tables.model import Spec

TABLES: Mapping[str, Spec] = {
    "early-distribution-cost": early_distribution_cost.SPEC,
    "where-the-dollars-go": where_the_dollars_go.SPEC,
    "exceptions-matrix": exceptions_matrix.SPEC,
    "exception-caps": exception_caps.SPEC,
    "exception-conditions": exception_conditions.SPEC,
    "contribution-limits": contribution_limits.SPEC,
    "recovery-from-a-fall": recovery_from_a_fall.SPEC,
    "income-tax-rates": income_tax_rates.SPEC,
}
"""What `::: table NAME` shows."""

EXAMPLES: Mapping[str, Spec] = {
    "early-distribution": example_early_distribution.SPEC,
    "pro-rata": example_pro_rata.SPEC,
    "capital-loss": example_capital_loss.SPEC,
    "recovery": example_recovery.SPEC,
    "conversion-in-a-fall": example_conversion_in_a_fall.SPEC,
    "indirect-rollover": example_indirect_rollover.SPEC,
}
"""What `::: example NAME` works out."""
