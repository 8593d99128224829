"""Pages made from the records alone: the index of phrases, the authorities, the figures, the glossary."""

from __future__ import annotations

import html
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rulebook import formats
from rulebook.composition import cited_line
from rulebook.entries import Entry, Page
from rulebook.figures import escape, resolve_text
from rulebook.law import AgeTable, Citation, Figure, FilingStatus, Law, Parameter, Range, RangeGroup, Schedule, Source, Tier
from rulebook.proof import WITHOUT_OFFICIAL_EXAMPLE, Comparison, Proof
from rulebook.rules import RULES

A_TO_Z, AUTHORITIES, FIGURES, GLOSSARY, TAGS, VERIFY = "a-z.md", "authorities.md", "figures.md", "glossary.md", "tags.md", "verify.md"
PATHS = (A_TO_Z, AUTHORITIES, FIGURES, GLOSSARY, TAGS, VERIFY)
NOT_SEARCHED = (A_TO_Z, TAGS, VERIFY, "status.md")
"""Lists of what other pages say: in search results they would only stand in the way."""

PHRASES_OF_AN_ENTRY = 6
"""How many of the phrases people ask an entry with stand in the A to Z, the first of its list. Search reads all."""


@dataclass(frozen=True)
class Generated:
    """A page that is made from the records alone."""

    path: str
    title: str
    description: str
    markdown: str

    @property
    def anchors(self) -> set[str]:
        return set(re.findall(r"\{ #([a-z0-9-]+) \}", self.markdown))


def page_of(path: str, title: str, description: str, parts: Iterable[str]) -> Generated:
    return Generated(path, title, description, "\n\n".join(part for part in parts if part) + "\n")


def build_reference_pages(
    pages: Mapping[str, Page], law: Law, year: int, proofs: Sequence[Proof] = (), comparisons: Sequence[Comparison] = ()
) -> dict[str, Generated]:
    made = [
        compose_a_to_z(pages, law),
        compose_authorities(pages, law),
        compose_figures(law, year),
        compose_glossary(law, year),
        compose_tags(),
        compose_verify(proofs, comparisons),
    ]
    return {page.path: page for page in made}


def compose_authorities(pages: Mapping[str, Page], law: Law) -> Generated:
    """Every authority by tier, and which pages rest on each section of it."""
    uses: dict[str, dict[str, dict[str, Page]]] = defaultdict(lambda: defaultdict(dict))
    for page in pages.values():
        follow_ups = page.follow_ups if isinstance(page, Entry) else ()
        for citation in [*page.sources, *(c for f in follow_ups for c in f.sources)]:
            uses[citation.source.id][citation.pin][page.path] = page
    parts = [
        "# Authorities",
        "Every authority that an answer, a guide or a figure of this reference rests on, strongest first. Under each section of law stand"
        " the pages that rest on it. A statute binds; a regulation interprets it with the force of law; rulings and notices say how the"
        " IRS reads it; forms, publications and web pages explain it and bind nobody.",
    ]
    for tier in Tier:
        parts.append(f"## {tier.label} {{ #{tier} }}")
        for source in sorted((s for s in law.sources.values() if s.tier is tier), key=_in_order_of_sections):
            parts.append(f"### {escape(source.cite)} {{ #{source.anchor} }}")
            about = f"[{escape(source.title)}]({source.url}). Last checked {formats.day(source.checked)}."
            parts.append(f"{about} {escape(source.note)}".strip())
            rows = [
                f"- {escape(Citation(source, pin).text)}: {links_to(uses[source.id][pin].values())}"
                for pin in sorted(uses[source.id], key=_natural)
            ]
            figures = [p for p in law.figures if any(c.source.id == source.id for c in p.sources)]
            if figures:
                links = ", ".join(f"[{escape(p.description.rstrip('.'))}]({FIGURES}#{figure_id(p)})" for p in figures)
                rows.append(f"- Figures: {links}")
            exceptions = [e for e in law.exceptions.values() if any(c.source.id == source.id for c in e.sources)]
            if exceptions:
                rows.append(f"- Exceptions to the additional tax: {', '.join(escape(e.name) for e in exceptions)}")
            parts.append("\n".join(rows))
    description = (
        "Every statute, regulation, ruling, form and publication this reference rests on, with the answers that rest on each section."
    )
    return Generated(AUTHORITIES, "Authorities", description, "\n\n".join(part for part in parts if part) + "\n")


