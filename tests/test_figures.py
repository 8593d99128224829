"""The scanner over source text, and what `{law:…}`, `{eg:…}` and `{cite:…}` print."""

from __future__ import annotations

import contextlib
import re
from dataclasses import replace
from decimal import Decimal

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from rulebook.figures import (
    FigureError,
    anchor,
    blank_code,
    check_figures,
    check_typed_amounts,
    citation,
    escape,
    example_figure,
    law_figure,
    parse_amount,
    resolve_markdown,
    resolve_text,
    scan,
    scan_prose,
)
from rulebook.law import Citation, FilingStatus, Law, Parameter
from small import small_law

LAW = small_law()
CITED = {"irc-72": Citation(LAW.sources["irc-72"], "(t)(1)")}


def found(text: str) -> list[tuple[str, str, int, int]]:
    return [(item.kind, item.text, item.line, item.column) for item in sorted(scan(text), key=lambda item: (item.start, item.kind))]


# What stands where


def test_everything_of_interest_has_a_place() -> None:
    text = "## What {law:a@2025} pays\n\nSee [it](x.md#y), {cite:irc-72 (t)(1)} and {eg:10_000}.\n\n::: table t a=1 \n"
    assert found(text) == [
        ("heading", "What {law:a@2025} pays", 1, 1),
        ("law", "a@2025", 1, 9),
        ("link", "x.md#y", 3, 10),
        ("cite", "irc-72 (t)(1)", 3, 19),
        ("eg", "10_000", 3, 44),
        ("directive", "::: table t a=1", 5, 1),
    ]


def test_positions_count_from_the_first_line_given() -> None:
    (item,) = scan("\n  {law:a}", first_line=15)
    assert (item.line, item.column, item.start, item.end) == (16, 3, 3, 10)


@pytest.mark.parametrize(
    "text",
    [
        "`{law:a}`",
        "`` ` {law:a} ``",
        "```\n{law:a}\n```",
        "~~~ yaml\n::: table x\n# heading\n[a](b.md)\n~~~",
        "````\n```\n{law:a}\n````",
        "```\n{law:a\n```\t",
    ],
)
def test_code_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "\\`{law:a}\\`",
        "- one `\n- {law:a} `",
        "`a\n{law:a} b`",
        "a `b\n\n{law:a}\n\nc` d",
        "```\nx\n```\n{law:a}",
        "```\nx\n``` \n{law:a}",
        "    {law:a}",
        "<div>{law:a}</div>",
        "[x]: y.md '{law:a}'",
    ],
)
def test_what_markdown_may_not_take_for_code_is_scanned(text: str) -> None:
    """Otherwise a figure would stand in the page as it was typed."""
    assert ("law", "a") in [(kind, value) for kind, value, _, _ in found(text)]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a `b", 1, 3),
        ("`a` and `b\nc`", 1, 9),
        ("```\nx", 1, 1),
        ("x\n\n```\nx\n````\n", 3, 1),
        (" ```\nx\n ```", 1, 2),
        ("- ```\n  x\n  ```", 1, 3),
        ("``` two words\nx\n```", 1, 1),
        ("> ~~~\n> x\n> ~~~", 1, 1),
    ],
)
def test_code_that_is_never_closed(text: str, line: int, column: int) -> None:
    assert next(place for kind, _, *place in found(text) if kind == "code") == [line, column]


def test_blanked_code_keeps_every_position() -> None:
    text = "a `b{law:c}` d\n```\n{law:e}\n```\nf"
    assert blank_code(text) == "a            d\n   \n       \n   \nf"


@pytest.mark.parametrize(
    "text", ["{law:a", "{ law:a}", "{Law:a}", "{law a}", "{law.a}", "{low:a}", "{eg 5}", "{law:a{law:b}", "{cite:x (t)\n}", "{law"]
)
def test_a_figure_that_is_not_quite_one(text: str) -> None:
    assert "malformed" in [kind for kind, *_ in found(text)]


@pytest.mark.parametrize("text", ["{ .rb-note }", "{: #x }", "{#x}", "{}", "{{ x }}", "{a}", "{5:3}"])
def test_other_braces_belong_to_markdown(text: str) -> None:
    assert found(text) == []


