"""The last touch to a page: fewer bytes, and a policy by which it loads from its own host alone and runs no script but its own."""

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


_KEPT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL)


def without_indentation(html: str) -> str:
    """The page with each run of white space as one character, but where white space counts."""
    parts = _KEPT.split(html)
    for number in range(0, len(parts), 3):
        parts[number] = re.sub(r"[ \t]*\n\s*", "\n", re.sub(r"[ \t]{2,}", " ", parts[number]))
    return "".join(part for number, part in enumerate(parts) if number % 3 != 2)


def _valid(html: str) -> str:
    """The theme's two switches without an attribute that a checkbox must not have; the standard gives it to fields of text."""
    return re.sub(r'(<input class="md-toggle"[^>]*type="checkbox"[^>]*?) autocomplete="off"', r"\1", html)


def _lean(html: str) -> str:
    """The page without what the theme writes and no reader has a use for."""
    return re.sub(r'<meta name="generator"[^>]*>| xmlns="http://www\.w3\.org/2000/svg"', "", html)


def finished(html: str) -> str:
    """The page as it is published. Raises `ValueError` for one without a head."""
    return with_policy(without_indentation(_lean(_valid(html))))
