"""Places in the page what composition left as directives. Everything in them was checked before."""

from __future__ import annotations

from collections.abc import Callable
from re import Match
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AMP_SUBSTITUTE, AtomicString

from rulebook.directives import parse_directive
from rulebook.glossary import MARK
from rulebook.rendering import Renderer


class DirectiveExtension(Extension):
    """`renderer` is asked anew at each place, so that a rebuild of the site is seen."""

    def __init__(self, renderer: Callable[[], Renderer]) -> None:
        super().__init__()
        self.renderer = renderer

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name belongs to Markdown
        md.parser.blockprocessors.register(_DirectiveProcessor(md.parser, self.renderer), "rulebook-directive", 110)
        md.inlinePatterns.register(_TermProcessor(md, self.renderer), "rulebook-term", 185)


class _DirectiveProcessor(BlockProcessor):
    def __init__(self, parser: object, renderer: Callable[[], Renderer]) -> None:
        super().__init__(parser)  # type: ignore[arg-type]
        self.renderer = renderer

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        return block.lstrip(" ").startswith(":::")

    def run(self, parent: Element, blocks: list[str]) -> None:
        directive = parse_directive(blocks.pop(0).strip(), composed=True)
        parent.append(_atomic(self.renderer().render(directive)))


class _TermProcessor(InlineProcessor):
    def __init__(self, md: Markdown, renderer: Callable[[], Renderer]) -> None:
        super().__init__(MARK, md)
        self.renderer = renderer

    def handleMatch(self, m: Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override] # noqa: ARG002, N802
        element = self.renderer().term(m[1], m[2])
        return (None, None, None) if element is None else (_atomic(element), m.start(), m.end())


def _atomic(element: Element) -> Element:
    """Marks every text as final: otherwise Markdown would read it a second time."""
    for part in element.iter():
        part.text = _final(part.text)
        part.tail = _final(part.tail) if part is not element else part.tail
    return element


def _final(text: str | None) -> str | None:
    """Markdown takes `&copy;` in a text for an entity even then; a text that says it means it."""
    return AtomicString(text.replace("&", f"{AMP_SUBSTITUTE}amp;")) if text else text
