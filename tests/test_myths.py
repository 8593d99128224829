"""A page for each widespread statement that an entry corrects."""

from __future__ import annotations

import small
from rulebook.myths import MYTHS, build_myths
from rulebook.site import Site


def corrected(claims: list[str]) -> Site:
    corrects = "corrects:\n" + "".join(f'  - {{claim: "{claim}", why: It does not.}}\n' for claim in claims)
    return small.small_site({small.LOSS: small.change(small.ENTRY, "reviewed:", f"{corrects}reviewed:")})


def test_a_claim_has_a_page_with_the_truth_and_its_law() -> None:
    site = corrected(["Losses offset gains."])
    page = site.generated["myths/losses-offset-gains.md"]
    assert page.title == "“Losses offset gains”"
    assert "**False.** It does not." in page.markdown
    assert f"::: answer {site.pages[small.LOSS].slug} @ 2026" in page.markdown
    assert "26 U.S.C." in page.markdown
    assert "(losses-offset-gains.md)" in site.generated[MYTHS].markdown


def test_two_claims_that_begin_alike_have_two_pages() -> None:
    long = "one two three four five six seven eight nine"
    pages = build_myths(corrected([f"{long} ten.", f"{long} eleven."]).pages)
    assert set(pages) == {MYTHS, "myths/one-two-three-four-five-six-seven-eight-nine.md", f"myths/{long.replace(' ', '-')}-eleven.md"}


def test_without_a_claim_there_is_no_list() -> None:
    assert not build_myths(small.small_site().pages)


def test_every_claim_of_the_site_has_its_page(site: Site) -> None:
    claims = {correction.claim for entry in site.entries.values() for correction in entry.corrects}
    assert len([path for path in site.generated if path.startswith("myths/")]) == len(claims) + 1
