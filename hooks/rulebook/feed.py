"""The substantive changes of the site as an Atom feed, each with its reason."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from rulebook.addresses import address_of
from rulebook.entries import Change, ChangeKind, Page
from rulebook.site import Site

FEED = "feed.xml"

_LAST = 100
"""How many changes the feed holds."""


def build_feed(site: Site, site_url: str) -> str:
    """New pages, corrections and changes of law, newest first; clearer wording is no news."""
    changes = [
        (change.date, page.path, number, page, change)
        for page in site.pages.values()
        for number, change in enumerate(page.changes, 1)
        if change.kind is not ChangeKind.CLARITY
    ]
    newest = sorted(changes, key=lambda one: (-one[0].toordinal(), one[1], one[2]))[:_LAST]
    updated = max((change.date for *_, change in newest), default=site.today).isoformat()
    home = f"<link href={quoteattr(site_url)}/>" if site_url else ""
    own = f'<link rel="self" href={quoteattr(site_url.rstrip("/") + "/" + FEED)}/>' if site_url else ""
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
        "<id>tag:retirement-rulebook,2026:feed</id>",
        "<title>Retirement Rulebook: what changed</title>",
        f"<updated>{updated}T00:00:00Z</updated>",
        "<author><name>The maintainers of Retirement Rulebook</name></author>",
        home + own,
        *(_entry(site, page, number, change, site_url) for _, _, number, page, change in newest),
        "</feed>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _entry(site: Site, page: Page, number: int, change: Change, site_url: str) -> str:
    shown = "::: history " in site.markdown[page.path]  # pages about the project show no history
    address = address_of(page.path, site_url) + (f"#change-{number}" if shown else "")
    return (
        f"<entry><id>tag:retirement-rulebook,2026:{escape(page.path)}#change-{number}</id><title>{escape(page.title)}</title>"
        f"<link href={quoteattr(address)}/><updated>{change.date.isoformat()}T00:00:00Z</updated>"
        f"<category term={quoteattr(change.kind.value)} label={quoteattr(change.kind.label)}/>"
        f"<summary>{escape(f'{change.kind.label}: {change.note}')}</summary></entry>"
    )
