"""Pages about time, made from the records alone: what changes in the law and when, what was reviewed, what was corrected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from rulebook import formats
from rulebook.entries import ChangeKind, Entry, Page
from rulebook.figures import escape
from rulebook.law import Figure, Law
from rulebook.reference_pages import FIGURES, Generated, figure_id, links_to, page_of

CALENDAR, STATUS, CORRECTIONS = "calendar.md", "status.md", "corrections.md"
DATED_PATHS = (CALENDAR, STATUS, CORRECTIONS)

REVIEW_YEARS = 1
"""A page is due for review this long after the last one."""

_AHEAD, _BACK = 10, 4
"""How many years the calendar shows after and before the tax year."""


@dataclass(frozen=True)
class Event:
    """Something in the law that starts, ends or changes on a day: what happens, and to what, in Markdown."""

    day: date
    happens: str
    what: str


def build_dated_pages(pages: Mapping[str, Page], law: Law, year: int, today: date) -> dict[str, Generated]:
    made = [compose_calendar(pages, law, year), compose_status(pages, today), compose_corrections(pages)]
    return {page.path: page for page in made}


def next_review(page: Page) -> date:
    """The day by which a page should be read again."""
    day = page.reviewed
    return day.replace(year=day.year + REVIEW_YEARS, day=28 if (day.month, day.day) == (2, 29) else day.day)


# Calendar


def compose_calendar(pages: Mapping[str, Page], law: Law, year: int) -> Generated:
    """What starts, ends or is indexed on which day, and which figures were not read yet."""
    events = sorted(_events(pages, law), key=lambda event: (event.day, event.happens, event.what))
    shown = [event for event in events if year - _BACK <= event.day.year <= year + _AHEAD]
    parts = [
        "# Law calendar",
        "What starts, ends or changes in the law of this reference, and on which day. It is made from the dates of"
        f" [the figures]({FIGURES}) and of the exceptions themselves, each time the site is built.",
    ]
    for of_year, of_the_year in groupby(shown, key=lambda event: event.day.year):
        parts.append(f"## {of_year} {{ #in-{of_year} }}")
        heads = groupby(of_the_year, key=lambda event: f"**{formats.day(event.day)}**: {event.happens}")
        parts.append("\n".join(_together(head, [event.what for event in events]) for head, events in heads))
    parts.append("## Indexed every year { #indexed }")
    parts.append("These amounts are set anew for each year. They stand under the last year that was read.")
    indexed = [figure for figure in law.figures if figure.yearly]
    last = {figure.id: max(y for y, read in figure.known.items() if read) for figure in indexed}
    years = sorted(set(last.values()), reverse=True)
    parts.append("\n".join(_together(f"**{y}**", [_figure(figure) for figure in indexed if last[figure.id] == y]) for y in years))
    parts.append("## Not read yet { #not-read-yet }")
    unread = [(y, figure) for figure in indexed for y, read in figure.known.items() if not read]
    if unread:
        parts.append("Nobody here has read these amounts in an official document. They are not guessed.")
        heads_of = [(f"**{y}**, looked for on {_looked(figure)}", figure) for y, figure in unread]
        looked_for = sorted({head for head, _ in heads_of})
        parts.append("\n".join(_together(head, [_figure(figure) for of, figure in heads_of if of == head]) for head in looked_for))
    else:
        parts.append("Every amount of the years shown was read.")
    description = (
        "What starts, ends or is indexed in the law of retirement accounts, by date, and which amounts of a coming year are not known yet."
    )
    return page_of(CALENDAR, "Law calendar", description, parts)


def _together(head: str, whats: Sequence[str]) -> str:
    """One item of a list: its head once, and beneath it what it holds for, if that is more than one."""
    return f"- {head}: {whats[0]}" if len(whats) == 1 else "\n".join([f"- {head}", *(f"    - {what}" for what in whats)])


def _events(pages: Mapping[str, Page], law: Law) -> Iterator[Event]:
    entries = {page.slug: page for page in pages.values() if isinstance(page, Entry)}
    for exception in law.exceptions.values():
        if exception.since:
            entry = entries.get(exception.entry or "")
            name = f"[{escape(exception.name)}]({entry.path})" if entry else escape(exception.name)
            yield Event(exception.since, "new exception to the additional tax", name)
    for figure in law.figures:
        if figure.yearly:
            continue
        for changed in sorted(y for y, read in figure.known.items() if read)[1:]:
            yield Event(date(changed, 1, 1), "changes", _figure(figure))
        if figure.until and not figure.as_of:  # with a day on which we last looked, reading ended there, not the law
            yield Event(date(figure.until, 12, 31), "last day", _figure(figure))


def _figure(figure: Figure) -> str:
    return f"[{escape(figure.description.rstrip('.'))}]({FIGURES}#{figure_id(figure)})"


def _looked(figure: Figure) -> str:
    return formats.day(figure.as_of) if figure.as_of else "no day recorded"


# Status and corrections


def compose_status(pages: Mapping[str, Page], today: date) -> Generated:
    """Under the day on which pages were last read against their authorities and are due again: each, with how many it has."""
    due = sum(next_review(page) < today for page in pages.values())
    ordered = sorted(pages.values(), key=lambda page: (page.reviewed, page.title))
    of_days = [(day, list(found)) for day, found in groupby(ordered, key=lambda page: page.reviewed)]
    parts = [
        "# Status of every page",
        "Each page that somebody wrote is read again against its authorities within a year. This list was made on"
        f" {formats.day(today)}: {len(pages)} pages, {due or 'none'} of them overdue. Behind each stands how many sources it names.",
    ]
    for day, found in of_days:
        parts.append(f"## Reviewed {formats.day(day)} {{ #reviewed-{day.isoformat()} }}")
        parts.append(f"Due again by {formats.day(next_review(found[0]))}.")
        parts.append("\n".join(f"- {links_to([page])}: {len(page.sources)}" for page in found))
    description = "The day each page was last reviewed, how many authorities it rests on, and when its next review is due."
    return page_of(STATUS, "Status of every page", description, parts)


def compose_corrections(pages: Mapping[str, Page]) -> Generated:
    """Every correction of what a page said, newest first."""
    found = [
        (change.date, page.title, number, page, change)
        for page in pages.values()
        for number, change in enumerate(page.changes, 1)
        if change.kind is ChangeKind.CORRECTION
    ]
    parts = [
        "# Corrections",
        "What a page said and should not have said, newest first. A change of the law itself is no correction: it stands in the history"
        " of its page.",
        "\n".join(
            f"- {formats.day(day)}, [{escape(title)}]({page.path}#change-{number}): {escape(change.note)}"
            for day, title, number, page, change in sorted(found, key=lambda one: (-one[0].toordinal(), one[1], one[2]))
        )
        or "There is none so far.",
    ]
    return page_of(CORRECTIONS, "Corrections", "Every correction made to a page of this reference, with its day and its reason.", parts)
