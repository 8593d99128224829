"""Lighthouse on each kind of page, phone and desktop: python tests/lighthouse.py SITE

Needs npm, which fetches Lighthouse and the Node it runs on. Prints each category and the layout shift; exits with 1 below 100.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from support import serving

LIGHTHOUSE, NODE = "lighthouse@13.5.0", "node@22"
PAGES = {
    "home": "",
    "entry": "questions/losses/can-i-deduct-401k-losses/",
    "table": "tables/cost-of-an-early-withdrawal/",
    "calculator": "calculators/early-withdrawal/",
}


def measure(address: str, desktop: bool, chromium: str) -> tuple[dict[str, int], float]:
    """The score of each category, and the layout shift."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = ["npx", "--yes", "--package", NODE, "--package", LIGHTHOUSE, "lighthouse", address, "--quiet", "--output=json"]
        command += [f"--output-path={report}", "--chrome-flags=--headless=new --no-sandbox", *(["--preset=desktop"] if desktop else [])]
        subprocess.run(command, check=True, capture_output=True, timeout=400, env={**os.environ, "CHROME_PATH": chromium})
        found = json.loads(report.read_text(encoding="utf-8"))
    scores = {name: round((category["score"] or 0) * 100) for name, category in found["categories"].items()}
    return scores, float(found["audits"]["cumulative-layout-shift"]["numericValue"])


def main(site: Path) -> bool:
    chromium = next(path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name)))
    perfect = True
    with serving(site) as home:
        for kind, place in PAGES.items():
            for desktop in (False, True):
                scores, shift = measure(home + place, desktop, chromium)
                perfect &= min(scores.values()) == 100 and shift == 0
                print(f"{kind}, {'desktop' if desktop else 'phone'}: {scores}, layout shift {shift:g}", flush=True)
    return perfect


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1], "index.html").is_file():
        sys.exit("usage: python tests/lighthouse.py SITE, with SITE a site that mkdocs build made")
    sys.exit(0 if main(Path(sys.argv[1])) else 1)
