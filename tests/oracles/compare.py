"""Compares our income tax with an independent package, over returns drawn at random from a seed.

Run it in an environment of its own that has the package and PyYAML, from the top of the project:

    python3 -m venv oracle && oracle/bin/pip install taxcalc==6.8.0 pyyaml
    oracle/bin/python tests/oracles/compare.py taxcalc --returns 6000 --seed 20261124

or with `policyengine-us==2.68.0` and `policyengine`. It prints what it compared and each difference, and with
`--record FILE` writes a small sample with the package's results, which the test suite compares with ours in
every run (tests/oracles/recorded/). Neither package computes the additional tax on early distributions.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "hooks"))

from rulebook.law import FilingStatus, Law  # noqa: E402
from rulebook.law_files import parse_law  # noqa: E402
from rulebook.rules import income_tax  # noqa: E402
from rulebook.rules.income_tax import Filer  # noqa: E402

YEARS = (2024, 2025, 2026)
TOLERANCE = Decimal("0.01")
"""The packages compute in binary floating point: a cent."""


@dataclass(frozen=True)
class Return:
    """Wages and a taxable plan distribution, in whole dollars; the standard deduction; no credits."""

    year: int
    status: str
    filers_65_or_over: int
    wages: int
    distribution: int


def draw(count: int, seed: int, law: Law) -> list[Return]:
    """Returns of every year and status: a third near a bracket's edge, a tenth without wages, a third with seniors."""
    dice = random.Random(seed)
    drawn = []
    for _ in range(count):
        year, status = dice.choice(YEARS), dice.choice(list(FilingStatus))
        seniors = dice.choice([0, 0, 1, 2 if status is FilingStatus.MARRIED_FILING_JOINTLY else 1])
        distribution = dice.choice([0, dice.randrange(1, 20_000), dice.randrange(1, 250_000)])
        kind = dice.random()
        if kind < 0.1:
            wages = 0
        elif kind < 0.43:
            edge = dice.choice(law.in_year(year).brackets("income_tax_brackets", status)).over
            deduction = income_tax.deductions(law.in_year(year), Filer(status, seniors), edge)
            wages = max(0, int(edge + deduction) - distribution + dice.randrange(-2, 3))
        else:
            wages = int(10 ** dice.uniform(3, 6))
        drawn.append(Return(year, status.value, seniors, wages, distribution))
    return drawn


def ours(law: Law, case: Return) -> tuple[Decimal, Decimal]:
    """Taxable income and tax before credits, by the rate schedules."""
    dated, filer = law.in_year(case.year), Filer(FilingStatus(case.status), case.filers_65_or_over)
    taxable = income_tax.taxable_income(dated, filer, Decimal(case.wages + case.distribution))
    return taxable, income_tax.tax_on(dated, taxable, filer.status)


def by_taxcalc(cases: list[Return]) -> list[tuple[Decimal, Decimal]]:
    import pandas as pd
    import taxcalc

    codes = {s: n for n, s in enumerate(("single", "married_filing_jointly", "married_filing_separately", "head_of_household"), 1)}
    results: dict[int, tuple[Decimal, Decimal]] = {}
    for year in YEARS:
        chosen = [(n, case) for n, case in enumerate(cases) if case.year == year]
        rows = [
            {
                "RECID": n + 1, "MARS": codes.get(case.status, 5), "FLPDYR": year, "XTOT": 2 if "jointly" in case.status else 1,
                "age_head": 67 if case.filers_65_or_over else 45,
                "age_spouse": (67 if case.filers_65_or_over > 1 else 45) if "jointly" in case.status else 0,
                "e00200": case.wages, "e00200p": case.wages, "e00200s": 0, "e01500": case.distribution, "e01700": case.distribution,
            }
            for n, case in chosen
        ]  # fmt: skip
        records = taxcalc.Records(data=pd.DataFrame(rows), start_year=year, gfactors=None, weights=None, adjust_ratios=None)
        policy = taxcalc.Policy()
        policy.set_year(year)
        calculator = taxcalc.Calculator(policy=policy, records=records, verbose=False)
        calculator.calc_all()
        pairs = zip(calculator.array("c04800"), calculator.array("taxbc"), strict=True)
        results |= {n: (Decimal(str(t)), Decimal(str(x))) for (n, _), (t, x) in zip(chosen, pairs, strict=True)}
    return [results[n] for n in range(len(cases))]


