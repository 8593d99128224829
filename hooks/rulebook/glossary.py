"""Where a text first uses a term of the glossary, so that its definition can be shown on the spot.

In Markdown a place is marked as `[[basis|after-tax money]]`: the id of the term, and the words that stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rulebook.figures import blank_code
from rulebook.law import Law

MARK = r"\[\[([a-z0-9_]+)\|([^\[\]|]+)\]\]"

_LEFT_ALONE = re.compile(
    r"^(?:#|\||:::|>?\s*<|\[[^\]]*\]:).*$|^.*\{ ?\.rb-.*$"  # headings, tables, directives, HTML, link definitions, paragraphs with a class
    r"|\[(?:[^\[\]]|\\.|\[[^\[\]]*\])*\]\([^)]*\)(?:\{[^}]*\})?|<[^>]*>|“[^”]*”",  # links, citations, tags, quotations
    re.MULTILINE,
)


@dataclass(frozen=True)
class Piece:
    """A stretch of text; with `term`, the id of the term that it names."""

    text: str
    term: str = ""


def pieces(text: str, law: Law, used: set[str]) -> list[Piece]:
    """The text in pieces, one for each term that is not in `used`, which grows by those found."""
    found, end = [], 0
    for start, stop, term in _first_uses(text, law, used):
        found += [Piece(text[end:start]), Piece(text[start:stop], term)]
        end = stop
    return [piece for piece in (*found, Piece(text[end:])) if piece.text]


def mark_terms(markdown: str, law: Law, used: set[str]) -> str:
    """Markdown with a mark at the first use of each term that is not in `used`, outside headings, links, tables and code."""
    bare = _LEFT_ALONE.sub(lambda match: re.sub(r"[^\n]", "\x00", match[0]), blank_code(markdown))
    parts, end = [], 0
    for start, stop, term in _first_uses(bare, law, used):
        parts += [markdown[end:start], f"[[{term}|{markdown[start:stop]}]]"]
        end = stop
    return "".join([*parts, markdown[end:]])


def without_marks(markdown: str) -> str:
    return re.sub(MARK, r"\2", markdown)


def _first_uses(text: str, law: Law, used: set[str]) -> Iterator[tuple[int, int, str]]:
    named = {phrase.lower(): term.id for term in law.terms.values() for phrase in term.in_text}
    if not named:
        return
    longest_first = sorted(named, key=lambda phrase: (-len(phrase), phrase))
    any_of = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest_first)
    for match in re.finditer(rf"(?<![\w(-])({any_of})(?:s|es)?(?![\w-])", text, re.IGNORECASE):
        term = named[re.sub(r"\s+", " ", match[1].lower())]
        if term not in used:
            used.add(term)
            yield match.start(), match.end(), term
