"""The archive: links lead to files, search comes with the page."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from make_archive import make_archive
from rulebook.from_disk import for_disk

PAGE = (
    b'<a href="../other/">x</a><a href="..">h</a><a href="../other/#y">z</a><a href="#y">y</a><a href="https://a.example/b/">e</a>'
    b'<link href="../../style.css"><script id="__config" type="application/json">{}</script>'
)
SITE = {
    "index.html": PAGE,
    "questions/x/index.html": PAGE,
    "search/rulebook.json": json.dumps({"docs": [{"l": "questions/x/", "t": "X"}, {"l": "glossary/#basis", "t": "B"}]}).encode(),
    "search/search_index.json": b'{"docs":[]}',
}


@pytest.mark.parametrize(
    "link", ['../other/index.html"', '../index.html"', "../other/index.html#y", '"#y"', 'https://a.example/b/"', "../../style.css"]
)
def test_links_lead_to_files(link: str) -> None:
    assert link in for_disk(SITE)["questions/x/index.html"].decode()


def test_search_comes_as_scripts_before_the_theme_starts() -> None:
    made = for_disk(SITE)
    page = made["questions/x/index.html"].decode()
    assert page.index("../../search/rulebook.js") < page.index("../../javascripts/search-worker.js") < page.index("__config")
    index = json.loads(made["search/rulebook.js"].decode().removeprefix("self.rulebookIndex = "))
    assert [doc["l"] for doc in index["docs"]] == ["questions/x/index.html", "glossary/index.html#basis"]


def test_the_same_site_gives_the_same_archive(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for name, content in SITE.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(content)
    count = make_archive(site, tmp_path / "a.zip")
    make_archive(site, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert len(archive.namelist()) == count == len(SITE) + 2
