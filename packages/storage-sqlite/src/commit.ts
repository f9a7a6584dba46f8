// Stores a batch of commits in one transaction. A commit is judged before it writes anything but its
// command, which is the judgement itself: one that is refused has left nothing behind, and needs no
// savepoint.
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

const writeRowBy = (statements: Statements) => {
  const { prepare } = statements
  const insert = insertTicketBy(statements)
  // The fence grows: whoever held the ticket has lost it.
  const update = prepare(
    "UPDATE upkeep_ticket SET version = ?, updated_at = ?, body = ?, fence = fence + 1 WHERE sequence = ?",
  )
  const wake = prepare(
    "UPDATE upkeep_ticket SET due_at = ?1, wake_at = ?1, attempts = 0, parked = NULL WHERE sequence = ?2",
  )
  const move = prepare(
    "UPDATE upkeep_ticket SET status = ?, customer = ?, assignee = ?, assigned_at = ? WHERE sequence = ?",
  )
  return (tenant: string, { ticketId, row }: TicketStore.Commit, before: Row | undefined): void => {
    const { version, dueAt, updatedAt, body, status, customer, assignee, assignedAt } = row
    if (before === undefined) return insert(tenant, ticketId, row)
    const sequence = integer(before, "sequence")
    update.run(version, updatedAt, body, sequence)
    if (!isAwaitedAt(before, dueAt)) wake.run(dueAt, sequence)
    if (!isMetAs(before, row)) move.run(status, customer, assignee, assignedAt, sequence)
  }
}

/** Whether it may be claimed from `dueAt` on, as one of which no claim has failed. */
const isAwaitedAt = (before: Row, dueAt: number | null): boolean =>
  before["due_at"] === dueAt &&
  before["wake_at"] === dueAt &&
  before["attempts"] === 0 &&
  before["parked"] === null

const isMetAs = (before: Row, row: TicketStore.TicketRow): boolean =>
  before["status"] === row.status &&
  before["customer"] === row.customer &&
  before["assignee"] === row.assignee &&
  before["assigned_at"] === row.assignedAt

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
