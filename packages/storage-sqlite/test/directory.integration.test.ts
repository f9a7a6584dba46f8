// Who people are, in the file of the store.
import { existsSync, readdirSync, readlinkSync } from "node:fs"
import { createDesk, type DirectoryData, InvalidInput } from "@upkeep/core"
import { Directory } from "@upkeep/core/effect"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { directoryContract } from "../../../test/contract/directory.ts"
import { people } from "../../../test/contract/directory/people.ts"
import { acme } from "../../../test/contract/storage/stores.ts"
import { sqlite } from "../src/index.ts"
import { execute, newFile } from "./place.ts"

directoryContract(
  "sqlite",
  async () => {
    const { directory } = sqlite({ file: newFile() })
    await directory.replace(people, { tenant: acme })
    return { adapter: directory, data: people, tenant: acme, [Symbol.asyncDispose]: async () => {} }
  },
  { tenants: true },
)

/** Opens the directory of a file, asks it, and closes it. */
const ask = <A, E>(
  file: string,
  question: (directory: Directory.DirectoryService) => Effect.Effect<A, E>,
) =>
  Effect.runPromise(
    Effect.provide(Effect.flatMap(Directory.Directory, question), sqlite({ file }).directory.layer),
  )

const olga = { id: "olga", name: "Olga", line: "first" }
const anna = { id: "anna", name: "Anna", address: "anna@acme.example" }
const small: DirectoryData = {
  customers: [{ id: "acme", name: "Acme", contacts: [anna], contracts: [] }],
  staff: [olga],
}

describe("a directory in SQLite", () => {
  it("knows nobody before it was filled, and everybody as they were given after", async () => {
    const { directory } = sqlite({ file: newFile() })
    expect(await directory.read()).toEqual({ customers: [], staff: [] })
    await directory.replace(people)
    expect(await directory.read()).toEqual(people)
  })

  it("is replaced whole: who is not among the new ones is gone", async () => {
    const file = newFile()
    const { directory } = sqlite({ file })
    await directory.replace(people)
    await directory.replace(small)
    expect(await directory.read()).toEqual(small)
    const { address } = people.customers[0]?.contacts[0] ?? anna
    expect(await ask(file, (known) => known.customerByAddress("default", address))).toBeUndefined()
    expect(await ask(file, (known) => known.contact("default", "polus-1"))).toBeUndefined()
  })

  it("P16 is a tenant's own", async () => {
    const file = newFile()
    const { directory } = sqlite({ file })
    await directory.replace(people, { tenant: "a" })
    await directory.replace(small, { tenant: "b" })
    expect(await directory.read({ tenant: "a" })).toEqual(people)
    expect(await ask(file, (known) => known.customerByAddress("a", anna.address))).toBeUndefined()
    expect(await ask(file, (known) => known.staffMember("a", "zoya"))).toBeDefined()
    expect(await ask(file, (known) => known.staff("b"))).toEqual([olga])
    expect(await ask(file, (known) => known.customer("c", "acme"))).toBeUndefined()
  })

  it("P16 may hold what another tenant's does, under the same ids and addresses", async () => {
    const file = newFile()
    const { directory } = sqlite({ file })
    const names = ["Acme of a", "Acme of b"]
    for (const name of names) {
      const customers = small.customers.map((customer) => ({ ...customer, name }))
      await directory.replace({ ...small, customers }, { tenant: name })
    }
    for (const name of names) {
      const { address, id } = anna
      expect((await ask(file, (known) => known.customerByAddress(name, address)))?.name).toBe(name)
      expect((await ask(file, (known) => known.customer(name, "acme")))?.name).toBe(name)
      expect(await ask(file, (known) => known.contact(name, id))).toEqual({
        ...anna,
        customer: "acme",
      })
    }
  })

  it("C25 data with mistakes change nothing, and all of the mistakes are told", async () => {
    const file = newFile()
    const { directory } = sqlite({ file })
    const contract = { id: "k", version: "1", validFrom: 0, validTo: null, targets: {} }
    const contracts = [contract, { ...contract, version: "2" }]
    const customers = [{ id: "acme", name: "Acme", contacts: [anna], contracts }]
    const refused = () => directory.replace({ customers, staff: [olga, olga] })
    await expect(refused()).rejects.toThrow(InvalidInput)
    expect(existsSync(file)).toBe(false)
    await directory.replace(small)
    await expect(refused()).rejects.toMatchObject({
      problems: [{ code: "overlapping-contracts" }, { code: "duplicate-name" }],
    })
    expect(await directory.read()).toEqual(small)
  })

  it("P5 what fails on its way changes nothing", async () => {
    const file = newFile()
    const { directory } = sqlite({ file })
    await directory.replace(small)
    execute(
      file,
      "CREATE TRIGGER refuse BEFORE INSERT ON upkeep_staff WHEN NEW.id = 'alexei' " +
        "BEGIN SELECT RAISE(ABORT, 'not now'); END",
    )
    await expect(directory.replace(people)).rejects.toMatchObject({ _tag: "StoreError" })
    expect(await directory.read()).toEqual(small)
  })

  it("I20 a row that was changed by hand is said, and not passed on", async () => {
    const file = newFile()
    const { directory } = sqlite({ file })
    await directory.replace(small)
    for (const body of ["{", "7", '{"id":"acme"}']) {
      execute(file, `UPDATE upkeep_customer SET body = '${body}'`)
      await expect(
        ask(file, (known) => known.customerByAddress("default", anna.address)),
      ).rejects.toMatchObject({
        _tag: "DirectoryError",
        reason: "invalid",
        detail: expect.stringContaining("column body: got a string, expected a customer as JSON"),
      })
      await expect(directory.read()).rejects.toMatchObject({ reason: "damaged" })
    }
  })

  it("of a file that cannot be opened is refused as its store is", async () => {
    const { directory } = sqlite({ file: "" })
    await expect(directory.replace(small)).rejects.toMatchObject({ reason: "cannot-open" })
    await expect(createDesk({ directory, background: false })).rejects.toMatchObject({
      reason: "cannot-open",
    })
  })
})

