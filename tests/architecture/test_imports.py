"""Who may import whom: a module imports only from those that stand before it in ORDER."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from support import ROOT

HOOKS = ROOT / "hooks"
ORDER = (
    "problems", "strict_yaml", "addresses", "formats", "law", "law_files", "figures", "glossary", "rules", "scenarios", "proof",
    "tables", "calculators", "directives", "entries", "asked", "crosslinks", "search_terms", "composition", "download_schemas",
    "downloads", "reference_pages", "dated_pages", "myths", "search_index", "site", "twins", "feed", "structured_data",
    "from_disk", "finishing", "rendering", "markdown_extension", "mkdocs_hooks", "make_archive",
)  # fmt: skip
ONLY_HERE = {"jinja2": "rendering", "markdown": "markdown_extension", "mkdocs": "mkdocs_hooks", "yaml": "strict_yaml"}
RULES_MAY_IMPORT = {"__future__", "collections", "dataclasses", "datetime", "decimal", "enum", "typing", "rulebook.law"}
OUTSIDE_WORLD = {"os", "pathlib", "socket", "urllib.request", "http", "requests", "subprocess", "time", "logging", "sys", "shutil"}
GLUE = ("mkdocs_hooks", "make_archive")
"""What stands beside the package: MkDocs calls the one, a person the other."""
MODULES = sorted(HOOKS.rglob("*.py"))


def room(path: Path) -> str:
    """The name in ORDER that a file belongs to: its module, or its folder under rulebook/."""
    parts = path.relative_to(HOOKS).with_suffix("").parts
    return parts[0] if parts[0] in GLUE else parts[1]


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in the file it does so."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path.name}: a relative import"
            assert node.module is not None
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module.startswith("rulebook"))


def ours(name: str) -> str:
    """The room of an imported module of ours, or nothing."""
    parts = name.split(".")
    return parts[1] if parts[0] == "rulebook" and len(parts) > 1 and parts[1] in ORDER else ""


def test_the_map_names_every_room() -> None:
    rooms = {room(path) for path in MODULES if path.name != "__init__.py" or path.parent.name != "rulebook"}
    assert rooms == set(ORDER)
    map_of_the_package = (HOOKS / "rulebook/__init__.py").read_text(encoding="utf-8")
    places = [map_of_the_package.index(f"\n{name}") for name in ORDER if name not in GLUE]
    assert places == sorted(places)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(HOOKS).as_posix())
def test_a_module_imports_only_from_its_left(path: Path) -> None:
    if path == HOOKS / "rulebook/__init__.py":
        assert not list(imports(path))
        return
    own = ORDER.index(room(path))
    for name in imports(path):
        if ours(name):
            assert ORDER.index(ours(name)) <= own, f"{room(path)} must not import {name}"
            assert ORDER.index(ours(name)) < own or room(path) in ("rules", "scenarios", "tables")
        library = name.split(".")[0]
        if library in ONLY_HERE:
            assert room(path) == ONLY_HERE[library], f"only {ONLY_HERE[library]} imports {library}"


@pytest.mark.parametrize("path", sorted((HOOKS / "rulebook/rules").glob("*.py")), ids=lambda p: p.stem)
def test_a_rule_sees_law_and_numbers_only(path: Path) -> None:
    for name in imports(path):
        top = name if name.startswith("rulebook") else name.split(".")[0]
        assert top in RULES_MAY_IMPORT or name.startswith("rulebook.law."), f"{path.stem} imports {name}"


@pytest.mark.parametrize("path", [p for p in MODULES if p.stem not in GLUE], ids=lambda p: p.relative_to(HOOKS).as_posix())
def test_the_rulebook_knows_no_outside_world(path: Path) -> None:
    assert not OUTSIDE_WORLD & set(imports(path))
    source = path.read_text(encoding="utf-8")
    for call in ("date.today(", "datetime.now(", "open(", "print("):
        assert f" {call}" not in source, f"{path.stem} calls {call}…)"


def test_the_glue_is_short_and_has_only_events() -> None:
    source = (HOOKS / "mkdocs_hooks.py").read_text(encoding="utf-8")
    functions = [node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    assert all(name.startswith(("on_", "_")) for name in functions)
    assert len(source.splitlines()) <= 140
    assert "<" not in source.replace("->", "").replace("<=", ""), "no markup in the glue"
