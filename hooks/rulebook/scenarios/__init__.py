"""Whole cases put together from rules.

Amounts inside a case are exact. Each published amount is rounded half up to the cent once; of parts
that must add up, the last is the difference.
"""
