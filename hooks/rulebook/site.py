"""The whole site as one value, made from texts: `load_site` returns it, or every problem at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rulebook.asked import ASKED_FILE, parse_asked
from rulebook.calculators import CALCULATORS, Json, scripts
from rulebook.composition import compose_page
from rulebook.crosslinks import Graph, build_graph, check_edges, check_orphans, page_anchors
from rulebook.dated_pages import DATED_PATHS, build_dated_pages
from rulebook.directives import Directive, check_directive
from rulebook.downloads import build_downloads
from rulebook.entries import Entry, Guide, Page, is_entry, parse_page, slug_of, topic_of
from rulebook.figures import check_prose, check_typed_amounts, scan
from rulebook.law import FigureNotReadError, Law
from rulebook.law_files import EMPTY, UNREADABLE, parse_law
from rulebook.myths import MYTHS, build_myths
from rulebook.problems import ContentError, Problem, did_you_mean
from rulebook.proof import Proof, parse_comparison, parse_examples, prove
from rulebook.reference_pages import PATHS, Generated, build_reference_pages, compose_redirects
from rulebook.search_index import INDEX, build_search_index
from rulebook.strict_yaml import UNPRINTABLE
from rulebook.tables import SPECS
from rulebook.tables.model import OptionError, Table

LAW_FILE = r"law/[a-z0-9]+(-[a-z0-9]+)*\.yml"


@dataclass(frozen=True)
class Site:
    """Everything the pages are made from. `year` is the tax year they speak of, `today` the day of the build."""

    law: Law
    pages: Mapping[str, Page]
    generated: Mapping[str, Generated]
    graph: Graph
    tables: Mapping[tuple[int, str], Table]
    calculators: Mapping[tuple[int, str], dict[str, Json]]
    """By year and directive, as the tables: the law that the script of a calculator computes with."""
    markdown: Mapping[str, str]
    redirects: Mapping[str, str]
    downloads: Mapping[str, str]
    search: str
    year: int
    today: date

    @property
    def files(self) -> dict[str, str]:
        """What the site adds to the writers' files: path -> Markdown, HTML or data."""
        return (
            {page.path: page.markdown for page in self.generated.values()}
            | dict(self.redirects)
            | dict(self.downloads)
            | {INDEX: self.search}
        )

    @property
    def entries(self) -> dict[str, Entry]:
        """Slug -> entry."""
        return {page.slug: page for page in self.pages.values() if isinstance(page, Entry)}

    def topic_entries(self, topic: str) -> list[Entry]:
        return sorted((e for e in self.entries.values() if e.topic == topic), key=lambda e: e.title)

    def topics(self) -> list[Guide]:
        found = [p for p in self.pages.values() if isinstance(p, Guide) and re.fullmatch(r"questions/[^/]+/index\.md", p.path)]
        return sorted(found, key=lambda p: (p.position, p.title))

    def table(self, directive: Directive) -> Table:
        return self.tables[directive.year, directive.key]

    def scripts(self, path: str) -> list[str]:
        """The scripts of a page's calculators; no other page loads them."""
        names = re.findall(r"^::: calculator (\S+)", self.markdown.get(path, ""), re.MULTILINE)
        return list(dict.fromkeys(script for name in names for script in scripts(name)))

    def title(self, path: str) -> str:
        return self.generated[path].title if path in self.generated else self.pages[path].title

    def description(self, path: str) -> str:
        return self.generated[path].description if path in self.generated else self.pages[path].description

    def tags(self, path: str) -> list[str]:
        """What the theme's tags show: the kinds of account an entry speaks of."""
        page = self.pages.get(path)
        return [account.label for account in page.accounts] if isinstance(page, Entry) else []

    def updated(self, path: str) -> date:
        page = self.pages.get(path)
        return page.updated if page else max((p.updated for p in self.pages.values()), default=self.today)

    def navigation(self) -> list[dict[str, object]]:
        """The navigation, from the records alone: topics, guides, tables, reference.

        Entries stand on the page of their topic. Two hundred questions in the margin of every page would help nobody, and
        each page would grow with every other.
        """
        questions: list[object] = ["questions/index.md"] if "questions/index.md" in self.pages else []
        questions += [topic.path for topic in self.topics()]
        about = sorted((p for p in self.pages.values() if isinstance(p, Guide) and "/" not in p.path), key=lambda p: (p.position, p.title))
        reference = [*(path for path in self.generated if not path.startswith("myths/")), *(p.path for p in about if p.path != "index.md")]
        folders = {name: self._folder(f"{name.lower()}/") for name in ("Guides", "Calculators", "Tables")}
        myths = [MYTHS] if MYTHS in self.generated else []
        sections: dict[str, list[object]] = {"Questions": questions, **folders, "Reference": [*myths, *reference]}
        shown: list[dict[str, object]] = [{title: paths} for title, paths in sections.items() if paths]
        return [{"Home": "index.md"}, *shown]

    def _folder(self, folder: str) -> list[object]:
        found = [p for p in self.pages.values() if isinstance(p, Guide) and p.path.startswith(folder)]
        return [p.path for p in sorted(found, key=lambda p: (not p.path.endswith("/index.md"), p.position, p.title))]


