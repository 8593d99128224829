"""YAML with positions, no duplicate keys and no surprises.

PyYAML resolves `no` to False, `12:30` to 750 and `010` to 8, and forgets where a value stood. Here a
scalar stays the text that was written until a schema asks for a number, a date or a word, and every
node remembers its line and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

import yaml

from rulebook.problems import Problem, did_you_mean

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""Characters that no page can show, or that editors and parsers do not agree to be the end of a line."""


@dataclass(frozen=True)
class Scalar:
    text: str
    line: int
    column: int
    plain: bool = True
    """Written without quotes and not as a block."""
    raw: str = ""
    """As it stands in the file, quotes and line breaks included: positions within it count in this."""


@dataclass(frozen=True)
class Sequence:
    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True)
class Mapping:
    pairs: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int
    given: bool = True
    """False where no mapping could be read, which is a problem already: nothing is missing from it."""

    def __iter__(self) -> Iterator[tuple[Scalar, Node]]:
        return iter(self.pairs)

    def get(self, key: str) -> Node | None:
        return next((value for name, value in self.pairs if name.text == key), None)

    def key(self, key: str) -> Scalar | None:
        return next((name for name, _ in self.pairs if name.text == key), None)


Node = Scalar | Sequence | Mapping

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,2}(_[0-9]{3}){0,3}|[1-9][0-9]{0,11})(\.[0-9]{1,6})?")

_BAD_YAML = (
    ("mapping values are not allowed", "': ' inside a value", "put the value in quotes"),
    ("found character '\\t'", "a tab", "indent with spaces"),
    ("scanning a quoted scalar", "a quotation that is never closed", "close it with the same quote; write ' inside '…' twice"),
    ("could not find expected ':'", "a line without a key", "write 'key: value', or indent the line under the value it belongs to"),
    ("expected ',' or", "a bracket that is never closed, or no comma between two items", "quote words that hold , : or brackets"),
    ("expected <block end>", "a line that does not fit the one above it", "align keys and dashes"),
    ("cannot start any token", "a value that begins with a sign of YAML", "put the value in quotes"),
    ("an alias", "a value that begins with *", "put the value in quotes"),
    ("an anchor", "a value that begins with &", "put the value in quotes"),
    ("a tag", "a value that begins with !", "put the value in quotes"),
    ("expected a single document", "a second document", "use '---' only around the front matter"),
)
"""What PyYAML says, what it means, and what mends it."""


