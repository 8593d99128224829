"""The calculators of missed distributions and of excess contributions: to the cent what the rules say, and usable by everyone."""

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

from drawn_penalties import deferrals, excesses, misses, returns
from rulebook import formats
from rulebook.calculators import YEARS_AHEAD, excess_contribution, missed_required_distribution
from rulebook.law import AccountKind, Law
from rulebook.rules.excess_contribution import adjusted_closing_balance, adjusted_opening_balance, return_contribution
from rulebook.rules.required_distribution import applicable_ages, year_attained
from rulebook.scenarios.deferral_above_limit import look
from rulebook.scenarios.excess_over_years import follow
from rulebook.scenarios.missed_distribution import Reading, read
from support import opened

pytestmark = [pytest.mark.site, pytest.mark.browser]

MISSED, EXCESS = "calculators/missed-required-distribution/", "calculators/excess-contribution/"
YEAR, SEED, BATCH = 2026, 20261124, 5_000
MISSES, EXCESSES, RETURNS, DEFERRALS = 20_000, 12_000, 12_000, 12_000

MADE_UP = {"madeup": "yes", "received": "2027-03-01", "filed": "2027-04-15"}
MISS = {"account": "traditional_ira", "born": "1951-11-24", "year": "2026", "balance": "500000", "taken": "5000"}
BORN_1959 = MISS | MADE_UP | {"born": "1959-06-30", "year": "2034"}
LEFT = {"kind": "left", "account": "roth_ira", "excess": "1000.50", "first": "2025", "years": "3", "paid-3": "1,000.50", "value-1": "900"}
RETURNED = {"kind": "returned", "contribution": "1000", "before": "20000", "putin": "7000", "atremoval": "24250"}
DEFERRED = {"kind": "deferral", "deferralyear": "2026", "deferred": "26500", "age": "45", "earnings": "150"}


def fragment(fields: dict[str, str]) -> str:
    return "#" + "&".join(f"{name}={value}" for name, value in fields.items())


@pytest.fixture(scope="module")
def missed(browser: Browser, built: Path) -> Page:
    page = opened(browser, f"file://{built}/{MISSED}index.html")
    page.evaluate("window.calculator = rulebook.calculators['missed-required-distribution']")
    return page


@pytest.fixture(scope="module")
def excess(browser: Browser, built: Path) -> Page:
    page = opened(browser, f"file://{built}/{EXCESS}index.html")
    page.evaluate("window.calculator = rulebook.calculators['excess-contribution']")
    return page


# The same to the cent


def in_cents(amount: Decimal) -> int:
    return int(formats.cents(amount) * 100)


def as_number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def asked(page: Page, script: str, *arguments: object) -> Any:
    """What a function answers in the page; as text both ways, which is many times faster than as objects."""
    return json.loads(page.evaluate(f"text => JSON.stringify(({script})(...JSON.parse(text)))", json.dumps(arguments)))


def compare(page: Page, script: str, data: dict[str, Any], drawn: list[tuple[dict[str, str], Any]]) -> int:
    """How many cases the page and the rules agree on: all of them, or the test fails with the first that differs."""
    differences, compared = [], 0
    for start in range(0, len(drawn), BATCH):
        batch = drawn[start : start + BATCH]
        for (fields, expected), shown in zip(batch, asked(page, script, data, [fields for fields, _ in batch]), strict=True):
            compared += 1
            if shown != expected:
                differences.append((fields, expected, shown))
    assert not differences, f"{len(differences)} of {compared} differ, the first: {differences[0]}"
    print(f"{compared} cases, no difference")
    return compared


def published(reading: Reading) -> dict[str, Any]:
    """Every figure that the page shows for one reading, by the Python rules."""
    found: dict[str, Any] = {"age": int(reading.age * 2), "firstYear": reading.start.first_year, "miss": None}
    if (one := reading.miss) is not None:
        found["miss"] = {
            "due": as_number(one.last_day),
            "divisor": int(one.divisor * 10),
            "required": in_cents(one.required),
            "taken": in_cents(one.taken),
            "shortfall": in_cents(one.shortfall),
            "windowEnd": as_number(one.window_end) if one.window_end else None,
            "corrected": one.corrected,
            "rate": int(one.rate * 10_000),
            "tax": in_cents(one.tax),
            "taxIfCorrected": None if one.tax_if_corrected is None else in_cents(one.tax_if_corrected),
        }
    return found


