"""Where things are, how the tests build a site, and how they open a page of it."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent
CONTENT = ROOT / "content"
TODAY = date.today()
HOME, REPOSITORY = "https://rulebook-of-retirement.example.org/", "https://code.example.org/rulebook-of-retirement/rulebook"
"""Addresses of a common length: they stand in every page and weigh with it."""
MOVED = "questions/losses/a-former-name.md"
"""Where an entry of the published site once was."""
EVERYTHING_REQUIRED = bool(os.environ.get("CI"))
"""In CI a missing browser is a failure; elsewhere it is a loud skip."""


def build(source: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`mkdocs build --strict` in `source`, without the addresses of any one deployment."""
    clean = {k: v for k, v in os.environ.items() if k not in ("SITE_URL", "REPOSITORY_URL", "TAX_YEAR", "SOURCE_DATE_EPOCH")}
    clean |= {"NO_MKDOCS_2_WARNING": "1"} | environment
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    return subprocess.run(command, cwd=source, env=clean, capture_output=True, text=True, timeout=300, check=False)


def copy_project(target: Path) -> Path:
    """A copy of what a build needs, to be broken or built elsewhere."""
    for name in ("content", "hooks", "overrides"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", target)
    for name in ("tests/rules/examples", "tests/oracles/recorded"):
        shutil.copytree(ROOT / name, target / name)
    return target


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves as hosts do: text is compressed for those who take it so."""

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() and self.path.split("?")[0].endswith("/") else file
        if "gzip" not in self.headers.get("Accept-Encoding", "") or not file.is_file():
            super().do_GET()
            return
        body = gzip.compress(file.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a built site, served on this machine alone."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def opened(browser: Browser, address: str, width: int = 1280, scheme: str = "light", script: bool = True) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=script,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    return page
