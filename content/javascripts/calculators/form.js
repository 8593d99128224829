/* What every calculator's page does: reads the fields, keeps them in the fragment of the address (which no host is sent),
   asks the calculator, and shows messages and the result. It computes nothing.

   A calculator is one function without a page: evaluate(law, fields) -> {
     errors: {field: message}, missing: [field], hints: {place: text},
     result: null or {lead, notes: [text], basis: [text] (assumptions, folded), and table: {caption, rows: [{label, note, amount, law: {text, url}, total}]}
       or items: [{title, page, word, answer, facts: [[name, text]], more: [[name, text]], laws: [{text, url}]}]}
   } */
(() => {
  "use strict"

  const base = JSON.parse(document.getElementById("__config")?.textContent ?? "{}").base ?? "."

  function element(name, {text, children = [], ...attributes} = {}) {
    const made = document.createElement(name)
    if (text !== undefined) made.textContent = text
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
    made.append(...children)
    return made
  }

  const link = law => element("a", {text: law.text, href: law.url})
  const pageLink = (text, page) => element("a", {text, href: `${base}/${page}${location.protocol === "file:" ? "index.html" : ""}`})

  // Fields: several checked boxes of one name are one value, joined by dots

  const controls = form => [...form.elements].filter(control => control.name)
  const isBox = control => control.type === "checkbox" || control.type === "radio"

  function read(form, all = false) {
    const fields = {}
    for (const control of controls(form)) {
      if (!all && control.closest("[hidden]") !== form.closest("[hidden]")) continue
      if (isBox(control) && !control.checked) continue
      const value = control.validity.badInput ? "?" : control.value
      fields[control.name] = fields[control.name] ? `${fields[control.name]}.${value}` : value
    }
    return fields
  }

  function fill(form, fields) {
    for (const control of controls(form)) {
      const value = fields.get(control.name)
      if (value === null) continue
      if (isBox(control)) control.checked = value.split(".").includes(control.value)
      else if (control.tagName !== "SELECT" || [...control.options].some(option => option.value === value)) control.value = value
    }
  }

  const changed = control =>
    isBox(control) ? control.checked !== control.defaultChecked : control.tagName === "SELECT" ? control.selectedIndex > 0 : control.value !== ""

  /* Shows the fields that apply: data-when="name=value,value". From top to bottom, as one may depend on another. */
  function reveal(form) {
    for (const part of form.querySelectorAll("[data-when]")) {
      const [name, values] = part.dataset.when.split("=")
      const chosen = (read(form, true)[name] ?? "").split(".")
      part.hidden = !values.split(",").some(value => chosen.includes(value))
    }
  }

  // What is shown

  function showMessages(form, {errors, missing, hints}, asked) {
    for (const place of form.querySelectorAll("[data-error]")) {
      const name = place.dataset.error
      place.textContent = errors[name] ?? (asked && missing.includes(name) ? "This is needed." : "")
      place.hidden = !place.textContent
      for (const control of form.querySelectorAll(`:is(input, select)[aria-describedby~="${place.id}"]`)) {
        control.setAttribute("aria-invalid", String(!place.hidden))
      }
    }
    form.querySelectorAll("details:has([aria-invalid=true])").forEach(details => { details.open = true })
    for (const place of form.querySelectorAll("[data-hint]")) place.textContent = hints[place.dataset.hint] ?? ""
  }

  function table({caption, rows}, id) {
    const cell = (row) => [element("td", {class: "rb-k-money", text: row.amount}), element("td", {children: row.law ? [link(row.law)] : []})]
    const line = row => element("tr", {
      class: row.total ? "rb-total" : "",
      children: [
        element("th", {scope: "row", text: row.label, children: row.note ? [" ", element("small", {class: "rb-note", text: row.note})] : []}),
        ...cell(row),
      ],
    })
    const heads = [["Step", ""], ["Amount", "rb-k-money"], ["Law", ""]].map(([text, kind]) => element("th", {scope: "col", class: kind, text}))
    const grid = element("table", {
      class: "rb-table__grid",
      children: [
        element("caption", {id, text: caption}),
        element("thead", {children: [element("tr", {children: heads})]}),
        element("tbody", {children: rows.map(line)}),
      ],
    })
    const scroll = element("div", {class: "rb-table__scroll", role: "region", "aria-labelledby": id, tabindex: "0", children: [grid]})
    return element("div", {class: "rb-table rb-table--example rb-table--law", children: [scroll]})
  }

  const list = texts => element("ul", {class: "rb-table__notes", children: texts.map(text => element("li", {text}))})
  const terms = facts => facts.flatMap(([name, text]) => [element("dt", {text: name}), element("dd", {text})])

  function fold(words, child, open) {
    const made = element("details", {class: "rb-fold", children: [element("summary", {text: words}), child]})
    made.open = open
    return made
  }

  function item({title, page, word, answer, facts, more, laws}, open) {
    const law = [element("dt", {text: "Law"}), element("dd", {children: laws.flatMap((law, at) => at ? ["; ", link(law)] : [link(law)])})]
    return element("li", {
      children: [
        element("p", {
          class: "rb-calc__title",
          children: [element("strong", {children: [page ? pageLink(title, page) : title]}), " ", element("span", {class: `rb-is-${answer}`, text: word})],
        }),
        element("dl", {children: terms(facts)}),
        fold("Cap, dates, form and law", element("dl", {children: [...terms(more), ...law]}), open),
      ],
    })
  }

  function show(place, {missing, errors, result}, form) {
    if (!result) {
      const label = name => form.querySelector(`[data-label="${name}"]`)?.textContent ?? name
      const parts = []
      if (missing.length) parts.push(`Still needed: ${missing.map(label).join("; ")}.`)
      if (Object.keys(errors).length) parts.push("Mend the fields that have a message beside them.")
      place.replaceChildren(element("p", {class: "rb-calc__waiting", text: parts.join(" ")}))
      return
    }
    const parts = [element("p", {class: "rb-calc__lead", children: [element("strong", {text: result.lead})]})]
    if (result.table) parts.push(table(result.table, `${place.id}-caption`))
    if (result.items) parts.push(element("ul", {class: "rb-calc__items", children: result.items.map(one => item(one, result.items.length < 4))}))
    if (result.notes.length) parts.push(list(result.notes))
    if (result.basis) parts.push(fold("What this supposes and leaves out", list(result.basis), Boolean(place.querySelector(":scope > details[open]"))))
    place.replaceChildren(...parts)
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text)
      return "Link copied."
    } catch {
      return "Your browser does not let a page copy. Copy the address of this page instead."
    }
  }

  function start(root) {
    const law = JSON.parse(root.querySelector("script[type='application/json']").textContent)
    const calculator = rulebook.calculators[root.dataset.calculator]
    const form = root.querySelector("form")
    const place = root.querySelector(".rb-calc__result")
    const said = root.querySelector("[role=status]")
    let asked = false

    function update(keep) {
      reveal(form)
      const fields = read(form)
      const evaluation = calculator.evaluate(law, fields)
      showMessages(form, evaluation, asked)
      show(place, evaluation, form)
      said.textContent = ""
      if (keep) {
        const state = new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== ""))
        history.replaceState(history.state, "", `#${state}`)
      }
    }

    function load() {
      if (!location.hash.includes("=")) return
      form.reset()
      fill(form, new URLSearchParams(location.hash.slice(1)))
      for (const details of form.querySelectorAll("details")) details.open ||= [...details.querySelectorAll("input, select")].some(changed)
      asked = false
      update(false)
    }

    form.addEventListener("change", () => update(true))
    form.addEventListener("submit", event => {
      event.preventDefault()
      asked = true
      update(true)
      form.querySelector("[aria-invalid=true]")?.focus()
    })
    root.querySelector("[data-clear]").addEventListener("click", () => {
      form.reset()
      asked = false
      update(false)
      history.replaceState(history.state, "", location.pathname + location.search)
    })
    root.querySelector("[data-copy]").addEventListener("click", async () => {
      update(true)
      said.textContent = await copy(location.href)
    })
    addEventListener("hashchange", load)
    update(false)
    load()
  }

  document.querySelectorAll("[data-calculator]").forEach(start)
})()
