"""The Content Security Policy of a page: it loads from its own host alone, and runs no script that was not written here."""

from __future__ import annotations

import base64
import hashlib
import re

_INLINE_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
_DATA = re.compile(r"type=\"?application/(?:ld\+)?json")


def policy_of(html: str) -> str:
    """The policy that fits a page: its own inline scripts by their hashes, everything else from the same host."""
    hashes = [
        base64.b64encode(hashlib.sha256(match["text"].encode()).digest()).decode()
        for match in _INLINE_SCRIPT.finditer(html)
        if match["text"] and not _DATA.search(match["attributes"])
    ]
    scripts = " ".join(["'self'", *(f"'sha256-{one}'" for one in dict.fromkeys(hashes))])
    rules = {
        "default-src": "'none'",
        "script-src": scripts,
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def with_policy(html: str) -> str:
    """The page with its policy first in its head, where it covers all that follows. Raises `ValueError` without a head."""
    before, head, after = html.partition("<head>")
    if not head:
        raise ValueError("a page without a head")
    return f'{before}{head}<meta http-equiv="Content-Security-Policy" content="{policy_of(html)}">{after}'
