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


def files_for(sample: Path) -> dict[str, str | None]:
    """The small law with the sample in it, and no page."""
    files: dict[str, str | None] = dict.fromkeys(small.PAGES) | small.LAW
    kind = sample.name.partition("-")[0]
    if kind == "sources":  # figures and exceptions of the small law would lack what they cite
        files |= {"law/limits.yml": "", "law/exceptions.yml": "", "law/glossary.yml": ""}
    files["law/exceptions.yml"] = re.sub("  entry: .*\n", "", files["law/exceptions.yml"] or "")
    return files | {f"law/{kind}.yml": sample.read_text(encoding="utf-8")}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_one_mistake_gives_one_message(sample: Path) -> None:
    expected = re.findall("^# expect: (.+)$", sample.read_text(encoding="utf-8"), re.MULTILINE)
    assert [message.removeprefix(f"law/{sample.name.partition('-')[0]}.yml:") for message in small.messages(files_for(sample))] == expected
