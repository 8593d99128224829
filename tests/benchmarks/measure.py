"""Measures what a build costs, and what of it the law and the tables cost. Prints; holds nothing to a limit.

Run in the project's folder: `.venv/bin/python tests/benchmarks/measure.py [RUNS]`. The best of the runs counts, in seconds of
the processor, which a busy machine changes little. The bar for the tables: all of them cost less than a tenth of the build.
A part counts what it calls: the site holds the law and the tables. `ru_maxrss` is in kilobytes on Linux only.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

ROOT = Path(__file__).parent.parent.parent
PARTS = ("build", "site", "law", "yaml", "tables", "rendering")
WORDS = {
    "build": "the whole build, without the start of Python",
    "site": "reading and checking the content",
    "law": "loading the law: its files, parsed and checked",
    "yaml": "parsing YAML, of the law and of every page",
    "tables": "building all tables, charts and examples",
    "rendering": "putting them and the other parts into markup",
}


def main(runs: int) -> None:
    measured = [one_run() for _ in range(runs)]
    best = {part: min(run[part] for run in measured) for part in PARTS}
    print(f"{measured[0]['pages']:.0f} pages, {measured[0]['tables built']:.0f} tables, best of {runs}")
    for part in PARTS:
        print(f"{best[part]:8.3f} s  {best[part] / best['build']:6.1%}  {WORDS[part]}")
    print(f"{min(run['memory'] for run in measured):8.0f} MB          at the most")


def one_run() -> dict[str, float]:
    """A build in a process of its own, so that nothing is warm and the memory is its own."""
    clean = {name: value for name, value in os.environ.items() if name not in ("SITE_URL", "REPOSITORY_URL", "TAX_YEAR")}
    command = [sys.executable, __file__, "--one"]
    done = subprocess.run(command, cwd=ROOT, env=clean | {"NO_MKDOCS_2_WARNING": "1"}, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure() -> None:
    sys.path.insert(0, str(ROOT / "hooks"))
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    from rulebook import rendering, site, strict_yaml
    from rulebook.tables import SPECS

    spent: Counter[str] = Counter()
    counts: Counter[str] = Counter()

    def timed(part: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **named: Any) -> Any:
            began = process_time()
            try:
                return call(*args, **named)
            finally:
                spent[part] += int((process_time() - began) * 1e9)
                counts[part] += 1

        return wrapped

    places: list[tuple[object, str, str]] = [
        (strict_yaml.Reader, "parse", "yaml"),
        (site, "parse_law", "law"),
        (site, "load_site", "site"),
        (rendering.Renderer, "render", "rendering"),
    ]
    for where, name, part in places:
        setattr(where, name, timed(part, getattr(where, name)))
    for spec in {id(spec): spec for specs in SPECS.values() for spec in specs.values()}.values():
        object.__setattr__(spec, "build", timed("tables", spec.build))
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        timed("build", build)(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(Path(folder, "site"))))
        pages = sum(1 for _ in Path(folder).rglob("*.html"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({part: spent[part] / 1e9 for part in PARTS} | {"memory": memory, "pages": pages, "tables built": counts["tables"]}))


if __name__ == "__main__":
    if "--one" in sys.argv:
        measure()
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
