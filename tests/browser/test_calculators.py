"""The calculators in a real browser: to the cent what the Python rules say, and usable by everyone."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from drawn_cases import draw
from rulebook import formats
from rulebook.calculators import CALCULATORS, REASONS, early_withdrawal
from rulebook.law import AccountKind, Law, LawYear
from rulebook.rules import early_distribution
from rulebook.rules.exceptions import Opening
from rulebook.rules.income_tax import senior_deduction, standard_deduction
from rulebook.rules.state_additional_tax import STATES, additional_tax
from rulebook.scenarios.early_withdrawal import Case, break_down
from rulebook.tables.exceptions_matrix import in_force
from support import opened

pytestmark = [pytest.mark.site, pytest.mark.browser]

COST, WHICH = "calculators/early-withdrawal/", "calculators/which-exception/"
DRAWN, BATCH, SEED = 30_000, 5_000, 20261124

CASE = {"amount": "10000.55", "account": "traditional_ira", "age": "45", "income": "60000", "exceptions": "medical.first_home",
        "medical-expenses": "9000", "first_home-used": "8000"}  # fmt: skip


def fragment(fields: dict[str, str]) -> str:
    return "#" + "&".join(f"{name}={value}" for name, value in fields.items())


@pytest.fixture(scope="module")
def from_disk(browser: Browser, built: Path) -> Page:
    """The page of the early-withdrawal calculator, opened as a file."""
    page = opened(browser, f"file://{built}/{COST}index.html")
    page.evaluate("window.calculator = rulebook.calculators['early-withdrawal']")
    return page


# The same to the cent


def in_cents(amount: Decimal) -> int:
    return int(formats.cents(amount) * 100)


def published(law: Law, year: int, case: Case) -> dict[str, Any]:
    """Every amount that the page shows for a case, by the Python rules."""
    dated = law.in_year(year)
    result = break_down(dated, case)
    agi = case.other_income + case.includible
    return {
        "age": int(case.age * 2),
        "includible": in_cents(case.includible),
        "over59Half": result.over_59_half,
        "standardDeduction": in_cents(standard_deduction(dated, case.filer)),
        "seniorBefore": in_cents(senior_deduction(dated, case.filer, case.other_income)),
        "seniorAfter": in_cents(senior_deduction(dated, case.filer, agi)),
        "incomeTaxWithout": in_cents(result.income_tax_without),
        "incomeTaxWith": in_cents(result.income_tax_with),
        "incomeTax": in_cents(result.income_tax),
        "base": in_cents(result.allocation.base),
        "lines": [
            {"id": line.claim.exception.id, "open": line.opening is Opening.OPEN, "covered": in_cents(covered)}
            for line, covered in zip(result.allocation.lines, result.covered, strict=True)
        ],
        "taxed": in_cents(result.taxed),
        "rate": int(result.additional_tax_rate * 10_000),
        "additionalTax": in_cents(result.additional_tax),
        "total": in_cents(result.total_tax),
        "share": formats.percent(result.share_taxed),
        "kept": in_cents(result.kept),
        "withheld": in_cents(result.withheld),
        "paidNow": in_cents(result.paid_now),
        "due": in_cents(result.due_at_filing),
        "stateRate": None if result.state is None else _rate_of(dated, case),
        "stateTaxed": None if result.state is None else in_cents(max(Decimal(0), result.allocation.base - case.state_excepted)),
        "stateTax": None if result.state is None else in_cents(result.state_tax),
        "keptAfterState": in_cents(result.kept_after_state_tax),
    }


def _rate_of(law: LawYear, case: Case) -> int:
    """The state's rate in basis points, found out by asking the rule for the tax on one dollar."""
    one = additional_tax(law, case.state, Decimal(1), Decimal(1), simple_window=case.simple_window)
    return int((one.amount or 0) * 10_000)


def asked(page: Page, script: str, *arguments: object) -> Any:
    """What a function answers in the page; as text both ways, which is many times faster than as objects."""
    return json.loads(page.evaluate(f"text => JSON.stringify(({script})(...JSON.parse(text)))", json.dumps(arguments)))


