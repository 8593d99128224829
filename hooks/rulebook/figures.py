"""One scanner over source text: figures, citations, directives, links and headings, with positions.

`{law:id}`, `{law:id.status}` and `{law:id@2025}` print a figure of the law, `{eg:10_000}` an amount made
up for an example, `{cite:source (t)(1)}` a linked citation. They are resolved as text before Markdown
is made, in body and front matter alike; code is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from rulebook import formats
from rulebook.law import Citation, FilingStatus, Law, Parameter
from rulebook.problems import Problem, did_you_mean
from rulebook.strict_yaml import Scalar

_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*[\w#.+-]*[ \t]*")
_INLINE_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_LOOSE_CODE = re.compile(r"(?<![\\`])`+|^[ \t>]*~{3,}")
_BRACED = re.compile(r"\{(law|eg|cite):([^{}\n]*)\}")
_LOOKS_BRACED = re.compile(r"\{[ \t]*(?:(?:law|eg|cite)\b|[A-Za-z]+:)[^{}\n]*\}?", re.IGNORECASE)
_ANY_BRACE = re.compile(r"\{[^{}\n]*\}?|\}")
_LINK = re.compile(r"(?<![!\\])\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*<?([^)\s>]*)>?[^)]*\)")
_LINK_TARGET = re.compile(r"(?<=\])\([^()\s]*\)|^\[[^\]]+\]: \S+", re.MULTILINE)
_LINK_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]\n]+\]:[ \t]*<?([^\s>]+)", re.MULTILINE)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>\s[^<>]*)?/?>|<!--(?P<closed>.*?-->)?", re.DOTALL)
_VOID = ("br", "hr", "img", "wbr")
_UNDERLINE = re.compile(r"(=+|-+)[ \t]*")


@dataclass(frozen=True)
class Found:
    """One thing found in a text.

    `kind`: law, eg, cite, directive, link, heading; and what cannot be read: malformed (a brace), code
    (never closed), html (never closed, or around a directive), underline (which would make a heading of
    the line above it).
    """

    kind: str
    text: str
    line: int
    column: int
    start: int
    end: int


def blank_code(text: str) -> str:
    """The text with every character of code replaced by a space, so that positions stay."""
    return _without_code(text)[0]


def _without_code(text: str) -> tuple[str, list[int]]:
    """The text without its code, and where code begins that is never closed.

    Stricter than Markdown, so that both always agree on what is code: a fence starts in the first
    column and ends with the same marks, inline code ends in its line.
    """
    lines, fence, opened, start = text.split("\n"), "", 0, 0
    loose: list[int] = []
    for number, line in enumerate(lines):
        if fence:
            lines[number] = " " * len(line)
            if line.rstrip(" \t") == fence:
                fence = ""
        elif match := _FENCE.fullmatch(line):
            fence, opened = match[1], start
            lines[number] = " " * len(line)
        else:
            lines[number] = _INLINE_CODE.sub(lambda m: " " * len(m[0]), line)
            loose += [start + m.start() for m in _LOOSE_CODE.finditer(lines[number])]
        start += len(line) + 1
    return "\n".join(lines), [*loose, opened] if fence else loose


def scan(text: str, first_line: int = 1) -> Iterator[Found]:
    """Everything of interest in Markdown, in no particular order, with positions in the file."""
    bare, loose = _without_code(text)
    starts = [0, *(m.end() for m in re.finditer("\n", bare))]

    def found(kind: str, value: str, start: int, end: int) -> Found:
        line = bare.count("\n", 0, start)
        return Found(kind, value, line + first_line, start - starts[line] + 1, start, end)

    for match in _LOOKS_BRACED.finditer(bare):
        yield found(*_braced(match[0]), match.start(), match.end())
    for pattern in (_LINK, _LINK_DEFINITION):
        for match in pattern.finditer(bare):
            yield found("link", match[1], match.start(1), match.end(1))
    for start in loose:
        yield found("code", "", start, start)
    for start, why in _loose_html(bare):
        yield found("html", why, start, start)
    above = ""
    for start, line in zip(starts, bare.split("\n"), strict=True):
        end = start + len(line)
        if ":::" in line:
            yield found("directive", line[line.index(":::") :].strip(), start + line.index(":::"), end)
        elif line.startswith("#"):
            hashes = len(line) - len(line.lstrip("#"))
            yield found("heading", line[hashes:].strip().rstrip("#").rstrip(), start, end)
        elif above and _UNDERLINE.fullmatch(line):
            yield found("underline", line, start, end)
        above = line.strip()


def _loose_html(bare: str) -> list[tuple[int, str]]:
    """Where HTML begins that Markdown would hand on as it stands with what follows it, and why."""
    unclosed, around = "HTML that is never closed", "a directive inside HTML"
    opened: list[tuple[str, re.Match[str]]] = []
    loose = []
    for match in _TAG.finditer(bare):
        name = (match["name"] or "").lower()
        if not name:
            loose += [(match.start(), around if match["closed"] else unclosed)] if ":::" in match[0] or not match["closed"] else []
        elif not match["end"]:
            opened += [(name, match)] if name not in _VOID and not match[0].endswith("/>") else []
        elif opened and opened[-1][0] == name:
            _, start = opened.pop()
            if ":::" in bare[start.end() : match.start()] and "markdown" not in (start["rest"] or ""):
                loose.append((start.start(), around))
        else:
            loose.append((match.start(), "HTML that closes what is not open"))
    return [*loose, *((match.start(), unclosed) for _, match in opened)]


def scan_prose(text: str) -> Iterator[Found]:
    """Every brace of plain text, figures or not, with positions that count from its first character."""
    for match in _ANY_BRACE.finditer(text):
        line = text.count("\n", 0, match.start())
        column = match.start() - text.rfind("\n", 0, match.start())
        yield Found(*_braced(match[0]), line + 1, column, match.start(), match.end())


def _braced(text: str) -> tuple[str, str]:
    """The kind of what stands in braces, and what they hold."""
    exact = _BRACED.fullmatch(text)
    return (exact[1], exact[2]) if exact else ("malformed", text)


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
        if match["id"] in law.ranges:
            raise FigureError(f"'{match['id']}' is a range, not one figure", "show it with '::: table roth-ira-phase-out' or its like")
        if match["id"] in law.age_tables:
            raise FigureError(
                f"'{match['id']}' is a table by age, not one figure", "show it with '::: table uniform-lifetime-table' or its like"
            )
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


def parse_amount(text: str) -> Decimal | None:
    """The number in `10_000`, `10000` or `2.50`: what writers make up for examples. None if it is none."""
    if re.fullmatch(r"([0-9]{1,3}(_[0-9]{3}){0,3}|[0-9]{1,12})(\.[0-9]{1,2})?", text):
        return Decimal(text.replace("_", ""))
    return None


def parse_day(text: str) -> date | None:
    """The day in `2026-12-31`. None if it is none."""
    try:
        return date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        return None


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
    value = parse_amount(text.removesuffix("%"))
    if value is not None:
        return formats.rate(value / 100) if text.endswith("%") else formats.money(value)
    raise FigureError(f"'{{eg:{text}}}' is not an amount", "write {eg:10_000} for dollars or {eg:30%} for a share")


def citation(reference: str, cited: Mapping[str, Citation], sources: Collection[str] = ()) -> Citation:
    """The citation that `{cite:id pin}` names; the source must stand in the page's own `sources`."""
    match = _CITE.fullmatch(reference.strip())
    if not match:
        raise FigureError("an empty citation", "write {cite:irc-72 (t)(1)}")
    known = cited.get(match["id"])
    if known is None:
        near = "" if match["id"] in sources else did_you_mean(match["id"], cited)
        raise FigureError(f"'{match['id']}' is not among the sources of this page", near or "add it to 'sources'")
    return Citation(known.source, match["pin"] or "")


