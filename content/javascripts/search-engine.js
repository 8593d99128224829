/* What search finds.

   An answer is found by the words it uses and, above all, by how people ask for it. A page is the sum of its texts: its title, its
   answer, the many phrases by which people ask for it. Each text is a list of words and of pairs of words, rare ones counting more
   than common ones; a query is one more such list, and the pages that point most in its direction are meant. A word that stands
   nowhere, or almost, is taken for a misspelling of the nearest one that stands often. */
"use strict"

/* The words of grammar. */
const STOP = new Set(("a about all also am an and any are as at be because been but by can could did do does for from get gets got had has "
  + "have how i if i'm im in into is it its just me my myself now of on or our please really should so some than that the their them then "
  + "there these they this those to up us was we were what whats when where which who why will with would you your yours").split(" "))

/* Forms that no rule of spelling joins, and words that people use for one another. */
const FORMS = new Map()
for (const family of [
  "loss lost lose losing loses losses",
  "take took taken taking",
  "withdraw withdrew withdrawn withdrawal withdrawals",
  "convert conversion conversions converting",
  "death died die dies dead dying deceased passed",
  "pay paid",
  "buy bought purchase purchased",
  "sell sold sale",
  "leave left quit quitting fired laid layoff resign resigned terminated",
  "owe owed",
  "fall fell fallen drop dropped decline declined plunge plunged down downturn bear bad crisis recession",
  "fall crash crashed crashing tank tanked tanking",
  "not cannot cant can't dont don't",
  "rollover roll rolled rolling rollovers",
  "write wrote writeoff",
  "tax taxes taxed taxable taxation",
  "limit limits max maximum most cap",
  "penalty penalties penalize penalized penalised fine",
  "child children kid kids son daughter minor",
  "parent mom dad mother father grandma grandpa grandmother grandfather",
  "college school tuition university education student",
  "spouse wife husband",
  "home house",
  "employer company boss",
  "loan loans borrow borrowing borrowed",
  "divorce divorced ex",
  "inherit inherited inheriting inheritance heir beneficiary",
  "sick illness ill",
  "job work working employed",
]) {
  const [first, ...others] = family.split(" ")
  for (const word of others) FORMS.set(word, first)
}

/* Endings that are cut off, and how many letters must be left. */
const ENDINGS = [["ization", 4], ["ation", 4], ["ance", 4], ["ment", 4], ["ible", 4], ["able", 4], ["tion", 4], ["ing", 3], ["ed", 3],
  ["al", 5], ["ly", 4], ["er", 5], ["or", 5]]

function stem(word) {
  if (FORMS.has(word)) return FORMS.get(word)
  if (word.length < 4 || /\d/.test(word)) return word
  let root = word.replace(/'s$|'$/, "")
  root = root.replace(/ies$/, "y").replace(/(ss|x|ch|sh)es$/, "$1").replace(/([^suia])s$/, "$1")
  if (FORMS.has(root)) return FORMS.get(root)
  for (const [ending, least] of ENDINGS) {
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
    .replace(/\b(cash|cashed|cashing|take|took|taking|taken|pull|pulled|pulling|get|getting|draw|drawing)( \w+){0,3} out\b/g, "$& withdraw")
    .match(/[a-z0-9][a-z0-9'.%]*/g)?.map(word => word.replace(/[.']+$/, "")) ?? []
}

const terms = text => words(text).map(word => STOP.has(word) ? word : stem(word))

/* The words of a text and each two that follow one another, once. */
const distinct = text => { const found = terms(text); return [...new Set([...found, ...pairs(found)])] }
const pairs = found => found.slice(1).map((word, n) => `${found[n]} ${word}`)

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

/* How much each text of a page counts beside one phrase that people ask with: its title, its answer, words that mean it, its words. */
const TEXTS = {title: 2, answer: 2, meaning: 1, text: 2}
const RARE = 8 // a word that stands in no more texts may be a slip of somebody's pen
const QUIET = 0.5 // how much a word of grammar counts beside others: "how much" is not "can I"
const PAIR = 0.35 // how much two words that follow one another count beside a word
const EVEN = 0.5 // below one, a word of every phrase of a page counts less than in proportion
const SIZE = 0.75 // at one, a page with many words of its own is held back for each; at zero, for none

class Index {
  constructor({docs}) {
    const pages = docs.map(doc => {
      const phrases = [[doc.t, "", ""], ...(doc.a ?? []).map(phrase => Array.isArray(phrase) ? phrase : [phrase, "", ""])]
        .map(([said, anchor, answer]) => ({said, anchor, answer, terms: distinct(said)}))
      const texts = phrases.map(({terms}, n) => [terms, n ? 1 : TEXTS.title])
      for (const [text, weight] of [[doc.s, TEXTS.answer], [doc.m, TEXTS.meaning], [doc.b, TEXTS.text]])
        if (text) texts.push([distinct(text), weight])
      return {doc, texts, own: phrases.filter(({anchor}, n) => !n || anchor)}
    })
    this.known = new Map() // word -> in how many texts
    this.size = 0
    for (const {texts} of pages) for (const [terms] of texts) {
      this.size++
      for (const term of terms) this.known.set(term, (this.known.get(term) ?? 0) + 1)
    }
    this.words = [...this.known.keys()].filter(term => !term.includes(" "))
    this.docs = pages.map(({doc, texts, own}) => {
      const weights = new Map()
      for (const [terms, weight] of texts) {
        const length = Math.hypot(...terms.map(term => this.worth(term)))
        for (const term of terms) weights.set(term, (weights.get(term) ?? 0) + weight * this.worth(term) / length)
      }
      for (const [term, weight] of weights) weights.set(term, weight ** EVEN)
      const length = Math.hypot(...weights.values())
      for (const [term, weight] of weights) weights.set(term, weight / length ** SIZE)
      return {doc, own, weights}
    })
  }