def test_in_plain_text_every_brace_is_a_figure() -> None:
    items = [(item.kind, item.text, item.line, item.column) for item in scan_prose("a {law:b}\n`{eg:5}` {x} } {y")]
    assert items == [
        ("law", "b", 1, 3),
        ("eg", "5", 2, 2),
        ("malformed", "{x}", 2, 10),
        ("malformed", "}", 2, 14),
        ("malformed", "{y", 2, 16),
    ]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("[a](b.md)", "b.md"),
        ("[a]( <b.md> )", "b.md"),
        ('[a](b.md "title")', "b.md"),
        ("[a [b] c](d.md)", "d.md"),
        ("[![alt](p.png)](q.md)", "q.md"),
        ("[a]: b.md", "b.md"),
        ("[a]:   <b.md>", "b.md"),
        ("[a](b.md#c)", "b.md#c"),
    ],
)
def test_links(text: str, target: str) -> None:
    assert ("link", target) in [(kind, value) for kind, value, _, _ in found(text)]


@pytest.mark.parametrize("text", ["![a](b.png)", "\\[a](b.md)", "[a] (b.md)", "[a]", "`[a](b.md)`"])
def test_what_is_no_link(text: str) -> None:
    assert "link" not in [kind for kind, *_ in found(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [("## A b", "A b"), ("##A", "A"), ("### A ##", "A"), ("# A", "A"), ("##  A  ", "A"), ("## C# and more", "C# and more"), ("##", "")],
)
def test_headings(text: str, words: str) -> None:
    assert found(text) == [("heading", words, 1, 1)]


@pytest.mark.parametrize("text", ["A\n===", "A\n---", "A\n-", "a\nb\n--- "])
def test_a_line_that_would_make_a_heading_of_the_one_above(text: str) -> None:
    assert [kind for kind, *_ in found(text)] == ["underline"]


@pytest.mark.parametrize("text", ["A\n\n---\n\nB", "---", "| a |\n|---|\n| b |", "- a\n- b", "A\n- b"])
def test_rules_tables_and_lists_underline_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "column"), [("::: a", 1), ("  ::: a", 3), ("> ::: a", 3), ("- ::: a", 3), ("see ::: a", 5), ("\t::: a", 2)]
)
def test_a_directive_is_found_wherever_it_stands(text: str, column: int) -> None:
    assert found(text) == [("directive", "::: a", 1, column)]


# What a figure prints


@pytest.mark.parametrize(
    ("reference", "year", "words"),
    [
        ("early_distribution_rate", 2026, "10%"),
        ("early_distribution_age", 2026, "59½"),
        ("ira_contribution_limit", 2026, "$7,500"),
        ("ira_contribution_limit", 2025, "$7,000"),
        ("ira_contribution_limit@2025", 2026, "$7,000"),
        ("standard_deduction.head_of_household", 2026, "$24,150"),
        ("standard_deduction.single@2026", 2025, "$16,100"),
    ],
)
def test_a_figure_of_the_law(reference: str, year: int, words: str) -> None:
    assert law_figure(reference, LAW, year) == words


@pytest.mark.parametrize(
    ("reference", "year", "words"),
    [
        ("ira_contribution_limit", 2027, "$7,500 (2026)"),
        ("ira_contribution_limit", 2035, "$7,500 (2026)"),
        ("ira_contribution_limit", 2024, "$7,000 (2025)"),
        ("standard_deduction.single", 2025, "$16,100 (2026)"),
        ("early_distribution_rate", 1980, "10% (1986)"),
    ],
)
def test_a_figure_not_read_for_the_year_is_never_bare(reference: str, year: int, words: str) -> None:
    assert law_figure(reference, LAW, year) == words


def test_a_figure_that_the_law_has_ended() -> None:
    floor = replace(LAW.parameters["early_distribution_rate"], until=2017)
    ended = Law({"floor": floor})
    assert law_figure("floor", ended, 2017) == "10%"
    assert law_figure("floor", ended, 2026) == "10% (2017)"
    assert law_figure("floor@2016", ended, 2026) == "10%"
    with pytest.raises(FigureError, match="has no value for 2018"):
        law_figure("floor@2018", ended, 2026)


def test_a_value_by_law_holds_until_the_next_one() -> None:
    values: dict[int, dict[FilingStatus | None, Decimal]] = {1986: {None: Decimal("0.15")}, 2020: {None: Decimal("0.10")}}
    rate = replace(LAW.parameters["early_distribution_rate"], values=values)
    assert [law_figure("rate", Law({"rate": rate}), year) for year in (1986, 2019, 2020, 2040)] == ["15%", "15%", "10%", "10%"]


