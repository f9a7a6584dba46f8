// What every directory must do, whatever keeps it: asked of whatever it holds.
import type { DirectoryAdapter, DirectoryData } from "@upkeep/core"
import { Directory, DirectoryData as Data } from "@upkeep/core/effect"
import { Effect, Result } from "effect"
import { expect, Unmet } from "./expect.ts"
import { adapterShape, expectShape, expectShapes } from "./fixture.ts"
import { type Rule, rule, type Suite } from "./rule.ts"

/** A directory, and everything that it holds. At least two contacts and one of the staff. */
export interface FilledDirectory {
  readonly adapter: DirectoryAdapter
  readonly data: DirectoryData
  /** The tenant whose people they are. */
  readonly tenant: string
}

type Ask = <A, E>(
  question: (directory: Directory.DirectoryService) => Effect.Effect<A, E>,
) => Promise<A>

const directoryRule = (
  id: string,
  title: string,
  run: (ask: Ask, filled: FilledDirectory) => Promise<void>,
  needs?: string,
): Rule<FilledDirectory> =>
  rule(
    `directory.${id}`,
    title,
    async (filled) => {
      expectFilled(filled)
      const { layer } = filled.adapter
      const ask: Ask = (question) =>
        Effect.runPromise(Effect.provide(Effect.flatMap(Directory.Directory, question), layer))
      return run(ask, filled)
    },
    needs,
  )

const expectFilled = (filled: FilledDirectory): void => {
  const shape = { adapter: "object", data: "object", tenant: "text" } as const
  expectShape(filled, "make()", shape)
  expectShape(filled.adapter, "adapter", adapterShape)
  expectShape(filled.data, "data", { customers: "list", staff: "list" })
  expectShapes(filled.data.customers, "data.customers", { id: "text", contacts: "list" })
  expectShapes(filled.data.staff, "data.staff", { id: "text" })
}

const contactsOf = ({ customers }: DirectoryData) =>
  customers.flatMap((customer) => customer.contacts.map((contact) => ({ contact, customer })))

const held = directoryRule(
  "held",
  "holds something, and nothing that contradicts itself",
  async (_, { data }) => {
    expect(contactsOf(data).length).toBeMoreThan(1)
    expect(data.staff.length).toBeMoreThan(0)
    expect(Result.isSuccess(Data.make(data))).toEqual(true)
  },
)

const addressed = directoryRule(
  "addressed",
  "M-01 an address leads to the whole customer, in whatever case it is written",
  async (ask, { data, tenant }) => {
    for (const { contact, customer } of contactsOf(data)) {
      const { address } = contact
      for (const written of [address, address.toUpperCase(), address.toLowerCase()])
        expect(await ask((directory) => directory.customerByAddress(tenant, written))).toEqual(
          customer,
        )
    }
  },
)

const customers = directoryRule(
  "customer",
  "M-01 an id leads to the whole customer",
  async (ask, { data, tenant }) => {
    for (const customer of data.customers)
      expect(await ask((directory) => directory.customer(tenant, customer.id))).toEqual(customer)
  },
)

const contacts = directoryRule(
  "contact",
  "M-21 an id leads to the contact, with the customer's",
  async (ask, { data, tenant }) => {
    for (const { contact, customer } of contactsOf(data))
      expect(await ask((directory) => directory.contact(tenant, contact.id))).toEqual({
        ...contact,
        customer: customer.id,
      })
  },
)

const staff = directoryRule(
  "staff",
  "M-20 the staff is everybody, each as their id leads to them",
  async (ask, { data, tenant }) => {
    const everybody = await ask((directory) => directory.staff(tenant))
    expect(sorted(everybody)).toEqual(sorted(data.staff))
    for (const member of data.staff)
      expect(await ask((directory) => directory.staffMember(tenant, member.id))).toEqual(member)
  },
)

const strangers = directoryRule(
  "strangers",
  "nobody is known by another's id, by part of an address, or by what is none",
  async (ask, { data, tenant }) => {
    const { contact, customer } = contactsOf(data)[0] ?? {}
    const [member] = data.staff
    if (contact === undefined || customer === undefined || member === undefined)
      throw new Unmet("got an empty directory, expected a contact and a member of the staff")
    const { address } = contact
    const parts = [`x${address}`, `${address}x`, address.split("@")[0] ?? "", ` ${address}`]
    for (const each of [...strange, ...parts, address.replace("@", "+x@"), customer.id])
      expect(await ask((of) => of.customerByAddress(tenant, each))).toEqual(undefined)
    for (const each of [...strange, address, other(customer.id), member.id])
      expect(await ask((of) => of.customer(tenant, each))).toEqual(undefined)
    for (const each of [...strange, address, other(contact.id), member.id])
      expect(await ask((of) => of.contact(tenant, each))).toEqual(undefined)
    for (const each of [...strange, other(member.id), contact.id, customer.id])
      expect(await ask((of) => of.staffMember(tenant, each))).toEqual(undefined)
  },
)

const atOnce = directoryRule(
  "atOnce",
  "questions that are asked at once are answered as one after the other",
  async (ask, { data, tenant }) => {
    const answers = await ask((directory) =>
      Effect.all(
        contactsOf(data).map(({ contact }) => directory.customerByAddress(tenant, contact.address)),
        { concurrency: "unbounded" },
      ),
    )
    expect(answers).toEqual(contactsOf(data).map(({ customer }) => customer))
  },
)

const tenants = directoryRule(
  "tenants",
  "P16 nobody of one tenant is known to another",
  async (ask, { data, tenant }) => {
    const others = `not ${tenant}`
    for (const { contact, customer } of contactsOf(data)) {
      const { address, id } = contact
      expect(await ask((of) => of.customerByAddress(others, address))).toEqual(undefined)
      expect(await ask((of) => of.customer(others, customer.id))).toEqual(undefined)
      expect(await ask((of) => of.contact(others, id))).toEqual(undefined)
    }
    expect(await ask((of) => of.staff(others))).toEqual([])
    for (const { id } of data.staff)
      expect(await ask((of) => of.staffMember(others, id))).toEqual(undefined)
  },
  "tenants",
)

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

/**
 * The rules of directories: who writes, whose customer they are, who works here.
 *
 * @example
 * directorySuite.rules.map(({ id }) => id).at(-1) // => "directory.tenants"
 */
export const directorySuite: Suite<FilledDirectory> = {
  name: "directory",
  port: "Directory",
  capabilities: { tenants: "each tenant has its own people" },
  rules: [held, addressed, customers, contacts, staff, strangers, atOnce, tenants],
}