MISSED_IN_THE_PAGE = """(law, all) => all.map(fields => {
  const {given, errors, missing} = calculator.caseOf(law, fields)
  if (missing.length || Object.keys(errors).length) return {errors, missing}
  const {order} = rulebook.days
  const shown = JSON.stringify(calculator.evaluate(law, fields))
  if (/NaN|undefined|Infinity|null(?=[^,}])/.test(shown)) return shown
  return calculator.readings(law, given).map(({age, firstYear, miss}) => ({age, firstYear, miss: miss && {
    ...miss, due: order(miss.due), windowEnd: miss.windowEnd && order(miss.windowEnd),
  }}))
})"""


@pytest.mark.parametrize(("year", "count"), [(2026, MISSES), (2025, 1_000), (2024, 1_000)])
def test_missed_distributions_agree_to_the_cent(year: int, count: int, missed: Page, law: Law) -> None:
    data, now = missed_required_distribution(law, year), law.in_year(year)
    drawn = [
        (one.fields, [published(reading) for reading in read(law, now, one.case)])
        for one in misses(law, year, year + YEARS_AHEAD, count, SEED + year)
    ]
    assert compare(missed, MISSED_IN_THE_PAGE, data, drawn) == count


def test_the_drawn_misses_reach_every_corner(law: Law) -> None:
    cases = [one.case for one in misses(law, YEAR, YEAR + YEARS_AHEAD, MISSES, SEED + YEAR)]
    found = [read(law, law.in_year(YEAR), case) for case in cases]
    missed = [reading.miss for readings in found for reading in readings if reading.miss]
    assert {case.account for case in cases} == set(AccountKind) - {AccountKind.ROTH_IRA}
    assert {len(readings) for readings in found} == {1, 2}
    assert any({bool(reading.miss) for reading in readings} == {True, False} for readings in found), "no case that depends on the age"
    assert {int(one.rate * 100) for one in missed} == {10, 25, 50}
    assert sum(one.corrected for one in missed) > 200
    assert sum(one.last_day.month == 4 for one in missed) > 200
    assert any(one.window_end and one.window_end.month != 12 for one in missed), "no window that a notice closed"
    assert sum(not one.shortfall for one in missed) > 200
    assert {1949, 1950, 1951, 1958, 1959, 1960} <= {case.born.year for case in cases}
    assert any(case.received == date(2028, 2, 29) for case in cases)


def test_every_birth_date_has_the_same_ages_and_first_years(missed: Page, law: Law) -> None:
    """Each day from 1945 to 1965, the edges of every age among them."""
    days = [date(1945, 1, 1) + timedelta(days=n) for n in range(21 * 365 + 5)]
    script = """(law, all) => all.map(([year, month, day]) => calculator.readings(law, {account: "sep_ira", born: {year, month, day},
      year: 2022, balance: 0, taken: 0, retired: null, received: null, filed: null, madeUp: null, notice: null, assessed: null,
    }).map(one => [one.age, one.firstYear]))"""
    shown = asked(missed, script, missed_required_distribution(law, YEAR), [[d.year, d.month, d.day] for d in days])
    ages = [applicable_ages(law.in_year(YEAR), day) for day in days]
    assert shown == [[[int(age * 2), year_attained(day, age)] for age in each] for day, each in zip(days, ages, strict=True)]


LEFT_IN_THE_PAGE = """(law, all) => all.map(fields => {
  const {given, errors, missing} = calculator.caseOf(law, fields)
  if (missing.length || Object.keys(errors).length) return {errors: Object.keys(errors), missing}
  const shown = JSON.stringify(calculator.evaluate(law, fields))
  if (/NaN|undefined|Infinity/.test(shown)) return shown
  if (given.kind === "left") return calculator.follow(law, given).map(({taxed, ...rest}) => rest)
  if (given.kind === "returned") return calculator.giveBack(given)
  const {limit, excess, outcomes} = calculator.defer(law, given)
  return {limit, excess, ...outcomes[0]}
})"""


def test_excesses_left_in_agree_to_the_cent(excess: Page, law: Law) -> None:
    data, drawn = excess_contribution(law, YEAR), []
    for one in excesses([2024, 2025, 2026], EXCESSES, SEED):
        found = follow(law, one.first, one.account, one.years)
        expected = [
            {
                "broughtIn": in_cents(year.brought_in),
                "room": in_cents(year.room),
                "distributed": in_cents(year.distributed),
                "left": in_cents(year.left),
                "added": in_cents(year.added),
                "excess": in_cents(year.excess),
                "tax": in_cents(year.tax),
            }
            for year in found
        ]
        drawn.append((one.fields, expected))
    assert compare(excess, LEFT_IN_THE_PAGE, data, drawn) == EXCESSES


