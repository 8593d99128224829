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

  // The menu of a narrow window: the theme opens it and its levels by labels, which no key reaches. Here they are buttons; the focus
  // follows what opens, and Escape closes.
  const drawer = document.getElementById("__drawer")
  document.querySelectorAll("label:is(.md-header__button[for=__drawer], .md-nav__title[for^=__nav], .md-nav__link[for])").forEach(label => {
    const button = document.createElement("button"), toggle = document.getElementById(label.htmlFor)
    for (const {name, value} of label.attributes) button.setAttribute(name, value)
    button.type = "button"
    if (toggle === drawer) button.ariaLabel = "Menu"
    button.append(...label.childNodes)
    label.replaceWith(button)
    button.addEventListener("click", () => toggle.click())
    toggle.addEventListener("change", () => {
      const opened = toggle === drawer ? ".md-sidebar--primary" : ".md-nav"
      const inside = [...document.querySelectorAll(toggle === drawer ? `${opened} :is(a, button)` : `#${toggle.id} ~ ${opened} :is(a, button)`)]
      const first = toggle.checked ? inside.find(one => one.checkVisibility({visibilityProperty: true})) : button
      if (first !== document.activeElement) first?.focus()
    })
  })
  addEventListener("keydown", event => { if (event.key === "Escape" && drawer?.checked) drawer.click() })

  const field = document.querySelector("[data-md-component='search-query']")
  if (!field) return

  const {base, search} = JSON.parse(document.getElementById("__config").textContent)

  // Below what search finds: where else to look.
  const elsewhere = Object.assign(document.createElement("p"), {className: "rb-search__else"})
  const link = (text, folder) =>
    Object.assign(document.createElement("a"), {textContent: text, href: `${base}/${folder}/${location.protocol === "file:" ? "index.html" : ""}`})
  elsewhere.append("Or see ", link("all questions by topic", "questions"), ", or ", link("A to Z", "a-z"))
  document.querySelector(".md-search-result").after(elsewhere)

  // While search is open, Tab walks through what it shows; it closes when the focus leaves it.
  const dialog = document.querySelector(".md-search"), open = document.getElementById("__search")
  dialog.addEventListener("keydown", event => { if (event.key === "Tab") event.stopPropagation() })
  dialog.addEventListener("focusout", event => {
    if (open.checked && event.relatedTarget && !dialog.contains(event.relatedTarget)) open.click()
  })

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
