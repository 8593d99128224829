"""The glue: answers the events of MkDocs by calling the rulebook, and reports what it returns."""

from __future__ import annotations

import html
import logging
import os
import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from rulebook.feed import FEED, build_feed
from rulebook.finishing import finished
from rulebook.markdown_extension import DirectiveExtension
from rulebook.problems import ContentError
from rulebook.rendering import Renderer
from rulebook.site import load_site, parse_year
from rulebook.structured_data import structured_data
from rulebook.twins import build_twins

log = logging.getLogger("mkdocs.rulebook")  # under "mkdocs", so that --strict counts its warnings


_UNUSED = re.compile(r"assets/(javascripts/(lunr|workers)/|images/favicon|.*\.map$)")
"""Files of the theme that no page asks for."""

_build: Renderer  # what the events of one build share, the site with it; rebound at each build, never carried over
_serving = False
_published: Path | None = None
_warnings = CountHandler(level=logging.WARNING)


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001
    global _serving
    _serving = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    config.markdown_extensions.append(DirectiveExtension(lambda: _build))  # type: ignore[arg-type]
    if repository := config.extra.get("repository_url"):
        config.edit_uri_template = f"{repository.rstrip('/')}/edit/main/content/{{path}}"
    if not _serving:
        _build_aside(config)


def _build_aside(config: MkDocsConfig) -> None:
    """Builds beside the published site, which is replaced only by a build without a warning."""
    global _published
    _published = Path(config.site_dir)
    config.site_dir = str(_published.with_name(f".{_published.name}-next"))
    _warnings.counts.clear()
    logging.getLogger("mkdocs").addHandler(_warnings)


def _read(root: Path, *patterns: str) -> dict[str, str]:
    """Path below `root` -> text, of the files that MkDocs sees too: none with a dot before its name."""
    paths = [path.relative_to(root) for pattern in patterns for path in root.glob(pattern)]
    visible = [path for path in paths if (root / path).is_file() and not any(part.startswith(".") for part in path.parts)]
    return {path.as_posix(): (root / path).read_text(encoding="utf-8", errors="surrogateescape") for path in visible}


def on_pre_build(config: MkDocsConfig) -> None:
    global _build
    docs = Path(config.docs_dir)
    texts = _read(docs, "**/*.md", "law/**/*.y*ml", "asked/**/*.*")
    evidence = _read(Path(config.config_file_path).parent, "tests/rules/examples/*.yml", "tests/oracles/recorded/*.json")
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    today = datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdecimal() else date.today()
    try:
        site = load_site(texts, parse_year(str(config.extra["tax_year"])), today, f"{docs.name}/", evidence)
    except ContentError as error:
        for problem in error.problems:
            log.error(str(problem))
        raise PluginError(f"{error.count}; nothing was built") from None
    fragments = _read(Path(config.theme.custom_dir or "", "fragments"), "*.html")
    _build = Renderer(site, fragments)


def on_files(files: Files, config: MkDocsConfig) -> None:
    for unused in [file for file in files if _UNUSED.match(file.src_uri) and config.extra["search"] != "stock"]:
        files.remove(unused)
    for path, content in {**_build.site.files, FEED: build_feed(_build.site, config.site_url or "")}.items():
        files.append(File.generated(config, path, content=finished(content) if path.endswith(".html") else content))
    config.nav = _build.site.navigation()


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG001
    for entry in _build.site.entries.values():
        page, topic = files.src_uris[entry.path].page, files.src_uris[f"questions/{entry.topic}/index.md"].page
        page.parent = topic  # type: ignore[union-attr]  # so that the way to the page is shown, though no list has it


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    site, path = _build.site, page.file.src_uri
    page.meta.update(title=site.title(path), description=html.escape(site.description(path)), tags=site.tags(path))
    page.meta["search"] = {"exclude": config.extra["search"] != "stock"}  # the theme's own index, fetched at every visit, stays empty
    page.update_date = site.updated(path).isoformat()
    return site.markdown[path]


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: object) -> dict[str, Any]:  # noqa: ARG001
    site, path = _build.site, page.file.src_uri
    about = structured_data(site, path, config.site_url or "")
    return context | {"record": site.pages.get(path), "structured_data": about, "calculator_scripts": site.scripts(path)}


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001
    return output if _serving else finished(output)  # live reload is an inline script of its own


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG001
    return finished(output) if template_name.endswith(".html") and not _serving else output


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    for path, text in build_twins(_build.site, config.site_url or "").items():
        Path(config.site_dir, path).write_text(text, encoding="utf-8")
    if _published:
        logging.getLogger("mkdocs").removeHandler(_warnings)
        if not (config.strict and _warnings.get_counts()):
            shutil.rmtree(_published, ignore_errors=True)
            Path(config.site_dir).rename(_published)
        config.site_dir = str(_published)


def on_build_error(error: Exception) -> None:  # noqa: ARG001
    if _published:
        logging.getLogger("mkdocs").removeHandler(_warnings)
        shutil.rmtree(_published.with_name(f".{_published.name}-next"), ignore_errors=True)
