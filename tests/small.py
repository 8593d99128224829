"""The smallest content that loads, and ways to change it: what the tests that need no real content start from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from rulebook.law import Law
from rulebook.law_files import parse_law
from rulebook.problems import ContentError
from rulebook.site import Site, load_site

TODAY = date(2026, 11, 24)
YEAR = 2026

SOURCES = """\
irc-72:
  title: Annuities
  cite: 26 U.S.C. 72
  tier: statute
  url: https://example.org/72
  checked: 2026-11-24

irc-219:
  title: Retirement savings
  cite: 26 U.S.C. 219
  tier: statute
  url: https://example.org/219
  checked: 2026-11-24

topic-558:
  title: Additional tax on early distributions
  cite: Topic 558
  tier: faq
  url: https://example.org/topic-558
  checked: 2026-11-24
  note: It binds nobody.
"""

FIGURES = """\
early_distribution_rate:
  description: Rate of the additional tax.
  unit: rate
  varies: by-law
  values: {1986: 0.10}
  sources: [{id: irc-72, pin: "(t)(1)"}]

early_distribution_age:
  description: Age from which the additional tax does not apply.
  unit: age
  varies: by-law
  values: {1986: 59.5}
  sources: [{id: irc-72, pin: "(t)(2)(A)(i)"}]

ira_contribution_limit:
  description: Most a person may put into IRAs in a year.
  unit: usd
  varies: yearly
  values: {2025: 7_000, 2026: 7_500, 2027: expected}
  as_of: 2026-11-24
  sources: [{id: irc-219, pin: "(b)(5)(A)"}]

standard_deduction:
  description: The standard deduction.
  unit: usd
  varies: yearly
  by: filing_status
  not_for: [qualifying_surviving_spouse]
  values:
    2026: {single: 16_100, married_filing_jointly: 32_200, married_filing_separately: 16_100, head_of_household: 24_150}
    2027: expected
  as_of: 2026-11-24
  sources: [{id: irc-72, pin: "(a)"}]
"""

EXCEPTIONS = """\
age_59_half:
  name: Age 59½ or older
  condition: Paid on or after the day you reach age {law:early_distribution_age}.
  sources: [{id: irc-72, pin: "(t)(2)(A)(i)"}]
  accounts:
    401k: yes
    403b: yes
    governmental_457b: {answer: no, note: There is no additional tax.}
    tsp: yes
    traditional_ira: yes
    roth_ira: yes
    sep_ira: yes
    simple_ira: yes
  cap: {kind: none}
  form_5329: none
  entry: what-is-the-penalty

birth:
  name: Birth of a child
  condition: Paid within a year after the birth.
  sources: [{id: irc-72, pin: "(t)(2)(H)"}]
  accounts:
    401k: yes
    403b: yes
    governmental_457b: cannot-arise
    tsp: yes
    traditional_ira: yes
    roth_ira: yes
    sep_ira: yes
    simple_ira: {answer: unsettled, note: One reading says yes and another says no.}
  cap: {kind: amount, figure: ira_contribution_limit, per: birth}
  cap_text: "{law:ira_contribution_limit} for each birth"
  form_5329: "19"
"""

GLOSSARY = """\
additional_tax:
  term: Additional tax
  definition: A tax of {law:early_distribution_rate} on top of the income tax.
  everyday: [penalty, fine]
  sources: [{id: irc-72, pin: "(t)(1)"}]
"""

LAW = {
    "law/sources.yml": SOURCES,
    "law/limits.yml": FIGURES,
    "law/exceptions.yml": EXCEPTIONS,
    "law/glossary.yml": GLOSSARY,
}

ENTRY = """\
---
question: Can I deduct losses in my 401(k)?
verdict: no
short_answer: No. A loss inside the plan is not yours to deduct in any year.
accounts: [401k]
rules: [income_tax]
sources:
  - {id: irc-72, pin: "(t)(1)", supports: the additional tax}
also_asked:
  - 401k loss write off
reviewed: 2026-11-24
changes:
  - {date: 2026-11-24, kind: new, note: First published.}
---

The plan owns what it holds {cite:irc-72 (t)(1)}.

## What to file

Nothing.
"""

OTHER = """\
---
question: What is basis?
verdict: explained
short_answer: Basis is money in an account on which you have paid income tax already.
accounts: [401k, traditional_ira]
rules: [basis_recovery]
sources:
  - {id: irc-219, pin: "(a)", supports: what is deducted}
also_asked:
  - after tax money
