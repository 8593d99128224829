"""What is wrong with a file, where, and what would mend it.

Parsers and checkers collect `Problem`s instead of stopping at the first one, so that a contributor
sees everything at once. Only the glue turns them into log lines.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in one file. Lines and columns count from 1."""

    path: str
    line: int
    column: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        text = f"{self.path}:{self.line}:{self.column}: {self.message}"
        return f"{text}; {self.hint}" if self.hint else text


class ContentError(Exception):
    """The content cannot be built. Carries every problem found, in reading order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @property
    def count(self) -> str:
        """How many there are, in words: `1 problem in the content`."""
        return f"{len(self.problems)} problem{'s' if len(self.problems) > 1 else ''} in the content"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest spelling, or lists the choices when they are few."""
    choices = sorted(set(known))
    near = get_close_matches(word, choices, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    if 0 < len(choices) <= 12:
        return f"known: {', '.join(choices)}"
    return ""
