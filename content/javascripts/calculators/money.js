/* Money, rates and days for the calculators: whole numbers only, no floating point.
   Amounts are whole cents and rates basis points, as the page's law data has them. In between stand exact amounts:
   BigInts of a million-millionth of a cent, so that three rates, one after the other, divide without a remainder. */
(() => {
  "use strict"

  const FINE = 10n ** 12n
  const MOST = 99_999_999_999 // cents: a limit far above any case, and far below what a Number counts exactly

  const exact = cents => BigInt(cents) * FINE
  const times = (amount, basisPoints) => amount * BigInt(basisPoints) / 10_000n
  const cents = amount => Number((amount + FINE / 2n) / FINE) // rounded half up, once; for amounts of 0 or more
  const least = (...amounts) => amounts.reduce((one, other) => other < one ? other : one)
  const positive = amount => amount > 0n ? amount : 0n

  /* "$1,234.50" -> 123450; null for anything else. */
  function parseMoney(text) {
    const match = /^\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/.exec(text.trim())
    if (!match) return null
    const found = Number(match[1].replaceAll(",", "") + (match[2] ?? "").padEnd(2, "0"))
    return found <= MOST ? found : null
  }

  /* As formats.money in Python: a minus sign before the dollar sign, cents only where asked for or needed. */
  function money(amount, withCents = amount % 100 !== 0) {
    const digits = String(Math.abs(amount)).padStart(3, "0")
    const dollars = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",")
    return `${amount < 0 ? "−" : ""}$${dollars}${withCents ? `.${digits.slice(-2)}` : ""}`
  }

  const rate = basisPoints => `${Number(basisPoints) / 100}%`

  /* A share of a whole as a percentage, rounded half up to one decimal; "0%" of nothing. */
  function percent(part, whole) {
    if (!whole) return "0%"
    const tenths = (BigInt(part) * 2000n + BigInt(whole)) / (2n * BigInt(whole))
    return `${tenths / 10n}${tenths % 10n ? `.${tenths % 10n}` : ""}%`
  }

  // Days: {year, month, day}, compared by their number.

  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
  const isLeap = year => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const lastDay = (year, month) => month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
  const order = date => date.year * 10_000 + date.month * 100 + date.day
  const words = date => `${MONTHS[date.month - 1]} ${date.day}, ${date.year}`

  /* "2026-11-24" -> a day; null for anything else. */
  function parseDay(text) {
    const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
    if (!match) return null
    const [year, month, day] = match.slice(1).map(Number)
    return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= lastDay(year, month) ? {year, month, day} : null
  }

  /* The day, or the first of the next month where the calendar lacks it; and whether it has it. */
  const orFollowing = (year, month, day) =>
    day <= lastDay(year, month) ? [{year, month, day}, true] : [{year: year + Math.floor(month / 12), month: month % 12 + 1, day: 1}, false]

  /* Age 59½: 26 U.S.C. 72(t)(2)(A)(i), by the convention of six calendar months. */
  function dateOf59Half(born) {
    const [birthday, hasBirthday] = orFollowing(born.year + 59, born.month, born.day)
    const months = birthday.month + 6
    const [day, hasDay] = orFollowing(birthday.year + Math.floor((months - 1) / 12), (months - 1) % 12 + 1, birthday.day)
    return {day, settled: hasBirthday && hasDay}
  }

  // Fields

  const NOT_MONEY = "Write an amount in dollars, such as 10000 or 10,000.50. Up to $999,999,999.99."
  const NOT_A_DAY = "Write a whole date: month, day and year."

  /* Reads fields by name, and keeps what is wrong with them or missing. An empty field is `otherwise`, or missing without it. */
  function reader(fields) {
    const errors = {}
    const missing = []
    function value(name, parse, message, otherwise) {
      const text = (fields[name] ?? "").trim()
      if (text === "") {
        if (otherwise === undefined) missing.push(name)
        return otherwise ?? null
      }
      const found = parse(text)
      if (found === null) errors[name] = message
      return found
    }
    const whole = (lowest, highest) => text => /^\d{1,4}$/.test(text) && Number(text) >= lowest && Number(text) <= highest ? Number(text) : null
    return {
      errors,
      missing,
      value,
      amount: (name, otherwise) => value(name, parseMoney, NOT_MONEY, otherwise),
      day: (name, otherwise) => value(name, parseDay, NOT_A_DAY, otherwise),
      number: (name, lowest, highest, message, otherwise) => value(name, whole(lowest, highest), message, otherwise),
      choice: (name, choices) => choices.includes(fields[name]) ? fields[name] : choices[0],
    }
  }

  window.rulebook = {
    calculators: {},
    reader,
    money: {exact, times, cents, least, positive, parseMoney, money, rate, percent},
    days: {parseDay, order, words, orFollowing, dateOf59Half},
  }
})()
