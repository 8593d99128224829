"""Loading: everything at once, another year, the navigation, generated pages, redirects."""

from __future__ import annotations

from collections.abc import Callable

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


def test_a_law_file_without_a_record_is_named() -> None:
    for text in ("", "# nothing yet\n\n"):
        assert small.messages({"law/limits.yml": text}) == ["law/limits.yml:1:1: this file is empty; bring its records back, or delete it"]


def test_a_page_about_another_year_keeps_it() -> None:
    text = small.change(small.with_body("\n" + LIMIT), "reviewed:", "law_year: 2025\nreviewed:")
    assert "The limit is $7,000." in small.small_site({small.LOSS: text}, 2026).markdown[small.LOSS]


def test_the_navigation_needs_no_list() -> None:
    site = small.small_site()
    assert site.navigation()[0] == {"Home": "index.md"}
    questions = next(part["Questions"] for part in site.navigation() if "Questions" in part)
    assert questions == ["questions/cost/index.md", "questions/losses/index.md"]


def test_the_reference_pages_are_made_from_the_records() -> None:
    site = small.small_site()
    authorities, phrases = site.markdown["authorities.md"], site.markdown["a-z.md"]
    assert f"26 U.S.C. 72(t)(1): [Can I deduct losses in my 401(k)?]({small.LOSS})" in authorities.replace("\\", "")
    assert f"[401k loss write off]({small.LOSS})" in phrases
    assert "2027: *not read yet* (checked November 24, 2026)" in site.markdown["figures.md"]
    assert "A tax of 10% on top of the income tax." in site.markdown["glossary.md"]


def test_digits_that_are_no_numbers_do_not_break_the_order_of_sections() -> None:
    site = small.small_site({"law/sources.yml": small.change(small.SOURCES, "cite: Topic 558", "cite: Topic 5²")})
    assert "### Topic 5² { #topic-558 }" in site.markdown["authorities.md"]


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


# Files as editors save them


@pytest.mark.parametrize(
    "saved",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: f"\ufeff{text}",
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("---\n", "--- \t\n"),
    ],
    ids=["Windows line ends", "old line ends", "byte order mark", "no last line end", "spaces after the dashes"],
)
def test_how_a_file_was_saved_does_not_matter(saved: Callable[[str], str]) -> None:
    files: dict[str, str | None] = {path: saved(text) for path, text in small.CONTENT.items()}
    assert small.small_site(files).markdown == small.small_site().markdown


def test_positions_are_the_same_with_windows_line_ends() -> None:
    broken = small.with_body("\nOne.\n\nIt is {law:early_distribution_ratte}.\n")
    assert small.messages({small.LOSS: broken}) == small.messages({small.LOSS: broken.replace("\n", "\r\n")})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "1:1: no front matter; start the file with a line '---' and close it with another"),
        ("\n\n", "1:1: no front matter; start the file with a line '---' and close it with another"),
        ("\n---\ntitle: x\n---\n", "1:1: no front matter; start the file with a line '---' and close it with another"),
        ("---\n", "1:1: the front matter is never closed; start the file with a line '---' and close it with another"),
        ("---\n---", "1:1: the front matter is empty"),
        (small.ENTRY + "Caf\udce9 caf\udce9.\n", "21:4: this file is not UTF-8 text; save it as UTF-8"),
        (small.ENTRY + "One\u2028two.\n", "21:4: a character that cannot be printed; delete it (U+2028)"),
    ],
)
def test_a_page_that_is_hardly_one(text: str, message: str) -> None:
    assert small.messages({small.LOSS: text}) == [f"{small.LOSS}:{message}"]


def test_dashes_in_the_body_are_a_rule() -> None:
    site = small.small_site({small.LOSS: small.with_body("\nOne.\n\n---\n\nTwo.\n\n--- \n")})
    assert "One.\n\n---\n\nTwo.\n\n---" in site.markdown[small.LOSS]


# The law comes first


def test_a_law_file_that_cannot_be_read_is_reported_alone() -> None:
    """Every page would complain of sources that are there."""
    broken = small.change(small.SOURCES, "title: Annuities", "title: Annuities: and more")
    assert small.messages({"law/sources.yml": broken, small.LOSS: small.change(small.ENTRY, "verdict: no", "verdict: yes")}) == [
        "law/sources.yml:2:19: bad YAML: ': ' inside a value; put the value in quotes"
    ]


