"""What people type and pages do not say: "401k", "write off", "fine".

They go into two fields of the search index of their own, phrases and single words: searched, never shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rulebook.entries import Entry
from rulebook.law import AccountKind, Law

_SECTION = re.compile(r"\b(\d{2,4})\(([a-z])\)", re.IGNORECASE)
_HALF = re.compile(r"\b(\d+)½")


def squashed(text: str) -> list[str]:
    """How people type the section numbers and halves in `text`: 401(k) as 401k, 59½ as 59.5."""
    found = [form for number, letter in _SECTION.findall(text) for form in (f"{number}{letter}", f"{number} {letter}")]
    found += [form for whole in _HALF.findall(text) for form in (f"{whole}.5", f"{whole} 1/2", f"{whole} and a half")]
    return list(dict.fromkeys(form.lower() for form in found))


def search_phrases(entry: Entry, asked: Sequence[str] = ()) -> tuple[str, ...]:
    """How people ask for an entry: what its writer collected, what `asked` adds, and the squashed forms of what it says."""
    said = [entry.title, entry.description, *(f.question for f in entry.follow_ups), *entry.also_asked]
    return tuple(dict.fromkeys([*entry.also_asked, *asked, *squashed(" ".join(said))]))


def search_words(entry: Entry, law: Law) -> tuple[str, ...]:
    """What else an entry should be found by: accounts, exceptions, everyday words for its terms."""
    words = [account.label.lower() for account in entry.accounts] if len(entry.accounts) < len(AccountKind) else []
    words += [law.exceptions[id].name.lower() for id in entry.exceptions]
    words += everyday_words(f"{entry.title} {entry.description}", law)
    return tuple(dict.fromkeys(words))


def everyday_words(text: str, law: Law) -> list[str]:
    """The everyday words of each term of the glossary that `text` uses."""
    lower = text.lower()
    return [word for term in law.terms.values() if _uses(lower, term.term) for word in term.everyday]


def _uses(lower: str, term: str) -> bool:
    return re.search(rf"\b{re.escape(term.lower())}s?(?!\w)", lower) is not None
