"""Packs the built site into an archive that works from a disk: python hooks/make_archive.py site rulebook.zip"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

from rulebook.from_disk import for_disk


def make_archive(site: Path, archive: Path) -> int:
    """Writes the archive and returns how many files it holds. The same site gives the same bytes."""
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}
    made = for_disk(files)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, content in sorted(made.items()):
            packed.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return len(made)


if __name__ == "__main__":
    if len(sys.argv) != 3 or not Path(sys.argv[1], "index.html").is_file():
        sys.exit("usage: python hooks/make_archive.py SITE ARCHIVE.zip, with SITE a site that mkdocs build made")
    print(f"{make_archive(Path(sys.argv[1]), Path(sys.argv[2]))} files in {sys.argv[2]}")