IN_THE_PAGE = """(law, all) => all.map(fields => {
  const {given, errors, missing} = calculator.caseOf(law, fields)
  if (missing.length || Object.keys(errors).length) return {errors, missing}
  const result = calculator.breakDown(law, given)
  result.lines = result.lines.map(line => ({id: line.id, open: !line.closed, covered: line.covered}))
  const shown = JSON.stringify(calculator.evaluate(law, fields))
  return {...result, age: given.age, nonsense: /NaN|undefined|Infinity/.test(shown) ? shown : ""}
})"""


@pytest.mark.parametrize(("year", "count"), [(2026, DRAWN), (2025, 1_000), (2024, 1_000)])
def test_script_and_rules_agree_to_the_cent(year: int, count: int, from_disk: Page, law: Law) -> None:
    data = early_withdrawal(law, year)
    assert data["year"] == year
    drawn = list(draw(law.in_year(year), count, SEED + year))
    assert len(drawn) == count
    differences = []
    for start in range(0, count, BATCH):
        batch = drawn[start : start + BATCH]
        for one, shown in zip(batch, asked(from_disk, IN_THE_PAGE, data, [one.fields for one in batch]), strict=True):
            expected = published(law, year, one.case) | {"nonsense": ""}
            if shown != expected:
                differences.append((one.fields, {k: (v, shown.get(k)) for k, v in expected.items() if shown.get(k) != v}, shown))
    assert not differences, f"{len(differences)} of {count} differ, the first: {differences[0]}"


def test_the_drawn_cases_reach_every_corner(law: Law) -> None:
    cases = [one.case for one in draw(law.in_year(2026), DRAWN, SEED + 2026)]
    results = [break_down(law.in_year(2026), case) for case in cases]
    assert {(case.account, case.status) for case in cases} == {(a, s) for a in AccountKind for s in type(cases[0].status)}
    assert {claim.exception.id for case in cases for claim in case.claims} >= {"medical", "first_home", "emergency", "long_term_care"}
    assert any(r.due_at_filing < 0 for r in results)
    assert any(r.allocation.excepted % Decimal("0.01") for r in results), "no cap with a part of a cent"
    assert any(not case.other_income and case.amount for case in cases)
    assert any(case.filers_65_or_over == 2 for case in cases)
    assert sum(r.over_59_half for r in results) > 1_000
    assert {case.state for case in cases} == {"", *STATES}
    assert any(r.state_tax and r.allocation.excepted for r in results)
    assert sum(case.by_table and r.income_tax_with < 17_000 for case, r in zip(cases, results, strict=True)) > 1_000


def test_the_page_computes_with_the_law_of_its_year(from_disk: Page, law: Law) -> None:
    data = json.loads(from_disk.locator("script[type='application/json']:not(#__config)").first.text_content() or "")
    del data["entries"]
    assert data == early_withdrawal(law, 2026)


def test_the_day_of_59_half_is_the_same(from_disk: Page) -> None:
    days = [date(1964, 1, 1) + timedelta(days=n) for n in range(5 * 366)]
    script = """all => all.map(([year, month, day]) => {
      const {day: found, settled} = calculator.dateOf59Half({year, month, day})
      return [found.year, found.month, found.day, settled]
    })"""
    shown = asked(from_disk, script, [[d.year, d.month, d.day] for d in days])
    attained = [early_distribution.date_of_59_half(d) for d in days]
    assert shown == [[a.day.year, a.day.month, a.day.day, a.settled] for a in attained]


def test_whatever_is_typed_nothing_but_plain_words_comes_back(from_disk: Page, law: Law) -> None:
    random, data = Random(SEED), early_withdrawal(law, 2026)
    names = ["amount", "account", "age", "by", "born", "paid", "status", "income", "aftertax", "rolledin", "window", "older", "exceptions",
             "balance", "withholding", "state", "stateexcepted", "convention",
             "medical-expenses", "medical-part", "first_home-used"]  # fmt: skip
    junk = ["", "0", "-1", "1e9", "NaN", "∞", "1,00", "12.345", "½", "10000", "99999999999", "__proto__", "constructor", "2026-02-30",
            "1967-03-31", "2026-09-30", "45", "59.5", "medical", "medical.medical.first_home", "roth_ira", "dates", "yes",
            "CA", "XX", "tax-table"]  # fmt: skip
    cases = [{name: random.choice(junk) for name in names if random.random() < 0.8} for _ in range(3_000)]
    script = "(law, all) => all.map(fields => JSON.stringify(calculator.evaluate(law, fields)))"
    for fields, shown in zip(cases, asked(from_disk, script, data, cases), strict=True):
        assert not re.search(r"NaN|undefined|Infinity", shown), fields


