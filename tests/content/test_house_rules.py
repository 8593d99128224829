"""The house's rules for content, held on every real file. What the parsers refuse is not tested twice."""

from __future__ import annotations

import pytest

from rulebook.figures import blank_code
from rulebook.law import Law
from rulebook.site import Site
from rulebook.tables import CHARTS, EXAMPLES, TABLES
from support import TODAY

BANNED = ("may be able to", "consult a professional", "tax professional", "click here", "financial advisor", "it is important to")


def prose(site: Site, path: str) -> str:
    page = site.pages[path]
    return " ".join([page.title, page.description, blank_code(page.body)])


def test_the_whole_content_loads(site: Site) -> None:
    assert site.entries


def test_no_page_uses_banned_wording(site: Site) -> None:
    found = [(path, words) for path in site.pages for words in BANNED if words in prose(site, path).lower()]
    assert not found


def test_every_page_was_reviewed_and_not_in_the_future(site: Site) -> None:
    for path, page in site.pages.items():
        assert page.reviewed <= TODAY, path
        assert page.changes, f"{path} has no history"
        assert all(change.date <= page.reviewed for change in page.changes), path


def test_sources_stand_strongest_first(site: Site) -> None:
    for path, page in site.pages.items():
        ranks = [citation.source.tier.rank for citation in page.sources]
        assert ranks == sorted(ranks), f"{path}: put statutes before regulations, rulings, publications and web pages"


def test_every_source_supports_something(site: Site) -> None:
    cited = {c.source.id for page in site.pages.values() for c in page.sources}
    cited |= {c.source.id for entry in site.entries.values() for f in entry.follow_ups for c in f.sources}
    law = site.law
    cited |= {c.source.id for figure in law.figures for c in figure.sources}
    cited |= {c.source.id for e in law.exceptions.values() for cell in e.cells.values() for c in (*cell.sources, *e.sources)}
    cited |= {c.source.id for term in law.terms.values() for c in term.sources}
    assert not set(law.sources) - cited, "a source that nothing rests on"


def test_the_first_listed_source_says_what_it_supports(site: Site) -> None:
    assert not [path for path, page in site.pages.items() if page.sources and not page.sources[0].supports]


@pytest.mark.parametrize(("kind", "names"), [("table", TABLES), ("chart", CHARTS), ("example", EXAMPLES)])
def test_every_table_and_example_is_shown_somewhere(kind: str, names: dict[str, object], site: Site) -> None:
    kinds = ("table", "chart") if kind == "table" else (kind,)
    shown = {key.split()[1] for _, key in site.tables if key.startswith(kinds)}
    assert not set(names) - shown, "a builder that no page uses"


def test_every_exception_is_in_the_matrix_with_eight_cells(law: Law) -> None:
    assert all(len(exception.cells) == 8 for exception in law.exceptions.values())


def test_each_entry_is_asked_in_the_readers_words(site: Site) -> None:
    for entry in site.entries.values():
        assert 4 <= len(entry.also_asked) <= 18, entry.path
