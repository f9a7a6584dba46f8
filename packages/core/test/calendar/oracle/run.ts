// Goes through cases, zone after zone, and counts.
import { createHash } from "node:crypto"
import { casesAt, type Place, placesOf } from "./cases.ts"
import { type Asked, type Case, ask, isAgreed } from "./check.ts"
import { wallOf } from "./wall.ts"

/** Which cases to ask. */
export interface Order {
  readonly timeZones: ReadonlyArray<string>
  /** As many as there are places where it is absent. */
  readonly count?: number
  readonly seed: number
  /** Of so many processes this is the n-th, from 0; it takes its share of the zones. */
  readonly share: { readonly nth: number; readonly of: number }
}

/** A case in which somebody disagrees, and on what. */
export interface Disagreement {
  readonly one: Case
  readonly wrong: ReadonlyArray<Asked>
}

/** What came of a zone. */
export interface Outcome {
  readonly timeZone: string
  readonly places: number
  readonly cases: number
  readonly questions: number
  readonly disagreements: ReadonlyArray<Disagreement>
  /** SHA-256 of all our answers, in order. */
  readonly digest: string
}

/** Asks everything; an order has the same outcomes as long as the zone data are the same. */
export function* run({ timeZones, count, seed, share }: Order): Generator<Outcome> {
  const all = placesOf(timeZones)
  const places = [...all.entries()].map(([n, place]) => {
    const turn = { seed: seed + n, cases: turnsOf(n, count ?? all.length, all.length) }
    return { ...place, ...turn }
  })
  for (const [n, timeZone] of timeZones.entries())
    if (n % share.of === share.nth)
      yield outcomeOf(
        timeZone,
        places.filter((place) => place.timeZone === timeZone),
      )
}

/** Each place has its turn, and another one with every round; the last one ends before all had. */
const turnsOf = (place: number, cases: number, places: number): number =>
  Math.floor(((place + 1) * cases) / places) - Math.floor((place * cases) / places)

interface Turn extends Place {
  readonly seed: number
  readonly cases: number
}

const outcomeOf = (timeZone: string, turns: ReadonlyArray<Turn>): Outcome => {
  const hash = createHash("sha256")
  const disagreements: Array<Disagreement> = []
  let [cases, questions] = [0, 0]
  for (const turn of turns) {
    // What a zone's clock remembers is of use around one date.
    const wall = wallOf(timeZone)
    for (const one of casesAt(turn, turn.cases, turn.seed)) {
      const answers = ask(one, wall)
      cases += 1
      questions += answers.length
      hash.update(JSON.stringify(answers.map(({ ours }) => ours ?? null)))
      const wrong = answers.filter((answer) => !isAgreed(answer))
      if (wrong.length > 0) disagreements.push({ one, wrong })
    }
  }
  const digest = hash.digest("hex")
  return { timeZone, places: turns.length, cases, questions, disagreements, digest }
}
