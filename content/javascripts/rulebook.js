/* Two small helps for search. Everything works without them: the home page's search link leads to A to Z. */
(() => {
  "use strict"

  const field = document.querySelector("[data-md-component='search-query']")
  if (!field) return

  document.querySelectorAll("[data-rb-search]").forEach(link => {
    link.addEventListener("click", event => {
      event.preventDefault()
      const toggle = document.getElementById("__search")
      if (toggle && !toggle.checked) toggle.click()
      field.focus()
    })
  })
})()
