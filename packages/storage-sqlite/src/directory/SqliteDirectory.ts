// Who people are, in the file of the store: the port `Directory`, and how it is filled.
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
import type { Connection } from "../connection.ts"
import { customerIn, memberIn, readFrom, replaceIn } from "../people.ts"

/** Whose directory is meant. */
export interface TenantOptions {
  /** `default` where absent, as for a desk. */
  readonly tenant?: string
}

/**
 * A directory in the file of a store. `replace` and `read` open the file by themselves, whether or
 * not a desk has it open; a desk that has asks the file each time, and so knows at once.
 */
export interface SqliteDirectory extends MemoryDirectory.DirectoryAdapter {
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
): SqliteDirectory => {
  const once = <A>(work: (connection: Connection) => Effect.Effect<A, StoreError.StoreError>) =>
    Effect.runPromise(Effect.provide(Effect.flatMap(Connected, work), connected))
  return {
    name: "sqlite",
    layer: Layer.provide(
      Layer.effect(Directory.Directory, Effect.map(Connected, service)),
      connected,
    ),
    replace: async (data, { tenant = Office.onlyTenant } = {}) => {
      const made = DirectoryData.make(data)
      if (Result.isFailure(made)) throw new DeskError.InvalidInput({ problems: made.failure })
      await once((connection) =>
        connection.write(() => replaceIn(connection, tenant, made.success)),
      )
    },
    read: ({ tenant = Office.onlyTenant } = {}) =>
      once((connection) => connection.snapshot(() => readFrom(connection, tenant))),
  }
}

const service = ({ prepare, read }: Connection): Directory.DirectoryService => {
  const customer = prepare("SELECT body FROM upkeep_customer WHERE tenant = ? AND id = ?")
  const byContact = (column: "id" | "address") =>
    prepare(
      "SELECT body FROM upkeep_contact AS contact JOIN upkeep_customer AS customer " +
        "ON customer.tenant = contact.tenant AND customer.id = contact.customer " +
        `WHERE contact.tenant = ? AND contact.${column} = ?`,
    )
  const byAddress = byContact("address")
  const byContactId = byContact("id")
  const member = prepare("SELECT body FROM upkeep_staff WHERE tenant = ? AND id = ?")
  const staff = prepare("SELECT body FROM upkeep_staff WHERE tenant = ? ORDER BY sequence")
  const ask = <A>(work: () => A) => Effect.mapError(read(work), trouble)
  return {
    customerByAddress: (tenant, address) =>
      ask(() => customerIn(byAddress.get(tenant, address.toLowerCase()))),
    customer: (tenant, id) => ask(() => customerIn(customer.get(tenant, id))),
    contact: (tenant, id) => ask(() => contactOf(customerIn(byContactId.get(tenant, id)), id)),
    staffMember: (tenant, id) => ask(() => memberIn(member.get(tenant, id))),
    staff: (tenant) => ask(() => staff.all(tenant).flatMap((row) => memberIn(row) ?? [])),
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
