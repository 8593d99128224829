"""What a directive says, what it may not say, and where the mistake in it is."""

from __future__ import annotations

import random
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.directives import DirectiveError, compose_directive, parse_directive
from rulebook.law import AccountKind, FigureNotReadError, FilingStatus, Law
from rulebook.tables import EXAMPLES, TABLES
from rulebook.tables.model import OptionError, Spec


def test_options_are_typed_and_defaults_are_filled_in() -> None:
    directive = parse_directive("::: table early-distribution-cost status=single income=60_000 account=tsp")
    options = directive.options
    assert (directive.kind, directive.name) == ("table", "early-distribution-cost")
    assert options.amount("income") == Decimal(60_000)
    assert options.account() is AccountKind.TSP
    assert options.status() is FilingStatus.SINGLE
    assert options.amount("age") == Decimal(45), "the default"


def test_the_order_of_options_does_not_matter() -> None:
    one = parse_directive("::: table where-the-dollars-go status=single income=60000")
    other = parse_directive("::: table where-the-dollars-go income=60_000 status=single age=45")
    assert one.key == other.key


def test_composition_adds_the_year_and_an_anchor() -> None:
    written = parse_directive("::: example recovery fall=30")
    composed = parse_directive(compose_directive(written, 2025, "recovery-2"), composed=True)
    assert (composed.key, composed.year, composed.anchor) == (written.key, 2025, "recovery-2")


@pytest.mark.parametrize("kind", ["entry", "sources", "related", "history", "corrects"])
def test_page_parts_are_for_composition_alone(kind: str) -> None:
    assert parse_directive(f"::: {kind} questions/x/y.md @ 2026", composed=True).kind == kind
    with pytest.raises(DirectiveError, match=f"unknown directive '{kind}'"):
        parse_directive(f"::: {kind} questions/x/y.md")


@pytest.mark.parametrize(
    ("text", "message", "pointed_at"),
    [
        ("::: tabel x", "unknown directive 'tabel'", "tabel"),
        ("::: table early-distribution-cots income=1", "unknown table 'early-distribution-cots'", "early-distribution-cots"),
        ("::: table early-distribution-cost incom=1", "unknown option 'incom'", "incom=1"),
        ("::: table early-distribution-cost income=much", "'much' is not a value of income", "much"),
        ("::: table early-distribution-cost income=1 income=2", "option 'income' is given twice", "income=2"),
        ("::: table early-distribution-cost income=", "option 'income' has no value", "income="),
        ("::: table early-distribution-cost income=1 status=singel", "'singel' is not a value of status", "singel"),
        ("::: example recovery fall=130", "'130' is not a value of fall", "130"),
        ("::: table early-distribution-cost income=1 age=45.3", "'45.3' is not a value of age", "45.3"),
        ("::: example missed-required-distribution required=1 due=2026-2-30", "'2026-2-30' is not a value of due", "2026-2-30"),
        ("::: example missed-required-distribution required=1 due=2026-02-30", "'2026-02-30' is not a value of due", "2026-02-30"),
        ("::: example required-distribution balance=1 born=1950-01-01 year=26", "'26' is not a value of year", "26"),
        ("::: answer some-slug status=single", "unknown option 'status' of answer", "status=single"),
        ("::: topics losses", "'::: topics' stands alone", "losses"),
    ],
)
def test_the_message_points_at_the_word(text: str, message: str, pointed_at: str) -> None:
    with pytest.raises(DirectiveError) as error:
        parse_directive(text)
    assert message in str(error.value)
    assert text[error.value.offset :].startswith(pointed_at)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("::: tabel x", "did you mean 'table'?"),
        ("::: table early-distribution-cots income=1", "did you mean 'early-distribution-cost'?"),
        ("::: table early-distribution-cost incom=1", "did you mean 'income'?"),
        ("::: table early-distribution-cost income=1 status=singel", "did you mean 'single'?"),
        ("::: table early-distribution-cost", "add income=…"),
    ],
)
def test_the_hint_names_the_nearest_spelling(text: str, hint: str) -> None:
    with pytest.raises(DirectiveError) as error:
        parse_directive(text)
    assert error.value.hint == hint


OPTION_TEXTS: dict[str, list[str]] = {
    "date": ["1953-03-01", "1959-06-30", "1990-12-31", "1951-02-28"],
    "year": ["2024", "2026", "2030"],
    "amount": ["0", "0.01", "1000", "2_500", "12345", "100000.55", "999_999_999_999"],
    "percent": ["0", "0.5", "30", "99.99", "100"],
    "age": ["0", "17.5", "45", "59", "59.5", "60", "63", "64", "120"],
    "flag": ["yes", "no"],
    "account": [*AccountKind],
    "status": [*FilingStatus],
}
EVERY_SPEC = [*(("table", *item) for item in TABLES.items()), *(("example", *item) for item in EXAMPLES.items())]


@pytest.mark.parametrize(("kind", "name", "spec"), EVERY_SPEC, ids=lambda part: part if isinstance(part, str) else "")
def test_whatever_a_directive_asks_for_is_a_table_or_a_plain_refusal(kind: str, name: str, spec: Spec, law: Law) -> None:
    """Options at their edges, in every combination that chance picks; years that are read, expected and unknown."""
    chance = random.Random(name)
    for _ in range(150):
        given = {key: chance.choice(OPTION_TEXTS.get(option.kind, list(option.words))) for key, option in spec.options.items()}
        for key, option in spec.options.items():
            if (option.optional or option.default is not None) and chance.random() < 0.5:
                del given[key]
        directive = parse_directive(" ".join([":::", kind, name, *(f"{key}={value}" for key, value in given.items())]))
        with suppress(OptionError, FigureNotReadError):
            assert spec.build(law, chance.choice([2024, 2025, 2026, 2027, 1990]), directive.options).rows


@given(st.text(max_size=60))
def test_no_text_gives_anything_but_a_directive_or_its_error(text: str) -> None:
    try:
        parse_directive(f"::: {text}")
    except DirectiveError as error:
        assert str(error)
