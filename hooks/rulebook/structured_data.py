"""What a page says of itself to search engines: schema.org data from the same records as the page."""

from __future__ import annotations

import json
from typing import Any

from rulebook.addresses import address_of, place_of
from rulebook.entries import Entry, Page
from rulebook.site import Site

TEXT_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
DATA_LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
DATA_PAGE = "data.md"

Data = dict[str, Any]


def structured_data(site: Site, path: str, site_url: str) -> str:
    """The page's data as JSON-LD, without a character that markup could take for its own."""
    items = [_web_page(site, path, site_url)]
    if path == DATA_PAGE:
        items.append(_dataset(site, site_url))
    text = json.dumps({"@context": "https://schema.org", "@graph": items}, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _web_page(site: Site, path: str, site_url: str) -> Data:
    data: Data = {"@type": "WebPage", "name": site.title(path), "description": site.description(path), "inLanguage": "en"}
    data |= {"isAccessibleForFree": True, "license": TEXT_LICENCE, "dateModified": site.updated(path).isoformat()}
    data["isPartOf"] = _with_url({"@type": "WebSite", "name": "Retirement Rulebook"}, "index.md", site_url)
    page = site.pages.get(path)
    if page:
        data |= {"lastReviewed": page.reviewed.isoformat(), "citation": [citation.text for citation in page.sources]}
        if page.changes:
            data["datePublished"] = min(change.date for change in page.changes).isoformat()
    if isinstance(page, Entry):
        answer = {"@type": "Answer", "text": page.description}
        data["mainEntity"] = {"@type": "Question", "name": page.title, "acceptedAnswer": answer}
    trail = _trail(site, path)
    if len(trail) > 1:
        items = [
            {"@type": "ListItem", "position": n, "name": name} | ({"item": address_of(to, site_url)} if site_url else {})
            for n, (name, to) in enumerate(trail, 1)
        ]
        data["breadcrumb"] = {"@type": "BreadcrumbList", "itemListElement": items}
    return _with_url(data, path, site_url)


def _with_url(data: Data, path: str, site_url: str) -> Data:
    return data | {"url": address_of(path, site_url)} if site_url else data


def _trail(site: Site, path: str) -> list[tuple[str, str]]:
    """The way to a page: name and path of each page above it, and its own."""
    parts = place_of(path).strip("/").split("/")
    above = ["index.md", *("/".join(parts[:depth]) + "/index.md" for depth in range(1, len(parts)))]
    trail = [("Home" if to == "index.md" else site.title(to), to) for to in above if to in site.pages]
    return [*trail, (site.title(path), path)] if path != "index.md" else []


def _dataset(site: Site, site_url: str) -> Data:
    page: Page = site.pages[DATA_PAGE]
    files = sorted(path for path in site.downloads if not path.startswith("data/schemas/"))
    types = {"json": "application/json", "csv": "text/csv"}
    data: Data = {"@type": "Dataset", "name": f"Retirement Rulebook: {page.title.lower()}", "description": page.description}
    data |= {"license": DATA_LICENCE, "isAccessibleForFree": True, "dateModified": site.updated(DATA_PAGE).isoformat()}
    if site_url:
        data["distribution"] = [
            {"@type": "DataDownload", "contentUrl": f"{site_url.rstrip('/')}/{path}", "encodingFormat": types[path.rsplit(".", 1)[-1]]}
            for path in files
        ]
    return _with_url(data, DATA_PAGE, site_url)