def parse_year(text: str) -> int:
    """The tax year in the settings. Raises `ContentError` for anything that is not a year."""
    if not (text.isdecimal() and len(text) == 4):
        hint = "write TAX_YEAR=2026 or leave it out"
        raise ContentError([Problem("mkdocs.yml", 1, 1, f"extra.tax_year '{text}' is not a year", hint)])
    return int(text)


def load_site(
    texts: Mapping[str, str], year: int, today: date, shown_in: str = "content/", evidence: Mapping[str, str] | None = None
) -> Site:
    """The site in `{path: text}` of the content folder: every `.md`, every `.yml` under `law/`, every `.txt` under `asked/`.

    `evidence` has the worked examples (`.yml`) that the rules must reproduce and the recorded comparisons
    with other packages (`.json`). Raises `ContentError` with all problems; `shown_in` is put before each path in their messages.
    """
    shown = {path: shown_in + path for path in texts}
    texts, unclean = _clean(texts, shown)
    law_texts = {shown[path]: text for path, text in texts.items() if re.fullmatch(LAW_FILE, path)}
    law, problems = parse_law(law_texts)
    problems += unclean
    for path, scalar in law.prose:
        problems += check_prose(path, scalar, law, year)
    for path, text in law_texts.items():
        if not path.endswith("sources.yml"):
            known = {(problem.path, problem.line) for problem in problems}  # a number with a dollar sign is reported as no number
            own_words = re.sub(r"(?m)(?:^|(?<=\s))#.*|^  everyday: .*", "", text)  # not comments, nor what people call a thing
            typed = check_typed_amounts(path, own_words)
            problems += [problem for problem in typed if (problem.path, problem.line) not in known]
    if any(problem.message.startswith((*UNREADABLE, EMPTY)) for problem in problems):
        raise ContentError(problems)  # every page would complain of figures that stand in the unreadable file
    law_is_sound = not problems
    pages: dict[str, Page] = {}
    for path, text in sorted(texts.items()):
        if path.endswith(".md"):
            parsed, found = parse_page(path, shown[path], text, law, year)
            problems += found
            if parsed:
                pages[path] = parsed

    directives: dict[str, dict[int, Directive]] = defaultdict(dict)
    tables: dict[tuple[int, str], Table] = {}
    calculators: dict[tuple[int, str], dict[str, Json]] = {}
    for path, page in pages.items():
        page_year = page.law_year if isinstance(page, Entry) else year
        for directive, line, column in _directives(shown[path], page, problems):
            directives[path][line] = directive
            message, hint = _check_target(directive, texts)
            column += directive.text.rindex(" ") + 1 if message else 0
            if not message and law_is_sound and directive.kind in (*SPECS, "calculator"):
                try:
                    if directive.kind == "calculator":
                        calculators[page_year, directive.key] = CALCULATORS[directive.name].build(law, page_year)
                    else:
                        spec = SPECS[directive.kind][directive.name]
                        tables[page_year, directive.key] = spec.build(law, page_year, directive.options)
                except OptionError as error:
                    message = f"{directive.kind} {directive.name}: {error}"
                except FigureNotReadError as error:
                    message = f"{directive.kind} {directive.name} cannot be computed: {error}"
                except KeyError as error:
                    message = f"{directive.kind} {directive.name} needs {error}, which does not stand in the law"
                except (ValueError, ArithmeticError) as error:
                    message = f"{directive.kind} {directive.name} cannot be computed with these options: {error}"
                else:
                    id = tables[page_year, directive.key].id if directive.kind != "calculator" else ""
                    if id in page_anchors(page):
                        message, hint = f"the anchor '{id}' of this {directive.kind} is taken", "word the heading of that name differently"
            if message:
                problems.append(Problem(shown[path], line, column, message, hint))

    problems += [
        Problem(shown[path], 1, 1, f"'reviewed' is {page.reviewed.isoformat()}, after today ({today.isoformat()})", "a review is past")
        for path, page in pages.items()
        if page.reviewed > today
    ]
    proofs: list[Proof] = []
    for path, text in sorted((evidence or {}).items()):
        if path.endswith(".yml") and law_is_sound:
            examples, found = parse_examples(path, text)
            problems += found
            for example in examples:
                proof, found = prove(law, example)
                problems += found
                proofs += [proof] if proof else []
    comparisons = [parse_comparison(text) for path, text in sorted((evidence or {}).items()) if path.endswith(".json")]

    own = {page.slug: page.also_asked for page in pages.values() if isinstance(page, Entry)}
    own |= {slug_of(path): () for path in texts if is_entry(path) and path not in pages}
    asked, found = parse_asked({shown[path]: text for path, text in texts.items() if re.fullmatch(ASKED_FILE, path)}, own)
    problems += found

    ids = {key: table.id for (_, key), table in tables.items()}
    unread = {path for path in texts if path.endswith(".md")} - pages.keys()
    anchors: dict[str, set[str] | None] = dict.fromkeys([*PATHS, *DATED_PATHS, *unread])
    for path, page in pages.items():
        anchors[path] = page_anchors(page, [ids[d.key] for d in directives[path].values() if d.key in ids])
    graph = build_graph(pages, law)
    generated: dict[str, Generated] = {}
    if not problems:
        generated = build_reference_pages(pages, law, year, proofs, comparisons) | build_dated_pages(pages, law, year, today)
        generated |= build_myths(pages)
    anchors |= {path: page.anchors for path, page in generated.items()}
    problems += check_edges(pages, shown, anchors, law) + _check_places(shown, shown_in)
    if not problems:
        problems += check_orphans(pages, shown, graph)
    if problems:
        raise ContentError(problems)
    markdown = {path: compose_page(page, law, year, directives[path], ids) for path, page in pages.items()}
    markdown |= {path: page.markdown for path, page in generated.items()}
    entries = {page.slug: page for page in pages.values() if isinstance(page, Entry)}
    shown_tables = {table.id: table for (of, key), table in reversed(tables.items()) if of == year and key.startswith(("table ", "chart "))}
    updated = max((page.updated for page in pages.values()), default=today)
    downloads = build_downloads(law, entries, shown_tables, year, updated)
    search = build_search_index(pages, generated, asked, law, year)
    return Site(law, pages, generated, graph, tables, calculators, markdown, compose_redirects(pages), downloads, search, year, today)


