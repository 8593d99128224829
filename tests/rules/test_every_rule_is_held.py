"""Every rule is held by official worked examples where any exist, and by properties where none do.

An example is official where its file says so. A property belongs to the rules whose modules its test names.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from rulebook.proof import WITHOUT_OFFICIAL_EXAMPLE, Example, parse_examples
from rulebook.rules import RULES

HERE = Path(__file__).parent


def official() -> dict[str, list[Example]]:
    found: dict[str, list[Example]] = {rule: [] for rule in RULES}
    for path in sorted(HERE.glob("examples/*.yml")):
        for example in parse_examples(path.name, path.read_text(encoding="utf-8"))[0]:
            if example.official:
                found[example.rule].append(example)
    return found


def properties() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {rule: [] for rule in RULES}
    for path in sorted(HERE.glob("test_properties*.py")):
        for name, rules in properties_in(path.read_text(encoding="utf-8")):
            for rule in rules:
                found[rule].append(f"{path.stem}::{name}")
    return found


def properties_in(source: str) -> list[tuple[str, set[str]]]:
    """Each test that draws its amounts, and the rules it calls."""
    tree = ast.parse(source)
    modules = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "rulebook.rules"
        for alias in node.names
    }
    found = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and any(ast.unparse(d).startswith("given(") for d in node.decorator_list):
            called = {n.value.id for n in ast.walk(node) if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name)}
            found.append((node.name, {rule for name, rule in modules.items() if name in called}))
    return found


OFFICIAL, PROPERTIES = official(), properties()


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_official_examples_or_says_why_not(rule: str) -> None:
    if OFFICIAL[rule]:
        assert rule not in WITHOUT_OFFICIAL_EXAMPLE, f"{rule} has {len(OFFICIAL[rule])} official examples: take its reason out"
    else:
        assert WITHOUT_OFFICIAL_EXAMPLE.get(rule), f"{rule} has no official example: find one, or say in proof.py why there is none"


def test_a_reason_is_given_for_a_rule_there_is() -> None:
    assert set(WITHOUT_OFFICIAL_EXAMPLE) <= set(RULES)


HOST = re.compile(r"\b(?:[a-z0-9-]+\.)+(?:com|org|net|gov|edu|us|info|io)\b")


@pytest.mark.parametrize("example", [example for found in OFFICIAL.values() for example in found], ids=lambda example: example.name)
def test_an_official_example_names_the_copy_it_was_read_in(example: Example) -> None:
    """`source` names the document and where the government publishes it; another address is that of a copy."""
    elsewhere = [host for host in HOST.findall(example.source) if not host.endswith(".gov")]
    assert not elsewhere, "write the address under 'copy'"
    assert ".gov" not in example.copy, "a document read where the government publishes it is no copy"


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_properties(rule: str) -> None:
    assert PROPERTIES[rule], f"no test in test_properties*.py draws amounts for {rule}"


def test_a_property_is_found_by_the_module_it_calls() -> None:
    source = "from rulebook.rules import tax_table as rule\n@given(x=1)\ndef test_a(): rule.band(1)\ndef test_b(): rule.band(1)\n"
    assert properties_in(source) == [("test_a", {"tax_table"})]
