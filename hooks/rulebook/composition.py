"""A page's whole Markdown, from its record: what stands on it, in which order, under which anchor.

Figures and citations are resolved here, as text. What needs markup of its own is left as a directive
that `markdown_extension` places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rulebook import formats
from rulebook.directives import Directive, compose_directive
from rulebook.entries import Entry, Guide, Page
from rulebook.figures import anchor, escape, resolve_markdown, scan
from rulebook.glossary import mark_terms, pieces
from rulebook.law import Citation, Law


def compose_page(page: Page, law: Law, year: int, directives: Mapping[int, Directive], ids: Mapping[str, str]) -> str:
    """The page's Markdown. `directives` by line of the file; `ids` gives each table's anchor by directive key."""
    if isinstance(page, Entry):
        used: set[str] = set()
        pieces(page.description, law, used)  # the answer box comes first
        return mark_terms(compose_entry(page, law, directives, ids), law, used)
    assert isinstance(page, Guide)
    body = _body(page, law, year, directives, ids)
    parts = [f"# {escape(page.title)}", body]
    if page.sources:
        parts += ["## Sources { #sources }", f"::: sources {page.path} @ {year}", f"::: history {page.path} @ {year}"]
    text = "\n\n".join(parts) + "\n"
    return text if page.path == "index.md" else mark_terms(text, law, set())  # on the home page whole cards are links


def compose_entry(entry: Entry, law: Law, directives: Mapping[int, Directive], ids: Mapping[str, str]) -> str:
    year = entry.law_year

    def part(kind: str) -> str:
        return f"::: {kind} {entry.path} @ {year}"

    parts = [f"# {escape(entry.title)}", part("entry"), _body(entry, law, year, directives, ids)]
    if entry.corrects:
        parts += ["## What you may have read { #corrects }", part("corrects")]
    if entry.follow_ups:
        parts.append("## More questions { #more-questions }")
        for follow_up in entry.follow_ups:
            parts += [
                f"### {escape(follow_up.question)} {{ #{follow_up.anchor} }}",
                escape(follow_up.answer),
                cited_line(follow_up.sources),
            ]
    parts += ["## Sources { #sources }", part("sources"), "## Related questions { #related }", part("related")]
    parts += ["## History of this answer { #history }", part("history")]
    return "\n\n".join(parts) + "\n"


def cited_line(sources: Iterable[Citation]) -> str:
    links = [f"[{escape(c.text)}]({c.source.url})" for c in sources]
    return f"Source: {formats.listed(links)}.\n{{ .rb-cited }}" if links else ""


def _body(page: Page, law: Law, year: int, directives: Mapping[int, Directive], ids: Mapping[str, str]) -> str:
    """The writer's body: figures and citations as text, headings with their anchors, directives dated."""
    lines = page.body.split("\n")
    used: dict[str, int] = defaultdict(int)
    for item in scan(page.body, page.body_line):
        place = item.line - page.body_line
        if item.kind == "heading":
            hashes = len(lines[place]) - len(lines[place].lstrip("#"))
            lines[place] = f"{'#' * hashes} {item.text} {{ #{anchor(item.text)} }}"
        elif item.kind == "directive" and item.line in directives:
            directive = directives[item.line]
            id = ids.get(directive.key, "")
            used[id] += 1
            unique = id if used[id] == 1 else f"{id}-{used[id]}"
            lines[place] = compose_directive(directive, year, unique if id else "")
    return resolve_markdown("\n".join(lines), law, year, page.cited).strip("\n")
