// The adapter alone, a commit a call, beside the same rows by hand on as many connections.
import { TicketStore } from "@upkeep/core/effect"
import { postgres } from "@upkeep/storage-postgres"
import { Context, Effect, Layer, type Scope } from "effect"
import { compare, type Contender, type Figure } from "../measure.ts"
import { bareClient } from "./bareTables.ts"
import { characters, inFlight } from "./load.ts"

const lanes = 32
const tenant = "unbatched"

/** The figures of the adapter without a desk. */
export async function* unbatched(url: string, peer: Contender): AsyncGenerator<Figure> {
  const hand = bareClient(url, lanes)
  try {
    yield await Effect.runPromise(Effect.scoped(measured(url, hand.single, peer)))
  } finally {
    await hand.close()
  }
}

const measured = Effect.fnUntraced(function* (
  url: string,
  byHand: () => Promise<unknown>,
  peer: Contender,
): Effect.fn.Return<Figure, unknown, Scope.Scope> {
  const services = yield* Layer.build(postgres({ url, connections: lanes }).layer)
  const store = Context.get(services, TicketStore.TicketStore)
  const versions = Array.from({ length: lanes }, () => 0)
  const step = (lane: number) => {
    const version = versions[lane] ?? 0
    versions[lane] = version + 1
    return Effect.runPromise(store.commit(tenant, [commitOf(lane, version)]))
  }
  return yield* Effect.promise(() =>
    compare({
      bench: "storage",
      name: `commits of the adapter alone, one a call, ${lanes} in flight`,
      ours: { name: "adapter", run: () => inFlight(lanes, step) },
      peer,
      limit: {
        name: `the same rows by hand, one CTE statement on ${lanes} connections of pg`,
        run: () => inFlight(lanes, byHand),
      },
      goal: "≥ 0.8× by hand and ≥ 2× emmett-postgresql",
      met: ({ ratioLimit, ratioPeer }) => ratioLimit >= 0.8 && ratioPeer >= 2,
    }),
  )
})

const row = "r".repeat(characters.row)
const body = "e".repeat(characters.event)

const commitOf = (lane: number, version: number): TicketStore.Commit => {
  const ticketId = `lane-${lane}`
  const number = version + 1
  const at = 1_000_000 + version
  return {
    ticketId,
    expectedVersion: version,
    at,
    command: { id: `${ticketId}-${number}`, hash: "h", result: "{}" },
    row: {
      ticketId,
      number: `U-${lane}`,
      version: number,
      status: "open.registered.ours",
      dueAt: at,
      customer: null,
      assignee: null,
      assignedAt: null,
      updatedAt: at,
      body: row,
    },
    events: [{ ticketId, number, id: `${ticketId}-e${number}`, type: "Noted", at, body }],
    contents: [],
    deliveries: [],
    settlements: [],
    forgotten: [],
  }
}