@pytest.mark.parametrize("account", AccountKind)
def test_the_finder_lists_what_the_law_opens(account: AccountKind, browser: Browser, built: Path, law: Law) -> None:
    page = opened(browser, f"file://{built}/{WHICH}index.html")
    script = """([account, reason]) => rulebook.calculators["which-exception"].choose(
      JSON.parse(document.querySelector(".rb-calc script").textContent), account, reason ? [reason] : [])"""
    for reason in ["", *REASONS]:
        wanted = [e for e in in_force(law, 2026) if not reason or e.id in REASONS[reason][1]]
        found = page.evaluate(script, [account.value, reason])
        assert found == {
            word: [e.id for e in wanted if e.cells[account].answer == word] for word in ("yes", "unsettled", "no", "cannot-arise")
        }
    page.context.close()


def test_the_finder_and_the_law_agree_over_drawn_cases(browser: Browser, built: Path, law: Law) -> None:
    """Twelve thousand draws of an account and of what happened, up to all of it at once."""
    chance, cases = Random(SEED), []
    for _ in range(12_000):
        happened = chance.sample([*REASONS], chance.randint(0, len(REASONS)))
        cases.append((chance.choice([*AccountKind]), happened))
    page = opened(browser, f"file://{built}/{WHICH}index.html")
    script = """cases => {
      const law = JSON.parse(document.querySelector(".rb-calc script").textContent)
      return cases.map(([account, reasons]) => rulebook.calculators["which-exception"].choose(law, account, reasons))
    }"""
    shown = page.evaluate(script, [[account.value, happened] for account, happened in cases])
    differences = 0
    for (account, happened), found in zip(cases, shown, strict=True):
        ids = {id for reason in happened for id in REASONS[reason][1]}
        wanted = [e for e in in_force(law, 2026) if not happened or e.id in ids]
        by_answer = {word: [e.id for e in wanted if e.cells[account].answer == word] for word in ("yes", "unsettled", "no", "cannot-arise")}
        differences += found != by_answer
    assert (len(shown), differences) == (12_000, 0)
    page.context.close()


# In the reader's hands


def result_of(page: Page) -> str:
    """Folded text too."""
    return page.locator(".rb-calc__result").text_content() or ""


def test_a_case_is_typed_with_the_keyboard_alone(browser: Browser, serve: str) -> None:
    page = opened(browser, serve + COST)
    page.locator("#rb-amount").focus()
    page.keyboard.type("10000")
    page.locator("#rb-age").focus()
    page.keyboard.type("45")
    page.locator("#rb-income").focus()
    page.keyboard.type("60000")
    page.keyboard.press("Enter")
    assert "Of $10,000 withdrawn" in result_of(page)
    assert page.locator(".rb-calc__result").get_attribute("aria-live") == "polite"
    assert page.locator(".rb-calc__result a", has_text="72(t)(1)").count() >= 1
    assert "amount=10000" in page.url
    assert "?" not in page.url
    page.context.close()


def test_the_address_keeps_the_case(browser: Browser, serve: str) -> None:
    page = opened(browser, serve + COST + fragment(CASE))
    before = result_of(page)
    assert "$10,000.55" in before
    assert page.locator("#rb-medical-expenses").is_visible()
    page.locator("#rb-age").fill("46")
    page.locator("#rb-age").blur()
    address = page.url
    again = opened(browser, address)
    assert result_of(again) == result_of(page) == before
    assert again.evaluate("document.querySelector('#rb-age').value") == "46"
    again.locator("#rb-age").fill("47")
    again.locator("#rb-age").fill("46")
    again.locator("#rb-age").blur()
    assert again.url == address
    page.locator("[data-clear]").click()
    assert "#" not in page.url
    assert "Still needed" in result_of(page)
    page.context.close()
    again.context.close()