def _in_order_of_sections(source: Source) -> list[object]:
    return _natural(source.cite)


def _natural(text: str) -> list[object]:
    """A sort key that counts: section 72 before section 401."""
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part.lower()) for part in re.findall(r"\d+|\D+", text)]


def links_to(pages: Iterable[Page]) -> str:
    return "; ".join(f"[{escape(page.title)}]({page.path})" for page in sorted(pages, key=lambda page: page.title))


def compose_a_to_z(pages: Mapping[str, Page], law: Law) -> Generated:
    """How people phrase things, letter by letter: search for those without JavaScript."""
    phrases: dict[str, dict[str, Page]] = defaultdict(dict)
    for page in pages.values():
        if isinstance(page, Entry):
            for phrase in [page.title, *page.also_asked[:PHRASES_OF_AN_ENTRY], *(f.question for f in page.follow_ups)]:
                phrases[phrase][page.path] = page
    for exception in law.exceptions.values():
        entry = next((p for p in pages.values() if isinstance(p, Entry) and p.slug == exception.entry), None)
        if entry:
            phrases[exception.name][entry.path] = entry
    letters: dict[str, list[str]] = defaultdict(list)
    for phrase in sorted(phrases, key=lambda p: _natural(p.lower().lstrip("$"))):
        first = next((c for c in phrase if c.isalnum()), "#").upper()
        letters[first if first.isalpha() else "0–9"].append(phrase)
    jump = " ".join(f"[{letter}](#{_letter_id(letter)})" for letter in letters)
    parts = [
        "# A to Z: how people say it",
        "Find your words, however you put them. Each phrase leads to the answer.",
        jump + "\n{ .rb-letters }",
    ]
    for letter, found in letters.items():
        parts.append(f"## {letter} {{ #{_letter_id(letter)} }}")
        parts.append("\n".join(f"- {_phrase(phrase, phrases[phrase])}" for phrase in found))
    description = "An index of the ways people phrase their questions about losses, withdrawals and penalties, each leading to its answer."
    return page_of(A_TO_Z, "A to Z", description, parts)


def _letter_id(letter: str) -> str:
    return "digits" if letter == "0–9" else f"letter-{letter.lower()}"


def _phrase(phrase: str, found: Mapping[str, Page]) -> str:
    if len(found) == 1:
        return f"[{escape(phrase)}]({next(iter(found))})"
    return f"{escape(phrase)}: {links_to(found.values())}"


def compose_figures(law: Law, year: int) -> Generated:
    """Every figure of the law, year by year, with its authorities, file by file."""
    files: dict[str, list[Figure]] = defaultdict(list)
    for record in law.figures:
        files[record.place.path.rsplit("/", 1)[-1].removesuffix(".yml")].append(record)
    parts = [
        "# Figures of the law",
        "Every amount, rate, age and period this reference uses stands here once, with its authority. Pages, tables and examples take it"
        " from here. A figure marked *not read yet* changes each year, and this reference has read none for that year.",
    ]
    for subject, records in sorted(files.items()):
        parts.append(f"## {subject.replace('-', ' ').capitalize()} {{ #{subject} }}")
        for record in records:
            parts += [f"### {escape(record.description.rstrip('.'))} {{ #{figure_id(record)} }}", _values(record)]
            parts.append(f"Sources: {'; '.join(map(_dated_link, record.sources))}.")
            parts.append(escape(resolve_text(record.note, law, year)))
    description = "Every amount, rate, age and period of law this reference uses, by year, each with its authority."
    return page_of(FIGURES, "Figures of the law", description, parts)


