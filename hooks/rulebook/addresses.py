"""Where the pages of the site stand: from the path of a Markdown file to an address."""

from __future__ import annotations

import posixpath


def place_of(path: str) -> str:
    """The place of a page in the site: `questions/losses/` for `questions/losses/index.md`, `about/` for `about.md`."""
    stem = path.removesuffix(".md")
    return "" if stem == "index" else stem.removesuffix("/index") + "/"


def address_of(path: str, site_url: str, seen_from: str = "") -> str:
    """The address of a page: whole where the site knows its own, else relative to the place `seen_from`."""
    place = place_of(path)
    return site_url.rstrip("/") + "/" + place if site_url else relative(place, seen_from)


def relative(place: str, seen_from: str) -> str:
    """`place` as a link on the page at `seen_from`; both are places below the root of the site."""
    found = posixpath.relpath("/" + place, "/" + seen_from)
    return found + "/" if place.endswith("/") or not place else found
