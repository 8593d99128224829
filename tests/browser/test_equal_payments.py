"""The calculator of equal payments in a real browser: to the cent what the Python rules say, and usable by everyone."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from drawn_equal_payments import Drawn, draw
from rulebook.calculators import equal_payments
from rulebook.law import Law
from support import opened

pytestmark = [pytest.mark.site, pytest.mark.browser]

PAGE = "calculators/equal-payments/"
DRAWN, BATCH, SEED = 12_000, 4_000, 20261124
YEARS = range(2023, 2028)

CASE = {"balance": "400000", "by": "dates", "born": "1976-03-15", "first": "2026-02-01", "method": "all", "rate": "4"}

IN_THE_PAGE = """(law, all) => all.map(fields => {
  const {given, errors, missing} = calculator.caseOf(law, fields)
  if (missing.length || Object.keys(errors).length) return {errors, missing}
  const {half, free, settled, late} = given.term
  const day = found => found && [found.year, found.month, found.day]
  const shown = JSON.stringify(calculator.evaluate(law, fields))
  return {...calculator.breakDown(law, given), age: given.age, half: day(half), free: day(free), settled, late,
    nonsense: /NaN|undefined|Infinity|null years/.test(shown) ? shown : ""}
})"""


def fragment(fields: dict[str, str]) -> str:
    return "#" + "&".join(f"{name}={value}" for name, value in fields.items())


def asked(page: Page, script: str, *arguments: object) -> Any:
    return json.loads(page.evaluate(f"text => JSON.stringify(({script})(...JSON.parse(text)))", json.dumps(arguments)))


def result_of(page: Page) -> str:
    """Folded text too."""
    return page.locator(".rb-calc__result").text_content() or ""


@pytest.fixture(scope="module")
def from_disk(browser: Browser, built: Path) -> Page:
    page = opened(browser, f"file://{built}/{PAGE}index.html")
    page.evaluate("window.calculator = rulebook.calculators['equal-payments']")
    return page


@pytest.fixture(scope="module")
def drawn(law: Law) -> list[Drawn]:
    return list(draw(law.in_year(2026), YEARS, DRAWN, SEED))


def test_script_and_rules_agree_to_the_cent(drawn: list[Drawn], from_disk: Page, law: Law) -> None:
    data, differences = equal_payments(law, 2026), []
    assert len(drawn) == DRAWN
    for start in range(0, DRAWN, BATCH):
        batch = drawn[start : start + BATCH]
        for one, shown in zip(batch, asked(from_disk, IN_THE_PAGE, data, [one.fields for one in batch]), strict=True):
            expected = one.published | {"nonsense": ""}
            if shown != expected:
                differences.append((one.fields, {k: (v, shown.get(k)) for k, v in expected.items() if shown.get(k) != v}, shown))
    assert not differences, f"{len(differences)} of {DRAWN} differ, the first: {differences[0]}"


def test_the_drawn_series_reach_every_corner(drawn: list[Drawn]) -> None:
    found, fields = [one.published for one in drawn], [one.fields for one in drawn]
    assert {one["age"] for one in found} >= {18, 54, 55, 59, 60}
    assert any(not one["settled"] for one in found)
    assert any(one["first"].endswith("-02-29") for one in fields if "first" in one)
    assert any(one["born"].endswith("-02-29") for one in fields if "born" in one)
    assert any(one["free"] == one["half"] for one in found if one["free"])
    assert any(back["simple"] and back["usual"] for one in found for back in one["back"].values())
    assert any(one["limit"] > 500 for one in found)
    assert any("rate" in one and one["rate"].startswith("0.00") for one in fields)


def test_the_official_example_comes_out_to_the_dollar(browser: Browser, serve: str) -> None:
    """A person of 50 with $400,000 and 4%, as the IRS shows it."""
    page = opened(browser, serve + PAGE + fragment(CASE))
    assert "pays $11,049.72, $21,101.63 or $22,030.33 a year and must go on until September 15, 2035" in result_of(page)
    for words in ("36.2 years", "18.1568", "September 15, 2035", "February 1, 2031"):
        assert words in result_of(page)
    assert page.locator(".rb-calc__result a", has_text="Notice 2022-6").count() >= 3
    page.context.close()


def test_the_page_computes_with_the_law_of_its_year(from_disk: Page, law: Law) -> None:
    data = json.loads(from_disk.locator(".rb-calc script[type='application/json']").text_content() or "")
    del data["entries"]
    assert data == equal_payments(law, 2026)


def test_whatever_is_typed_nothing_but_plain_words_comes_back(from_disk: Page, law: Law) -> None:
    random, data = Random(SEED), equal_payments(law, 2026)
    names = ["account", "balance", "by", "born", "first", "age", "year", "method", "table", "rate", "midterm", "made", "window", "taken",
             "takenwindow"]  # fmt: skip
    junk = ["", "0", "-1", "1e9", "NaN", "4.555", "4.5%", "½", "50", "10000", "99999999999", "__proto__", "constructor", "2026-02-30",
            "1967-03-31", "2026-02-28", "2024-02-29", "2026", "age", "dates", "simple_ira", "governmental_457b", "amortization", "all",
            "required-minimum", "uniform", "1", "5", "7"]  # fmt: skip
    cases = [{name: random.choice(junk) for name in names if random.random() < 0.8} for _ in range(3_000)]
    script = "(law, all) => all.map(fields => JSON.stringify(calculator.evaluate(law, fields)))"
    for fields, shown in zip(cases, asked(from_disk, script, data, cases), strict=True):
        assert not re.search(r"NaN|undefined|Infinity", shown), fields


MISTAKES = {
    "a balance in words": ({"balance": "much"}, "balance", "Write an amount in dollars"),
    "a rate above the floor": ({"rate": "5.01"}, "rate", "give 120% of the federal mid-term rate"),
    "a rate above the cap": ({"rate": "5.4", "midterm": "5.39"}, "rate", "The cap is 5.39%"),
    "a rate with three decimals": ({"rate": "4.555"}, "rate", "at most two decimals"),
    "a first payment at 59½": ({"born": "1966-08-01"}, "first", "at 59½ or later"),
    "an old series": ({"first": "2022-12-31"}, "first", "2023 to 2027"),
    "an age of 60": ({"by": "age", "age": "60", "year": "2026"}, "age", "Give dates"),
    "a child": ({"by": "age", "age": "17", "year": "2026"}, "age", "18 or more"),
    "too many payments": ({"made": "11"}, "made", "from 1 to 10"),
    "no payment": ({"made": "0"}, "made", "from 1 to 10"),
    "a governmental plan": ({"account": "governmental_457b"}, "account", "bears no additional tax"),
    "more in the window than at all": (
        {"account": "simple_ira", "method": "required-minimum", "taken": "5", "takenwindow": "6"}, "takenwindow", "more than what was paid"
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_gets_a_message_beside_its_field(mistake: str, browser: Browser, serve: str) -> None:
    fields, name, words = MISTAKES[mistake]
    page = opened(browser, serve + PAGE + fragment(CASE | fields))
    assert words in page.locator(f"#rb-{name}-error").inner_text()
    assert page.locator(f"#rb-{name}").get_attribute("aria-invalid") == "true"
    assert page.locator(".rb-calc__result table").count() == 0
    page.context.close()


def test_a_series_is_typed_and_its_address_keeps_it(browser: Browser, serve: str) -> None:
    page = opened(browser, serve + PAGE)
    assert "Still needed: Balance when the series begins; Birth date; Day of the first payment." in result_of(page)
    page.locator("#rb-balance").focus()
    page.keyboard.type("400000")
    page.locator("input[name=by][value=age]").check()
    page.locator("#rb-age").fill("58")
    page.locator("#rb-year").fill("2026")
    page.locator("#rb-account").select_option("simple_ira")
    page.locator("summary", has_text="If the series is broken").click()
    page.locator("#rb-window").select_option("1")
    page.locator("#rb-made").fill("3")
    page.keyboard.press("Enter")
    shown = result_of(page)
    for words in ("until the anniversary in 2031", "25% of payments in the first", "10% of the rest", "before interest", "mid-term rate"):
        assert words in shown
    assert "?" not in page.url
    again = opened(browser, page.url)
    assert result_of(again) == shown
    again.locator("#rb-method").select_option("required-minimum")
    again.locator("#rb-taken").fill("20000")
    again.locator("#rb-takenwindow").fill("5000")
    again.locator("#rb-takenwindow").blur()
    assert "$2,750" in result_of(again)
    assert not again.locator("#rb-rate").is_visible()
    again.context.grant_permissions(["clipboard-read", "clipboard-write"])
    again.locator("[data-copy]").click()
    again.locator("[role=status]", has_text="Link copied.").wait_for()
    assert again.evaluate("navigator.clipboard.readText()") == again.url
    page.context.close()
    again.context.close()


def test_what_was_given_and_what_is_left_out_is_said(browser: Browser, serve: str) -> None:
    page = opened(browser, serve + PAGE + fragment(CASE | {"rate": "5.4", "midterm": "5.4", "account": "401k", "born": "1967-08-29"}))
    for words in ("as you gave it", "was not checked", "after you leave the employer", "unsettled", "Interest", "interest is due on top",
                  "Joint and Last Survivor", "Exception number on Form 5329"):  # fmt: skip
        assert words.lower() in result_of(page).lower(), words
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_a_result_is_accessible_and_fits(width: int, scheme: str, browser: Browser, serve: str) -> None:
    page = opened(browser, serve + PAGE + fragment(CASE | {"account": "simple_ira", "window": "2", "balance": "400000.55"}), width, scheme)
    found = Axe().run(page)
    assert not found.response["violations"], found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    page.context.close()


def test_without_javascript_the_way_to_the_tables_is_shown(browser: Browser, serve: str) -> None:
    page = opened(browser, serve + PAGE, script=False)
    assert not page.locator(".rb-calc__form").is_visible()
    page.locator(".rb-calc noscript a").first.click()
    assert page.url.endswith("/tables/equal-payments/")
    page.context.close()
