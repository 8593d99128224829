"""Takes out of a Cosmic Ray session all that mutmut changes already: what stands in undecorated functions.

Left are constants, fields with their default values, and properties.
Run as `python tests/mutation/outside_functions.py SESSION` in the folder of the session; CONTRIBUTING.md has the whole command.
"""

from __future__ import annotations

import ast
import sqlite3
import sys
from contextlib import closing
from pathlib import Path


def lines_of_functions(path: Path) -> set[int]:
    """Lines of functions that no decorator wraps."""
    found: set[int] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and not node.decorator_list:
            found.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return found


def main(session: str) -> None:
    with closing(sqlite3.connect(session)) as base, base:
        specs = base.execute("SELECT job_id, module_path, start_pos_row FROM mutation_specs").fetchall()
        inside = {module: lines_of_functions(Path(module)) for _, module, _ in specs}
        for job, module, line in specs:
            if line in inside[module]:
                for table in ("mutation_specs", "work_results", "work_items"):
                    base.execute(f"DELETE FROM {table} WHERE job_id = ?", (job,))
        print(base.execute("SELECT count(*) FROM work_items").fetchone()[0], "mutants left")


if __name__ == "__main__":
    main(sys.argv[1])
