"""Takes the pictures of the README and the card that other sites show, from a built site: python tests/pictures.py SITE"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from support import ROOT, serving

PICTURES = ROOT / "tests/pictures"
ENTRY, COST, CALCULATOR = (
    "questions/early-withdrawal/can-i-withdraw-from-my-401k-without-penalty/",
    "tables/cost-of-an-early-withdrawal/",
    "calculators/early-withdrawal/",
)


def take(browser: Browser, address: str, target: Path, size: tuple[int, int], scheme: str = "light", anchor: str = "") -> None:
    """One picture of what stands in the window; with `anchor`, from there on."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    if anchor:
        page.locator(anchor).first.scroll_into_view_if_needed()
        page.evaluate("selector => window.scrollTo(0, document.querySelector(selector).getBoundingClientRect().top + scrollY - 70)", anchor)
        page.wait_for_timeout(300)
    page.screenshot(path=target)
    context.close()
    print(target.relative_to(ROOT))


def main(site: Path) -> None:
    chromium = next(path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name)))
    PICTURES.mkdir(exist_ok=True)
    with serving(site) as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        take(browser, home, ROOT / "content/images/card.png", (1200, 630))
        take(browser, home + ENTRY, PICTURES / "answer.png", (1280, 800))
        take(browser, home + ENTRY, PICTURES / "answer-on-a-phone.png", (360, 720), "dark")
        take(browser, home + COST, PICTURES / "chart.png", (1280, 800), anchor="#by-age")
        take(browser, home + CALCULATOR, PICTURES / "calculator-on-a-phone.png", (360, 720))
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1], "index.html").is_file():
        sys.exit("usage: python tests/pictures.py SITE, with SITE a site that mkdocs build made")
    main(Path(sys.argv[1]))
