"""Series of equal payments drawn at random from a seed, as a reader's fields and as the amounts that the rules give.

They crowd where rules turn: the day of 59½, leap days, the cap of the interest rate, nothing at all, one cent more or less.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from rulebook.formats import cents
from rulebook.law import AccountKind, LawYear
from rulebook.rules import early_distribution
from rulebook.rules import substantially_equal_payments as rule
from rulebook.rules.substantially_equal_payments import LifeTable, Method, Paid
from rulebook.scenarios.equal_payments_series import Recapture, Term, break_after, level_payments, term, term_by_age

MOST = Decimal("999999999.99")
EDGES = ("01-01", "01-31", "02-28", "02-29", "03-31", "05-31", "08-28", "08-29", "08-30", "08-31", "10-31", "12-31")


@dataclass(frozen=True)
class Drawn:
    fields: dict[str, str]
    published: dict[str, Any]


def draw(law: LawYear, years: range, count: int, seed: int) -> Iterator[Drawn]:
    random = Random(seed)
    for _ in range(count):
        yield _one(law, years, random)


def _one(law: LawYear, years: range, random: Random) -> Drawn:
    fields: dict[str, str] = {}
    age, span, over = _beginning(law, years, random, fields)
    account = random.choice([kind for kind in AccountKind if kind is not AccountKind.GOVERNMENTAL_457B])
    method, table = random.choice([None, None, *Method]), random.choice(list(LifeTable))
    balance, (rate, limit) = _amount(random), _rate(law, random, fields)
    if method is Method.REQUIRED_MINIMUM:
        rate = limit = law.amount("sepp_interest_floor")
        fields.pop("rate", None)
        fields.pop("midterm", None)
    methods = [method] if method else list(Method)
    payments = {m: cents(rule.payment(law, m, balance, age, rate, table)) for m in methods}
    made = len(over)
    back: dict[Method, Recapture] = {}
    if method is Method.REQUIRED_MINIMUM:
        taken = random.choice([None, Decimal(0), _amount(random)])
        if taken is not None:
            window = Decimal(0)
            fields["taken"] = _written(taken, random)
            if account is AccountKind.SIMPLE_IRA:
                window = random.choice([Decimal(0), taken, Decimal(random.randint(0, int(taken * 100))) / 100])
                fields["takenwindow"] = _written(window, random)
            series = [Paid(taken - window)] + ([Paid(window, simple_window=True)] if window else [])
            back[method] = break_after(law, account, series)
    else:
        in_window = random.randint(0, 2) if account is AccountKind.SIMPLE_IRA else 0
        if account is AccountKind.SIMPLE_IRA:
            fields["window"] = str(in_window)
        made = random.choice([1, len(over), random.randint(1, len(over))])
        fields["made"] = "" if made == len(over) and random.random() < 0.5 else str(made)
        for fixed in methods:
            if fixed is not Method.REQUIRED_MINIMUM:
                back[fixed] = break_after(law, account, level_payments(payments[fixed], over[:made], in_window))
    fields |= {
        "account": account.value,
        "balance": _written(balance, random),
        "method": method.value if method else "all",
        "table": table.value,
    }
    published = {
        "age": age,
        "tenths": int(rule.life_expectancy(law, age, table) * 10),
        "factor": f"{rule.annuity_factor(law, age, rate):.4f}",
        "limit": int(limit * 10_000),
        "payments": {m.value: _in_cents(amount) for m, amount in payments.items()},
        "made": made,
        "late": list(over),
        "back": {m.value: _recapture(found) for m, found in back.items()},
        "half": _day(span.half.day) if span else None,
        "settled": span.half.settled if span else True,
        "free": _day(span.free) if span else None,
    }
    return Drawn(fields, published)


def _beginning(law: LawYear, years: range, random: Random, fields: dict[str, str]) -> tuple[int, Term | None, tuple[bool, ...]]:
    """An age and a year, or a birth date and a day of the first payment that may come right before 59½."""
    year = random.choice(years)
    if random.random() < 0.3:
        age = random.choice([random.randint(18, 59), 54, 55, 59])
        fields |= {"by": "age", "age": str(age), "year": str(year)}
        return age, None, term_by_age(law, age)
    first = _day_in(year, random)
    birth = _day_in(year - random.choice([random.randint(19, 59), 54, 55, 58, 59, 60]), random)
    half = early_distribution.date_of_59_half(birth).day
    if first >= half or random.random() < 0.2:
        near = half - timedelta(days=random.randint(1, 3))
        if near.year in years:
            first = near
        else:
            birth = date(first.year - random.randint(19, 58), birth.month, min(birth.day, 28))
    fields |= {"by": random.choice(["dates", ""]), "born": birth.isoformat(), "first": first.isoformat()}
    span = term(law, birth, first)
    return first.year - birth.year, span, span.over_59_half


def _day_in(year: int, random: Random) -> date:
    if random.random() < 0.3:
        month, day = map(int, random.choice(EDGES).split("-"))
        return early_distribution._or_following(year, month, day)[0]
    return date(year, 1, 1) + timedelta(days=random.randint(0, 364))


def _amount(random: Random) -> Decimal:
    kind = random.random()
    if kind < 0.05:
        return random.choice([Decimal(0), Decimal("0.01"), MOST])
    if kind < 0.4:
        return Decimal(random.choice([1_000, 50_000, 100_000, 400_000, 1_000_000])) + random.randint(-1, 1) * Decimal("0.01")
    return Decimal(random.randint(1, 10 ** random.randint(3, 10))) / 100


def _rate(law: LawYear, random: Random, fields: dict[str, str]) -> tuple[Decimal, Decimal]:
    """A rate and its cap: the floor, nothing, anything up to the cap, and the cap itself, with or without a mid-term rate."""
    mid_term = None
    if random.random() < 0.5:
        mid_term = Decimal(random.choice([0, 1, 499, 500, 501, random.randint(0, 900), random.randint(0, 9_999)])) / 10_000
        fields["midterm"] = _percent(mid_term, random)
    limit = rule.rate_limit(law, (mid_term, mid_term) if mid_term is not None else None)
    rate = random.choice(
        [limit, Decimal(0), Decimal("0.0001"), Decimal("0.04"), Decimal(random.randint(0, int(limit * 10_000))) / 10_000, None]
    )
    if rate is None:
        return law.amount("sepp_interest_floor"), limit
    fields["rate"] = _percent(rate, random)
    return rate, limit


def _percent(rate: Decimal, random: Random) -> str:
    text = f"{rate * 100:.2f}"
    return random.choice([text, f"{text}%", text.rstrip("0").rstrip(".") if "." in text else text])


def _written(amount: Decimal, random: Random) -> str:
    return random.choice([f"{amount:.2f}", f"{amount:,.2f}", f"${amount:,.2f}"])


def _in_cents(amount: Decimal) -> int:
    return int(amount * 100)


def _recapture(found: Recapture) -> dict[str, int]:
    return {
        "paid": _in_cents(found.paid),
        "before": _in_cents(found.before_59_half),
        "simple": _in_cents(found.at_simple_rate),
        "usual": _in_cents(found.at_usual_rate),
        "total": _in_cents(found.total),
    }


def _day(day: date) -> list[int]:
    return [day.year, day.month, day.day]
