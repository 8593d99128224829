"""A page for each widespread statement that an entry corrects: the claim, why it fails, what is true and by which law."""

from __future__ import annotations

from collections.abc import Mapping

from rulebook.composition import cited_line
from rulebook.entries import Correction, Entry, Page
from rulebook.figures import anchor, escape
from rulebook.reference_pages import Generated, page_of

MYTHS = "myths/index.md"

_WORDS = 9
"""How many words of a claim name its page."""


def build_myths(pages: Mapping[str, Page]) -> dict[str, Generated]:
    """The list of false statements, and a page for each. Empty where no entry corrects anything."""
    found: dict[str, tuple[Entry, Correction]] = {}
    for entry in _entries(pages):
        for correction in entry.corrects:
            path = _path(correction)
            if path in found and found[path][1].claim != correction.claim:
                path = _path(correction, whole=True)
            found.setdefault(path, (entry, correction))
    made = [_page(path, entry, correction) for path, (entry, correction) in found.items()]
    if made:
        made.append(_list({path: correction for path, (_, correction) in found.items()}))
    return {page.path: page for page in made}


def _entries(pages: Mapping[str, Page]) -> list[Entry]:
    return sorted((page for page in pages.values() if isinstance(page, Entry)), key=lambda entry: entry.path)


def _path(correction: Correction, *, whole: bool = False) -> str:
    """The first words of the claim, or all of them where another claim begins in the same way."""
    return f"myths/{'-'.join(anchor(correction.claim).split('-')[: None if whole else _WORDS])}.md"


def _page(path: str, entry: Entry, correction: Correction) -> Generated:
    claim = correction.claim.strip('“”"').rstrip(".")
    verdict = "True only in part" if correction.incomplete else "False"
    parts = [
        f"# “{escape(claim)}”",
        f"**{verdict}.** {escape(correction.why)}",
        "## What is true { #what-is-true }",
        f"::: answer {entry.slug} @ {entry.law_year}",
        "## By which law { #law }",
        "\n".join(
            f"- {cited_line([citation]).split(chr(10))[0].removeprefix('Source: ').rstrip('.')}"
            f"{': ' + escape(citation.supports) if citation.supports else ''}"
            for citation in entry.sources[:4]
        ),
    ]
    return page_of(path, f"“{claim}”", f"{verdict}. {correction.why}", parts)


def _list(claims: Mapping[str, Correction]) -> Generated:
    parts = [
        "# Widespread and wrong",
        "Statements that many pages repeat, as people make them. Each leads to why it fails, what is true, and the law that says so."
        " Nobody is named as their author.",
    ]
    for heading, incomplete in (("Not so", False), ("True only in part", True)):
        rows = [
            f"- [“{escape(c.claim.strip('“”' + chr(34)).rstrip('.'))}”]({path.removeprefix('myths/')})"
            for path, c in sorted(claims.items(), key=lambda one: one[1].claim.lower())
            if c.incomplete is incomplete
        ]
        parts += [f"## {heading} {{ #{anchor(heading)} }}", "\n".join(rows)] if rows else []
    description = "False statements on retirement accounts that many pages repeat, each refuted with its law."
    return page_of(MYTHS, "Widespread and wrong", description, parts)
