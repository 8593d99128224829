/* What an early withdrawal costs: the rules of hooks/rulebook/rules/ and the case of
   hooks/rulebook/scenarios/early_withdrawal.py, with the page's law data. It knows no page: fields in, a result out. */
(() => {
  "use strict"

  const {exact, times, cents, least, positive, parseMoney, money, rate, percent} = rulebook.money
  const {parseDay, order, words, orFollowing, dateOf59Half} = rulebook.days

  // Income tax: 26 U.S.C. 1(j), 63(c), 63(f), 151(d)(5)(C).

  const standardDeduction = (status, older) => status.standard_deduction + older * status.additional_deduction

  function seniorDeduction(law, status, older, income) {
    if (status.senior_start === null || !older) return 0n
    const over = positive(exact(income - status.senior_start))
    return BigInt(older) * positive(exact(law.senior_deduction) - times(over, law.senior_rate))
  }

  function taxBySchedule(status, taxable) {
    let top = taxable
    let tax = 0n
    for (const [over, basisPoints] of [...status.brackets].reverse()) {
      if (top <= exact(over)) continue
      tax += times(top - exact(over), basisPoints)
      top = exact(over)
    }
    return tax
  }

  /* On the middle of a band of the Tax Table, in whole dollars: 26 U.S.C. 3. */
  function taxByTable(table, status, taxable) {
    const [from, width] = table.widths.findLast(([start]) => exact(start) <= taxable).map(exact)
    const low = from + (taxable - from) / width * width
    return (taxBySchedule(status, low + width / 2n) + exact(50)) / exact(100) * exact(100)
  }

  function incomeTax(law, status, given, income) {
    const deductions = exact(standardDeduction(status, given.older)) + seniorDeduction(law, status, given.older, income)
    const taxable = positive(exact(income) - deductions)
    return given.byTable && taxable < exact(law.tax_table.limit) ? taxByTable(law.tax_table, status, taxable) : taxBySchedule(status, taxable)
  }

  // Exceptions: 26 U.S.C. 72(t)(2). One function for each kind of cap; null where the law sets none.

  const CAPS = {
    none: () => null,
    amount: cap => exact(cap.figure),
    lifetime_amount: (cap, facts) => positive(exact(cap.figure - facts.used)),
    amount_or_share: (cap, facts) => least(exact(cap.figure), times(exact(facts.balance), cap.share)),
    amount_or_excess_balance: (cap, facts) => least(exact(cap.figure), positive(exact(facts.balance - cap.kept))),
    expenses: (cap, facts) => exact(facts.expenses),
    expenses_over_agi_share: (cap, facts) => positive(exact(facts.expenses) - times(exact(facts.agi), cap.share)),
    expenses_amount_or_share: (cap, facts) =>
      least(exact(facts.expenses), exact(cap.figure), times(exact(facts.balance), cap.share)),
  }

  /* In the order given; no dollar is covered twice. Published parts add up to the base to the cent. */
  function allocate(law, given, base, agi) {
    let left = exact(base)
    const lines = given.claims.map(claim => {
      const exception = law.exceptions[claim.id]
      const closed = exception.closed[given.account] ?? ""
      const before = left
      if (!closed) {
        const cap = CAPS[exception.cap](exception, {...claim, balance: given.balance, agi})
        left -= least(...[left, cap, claim.part === null ? null : exact(claim.part)].filter(limit => limit !== null))
      }
      return {id: claim.id, closed, covered: cents(exact(base) - left) - cents(exact(base) - before)}
    })
    return {lines, left, taxed: base - lines.reduce((sum, line) => sum + line.covered, 0)}
  }

  // Withholding: 26 U.S.C. 3405(b), (c), (e)(1).

  function withheld(law, given, includible) {
    if (given.payment === "none") return 0n
    const {ira} = law.accounts[given.account]
    if (!ira && given.payment === "usual") return times(exact(includible), law.rollover_withholding)
    return times(exact(ira && given.account !== "roth_ira" ? given.amount : includible), law.nonperiodic_withholding)
  }

  // What a state adds: to the base less its own exceptions, or as a share of the federal additional tax. Null without a state.

  function addedByState(law, given, base, federalTax) {
    if (!given.state) return {stateTaxed: null, stateRate: null, stateTax: null}
    const state = law.states[given.state]
    const stateRate = given.window ? state.simple_rate : state.rate
    const stateTaxed = Math.max(0, base - given.stateExcepted)
    return {stateTaxed, stateRate, stateTax: cents(times(state.of === "base" ? exact(stateTaxed) : federalTax, stateRate))}
  }

  /* The taxes of a case. Amounts in cents, the age in half years. */
  function breakDown(law, given) {
    const status = law.statuses[given.status]
    const includible = given.amount - given.nontaxable
    const agi = given.income + includible
    const over59Half = given.age >= law.age_59_half
    const base = over59Half ? 0 : given.account === "governmental_457b" ? given.rolledIn : includible
    const {lines, left, taxed} = allocate(law, given, base, agi)
    const basisPoints = given.window ? law.simple_rate : law.rate
    const before = cents(incomeTax(law, status, given, given.income))
    const after = cents(incomeTax(law, status, given, agi))
    const additionalTax = cents(times(left, basisPoints))
    const state = addedByState(law, given, base, times(left, basisPoints))
    const total = after - before + additionalTax
    const held = cents(withheld(law, given, includible))
    return {
      includible,
      over59Half,
      standardDeduction: standardDeduction(status, given.older),
      seniorBefore: cents(seniorDeduction(law, status, given.older, given.income)),
      seniorAfter: cents(seniorDeduction(law, status, given.older, agi)),
      incomeTaxWithout: before,
      incomeTaxWith: after,
      incomeTax: after - before,
      base,
      lines,
      taxed,
      rate: basisPoints,
      additionalTax,
      total,
      share: percent(total, given.amount),
      kept: given.amount - total,
      withheld: held,
      paidNow: given.amount - held,
      due: total - held,
      ...state,
      keptAfterState: given.amount - total - (state.stateTax ?? 0),
    }
  }

  /* In half years: whole years at the last birthday, and the half once 59½ is attained. */
  function ageOn(born, paid) {
    const [birthday] = orFollowing(paid.year, born.month, born.day)
    const years = paid.year - born.year - (order(paid) < order(birthday) ? 1 : 0)
    return 2 * years + (years === 59 && order(paid) >= order(dateOf59Half(born).day) ? 1 : 0)
  }

  // From what stands in the fields to a case

  const NOT_MONEY = "Write an amount in dollars, such as 10000 or 10,000.50. Up to $999,999,999.99."

  function caseOf(law, fields) {
    const errors = {}
    const missing = []
    const account = Object.hasOwn(law.accounts, fields.account) ? fields.account : "401k"
    const status = Object.hasOwn(law.statuses, fields.status) ? fields.status : "single"

    function amount(name, otherwise) {
      const text = (fields[name] ?? "").trim()
      if (text === "") {
        if (otherwise === undefined) missing.push(name)
        return otherwise ?? null
      }
      const found = parseMoney(text)
      if (found === null) errors[name] = NOT_MONEY
      return found
    }

    const given = {
      account,
      status,
      amount: amount("amount"),
      income: amount("income"),
      nontaxable: amount("aftertax", 0),
      rolledIn: account === "governmental_457b" ? amount("rolledin", 0) : 0,
      window: account === "simple_ira" && fields.window === "yes",
      older: ["1", "2"].includes(fields.older) ? Number(fields.older) : 0,
      payment: ["not-rollover", "none"].includes(fields.withholding) ? fields.withholding : "usual",
      age: null,
      byTable: fields.convention === "tax-table",
      state: Object.hasOwn(law.states, fields.state) ? fields.state : "",
      stateExcepted: fields.state === "CA" ? amount("stateexcepted", 0) : 0,
      balance: null,
      claims: [],
    }
    Object.assign(given, readAge(law, fields, errors, missing))

    const claimed = [...new Set((fields.exceptions ?? "").split("."))].filter(id => Object.hasOwn(law.exceptions, id))
    const open = id => !law.exceptions[id].closed[account]
    const asks = (id, fact) => open(id) && law.exceptions[id].asks.includes(fact)
    if (claimed.some(id => asks(id, "balance"))) given.balance = amount("balance")
    given.claims = claimed.map(id => ({
      id,
      expenses: asks(id, "expenses") ? amount(`${id}-expenses`) : null,
      used: asks(id, "used") ? amount(`${id}-used`, 0) : 0,
      part: open(id) ? amount(`${id}-part`, null) : null,
    }))

    const over = (one, other) => one !== null && other !== null && one > other
    if (over(given.nontaxable, given.amount)) errors.aftertax = "This is more than the withdrawal: it is the part of it that is after-tax money."
    if (given.amount !== null && over(given.rolledIn, given.amount - given.nontaxable)) {
      errors.rolledin = "This is more than the taxable part of the withdrawal."
    }
    if (over(given.amount, given.balance)) errors.balance = "This is less than the withdrawal: it is the vested balance just before it."
    if (given.older > law.statuses[status].most_older) errors.older = "Two filers count on a joint return only."
    const is65 = given.age === null ? null : is65ByTheEnd(law, given)
    if (is65 && !given.older) errors.older = "You are 65 or over by the end of the year: count at least one filer here."
    if (is65 === false && given.older > law.statuses[status].most_older - 1) {
      errors.older ??= "You do not turn 65 in the year: only a spouse on a joint return can be counted here."
    }
    if (claimed.includes("separation_55") && open("separation_55") && given.age !== null && given.age < law.separation_age - 2) {
      errors.exceptions = `Separation from service counts from the year in which you turn ${law.separation_age / 2}. At this age it cannot apply.`
    }
    return {given, errors, missing}
  }

  /* Null where the fields do not tell: at 64 without a date of birth, or 65 on the day after the year. */
  function is65ByTheEnd(law, {age, born}) {
    if (!born) return age < 128 ? false : age < 130 ? null : true
    const years = law.year - born.year
    return years === 64 && born.month === 1 && born.day === 1 ? null : years >= 65
  }

  function readAge(law, fields, errors, missing) {
    if (fields.by !== "dates") {
      const text = (fields.age ?? "").trim().replace("½", ".5")
      if (text === "") missing.push("age")
      else if (!/^\d{1,3}(\.[05])?$/.test(text) || Number(text) > 120) errors.age = "Write an age in years, such as 45 or 59.5."
      else return {age: Math.floor(Number(text) * 2)}
      return {age: null}
    }
    const [born, paid] = ["born", "paid"].map(name => {
      if (!fields[name]) missing.push(name)
      const found = parseDay(fields[name] ?? "")
      if (fields[name] && !found) errors[name] = "Write a whole date: month, day and year."
      return found
    })
    if (paid && paid.year !== law.year) errors.paid = `These are the figures of ${law.year}: write a day in ${law.year}.`
    if (born && paid && order(born) > order(paid)) errors.born = "This is after the day of the payment."
    else if (born && paid && paid.year - born.year > 120) errors.born = "Check the year of birth."
    return {age: born && paid && !errors.born && !errors.paid ? ageOn(born, paid) : null, born}
  }

  // From a case to what is shown

  function rowsOf(law, given, result, show) {
    const {laws} = law
    const account = law.accounts[given.account]
    const rows = []
    const row = (label, amount, source = null, note = "", total = false) =>
      rows.push({label, amount: typeof amount === "number" ? show(amount) : amount, law: source, note, total})

    row("Withdrawal", given.amount)
    if (given.nontaxable) row("After-tax money in it, not taxed again", given.nontaxable, account.recovery)
    row("Taxable part of the withdrawal", result.includible, account.taxed)
    row("Standard deduction of the year", result.standardDeduction, given.older ? laws.additional_deduction : laws.standard_deduction,
      given.older ? `With the addition for ${given.older === 1 ? "one filer" : "two filers"} 65 or over` : "")
    if (result.seniorBefore || result.seniorAfter) {
      row("Senior deduction without the withdrawal", result.seniorBefore, laws.senior_deduction)
      row("Senior deduction with the withdrawal", result.seniorAfter, laws.senior_deduction)
    }
    const [taxLaw, convention] = given.byTable ? [laws.tax_table, "By the Tax Table"] : [laws.income_tax, "By the rate schedules"]
    row("Income tax of the year without the withdrawal", result.incomeTaxWithout, taxLaw, convention)
    row("Income tax of the year with the withdrawal", result.incomeTaxWith, taxLaw, convention)
    row("Income tax on the withdrawal", result.incomeTax)

    if (result.over59Half) row("Within reach of the additional tax", 0, laws.age_59_half, "59½ attained")
    else if (given.account === "governmental_457b") row("Rolled-in part, within reach of the additional tax", result.base, laws.governmental_457b)
    else row("Within reach of the additional tax", result.base, laws.base)
    for (const line of result.lines) {
      const exception = law.exceptions[line.id]
      row(`Covered by an exception: ${exception.name}`, line.covered, exception.laws[given.account], line.closed)
    }
    row(`Additional tax, ${rate(result.rate)} of ${show(result.taxed)}`, result.additionalTax, given.window ? laws.simple_rate : laws.rate)
    row("Federal tax in all", result.total, null, "", true)
    if (given.state) stateRow(law.states[given.state], result, row, show)
    const stateKnown = given.state && law.states[given.state].standing !== "not read for this year"
    row("Kept", result.keptAfterState, null, stateKnown ? "Before state income tax" : "Before the taxes of a state", true)

    const fromPlan = !account.ira && given.payment === "usual"
    row("Withheld from the payment", result.withheld,
      given.payment === "none" ? laws.no_withholding : fromPlan ? laws.rollover_withholding : laws.nonperiodic_withholding,
      given.payment === "none" ? "No withholding chosen" : "")
    row("Paid to you at the time", result.paidNow)
    row(result.due < 0 ? "Comes back at filing" : "Due at filing", Math.abs(result.due), null, given.state ? "On the federal return" : "")
    return rows
  }

  function stateRow(state, result, row, show) {
    const label = `Additional tax of ${state.name}`
    if (state.amount) row(label, state.amount, state.law, state.words)
    else if (state.of === "base") row(`${label}, ${rate(result.stateRate)} of ${show(result.stateTaxed)}`, result.stateTax, state.law)
    else row(`${label}, ${rate(result.stateRate)} of the federal additional tax`, result.stateTax, state.law)
  }

  function notesOf(law, given, result) {
    const account = law.accounts[given.account]
    const notes = [...law.notes.year]
    const basis = [...(result.over59Half ? law.notes.late : law.notes.early)]
    if (given.born) {
      const {day, settled} = dateOf59Half(given.born)
      notes.push(`By the convention of six calendar months, you reach 59½ on ${words(day)}.`)
      if (!settled) notes.push("No day six months after your 59th birthday matches it. The exact date is unsettled; this is the later and safer one.")
    } else if (given.age === 118) {
      notes.push("At 59, the day decides: give your birth date and the date of the payment instead.")
    }
    if (!result.over59Half) {
      for (const {id} of result.lines) {
        const note = law.exceptions[id].account_notes[given.account]
        if (note) notes.push(`${law.exceptions[id].name}: ${note}`)
      }
      if (given.claims.length) notes.push("The case supposes that every condition of the exceptions is met.")
      else basis.push("The case supposes that no exception applies.")
    }
    if (given.older && law.laws.senior_deduction && !result.seniorBefore && !result.seniorAfter) {
      notes.push(law.statuses[given.status].senior_start === null
        ? "The deduction for those 65 or over is not open to this filing status."
        : "At this income nothing is left of the deduction for those 65 or over.")
    }
    if (given.state) notes.push(...law.states[given.state].notes, law.notes.state)
    else basis.push(law.notes.no_state)
    notes.push(...given.window ? account.window_notes : account.notes)
    basis.push(given.byTable ? law.notes.tax_table : law.notes.schedules, ...law.notes.all)
    return {notes, basis}
  }

  /* What the page shows for its fields: messages beside them, what is still needed, the result. */
  function evaluate(law, fields) {
    const {given, errors, missing} = caseOf(law, fields)
    const hints = Object.fromEntries(Object.entries(law.exceptions).map(([id, exception]) => [id, exception.closed[given.account] ?? ""]))
    if (missing.length || Object.keys(errors).length) return {errors, missing, hints, result: null}
    const result = breakDown(law, given)
    const {rate: _, stateRate: __, ...amounts} = result
    const withCents = [given.amount, given.nontaxable, ...Object.values(amounts).filter(Number.isInteger), ...result.lines.map(line => line.covered)]
      .some(amount => amount % 100)
    const show = amount => money(amount, withCents)
    return {
      errors,
      missing,
      hints,
      result: {
        lead: `Of ${money(given.amount)} withdrawn, ${show(result.total)} (${result.share}) goes to federal tax`
          + `${result.stateTax ? `, ${show(result.stateTax)} to the additional tax of ${law.states[given.state].name},` : ""}`
          + ` and ${show(result.keptAfterState)} is kept.`,
        table: {
          caption: `A withdrawal from ${law.accounts[given.account].phrase} in ${law.year} by ${law.statuses[given.status].phrase}${given.byTable ? ", by the Tax Table" : ""}.`,
          rows: rowsOf(law, given, result, show),
        },
        ...notesOf(law, given, result),
      },
    }
  }

  rulebook.calculators["early-withdrawal"] = {evaluate, caseOf, breakDown, dateOf59Half}
})()
