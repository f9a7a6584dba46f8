// A directory that is given whole: customers, contacts, contracts and staff as plain data.
import { Effect, Layer } from "effect"
import {
  type Customer,
  type CustomerContact,
  Directory,
  type DirectoryService,
  type StaffMember,
} from "./Directory.ts"
import type { StoreError } from "./StoreError.ts"

/** What a directory holds. */
export interface DirectoryData {
  readonly customers: ReadonlyArray<Customer>
  readonly staff: ReadonlyArray<StaffMember>
}

/** A directory adapter: its name and what builds it. */
export interface DirectoryAdapter {
  readonly name: string
  readonly layer: Layer.Layer<Directory, StoreError>
}

/** A directory of data that were found good, the same for every tenant. */
export const of = (data: DirectoryData): DirectoryAdapter => {
  const contacts = data.customers.flatMap((customer) =>
    customer.contacts.map((contact) => ({ contact, customer })),
  )
  const byAddress = new Map(
    contacts.map(({ contact, customer }) => [contact.address.toLowerCase(), customer]),
  )
  const customers = new Map(data.customers.map((customer) => [customer.id, customer]))
  const people = new Map(
    contacts.map(({ contact, customer }): [string, CustomerContact] => [
      contact.id,
      { ...contact, customer: customer.id },
    ]),
  )
  const staff = new Map(data.staff.map((member) => [member.id, member]))
  return adapter("memory", {
    customerByAddress: (_tenant, address) => Effect.succeed(byAddress.get(address.toLowerCase())),
    customer: (_tenant, id) => Effect.succeed(customers.get(id)),
    contact: (_tenant, id) => Effect.succeed(people.get(id)),
    staffMember: (_tenant, id) => Effect.succeed(staff.get(id)),
    staff: () => Effect.succeed(data.staff),
  })
}

/**
 * Where nobody keeps a directory: every address is a stranger's, any customer may be named, and
 * anyone may be assigned. There is no list of the staff.
 */
export const open = (): DirectoryAdapter =>
  adapter("open", {
    customerByAddress: () => Effect.succeed(undefined),
    customer: (_tenant, id) => Effect.succeed(named(id)),
    contact: () => Effect.succeed(undefined),
    staffMember: (_tenant, id) => Effect.succeed({ id, name: id, line: "" }),
    staff: () => Effect.succeed([]),
  })

/** A customer of whom nothing is known but what they are called. */
export const named = (id: string): Customer => ({ id, name: id, contacts: [], contracts: [] })

const adapter = (name: string, service: DirectoryService): DirectoryAdapter => ({
  name,
  layer: Layer.succeed(Directory, service),
})
