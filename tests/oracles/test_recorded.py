"""Our income tax against what two independent packages gave, on the recorded sample of `compare.py`."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from oracles.compare import ALLOWED, Return, differences, known_error
from rulebook.law import Law

RECORDED = sorted((Path(__file__).parent / "recorded").glob("*.json"))


def test_both_packages_are_recorded_without_a_difference() -> None:
    heads = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in RECORDED}
    assert heads.keys() == {"taxcalc", "policyengine"}
    assert all(head["different"] == 0 and head["compared"] > 5000 for head in heads.values())
    assert all(head["compared"] + sum(head["left_out"].values()) == 6000 for head in heads.values())
    assert {stem: head["allowed"] for stem, head in heads.items()} == ALLOWED


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_the_recorded_returns_agree_to_the_cent(path: Path, law: Law) -> None:
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["returns"]
    theirs = [(Decimal(row.pop("taxable_income")), Decimal(row.pop("tax"))) for row in rows]
    cases = [Return(**row) for row in rows]
    assert len(cases) >= 100
    assert {case.year for case in cases} == {2024, 2025, 2026}
    assert sum(bool(known_error(path.stem, case)) for case in cases) < 10
    assert not differences(law, path.stem, cases, theirs)