def figure_id(record: Figure) -> str:
    return record.id.replace("_", "-")


def _dated_link(citation: Citation) -> str:
    years = f" ({formats.listed([str(year) for year in citation.years])})" if citation.years else ""
    return f"[{escape(citation.text)}]({citation.source.url}){years}"


def _values(record: Figure) -> str:
    lines = []
    for year, read in record.known.items():
        label = str(year) if record.yearly else f"From {year}" + (f" to {record.until}" if record.until else "")
        if read and isinstance(record, AgeTable):
            lines.append(f"- {label}, by age: {_ages(record, year)}")
        elif read and isinstance(record, Range):
            lines += [f"- {label}, {_span(record, year, group)}" for group in record.values[year] or ()]
        elif read and not isinstance(record, Range | AgeTable):
            words = [_row(record, year, status) for status in record.values[year] or ()]
            lines += [f"- {label}: {'; '.join(words)}"] if isinstance(record, Parameter) else [f"- {label}, {word}" for word in words]
        elif record.as_of:
            lines.append(f"- {label}: *not read yet* (checked {formats.day(record.as_of)})")
    return "\n".join(lines)


def _span(record: Range, year: int, group: RangeGroup) -> str:
    span = record.span(year, group)
    return f"{group.label[:1].lower()}{group.label[1:]}: **{formats.money(span.start)}** to **{formats.money(span.end)}**"


def _ages(record: AgeTable, year: int) -> str:
    rows = record.rows(year)
    return ", ".join(f"{age}{' and over' if age == max(rows) else ''} **{formats.figure(n, record.unit)}**" for age, n in rows.items())


def _row(record: Parameter | Schedule, year: int, status: FilingStatus | None) -> str:
    label = f"{status.label.lower()}: " if status else ""
    if isinstance(record, Parameter):
        return f"{label}**{formats.figure(record.value(year, status), record.unit)}**"
    assert status is not None
    steps = [f"{formats.rate(b.rate)} over {formats.money(b.over)}" for b in record.brackets(year, status)]
    return label + ", ".join(steps)


def compose_glossary(law: Law, year: int) -> Generated:
    parts = ["# Glossary", "What the words of this field mean, in plain English, and what people call the same thing."]
    for term in sorted(law.terms.values(), key=lambda t: t.term.lower()):
        parts.append(f"## {escape(term.term)} {{ #{term.id.replace('_', '-')} }}")
        parts.append(escape(resolve_text(term.definition, law, year)))
        parts.append(f"People also say: {escape(', '.join(term.everyday))}." if term.everyday else "")
        parts.append(cited_line(term.sources))
    return page_of(GLOSSARY, "Glossary", "Plain definitions of the terms of this field, with the everyday words for each.", parts)


