// A peer: emmett-postgresql, an event store with the same way of deciding: load, decide, append.
import { CommandHandler, type Event } from "@event-driven-io/emmett"
import { getPostgreSQLEventStore } from "@event-driven-io/emmett-postgresql"
import type { Contender } from "../measure.ts"
import { inFlight } from "./load.ts"

type Assigned = Event<"Assigned", { readonly assignee: string }>

interface State {
  readonly assignee: string
}

/** The peer on a database. */
export const emmettOn = async (url: string, tickets: number) => {
  const store = getPostgreSQLEventStore(url)
  await store.schema.migrate()
  const handle = CommandHandler<State, Assigned>({
    evolve: (_, { data }) => ({ assignee: data.assignee }),
    initialState: () => ({ assignee: "" }),
  })
  let turn = 0
  const assign = () => {
    turn += 1
    return handle(store, `ticket-${turn % tickets}`, ({ assignee }) => ({
      type: "Assigned",
      data: { assignee: assignee === "olga" ? "ivan" : "olga" },
    }))
  }
  const contender = (count: number): Contender => ({
    name: `emmett-postgresql, ${count} in flight (no state row, no outbox)`,
    run: () => inFlight(count, assign),
  })
  return { contender, [Symbol.asyncDispose]: () => store.close() }
}
