// A batch of commits as a call of `store_commits`.
import type { TicketStore } from "@upkeep/core/effect"
import { type Cells, contentsOf, deliveriesOf, marked, type Numbered } from "./beside.ts"
import type { Param } from "./executor.ts"

/** The statement that stores a batch. */
export const batchStatement = (schema: string): string => {
  const texts = lists.map((_, index) => `$${index + 3}`)
  return `SELECT * FROM ${schema}.store_commits($1, $2, ${texts.join(", ")})`
}

/** Its parameters, as a version of the schema takes them. */
export const batchParams = (
  tenant: string,
  commits: ReadonlyArray<TicketStore.Commit>,
  schemaVersion: number,
): ReadonlyArray<Param> => {
  const numbered = commits.map((commit, n) => ({ ...commit, n, tenant, schemaVersion }))
  return [tenant, ...marked(lists.map((list) => numbered.flatMap(list)))]
}

const isNew = ({ expectedVersion }: Numbered): boolean => expectedVersion === 0

/** Whether nothing is due any more, after an event. */
const isOver = ({ expectedVersion, row }: Numbered): boolean =>
  row.dueAt === null && row.version > expectedVersion

// The lists of `store_commits`, in its order.
const lists: ReadonlyArray<(commit: Numbered) => ReadonlyArray<Cells>> = [
  ({ n, ticketId, expectedVersion }) => [[n, ticketId, expectedVersion]],
  ({ n, command: { id, hash, result }, at }) => [[n, id, hash, at, result]],
  (commit) => (isNew(commit) ? [rowOf(commit)] : []),
  (commit) => (isNew(commit) ? [] : [rowOf(commit)]),
  (commit) => (isNew(commit) || isOver(commit) ? [] : [wakeOf(commit)]),
  (commit) => (isOver(commit) && !isNew(commit) ? [[commit.n, commit.ticketId]] : []),
  ({ n, ticketId, events }) =>
    events.map(({ number, id, type, at, body }) => [n, ticketId, number, id, type, at, body]),
  contentsOf,
  deliveriesOf,
  ({ n, settlements }) =>
    settlements.map(({ deliveryId, fence, status, reason }, place) => [
      n,
      place,
      deliveryId,
      fence,
      status,
      reason,
    ]),
  ({ n, ticketId, forgotten }) => forgotten.map((key) => [n, ticketId, key]),
]

const rowOf = ({ n, ticketId, row }: Numbered): Cells => [
  n,
  ticketId,
  row.dueAt,
  row.number,
  row.version,
  row.status,
  row.customer,
  row.assignee,
  row.assignedAt,
  row.updatedAt,
  row.body,
]

const wakeOf = ({ n, ticketId, row }: Numbered): Cells => [n, ticketId, row.dueAt, row.version]
