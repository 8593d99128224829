"""The law calendar, the status of every page and the corrections, made from the records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import small
from rulebook.dated_pages import compose_calendar, compose_corrections, compose_status, next_review
from rulebook.law import Law
from rulebook.site import Site


def test_the_calendar_has_what_starts_what_changes_and_what_ends(site: Site) -> None:
    said = compose_calendar(site.pages, site.law, 2026).markdown
    assert "- **December 30, 2025**: new exception to the additional tax: [" in said
    assert "- **December 31, 2028**: last day\n    - [Deduction for each filer who is 65 or over" in said
    assert "- **January 1, 2023**: changes: [Rate of the excise tax on a required minimum distribution" in said
    assert said.count("December 31, 2028") == 1, "what happens on one day stands together"
    assert said.index("## 2025") < said.index("## 2028")


def test_a_figure_whose_reading_ended_is_no_law_that_ended(law: Law, site: Site) -> None:
    assert law.figure("arkansas_share_of_additional_tax").until == 2024
    assert "Arkansas" not in compose_calendar(site.pages, law, 2026).markdown


def test_what_is_not_read_yet_is_listed_with_the_day_we_looked(site: Site) -> None:
    said = compose_calendar(site.pages, site.law, 2026).markdown
    unread = [f for f in site.law.figures if f.yearly and not all(f.known.values())]
    assert unread
    of_2027 = said[said.index("- **2027**, looked for on ") :]
    assert all(f"#{f.id.replace('_', '-')})" in of_2027 for f in unread)


def test_status_counts_what_is_overdue() -> None:
    pages = small.small_site().pages
    assert "1 of them overdue" not in compose_status(pages, date(2026, 11, 24)).markdown
    late = next_review(pages[small.LOSS])
    one = {small.LOSS: replace(pages[small.LOSS])}
    assert "1 pages, none of them overdue" in compose_status(one, late).markdown
    assert "1 pages, 1 of them overdue" in compose_status(one, late.replace(year=late.year + 1)).markdown


def test_a_leap_day_has_a_next_review() -> None:
    page = replace(small.small_site().pages[small.LOSS], reviewed=date(2028, 2, 29))
    assert next_review(page) == date(2029, 2, 28)


def test_corrections_lead_to_the_history_of_their_page() -> None:
    line = "  - {date: 2026-11-24, kind: correction, note: The cap was wrong.}\n"
    entry = small.ENTRY.rstrip()
    at = entry.index("changes:\n") + len("changes:\n")
    site = small.small_site({small.LOSS: entry[:at] + line + entry[at:] + "\n"})
    assert f"({small.LOSS}#change-1): The cap was wrong." in site.markdown["corrections.md"]
    assert "There is none so far." in compose_corrections({}).markdown
