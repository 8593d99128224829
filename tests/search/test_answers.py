"""The maps from query to the entries that answer it: written before search was measured, and not widened to pass."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from rulebook.site import Site

HERE = Path(__file__).parent
MAPS = ("answers.yml", "answers-to-real-queries.yml")


def read(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("name", MAPS)
def test_every_answer_is_an_entry_and_at_most_three_are_right(name: str, site: Site) -> None:
    for id, slugs in read(name).items():
        assert len(slugs) <= 3, id
        assert set(slugs) <= set(site.entries), id
        assert len(set(slugs)) == len(slugs), id


def test_every_query_of_the_project_has_its_answers() -> None:
    queries = [json.loads(line)["id"] for line in (HERE / "queries.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sorted(queries) == sorted(read("answers.yml"))
