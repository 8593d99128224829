"""How heavy a page is as it is published, its addresses with it: bytes gzipped, as a server would send them."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from rulebook.site import Site

pytestmark = pytest.mark.site

FIRST_VISIT, HTML, INDEX_OF_STOCK = 80_000, 9_000, 1.3


def weight(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9, mtime=0)) for path in paths)


def asked_for(built: Path, page: Path) -> list[Path]:
    """What a browser asks for at the first visit of a page: what its head and body name, the theme's empty index and the worker."""
    text = page.read_text(encoding="utf-8")
    named = re.findall(r'<(?:script|img)\b[^>]*\bsrc="([^"]+)"', text)
    named += re.findall(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"', text)
    files = {(page.parent / name.split("?")[0]).resolve() for name in named if not name.startswith("data:")}
    return [page, built / "search/search_index.json", built / "javascripts/search-worker.js", *sorted(files)]


def entries(built: Path, site: Site) -> list[Path]:
    return [built / entry.path.removesuffix(".md") / "index.html" for entry in site.entries.values()]


def test_a_first_visit_to_an_entry_is_light(published: Path, site: Site) -> None:
    heavy = {page.parent.name: size for page in entries(published, site) if (size := weight(*asked_for(published, page))) > FIRST_VISIT}
    assert not heavy


def test_the_html_of_an_entry_is_light(published: Path, site: Site) -> None:
    heavy = {page.parent.name: size for page in entries(published, site) if (size := weight(page)) > HTML}
    assert not heavy


def test_everything_a_page_names_is_there(published: Path, site: Site) -> None:
    assert not [path for page in entries(published, site)[:3] for path in asked_for(published, page) if not path.is_file()]


def test_no_file_of_the_theme_is_published_that_no_page_asks_for(published: Path) -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in published.rglob("*.html"))
    assert not [path.name for path in published.glob("assets/**/*") if path.is_file() and path.name not in pages]
