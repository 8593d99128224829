"""The archive, opened from a disk in a real browser."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from make_archive import make_archive

pytestmark = [pytest.mark.site, pytest.mark.browser]


@pytest.fixture(scope="module")
def unpacked(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    make_archive(built, folder / "rulebook.zip")
    with zipfile.ZipFile(folder / "rulebook.zip") as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_search_works_from_a_disk_and_leads_to_a_page(unpacked: Path, browser: Browser) -> None:
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto((unpacked / "questions/losses/can-i-deduct-401k-losses/index.html").as_uri())
    page.locator("[data-md-component=search-query]").click()
    page.keyboard.type("rule of 55")
    first = page.locator(".md-search-result__list > li > a").first
    first.wait_for()
    first.click()
    page.wait_for_load_state()
    assert page.url.split("?")[0].endswith("/questions/exceptions/rule-of-55/index.html")
    assert page.locator("h1").inner_text().startswith("What is the rule of 55?")
    assert not complaints
    page.close()


def test_links_of_a_page_lead_to_files(unpacked: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((unpacked / "index.html").as_uri())
    for link in page.locator("a[href]").evaluate_all("links => links.map(link => link.href)"):
        if link.startswith("file:"):
            assert Path(link.removeprefix("file://").split("#")[0].split("?")[0]).is_file(), link
    page.close()
