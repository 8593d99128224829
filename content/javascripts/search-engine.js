/* What search finds.

   An answer is found by the words it uses and, above all, by how people ask for it: each page has a list of phrases, and a
   query that shares much with one of them, and little else, is meant for that page. Rare words count more than common ones.
   A word that stands nowhere is taken for a misspelling of the nearest one that does. */
"use strict"

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

/* How much a word counts where it stands: in the title, in each phrase people ask with (more phrases, more), in words that
   mean the page, in the answer, in the text. */
const FIELDS = {title: 3, asked: 2.5, meaning: 1.2, answer: 1.6, text: 0.5}

const ENOUGH = 4 // half of what a word can count is reached here
const ALIKE = 0.45 // how much of the score is likeness to one phrase; the rest is what the page has of the query
const RARE = 0.8 // below one, rare words count less against common ones

class Index {
  constructor({docs}) {
    this.known = new Map() // word -> in how many records
    this.docs = docs.map(doc => {
      const phrases = [[doc.t, "", ""], ...(doc.a ?? []).map(phrase => Array.isArray(phrase) ? phrase : [phrase, "", ""])]
        .map(([said, anchor, answer]) => ({said, anchor, answer, terms: [...new Set(terms(said))]}))
      const weights = new Map()
      const add = (text, weight) => { for (const term of new Set(terms(text))) weights.set(term, (weights.get(term) ?? 0) + weight) }
      add(doc.t, FIELDS.title)
      const counts = new Map()
      for (const phrase of phrases.slice(1)) for (const term of phrase.terms) counts.set(term, (counts.get(term) ?? 0) + 1)
      for (const [term, n] of counts) weights.set(term, (weights.get(term) ?? 0) + FIELDS.asked * Math.sqrt(n))
      add(doc.m ?? "", FIELDS.meaning)
      add(doc.s, FIELDS.answer)
      add(doc.b ?? "", FIELDS.text)
      for (const term of weights.keys()) this.known.set(term, (this.known.get(term) ?? 0) + 1)
      return {doc, phrases, weights}
    })
  }

  rarity(term) { return Math.log(1 + (this.docs.length + 0.5) / ((this.known.get(term) ?? 0) + 0.5)) ** RARE }

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
    // "wild fire" is "wildfire", if that stands in the index and the two words apart are not much more common
    for (let n = 0; n + 1 < asked.length; n++) {
      const one = asked[n] + asked[n + 1]
      const [whole, part] = [this.known.get(stem(one)), this.known.get(stem(asked[n])) ?? 1]
      if (one.length > 5 && whole && whole < 9 * part) asked.splice(n, 2, one)
    }
    const wanted = new Map(), groups = []
    asked.forEach((word, n) => {
      if (asked.indexOf(word) < n) return
      const meant = this.meant(stem(word), unfinished && n === asked.length - 1)
      if (!meant.length) return
      groups.push(meant)
      for (const [term, sure] of meant) wanted.set(term, Math.max(wanted.get(term) ?? 0, sure))
    })
    const worth = group => Math.max(...group.map(([term, sure]) => sure * this.rarity(term)))
    const total = groups.reduce((sum, group) => sum + worth(group), 0)
    if (!total) return []
    const found = []
    for (const {doc, phrases, weights} of this.docs) {
      let hit = 0
      for (const group of groups) {
        let best = 0
        for (const [term, sure] of group) {
          const weight = weights.get(term)
          if (weight) best = Math.max(best, sure * this.rarity(term) * weight / (weight + ENOUGH))
        }
        hit += best
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
      found.push({doc, best, score: ((1 - ALIKE) * hit / total + ALIKE * alike) * (doc.w ?? 1)})
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
