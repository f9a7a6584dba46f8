// Many commands at once on stores whose answers get lost: each is done once, or not at all, and who
// was told that it was accepted finds it (P1–P5, P11).
import { createDesk, type Desk, memory, type StorageAdapter, StoreError } from "@upkeep/core"
import { TicketQuery, TicketStore } from "@upkeep/core/effect"
import { sqlite } from "@upkeep/storage-sqlite"
import { Context, Effect, Layer } from "effect"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, it } from "vitest"

const tickets = 12
const commands = 240
const desks = 2

let folder = ""
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "upkeep-grouped-"))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const unknown = new StoreError({ reason: "outcome-unknown", detail: "got no answer, as planned" })
const away = new StoreError({ reason: "unavailable", detail: "got no store, as planned" })

/** The store: every third commit is stored and not answered, and every fifth is not begun. */
const losing = (storage: StorageAdapter) => {
  const count = { commits: 0, lost: 0, refused: 0 }
  const changed = Effect.map(Layer.build(storage.layer), (services) => {
    const store = Context.get(services, TicketStore.TicketStore)
    const commit: typeof store.commit = (tenant, all) =>
      Effect.suspend(() => {
        count.commits += 1
        if (count.commits % 5 === 0) {
          count.refused += 1
          return Effect.fail(away)
        }
        if (count.commits % 3 !== 0) return store.commit(tenant, all)
        count.lost += 1
        return Effect.andThen(store.commit(tenant, all), Effect.fail(unknown))
      })
    return Context.add(services, TicketStore.TicketStore, { ...store, commit })
  })
  return { count, storage: { ...storage, layer: Layer.effectContext(changed) } }
}

const agent = { kind: "agent", id: "olga" } as const
const customer = { kind: "customer", id: "anna" } as const
const request = { type: "register", channel: "email", subject: "a", text: "b" } as const

const registered = async (desk: Desk): Promise<string> => {
  const submission = { actor: customer, command: { ...request, requester: {} } }
  return (await desk.submit(submission)).ticketId
}

const noted = (desk: Desk, ticketId: string, commandId: string) =>
  desk
    .submit({ ticketId, actor: agent, command: { type: "note", text: commandId }, commandId })
    .then(
      ({ version }) => ({ commandId, ticketId, version }),
      (error: unknown) => error,
    )

const journalOf = (desk: Desk, ticketId: string) =>
  desk.run(Effect.flatMap(TicketQuery.TicketQuery, (query) => query.journal(desk.tenant, ticketId)))

const commandIn = (body: string): unknown => {
  const event: { readonly commandId?: unknown } = JSON.parse(body)
  return event.commandId
}

it.each([
  ["memory", () => memory()],
  ["SQLite", () => sqlite({ file: join(folder, "desk.db") })],
])(
  "P2 P3 P4 P11 commands at once on %s, with answers that get lost",
  async (_, storageOf) => {
    const sound = storageOf()
    await using quiet = await createDesk({ storage: sound, background: false })
    const ids: Array<string> = []
    for (let each = 0; each < tickets; each++) ids.push(await registered(quiet))
    const { storage, count } = losing(sound)
    const opened = await Promise.all(
      Array.from({ length: desks }, () => createDesk({ storage, background: false })),
    )
    const given = Array.from({ length: commands }, (__, each) => ({
      ticketId: ids[each % tickets] ?? "",
      commandId: `n${each}`,
    }))
    // Each command is given to both desks, as by somebody who heard nothing and asks elsewhere.
    const outcomes = await Promise.all(
      opened.flatMap((desk) => given.map((each) => noted(desk, each.ticketId, each.commandId))),
    )
    expect(count.lost).toBeGreaterThan(0)
    expect(count.refused).toBeGreaterThan(0)
    const stored = new Map<unknown, number>()
    for (const ticketId of ids) {
      const journal = await journalOf(quiet, ticketId)
      expect(journal.map(({ number }) => number)).toEqual(journal.map((___, index) => index + 1))
      for (const { body, number, type } of journal)
        if (type === "Noted") {
          expect(stored.has(commandIn(body))).toBe(false)
          stored.set(commandIn(body), number)
        }
    }
    const accepted = outcomes.filter((outcome) => !(outcome instanceof Error))
    for (const outcome of accepted) {
      const { commandId, version }: { commandId?: unknown; version?: unknown } = Object(outcome)
      expect(stored.get(commandId)).toBe(version)
    }
    // What failed says that it was not stored, and was not, unless the other desk did it.
    const done = new Set(accepted.map((outcome) => Object(outcome).commandId))
    expect(done.size).toBe(stored.size)
    for (const desk of opened) await desk[Symbol.asyncDispose]()
  },
  60_000,
)
