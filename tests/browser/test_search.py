"""How well the search box finds what people look for, over the project's own queries.

`tests/search/evaluate.py` measures the same over any file of queries, and beside the theme's own search.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser

from search.evaluate import Outcome, measured
from support import ROOT

pytestmark = [pytest.mark.site, pytest.mark.browser]

FOLDER = ROOT / "tests/search"


@pytest.fixture(scope="module")
def outcomes(browser: Browser, serve: str) -> list[Outcome]:
    right = yaml.safe_load((FOLDER / "answers.yml").read_text(encoding="utf-8"))
    lines = (FOLDER / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    return measured(browser, serve, [json.loads(line) for line in lines], right)


def test_a_right_entry_is_first_for_three_queries_of_four(outcomes: list[Outcome]) -> None:
    missed = [f"{o.query!r} found {o.found}" for o in outcomes if not o.first]
    assert len(missed) <= 0.25 * len(outcomes), missed


def test_a_right_entry_is_among_the_first_three_for_92_of_a_hundred(outcomes: list[Outcome]) -> None:
    missed = [f"{o.query!r} found {o.found}" for o in outcomes if not o.among]
    assert len(missed) <= 0.08 * len(outcomes), missed


def test_no_query_is_without_a_result(outcomes: list[Outcome]) -> None:
    assert not [o.query for o in outcomes if not o.found]


def test_the_index_is_smaller_than_the_themes_own(built: Path) -> None:
    """The theme's own index of the same pages has 3.2 MB, as `evaluate.py --stock` prints."""
    assert (built / "search/rulebook.json").stat().st_size < 2_000_000
