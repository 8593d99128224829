"""YAML as a schema reads it: text stays what was written, and every mistake has a place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.strict_yaml import UNPRINTABLE, FastLoader, Mapping, Node, PlainLoader, Reader, Scalar, Sequence, compose


def read(text: str, first_line: int = 1) -> tuple[Node | None, Reader]:
    reader = Reader("x.yml")
    return reader.parse(text, first_line), reader


def record(text: str) -> tuple[Mapping, Reader]:
    """A file that holds a mapping, read without a mistake so far."""
    node, reader = read(text)
    assert not reader.problems
    assert isinstance(node, Mapping)
    return node, reader


def wrong(reader: Reader) -> list[str]:
    return [str(problem).removeprefix("x.yml:") for problem in reader.problems]


@pytest.mark.parametrize("written", ["no", "yes", "on", "010", "12:30", "1e3", "~", "null", "2026-13-01", "0x1F", "1_0", ".5", "<<"])
def test_a_value_stays_what_was_written(written: str) -> None:
    node, reader = record(f"key: {written}")
    assert node.get("key") == Scalar(written, 1, 6, plain=True, raw=written)
    assert reader.text(node.get("key"), "key") == written


def test_folded_text_is_one_line() -> None:
    node, reader = record("key: >-\n  No. A fall\n  is no loss.\nother: two\n  lines\n")
    assert reader.text(node.get("key"), "key") == "No. A fall is no loss."
    assert reader.text(node.get("other"), "other") == "two lines"


def test_every_node_knows_its_place() -> None:
    node, _ = record("a:\n  - b: [c, é]\n    'd': e\n")
    (_, outer) = node.pairs[0]
    assert isinstance(outer, Sequence)
    assert (outer.line, outer.column) == (2, 3)
    (inner,) = outer.items
    assert isinstance(inner, Mapping)
    assert [(key.text, key.line, key.column) for key, _ in inner] == [("b", 2, 5), ("d", 3, 5)]
    assert inner.get("e") is None
    assert inner.key("d") == Scalar("d", 3, 5, plain=False, raw="'d'")


def test_positions_count_lines_as_editors_do() -> None:
    """PyYAML takes U+2028 and U+0085 for the end of a line; no editor and no other part of this package does."""
    _, reader = read("a: 1\u2028b: 2\nc: 3\nc: 4\n")
    assert "3:1: duplicate key 'c'; it stands in line 2 already" in wrong(reader)


def test_front_matter_begins_in_line_2() -> None:
    _, reader = read("a: 1\na: 2\n", first_line=2)
    assert wrong(reader) == ["3:1: duplicate key 'a'; it stands in line 2 already"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: b: c\n", "1:5: bad YAML: ': ' inside a value; put the value in quotes"),
        ("a: 1\n\tb: 2\n", "2:1: bad YAML: a tab; indent with spaces"),
        ("a: 'b\nc: d\n", "1:4: bad YAML: a quotation that is never closed; close it with the same quote; write ' inside '…' twice"),
        ('a: "b" and c\n', "1:4: bad YAML: a value that goes on after its closing bracket or quote; put the whole value in quotes"),
        ("a: {b: c} d\n", "1:4: bad YAML: a value that goes on after its closing bracket or quote; put the whole value in quotes"),
        (
            "a: 1\n b\nc: 2\nd\n",
            "4:1: bad YAML: a line without a key; write 'key: value', or indent the line under the value it belongs to",
        ),
        (
            "a: [b\nc: d\n",
            "1:4: bad YAML: a bracket that is never closed, or no comma between two items; quote words that hold , : or brackets",
        ),
        ("a:\n  - b\n - c\n", "3:2: bad YAML: a line that does not fit the one above it; align keys and dashes"),
        ("a: @b\n", "1:4: bad YAML: a value that begins with a sign of YAML; put the value in quotes"),
        ("a: &b c\n", "1:4: bad YAML: a value that begins with &; put the value in quotes"),
        ("a: *b\n", "1:4: bad YAML: a value that begins with *; put the value in quotes"),
        ("a: !b c\n", "1:4: bad YAML: a value that begins with !; put the value in quotes"),
        ("a: 1\n---\nb: 2\n", "2:1: bad YAML: a second document; use '---' only around the front matter"),
        ("a: \x07\n", "1:4: bad YAML: a character that cannot be printed"),
        ('a: "\\U00110000"\n', "1:1: bad YAML: an escaped character that does not exist"),
        ("[" * 5000, "1:1: bad YAML: brackets are nested too deeply"),
        ("? [a]\n: b\n", "1:3: a key must be a single word"),
    ],
)
def test_bad_yaml_is_told_in_plain_words(text: str, message: str) -> None:
    _, reader = read(text)
    assert wrong(reader) == [message]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0", "0"),
        ("23_000", "23000"),
        ("23000", "23000"),
        ("0.10", "0.10"),
        ("59.5", "59.5"),
        ("-3", "-3"),
        ("999_999_999_999", "999999999999"),
    ],
)
def test_numbers(written: str, number: str) -> None:
    node, reader = record(f"n: {written}")
    assert reader.number(node.get("n"), "n") == Decimal(number)


@pytest.mark.parametrize(
    "written", ["010", "23,000", "2_30", "1234_567", "_1", "1_", "1e3", "$5", "5%", "'5'", "1/2", "½", "∞", ".5", "1.", "9" * 13, "[1]", ""]
)
def test_what_is_no_number(written: str) -> None:
    node, reader = record(f"n: {written}")
    assert reader.number(node.get("n"), "n") is None
    (message,) = wrong(reader)
    assert message.endswith("must be a plain number; for example 23_000 or 0.10, without $, % or commas")


def test_days() -> None:
    node, reader = record("a: 2026-11-24\nb: '2024-02-29'\nc: 2026-02-29\nd: 24.11.2026\ne: 2026-1-1\n")
    assert [reader.day(value, key.text) for key, value in node] == [date(2026, 11, 24), date(2024, 2, 29), None, None, None]
    assert wrong(reader) == [
        "3:4: c must be a date that exists; write it as 2026-11-24",
        "4:4: d must be a date that exists; write it as 2026-11-24",
        "5:4: e must be a date that exists; write it as 2026-11-24",
    ]


def test_years() -> None:
    node, reader = record("a: [1986, 2026, 26, 2126, 2026.0]")
    years = [reader.year(item, "a year") for item in reader.sequence(node.get("a"), "a")]
    assert years == [1986, 2026, None, None, None]


def test_a_choice_names_the_nearest_spelling() -> None:
    node, reader = record("a: marchh\nb: x\n")
    months = ["january", "february", "march"]
    assert [reader.choice(value, key.text, months) for key, value in node] == ["", ""]
    assert wrong(reader) == [
        "1:4: a 'marchh' is not known; did you mean 'march'?",
        "2:4: b 'x' is not known; known: february, january, march",
    ]


def test_a_closed_schema() -> None:
    node, reader = record("b: 1\na: 2\ntitel: 3\nz: 4\n")
    reader.closed(node, ["a", "title", "d"], ["b"], "a page")
    assert wrong(reader) == [
        "3:1: unknown key 'titel'; did you mean 'title'?",
        "4:1: unknown key 'z'; known: a, b, d, title",
        "1:1: a page lacks the key 'd'",
    ]


def test_keys_in_order() -> None:
    node, reader = record("b: 1\nx: 0\na: 2\nc: 3\n")
    reader.in_order(node, ["a", "b", "c"])
    assert wrong(reader) == ["3:1: key 'a' must stand before 'b'; the order is a, b, c"]


def test_what_cannot_be_read_lacks_nothing() -> None:
    """One mistake, one message: a text where a mapping belongs is not reported key by key as well."""
    node, reader = record("a: text\n")
    reader.closed(reader.mapping(node.get("a"), "a"), ["x", "y"])
    reader.closed(reader.mapping(node.get("missing"), "missing"), ["x", "y"])
    assert wrong(reader) == ["1:4: a must be a mapping of keys to values"]


def test_shapes() -> None:
    node, reader = record("a: text\nb: {c: d}\ne:\n")
    assert reader.sequence(node.get("a"), "a") == ()
    assert reader.sequence(node.get("b"), "b") == ()
    assert reader.text(node.get("b"), "b") == ""
    assert reader.text(node.get("e"), "e") == ""
    assert wrong(reader) == [
        "1:4: a must be a list; write [text]",
        "2:4: b must be a list; write [] for an empty one",
        "2:4: b must be text; put it in quotes",
        "3:3: e is empty",
    ]


def test_figures_stand_only_in_prose() -> None:
    node, reader = record("a: '{law:x}'\nb: '{law:x}'\n")
    assert reader.prose(node.get("a"), "a") == "{law:x}"
    assert reader.text(node.get("b"), "b") == "{law:x}"
    assert [scalar.raw for scalar in reader.proses] == ["'{law:x}'"]
    assert wrong(reader) == ["2:4: b holds a brace, and no figure can stand there; write it without { and }"]


def test_an_escape_does_not_smuggle_in_what_cannot_be_printed() -> None:
    node, reader = record('a: "b\\0c"\n')
    reader.text(node.get("a"), "a")
    assert wrong(reader) == ["1:4: a holds a character that cannot be printed"]


@pytest.mark.parametrize("text", ["", "\n\n", "# a comment\n"])
def test_nothing_is_no_mistake(text: str) -> None:
    node, reader = read(text)
    assert node is None
    assert not reader.problems


SCRAPS = st.lists(st.sampled_from([*"{}[]:,-#&*!|>'\"%@`~= \n\t\r\\/.<?a1", "key: ", "- ", "\n  ", "---\n", "\u2028", "\ud800", "é"])).map(
    "".join
)


@given(st.one_of(st.text(), SCRAPS))
def test_any_text_is_read_or_reported(text: str) -> None:
    node, reader = read(text)
    lines = text.split("\n")
    for problem in reader.problems:
        assert 1 <= problem.line <= len(lines) + 1
        assert problem.column >= 1
        assert problem.message
    values = reader.mapping(node, "file")
    reader.closed(values, ["a", "key"])
    for key, value in values:
        for look in (reader.text, reader.prose, reader.texts, reader.number, reader.day, reader.year):
            look(value, key.text)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_quoted_text_comes_back(text: str) -> None:
    kept = " ".join(UNPRINTABLE.sub("", text).replace("{", "").replace("}", "").split())
    quoted = kept.replace("'", "''")
    node, reader = read(f"key: '{quoted}'\n")
    assert isinstance(node, Mapping)
    assert reader.text(node.get("key"), "key") == kept
    assert bool(reader.problems) is not bool(kept)


def tree(node: yaml.Node | None) -> object:
    """A node with all that a schema looks at: kind, text, quotes, and where each begins and ends."""
    if node is None:
        return None
    value = [tree(part) for pair in node.value for part in pair] if isinstance(node, yaml.MappingNode) else node.value
    value = [tree(part) for part in node.value] if isinstance(node, yaml.SequenceNode) else value
    style = (node.style or "") if isinstance(node, yaml.ScalarNode) else ""
    end = node.end_mark.index if isinstance(node, yaml.ScalarNode) else 0
    return type(node), value, style, node.start_mark.index, end


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML was built without libyaml")
@settings(max_examples=1000)
@given(SCRAPS)
def test_libyaml_reads_what_pyyaml_reads(text: str) -> None:
    try:
        ours = tree(yaml.compose(text, Loader=PlainLoader))
    except (yaml.YAMLError, ValueError):
        with pytest.raises((yaml.YAMLError, ValueError)):
            compose(text)
    else:
        assert tree(compose(text)) == ours


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML was built without libyaml")
def test_libyaml_reads_every_file_alike(content: dict[str, str]) -> None:
    texts = [text for path, text in content.items() if path.endswith(".yml")]
    texts += [text.split("---\n")[1] for text in content.values() if text.startswith("---\n")]
    for text in texts:
        assert tree(yaml.compose(text, Loader=FastLoader)) == tree(yaml.compose(text, Loader=PlainLoader))


def test_without_libyaml_all_is_read_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    node, _ = record("a: [b, 'c']\n")
    assert node.get("a") == Sequence((Scalar("b", 1, 5, raw="b"), Scalar("c", 1, 8, plain=False, raw="'c'")), 1, 4)
