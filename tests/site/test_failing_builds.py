"""A build that fails says why in one line a mistake, and leaves the last good site in place."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import small
from support import ROOT, build, copy_project

pytestmark = pytest.mark.site

ENTRY = "content/questions/losses/can-i-deduct-401k-losses.md"

MISTAKES = {
    "a missing picture, which only MkDocs notices": (ENTRY, "\n![chart](missing.png)\n", "missing.png"),
    "an unknown figure": (ENTRY, "\n{law:no_such_figure}\n", "unknown figure 'no_such_figure'"),
    "a dead link": (ENTRY, "\n[x](nowhere.md)\n", "dead link"),
    "a typed amount": (ENTRY, "\nThat is $5.\n", "a dollar amount typed by hand"),
    "bad YAML in a law file": ("content/law/withholding.yml", "\nbroken: {a: [}\n", "bad YAML"),
}


def fingerprint(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a good site in it."""
    project = copy_project(tmp_path_factory.mktemp("failing"))
    assert build(project).returncode == 0
    return project


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_failing_build_leaves_the_last_good_site(mistake: str, project: Path) -> None:
    file, addition, words = MISTAKES[mistake]
    path, before = project / file, fingerprint(project / "site")
    good = path.read_text(encoding="utf-8")
    path.write_text(good + addition, encoding="utf-8")
    try:
        result = build(project)
    finally:
        path.write_text(good, encoding="utf-8")
    assert result.returncode == 1
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    if "MkDocs" not in mistake:
        assert re.search(rf"{re.escape(file)}:\d+:\d+: ", result.stderr)
    assert fingerprint(project / "site") == before
    assert not (project / ".site-next").exists(), "nothing is left of the build that failed"


def test_every_problem_is_told_at_once(project: Path) -> None:
    changed = {project / file: (project / file).read_text(encoding="utf-8") for file, _, _ in MISTAKES.values()}
    try:
        for name, (file, addition, _) in MISTAKES.items():
            if "MkDocs" not in name and "YAML" not in name:
                with (project / file).open("a", encoding="utf-8") as stream:
                    stream.write(addition)
        result = build(project)
    finally:
        for path, text in changed.items():
            path.write_text(text, encoding="utf-8")
    assert "3 problems in the content; nothing was built" in result.stderr


SAMPLES = [*sorted((ROOT / "tests/entries/broken").glob("*.md")), *sorted((ROOT / "tests/law/broken").glob("*.yml"))]


@pytest.fixture(scope="module")
def small_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site of the unit tests as a project, with a good site in it."""
    project = copy_project(tmp_path_factory.mktemp("small"))
    shutil.rmtree(project / "tests")  # the worked examples are about the real law
    write_content(project, {})
    assert build(project).returncode == 0
    return project


def write_content(project: Path, files: Mapping[str, str | None]) -> None:
    for old in (project / "content").glob("*"):
        if old.suffix == ".md":
            old.unlink()
        elif old.name not in ("stylesheets", "javascripts", "images"):
            shutil.rmtree(old)
    for path, text in (small.CONTENT | dict(files)).items():
        if text is not None:
            target = project / "content" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="")


def test_every_broken_sample_fails_the_build_and_leaves_the_last_good_site(small_project: Path) -> None:
    """In one process, as `mkdocs build --strict` does it; the messages themselves are tested beside the samples."""
    script = Path(__file__).with_name("build_here.py")
    before = fingerprint(small_project / "site")
    for sample in SAMPLES:
        _, files = small.broken_page(sample) if sample.suffix == ".md" else small.broken_law(sample)
        write_content(small_project / "samples" / sample.name, files)
    result = subprocess.run([sys.executable, str(script), str(small_project)], capture_output=True, text=True, timeout=300, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert f"{len(SAMPLES)} builds failed as they should" in result.stdout
    assert fingerprint(small_project / "site") == before


@pytest.fixture
def serving(project: Path) -> Iterator[tuple[subprocess.Popen[str], str, Path]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = project / "serve.log"
    with log.open("w", encoding="utf-8") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--strict", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=project, stdout=stream, stderr=stream, text=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        )  # fmt: skip
        yield process, f"http://127.0.0.1:{port}/", log
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)


def wait_for(what: str, condition: object, seconds: float = 60) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.2)
    pytest.fail(f"waited {seconds} s for {what}")


def body(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=30) as response:
            return str(response.read().decode())
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return ""


def test_the_preview_survives_a_mistake(serving: tuple[subprocess.Popen[str], str, Path], project: Path) -> None:
    process, address, log = serving
    page, path = f"{address}questions/losses/can-i-deduct-401k-losses/", project / ENTRY
    wait_for("the first page", lambda: "Can I deduct losses" in body(page))
    good = path.read_text(encoding="utf-8")
    try:
        path.write_text(good + "\n{law:no_such_figure}\n", encoding="utf-8")
        wait_for("the message", lambda: "unknown figure 'no_such_figure'" in log.read_text(encoding="utf-8"))
        assert process.poll() is None, "mkdocs serve must survive"
        path.write_text(good + "\nThe preview is back.\n", encoding="utf-8")
        wait_for("the mended page", lambda: "The preview is back." in body(page))
    finally:
        path.write_text(good, encoding="utf-8")
    assert "Traceback" not in log.read_text(encoding="utf-8")
