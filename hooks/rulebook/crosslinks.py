"""The graph of pages: what is related to what and why, and whether every edge leads somewhere.

Two entries are related when a writer says so, when one links to the other, or when they share an
exception, a pinpoint of an authority, a rule or a figure. The rarer what they share, the closer.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import unquote

from rulebook.entries import RESERVED_ANCHORS, Entry, Page, is_entry, slug_of
from rulebook.figures import anchor, scan
from rulebook.law import Law
from rulebook.problems import Problem, did_you_mean
from rulebook.rules import RULES

MOST_SHOWN = 6

_WEIGHTS = {
    "curated": 100.0,
    "curated here": 60.0,
    "link": 15.0,
    "exception": 24.0,
    "authority": 10.0,
    "rule": 6.0,
    "figure": 4.0,
    "topic": 0.5,
}


@dataclass(frozen=True)
class Related:
    """An entry worth reading next, and why: reasons are short phrases, empty where a writer chose it."""

    entry: Entry
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Graph:
    """`related` and `linked_from` by page path. A page that shows another as related also counts as linking to it."""

    related: Mapping[str, tuple[Related, ...]]
    linked_from: Mapping[str, tuple[Page, ...]]


@dataclass(frozen=True)
class Link:
    """A link in a page's body to another page of the site, or within the page."""

    target: str
    anchor: str
    line: int
    column: int


def links_of(page: Page) -> list[Link]:
    """The links to Markdown pages and anchors in the body, resolved against the page's own folder."""
    found = []
    for item in scan(page.body, page.body_line):
        if item.kind != "link" or "://" in item.text or item.text.startswith("mailto:"):
            continue
        path, _, fragment = unquote(item.text).partition("#")
        if path and not path.endswith((".md", ".html", "/")) and "." in posixpath.basename(path):
            continue  # a picture or a download: MkDocs checks those
        if not path:
            target = page.path
        elif path.startswith("/"):
            target = path.lstrip("/")
        else:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))
        found.append(Link(target, fragment, item.line, item.column))
    return found


def page_anchors(page: Page, tables: Iterable[str] = ()) -> set[str]:
    """The anchors of a page: its headings, the parts that composition adds, and its tables."""
    anchors = {anchor(item.text) for item in scan(page.body) if item.kind == "heading"} | set(tables)
    if isinstance(page, Entry):
        anchors |= set(RESERVED_ANCHORS) | {follow_up.anchor for follow_up in page.follow_ups}
    elif page.sources:
        anchors |= {"sources", "history"}
    return anchors


def build_graph(pages: Mapping[str, Page], law: Law) -> Graph:
    """Every relation between the pages. Dangling edges are left out here; the checks report them."""
    entries = {page.slug: page for page in pages.values() if isinstance(page, Entry)}
    scores: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    reasons: dict[tuple[str, str], list[str]] = defaultdict(list)

    def relate(one: str, other: str, weight: float, reason: str = "") -> None:
        if one != other:
            scores[one][other] += weight
            if reason and reason not in reasons[one, other]:
                reasons[one, other].append(reason)

    for slug, entry in entries.items():
        for ref in entry.related:
            if ref.id in entries:
                relate(slug, ref.id, _WEIGHTS["curated"])
                relate(ref.id, slug, _WEIGHTS["curated here"])
    for kind, shared in _shared(entries, law).items():
        for reason, slugs in shared.items():
            weight = _WEIGHTS[kind] / max(1, len(slugs) - 1)
            for one in slugs:
                for other in slugs:
                    relate(one, other, weight, reason)

    inbound: dict[str, dict[str, Page]] = defaultdict(dict)
    for page in pages.values():
        for link in links_of(page):
            target = pages.get(link.target)
            if target is not None and target is not page:
                inbound[target.path][page.path] = page
                if isinstance(page, Entry) and isinstance(target, Entry):
                    relate(page.slug, target.slug, _WEIGHTS["link"])
                    relate(target.slug, page.slug, _WEIGHTS["link"])

    shown = {slug: _closest(scores[slug]) for slug in entries}
    for slug in entries:  # nobody is left out: the nearest neighbour of a forgotten entry shows it too
        if not any(slug in others for others in shown.values()):
            for neighbour in _closest(scores[slug])[:1]:
                shown[neighbour].append(slug)
    related = {
        entries[slug].path: tuple(Related(entries[other], tuple(reasons[slug, other][:2])) for other in others)
        for slug, others in shown.items()
    }
    for slug, others in shown.items():
        for other in others:
            inbound[entries[other].path].setdefault(entries[slug].path, entries[slug])
    linked_from = {path: tuple(found[p] for p in sorted(found)) for path, found in inbound.items()}
    return Graph(related, linked_from)


def _closest(scores: Mapping[str, float]) -> list[str]:
    return sorted(scores, key=lambda slug: (-scores[slug], slug))[:MOST_SHOWN]


