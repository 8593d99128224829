"""The built site as an archive that opens from a disk: no server, search included."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from rulebook.search_index import INDEX

_LINK = re.compile(r'(?P<before>\b(?:href|src)=")(?P<place>[^"#?:]*/|\.{1,2}|)(?P<rest>(?:\?[^"#]*)?(?:#[^"]*)?")')

_SCRIPTS = ("search/rulebook.js", "javascripts/search-engine.js", "javascripts/search-worker.js")
"""Search runs in the page itself, since a browser starts no worker from a disk; its index is a script, since none fetches a file."""


def for_disk(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a built site, path -> bytes, with links to files in place of folders. Every page keeps its policy."""
    made = dict(files)
    for path, content in files.items():
        if path.endswith(".html"):
            made[path] = _page(path, content.decode()).encode()
    index = json.loads(files[INDEX].decode())
    for doc in index["docs"]:
        place, mark, anchor = doc["l"].partition("#")
        doc["l"] = f"{place}index.html{mark}{anchor}"
    made["search/rulebook.js"] = f"self.rulebookIndex = {json.dumps(index, ensure_ascii=False, separators=(',', ':'))}\n".encode()
    made["search/search_index.js"] = b"var __index = " + files["search/search_index.json"]
    return made


def _page(path: str, html: str) -> str:
    def to_file(match: re.Match[str]) -> str:
        place = match["place"]
        if not place:
            return match[0]
        return f"{match['before']}{place.rstrip('/')}/index.html{match['rest']}"

    html = _LINK.sub(to_file, html)
    root = "../" * path.count("/")
    starts = "".join(f'<script src="{root}{script}"></script>' for script in _SCRIPTS)
    return html.replace('<script id="__config"', starts + '<script id="__config"', 1)
