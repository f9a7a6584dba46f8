// Lists by an instant show the same whichever way they are found: along an index or sorted.
import type { TicketQuery } from "@upkeep/core/effect"
import { Effect } from "effect"
import { expect, it } from "vitest"
import { acme, commitOf, on } from "../../../test/contract/storage/stores.ts"
import { gatheredAtMost } from "../src/sorted.ts"
import { sqlite } from "../src/index.ts"
import { newFile } from "./place.ts"

// Of one status far more than are sorted, and of one person a few there, and as many as the edge.
const count = 3 * gatheredAtMost

const rowAt = (index: number) => ({
  status: index % 10 === 0 ? "open" : "closed",
  assignee: index < gatheredAtMost ? "edge" : index % 97 === 0 ? "few" : "many",
  customer: index % 2 === 0 ? "k1" : null,
  updatedAt: (index * 7_919) % 1_000,
  dueAt: index % 3 === 0 ? (index * 104_729) % 1_000 : null,
})

const tickets = Array.from({ length: count }, (_, index) => ({
  ticketId: `t${String(index).padStart(6, "0")}`,
  row: rowAt(index),
}))

const at = (row: ReturnType<typeof rowAt>, sort: "updated" | "due"): number | null =>
  sort === "updated" ? row.updatedAt : row.dueAt

const expected = (
  sort: "updated" | "due",
  { assignee, customer }: Partial<TicketQuery.TicketFilter>,
) =>
  tickets
    .filter(({ row }) => at(row, sort) !== null)
    .filter(({ row }) => assignee === undefined || row.assignee === assignee)
    .filter(({ row }) => customer === undefined || row.customer === customer)
    .toSorted(
      (a, b) =>
        (at(a.row, sort) ?? 0) - (at(b.row, sort) ?? 0) || (a.ticketId < b.ticketId ? -1 : 1),
    )
    .map(({ ticketId }) => ticketId)

it("the few of a person and the many of another come in one order, page by page", () =>
  on(sqlite({ file: newFile() }), (stores) =>
    Effect.gen(function* () {
      yield* stores.tickets.commit(acme, tickets.map(commitOf))
      const people = [
        { assignee: "few" },
        { assignee: "edge" },
        { assignee: "many" },
        { customer: "k1" },
      ]
      for (const person of [...people, { assignee: "many", customer: "k1" }])
        for (const sort of ["updated", "due"] as const) {
          const whole = expected(sort, person)
          const list = (page: object) =>
            Effect.map(
              stores.query.list(acme, { ...person, sort, limit: 1_000, ...page }),
              (rows) => rows.map(({ ticketId }) => ticketId),
            )
          expect(yield* list({})).toEqual(whole.slice(0, 1_000))
          const newest = yield* list({ order: "newestFirst" })
          expect(newest).toEqual(whole.toReversed().slice(0, 1_000))
          const middle = Math.floor(whole.length / 2)
          const after = whole[middle]
          const last = tickets.find(({ ticketId }) => ticketId === after)
          const afterAt = last && at(last.row, sort)
          expect(yield* list({ after, afterAt, limit: 5 })).toEqual(
            whole.slice(middle + 1, middle + 6),
          )
        }
    }),
  ))
