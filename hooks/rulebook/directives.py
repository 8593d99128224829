"""The one mechanism for everything generated inside a page: `::: kind name option=value …`.

What each directive is called, and which options of which type it takes, stands here; the tables and
examples themselves say what options they know (`tables/__init__.py`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from rulebook.calculators import CALCULATORS
from rulebook.figures import Found, parse_amount, parse_day
from rulebook.formats import listed
from rulebook.law import AccountKind, FilingStatus
from rulebook.problems import Problem, did_you_mean
from rulebook.tables import SPECS
from rulebook.tables.model import Option, Options, OptionValue

WRITERS_KINDS = ("table", "chart", "example", "calculator", "answer", "questions", "topics")
"""What a contributor may write. `PAGE_PARTS` are placed by composition alone."""

PAGE_PARTS = ("entry", "corrects", "sources", "related", "history")


@dataclass(frozen=True)
class Directive:
    """A checked directive. `name` is a table, a chart, an example, a calculator, an entry or, for a page part, a page."""

    kind: str
    name: str
    options: Options
    text: str
    year: int = 0
    anchor: str = ""
    """`year` and `anchor` are added by composition: the tax year of the page, and an id unique on it."""

    @property
    def key(self) -> str:
        """The same for two directives that ask for the same thing."""
        return " ".join([self.kind, self.name, *(f"{k}={v}" for k, v in sorted(self.options.values.items()))])


class DirectiveError(ValueError):
    """A directive that cannot be read; `offset` counts characters from its `:::`."""

    def __init__(self, message: str, hint: str = "", offset: int = 0) -> None:
        super().__init__(message)
        self.hint, self.offset = hint, offset


def parse_directive(text: str, composed: bool = False) -> Directive:
    """The directive in one line. Raises `DirectiveError` with the place of the mistake in it.

    A `composed` line may be a page part, and ends with the page's year and an anchor.
    """
    if composed:
        text, _, added = text.partition(" @ ")
        year, _, anchor = added.partition(" ")
        if not re.fullmatch("[0-9]{4}", year):
            raise DirectiveError("a directive that composition has not dated")
        return replace(_parse(text, WRITERS_KINDS + PAGE_PARTS), year=int(year), anchor=anchor)
    return _parse(text, WRITERS_KINDS)


def compose_directive(directive: Directive, year: int, anchor: str = "") -> str:
    """The line that composition hands to Markdown for a checked directive."""
    return f"{directive.text} @ {year} {anchor}".rstrip()


def _parse(text: str, known: tuple[str, ...]) -> Directive:
    match = re.fullmatch(r":::[ \t]+(?P<kind>\S+)(?P<rest>.*)", text.strip())
    if not match:
        written = [f"'::: {kind} …'" for kind in WRITERS_KINDS]
        raise DirectiveError("a directive needs a kind", f"write {listed(written, 'or')}")
    kind = match["kind"]
    if kind not in known:
        raise DirectiveError(f"unknown directive '{kind}'", did_you_mean(kind, WRITERS_KINDS), match.start("kind"))
    words = [(m[0], m.start() + match.start("rest")) for m in re.finditer(r"\S+", match["rest"])]
    name, offset = words.pop(0) if words and "=" not in words[0][0] else ("", 0)
    if kind == "topics":
        if match["rest"].strip():
            raise DirectiveError("'::: topics' stands alone", "it lists every topic", match.start("rest") + 1)
        return Directive(kind, "", Options({}), text)
    if kind == "questions":
        if name:
            raise DirectiveError(f"'::: questions' takes no name, and here is '{name}'", f"write topic={name}", offset)
        return Directive(kind, "", _options(words, {"topic": Option("topic")}, "questions", len(text)), text)
    if not name:
        raise DirectiveError(f"'::: {kind}' needs a name", _example_of(kind), len(text))
    if kind == "calculator" and name not in CALCULATORS:
        raise DirectiveError(f"unknown calculator '{name}'", did_you_mean(name, CALCULATORS), offset)
    if kind in SPECS:
        specs = SPECS[kind]
        if name not in specs:
            raise DirectiveError(f"unknown {kind} '{name}'", did_you_mean(name, specs), offset)
        return Directive(kind, name, _options(words, specs[name].options, f"{kind} {name}", len(text)), text)
    return Directive(kind, name, _options(words, {}, kind, len(text)), text)


def _example_of(kind: str) -> str:
    if kind == "answer":
        return "name an entry by its slug"
    if kind == "calculator":
        return did_you_mean("", CALCULATORS)
    if kind == "chart":
        return did_you_mean("", SPECS["chart"])
    return f"{kind}s and their names stand in hooks/rulebook/tables/__init__.py"


def _options(words: list[tuple[str, int]], known: Mapping[str, Option], what: str, end: int) -> Options:
    values: dict[str, OptionValue] = {n: o.default for n, o in known.items() if o.default is not None}
    given: set[str] = set()
    for word, offset in words:
        name, equals, value = word.partition("=")
        if name not in known:
            hint = did_you_mean(name, known) if known else "it takes no options"
            raise DirectiveError(f"unknown option '{name}' of {what}", hint, offset)
        if not equals or not value:
            raise DirectiveError(f"option '{name}' has no value", f"write {name}=…, without spaces", offset)
        if name in given:
            raise DirectiveError(f"option '{name}' is given twice", offset=offset)
        given.add(name)
        values[name] = _value(known[name], name, value, offset + len(name) + 1)
    for name, option in known.items():
        if name not in values and not option.optional:
            raise DirectiveError(f"{what} needs the option '{name}'", f"add {name}=…", end)
    return Options(values)


def _value(option: Option, name: str, text: str, offset: int) -> OptionValue:
    def wrong(hint: str) -> DirectiveError:
        return DirectiveError(f"'{text}' is not a value of {name}", hint, offset)

    words: Mapping[str, tuple[str, ...]] = {
        "flag": ("yes", "no"),
        "account": tuple(AccountKind),
        "status": tuple(FilingStatus),
        "word": option.words,
    }
    if option.kind in words:
        if text not in words[option.kind]:
            raise wrong(did_you_mean(text, words[option.kind]))
        if option.kind == "flag":
            return text == "yes"
        return AccountKind(text) if option.kind == "account" else FilingStatus(text) if option.kind == "status" else text
    if option.kind == "topic":
        return text
    if option.kind == "date":
        day = parse_day(text)
        if day is None:
            raise wrong("a day that exists, such as 2026-12-31")
        return day
    if option.kind == "year":
        if not re.fullmatch(r"(19|20)[0-9]{2}", text):
            raise wrong("a year such as 2026")
        return Decimal(text)
    digits = text.removesuffix("%") if option.kind == "percent" else text
    number = parse_amount(digits)
    if number is None:
        raise wrong("write a plain number, such as 10000")
    if option.kind == "percent" and number > 100:
        raise wrong("a percentage from 0 to 100")
    if option.kind == "age" and (number > 120 or number % Decimal("0.5")):
        raise wrong("an age such as 45 or 59.5")
    return number


def check_directive(path: str, item: Found, lines: list[str]) -> tuple[Directive | None, list[Problem]]:
    """The directive found in a file, whose text is `lines`, or what is wrong with it."""
    before = lines[item.line - 1][: item.column - 1]
    above = lines[item.line - 2] if item.line > 1 else ""
    below = lines[item.line] if item.line < len(lines) else ""
    message, hint = "", "leave a blank line before and after it"
    if before.strip():
        message, hint = "a directive is stuck in a line of text", "start it in the first column, alone"
    elif before:
        message, hint = "a directive is indented", "start it in the first column"
    elif above.strip():
        message = "a directive is stuck to the paragraph above it"
    elif below.strip():
        message = "a directive is stuck to the paragraph below it"
    if message:
        return None, [Problem(path, item.line, item.column, message, hint)]
    try:
        return parse_directive(item.text), []
    except DirectiveError as error:
        return None, [Problem(path, item.line, item.column + error.offset, str(error), error.hint)]
