// Stores a batch of commits in one transaction. Each is judged before it writes anything, by its
// command last of all: one that is refused leaves nothing behind, and needs no savepoint.
import type { StatementSync } from "node:sqlite"
import { TicketStore } from "@upkeep/core/effect"
import { Result } from "effect"
import type { Statements } from "./connection.ts"
import { contentBy } from "./content.ts"
import { acceptBy, commandBy, insertEventBy, insertTicketBy } from "./insert.ts"
import { advanceBy, queueBy } from "./line.ts"
import { integer, type Row } from "./row.ts"

type Verdict = Result.Result<void, TicketStore.CommitRefused>

/** Prepares the statements; call what it returns inside a transaction. */
export const committer = (statements: Statements) => {
  const standing = standingBy(statements)
  const judge = judgeBy(statements)
  const write = writeBy(statements)
  return (tenant: string, commits: ReadonlyArray<TicketStore.Commit>): ReadonlyArray<Verdict> =>
    commits.map((commit) => {
      const before = standing.get(tenant, commit.ticketId)
      const verdict = judge(tenant, commit, before)
      if (Result.isSuccess(verdict)) write(tenant, commit, before)
      return verdict
    })
}

// What has an index is read with the version: where it stays, the index is not touched.
const standingBy = ({ prepare }: Statements) =>
  prepare(
    "SELECT sequence, version, status, due_at, wake_at, customer, assignee, assigned_at, attempts, parked " +
      "FROM upkeep_ticket WHERE tenant = ? AND ticket_id = ?",
  )

// The command is the last to be judged, by the insert of its row. One that is refused for another
// reason may be a repeat all the same, which comes before every reason.
const judgeBy = (statements: Statements) => {
  const accepted = commandBy(statements)
  const accept = acceptBy(statements)
  const held = statements.prepare(
    "SELECT 1 FROM upkeep_delivery WHERE tenant = ? AND id = ? AND status = 'pending' AND fence = ?",
  )
  const objectionTo = (tenant: string, commit: TicketStore.Commit, before: Row | undefined) => {
    const { ticketId, expectedVersion: expected } = commit
    const version = before === undefined ? 0 : integer(before, "version")
    if (version !== expected)
      return new TicketStore.VersionConflict({ ticketId, expected, version })
    const lost = commit.settlements.find(
      ({ deliveryId, fence }) => held.get(tenant, deliveryId, fence) === undefined,
    )
    return lost && new TicketStore.LeaseLost({ deliveryId: lost.deliveryId })
  }
  return (tenant: string, commit: TicketStore.Commit, before: Row | undefined): Verdict => {
    const objection = objectionTo(tenant, commit, before)
    const command =
      objection === undefined
        ? accept(tenant, commit.command, commit.at)
        : accepted(tenant, commit.command.id)
    if (command !== undefined) return Result.fail(new TicketStore.CommandRepeated({ command }))
    return objection === undefined ? Result.succeed(undefined) : Result.fail(objection)
  }
}

const writeBy = (statements: Statements) => {
  const writeRow = writeRowBy(statements)
  const insertEvent = insertEventBy(statements)
  const writeBeside = writeBesideBy(statements)
  return (tenant: string, commit: TicketStore.Commit, before: Row | undefined): void => {
    writeRow(tenant, commit, before)
    for (const event of commit.events) insertEvent(tenant, commit.ticketId, event)
    writeBeside(tenant, commit)
  }
}

// SQLite writes the indexes of every column that an update names, changed or not: so it names what
// changed. The fence grows: whoever held the ticket has lost it.
const writeRowBy = (statements: Statements) => {
  const insert = insertTicketBy(statements)
  const updates = new Map<string, StatementSync>()
  const updateOf = (changed: string): StatementSync => {
    const known = updates.get(changed)
    if (known !== undefined) return known
    const update = statements.prepare(
      `UPDATE upkeep_ticket SET version = ?, updated_at = ?, body = ?, fence = fence + 1${changed} WHERE sequence = ?`,
    )
    updates.set(changed, update)
    return update
  }
  return (tenant: string, { ticketId, row }: TicketStore.Commit, before: Row | undefined): void => {
    if (before === undefined) return insert(tenant, ticketId, row)
    const changed = indexedOf(row).filter(([column, value]) => before[column] !== value)
    const update = updateOf(changed.map(([column]) => `, ${column} = ?`).join(""))
    const values = changed.map(([, value]) => value)
    update.run(row.version, row.updatedAt, row.body, ...values, integer(before, "sequence"))
  }
}

/** What of a ticket has an index, as a commit leaves it: nothing holds it, and nothing failed. */
const indexedOf = (row: TicketStore.TicketRow) =>
  [
    ["status", row.status],
    ["due_at", row.dueAt],
    ["wake_at", row.dueAt],
    ["customer", row.customer],
    ["assignee", row.assignee],
    ["assigned_at", row.assignedAt],
    ["attempts", 0],
    ["parked", null],
  ] as const

const writeBesideBy = (statements: Statements) => {
  const { prepare } = statements
  const queue = queueBy(statements)
  const advance = advanceBy(statements)
  const write = contentBy(statements)
  const settle = prepare(
    "UPDATE upkeep_delivery SET status = ?, reason = ?, attempts = attempts + 1 WHERE tenant = ? AND id = ? " +
      "RETURNING tenant, ticket_id, channel",
  )
  return (tenant: string, commit: TicketStore.Commit): void => {
    write(tenant, commit)
    queue(tenant, commit)
    for (const { deliveryId, status, reason } of commit.settlements) {
      const left = settle.get(status, reason, tenant, deliveryId)
      if (left !== undefined) advance(left)
    }
  }
}
