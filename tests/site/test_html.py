"""Every page is valid HTML by the Nu checker (https://validator.github.io/validator/)."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from support import EVERYTHING_REQUIRED

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def checker() -> str:
    jar = os.environ.get("VNU_JAR", "")
    if not jar and not EVERYTHING_REQUIRED:
        pytest.skip("the Nu HTML checker is not here: set VNU_JAR to the path of vnu.jar (npm pack vnu-jar); CI does")
    assert Path(jar).is_file(), "VNU_JAR names no file"
    return jar


def test_the_checker_reports_no_error_on_any_page(checker: str, published: Path) -> None:
    command = ["java", "-jar", checker, "--errors-only", "--skip-non-html", "--format", "gnu", str(published)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    errors = [line.rsplit("/site/", 1)[-1] for line in result.stderr.splitlines()]
    assert not errors, "\n".join(errors[:40])
    assert result.returncode == 0


def test_the_checker_would_report_one(checker: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html lang=en><title>x</title><p><div></p></html>", encoding="utf-8")
    result = subprocess.run(["java", "-jar", checker, "--errors-only", str(page)], capture_output=True, text=True, timeout=120, check=False)
    assert "error" in result.stderr