reviewed: 2026-11-24
changes:
  - {date: 2026-11-24, kind: new, note: First published.}
---

Basis comes out untaxed.
"""

PENALTY = """\
---
question: What is the penalty?
verdict: explained
short_answer: An additional tax of {law:early_distribution_rate} on money taken out before age {law:early_distribution_age}.
accounts: [401k, 403b, governmental_457b, tsp, traditional_ira, roth_ira, sep_ira, simple_ira]
rules: [early_distribution]
exceptions: [age_59_half]
sources:
  - {id: irc-72, pin: "(t)(1)", supports: the additional tax}
also_asked:
  - early withdrawal penalty
reviewed: 2026-11-24
changes:
  - {date: 2026-11-24, kind: new, note: First published.}
---

It is {law:early_distribution_rate} of what is taxed.
"""

GUIDE = """\
---
title: Losses from end to end
description: A longer read on what a fall in a retirement account does and does not do.
sources:
  - {id: irc-72, pin: "(t)(1)", supports: the additional tax}
reviewed: 2026-11-24
changes:
  - {date: 2026-11-24, kind: new, note: First published.}
---

Read [what basis is](../questions/losses/what-is-basis.md).
"""

HOME = """\
---
title: Home
description: Losses, withdrawals and penalties in retirement accounts.
reviewed: 2026-11-24
changes:
  - {date: 2026-11-24, kind: new, note: First published.}
---

Ask away.
"""

LOSS, BASIS, COST = "questions/losses/can-i-deduct-losses.md", "questions/losses/what-is-basis.md", "questions/cost/what-is-the-penalty.md"

PAGES = {
    "index.md": HOME,
    "questions/losses/index.md": GUIDE.replace("Losses from end to end", "Losses").replace("../questions/losses/", ""),
    "questions/cost/index.md": GUIDE.replace("Losses from end to end", "Cost").replace("../questions/", "../"),
    LOSS: ENTRY,
    BASIS: OTHER,
    COST: PENALTY,
    "guides/losses.md": GUIDE,
}

CONTENT = LAW | PAGES


def small_law() -> Law:
    law, problems = parse_law({f"content/{path}": text for path, text in LAW.items()})
    assert not problems
    return law


def small_site(files: Mapping[str, str | None] | None = None, year: int = YEAR) -> Site:
    """The small site with some files replaced or added, or taken away where the text is None."""
    return load_site({path: text for path, text in (CONTENT | dict(files or {})).items() if text is not None}, year, TODAY)


def messages(files: Mapping[str, str | None], year: int = YEAR) -> list[str]:
    """What is wrong with the small site after a change, without the folder that every path begins with."""
    try:
        small_site(files, year)
    except ContentError as error:
        return [str(problem).removeprefix("content/") for problem in error.problems]
    return []


def with_body(body: str, text: str = ENTRY) -> str:
    """An entry or guide with another body. The small entry's body begins in line 15."""
    head, _, _ = text.rpartition("---\n")
    return f"{head}---\n{body}"


def body_messages(body: str) -> list[str]:
    """What is wrong with the small entry when it has this body, without its path."""
    return [message.removeprefix(f"{LOSS}:") for message in messages({LOSS: with_body(body)})]


def broken_page(sample: Path) -> tuple[str, dict[str, str | None]]:
    """Where a broken page stands in the content folder, and the files that differ from the small site's."""
    text = sample.read_text(encoding="utf-8")
    at = re.search("^# at: (.+)$", text, re.MULTILINE)
    place = at[1] if at else f"{'guides' if sample.name.startswith('guide') else 'questions/losses'}/{sample.name}"
    return place, {place: text}


def broken_law(sample: Path) -> tuple[str, dict[str, str | None]]:
    """The file of the law a broken sample stands for, and the small law with the sample in it, and no page."""
    kind = sample.name.partition("-")[0]
    files: dict[str, str | None] = dict.fromkeys(PAGES) | LAW
    if kind == "sources":  # figures and exceptions of the small law would lack what they cite
        files |= {"law/limits.yml": "{}\n", "law/exceptions.yml": "{}\n", "law/glossary.yml": "{}\n"}
    files["law/exceptions.yml"] = re.sub("  entry: .*\n", "", files["law/exceptions.yml"] or "")
    return f"law/{kind}.yml", files | {f"law/{kind}.yml": sample.read_text(encoding="utf-8")}


def change(text: str, old: str, new: str) -> str:
    """The text with one passage changed, which must be there once."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)
