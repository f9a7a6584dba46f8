// Which clocks are told for a status: those that real tickets have there, and few others.
import fc from "fast-check"
import { expect, it } from "vitest"
import * as Description from "../../src/describe/Description.ts"
import * as SlaClock from "../../src/sla/Clock.ts"
import type { Recorded } from "../../src/ticket/Event.ts"
import * as Ticket from "../../src/ticket/Ticket.ts"
import { attemptsOn } from "../ticket/attempts.ts"
import { agent, recorded, registered, usualActor } from "../ticket/given.ts"
import { decideOn } from "../ticket/walk.ts"
import { named } from "./given.ts"

const process = named("standard")
const { lifecycle } = Description.way(process)
const rows = new Map(Description.statuses(process).map((row) => [row.status, row]))

const statesOf = (status: string) => lifecycle.table.get(status)?.states ?? new Set<string>()
const phaseOf = (status: string) =>
  ["open", "completed", "closed"].indexOf(status.split(".")[0] ?? "")

type Clocks = ReadonlyArray<SlaClock.Clock>

/** What is not told of the clocks of a ticket in a status. */
const untold = (status: string, clocks: Clocks): ReadonlyArray<string> => {
  const row = rows.get(status)
  return clocks
    .filter(({ ended }) => ended === null)
    .filter(({ id, stretches }) => {
      const isRunning = stretches.at(-1)?.end === null
      return row === undefined || !(isRunning ? row.running : row.standing).includes(id)
    })
    .map(({ id }) => `${id} in ${status}`)
}

// One event more, as the desk folds it.
const step = (state: Ticket.State | undefined, clocks: Clocks, each: Recorded) => {
  const next = Ticket.evolve(lifecycle, state, each)
  const facts = { requestType: "request", priority: null, line: "first" }
  const moment = {
    recorded: each,
    before: statesOf(state?.status ?? ""),
    after: statesOf(next.status),
    facts,
    contract: null,
  }
  return { state: next, clocks: SlaClock.step(() => process.terms, process.ref, clocks, moment) }
}

it("P7 whatever happens to a ticket, its clocks are told where they run and where they stand", () => {
  let looked = 0
  const play = (choices: ReadonlyArray<number>): ReadonlyArray<string> => {
    const [first] = recorded([registered])
    if (first === undefined) throw new Error("nothing recorded")
    let now = step(undefined, [], first)
    const found: Array<string> = []
    for (const choice of choices) {
      const attempts = attemptsOn(now.state)
      const attempt = attempts[choice % attempts.length]
      if (attempt === undefined) continue
      const decided = decideOn(lifecycle.shape, now.state, attempt)
      const actor = attempt.around?.actor ?? usualActor(attempt.command) ?? agent
      const events = decided._tag === "Success" ? decided.success : []
      const before = now.state.status
      for (const each of recorded(events, { after: now.state.version, actor })) {
        now = step(now.state, now.clocks, each)
        // What was undone is not followed.
        if (phaseOf(now.state.status) < phaseOf(before)) return found
      }
      looked += 1
      found.push(...untold(now.state.status, now.clocks))
    }
    return found
  }
  fc.assert(
    fc.property(fc.array(fc.nat(10_000), { minLength: 20, maxLength: 60 }), (choices) => {
      expect(play(choices)).toEqual([])
    }),
    { numRuns: 300 },
  )
  expect(looked).toBeGreaterThan(1_000)
})

it("M-09 the customer's own time runs where the customer owes the next move, and nowhere else", () => {
  const running = [...rows.values()].filter((row) => row.running.includes("customerAnswer"))
  expect(running.map(({ turn }) => turn)).toEqual(running.map(() => "customer"))
  expect(running.length).toBe(6)
})

it("M-11 the time of the solution stands while others owe the next move and from the answer on", () => {
  const standing = [...rows.values()].filter((row) => row.standing.includes("resolution"))
  expect(standing.filter(({ phase, turn }) => phase === "open" && turn === "vendor")).toEqual([])
  expect(standing.filter(({ phase }) => phase === "completed").length).toBe(2)
})

it("a closed request has no clock, and nobody's move but for a ruling", () => {
  const closed = [...rows.values()].filter(({ phase }) => phase === "closed")
  expect(closed.flatMap(({ running, standing }) => [...running, ...standing])).toEqual([])
  const owed = closed.flatMap(({ status, turn }) => (turn === null ? [] : [[status, turn]]))
  expect(owed).toEqual([["closed.reheard", "vendor"]])
})
