// Commits as one statement; its rows are those that were refused, and why.
import { TicketStore } from "@upkeep/core/effect"
import { Effect, Result } from "effect"
import { batchParams, batchStatement } from "./batch.ts"
import type { Answer, Connection } from "./connection.ts"
import { decoded } from "./decoded.ts"
import type { Param, Row } from "./executor.ts"
import { integer, text, word } from "./row.ts"
import { isPlain, singleParams, singleStatement } from "./single.ts"

type Verdict = Result.Result<void, TicketStore.CommitRefused>

type Commits = ReadonlyArray<TicketStore.Commit>

/** How commits are stored in a schema: the statement, and its parameters. */
export const storingIn = ({ schema, version }: Pick<Connection, "schema" | "version">) => {
  const single = singleStatement(schema)
  const batch = batchStatement(schema)
  return (
    tenant: string,
    commits: Commits,
  ): readonly [sql: string, params: ReadonlyArray<Param>] => {
    const [first] = commits
    return first !== undefined && commits.length === 1 && isPlain(first)
      ? [single, singleParams(tenant, first, version)]
      : [batch, batchParams(tenant, commits, version)]
  }
}

/** The port's `commit`. */
export const committer = (connection: Connection) => {
  const { write, transaction } = connection
  const storing = storingIn(connection)
  return (tenant: string, commits: Commits): Answer<ReadonlyArray<Verdict>> => {
    if (commits.length === 0) return Effect.succeed([])
    if (areDistinct(commits)) {
      const answer = write(...storing(tenant, commits))
      return decoded(answer, (rows) => verdictsOf(commits, rows))
    }
    return transaction(async (inside) => {
      const verdicts: Array<Verdict> = []
      for (const commit of commits) {
        const { rows } = await inside.query(...storing(tenant, [commit]))
        verdicts.push(...verdictsOf([commit], rows))
      }
      return verdicts
    })
  }
}

// A command or a lease that stands twice in a batch is the first one's: those follow each other.
const areDistinct = (commits: Commits): boolean => {
  if (commits.length === 1) return true
  const commands = commits.map(({ command }) => command.id)
  const leases = commits.flatMap(({ settlements }) => settlements.map((each) => each.deliveryId))
  return [commands, leases].every((ids) => new Set(ids).size === ids.length)
}

/** What became of each commit, from the rows of those that were refused. */
export const verdictsOf = (commits: Commits, rows: ReadonlyArray<Row>): ReadonlyArray<Verdict> => {
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
