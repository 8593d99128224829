/* Search. The theme sends what is typed and shows what comes back; what is found is decided here.

   An answer is found by the words it uses and, above all, by how people ask for it: each page has a list of phrases, and a
   query that shares much with one of them, and little else, is meant for that page. Rare words count more than common ones.
   A word that stands nowhere is taken for a misspelling of the nearest one that does. */
"use strict"

const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3

const STOP = new Set(("a about all also am an and any are as at be because been but by can could did do does for from get gets got had has "
  + "have how i if i'm im in into is it its just me my myself now of on or our please really should so some than that the their them then "
  + "there these they this those to up us was we were what whats when where which who why will with would you your yours").split(" "))

/* Forms that no rule of spelling joins. */
const FORMS = new Map(Object.entries({
  lost: "loss", lose: "loss", losing: "loss", loses: "loss", losses: "loss", took: "take", taken: "take", withdrew: "withdraw",
  withdrawn: "withdraw", conversion: "convert", died: "death", die: "death", dies: "death", dead: "death", dying: "death", paid: "pay",
  bought: "buy", sold: "sell", sale: "sell", left: "leave", owed: "owe", fell: "fall", fallen: "fall", drawn: "draw", married: "marry",
  pulled: "pull", cannot: "not", cant: "not", "can't": "not", dont: "not", "don't": "not", roll: "rollover", rolled: "rollover",
  rolling: "rollover", wrote: "write", writeoff: "write", taxes: "tax", taxed: "tax", taxable: "tax", taxation: "tax",
}))

function stem(word) {
  if (FORMS.has(word)) return FORMS.get(word)
  if (word.length < 4 || /\d/.test(word)) return word
  let root = word.replace(/'s$|'$/, "")
  root = root.replace(/ies$/, "y").replace(/(ss|x|ch|sh)es$/, "$1").replace(/([^suia])s$/, "$1")
  if (FORMS.has(root)) return FORMS.get(root)
  for (const [ending, least] of [["ization", 4], ["ation", 4], ["ance", 4], ["ment", 4], ["ible", 4], ["able", 4], ["tion", 4], ["ing", 3], ["ed", 3], ["al", 5], ["ly", 4], ["er", 5], ["or", 5]]) {
    if (root.endsWith(ending) && root.length - ending.length >= least) {
      root = root.slice(0, -ending.length) + (ending === "tion" ? "t" : "")
      if (/([bdfgmnprt])\1$/.test(root)) root = root.slice(0, -1)
      break
    }
  }
  return root.length > 4 ? root.replace(/e$/, "") : root
}

/* What a text says, as the index has it: "401 (k)" is one word, "59½" and "59 1/2" are another. */
function words(text) {
  return text.toLowerCase()
    .replace(/[’‘]/g, "'").replace(/½/g, ".5").replace(/(\d) (?:1\/2|and a half)\b/g, "$1.5").replace(/(\d),(?=\d{3})/g, "$1")
    .replace(/\b(401|403|457|408|402|72|73|415|1231|75) ?\(?([abkmptu])\b\)?/g, "$1$2")
    .replace(/(\d)k\b(?<!\b401k)/g, "$1000").replace(/\b(\d+(?:\.\d+)?) ?(?:%|percent|per cent)/g, "$1%")
    .replace(/\b(\d{3,4}|w)-([a-z0-9]{1,2})\b/g, "$1$2")
    .match(/[a-z0-9][a-z0-9'.%]*/g)?.map(word => word.replace(/[.']+$/, "")) ?? []
}

const terms = text => words(text).filter(word => !STOP.has(word)).map(stem)

/* One letter wrong, left out, put in or swapped counts one. Gives up beyond `most`. */
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before = [], last = Array.from({length: b.length + 1}, (_, n) => n)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1)
    }
    if (Math.min(...row) > most) return most + 1
    before = last
    last = row
  }
  return last[b.length]
}

const FIELDS = {t: 3, a: 2.5, m: 1.2, s: 1.6, b: 0.5}

