"""YAML with positions, no duplicate keys and no surprises.

PyYAML resolves `no` to False, `12:30` to 750 and `010` to 8, and forgets where a value stood. Here a
scalar stays the text that was written until a schema asks for a number, a date or a word, and every
node remembers its line and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import yaml

from rulebook.problems import Problem, did_you_mean


@dataclass(frozen=True)
class Scalar:
    text: str
    line: int
    column: int
    plain: bool = True
    """Written without quotes and not as a block."""


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

    def __iter__(self) -> Iterator[tuple[Scalar, Node]]:
        return iter(self.pairs)

    def get(self, key: str) -> Node | None:
        return next((value for name, value in self.pairs if name.text == key), None)

    def key(self, key: str) -> Scalar | None:
        return next((name for name, _ in self.pairs if name.text == key), None)


Node = Scalar | Sequence | Mapping

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*(_[0-9]{3})*|[1-9][0-9]*)(\.[0-9]+)?")


@dataclass
class Reader:
    """Reads the nodes of one file by a closed schema and collects what is wrong with them.

    A method that cannot read its node records a problem and returns an empty value, so that the
    rest of the file is still checked. The caller must look at `problems` before it trusts a value.
    """

    path: str
    problems: list[Problem] = field(default_factory=list)

    def report(self, node: Node, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.path, node.line, node.column, message, hint))

    def parse(self, text: str, first_line: int = 1) -> Node | None:
        """The document in `text`, whose first line is line `first_line` of the file."""
        try:
            node = yaml.compose(text, Loader=_NoAliasLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
            what = " ".join(str(error.problem or error.context).split())
            hint = "a value that holds ': ' or starts with a bracket or a quote must be quoted"
            self.problems.append(Problem(self.path, line, column, f"bad YAML: {what}", hint))
            return None
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, error.position) + first_line
            self.problems.append(Problem(self.path, line, 1, f"bad YAML: {error.reason}"))
            return None
        return None if node is None else self._convert(node, first_line)

    def _convert(self, node: yaml.Node, first_line: int) -> Node:
        line, column = node.start_mark.line + first_line, node.start_mark.column + 1
        if isinstance(node, yaml.ScalarNode):
            return Scalar(node.value, line, column, plain=node.style is None)
        if isinstance(node, yaml.SequenceNode):
            return Sequence(tuple(self._convert(n, first_line) for n in node.value), line, column)
        pairs: list[tuple[Scalar, Node]] = []
        seen: dict[str, Scalar] = {}
        for raw_key, raw_value in node.value:
            key, value = self._convert(raw_key, first_line), self._convert(raw_value, first_line)
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
        return Mapping((), node.line if node else 1, node.column if node else 1)

    def sequence(self, node: Node | None, what: str) -> tuple[Node, ...]:
        if isinstance(node, Sequence):
            return node.items
        if node is not None:
            self.report(node, f"{what} must be a list")
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
        required, known = list(required), [*required, *optional]
        for key, _ in mapping:
            if key.text not in known:
                self.report(key, f"unknown key '{key.text}'", did_you_mean(key.text, known))
        for name in required:
            if mapping.get(name) is None:
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
        """One line of text: folded lines are joined, an empty value is a problem."""
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self.report(node, f"{what} must be text")
            return ""
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


class _NoAliasLoader(yaml.SafeLoader):
    """Anchors and aliases hide where a value comes from: refused."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.get_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, "aliases (*name) are not allowed; write the value out", mark)
        return super().compose_node(parent, index)
