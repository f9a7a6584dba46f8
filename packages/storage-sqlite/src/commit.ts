// Stores a batch of commits in one transaction. A commit is judged by reads before it writes
// anything, so one that is refused needs no savepoint: it has left nothing behind.
import { TicketStore } from "@upkeep/core/effect"
import { Result } from "effect"
import type { Statements } from "./connection.ts"
import { advanceBy, queueBy } from "./line.ts"
import { integer, type Row, text } from "./row.ts"

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

// What lists are sorted by is read with the version: where it stays, its indexes are not touched.
const standingBy = ({ prepare }: Statements) =>
  prepare(
    "SELECT version, status, customer, assignee, assigned_at FROM upkeep_ticket WHERE tenant = ? AND ticket_id = ?",
  )

/** Prepares the question what an accepted command led to. */
export const commandBy = ({ prepare }: Statements) => {
  const select = prepare("SELECT hash, result FROM upkeep_command WHERE tenant = ? AND id = ?")
  return (tenant: string, id: string): TicketStore.CommandRow | undefined => {
    const row = select.get(tenant, id)
    return row && { id, hash: text(row, "hash"), result: text(row, "result") }
  }
}

const judgeBy = (statements: Statements) => {
  const commandOf = commandBy(statements)
  const held = statements.prepare(
    "SELECT 1 FROM upkeep_delivery WHERE tenant = ? AND id = ? AND status = 'pending' AND fence = ?",
  )
  return (tenant: string, commit: TicketStore.Commit, before: Row | undefined): Verdict => {
    const { ticketId, expectedVersion: expected } = commit
    const command = commandOf(tenant, commit.command.id)
    if (command !== undefined) return Result.fail(new TicketStore.CommandRepeated({ command }))
    const version = before === undefined ? 0 : integer(before, "version")
    if (version !== expected) {
      return Result.fail(new TicketStore.VersionConflict({ ticketId, expected, version }))
    }
    for (const { deliveryId, fence } of commit.settlements) {
      if (held.get(tenant, deliveryId, fence) === undefined) {
        return Result.fail(new TicketStore.LeaseLost({ deliveryId }))
      }
    }
    return Result.succeed(undefined)
  }
}

const writeBy = (statements: Statements) => {
  const writeRow = writeRowBy(statements)
  const writeBeside = writeBesideBy(statements)
  const command = statements.prepare(
    "INSERT INTO upkeep_command (tenant, id, hash, result, at) VALUES (?, ?, ?, ?, ?)",
  )
  const event = statements.prepare(
    "INSERT INTO upkeep_event (tenant, ticket_id, number, id, type, at, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
  )
  return (tenant: string, commit: TicketStore.Commit, before: Row | undefined): void => {
    const { id, hash, result } = commit.command
    writeRow(tenant, commit, before)
    command.run(tenant, id, hash, result, commit.at)
    for (const { number, id, type, at, body } of commit.events) {
      event.run(tenant, commit.ticketId, number, id, type, at, body)
    }
    writeBeside(tenant, commit)
  }
}

const writeRowBy = ({ prepare }: Statements) => {
  const insert = prepare(
    "INSERT INTO upkeep_ticket (version, due_at, wake_at, updated_at, body, tenant, ticket_id, " +
      "number, status, customer, assignee, assigned_at, fence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
  )
  // The fence grows: whoever held the ticket has lost it.
  const update = prepare(
    "UPDATE upkeep_ticket SET version = ?, due_at = ?, wake_at = ?, updated_at = ?, body = ?, " +
      "fence = fence + 1 WHERE tenant = ? AND ticket_id = ?",
  )
  const move = prepare(
    "UPDATE upkeep_ticket SET status = ?, customer = ?, assignee = ?, assigned_at = ? WHERE tenant = ? AND ticket_id = ?",
  )
  return (tenant: string, { ticketId, row }: TicketStore.Commit, before: Row | undefined): void => {
    const { version, dueAt, updatedAt, body, status, customer, assignee, assignedAt } = row
    const sorted = [status, customer, assignee, assignedAt]
    if (before === undefined) {
      insert.run(version, dueAt, dueAt, updatedAt, body, tenant, ticketId, row.number, ...sorted)
      return
    }
    update.run(version, dueAt, dueAt, updatedAt, body, tenant, ticketId)
    const stays =
      before["status"] === status &&
      before["customer"] === customer &&
      before["assignee"] === assignee &&
      before["assigned_at"] === assignedAt
    if (!stays) move.run(...sorted, tenant, ticketId)
  }
}

const writeBesideBy = (statements: Statements) => {
  const { prepare } = statements
  const queue = queueBy(statements)
  const advance = advanceBy(statements)
  const content = prepare(
    "INSERT INTO upkeep_content (tenant, ticket_id, key, salt, body) VALUES (?, ?, ?, ?, ?)",
  )
  const settle = prepare(
    "UPDATE upkeep_delivery SET status = ?, reason = ?, attempts = attempts + 1 WHERE tenant = ? AND id = ? " +
      "RETURNING tenant, ticket_id, channel",
  )
  return (tenant: string, commit: TicketStore.Commit): void => {
    for (const { key, salt, body } of commit.contents) {
      content.run(tenant, commit.ticketId, key, salt, body)
    }
    queue(tenant, commit)
    for (const { deliveryId, status, reason } of commit.settlements) {
      const left = settle.get(status, reason, tenant, deliveryId)
      if (left !== undefined) advance(left)
    }
  }
}
