/* Too much put in: the rules of hooks/rulebook/rules/excess_contribution.py, the years of scenarios/excess_over_years.py and the
   deferral of scenarios/deferral_above_limit.py, with the page's law data. It knows no page: fields in, a result out. */
(() => {
  "use strict"

  const {exact, times, cents, money, rate} = rulebook.money
  const {order, words} = rulebook.days

  // Left in an IRA: 26 U.S.C. 4973(a), (b), (f)

  function excessOfYear(basisPoints, broughtIn, {room, paid, added, value, emptied}) {
    const distributed = emptied ? Math.max(paid, broughtIn) : paid
    const left = Math.max(0, broughtIn - room - distributed)
    const excess = left + added
    const taxed = value === null ? excess : Math.min(excess, value)
    return {broughtIn, room, distributed, left, added, excess, taxed, tax: cents(times(exact(taxed), basisPoints))}
  }

  function follow(law, given) {
    const found = []
    for (const [offset, year] of given.years.entries()) {
      found.push(excessOfYear(law.rates[given.first + offset], found.at(-1)?.excess ?? 0, year))
    }
    return found
  }

  // Returned in time: 26 CFR 1.408-11. Rounded half up, away from nothing.

  function giveBack(given) {
    const opening = given.before + given.putIn
    const closing = given.atRemoval + given.takenOut
    const size = BigInt(given.contribution) * BigInt(Math.abs(closing - opening))
    const net = Math.sign(closing - opening) * Number((2n * size + BigInt(opening)) / (2n * BigInt(opening)))
    return {opening, closing, net: net + 0, paidOut: given.contribution + net, income: Math.max(0, net)}
  }

  // Deferred above the limit: 26 U.S.C. 402(g)

  const limitAt = (ofYear, age) => ofYear.limits.filter(([from]) => from <= age).at(-1)[1]

  function defer(law, given) {
    const ofYear = law.deferral_years[given.year]
    const limit = limitAt(ofYear, given.age)
    const excess = Math.max(0, given.deferred - limit)
    const outcome = inTime => {
      const again = inTime ? 0 : excess
      return {inTime, whenDeferred: excess, whenPaid: again + given.earnings, twice: again, within72t: !inTime}
    }
    return {limit, excess, outcomes: (given.paid ? [order(given.paid) <= order(ofYear.last_day)] : [true, false]).map(outcome)}
  }

  // From what stands in the fields to a case

  const KINDS = ["left", "returned", "deferral"]

  function caseOf(law, fields) {
    const {errors, missing, ...read} = rulebook.reader(fields)
    const kind = read.choice("kind", KINDS)
    const given = {kind, ...{left: readLeft, returned: readReturned, deferral: readDeferral}[kind](law, fields, read, errors)}
    return {given, errors, missing}
  }

  function readLeft(law, fields, read, errors) {
    const account = read.choice("account", Object.keys(law.accounts))
    const counts = Array.from({length: law.most_year_ends}, (_, at) => String(at + 1))
    const count = Number(read.choice("years", counts))
    const excess = read.amount("excess")
    const years = [{room: 0, paid: 0, added: excess, value: read.amount("value-1", null), emptied: false}]
    for (let at = 2; at <= count; at += 1) {
      const [room, paid, added] = ["room", "paid", "added"].map(name => read.amount(`${name}-${at}`, 0))
      if (room && added) errors[`added-${at}`] = "A limit that has room left was not exceeded. Write one of the two."
      years.push({room, paid, added, value: read.amount(`value-${at}`, null), emptied: false})
    }
    if (excess === 0) errors.excess = "Nothing was put in above the limit."
    years.at(-1).emptied = account === "roth_ira" && count > 1 && fields.emptied === "yes"
    return {account, first: Number(read.choice("first", law.first_years.map(String).reverse())), years}
  }

  function readReturned(law, fields, read, errors) {
    const given = {
      contribution: read.amount("contribution"),
      before: read.amount("before"),
      putIn: read.amount("putin"),
      atRemoval: read.amount("atremoval"),
      takenOut: read.amount("takenout", 0),
    }
    if (given.contribution === 0) errors.contribution = "Nothing is returned."
    else if (given.contribution !== null && given.putIn !== null && given.contribution > given.putIn) {
      errors.putin = "This is less than what is returned: it holds that contribution too."
    } else if (Object.values(given).every(amount => amount !== null) && giveBack(given).paidOut > given.atRemoval) {
      errors.atremoval = "This is less than what must be returned."
    }
    return given
  }

  function readDeferral(law, fields, read, errors) {
    const given = {
      year: Number(read.choice("deferralyear", Object.keys(law.deferral_years).reverse())),
      deferred: read.amount("deferred"),
      age: read.number("age", 0, 120, "Write an age in whole years, such as 45."),
      earnings: read.amount("earnings", 0),
      paid: read.day("paid", null),
    }
    if (given.paid && given.paid.year < given.year) errors.paid = `This is before ${given.year}, the year of the deferral.`
    return given
  }

  // From a case to what is shown

  function table(show) {
    const rows = []
    const add = (label, amount, law = null, note = "", total = false) =>
      rows.push({label, amount: typeof amount === "number" ? show(amount) : amount, law, note, total})
    return [rows, add]
  }

  const shower = amounts => {
    const withCents = amounts.some(amount => amount % 100)
    return amount => money(amount, withCents)
  }

  function presentLeft(law, given) {
    const found = follow(law, given)
    const account = law.accounts[given.account]
    const show = shower([...found.flatMap(one => Object.values(one)), ...given.years.map(year => year.value ?? 0)])
    const [rows, add] = table(show)
    const [roomLine, paidLine, addedLine, excessLine, taxLine] = account.lines.map(line => `line ${line}`)
    let total = 0
    found.forEach((one, offset) => {
      const year = given.first + offset
      const {value} = given.years[offset]
      if (one.room) add(`Room left unused in the limit of ${year}`, one.room, account.law, roomLine)
      if (one.distributed) add(`Paid out in ${year}`, one.distributed, account.law, paidLine)
      if (one.added) add(`Put in above the limit for ${year}`, one.added, account.law, addedLine)
      add(`Excess at the end of ${year}`, one.excess, account.law, excessLine)
      if (one.taxed < one.excess) add(`Value of the IRAs at the end of ${year}, which is less`, value, law.laws.tax)
      add(`Tax for ${year}, ${rate(law.rates[year])} of ${show(one.taxed)}`, one.tax, law.laws.tax, taxLine, true)
      total += one.tax
    })
    if (found.length > 1) add("Tax of all years", total, null, "", true)
    const last = given.first + found.length - 1
    const left = found.at(-1).excess
    const {file, left: basis, ahead} = law.notes
    return {
      lead: `The tax comes to ${show(total)} over ${found.length} year-end${found.length > 1 ? "s" : ""}. At the end of ${last}, ${left ? `${show(left)} of excess is left` : "no excess is left"}.`,
      table: {caption: `${money(given.years[0].added)} too much put into ${account.phrase} for ${given.first}.`, rows},
      notes: [
        ...(given.years.some(year => year.value === null) ? ["Where no value is given, the IRAs are taken to be worth at least the excess."] : []),
        file,
        `The lines are those of Part ${account.part}.`,
        ...(last > law.year ? [ahead] : []),
      ],
      basis,
    }
  }

  function presentReturned(law, given) {
    const {laws} = law
    const found = giveBack(given)
    const show = shower([...Object.values(given).filter(Number.isInteger), ...Object.values(found)])
    const [rows, add] = table(show)
    const loss = found.net < 0
    add("Value just before the contribution", given.before)
    add("Put in from then on", given.putIn)
    add("Adjusted opening balance", found.opening, laws.opening)
    add("Value just before the return", given.atRemoval)
    if (given.takenOut) add("Taken out in between", given.takenOut)
    add("Adjusted closing balance", found.closing, laws.closing)
    add(loss ? "Loss of the contribution" : "Income of the contribution", found.net, laws.formula)
    add("Leaves the IRA", found.paidOut, laws.returned, "", true)
    add("Taxed as income", found.income, laws.returned)
    add("Within reach of the additional tax", 0, laws.no_additional_tax)
    return {
      lead: `${show(found.paidOut)} leaves the IRA, and ${found.income ? `${show(found.income)} of it` : "none of it"} is taxed. The contribution counts as never made.`,
      table: {caption: `${money(given.contribution)} is returned from an IRA before the return is due.`, rows},
      notes: [...(loss ? [law.notes.loss] : []), ...law.notes.returned],
    }
  }

  function presentDeferral(law, given) {
    const {laws} = law
    const ofYear = law.deferral_years[given.year]
    const found = defer(law, given)
    const show = shower([given.deferred, found.limit, given.earnings])
    const [rows, add] = table(show)
    add(`Deferred from pay in ${given.year}`, given.deferred)
    add(`Limit at age ${given.age}`, found.limit, found.limit > ofYear.limits[0][1] ? ofYear.catch_up_law : ofYear.law)
    add("Excess", found.excess, laws.deferred, "", true)
    const caption = `Pre-tax pay deferred in ${given.year} to 401(k), 403(b) plans and the TSP together.`
    if (!found.excess) return {lead: "Nothing was deferred above the limit.", table: {caption, rows}, notes: law.notes.deferral.slice(-2)}
    add("Its earnings", given.earnings)
    add(`Income of ${given.year}, from the deferral`, found.excess, laws.deferred)
    const last = words(ofYear.last_day)
    if (!given.paid) add("Last day for the plan to return it", last, laws.deferral_returned)
    for (const one of found.outcomes) {
      const when = given.paid ? `on ${words(given.paid)}` : one.inTime ? `by ${last}` : "later"
      const taxedBy = one.inTime ? laws.deferral_returned : laws.no_basis
      add(`Paid out ${when}`, found.excess + given.earnings, taxedBy, given.paid ? `${one.inTime ? "by" : "after"} the last day, ${last}` : "")
      add(given.paid ? `Income of ${given.paid.year}, from the payment` : "Income of the year of payment", one.whenPaid, taxedBy)
      add("Taxed twice", one.twice, taxedBy)
      add("Within reach of the additional tax", one.within72t ? one.whenPaid : 0, laws.deferral_returned)
      add("Taxed in all", found.excess + one.whenPaid, null, "", true)
    }
    const [first, second] = found.outcomes.map(one => show(found.excess + one.whenPaid))
    return {
      lead: `${show(found.excess)} is over the limit. ` + (given.paid
        ? `Paid out ${found.outcomes[0].inTime ? "in time" : "too late"}, ${first} is taxed in all${found.outcomes[0].inTime ? "" : ": the excess is taxed twice"}.`
        : `Paid out by ${last}, ${first} is taxed in all; later, ${second}.`),
      table: {caption, rows},
      notes: law.notes.deferral,
    }
  }

  const PRESENT = {left: presentLeft, returned: presentReturned, deferral: presentDeferral}

  /* What the page shows for its fields: messages beside them, what is still needed, the result. */
  function evaluate(law, fields) {
    const {given, errors, missing} = caseOf(law, fields)
    const result = missing.length || Object.keys(errors).length ? null : PRESENT[given.kind](law, given)
    const first = Number(law.first_years.map(String).includes(fields.first) ? fields.first : law.first_years.at(-1))
    const hints = Object.fromEntries(Array.from({length: law.most_year_ends}, (_, at) => [`year-${at + 1}`, String(first + at)]))
    return {errors, missing, hints, result}
  }

  rulebook.calculators["excess-contribution"] = {evaluate, caseOf, follow, giveBack, defer}
})()
