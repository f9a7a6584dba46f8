// What a diff says of two versions is what the command and the job do, whatever the versions.
import { memory, type Profile } from "@upkeep/core"
import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { rulesOf } from "../../src/desk/circumstances.ts"
import { migrationTo } from "../../src/desk/migrating.ts"
import * as Diff from "../../src/process/Diff.ts"
import * as Process from "../../src/process/Process.ts"
import * as Lifecycle from "../../src/ticket/Lifecycle.ts"
import * as Obligation from "../../src/ticket/Obligation.ts"
import { blank, type State } from "../../src/ticket/State.ts"
import * as Ticket from "../../src/ticket/Ticket.ts"
import { approval, check, review, straight, versionOf } from "../process/placesVersions.ts"
import { give, on, register } from "./migrationLives.ts"
import { agent } from "./setUp.ts"

const [incident, service] = straight.requestTypes
const [line] = straight.lines
if (incident === undefined || service === undefined || line === undefined)
  throw new Error("the straight way lacks a part")

const steps = [
  approval,
  check,
  { ...review, owner: "thirdParty" as const },
  { ...review, after: "registered", before: "diagnosing" },
]
const lines = [line, { ...line, id: "second" }]
const flag = fc.boolean()

const way = fc.record(
  { confirmation: flag, release: flag, steps: fc.constantFrom([], ["approval"], ["check"]) },
  { requiredKeys: [] },
)

/** Parts of a version; those that do not fit make none. */
const parts = fc.record({
  confirmation: flag,
  causeFirst: flag,
  individualWork: flag,
  release: flag,
  lines: fc.constantFrom(lines, lines.slice(0, 1)),
  steps: fc.uniqueArray(fc.constantFrom(...steps), { selector: (each) => each.id }),
  requestTypes: fc
    .tuple(flag, fc.option(way))
    .map(([hasBoth, own]) => [
      own === null ? incident : { ...incident, way: own },
      ...(hasBoth ? [service] : []),
    ]),
})

/** How many versions are drawn: to read their charts off takes most of the time. */
const versionsDrawn = 40

const versions = fc
  .sample(parts, { numRuns: versionsDrawn, seed: 14 })
  .map((over, index) => Process.make(versionOf(`${index + 1}`, over)))
  .flatMap((made) => (Result.isSuccess(made) ? [made.success] : []))

const version = fc.constantFrom(...versions)

const statesIn = ({ lifecycles }: Process.Process): ReadonlyArray<string> => [
  ...new Set(
    [...lifecycles.values()].flatMap(({ table }) =>
      [...table.keys()]
        .filter((status) => !status.startsWith("closed"))
        .map((status) => status.split(".")[1] ?? ""),
    ),
  ),
]

/** Two versions, of which the later one may map states of the other to its own. */
const pair = fc
  .tuple(version, version)
  .filter(([before, after]) => before !== after)
  .chain(([before, after]) => {
    const targets = statesIn(after).filter((state) => places.has(state))
    const mapped = fc.constantFrom(...statesIn(before))
    return fc
      .dictionary(mapped, fc.constantFrom(...targets), { maxKeys: 2 })
      .map((found) => [before, withPlaces(after, found)] as const)
  })

/** The states of the work that every version may map to, where it has them. */
const places: ReadonlySet<string> = new Set([
  "registered",
  "diagnosing",
  "escalated",
  "solving",
  "fixing",
  "awaitingRelease",
  ...steps.map(({ id }) => id),
])

// The charts do not depend on the places.
const withPlaces = (
  process: Process.Process,
  found: NonNullable<Profile["places"]>,
): Process.Process =>
  Object.keys(found).length === 0
    ? process
    : { ...process, profile: { ...process.profile, places: found } }

const stateOf = (process: string, requestType: string, status: string): State => ({
  ...blank,
  ticketId: "01890000-0000-7000-8000-000000000001",
  number: "A-1",
  version: 1,
  process,
  terms: process,
  requestType,
  status,
  channel: "email",
  customer: null,
  reachable: true,
  contract: null,
  line: line.id,
  follows: null,
  registeredAt: 1,
  recordedAt: 1,
  updatedAt: 1,
})

/** Every configuration of a process that a ticket can stand in and that is not closed. */
const standings = (process: Process.Process) =>
  [...process.lifecycles].flatMap(([requestType, { table }]) =>
    [...table.keys()]
      .filter((status) => !status.startsWith("closed"))
      .map((status) => stateOf(process.ref, requestType, status)),
  )

const decided = (before: Process.Process, after: Process.Process, ticket: State) => {
  const rules = rulesOf(before, ticket.requestType)
  const migration = migrationTo(before, after, ticket)
  const around = { ...rules, actor: agent, at: 2, effectiveAt: 2, migration }
  return Ticket.decide(around, ticket, { type: "migrate", process: after.ref })
}

