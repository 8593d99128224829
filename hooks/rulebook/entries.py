"""Entries, guides and their closed schemas: what a writer's file says, read and checked.

An entry is one question (`questions/<topic>/<slug>.md`). Every other page a writer makes, a topic
page, a guide, a table page or a page about the project, is a `Guide`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypedDict

from rulebook.figures import (
    FigureError,
    Found,
    anchor,
    check_figures,
    check_prose,
    check_typed_amounts,
    check_unchecked,
    resolve_text,
    scan,
)
from rulebook.law import AccountKind, Citation, Law, Place
from rulebook.law_files import parse_citations
from rulebook.problems import Problem
from rulebook.rules import RULES
from rulebook.strict_yaml import Mapping as YamlMapping
from rulebook.strict_yaml import Node, Reader, Scalar
from rulebook.strict_yaml import Sequence as YamlSequence

ANSWER_LENGTH = (40, 320)
QUESTION_LENGTH = 110
MOST_RELATED = 3
MATERIAL_KEYS = ("tags", "hide", "icon", "status", "search", "template")
"""Front-matter keys that belong to the theme; MkDocs reads them itself."""


class Verdict(StrEnum):
    YES = "yes"
    NO = "no"
    DEPENDS = "depends"
    EXPLAINED = "explained"

    @property
    def label(self) -> str:
        return {"yes": "Yes", "no": "No", "depends": "It depends", "explained": "In short"}[self.value]


class ChangeKind(StrEnum):
    NEW = "new"
    CORRECTION = "correction"
    LAW = "law"
    CLARITY = "clarity"

    @property
    def label(self) -> str:
        return {"new": "New", "correction": "Correction", "law": "Change of law", "clarity": "Clearer wording"}[self.value]


@dataclass(frozen=True)
class Ref:
    """An id that another file defines, with the place where it was written."""

    id: str
    place: Place


@dataclass(frozen=True)
class FollowUp:
    question: str
    answer: str
    sources: tuple[Citation, ...]
    anchor: str


@dataclass(frozen=True)
class Correction:
    """A widespread statement that an entry corrects: false, or true only as far as it goes."""

    claim: str
    why: str
    incomplete: bool = False

    @property
    def label(self) -> str:
        return "True only in part" if self.incomplete else "Not so"


@dataclass(frozen=True)
class Change:
    date: date
    kind: ChangeKind
    note: str


@dataclass(frozen=True)
class Page:
    """What entries and guides share. `path` is relative to the content folder; `body` is as written."""

    path: str
    title: str
    description: str
    sources: tuple[Citation, ...]
    reviewed: date
    changes: tuple[Change, ...]
    tags: tuple[str, ...]
    redirect_from: tuple[Ref, ...]
    body: str
    body_line: int
    """The line of the file in which the body begins."""

    @property
    def cited(self) -> Mapping[str, Citation]:
        return {c.source.id: c for c in self.sources}

    @property
    def slug(self) -> str:
        return slug_of(self.path)

    @property
    def updated(self) -> date:
        """The day of the last substantive change."""
        return max((c.date for c in self.changes), default=self.reviewed)


@dataclass(frozen=True)
class Entry(Page):
    """One question. `title` is the question and `description` its short answer, figures resolved."""

    verdict: Verdict
    accounts: tuple[AccountKind, ...]
    rules: tuple[str, ...]
    exceptions: tuple[str, ...]
    also_asked: tuple[str, ...]
    follow_ups: tuple[FollowUp, ...]
    corrects: tuple[Correction, ...]
    related: tuple[Ref, ...]
    law_year: int

    @property
    def topic(self) -> str:
        return topic_of(self.path)

    @property
    def opening(self) -> str:
        """The verdict as the answer begins with it, and the mark after it: `No.`; empty when explained."""
        match = re.match(r"(?:Yes|No|It depends)[.,:;]?", self.description)
        return match[0] if match and self.verdict is not Verdict.EXPLAINED else ""


@dataclass(frozen=True)
class Guide(Page):
    """A page that is not one question. `position` orders it among its neighbours, lowest first."""

    position: int = field(default=50)


def is_entry(path: str) -> bool:
    return re.fullmatch(r"questions/[^/]+/[^/]+\.md", path) is not None and not path.endswith("/index.md")


def slug_of(path: str) -> str:
    """The permanent identifier of an entry: its file's name, or its folder's for an index."""
    return path.removesuffix("/index.md").removesuffix(".md").rsplit("/", 1)[-1]


def topic_of(path: str) -> str:
    return path.split("/")[1]


def parse_page(path: str, shown: str, text: str, law: Law, year: int) -> tuple[Entry | Guide | None, list[Problem]]:
    """The page in `text`. `path` is relative to the content folder, `shown` is how messages name it."""
    reader = Reader(shown)
    if not all(_NAME.fullmatch(part) for part in path.removesuffix(".md").split("/")):
        reader.problems.append(Problem(shown, 1, 1, "a page is named in lower case", "use a-z, 0-9 and hyphens, as in rule-of-55.md"))
    parts = _split(text)
    if parts is None:
        missing = "the front matter is never closed" if text.startswith("---") else "no front matter"
        reader.problems.append(Problem(shown, 1, 1, missing, "start the file with a line '---' and close it with another"))
        return None, reader.problems
    head, body, body_line = parts
    node = reader.parse(head, first_line=2)
    if node is None:
        reader.problems = reader.problems or [Problem(shown, 1, 1, "the front matter is empty")]
        return None, reader.problems
    record = reader.mapping(node, "front matter")
    parse = _parse_entry if is_entry(path) else _parse_guide
    page = parse(path, reader, record, body, body_line, law, year)
    page_year = page.law_year if isinstance(page, Entry) else year
    for scalar in reader.proses:
        reader.problems += check_prose(shown, scalar, law, page_year)
    reader.problems += check_figures(shown, scan(body, body_line), law, page_year, page.cited, _listed_sources(record))
    reader.problems += check_typed_amounts(shown, body, body_line) + check_unchecked(shown, body, body_line)
    for node in _prose(record):
        reader.problems += check_typed_amounts(shown, node.raw, node.line, node.column)
    _check_headings(shown, page, reader.problems)
    return page, reader.problems


_QUOTED = ("also_asked", "claim", "tags", "pin")
"""Keys whose words are other people's: they may hold typed amounts."""