def test_the_authority_of_a_value_by_law_is_that_of_its_first_year() -> None:
    source = LAW.sources["irc-72"]
    sources = (Citation(source, "(a)", years=(1986,)), Citation(source, "(b)", years=(2020,)), Citation(source, "(c)"))
    base = LAW.parameters["early_distribution_rate"]
    values: dict[int, dict[FilingStatus | None, Decimal]] = {1986: {None: Decimal("0.15")}, 2020: {None: Decimal("0.10")}}
    rate: Parameter = replace(base, values=values, sources=sources)
    assert [c.pin for c in rate.citations(2026)] == ["(b)", "(c)"]
    assert [c.pin for c in rate.citations(2000)] == ["(a)", "(c)"]


@pytest.mark.parametrize(
    ("reference", "message", "hint"),
    [
        ("early_distribution_ratte", "unknown figure 'early_distribution_ratte'", "did you mean 'early_distribution_rate'?"),
        ("ira_contribution_limit@2027", "'ira_contribution_limit' has no value for 2027", "read so far: 2025, 2026"),
        (
            "ira_contribution_limit.single",
            "'ira_contribution_limit' does not differ by filing status",
            "write {law:ira_contribution_limit}",
        ),
        ("standard_deduction", "'standard_deduction' differs by filing status", "write {law:standard_deduction.single}"),
        ("standard_deduction.singel", "unknown filing status 'singel'", "did you mean 'single'?"),
        ("", "'{law:}' is not a figure", "write {law:id}, {law:id.status} or {law:id@2025}"),
        ("a b", "'{law:a b}' is not a figure", "write {law:id}, {law:id.status} or {law:id@2025}"),
    ],
)
def test_a_figure_that_cannot_be_printed(reference: str, message: str, hint: str) -> None:
    with pytest.raises(FigureError) as caught:
        law_figure(reference, LAW, 2026)
    assert (str(caught.value), caught.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("text", "words"), [("10_000", "$10,000"), ("10000", "$10,000"), ("30%", "30%"), ("2.50", "$2.50"), ("0.5%", "0.5%"), ("0", "$0")]
)
def test_an_amount_made_up_for_an_example(text: str, words: str) -> None:
    assert example_figure(text) == words


@pytest.mark.parametrize("text", ["", "%", "10,000", "$5", "1_0", "-5", "1e9", "5 %", "1.234", "9" * 13, "1_000_000_000_000_000", "½"])
def test_what_is_no_amount(text: str) -> None:
    assert parse_amount(text.removesuffix("%")) is None
    with pytest.raises(FigureError, match="is not an amount"):
        example_figure(text)


def test_a_citation_must_stand_in_the_sources_of_the_page() -> None:
    assert citation("irc-72 (t)(2)(B)", CITED).text == "26 U.S.C. 72(t)(2)(B)"
    assert citation("irc-72", CITED).text == "26 U.S.C. 72"
    assert citation("irc-72 section 5", CITED).text == "26 U.S.C. 72, section 5"
    with pytest.raises(FigureError) as caught:
        citation("irc-219 (a)", CITED, LAW.sources)
    assert (str(caught.value), caught.value.hint) == ("'irc-219' is not among the sources of this page", "add it to 'sources'")


def test_text_is_resolved_before_markdown_sees_it() -> None:
    written = "Up to {law:ira_contribution_limit}, say {eg:1_000} {cite:irc-72 (t)(1)}; `{law:x}` stays."
    assert resolve_markdown(written, LAW, 2027, CITED) == (
        "Up to $7,500 (2026), say $1,000 [\\[26 U.S.C. 72(t)(1)\\]](https://example.org/72){ .rb-cite }; `{law:x}` stays."
    )


def test_plain_text_knows_no_code() -> None:
    assert resolve_text("`{law:early_distribution_rate}`", LAW, 2026) == "`10%`"


def test_a_pin_is_printed_as_it_was_written() -> None:
    html = markdown.markdown(resolve_markdown("{cite:irc-72 *a* <b>}", LAW, 2026, CITED), extensions=["attr_list"])
    assert html == '<p><a class="rb-cite" href="https://example.org/72">[26 U.S.C. 72, *a* &lt;b&gt;]</a></p>'


