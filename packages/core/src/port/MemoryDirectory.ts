// A directory that is given whole: customers, contacts, contracts and staff as plain data.
import { Effect, Layer } from "effect"
import { type Customer, Directory, type DirectoryService, type StaffMember } from "./Directory.ts"

/** What a directory holds; the same for every tenant. */
export interface DirectoryData {
  readonly customers: ReadonlyArray<Customer>
  readonly staff: ReadonlyArray<StaffMember>
}

/** A directory adapter: its name and what builds it. */
export interface DirectoryAdapter {
  readonly name: string
  readonly layer: Layer.Layer<Directory>
}

/** A directory of what is given; addresses are compared without regard to case. */
export const directory = (data: DirectoryData): DirectoryAdapter => {
  const customers = new Map(
    data.customers.flatMap((customer) =>
      customer.contacts.map(({ address }) => [address.toLowerCase(), customer] as const),
    ),
  )
  const staff = new Map(data.staff.map((member) => [member.id, member]))
  return adapter("memory", {
    customerByAddress: (_tenant, address) => Effect.succeed(customers.get(address.toLowerCase())),
    staffMember: (_tenant, id) => Effect.succeed(staff.get(id)),
  })
}

/** Where nobody keeps a directory: every customer is a stranger, and anyone may be assigned. */
export const open = (): DirectoryAdapter =>
  adapter("open", {
    customerByAddress: () => Effect.succeed(undefined),
    staffMember: (_tenant, id) => Effect.succeed({ id, name: id, line: "" }),
  })

const adapter = (name: string, service: DirectoryService): DirectoryAdapter => ({
  name,
  layer: Layer.succeed(Directory, service),
})