def _prose(node: Node) -> Iterator[Scalar]:
    """Every scalar of the front matter that is the writer's own prose."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, YamlSequence):
        for item in node.items:
            yield from _prose(item)
    else:
        for key, value in node:
            if key.text not in _QUOTED:
                yield from _prose(value)


def _listed_sources(record: YamlMapping) -> set[str]:
    """The ids in `sources`, known or not: a citation of an unknown one is not reported a second time."""
    node = record.get("sources")
    ids = [item.get("id") for item in node.items if isinstance(item, YamlMapping)] if isinstance(node, YamlSequence) else []
    return {id.text for id in ids if isinstance(id, Scalar)}


_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _split(text: str) -> tuple[str, str, int] | None:
    """Front matter, body, and the line of the file in which the body begins."""
    match = re.match(r"---[ \t]*\n((?:.*\n)*?)---[ \t]*(\n|$)", text)
    if not match:
        return None
    return match[1], text[match.end() :], text.count("\n", 0, match.end()) + 1


_ENTRY_KEYS = (
    "question", "verdict", "short_answer", "accounts", "rules", "exceptions", "sources", "also_asked", "follow_ups",
    "corrects", "related", "law_year", "reviewed", "changes", "redirect_from",
)  # fmt: skip
_ENTRY_REQUIRED = ("question", "verdict", "short_answer", "accounts", "rules", "sources", "also_asked", "reviewed", "changes")
_GUIDE_KEYS = ("title", "description", "sources", "position", "reviewed", "changes", "redirect_from")
_GUIDE_REQUIRED = ("title", "description", "reviewed", "changes")


def _parse_entry(path: str, r: Reader, record: YamlMapping, body: str, body_line: int, law: Law, year: int) -> Entry:
    _closed(r, record, _ENTRY_KEYS, _ENTRY_REQUIRED)
    law_year = r.year(node, "law_year") if (node := record.get("law_year")) else None
    law_year = law_year or year
    question = r.prose(record.get("question"), "question")
    if question and not question.endswith("?"):
        r.report(record.get("question") or record, "question must end with '?'")
    if len(question) > QUESTION_LENGTH:
        r.report(record.get("question") or record, f"question has {len(question)} characters; at most {QUESTION_LENGTH}")
    chosen = r.choice(record.get("verdict"), "verdict", list(Verdict))
    verdict = Verdict(chosen or Verdict.EXPLAINED)
    answer = _answer(r, record.get("short_answer"), "short_answer", law, law_year)
    if answer and chosen:
        _check_verdict(r, record.get("short_answer") or record, verdict, answer)
    related = _refs(r, record.get("related"), "related")
    if len(related) > MOST_RELATED:
        r.report(record.get("related") or record, f"related lists {len(related)} entries; at most {MOST_RELATED}", "the rest is computed")
    return Entry(
        path=path,
        title=_resolved(question, law, law_year),
        description=answer,
        **_shared(r, record, body, body_line, law, law_year),
        verdict=verdict,
        accounts=tuple(AccountKind(a) for a in r.choices(_filled(r, record, "accounts"), "account", list(AccountKind))),
        rules=r.choices(record.get("rules"), "rule", RULES),
        exceptions=tuple(e for e in _exceptions(r, record, law) if e in law.exceptions),
        also_asked=r.texts(record.get("also_asked"), "also_asked"),
        follow_ups=_follow_ups(r, record.get("follow_ups"), law, law_year),
        corrects=tuple(_correction(r, n, law, law_year) for n in r.sequence(record.get("corrects"), "corrects")),
        related=related,
        law_year=law_year,
    )


def _filled(r: Reader, record: YamlMapping, key: str) -> Node | None:
    """The list under a key, which must not be empty."""
    node = record.get(key)
    if isinstance(node, YamlSequence) and not node.items:
        r.report(node, f"{key} is empty", "name at least one")
    return node


def _exceptions(r: Reader, record: YamlMapping, law: Law) -> tuple[str, ...]:
    return r.choices(record.get("exceptions"), "exception", [*law.exceptions, *law.flawed])


def _parse_guide(path: str, r: Reader, record: YamlMapping, body: str, body_line: int, law: Law, year: int) -> Guide:
    about_the_project = "/" not in path
    _closed(r, record, _GUIDE_KEYS, _GUIDE_REQUIRED if about_the_project else (*_GUIDE_REQUIRED, "sources"))
    position = r.number(record.get("position"), "position")
    return Guide(
        path=path,
        title=_resolved(r.prose(record.get("title"), "title"), law, year),
        description=_answer(r, record.get("description"), "description", law, year),
        **_shared(r, record, body, body_line, law, year),
        position=50 if position is None else int(position),
    )


def _closed(r: Reader, record: YamlMapping, keys: tuple[str, ...], required: tuple[str, ...]) -> None:
    r.closed(record, required, [k for k in (*keys, *MATERIAL_KEYS) if k not in required], "the front matter")
    r.in_order(record, keys)


def _shared(r: Reader, record: YamlMapping, body: str, body_line: int, law: Law, year: int) -> _Shared:
    reviewed = r.day(record.get("reviewed"), "reviewed")
    return _Shared(
        sources=parse_citations(r, record.get("sources"), law.sources),
        reviewed=reviewed or date.min,
        changes=tuple(c for n in r.sequence(_filled(r, record, "changes"), "changes") if (c := _change(r, n, law, year))),
        tags=r.texts(record.get("tags"), "tags"),
        redirect_from=_refs(r, record.get("redirect_from"), "redirect_from"),
        body=body,
        body_line=body_line,
    )


class _Shared(TypedDict):
    sources: tuple[Citation, ...]
    reviewed: date
    changes: tuple[Change, ...]
    tags: tuple[str, ...]
    redirect_from: tuple[Ref, ...]
    body: str
    body_line: int


def _refs(r: Reader, node: Node | None, what: str) -> tuple[Ref, ...]:
    items = [(r.text(item, f"each of {what}"), item) for item in r.sequence(node, what)]
    return tuple(Ref(id, Place(r.path, item.line, item.column)) for id, item in items if id)


def _resolved(text: str, law: Law, year: int) -> str:
    """The text with its figures in words; as written where `check_prose` reports one of them."""
    try:
        return resolve_text(text, law, year)
    except FigureError:
        return text


def _answer(r: Reader, node: Node | None, what: str, law: Law, year: int) -> str:
    answer = _resolved(r.prose(node, what), law, year)
    low, high = ANSWER_LENGTH
    if node is not None and answer and not low <= len(answer) <= high:
        r.report(node, f"{what} has {len(answer)} characters with its figures in words; from {low} to {high}")
    return answer


def _check_verdict(r: Reader, node: Node, verdict: Verdict, answer: str) -> None:
    opening = re.match(r"(Yes|No|It depends)\b", answer)
    expected = "" if verdict is Verdict.EXPLAINED else verdict.label
    if (opening[1] if opening else "") != expected:
        begins = f"must begin '{expected}'" if expected else "must not begin Yes, No or It depends"
        first = opening[1] if opening else answer.split()[0].rstrip(".,;")
        r.report(node, f"the verdict is '{verdict}' but the answer begins '{first}'", f"for '{verdict}' it {begins}")


def _follow_ups(r: Reader, node: Node | None, law: Law, year: int) -> tuple[FollowUp, ...]:
    found: list[FollowUp] = []
    for item in r.sequence(node, "follow_ups"):
        follow_up = _follow_up(r, item, law, year)
        if follow_up.question and not follow_up.anchor:
            r.report(item, "a follow-up question needs a word for its anchor", "figures do not count, since they change")
        elif follow_up.anchor in (*RESERVED_ANCHORS, *(f.anchor for f in found)):
            r.report(item, f"the anchor '{follow_up.anchor}' of this follow-up is taken", "word the question differently")
        found.append(follow_up)
    return tuple(found)


def _follow_up(r: Reader, node: Node, law: Law, year: int) -> FollowUp:
    record = r.mapping(node, "a follow-up")
    r.closed(record, ["question", "answer", "sources"], what="a follow-up")
    question = r.prose(record.get("question"), "question")
    if question and not question.endswith("?"):
        r.report(record.get("question") or record, "a follow-up question must end with '?'")
    answer = _answer(r, record.get("answer"), "answer", law, year)
    sources = parse_citations(r, record.get("sources"), law.sources)
    return FollowUp(_resolved(question, law, year), answer, sources, anchor(question))


def _correction(r: Reader, node: Node, law: Law, year: int) -> Correction:
    record = r.mapping(node, "a correction")
    r.closed(record, ["claim", "why"], ["kind"], what="a correction")
    incomplete = r.choice(record.get("kind"), "kind", ["false", "incomplete"]) == "incomplete"
    return Correction(r.text(record.get("claim"), "claim"), _resolved(r.prose(record.get("why"), "why"), law, year), incomplete)


def _change(r: Reader, node: Node, law: Law, year: int) -> Change | None:
    record = r.mapping(node, "a change")
    r.closed(record, ["date", "kind", "note"], what="a change")
    day = r.day(record.get("date"), "date")
    kind = r.choice(record.get("kind"), "kind", list(ChangeKind))
    note = _resolved(r.prose(record.get("note"), "note"), law, year)
    return Change(day, ChangeKind(kind), note) if day and kind else None


RESERVED_ANCHORS = ("answer", "corrects", "sources", "related", "history", "more-questions")
"""What composition and fragments call the parts of a page; `change-1` and its like besides."""


def _check_headings(shown: str, page: Page, problems: list[Problem]) -> None:
    """Anchors of a page are unique, no writer's heading takes the place of the title, and code ends."""

    def report(item: Found, message: str, hint: str) -> None:
        problems.append(Problem(shown, item.line, item.column, message, hint))

    reserved = [*RESERVED_ANCHORS, *(f"change-{number}" for number, _ in enumerate(page.changes, 1))]
    taken = dict.fromkeys(reserved, "a part of every page")
    for follow_up in getattr(page, "follow_ups", ()):
        taken[follow_up.anchor] = f"the follow-up '{follow_up.question}'"
    for item in sorted(scan(page.body, page.body_line), key=lambda item: item.start):
        if item.kind == "code":
            report(
                item, "code that is never closed", "inline code ends in its line, a fence starts in column 1 and ends with the same marks"
            )
        elif item.kind == "html":
            report(item, item.text, "close each element; one around a directive needs the attribute 'markdown'")
        elif item.kind == "underline":
            report(item, "a line of - or = would make a heading of the line above", "leave a blank line between them, or write '## …'")
        elif item.kind == "heading":
            id = anchor(item.text)
            if not page.body[item.start :].startswith("##"):
                report(item, "a page has one first-level heading, its title", "start at '##'")
            elif re.search(r"\{[ ]*[:#.][^{}]*\}$", item.text):
                report(item, "a heading makes its own anchor", "remove what stands in braces")
            elif not id:
                report(item, "a heading needs a word for its anchor", "figures do not count, since they change")
            elif id in taken:
                report(item, f"the anchor '{id}' is taken by {taken[id]}", "word the heading differently")
            taken[id] = f"the heading in line {item.line}"
