"""The open data: valid by its own schemas, equal to the records, nothing of our grammar left in it."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import jsonschema
import pytest

from rulebook.download_schemas import SCHEMAS
from rulebook.site import Site


def schema_of(path: str) -> str:
    return "table" if path.startswith("data/tables/") else path.removeprefix("data/").removesuffix(".json")


def read(site: Site, path: str) -> Any:
    return json.loads(site.downloads[path])


def test_every_file_is_valid_by_its_schema(site: Site) -> None:
    checked = 0
    for path in site.downloads:
        if path.endswith(".json") and "/schemas/" not in path:
            jsonschema.validate(read(site, path), dict(SCHEMAS[schema_of(path)]), format_checker=jsonschema.FormatChecker())
            checked += 1
    assert checked > 5


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_are_schemas(name: str, site: Site) -> None:
    jsonschema.Draft202012Validator.check_schema(read(site, f"data/schemas/{name}.json"))


def test_the_law_is_the_law(site: Site) -> None:
    law = read(site, "data/law.json")
    figures = law["figures"]
    assert figures["ira_contribution_limit"]["values"] == {"2024": 7000, "2025": 7000, "2026": 7500, "2027": None}
    assert figures["early_distribution_rate"]["unit"] == "rate"
    assert 0.1 in figures["early_distribution_rate"]["values"].values()
    assert figures["standard_deduction"]["values"]["2026"]["single"] == 16100
    assert figures["income_tax_brackets"]["values"]["2026"]["single"][1] == {"over": 12400, "rate": 0.12}
    assert law["exceptions"]["separation_55"]["accounts"]["traditional_ira"]["answer"] == "no"
    assert set(law["sources"]) == set(site.law.sources)


def test_every_answer_is_there_with_its_address(site: Site) -> None:
    answers = {answer["id"]: answer for answer in read(site, "data/answers.json")["answers"]}
    assert answers.keys() == site.entries.keys()
    one = answers["can-i-deduct-401k-losses"]
    assert (one["verdict"], one["path"]) == ("no", "questions/losses/can-i-deduct-401k-losses/")
    assert one["answer"] == site.entries["can-i-deduct-401k-losses"].description


def test_a_sheet_can_count_with_the_tables(site: Site) -> None:
    rows = list(csv.DictReader(io.StringIO(site.downloads["data/tables/early-distribution-cost-single.csv"])))
    for row in rows:
        assert float(row["Income tax"]) + float(row["Additional tax"]) == pytest.approx(float(row["Total"]))
        assert float(row["Total"]) + float(row["Kept"]) == pytest.approx(float(row["Withdrawal"]))


def test_nothing_of_our_grammar_is_left(site: Site) -> None:
    for path, text in site.downloads.items():
        assert not [mark for mark in ("{law:", "{eg:", "{cite:", ":::") if mark in text], path
