"""Each page as plain Markdown, for those who read it with a program: figures and tables in, markup out; and llms.txt."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping

from rulebook import formats
from rulebook.addresses import address_of, place_of
from rulebook.directives import Directive, parse_directive
from rulebook.entries import Entry, Page
from rulebook.glossary import without_marks
from rulebook.site import Site

LLMS = "llms.txt"


def build_twins(site: Site, site_url: str) -> dict[str, str]:
    """Path in the site -> Markdown of every page, and `llms.txt`, which lists them."""
    return {f"{place_of(path)}index.md": twin(site, path, site_url) for path in site.markdown} | {LLMS: llms(site, site_url)}


def twin(site: Site, path: str, site_url: str) -> str:
    """The page at `path` as Markdown that needs nothing of this project to be read."""
    here = place_of(path)

    def address(target: str) -> str:
        if re.match(r"[a-z]+:|#", target):
            return target
        file, mark, anchor = target.partition("#")
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)).lstrip("/") if not file.startswith("/") else file[1:]
        if not whole.endswith(".md"):
            return (f"{site_url.rstrip('/')}/{whole}" if site_url else posixpath.relpath("/" + whole, "/" + here)) + mark + anchor
        return address_of(whole, site_url, here) + mark + anchor

    made = []
    for line in without_marks(site.markdown[path]).split("\n"):
        if line.startswith(":::"):
            made.append(_directive(site, parse_directive(line, composed=True)))
        elif not re.fullmatch(r"\{ ?\.[a-z-]+.*\}|<.*>", line.strip()):
            made.append(re.sub(r" ?\{ ?[.#][^{}]*\}", "", line))
    text = re.sub(r"\]\(([^()\s]*)\)", lambda match: f"]({address(match[1])})", "\n".join(made))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _directive(site: Site, directive: Directive) -> str:
    if directive.kind in ("table", "chart", "example"):
        return site.table(directive).to_markdown()
    if directive.kind == "calculator":
        return "*A calculator stands here on the page. The tables of this site show the same rules.*"
    if directive.kind == "questions":
        return _links(site.topic_entries(directive.options.word("topic")))
    if directive.kind == "topics":
        return "\n".join(f"- [{topic.title}](/{topic.path}): {topic.description}" for topic in site.topics())
    if directive.kind == "answer":
        entry = site.entries[directive.name]
        return f"> **[{entry.title}](/{entry.path})** {entry.description}"
    page = site.pages[directive.name]
    parts: Mapping[str, Callable[[Page], str]] = {"entry": _answer, "corrects": _corrects, "sources": _sources, "history": _history}
    return (
        _links(related.entry for related in site.graph.related[page.path]) if directive.kind == "related" else parts[directive.kind](page)
    )


def _links(entries: Iterable[Entry]) -> str:
    return "\n".join(f"- [{entry.title}](/{entry.path}): {entry.description}" for entry in entries)


def _answer(page: Page) -> str:
    assert isinstance(page, Entry)
    accounts = formats.listed([account.label for account in page.accounts])
    return f"**{page.description}**\n\nLaw for tax year {page.law_year}. Reviewed {formats.day(page.reviewed)}. Accounts: {accounts}."


def _corrects(page: Page) -> str:
    assert isinstance(page, Entry)
    return "\n\n".join(f"> {c.label}: “{c.claim}”\n\n{c.why}" for c in page.corrects)


def _sources(page: Page) -> str:
    return "\n".join(
        f"- [{c.text}]({c.source.url}), {c.source.tier.label.lower()}{f': {c.supports}' if c.supports else ''}. Checked"
        f" {formats.day(c.source.checked)}.{f' {c.source.note}' if c.source.note else ''}"
        for c in page.sources
    )


def _history(page: Page) -> str:
    changes = [f"- {formats.day(change.date)}: {change.kind.label}. {change.note}" for change in page.changes]
    return "\n".join([f"Last reviewed on {formats.day(page.reviewed)}.", "", *changes])


def llms(site: Site, site_url: str) -> str:
    """What this site is and where its pages stand as Markdown, in the form that programs look for."""

    def line(path: str) -> str:
        return f"- [{site.title(path)}]({address_of(path, site_url)}index.md): {site.description(path)}"

    parts = [
        "# Retirement Rulebook",
        "> Answers on losses, withdrawals and penalties in US retirement accounts. Each is answered in its first sentence, computed, dated"
        f" and sourced to the law. Law for tax year {site.year}. General information, not advice. Text under CC BY 4.0.",
        "Each page stands as Markdown beside its HTML, at the address of the page followed by `index.md`. The law, the answers and the"
        f" tables as data: {address_of('data.md', site_url)}",
    ]
    for topic in site.topics():
        slug = topic.path.split("/")[1]
        parts += [f"## {topic.title}", "\n".join(line(entry.path) for entry in site.topic_entries(slug))]
    for title, folder in (("Guides", "guides/"), ("Tables", "tables/"), ("Calculators", "calculators/"), ("Myths", "myths/")):
        found = sorted(path for path in site.pages if path.startswith(folder))
        parts += [f"## {title}", "\n".join(map(line, found))] if found else []
    parts += [
        "## Reference",
        "\n".join(line(path) for path in [*site.generated, *(p for p in site.pages if "/" not in p and p != "index.md")]),
    ]
    return "\n\n".join(parts) + "\n"
