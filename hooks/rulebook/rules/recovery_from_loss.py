"""Arithmetic of a fall in value: what gain brings back what was there. No law is involved."""

from __future__ import annotations

from decimal import Decimal


def gain_needed(fall: Decimal) -> Decimal:
    """The gain, as a fraction of what is left, that undoes a fall: f / (1 − f).

    `fall` is a fraction from 0 up to but not including 1; raises `ValueError` otherwise.
    """
    if not 0 <= fall < 1:
        raise ValueError("fall must be from 0 to below 1")
    return fall / (1 - fall)
