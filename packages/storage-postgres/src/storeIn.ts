// Stores a prepared command in a transaction of the host's, together with the host's own rows.
import { randomUUID } from "node:crypto"
import {
  type Desk,
  DeskError,
  type Prepared,
  StoreError,
  type TicketStore,
} from "@upkeep/core/effect"
import { Result } from "effect"
import { storingIn, verdictsOf } from "./commit.ts"
import type { Queries, Row } from "./executor.ts"
import { failureOf, unfit } from "./failure.ts"
import { quoted } from "./open.ts"
import type { Durability } from "./options.ts"
import { damaged, integer, text } from "./row.ts"
import { changes, oldestVersion } from "./schema/Migrations.ts"
import { refuseVersion } from "./start.ts"

/** Where the desk of a prepared command keeps its tables. */
export interface StoreInOptions {
  /** As the desk has it; `upkeep` by default. */
  readonly schema?: string
  /** `full` by default, which refuses a transaction whose COMMIT would not wait for the disk. */
  readonly durability?: Durability
}

/**
 * Stores what `desk.prepare` decided in the transaction that is open on the host's own connection
 * to the database of the desk, and answers its receipt: with the host's COMMIT both are stored,
 * with its ROLLBACK neither. It takes three round trips.
 *
 * Call it between BEGIN and COMMIT, at READ COMMITTED, on one connection: a client, not a pool.
 * Until the transaction ends, nobody else can change the ticket. After the COMMIT call
 * `prepared.stored()`: the worker of this process then looks at once for what is to be sent. A
 * command that was accepted before writes nothing and has its first receipt (P2).
 *
 * Where it throws, nothing of the command is stored. After `VersionMismatch` (P3: prepare again)
 * and `CommandIdReused` the transaction is as it was, and the host may commit its own rows. After a
 * `StoreError` roll back: `cannot-open` (no open transaction), `schema-too-old`, `schema-too-new`,
 * `unsafe-durability` (unless `durability` is `relaxed`), or what PostgreSQL said.
 *
 * @example
 * import { createDesk } from "@upkeep/core"
 * await using desk = await createDesk()
 * const request = { subject: "Refund", text: "Paid twice.", requester: {} }
 * const command = { type: "register", channel: "web", ...request } as const
 * const prepared = await desk.prepare({ actor: { kind: "customer", id: "anna" }, command })
 * const pool = { query: async () => ({ rows: [{}] }) } // each statement on a connection of its own
 * await storeIn(pool, prepared) // => throws begin before storeIn
 */
export const storeIn = async (
  transaction: Queries,
  prepared: Prepared.PreparedCommand,
  { schema = "upkeep", durability = "full" }: StoreInOptions = {},
): Promise<Desk.Receipt> => {
  const name = quoted(schema)
  try {
    const version = await readyIn(transaction, name, durability)
    const { tenant, commit } = prepared
    if (commit === undefined) return prepared.receipt
    const storing = storingIn({ schema: name, version })
    const { rows } = await transaction.query(...storing(tenant, [commit]))
    const [verdict] = verdictsOf([commit], rows)
    return verdict !== undefined && Result.isFailure(verdict)
      ? answerTo(verdict.failure, commit)
      : prepared.receipt
  } catch (cause) {
    throw failureOf(cause, { place, schema: name }, "write") ?? cause
  }
}

const place = "the transaction of the host"

/** Looks at the transaction, and says the version of the schema. */
const readyIn = async (
  transaction: Queries,
  schema: string,
  durability: Durability,
): Promise<number> => {
  // What is set for a transaction is gone where the next statement belongs to another one.
  const mark = randomUUID()
  const first = await transaction.query(
    "SELECT set_config('upkeep.transaction', $1, true), to_regclass($2) IS NOT NULL AS is_there",
    [mark, `${schema}.upkeep_schema`],
  )
  const isThere = first.rows[0]?.["is_there"] === true
  const { rows } = await transaction.query(
    "SELECT current_setting('upkeep.transaction', true) AS mark, " +
      "current_setting('synchronous_commit') AS synchronous_commit, " +
      (isThere
        ? `version, compatible FROM ${schema}.upkeep_schema`
        : "0 AS version, 0 AS compatible"),
    [],
  )
  const row = rows[0] ?? {}
  refuseUnready(row, mark, durability)
  const standing = { version: integer(row, "version"), compatible: integer(row, "compatible") }
  const known = { newest: changes.length, oldest: oldestVersion }
  refuseVersion(standing, known, { place, schema, migrate: "never" })
  return standing.version
}

const refuseUnready = (row: Row, mark: string, durability: Durability): void => {
  if (row["mark"] !== mark) {
    throw unfit({
      place: "storeIn",
      got: "a connection without an open transaction, or a pool",
      expected: "one client between BEGIN and COMMIT",
      advice: "begin before storeIn, and give it the client on which you did",
    })
  }
  if (durability === "full" && text(row, "synchronous_commit") === "off") {
    throw new StoreError.StoreError({
      reason: "unsafe-durability",
      detail:
        `${place}: got synchronous_commit=off, expected on, without which a crash can lose what was accepted (P1): ` +
        'leave it on for this transaction, or say durability: "relaxed"',
    })
  }
}

const answerTo = (refused: TicketStore.CommitRefused, commit: TicketStore.Commit): Desk.Receipt => {
  switch (refused._tag) {
    case "CommandRepeated":
      return firstReceipt(refused.command, commit.command)
    case "VersionConflict": {
      const { ticketId, expected, version } = refused
      throw new DeskError.VersionMismatch({ ticketId, expected, version })
    }
    // A prepared command settles no delivery, so it has no lease to lose.
    case "LeaseLost":
      throw refused
  }
}

const firstReceipt = (
  first: TicketStore.CommandRow,
  { id, hash }: TicketStore.CommandRow,
): Desk.Receipt => {
  if (first.hash !== hash) throw new DeskError.CommandIdReused({ commandId: id })
  try {
    return JSON.parse(first.result)
  } catch {
    throw damaged({ column: "result", value: first.result, expected: "JSON" })
  }
}
