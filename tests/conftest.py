"""What the tests share: the real law, golden files, one built site, one browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

from rulebook.law import Law
from rulebook.law_files import parse_law
from rulebook.site import Site, load_site
from support import CONTENT, EVERYTHING_REQUIRED, HOME, MOVED, REPOSITORY, TODAY, build, copy_project, serving

# Speed is for benchmarks: no property test fails because a machine was busy. CI draws the same cases each time.
hypothesis.settings.register_profile(
    "house", deadline=None, derandomize=EVERYTHING_REQUIRED, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files with what the tables say now")


@pytest.fixture(scope="session")
def content() -> dict[str, str]:
    """Every file a writer touches: path in the content folder -> text."""
    paths = [*CONTENT.rglob("*.md"), *(CONTENT / "law").glob("*.yml")]
    return {path.relative_to(CONTENT).as_posix(): path.read_text(encoding="utf-8") for path in sorted(paths)}


@pytest.fixture(scope="session")
def law(content: dict[str, str]) -> Law:
    law, problems = parse_law({f"content/{path}": text for path, text in content.items() if path.startswith("law/")})
    assert not problems, "\n".join(map(str, problems))
    return law


@pytest.fixture(scope="session")
def site(content: dict[str, str]) -> Site:
    return load_site(content, 2026, TODAY)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden(name, text)` compares with `golden/<name>.md` beside the test. Only --update-golden writes it."""
    folder = request.path.parent / "golden"

    def compare(name: str, text: str) -> None:
        path = folder / f"{name}.md"
        if request.config.getoption("--update-golden"):
            assert not EVERYTHING_REQUIRED, "CI compares golden files, it never writes them"
            folder.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"no golden file {path.name}; look at what the table says, then run pytest --update-golden"
        assert text == path.read_text(encoding="utf-8"), f"{path.name} differs; if the new text is right, run pytest --update-golden"

    return compare


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of the site's own tax year, made once with --strict."""
    project = copy_project(tmp_path_factory.mktemp("project"))
    result = build(project)
    assert result.returncode == 0, result.stderr
    return project / "site"


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as a host has it: with its own address and that of its repository, which every page names, and a page that moved."""
    project = copy_project(tmp_path_factory.mktemp("published"))
    entry = project / "content/questions/losses/can-i-deduct-401k-losses.md"
    text = entry.read_text(encoding="utf-8")
    entry.write_text(text.replace("\n---\n\n", f"\nredirect_from: [{MOVED}]\n---\n\n", 1), encoding="utf-8")
    result = build(project, SITE_URL=HOME, REPOSITORY_URL=REPOSITORY)
    assert result.returncode == 0, result.stderr
    return project / "site"


@pytest.fixture(scope="session")
def chromium() -> str:
    """The system's Chromium. Missing, it fails in CI and skips loudly elsewhere."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        message = "NO BROWSER: install Chromium (Debian: apt-get install chromium) to run the browser tests"
        if EVERYTHING_REQUIRED:
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture(scope="session")
def serve(built: Path) -> Iterator[str]:
    """The address of the built site, served on this machine alone."""
    with serving(built) as address:
        yield address
