/* Search that forgives spelling. It runs the theme's own search worker, named after the "?" of this file's address,
   and hands it each longer word a second time with one letter wrong allowed: "penlaty" finds "penalty". */
"use strict"

const FORGIVEN = /^[a-z0-9]{5,}$/i
const QUERY = 2 // the message type by which the theme asks for results

/* "401 k" and "72 t" are one word each, as the index has them. */
const joined = query => query.replace(/\b(401|403|457|72) ?([abkt])\b/gi, "$1$2")

function forgiving(query) {
  if (query.includes('"')) return query
  return joined(query).split(/\s+/).map(word => FORGIVEN.test(word) ? `${word} ${word}~1` : word).join(" ")
}

addEventListener("message", event => {
  if (event.data.type === QUERY) event.data.data = forgiving(event.data.data)
})

importScripts(`../assets/javascripts/workers/${self.location.search.slice(1)}`)

/* The search library joins the parts of its word tree without a mark between a digit and a number, so that words of
   digits can melt into words that do not exist, and a query for one fails. A mark keeps them apart. */
self.lunr.TokenSet.prototype.toString = function () {
  const edges = Object.keys(this.edges).sort().map(label => `${label}${this.edges[label].id};`)
  return (this.final ? "1" : "0") + edges.join("")
}
