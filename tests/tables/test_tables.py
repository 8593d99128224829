"""What must hold for every table, whatever its options and year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

import pytest

from rulebook.directives import parse_directive
from rulebook.law import AccountKind, Answer, CapKind, FilingStatus, Law
from rulebook.tables import CHARTS, SPECS
from rulebook.tables.contribution_limits import LIMITS
from rulebook.tables.example_early_distribution import CLAIMABLE
from rulebook.tables.model import Bar, Chart, OptionError, Table


def build(law: Law, text: str, year: int = 2026) -> Table:
    directive = parse_directive(f"::: {text}")
    specs = SPECS[directive.kind]
    return specs[directive.name].build(law, year, directive.options)


def variants(law: Law) -> Iterator[str]:
    """Every table over its accounts and statuses, and every claimable exception over every account."""
    yield from ("table exceptions-matrix", "table exception-caps", "table contribution-limits", "table recovery-from-a-fall")
    yield from ("table phase-out-ranges", "table deferral-limits-by-age", "table six-percent-over-the-years excess=0.01")
    yield from (
        "example excess-deferral excess=0.01 earnings=0",
        "table ira-deduction-phase-out status=married_filing_jointly covered=spouse",
    )
    for end, account in product(("left", "withdrawn", "absorbed"), ("traditional_ira", "roth_ira")):
        yield f"example excess-contribution account={account} limit=7000 contributed=7000.01 years=4 end={end}"
    for removal in ("0.01", "27000", "54000"):
        yield f"example returned-contribution contribution=0.01 before=20000 put_in=7000 at_removal={removal}"
    yield from ("table required-distribution-ages", "table uniform-lifetime-table", "table missed-required-distribution")
    for account, status in product(AccountKind, FilingStatus):
        yield f"chart cost-by-age income=75000 account={account} status={status} amount=1000.01"
    for account in AccountKind:
        if account is not AccountKind.ROTH_IRA:
            yield f"example required-distribution balance=0.01 born=1953-12-31 year=2026 next_balance=0 account={account}"
            yield f"example required-distribution balance=99999.99 born=1905-01-01 year=2040 account={account}"
    for due in ("2020-04-01", "2022-12-31", "2023-04-01", "2026-12-31"):
        yield f"example missed-required-distribution required=0.01 due={due}"
        yield f"example missed-required-distribution required=100.01 distributed=0.02 due={due} corrected=2027-01-01"
    yield "table roth-five-year-clocks"
    for late in ("0", "4", "5", "40"):
        once = f"conversion=500 conversion_years={late}"
        yield f"table what-comes-out-of-a-roth-ira balance=1000.01 contributions=0.01 {once} opened_years=40"
        yield f"example designated-roth amount=0.01 contributions=20 balance=10 opened_years={late} age=59.5"
        for age in ("30", "59.5", "70"):
            yield f"example roth-withdrawal amount=1000 {once} opened_years={late} age={age} status=single income=0"
    for claim in ("death", "education expenses=0", "first_home expenses=500.50", "birth_adoption"):
        yield f"example roth-withdrawal amount=9 contributions=1 opened_years=1 age=40 status=single income=0 exception={claim}"
    for share in ("form", "exact"):
        yield f"example form-8606 basis=1 balance=2 amount=1 share={share}"
    for status in FilingStatus:
        yield f"table roth-ira-phase-out status={status}"
        yield f"table ira-deduction-phase-out status={status}"
        yield f"example roth-ira-limit income=9999.99 status={status} to_traditional=0.01"
        yield f"table income-tax-rates status={status}"
        yield f"example capital-loss loss=5000.50 gains=0 status={status}"
        yield f"example conversion-in-a-fall balance=50000 fall=12.5 status={status} income=1000"
    yield from ("table plan-loan-maximum", "table plan-loan-outcomes", "table withdrawal-at-the-bottom", "table state-additional-taxes")
    yield from ("example plan-loan vested=5000", "example plan-loan vested=99999.99 owed=10 highest=20000 added_up=20000")
    yield from ("example wash-sale basis=1000 price=600 bought=0", "example wash-sale basis=3 price=1 shares=3 bought=1 buyer=taxable")
    yield from ("example unrecovered-basis basis=1 balance=0", "example unrecovered-basis basis=0 balance=0.01")
    for status, age in product(FilingStatus, ("50", "59.5", "66")):
        yield f"table employer-stock-comparison status={status} income=0 age={age}"
        yield f"example employer-stock value=100 cost=10 price=5 status={status} income=1 age={age}"
        yield f"example employer-stock value=100 cost=10.50 price=500000 status={status} income=1 age={age} held_over_a_year=yes"
    for account, age in product(AccountKind, ("30", "59", "59.5", "64", "70")):
        yield f"table early-distribution-cost income=0 age={age} account={account}"
        yield f"table where-the-dollars-go income=45000 age={age} account={account} status=head_of_household"
        yield f"example early-distribution amount=999.99 income=1 age={age} account={account} status=single basis=0.01"
        if account is not AccountKind.ROTH_IRA:
            yield f"example indirect-rollover amount=100 rolled_over=90.01 account={account} age={age} status=single income=0"
    for account, id in product(AccountKind, CLAIMABLE):
        yield claiming(law, account, id)


def claiming(law: Law, account: AccountKind, id: str) -> str:
    """An example that claims an exception, with the facts its cap asks for."""
    cap = law.exceptions[id].cap
    facts = " expenses=8000" if cap.kind.value.startswith("expenses") else ""
    facts += " balance=20000" if cap.figure and (cap.share or cap.kept) else ""
    facts += " rolled_in=10000" if account is AccountKind.GOVERNMENTAL_457B else ""
    return f"example early-distribution amount=10000 income=60000 age=56 account={account} status=single exception={id}{facts}"


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
def test_every_table_is_whole(law: Law, year: int) -> None:
    for text in variants(law):
        table = build(law, text, year)
        assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", table.id), table.id
        assert table.id.startswith(text.split()[1] if text.startswith(("table", "chart")) else f"example-{text.split()[1]}")
        assert table.caption.endswith("."), table.caption
        assert table.rows, text
        assert table.notes, text
        assert all(note.endswith(".") for note in table.notes), table.notes
        assert table.sources or "recovery" in text or "bottom" in text, text
        assert (table.chart is not None) == (text.split()[1] in CHARTS), text
        assert len({source.key for source in table.sources}) == len(table.sources)
        said = table.to_markdown()
        assert "{law:" not in said
        assert "None" not in said.replace("None |", "").replace("| None (", "")
        assert table.year == year or f"Figures of {table.year}: those of {year} are not in this reference yet" in said
        for row in table.rows:
            assert row.heading.text
            for cell in (row.heading, *row.cells):
                assert not cell.href or cell.href.startswith(("https://", "entry:"))


def test_money_that_adds_up_is_shown_adding_up(law: Law) -> None:
    """In each row of the two cost tables, the parts give the whole, to the cent as printed."""

    def dollars(text: str) -> Decimal:
        number = Decimal(re.sub(r"[^0-9.]", "", text))
        return -number if "refunded" in text else number

    for account in AccountKind:
        for row in build(law, f"table early-distribution-cost status=single income=54321.99 account={account}").rows:
            income_tax, additional, total, _share, kept = (dollars(cell.text) for cell in row.cells)
            assert income_tax + additional == total
            assert total + kept == dollars(row.heading.text)
        for row in build(law, f"table where-the-dollars-go status=single income=54321.99 account={account}").rows:
            withheld, paid, on_income, on_early, left, due = (dollars(cell.text) for cell in row.cells)
            assert withheld + paid == dollars(row.heading.text) == on_income + on_early + left
            assert paid - due == left


def test_an_exception_reduces_the_tax_only_where_the_law_says_yes(law: Law) -> None:
    for account, id in product(AccountKind, CLAIMABLE):
        table = build(law, claiming(law, account, id))
        row = next(row for row in table.rows if row.heading.text.startswith("Covered by an exception"))
        answer = law.exceptions[id].cells[account].answer
        nothing = row.cells[0].text in ("$0", "$0.00")
        assert nothing == (answer is not Answer.YES), (account, id, row)
        assert bool(row.heading.note) == (answer is not Answer.YES)


def test_matrix_shows_every_exception_and_every_answer(law: Law) -> None:
    table = build(law, "table exceptions-matrix")
    assert [row.heading.text for row in table.rows] == [exception.name for exception in law.exceptions.values()]
    assert [column.heading for column in table.columns[1:-1]] == [kind.label for kind in AccountKind]
    assert {cell.text for row in table.rows for cell in row.cells[:-1]} <= {"Yes", "No", "Cannot arise", "Unsettled"}


def test_an_exception_not_yet_in_force_is_not_shown(law: Law) -> None:
    def names(year: int) -> dict[str, str]:
        return {row.heading.text: row.heading.note for row in build(law, "table exceptions-matrix", year).rows}

    name = law.exceptions["long_term_care"].name
    assert name not in names(2024)
    assert names(2025)[name].endswith("; from December 30, 2025")
    assert "from" not in names(2026)[name]


def test_caps_shows_every_exception_with_a_cap(law: Law) -> None:
    shown = {row.heading.text for row in build(law, "table exception-caps").rows}
    assert shown >= {e.name for e in law.exceptions.values() if e.cap.kind is not CapKind.NONE}


def test_contribution_limits_names_real_figures(law: Law) -> None:
    assert set(LIMITS) <= set(law.parameters)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("basis is more than amount", "account=401k basis=20000"),
        ("rolled_in is for account=governmental_457b", "account=401k rolled_in=1000"),
        ("rolled_in is more than the taxable part", "account=governmental_457b rolled_in=10000 basis=1"),
        ("simple_window is for account=simple_ira", "account=401k simple_window=yes"),
        ("go with an exception", "account=401k expenses=1000"),
        ("needs expenses", "account=401k exception=medical"),
        ("agi must be income plus", "account=401k exception=medical expenses=9000 agi=60000"),
        ("expenses plays no part", "account=401k exception=disability expenses=9000"),
        ("needs balance", "account=401k exception=emergency"),
        ("balance plays no part", "account=401k exception=disability balance=50000"),
        ("balance is less than amount", "account=401k exception=emergency balance=5000"),
        ("age is too low", "account=401k exception=separation_55"),
    ],
)
def test_options_that_contradict_each_other(law: Law, words: str, text: str) -> None:
    with pytest.raises(OptionError, match=words):
        build(law, f"example early-distribution amount=10000 age=45 status=single income=60000 {text}")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("no exception is needed", "early-distribution amount=1 age=60 status=single income=0 account=401k exception=disability"),
        ("amount is more than balance", "pro-rata basis=1 balance=5 amount=6"),
        ("amount is nothing", "pro-rata basis=1 balance=5 amount=0"),
        ("inherited=yes is for an IRA only", "pro-rata basis=1 balance=5 amount=1 account=401k inherited=yes"),
        ("fall=100", "recovery fall=100"),
        ("fall=100", "conversion-in-a-fall balance=1 fall=100 status=single income=0"),
        ("gives two ages", "required-distribution balance=1 born=1959-06-01 year=2040"),
        ("before the first year", "required-distribution balance=1 born=1954-06-01 year=2026"),
        ("account=roth_ira", "required-distribution balance=1 born=1950-06-01 year=2026 account=roth_ira"),
        ("before the table", "required-distribution balance=1 born=1945-06-01 year=2021"),
        ("first year, and that is 2024", "required-distribution balance=1 born=1951-06-01 year=2026 next_balance=1"),
        ("due must be", "missed-required-distribution required=1 due=2026-12-30"),
        ("corrected must be after", "missed-required-distribution required=1 due=2026-12-31 corrected=2026-12-31"),
        ("nothing is missing", "missed-required-distribution required=1 distributed=1 due=2026-12-31"),
        ("before the rates", "missed-required-distribution required=1 due=2019-12-31"),
        ("rolled_over is more", "indirect-rollover amount=1 rolled_over=2 account=401k age=42 status=single income=0"),
        ("owed is more than vested", "plan-loan vested=1 owed=2"),
        ("highest is less than owed", "plan-loan vested=5 owed=2 highest=1"),
        ("added_up is less than highest", "plan-loan vested=5 owed=2 highest=3 added_up=2"),
        ("price is more than basis", "wash-sale basis=1 price=2"),
        ("whole shares", "wash-sale basis=2 price=1 shares=1.5"),
        ("whole shares", "wash-sale basis=2 price=1 shares=0"),
        ("whole years", "roth-withdrawal amount=1 contributions=1 opened_years=1.5 age=40 status=single income=0"),
        ("more than opened_years", "roth-withdrawal amount=1 conversion=1 conversion_years=3 opened_years=2 age=40 status=single income=0"),
        (
            "second_basis is more",
            "roth-withdrawal amount=1 second_conversion=1 second_basis=2 opened_years=2 age=40 status=single income=0",
        ),
        ("more than nothing", "roth-withdrawal amount=1 opened_years=2 age=40 status=single income=0"),
        ("go with an exception", "roth-withdrawal amount=1 contributions=1 opened_years=2 age=40 status=single income=0 expenses=1"),
        ("needs expenses", "roth-withdrawal amount=1 contributions=1 opened_years=2 age=40 status=single income=0 exception=medical"),
        (
            "plays no part",
            "roth-withdrawal amount=1 contributions=1 opened_years=2 age=40 status=single income=0 exception=death expenses=1",
        ),
        (
            "first_home only",
            "roth-withdrawal amount=1 contributions=1 opened_years=2 age=40 status=single income=0 exception=death used_before=1",
        ),
        ("amount or converted", "form-8606 basis=1 balance=1"),
        ("basis or contributions", "form-8606 balance=1 amount=1"),
        ("made_after is more", "form-8606 basis=1 balance=1 amount=1 made_after=1"),
        ("account must be one of 401k", "designated-roth amount=1 contributions=1 balance=1 opened_years=0 account=sep_ira"),
        ("at most balance", "designated-roth amount=2 contributions=1 balance=1 opened_years=0"),
        ("roth_ira", "indirect-rollover amount=2 rolled_over=1 account=roth_ira age=42 status=single income=0"),
    ],
)
def test_other_examples_refuse(law: Law, words: str, text: str) -> None:
    with pytest.raises(OptionError, match=words):
        build(law, f"example {text}")


def test_each_word_of_the_matrix_leads_to_its_authority(law: Law) -> None:
    row = next(r for r in build(law, "table exceptions-matrix").rows if r.heading.text == law.exceptions["separation_55"].name)
    plan, ira = row.cells[0], row.cells[4]
    assert (plan.text, plan.title) == ("Yes", "26 U.S.C. 72(t)(2)(A)(v)")
    assert (ira.text, ira.title) == ("No", "26 U.S.C. 72(t)(3)(A)")
    assert ira.href.startswith("https://")


def test_the_conditions_of_every_exception_in_force_are_shown(law: Law) -> None:
    rows = build(law, "table exception-conditions").rows
    assert [row.heading.text for row in rows] == [e.name for e in law.exceptions.values()]
    assert all(len(row.cells[0].text) > 40 for row in rows)


def test_every_state_is_in_the_table_once_or_among_the_others(law: Law) -> None:
    table = build(law, "table state-additional-taxes")
    own = {row.heading.text.split(",")[0] for row in table.rows[:-1]}
    assert own == {"Arkansas", "California", "Maine", "Mississippi", "Nebraska", "South Carolina", "Vermont", "Wisconsin"}
    assert any(note.startswith(f"In the other {50 - len(own)} states and the District of Columbia") for note in table.notes)
    assert [row.cells[1].text for row in table.rows if row.heading.text == "Arkansas"] == ["Not read for 2026"]


def test_both_ways_of_taking_employer_stock_add_up(law: Law) -> None:
    for age in ("50", "62", "66"):
        for row in build(law, f"table employer-stock-comparison status=single income=54321.99 age={age}").rows:
            amounts = [Decimal(re.sub(r"[^0-9.−]", "", cell.text).replace("−", "-")) for cell in row.cells]
            appreciation, rolled_over, difference = amounts[0], amounts[-2], amounts[-1]
            assert appreciation == max(0, 100_000 - Decimal(re.sub(r"[^0-9]", "", row.heading.text)))
            assert sum(amounts[1:-2]) + difference == rolled_over


def test_a_bar_that_does_not_fit_its_chart_is_refused() -> None:
    one = Decimal(1)
    for parts in ((one,), (one, one, one), (one, -one), (one, Decimal("1.01"))):
        with pytest.raises(ValueError, match="does not fit its chart"):
            Chart(("Kept", "Tax"), (Bar("a", parts, "b"),), Decimal(2))


def test_the_parts_of_a_bar_lie_end_to_end() -> None:
    bar = Bar("a", (Decimal("0.5"), Decimal(0), Decimal("0.25")), "b")
    assert Chart(("x", "y", "z"), (bar,), Decimal(2)).places(bar) == ((1, "0.00%", "25.00%"), (3, "25.00%", "12.50%"))


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_says_what_its_table_says(name: str, law: Law) -> None:
    """Each bar stands for a row, and what is written at its end is one of the row's figures."""
    asked = {
        "where-the-dollars-go": " income=60000 status=single",
        "cost-by-age": " income=60000 status=single",
        "six-percent-over-the-years": " excess=1000",
    }
    table = build(law, f"chart {name}{asked.get(name, '')}")
    assert table.chart is not None
    for bar, row in zip(table.chart.bars, table.rows, strict=True):
        assert row.heading.text in bar.label
        assert any(cell.text in bar.text for cell in row.cells)
