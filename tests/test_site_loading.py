"""Loading: everything at once, another year, the navigation, generated pages, redirects."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import small
from rulebook.problems import ContentError
from rulebook.site import Site

LIMIT = "The limit is {law:ira_contribution_limit}.\n"


def test_mistakes_in_several_files_are_told_together() -> None:
    found = small.messages(
        {
            small.LOSS: small.change(small.ENTRY, "verdict: no", "verdict: yes"),
            small.BASIS: small.with_body("\n{law:no_such_figure}\n", small.OTHER),
            "guides/losses.md": small.change(small.GUIDE, "what-is-basis.md", "what-is-bassis.md"),
        }
    )
    assert [message.split(":")[0] for message in found] == ["guides/losses.md", small.LOSS, small.BASIS]


@pytest.mark.parametrize(
    ("year", "words"),
    [
        (2025, "The limit is $7,000."),
        (2026, "The limit is $7,500."),
        (2027, "The limit is $7,500 (2026)."),
        (2024, "The limit is $7,000 (2025)."),
    ],
)
def test_a_figure_of_another_year_never_stands_bare(year: int, words: str) -> None:
    site = small.small_site({small.LOSS: small.with_body("\n" + LIMIT)}, year)
    assert words in site.markdown[small.LOSS]


def test_a_page_about_another_year_keeps_it() -> None:
    text = small.change(small.with_body("\n" + LIMIT), "reviewed:", "law_year: 2025\nreviewed:")
    assert "The limit is $7,000." in small.small_site({small.LOSS: text}, 2026).markdown[small.LOSS]


def test_the_navigation_needs_no_list() -> None:
    site = small.small_site()
    assert site.navigation()[0] == {"Home": "index.md"}
    questions = next(part["Questions"] for part in site.navigation() if "Questions" in part)
    assert questions == [
        {"Cost": ["questions/cost/index.md", small.COST]},
        {"Losses": ["questions/losses/index.md", small.LOSS, small.BASIS]},
    ]


def test_the_reference_pages_are_made_from_the_records() -> None:
    site = small.small_site()
    authorities, phrases = site.markdown["authorities.md"], site.markdown["a-z.md"]
    assert f"26 U.S.C. 72(t)(1): [Can I deduct losses in my 401(k)?]({small.LOSS})" in authorities.replace("\\", "")
    assert f"[401k loss write off]({small.LOSS})" in phrases
    assert "2027: *not read yet* (checked November 24, 2026)" in site.markdown["figures.md"]
    assert "A tax of 10% on top of the income tax." in site.markdown["glossary.md"]


def test_a_page_that_moved_leaves_a_way_to_its_new_place() -> None:
    text = small.ENTRY.replace("---\n\nThe plan", "redirect_from: [questions/losses/old-name.md]\n---\n\nThe plan")
    site = small.small_site({small.LOSS: text})
    assert 'url=../can-i-deduct-losses/"' in site.redirects["questions/losses/old-name/index.html"]


def test_a_redirect_cannot_take_the_place_of_a_page() -> None:
    text = small.ENTRY.replace("---\n\nThe plan", f"redirect_from: [{small.BASIS}]\n---\n\nThe plan")
    assert small.messages({small.LOSS: text}) == [
        f"{small.LOSS}:14:17: cannot redirect from '{small.BASIS}'; name the former path of a page that is gone, as in guides/old-name.md"
    ]


def test_the_real_site_loads_the_same_twice(site: Site, content: dict[str, str]) -> None:
    from rulebook.site import load_site

    again = load_site(content, site.year, site.today)
    assert again.markdown == site.markdown
    assert again.graph == site.graph


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_gives_anything_but_a_site_or_its_problems(head: str, body: str) -> None:
    try:
        small.small_site({small.LOSS: f"---\n{head}\n---\n{body}", small.BASIS: small.with_body(body, small.OTHER)})
    except ContentError as error:
        problems = error.problems
    else:
        problems = ()
    assert all(problem.line >= 1 and problem.column >= 1 and problem.message for problem in problems)
