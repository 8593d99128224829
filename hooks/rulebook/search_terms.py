"""What people type and pages do not say: "401k", "write off", "fine".

The words go into a field of the search index of their own: searched, never shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rulebook.entries import Entry
from rulebook.law import Law

_SECTION = re.compile(r"\b(\d{2,4})\(([a-z])\)", re.IGNORECASE)
_HALF = re.compile(r"\b(\d+)½")


def squashed(text: str) -> list[str]:
    """How people type the section numbers and halves in `text`: 401(k) as 401k, 59½ as 59.5."""
    found = [form for number, letter in _SECTION.findall(text) for form in (f"{number}{letter}", f"{number} {letter}")]
    found += [form for whole in _HALF.findall(text) for form in (f"{whole}.5", f"{whole} 1/2", f"{whole} and a half")]
    return list(dict.fromkeys(form.lower() for form in found))


def search_terms(entry: Entry, law: Law) -> tuple[str, ...]:
    """The phrases an entry should be found by besides its own text."""
    said = " ".join([entry.title, entry.description, *(f.question for f in entry.follow_ups)])
    terms = [*entry.also_asked, *squashed(" ".join([said, *entry.also_asked])), *everyday_words(said, law)]
    terms += [account.label.lower() for account in entry.accounts] if len(entry.accounts) < 5 else []
    terms += [law.exceptions[id].name.lower() for id in entry.exceptions]
    return tuple(dict.fromkeys(terms))


def everyday_words(text: str, law: Law) -> list[str]:
    """The everyday words of each term of the glossary that `text` uses."""
    lower = text.lower()
    return [word for term in law.terms.values() if _uses(lower, (term.term, *term.everyday)) for word in term.everyday]


def _uses(lower: str, words: Iterable[str]) -> bool:
    return any(re.search(rf"\b{re.escape(word.lower())}s?(?!\w)", lower) for word in words)
