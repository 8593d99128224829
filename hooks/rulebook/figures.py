"""One scanner over source text: figures, citations, directives, links and headings, with positions.

`{law:id}`, `{law:id.status}` and `{law:id@2025}` print a figure of the law, `{eg:10_000}` an amount made
up for an example, `{cite:source (t)(1)}` a linked citation. They are resolved as text before Markdown
is made, in body and front matter alike; code is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from rulebook import formats
from rulebook.law import Citation, FilingStatus, Law, Parameter
from rulebook.problems import Problem, did_you_mean

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_INLINE_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_BRACED = re.compile(r"\{(law|eg|cite):([^{}\n]*)\}")
_LOOKS_BRACED = re.compile(r"\{\s*(law|eg|cite)\b[^{}\n]*\}?", re.IGNORECASE)
_DIRECTIVE = re.compile(r"^[ \t]*:::")
_LINK = re.compile(r"(?<!!)\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*<?([^)\s>]*)>?[^)]*\)")
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$")


@dataclass(frozen=True)
class Found:
    """One thing found in a text. `kind`: law, eg, cite, directive, link, heading."""

    kind: str
    text: str
    line: int
    column: int
    start: int
    end: int


def blank_code(text: str) -> str:
    """The text with every character of code replaced by a space, so that positions stay."""
    lines, fence = text.split("\n"), ""
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if fence:
            closing = match is not None and match[1][0] == fence[0] and len(match[1]) >= len(fence) and not line.strip(" " + fence[0])
            lines[number] = " " * len(line)
            if closing:
                fence = ""
        elif match:
            fence = match[1]
            lines[number] = " " * len(line)
    return _INLINE_CODE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), "\n".join(lines))


def scan(text: str, first_line: int = 1) -> Iterator[Found]:
    """Everything of interest in `text`, in no particular order, with positions in the file."""
    bare = blank_code(text)
    starts = [0, *(m.end() for m in re.finditer("\n", bare))]

    def found(kind: str, value: str, start: int, end: int) -> Found:
        line = bare.count("\n", 0, start)
        return Found(kind, value, line + first_line, start - starts[line] + 1, start, end)

    for match in _LOOKS_BRACED.finditer(bare):
        exact = _BRACED.fullmatch(match[0])
        yield found(exact[1] if exact else "malformed", exact[2] if exact else match[0], match.start(), match.end())
    for match in _LINK.finditer(bare):
        yield found("link", match[1], match.start(1), match.end(1))
    for start, line in zip(starts, bare.split("\n"), strict=True):
        if _DIRECTIVE.match(line):
            yield found("directive", line.strip(), start + len(line) - len(line.lstrip()), start + len(line))
        elif heading := _HEADING.match(line):
            yield found("heading", heading[2], start, start + len(line))


# Figures

_LAW = re.compile(r"(?P<id>[a-z0-9_]+)(\.(?P<status>[a-z_]+))?(@(?P<year>[0-9]{4}))?")
_CITE = re.compile(r"(?P<id>\S+)(\s+(?P<pin>.+))?")


class FigureError(ValueError):
    """A figure or citation that cannot be resolved; `hint` tells what would mend it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def law_figure(reference: str, law: Law, year: int) -> str:
    """What `{law:reference}` prints on a page about `year`.

    A figure not read for that year prints the nearest one we have, with its year: never bare.
    """
    match = _LAW.fullmatch(reference)
    if not match:
        raise FigureError(f"'{{law:{reference}}}' is not a figure", "write {law:id}, {law:id.status} or {law:id@2025}")
    parameter = law.parameters.get(match["id"])
    if parameter is None:
        if match["id"] in law.schedules:
            raise FigureError(f"'{match['id']}' is a schedule, not one figure", "show it with '::: table income-tax-rates'")
        raise FigureError(f"unknown figure '{match['id']}'", did_you_mean(match["id"], law.parameters))
    status = _status(parameter, match["status"])
    if match["year"]:
        asked = int(match["year"])
        if parameter.governing_year(asked) is None:
            known = ", ".join(str(y) for y, read in parameter.known.items() if read)
            raise FigureError(f"'{parameter.id}' has no value for {asked}", f"read so far: {known}")
        return formats.figure(parameter.value(asked, status), parameter.unit)
    if parameter.governing_year(year) is not None:
        return formats.figure(parameter.value(year, status), parameter.unit)
    nearest = parameter.nearest_year(year)
    return f"{formats.figure(parameter.value(nearest, status), parameter.unit)} ({nearest})"


