"""The search index: one record a page and one a term of the glossary, small enough to fetch when a reader turns to search.

`javascripts/search-engine.js` reads it. A record has its address, its title, the text shown as a result, the phrases by which
people ask for it (with the address and the answer of those that are questions of their own), words that mean it, words on it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from rulebook.addresses import place_of
from rulebook.entries import Entry, Page
from rulebook.figures import blank_code, resolve_text
from rulebook.law import Law
from rulebook.myths import MYTHS
from rulebook.reference_pages import GLOSSARY, NOT_SEARCHED, Generated
from rulebook.search_terms import search_phrases, search_words

INDEX = "search/rulebook.json"

Json = str | float | list["Json"] | dict[str, "Json"]

_COMMON_WORDS = (
    "a about after all also an and any are as at be been before but by can do does each for from had has have how i if in into is it"
    " its may me my no not of on one only or other out over so such than that the their them then there these they this to under until"
    " up was were what when where which while who why will with without you your"
)
_COMMON = frozenset(_COMMON_WORDS.split())
"""Words that say nothing about a page."""

_WEIGHTS = {"questions": 1.0, "guides": 0.9, "calculators": 0.9, "tables": 0.8}
"""How much a page counts by its folder: an answer before a list of figures."""


def build_search_index(
    pages: Mapping[str, Page], generated: Mapping[str, Generated], asked: Mapping[str, tuple[str, ...]], law: Law, year: int
) -> str:
    records = [*(_record(page, asked, law, year) for page in pages.values()), *_terms(law, year)]
    records += [
        {"l": place_of(page.path), "t": page.title, "s": page.description, "w": 0.4}
        for page in generated.values()
        if page.path not in NOT_SEARCHED and not (page.path.startswith("myths/") and page.path != MYTHS)
    ]
    return json.dumps({"docs": records}, ensure_ascii=False, separators=(",", ":"))


def _record(page: Page, asked: Mapping[str, tuple[str, ...]], law: Law, year: int) -> dict[str, Json]:
    of_year = page.law_year if isinstance(page, Entry) else year
    prose = resolve_text(re.sub(r"\{cite:[^{}]*\}|\]\([^)]*\)|^:::.*$", " ", blank_code(page.body), flags=re.MULTILINE), law, of_year)
    shown = f"{page.title} {page.description}"
    record: dict[str, Json] = {"l": place_of(page.path), "t": page.title, "s": page.description}
    phrases: list[Json] = []
    if isinstance(page, Entry):
        phrases += search_phrases(page, asked.get(page.slug, ()))
        phrases += [[f.question, f.anchor, resolve_text(f.answer, law, of_year)] for f in page.follow_ups]
        record["m"] = " ".join(search_words(page, law))
    else:
        phrases += re.findall(r"^#+ (.*)$", prose, flags=re.MULTILINE)
    cited = " ".join(citation.text for citation in page.sources)
    record |= {"a": phrases, "b": " ".join(_words(f"{prose} {cited}", _words(shown)))}
    weight = _WEIGHTS.get(page.path.split("/")[0], 0.7) * (0.8 if page.path.endswith("index.md") else 1)
    return record | ({"w": weight} if weight != 1 else {})


def _terms(law: Law, year: int) -> Iterator[dict[str, Json]]:
    for term in law.terms.values():
        address = f"{place_of(GLOSSARY)}#{term.id.replace('_', '-')}"
        yield {"l": address, "t": term.term, "s": resolve_text(term.definition, law, year), "m": " ".join(term.everyday), "w": 0.5}


def _words(text: str, known: Iterable[str] = ()) -> list[str]:
    """Each word of a text once, in order: no common ones, none of the `known`."""
    found = re.findall(r"[a-z0-9][a-z0-9.()½-]*[a-z0-9)½]|[a-z0-9]", text.lower().replace("’", "'"))
    return list(dict.fromkeys(word for word in found if word not in _COMMON and word not in set(known)))
