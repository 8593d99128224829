"""Equal payments and the Tax Table: options that contradict each other, and what the tables say."""

from __future__ import annotations

import pytest

from rulebook.directives import parse_directive
from rulebook.law import AccountKind, Law
from rulebook.tables import SPECS
from rulebook.tables.model import OptionError, Table


def build(law: Law, text: str, year: int = 2026) -> Table:
    directive = parse_directive(f"::: {text}")
    return SPECS[directive.kind][directive.name].build(law, year, directive.options)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("whole years", "equal-payments balance=1000 age=50.5"),
        ("from 18 to 59", "equal-payments balance=1000 age=60"),
        ("rate plays no part", "equal-payments balance=1000 age=50 method=required-minimum rate=4"),
        ("next_balance goes with", "equal-payments balance=1000 age=50 next_balance=900"),
        ("governmental_457b does not fit", "broken-equal-payments balance=1000 age=50 payments=2 account=governmental_457b"),
        ("whole number from 1", "broken-equal-payments balance=1000 age=50 payments=0"),
        ("in_simple_window is for", "broken-equal-payments balance=1000 age=50 payments=2 in_simple_window=1"),
        ("at most 2", "broken-equal-payments balance=1000 age=50 payments=5 account=simple_ira in_simple_window=3"),
        ("run its course", "broken-equal-payments balance=1000 age=50 payments=10"),
        ("run its course", "broken-equal-payments balance=1000 age=58 payments=5"),
    ],
)
def test_examples_refuse(law: Law, words: str, text: str) -> None:
    with pytest.raises(OptionError, match=words):
        build(law, f"example {text}")


def test_parts_add_up_to_the_cent_for_every_account(law: Law) -> None:
    for account in AccountKind:
        if account is AccountKind.GOVERNMENTAL_457B:
            continue
        window = " in_simple_window=2" if account is AccountKind.SIMPLE_IRA else ""
        table = build(law, f"example broken-equal-payments balance=123456.78 age=57 payments=4 account={account}{window}")
        amounts = [row.cells[0].text for row in table.rows if "Additional tax" in row.heading.text]
        parts = sum(int(text.strip("$").replace(",", "").replace(".", "")) for text in amounts)
        assert f"${parts / 100:,.2f}" == table.rows[-1].cells[0].text


def test_a_series_may_be_broken_up_to_its_last_day(law: Law) -> None:
    assert build(law, "example broken-equal-payments balance=1000 age=58 payments=4").rows
    assert build(law, "example broken-equal-payments balance=1000 age=50 payments=9").rows


def test_a_rate_above_the_floor_says_what_it_depends_on(law: Law) -> None:
    notes = " ".join(build(law, "example equal-payments balance=1000 age=50 rate=5.5").notes)
    assert "mid-term" in notes
    assert "mid-term" not in " ".join(build(law, "example equal-payments balance=1000 age=50").notes)


def test_an_amount_says_which_convention_it_follows(law: Law) -> None:
    case = "example early-distribution amount=10000 age=45 status=single income=60000 account=401k"
    for convention, words in (("schedules", "By the rate schedules"), ("tax-table", "By the Tax Table")):
        table = build(law, f"{case} convention={convention}")
        assert any(note.startswith(words) for note in table.notes)
    roth = build(
        law, "example roth-withdrawal amount=50000 contributions=4000 opened_years=4 age=45 status=single income=60000 convention=tax-table"
    )
    assert "by the Tax Table" in roth.caption
    assert any(note.startswith("By the Tax Table") for note in roth.notes)
    cost = build(law, "table early-distribution-cost status=single income=60000 convention=tax-table")
    assert any(note.startswith("By the Tax Table") for note in cost.notes)
    assert "by the Tax Table" in cost.caption