def _shared(entries: Mapping[str, Entry], law: Law) -> dict[str, dict[str, list[str]]]:
    """Kind of relation -> what is shared, in words -> the slugs that share it."""
    shared: dict[str, dict[str, list[str]]] = {kind: defaultdict(list) for kind in ("exception", "authority", "rule", "figure", "topic")}
    for slug, entry in entries.items():
        for id in entry.exceptions:
            shared["exception"][f"same exception: {law.exceptions[id].name}"].append(slug)
        for text in dict.fromkeys(c.text for c in entry.sources):
            shared["authority"][f"rests on {text} too"].append(slug)
        for id in entry.rules:
            shared["rule"][f"same rule: {RULES[id].title}"].append(slug)
        figures = {item.text.split("@")[0].split(".")[0] for item in scan(entry.body) if item.kind == "law"}
        for id in sorted(figures & law.parameters.keys()):
            shared["figure"][f"same figure: {law.parameters[id].description.rstrip('.')}"].append(slug)
        shared["topic"][f"same topic: {entry.topic.replace('-', ' ')}"].append(slug)
    return shared


# Checks


def check_edges(pages: Mapping[str, Page], shown: Mapping[str, str], anchors: Mapping[str, set[str] | None], law: Law) -> list[Problem]:
    """Curated relations, links and anchors that lead nowhere.

    `shown` is how messages name each path. `anchors` has every page of the site; None where a page
    cannot be made yet and its anchors are not known.
    """
    problems: list[Problem] = []
    slugs: dict[str, Entry] = {}
    for page in pages.values():
        if isinstance(page, Entry):
            if page.slug in slugs:
                message = f"the slug '{page.slug}' is taken by {slugs[page.slug].path}"
                problems.append(Problem(shown[page.path], 1, 1, message, "a slug is a permanent identifier"))
            slugs[page.slug] = page
    known = slugs.keys() | {slug_of(path) for path in shown if is_entry(path)}
    for entry in slugs.values():
        seen: set[str] = set()
        for ref in entry.related:
            if ref.id not in known:
                problems.append(ref.place.problem(f"unknown entry '{ref.id}'", did_you_mean(ref.id, known)))
            elif ref.id == entry.slug:
                problems.append(ref.place.problem("an entry cannot be related to itself", "remove it"))
            elif ref.id in seen:
                problems.append(ref.place.problem(f"'{ref.id}' is related twice", "remove one"))
            seen.add(ref.id)
    problems += [
        exception.place.problem(f"unknown entry '{exception.entry}'", did_you_mean(exception.entry, known))
        for exception in law.exceptions.values()
        if exception.entry and exception.entry not in known
    ]
    redirected: dict[str, str] = {}
    for page in pages.values():
        problems += _check_links(page, shown[page.path], anchors)
        for ref in page.redirect_from:
            if not re.fullmatch(r"([a-z0-9-]+/)*[a-z0-9-]+\.md", ref.id) or ref.id in anchors:
                hint = "name the former path of a page that is gone, as in guides/old-name.md"
                problems.append(ref.place.problem(f"cannot redirect from '{ref.id}'", hint))
            elif ref.id in redirected:
                problems.append(ref.place.problem(f"'{ref.id}' is redirected twice", f"see {redirected[ref.id]}"))
            redirected[ref.id] = shown[page.path]
    return problems


def _check_links(page: Page, shown: str, anchors: Mapping[str, set[str] | None]) -> list[Problem]:
    problems = []
    for link in links_of(page):
        message = hint = ""
        there = anchors.get(link.target)
        if link.target not in anchors:
            message, hint = f"dead link: there is no page '{link.target}'", _nearest_page(page, link.target, anchors)
        elif link.anchor and there is not None and link.anchor not in there:
            message, hint = f"dead anchor: '{link.target}' has no '#{link.anchor}'", did_you_mean(link.anchor, there)
        if message:
            problems.append(Problem(shown, link.line, link.column, message, hint))
    return problems


def _nearest_page(page: Page, target: str, paths: Iterable[str]) -> str:
    """The link that was probably meant, as it would be written on the page."""
    folder = posixpath.dirname(page.path) or "."
    links = {path: posixpath.relpath(path, folder) for path in paths}
    same_name = [link for path, link in links.items() if slug_of(path) == slug_of(target)]
    near = get_close_matches(target, links, n=1)
    best = [*(links[path] for path in (f"{target}/index.md",) if path in links), *same_name, *(links[path] for path in near)]
    if best:
        return f"did you mean '{best[0]}'?"
    return "link to the .md file of the page"


def check_orphans(pages: Mapping[str, Page], shown: Mapping[str, str], graph: Graph) -> list[Problem]:
    """Entries that no page but their topic's list leads to."""
    return [
        Problem(shown[page.path], 1, 1, "no page leads to this entry", "link to it from a neighbour, or list it in 'related'")
        for page in pages.values()
        if isinstance(page, Entry) and not graph.linked_from.get(page.path)
    ]
