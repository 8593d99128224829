"""The rules of law, one penalty or one piece of arithmetic a module.

A rule is a pure function of amounts and of a `LawYear`. It knows no other rule, no file and no words
for readers: scenarios combine rules, tables put them into words. Amounts are exact US dollars, never
rounded here; rates are fractions; an amount that cannot be raises `ValueError` naming the argument.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RuleInfo:
    """What a rule is called on the site, and the sections of law it follows."""

    title: str
    authority: str


RULES: dict[str, RuleInfo] = {
    "income_tax": RuleInfo("Income tax by the rate schedules", "26 U.S.C. 1(j), 63(c), 63(f), 151(d)(5)(C)"),
    "early_distribution": RuleInfo("Additional tax on early distributions", "26 U.S.C. 72(t)(1), (6), (9)"),
    "exceptions": RuleInfo("Exceptions to the additional tax", "26 U.S.C. 72(t)(2)"),
    "withholding": RuleInfo("Withholding from payments", "26 U.S.C. 3405(b), (c)"),
    "basis_recovery": RuleInfo("Pro rata recovery of after-tax money", "26 U.S.C. 72(e)(8), 408(d)(2)"),
    "capital_losses": RuleInfo("Capital losses in a taxable account", "26 U.S.C. 1211(b), 1212(b)"),
    "recovery_from_loss": RuleInfo("Gain needed to recover from a fall", "arithmetic"),
    "rollover": RuleInfo("Rollover within the time limit", "26 U.S.C. 402(c)(2), (3), 408(d)(3)"),
    "excess_contribution": RuleInfo("Excess contributions and deferrals", "26 U.S.C. 4973(a), (b), (f), 408(d)(4), 402(g)(2), (6)"),
    "contribution_limits": RuleInfo(
        "Limits on contributions and deductions", "26 U.S.C. 402(g)(1), 414(v), 415(c)(1), 219(b), (g), 408A(c)"
    ),
    "plan_loan": RuleInfo("Plan loans: the most that can be borrowed, and a loan that is not repaid", "26 U.S.C. 72(p)(2), 402(c)(3)(C)"),
    "employer_stock": RuleInfo("Employer stock in a lump sum", "26 U.S.C. 402(e)(4)(B), (D); 26 CFR 1.402(a)-1(b)"),
    "long_term_gains": RuleInfo("Rates on long-term capital gain", "26 U.S.C. 1(h), 1(j)(5)"),
    "wash_sale": RuleInfo("Loss on stock bought back in an IRA", "26 U.S.C. 1091; Rev. Rul. 2008-5"),
    "state_additional_tax": RuleInfo("State taxes on early distributions", "the law of each state"),
    "required_distribution": RuleInfo("Required minimum distributions", "26 U.S.C. 401(a)(9), 408(a)(6), 4974"),
    "substantially_equal_payments": RuleInfo("Substantially equal payments", "26 U.S.C. 72(t)(2)(A)(iv), (4); Notice 2022-6"),
    "tax_table": RuleInfo("Income tax by the Tax Table", "26 U.S.C. 3"),
    "roth_qualification": RuleInfo("Qualified distributions from Roth accounts", "26 U.S.C. 408A(d)(2), (5), 402A(d)(2)"),
    "roth_ordering": RuleInfo("What comes out of a Roth IRA", "26 U.S.C. 408A(d)(4)(B), (3)(F)"),
    "form_8606": RuleInfo("After-tax money of IRAs by the lines of Form 8606", "26 U.S.C. 408(d)(2)"),
}
"""Every rule by the name of its module."""