@dataclass
class Reader:
    """Reads the nodes of one file by a closed schema and collects what is wrong with them.

    A method that cannot read its node records a problem and returns an empty value, so that the
    rest of the file is still checked. The caller must look at `problems` before it trusts a value.
    """

    path: str
    problems: list[Problem] = field(default_factory=list)
    proses: list[Scalar] = field(default_factory=list)
    """Every text read so far in which figures may stand."""

    def report(self, node: Node, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.path, node.line, node.column, message, hint))

    def parse(self, text: str, first_line: int = 1) -> Node | None:
        """The document in `text`, whose first line is line `first_line` of the file."""
        try:
            node = compose(text)
            return None if node is None else self._convert(node, text, first_line)
        except yaml.MarkedYAMLError as error:
            self._report_bad_yaml(error, text, first_line)
        except yaml.reader.ReaderError as error:
            line, column = _position(text, error.position)
            self.problems.append(Problem(self.path, line + first_line, column, "bad YAML: a character that cannot be printed"))
        except (ValueError, OverflowError):  # PyYAML does not check the number in "\\U12345678"
            self.problems.append(Problem(self.path, first_line, 1, "bad YAML: an escaped character that does not exist"))
        except RecursionError:
            self.problems.append(Problem(self.path, first_line, 1, "bad YAML: brackets are nested too deeply"))
        return None

    def _report_bad_yaml(self, error: yaml.MarkedYAMLError, text: str, first_line: int) -> None:
        said = f"{error.context or ''}: {error.problem or ''}"
        opened_earlier = any(words in said for words in ("quoted scalar", "expected ':'", "expected ',' or"))
        mark = (error.context_mark if opened_earlier else None) or error.problem_mark or error.context_mark
        index = mark.index if mark else 0
        message, hint = next(((m, h) for words, m, h in _BAD_YAML if words in said), (" ".join(str(error.problem).split()), ""))
        if "expected <block end>" in said and text[:index].rstrip(" ").endswith(("}", "]", '"', "'")):
            index = _last_value(text, index)
            message, hint = "a value that goes on after its closing bracket or quote", "put the whole value in quotes"
        line, column = _position(text, index)
        self.problems.append(Problem(self.path, line + first_line, column, f"bad YAML: {message}", hint))

    def _convert(self, node: yaml.Node, text: str, first_line: int) -> Node:
        line, column = _position(text, node.start_mark.index)
        line += first_line
        if isinstance(node, yaml.ScalarNode):
            return Scalar(node.value, line, column, not node.style, text[node.start_mark.index : node.end_mark.index])
        if isinstance(node, yaml.SequenceNode):
            return Sequence(tuple(self._convert(n, text, first_line) for n in node.value), line, column)
        pairs: list[tuple[Scalar, Node]] = []
        seen: dict[str, Scalar] = {}
        for raw_key, raw_value in node.value:
            key, value = self._convert(raw_key, text, first_line), self._convert(raw_value, text, first_line)
            if not isinstance(key, Scalar):
                self.report(key, "a key must be a single word")
            elif key.text in seen:
                first = seen[key.text]
                self.report(key, f"duplicate key '{key.text}'", f"it stands in line {first.line} already")
            else:
                seen[key.text] = key
                pairs.append((key, value))
        return Mapping(tuple(pairs), line, column)

    # Shapes

    def mapping(self, node: Node | None, what: str) -> Mapping:
        if isinstance(node, Mapping):
            return node
        if node is not None:
            self.report(node, f"{what} must be a mapping of keys to values")
        return Mapping((), node.line if node else 1, node.column if node else 1, given=False)

    def sequence(self, node: Node | None, what: str) -> tuple[Node, ...]:
        if isinstance(node, Sequence):
            return node.items
        if isinstance(node, Scalar):
            self.report(node, f"{what} must be a list", f"write [{node.text}]")
        elif node is not None:
            self.report(node, f"{what} must be a list", "write [] for an empty one")
        return ()

    def closed(
        self,
        mapping: Mapping,
        required: Iterable[str],
        optional: Iterable[str] = (),
        what: str = "this record",
        ordered: bool = False,
    ) -> None:
        """Unknown keys, missing keys and, if asked, keys out of order."""
        if not mapping.given:
            return
        required, known = list(required), [*required, *optional]
        missing = [name for name in required if mapping.get(name) is None]
        for key, _ in mapping:
            if key.text not in known:
                misspelt = get_close_matches(key.text, missing, n=1)
                missing = [name for name in missing if name not in misspelt]  # one mistake, one message
                self.report(key, f"unknown key '{key.text}'", did_you_mean(key.text, misspelt or known))
        for name in missing:
            self.report(mapping, f"{what} lacks the key '{name}'")
        if ordered:
            self.in_order(mapping, known)

    def in_order(self, mapping: Mapping, order: tuple[str, ...] | list[str]) -> None:
        """Keys of `order` must stand in that order; others may stand anywhere."""
        reached = -1
        for key, _ in mapping:
            if key.text not in order:
                continue
            place = order.index(key.text)
            if place < reached:
                self.report(key, f"key '{key.text}' must stand before '{order[reached]}'", f"the order is {', '.join(order)}")
            reached = max(reached, place)

    # Values

    def text(self, node: Node | None, what: str) -> str:
        """One line of text without figures: folded lines are joined, an empty value is a problem."""
        value = self._line(node, what)
        if node is not None and ("{" in value or "}" in value):
            self.report(node, f"{what} holds a brace, and no figure can stand there", "write it without { and }")
        return value

    def prose(self, node: Node | None, what: str) -> str:
        """One line of text in which figures may stand. Their check is left to whoever knows the law, see `proses`."""
        value = self._line(node, what)
        if isinstance(node, Scalar) and value:
            self.proses.append(node)
        return value

    def _line(self, node: Node | None, what: str) -> str:
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self.report(node, f"{what} must be text", "put it in quotes" if isinstance(node, Mapping) else "")
            return ""
        if UNPRINTABLE.search(node.text):
            self.report(node, f"{what} holds a character that cannot be printed")
        value = " ".join(node.text.split())
        if not value:
            self.report(node, f"{what} is empty")
        return value

    def texts(self, node: Node | None, what: str) -> tuple[str, ...]:
        return tuple(self.text(item, f"each of {what}") for item in self.sequence(node, what))

    def choice(self, node: Node | None, what: str, known: Iterable[str]) -> str:
        value = self.text(node, what)
        known = list(known)
        if node is not None and value and value not in known:
            self.report(node, f"{what} '{value}' is not known", did_you_mean(value, known))
            return ""
        return value

    def choices(self, node: Node | None, what: str, known: Iterable[str]) -> tuple[str, ...]:
        known = list(known)
        found: list[str] = []
        for item in self.sequence(node, f"the list of {what}s"):
            value = self.choice(item, what, known)
            if value in found:
                self.report(item, f"{what} '{value}' is listed twice")
            elif value:
                found.append(value)
        return tuple(found)

    def number(self, node: Node | None, what: str) -> Decimal | None:
        if node is None:
            return None
        if isinstance(node, Scalar) and node.plain and _NUMBER.fullmatch(node.text):
            return Decimal(node.text.replace("_", ""))
        shown = f" '{node.text}'" if isinstance(node, Scalar) else ""
        self.report(node, f"{what}{shown} must be a plain number", "for example 23_000 or 0.10, without $, % or commas")
        return None

    def year(self, node: Node, what: str) -> int | None:
        if isinstance(node, Scalar) and re.fullmatch(r"(19|20)[0-9]{2}", node.text):
            return int(node.text)
        self.report(node, f"{what} must be a year", "for example 2026")
        return None

    def day(self, node: Node | None, what: str) -> date | None:
        if node is None:
            return None
        if isinstance(node, Scalar) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", node.text):
            try:
                return date.fromisoformat(node.text)
            except ValueError:
                pass
        self.report(node, f"{what} must be a date that exists", "write it as 2026-11-24")
        return None


