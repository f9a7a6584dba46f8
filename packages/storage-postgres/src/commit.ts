// A batch of commits as one statement: lists as JSON in, and out of it what was refused and why.
import { TicketStore } from "@upkeep/core/effect"
import { Effect, Result } from "effect"
import type { Answer, Connection } from "./connection.ts"
import { decoded } from "./decoded.ts"
import type { Param, Row } from "./executor.ts"
import { integer, text, word } from "./row.ts"
import { searchVersion, vectorOf } from "./searchWords.ts"

type Verdict = Result.Result<void, TicketStore.CommitRefused>

/** The statement that stores a batch. */
export const storeStatement = (schema: string): string => {
  const json = lists.map((_, index) => `$${index + 2}::text::json`)
  const bodies = [0, 1, 2].map((index) => `$${index + 2 + lists.length}`)
  return `SELECT * FROM ${schema}.store_commits($1, ${[...json, ...bodies].join(", ")})`
}

/** The port's `commit`. */
export const committer = ({ write, transaction, schema, version }: Connection) => {
  const store = storeStatement(schema)
  const given = (tenant: string, commits: ReadonlyArray<TicketStore.Commit>) =>
    paramsOf(tenant, commits, version)
  const together = (tenant: string, commits: ReadonlyArray<TicketStore.Commit>) =>
    decoded(write(store, given(tenant, commits)), (rows) => verdictsOf(commits, rows))
  return (
    tenant: string,
    commits: ReadonlyArray<TicketStore.Commit>,
  ): Answer<ReadonlyArray<Verdict>> => {
    if (commits.length === 0) return Effect.succeed([])
    if (areDistinct(commits)) return together(tenant, commits)
    return transaction(async (inside) => {
      const verdicts: Array<Verdict> = []
      for (const commit of commits) {
        const { rows } = await inside.query(store, given(tenant, [commit]))
        verdicts.push(...verdictsOf([commit], rows))
      }
      return verdicts
    })
  }
}

// A command or a lease that stands twice in a batch is the first one's: those follow each other.
const areDistinct = (commits: ReadonlyArray<TicketStore.Commit>): boolean => {
  const commands = commits.map(({ command }) => command.id)
  const leases = commits.flatMap(({ settlements }) => settlements.map((each) => each.deliveryId))
  return [commands, leases].every((ids) => new Set(ids).size === ids.length)
}

/** The parameters of `storeStatement`, as a version of the schema takes them. */
export const paramsOf = (
  tenant: string,
  commits: ReadonlyArray<TicketStore.Commit>,
  version: number,
): ReadonlyArray<Param> => {
  const hasWords = version >= searchVersion
  const numbered = commits.map((commit, n) => ({ ...commit, n, tenant, hasWords }))
  const json = lists.map((list) => listed(numbered.flatMap(list)))
  const bodies = bodiesOf.map((list) => commits.flatMap(list))
  const mark = markFor(bodies.flat())
  return [tenant, ...json, mark, ...bodies.map((texts) => texts.join(mark))]
}

// What stands between two bodies: a control character, which JSON never holds as such. It is
// lengthened until no body holds it, and begins with what it does not hold again.
const markFor = (texts: ReadonlyArray<string>): string => {
  let mark = "\u001e"
  for (let round = 0; texts.some((text) => text.includes(mark)); round += 1) {
    mark = `\u001e${round}\u001f`
  }
  return mark
}

const listed = (rows: ReadonlyArray<object>): string | null =>
  rows.length === 0 ? null : JSON.stringify(rows)

interface Numbered extends TicketStore.Commit {
  readonly n: number
  readonly tenant: string
  readonly hasWords: boolean
}

// The lists of `store_commits`, in its order.
const lists: ReadonlyArray<(commit: Numbered) => ReadonlyArray<object>> = [
  ({ n, ticketId, expectedVersion }) => [{ n, ticket: ticketId, expected: expectedVersion }],
  ({ n, command, at }) => [{ n, ...command, at }],
  (commit) => [rowOf(commit)],
  ({ n, ticketId, events }) =>
    events.map(({ number, id, type, at }) => ({ n, ticket: ticketId, number, id, type, at })),
  ({ n, tenant, ticketId, contents, hasWords }) =>
    contents.map(({ key, salt, body }) => ({
      n,
      ticket: ticketId,
      key,
      salt,
      body,
      ...(hasWords ? { words: vectorOf(tenant, body) } : {}),
    })),
  ({ n, ticketId, at, deliveries }) =>
    deliveries.map(({ id, eventNumber, channel, notice }, place) => ({
      n,
      place,
      id,
      ticket: ticketId,
      event: eventNumber,
      channel,
      notice,
      at,
    })),
  ({ n, settlements }) =>
    settlements.map(({ deliveryId, ...each }, place) => ({
      n,
      place,
      delivery: deliveryId,
      ...each,
    })),
  ({ n, ticketId, forgotten }) => forgotten.map((key) => ({ n, ticket: ticketId, key })),
]

// A new ticket begins with fence 1; 0 says that there is one already.
const rowOf = ({ n, ticketId, expectedVersion, row }: Numbered) => ({
  n,
  ticket: ticketId,
  number: row.number,
  version: row.version,
  fence: expectedVersion === 0 ? 1 : 0,
  status: row.status,
  due: row.dueAt,
  customer: row.customer,
  assignee: row.assignee,
  assigned: row.assignedAt,
  updated: row.updatedAt,
})

// The bodies beside two of them: those of tickets, and those of events.
const bodiesOf: ReadonlyArray<(commit: TicketStore.Commit) => ReadonlyArray<string>> = [
  ({ row }) => [row.body],
  ({ events }) => events.map(({ body }) => body),
]

/** What became of each commit, from the rows of those that were refused. */
export const verdictsOf = (
  commits: ReadonlyArray<TicketStore.Commit>,
  rows: ReadonlyArray<Row>,
): ReadonlyArray<Verdict> => {
  const refused = new Map(rows.map((row) => [integer(row, "n"), row]))
  return commits.map((commit, n) => {
    const row = refused.get(n)
    return row === undefined ? Result.succeed(undefined) : Result.fail(refusalOf(commit, row))
  })
}

const refusalOf = (commit: TicketStore.Commit, row: Row): TicketStore.CommitRefused => {
  const { ticketId, expectedVersion: expected } = commit
  switch (word(row, "why", ["repeated", "conflict", "lease"])) {
    case "repeated": {
      const command = {
        id: commit.command.id,
        hash: text(row, "hash"),
        result: text(row, "result"),
      }
      return new TicketStore.CommandRepeated({ command })
    }
    case "conflict":
      return new TicketStore.VersionConflict({ ticketId, expected, version: integer(row, "found") })
    case "lease":
      return new TicketStore.LeaseLost({ deliveryId: text(row, "delivery") })
  }
}
