"""Cases of missed distributions and of excess contributions drawn at random from a seed, as a reader's fields and as the rules take them.

They crowd where rules turn: birth dates at the edges of the ages, April 1 and 15, December 31, leap days, nothing, one cent
more or less, a value just at the excess.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from rulebook.formats import cents
from rulebook.law import AccountKind, Law
from rulebook.rules import required_distribution
from rulebook.rules.contribution_limits import deferral_limit
from rulebook.rules.excess_contribution import YearOfContributions, last_day_for_deferrals
from rulebook.scenarios.missed_distribution import Case

CENT, NOTHING, MOST = Decimal("0.01"), Decimal(0), Decimal("999999999.99")
DAY = timedelta(days=1)
EDGES_OF_BIRTH = (
    date(1949, 6, 30), date(1949, 7, 1), date(1950, 12, 31), date(1951, 1, 1), date(1952, 2, 29), date(1958, 12, 31),
    date(1959, 1, 1), date(1959, 6, 30), date(1959, 12, 31), date(1960, 1, 1), date(1960, 2, 29),
)  # fmt: skip
ENOUGH = Decimal(10) ** 12
"""A value far above any excess: that of IRAs for which the reader gives none."""


def amount(random: Random) -> Decimal:
    kind = random.random()
    if kind < 0.08:
        return random.choice([NOTHING, CENT, MOST])
    if kind < 0.3:
        return Decimal(random.choice([100, 1_000, 7_500, 26_500, 100_000, 500_000])) + random.randint(-1, 1) * CENT
    return Decimal(random.randint(1, 10 ** random.randint(3, 9))) / 100


def part(whole: Decimal, random: Random) -> Decimal:
    return Decimal(random.randint(0, int(whole * 100))) / 100


def written(value: Decimal, random: Random, empty: bool = False) -> str:
    if empty and not value:
        return random.choice(["", "0"])
    ways = [f"{value:.2f}", f"{value:,.2f}", f"${value:,.2f}"]
    return random.choice([*ways, f"{value:,.0f}"] if not value % 1 else ways)


# Missed required distributions


@dataclass(frozen=True)
class DrawnMiss:
    fields: dict[str, str]
    case: Case


def misses(law: Law, year: int, last_year: int, count: int, seed: int) -> Iterator[DrawnMiss]:
    random = Random(seed)
    for _ in range(count):
        yield _miss(law, year, last_year, random)


def _miss(law: Law, now: int, last_year: int, random: Random) -> DrawnMiss:
    account = random.choice([kind for kind in AccountKind if kind is not AccountKind.ROTH_IRA])
    year = random.randint(2022, last_year)
    born = _birth(now, year, random)
    retired_in = None if account.is_ira or random.random() < 0.5 else year + random.choice([-3, -1, 0, 0, 1])
    readings = [
        required_distribution.start(account, born, age, retired_in) for age in required_distribution.applicable_ages(law.in_year(now), born)
    ]
    balance = amount(random)
    owed, due = NOTHING, date(year, 12, 31)
    for begun in readings:
        if year >= begun.first_year:
            owed = cents(required_distribution.required(law.in_year(year), balance, year - born.year))
            due = required_distribution.last_day(begun, year)
            break
    taken = random.choice([NOTHING, NOTHING, owed, max(NOTHING, owed - CENT), min(MOST, owed + CENT), part(owed, random), amount(random)])
    fields = {
        "account": account.value,
        "born": born.isoformat(),
        "year": str(year),
        "balance": written(balance, random),
        "taken": written(taken, random, empty=True),
        "retired": str(retired_in or ""),
        "madeup": "no",
        "closed": "no",
    }
    received = filed = notice = assessed = made_up = None
    end = date(due.year + 2, 12, 31)
    if random.random() < 0.35:
        notice, assessed = (_near(random, date(year + 1, 1, 1), end) if random.random() < 0.6 else None for _ in range(2))
        fields |= {"closed": "yes", "notice": _iso(notice), "assessed": _iso(assessed)}
    if random.random() < 0.6:
        edges = [day for day in (due, end, notice, assessed) if day]
        received, filed = (_near(random, date(year, 1, 1), *edges) for _ in range(2))
        short = max(NOTHING, owed - taken)
        made_up = random.choice([None, None, short, max(NOTHING, short - CENT), part(short, random)])
        fields |= {"madeup": "yes", "received": _iso(received), "filed": _iso(filed)}
        fields["amount"] = "" if made_up is None else written(made_up, random)
    case = Case(account, born, year, balance, taken, retired_in, received, filed, made_up, notice, assessed)
    return DrawnMiss(fields, case)


def _birth(now: int, year: int, random: Random) -> date:
    """At an edge of the ages; near the first year of an owner of 70½ to 75; or any age up to 120."""
    kind = random.random()
    if kind < 0.25:
        born = random.choice(EDGES_OF_BIRTH)
    elif kind < 0.7:
        born = date(year - random.randint(69, 78), 1, 1) + random.randint(0, 364) * DAY
    else:
        born = date(random.randint(max(1900, year - 120), now - 1), 1, 1) + random.randint(0, 364) * DAY
    return born if year - born.year <= 120 and born.year < now else date(1951, 1, 1)


def _near(random: Random, earliest: date, *edges: date) -> date:
    """One of the days around the edges, a leap day, or any day from the earliest on to two years after the last edge."""
    kind = random.random()
    found = random.choice(edges) + random.randint(-1, 1) * DAY
    if kind < 0.1:
        found = date(2028, 2, 29)
    elif kind > 0.6:
        found = earliest + random.randint(0, (max(edges) - earliest).days + 700) * DAY
    return max(found, earliest)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


# Excess contributions


@dataclass(frozen=True)
class DrawnYears:
    fields: dict[str, str]
    account: AccountKind
    first: int
    years: tuple[YearOfContributions, ...]


def excesses(first_years: list[int], count: int, seed: int) -> Iterator[DrawnYears]:
    random = Random(seed)
    for _ in range(count):
        yield _years(first_years, random)


def _years(first_years: list[int], random: Random) -> DrawnYears:
    account = random.choice([AccountKind.TRADITIONAL_IRA, AccountKind.ROTH_IRA])
    first, count = random.choice(first_years), random.randint(1, 8)
    excess = max(CENT, random.choice([amount(random), Decimal(1_000), Decimal("7500.01")]))
    fields = {"kind": "left", "account": account.value, "first": str(first), "years": str(count), "excess": written(excess, random)}
    years = []
    left = excess
    emptied = account is AccountKind.ROTH_IRA and count > 1 and random.random() < 0.2
    for at in range(1, count + 1):
        room = paid = added = NOTHING
        if at > 1:
            near = [NOTHING, NOTHING, left, left + CENT, max(NOTHING, left - CENT), part(left, random)]
            room, paid = random.choice(near), random.choice(near)
            if random.random() < 0.25:
                room, added = NOTHING, amount(random)
            room, paid = min(room, MOST), min(paid, MOST)
            fields |= {f"room-{at}": written(room, random, True), f"paid-{at}": written(paid, random, True)}
            fields[f"added-{at}"] = written(added, random, True)
        value = random.choice([None, None, NOTHING, left, max(NOTHING, left - CENT), left + CENT, amount(random)])
        value = None if value is None else min(MOST, value)
        fields[f"value-{at}"] = "" if value is None else written(value, random)
        is_last = at == count and emptied
        contributed = excess if at == 1 else added
        years.append(YearOfContributions(room, contributed, paid, ENOUGH if value is None else value, is_last))
        left = max(NOTHING, left - room - paid) + (added if at > 1 else NOTHING)
    if account is AccountKind.ROTH_IRA and count > 1:
        fields["emptied"] = "yes" if emptied else "no"
    return DrawnYears(fields, account, first, tuple(years))


@dataclass(frozen=True)
class DrawnReturn:
    fields: dict[str, str]
    contribution: Decimal
    before: Decimal
    put_in: Decimal
    at_removal: Decimal
    taken_out: Decimal


def returns(count: int, seed: int) -> Iterator[DrawnReturn]:
    random = Random(seed)
    for _ in range(count):
        contribution = max(CENT, random.choice([amount(random), Decimal(1_000), CENT]))
        put_in = min(MOST, contribution + random.choice([NOTHING, CENT, amount(random)]))
        before = random.choice([NOTHING, Decimal(20_000), amount(random)])
        taken_out = random.choice([NOTHING, NOTHING, CENT, amount(random)])
        opening = before + put_in
        near = [opening, opening + CENT, max(NOTHING, opening - CENT), NOTHING, amount(random), part(2 * opening, random)]
        at_removal = min(MOST, random.choice(near))
        amounts = {"contribution": contribution, "before": before, "putin": put_in, "atremoval": at_removal}
        fields = {"kind": "returned"} | {name: written(value, random) for name, value in amounts.items()}
        fields["takenout"] = written(taken_out, random, empty=True)
        yield DrawnReturn(fields, contribution, before, put_in, at_removal, taken_out)


@dataclass(frozen=True)
class DrawnDeferral:
    fields: dict[str, str]
    year: int
    deferred: Decimal
    age: int
    paid: date
    earnings: Decimal


def deferrals(law: Law, years: list[int], count: int, seed: int) -> Iterator[DrawnDeferral]:
    random = Random(seed)
    for _ in range(count):
        year, age = random.choice(years), random.choice([0, 49, 50, 59, 60, 63, 64, 120, random.randint(18, 90)])
        limit = deferral_limit(law.in_year(year), AccountKind.PLAN_401K, Decimal(age))
        deferred = random.choice([limit, limit + CENT, limit - CENT, limit + 2_000, amount(random)])
        earnings = random.choice([NOTHING, CENT, Decimal(150), amount(random)])
        paid = _near(random, date(year, 1, 1), last_day_for_deferrals(year), date(year, 12, 31), date(year, 1, 1))
        fields = {
            "kind": "deferral",
            "deferralyear": str(year),
            "age": str(age),
            "deferred": written(deferred, random),
            "earnings": written(earnings, random, empty=True),
            "paid": paid.isoformat(),
        }
        yield DrawnDeferral(fields, year, deferred, age, paid, earnings)
