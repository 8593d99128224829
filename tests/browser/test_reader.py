"""The built site in a real browser: search, phone, dark, print, no script, nobody watching."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from support import opened

pytestmark = [pytest.mark.site, pytest.mark.browser]

KINDS = {
    "home": "",
    "entry": "questions/losses/can-i-deduct-401k-losses/",
    "entry with examples": "questions/early-withdrawal/how-much-does-an-early-401k-withdrawal-cost/",
    "entry with a Markdown table": "questions/losses/what-is-basis-in-a-retirement-account/",
    "guide": "guides/are-401k-losses-tax-deductible/",
    "topic": "questions/losses/",
    "table": "tables/cost-of-an-early-withdrawal/",
    "matrix": "tables/exceptions-to-the-additional-tax/",
    "calculator": "calculators/early-withdrawal/",
    "calculator without money": "calculators/which-exception/",
    "calculator of equal payments": "calculators/equal-payments/",
    "chart": "tables/recovery-from-a-fall/",
    "authorities": "authorities/",
    "glossary": "glossary/",
    "calendar": "calendar/",
    "status": "status/",
    "myth": "myths/",
    "A to Z": "a-z/",
    "tags": "tags/",
    "404": "404.html",
}


# Search

QUERIES = {
    "401k loss write off": {"can-i-deduct-401k-losses"},
    "72t": {"what-are-72t-payments"},
    "59 1/2": {"when-exactly-am-i-59-and-a-half"},
    "early withdrawl penlaty": {"is-the-early-withdrawal-penalty-a-tax", "how-much-does-an-early-401k-withdrawal-cost"},
    "401 k losses": {"can-i-deduct-401k-losses"},
    "fine for taking money out early": {"how-much-does-an-early-401k-withdrawal-cost", "how-much-does-an-early-ira-withdrawal-cost"},
    "cash out my 401k": {
        "can-i-cash-out-my-401k",
        "how-much-does-an-early-401k-withdrawal-cost",
        "can-i-withdraw-from-my-401k-without-penalty",
    },
    "seperation at 55": {"rule-of-55"},
    "wash sale ira": {"does-buying-in-an-ira-trigger-a-wash-sale"},
    "20% withheld": {"why-was-20-percent-withheld"},
}
"""What people type -> the entries whose first sentence answers it."""


@pytest.fixture(scope="module")
def search(browser: Browser, serve: str) -> Page:
    page = opened(browser, serve)
    page.locator("[data-md-component=search-query]").click()
    expect(page.locator(".md-search-result__meta")).to_contain_text("Type to start")
    return page


def results(page: Page, query: str) -> list[str]:
    """The slugs of the first three results for a query typed key by key."""
    field = page.locator("[data-md-component=search-query]")
    field.fill("")
    expect(page.locator(".md-search-result__list > li")).to_have_count(0)
    field.press_sequentially(query)
    page.locator(".md-search-result__list > li").first.wait_for()
    page.wait_for_timeout(400)
    links = page.locator(".md-search-result__list > li > a:first-of-type")
    return [str(links.nth(n).get_attribute("href")).split("?")[0].strip("/").split("/")[-1] for n in range(min(3, links.count()))]


@pytest.mark.parametrize("query", QUERIES)
def test_search_finds_the_right_entry_among_the_first_three(query: str, search: Page) -> None:
    found = results(search, query)
    assert QUERIES[query] & set(found), f"{query!r} found {found}"


def test_words_of_digits_are_searched_without_a_complaint(search: Page) -> None:
    """A query of digits alone is a query like any other."""
    complaints: list[str] = []
    search.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    for query in ("5", "59", "10", "1099", "2026", "7,500"):
        assert results(search, query)
    assert not complaints


def test_the_home_page_opens_search(browser: Browser, serve: str) -> None:
    for width in (1280, 360):
        page = opened(browser, serve, width)
        page.locator("a[data-rb-search]").click()
        expect(page.locator("[data-md-component=search-query]")).to_be_focused()
        assert page.url == serve


# Every kind of page, light and dark, wide and narrow


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(kind: str, width: int, scheme: str, browser: Browser, serve: str) -> None:
    page = opened(browser, serve + KINDS[kind], width, scheme)
    page.wait_for_timeout(300)
    found = Axe().run(page)
    assert not found.violations_count, found.generate_report()
    page.context.close()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [1280, 360, 320])
def test_nothing_overflows_and_nothing_complains(kind: str, width: int, browser: Browser, serve: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    elsewhere: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: elsewhere.append(request.url) if not request.url.startswith((serve, "data:")) else None)
    page.goto(serve + KINDS[kind], wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert not complaints
    assert not elsewhere
    assert not context.cookies()
    context.close()


def test_without_javascript_every_answer_and_table_is_there(browser: Browser, serve: str) -> None:
    page = opened(browser, serve + KINDS["entry with examples"], script=False)
    assert page.locator(".rb-answer").is_visible()
    assert page.locator(".rb-table table").first.is_visible()
    home = opened(browser, serve, script=False)
    home.locator("a[data-rb-search]").click()
    assert home.url.endswith("/a-z/")


def test_the_answer_comes_before_the_fold_on_a_phone(browser: Browser, serve: str) -> None:
    page = opened(browser, serve + KINDS["entry"], width=360)
    box = page.locator(".rb-answer__text").bounding_box()
    assert box is not None
    assert box["y"] < 450


def test_keyboard_reaches_the_content(browser: Browser, serve: str) -> None:
    page = opened(browser, serve + KINDS["entry"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.md-skip')")
    region = page.locator(".rb-answer a").first
    region.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_printed_page_has_the_answer_and_the_addresses_of_its_sources(browser: Browser, serve: str, tmp_path: Path) -> None:
    page = opened(browser, serve + KINDS["entry"])
    page.emulate_media(media="print")
    assert not page.locator(".md-header").is_visible()
    assert not page.locator(".md-sidebar").first.is_visible()
    assert page.locator(".rb-answer").is_visible()
    address = page.evaluate("getComputedStyle(document.querySelector('.rb-sources a[href^=http]'), '::after').content")
    assert "http" in address or "attr(href)" in address
    page.pdf(path=tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").stat().st_size > 10_000


# Glossary


def test_a_term_opens_its_definition_by_mouse_and_key(browser: Browser, serve: str) -> None:
    page = opened(browser, serve + KINDS["entry with examples"])
    term = page.locator(".rb-term button", has_text="additional tax").first
    says = page.locator(".rb-term__says:popover-open")
    term.click()
    assert "10% on the part of an early distribution" in says.inner_text()
    box, view = says.bounding_box(), page.viewport_size
    assert box is not None
    assert view is not None
    assert 0 <= box["x"] <= view["width"] - box["width"]
    assert 0 <= box["y"] <= view["height"] - box["height"]
    page.keyboard.press("Escape")
    assert says.count() == 0
    term.focus()
    page.keyboard.press("Enter")
    assert says.count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").endswith("glossary/#additional-tax")


def test_a_term_opens_without_javascript_by_touch(browser: Browser, serve: str) -> None:
    context = browser.new_context(java_script_enabled=False, has_touch=True, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(serve + KINDS["entry"])
    assert not page.locator(".rb-term__says").first.is_visible()
    page.locator(".rb-term button").first.tap()
    assert page.locator(".rb-term__says").first.is_visible()
    context.close()
