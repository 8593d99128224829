"""What the site says of itself to programs: Markdown twins, the feed, structured data, addresses."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from xml.etree import ElementTree

import pytest

import small
from rulebook.addresses import address_of, place_of, relative
from rulebook.feed import build_feed
from rulebook.finishing import policy_of, with_policy, without_indentation
from rulebook.site import Site
from rulebook.structured_data import structured_data
from rulebook.twins import build_twins, twin

HOME = "https://rulebook.example/"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("index.md", ""),
        ("about.md", "about/"),
        ("questions/losses/index.md", "questions/losses/"),
        ("questions/losses/x.md", "questions/losses/x/"),
    ],
)
def test_a_page_has_its_place(path: str, place: str) -> None:
    assert place_of(path) == place
    assert address_of(path, HOME) == HOME + place


def test_without_its_own_address_the_site_links_from_place_to_place() -> None:
    assert address_of("questions/cost/y.md", "", "questions/losses/x/") == "../../cost/y/"
    assert relative("data/law.json", "data/") == "law.json"
    assert address_of("index.md", "", "about/") == "../"


# Twins


def test_every_page_has_a_twin_and_stands_in_the_list(site: Site) -> None:
    twins = build_twins(site, HOME)
    listed = set(re.findall(r"\]\(https://rulebook\.example/(\S*index\.md)\)", twins["llms.txt"]))
    assert {path for path in twins if path not in ("llms.txt", "index.md") and not path.endswith(("questions/index.md",))} >= listed
    for entry in site.entries.values():
        assert place_of(entry.path) + "index.md" in listed


def test_a_twin_has_figures_and_tables_and_no_markup_of_ours(site: Site) -> None:
    for path in site.markdown:
        text = twin(site, path, HOME)
        assert text.startswith("# "), path
        assert not re.search(r"^:::|\{law:|\{eg:|\{cite:|\[\[|\{ ?[.#]", text, re.MULTILINE), path


def test_links_of_a_twin_lead_to_pages(site: Site) -> None:
    places = {place_of(path) for path in site.markdown}
    for path in site.markdown:
        for address in re.findall(rf"\]\({HOME}([^()\s#]*)", twin(site, path, HOME)):
            assert address in places or address in site.downloads or address.startswith("data/"), f"{path}: {address}"


def test_a_twin_begins_with_the_answer() -> None:
    text = twin(small.small_site(), small.LOSS, "")
    title, answer, dated = text.split("\n\n")[:3]
    assert title == "# Can I deduct losses in my 401(k)?"
    assert answer.startswith("**No.")
    assert dated.startswith("Law for tax year 2026. Reviewed ")


# Feed


def test_the_feed_has_each_substantive_change_with_its_reason() -> None:
    site = small.small_site()
    feed = ElementTree.fromstring(build_feed(site, HOME))
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == sum(len(page.changes) for page in site.pages.values())
    first = entries[0]
    assert first.findtext(f"{ATOM}summary")
    link = first.find(f"{ATOM}link")
    assert link is not None
    assert link.attrib["href"].startswith(HOME)
    assert link.attrib["href"].endswith("#change-1")
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)


def test_clearer_wording_is_no_news() -> None:
    entry = small.ENTRY
    at = entry.index("changes:\n") + len("changes:\n")
    changed = entry[:at] + "  - {date: 2026-11-24, kind: clarity, note: Shorter sentences.}\n" + entry[at:]
    assert "Shorter sentences" not in build_feed(small.small_site({small.LOSS: changed}), HOME)


# Structured data


def graph(site: Site, path: str, site_url: str = HOME) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(structured_data(site, path, site_url))["@graph"]
    return found


def test_an_entry_says_its_question_its_review_and_its_citations(site: Site) -> None:
    for entry in site.entries.values():
        (page,) = graph(site, entry.path)
        assert page["@type"] == "WebPage"
        assert page["lastReviewed"] == entry.reviewed.isoformat()
        assert page["mainEntity"] == {
            "@type": "Question",
            "name": entry.title,
            "acceptedAnswer": {"@type": "Answer", "text": entry.description},
        }
        assert page["citation"] == [citation.text for citation in entry.sources]


def test_breadcrumbs_lead_from_home_to_the_page(site: Site) -> None:
    (page,) = graph(site, "questions/losses/can-i-deduct-401k-losses.md")
    trail = page["breadcrumb"]
    assert isinstance(trail, dict)
    assert [(item["position"], item["name"]) for item in trail["itemListElement"]] == [
        (1, "Home"),
        (2, "All questions"),
        (3, "Losses"),
        (4, "Can I deduct losses in my 401(k)?"),
    ]
    assert trail["itemListElement"][2]["item"] == HOME + "questions/losses/"


def test_the_data_page_describes_a_dataset(site: Site) -> None:
    _, dataset = graph(site, "data.md")
    assert dataset["@type"] == "Dataset"
    distribution = dataset["distribution"]
    assert isinstance(distribution, list)
    assert {one["contentUrl"].removeprefix(HOME) for one in distribution} <= set(site.downloads)


def test_no_address_is_made_up_where_the_site_does_not_know_its_own(site: Site) -> None:
    said = structured_data(site, "about.md", "")
    assert "rulebook.example" not in said
    assert '"url":' not in said


def test_markup_cannot_break_out_of_the_data(site: Site) -> None:
    assert not [path for path in site.markdown if "<" in structured_data(site, path, HOME)]


# The policy


def test_the_policy_stands_first_and_knows_each_inline_script() -> None:
    made = with_policy('<html><head><meta charset="utf-8"><script>a()</script><script src="x.js"></script></head></html>')
    digest = base64.b64encode(hashlib.sha256(b"a()").digest()).decode()
    assert made.startswith("<html><head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'")
    assert f"'sha256-{digest}'" in made
    assert made.count("sha256-") == 1


def test_data_in_a_page_is_no_script() -> None:
    assert "sha256-" not in policy_of(
        '<head><script type="application/ld+json">{}</script><script id="a" type="application/json">1</script>'
    )


def test_a_page_without_a_head_is_refused() -> None:
    with pytest.raises(ValueError, match="without a head"):
        with_policy("<p>x</p>")


def test_white_space_is_kept_where_it_counts() -> None:
    html = "<p>\n    a  b\n</p>\n\n<pre>  x\n\n  y</pre>\n   <script>\n  z</script>"
    assert without_indentation(html) == "<p>\na b\n</p>\n<pre>  x\n\n  y</pre>\n<script>\n  z</script>"
