"""Runs the worked examples of examples/*.yml over the real law. To add one, write it there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rulebook.law import Law
from rulebook.proof import RUNNERS, Example, parse_examples, prove
from rulebook.reference_pages import compose_verify
from rulebook.rules import RULES, exceptions

FOLDER = Path(__file__).parent / "examples"


def examples() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yml")):
        found, problems = parse_examples(path.name, path.read_text(encoding="utf-8"))
        assert not problems, "\n".join(map(str, problems))
        for example in found:
            yield pytest.param(example, id=f"{path.stem}: {example.name}")


@pytest.mark.parametrize("example", list(examples()))
def test_example(law: Law, example: Example) -> None:
    proof, problems = prove(law, example)
    assert not problems, "\n".join(map(str, problems))
    assert proof is not None
    assert len(proof.results) == len(example.output)


def test_an_example_that_disagrees_is_a_problem_with_its_place(law: Law) -> None:
    text = "- name: Wrong by a dollar\n  source: nobody\n  year: 2026\n  rule: early_distribution\n"
    text += "  inputs: {account: 401k, includible: 10_000}\n  output: {additional_tax: 1_001}\n"
    found, problems = parse_examples("x.yml", text)
    assert not problems
    _, problems = prove(law, found[0])
    assert [str(p) for p in problems] == ["x.yml:1:3: 'Wrong by a dollar': additional_tax is 1,000, its source says 1,001"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("includible:", "includable:", "has the input 'includable', which the rule does not read"),
        ("includible: 10_000", "includible: 10_000, colour: 1", "has the input 'colour', which the rule does not read"),
        ("additional_tax:", "extra_tax:", "expects 'extra_tax'; computed: base, additional_tax"),
        ("includible: 10_000", "includible: -5", "includible must not be negative"),
    ],
)
def test_a_mistake_in_an_example_is_told(law: Law, old: str, new: str, message: str) -> None:
    text = "- name: One\n  source: nobody\n  year: 2026\n  rule: early_distribution\n"
    text += "  inputs: {account: 401k, includible: 10_000}\n  output: {additional_tax: 1_000}\n"
    found, _ = parse_examples("x.yml", text.replace(old, new))
    _, problems = prove(law, found[0])
    assert any(message in str(problem) for problem in problems), problems


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("  copy: elsewhere.example\n", "'copy' is for an official example"),
        ("  example_year: 2026\n", "'example_year' is the year whose law is used"),
        ("  example_year: soon\n", "example_year must be a year"),
        ("  official: no\n", "official 'no' is not known"),
    ],
)
def test_what_is_said_of_a_source_is_checked(key: str, message: str) -> None:
    text = "- name: One\n  source: nobody\n  year: 2026\n  rule: early_distribution\n" + key
    text += "  inputs: {account: 401k, includible: 10_000}\n  output: {additional_tax: 1_000}\n"
    _, problems = parse_examples("x.yml", text)
    assert [problem.message for problem in problems if problem.line == 5] == [message]


def test_the_page_names_the_year_of_an_example_and_the_copy_it_was_read_in(law: Law) -> None:
    text = """
- {name: Old, source: Pub. 590-B (2019), official: yes, copy: elsewhere.example, example_year: 2019, year: 2026,
   rule: early_distribution, inputs: {account: 401k, includible: 10_000}, output: {additional_tax: 1_000}}
- {name: New, source: Pub. 590-B, official: yes, year: 2026,
   rule: early_distribution, inputs: {account: 401k, includible: 10_000}, output: {additional_tax: 1_000}}
- {name: Made up, source: by hand, year: 2026,
   rule: recovery_from_loss, inputs: {fall: 0.5}, output: {gain: 1}}
"""
    found, problems = parse_examples("x.yml", text)
    assert not problems
    proofs = [proof for example in found if (proof := prove(law, example)[0])]
    page = compose_verify(proofs, []).markdown
    assert "| **Old (of 2019, by the law of 2026).** Pub. 590-B (2019). *Official, read in a copy:* *elsewhere.example*" in page
    assert "| **New (by the law of 2026).** Pub. 590-B. *Official.* |" in page
    assert "| **Made up (by the law of 2026).** by hand. | | |\n| gain | 1 | 1 |" in page
    assert "marks the 2 examples" in page
    assert "Read where the government publishes it: 1. Read in a copy or a quotation elsewhere: 1." in page
    assert "arithmetic. No official example: it is arithmetic, not law." in page


def test_every_rule_has_an_example() -> None:
    shown = {example.values[0].rule for example in examples()}
    assert shown == set(RULES) == set(RUNNERS)


def test_every_module_is_a_rule_and_every_rule_a_module() -> None:
    modules = {path.stem for path in (Path(exceptions.__file__).parent).glob("*.py")} - {"__init__"}
    assert modules == set(RULES)
    assert all(rule.title and rule.authority for rule in RULES.values())
