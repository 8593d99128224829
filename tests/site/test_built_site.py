"""The built site, read as a visitor's browser or a machine would read it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from rulebook.site import Site
from support import ROOT, build, copy_project

pytestmark = pytest.mark.site

FRONT_MATTER_KEYS = ("short_answer:", "also_asked:", "follow_ups:", "law_year:", "redirect_from:", "verdict:")
TEXT_FILES = (".html", ".json", ".xml", ".txt", ".md", ".csv")
CLAIMS: list[dict[str, str]] = yaml.safe_load((ROOT / "tests/content/claims.yml").read_text(encoding="utf-8"))


def pages(built: Path) -> Iterator[tuple[str, LexborHTMLParser]]:
    """Each HTML page with its path in the site."""
    for path in sorted(built.rglob("*.html")):
        yield path.relative_to(built).as_posix(), LexborHTMLParser(path.read_text(encoding="utf-8"))


def entry_page(built: Path, path: str) -> LexborHTMLParser:
    return LexborHTMLParser((built / path.removesuffix(".md") / "index.html").read_text(encoding="utf-8"))


def test_nothing_of_our_grammar_is_left(built: Path) -> None:
    left = []
    for path in built.rglob("*"):
        if path.suffix in TEXT_FILES:
            text = re.sub(r"<(code|pre)\b.*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
            left += [(path.name, mark) for mark in (":::", "{law:", "{eg:", "{cite:", "{ #", "{ .", *FRONT_MATTER_KEYS) if mark in text]
    assert not left


def test_no_law_file_or_fragment_is_published(built: Path) -> None:
    assert not list(built.rglob("*.yml"))
    assert not (built / "fragments").exists()
    assert not (built / "partials").exists()


def test_no_page_asks_another_host(built: Path) -> None:
    for path, page in pages(built):
        for node in page.css("[src], link[href], form[action], object[data], use[href]"):
            address = next(node.attributes[a] for a in ("src", "href", "action", "data") if a in node.attributes) or ""
            if node.attributes.get("rel") != "canonical":
                assert not re.match(r"(https?:)?//", address), f"{path}: {address}"
    for sheet in built.rglob("*.css"):
        assert not re.search(r"(url\(|@import)\s*['\"]?(https?:)?//", sheet.read_text(encoding="utf-8")), sheet.name


def test_every_link_leads_somewhere(built: Path) -> None:
    ids = {path: {n.attributes["id"] for n in page.css("[id]")} for path, page in pages(built)}
    dead = []
    for path, page in pages(built):
        base = f"http://site/{path}"
        for node in page.css("a[href]"):
            address = urlsplit(urljoin(base, node.attributes["href"] or ""))
            if address.netloc != "site" or address.scheme != "http":
                continue
            target = unquote(address.path).lstrip("/")
            target += "index.html" if target.endswith("/") or not target else ""
            missing = target not in ids and not (built / target).is_file()
            if missing or (address.fragment and target in ids and unquote(address.fragment) not in ids[target]):
                dead.append(f"{path}: {node.attributes['href']}")
    assert not dead


def test_ids_are_unique_on_each_page(built: Path) -> None:
    for path, page in pages(built):
        twice = [id for id, count in Counter(n.attributes["id"] for n in page.css("[id]")).items() if count > 1]
        assert not twice, path


def test_every_table_can_be_read_aloud(built: Path) -> None:
    for path, page in pages(built):
        for table in page.css(".rb-table table"):
            caption = table.css_first("caption")
            assert caption is not None, path
            assert caption.text(strip=True), path
            assert all(th.attributes.get("scope") in ("col", "row") for th in table.css("th")), path
            region = table.parent
            assert region is not None, path
            assert region.attributes.get("aria-labelledby") == caption.attributes["id"], path
            notes = table.parent.parent.css(".rb-table__notes")  # type: ignore[union-attr]
            assert notes, f"{path}: a table without a note on its law"


def test_an_entry_begins_with_its_answer(built: Path, site: Site) -> None:
    for entry in site.entries.values():
        page = entry_page(built, entry.path)
        title = page.css_first("article h1")
        assert title is not None
        assert entry.title in title.text()
        following = title.next
        while following is not None and following.tag == "-text":
            following = following.next
        assert isinstance(following, LexborNode)
        assert "rb-answer" in (following.attributes.get("class") or "")
        for definition in following.css(".rb-term__says"):
            definition.decompose()
        assert " ".join(entry.description.split()) in " ".join(following.text().split())
        assert [h.attributes["id"] for h in page.css("article h2") if h.attributes["id"] in ("sources", "related", "history")] == [
            "sources",
            "related",
            "history",
        ]


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda c: f"{c['row']}-{c['anchor']}")
def test_each_claim_has_its_anchor_in_the_page(claim: dict[str, str], built: Path) -> None:
    assert entry_page(built, claim["page"]).css_first(f"[id='{claim['anchor']}']") is not None


def test_the_search_index_has_what_people_type_and_leads_to_pages_that_exist(built: Path, site: Site) -> None:
    index = json.loads((built / "search/rulebook.json").read_text(encoding="utf-8"))
    records = {record["l"]: record for record in index["docs"]}
    for entry in site.entries.values():
        assert set(entry.also_asked) <= {p for p in records[entry.path.removesuffix(".md") + "/"]["a"] if isinstance(p, str)}
    for address, record in records.items():
        place, _, anchor = address.partition("#")
        page = LexborHTMLParser((built / place / "index.html").read_text(encoding="utf-8"))
        for target in [anchor, *(p[1] for p in record.get("a", []) if not isinstance(p, str))]:
            assert not target or page.css_first(f"[id='{target}']") is not None, f"{address} {target}"


def test_nothing_of_the_index_is_fetched_before_somebody_searches(built: Path) -> None:
    """The theme asks for its own index at every first visit: ours leaves it empty."""
    assert not json.loads((built / "search/search_index.json").read_text(encoding="utf-8"))["docs"]


def test_descriptions_are_whole_and_escaped(built: Path, site: Site) -> None:
    for entry in site.entries.values():
        description = entry_page(built, entry.path).css_first("meta[name=description]")
        assert description is not None
        assert description.attributes["content"] == entry.description


def test_without_addresses_whatever_needs_them_is_left_out(built: Path) -> None:
    for path, page in pages(built):
        assert page.css_first("link[rel=canonical]") is None, path
        assert page.css_first("a[rel=edit]") is None, path


@pytest.mark.parametrize("year", ["2025", "2027"])
def test_sites_of_other_years_build_strictly(year: str, tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    result = build(project, TAX_YEAR=year)
    assert result.returncode == 0, result.stderr
    assert "WARNING" not in result.stderr
    answer = entry_page(project / "site", "questions/contributions/how-much-can-i-contribute.md").css_first("article")
    assert answer is not None
    if year == "2027":
        assert "(2026)" in answer.text(), "a figure of another year must carry its year"
        table = entry_page(project / "site", "tables/cost-of-an-early-withdrawal.md").css_first(".rb-table__notes")
        assert table is not None
        assert "2027 are not in this reference yet" in table.text()
    else:
        assert "(2026)" not in answer.text()
