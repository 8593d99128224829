"""What may go in, by plan, age, pay and income, and what of it may be deducted.

26 U.S.C. 402(g)(1), 402(h)(2), 408(p)(2)(E), 414(v), 415(c)(1) (plans); 219(b), (g), 408A(c)(2), (3) (IRAs).

Ages are those reached by the end of the year. Left out: the extra deferrals of some 403(b) and 457(b)
plans (402(g)(7), 457(b)(3)), plans that allow less or no catch-up, SARSEPs, and the wages above which a
catch-up must be Roth.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from rulebook.law import AccountKind, FilingStatus, LawYear, RangeGroup, Span

NOTHING = Decimal(0)


def deferral_limit(law: LawYear, account: AccountKind, age: Decimal, *, higher_simple: bool = False) -> Decimal:
    """The most an employee may defer from pay in a year, with catch-up: 26 U.S.C. 402(g)(1), 408(p)(2)(E), 414(v), 457(e)(15).

    `higher_simple`: a SIMPLE IRA of an employer to which the higher limit applies. One person's deferrals
    to 401(k), 403(b), SIMPLE plans and the TSP share one limit (402(g)(3)). Deferrals cannot exceed pay.
    Raises `ValueError` for an account that takes no deferrals.
    """
    simple = account is AccountKind.SIMPLE_IRA
    if account.is_ira and not simple:
        raise ValueError("account must take deferrals from pay")
    if higher_simple and not simple:
        raise ValueError("higher_simple is for a SIMPLE IRA only")
    _check(age=age)
    base = ("simple_deferral_limit_higher" if higher_simple else "simple_deferral_limit") if simple else "elective_deferral_limit"
    return law.amount(base) + _catch_up(law, age, simple, higher_simple)


def _catch_up(law: LawYear, age: Decimal, simple: bool, higher_simple: bool) -> Decimal:
    """At 60 to 63 the higher amount takes the place of the ordinary one: 26 U.S.C. 414(v)(2)(B), (E)."""
    if age < law.amount("catch_up_age"):
        return NOTHING
    higher = "simple_catch_up_limit_60_to_63" if simple else "catch_up_limit_60_to_63"
    if law.applies("higher_catch_up_age_from") and law.amount("higher_catch_up_age_from") <= age < law.amount("higher_catch_up_age_to") + 1:
        return law.amount(higher)
    if simple:
        return law.amount("simple_catch_up_limit_higher" if higher_simple else "simple_catch_up_limit")
    return law.amount("catch_up_limit")


def additions_limit(law: LawYear, compensation: Decimal) -> Decimal:
    """All additions of a year to one employer's plans, before catch-up: 26 U.S.C. 415(c)(1).

    The dollar limit, or the whole compensation if less. US dollars, 0 or more.
    """
    _check(compensation=compensation)
    return min(law.amount("annual_additions_limit"), compensation)


def sep_limit(law: LawYear, compensation: Decimal) -> Decimal:
    """An employer's contributions to a SEP IRA: 26 U.S.C. 402(h)(2).

    A share of compensation, or the dollar limit if less. Compensation counts up to the limit of
    401(a)(17), and for the self-employed it is what is left after the contribution itself.
    """
    _check(compensation=compensation)
    counted = min(compensation, law.amount("compensation_limit"))
    return min(law.amount("sep_contribution_share") * counted, law.amount("annual_additions_limit"))


def ira_limit(law: LawYear, age: Decimal, compensation: Decimal) -> Decimal:
    """Contributions to traditional and Roth IRAs together: 26 U.S.C. 219(b)(1), (5), 408A(c)(2)(A).

    The dollar limit with catch-up, or compensation if less. On a joint return `compensation` may be that
    of `joint_compensation`.
    """
    _check(age=age, compensation=compensation)
    return min(_ira_dollar_limit(law, age), compensation)


def joint_compensation(own: Decimal, spouse: Decimal, spouse_put_in: Decimal) -> Decimal:
    """The compensation that counts for one spouse of a joint return: 26 U.S.C. 219(c).

    To the lower of the two is added the other's, less what the `spouse` put into traditional and Roth
    IRAs for the year. US dollars, 0 or more.
    """
    _check(own=own, spouse=spouse, spouse_put_in=spouse_put_in)
    return own if own >= spouse else own + max(NOTHING, spouse - spouse_put_in)


def _ira_dollar_limit(law: LawYear, age: Decimal) -> Decimal:
    catch_up = law.amount("ira_catch_up_limit") if age >= law.amount("catch_up_age") else NOTHING
    return law.amount("ira_contribution_limit") + catch_up


def range_group(status: FilingStatus, lived_apart: bool = False) -> RangeGroup:
    """Whose phase-out range applies: 26 U.S.C. 219(g)(3)(B), (4), 408A(c)(3)(B).

    `lived_apart`: married, filing separately, and apart from the spouse all year, which counts as not
    married. Raises `ValueError` for it with another status.
    """
    if lived_apart and status is not FilingStatus.MARRIED_FILING_SEPARATELY:
        raise ValueError("lived_apart is for married filing separately only")
    if status in (FilingStatus.MARRIED_FILING_JOINTLY, FilingStatus.QUALIFYING_SURVIVING_SPOUSE):
        return RangeGroup.JOINT
    return RangeGroup.SEPARATE if status is FilingStatus.MARRIED_FILING_SEPARATELY and not lived_apart else RangeGroup.UNMARRIED


def phased_out(limit: Decimal, magi: Decimal, span: Span, floor: Decimal, step: Decimal) -> Decimal:
    """A limit after its phase-out: 26 U.S.C. 219(g)(2), 408A(c)(3)(A).

    It falls in proportion to the income over the start of the range. What is left is rounded up to a
    multiple of `step`, as the worksheets of Publication 590-A do, and is no less than `floor` until it is
    nothing; it is never more than `limit`. The ratio is exact: the Roth worksheet allows it to be rounded
    to three decimals, which can give one step more or less.
    """
    _check(limit=limit, magi=magi)
    if magi <= span.start:
        return limit
    if magi >= span.end:
        return NOTHING
    left = limit * (span.end - magi) / (span.end - span.start)
    rounded = (left / step).to_integral_value(ROUND_CEILING) * step
    return min(limit, max(rounded, floor))


def roth_range(law: LawYear, status: FilingStatus, lived_apart: bool = False) -> Span:
    """The income over which the Roth IRA limit is phased out: 26 U.S.C. 408A(c)(3)."""
    return law.span("roth_ira_phase_out", range_group(status, lived_apart))


def roth_ira_limit(
    law: LawYear,
    status: FilingStatus,
    magi: Decimal,
    age: Decimal,
    compensation: Decimal,
    *,
    to_traditional: Decimal = NOTHING,
    lived_apart: bool = False,
) -> Decimal:
    """The most that may go into somebody's Roth IRAs for a year: 26 U.S.C. 408A(c)(2), (3).

    The lesser of the IRA limit less what went into traditional IRAs, and of the IRA limit after the
    phase-out. `magi` is the modified adjusted gross income of 408A(c)(3)(B)(i). US dollars, 0 or more.
    """
    _check(to_traditional=to_traditional)
    limit = ira_limit(law, age, compensation)
    reduced = _phased_out(law, limit, magi, roth_range(law, status, lived_apart))
    return min(reduced, max(NOTHING, limit - to_traditional))


def deduction_range(law: LawYear, status: FilingStatus, *, covered: bool, spouse_covered: bool, lived_apart: bool = False) -> Span | None:
    """The income over which the IRA deduction is phased out, None where it is not: 26 U.S.C. 219(g)(1), (3), (4), (7).

    `covered`, `spouse_covered`: by a plan at work for any part of the year. A spouse from whom one
    lived apart all year, filing separately, does not count. Raises `ValueError` for a covered spouse of
    somebody who has none.
    """
    group = range_group(status, lived_apart)
    married = status in (FilingStatus.MARRIED_FILING_JOINTLY, FilingStatus.MARRIED_FILING_SEPARATELY)
    if spouse_covered and not married:
        raise ValueError("spouse_covered is for the married only")
    if covered:
        return law.span("ira_deduction_phase_out", group)
    if spouse_covered and not lived_apart:
        return law.span("ira_deduction_phase_out_spouse", group)
    return None


def ira_deduction_limit(
    law: LawYear,
    status: FilingStatus,
    magi: Decimal,
    age: Decimal,
    compensation: Decimal,
    *,
    covered: bool,
    spouse_covered: bool = False,
    lived_apart: bool = False,
) -> Decimal:
    """The most of a year's contributions to traditional IRAs that may be deducted: 26 U.S.C. 219(b)(1), (g).

    The phase-out reduces the dollar limit, not the contribution; then compensation caps it. What was
    contributed caps it too, and is not asked for here. `magi` is that of 219(g)(3)(A).
    """
    _check(age=age, compensation=compensation, magi=magi)
    span = deduction_range(law, status, covered=covered, spouse_covered=spouse_covered, lived_apart=lived_apart)
    limit = _ira_dollar_limit(law, age)
    return min(compensation, _phased_out(law, limit, magi, span) if span else limit)


def _phased_out(law: LawYear, limit: Decimal, magi: Decimal, span: Span) -> Decimal:
    return phased_out(limit, magi, span, law.amount("phase_out_floor"), law.amount("phase_out_step"))


def _check(**amounts: Decimal) -> None:
    for name, amount in amounts.items():
        if amount < 0:
            raise ValueError(f"{name} must not be negative")
