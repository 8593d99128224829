"""Money, rates, ages and dates as plain text: the one place where a figure becomes words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")

UNITS = ("usd", "rate", "years", "age", "days", "months", "weeks")


def cents(amount: Decimal) -> Decimal:
    """Rounded half up to the cent: the one rounding of a published amount, in US dollars."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def money(amount: Decimal, always_cents: bool = False) -> str:
    """`$1,234` for whole dollars, `$1,234.50` otherwise; a minus sign stands before the dollar sign."""
    rounded = cents(amount)
    whole = rounded == rounded.to_integral_value() and not always_cents
    digits = f"{abs(rounded):,.0f}" if whole else f"{abs(rounded):,.2f}"
    return f"{'−' if rounded < 0 else ''}${digits}"


def rate(fraction: Decimal) -> str:
    """`10%` for 0.10, `7.5%` for 0.075."""
    return f"{_short(fraction * 100)}%"


def percent(fraction: Decimal, places: int = 1) -> str:
    """A computed share, rounded half up to `places` decimals: `42.9%`."""
    step = Decimal(1).scaleb(-places)
    return f"{_short((fraction * 100).quantize(step, rounding=ROUND_HALF_UP))}%"


def age(years: Decimal) -> str:
    """`59½` for 59.5, `55` for 55."""
    whole = int(years)
    return f"{whole}½" if years - whole == Decimal("0.5") else _short(years)


def number(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def day(value: date) -> str:
    """`November 24, 2026`."""
    return f"{value:%B} {value.day}, {value.year}"


def figure(value: Decimal, unit: str) -> str:
    """A figure of the law in the words of its unit (see `UNITS`)."""
    if unit == "usd":
        return money(value)
    if unit == "rate":
        return rate(value)
    if unit == "age":
        return age(value)
    return number(value)


def listed(words: Sequence[str], conjunction: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def _short(value: Decimal) -> str:
    """Without trailing zeros and without an exponent."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
