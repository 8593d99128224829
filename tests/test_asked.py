"""Further ways people ask for an entry, for search alone."""

from __future__ import annotations

import json

import pytest

import small
from rulebook.search_index import INDEX

FILE = "asked/losses.txt"
SLUG = "[can-i-deduct-losses]\n"


def phrases(text: str) -> list[str]:
    """What search knows of the small site's entry on losses."""
    docs = json.loads(small.small_site({FILE: text}).files[INDEX])["docs"]
    record = next(doc for doc in docs if doc["l"] == small.LOSS.removesuffix(".md") + "/")
    return [phrase for phrase in record["a"] if isinstance(phrase, str)]


def test_a_phrase_stands_under_its_entry() -> None:
    found = phrases(f"# a comment\n\n{SLUG}my 401k is down, do I get anything back\n\n  does the IRS care that I lost money?  \n")
    assert "my 401k is down, do I get anything back" in found
    assert "does the IRS care that I lost money?" in found
    assert not [phrase for phrase in found if "comment" in phrase or "[" in phrase]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\nlost it all\n", "2:1: this phrase belongs to no entry; write [the-slug-of-the-entry] above it"),
        ("[can-i-deduct-loses]\nlost it all\n", "1:2: unknown entry 'can-i-deduct-loses'; did you mean 'can-i-deduct-losses'?"),
        (f"{SLUG}lost it all\n  Lost it ALL\n", "3:3: 'Lost it ALL' stands at 'can-i-deduct-losses' already; delete it here"),
        (f"{SLUG}401k loss write off\n", "2:1: '401k loss write off' stands at 'can-i-deduct-losses' already; delete it here"),
        (
            f"{SLUG}lost it all\n[what-is-basis]\nlost it all\n",
            "4:1: 'lost it all' stands at 'can-i-deduct-losses' already; leave it where it is answered best",
        ),
    ],
)
def test_a_phrase_that_leads_nowhere_or_to_two_places_is_reported(text: str, message: str) -> None:
    assert small.messages({FILE: text}) == [f"{FILE}:{message}"]


def test_a_file_that_would_not_be_read_is_reported() -> None:
    assert small.messages({"asked/losses.yml": "- lost it all\n"}) == [
        "asked/losses.yml:1:1: a list of phrases stands in asked/ itself; name it with a-z and hyphens, as in asked/losses.txt"
    ]
