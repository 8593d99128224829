"""Directives to markup: a record, a Jinja fragment, a well-formed element."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from xml.etree import ElementTree

from jinja2 import DictLoader, Environment, StrictUndefined

from rulebook import formats
from rulebook.calculators import CALCULATORS, REASONS
from rulebook.directives import Directive
from rulebook.entries import Entry
from rulebook.figures import resolve_text
from rulebook.glossary import Piece, pieces
from rulebook.law import AccountKind, FilingStatus
from rulebook.site import Site
from rulebook.tables.model import TableCell

SITE_NAME = "Retirement Rulebook"


class Renderer:
    """Renders the parts of one site's pages. `fragments`: file name -> template text."""

    def __init__(self, site: Site, fragments: Mapping[str, str]) -> None:
        self.site = site
        self.environment = Environment(
            loader=DictLoader(dict(fragments)), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self.environment.filters |= {"day": formats.day, "listed": formats.listed, "zip": zip}
        self.environment.globals |= {"site": site, "link_of": self.link_of, "accounts": list(AccountKind), "statuses": list(FilingStatus)}
        self.environment.globals |= {"site_name": SITE_NAME, "pieces": self._pieces, "definition": self._definition}

    def render(self, directive: Directive) -> ElementTree.Element:
        """The element of a composed directive. A fragment that is not well-formed raises `ParseError`."""
        parts: Mapping[str, Callable[[Directive], str]] = {
            "table": self._table,
            "chart": self._table,
            "example": self._table,
            "answer": self._answer,
            "questions": self._questions,
            "topics": self._topics,
            "calculator": self._calculator,
        }
        html = parts.get(directive.kind, self._page_part)(directive)
        return ElementTree.fromstring(html.strip())

    def term(self, id: str, words: str) -> ElementTree.Element | None:
        """The words that name a term, with its definition; None for an id that the glossary does not have."""
        return ElementTree.fromstring(self._fragment("term", term=id, words=words).strip()) if id in self.site.law.terms else None

    def _pieces(self, text: str) -> list[Piece]:
        return pieces(text, self.site.law, set())

    def _definition(self, id: str) -> str:
        return resolve_text(self.site.law.terms[id].definition, self.site.law, self.site.year)

    def _fragment(self, name: str, **context: object) -> str:
        return self.environment.get_template(f"{name}.html").render(**context)

    def _table(self, directive: Directive) -> str:
        table = self.site.table(directive)
        chart = directive.kind == "chart"
        return self._fragment(
            "chart" if chart else "table",
            table=table,
            charted=chart,
            anchor=directive.anchor or table.id,
            example=directive.kind == "example",
        )

    def _answer(self, directive: Directive) -> str:
        return self._fragment("answer", entry=self.site.entries[directive.name], embedded=True)

    def _questions(self, directive: Directive) -> str:
        return self._fragment("questions", entries=self.site.topic_entries(directive.options.word("topic")))

    def _topics(self, _directive: Directive) -> str:
        counted = [(topic, len(self.site.topic_entries(topic.path.split("/")[1]))) for topic in self.site.topics()]
        return self._fragment("topics", topics=counted)

    def _calculator(self, directive: Directive) -> str:
        """The form of a calculator and its law as JSON, without a character that markup could take for its own."""
        law, slugs = self.site.calculators[directive.year, directive.key], {e.entry for e in self.site.law.exceptions.values() if e.entry}
        entries = {slug: self.site.entries[slug].path.removesuffix(".md") + "/" for slug in sorted(slugs)}
        data = json.dumps({**law, "entries": entries}, ensure_ascii=False, separators=(",", ":"))
        for character in "<>&":
            data = data.replace(character, f"\\u{ord(character):04x}")
        tables = CALCULATORS[directive.name].tables
        return self._fragment("calculator", calculator=directive.name, law=law, data=data, tables=tables, reasons=REASONS)

    def _page_part(self, directive: Directive) -> str:
        page = self.site.pages[directive.name]
        if directive.kind == "entry":
            return self._fragment("answer", entry=page, embedded=False)
        context: dict[str, object] = {"page": page}
        if directive.kind == "related":
            assert isinstance(page, Entry)
            context |= {"related": self.site.graph.related[page.path], "linked_from": self._links_here(page)}
        return self._fragment(directive.kind, **context)

    def _links_here(self, entry: Entry) -> list[object]:
        shown = {related.entry.path for related in self.site.graph.related[entry.path]}
        return [page for page in self.site.graph.linked_from.get(entry.path, ()) if page.path not in shown]

    def link_of(self, cell: TableCell) -> str:
        """Where a cell leads: an address, or the page of an entry named as `entry:<slug>`."""
        if cell.href.startswith("entry:"):
            return f"/{self.site.entries[cell.href.removeprefix('entry:')].path}"
        return cell.href
