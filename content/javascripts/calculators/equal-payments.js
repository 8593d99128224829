/* A series of substantially equal payments: the rules of hooks/rulebook/rules/substantially_equal_payments.py and the
   case of hooks/rulebook/scenarios/equal_payments_series.py, with the page's law data. Fields in, a result out. */
(() => {
  "use strict"

  const {exact, times, cents, money, rate} = rulebook.money
  const {order, words, orFollowing, dateOf59Half} = rulebook.days

  // Factors: whole numbers of forty decimals, so that no cent depends on the last of them.

  const ONE = 10n ** 40n

  function power(base, exponent) {
    let found = ONE
    for (let bit = base, left = exponent; left; left = Math.floor(left / 2), bit = bit * bit / ONE) {
      if (left % 2) found = found * bit / ONE
    }
    return found
  }

  /* The tenth root, by Newton's method from a first guess that is right to a dozen digits. */
  function tenthRoot(value) {
    let root = BigInt(Math.round(Math.pow(Number(value) / Number(ONE), 0.1) * 1e12)) * ONE / 10n ** 12n
    for (let step = 0; step < 4; step += 1) root = (9n * root + value * ONE / power(root, 9)) / 10n
    return root
  }

  /* Present value of 1 at the end of each year over `tenths` of a year: Notice 2022-6, section 3.01(b). */
  function levelFactor(tenths, basisPoints) {
    if (!basisPoints) return BigInt(tenths) * ONE / 10n
    const yearly = ONE + ONE * BigInt(basisPoints) / 10_000n
    return (ONE - ONE * ONE / power(tenthRoot(yearly), tenths)) * 10_000n / BigInt(basisPoints)
  }

  /* Present value of 1 at the end of each year of life, from the mortality rates: section 3.01(c). */
  function annuityFactor(mortality, age, basisPoints) {
    let [value, alive, worth] = [0n, ONE, ONE]
    for (let reached = age; reached < 120; reached += 1) {
      alive = alive * BigInt(1_000_000 - mortality[reached]) / 1_000_000n
      worth = worth * 10_000n / BigInt(10_000 + basisPoints)
      value += alive * worth / ONE
    }
    return value
  }

  /* Rounded half up to the cent. */
  const over = (balance, factor) => Number((2n * BigInt(balance) * ONE + factor) / (2n * factor))

  function fourDecimals(factor) {
    const digits = String((factor * 10_000n + ONE / 2n) / ONE).padStart(5, "0")
    return `${digits.slice(0, -4)}.${digits.slice(-4)}`
  }

  const oneDecimal = tenths => `${Math.floor(tenths / 10)}.${tenths % 10}`

  // The term: 26 U.S.C. 72(t)(4)(A)(ii). Payments are a year apart.

  const anniversary = (first, years) => orFollowing(first.year + years, first.month, first.day)[0]

  function termByDays(law, born, first) {
    const {day: half, settled} = dateOf59Half(born)
    const years = anniversary(first, law.years)
    const free = order(years) > order(half) ? years : half
    const late = []
    for (let day = first; order(day) < order(free); day = anniversary(first, late.length)) late.push(order(day) >= order(half))
    return {half, settled, years, free, late}
  }

  function termByAge(law, age) {
    const late = []
    while (late.length < law.years || 2 * (age + late.length) < law.age_59_half) late.push(2 * (age + late.length) >= law.age_59_half)
    return {half: null, settled: true, years: null, free: null, late}
  }

  // What a change brings back: 26 U.S.C. 72(t)(4)(A). `payments`: {amount, late, window}

  function recapture(law, payments) {
    const early = payments.filter(paid => !paid.late)
    const sum = all => all.reduce((total, paid) => total + paid.amount, 0)
    const tax = all => cents(all.reduce((total, paid) => total + times(exact(paid.amount), paid.window ? law.simple_rate : law.rate), 0n))
    const [total, simple] = [tax(early), tax(early.filter(paid => paid.window))]
    return {paid: sum(payments), before: sum(early), simple, usual: total - simple, total}
  }

  /* The amounts of a case, in cents. */
  function breakDown(law, given) {
    const tenths = law.tables[given.table].tenths[given.age]
    const annuity = annuityFactor(law.mortality, given.age, given.rate)
    const worked = {
      "required-minimum": () => over(given.balance, BigInt(tenths) * ONE / 10n),
      amortization: () => over(given.balance, levelFactor(tenths, given.rate)),
      annuitization: () => over(given.balance, annuity),
    }
    const payments = Object.fromEntries(given.methods.map(method => [method, worked[method]()]))
    const late = given.term.late.slice(0, given.made ?? undefined)
    const back = {}
    for (const method of given.methods) {
      if (method !== "required-minimum") {
        back[method] = recapture(law, late.map((isLate, number) => ({amount: payments[method], late: isLate, window: number < given.window})))
      } else if (given.taken !== null) {
        back[method] = recapture(law, [{amount: given.taken - given.takenWindow}, {amount: given.takenWindow, window: true}])
      }
    }
    return {tenths, factor: fourDecimals(annuity), limit: Math.max(law.floor, given.midterm ?? 0), payments, made: late.length, back}
  }

  // From what stands in the fields to a case

  const NOT_A_RATE = "Write a rate in percent, with at most two decimals, such as 4.5."

  /* "4.5" or "4.5%" -> 450; null for anything else. */
  function parseRate(text) {
    const match = /^(\d{1,2})(?:\.(\d{1,2}))?\s*%?$/.exec(text.trim())
    return match ? Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0")) : null
  }

  function caseOf(law, fields) {
    const {errors, missing, ...read} = rulebook.reader(fields)
    const account = Object.hasOwn(law.accounts, fields.account) ? fields.account : "traditional_ira"
    const simple = account === "simple_ira"
    const methods = Object.hasOwn(law.methods, fields.method) ? [fields.method] : Object.keys(law.methods)
    const moving = methods.length === 1 && methods[0] === "required-minimum"
    const given = {
      account,
      methods,
      table: Object.hasOwn(law.tables, fields.table) ? fields.table : "single",
      balance: read.amount("balance"),
      rate: moving ? law.floor : read.value("rate", parseRate, NOT_A_RATE, law.floor),
      midterm: moving ? null : read.value("midterm", parseRate, NOT_A_RATE, null),
      window: simple && !moving && ["1", "2"].includes(fields.window) ? Number(fields.window) : 0,
      taken: moving ? read.amount("taken", null) : null,
      takenWindow: moving && simple ? read.amount("takenwindow", 0) : 0,
      ...readBeginning(law, fields, read, errors),
      made: null,
    }
    if (!law.accounts[account].open) {
      errors.account = "The plan’s own money bears no additional tax at any age, so it needs no series. Money rolled in is not covered here."
    }
    const limit = Math.max(law.floor, given.midterm ?? 0)
    if (given.rate !== null && given.rate > limit && !errors.midterm) {
      errors.rate = given.midterm === null
        ? `Above ${rate(law.floor)}, give 120% of the federal mid-term rate below: the cap is the greater of the two.`
        : `The cap is ${rate(limit)}, the greater of ${rate(law.floor)} and 120% of the federal mid-term rate you gave.`
    }
    if (given.taken !== null && given.takenWindow > given.taken) errors.takenwindow = "This is more than what was paid before 59½."
    if (given.taken === null && given.takenWindow && !errors.taken) missing.push("taken")
    if (given.term && !moving) {
      const most = given.term.late.length
      given.made = read.number("made", 1, most,
        `Write a whole number from 1 to ${most}: so many payments come before the day from which a change brings nothing back.`, most)
    }
    return {given, errors, missing}
  }

  /* The age reached in the year of the first payment, and the term of the series. */
  function readBeginning(law, fields, read, errors) {
    const years = `These rules hold for a series that begins in ${law.first_year} to ${law.last_year}.`
    const oldest = Math.floor(law.age_59_half / 2)
    const youngest = law.youngest
    if (fields.by === "age") {
      const age = read.number("age", 0, 120, "Write the age in whole years, such as 50.")
      const year = read.number("year", law.first_year, law.last_year, years)
      if (age !== null && (age < youngest || age > oldest)) {
        errors.age = age > oldest
          ? `From 59½ on no exception is needed. Give dates if the first payment comes before 59½ in the year of age ${oldest + 1}.`
          : `Write an age of ${youngest} or more.`
      }
      return {age, year, born: null, first: null, term: age === null || errors.age || year === null ? null : termByAge(law, age)}
    }
    const [born, first] = ["born", "first"].map(name => read.day(name))
    if (first && (first.year < law.first_year || first.year > law.last_year)) errors.first = years
    else if (first && born && order(first) >= order(dateOf59Half(born).day)) {
      errors.first = "The first payment comes at 59½ or later, when no exception is needed."
    } else if (first && born && first.year - born.year < youngest) errors.born = `The age reached in the year of the first payment must be ${youngest} or more.`
    const ready = born && first && !errors.born && !errors.first
    return {age: ready ? first.year - born.year : null, year: first?.year ?? null, born, first, term: ready ? termByDays(law, born, first) : null}
  }

  // From a case to what is shown

  /* When the series may end, in words: a day where dates are known, else the years it can fall into. */
  function ending(law, given) {
    const {term, year, age} = given
    const fifth = year + law.years
    if (term.free) return {half: words(term.half), years: words(term.years), free: words(term.free), lead: `until ${words(term.free)}`}
    const earliest = year + Math.floor(law.age_59_half / 2) - age
    const half = `${earliest} or ${earliest + 1}`
    const years = `the anniversary in ${fifth}`
    const free = earliest > fifth ? `59½, in ${half}` : earliest + 1 < fifth ? years : `the later of 59½ and ${years}`
    return {half: `In ${half}`, years: `In ${fifth}`, free: free[0].toUpperCase() + free.slice(1), lead: `until ${free}`}
  }

  const small = name => name[0].toLowerCase() + name.slice(1)

  function rowsOf(law, given, result, show) {
    const {laws} = law
    const rows = []
    const row = (label, amount, source = null, note = "", total = false) =>
      rows.push({label, amount: typeof amount === "number" ? show(amount) : amount, law: source, note, total})
    const fixed = given.methods.filter(method => method !== "required-minimum")
    const table = law.tables[given.table]

    row("Balance", given.balance)
    if (given.methods.some(method => method !== "annuitization")) {
      row(`Life expectancy at ${given.age}, ${table.name}`, `${oneDecimal(result.tenths)} years`, table.law)
    }
    if (fixed.length) {
      row("Highest interest rate allowed", rate(result.limit), laws.limit, result.limit > law.floor
        ? "120% of the federal mid-term rate, as you gave it, is more than the rate that may always be used"
        : `This rate may always be used${given.midterm === null ? "; 120% of the federal mid-term rate counts only where it is more" : ", and 120% of the mid-term rate is not more"}`)
      row("Interest rate used", rate(given.rate), laws.limit)
    }
    if (given.methods.includes("annuitization")) row(`Annuity factor at ${given.age}`, result.factor, laws.mortality)
    for (const method of given.methods) {
      row(`Payment a year: ${small(law.methods[method])}`, result.payments[method], laws.method,
        method === "required-minimum" ? "Of the first year" : "The same every year", true)
    }

    const end = ending(law, given)
    row("59½ reached", end.half, laws.age_59_half)
    row(`${law.years} years from the first payment`, end.years, laws.term)
    row("The series must go on until", end.free, laws.term, "The later of the two", true)
    row("Exception number on Form 5329", law.form_5329, laws.filing)

    for (const method of given.methods.filter(name => name in result.back)) {
      const back = result.back[method]
      const after = method === "required-minimum" ? "" : ` after ${result.made} payment${result.made === 1 ? "" : "s"}`
      row(`Broken${after}: paid before 59½ by ${small(law.methods[method])}`, back.before, laws.term)
      if (back.simple) row(`Additional tax, ${rate(law.simple_rate)} of payments in the first ${law.simple_years} years`, back.simple, laws.simple_rate)
      if (back.usual || !back.simple) row(`Additional tax, ${rate(law.rate)}${back.simple ? " of the rest" : ""}`, back.usual, laws.rate)
      row("Comes back, before interest", back.total, laws.term, "", true)
    }
    return rows
  }

  function notesOf(law, given, result) {
    const notes = []
    const basis = []
    const moving = given.methods.includes("required-minimum")
    const fixed = given.methods.some(method => method !== "required-minimum")
    if (moving) basis.push(law.notes.moving)
    if (fixed) basis.push(law.notes.level)
    if (given.methods.includes("annuitization")) basis.push(law.notes.factor)
    if (given.table === "uniform" && given.methods.includes("annuitization")) notes.push("Fixed annuitization does not use the life expectancy.")
    if (given.rate > law.floor && fixed) notes.push("Federal mid-term rates are not in this reference: the rate you gave was not checked.")
    if (given.born && !given.term.settled) {
      notes.push("No day six months after the 59th birthday matches it. The exact date of 59½ is unsettled; this is the later and safer one.")
    } else if (given.born) notes.push("59½ comes six calendar months after the 59th birthday, by convention.")
    else notes.push(law.notes.by_age, "With a birth date and the day of the first payment, the last day is exact.")
    if (moving && !(given.methods[0] in result.back)) {
      notes.push("What a change brings back under the required minimum distribution method depends on the payments of each year. "
        + "Choose that method alone to give what was paid.")
    }
    const {note} = law.accounts[given.account]
    if (note) notes.push(note)
    notes.push(`Claim exception ${law.form_5329} on Form 5329 where Form 1099-R shows code 1.`)
    return {notes, basis: [...basis, ...law.notes.all]}
  }

  function listed(parts) {
    return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} or ${parts.at(-1)}`
  }

  /* What the page shows for its fields: messages beside them, what is still needed, the result. */
  function evaluate(law, fields) {
    const {given, errors, missing} = caseOf(law, fields)
    if (missing.length || Object.keys(errors).length) return {errors, missing, hints: {}, result: null}
    const result = breakDown(law, given)
    const amounts = [given.balance, ...Object.values(result.payments), ...Object.values(result.back).flatMap(back => Object.values(back))]
    const withCents = amounts.some(amount => amount % 100)
    const show = amount => money(amount, withCents)
    return {
      errors,
      missing,
      hints: {},
      result: {
        lead: `From ${money(given.balance)} at ${given.age}, a series pays ${listed(given.methods.map(method => show(result.payments[method])))}`
          + ` a year and must go on ${ending(law, given).lead}.`,
        table: {
          caption: `A series from ${law.accounts[given.account].phrase} that begins in ${given.year}, in the year of age ${given.age}.`,
          rows: rowsOf(law, given, result, show),
        },
        ...notesOf(law, given, result),
      },
    }
  }

  rulebook.calculators["equal-payments"] = {evaluate, caseOf, breakDown}
})()