def _position(text: str, index: int) -> tuple[int, int]:
    """Lines down, counted from 0, and column, counted from 1. PyYAML's own count has other line ends than we have."""
    return text.count("\n", 0, index), index - text.rfind("\n", 0, index)


def _last_value(text: str, end: int) -> int:
    """Where the quotation or bracket begins that closes just before `end`."""
    opened: list[int] = []
    start = 0
    for token in yaml.scan(text):
        if token.start_mark.index >= end:
            break
        if isinstance(token, yaml.FlowMappingStartToken | yaml.FlowSequenceStartToken):
            opened.append(token.start_mark.index)
        elif isinstance(token, yaml.FlowMappingEndToken | yaml.FlowSequenceEndToken):
            start = opened.pop()
        elif isinstance(token, yaml.ScalarToken) and not opened:
            start = token.start_mark.index
    return start


class _Composer(yaml.composer.Composer):
    """Anchors, aliases and tags hide where a value comes from, or silently eat a word of it: refused."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[attr-defined]
        if isinstance(event, yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "an alias", event.start_mark)  # type: ignore[arg-type]
        if event.anchor is not None or event.tag is not None:
            raise yaml.composer.ComposerError(None, None, "an anchor" if event.anchor is not None else "a tag", event.start_mark)
        return super().compose_node(parent, index)


class PlainLoader(_Composer, yaml.SafeLoader):
    """PyYAML's own parser, whose words and places our messages are made of."""


if yaml.__with_libyaml__:

    class FastLoader(_Composer, yaml.CSafeLoader):
        """The events of libyaml, four times as fast."""

        def __init__(self, text: str) -> None:
            yaml.CSafeLoader.__init__(self, text)
            _Composer.__init__(self)


_READ_OTHERWISE = re.compile(rf"[\t\ufeff]|[|>][-+0-9]*#|{UNPRINTABLE.pattern}")
"""What libyaml accepts and PyYAML does not, or counts otherwise: tabs, the byte order mark, a comment stuck to a block's sign."""


def compose(text: str) -> yaml.Node | None:
    """The nodes of a text: by libyaml where it is there, but by PyYAML what the two read otherwise and all that is wrong."""
    if yaml.__with_libyaml__ and not _READ_OTHERWISE.search(text):
        with suppress(yaml.YAMLError, ValueError, OverflowError, RecursionError):
            return yaml.compose(text, Loader=FastLoader)
    return yaml.compose(text, Loader=PlainLoader)
