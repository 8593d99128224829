"""The law that calculators get: whole numbers, the same as in content/law/, with nothing left out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

import pytest

from rulebook.calculators import CALCULATORS, REASONS, Json, basis_points, cents, early_withdrawal, half_years, scripts, which_exception
from rulebook.law import AccountKind, FilingStatus, Law
from rulebook.site import Site
from support import CONTENT, ROOT


def numbers(value: Json) -> Iterator[object]:
    if isinstance(value, dict):
        for part in value.values():
            yield from numbers(part)
    elif isinstance(value, list):
        for part in value:
            yield from numbers(part)
    elif not isinstance(value, str | bool | None):
        yield value


@pytest.mark.parametrize("name", CALCULATORS)
@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
def test_the_data_is_plain_and_whole(name: str, year: int, law: Law) -> None:
    data = CALCULATORS[name].build(law, year)
    assert json.loads(json.dumps(data)) == data
    assert all(type(number) is int for number in numbers(data))


def test_figures_are_those_of_the_law(law: Law) -> None:
    data = json.loads(json.dumps(early_withdrawal(law, 2026)))
    assert data["statuses"]["single"]["standard_deduction"] == 16_100_00
    assert data["statuses"]["single"]["brackets"][:2] == [[0, 1000], [12_400_00, 1200]]
    assert data["statuses"]["married_filing_separately"]["senior_start"] is None
    assert data["exceptions"]["medical"]["share"] == 750
    assert data["exceptions"]["domestic_abuse"]["figure"] == 10_500_00
    assert data["age_59_half"] == 119
    assert data["exceptions"]["education"]["closed"]["401k"] == "not open to a 401(k)"
    assert "traditional_ira" not in data["exceptions"]["education"]["closed"]
    assert set(data["statuses"]) == set(FilingStatus)
    assert set(data["accounts"]) == set(AccountKind)


def test_a_year_that_was_not_read_is_said_to_be_another(law: Law) -> None:
    data = json.loads(json.dumps(early_withdrawal(law, 2027)))
    assert data["year"] == 2026
    assert "2027 are not in this reference yet" in data["notes"]["year"][0]


def test_before_it_began_there_is_no_senior_deduction(law: Law) -> None:
    data = json.loads(json.dumps(early_withdrawal(law, 2024)))
    assert data["senior_deduction"] == 0
    assert data["statuses"]["single"]["senior_start"] is None
    assert "senior_deduction" not in data["laws"]


def test_an_exception_that_begins_within_the_year_is_not_claimed_but_shown(law: Law) -> None:
    cost, which = json.loads(json.dumps([early_withdrawal(law, 2025), which_exception(law, 2025)]))
    assert cost["exceptions"]["long_term_care"]["closed"]["401k"] == "not in force all year, so not counted"
    assert which["exceptions"]["long_term_care"]["since"] == "From December 30, 2025"


def test_every_exception_is_found_by_some_reason(law: Law) -> None:
    assert {id for _, ids in REASONS.values() for id in ids} == set(law.exceptions)


@pytest.mark.parametrize(("convert", "value"), [(cents, "0.005"), (basis_points, "0.00001"), (half_years, "59.25")])
def test_a_part_of_the_smallest_unit_is_refused(convert: type[int], value: str) -> None:
    with pytest.raises(ValueError, match="whole"):
        convert(Decimal(value))


@pytest.mark.parametrize("name", CALCULATORS)
def test_each_calculator_has_its_script_its_fields_and_its_page(name: str, site: Site) -> None:
    assert all((CONTENT / script).is_file() for script in scripts(name))
    assert (ROOT / f"overrides/fragments/calculator-{name}.html").is_file()
    assert site.scripts(f"calculators/{name}.md") == list(scripts(name))
    assert all(path in site.pages for path in CALCULATORS[name].tables.values())
    assert not site.scripts("index.md")