def test_returned_contributions_agree_to_the_cent(excess: Page, law: Law) -> None:
    drawn: list[tuple[dict[str, str], Any]] = []
    for one in returns(RETURNS, SEED):
        opening = adjusted_opening_balance(one.before, one.put_in)
        closing = adjusted_closing_balance(one.at_removal, one.taken_out)
        found = return_contribution(one.contribution, opening, closing)
        net = in_cents(found.net_income)
        paid_out = in_cents(one.contribution) + net
        expected: Any = {"opening": in_cents(opening), "closing": in_cents(closing), "net": net, "paidOut": paid_out, "income": max(0, net)}
        if paid_out > in_cents(one.at_removal):
            expected = {"errors": ["atremoval"], "missing": []}
        drawn.append((one.fields, expected))
    assert compare(excess, LEFT_IN_THE_PAGE, excess_contribution(law, YEAR), drawn) == RETURNS
    nets = [expected["net"] for _, expected in drawn if "net" in expected]
    assert len(nets) > RETURNS / 2
    assert {net > 0 for net in nets if net} == {True, False}
    assert 0 in nets


def test_deferrals_above_the_limit_agree_to_the_cent(excess: Page, law: Law) -> None:
    drawn = []
    for one in deferrals(law, [2024, 2025, 2026], DEFERRALS, SEED):
        found = look(law.in_year(one.year), one.deferred, one.age, one.paid, one.earnings)
        expected = {
            "limit": in_cents(found.limit),
            "excess": in_cents(found.excess),
            "inTime": found.taxed.in_time,
            "whenDeferred": in_cents(found.taxed.income_when_deferred),
            "whenPaid": in_cents(found.taxed.income_when_paid),
            "twice": in_cents(found.taxed.taxed_twice),
            "within72t": found.taxed.within_72t,
        }
        drawn.append((one.fields, expected))
    assert compare(excess, LEFT_IN_THE_PAGE, excess_contribution(law, YEAR), drawn) == DEFERRALS


def test_the_drawn_excesses_reach_every_corner(law: Law) -> None:
    followed = [(one, follow(law, one.first, one.account, one.years)) for one in excesses([2024, 2025, 2026], EXCESSES, SEED)]
    assert {len(found) for _, found in followed} == set(range(1, 9))
    assert sum(not found[-1].excess for _, found in followed) > 200, "no case that is put right"
    assert sum(year.emptied for one, _ in followed for year in one.years) > 200
    pairs = [(year, found) for one, all_found in followed for year, found in zip(one.years, all_found, strict=True)]
    assert sum(year.value < found.excess for year, found in pairs) > 200, "no value that caps the tax"
    assert any(year.value == found.excess for year, found in pairs)
    drawn = list(deferrals(law, [2024, 2025, 2026], DEFERRALS, SEED))
    assert {(one.paid.month, one.paid.day) for one in drawn} >= {(4, 14), (4, 15), (4, 16), (12, 31), (2, 29)}


# The law of the page, and whatever is typed


@pytest.mark.parametrize("name", ["missed", "excess"])
def test_the_page_computes_with_the_law_of_its_year(name: str, request: pytest.FixtureRequest, law: Law) -> None:
    page, build = request.getfixturevalue(name), {"missed": missed_required_distribution, "excess": excess_contribution}[name]
    data = json.loads(page.locator("script[type='application/json']:not(#__config)").first.text_content() or "")
    del data["entries"]
    assert data == build(law, YEAR)


@pytest.mark.parametrize("name", ["missed", "excess"])
def test_whatever_is_typed_nothing_but_plain_words_comes_back(name: str, request: pytest.FixtureRequest, law: Law) -> None:
    page, build = request.getfixturevalue(name), {"missed": missed_required_distribution, "excess": excess_contribution}[name]
    fields = page.evaluate("[...document.querySelector('.rb-calc form').elements].map(control => control.name).filter(Boolean)")
    junk = ["", "0", "-1", "1e9", "NaN", "∞", "12.345", "½", "10000", "99999999999", "__proto__", "constructor", "2026-02-30",
            "2026-12-31", "1950-07-01", "1959-03-31", "2028-02-29", "0001-01-01", "2026", "2030", "8", "yes",
            "roth_ira", "401k", "left", "returned"]  # fmt: skip
    random = Random(SEED)
    cases = [{name: random.choice(junk) for name in sorted(set(fields)) if random.random() < 0.8} for _ in range(3_000)]
    for case in cases[:1_500]:
        likely = {"born": "1950-07-01", "year": "2030", "balance": "1000", "received": "2031-02-01", "filed": "2031-02-01"}
        case |= likely if name == "missed" else {"kind": random.choice(["left", "returned", "deferral"]), "excess": "5", "first": "2026"}
    script = "(law, all) => all.map(fields => JSON.stringify(calculator.evaluate(law, fields)))"
    for case, shown in zip(cases, asked(page, script, build(law, YEAR), cases), strict=True):
        assert not re.search(r"NaN|undefined|Infinity|[(,:\s]null\b(?!,|})", shown), (case, shown)


