"""Places in the page what composition left as directives. Everything in them was checked before."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.util import AMP_SUBSTITUTE, AtomicString

from rulebook.directives import Directive, parse_directive


class DirectiveExtension(Extension):
    """`render` is asked anew at each directive, so that a rebuild of the site is seen."""

    def __init__(self, render: Callable[[Directive], Element]) -> None:
        super().__init__()
        self.render = render

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name belongs to Markdown
        md.parser.blockprocessors.register(_DirectiveProcessor(md.parser, self.render), "rulebook-directive", 110)


class _DirectiveProcessor(BlockProcessor):
    def __init__(self, parser: object, render: Callable[[Directive], Element]) -> None:
        super().__init__(parser)  # type: ignore[arg-type]
        self.render = render

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        return block.lstrip(" ").startswith(":::")

    def run(self, parent: Element, blocks: list[str]) -> None:
        directive = parse_directive(blocks.pop(0).strip(), composed=True)
        parent.append(_atomic(self.render(directive)))


def _atomic(element: Element) -> Element:
    """Marks every text as final: otherwise Markdown would read it a second time."""
    for part in element.iter():
        part.text = _final(part.text)
        part.tail = _final(part.tail) if part is not element else part.tail
    return element


def _final(text: str | None) -> str | None:
    """Markdown takes `&copy;` in a text for an entity even then; a text that says it means it."""
    return AtomicString(text.replace("&", f"{AMP_SUBSTITUTE}amp;")) if text else text
