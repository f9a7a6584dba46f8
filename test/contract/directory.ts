// What every directory must do, whatever keeps it: asked of whatever it holds.
import type { DirectoryAdapter, DirectoryData } from "@upkeep/core"
import { Directory, DirectoryData as Data } from "@upkeep/core/effect"
import { Effect, Result } from "effect"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

/** A directory, and what it holds; gone after the test. */
export interface Filled extends AsyncDisposable {
  readonly adapter: DirectoryAdapter
  readonly data: DirectoryData
  readonly tenant: string
}

type Ask = <A, E>(
  question: (directory: Directory.DirectoryService) => Effect.Effect<A, E>,
) => Promise<A>

const askerOf =
  ({ adapter }: Filled): Ask =>
  (question) =>
    Effect.runPromise(Effect.provide(Effect.flatMap(Directory.Directory, question), adapter.layer))

/**
 * Registers the rules of a directory that is filled, and of which everything that it holds is told.
 */
export const directoryContract = (name: string, fill: () => Promise<Filled>): void => {
  describe(`${name} keeps the contract of directories`, () => {
    let filled: Filled
    let ask: Ask
    beforeAll(async () => {
      filled = await fill()
      ask = askerOf(filled)
    })
    afterAll(() => filled[Symbol.asyncDispose]())

    const contactsOf = ({ data: { customers } }: Filled) =>
      customers.flatMap((customer) => customer.contacts.map((contact) => ({ contact, customer })))

    it("holds something, and nothing that contradicts itself", () => {
      expect(contactsOf(filled).length).toBeGreaterThan(1)
      expect(filled.data.staff.length).toBeGreaterThan(0)
      expect(Result.isSuccess(Data.make(filled.data))).toBe(true)
    })

    it("M-01 an address leads to the whole customer, in whatever case it is written", async () => {
      const { tenant } = filled
      for (const { contact, customer } of contactsOf(filled)) {
        const { address } = contact
        for (const written of [address, address.toUpperCase(), address.toLowerCase()])
          expect(await ask((directory) => directory.customerByAddress(tenant, written))).toEqual(
            customer,
          )
      }
    })

    it("M-01 an id leads to the whole customer", async () => {
      for (const customer of filled.data.customers)
        expect(await ask((directory) => directory.customer(filled.tenant, customer.id))).toEqual(
          customer,
        )
    })

    it("M-21 an id leads to the contact, with the customer's", async () => {
      for (const { contact, customer } of contactsOf(filled))
        expect(await ask((directory) => directory.contact(filled.tenant, contact.id))).toEqual({
          ...contact,
          customer: customer.id,
        })
    })

    it("M-20 the staff is everybody, each as their id leads to them", async () => {
      const { data, tenant } = filled
      const staff = await ask((directory) => directory.staff(tenant))
      expect(sorted(staff)).toEqual(sorted(data.staff))
      expect(staff.length).toBeLessThanOrEqual(Directory.staffAtMost)
      for (const member of data.staff)
        expect(await ask((directory) => directory.staffMember(tenant, member.id))).toEqual(member)
    })

    it("nobody is known by another's id, by part of an address, or by what is none", async () => {
      const { data, tenant } = filled
      const { contact, customer } = contactsOf(filled)[0] ?? {}
      const [member] = data.staff
      if (contact === undefined || customer === undefined || member === undefined)
        throw new TypeError("expected a contact and a member of the staff")
      const { address } = contact
      const addresses = [...strange, `x${address}`, `${address}x`, address.split("@")[0] ?? ""]
      for (const each of [...addresses, ` ${address}`, address.replace("@", "+x@"), customer.id])
        expect(await ask((directory) => directory.customerByAddress(tenant, each))).toBeUndefined()
      for (const each of [...strange, address, other(customer.id), member.id])
        expect(await ask((directory) => directory.customer(tenant, each))).toBeUndefined()
      for (const each of [...strange, address, other(contact.id), member.id])
        expect(await ask((directory) => directory.contact(tenant, each))).toBeUndefined()
      for (const each of [...strange, other(member.id), contact.id, customer.id])
        expect(await ask((directory) => directory.staffMember(tenant, each))).toBeUndefined()
    })

    it("questions that are asked at once are answered as one after the other", async () => {
      const { tenant } = filled
      const answers = await ask((directory) =>
        Effect.all(
          contactsOf(filled).map(({ contact }) =>
            directory.customerByAddress(tenant, contact.address),
          ),
          { concurrency: "unbounded" },
        ),
      )
      expect(answers).toEqual(contactsOf(filled).map(({ customer }) => customer))
    })
  })
}

const sorted = <A extends { readonly id: string }>(all: ReadonlyArray<A>): ReadonlyArray<A> =>
  all.toSorted((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)))

/** The same id in another case: another id. */
const other = (id: string): string =>
  id === id.toUpperCase() ? id.toLowerCase() : id.toUpperCase()

const strange = [
  "",
  "nobody",
  "nobody@nowhere.example",
  "%",
  "_",
  "*",
  "@",
  "' OR 1 = 1 --",
  "__proto__",
  "constructor",
  "a\0b",
  "\ud800",
  "x".repeat(100_000),
]
