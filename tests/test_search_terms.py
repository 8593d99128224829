"""What people type and pages do not say."""

from __future__ import annotations

import pytest

import small
from rulebook.search_terms import everyday_words, search_phrases, search_words, squashed


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("losses in my 401(k)", ["401k", "401 k"]),
        ("72(t) payments", ["72t", "72 t"]),
        ("a governmental 457(b)", ["457b", "457 b"]),
        ("before 59½", ["59.5", "59 1/2", "59 and a half"]),
        ("a Roth IRA", []),
        ("402(g)(1)", ["402g", "402 g"]),
    ],
)
def test_section_numbers_and_halves_are_squashed(said: str, typed: list[str]) -> None:
    assert squashed(said) == typed


def test_an_entry_is_found_by_how_people_ask_for_it() -> None:
    entry = small.small_site().entries["can-i-deduct-losses"]
    assert search_phrases(entry) == ("401k loss write off", "401k", "401 k")


def test_an_entry_is_found_by_the_everyday_words_of_its_terms() -> None:
    site = small.small_site()
    words = search_words(site.entries["what-is-the-penalty"], site.law)
    assert {"penalty", "fine", "age 59½ or older"} <= set(words)


def test_everyday_words_come_with_the_term_and_not_with_one_another() -> None:
    law = small.small_law()
    assert everyday_words("The additional tax is due.", law) == ["penalty", "fine"]
    assert everyday_words("Additional taxes of another kind? No: additional taxi.", law) == []
    assert everyday_words("A fine page.", law) == []