def _clean(texts: Mapping[str, str], shown: Mapping[str, str]) -> tuple[dict[str, str], list[Problem]]:
    """The texts with one kind of line end and without a byte order mark, and the characters in them that no page can show."""
    clean, problems = {}, []
    for path, text in texts.items():
        text = re.sub(r"\r\n?", "\n", text.removeprefix("\ufeff"))
        for found in UNPRINTABLE.finditer(text):
            line, column = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
            message, hint = "a character that cannot be printed", f"delete it (U+{ord(found[0]):04X})"
            undecoded = "\ud800" <= found[0] <= "\udfff"
            if undecoded:
                message, hint = "this file is not UTF-8 text", "save it as UTF-8"
            problems.append(Problem(shown[path], line, column, message, hint))
            if undecoded:
                break  # the rest of the file would say the same
        clean[path] = UNPRINTABLE.sub(" ", text)
    return clean, problems


def _check_places(shown: Mapping[str, str], shown_in: str) -> list[Problem]:
    """Files that are missing, or that stand where they cannot."""
    problems = [
        Problem(shown[path], 1, 1, f"{files} stands in {folder}/ itself", f"name it with a-z and hyphens, as in {example}")
        for folder, files, place, example in (
            ("law", "a file of the law", LAW_FILE, "law/income-tax.yml"),
            ("asked", "a list of phrases", ASKED_FILE, "asked/losses.txt"),
        )
        for path in shown
        if path.startswith(f"{folder}/") and not path.endswith(".md") and not re.fullmatch(place, path)
    ]
    problems += [
        Problem(shown[path], 1, 1, "the build makes this page itself", "use another name")
        for path in (*PATHS, *DATED_PATHS)
        if path in shown
    ]
    topics = {f"questions/{topic_of(path)}/index.md" for path in shown if is_entry(path)}
    for path in sorted(topics - shown.keys()):
        problems.append(Problem(shown_in + path, 1, 1, "this file is missing", "each topic has a page of its own"))
    return problems


def _directives(shown: str, page: Page, problems: list[Problem]) -> list[tuple[Directive, int, int]]:
    """The checked directives of a page, with line and column. Those in front matter are no directives."""
    lines, found = [""] * (page.body_line - 1) + page.body.split("\n"), []
    for item in scan(page.body, page.body_line):
        if item.kind == "directive":
            directive, wrong = check_directive(shown, item, lines)
            problems += wrong
            if directive:
                found.append((directive, item.line, item.column))
    return found


def _check_target(directive: Directive, texts: Mapping[str, str]) -> tuple[str, str]:
    """What is wrong with the entry or topic that a directive names: message and hint."""
    paths = [path for path in texts if is_entry(path)]
    if directive.kind == "answer":
        slugs = {slug_of(path) for path in paths}
        if directive.name not in slugs:
            return f"unknown entry '{directive.name}'", did_you_mean(directive.name, slugs)
    if directive.kind == "questions":
        topics = {topic_of(path) for path in paths}
        topic = directive.options.word("topic")
        if topic not in topics:
            return f"unknown topic '{topic}'", did_you_mean(topic, topics)
    return "", ""
