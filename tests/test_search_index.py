"""What search reads: a record for each page and each term."""

from __future__ import annotations

import json
from typing import Any

import small
from rulebook.search_index import INDEX


def records(files: dict[str, str] | None = None) -> dict[str, dict[str, Any]]:
    site = small.small_site(files or {})
    return {record["l"]: record for record in json.loads(site.files[INDEX])["docs"]}


def test_an_entry_is_found_by_how_people_ask_for_it() -> None:
    record = records()[small.LOSS.removesuffix(".md") + "/"]
    assert record["t"] == "Can I deduct losses in my 401(k)?"
    assert "401k loss write off" in record["a"]
    assert "w" not in record


def test_a_follow_up_brings_its_place_and_its_answer() -> None:
    follow_up = (
        "follow_ups:\n  - question: And in an IRA?\n    answer: No. The same holds there, for the same reasons as in a plan.\n"
        '    sources: [{id: irc-72, pin: "(t)(1)"}]\nreviewed:'
    )
    record = records({small.LOSS: small.change(small.ENTRY, "reviewed:", follow_up)})[small.LOSS.removesuffix(".md") + "/"]
    assert ["And in an IRA?", "and-in-an-ira", "No. The same holds there, for the same reasons as in a plan."] in record["a"]


def test_words_of_the_text_stand_once_and_without_figures_in_braces() -> None:
    record = records({small.LOSS: small.with_body("\nThe limit is {law:ira_contribution_limit}. Limit, limit.\n")})
    words = str(record[small.LOSS.removesuffix(".md") + "/"]["b"]).split()
    assert words.count("limit") == 1
    assert not [word for word in words if "law" in word or "{" in word]
    assert "the" not in words


def test_terms_are_found_by_their_everyday_words() -> None:
    term = records()["glossary/#additional-tax"]
    assert term["m"] == "penalty fine"
    assert term["w"] == 0.5


def test_lists_of_what_other_pages_say_are_left_out() -> None:
    found = records()
    assert "authorities/" in found
    assert not {"a-z/", "tags/", "verify/", "status/"} & set(found)