def compose_verify(proofs: Sequence[Proof], comparisons: Sequence[Comparison]) -> Generated:
    """The proof in public: each worked example, what its source says, what we compute."""
    results = [result for proof in proofs for result in proof.results]
    agree = sum(result.expected == result.ours for result in results)
    official = [proof.example for proof in proofs if proof.example.official]
    copied = sum(bool(example.copy) for example in official)
    parts = [
        "# Check our figures",
        "Every rule of law that computes a figure here is run through worked examples each time the site is built."
        f" Of {len(results)} results in {len(proofs)} examples, **{agree} agree**. A build with one that does not agree is refused.",
        f"*Official* marks the {len(official)} examples whose result stands in an official document. Read where the government publishes"
        f" it: {len(official) - copied}. Read in a copy or a quotation elsewhere: {copied}. These say *read in a copy* and which: we did"
        " not see the document itself. The examples without a mark are worked out by hand from the statute or regulation named. Anyone can"
        " read the files they come from, in the folder `tests/rules/examples` of the project.",
        "## Conventions { #conventions }",
        "- Amounts are in US dollars, exact within a case; each published amount is rounded half up to the cent, once.\n"
        "- Income tax is by the rate schedules, unless a table says that it is by the Tax Table. A return with taxable income below"
        " $100,000 reads that table, which can differ by a few dollars.\n"
        "- Age 59½ is reached six calendar months after the 59th birthday: a convention, since no statute or regulation defines the day"
        " for this tax.\n"
        "- A row of the Tax Table is the tax on the middle of its band, rounded half up to the dollar. Worked out so, all rows of the"
        " published tables of 2022 and 2023 agree.\n"
        "- Each example is run by the law of the year beside its name. Where it was written for another year, that year is named too, and"
        " figures that have changed since are given as inputs.",
        "## What is not covered { #not-covered }",
        "Credits, itemized deductions, the alternative minimum tax, tax on net investment income, the taxation of Social Security benefits"
        " and state income tax are not computed. No independent package that we know computes the additional tax with its exceptions.",
    ]
    if comparisons:
        parts.append("## Income tax against independent packages { #independent-packages }")
        parts.append("Returns of 2024 to 2026 and of every filing status, drawn at random from a recorded seed, are computed by both.")
        parts.append("\n".join(map(_comparison_line, comparisons)))
    for rule, info in RULES.items():
        rows = [proof for proof in proofs if proof.example.rule == rule]
        if rows:
            parts.append(f"## {escape(info.title)} {{ #{rule.replace('_', '-')} }}")
            reason = f" No official example: {WITHOUT_OFFICIAL_EXAMPLE[rule]}." if rule in WITHOUT_OFFICIAL_EXAMPLE else ""
            parts.append(f"{escape(info.authority)}.{escape(reason)}")
            lines = ["| Example, its source and its results | Source says | We compute |", "| --- | --- | --- |"]
            table = "\n".join([*lines, *(line for proof in rows for line in _proof_lines(proof))])
            parts.append(f'<div class="rb-proof" markdown>\n\n{table}\n\n</div>')
    description = "Every worked example that our rules are checked with: what its source says, what we compute, and whether they agree."
    return page_of(VERIFY, "Check our figures", description, parts)


def _comparison_line(c: Comparison) -> str:
    left_out = "".join(f" Left out, {count} returns: {escape(error)}." for error, count in c.left_out.items())
    agreement = f"{c.different} differences over {escape(c.allowed)}."
    return f"- {escape(c.package)} {escape(c.version)}: {c.compared:,} returns, seed {c.seed}, {agreement}{left_out}"


def _proof_lines(proof: Proof) -> Iterator[str]:
    """A row for the example, and one for each of its results."""
    example = proof.example
    when = f"of {example.example_year}, by the law of {example.year}" if example.example_year else f"by the law of {example.year}"
    mark = " *Official.*" if example.official else ""
    if example.copy:
        mark = f" *Official, read in a copy:* *{escape(example.copy)}*{{ .rb-address }}."
    yield f"| **{escape(example.name)} ({when}).** {escape(example.source)}.{mark} | | |"
    for result in proof.results:
        ours = escape(result.ours) if result.expected == result.ours else f"**{escape(result.ours)}, which differs**"
        yield f"| {escape(result.name.replace('_', ' '))} | {escape(result.expected)} | {ours} |"


def compose_redirects(pages: Mapping[str, Page]) -> dict[str, str]:
    """Where a page used to be: path of an HTML file -> a page that leads to the new place."""
    made = {}
    for page in pages.values():
        for ref in page.redirect_from:
            old = ref.id.removesuffix(".md").removesuffix("/index")
            new = posixpath.relpath(page.path.removesuffix("index.md").removesuffix(".md") or ".", old) + "/"
            made[f"{old}/index.html"] = (
                f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Moved</title><meta name="robots" content="noindex">'
                f'<meta http-equiv="refresh" content="0; url={new}"></head><body><p>This page is now <a href="{new}">'
                f"{html.escape(page.title)}</a>.</p></body></html>\n"
            )
    return made


def compose_tags() -> Generated:
    about = "Every answer, by the kinds of account it speaks of."
    return page_of(TAGS, "By account", about, ["# Answers by account", about, "<!-- material/tags -->"])
