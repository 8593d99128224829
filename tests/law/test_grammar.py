"""What a law file may say. `broken/` has one mistake a file, and the one message it must give.

A file's name begins with the file of the law that it stands for: `sources-…`, `figures-…`, `exceptions-…`
or `glossary-…`. Its first line holds the message, without the path.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import small

SAMPLES = sorted((Path(__file__).parent / "broken").glob("*.yml"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_one_mistake_gives_one_message(sample: Path) -> None:
    expected = re.findall("^# expect: (.+)$", sample.read_text(encoding="utf-8"), re.MULTILINE)
    place, files = small.broken_law(sample)
    assert [message.removeprefix(f"{place}:") for message in small.messages(files)] == expected
