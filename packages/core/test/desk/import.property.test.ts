// P8 a ticket that is imported has the journal that it would have if it had been lived here: the
// same story, given once as commands under a clock that moves, with a worker that never sleeps, and
// once as rows, afterwards.
import { CommandRejected, createDesk, type Command, standard } from "@upkeep/core"
import fc from "fast-check"
import { expect, it } from "vitest"
import { importOn, registered, row, ticket } from "./importing.ts"
import { march, minuteMillis } from "./setUp.ts"

const agent = { kind: "agent", id: "olga" } as const
const customer = { kind: "customer", id: "anna" } as const
const anna = { author: "anna", authorKind: "customer" }
const text = "words"

/** Rows, and what they ask of a desk. Silences are another test's: here they are long. */
const steps = [
  { kind: "acknowledged", more: {}, actor: agent, command: { type: "acknowledge" } },
  { kind: "begun", more: {}, actor: agent, command: { type: "assign", assignee: "olga" } },
  {
    kind: "assigned",
    more: { assignee: "ivan" },
    actor: agent,
    command: { type: "assign", assignee: "ivan" },
  },
  { kind: "asked", more: { text }, actor: agent, command: { type: "requestInformation", text } },
  {
    kind: "asked",
    more: { text, of: "thirdParty" },
    actor: agent,
    command: { type: "requestInformation", of: "thirdParty", text },
  },
  {
    kind: "message",
    more: { text, ...anna },
    actor: customer,
    command: { type: "receiveMessage", text },
  },
  {
    kind: "message",
    more: { text, from: "thirdParty" },
    actor: agent,
    command: { type: "receiveMessage", from: "thirdParty", text },
  },
  { kind: "told", more: { text }, actor: agent, command: { type: "inform", text } },
  { kind: "note", more: { text }, actor: agent, command: { type: "note", text } },
  {
    kind: "cause",
    more: { cause: "userError" },
    actor: agent,
    command: { type: "diagnose", cause: "userError" },
  },
  {
    kind: "escalated",
    more: { line: "second" },
    actor: agent,
    command: { type: "escalate", line: "second" },
  },
  {
    kind: "priority",
    more: { priority: "high" },
    actor: agent,
    command: { type: "setPriority", priority: "high" },
  },
  { kind: "answered", more: { text }, actor: agent, command: { type: "answer", text } },
  { kind: "thanked", more: {}, actor: agent, command: { type: "rule", ruling: "thanks" } },
  {
    kind: "disputed",
    more: { text, ...anna },
    actor: customer,
    command: { type: "dispute", text },
  },
  { kind: "confirmed", more: anna, actor: customer, command: { type: "confirm" } },
  { kind: "withdrawn", more: anna, actor: customer, command: { type: "withdraw" } },
] as const satisfies ReadonlyArray<{ readonly command: Command; readonly [part: string]: unknown }>

const level = (id: string) => ({ id, labels: { en: id, ru: id } })
const resolution = {
  id: "resolution",
  targets: [
    { when: { priority: "high" }, target: { workingMinutes: 120 } },
    { when: {}, target: { workingMinutes: 900 } },
  ],
  starts: [{ event: "Registered" }],
  stops: [{ enters: "closed" }],
  pausesIn: ["customers", "thirdPartys", "awaitingWord", "heard"],
  warnAt: [0.5],
  effect: "breach",
}
const clocks = standard.policy.clocks.map((clock) =>
  clock.id === "resolution"
    ? resolution
    : clock.effect === "close"
      ? { ...clock, target: { calendarDays: 900 } }
      : clock,
)
const process = {
  ...standard,
  id: "imported",
  priorities: [level("high"), level("low")],
  policy: { ...standard.policy, clocks },
}

type Told = readonly [step: (typeof steps)[number], minutes: number]

const start = march(2, 12)
const end = (story: ReadonlyArray<Told>): number =>
  story.reduce((at, [, minutes]) => at + minutes * minuteMillis, start) + 5 * minuteMillis

/** The story as commands; what is refused did not happen. */
const lived = async (story: ReadonlyArray<Told>) => {
  const clock = { at: start }
  await using desk = await createDesk({ process, background: false, now: () => clock.at })
  const worked = async (until: number) => {
    for (let due = await dueAt(); due !== null && due < until; due = await dueAt()) {
      clock.at = Math.max(clock.at, due)
      await desk.work()
    }
    clock.at = until
  }
  const dueAt = async () => (await desk.list())[0]?.dueAt ?? null
  const request = {
    subject: "Login fails",
    text: "Since noon.",
    requester: { address: "a@example.com" },
  }
  const command = { type: "register", channel: "email", acknowledge: false, ...request } as const
  const { ticketId } = await desk.submit({ actor: customer, command })
  const taken: Array<readonly [step: Told[0], at: number]> = []
  let at = start
  for (const [step, minutes] of story) {
    at += minutes * minuteMillis
    await worked(at)
    const submitted = desk.submit({ ticketId, actor: step.actor, command: step.command })
    const refused = await submitted.then(
      () => false,
      (error: unknown) => {
        if (error instanceof CommandRejected) return true
        throw error
      },
    )
    if (!refused) taken.push([step, at])
  }
  await worked(end(story) + 1)
  clock.at = end(story)
  return { view: await desk.show(ticketId), taken }
}

/** What of a ticket has to be the same: all but its names. */
const standing = ({
  history,
  clocks: runs,
  status,
  obligations,
}: Awaited<ReturnType<typeof lived>>["view"]) => ({
  history: history.map(({ at, effectiveAt, type, actor, ...rest }) => [
    at,
    effectiveAt,
    type,
    actor,
    JSON.stringify(rest).replaceAll(/"(?:number|change)":"[^"]*"/g, ""),
  ]),
  runs,
  status,
  obligations,
})

const story = fc.array(
  fc.tuple(fc.constantFrom(...steps), fc.integer({ min: 0, max: 4 * 1_440 })),
  { maxLength: 25 },
)

it("P20 an imported ticket has the journal that it would have had here", async () => {
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      const { view, taken } = await lived(told)
      await using desk = await createDesk({ process, background: false, now: () => end(told) })
      const { take } = await importOn(desk)
      const rows = taken.map(([{ kind, more }, at]) => ({
        ...row(kind, "02", more),
        at: new Date(at).toISOString(),
      }))
      const request = registered({
        subject: "Login fails",
        text: "Since noon.",
        address: "a@example.com",
        name: "",
      })
      const [outcome] = await take([request, ...rows])
      expect(outcome?.refused).toEqual([])
      expect(standing(await desk.show(ticket))).toEqual(standing(view))
      expect((await desk.verify()).damages).toEqual([])
    }),
    { numRuns: 60 },
  )
}, 120_000)
