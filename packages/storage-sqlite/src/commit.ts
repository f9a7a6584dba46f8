// Stores a batch of commits in one transaction. Each is judged before it writes anything, by its
// command last of all: one that is refused leaves nothing behind, and needs no savepoint.
import type { SQLOutputValue, StatementSync } from "node:sqlite"
import { TicketStore } from "@upkeep/core/effect"
import { Result } from "effect"
import type { Statements } from "./connection.ts"
import { contentBy } from "./content.ts"
import { acceptBy, commandBy, insertEventBy, insertTicketBy } from "./insert.ts"
import { advanceBy, queueBy } from "./line.ts"
import { integerIn } from "./row.ts"

type Verdict = Result.Result<void, TicketStore.CommitRefused>

/** Prepares the statements; call what it returns inside a transaction. */
export const committer = (statements: Statements) => {
  const standing = standingBy(statements)
  const judge = judgeBy(statements)
  const write = writeBy(statements)
  return (tenant: string, commits: ReadonlyArray<TicketStore.Commit>): ReadonlyArray<Verdict> =>
    commits.map((commit) => {
      const before = standing(tenant, commit.ticketId)
      const verdict = judge(tenant, commit, before)
      if (Result.isSuccess(verdict)) write(tenant, commit, before)
      return verdict
    })
}

/** A ticket as it stands; its values in the order of `indexed`. */
interface Standing {
  readonly sequence: number
  readonly version: number
  readonly values: Readonly<Record<number, SQLOutputValue>>
}

/** What of a ticket has an index: where it stays as it was, the index is not touched. */
const indexed = [
  "status",
  "due_at",
  "wake_at",
  "customer",
  "assignee",
  "assigned_at",
  "attempts",
  "parked",
] as const

/** The same as a commit leaves it: nothing holds the ticket, and nothing failed. */
const indexedOf = ({ status, dueAt, customer, assignee, assignedAt }: TicketStore.TicketRow) => [
  status,
  dueAt,
  dueAt,
  customer,
  assignee,
  assignedAt,
  0,
  null,
]

// Read as a list: an object with ten names costs half as much again as finding the row.
const standingBy = ({ prepare }: Statements) => {
  const select = prepare(
    `SELECT ${indexed.join(", ")}, sequence, version FROM upkeep_ticket WHERE tenant = ? AND ticket_id = ?`,
  )
  select.setReturnArrays(true)
  return (tenant: string, ticketId: string): Standing | undefined => {
    const values = select.get(tenant, ticketId)
    if (values === undefined) return undefined
    const sequence = integerIn(values[indexed.length], "sequence")
    return { sequence, version: integerIn(values[indexed.length + 1], "version"), values }
  }
}

// The command is the last to be judged, by the insert of its row. One that is refused for another
// reason may be a repeat all the same, which comes before every reason.
const judgeBy = (statements: Statements) => {
  const accepted = commandBy(statements)
  const accept = acceptBy(statements)
  const held = statements.prepare(
    "SELECT 1 FROM upkeep_delivery WHERE tenant = ? AND id = ? AND status = 'pending' AND fence = ?",
  )
  const objectionTo = (
    tenant: string,
    commit: TicketStore.Commit,
    before: Standing | undefined,
  ) => {
    const { ticketId, expectedVersion: expected } = commit
    const version = before?.version ?? 0
    if (version !== expected)
      return new TicketStore.VersionConflict({ ticketId, expected, version })
    const lost = commit.settlements.find(
      ({ deliveryId, fence }) => held.get(tenant, deliveryId, fence) === undefined,
    )
    return lost && new TicketStore.LeaseLost({ deliveryId: lost.deliveryId })
  }
  return (tenant: string, commit: TicketStore.Commit, before: Standing | undefined): Verdict => {
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
  return (tenant: string, commit: TicketStore.Commit, before: Standing | undefined): void => {
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
  const updateOf = (columns: ReadonlyArray<string>): StatementSync => {
    const changed = columns.map((column) => `, ${column} = ?`).join("")
    const known = updates.get(changed)
    if (known !== undefined) return known
    const update = statements.prepare(
      `UPDATE upkeep_ticket SET version = ?, updated_at = ?, body = ?, fence = fence + 1${changed} WHERE sequence = ?`,
    )
    updates.set(changed, update)
    return update
  }
  return (
    tenant: string,
    { ticketId, row }: TicketStore.Commit,
    before: Standing | undefined,
  ): void => {
    if (before === undefined) return insert(tenant, ticketId, row)
    const values = indexedOf(row)
    const isChanged = (_: unknown, place: number) => values[place] !== before.values[place]
    const update = updateOf(indexed.filter(isChanged))
    update.run(row.version, row.updatedAt, row.body, ...values.filter(isChanged), before.sequence)
  }
}

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
