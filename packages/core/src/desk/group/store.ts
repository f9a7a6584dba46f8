// A store of tickets in front of the adapter's, which asks it once for what many ask at one time.
import { Effect, Exit, Result } from "effect"
import type { Commit, Look, Looked, TicketStoreService } from "../../port/TicketStore.ts"
import * as commits from "./commits.ts"
import * as gathering from "./gathering.ts"
import * as looks from "./looks.ts"
import type { Rows } from "./rows.ts"

interface Lent extends gathering.Lent {
  /** How many commands are open: each of them may have a commit soon. */
  readonly openCommands: () => number
}

/** Groups what is asked of a store, and keeps the rows that it sees. */
export const grouped = (
  inner: TicketStoreService,
  rows: Rows,
  { openCommands, ...lent }: Lent,
): TicketStoreService => {
  const looking = gathering.make<Look, Looked>(
    { begin: looks.together, ask: looks.ask(inner) },
    lent,
  )
  const committing = gathering.make<Commit, commits.Verdict>(
    {
      begin: commits.batch,
      ask: commits.store(inner),
      expected: openCommands,
      heard: heardBy(rows),
      givenUp,
    },
    lent,
  )
  const look = (tenant: string, asked: Look) => looking.ask(tenant, asked)
  return {
    ...inner,
    look,
    load: (tenant, ticketId) =>
      Effect.map(look(tenant, { tickets: [ticketId], commands: [] }), ({ tickets }) => tickets[0]),
    command: (tenant, id) =>
      Effect.map(look(tenant, { tickets: [], commands: [id] }), ({ commands: [row] }) => row),
    // Who brings a batch of their own has grouped it.
    commit: (tenant, all) => {
      const [commit, ...more] = all
      if (commit === undefined) return Effect.succeed([])
      if (more.length > 0) return inner.commit(tenant, all)
      return Effect.map(committing.ask(tenant, commit), (verdict) => [verdict])
    },
  }
}

// What was stored is at hand from now on; of all else the store has to be asked.
const heardBy =
  ({ keep, drop }: Rows) =>
  (tenant: string, { ticketId, row }: Commit, answer: gathering.Answer<commits.Verdict>): void => {
    const verdict = Exit.isSuccess(answer) ? answer.value : undefined
    const isStored = verdict !== undefined && Result.isSuccess(verdict)
    if (isStored && verdict !== commits.storedBefore) keep(tenant, row)
    else drop(tenant, ticketId)
  }

const givenUp = (commit: Commit) =>
  commits.unknownOutcome(commit, "got no time to wait for the answer of the store")
