// Whom the directory knows by an address.
import { Desk, Directory } from "@upkeep/core/effect"
import { Effect } from "effect"
import * as Address from "../Address.ts"

/** The contact with this address, or undefined for a stranger. */
export const contactOf = Effect.fnUntraced(function* (address: string) {
  const { tenant } = yield* Desk.Desk
  const directory = yield* Directory.Directory
  const customer = yield* directory.customerByAddress(tenant, address)
  return customer?.contacts.find((contact) => Address.key(contact.address) === Address.key(address))
})

/**
 * Who writes, for the journal: the contact by the directory's id, a stranger as the requester. An
 * address is personal and has no place there.
 */
export const writerOf = (address: string) =>
  Effect.map(contactOf(address), (contact) => ({
    kind: "customer" as const,
    id: contact?.id ?? "requester",
  }))