def test_a_law_file_that_is_missing_is_named() -> None:
    assert small.messages({"law/glossary.yml": None}) == ["law/glossary.yml:1:1: this file is missing"]


def test_a_figure_with_a_mistake_is_reported_once_however_often_it_is_used() -> None:
    broken = small.change(small.FIGURES, "values: {1986: 0.10}", "values: {1986: 10%}")
    assert small.messages({"law/limits.yml": broken}) == [
        "law/limits.yml:5:18: a value '10%' must be a plain number; for example 23_000 or 0.10, without $, % or commas"
    ]


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        ("single: 16_100,", "single: x,", "30:20: a value 'x' must be a plain number; for example 23_000 or 0.10, without $, % or commas"),
        ("single: 16_100, ", "", "30:11: this year lacks the key 'single'"),
    ],
)
def test_a_status_with_a_mistake_does_not_hide_behind_a_crash(good: str, bad: str, message: str) -> None:
    files = {"law/limits.yml": small.change(small.FIGURES, good, bad), small.LOSS: small.with_body("\n{law:standard_deduction.single}\n")}
    assert small.messages(files) == [f"law/limits.yml:{message}"]


def test_a_source_with_a_mistake_is_still_known() -> None:
    broken = small.change(small.SOURCES, "tier: faq", "tier: blog")
    assert small.messages({"law/sources.yml": broken, small.LOSS: small.ENTRY.replace("irc-72", "topic-558")}) == [
        "law/sources.yml:18:9: tier 'blog' is not known; known: faq, publication, regulation, ruling, statute"
    ]


def test_comments_in_the_law_may_speak_of_figures() -> None:
    files = {"law/limits.yml": f"# {{law:no_such_figure}} is how $5 is not written\n{small.FIGURES}"}
    assert not small.messages(files)


@pytest.mark.parametrize("path", ["law/limits-of-2026.yaml", "law/old/limits.yml", "law/Limits 2026.yml"])
def test_a_law_file_that_would_not_be_read_is_reported(path: str) -> None:
    assert small.messages({path: ""}) == [
        f"{path}:1:1: a file of the law stands in law/ itself; name it with a-z and hyphens, as in law/income-tax.yml"
    ]


@pytest.mark.parametrize("year", [2025, 2026, 2027, 1990, 2099])
def test_any_year_can_be_built(year: int) -> None:
    tables = small.with_body("\n::: table recovery-from-a-fall\n\n::: example recovery fall=30\n")
    site = small.small_site({small.LOSS: tables}, year)
    assert f"::: table recovery-from-a-fall @ {year} recovery-from-a-fall" in site.markdown[small.LOSS]


# Any text at all

SCRAPS = st.lists(
    st.one_of(
        st.sampled_from(
            [*"{}[]:,-#&*!|>'\"%@`~= \n\t\r\\<", "{law:", "{eg:", "{cite:", ":::", "::: table ", "```\n", "\n---\n", "## ", "]("]
        ),
        st.sampled_from(
            ["early_distribution_rate}", "irc-72", "recovery-from-a-fall\n", " @ 2026", "key: ", "- ", "9" * 40, "\ud800", "\x00"]
        ),
        st.text(max_size=3),
    ),
    max_size=25,
).map("".join)


@settings(max_examples=80, deadline=None)
@given(SCRAPS, SCRAPS)
def test_no_text_gives_anything_but_a_site_or_its_problems(head: str, body: str) -> None:
    try:
        small.small_site({small.LOSS: f"---\n{head}\n---\n{body}", small.BASIS: small.with_body(body, small.OTHER)})
    except ContentError as error:
        problems = error.problems
    else:
        problems = ()
    assert all(problem.line >= 1 and problem.column >= 1 and problem.message for problem in problems)


@settings(max_examples=80, deadline=None)
@given(SCRAPS)
def test_no_text_in_the_law_gives_anything_but_a_site_or_its_problems(text: str) -> None:
    """In a file of its own, in a value, in a note."""
    for files in (
        {"law/more.yml": text},
        {"law/limits.yml": small.FIGURES.replace("7_500", text)},
        {"law/exceptions.yml": small.EXCEPTIONS.replace("for each birth", text)},
        {"law/sources.yml": small.SOURCES.replace("It binds nobody", text)},
    ):
        assert all(message for message in small.messages(files))
