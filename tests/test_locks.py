"""The locks are those of pyproject.toml: same pins, every package with hashes, no index named. No network."""

from __future__ import annotations

import re
import tomllib

import pytest

from support import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
BUILD: list[str] = PROJECT["dependencies"]
DEVELOPMENT: list[str] = BUILD + PROJECT["optional-dependencies"]["dev"]


def locked(file: str) -> dict[str, tuple[str, int]]:
    """Package -> its locked version and its number of hashes."""
    text = (ROOT / file).read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        if match := re.match(r"([A-Za-z0-9._-]+)==([^\s;]+)", line):
            found[match[1].lower()] = (match[2], line.count("--hash=sha256:"))
    return found


@pytest.mark.parametrize(("file", "pins"), [("requirements.txt", BUILD), ("requirements-dev.txt", DEVELOPMENT)])
def test_every_pin_is_locked_as_it_stands(file: str, pins: list[str]) -> None:
    lock = locked(file)
    for pin in pins:
        name, _, version = pin.partition("==")
        assert version, f"{pin} is not pinned exactly"
        assert lock.get(name.lower(), ("", 0))[0] == version, f"{file} is not the lock of {pin}; write it anew"


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_has_hashes_and_no_index_is_named(file: str) -> None:
    assert all(hashes for _, hashes in locked(file).values())
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if re.search(r"https?:|file:|--index|--find-links|--extra-index|--trusted-host| @ ", line)]
    assert all(line.startswith(("#", " ")) or "==" in line for line in lines if line.strip())


def test_the_development_lock_holds_the_build_lock() -> None:
    assert locked("requirements.txt").items() <= locked("requirements-dev.txt").items()
