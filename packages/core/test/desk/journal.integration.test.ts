// P4, P5, P8 and T10: what is stored of a command, and what is not.
import { standard } from "@upkeep/core"
import { Effect, Result } from "effect"
import { createHash } from "node:crypto"
import { describe, expect, it } from "vitest"
import { chainOf } from "../../src/desk/chain/link.ts"
import { fold } from "../../src/desk/fold.ts"
import { recordedOf } from "../../src/desk/row.ts"
import { zoneDataVersion } from "../../src/desk/zoneData.ts"
import { sealOf } from "../../src/desk/seal.ts"
import * as Process from "../../src/process/Process.ts"
import * as Wake from "../../src/sla/Wake.ts"
import {
  agent,
  answered,
  channel,
  contentsOf,
  customer,
  forget,
  journalOf,
  keepX,
  march,
  openDesk,
  refusal,
  register,
  request,
  rowOf,
  storedOf,
  words,
} from "./setUp.ts"

const process = Result.getOrThrow(Process.make(standard))

describe("the journal", () => {
  it("P4 replaying it gives the stored state and clocks, and P8 the stored due time", async () => {
    const mail = channel()
    await using opened = await openDesk({ notify: [mail.adapter] })
    const { desk, clock } = opened
    const { ticketId } = await answered(desk)
    clock.at = march(3, 12)
    await desk.work()
    const rows = await journalOf(desk, ticketId)
    const journal = await Effect.runPromise(Effect.forEach(rows, recordedOf))
    const replayed = fold(Process.only(process), undefined, journal)
    const row = await rowOf(desk, ticketId)
    expect(await storedOf(desk, ticketId)).toEqual({
      ...replayed,
      zoneData: zoneDataVersion(),
      chain: chainOf(desk.tenant, rows),
    })
    const { terms = "" } = replayed?.state ?? {}
    const clocks = replayed?.clocks ?? []
    expect(Wake.nextAt(() => process.terms, { terms, clocks })).toBe(row?.dueAt)
    expect(row?.dueAt).toBe(march(6, 12))
  })

  it("P5 event, state, notification and wake-up stand together, a refusal changes none of them", async () => {
    const mail = channel()
    await using opened = await openDesk({ notify: [mail.adapter] })
    const { desk } = opened
    const { ticketId, version } = await register(desk)
    const before = [await rowOf(desk, ticketId), await desk.show(ticketId)]
    expect(before[0]).toMatchObject({ version, dueAt: march(4, 12) })
    const { deliveries } = await desk.show(ticketId)
    expect(deliveries.map(({ id }) => id)).toEqual([`${ticketId}.2.0`])
    const refused = desk.submit({ ticketId, actor: agent, command: { type: "confirm" } })
    expect(await refusal(refused)).toMatchObject({ rejection: { rule: "TransitionNotAllowed" } })
    expect([await rowOf(desk, ticketId), await desk.show(ticketId)]).toEqual(before)
  })

  it("every event has its number, times, actor, cause and versions", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    const submission = { actor: customer, command: request, commandId: "mail-1" }
    const { ticketId } = await desk.submit({ ...submission, effectiveAt: clock.at - 60_000 })
    const rows = await journalOf(desk, ticketId)
    const bodies = rows.map(({ body }): unknown => JSON.parse(body))
    expect(bodies[0]).toMatchObject({
      format: 1,
      id: `${ticketId}.1`,
      ticketId,
      number: 1,
      at: clock.at,
      effectiveAt: clock.at - 60_000,
      actor: customer,
      commandId: "mail-1",
      versions: { process: "standard@2", policy: "standard@2", calendar: "weekdays@1" },
    })
    // The acknowledgement is the machine's, whoever registered.
    expect(bodies[1]).toMatchObject({ number: 2, actor: { kind: "robot", id: "desk" } })
  })

  it("T10 a clock that steps back takes no ticket's time back with it", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    const { ticketId } = await register(desk)
    const start = clock.at
    const note = { ticketId, actor: agent, command: { type: "note", text: "a" } } as const
    clock.at = start - 3_600_000
    await desk.submit(note)
    clock.at = start - 1
    await desk.submit(note)
    clock.at = start + 1
    await desk.submit(note)
    const times = (await journalOf(desk, ticketId)).map(({ at }) => at)
    expect(times).toEqual([start, start, start, start, start + 1])
  })

  it("nothing is effective in the future or before the registration", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    const { ticketId } = await register(desk)
    const note = { ticketId, actor: agent, command: { type: "note", text: "a" } } as const
    const future = await refusal(desk.submit({ ...note, effectiveAt: clock.at + 1 }))
    expect(future).toMatchObject({ rejection: { rule: "EffectiveInFuture" } })
    const past = await refusal(desk.submit({ ...note, effectiveAt: clock.at - 1 }))
    expect(past).toMatchObject({ rejection: { rule: "EffectiveBeforeRegistration" } })
  })
})

