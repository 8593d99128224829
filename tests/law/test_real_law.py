"""The real law files: no problem, plausible values, and figures typed here a second time from the sources.

A figure that is entered wrong must be entered wrong twice to pass. New years are added to the tables below.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from rulebook.figures import FigureError, law_figure
from rulebook.law import AccountKind, Answer, CapKind, FilingStatus, Law, Parameter
from rulebook.law_files import parse_law

RATES = [Decimal(rate) / 100 for rate in (10, 12, 22, 24, 32, 35, 37)]

# Taxable income above which each rate after the first begins: Rev. Proc. 2023-34, 2024-40 and 2025-32.
THRESHOLDS = {
    2024: {
        "single": (11_600, 47_150, 100_525, 191_950, 243_725, 609_350),
        "married_filing_jointly": (23_200, 94_300, 201_050, 383_900, 487_450, 731_200),
        "married_filing_separately": (11_600, 47_150, 100_525, 191_950, 243_725, 365_600),
        "head_of_household": (16_550, 63_100, 100_500, 191_950, 243_700, 609_350),
        "qualifying_surviving_spouse": (23_200, 94_300, 201_050, 383_900, 487_450, 731_200),
    },
    2025: {
        "single": (11_925, 48_475, 103_350, 197_300, 250_525, 626_350),
        "married_filing_jointly": (23_850, 96_950, 206_700, 394_600, 501_050, 751_600),
        "married_filing_separately": (11_925, 48_475, 103_350, 197_300, 250_525, 375_800),
        "head_of_household": (17_000, 64_850, 103_350, 197_300, 250_500, 626_350),
        "qualifying_surviving_spouse": (23_850, 96_950, 206_700, 394_600, 501_050, 751_600),
    },
    2026: {
        "single": (12_400, 50_400, 105_700, 201_775, 256_225, 640_600),
        "married_filing_jointly": (24_800, 100_800, 211_400, 403_550, 512_450, 768_700),
        "married_filing_separately": (12_400, 50_400, 105_700, 201_775, 256_225, 384_350),
        "head_of_household": (17_700, 67_450, 105_700, 201_750, 256_200, 640_600),
        "qualifying_surviving_spouse": (24_800, 100_800, 211_400, 403_550, 512_450, 768_700),
    },
}

STANDARD_DEDUCTIONS = {
    2024: {"single": 14_600, "married_filing_jointly": 29_200, "married_filing_separately": 14_600, "head_of_household": 21_900},
    2025: {"single": 15_750, "married_filing_jointly": 31_500, "married_filing_separately": 15_750, "head_of_household": 23_625},
    2026: {"single": 16_100, "married_filing_jointly": 32_200, "married_filing_separately": 16_100, "head_of_household": 24_150},
}
ADDITIONAL_DEDUCTIONS = {2024: (1_950, 1_550), 2025: (2_000, 1_600), 2026: (2_050, 1_650)}
"""Unmarried (single, head of household), and all others."""

YEARLY = {
    "elective_deferral_limit": {2024: 23_000, 2025: 23_500, 2026: 24_500},
    "catch_up_limit": {2024: 7_500, 2025: 7_500, 2026: 8_000},
    "catch_up_limit_60_to_63": {2025: 11_250, 2026: 11_250},
    "roth_catch_up_wage_threshold": {2026: 150_000},
    "annual_additions_limit": {2024: 69_000, 2025: 70_000, 2026: 72_000},
    "compensation_limit": {2024: 345_000, 2025: 350_000, 2026: 360_000},
    "ira_contribution_limit": {2024: 7_000, 2025: 7_000, 2026: 7_500},
    "ira_catch_up_limit": {2024: 1_000, 2025: 1_000, 2026: 1_100},
    "simple_deferral_limit": {2024: 16_000, 2025: 16_500, 2026: 17_000},
    "simple_deferral_limit_higher": {2024: 17_600, 2025: 17_600, 2026: 18_100},
    "simple_catch_up_limit": {2024: 3_500, 2025: 3_500, 2026: 4_000},
    "simple_catch_up_limit_higher": {2024: 3_850, 2025: 3_850, 2026: 3_850},
    "simple_catch_up_limit_60_to_63": {2025: 5_250, 2026: 5_250},
    "qcd_limit": {2024: 105_000, 2025: 108_000, 2026: 111_000},
    "domestic_abuse_cap": {2024: 10_000, 2025: 10_300, 2026: 10_500},
    "plesa_contribution_cap": {2024: 2_500, 2025: 2_500, 2026: 2_600},
    "long_term_care_cap": {2026: 2_600},
}

BY_LAW = {
    "early_distribution_rate": "0.10",
    "simple_early_distribution_rate": "0.25",
    "simple_window_years": "2",
    "early_distribution_age": "59.5",
    "separation_age": "55",
    "public_safety_age": "50",
    "public_safety_service_years": "25",
    "first_home_lifetime_cap": "10000",
    "first_home_use_days": "120",
    "first_home_no_ownership_years": "2",
    "birth_adoption_cap": "5000",
    "birth_adoption_window_years": "1",
    "emergency_cap": "1000",
    "emergency_balance_kept": "1000",
    "domestic_abuse_balance_share": "0.5",
    "disaster_cap": "22000",
    "disaster_window_days": "180",
    "long_term_care_balance_share": "0.1",
    "terminal_illness_months": "84",
    "repayment_years": "3",
    "reservist_days": "179",
    "reservist_repayment_years": "2",
    "unemployment_weeks": "12",
    "auto_enrollment_withdrawal_days": "90",
    "sepp_years": "5",
    "sepp_interest_floor": "0.05",
    "tax_table_limit": "100000",
    "rollover_withholding_rate": "0.20",
    "nonperiodic_withholding_rate": "0.10",
    "rollover_days": "60",
    "wash_sale_days": "30",
    "medical_expense_floor": "0.075",
    "senior_deduction": "6000",
    "senior_deduction_phase_out_rate": "0.06",
    "rmd_excise_rate": "0.25",
    "rmd_excise_rate_corrected": "0.10",
    "excess_contribution_rate": "0.06",
    "rmd_age": "73",
    "rmd_age_born_1960_or_later": "75",
    "plan_loan_cap": "50000",
    "plan_loan_floor": "10000",
    "plan_loan_vested_share": "0.5",
    "plan_loan_years": "5",
    "phase_out_floor": "200",
    "phase_out_step": "10",
    "catch_up_age": "50",
    "higher_catch_up_age_from": "60",
    "higher_catch_up_age_to": "63",
    "sep_contribution_share": "0.25",
    "rmd_age_born_july_1949_to_1950": "72",
    "rmd_age_born_before_july_1949": "70.5",
    "joint_table_age_gap": "10",
    "rmd_correction_years": "2",
    "roth_qualified_years": "5",
    "roth_conversion_years": "5",
    "designated_roth_years": "5",
}

RANGES = {
    "roth_ira_phase_out": {
        2024: {"unmarried": (146_000, 161_000), "joint": (230_000, 240_000), "separate": (0, 10_000)},
        2025: {"unmarried": (150_000, 165_000), "joint": (236_000, 246_000), "separate": (0, 10_000)},
        2026: {"unmarried": (153_000, 168_000), "joint": (242_000, 252_000), "separate": (0, 10_000)},
    },
    "ira_deduction_phase_out": {
        2024: {"unmarried": (77_000, 87_000), "joint": (123_000, 143_000), "separate": (0, 10_000)},
        2025: {"unmarried": (79_000, 89_000), "joint": (126_000, 146_000), "separate": (0, 10_000)},
        2026: {"unmarried": (81_000, 91_000), "joint": (129_000, 149_000), "separate": (0, 10_000)},
    },
    "ira_deduction_phase_out_spouse": {
        2024: {"joint": (230_000, 240_000), "separate": (0, 10_000)},
        2025: {"joint": (236_000, 246_000), "separate": (0, 10_000)},
        2026: {"joint": (242_000, 252_000), "separate": (0, 10_000)},
    },
}

# 26 CFR 1.401(a)(9)-9(c), ages 72 to 120 and over.
UNIFORM_LIFETIME = (
    "27.4 26.5 25.5 24.6 23.7 22.9 22.0 21.1 20.2 19.4 18.5 17.7 16.8 16.0 15.2 14.4 13.7 12.9 12.2 11.5 10.8 10.1 9.5 8.9 8.4 "
    "7.8 7.3 6.8 6.4 6.0 5.6 5.2 4.9 4.6 4.3 4.1 3.9 3.7 3.5 3.4 3.3 3.1 3.0 2.9 2.8 2.7 2.5 2.3 2.0"
)

PLAUSIBLE: dict[str, tuple[float, float]] = {
    "usd": (10, 1_000_000),
    "rate": (0.01, 0.5),
    "age": (50, 76),
    "years": (1, 25),
    "days": (30, 180),
    "months": (12, 84),
    "weeks": (12, 12),
}


def test_every_law_file_parses_without_a_problem(content: dict[str, str]) -> None:
    texts = {f"content/{path}": text for path, text in content.items() if path.startswith("law/")}
    assert len(texts) >= 8
    _, problems = parse_law(texts)
    assert not problems, "\n".join(map(str, problems))


@pytest.mark.parametrize("year", THRESHOLDS)
def test_brackets(law: Law, year: int) -> None:
    for status in FilingStatus:
        brackets = law.in_year(year).brackets("income_tax_brackets", status)
        assert [bracket.rate for bracket in brackets] == RATES
        assert [int(bracket.over) for bracket in brackets] == [0, *THRESHOLDS[year][status]]


@pytest.mark.parametrize("year", STANDARD_DEDUCTIONS)
def test_standard_deductions(law: Law, year: int) -> None:
    expected = STANDARD_DEDUCTIONS[year]
    unmarried, others = ADDITIONAL_DEDUCTIONS[year]
    for status in FilingStatus:
        like = "married_filing_jointly" if status is FilingStatus.QUALIFYING_SURVIVING_SPOUSE else status.value
        assert law.in_year(year).amount("standard_deduction", status) == expected[like]
        additional = unmarried if status in (FilingStatus.SINGLE, FilingStatus.HEAD_OF_HOUSEHOLD) else others
        assert law.in_year(year).amount("additional_standard_deduction", status) == additional


@pytest.mark.parametrize("figure", YEARLY)
def test_yearly_figures(law: Law, figure: str) -> None:
    assert law.parameters[figure].yearly
    for year, amount in YEARLY[figure].items():
        assert law.in_year(year).amount(figure) == amount


@pytest.mark.parametrize("figure", RANGES)
def test_ranges(law: Law, figure: str) -> None:
    for year, groups in RANGES[figure].items():
        assert {group.value: (int(span.start), int(span.end)) for group, span in (law.ranges[figure].values[year] or {}).items()} == groups


def test_ranges_keep_their_width_and_rise_slowly(law: Law) -> None:
    """The statute fixes the width; only the start follows the cost of living."""
    for found in law.ranges.values():
        for before, after in pairwise(year for year in found.values.values() if year is not None):
            for group, span in before.items():
                assert span.end - span.start == after[group].end - after[group].start
                assert span.start <= after[group].start <= span.start * Decimal("1.1")


def test_uniform_lifetime_table(law: Law) -> None:
    rows = law.age_tables["uniform_lifetime_table"].rows(2026)
    assert list(rows) == list(range(72, 121))
    assert list(rows.values()) == [Decimal(divisor) for divisor in UNIFORM_LIFETIME.split()]
    assert all(before > after for before, after in pairwise(rows.values()))


def test_a_table_by_age_is_no_figure_of_a_sentence(law: Law) -> None:
    with pytest.raises(FigureError, match="is a table by age") as error:
        law_figure("uniform_lifetime_table", law, 2026)
    assert "uniform-lifetime-table" in error.value.hint


def test_the_old_rate_on_a_missed_distribution(law: Law) -> None:
    rates = [law.in_year(year).amount("rmd_excise_rate") for year in (2020, 2022, 2023, 2026)]
    assert rates == [Decimal("0.5"), Decimal("0.5"), Decimal("0.25"), Decimal("0.25")]
    assert [law.in_year(year).applies("rmd_excise_rate_corrected") for year in (2022, 2023)] == [False, True]


@pytest.mark.parametrize("figure", BY_LAW)
def test_figures_fixed_by_law(law: Law, figure: str) -> None:
    assert not law.parameters[figure].yearly
    assert law.in_year(2026).amount(figure) == Decimal(BY_LAW[figure])


def test_figures_fixed_by_law_that_differ_by_status(law: Law) -> None:
    dated = law.in_year(2026)
    for status in FilingStatus:
        apart, together = status is FilingStatus.MARRIED_FILING_SEPARATELY, status is FilingStatus.MARRIED_FILING_JOINTLY
        assert dated.amount("capital_loss_limit", status) == (1_500 if apart else 3_000)
        if not apart:
            assert dated.amount("senior_deduction_phase_out_start", status) == (150_000 if together else 75_000)


def test_figures_that_end(law: Law) -> None:
    assert [law.in_year(year).applies("senior_deduction") for year in (2024, 2025, 2028, 2029)] == [False, True, True, False]
    assert [law.in_year(year).applies("misc_itemized_floor") for year in (2017, 2018, 2026)] == [True, False, False]
    assert law.in_year(2017).amount("misc_itemized_floor") == Decimal("0.02")


def test_nothing_is_invented_for_a_year_not_read(law: Law) -> None:
    """No figure of 2027 that varies yearly has been read. When one is, it moves to the tables above."""
    for figure in ("income_tax_brackets", "standard_deduction", *YEARLY, *RANGES):
        assert law.figure(figure).known[2027] is False
        assert law.figure(figure).as_of is not None


def _values(parameter: Parameter) -> list[Decimal]:
    return [value for year in parameter.values.values() if year is not None for value in year.values()]


OF_THEIR_OWN_KIND = {
    "sepp_mid_term_multiple": (Decimal(1), Decimal("1.5")),
    "social_security_top_share": (Decimal("0.85"), Decimal("0.85")),  # 86(a)(2)(B): no tax rate, but a share of the benefits
    "estimated_tax_share_of_this_year": (Decimal("0.90"), Decimal("0.90")),  # 6654(d)(1)(B), (C): shares of a whole tax
    "estimated_tax_share_of_last_year": (Decimal(1), Decimal(1)),
    "bankruptcy_ira_cap": (Decimal(1_500_000), Decimal(2_500_000)),  # 11 U.S.C. 522(n): a million in 2005, adjusted every three years
    "estimated_tax_share_of_last_year_high_income": (Decimal("1.10"), Decimal("1.10")),
}


def test_values_are_plausible(law: Law) -> None:
    for parameter in law.parameters.values():
        low, high = OF_THEIR_OWN_KIND.get(parameter.id, PLAUSIBLE[parameter.unit])
        values = _values(parameter)
        if parameter.id in ("social_security_base_amount", "social_security_adjusted_base_amount"):
            values.remove(Decimal(0))  # 86(c)(1)(C), (2)(C): nothing for a spouse who files separately
        for value in values:
            assert low <= value <= high, f"{parameter.id}: {value}"


def test_yearly_figures_rise_slowly(law: Law) -> None:
    """Indexing never lowers a figure, and a jump above a quarter in a year is a slip of a digit."""
    for parameter in law.parameters.values():
        if parameter.yearly:
            for before, after in pairwise(year for year in parameter.values.values() if year is not None):
                for status, value in before.items():
                    assert value <= after[status] <= value * Decimal("1.25"), parameter.id
    schedule = law.schedules["income_tax_brackets"]
    for earlier, later in pairwise(year for year in schedule.values.values() if year is not None):
        for status in FilingStatus:
            for old, new in zip(earlier[status], later[status], strict=True):
                assert old.over <= new.over <= old.over * Decimal("1.25")


def test_surviving_spouse_uses_the_joint_schedule(law: Law) -> None:
    joint, surviving = FilingStatus.MARRIED_FILING_JOINTLY, FilingStatus.QUALIFYING_SURVIVING_SPOUSE
    for year in THRESHOLDS:
        dated = law.in_year(year)
        assert dated.brackets("income_tax_brackets", joint) == dated.brackets("income_tax_brackets", surviving)
        assert dated.amount("standard_deduction", joint) == dated.amount("standard_deduction", surviving)


def test_every_exception_answers_for_every_account_with_an_authority(law: Law) -> None:
    for exception in law.exceptions.values():
        assert list(exception.cells) == list(AccountKind), exception.id
        assert all(cell.sources for cell in exception.cells.values()), exception.id


@pytest.mark.parametrize(
    ("exception", "plan", "ira"),
    [
        ("age_59_half", Answer.YES, Answer.YES),
        ("separation_55", Answer.YES, Answer.NO),
        ("medical", Answer.YES, Answer.YES),
        ("qdro", Answer.YES, Answer.NO),
        ("health_insurance_unemployed", Answer.NO, Answer.YES),
        ("education", Answer.NO, Answer.YES),
        ("first_home", Answer.NO, Answer.YES),
        ("birth_adoption", Answer.YES, Answer.YES),
        ("levy", Answer.YES, Answer.YES),
        ("long_term_care", Answer.YES, Answer.NO),
        ("corrective_ira", Answer.CANNOT_ARISE, Answer.YES),
        ("phased_retirement", Answer.CANNOT_ARISE, Answer.CANNOT_ARISE),
    ],
)
def test_answers_for_a_401k_and_an_ira(law: Law, exception: str, plan: Answer, ira: Answer) -> None:
    cells = law.exceptions[exception].cells
    assert (cells[AccountKind.PLAN_401K].answer, cells[AccountKind.TRADITIONAL_IRA].answer) == (plan, ira)


def test_form_5329_numbers(law: Law) -> None:
    """The list of the 2025 instructions, without 14 and 16, which no account here can use."""
    numbers = {e.id: e.form_5329 for e in law.exceptions.values() if e.form_5329}
    assert numbers == {
        "separation_55": "01", "public_safety_50": "01", "sepp": "02", "disability": "03", "death": "04", "medical": "05", "qdro": "06",
        "health_insurance_unemployed": "07", "education": "08", "first_home": "09", "levy": "10", "reservist": "11", "age_59_half": "12",
        "gov_457b": "13", "esop_dividends": "15", "phased_retirement": "17", "auto_enroll_90_day": "18", "birth_adoption": "19",
        "terminal_illness": "20", "corrective_ira": "21", "domestic_abuse": "22", "emergency": "23",
    }  # fmt: skip


def test_caps_of_exceptions(law: Law) -> None:
    kinds = {e.id: e.cap.kind for e in law.exceptions.values() if e.cap.kind is not CapKind.NONE}
    assert kinds == {
        "medical": CapKind.EXPENSES_OVER_AGI_SHARE,
        "health_insurance_unemployed": CapKind.EXPENSES,
        "education": CapKind.EXPENSES,
        "first_home": CapKind.LIFETIME_AMOUNT,
        "birth_adoption": CapKind.AMOUNT,
        "emergency": CapKind.AMOUNT_OR_EXCESS_BALANCE,
        "domestic_abuse": CapKind.AMOUNT_OR_SHARE,
        "disaster": CapKind.AMOUNT,
        "gov_457b": CapKind.OUTSIDE_THE_TAX,
        "long_term_care": CapKind.EXPENSES_AMOUNT_OR_SHARE,
    }