  /* Rare words count more than common ones. */
  worth(term) {
    const [one, other] = term.split(" ")
    const quiet = STOP.has(one) || STOP.has(other) ? QUIET : 1
    const kind = !other ? quiet : STOP.has(one) && STOP.has(other) ? 0 : PAIR * quiet
    return kind * (1 + Math.log((1 + this.size) / (1 + (this.known.get(term) ?? 0))))
  }

  /* The words of the index that a typed word stands for, each with how sure that is. */
  meant(term, unfinished) {
    const count = this.known.get(term) ?? 0
    if (count > RARE || (count && term.length < 5)) return [[term, 1]]
    const all = this.words
    if (!count && unfinished && term.length > 1) {
      const begun = all.filter(word => word.startsWith(term)).sort((a, b) => this.known.get(b) - this.known.get(a)).slice(0, 4)
      if (begun.length) return begun.map(word => [word, 0.8])
    }
    if (term.length < 4 || /^[\d.%]+$/.test(term)) return count ? [[term, 1]] : []
    const most = term.length < 8 ? 1 : 2
    let best = most, near = []
    for (const word of all) {
      if (word.length < 3 || word === term || (count && this.known.get(word) < 30 * count)) continue
      const far = distance(term, word, best)
      if (far < best) { best = far; near = [word] } else if (far === best) near.push(word)
    }
    near.sort((a, b) => this.known.get(b) - this.known.get(a))
    return [...count ? [[term, 1]] : [], ...near.slice(0, 3).map(word => [word, 1 - 0.2 * best])]
  }

  search(query) {
    const asked = words(query)
    const unfinished = /\S$/.test(query)
    // "wild fire" is "wildfire", if that stands more often in the index than one of the two words
    for (let n = 0; n + 1 < asked.length; n++) {
      const [whole, ...parts] = [asked[n] + asked[n + 1], asked[n], asked[n + 1]].map(word => this.known.get(terms(word)[0]) ?? 0)
      if (whole > Math.min(...parts) && !STOP.has(asked[n]) && !STOP.has(asked[n + 1])) asked.splice(n, 2, asked[n] + asked[n + 1])
    }
    const wanted = new Map(), groups = []
    asked.forEach((word, n) => {
      if (asked.indexOf(word) < n) return
      const meant = this.meant(terms(word)[0] ?? word, unfinished && n === asked.length - 1)
      if (!meant.length) return
      groups.push(meant)
      for (const [term, sure] of meant) wanted.set(term, Math.max(wanted.get(term) ?? 0, sure))
    })
    for (const pair of pairs(groups.map(([[term]]) => term))) { groups.push([[pair, 1]]); wanted.set(pair, 1) }
    const found = []
    for (const {doc, own, weights} of this.docs) {
      let score = 0
      for (const group of groups) {
        let best = 0
        for (const [term, sure] of group) best = Math.max(best, sure * this.worth(term) * (weights.get(term) ?? 0))
        score += best
      }
      if (score) found.push({doc, own, score: score * (doc.w ?? 1)})
    }
    found.sort((a, b) => b.score - a.score)
    return found.filter(({score}) => score > found[0].score * 0.35).slice(0, 20).map(one => this.shown(one, wanted))
  }

  /* The question on a page that is nearest to the query. */
  nearest(own, wanted) {
    let best = own[0], alike = 0
    for (const phrase of own) {
      let shared = 0, length = 0
      for (const term of phrase.terms) {
        length += this.worth(term)
        shared += (wanted.get(term) ?? 0) * this.worth(term)
      }
      if (length && shared / Math.sqrt(length) > alike) { alike = shared / Math.sqrt(length); best = phrase }
    }
    return best
  }

  /* As the theme shows it: the page, and below it the question on it that was meant, if that has an answer of its own. */
  shown({doc, own, score}, wanted) {
    const best = this.nearest(own, wanted)
    const escaped = text => text.replace(/&/g, "&amp;").replace(/</g, "&lt;")
    const marked = text => escaped(text).replace(/[A-Za-z0-9½][A-Za-z0-9().'½]*/g, word =>
      terms(word).some(term => wanted.has(term)) ? `<mark>${word}</mark>` : word)
    const page = {location: doc.l, title: marked(doc.t), text: marked(doc.s), score, terms: {}}
    if (!best.anchor) return [page]
    return [page, {...page, location: `${doc.l}#${best.anchor}`, title: marked(best.said), text: marked(best.answer)}]
  }
}