def test_what_leans_on_a_flawed_record_is_not_reported_as_well() -> None:
    flawed = replace(LAW, flawed=frozenset(["lost"]))
    assert not check_figures("x", scan("{law:lost.single@2025}"), flawed, 2026)
    assert check_figures("x", scan("{law:lots}"), flawed, 2026)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("It costs $5.", 1, 10), ("a\nb 30% c", 2, 5), ("{law:x} or $5", 1, 12), ("[$5](x.md)", 1, 2)],
)
def test_typed_amounts_are_refused(text: str, line: int, column: int) -> None:
    (problem,) = check_typed_amounts("x.md", text)
    assert (problem.line, problem.column) == (line, column)
    assert "typed by hand" in problem.message


@pytest.mark.parametrize("text", ["`$5`", "```\n$5\n```", "{eg:30%}", "[a](b%20c.md)", "[a]: https://example.org/a%20b", "ten percent"])
def test_what_is_no_typed_amount(text: str) -> None:
    assert not check_typed_amounts("x.md", text)


# Anchors and escapes


@pytest.mark.parametrize(
    ("heading", "id"),
    [
        ("What to file", "what-to-file"),
        ("Who's in a 401(k)?", "whos-in-a-401k"),
        ("Up to {law:ira_contribution_limit} a year", "up-to-a-year"),
        ("Age 59½ and *later*", "age-59-1-2-and-later"),
        ("See [the rule](../rule.md#x) of {cite:irc-72 (t)}", "see-the-rule-of"),
        ("{law:x}", ""),
        ("½", ""),
    ],
)
def test_the_anchor_of_a_heading_holds_no_figure(heading: str, id: str) -> None:
    assert anchor(heading) == id


MARKUP = """
    * ** _ ` < > & &amp; &copy; &#60; <b> </b> <!--c--> [x](y) ![x](y) [x]:y *[a]:b [^1] [ ] ( ) # ##
    1. 12) - + = --- === ~~~ ``` { } {.x} {:#y}
    | : ::: !!! \\ \\* a b 401(k) a_b_c 2**3 http://x.y <http://x.y> x@y.zz (c) ' " ½ $ % ? ! .
"""
WORDS = st.sampled_from(MARKUP.split())
PLAIN = st.lists(WORDS, min_size=1, max_size=6).flatmap(lambda words: st.sampled_from([" ".join(words), "".join(words)]))
EXTENSIONS = ["abbr", "admonition", "attr_list", "def_list", "md_in_html", "tables", "toc", "pymdownx.betterem", "pymdownx.superfences"]


@given(PLAIN)
def test_escaped_text_is_printed_as_it_was_written(text: str) -> None:
    """As a paragraph, as a heading with its anchor, and as a link in a list: everywhere that composition writes plain text."""
    escaped = escape(text)
    source = f"before\n\n{escaped}\n\n## {escaped} {{ #id }}\n\n- [{escaped}](x.md)\n- {escaped}: [y](y.md)\n"
    tree = LexborHTMLParser(markdown.markdown(source, extensions=EXTENSIONS))
    printed = [" ".join(node.text().split()) for node in tree.css("p, h2#id, li:first-child > a, li:last-child")]
    assert printed == ["before", text, text, text, f"{text}: y"]


# Any text at all

SCRAPS = st.lists(
    st.one_of(
        st.sampled_from(
            [*"{}[]()`~#:*_-=>\\|. \n\t\r", "{law:", "{eg:", "{cite:", "irc-72", "early_distribution_rate}", "```\n", ":::", "\u2028"]
        ),
        st.text(max_size=3),
    )
).map("".join)


@given(SCRAPS)
def test_any_text_is_scanned(text: str) -> None:
    assert len(blank_code(text)) == len(text)
    for item in [*scan(text), *scan_prose(text)]:
        assert 0 <= item.start <= item.end <= len(text)
        assert text.count("\n", 0, item.start) == item.line - 1
        assert item.start - text.rfind("\n", 0, item.start) == item.column


@given(SCRAPS)
def test_what_passes_the_check_leaves_no_figure_behind(text: str) -> None:
    if not check_figures("x", scan(text), LAW, 2026, CITED):
        assert not re.search(r"\{\s*(law|eg|cite):", blank_code(resolve_markdown(text, LAW, 2026, CITED)))


@given(st.text(), st.integers(1900, 2099))
def test_any_reference_is_a_figure_or_a_figure_error(reference: str, year: int) -> None:
    for attempt in (reference, f"ira_contribution_limit{reference}", f"standard_deduction.{reference}"):
        try:
            assert law_figure(attempt, LAW, year)
        except FigureError as error:
            assert str(error)
    with contextlib.suppress(FigureError):
        assert example_figure(reference)