describe("a desk with its store and its directory in one file", () => {
  const register = {
    actor: { kind: "customer", id: "anna" },
    command: {
      type: "register",
      channel: "web",
      subject: "S",
      text: "T",
      requester: { address: "ANNA@acme.example" },
    },
  } as const

  it("knows at once whom the file knows", async () => {
    const storage = sqlite({ file: newFile() })
    const { directory } = storage
    await using desk = await createDesk({ storage, directory, background: false })
    const customerOf = async () =>
      (await desk.show((await desk.submit(register)).ticketId)).customer
    expect(await customerOf()).toBeNull()
    await directory.replace(small)
    expect(await customerOf()).toBe("acme")
    await directory.replace({ customers: [], staff: [] })
    expect(await customerOf()).toBeNull()
  })

  it("waits for no lock of a desk that is at work beside it", async () => {
    const storage = sqlite({ file: newFile() })
    const { directory } = storage
    await using desk = await createDesk({ storage, directory, background: false })
    const work = Array.from({ length: 20 }, () => desk.submit(register))
    const fills = Array.from({ length: 5 }, () => directory.replace(small))
    await Promise.all([...work, ...fills])
    expect(await desk.list()).toHaveLength(20)
    expect(await directory.read()).toEqual(small)
  })

  it.runIf(process.platform === "linux")("opens it once", async () => {
    const file = newFile()
    const storage = sqlite({ file })
    const { directory } = storage
    await using desk = await createDesk({ storage, directory, background: false })
    await desk.submit(register)
    expect(
      readdirSync("/proc/self/fd")
        .map(target)
        .filter((path) => path === file),
    ).toHaveLength(1)
  })
})

const target = (descriptor: string): string => {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`)
  } catch {
    // The descriptor by which the folder itself was read.
    return ""
  }
}
