"""Builds a project once with each broken content folder under its samples/, in one process. Run by test_failing_builds.py.

Each build must exit with 1, name a place, show no traceback and leave nothing of itself behind.
"""

from __future__ import annotations

import io
import logging
import os
import re
import sys
from pathlib import Path

from click.testing import CliRunner
from mkdocs.__main__ import cli


def main(project: Path) -> int:
    os.chdir(project)
    samples = sorted((project / "samples").iterdir())
    for sample in samples:
        log = io.StringIO()
        handler = logging.StreamHandler(log)
        logging.getLogger("mkdocs").addHandler(handler)
        Path("content").unlink() if Path("content").is_symlink() else Path("content").rename("good-content")
        Path("content").symlink_to(sample / "content", target_is_directory=True)
        result = CliRunner().invoke(cli, ["build", "--strict"])
        logging.getLogger("mkdocs").removeHandler(handler)
        said = log.getvalue() + result.output
        if result.exit_code != 1 or not re.search(r"content/\S+:\d+:\d+: ", said) or "Traceback" in said or Path(".site-next").exists():
            print(f"{sample.name}: exit code {result.exit_code}, {result.exception!r}\n{said}")
            return 1
    print(f"{len(samples)} builds failed as they should")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
