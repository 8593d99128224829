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


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_one_mistake_gives_one_message(sample: Path) -> None:
    text = sample.read_text(encoding="utf-8")
    expected = re.findall(r"expect: (.+?)(?: -->)?$", text, re.MULTILINE)
    place, files = small.broken_page(sample)
    assert [message.removeprefix(f"{place}:") for message in small.messages(files)] == expected
