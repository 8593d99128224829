"""What is related to what, in both directions, and why."""

from __future__ import annotations

import small
from rulebook.site import Site


def reasons(site: Site, one: str, other: str) -> tuple[str, ...] | None:
    """Why `other` is shown as related on the page of `one`; None if it is not shown."""
    found = {related.entry.path: related.reasons for related in site.graph.related[one]}
    return found.get(other)


def test_entries_that_rest_on_the_same_pinpoint_are_related_both_ways() -> None:
    site = small.small_site()
    assert reasons(site, small.LOSS, small.COST) == ("rests on 26 U.S.C. 72(t)(1) too",)
    assert reasons(site, small.COST, small.LOSS) == ("rests on 26 U.S.C. 72(t)(1) too",)


def test_the_same_source_under_another_pinpoint_is_no_relation() -> None:
    other_pin = small.change(small.PENALTY, 'pin: "(t)(1)"', 'pin: "(t)(6)"')
    guide = small.GUIDE + "\nRead [the cost](../questions/cost/what-is-the-penalty.md).\n"
    site = small.small_site({small.COST: other_pin, "guides/losses.md": guide})
    assert not any("rests on" in reason for reason in reasons(site, small.LOSS, small.COST) or ())


def test_entries_that_share_an_exception_a_rule_and_a_figure_are_related() -> None:
    text = small.change(small.ENTRY, "rules: [income_tax]\n", "rules: [early_distribution]\nexceptions: [age_59_half]\n")
    text += "\nThe rate is {law:early_distribution_rate}.\n"
    site = small.small_site({small.LOSS: text})
    why = reasons(site, small.LOSS, small.COST)
    assert why is not None
    assert why[0] == "same exception: Age 59½ or older", "what is rarest and weighs most stands first"


def test_the_same_rule_is_a_reason() -> None:
    site = small.small_site({small.BASIS: small.change(small.OTHER, "[basis_recovery]", "[income_tax]")})
    assert reasons(site, small.LOSS, small.BASIS) == ("same rule: Income tax by the rate schedules", "same topic: losses")


def test_the_same_figure_is_a_reason_whatever_its_year() -> None:
    files = {
        small.LOSS: small.with_body("\nIt was {law:ira_contribution_limit@2025}.\n"),
        small.COST: small.with_body("\nIt is {law:ira_contribution_limit}.\n", small.PENALTY.replace("(t)(1)", "(t)(6)")),
    }
    site = small.small_site(files)
    assert reasons(site, small.COST, small.LOSS) == ("same figure: Most a person may put into IRAs in a year",)


def test_the_same_topic_is_a_reason_only_within_the_topic() -> None:
    site = small.small_site()
    assert reasons(site, small.BASIS, small.LOSS) == ("same topic: losses",)
    assert reasons(site, small.BASIS, small.COST) is None


def test_what_fewer_entries_share_brings_them_closer() -> None:
    """An exception that two entries share outweighs a rule that all of them share."""
    together = "rules: [income_tax]\nexceptions: [birth]\n"
    files = {
        small.LOSS: small.change(small.ENTRY, "rules: [income_tax]\n", together),
        small.BASIS: small.change(small.OTHER, "rules: [basis_recovery]\n", "rules: [income_tax]\n"),
        small.COST: small.change(small.PENALTY, "rules: [early_distribution]\nexceptions: [age_59_half]\n", together).replace(
            "(t)(1)", "(t)(6)"
        ),
    }
    site = small.small_site(files)
    assert [related.entry.path for related in site.graph.related[small.LOSS]] == [small.COST, small.BASIS]


def test_a_curated_relation_comes_first_and_leads_back() -> None:
    text = small.change(small.ENTRY, "reviewed:", "related: [what-is-basis]\nreviewed:")
    site = small.small_site({small.LOSS: text})
    assert site.graph.related[small.LOSS][0].entry.path == small.BASIS
    assert small.LOSS in {page.path for page in site.graph.linked_from[small.BASIS]}
    assert reasons(site, small.BASIS, small.LOSS) is not None


def test_a_link_in_the_text_counts_and_is_shown_where_it_leads() -> None:
    site = small.small_site()
    assert "guides/losses.md" in {page.path for page in site.graph.linked_from[small.BASIS]}


def test_nobody_is_an_orphan_on_the_real_site(site: Site) -> None:
    for entry in site.entries.values():
        assert site.graph.linked_from[entry.path], entry.path
        assert 1 <= len(site.graph.related[entry.path]) <= 8


def test_every_relation_on_the_real_site_is_seen_from_both_ends(site: Site) -> None:
    for path, related in site.graph.related.items():
        for other in related:
            assert path in {page.path for page in site.graph.linked_from[other.entry.path]}


def test_an_entry_that_nothing_leads_to_is_a_problem() -> None:
    alone: dict[str, str | None] = {small.COST: None, "questions/cost/index.md": None, small.BASIS: None, "guides/losses.md": None}
    alone |= {
        "questions/losses/index.md": small.change(small.CONTENT["questions/losses/index.md"], "[what basis is](what-is-basis.md)", "on")
    }
    alone["law/exceptions.yml"] = small.change(small.EXCEPTIONS, "  entry: what-is-the-penalty\n", "")
    assert small.messages(alone) == [
        f"{small.LOSS}:1:1: no page leads to this entry; link to it from a neighbour, or list it in 'related'"
    ]  # fmt: skip
