// Walks: any commands by anyone in any order, over the shipped processes and over arbitrary ones.
import { businessConnect, mixvel, type Profile, standard } from "@upkeep/core"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { arbitraryWalk } from "../src/arbitraries/command.ts"
import { arbitraryProfile } from "../src/arbitraries/profile.ts"
import { arbitraryJournal, arbitraryTicket } from "../src/arbitraries/ticket.ts"
import { type Walk, walk } from "../src/arbitraries/walk.ts"

/** What every walk keeps, whatever it meets. */
const keepsRules = ({ ticket, seen, journal }: Walk): void => {
  expect(journal.map(({ number }) => number)).toEqual(journal.map((_, index) => index + 1))
  const times = journal.map(({ at }) => at)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(ticket?.version ?? 0).toBe(journal.length)
  for (const { before, rejection, problems, after } of seen) {
    if (rejection !== null) expect(rejection.message).toContain(`${rejection.rule}: got `)
    if (rejection === null && problems.length === 0) continue
    // What was refused has left no event of its own, only what time brought.
    const own = after.history
      .slice(before.history.length)
      .filter(({ actor }) => actor.kind !== "robot")
    expect(own).toEqual([])
  }
}

/** Each walk opens a desk, and each profile reads its charts. */
const slowMillis = 120_000

describe("a walk", { timeout: slowMillis }, () => {
  it.each<[string, Profile]>([
    ["standard", standard],
    ["mixvel", mixvel],
    ["businessConnect", businessConnect],
  ])(
    "P4 over %s keeps a journal without gaps, in which time never goes back",
    async (_, profile) => {
      await fc.assert(
        fc.asyncProperty(arbitraryWalk, async (steps) => {
          const walked = await walk(profile, steps)
          expect(walked.ticket).toBeDefined()
          keepsRules(walked)
        }),
        { numRuns: 20 },
      )
    },
  )

  it("P4 over any profile keeps the same", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryProfile, arbitraryWalk, fc.nat(3), async (profile, steps, place) =>
        keepsRules(await walk(profile, steps, { requestType: place })),
      ),
      { numRuns: 25 },
    )
  })

  it("P4 as a ticket or a journal of any process is played once, however often it is asked", async () => {
    const [play] = fc.sample(arbitraryTicket, { numRuns: 1, seed: 7 })
    const lived = await play?.()
    expect(lived?.ticket?.version).toBe(lived?.journal.length)
    expect(await play?.()).toBe(lived)
    await fc.assert(
      fc.asyncProperty(arbitraryJournal, async (played) => {
        const journal = await played()
        expect(journal.map(({ number }) => number)).toEqual(journal.map((_, index) => index + 1))
        expect(await played()).toBe(journal)
      }),
      { numRuns: 5 },
    )
  })

  it("gets about: most commands are taken now and then, and tickets end in many ways", async () => {
    const taken = new Set<string>()
    const statuses = new Set<string>()
    for (const steps of fc.sample(arbitraryWalk, { numRuns: 60, seed: 6 })) {
      const { seen } = await walk(standard, steps)
      for (const { command, rejection, problems, after } of seen) {
        if (rejection === null && problems.length === 0) taken.add(command.type)
        statuses.add(after.status)
      }
    }
    expect(taken.size).toBeGreaterThan(25)
    expect(statuses.size).toBeGreaterThan(12)
    expect([...statuses].filter((each) => each.startsWith("closed")).length).toBeGreaterThan(3)
  })
})