def by_policyengine(cases: list[Return]) -> list[tuple[Decimal, Decimal]]:
    from policyengine_us import Simulation

    words = dict(zip(FilingStatus, ("SINGLE", "JOINT", "SEPARATE", "HEAD_OF_HOUSEHOLD", "SURVIVING_SPOUSE"), strict=True))
    results: dict[int, tuple[Decimal, Decimal]] = {}
    for year in YEARS:
        chosen = [(n, case) for n, case in enumerate(cases) if case.year == year]
        situation: dict[str, Any] = {g: {} for g in ("people", "tax_units", "households", "marital_units", "families", "spm_units")}
        for n, case in chosen:
            head, members = f"h{n}", [f"h{n}"]
            situation["people"][head] = {
                "age": {year: 67 if case.filers_65_or_over else 45},
                "employment_income": {year: case.wages},
                "taxable_401k_distributions": {year: case.distribution},
            }
            if "jointly" in case.status:
                members.append(f"s{n}")
                situation["people"][f"s{n}"] = {"age": {year: 67 if case.filers_65_or_over > 1 else 45}, "employment_income": {year: 0}}
            situation["tax_units"][f"t{n}"] = {"members": members, "filing_status": {year: words[FilingStatus(case.status)]}}
            situation["households"][f"o{n}"] = {"members": members, "state_name": {year: "TX"}}
            for group in ("marital_units", "families", "spm_units"):
                situation[group][f"{group}{n}"] = {"members": members}
        simulation = Simulation(situation=situation)
        taxable, tax = (simulation.calculate(v, year) for v in ("taxable_income", "income_tax_before_credits"))
        results |= {n: (Decimal(str(float(t))), Decimal(str(float(x)))) for (n, _), t, x in zip(chosen, taxable, tax, strict=True)}
    return [results[n] for n in range(len(cases))]


PACKAGES = {"taxcalc": ("taxcalc", by_taxcalc), "policyengine": ("policyengine-us", by_policyengine)}


ALLOWED = {
    "taxcalc": "a cent",
    "policyengine": "a cent, or over the seven digits it computes with where they hold no cents",
}
"""What a difference must exceed to count, in words; `differences` has it in figures."""


def known_error(package: str, case: Return) -> str:
    """An error of the package that explains a difference; named here, not copied."""
    if package == "taxcalc" and case.year == 2024 and case.status == "qualifying_surviving_spouse" and case.filers_65_or_over:
        return "taxcalc 6.8.0 gives a surviving spouse of 65 in 2024 an additional deduction of 1,950; 26 U.S.C. 63(f)(3) makes it 1,550"
    return ""


def real_law() -> Law:
    texts = {f"content/law/{path.name}": path.read_text(encoding="utf-8") for path in (ROOT / "content/law").glob("*.yml")}
    law, problems = parse_law(texts)
    if problems:
        raise SystemExit("\n".join(map(str, problems)))
    return law


def differences(law: Law, package: str, cases: Iterable[Return], theirs: Iterable[tuple[Decimal, Decimal]]) -> list[str]:
    """Each difference beyond a cent that no known error of the package explains."""
    found = []
    for case, (their_taxable, their_tax) in zip(cases, theirs, strict=True):
        our_taxable, our_tax = ours(law, case)
        # policyengine computes in 32 bits: seven significant digits
        allowed = max(TOLERANCE, our_taxable / Decimal(2_000_000)) if package == "policyengine" else TOLERANCE
        if known_error(package, case):
            continue
        if abs(our_taxable - their_taxable) > allowed or abs(our_tax - their_tax) > allowed:
            found.append(f"{case}: taxable {our_taxable} against {their_taxable}, tax {our_tax} against {their_tax}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", choices=PACKAGES)
    parser.add_argument("--returns", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--record", type=Path, help="write the first 150 returns with the package's results to this file")
    options = parser.parse_args()
    law = real_law()
    cases = draw(options.returns, options.seed, law)
    distribution, compute = PACKAGES[options.package]
    theirs = compute(cases)
    found = differences(law, options.package, cases, theirs)
    named = [error for case in cases if (error := known_error(options.package, case))]
    compared = len(cases) - len(named)
    print(f"{distribution} {version(distribution)}, seed {options.seed}: {compared} returns compared, {len(found)} differences")
    for error in dict.fromkeys(named):
        print(f"left out, {named.count(error)} returns: {error}")
    print("\n".join(found[:40]))
    if options.record:
        rows = [asdict(case) | {"taxable_income": str(t), "tax": str(x)} for case, (t, x) in list(zip(cases, theirs, strict=True))[:150]]
        head = {
            "package": distribution,
            "version": version(distribution),
            "seed": options.seed,
            "compared": compared,
            "different": len(found),
            "allowed": ALLOWED[options.package],
            "left_out": {error: named.count(error) for error in dict.fromkeys(named)},
        }
        options.record.parent.mkdir(exist_ok=True)
        options.record.write_text(json.dumps(head | {"returns": rows}, indent=1) + "\n", encoding="utf-8")
    raise SystemExit(1 if found else 0)


if __name__ == "__main__":
    main()