class Index {
  constructor({docs}) {
    this.known = new Map() // word -> in how many records
    this.docs = docs.map(doc => {
      const phrases = [[doc.t, "", ""], ...(doc.a ?? []).map(phrase => Array.isArray(phrase) ? phrase : [phrase, "", ""])]
        .map(([said, anchor, answer]) => ({said, anchor, answer, terms: [...new Set(terms(said))]}))
      const weights = new Map()
      const add = (text, weight) => { for (const term of new Set(terms(text))) weights.set(term, (weights.get(term) ?? 0) + weight) }
      add(doc.t, FIELDS.t)
      add(phrases.slice(1).map(phrase => phrase.said).join(" "), FIELDS.a)
      add(doc.m ?? "", FIELDS.m)
      add(doc.s, FIELDS.s)
      add(doc.b ?? "", FIELDS.b)
      for (const term of weights.keys()) this.known.set(term, (this.known.get(term) ?? 0) + 1)
      return {doc, phrases, weights}
    })
  }

  rarity(term) { return Math.log(1 + (this.docs.length + 0.5) / ((this.known.get(term) ?? 0) + 0.5)) }

  /* The words of the index that a typed word stands for, each with how sure that is. */
  meant(term, unfinished) {
    if (this.known.has(term)) return [[term, 1]]
    const all = [...this.known.keys()]
    if (unfinished && term.length > 1) {
      const begun = all.filter(word => word.startsWith(term)).sort((a, b) => this.known.get(b) - this.known.get(a)).slice(0, 4)
      if (begun.length) return begun.map(word => [word, 0.8])
    }
    if (term.length < 4 || /^[\d.%]+$/.test(term)) return []
    const most = term.length < 8 ? 1 : 2
    let best = most, near = []
    for (const word of all) {
      if (word.length < 3) continue
      const far = distance(term, word, best)
      if (far < best) { best = far; near = [word] } else if (far === best) near.push(word)
    }
    return near.sort((a, b) => this.known.get(b) - this.known.get(a)).slice(0, 3).map(word => [word, 1 - 0.2 * best])
  }

  search(query) {
    const typed = words(query)
    let asked = typed.filter(word => !STOP.has(word))
    if (!asked.length) asked = typed
    const unfinished = /\S$/.test(query)
    const wanted = new Map()
    asked.forEach((word, n) => {
      for (const [term, sure] of this.meant(stem(word), unfinished && n === asked.length - 1)) {
        wanted.set(term, Math.max(wanted.get(term) ?? 0, sure))
      }
    })
    const total = [...wanted].reduce((sum, [term, sure]) => sum + sure * this.rarity(term), 0)
    if (!total) return []
    const found = []
    for (const {doc, phrases, weights} of this.docs) {
      let hit = 0
      for (const [term, sure] of wanted) {
        const weight = weights.get(term)
        if (weight) hit += sure * this.rarity(term) * weight / (weight + 1.5)
      }
      if (!hit) continue
      let alike = 0, best = phrases[0]
      for (const phrase of phrases) {
        let shared = 0, length = 0
        for (const term of phrase.terms) {
          const rarity = this.rarity(term)
          length += rarity
          if (wanted.has(term)) shared += wanted.get(term) * rarity
        }
        const likeness = length ? shared / Math.sqrt(length * total) : 0
        if (likeness > alike) { alike = likeness; best = phrase }
      }
      found.push({doc, best, score: (0.55 * hit / total + 0.45 * alike) * (doc.w ?? 1)})
    }
    found.sort((a, b) => b.score - a.score)
    return found.filter(({score}) => score > found[0].score * 0.35).slice(0, 20).map(one => this.shown(one, wanted))
  }

  /* As the theme shows it: the page, and below it the question on it that was meant, if that has an answer of its own. */
  shown({doc, best, score}, wanted) {
    const escaped = text => text.replace(/&/g, "&amp;").replace(/</g, "&lt;")
    const marked = text => escaped(text).replace(/[A-Za-z0-9½][A-Za-z0-9().'½]*/g, word =>
      terms(word).some(term => wanted.has(term)) ? `<mark>${word}</mark>` : word)
    const page = {location: doc.l, title: marked(doc.t), text: marked(doc.s), score, terms: {}}
    if (!best.anchor) return [page]
    return [page, {...page, location: `${doc.l}#${best.anchor}`, title: marked(best.said), text: marked(best.answer)}]
  }
}

/* The index comes with the request, or, from a disk, with the page. */
let index

async function answer({type, data}) {
  if (type === SETUP) return {type: READY}
  if (type !== QUERY) return null
  if (!data.trim()) return {type: RESULT, data: {items: []}}
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