# In the reader's hands


def result_of(page: Page) -> str:
    """Folded text too."""
    return page.locator(".rb-calc__result").text_content() or ""


def test_a_missed_distribution_is_typed_with_the_keyboard_alone(browser: Browser, serve: str) -> None:
    page = opened(browser, serve + MISSED)
    page.locator("#rb-account").select_option("traditional_ira")
    page.locator("#rb-born").fill("1951-11-24")
    for name, text in (("year", "2026"), ("balance", "500000"), ("taken", "5000")):
        page.locator(f"#rb-{name}").focus()
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    said = result_of(page)
    assert "The tax is $3,831.30. Corrected by December 31, 2028, it is $1,532.52." in said
    assert "Divisor at 75, the age reached in 2026" in said
    assert "line 52b" in said
    assert page.locator(".rb-calc__result a", has_text="4974(a)").count() >= 1
    assert "balance=500000" in page.url
    assert "?" not in page.url
    page.context.close()


SAID = {
    "a shortfall of 10,000": (MISSED, MISS | {"taken": "10,325.20"}, "The tax is $2,500.00."),
    "before 2023": (MISSED, MISS | {"born": "1945-01-01", "year": "2022"}, "Tax, 50% of the shortfall"),
    "a first amount": (MISSED, MISS | {"born": "1953-05-10", "taken": ""}, "Required for 2026 by April 1, 2027"),
    "its window": (MISSED, MISS | {"born": "1953-05-10", "taken": ""}, "December 31, 2029"),
    "born in 1959, not begun": (MISSED, MISS | {"born": "1959-06-30"}, "the first year is 2032 or 2034"),
    "born in 1959, begun by one age": (MISSED, MISS | {"born": "1959-06-30", "year": "2033"}, "if the age is 73, and nothing if it is 75"),
    "born in 1959, two taxes": (MISSED, BORN_1959 | {"received": "2035-01-05", "filed": "2035-02-01"},
                                "if the age is 73 or $0.00 if the age is 75"),
    "the statute is read out": (MISSED, MISS | {"born": "1959-06-30"}, "A proposed regulation says 73; it is not final."),
    "a Roth IRA": (MISSED, {"account": "roth_ira"}, "Nothing is required from a Roth IRA"),
    "taken whole": (MISSED, MISS | {"taken": "20325.20"}, "It was taken in time, and there is no tax."),
    "corrected": (MISSED, MISS | MADE_UP, "Tax, 10% of the shortfall"),
    "corrected in part": (MISSED, MISS | MADE_UP | {"amount": "1"}, "Only a part was made up"),
    "after a notice": (MISSED, MISS | MADE_UP | {"closed": "yes", "notice": "2027-02-28"},
                       "does not fall into the window"),
    "working on": (MISSED, MISS | {"account": "401k", "retired": "2028"}, "Nothing is required for 2026: the first year is 2028."),
    "left": (EXCESS, LEFT, "The tax comes to $114.03 over 3 year-ends. At the end of 2027, no excess is left."),
    "the value caps it": (EXCESS, LEFT, "Tax for 2025, 6% of $900.00"),
    "returned at a loss": (EXCESS, RETURNED, "$898.15 leaves the IRA, and none of it is taxed."),
    "returned with income": (EXCESS, RETURNED | {"atremoval": "28250"}, "$46.30 of it is taxed"),
    "deferred": (EXCESS, DEFERRED, "Paid out by April 15, 2027, $2,150 is taxed in all; later, $4,150."),
    "deferred, paid on the last day": (EXCESS, DEFERRED | {"paid": "2027-04-15"}, "Paid out in time, $2,150"),
    "deferred, paid a day later": (EXCESS, DEFERRED | {"paid": "2027-04-16"}, "Paid out too late, $4,150"),
    "a catch-up of 60": (EXCESS, DEFERRED | {"age": "60"}, "Nothing was deferred above the limit."),
}  # fmt: skip


@pytest.mark.parametrize("case", SAID)
def test_a_case_gets_its_words(case: str, browser: Browser, serve: str) -> None:
    path, fields, words = SAID[case]
    page = opened(browser, serve + path + fragment(fields))
    assert words in result_of(page)
    page.context.close()


