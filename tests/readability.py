"""How hard a text is to read: its sentences, their length, and the Flesch-Kincaid grade."""

from __future__ import annotations

import re

_ABBREVIATIONS = re.compile(r"\b(U\.S\.C|U\.S|Rev|Rul|Proc|Reg|Prop|Pub|Sec|sec|secs|No|Inc|Co|v|vs|e\.g|i\.e|Cal|Treas|par|pars)\.(?=\s)")
_ENDS = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“(A-Z0-9$])")
_WORD = re.compile(r"[^\s—–]*[A-Za-z0-9][^\s—–]*")
_SILENT = re.compile(r"(?:[^aeiouyl]e|[^aeiouysxzcgh]es|[^aeiouytd]ed)$")


def plain(markdown: str) -> str:
    """The prose of resolved Markdown, a paragraph or list item a line: no headings, tables, quotations, code or directives."""
    blocks = []
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|[0-9]+\.) )", markdown):
        text = re.sub(r"^\s*(?:[-*]|[0-9]+\.)\s+", "", block.strip())
        if not text or text.startswith(("#", "|", ":::", ">", "!!!", "```", "<")):
            continue
        text = re.sub(r"\{cite:[^{}]*\}|\{[^{}]*\}|`[^`]*`", "", text)
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
        text = re.sub(r"[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}", "", text)
        blocks.append(re.sub(r"\s+", " ", text).strip())
    return "\n".join(blocks)


def sentences(text: str) -> list[str]:
    """The sentences of plain text; a line end is the end of one."""
    found = []
    for line in text.split("\n"):
        kept = _ABBREVIATIONS.sub(lambda match: match[0][:-1] + "\x00", line)
        found += [one.replace("\x00", ".").strip() for one in _ENDS.split(kept)]
    return [one for one in found if words(one)]


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """Groups of vowels, less a silent ending; a number or a sign counts as one."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]+", letters)) - bool(len(letters) > 3 and _SILENT.search(letters)))


def grade(text: str) -> float:
    """The Flesch-Kincaid grade. Raises `ZeroDivisionError` for a text without a word."""
    all_words = words(text)
    return 0.39 * len(all_words) / len(sentences(text)) + 11.8 * sum(map(syllables, all_words)) / len(all_words) - 15.59
