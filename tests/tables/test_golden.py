"""What each table and example says for a fixed year. A change of a figure shows here as a diff."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rulebook.directives import parse_directive
from rulebook.law import Law
from rulebook.tables import EXAMPLES, SPECS, TABLES

COST = "table early-distribution-cost"
CASE = "example early-distribution amount=10000 age=45 status=single income=60000"

ROTH = (
    "contributions=4000 conversion=20000 conversion_basis=5000 conversion_years=4 second_conversion=10000 second_basis=3000 second_years=3"
)

ROTH_MONEY = (
    "contributions=4000 conversion=20000 conversion_basis=5000 conversion_years=4 second_conversion=10000 second_basis=3000 second_years=3"
)
ROTH_WITHDRAWAL = f"example roth-withdrawal amount=50000 {ROTH_MONEY} status=single income=60000"

CASES = {
    "early-distribution-cost": (2026, f"{COST} income=60000"),
    "early-distribution-cost-single": (2026, f"{COST} status=single income=60000 age=45 account=401k"),
    "early-distribution-cost-single-2025": (2025, f"{COST} status=single income=60000 age=45 account=401k"),
    "early-distribution-cost-single-2027": (2027, f"{COST} status=single income=60000 age=45 account=401k"),
    "early-distribution-cost-no-income": (2026, f"{COST} income=0 account=traditional_ira"),
    "early-distribution-cost-457b": (2026, f"{COST} income=60000 account=governmental_457b"),
    "early-distribution-cost-roth-ira": (2026, f"{COST} status=head_of_household income=60000 account=roth_ira"),
    "early-distribution-cost-senior": (2026, f"{COST} status=married_filing_jointly income=60000 age=67"),
    "where-the-dollars-go-single": (2026, "table where-the-dollars-go status=single income=60000 age=45 account=401k"),
    "where-the-dollars-go-ira": (2026, "table where-the-dollars-go status=married_filing_jointly income=60000 age=60 account=sep_ira"),
    "cost-by-age-single": (2026, "chart cost-by-age status=single income=60000"),
    "cost-by-age-457b-2027": (2027, "table cost-by-age status=married_filing_jointly income=0 account=governmental_457b amount=500"),
    "exceptions-matrix": (2026, "table exceptions-matrix"),
    "exceptions-matrix-2025": (2025, "table exceptions-matrix"),
    "exception-caps": (2026, "table exception-caps"),
    "exception-caps-2027": (2027, "table exception-caps"),
    "exception-conditions": (2026, "table exception-conditions"),
    "contribution-limits": (2026, "table contribution-limits"),
    "recovery-from-a-fall": (2026, "table recovery-from-a-fall"),
    "income-tax-rates-single": (2026, "table income-tax-rates status=single"),
    "example-early-distribution": (2026, f"{CASE} account=401k"),
    "example-early-distribution-medical": (2026, f"{CASE} account=401k basis=2000 exception=medical expenses=9000 agi=68000"),
    "example-early-distribution-closed": (2026, f"{CASE} account=401k exception=education expenses=5000"),
    "example-early-distribution-unsettled": (2026, f"{CASE} account=governmental_457b rolled_in=4000 exception=terminal_illness"),
    "example-early-distribution-first-home": (2026, f"{CASE} account=roth_ira exception=first_home expenses=7000"),
    "example-early-distribution-emergency": (2026, f"{CASE} account=403b exception=emergency balance=30000"),
    "example-early-distribution-simple": (2026, f"{CASE} account=simple_ira simple_window=yes"),
    "example-early-distribution-late": (
        2026,
        "example early-distribution amount=10000 age=59.5 status=single income=60000 account=401k",
    ),
    "example-early-distribution-senior": (
        2026,
        "example early-distribution amount=20000 account=traditional_ira age=65 status=single income=60000",
    ),
    "example-pro-rata": (2026, "example pro-rata basis=20000 balance=100000 amount=10000"),
    "example-pro-rata-after-a-fall": (2026, "example pro-rata basis=20000 balance=15000 amount=4000"),
    "example-pro-rata-ira": (2026, "example pro-rata basis=12000 balance=15000 amount=5000 account=traditional_ira"),
    "example-pro-rata-inherited": (2026, "example pro-rata basis=15000 balance=60000 amount=10000 account=traditional_ira inherited=yes"),
    "example-capital-loss": (2026, "example capital-loss loss=12000 gains=2000 status=single"),
    "example-recovery": (2026, "example recovery fall=30"),
    "example-conversion-in-a-fall": (2026, "example conversion-in-a-fall balance=50000 fall=30 status=single income=60000"),
    "example-indirect-rollover": (
        2026,
        "example indirect-rollover amount=10000 rolled_over=8000 account=401k age=42 status=single income=60000",
    ),
    "example-indirect-rollover-whole": (
        2026,
        "example indirect-rollover amount=10000 rolled_over=10000 account=401k age=42 status=single income=60000",
    ),
    "plan-loan-maximum": (2026, "table plan-loan-maximum"),
    "plan-loan-outcomes": (2026, "table plan-loan-outcomes"),
    "example-plan-loan": (2026, "example plan-loan vested=80000 owed=18000 highest=27000"),
    "example-plan-loan-two-readings": (2026, "example plan-loan vested=120000 highest=30000 added_up=50000"),
    "employer-stock-comparison": (2026, "table employer-stock-comparison status=single income=60000"),
    "employer-stock-comparison-early": (2026, "table employer-stock-comparison status=single income=60000 age=50"),
    "employer-stock-comparison-2027": (2027, "table employer-stock-comparison status=married_filing_jointly income=60000 age=66"),
    "example-employer-stock": (2026, "example employer-stock value=100000 cost=20000 status=single income=60000"),
    "example-employer-stock-later": (
        2026,
        "example employer-stock value=100000 cost=20000 price=115000 held_over_a_year=yes age=50 status=single income=60000",
    ),
    "example-employer-stock-fallen": (2026, "example employer-stock value=12000 cost=20000 price=9000 status=single income=60000"),
    "example-employer-stock-loss-carried-over": (
        2026,
        "example employer-stock value=90000 cost=20000 price=12000 held_over_a_year=yes age=50 "
        "status=married_filing_separately income=60000",
    ),
    "example-wash-sale": (2026, "example wash-sale basis=1000 price=600"),
    "example-wash-sale-fewer": (2026, "example wash-sale basis=1000 price=600 bought=25"),
    "example-wash-sale-taxable": (2026, "example wash-sale basis=1000 price=600 buyer=taxable"),
    "withdrawal-at-the-bottom": (2026, "table withdrawal-at-the-bottom"),
    "example-unrecovered-basis": (2026, "example unrecovered-basis basis=20000 balance=15000"),
    "state-additional-taxes": (2026, "table state-additional-taxes"),
    "state-additional-taxes-2024": (2024, "table state-additional-taxes amount=1234.56"),
}


ROTH, DEDUCTION = "table roth-ira-phase-out", "table ira-deduction-phase-out"
EXCESS = "example excess-contribution limit=7500 contributed=8500"
RETURNED = "example returned-contribution contribution=1000 before=20000 put_in=7000"

CASES |= {
    "six-percent-over-the-years": (2026, "table six-percent-over-the-years excess=1000"),
    "six-percent-over-the-years-capped": (2026, "table six-percent-over-the-years excess=7500 value=5000.50"),
    "phase-out-ranges": (2026, "table phase-out-ranges"),
    "phase-out-ranges-2027": (2027, "table phase-out-ranges"),
    "roth-ira-phase-out-single": (2026, f"{ROTH} status=single"),
    "roth-ira-phase-out-joint-2025": (2025, f"{ROTH} status=married_filing_jointly"),
    "roth-ira-phase-out-separate-2027": (2027, f"{ROTH} status=married_filing_separately"),
    "roth-ira-phase-out-apart": (2026, f"{ROTH} status=married_filing_separately apart=yes"),
    "ira-deduction-phase-out-single": (2026, f"{DEDUCTION} status=single"),
    "ira-deduction-phase-out-joint": (2026, f"{DEDUCTION} status=married_filing_jointly"),
    "ira-deduction-phase-out-spouse": (2026, f"{DEDUCTION} status=married_filing_jointly covered=spouse"),
    "ira-deduction-phase-out-separate": (2026, f"{DEDUCTION} status=married_filing_separately covered=spouse"),
    "deferral-limits-by-age": (2026, "table deferral-limits-by-age"),
    "deferral-limits-by-age-2024": (2024, "table deferral-limits-by-age"),
    "example-excess-contribution-left": (2026, f"{EXCESS} account=roth_ira years=3 value=500.25"),
    "example-excess-contribution-withdrawn": (2026, f"{EXCESS} account=roth_ira years=3 end=withdrawn"),
    "example-excess-contribution-absorbed": (2026, f"{EXCESS} account=traditional_ira years=2 end=absorbed"),
    "example-returned-contribution": (2026, f"{RETURNED} at_removal=28250"),
    "example-returned-contribution-at-a-loss": (2026, f"{RETURNED} at_removal=22000 taken_out=1000"),
    "example-excess-deferral": (2026, "example excess-deferral excess=2000 earnings=150"),
    "example-roth-ira-limit": (2026, "example roth-ira-limit income=160000 status=single"),
    "example-roth-ira-limit-both-iras": (
        2026,
        "example roth-ira-limit income=246500 status=married_filing_jointly age=52 compensation=8000 to_traditional=5000",
    ),
}


REQUIRED, MISSED = "example required-distribution balance=500000", "example missed-required-distribution required=18867.92"

CASES |= {
    "required-distribution-ages": (2026, "table required-distribution-ages"),
    "uniform-lifetime-table": (2026, "table uniform-lifetime-table"),
    "missed-required-distribution": (2026, "table missed-required-distribution"),
    "example-required-distribution": (2026, f"{REQUIRED} born=1951-11-24 year=2026"),
    "example-required-distribution-first": (2026, f"{REQUIRED} born=1953-05-10 year=2026"),
    "example-required-distribution-first-two": (2026, f"{REQUIRED} born=1953-05-10 year=2026 next_balance=520000"),
    "example-required-distribution-plan": (2026, f"{REQUIRED} born=1940-01-31 year=2022 account=403b"),
    "example-missed-required-distribution": (2026, f"{MISSED} distributed=5000 due=2026-12-31"),
    "example-missed-required-distribution-corrected": (2026, f"{MISSED} due=2027-04-01 corrected=2029-12-31"),
    "example-missed-required-distribution-late": (2026, f"{MISSED} due=2025-12-31 corrected=2028-01-01"),
    "example-missed-required-distribution-half": (2026, f"{MISSED} due=2022-12-31 corrected=2023-03-01"),
    "what-comes-out-of-a-roth-ira": (2026, f"table what-comes-out-of-a-roth-ira balance=60000 {ROTH_MONEY} opened_years=4"),
    "roth-five-year-clocks": (2026, "table roth-five-year-clocks"),
    "example-roth-withdrawal": (
        2026,
        f"example roth-withdrawal amount=33000 {ROTH_MONEY} opened_years=4 age=53 status=single income=60000",
    ),
    "example-roth-withdrawal-earnings-2027": (
        2027,
        f"{ROTH_WITHDRAWAL} opened_years=9 age=53 exception=medical expenses=9000",
    ),
    "example-roth-withdrawal-first-home": (
        2026,
        "example roth-withdrawal amount=30000 contributions=8000 conversion=6000 conversion_years=2 opened_years=9 age=40 "
        "status=married_filing_jointly income=90000 exception=first_home expenses=12000 used_before=1000",
    ),
    "example-roth-withdrawal-late": (
        2026,
        f"{ROTH_WITHDRAWAL} opened_years=4 age=67",
    ),
    "example-roth-withdrawal-qualified": (
        2026,
        f"{ROTH_WITHDRAWAL} opened_years=5 age=45 exception=disability",
    ),
    "example-form-8606": (2026, "example form-8606 basis=2000 contributions=7500 balance=70000 amount=5000 converted=10000"),
    "example-form-8606-exact": (2026, "example form-8606 basis=1950 balance=1374.53 amount=6100 share=exact"),
    "example-designated-roth": (2026, "example designated-roth amount=5000 contributions=9400 balance=10000 opened_years=2"),
    "example-designated-roth-qualified": (
        2026,
        "example designated-roth amount=5000 contributions=9000 balance=10000.01 opened_years=5 account=403b age=60",
    ),
    "example-designated-roth-457b": (
        2026,
        "example designated-roth amount=5000 contributions=9400 balance=10000 opened_years=2 account=governmental_457b",
    ),
}


EQUAL, BROKEN = "example equal-payments balance=400000 age=50", "example broken-equal-payments"

CASES |= {
    "equal-payments-by-age": (2026, "table equal-payments-by-age balance=400000"),
    "equal-payments-by-age-uniform": (2026, "table equal-payments-by-age table=uniform rate=4.5"),
    "example-equal-payments": (2026, f"{EQUAL} rate=4"),
    "example-equal-payments-second-year": (2026, f"{EQUAL} method=required-minimum next_balance=408304"),
    "example-equal-payments-above-the-floor": (2026, f"{EQUAL} method=annuitization rate=5.23"),
    "example-broken-equal-payments": (2026, f"{BROKEN} balance=400000 age=50 payments=4"),
    "example-broken-equal-payments-after-59-half": (2026, f"{BROKEN} balance=400000 age=58 payments=4 method=annuitization account=401k"),
    "example-broken-equal-payments-simple": (
        2026,
        f"{BROKEN} balance=100000 age=57 payments=3 account=simple_ira in_simple_window=2",
    ),
    "tax-table-against-schedules-single": (2026, "table tax-table-against-schedules status=single"),
    "tax-table-against-schedules-joint-2027": (2027, "table tax-table-against-schedules status=married_filing_jointly"),
    "example-early-distribution-by-tax-table": (2026, f"{CASE} account=401k convention=tax-table"),
    "early-distribution-cost-by-tax-table": (2026, f"{COST} income=60000 convention=tax-table"),
}


@pytest.mark.parametrize("name", CASES)
def test_says(name: str, law: Law, golden: Callable[[str, str], None]) -> None:
    year, text = CASES[name]
    directive = parse_directive(f"::: {text}")
    specs = SPECS[directive.kind]
    golden(name, specs[directive.name].build(law, year, directive.options).to_markdown())


def test_every_table_and_example_has_a_golden_file() -> None:
    shown = {("example" if text.startswith("example") else "table", text.split()[1]) for _, text in CASES.values()}
    assert shown == {("table", name) for name in TABLES} | {("example", name) for name in EXAMPLES}
