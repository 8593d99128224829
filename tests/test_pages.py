"""From a record to a page: the composed Markdown, and what Markdown and the fragments make of it."""

from __future__ import annotations

import re

import pytest
from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser

import small
from rulebook.markdown_extension import DirectiveExtension
from rulebook.rendering import Renderer
from rulebook.site import Site
from support import ROOT

FRAGMENTS = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "overrides/fragments").glob("*.html")}
TABLE = "::: table recovery-from-a-fall"


def html(site: Site, path: str) -> str:
    """The page as the site's Markdown makes it."""
    renderer = Renderer(site, FRAGMENTS)
    extensions = ["abbr", "admonition", "attr_list", "def_list", "md_in_html", "tables", "toc", "pymdownx.betterem", "pymdownx.superfences"]
    markdown = Markdown(extensions=[*extensions, DirectiveExtension(lambda: renderer)])
    return markdown.convert(site.markdown[path])


def entry_html(text: str) -> str:
    return html(small.small_site({small.LOSS: text}), small.LOSS)


def test_the_parts_of_an_entry_stand_in_their_order() -> None:
    text = small.change(small.ENTRY, "reviewed:", "corrects:\n  - {claim: It offsets gains., why: It does not.}\nreviewed:")
    text = small.change(
        text,
        "corrects:",
        "follow_ups:\n  - question: And in an IRA?\n    answer: No. The same holds there, for the same reasons as in a plan.\n"
        '    sources: [{id: irc-72, pin: "(t)(1)"}]\ncorrects:',
    )
    made = entry_html(text)
    marks = ["<h1", 'id="answer"', 'id="what-to-file"', 'id="corrects"', 'id="more-questions"', 'id="and-in-an-ira"']
    marks += ['id="sources"', 'id="related"', 'id="history"']
    places = [made.index(mark) for mark in marks]
    assert places == sorted(places)


def test_the_answer_box_sets_off_the_verdict_and_keeps_the_whole_answer() -> None:
    made = entry_html(small.ENTRY)
    assert '<strong class="rb-answer__verdict">No.</strong> A loss inside the plan' in made
    assert 'class="rb-answer rb-answer--no"' in made
    assert "Law for tax year 2026" in made


def test_an_anchor_holds_no_figure() -> None:
    made = entry_html(small.with_body("\n## A tax of {law:early_distribution_rate} from age {law:early_distribution_age}\n\nYes.\n"))
    assert re.search(r'<h2 id="a-tax-of-from-age">A tax of 10% from age 59½', made)


def test_figures_in_code_are_left_alone() -> None:
    made = entry_html(
        small.with_body("\nWrite `{law:early_distribution_rate}` for {law:early_distribution_rate}.\n\n```\n::: table x\n```\n")
    )
    assert "<code>{law:early_distribution_rate}</code> for 10%" in made
    assert "::: table x" in made


def test_a_citation_links_to_the_authority() -> None:
    assert '<a class="rb-cite" href="https://example.org/72">[26 U.S.C. 72(t)(1)]</a>' in entry_html(small.ENTRY)


def test_a_table_that_stands_twice_has_two_anchors() -> None:
    made = entry_html(small.with_body(f"\n{TABLE}\n\nOnce more.\n\n{TABLE}\n"))
    ids = re.findall(r'<div class="rb-table[^"]*" id="([^"]+)"', made)
    assert ids == ["recovery-from-a-fall", "recovery-from-a-fall-2"]
    assert made.count("<caption") == 2


@pytest.mark.parametrize("question", ["What is *this* [x](y) `z`?", "Is a<b>c & d_e_f so?", "::: table x, is it?", "1. Is it one?"])
def test_plain_text_is_printed_as_it_stands(question: str) -> None:
    quoted = question.replace("'", "''")
    made = entry_html(small.change(small.ENTRY, "question: Can I deduct losses in my 401(k)?", f"question: '{quoted}'"))
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", made)
    assert heading
    shown = heading[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&#58;", ":")
    assert shown == question


def test_text_in_a_fragment_is_not_read_as_markdown_again() -> None:
    claim = "A <b>bold</b> *claim* with [a link](x) and `code`"
    made = entry_html(small.change(small.ENTRY, "reviewed:", f"corrects:\n  - claim: '{claim}'\n    why: It is plain text.\nreviewed:"))
    assert "A &lt;b&gt;bold&lt;/b&gt; *claim* with [a link](x) and `code`" in made


@pytest.mark.parametrize("claim", ["&copy; and &lt;b&gt; and AT&T", "a {.x} b", "*[IRA]: account", "http://example.org <x@y.zz>"])
def test_text_in_a_fragment_is_printed_as_it_stands(claim: str) -> None:
    """Not as an entity, an attribute list, an abbreviation or a link."""
    kept = claim.replace("{", "").replace("}", "")
    made = entry_html(small.change(small.ENTRY, "reviewed:", f"corrects:\n  - claim: '{kept}'\n    why: It is plain text.\nreviewed:"))
    quoted = LexborHTMLParser(made).css_first(".rb-corrects q")
    assert quoted is not None
    assert quoted.text() == kept


def test_a_directive_next_to_a_heading_or_a_rule_is_placed() -> None:
    made = entry_html(small.with_body(f"\n## One\n\n{TABLE}\n\n---\n\n{TABLE}\n\n## Two\n\n{TABLE}\n"))
    assert made.count("<caption") == 3


def test_the_same_example_with_other_options_has_another_anchor() -> None:
    made = entry_html(small.with_body("\n::: example recovery fall=30\n\n::: example recovery fall=40\n"))
    ids = re.findall(r' id="([^"]+)"', made)
    assert [id for id in ids if id.startswith("example")] == [
        "example-recovery", "example-recovery-caption", "example-recovery-2", "example-recovery-2-caption",
    ]  # fmt: skip
    assert len(ids) == len(set(ids))


def test_sources_show_tier_pinpoint_and_day() -> None:
    made = entry_html(small.ENTRY)
    assert '<span class="rb-tier rb-tier--statute">Statute.</span>' in made
    assert "Checked" in made
    assert 'href="/authorities.md"' in made


def test_a_page_lists_the_topics_and_how_much_each_answers() -> None:
    made = html(small.small_site({"guides/losses.md": small.GUIDE + "\n::: topics\n"}), "guides/losses.md")
    assert '<a href="/questions/losses/index.md">Losses</a>' in made
    assert "2 questions." in made
    assert "1 question." in made


def test_a_guide_embeds_an_answer_and_a_topic_lists_its_questions() -> None:
    guide = small.GUIDE + "\n::: answer what-is-basis\n\n::: questions topic=losses\n"
    made = html(small.small_site({"guides/losses.md": guide}), "guides/losses.md")
    assert f'<a href="/{small.BASIS}">What is basis?</a>' in made
    assert made.count("rb-questions__answer") == 2


def test_every_page_of_the_real_site_is_made_of_well_formed_parts(site: Site) -> None:
    for path in site.markdown:
        made = html(site, path)
        assert ":::" not in re.sub(r"<(code|pre)\b.*?</\1>", "", made, flags=re.DOTALL), path