const nameOf = ({ requestType, status }: Pick<State, "requestType" | "status">) =>
  `${requestType} ${status.split(".")[1]}`

const namesOf = (list: ReadonlyArray<Diff.Where>): ReadonlySet<string> =>
  new Set(list.map(({ requestType, state }) => `${requestType} ${state}`))

const saidBy = ({ stranded, skipping }: Diff.Diff) => ({
  stranded: namesOf(stranded),
  skipping: namesOf(skipping),
})

describe("P14 for any two versions", () => {
  it("what the diff says is stranded, or skips a step, is exactly what migrate refuses", () => {
    const met = { NoPlace: 0, MigrationSkipsStep: 0, moved: 0 }
    fc.assert(
      fc.property(pair, ([before, after]) => {
        const { stranded, skipping } = saidBy(Diff.make(before, after))
        for (const ticket of standings(before)) {
          const name = nameOf(ticket)
          const expected = stranded.has(name) ? "NoPlace" : "MigrationSkipsStep"
          const rule = stranded.has(name) || skipping.has(name) ? expected : "moved"
          const decision = decided(before, after, ticket)
          expect([name, Result.isFailure(decision) ? decision.failure.rule : "moved"]).toEqual([
            name,
            rule,
          ])
          met[rule] += 1
        }
      }),
      { numRuns: 300 },
    )
    // A property that never meets a case says nothing of it.
    for (const count of Object.values(met)) expect(count).toBeGreaterThan(100)
  })

  it("whoever is moved stands in the other version, and the turn is with whoever owes something", () => {
    fc.assert(
      fc.property(pair, ([before, after]) => {
        for (const ticket of standings(before)) {
          const decision = decided(before, after, ticket)
          if (Result.isFailure(decision)) continue
          const lifecycle = Process.lifecycleOf(after, ticket.requestType)
          const status = decision.success.reduce(
            (from, event) => Ticket.statusAfter(lifecycle, from, event),
            ticket.status,
          )
          const states = lifecycle.table.get(status)?.states ?? new Set()
          expect(states.size).toBeGreaterThan(0)
          if (!states.has("open")) continue
          expect(states.has(Obligation.turnOf([], Lifecycle.ownerIn(lifecycle, states)))).toBe(true)
        }
      }),
      { numRuns: 200 },
    )
  })

  it("what it says of a profile and itself is nothing", () => {
    fc.assert(
      fc.property(version, (process) => {
        const { ref } = process
        expect(Diff.text(Diff.make(process, process))).toEqual([
          `${ref} → ${ref}`,
          "nothing differs",
        ])
      }),
    )
  })
})

/** What a ticket is brought to, by what its status offers. */
const walked = fc.array(fc.nat({ max: 5 }), { maxLength: 4 })

const offers = [
  { type: "assign", assignee: "boris" },
  { type: "diagnose", cause: "noFault" },
  { type: "answer", text: "Done." },
  { type: "take", step: "approval", move: "pass" },
  { type: "take", step: "check", move: "pass" },
  { type: "take", step: "review", move: "pass" },
] as const

describe("P14 for any two versions and any tickets", () => {
  it("a preview says what the job then does, which is what the diff says", async () => {
    await fc.assert(
      fc.asyncProperty(
        pair,
        fc.array(walked, { minLength: 1, maxLength: 6 }),
        async ([before, after], walks) => {
          const storage = memory()
          const said = saidBy(Diff.make(before, after))
          const profiles: ReadonlyArray<Profile> = [before.profile, after.profile]
          await on(storage, profiles[0], async (desk) => {
            for (const _ of walks) await register(desk, "incident")
          })
          await on(storage, profiles[1], async (desk) => {
            // They walk on their own version, after the other was published.
            for (const [index, ticket] of (await desk.list()).entries())
              for (const step of walks[index] ?? []) {
                const offer = offers[step]
                if (offer !== undefined)
                  await give(desk, ticket.ticketId, offer).catch(() => undefined)
              }
            const preview = await desk.previewMigration({ process: profiles[1] })
            const open = (await desk.list()).filter(({ status }) => !status.startsWith("closed"))
            const left = open.filter(({ status }) => {
              const name = nameOf({ requestType: "incident", status })
              return said.stranded.has(name) || said.skipping.has(name)
            })
            expect(preview.refused.map(({ ticketId }) => ticketId)).toEqual(
              left.map(({ ticketId }) => ticketId),
            )
            expect(await desk.migrateTickets({ process: after.ref })).toEqual(preview)
            for (const { ticketId, to } of preview.moved) {
              const { status, process, history } = await desk.show(ticketId)
              expect([status, process, history.at(-1)?.status]).toEqual([to, after.ref, to])
            }
          })
        },
      ),
      { numRuns: 15 },
    )
  })
})
