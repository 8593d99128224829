"""Reads content/asked/: further ways people ask for an entry, for search alone.

A file is plain text: the slug of an entry in brackets, then a phrase a line. Lines that begin with # are comments.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from rulebook.problems import Problem, did_you_mean

ASKED_FILE = r"asked/[a-z0-9]+(-[a-z0-9]+)*\.txt"


def parse_asked(texts: Mapping[str, str], also_asked: Mapping[str, Collection[str]]) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """Slug -> phrases of all files. `also_asked` has the slug of each entry, and the phrases of its own front matter.

    A phrase leads to one entry: one that stands twice, case aside, is a problem, as is one of no known entry.
    """
    found: dict[str, list[str]] = {slug: [] for slug in also_asked}
    owners = {phrase.lower(): slug for slug, phrases in also_asked.items() for phrase in phrases}
    problems: list[Problem] = []
    for path, text in sorted(texts.items()):
        slug = ""
        for number, line in enumerate(text.split("\n"), start=1):
            phrase, column = line.strip(), len(line) - len(line.lstrip()) + 1
            if not phrase or phrase.startswith("#"):
                continue
            if name := re.fullmatch(r"\[(.*)\]", phrase):
                slug = name[1].strip()
                if slug not in found:
                    problems.append(Problem(path, number, column + 1, f"unknown entry '{slug}'", did_you_mean(slug, found)))
            elif not slug:
                problems.append(Problem(path, number, column, "this phrase belongs to no entry", "write [the-slug-of-the-entry] above it"))
            elif owner := owners.get(phrase.lower()):
                hint = "delete it here" if owner == slug else "leave it where it is answered best"
                problems.append(Problem(path, number, column, f"'{phrase}' stands at '{owner}' already", hint))
            elif slug in found:
                owners[phrase.lower()] = slug
                found[slug].append(phrase)
    return {slug: tuple(phrases) for slug, phrases in found.items()}, problems
