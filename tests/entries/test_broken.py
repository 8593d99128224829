"""What an entry or a guide may say. `broken/` has one mistake a file, and the one message it must give.

Each file stands in the small site as questions/losses/<name>.md, or where a line `# at:` puts it; guides
as guides/<name>.md. A line `# expect:` holds the message, without the path.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import small

SAMPLES = sorted((Path(__file__).parent / "broken").glob("*.md"))


def place(sample: Path) -> str:
    """The path of the sample in the content folder."""
    at = re.search("^# at: (.+)$", sample.read_text(encoding="utf-8"), re.MULTILINE)
    return at[1] if at else f"{'guides' if sample.name.startswith('guide') else 'questions/losses'}/{sample.name}"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_one_mistake_gives_one_message(sample: Path) -> None:
    text = sample.read_text(encoding="utf-8")
    expected = re.findall(r"expect: (.+?)(?: -->)?$", text, re.MULTILINE)
    found = small.messages({place(sample): text})
    assert [message.removeprefix(f"{place(sample)}:") for message in found] == expected