def check_figures(
    path: str, items: Iterable[Found], law: Law, year: int, cited: Mapping[str, Citation] | None = None, reported: Collection[str] = ()
) -> list[Problem]:
    """Every figure and citation found that does not resolve. Without `cited`, citations are refused.

    `reported` are ids of sources whose absence from the bibliography was reported already.
    """
    problems = []
    for item in items:
        try:
            if item.kind == "malformed":
                raise _malformed(item.text)
            if item.kind == "law" and law.flawed.isdisjoint(re.findall("^[a-z0-9_]+", item.text)):
                law_figure(item.text, law, year)
            elif item.kind == "eg":
                example_figure(item.text)
            elif item.kind == "cite":
                if cited is None:
                    raise FigureError("a citation cannot stand here", "cite in the body of an entry or guide")
                if set(item.text.split()[:1]).isdisjoint(set(reported) - cited.keys()):
                    citation(item.text, cited, law.sources)
        except FigureError as error:
            problems.append(Problem(path, item.line, item.column, str(error), error.hint))
    return problems


def _malformed(text: str) -> FigureError:
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    if not text.endswith("}"):
        return FigureError(f"'{shown}' is never closed", "write {law:id}, {eg:10_000} or {cite:id pin}")
    return FigureError(f"'{shown}' is not a figure", "write {law:id}, {eg:10_000} or {cite:id pin}, without spaces before the id")


def check_prose(path: str, scalar: Scalar, law: Law, year: int) -> list[Problem]:
    """Every figure in a text of a record that does not resolve, and every brace that is none. Citations are refused."""
    items = [
        replace(item, line=item.line + scalar.line - 1, column=item.column + (scalar.column - 1 if item.line == 1 else 0))
        for item in scan_prose(scalar.raw)
    ]
    problems = check_figures(path, items, law, year)
    if not problems and scalar.plain is False:  # quotes can hold a brace as an escape, which only the text shows
        problems = [
            replace(problem, line=scalar.line, column=scalar.column) for problem in check_figures(path, scan_prose(scalar.text), law, year)
        ]
    return problems


