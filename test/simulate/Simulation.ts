// Many worlds, one after the other, each with faults of its own; all of it follows from one seed.
import { createHash } from "node:crypto"
import * as Checker from "../chaos/Checker.ts"
import type { Evidence, Finding } from "../chaos/Evidence.ts"
import * as Random from "../chaos/Random.ts"
import type { Time } from "./hermetic.ts"
import { processes } from "./processes.ts"
import * as Swarm from "./Swarm.ts"
import type { Variant } from "./Variants.ts"
import * as Year from "./Year.ts"

/** The most tickets of a world. */
export const ticketsOfWorld = 50

/** What is simulated. */
export interface Order {
  readonly seed: number
  /** Ticket-years: so many tickets live through a year. */
  readonly years: number
  readonly variant: Variant
  /** The faults of every world; of each its own where absent. */
  readonly swarm?: Swarm.Swarm
}

/** A world that came to its end. */
export interface Told {
  readonly world: number
  readonly process: string
  readonly tickets: number
  readonly accepted: number
  readonly events: number
  readonly faults: { readonly [kind: string]: number }
  readonly findings: ReadonlyArray<Finding>
}

/** A simulation in numbers, and the digest of all that was stored and said. */
export interface Numbers extends Checker.Tally {
  readonly seed: number
  readonly years: number
  readonly worlds: number
  readonly faults: number
  readonly kinds: number
  readonly violations: number
  /** sha256, hex: the same seed and the same code give the same. */
  readonly digest: string
}

/** Lives through worlds until all years are over, or until one of them is not to be followed. */
export const simulate = async (
  { seed, years, variant, swarm }: Order,
  time: Time,
  tell: (told: Told) => boolean,
): Promise<Numbers> => {
  const digest = createHash("sha256")
  const struck = new Map<string, number>()
  let sum: Checker.Tally = nothing
  let [worlds, violations, left] = [0, 0, years]
  while (left > 0) {
    const random = Random.of(Random.seedOf(seed, worlds + 1))
    const tickets = Math.min(left, ticketsOfWorld)
    const lived = await Year.live({
      time,
      seed: Random.between(random, 0, 2 ** 31 - 1),
      tickets,
      process: Random.pick(random, processes),
      swarm: swarm ?? Swarm.swarmOf(random),
      variant,
    })
    const findings = Checker.check(lived.evidence)
    const tally = Checker.tallyOf(lived.evidence, findings)
    digest.update(textOf(lived.evidence))
    for (const [kind, count] of lived.struck) struck.set(kind, (struck.get(kind) ?? 0) + count)
    sum = plus(sum, tally)
    violations += findings.length
    left -= tickets
    const told = toldOf(worlds, lived, { findings, accepted: tally.accepted })
    worlds += 1
    if (!tell(told)) break
  }
  return {
    ...sum,
    seed,
    years: years - left,
    worlds,
    violations,
    faults: [...struck.values()].reduce((all, count) => all + count, 0),
    kinds: struck.size,
    digest: digest.digest("hex"),
  }
}

const toldOf = (
  world: number,
  { evidence, struck }: Year.Lived,
  found: Pick<Told, "findings" | "accepted">,
): Told => ({
  world,
  process: evidence.process.ref,
  tickets: evidence.tickets.length,
  events: evidence.tickets.reduce((sum, { journal }) => sum + journal.length, 0),
  faults: Object.fromEntries(struck),
  ...found,
})

const nothing: Checker.Tally = {
  accepted: 0,
  lost: 0,
  doubled: 0,
  gaps: 0,
  repeatedNotifications: 0,
}

const plus = (a: Checker.Tally, b: Checker.Tally): Checker.Tally => ({
  accepted: a.accepted + b.accepted,
  lost: a.lost + b.lost,
  doubled: a.doubled + b.doubled,
  gaps: a.gaps + b.gaps,
  repeatedNotifications: a.repeatedNotifications + b.repeatedNotifications,
})

const textOf = ({ tickets, attempts, given, followed, endedAt }: Evidence): string =>
  JSON.stringify({ tickets, attempts, given, followed, endedAt })
