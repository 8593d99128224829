/* A required distribution that was missed: the rules of hooks/rulebook/rules/required_distribution.py and the case of
   hooks/rulebook/scenarios/missed_distribution.py, with the page's law data. It knows no page: fields in, a result out. */
(() => {
  "use strict"

  const {exact, times, cents, money, rate} = rulebook.money
  const {order, words} = rulebook.days

  const NO_YEAR = "Write a year in four digits"
  const day = (year, month, date) => ({year, month, day: date})
  const upTo = (one, other) => order(one) <= order(other)

  // When it begins: 26 U.S.C. 401(a)(9)(C). Ages are half years.

  const agesOf = (law, born) => law.births.filter(([first]) => first <= order(born)).at(-1)[1]
  const yearAttained = (born, age) => born.year + Math.floor(age / 2) + (age % 2 && born.month > 6 ? 1 : 0)

  function lastDay(firstYear, year) {
    return year === firstYear ? day(year + 1, 4, 1) : day(year, 12, 31)
  }

  // How much: 26 CFR 1.401(a)(9)-5. Divisors are tenths.

  function divisorAt(law, age) {
    const last = Math.max(...Object.keys(law.divisors).map(Number))
    return law.divisors[Math.min(age, last)]
  }

  const quotient = (balance, divisor) => Number((20n * BigInt(balance) + BigInt(divisor)) / (2n * BigInt(divisor)))

  // The tax: 26 U.S.C. 4974.

  function miss(law, given, firstYear) {
    const due = lastDay(firstYear, given.year)
    const {rate: full, lower, window_year: windowYear} = law.years_of_tax[due.year]
    const divisor = divisorAt(law, given.year - given.born.year)
    const required = quotient(given.balance, divisor)
    const inTime = given.received !== null && upTo(given.received, due)
    const taken = given.taken + (inTime ? given.madeUp ?? Math.max(0, required - given.taken) : 0)
    const shortfall = Math.max(0, required - taken)
    const ends = windowYear === null ? [] : [day(windowYear, 12, 31), given.notice, given.assessed].filter(Boolean)
    const windowEnd = ends.length ? ends.reduce((one, other) => upTo(one, other) ? one : other) : null
    const inWindow = date => date !== null && !upTo(date, due) && upTo(date, windowEnd)
    const corrected = Boolean(windowEnd && shortfall && inWindow(given.received) && inWindow(given.filed)
      && (given.madeUp ?? shortfall) >= shortfall)
    const tax = basisPoints => cents(times(exact(shortfall), basisPoints))
    return {
      due,
      divisor,
      required,
      taken,
      shortfall,
      windowEnd,
      corrected,
      rate: corrected ? lower : full,
      tax: tax(corrected ? lower : full),
      taxIfCorrected: windowEnd ? tax(lower) : null,
    }
  }

  /* One reading for each age that the law gives for the birth date; none for a Roth IRA. */
  function readings(law, given) {
    if (!law.accounts[given.account].required) return []
    return agesOf(law, given.born).map(age => {
      const firstYear = Math.max(yearAttained(given.born, age), given.retired ?? 0)
      return {age, firstYear, miss: given.year < firstYear ? null : miss(law, given, firstYear)}
    })
  }

  // From what stands in the fields to a case

  function caseOf(law, fields) {
    const {errors, missing, ...read} = rulebook.reader(fields)
    const account = read.choice("account", Object.keys(law.accounts))
    const {ira, required} = law.accounts[account]
    const given = {account, born: null, year: null, balance: null, taken: 0, retired: null, received: null, filed: null, madeUp: null, notice: null, assessed: null}
    if (!required) return {given, errors, missing}
    given.born = read.day("born")
    if (!ira) given.retired = read.number("retired", 1950, 2099, `${NO_YEAR}, or leave the field empty.`, null)
    given.year = read.number("year", law.first_year, law.last_year, `${NO_YEAR}, from ${law.first_year} to ${law.last_year}.`)
    given.balance = read.amount("balance")
    given.taken = read.amount("taken", 0)
    if (fields.madeup === "yes") {
      given.received = read.day("received")
      given.filed = read.day("filed")
      given.madeUp = read.amount("amount", null)
    }
    if (fields.closed === "yes") {
      given.notice = read.day("notice", null)
      given.assessed = read.day("assessed", null)
    }
    if (given.born && given.born.year < 1900) errors.born = "Check the year of birth."
    else if (given.born && given.year !== null && given.year - given.born.year > 120) errors.born = "Check the year of birth."
    else if (given.born && given.born.year >= law.year) errors.born = "Check the year of birth."
    for (const name of ["received", "filed", "notice", "assessed"]) {
      if (given[name] && given.year !== null && given[name].year < given.year) errors[name] = `This is before ${given.year}, the year of the amount.`
    }
    for (const name of ["notice", "assessed"]) {
      if (given[name] && given.year !== null && given[name].year === given.year) {
        errors[name] = `The tax cannot arise before the last day for the amount. Write a day after ${given.year}.`
      }
    }
    return {given, errors, missing}
  }

  // From a case to what is shown

  const age = halfYears => `${Math.floor(halfYears / 2)}${halfYears % 2 ? "½" : ""}`
  const or = texts => [...new Set(texts)].join(" or ")

  function startRows(law, given, found, row) {
    row("Age from which distributions are required", age(found.age), law.age_laws[found.age])
    const later = given.retired !== null && given.retired > yearAttained(given.born, found.age)
    row("First year", String(found.firstYear), law.laws.beginning, later ? "the year of retirement" : "the year of that age")
    row("Required beginning date", words(day(found.firstYear + 1, 4, 1)), law.laws.beginning)
  }

  function missRows(law, given, {miss: found}, row, show) {
    const {laws} = law
    const ofTax = law.years_of_tax[found.due.year]
    const letter = found.corrected ? "a" : "b"
    const line = number => found.shortfall && found.due.year >= law.form_year ? `line ${number}` : ""
    row(`Balance on December 31, ${given.year - 1}`, show(given.balance))
    row(`Divisor at ${given.year - given.born.year}, the age reached in ${given.year}`, (found.divisor / 10).toFixed(1), laws.divisor)
    row(`Required for ${given.year} by ${words(found.due)}`, show(found.required), laws.quotient, line(`52${letter}`))
    row("Taken by that day", show(found.taken), null, line(`53${letter}`))
    row("Shortfall", show(found.shortfall), ofTax.law)
    if (!found.shortfall) return
    if (found.windowEnd) row(`Correction window closes${given.notice || given.assessed ? "" : ", at the latest"}`, words(found.windowEnd), laws.window)
    if (given.received) {
      row(given.madeUp === null ? "Whole shortfall paid out" : `${show(given.madeUp)} of it paid out`, words(given.received), laws.lower)
      row("Return filed", words(given.filed), laws.lower)
    }
    row(`Tax, ${rate(found.rate)} of the shortfall`, show(found.tax), found.corrected ? laws.lower : ofTax.law, line(`54${letter} and 55`), true)
    if (found.windowEnd && !found.corrected && !given.received) {
      row(`Tax if corrected by ${words(found.windowEnd)}, ${rate(ofTax.lower)}`, show(found.taxIfCorrected), laws.lower)
    }
  }

  function lead(law, given, found, show) {
    const missed = found.filter(one => one.miss)
    if (!missed.length) return `Nothing is required for ${given.year}: the first year is ${or(found.map(one => one.firstYear))}.`
    const [{miss: one}] = missed
    const sometimes = missed.length < found.length ? ` if the age is ${age(missed[0].age)}, and nothing if it is ${age(found.at(-1).age)}` : ""
    if (missed.every(({miss: each}) => !each.shortfall)) {
      return `${show(one.required)} is required for ${given.year}${sometimes}. It was taken in time, and there is no tax.`
    }
    if (sometimes) return `${show(one.required)} is required for ${given.year}${sometimes}. In the first case ${show(one.shortfall)} is missing, and the tax is ${show(one.tax)}.`
    if (new Set(missed.map(({miss: each}) => each.tax)).size > 1) {
      return `The tax is ${or(missed.map(each => `${show(each.miss.tax)} if the age is ${age(each.age)}`))}.`
    }
    const reduced = one.windowEnd && !one.corrected && !given.received
      ? ` Corrected by ${words(one.windowEnd)}, it is ${show(one.taxIfCorrected)}.` : ""
    const missing = one.taken ? `${show(one.shortfall)} of the ${show(one.required)}` : `All of the ${show(one.required)}`
    return `${missing} required for ${given.year} is missing. The tax is ${show(one.tax)}.${reduced}`
  }

  function notesOf(law, given, found) {
    const {notes} = law
    const missed = found.map(one => one.miss).filter(Boolean)
    const short = missed.filter(one => one.shortfall)
    const said = []
    if (found.length > 1) said.push(notes.unsettled)
    if (!law.accounts[given.account].ira) said.push(notes.retirement)
    const first = found.find(one => one.miss?.due.month === 4)
    if (first) {
      const only = found.length > 1 ? `If the age is ${age(first.age)}, ` : ""
      said.push(`${only}${given.year} is the first year. Its amount can wait until April 1, ${given.year + 1}, and that of ${given.year + 1} is due in the same year.`)
    }
    const years = [...new Set(short.map(one => one.due.year))].sort()
    if (short.length) {
      said.push(`To file: Form 5329, Part IX, for ${or(years)}, the year of the last day.`)
      if (years.at(-1) >= law.form_year) said.push(`The lines are those of the form for ${law.form_year}${years.at(-1) > law.form_year ? "; later forms were not read" : ""}.`)
      said.push(...(short.some(one => one.windowEnd) ? notes.window : [notes.no_window]))
      if (given.received && short.some(one => one.windowEnd && !one.corrected)) {
        said.push(given.madeUp !== null && short.some(one => given.madeUp < one.shortfall)
          ? "Only a part was made up, so the rate is not lowered."
          : "The correction does not fall into the window, so the rate is not lowered.")
      }
      said.push(notes.waiver)
    }
    if (given.year > law.year) said.push(`${given.year} lies ahead: this follows the law as it stands.`)
    return {notes: said, basis: [...(missed.length ? notes.divisor : []), ...notes.all]}
  }

  function present(law, given) {
    const {phrase, required} = law.accounts[given.account]
    const rows = []
    const row = (label, amount, source = null, note = "", total = false) => rows.push({label, amount, law: source, note, total})
    if (!required) {
      row("Required in the owner's life", money(0), law.laws.roth, "", true)
      return {
        lead: `Nothing is required from ${phrase} in its owner's life.`,
        table: {caption: `The owner of ${phrase}.`, rows},
        notes: [],
        basis: law.notes.all,
      }
    }
    const found = readings(law, given)
    const amounts = found.flatMap(({miss: one}) => one ? [one.required, one.taken, one.shortfall, one.tax, one.taxIfCorrected ?? 0] : [])
    const withCents = [given.balance, given.madeUp ?? 0, ...amounts].some(amount => amount % 100)
    const show = amount => money(amount, withCents)
    for (const one of found) {
      if (found.length > 1) row(`If the age is ${age(one.age)}`, "", one === found[0] ? law.laws.proposed : null, "", true)
      startRows(law, given, one, row)
      if (one.miss) missRows(law, given, one, row, show)
      else row(`Required for ${given.year}`, show(0), law.laws.beginning, "", true)
    }
    return {
      lead: lead(law, given, found, show),
      table: {caption: `The owner of ${phrase}, born on ${words(given.born)}: the amount of ${given.year}.`, rows},
      ...notesOf(law, given, found),
    }
  }

  /* What the page shows for its fields: messages beside them, what is still needed, the result. */
  function evaluate(law, fields) {
    const {given, errors, missing} = caseOf(law, fields)
    const result = missing.length || Object.keys(errors).length ? null : present(law, given)
    return {errors, missing, hints: {}, result}
  }

  rulebook.calculators["missed-required-distribution"] = {evaluate, caseOf, readings}
})()
