/* Search. The theme sends what is typed and shows what comes back; search-engine.js, which is fetched with its index when somebody
   first types, decides what is found. */
"use strict"

const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3

/* The index comes with the request, or, from a disk, with the page. */
let index

async function answer({type, data}) {
  if (type === SETUP) return {type: READY}
  if (type !== QUERY) return null
  if (!data.trim()) return {type: RESULT, data: {items: []}}
  if (typeof Index === "undefined") importScripts("search-engine.js")
  index ??= self.rulebookIndex
    ? Promise.resolve(new Index(self.rulebookIndex))
    : fetch(new URL("../search/rulebook.json", self.location)).then(found => found.json()).then(found => new Index(found))
  return {type: RESULT, data: {items: (await index).search(data)}}
}

if (self.rulebookIndex) {
  // From a disk a browser starts no worker: the page itself answers the theme in its place.
  self.Worker = class extends EventTarget {
    async postMessage(told) {
      const data = await answer(told)
      if (data) this.dispatchEvent(new MessageEvent("message", {data}))
    }
  }
} else {
  addEventListener("message", async event => {
    const told = await answer(event.data)
    if (told) postMessage(told)
  })
}
