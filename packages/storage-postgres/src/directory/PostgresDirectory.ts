// Who people are, in the database of the store: the port `Directory`, and how it is filled.
import {
  DeskError,
  Directory,
  DirectoryData,
  type MemoryDirectory,
  Office,
  type StoreError,
} from "@upkeep/core/effect"
import { Effect, Layer, Result } from "effect"
import { Connected } from "../Connected.ts"
import type { Answer, Connection } from "../connection.ts"
import { decoded } from "../decoded.ts"
import { insert } from "../records.ts"
import { customerIn, customerRecords, memberIn, readFrom, staffRecords } from "../people.ts"

/** Whose directory is meant. */
export interface TenantOptions {
  /** `default` where absent, as for a desk. */
  readonly tenant?: string
}

/**
 * A directory in the database of a store. `replace` and `read` connect by themselves, whether or
 * not a desk is open; a desk asks the database each time, and so knows at once.
 */
export interface PostgresDirectory extends MemoryDirectory.DirectoryAdapter {
  /**
   * Puts data in the place of everything that a tenant's directory holds: in one transaction, and
   * after they were found good. Rejects with `InvalidInput` (everything that is wrong with them,
   * see `DirectoryData.make`) or a `StoreError`; the directory is as it was then.
   */
  readonly replace: (data: MemoryDirectory.DirectoryData, options?: TenantOptions) => Promise<void>
  /** Everything that a tenant's directory holds, in the order in which it was given. */
  readonly read: (options?: TenantOptions) => Promise<MemoryDirectory.DirectoryData>
}

/** The directory of a connection. */
export const directoryOn = (
  connected: Layer.Layer<Connected, StoreError.StoreError>,
): PostgresDirectory => {
  const once = <A>(work: (connection: Connection) => Answer<A>) =>
    Effect.runPromise(Effect.provide(Effect.flatMap(Connected, work), connected))
  return {
    name: "postgres",
    layer: Layer.provide(
      Layer.effect(Directory.Directory, Effect.map(Connected, service)),
      connected,
    ),
    replace: async (data, { tenant = Office.onlyTenant } = {}) => {
      const made = DirectoryData.make(data)
      if (Result.isFailure(made)) throw new DeskError.InvalidInput({ problems: made.failure })
      await once((connection) => replaceIn(connection, tenant, made.success))
    },
    read: ({ tenant = Office.onlyTenant } = {}) =>
      once(({ schema, snapshot }) => snapshot((inside) => readFrom(inside, schema, tenant))),
  }
}

/** The most customers, and the most members of a staff, of one statement. */
export const storedAtOnce = 500

const replaceIn = (
  { schema, transaction }: Connection,
  tenant: string,
  { customers, staff }: MemoryDirectory.DirectoryData,
): Answer<void> =>
  transaction(async (inside) => {
    // Two at once would each put theirs beside the other's.
    const lock = `${schema} directory ${tenant}`
    await inside.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [lock])
    for (const table of ["customer", "contact", "staff"]) {
      await inside.query(`DELETE FROM ${schema}.${table} WHERE tenant = $1`, [tenant])
    }
    const records = [
      ...slicesOf(customers).flatMap(customerRecords),
      ...slicesOf(staff).flatMap(staffRecords),
    ]
    for (const each of records) await insert(inside, schema, tenant, each)
  })

const slicesOf = (people: ReadonlyArray<object>): ReadonlyArray<ReadonlyArray<string>> =>
  Array.from({ length: Math.ceil(people.length / storedAtOnce) }, (_, index) =>
    people
      .slice(index * storedAtOnce, (index + 1) * storedAtOnce)
      .map((each) => JSON.stringify(each)),
  )

const service = ({ read, schema }: Connection): Directory.DirectoryService => {
  const bodies = (table: string, condition: string) =>
    `SELECT body FROM ${schema}.${table} WHERE tenant = $1${condition}`
  const byContact = (column: "id" | "address") =>
    `SELECT body FROM ${schema}.contact AS contact JOIN ${schema}.customer AS customer ` +
    "ON customer.tenant = contact.tenant AND customer.id = contact.customer " +
    `WHERE contact.tenant = $1 AND contact.${column} = $2`
  // No NUL is ever stored: nobody is known by one.
  const asked = (sql: string, params: ReadonlyArray<string>): Answer =>
    params.some((each) => each.includes("\0")) ? Effect.succeed([]) : read(sql, params)
  const customerBy = (sql: string, tenant: string, key: string) =>
    Effect.mapError(
      decoded(asked(sql, [tenant, key]), ([row]) => customerIn(row)),
      trouble,
    )
  const members = (sql: string, params: ReadonlyArray<string>) =>
    Effect.mapError(
      decoded(asked(sql, params), (rows) => rows.flatMap((row) => memberIn(row) ?? [])),
      trouble,
    )
  return {
    customerByAddress: (tenant, address) =>
      customerBy(byContact("address"), tenant, address.toLowerCase()),
    customer: (tenant, id) => customerBy(bodies("customer", " AND id = $2"), tenant, id),
    contact: (tenant, id) =>
      Effect.map(customerBy(byContact("id"), tenant, id), (customer) => contactOf(customer, id)),
    staffMember: (tenant, id) =>
      Effect.map(members(bodies("staff", " AND id = $2"), [tenant, id]), ([member]) => member),
    staff: (tenant) => members(bodies("staff", " ORDER BY sequence"), [tenant]),
  }
}

const contactOf = (
  customer: Directory.Customer | undefined,
  id: string,
): Directory.CustomerContact | undefined => {
  const contact = customer?.contacts.find((each) => each.id === id)
  return contact && customer && { ...contact, customer: customer.id }
}

const trouble = (cause: StoreError.StoreError) =>
  new Directory.DirectoryError({
    reason: cause.reason === "damaged" ? "invalid" : "unavailable",
    detail: cause.message,
    cause,
  })
