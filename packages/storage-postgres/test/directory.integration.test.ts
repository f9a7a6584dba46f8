// Who people are, in the database of the store.
import { createDesk, type DirectoryData, InvalidInput } from "@upkeep/core"
import { Directory } from "@upkeep/core/effect"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { directoryContract } from "../../../test/contract/directory.ts"
import { people } from "../../../test/contract/directory/people.ts"
import { acme } from "../../../test/contract/storage/stores.ts"
import { storedAtOnce } from "../src/directory/PostgresDirectory.ts"
import { postgres } from "../src/index.ts"
import { ask, newSchema, serverUrl } from "./place.ts"

const storeIn = (schema: string) => postgres({ url: serverUrl(), schema, connections: 3 })

directoryContract(
  "postgres",
  async () => {
    const { directory } = storeIn(newSchema())
    await directory.replace(people, { tenant: acme })
    return { adapter: directory, data: people, tenant: acme, [Symbol.asyncDispose]: async () => {} }
  },
  { tenants: true },
)

/** Opens the directory of a schema, asks it, and closes it. */
const known = <A, E>(
  schema: string,
  question: (directory: Directory.DirectoryService) => Effect.Effect<A, E>,
) =>
  Effect.runPromise(
    Effect.provide(Effect.flatMap(Directory.Directory, question), storeIn(schema).directory.layer),
  )

const olga = { id: "olga", name: "Olga", line: "first" }
const anna = { id: "anna", name: "Anna", address: "anna@acme.example" }
const small: DirectoryData = {
  customers: [{ id: "acme", name: "Acme", contacts: [anna], contracts: [] }],
  staff: [olga],
}

describe("a directory on PostgreSQL", () => {
  it("knows nobody before it was filled, and everybody as they were given after", async () => {
    const { directory } = storeIn(newSchema())
    expect(await directory.read()).toEqual({ customers: [], staff: [] })
    await directory.replace(people)
    expect(await directory.read()).toEqual(people)
  })

  it("holds more people than one statement stores, in their order", async () => {
    const { directory } = storeIn(newSchema())
    const customers = Array.from({ length: storedAtOnce + 7 }, (_, n) => ({
      id: `c${n}`,
      name: `Customer ${n}`,
      contacts: [{ id: `p${n}`, name: "P", address: `p${n}@example.org` }],
      contracts: [],
    }))
    await directory.replace({ customers, staff: [olga] })
    expect(await directory.read()).toEqual({ customers, staff: [olga] })
  })

  it("P16 is a tenant's own, under the same ids and addresses too", async () => {
    const schema = newSchema()
    const { directory } = storeIn(schema)
    await directory.replace(people, { tenant: "a" })
    await directory.replace(small, { tenant: "b" })
    const customers = small.customers.map((customer) => ({ ...customer, name: "Acme of c" }))
    await directory.replace({ ...small, customers }, { tenant: "c" })
    expect(await directory.read({ tenant: "a" })).toEqual(people)
    expect(await known(schema, (on) => on.customerByAddress("a", anna.address))).toBeUndefined()
    expect(await known(schema, (on) => on.staff("b"))).toEqual([olga])
    expect((await known(schema, (on) => on.customer("b", "acme")))?.name).toBe("Acme")
    expect((await known(schema, (on) => on.customer("c", "acme")))?.name).toBe("Acme of c")
    expect(await known(schema, (on) => on.customer("d", "acme"))).toBeUndefined()
  })

  it("C25 data with mistakes change nothing, and all of the mistakes are told", async () => {
    const { directory } = storeIn(newSchema())
    const contract = { id: "k", version: "1", validFrom: 0, validTo: null, targets: {} }
    const contracts = [contract, { ...contract, version: "2" }]
    const customers = [{ id: "acme", name: "Acme", contacts: [anna], contracts }]
    const refused = () => directory.replace({ customers, staff: [olga, olga] })
    await expect(refused()).rejects.toThrow(InvalidInput)
    await directory.replace(small)
    await expect(refused()).rejects.toMatchObject({
      problems: [{ code: "overlapping-contracts" }, { code: "duplicate-name" }],
    })
    expect(await directory.read()).toEqual(small)
  })

  it("P5 what fails on its way changes nothing", async () => {
    const schema = newSchema()
    const { directory } = storeIn(schema)
    await directory.replace(small)
    await ask(`ALTER TABLE ${schema}.staff ADD CHECK (id <> 'alexei')`)
    await expect(directory.replace(people)).rejects.toMatchObject({ _tag: "StoreError" })
    expect(await directory.read()).toEqual(small)
  })

  it("is one of those that were given at once, and no mixture", async () => {
    const { directory } = storeIn(newSchema())
    await Promise.all([people, small, people, small].map((each) => directory.replace(each)))
    expect([people, small]).toContainEqual(await directory.read())
  })

  it("I20 a row that was changed by hand is said, and not passed on", async () => {
    const schema = newSchema()
    const { directory } = storeIn(schema)
    await directory.replace(small)
    for (const body of ["{", "7", '{"id":"acme"}']) {
      await ask(`UPDATE ${schema}.customer SET body = '${body}'`)
      await expect(
        known(schema, (on) => on.customerByAddress("default", anna.address)),
      ).rejects.toMatchObject({
        _tag: "DirectoryError",
        reason: "invalid",
        detail: expect.stringContaining("column body: got a string, expected a customer as JSON"),
      })
      await expect(directory.read()).rejects.toMatchObject({ reason: "damaged" })
    }
  })
})

it("a desk knows at once whom the database knows", async () => {
  const storage = storeIn(newSchema())
  const { directory } = storage
  await using desk = await createDesk({ storage, directory, background: false })
  const request = { subject: "S", text: "T", requester: { address: "ANNA@acme.example" } }
  const actor = { kind: "customer", id: "anna" } as const
  const command = { type: "register", channel: "web", ...request } as const
  const customerOf = async () =>
    (await desk.show((await desk.submit({ actor, command })).ticketId)).customer
  expect(await customerOf()).toBeNull()
  await directory.replace(small)
  expect(await customerOf()).toBe("acme")
  await directory.replace({ customers: [], staff: [] })
  expect(await customerOf()).toBeNull()
})