MISTAKES = {
    "a year before the table": (MISSED, MISS | {"year": "2021"}, "year", "from 2022 to 2036"),
    "a birth to come": (MISSED, MISS | {"born": "2031-01-01"}, "born", "Check the year"),
    "an owner of 121": (MISSED, MISS | {"born": "1900-01-01"}, "born", "Check the year"),
    "made up before the year": (
        MISSED,
        MISS | MADE_UP | {"received": "2025-03-01"},
        "received",
        "before 2026",
    ),
    "a notice too early": (MISSED, MISS | {"closed": "yes", "notice": "2026-03-01"}, "notice", "cannot arise"),
    "no excess": (EXCESS, LEFT | {"excess": "0"}, "excess", "Nothing was put in"),
    "room and excess": (EXCESS, LEFT | {"room-2": "5", "added-2": "5"}, "added-2", "one of the two"),
    "nothing returned": (EXCESS, RETURNED | {"contribution": "0"}, "contribution", "Nothing is returned"),
    "less put in than returned": (EXCESS, RETURNED | {"putin": "999"}, "putin", "less than what is returned"),
    "too little left": (EXCESS, RETURNED | {"takenout": "20000", "atremoval": "500"}, "atremoval", "less than what must be returned"),
    "paid before it was deferred": (EXCESS, DEFERRED | {"paid": "2025-12-31"}, "paid", "before 2026"),
    "an age in words": (EXCESS, DEFERRED | {"age": "old"}, "age", "whole years"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_gets_a_message_beside_its_field(mistake: str, browser: Browser, serve: str) -> None:
    path, fields, name, words = MISTAKES[mistake]
    page = opened(browser, serve + path + fragment(fields))
    assert words in page.locator(f"#rb-{name}-error").inner_text()
    field = page.locator(f"#rb-{name}")
    assert f"rb-{name}-error" in str(field.get_attribute("aria-describedby"))
    assert field.get_attribute("aria-invalid") == "true"
    assert page.locator(".rb-calc__result table").count() == 0
    page.context.close()


CASES = {"missed": (MISSED, MISS), "left": (EXCESS, LEFT), "returned": (EXCESS, RETURNED), "deferred": (EXCESS, DEFERRED)}


@pytest.mark.parametrize("case", CASES)
def test_the_address_keeps_the_case(case: str, browser: Browser, serve: str) -> None:
    path, fields = CASES[case]
    page = opened(browser, serve + path + fragment(fields))
    before = result_of(page)
    assert "Step" in before
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-copy]").click()
    page.locator("[role=status]", has_text="Link copied.").wait_for()
    address = page.evaluate("navigator.clipboard.readText()")
    assert address == page.url
    assert "?" not in address
    again = opened(browser, address)
    assert result_of(again) == before
    page.context.close()
    again.context.close()


def test_years_appear_as_they_are_asked_for(browser: Browser, serve: str) -> None:
    page = opened(browser, serve + EXCESS)
    assert page.locator(".rb-year:visible").count() == 1
    page.locator("#rb-first").select_option("2025")
    page.locator("#rb-years").select_option("3")
    assert page.locator(".rb-year legend:visible").all_inner_texts() == ["2025", "2026", "2027"]
    page.locator("#rb-kind").select_option("deferral")
    assert page.locator(".rb-year:visible").count() == 0
    assert "Still needed: Pre-tax pay deferred in that year; Age at the end of that year." in result_of(page)
    page.context.close()


ACCESSIBLE = {
    "unsettled": MISSED + fragment(BORN_1959 | {"closed": "yes", "received": "2036-01-01", "filed": "2036-01-01"}),
    "a mistake": MISSED + fragment({"born": "x", "year": "x"}),
    "left": EXCESS + fragment(LEFT | {"years": "8"}),
    "deferred": EXCESS + fragment(DEFERRED),
}  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("case", ACCESSIBLE)
def test_a_result_is_accessible_and_fits(case: str, width: int, scheme: str, browser: Browser, serve: str) -> None:
    page = opened(browser, serve + ACCESSIBLE[case], width, scheme)
    found = Axe().run(page)
    assert not found.response["violations"], found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    page.context.close()


@pytest.mark.parametrize(("path", "table"), [(MISSED, "required-distributions"), (EXCESS, "excess-contributions")])
def test_without_javascript_tables_stand_on_the_page_and_behind_a_link(path: str, table: str, browser: Browser, serve: str) -> None:
    page = opened(browser, serve + path, script=False)
    assert not page.locator(".rb-calc__form").is_visible()
    assert page.locator(".rb-table table").first.is_visible()
    page.locator(".rb-calc noscript a").first.click()
    assert page.url.endswith(f"/tables/{table}/")
    page.context.close()