def test_random_cases_survive_the_address(browser: Browser, serve: str, law: Law) -> None:
    page = opened(browser, serve + COST)
    for one in draw(law.in_year(2026), 40, SEED):
        fields = {name: value.strip() for name, value in one.fields.items() if value.strip()}
        page.evaluate("fields => { location.hash = new URLSearchParams(fields) }", fields)
        page.wait_for_timeout(20)
        shown = result_of(page)
        assert formats.money(one.case.amount) in shown, fields
        page.locator(".rb-calc__go").click()
        kept = page.url.partition("#")[2]
        page.evaluate("location.hash = ''")
        page.evaluate("kept => { location.hash = kept }", kept)
        page.wait_for_timeout(20)
        assert result_of(page) == shown
    page.context.close()


def test_the_link_is_copied(browser: Browser, serve: str) -> None:
    page = opened(browser, serve + COST + fragment(CASE))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-copy]").click()
    page.locator("[role=status]", has_text="Link copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.context.close()


MISTAKES = {
    "an amount in words": ({"amount": "ten"}, "amount", "Write an amount in dollars"),
    "a negative amount": ({"income": "-5"}, "income", "Write an amount in dollars"),
    "more after-tax money than money": ({"aftertax": "20000"}, "aftertax", "more than the withdrawal"),
    "more rolled in than taxable": ({"account": "governmental_457b", "rolledin": "20000"}, "rolledin", "more than the taxable part"),
    "an age in words": ({"age": "old"}, "age", "Write an age in years"),
    "an owner of 65 who is not counted": ({"age": "70"}, "older", "65 or over"),
    "two filers on a return of one": ({"older": "2"}, "older", "joint return only"),
    "an owner counted who is too young": ({"age": "63.5", "older": "1"}, "older", "do not turn 65"),
    "a couple counted of whom one is too young": (
        {"age": "45", "status": "married_filing_jointly", "older": "2"},
        "older",
        "do not turn 65",
    ),
    "an owner who turns 65 in the next year": (
        {"by": "dates", "born": "1962-03-01", "paid": "2026-06-01", "older": "1"},
        "older",
        "do not turn 65",
    ),
    "an owner who turns 65 later in the year": (
        {"by": "dates", "born": "1961-09-01", "paid": "2026-06-01", "older": "0"},
        "older",
        "count at least one filer",
    ),
    "a payment in another year": ({"by": "dates", "born": "1980-01-01", "paid": "2020-01-01"}, "paid", "write a day in 2026"),
    "a payment before birth": ({"by": "dates", "born": "2026-05-01", "paid": "2026-01-01"}, "born", "after the day of the payment"),
    "a balance below the withdrawal": ({"exceptions": "emergency", "balance": "5"}, "balance", "less than the withdrawal"),
    "separation too young": ({"account": "401k", "exceptions": "separation_55"}, "exceptions", "turn 55"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_gets_a_message_beside_its_field(mistake: str, browser: Browser, serve: str) -> None:
    fields, name, words = MISTAKES[mistake]
    page = opened(browser, serve + COST + fragment(CASE | {"exceptions": ""} | fields))
    message = page.locator(f"#rb-{name}-error")
    assert words in message.inner_text()
    if name != "exceptions":
        field = page.locator(f"#rb-{name}")
        assert f"rb-{name}-error" in str(field.get_attribute("aria-describedby"))
        assert field.get_attribute("aria-invalid") == "true"
    assert page.locator(".rb-calc__result table").count() == 0
    page.context.close()


def test_what_is_missing_is_said_and_found(browser: Browser, serve: str) -> None:
    page = opened(browser, serve + COST)
    assert "Still needed: Amount withdrawn; Other income of the year; Age in years." in result_of(page)
    assert page.locator(".rb-field__error:visible").count() == 0, "nobody is blamed before asking"
    page.locator(".rb-calc__go").click()
    assert page.evaluate("document.activeElement.id") == "rb-amount"
    assert page.locator(".rb-field__error:visible").count() == 3
    page.context.close()


STATES_SAID = {
    "CA": ("Additional tax of California, 2.5% of $6,000", "Form FTB 3805P"),
    "WI": ("33% of the federal additional tax", "71.05(1)(a)"),
    "AR": ("Not read for 2026", "the last year whose law was read"),
    "ME": ("Repealed", "none since"),
    "SC": ("No tax known", "not proof that there is none"),
    "TX": ("No tax known", "not proof that there is none"),
}


@pytest.mark.parametrize("state", STATES_SAID)
def test_what_a_state_adds_is_said(state: str, browser: Browser, serve: str) -> None:
    page = opened(browser, serve + COST + fragment(CASE | {"amount": "10000", "exceptions": "", "state": state, "stateexcepted": "4000"}))
    shown = result_of(page)
    for words in (*STATES_SAID[state], "For a resident of the state for the whole year.", "state income tax", "On the federal return"):
        assert words in shown
    assert "An additional tax of a state is left out" not in shown
    assert ".00" not in shown
    assert page.locator("#rb-stateexcepted").is_visible() == (state == "CA")
    page.context.close()


def test_the_convention_and_the_deductions_for_65_are_said(browser: Browser, serve: str) -> None:
    older = CASE | {"age": "67", "older": "1", "exceptions": ""}
    page = opened(browser, serve + COST + fragment(older | {"convention": "tax-table"}))
    for words in (
        "By the Tax Table",
        "in whole dollars",
        "With the addition for one filer 65 or over",
        "Senior deduction with the withdrawal",
    ):
        assert words in result_of(page)
    page.context.close()
    page = opened(browser, serve + COST + fragment(older | {"status": "married_filing_separately"}))
    for words in ("By the rate schedules", "not open to this filing status", "An additional tax of a state is left out too."):
        assert words in result_of(page)
    page.context.close()
    page = opened(browser, serve + COST + fragment(older | {"income": "400000"}))
    assert "nothing is left of the deduction" in result_of(page)
    page.context.close()


def test_an_unsettled_day_is_said(browser: Browser, serve: str) -> None:
    page = opened(browser, serve + COST + fragment(CASE | {"by": "dates", "born": "1967-03-31", "paid": "2026-09-30"}))
    assert "you reach 59½ on October 1, 2026" in result_of(page)
    assert "unsettled" in result_of(page)
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("address", [COST + fragment(CASE | {"aftertax": "20"}), COST + fragment({"amount": "x"}), WHICH + "#account=401k"])
def test_a_result_is_accessible_and_fits(address: str, width: int, scheme: str, browser: Browser, serve: str) -> None:
    page = opened(browser, serve + address, width, scheme)
    found = Axe().run(page)
    assert not found.response["violations"], found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    page.context.close()


@pytest.mark.parametrize("path", [COST, WHICH])
def test_without_javascript_the_way_to_the_tables_is_shown(path: str, browser: Browser, serve: str) -> None:
    page = opened(browser, serve + path, script=False)
    assert not page.locator(".rb-calc__form").is_visible()
    page.locator(".rb-calc noscript a", has_text="exception").first.click()
    assert page.url.endswith("/tables/exceptions-to-the-additional-tax/")
    page.context.close()


def test_links_of_the_finder_lead_to_entries(browser: Browser, serve: str, built: Path) -> None:
    page = opened(browser, serve + WHICH + "#account=401k&reasons=job")
    page.locator(".rb-calc__title a", has_text="Separation from service").click()
    assert page.url.endswith("/questions/exceptions/rule-of-55/")
    page.context.close()
    page = opened(browser, f"file://{built}/{WHICH}index.html#account=401k&reasons=job")
    page.locator(".rb-calc__title a", has_text="Separation from service").click()
    assert page.url.endswith("/questions/exceptions/rule-of-55/index.html")
    page.context.close()


def test_a_printed_case_has_its_result_and_no_buttons(browser: Browser, serve: str) -> None:
    page = opened(browser, serve + COST + fragment(CASE))
    page.emulate_media(media="print")
    assert page.locator(".rb-calc__result table").is_visible()
    assert not page.locator(".rb-calc__go").is_visible()
    page.context.close()


def test_scripts_load_on_their_own_pages_only(built: Path) -> None:
    for path in built.rglob("index.html"):
        page = path.relative_to(built).as_posix()
        loads = "javascripts/calculators/" in path.read_text(encoding="utf-8")
        assert loads == (page.removeprefix("calculators/").removesuffix("/index.html") in CALCULATORS), page
