"""JSON Schemas (draft 2020-12) of the open data, published beside it."""

from __future__ import annotations

from collections.abc import Mapping

FORMAT_VERSION = "1"
"""Raised when a field changes its meaning or goes away; new fields do not raise it."""

_TEXT = {"type": "string"}
_ADDRESS = {"type": "string", "format": "uri"}
_DAY = {"type": "string", "format": "date"}
_CITATION = {
    "type": "object",
    "required": ["source", "pin", "text"],
    "additionalProperties": False,
    "properties": {
        "source": _TEXT,
        "pin": _TEXT,
        "text": _TEXT,
        "supports": _TEXT,
        "years": {"type": "array", "items": {"type": "integer"}},
    },
}
_CITATIONS = {"type": "array", "items": _CITATION}
_HEAD = {"format": {"const": FORMAT_VERSION}, "tax_year": {"type": "integer"}, "updated": _DAY, "licence": _TEXT}


def _schema(title: str, required: list[str], properties: dict[str, object]) -> dict[str, object]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": "object",
        "required": [*_HEAD, *required],
        "additionalProperties": False,
        "properties": _HEAD | properties,
    }


def _record(properties: dict[str, object]) -> dict[str, object]:
    return {"type": "object", "required": list(properties), "additionalProperties": False, "properties": properties}


_OPTIONAL_DAY = {"anyOf": [_DAY, {"type": "null"}]}
_AMOUNT = {"type": "number", "minimum": 0}
_BRACKET = _record({"over": _AMOUNT, "rate": {"type": "number", "minimum": 0, "maximum": 1}})
_SPAN = _record({"start": _AMOUNT, "end": _AMOUNT})
_FIGURE_VALUE = {
    "anyOf": [
        _AMOUNT,
        {"type": "object", "additionalProperties": {"anyOf": [_AMOUNT, {"type": "array", "items": _BRACKET}, _SPAN]}},
        {"type": "null", "description": "changes each year and was not read for this one"},
    ]
}
_CELL = _record({"answer": {"enum": ["yes", "no", "cannot-arise", "unsettled"]}, "note": _TEXT, "sources": _CITATIONS})

SCHEMAS: Mapping[str, dict[str, object]] = {
    "law": _schema(
        "The law as data",
        ["sources", "figures", "exceptions", "terms"],
        {
            "sources": {
                "type": "object",
                "additionalProperties": _record(
                    {
                        "title": _TEXT,
                        "cite": _TEXT,
                        "tier": _TEXT,
                        "url": {"type": "string", "format": "uri"},
                        "checked": _DAY,
                        "note": _TEXT,
                    }
                ),
            },
            "figures": {
                "type": "object",
                "additionalProperties": _record(
                    {
                        "description": _TEXT,
                        "unit": {"enum": ["usd", "rate", "years", "age", "days", "months", "weeks", "brackets", "range"]},
                        "varies": {"enum": ["yearly", "by-law"]},
                        "until": {"type": ["integer", "null"]},
                        "values": {"type": "object", "propertyNames": {"pattern": "^[0-9]{4}$"}, "additionalProperties": _FIGURE_VALUE},
                        "as_of": _OPTIONAL_DAY,
                        "sources": _CITATIONS,
                        "note": _TEXT,
                    }
                ),
            },
            "exceptions": {
                "type": "object",
                "additionalProperties": _record(
                    {
                        "name": _TEXT,
                        "condition": _TEXT,
                        "accounts": {"type": "object", "minProperties": 8, "additionalProperties": _CELL},
                        "cap": _record({"kind": _TEXT, "figure": _TEXT, "share": _TEXT, "kept": _TEXT}),
                        "deadline": _TEXT,
                        "repayment": _TEXT,
                        "form_5329": _TEXT,
                        "since": _OPTIONAL_DAY,
                        "sources": _CITATIONS,
                    }
                ),
            },
            "terms": {
                "type": "object",
                "additionalProperties": _record({"term": _TEXT, "definition": _TEXT, "everyday": {"type": "array", "items": _TEXT}}),
            },
        },
    ),
    "answers": _schema(
        "The answers",
        ["answers"],
        {
            "answers": {
                "type": "array",
                "items": _record(
                    {
                        "id": _TEXT,
                        "path": _TEXT,
                        "topic": _TEXT,
                        "question": {"type": "string", "pattern": "\\?$"},
                        "verdict": {"enum": ["yes", "no", "depends", "explained"]},
                        "answer": {"type": "string", "minLength": 40, "maxLength": 320},
                        "accounts": {"type": "array", "items": _TEXT, "minItems": 1},
                        "exceptions": {"type": "array", "items": _TEXT},
                        "law_year": {"type": "integer"},
                        "reviewed": _DAY,
                        "sources": _CITATIONS,
                        "follow_ups": {
                            "type": "array",
                            "items": _record({"question": _TEXT, "answer": _TEXT, "anchor": _TEXT, "sources": _CITATIONS}),
                        },
                        "corrects": {"type": "array", "items": _record({"claim": _TEXT, "why": _TEXT})},
                        "changes": {"type": "array", "items": _record({"date": _DAY, "kind": _TEXT, "note": _TEXT})},
                    }
                ),
            }
        },
    ),
    "table": _schema(
        "One table",
        ["id", "caption", "law_of", "columns", "rows", "notes", "sources"],
        {
            "id": _TEXT,
            "caption": _TEXT,
            "law_of": {"type": "integer"},
            "columns": {"type": "array", "items": _record({"heading": _TEXT, "kind": _TEXT})},
            "rows": {
                "type": "array",
                "items": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["text"],
                        "additionalProperties": False,
                        "properties": {"text": _TEXT, "note": _TEXT},
                    },
                },
            },
            "notes": {"type": "array", "items": _TEXT},
            "sources": _CITATIONS,
        },
    ),
}