_UNCHECKED = re.compile(
    r"(?P<picture>!\[[^\]]*\]\(\s*<?(?:https?:)?//)"
    r"|<(?P<tag>a|audio|base|embed|form|iframe|img|link|meta|object|script|source|style|video)\b"
    r"|(?<![\]!])\[[^\[\]]+\]\[(?P<reference>[^\[\]]+)\]",
    re.IGNORECASE,
)


def check_unchecked(path: str, text: str, first_line: int = 1) -> list[Problem]:
    """What would pass by every check: markup that loads or links by itself, pictures of other hosts, undefined references."""
    bare = blank_code(text)
    defined = {name.lower() for name in re.findall(r"(?m)^ {0,3}\[([^\]]+)\]:", bare)}
    problems = []
    for match in _UNCHECKED.finditer(bare):
        if match["reference"] and match["reference"].lower() in defined:
            continue
        line, start = bare.count("\n", 0, match.start()), bare.rfind("\n", 0, match.start()) + 1
        if match["picture"]:
            message, hint = "a picture from another host", "readers' browsers would ask that host; put the picture into content/images/"
        elif match["tag"]:
            message, hint = f"<{match['tag']}> in the text", "its links are not checked and it may ask another host; write it in Markdown"
        else:
            message, hint = f"the link reference '{match['reference']}' is not defined", "write [text](page.md)"
        problems.append(Problem(path, first_line + line, match.start() - start + 1, message, hint))
    return problems


_TYPED = re.compile(r"[$%]|&(#36|#x24|dollar|#37|percnt);|\b[\d.,]+ (dollars|percent)\b|\bper ?cent\b(?=\s+of)", re.IGNORECASE)


def check_typed_amounts(path: str, text: str, first_line: int = 1, first_column: int = 1) -> list[Problem]:
    """Every amount and rate that a writer typed by hand, in signs or in words: they come from figures."""
    bare = blank_code(text)
    for pattern in (_BRACED, _LINK_TARGET):
        bare = pattern.sub(lambda m: " " * len(m[0]), bare)
    problems = []
    for match in _TYPED.finditer(bare):
        line = bare.count("\n", 0, match.start())
        column = match.start() - (bare.rfind("\n", 0, match.start()) + 1) + 1
        what = "a percentage" if "%" in match[0] or match[0].lower().endswith("percent") else "a dollar amount"
        hint = "write {law:…} for a figure of the law, {eg:10_000} or {eg:30%} for an example, or use a table or example"
        problems.append(Problem(path, first_line + line, column if line else first_column + column - 1, f"{what} typed by hand", hint))
    return problems


def resolve_text(text: str, law: Law, year: int) -> str:
    """Plain text with its figures in words. Raises `FigureError`; `check_prose` finds it earlier."""
    return _resolve(text, scan_prose(text), law, year, lambda reference: citation(reference, {}).text)


ONE_LINE = 32
"""A citation of at most this many characters is never broken at the end of a line: it fits a phone."""


def resolve_markdown(text: str, law: Law, year: int, cited: Mapping[str, Citation]) -> str:
    """Markdown with its figures in words and its citations as links to the authority."""

    def link(reference: str) -> str:
        found = citation(reference, cited)
        long = " .rb-cite--long" if len(found.text) > ONE_LINE else ""
        return f"[\\[{escape(found.text)}\\]]({found.source.url}){{ .rb-cite{long} }}"

    return _resolve(text, scan(text), law, year, link)


def _resolve(text: str, found: Iterable[Found], law: Law, year: int, cite: Callable[[str], str]) -> str:
    print_as = {"law": lambda t: law_figure(t, law, year), "eg": example_figure, "cite": cite}
    items = sorted((item for item in found if item.kind in print_as), key=lambda item: item.start)
    parts, end = [], 0
    for item in items:
        parts += [text[end : item.start], print_as[item.kind](item.text)]
        end = item.end
    return "".join([*parts, text[end:]])


def escape(text: str) -> str:
    """Plain text that Markdown must print as it stands, at the start of a block as well."""
    text = re.sub(r"&(?=#|\w+;)", "&amp;", text).replace("<", "&lt;").replace(":::", "&#58;::")
    text = re.sub(r"([\\`*_{}\[\]|]|(?<!&)#)", r"\\\1", text)
    text = text.replace("]:", "]&#58;")  # a colon after a bracket would begin a link definition
    return re.sub(r"^([-+>!~=:]|[0-9]+(?=\.))", lambda m: f"{m[0]}\\" if m[0].isdigit() else f"&#{ord(m[0])};", text)


def anchor(heading: str) -> str:
    """The id of a heading: its words without figures and Markdown, so that it survives a new year."""
    bare = re.sub(r"\{(law|eg|cite):[^{}]*\}", " ", heading)
    bare = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", bare)
    bare = re.sub(r"(?<=\d)½", "-1-2", bare)
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’()]", "", bare.lower())).strip("-")
