"""How well search finds what people look for, through the site's own search box, beside the theme's own search.

    python tests/search/evaluate.py QUERIES.jsonl MAP.yml [--stock] [--limit N]

QUERIES has one `{"id": …, "query": …}` a line. MAP says which entries answer each: `id: [slug, …]`, at most three, best first.
The site is built from the working tree. For each query the first three results count; a result on a section of a page
counts for the page. Printed: how many queries have a right entry first and in the first three, how many have no result,
how long after the last key the first results stand, the size of the index, and each miss. `--stock` does the same with the theme's
own search on the same pages.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import yaml
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from support import serving  # noqa: E402

RESULTS = ".md-search-result__list > li > a:first-of-type"


@dataclass(frozen=True)
class Outcome:
    id: str
    query: str
    right: list[str]
    found: list[str]
    milliseconds: float

    @property
    def first(self) -> bool:
        return bool(self.found) and self.found[0] in self.right

    @property
    def among(self) -> bool:
        return bool(set(self.found) & set(self.right))


def built(folder: Path, stock: bool) -> Path:
    """The site of the working tree, with the theme's own search or ours."""
    config = ROOT / "mkdocs.yml"
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "RULEBOOK_SEARCH": "stock" if stock else "rulebook"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(config), "--site-dir", str(folder)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return folder


WATCH = """() => {
  const field = document.querySelector("[data-md-component=search-query]"), list = document.querySelector(".md-search-result__list")
  window.since = window.took = null
  field.addEventListener("keydown", () => { window.since = performance.now(); window.took = null }, true)
  new MutationObserver(() => {
    if (window.since !== null) window.took ??= performance.now() - window.since
  }).observe(list, {childList: true})
}"""


def ask(page: Page, query: str) -> tuple[list[str], float]:
    """The pages of the first three results, and the milliseconds from the last key to the first change of what is shown."""
    field = page.locator("[data-md-component=search-query]")
    field.fill("")
    expect(page.locator(RESULTS)).to_have_count(0)
    field.fill(query[:-1])
    page.wait_for_timeout(80)
    field.press_sequentially(query[-1])
    for _ in range(100):  # results may be late on a busy machine; how late is measured in the page
        page.wait_for_timeout(30)
        if page.evaluate("window.took") is not None:
            break
    page.wait_for_timeout(60)
    addresses = page.locator(RESULTS).evaluate_all("links => links.slice(0, 3).map(link => link.pathname)")
    return [address.strip("/").split("/")[-1] for address in addresses], float(page.evaluate("window.took ?? Infinity"))


def run(site: Path, queries: list[dict[str, str]], right: dict[str, list[str]], chromium: str) -> list[Outcome]:
    with serving(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        outcomes = measured(browser, address, queries, right)
        browser.close()
    return outcomes


def measured(browser: Browser, address: str, queries: list[dict[str, str]], right: dict[str, list[str]]) -> list[Outcome]:
    page = browser.new_page()
    page.goto(address)
    page.locator("[data-md-component=search-query]").click()
    page.evaluate(WATCH)
    ask(page, "warm up")
    return [Outcome(q["id"], q["query"], right[q["id"]], *ask(page, q["query"])) for q in queries]


def report(name: str, site: Path, outcomes: list[Outcome]) -> None:
    total = len(outcomes)
    first = sum(o.first for o in outcomes)
    three = sum(o.among for o in outcomes)
    none = sum(not o.found for o in outcomes)
    times = sorted(o.milliseconds for o in outcomes)
    index = max(site.glob("search/*.json"), key=lambda path: path.stat().st_size)
    size, zipped = index.stat().st_size, len(gzip.compress(index.read_bytes(), 9))
    print(f"{name}: {total} queries; right first {first / total:.1%}, in the first three {three / total:.1%}, without result {none}")
    print(f"  first results after the last key: median {times[total // 2]:.0f} ms, slowest {times[-1]:.0f} ms")
    print(f"  index {index.name}: {size / 1000:.0f} kB, gzipped {zipped / 1000:.0f} kB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("queries", type=Path)
    parser.add_argument("map", type=Path)
    parser.add_argument("--stock", action="store_true", help="the theme's own search too")
    parser.add_argument("--limit", type=int, help="only the first N queries")
    options = parser.parse_args()
    right: dict[str, list[str]] = yaml.safe_load(options.map.read_text(encoding="utf-8"))
    queries = [json.loads(line) for line in options.queries.read_text(encoding="utf-8").splitlines() if line.strip()]
    queries = [query for query in queries if query["id"] in right][: options.limit]
    chromium = next(path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name)))
    with tempfile.TemporaryDirectory() as folder:
        ours = built(Path(folder, "ours"), stock=False)
        outcomes = run(ours, queries, right, chromium)
        report("ours", ours, outcomes)
        if options.stock:
            stock = built(Path(folder, "stock"), stock=True)
            report("stock", stock, run(stock, queries, right, chromium))
    for outcome in outcomes:
        if not outcome.among:
            print(f"missed {outcome.id} {outcome.query!r}: wanted {outcome.right}, found {outcome.found}")
        elif not outcome.first:
            print(f"not first {outcome.id} {outcome.query!r}: wanted {outcome.right}, found {outcome.found}")


if __name__ == "__main__":
    main()
