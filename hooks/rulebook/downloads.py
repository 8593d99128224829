"""The site as open data: the law, the answers and the tables as JSON and CSV, from the records the pages are made of."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from rulebook.download_schemas import FORMAT_VERSION, SCHEMAS
from rulebook.entries import Entry
from rulebook.figures import resolve_text
from rulebook.law import AgeTable, Citation, Figure, Law, Range, Schedule
from rulebook.tables.model import Kind, Table

LICENCE = "CC0-1.0"
ANSWERS_LICENCE = "CC-BY-4.0"


def build_downloads(law: Law, entries: Mapping[str, Entry], tables: Mapping[str, Table], year: int, updated: date) -> dict[str, str]:
    """Every file of open data: path in the site -> text."""
    head = {"format": FORMAT_VERSION, "tax_year": year, "updated": updated.isoformat()}
    files = {
        "data/law.json": _json(head | {"licence": LICENCE} | _law(law, year)),
        "data/answers.json": _json(head | {"licence": ANSWERS_LICENCE, "answers": [_answer(entries[slug]) for slug in sorted(entries)]}),
    }
    for id, table in sorted(tables.items()):
        files[f"data/tables/{id}.json"] = _json(head | {"licence": LICENCE} | _table(table))
        files[f"data/tables/{id}.csv"] = _csv(table)
    for name, schema in SCHEMAS.items():
        files[f"data/schemas/{name}.json"] = _json(schema)
    return files


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=_number) + "\n"


def _number(value: object) -> int | float:
    if not isinstance(value, Decimal):
        raise TypeError(f"{value!r} has no place in a download")
    return int(value) if value == value.to_integral_value() else float(value)


def _citation(citation: Citation) -> dict[str, object]:
    found: dict[str, object] = {"source": citation.source.id, "pin": citation.pin, "text": citation.text}
    if citation.years:
        found["years"] = list(citation.years)
    if citation.supports:
        found["supports"] = citation.supports
    return found


def _law(law: Law, year: int) -> dict[str, object]:
    def words(text: str) -> str:
        return resolve_text(text, law, year)

    return {
        "sources": {
            s.id: {"title": s.title, "cite": s.cite, "tier": s.tier, "url": s.url, "checked": s.checked.isoformat(), "note": s.note}
            for s in law.sources.values()
        },
        "figures": {record.id: _figure(record) | {"note": words(record.note)} for record in law.figures},
        "exceptions": {
            e.id: {
                "name": e.name,
                "condition": words(e.condition),
                "accounts": {
                    account: {"answer": cell.answer, "note": words(cell.note), "sources": [_citation(c) for c in cell.sources]}
                    for account, cell in e.cells.items()
                },
                "cap": {"kind": e.cap.kind, "figure": e.cap.figure, "share": e.cap.share, "kept": e.cap.kept},
                "deadline": words(e.deadline),
                "repayment": words(e.repayment),
                "form_5329": e.form_5329,
                "since": e.since.isoformat() if e.since else None,
                "sources": [_citation(c) for c in e.sources],
            }
            for e in law.exceptions.values()
        },
        "terms": {t.id: {"term": t.term, "definition": words(t.definition), "everyday": list(t.everyday)} for t in law.terms.values()},
    }


def _figure(record: Figure) -> dict[str, object]:
    return {
        "description": record.description,
        "unit": "brackets" if isinstance(record, Schedule) else "range" if isinstance(record, Range) else record.unit,
        "varies": "yearly" if record.yearly else "by-law",
        "until": record.until,
        "values": {str(year): _value(record, year) if read else None for year, read in record.known.items()},
        "as_of": record.as_of.isoformat() if record.as_of else None,
        "sources": [_citation(c) for c in record.sources],
    }


def _value(record: Figure, year: int) -> object:
    """A number; a mapping from filing status to a number or to a list of {over, rate}; from whose income to
    {start, end}; or from age to a number.
    """
    if isinstance(record, AgeTable):
        return {str(age): number for age, number in record.rows(year).items()}
    if isinstance(record, Range):
        return {group: {"start": span.start, "end": span.end} for group, span in (record.values[year] or {}).items()}
    if isinstance(record, Schedule):
        by_status = record.values[year] or {}
        return {status: [{"over": b.over, "rate": b.rate} for b in brackets] for status, brackets in by_status.items()}
    values = record.values[year] or {}
    return {str(status): value for status, value in values.items()} if record.by_status else values[None]


def _answer(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.slug,
        "path": entry.path.removesuffix(".md") + "/",
        "topic": entry.topic,
        "question": entry.title,
        "verdict": entry.verdict,
        "answer": entry.description,
        "accounts": list(entry.accounts),
        "exceptions": list(entry.exceptions),
        "law_year": entry.law_year,
        "reviewed": entry.reviewed.isoformat(),
        "sources": [_citation(c) for c in entry.sources],
        "follow_ups": [
            {"question": f.question, "answer": f.answer, "anchor": f.anchor, "sources": [_citation(c) for c in f.sources]}
            for f in entry.follow_ups
        ],
        "corrects": [{"claim": c.claim, "why": c.why} for c in entry.corrects],
        "changes": [{"date": c.date.isoformat(), "kind": c.kind, "note": c.note} for c in entry.changes],
    }


def _table(table: Table) -> dict[str, object]:
    return {
        "id": table.id,
        "caption": table.caption,
        "law_of": table.year,
        "columns": [{"heading": column.heading, "kind": column.kind} for column in table.columns],
        "rows": [[_cell(cell.text, cell.note) for cell in (row.heading, *row.cells)] for row in table.rows],
        "notes": list(table.notes),
        "sources": [_citation(c) for c in table.sources],
    }


def _cell(text: str, note: str) -> dict[str, str]:
    return {"text": text} | ({"note": note} if note else {})


def _csv(table: Table) -> str:
    """Headings and rows as they read; money and numbers without signs and commas, so that a sheet can count with them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.heading for column in table.columns])
    for row in table.rows:
        writer.writerow([_plain(cell.text, column.kind) for cell, column in zip((row.heading, *row.cells), table.columns, strict=True)])
    return out.getvalue()


def _plain(text: str, kind: Kind) -> str:
    if kind in (Kind.MONEY, Kind.NUMBER):
        plain = text.replace("$", "").replace(",", "").replace("−", "-")
        return plain if plain.replace(".", "", 1).lstrip("-").isdigit() else text
    return text