describe("personal content", () => {
  const secrets = [
    ...Object.values(words),
    "anna-petrovas-passport.txt",
    "message-id-1@example.com",
    "My password is 1234.",
    "Ask Anna's boss.",
    "Because it still fails.",
    "No longer needed, says Anna.",
    "550 anna.petrova unknown",
  ]

  it("no text, name, address, file name or Message-ID stands in an event or in the state", async () => {
    const mail = channel()
    await using opened = await openDesk({ notify: [mail.adapter] })
    const { desk } = opened
    const attachments = [{ ...(await keepX(desk)), name: "anna-petrovas-passport.txt" }]
    const ids = { messageId: "message-id-1@example.com", attachments }
    const { ticketId } = await desk.submit({ actor: customer, command: { ...request, ...ids } })
    const on = { ticketId, actor: agent } as const
    const message = { type: "receiveMessage", text: "My password is 1234.", ...ids } as const
    await desk.submit({ ...on, command: message })
    await desk.submit({ ...on, command: { type: "note", text: "Ask Anna's boss.", attachments } })
    await desk.submit({ ...on, command: { type: "inform", text: "My password is 1234." } })
    const answer = await desk.submit({
      ...on,
      command: { type: "answer", text: "Ask Anna's boss." },
    })
    await desk.work()
    await desk.submit({ ...on, command: { type: "dispute", text: "Because it still fails." } })
    const bounce = {
      type: "recordDelivery",
      outcome: "bounced",
      reason: "550 anna.petrova unknown",
    } as const
    const notification = `${ticketId}.${answer.version}.0`
    await desk.submit({
      ticketId,
      actor: { kind: "robot", id: "mail" },
      command: { ...bounce, notification },
    })
    await desk.submit({
      ...on,
      command: { type: "withdraw", text: "No longer needed, says Anna." },
    })

    const stored = JSON.stringify([await journalOf(desk, ticketId), await rowOf(desk, ticketId)])
    const contents = JSON.stringify(await contentsOf(desk, ticketId))
    for (const secret of secrets) {
      expect(stored).not.toContain(JSON.stringify(secret).slice(1, -1))
      expect(contents).toContain(JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1))
    }
  })

  it("an event holds the salted hash of its content, and equal words have unequal hashes", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const { ticketId } = await register(desk)
    const note = { ticketId, actor: agent, command: { type: "note", text: "the same" } } as const
    await desk.submit(note)
    await desk.submit(note)
    const rows = await journalOf(desk, ticketId)
    const journal = await Effect.runPromise(Effect.forEach(rows, recordedOf))
    const contents = await contentsOf(desk, ticketId)
    const seals = new Map(contents.map((row) => [row.key, sealOf(row)]))
    const references = journal.flatMap(({ content }) => content ?? [])
    expect(references.map(({ key }) => seals.get(key))).toEqual(references.map(({ hash }) => hash))
    expect(new Set(references.map(({ hash }) => hash)).size).toBe(3)
  })

  it("what was forgotten is simply not there, and its journal is", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const { ticketId } = await register(desk)
    const before = await desk.show(ticketId)
    await forget(desk, ticketId)
    const after = await desk.show(ticketId)
    expect(after).toMatchObject({ subject: "", requester: {}, status: before.status })
    const types = before.history.map(({ type }) => type)
    expect(after.history.map(({ type }) => type)).toEqual([...types, "ContentForgotten"])
    expect(JSON.stringify(after)).not.toContain(words.text)
  })
})

it("files are named by what they hold", async () => {
  await using opened = await openDesk()
  const { desk } = opened
  const content = [
    new TextEncoder().encode("log line 1\n"),
    new TextEncoder().encode("log line 2\n"),
  ]
  const kept = await desk.keep({ content, name: "app.log", mediaType: "text/plain" })
  const hash = createHash("sha256").update("log line 1\nlog line 2\n").digest("hex")
  expect(kept).toEqual({ hash, bytes: 22, mediaType: "text/plain", name: "app.log" })
  const { ticketId } = await desk.submit({
    actor: customer,
    command: { ...request, attachments: [kept] },
  })
  const { history } = await desk.show(ticketId)
  expect(history[0]?.attachments).toEqual([kept])
})

it("H35 a file that this tenant does not hold is unknown, whoever else holds it", async () => {
  await using opened = await openDesk()
  const { desk } = opened
  const other = await desk.forTenant("other")
  const kept = await keepX(other)
  const withFile = (file: typeof kept) =>
    desk.submit({ actor: customer, command: { ...request, attachments: [file] } })
  const never = await refusal(withFile({ ...kept, hash: "0".repeat(64) }))
  const theirs = await refusal(withFile(kept))
  expect(theirs).toMatchObject({
    problems: [{ code: "unknown-attachment", path: "command.attachments[0]" }],
  })
  expect(String(theirs).replace(kept.hash, "")).toBe(String(never).replace("0".repeat(64), ""))
  await keepX(desk)
  expect(await refusal(withFile({ ...kept, bytes: 2 }))).toMatchObject({
    problems: [{ code: "unknown-attachment" }],
  })
  expect((await withFile(kept)).events).toContain("Registered")
})
