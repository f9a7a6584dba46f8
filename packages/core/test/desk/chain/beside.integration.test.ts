// What belongs to no ticket, in a store that can do one thing at a time.
import { memory, type StorageAdapter } from "@upkeep/core"
import { Archive, TicketStore } from "@upkeep/core/effect"
import { Context, Effect, Layer } from "effect"
import { expect, it } from "vitest"
import { openDesk, register } from "../setUp.ts"

/** Memory that is asked nothing while it is read as a whole, and that has lost a ticket. */
const alone = (lost: () => string | undefined): StorageAdapter => {
  let isRead = false
  const services = Effect.map(Layer.build(memory().layer), (built) => {
    const archive = Context.get(built, Archive.Archive)
    const store = Context.get(built, TicketStore.TicketStore)
    return built.pipe(
      Context.add(Archive.Archive, {
        ...archive,
        rows: async function* (tenants) {
          isRead = true
          try {
            for await (const row of archive.rows(tenants))
              if (row.kind !== "ticket" || row.row.ticketId !== lost()) yield row
          } finally {
            isRead = false
          }
        },
      }),
      Context.add(TicketStore.TicketStore, {
        ...store,
        look: (tenant, asked) =>
          isRead
            ? Effect.die(new Error("asked while it is read"))
            : Effect.map(store.look(tenant, asked), (looked) => ({
                ...looked,
                tickets: looked.tickets.map((row) => (row?.ticketId === lost() ? undefined : row)),
              })),
      }),
    )
  })
  return { ...memory(), name: "alone", layer: Layer.effectContext(services) }
}

it("P20 what lies beside a missing ticket is found, and no other connection is asked for", async () => {
  let lost: string | undefined
  await using opened = await openDesk({ storage: alone(() => lost) })
  const { desk } = opened
  const registered = await Promise.all(Array.from({ length: 600 }, () => register(desk)))
  expect((await desk.verify()).damages).toEqual([])
  lost = registered[7]?.ticketId
  expect((await desk.verify()).damages).toContainEqual(
    expect.objectContaining({ code: "ticket-missing", ticketId: lost }),
  )
})