def _status(parameter: Parameter, word: str | None) -> FilingStatus | None:
    known = [s for s in FilingStatus if s not in parameter.not_for]
    if not parameter.by_status:
        if word:
            raise FigureError(f"'{parameter.id}' does not differ by filing status", f"write {{law:{parameter.id}}}")
        return None
    if not word:
        raise FigureError(f"'{parameter.id}' differs by filing status", f"write {{law:{parameter.id}.single}}")
    if word not in known:
        raise FigureError(f"unknown filing status '{word}'", did_you_mean(word, known))
    return FilingStatus(word)


def example_figure(text: str) -> str:
    """`$10,000` for `10_000`, `30%` for `30%`."""
    digits, percent = (text[:-1], True) if text.endswith("%") else (text, False)
    if re.fullmatch(r"[0-9]+(_[0-9]{3})*(\.[0-9]{1,2})?", digits):
        try:
            value = Decimal(digits.replace("_", ""))
            return formats.rate(value / 100) if percent else formats.money(value)
        except InvalidOperation:  # pragma: no cover - the pattern admits only numbers
            pass
    raise FigureError(f"'{{eg:{text}}}' is not an amount", "write {eg:10_000} for dollars or {eg:30%} for a share")


def citation(reference: str, cited: Mapping[str, Citation]) -> Citation:
    """The citation that `{cite:id pin}` names; the source must stand in the page's own `sources`."""
    match = _CITE.fullmatch(reference.strip())
    if not match:
        raise FigureError("an empty citation", "write {cite:irc-72 (t)(1)}")
    known = cited.get(match["id"])
    if known is None:
        near = did_you_mean(match["id"], cited)
        raise FigureError(f"'{match['id']}' is not among the sources of this page", near or "add it to 'sources'")
    return Citation(known.source, match["pin"] or "")


def check_figures(
    path: str, text: str, law: Law, year: int, cited: Mapping[str, Citation] | None = None, reported: Collection[str] = ()
) -> list[Problem]:
    """Every figure and citation in `text` that does not resolve. Without `cited`, citations are refused.

    `reported` are ids of sources whose absence from the bibliography was reported already.
    """
    problems = []
    for item in scan(text):
        try:
            if item.kind == "malformed":
                raise FigureError(f"'{item.text}' is not closed or not known", "write {law:id}, {eg:10_000} or {cite:id pin}")
            if item.kind == "law":
                law_figure(item.text, law, year)
            elif item.kind == "eg":
                example_figure(item.text)
            elif item.kind == "cite":
                if cited is None:
                    raise FigureError("a citation cannot stand here", "cite in the body of an entry or guide")
                if item.text.split(" ")[0] not in set(reported) - cited.keys():
                    citation(item.text, cited)
        except FigureError as error:
            problems.append(Problem(path, item.line, item.column, str(error), error.hint))
    return problems


def resolve_text(text: str, law: Law, year: int) -> str:
    """Plain text with its figures in words. Raises `FigureError`; `check_figures` finds it earlier."""
    return _resolve(text, law, year, lambda reference: citation(reference, {}).text)


def resolve_markdown(text: str, law: Law, year: int, cited: Mapping[str, Citation]) -> str:
    """Markdown with its figures in words and its citations as links to the authority."""

    def link(reference: str) -> str:
        found = citation(reference, cited)
        return f"[\\[{found.text}\\]]({found.source.url}){{ .rb-cite }}"

    return _resolve(text, law, year, link)


def _resolve(text: str, law: Law, year: int, cite: Callable[[str], str]) -> str:
    print_as = {"law": lambda t: law_figure(t, law, year), "eg": example_figure, "cite": cite}
    items = sorted((item for item in scan(text) if item.kind in print_as), key=lambda item: item.start)
    parts, end = [], 0
    for item in items:
        parts += [text[end : item.start], print_as[item.kind](item.text)]
        end = item.end
    return "".join([*parts, text[end:]])


def anchor(heading: str) -> str:
    """The id of a heading: its words without figures and Markdown, so that it survives a new year."""
    bare = re.sub(r"\{(law|eg|cite):[^{}]*\}", " ", heading)
    bare = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", bare)
    bare = re.sub(r"(?<=\d)½", "-1-2", bare)
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’()]", "", bare.lower())).strip("-")
