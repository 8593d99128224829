"""Reads `content/law/`: closed schemas, positions for every mistake, all mistakes at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise

from rulebook import strict_yaml
from rulebook.formats import UNITS
from rulebook.law import (
    AccountKind,
    AgeTable,
    Answer,
    Bracket,
    Cap,
    CapKind,
    Cell,
    Citation,
    FilingStatus,
    Law,
    Parameter,
    PenaltyException,
    Place,
    Range,
    RangeGroup,
    Schedule,
    Source,
    Span,
    Term,
    Tier,
)
from rulebook.problems import Problem, did_you_mean
from rulebook.strict_yaml import Node, Reader, Scalar

_CAP_FIGURES: dict[CapKind, tuple[str, ...]] = {
    CapKind.NONE: (),
    CapKind.AMOUNT: ("figure",),
    CapKind.LIFETIME_AMOUNT: ("figure",),
    CapKind.AMOUNT_OR_SHARE: ("figure", "share"),
    CapKind.AMOUNT_OR_EXCESS_BALANCE: ("figure", "kept"),
    CapKind.EXPENSES: (),
    CapKind.EXPENSES_OVER_AGI_SHARE: ("share",),
    CapKind.EXPENSES_AMOUNT_OR_SHARE: ("figure", "share"),
    CapKind.OUTSIDE_THE_TAX: (),
}

UNREADABLE = ("bad YAML", "this file is missing", "a law file must be")
"""How the message begins when a file of the law cannot be read at all."""

SPECIAL_FILES = ("sources.yml", "exceptions.yml", "glossary.yml")

_ID = re.compile(r"[a-z][a-z0-9_]*")
_SOURCE_ID = re.compile(r"[a-z][A-Za-z0-9.()-]*")


EMPTY = "this file is empty"
"""The message for a file of the law without a record."""


def parse_law(texts: Mapping[str, str]) -> tuple[Law, list[Problem]]:
    """The law in `{path: text}` of the files in `content/law/`, and everything wrong with them."""
    by_name = {path.rsplit("/", 1)[-1]: path for path in texts}
    missing = [name for name in SPECIAL_FILES if name not in by_name]
    problems = [Problem(f"content/law/{name}", 1, 1, "this file is missing") for name in missing]
    files = {name: _File(Reader(path, problems), texts[path]) for name, path in sorted(by_name.items())}
    if any(problem.message.startswith(UNREADABLE) for problem in problems):
        return Law(), problems  # every other file would complain of what stands in the unreadable one
    empty = [name for name in files if not re.sub(r"(?m)#.*$", "", texts[by_name[name]]).strip()]
    if empty:  # every page would complain of the figures that stood in it
        return Law(), [
            *problems,
            *(Problem(by_name[name], 1, 1, EMPTY, "bring its records back, or delete it") for name in empty),
        ]
    parser = _Parser(problems)
    parser.each(files["sources.yml"], parser.source)
    for name, file in files.items():
        if name not in SPECIAL_FILES:
            parser.each(file, parser.dated)
    parser.check_horizon()
    parser.each(files["exceptions.yml"], parser.exception)
    parser.each(files["glossary.yml"], parser.term)
    law = Law(
        parser.parameters, parser.schedules, parser.exceptions, parser.sources, parser.terms,
        tuple(parser.prose), frozenset(parser.flawed), parser.ranges, parser.age_tables,
    )  # fmt: skip
    return law, problems


class _File:
    """One file of the law, read as YAML."""

    def __init__(self, reader: Reader, text: str) -> None:
        self.reader = reader
        self.records = reader.mapping(reader.parse(text), "a law file")


def parse_citations(reader: Reader, node: Node | None, sources: Mapping[str, Source], supports_years: bool = False) -> tuple[Citation, ...]:
    """A `sources` list: `{id, pin, supports}`. `supports` is a phrase, or years in a law record."""
    found: list[Citation] = []
    for item in reader.sequence(node, "sources"):
        mapping = reader.mapping(item, "a source")
        reader.closed(mapping, ["id", "pin"], ["supports"], "a source")
        id = reader.text(mapping.get("id"), "id")
        pin = reader.text(mapping.get("pin"), "pin")
        supports = "" if supports_years else reader.text(mapping.get("supports"), "supports")
        years = _years(reader, mapping.get("supports")) if supports_years else ()
        if id and id not in sources:
            hint = did_you_mean(id, sources) or "add it to content/law/sources.yml"
            reader.report(mapping.get("id") or item, f"unknown source '{id}'", hint)
        elif id:
            found.append(Citation(sources[id], pin, supports, years))
    if isinstance(node, strict_yaml.Sequence) and not node.items:
        reader.report(node, "sources is empty", "cite at least one authority")
    return tuple(found)


def _years(reader: Reader, node: Node | None) -> tuple[int, ...]:
    if node is None:
        return ()
    items = node.items if isinstance(node, strict_yaml.Sequence) else (node,)
    return tuple(year for item in items if (year := reader.year(item, "supports")) is not None)


class _Parser:
    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.flawed: set[str] = set()
        self.prose: list[tuple[str, Scalar]] = []
        self.reader = Reader("", problems)
        self.sources: dict[str, Source] = {}
        self.parameters: dict[str, Parameter] = {}
        self.schedules: dict[str, Schedule] = {}
        self.ranges: dict[str, Range] = {}
        self.age_tables: dict[str, AgeTable] = {}
        self.exceptions: dict[str, PenaltyException] = {}
        self.terms: dict[str, Term] = {}

    def each(self, file: _File, parse_one: Callable[[Scalar, Node], None]) -> None:
        self.reader = file.reader
        pattern, example = (_SOURCE_ID, "irc-72") if parse_one == self.source else (_ID, "rollover_days")
        for key, value in file.records:
            before = len(self.problems)
            if taken := self._taken(key.text, parse_one):
                self.reader.report(key, f"'{key.text}' is defined twice", f"it stands in {taken.path} already")
            else:
                if not pattern.fullmatch(key.text):
                    self.reader.report(key, f"'{key.text}' is not an id", f"write it like {example}")
                parse_one(key, value)
            if len(self.problems) > before:
                self.flawed.add(key.text)
        self.prose += [(file.reader.path, scalar) for scalar in file.reader.proses]

    def citations(self, node: Node | None, supports_years: bool = False) -> tuple[Citation, ...]:
        return parse_citations(self.reader, node, self.sources, supports_years)

    def _taken(self, id: str, parse_one: Callable[[Scalar, Node], None]) -> Place | None:
        """Where another file has a figure of the same name."""
        record = self.parameters.get(id) or self.schedules.get(id) or self.ranges.get(id) or self.age_tables.get(id)
        return record.place if record and parse_one == self.dated else None

    def _place(self, key: Scalar) -> Place:
        return Place(self.reader.path, key.line, key.column)

    def source(self, key: Scalar, node: Node) -> None:
        r = self.reader
        record = r.mapping(node, key.text)
        r.closed(record, ["title", "cite", "tier", "url", "checked"], ["note"], key.text)
        tier = r.choice(record.get("tier"), "tier", list(Tier))
        url = r.text(record.get("url"), "url")
        if url and not re.fullmatch(r"https://[^\s<>\"\\^`|]+", url):
            r.report(record.get("url") or record, f"url '{url}' is not an address", "it starts with https:// and holds no space")
        elif url.count("(") != url.count(")"):
            r.report(record.get("url") or record, f"url '{url}' has a bracket without its other half", "write %28 for ( and %29 for )")
        source = Source(
            key.text, r.text(record.get("title"), "title"), r.text(record.get("cite"), "cite"), Tier(tier or Tier.STATUTE), url,
            r.day(record.get("checked"), "checked") or date.min, r.text(record.get("note"), "note"), self._place(key),
        )  # fmt: skip
        same = next((s.id for s in self.sources.values() if s.anchor == source.anchor), None)
        if same:
            r.report(key, f"'{key.text}' has the same anchor as '{same}'", "name them further apart")
        self.sources[key.text] = source

    def dated(self, key: Scalar, node: Node) -> None:
        r = self.reader
        record = r.mapping(node, key.text)
        r.closed(
            record, ["description", "unit", "varies", "values", "sources"],
            ["as_of", "by", "not_for", "until", "kind", "note"], key.text,
        )  # fmt: skip
        description = r.text(record.get("description"), "description")
        if description and not description.endswith("."):
            r.report(record.get("description") or record, "description must end with a period")
        unit = r.choice(record.get("unit"), "unit", UNITS)
        yearly = r.choice(record.get("varies"), "varies", ["yearly", "by-law"]) == "yearly"
        by_status = r.choice(record.get("by"), "by", ["filing_status"]) == "filing_status"
        kind = r.choice(record.get("kind"), "kind", ["brackets", "range", "ages"])
        brackets, spans, ages = kind == "brackets", kind == "range", kind == "ages"
        left_out = r.choices(record.get("not_for"), "group" if spans else "filing status", list(RangeGroup if spans else FilingStatus))
        not_for = () if spans else tuple(FilingStatus(s) for s in left_out)
        groups = [g for g in RangeGroup if g not in left_out] if spans else []
        until = r.year(until_node, "until") if (until_node := record.get("until")) else None
        as_of = r.day(record.get("as_of"), "as_of")
        before = len(self.problems)
        sources = self.citations(record.get("sources"), supports_years=True)
        cited = record.get("sources") is not None and len(self.problems) == before
        note = r.prose(record.get("note"), "note")
        statuses = [s for s in FilingStatus if s not in not_for] if by_status or brackets else []
        if not_for and not statuses:
            r.report(record.get("not_for") or record, "not_for is for figures by filing status", "add by: filing_status")

        scalars: dict[int, Mapping[FilingStatus | None, Decimal] | None] = {}
        schedules: dict[int, Mapping[FilingStatus, tuple[Bracket, ...]] | None] = {}
        ranges: dict[int, Mapping[RangeGroup, Span] | None] = {}
        age_tables: dict[int, Mapping[int, Decimal] | None] = {}
        values, before = r.mapping(record.get("values"), "values"), len(self.problems)
        previous = 0
        for year_key, value in values:
            year = r.year(year_key, "a key of values")
            if year is None:
                continue
            if year < previous:
                r.report(year_key, f"{year} must stand before {previous}", "years ascend")
            previous = max(previous, year)
            expected = isinstance(value, Scalar) and value.text == "expected"
            if expected and not yearly:
                r.report(value, "'expected' is for figures that vary yearly")
            elif expected:
                scalars[year] = schedules[year] = ranges[year] = age_tables[year] = None
            elif brackets:
                schedules[year] = {s: b for s, node in self._by_status(value, statuses) if (b := self._brackets(node))}
            elif spans:
                ranges[year] = {g: span for g, node in self._by_group(value, groups) if (span := self._span(node, unit))}
            elif ages:
                age_tables[year] = self._ages(value, unit)
            elif by_status:
                scalars[year] = {s: n for s, node in self._by_status(value, statuses) if (n := self._value(node, unit)) is not None}
            elif (n := self._value(value, unit)) is not None:
                scalars[year] = {None: n}
        table: Mapping[int, object] = schedules if brackets else ranges if spans else age_tables if ages else scalars
        if not any(table.values()):
            if values.given and len(self.problems) == before:
                r.report(record.get("values") or record, f"{key.text} has no value", "read one for at least one year")
            return
        if until is not None and until < previous:
            r.report(record.get("until") or record, f"until {until} is before the last value, of {previous}")
        if None in table.values() and as_of is None:
            r.report(key, f"{key.text} has an expected value but no 'as_of'", "as_of is the day on which we last looked for it")
        if yearly and cited:
            for year, found in table.items():
                if found is not None and not any(not c.years or year in c.years for c in sources):
                    r.report(key, f"no source of {key.text} supports {year}", f"add one with supports: {year}")
        head = (key.text, description, yearly, until, as_of, sources, note, self._place(key))
        if brackets:
            self.schedules[key.text] = Schedule(*head, schedules)
        elif spans:
            self.ranges[key.text] = Range(*head, tuple(RangeGroup(g) for g in left_out), ranges)
        elif ages:
            self.age_tables[key.text] = AgeTable(*head, unit, age_tables)
        else:
            self.parameters[key.text] = Parameter(*head, unit, by_status, not_for, scalars)

    def _by_status(self, node: Node, statuses: list[FilingStatus]) -> list[tuple[FilingStatus, Node]]:
        mapping = self.reader.mapping(node, "a value by filing status")
        self.reader.closed(mapping, statuses, what="this year")
        return [(FilingStatus(key.text), value) for key, value in mapping if key.text in statuses]

    def _by_group(self, node: Node, groups: list[RangeGroup]) -> list[tuple[RangeGroup, Node]]:
        mapping = self.reader.mapping(node, "a value of a range")
        self.reader.closed(mapping, groups, what="this year")
        return [(RangeGroup(key.text), value) for key, value in mapping if key.text in groups]

    def _span(self, node: Node, unit: str) -> Span | None:
        """A phase-out of no width would divide by nothing."""
        pair = self.reader.sequence(node, "a range")
        if len(pair) != 2:
            self.reader.report(node, "a range is [start, end]")
            return None
        start, end = (self._value(item, unit) for item in pair)
        if start is None or end is None:
            return None
        if end <= start:
            self.reader.report(node, f"a range must rise: {start} to {end}")
            return None
        return Span(start, end)

    def _ages(self, node: Node, unit: str) -> dict[int, Decimal]:
        """A number for each age from the first to the last. A life expectancy never rises with age."""
        r, rows = self.reader, dict[int, Decimal]()
        for key, value in r.mapping(node, "a table by age"):
            if not re.fullmatch(r"0|[1-9][0-9]?|1[01][0-9]|120", key.text):
                r.report(key, f"'{key.text}' is not an age", "whole years, 0 to 120")
                continue
            age, number = int(key.text), self._value(value, unit)
            if number is None:
                continue
            last = max(rows, default=age - 1)
            if age != last + 1:
                r.report(key, f"age {age} stands after age {last}", "ages ascend by one, without a gap")
            elif rows and unit == "years" and number > rows[last]:
                r.report(value, f"the years of age {age} rise: {rows[last]}, then {number}", "a life expectancy falls with age")
            rows[age] = number
        return rows

    def _value(self, node: Node, unit: str) -> Decimal | None:
        number = self.reader.number(node, "a value")
        if number is not None and (number < 0 or (unit == "rate" and number > 2)):
            self.reader.report(node, f"{number} cannot be a {unit}", "a rate is a fraction: 0.10, not 10" if unit == "rate" else "")
            return None
        return number

    def _brackets(self, node: Node) -> tuple[Bracket, ...]:
        r, rows = self.reader, []
        for item in r.sequence(node, "brackets"):
            pair = r.sequence(item, "a bracket")
            if len(pair) != 2:
                r.report(item, "a bracket is [over, rate]")
                continue
            over, rate = self._value(pair[0], "usd"), self._value(pair[1], "rate")
            if over is not None and rate is not None:
                rows.append(Bracket(over, rate))
        if rows and rows[0].over != 0:
            r.report(node, "the first bracket must start at 0")
        for low, high in pairwise(rows):
            if high.over <= low.over or high.rate <= low.rate:
                r.report(node, f"brackets must rise: {low.over} at {low.rate}, then {high.over} at {high.rate}")
        return tuple(rows)

    def check_horizon(self) -> None:
        """Every yearly figure has each year from its first to the last one that any of them names."""
        yearly = [
            p for p in [*self.parameters.values(), *self.schedules.values(), *self.ranges.values(), *self.age_tables.values()] if p.yearly
        ]
        horizon = max((max(p.known) for p in yearly), default=0)
        for p in yearly:
            for year in range(min(p.known), horizon + 1):
                if year not in p.known:
                    self.problems.append(p.place.problem(f"{p.id} has no value for {year}", f"add it, or '{year}: expected'"))

    def exception(self, key: Scalar, node: Node) -> None:
        r = self.reader
        record = r.mapping(node, key.text)
        r.closed(
            record, ["name", "condition", "sources", "accounts", "cap", "form_5329"],
            ["cap_text", "deadline", "repayment", "form_note", "since", "entry"], key.text,
        )  # fmt: skip
        sources = self.citations(record.get("sources"))
        accounts = r.mapping(record.get("accounts"), "accounts")
        r.closed(accounts, list(AccountKind), what="accounts", ordered=True)
        cells = {AccountKind(name.text): self._cell(value, sources) for name, value in accounts if name.text in list(AccountKind)}
        cap = self._cap(record.get("cap"))
        if cap and (cap.kind is not CapKind.NONE) != (record.get("cap_text") is not None):
            r.report(record.get("cap_text") or record.get("cap") or record, "cap_text must stand where there is a cap, and only there")
        form = r.text(record.get("form_5329"), "form_5329")
        if form and not re.fullmatch(r"none|[0-9]{2}", form):
            r.report(record.get("form_5329") or record, f"form_5329 '{form}' must be two digits or none")
        entry = record.get("entry")
        place = Place(r.path, entry.line, entry.column) if entry else self._place(key)
        self.exceptions[key.text] = PenaltyException(
            key.text, r.text(record.get("name"), "name"), r.prose(record.get("condition"), "condition"), sources, cells,
            cap or Cap(CapKind.NONE), r.prose(record.get("cap_text"), "cap_text"), r.prose(record.get("deadline"), "deadline"),
            r.prose(record.get("repayment"), "repayment"), "" if form == "none" else form,
            r.text(record.get("form_note"), "form_note"), r.day(record.get("since"), "since"), r.text(entry, "entry"), place,
        )  # fmt: skip

    def _cell(self, node: Node, sources: tuple[Citation, ...]) -> Cell:
        r, note, own = self.reader, "", sources
        if isinstance(node, strict_yaml.Mapping):
            r.closed(node, ["answer"], ["note", "sources"], "a cell")
            note = r.text(node.get("note"), "note")
            if node.get("sources") is not None:
                own = self.citations(node.get("sources"))
            answer = r.choice(node.get("answer"), "answer", list(Answer))
        else:
            answer = r.choice(node, "answer", list(Answer))
        if answer == Answer.UNSETTLED and not note:
            r.report(node, "an unsettled cell needs a note that gives both sides")
        return Cell(Answer(answer or Answer.UNSETTLED), note, own)

    def _cap(self, node: Node | None) -> Cap | None:
        """None where the kind of cap cannot be read, which is a problem already."""
        r = self.reader
        mapping = r.mapping(node, "cap")
        kind = r.choice(mapping.get("kind"), "kind", list(CapKind))
        if not kind:
            if mapping.given and mapping.get("kind") is None:
                r.report(mapping, "cap lacks the key 'kind'", did_you_mean("", CapKind))
            return None
        names = _CAP_FIGURES[CapKind(kind)]
        r.closed(mapping, ["kind", *names], ["per"], f"a cap of kind {kind}")
        figures = {name: self._figure(mapping.get(name), name) for name in names}
        return Cap(CapKind(kind), per=r.text(mapping.get("per"), "per"), **figures)

    def _figure(self, node: Node | None, what: str) -> str:
        id = self.reader.text(node, what)
        if not id or id in self.parameters or id in self.flawed:
            return id
        if node is not None:
            self.reader.report(node, f"unknown figure '{id}'", did_you_mean(id, self.parameters))
        return ""

    def term(self, key: Scalar, node: Node) -> None:
        r = self.reader
        record = r.mapping(node, key.text)
        r.closed(record, ["term", "definition", "sources"], ["everyday", "in_text"], key.text)
        name, in_text = r.text(record.get("term"), "term"), r.texts(record.get("in_text"), "in_text")
        self.terms[key.text] = Term(
            key.text, name, r.prose(record.get("definition"), "definition"), r.texts(record.get("everyday"), "everyday"),
            in_text or (name,), self.citations(record.get("sources")), self._place(key),
        )  # fmt: skip
