"""The built site in a real browser: search, phone, dark, print, no script, nobody watching."""

from __future__ import annotations

from collections.abc import Callable
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

VIOLATIONS = {"resultTypes": ["violations"]}
"""What axe is to write out in full. It runs the same rules, but keeps no list of all that passed."""

AT_REST = """async () => {
  const frame = () => new Promise(requestAnimationFrame)
  await frame()
  await frame()
  await Promise.allSettled(document.getAnimations().map(one => one.finished))
}"""
"""Waits until what was opened is drawn and nothing moves."""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(kind: str, width: int, scheme: str, browser: Browser, serve: str) -> None:
    page = opened(browser, serve + KINDS[kind], width, scheme)
    page.evaluate(AT_REST)
    found = Axe().run(page, options=VIOLATIONS)
    assert not found.violations_count, found.generate_report()
    page.context.close()


def search_for(page: Page, query: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(query)
    expect(page.locator(".md-search-result__meta")).to_contain_text("answer", ignore_case=True)


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")


def mistake(page: Page) -> None:
    page.locator("#rb-amount").fill("x")
    page.locator(".rb-calc__go").click()
    open_all(page)


OPENED: dict[str, tuple[str, Callable[[Page], object]]] = {
    "search": ("entry", lambda page: search_for(page, "401k loss")),
    "search at home": ("home", lambda page: search_for(page, "rule of 55")),
    "search without a result": ("entry", lambda page: search_for(page, "zzqqxxjj")),
    "a term": ("entry with examples", lambda page: page.locator(".rb-term button").first.click()),
    "the menu": ("entry", lambda page: menu(page)),
    "the menu of a section": ("calculator", lambda page: menu(page)),
    "folds": ("entry with examples", open_all),
    "folds of tables": ("table", open_all),
    "a calculator": ("calculator", open_all),
    "a calculator with a mistake": ("calculator", mistake),
    "a calculator without money": ("calculator without money", open_all),
}
"""What can be opened -> the kind of page, and how."""


def menu(page: Page) -> None:
    button = page.locator("button.md-header__button")
    if button.is_visible():  # in a narrow window
        button.click()


@pytest.mark.parametrize("what", OPENED)
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_is_open(what: str, width: int, scheme: str, browser: Browser, serve: str) -> None:
    kind, open_it = OPENED[what]
    page = opened(browser, serve + KINDS[kind], width, scheme)
    open_it(page)
    page.evaluate(AT_REST)
    found = Axe().run(page, options=VIOLATIONS)
    assert not found.violations_count, found.generate_report()
    page.context.close()


@pytest.mark.parametrize("what", [name for name in OPENED if "menu" not in name])
def test_use_breaks_no_policy_and_leaves_nothing_behind(what: str, browser: Browser, serve: str) -> None:
    """Search and calculators in use: no request elsewhere, no cookie, nothing kept but the choice of colours."""
    kind, open_it = OPENED[what]
    context = browser.new_context()
    page = context.new_page()
    broken: list[str] = []
    page.on("console", lambda message: broken.append(message.text) if message.type in ("error", "warning") else None)
    page.on("request", lambda request: broken.append(request.url) if not request.url.startswith((serve, "data:")) else None)
    page.add_init_script("self.broken = []; addEventListener('securitypolicyviolation', event => broken.push(event.violatedDirective))")
    page.goto(serve + KINDS[kind], wait_until="networkidle")
    open_it(page)
    page.wait_for_timeout(300)
    assert not broken + page.evaluate("broken")
    assert not context.cookies()
    kept = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert set(kept) <= {"/.__palette"}
    assert page.evaluate("indexedDB.databases().then(found => found.length)") == 0
    context.close()


def test_the_index_is_fetched_when_somebody_turns_to_search(browser: Browser, serve: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(serve)))
    page.goto(serve + KINDS["entry"], wait_until="networkidle")
    assert "search/rulebook.json" not in asked
    with page.expect_request("**/search/rulebook.json"):
        page.locator("[data-md-component=search-query]").focus()
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_are_those_of_the_system_until_the_reader_chooses(scheme: str, browser: Browser, serve: str) -> None:
    page = opened(browser, serve + KINDS["entry"], scheme=scheme)
    colours = "document.body.dataset.mdColorScheme"
    assert page.evaluate(colours) == ("slate" if scheme == "dark" else "default")
    page.locator("#__palette_0").focus()
    for key in ("ArrowRight", "ArrowRight") if scheme == "light" else ("ArrowRight",):
        page.keyboard.press(key)
    chosen = page.evaluate(colours)
    assert (chosen == "slate") == (scheme == "light")
    page.reload()
    assert page.evaluate(colours) == chosen
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


