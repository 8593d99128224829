"""What each published page says of itself to search engines, to those who link to it and to programs: parsed from the site."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from rulebook.addresses import place_of
from rulebook.site import Site
from support import HOME, MOVED, REPOSITORY

pytestmark = pytest.mark.site

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def pages(published: Path, site: Site) -> Iterator[tuple[str, str, LexborHTMLParser]]:
    """Path of its source, address and HTML of each page that has a source."""
    for path in site.markdown:
        html = (published / place_of(path) / "index.html").read_text(encoding="utf-8")
        yield path, HOME + place_of(path), LexborHTMLParser(html)


def only(page: LexborHTMLParser, selector: str) -> LexborNode:
    (node,) = page.css(selector)
    return node


def said(page: LexborHTMLParser, selector: str, attribute: str = "content") -> str:
    return only(page, selector).attributes[attribute] or ""


def test_each_page_has_its_title_description_and_address(published: Path, site: Site) -> None:
    titles: dict[str, str] = {}
    for path, address, page in pages(published, site):
        title = only(page, "head title").text()
        assert site.title(path) in title or path == "index.md", path
        assert titles.setdefault(title, path) == path, title
        assert said(page, "meta[name=description]") == site.description(path), path
        assert said(page, "link[rel=canonical]", "href") == address
        edits = [link.attributes["href"] for link in page.css("a[rel=edit]")]
        assert edits == ([f"{REPOSITORY}/edit/main/content/{path}"] if path in site.pages else []), path


def test_each_page_has_a_card(published: Path, site: Site) -> None:
    for path, address, page in pages(published, site):
        card = {name: said(page, f"meta[property='og:{name}']") for name in ("type", "title", "description", "url", "image", "image:alt")}
        assert card["url"] == address
        assert card["title"] == site.title(path)
        assert card["description"] == site.description(path)
        assert card["image:alt"]
        file = published / card["image"].removeprefix(HOME)
        assert struct.unpack(">II", file.read_bytes()[16:24]) == (1200, 630)


def test_each_page_has_its_data(published: Path, site: Site) -> None:
    for path, address, page in pages(published, site):
        data = json.loads(only(page, "script[type='application/ld+json']").text())
        about = next(item for item in data["@graph"] if item["@type"] == "WebPage")
        assert about["url"] == address
        assert ("Dataset" in {item["@type"] for item in data["@graph"]}) == (path == "data.md")
        assert path not in site.pages or date.fromisoformat(about["lastReviewed"])
        if path != "index.md":
            trail = about["breadcrumb"]["itemListElement"]
            assert [item["position"] for item in trail] == list(range(1, len(trail) + 1))
            assert trail[-1]["item"] == address
            assert all((published / item["item"].removeprefix(HOME) / "index.html").is_file() for item in trail)


def test_an_entry_says_its_review_its_sources_and_how_to_cite_it(published: Path, site: Site) -> None:
    html = {path: page for path, _, page in pages(published, site)}
    for entry in site.entries.values():
        page = html[entry.path]
        about = json.loads(only(page, "script[type='application/ld+json']").text())["@graph"][0]
        assert about["lastReviewed"] == said(page, ".rb-answer#answer time", "datetime") == entry.reviewed.isoformat()
        assert about["citation"] == [node.text() for node in page.css(".rb-sources .rb-sources__what a")]
        cited = only(page, "[data-rb-citation]").text()
        assert entry.title in cited
        assert f"version {len(entry.changes)} of {entry.updated:%B} {entry.updated.day}, {entry.updated.year}" in cited
        assert [node.attributes["id"] for node in page.css(".rb-history li")] == [f"change-{n}" for n in range(1, len(entry.changes) + 1)]


def test_the_map_has_each_page_with_the_day_of_its_last_change(published: Path, site: Site) -> None:
    root = ElementTree.parse(published / "sitemap.xml").getroot()
    dates = {url.findtext(f"{MAP}loc"): url.findtext(f"{MAP}lastmod") for url in root}
    assert dates == {HOME + place_of(path): site.updated(path).isoformat() for path in site.markdown}


def test_the_feed_is_atom_and_leads_to_anchors(published: Path) -> None:
    feed = ElementTree.parse(published / "feed.xml").getroot()
    assert feed.tag == f"{ATOM}feed"
    for parent in (feed, *feed.findall(f"{ATOM}entry")):
        assert parent.findtext(f"{ATOM}id")
        assert parent.findtext(f"{ATOM}title")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", parent.findtext(f"{ATOM}updated") or "")
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert {link.attrib.get("rel", "alternate"): link.attrib["href"] for link in feed.findall(f"{ATOM}link")} == {
        "alternate": HOME,
        "self": HOME + "feed.xml",
    }
    for entry in feed.findall(f"{ATOM}entry"):
        assert len(entry.findtext(f"{ATOM}summary") or "") > 5
        link = entry.find(f"{ATOM}link")
        assert link is not None
        place, _, anchor = link.attrib["href"].removeprefix(HOME).partition("#")
        assert (f'id="{anchor}"' if anchor else "<h1") in (published / place / "index.html").read_text(encoding="utf-8")


def test_each_page_has_a_twin_and_leads_to_it_and_to_the_feed(published: Path, site: Site) -> None:
    for path, address, page in pages(published, site):
        for kind, file in (("text/markdown", "index.md"), ("application/atom+xml", "feed.xml")):
            link = urljoin(address, said(page, f"head link[type='{kind}']", "href"))
            assert link == (address if kind == "text/markdown" else HOME) + file, path
            assert (published / link.removeprefix(HOME)).is_file()
    listed = re.findall(r"\]\(([^)]+)\)", (published / "llms.txt").read_text(encoding="utf-8"))
    assert len(listed) > 250
    assert not [one for one in listed if not (published / one.removeprefix(HOME)).is_file() and not one.endswith("/")]


def test_a_moved_page_leads_to_its_new_place_and_asks_not_to_be_found(published: Path, site: Site) -> None:
    kept = {published / place_of(path) / "index.html" for path in site.markdown} | {published / "404.html"}
    (moved,) = [path for path in published.rglob("*.html") if path not in kept]
    assert moved == published / place_of(MOVED) / "index.html"
    page = LexborHTMLParser(moved.read_text(encoding="utf-8"))
    target = urljoin(HOME + place_of(MOVED), said(page, "meta[http-equiv=refresh]").partition("url=")[2])
    assert target == HOME + "questions/losses/can-i-deduct-401k-losses/"
    assert said(page, "meta[name=robots]") == "noindex"
    assert HOME + place_of(MOVED) not in (published / "sitemap.xml").read_text(encoding="utf-8")


def test_the_policy_stands_first_in_every_head(published: Path) -> None:
    for path in published.rglob("*.html"):
        first = re.search(r"<head>\s*<([^>]+)>", path.read_text(encoding="utf-8"))
        assert first is not None, path
        assert first[1].startswith('meta http-equiv="Content-Security-Policy"'), path
        assert "unsafe" not in first[1], path
