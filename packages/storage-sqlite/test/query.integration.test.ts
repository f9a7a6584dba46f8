// How SQLite finds what is asked of tickets, and what a list shows of somebody who was forgotten.
import { DatabaseSync } from "node:sqlite"
import { createDesk } from "@upkeep/core"
import { Effect } from "effect"
import { expect, it } from "vitest"
import { sqlite } from "../src/index.ts"
import { open } from "../src/open.ts"
import { ticketQuery } from "../src/query.ts"
import { newFile, openingOf } from "./place.ts"

it("no question walks through the tickets of a tenant: each seeks by more than the tenant", () =>
  Effect.gen(function* () {
    const connection = yield* open(openingOf(newFile()))
    const asked: Array<string> = []
    ticketQuery({
      ...connection,
      prepare: (sql) => {
        asked.push(sql)
        return connection.prepare(sql)
      },
    })
    const steps = asked.flatMap((sql) =>
      connection
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map(({ detail }) => String(detail)),
    )
    // Read from end to end are the keys that are asked for, as a list of JSON, what was found
    // within a limit, one row of how far the index of words is, and the hits of that index.
    const isWalk =
      /^SCAN (?!wanted VIRTUAL TABLE|\(subquery|person|upkeep_(search|vocabulary|words))|\(tenant=\?\)/
    expect(steps.filter((step) => isWalk.test(step))).toEqual([])
    expect(steps).toContainEqual(expect.stringMatching(/^SEARCH content .*AND key=\?\)$/))
    // What people have been given is found in indexes alone.
    expect(steps).toContainEqual(
      expect.stringMatching(/COVERING INDEX upkeep_ticket_assignee \(.*status>\? AND status<\?\)$/),
    )
    expect(steps).toContainEqual(
      expect.stringMatching(/COVERING INDEX upkeep_ticket_assigned \(tenant=\? AND assignee=\?/),
    )
  }).pipe(Effect.scoped, Effect.runPromise))

it("a list has no subject of a ticket whose content was deleted, and every other one", async () => {
  const file = newFile()
  await using desk = await createDesk({ storage: sqlite({ file }), background: false })
  const request = { type: "register", channel: "web", text: "T", requester: {} } as const
  const actor = { kind: "customer", id: "anna" } as const
  const { ticketId } = await desk.submit({ actor, command: { ...request, subject: "One" } })
  await desk.submit({ actor, command: { ...request, subject: "Two" } })
  const db = new DatabaseSync(file)
  db.prepare("DELETE FROM upkeep_content WHERE ticket_id = ?").run(ticketId)
  db.close()
  const listed = (await desk.list()).map(({ number, subject }) => [number, subject])
  expect(Object.fromEntries(listed)).toEqual({ "T-1": "", "T-2": "Two" })
})
