/* Small helps. Everything works without them: the home page's search link leads to A to Z. */
(() => {
  "use strict"

  // The theme puts wide Markdown tables into a scroller, which the keyboard must reach.
  addEventListener("load", () => {
    document.querySelectorAll(".md-typeset__scrollwrap").forEach(scroller => { scroller.tabIndex = 0 })
  })

  // Each heading gets the mark that links to it; without a script the table of contents has the same links.
  document.querySelectorAll("article :is(h2, h3)[id]").forEach(heading => {
    const link = document.createElement("a")
    Object.assign(link, {className: "headerlink", href: `#${heading.id}`, title: "Link to this section", textContent: "¶"})
    heading.append(link)
  })

  // A printed page and a citation say where they stand.
  document.querySelectorAll("[data-rb-address]").forEach(place => {
    place.textContent ||= place.dataset.rbAddress + location.origin + location.pathname
  })
  document.querySelectorAll("[data-rb-copy]").forEach(button => {
    button.hidden = !navigator.clipboard
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.parentNode.querySelector("[data-rb-citation]").textContent)
      button.textContent = "Copied"
    })
  })

  const field = document.querySelector("[data-md-component='search-query']")
  if (!field) return

  const {base, search} = JSON.parse(document.getElementById("__config").textContent)

  // Below what search finds: where else to look.
  const elsewhere = Object.assign(document.createElement("p"), {className: "rb-search__else"})
  const link = (text, folder) =>
    Object.assign(document.createElement("a"), {textContent: text, href: `${base}/${folder}/${location.protocol === "file:" ? "index.html" : ""}`})
  elsewhere.append("Or see ", link("all questions by topic", "questions"), ", or ", link("A to Z", "a-z"))
  document.querySelector(".md-search-result").after(elsewhere)

  // What search reads is fetched when somebody turns to it, not before.
  const worker = new URL(search, location)
  if (location.protocol !== "file:") field.addEventListener("focus", () => {
    for (const file of ["../search/rulebook.json", "search-engine.js"]) fetch(new URL(file, worker))
  }, {once: true})

  document.querySelectorAll("[data-rb-search]").forEach(link => {
    link.addEventListener("click", event => {
      event.preventDefault()
      const toggle = document.getElementById("__search")
      if (toggle && !toggle.checked) toggle.click()
      field.focus()
    })
  })
})()
