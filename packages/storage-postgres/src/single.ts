// A commit alone as a call of `store_commit`, where it is as most are.
import type { TicketStore } from "@upkeep/core/effect"
import { contentsOf, deliveriesOf, marked } from "./beside.ts"
import type { Param } from "./executor.ts"

/** Whether a commit neither settles nor forgets anything: those go as a batch of one. */
export const isPlain = ({ settlements, forgotten }: TicketStore.Commit): boolean =>
  settlements.length === 0 && forgotten.length === 0

/** The statement that stores one commit. */
export const singleStatement = (schema: string): string => {
  const params = Array.from({ length: 20 }, (_, index) => `$${index + 1}`)
  return `SELECT * FROM ${schema}.store_commit(${params.join(", ")})`
}

/** Its parameters, as a version of the schema takes them. */
export const singleParams = (
  tenant: string,
  commit: TicketStore.Commit,
  schemaVersion: number,
): ReadonlyArray<Param> => {
  const { ticketId, expectedVersion, command, at, row } = commit
  const numbered = { ...commit, n: 0, tenant, schemaVersion }
  const events = commit.events.map((event) => [
    event.number,
    event.id,
    event.type,
    event.at,
    event.body,
  ])
  return [
    tenant,
    ticketId,
    expectedVersion,
    command.id,
    command.hash,
    command.result,
    at,
    row.number,
    row.version,
    row.status,
    row.dueAt,
    row.customer,
    row.assignee,
    row.assignedAt,
    row.updatedAt,
    row.body,
    ...marked([events, contentsOf(numbered), deliveriesOf(numbered)]),
  ]
}