SEEN = """() => {
  const it = document.activeElement
  if (it === document.body || it.matches('.md-search__input')) return true
  const shown = it.matches('.md-option') ? it.nextElementSibling : it.matches('.rb-pick *') ? it.closest('label') : it
  const box = shown.getBoundingClientRect(), style = getComputedStyle(shown)
  return style.outlineStyle !== 'none' && style.visibility === 'visible' && box.right > 0 && box.left < innerWidth && box.width > 0
}"""
"""Whether a reader sees where the focus is. The field of search opens search instead of an outline."""


@pytest.mark.parametrize("kind", ["home", "entry", "matrix", "calculator"])
@pytest.mark.parametrize("width", [1280, 640, 360])
def test_the_focus_is_never_out_of_sight(kind: str, width: int, browser: Browser, serve: str) -> None:
    page = opened(browser, serve + KINDS[kind], width)
    for _ in range(40):
        page.keyboard.press("Tab")
        page.wait_for_timeout(20)
        assert page.evaluate(SEEN), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    page.context.close()


def test_keys_open_the_menu_walk_it_and_close_it(browser: Browser, serve: str) -> None:
    page = opened(browser, serve + KINDS["entry"], 360)
    focused = "document.activeElement.textContent.trim() || document.activeElement.ariaLabel"
    button = page.get_by_role("button", name="Menu")
    button.focus()
    page.keyboard.press("Enter")
    assert page.evaluate(focused) == "Questions"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "Contributions and limits"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "Guides"
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    assert not page.locator("#__drawer").is_checked()
    page.context.close()


def test_keys_reach_results_and_what_stands_below_them(browser: Browser, serve: str) -> None:
    page = opened(browser, serve + KINDS["entry"])
    search_for(page, "rule of 55")
    first = page.locator(".md-search-result__link").first
    for _ in range(10):  # a result that comes late takes the place of the one that had the focus
        page.locator("[data-md-component=search-query]").focus()
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(200)
        if first.evaluate("link => link === document.activeElement"):
            break
    expect(first).to_be_focused()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "A to Z":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/a-z/")
    page.context.close()


def test_motion_is_reduced_for_those_who_ask(browser: Browser, serve: str) -> None:
    page = opened(browser, serve + KINDS["entry"], 360)
    moving = "[...document.querySelectorAll('*')].filter(one => parseFloat(getComputedStyle(one).transitionDuration) > .01)"
    assert page.evaluate(moving + ".length") == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    page.context.close()


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


SHIFTS = """self.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(entry => { shift += entry.value }))
  .observe({type: 'layout-shift', buffered: true})"""


@pytest.mark.parametrize("kind", ["home", "entry", "table", "calculator"])
@pytest.mark.parametrize("width", [1350, 360])
def test_nothing_shifts_while_a_page_loads(kind: str, width: int, chromium: str, browser: Browser, serve: str) -> None:
    """With the scroll bars of a desktop, which a browser that is driven hides unless told."""
    visible = browser.browser_type.launch(executable_path=chromium, args=["--no-sandbox"], ignore_default_args=["--hide-scrollbars"])
    page = visible.new_page(viewport={"width": width, "height": 940})
    page.add_init_script(SHIFTS)
    page.goto(serve + KINDS[kind], wait_until="networkidle")
    page.wait_for_timeout(500)
    assert page.evaluate("shift") == 0
    visible.close()


DARK_ON_WHITE = """() => [...document.querySelectorAll('article :is(h1, h2, p, li, td, th, caption, input, select)')].filter(one => {
  const [red, green, blue] = getComputedStyle(one).color.match(/[0-9.]+/g).map(Number)
  return one.checkVisibility() && (red * 299 + green * 587 + blue * 114) / 1000 > 140
}).map(one => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("kind", ["entry with examples", "matrix", "calculator"])
def test_a_page_read_in_the_dark_prints_black_on_white(kind: str, browser: Browser, serve: str) -> None:
    page = opened(browser, serve + KINDS[kind], scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(DARK_ON_WHITE) == []
    page.context.close()


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
