/* Which exceptions are open to an account, for what happened. It chooses among records of the page's law data and
   judges nobody: whether the conditions are met is for the reader to see. */
(() => {
  "use strict"

  const WORDS = {yes: "Open", unsettled: "Unsettled"}

  /* The ids of the exceptions by their answer for the account, in the order of every table. */
  function choose(law, account, reasons) {
    const wanted = reasons.length ? new Set(reasons.flatMap(reason => law.reasons[reason])) : null
    const found = {yes: [], unsettled: [], no: [], "cannot-arise": []}
    for (const [id, exception] of Object.entries(law.exceptions)) {
      if (!wanted || wanted.has(id)) found[exception.cells[account].answer].push(id)
    }
    return found
  }

  function describe(law, account, id) {
    const exception = law.exceptions[id]
    const cell = exception.cells[account]
    const facts = [
      ["Condition", exception.condition],
      ["For this account", cell.note],
    ]
    const more = [
      ["In force", exception.since],
      ["Cap", exception.cap],
      ["Deadline", exception.deadline],
      ["Paying it back", exception.repayment],
      ["Form 5329", [exception.form, exception.form_note].filter(Boolean).join(". ")],
    ]
    return {
      title: exception.name,
      page: law.entries[exception.entry] ?? "",
      word: WORDS[cell.answer],
      answer: cell.answer,
      facts: facts.filter(([, text]) => text),
      more: more.filter(([, text]) => text),
      laws: cell.laws,
    }
  }

  function evaluate(law, fields) {
    const reasons = (fields.reasons ?? "").split(".").filter(id => Object.hasOwn(law.reasons, id))
    if (!Object.hasOwn(law.accounts, fields.account)) return {errors: {}, missing: ["account"], hints: {}, result: null}
    const found = choose(law, fields.account, reasons)
    const {phrase} = law.accounts[fields.account]
    const count = found.yes.length
    const notes = [...law.notes]
    const closed = [...found.no, ...found["cannot-arise"]].map(id => law.exceptions[id].name)
    if (closed.length) notes.unshift(`Not open to ${phrase}: ${closed.join("; ")}.`)
    return {
      errors: {},
      missing: [],
      hints: {},
      result: {
        lead: `${count === 0 ? "No exception" : count === 1 ? "One exception" : `${count} exceptions`} of ${law.year} `
          + `${count > 1 ? "are" : "is"} open to ${phrase}${reasons.length ? " for what you chose" : ""}`
          + `${found.unsettled.length ? `, and ${found.unsettled.length} unsettled` : ""}.`,
        items: [...found.yes, ...found.unsettled].map(id => describe(law, fields.account, id)),
        notes,
      },
    }
  }

  rulebook.calculators["which-exception"] = {evaluate, choose}
})()
