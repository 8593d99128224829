"""Cases of early withdrawals drawn at random from a seed, as a reader's fields and as the scenario's `Case`.

They crowd where rules turn: bracket edges, caps, the day of 59½, nothing at all, one cent more or less.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from rulebook.law import AccountKind, CapKind, FilingStatus, LawYear
from rulebook.rules import early_distribution
from rulebook.rules.exceptions import Claim, Facts, Opening, opening
from rulebook.rules.income_tax import Filer, standard_deduction
from rulebook.rules.state_additional_tax import STATES
from rulebook.rules.withholding import Payment
from rulebook.scenarios.early_withdrawal import Case
from rulebook.tables.example_early_distribution import CLAIMABLE, TAKES_BALANCE, TAKES_EXPENSES

CENT = Decimal("0.01")
PAYMENTS = {"usual": None, "not-rollover": Payment.NONPERIODIC, "none": Payment.NONPERIODIC_ELECTED_OUT}
FIRST_AND_LAST_DAYS = ("01-01", "02-28", "02-29", "03-30", "03-31", "05-31", "08-28", "08-29", "08-30", "08-31", "10-31", "12-31")


@dataclass(frozen=True)
class Drawn:
    fields: dict[str, str]
    case: Case


def draw(law: LawYear, count: int, seed: int) -> Iterator[Drawn]:
    random = Random(seed)
    for _ in range(count):
        yield _one(law, random)


def _one(law: LawYear, random: Random) -> Drawn:
    fields: dict[str, str] = {}
    account, status = random.choice(list(AccountKind)), random.choice(list(FilingStatus))
    age = _age(law, random, fields)
    is_65 = _is_65_by_the_end(law, age, fields)
    most = (2 if status is FilingStatus.MARRIED_FILING_JOINTLY else 1) - (is_65 is False)
    older = random.randint(1 if is_65 else 0, most) if is_65 or random.random() < 0.3 else 0
    amount = _amount(random)
    nontaxable = random.choice([Decimal(0), Decimal(0), Decimal(0), amount, _part(amount, random)])
    income = _income(law, random, Filer(status, older), amount - nontaxable)
    rolled_in, window = Decimal(0), False
    if account is AccountKind.GOVERNMENTAL_457B:
        rolled_in = random.choice([Decimal(0), amount - nontaxable, _part(amount - nontaxable, random)])
        fields["rolledin"] = _written(rolled_in, random, empty=True)
    if account is AccountKind.SIMPLE_IRA:
        window = random.random() < 0.5
        fields["window"] = "yes" if window else "no"
    withholding = random.choice(list(PAYMENTS))
    state = random.choice(["", "CA", "CA", "WI", "NE", "VT", "AR", "ME", random.choice(list(STATES))])
    excepted = Decimal(0)
    if state == "CA":
        excepted = random.choice([Decimal(0), Decimal(0), amount, _part(amount, random), _amount(random)])
        fields["stateexcepted"] = _written(excepted, random, empty=True)
    by_table = random.random() < 0.4
    claims = _claims(law, random, account, age, amount, income + amount - nontaxable, fields)
    fields |= {
        "account": account.value,
        "status": status.value,
        "amount": _written(amount, random),
        "income": _written(income, random),
        "aftertax": _written(nontaxable, random, empty=True),
        "older": str(older),
        "withholding": withholding,
        "state": state,
        "convention": "tax-table" if by_table else random.choice(["schedules", ""]),
    }
    case = Case(
        amount, account, status, income, age, nontaxable, rolled_in, window, claims, older, PAYMENTS[withholding], by_table, state, excepted
    )
    return Drawn(fields, case)


def _is_65_by_the_end(law: LawYear, age: Decimal, fields: dict[str, str]) -> bool | None:
    """None where the fields do not tell: at 64 without a date of birth, or 65 on the day after the year."""
    if "born" not in fields:
        return None if 64 <= age < 65 else age >= 65
    born = date.fromisoformat(fields["born"])
    return None if born == date(law.year - 64, 1, 1) else law.year - born.year >= 65


def _age(law: LawYear, random: Random, fields: dict[str, str]) -> Decimal:
    """An age, or a birth date and a day of payment that may be the very day of 59½."""
    if random.random() < 0.5:
        age = random.choice([Decimal(random.randint(0, 100)), Decimal(59), Decimal("59.5"), Decimal(60), Decimal("44.5"), Decimal(65)])
        fields |= {"by": "age", "age": random.choice([f"{age:f}", f"{age:f}".replace(".5", "½")])}
        return age
    fields["by"] = "dates"
    near = random.random() < 0.6
    year = law.year - random.choice([59, 60]) if near else law.year - random.randint(1, 100)
    born = date(year, 1, 1) + timedelta(days=random.randint(0, 364))
    if random.random() < 0.3:
        month, day = map(int, random.choice(FIRST_AND_LAST_DAYS).split("-"))
        born, _ = early_distribution._or_following(year, month, day)
    half = early_distribution.date_of_59_half(born).day
    paid = half + timedelta(days=random.randint(-2, 2)) if near else date(law.year, 1, 1) + timedelta(days=random.randint(0, 364))
    if random.random() < 0.1:
        paid, _ = early_distribution._or_following(law.year, born.month, born.day)
        paid -= timedelta(days=random.randint(0, 1))
    if paid.year != law.year or paid < born:
        paid = date(law.year, random.randint(1, 12), random.randint(1, 28))
    fields |= {"born": born.isoformat(), "paid": paid.isoformat()}
    birthday, _ = early_distribution._or_following(paid.year, born.month, born.day)
    years = paid.year - born.year - (paid < birthday)
    return Decimal("59.5") if years == 59 and paid >= half else Decimal(years)


def _amount(random: Random) -> Decimal:
    kind = random.random()
    if kind < 0.05:
        return random.choice([Decimal(0), CENT, Decimal("999999999.99")])
    if kind < 0.4:
        return Decimal(random.choice([100, 1_000, 5_000, 10_000, 10_500, 22_000, 100_000])) + random.randint(-1, 1) * CENT
    return Decimal(random.randint(1, 10 ** random.randint(3, 9))) / 100


def _part(amount: Decimal, random: Random) -> Decimal:
    return Decimal(random.randint(0, int(amount * 100))) / 100


def _income(law: LawYear, random: Random, filer: Filer, includible: Decimal) -> Decimal:
    """Other income: nothing, anything, or just so much that it or the whole meets the edge of a bracket or of a deduction."""
    kind = random.random()
    if kind < 0.1:
        return Decimal(0)
    if kind < 0.35:
        return Decimal(random.randint(0, 10 ** random.randint(4, 9))) / 100
    edges = [standard_deduction(law, filer) + bracket.over for bracket in law.brackets("income_tax_brackets", filer.status)]
    if law.applies("senior_deduction") and filer.status is not FilingStatus.MARRIED_FILING_SEPARATELY:
        start = law.amount("senior_deduction_phase_out_start", filer.status)
        end = start + law.amount("senior_deduction") / law.amount("senior_deduction_phase_out_rate")
        edges += [start, end, standard_deduction(law, filer) + law.amount("senior_deduction")]
    table = [Decimal(n) for n in (5, 15, 25, 3_000, 50 * random.randint(60, 2_000), 25 * random.randint(1, 120))]
    edges += [standard_deduction(law, filer) + taxable for taxable in (*table, law.amount("tax_table_limit"))]
    edge = random.choice(edges) + random.randint(-1, 1) * CENT
    return max(Decimal(0), edge - includible if random.random() < 0.5 else edge)


def _claims(law: LawYear, random: Random, account: AccountKind, age: Decimal, amount: Decimal, agi: Decimal,
            fields: dict[str, str]) -> tuple[Claim, ...]:  # fmt: skip
    """No, one or several exceptions, in the order of the list, with the facts that their caps ask for."""
    count = random.choice([0, 0, 1, 1, 1, 2, 3])
    allowed = [id for id in CLAIMABLE if id != "separation_55" or age >= law.amount("separation_age") - 1]
    chosen = sorted(random.sample(allowed, count), key=CLAIMABLE.index)
    exceptions = [law.law.exceptions[id] for id in chosen]
    balance = amount + random.choice([Decimal(0), CENT, Decimal(1_000), _amount(random)])
    if balance > Decimal("999999999.99"):
        balance = amount
    claims = []
    for exception in exceptions:
        open_ = opening(law, exception, account) is Opening.OPEN
        kind, id = exception.cap.kind, exception.id
        expenses, needed, part, used = None, None, None, Decimal(0)
        if kind in TAKES_EXPENSES and open_:
            floor = (agi * law.amount("medical_expense_floor")).quantize(CENT) if kind is CapKind.EXPENSES_OVER_AGI_SHARE else Decimal(0)
            expenses = min(random.choice([floor, floor + CENT, floor + _part(amount, random), _amount(random)]), Decimal("999999999.99"))
            fields[f"{id}-expenses"] = _written(expenses, random)
        if kind in TAKES_BALANCE and open_:
            needed = balance
            fields["balance"] = _written(balance, random)
        if kind is CapKind.LIFETIME_AMOUNT and open_:
            used = random.choice([Decimal(0), Decimal(10_000), Decimal("9999.99"), _amount(random)])
            fields[f"{id}-used"] = _written(used, random, empty=True)
        if random.random() < 0.3:
            part = random.choice([Decimal(0), _part(amount, random), _amount(random)])
            fields[f"{id}-part"] = _written(part, random)
        claims.append(Claim(exception, Facts(expenses, None, needed, used), part))
    fields["exceptions"] = ".".join(chosen)
    return tuple(claims)


def _written(amount: Decimal, random: Random, empty: bool = False) -> str:
    """An amount as one of the ways in which people write it."""
    if empty and not amount:
        return random.choice(["", "0"])
    ways = [f"{amount:.2f}", f"{amount:,.2f}", f"${amount:,.2f}", f" $ {amount:.2f} "]
    if not amount % 1:
        ways += [f"{amount:.0f}", f"{amount:,.0f}"]
    return random.choice(ways)
