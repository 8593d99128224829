"""The house's style, held on every file: short sentences, plain words, the law's own name for the additional tax."""

from __future__ import annotations

import re

import pytest

from readability import grade, plain, sentences, syllables, words
from rulebook.entries import Entry, Page
from rulebook.figures import blank_code, resolve_text
from rulebook.site import Site

QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
PENALTY = re.compile(r"(?<!early-withdrawal )\bpenalty(?:-free)?\b(?! (?:of|under|for)\b)", re.IGNORECASE)
"""The word for the additional tax. A true penalty of the Code is named with what it is for: `a penalty of`, `under`, `for`."""


def resolved(site: Site, page: Page, text: str) -> str:
    year = page.law_year if isinstance(page, Entry) else site.year
    return resolve_text(re.sub(r"\{cite:[^{}]*\}", "", text), site.law, year)


def body(site: Site, page: Page) -> str:
    return plain(resolved(site, page, blank_code(page.body)))


def answers(site: Site, page: Page) -> list[str]:
    if not isinstance(page, Entry):
        return []
    return [
        resolved(site, page, text) for text in (page.description, *(f.answer for f in page.follow_ups), *(c.why for c in page.corrects))
    ]


def test_no_sentence_is_longer_than_thirty_words(site: Site) -> None:
    long = [
        f"{path}: {len(words(one))} words: {one}"
        for path, page in site.pages.items()
        for text in (body(site, page), *answers(site, page))
        for one in sentences(text)
        if len(words(one)) > 30
    ]
    assert not long, "\n".join(long)


def test_the_mean_sentence_is_under_nineteen_words(site: Site) -> None:
    means = {}
    for path, page in site.pages.items():
        found = [one for text in (body(site, page), *answers(site, page)) for one in sentences(text)]
        means[path] = sum(len(words(one)) for one in found) / len(found)
    assert not {path: round(mean, 1) for path, mean in means.items() if mean >= 19}


def test_answers_are_plain_enough(site: Site) -> None:
    """Grade 11 at most, over the answer, the follow-ups and the corrections of a page."""
    grades = {path: grade("\n".join(texts)) for path, page in site.pages.items() if (texts := answers(site, page))}
    assert not {path: round(found, 1) for path, found in grades.items() if found > 11}


def test_bodies_are_plain_enough(site: Site) -> None:
    grades = {path: grade(text) for path, page in site.pages.items() if (text := body(site, page))}
    assert not {path: round(found, 1) for path, found in grades.items() if found > 12}


def test_the_additional_tax_is_called_by_its_name(site: Site) -> None:
    """`penalty` stands for it only in the agreed phrase, in what people say (quotations), and in links to questions."""
    found = []
    for path, page in site.pages.items():
        texts = [
            re.sub(r"\s+", " ", re.sub(r"\[[^\]]*\]\([^)]*\)|^:::.*$", "", text, flags=re.MULTILINE))
            for text in (page.body, *answers(site, page))
        ]
        found += [
            f"{path}: …{text[max(0, m.start() - 40) : m.end() + 20]}…" for text in texts for m in PENALTY.finditer(QUOTED.sub("", text))
        ]
    assert not found, "\n".join(found)


def test_no_curated_list_is_longer_than_three(site: Site) -> None:
    assert not [entry.path for entry in site.entries.values() if len(entry.related) > 3]


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("tax", 1),
        ("withdrawal", 3),
        ("penalty", 3),
        ("rate", 1),
        ("rates", 1),
        ("taxes", 2),
        ("owed", 1),
        ("table", 2),
        ("passed", 1),
        ("includible", 4),
        ("10%", 1),
    ],
)
def test_syllables_are_counted(word: str, count: int) -> None:
    assert syllables(word) == count


def test_sentences_end_where_a_reader_ends_them() -> None:
    assert sentences("See 26 U.S.C. 72(t). It says so. Rev. Rul. 2008-5 agrees.") == [
        "See 26 U.S.C. 72(t).",
        "It says so.",
        "Rev. Rul. 2008-5 agrees.",
    ]


def test_prose_leaves_out_what_is_not_prose() -> None:
    assert (
        plain("## Head\n\nA [link](x.md) **bold**.\n\n| a |\n\n- one\n- two {cite:irc-72 (t)}\n\n::: table x") == "A link bold.\none\ntwo"
    )


def test_a_plain_sentence_has_a_low_grade() -> None:
    assert (
        grade("The cat sat on the mat.")
        < 1
        < 11
        < grade("Notwithstanding considerable administrative complexity, taxpayers recharacterize.")
    )
