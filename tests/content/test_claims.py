"""Every claim of the article this project grew out of is dealt with at a place that exists (claims.yml)."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from rulebook.crosslinks import page_anchors
from rulebook.entries import Entry
from rulebook.site import Site

CLAIMS: list[dict[str, str]] = yaml.safe_load(Path(__file__).with_name("claims.yml").read_text(encoding="utf-8"))


def test_no_claim_is_left_out() -> None:
    rows = {claim["row"] for claim in CLAIMS}
    assert rows == {f"A{n}" for n in range(1, 20)} | {f"B{n}" for n in range(20, 31)} | {f"C{n}" for n in range(1, 9)}


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda c: f"{c['row']}-{c['page'].rsplit('/', 1)[-1]}")
def test_each_claim_has_its_place(claim: dict[str, str], site: Site) -> None:
    page = site.pages.get(claim["page"])
    assert page is not None, f"there is no page {claim['page']}"
    assert claim["anchor"] in page_anchors(page)


@pytest.mark.parametrize("row", sorted({c["row"] for c in CLAIMS if c["verdict"] == "wrong"}))
def test_a_wrong_claim_is_refuted_word_for_word(row: str, site: Site) -> None:
    pages = [site.pages[c["page"]] for c in CLAIMS if c["row"] == row]
    refuted = [correction for page in pages if isinstance(page, Entry) for correction in page.corrects]
    assert refuted, f"no page of {row} says what is wrong with it"


def test_the_article_is_replaced_by_a_guide(site: Site) -> None:
    guide = site.pages["guides/are-401k-losses-tax-deductible.md"]
    assert guide.description.startswith("No")
    assert len(site.entries) >= 24
