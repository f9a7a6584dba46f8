// What is no directory: every mistake in its data, all at once.
import { directory, type DirectoryData, InvalidInput } from "@upkeep/core"
import { Directory, DirectoryData as Data } from "@upkeep/core/effect"
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { people } from "../../../../test/contract/directory/people.ts"

/** What is wrong with data: `code path`, or nothing. */
const saidOf = (input: unknown): ReadonlyArray<string> => {
  const made = Data.make(input)
  return Result.isSuccess(made) ? [] : made.failure.map(({ code, path }) => `${code} ${path}`)
}

const messagesOf = (input: unknown): ReadonlyArray<string> => {
  const made = Data.make(input)
  return Result.isSuccess(made) ? [] : made.failure.map(({ message }) => message)
}

const contact = (id: string, over: object = {}) => {
  return { id, name: "Anna", address: `${id}@acme.example`, ...over }
}
const contract = (version: string, over: object = {}) => {
  return { id: "k", version, validFrom: 0, validTo: null, targets: {}, ...over }
}
const customer = (over: object = {}) => {
  return { id: "acme", name: "Acme", contacts: [], contracts: [], ...over }
}
const member = (id: string, over: object = {}) => ({ id, name: "Olga", line: "first", ...over })

const ofCustomer = (over: object) => saidOf({ customers: [customer(over)], staff: [] })
const ofContracts = (...contracts: ReadonlyArray<object>) => ofCustomer({ contracts })
const ofMember = (over: object) => saidOf({ customers: [], staff: [member("olga", over)] })

describe("good data", () => {
  it("are taken as they are", () => {
    expect(Data.make(people)).toEqual(Result.succeed(people))
    expect(saidOf({ customers: [], staff: [] })).toEqual([])
  })

  it("M-01 contracts may follow each other, leave a gap, and share a time where they differ", () => {
    expect(
      ofContracts(
        contract("1", { validTo: 10 }),
        contract("2", { validFrom: 10, validTo: 20, channels: ["email"] }),
        contract("3", { validFrom: 10, validTo: 20, channels: ["phone"], requestTypes: ["a"] }),
        contract("4", { validFrom: 15, channels: ["phone", "web"], requestTypes: ["b"] }),
      ),
    ).toEqual([])
  })

  it("a contract of one id and version may be that of two customers", () => {
    const contracts = [contract("1")]
    const customers = [customer({ contracts }), customer({ id: "globex", contracts })]
    expect(saidOf({ customers, staff: [] })).toEqual([])
  })
})

describe("C25 contracts of one time", () => {
  const overlap = ["overlapping-contracts customers[0].contracts[1]"]

  it.each([
    ["both without an end", {}, {}],
    ["one inside the other", { validTo: 100 }, { validFrom: 10, validTo: 20 }],
    ["by one millisecond", { validTo: 11 }, { validFrom: 10, validTo: 20 }],
    ["with a channel in common", { channels: ["email", "web"] }, { channels: ["phone", "web"] }],
    ["where one takes every channel", { channels: ["email"] }, {}],
    [
      "with a channel and a type in common",
      { channels: ["web"], requestTypes: ["a", "b"] },
      { channels: ["web"], requestTypes: ["b"] },
    ],
  ])("are refused %s", (_, first, second) => {
    expect(ofContracts(contract("1", first), contract("2", second))).toEqual(overlap)
  })

  it("are both named", () => {
    const customers = [customer({ contracts: [contract("1"), contract("2")] })]
    expect(messagesOf({ customers, staff: [] })).toEqual([
      'overlapping-contracts: got "k@2", expected a time, channels or request types that k@1 at ' +
        "customers[0].contracts[0] does not cover, at customers[0].contracts[1]",
    ])
  })

  it("are told of even where something else is wrong with one of them", () => {
    expect(ofContracts(contract("1", { targets: 7 }), contract("2"))).toEqual([
      "wrong-type customers[0].contracts[0].targets",
      ...overlap,
    ])
  })
})

describe("contracts", () => {
  it("C27 that end as they begin, or before, are refused", () => {
    expect(ofContracts(contract("1", { validFrom: 20, validTo: 10 }))).toEqual([
      "invalid-range customers[0].contracts[0].validTo",
    ])
    expect(ofContracts(contract("1", { validFrom: 20, validTo: 20 }))).toHaveLength(1)
    expect(ofContracts(contract("1", { validFrom: 20, validTo: 21 }))).toEqual([])
  })

  it("of one version are refused", () => {
    const both = [contract("1", { validTo: 10 }), contract("1", { validFrom: 10 })]
    expect(ofContracts(...both)).toEqual(["duplicate-name customers[0].contracts[1].version"])
  })

  it.each([
    [{ quota: { hours: 10, per: "week" } }, "unknown-value quota.per"],
    [{ quota: { hours: 0, per: "month" } }, "out-of-range quota.hours"],
    [{ quota: { hours: NaN, per: "month" } }, "not-finite quota.hours"],
    [{ quota: { hours: Data.quotaAtMost + 1, per: "month" } }, "out-of-range quota.hours"],
    [{ quota: { requests: 1.5, per: "term" } }, "not-integer quota.requests"],
    [{ quota: { hours: 1, requests: 1, per: "term" } }, "unknown-value quota"],
    [{ channels: [] }, "empty channels"],
    [{ requestTypes: [""] }, "empty requestTypes[0]"],
    [{ validFrom: -1 }, "out-of-range validFrom"],
    [{ validTo: 0.5 }, "not-integer validTo"],
    [{ calender: "always" }, "unknown-field calender"],
  ])("with %j are refused", (over, said) => {
    const [code, path] = said.split(" ")
    const all = ofContracts(contract("1", over))
    expect(all).toContain(`${code} customers[0].contracts[0].${path}`)
  })
})

describe("people", () => {
  it("which customer is it? An address of two contacts is refused, in whatever case", () => {
    const customers = [
      customer({ contacts: [contact("anna"), contact("a2", { address: "Anna@Acme.Example" })] }),
      customer({ id: "globex", contacts: [contact("g1", { address: "anna@acme.example" })] }),
    ]
    expect(saidOf({ customers, staff: [] })).toEqual([
      "duplicate-address customers[0].contacts[1].address",
      "duplicate-address customers[1].contacts[0].address",
    ])
  })

  it("of one id are refused: customers, contacts of any customers, staff, wanted roles", () => {
    const wanted = [
      { role: "operation", count: 1 },
      { role: "operation", count: 2 },
    ]
    const customers = [
      customer({ contacts: [contact("anna")] }),
      customer({ contacts: [contact("anna", { address: "b@acme.example" })], wanted }),
    ]
    expect(saidOf({ customers, staff: [member("olga"), member("olga")] })).toEqual([
      "duplicate-name customers[1].id",
      "duplicate-name customers[1].contacts[0].id",
      "duplicate-name customers[1].wanted[1].role",
      "duplicate-name staff[1].id",
    ])
  })

  it("every repeat names the first", () => {
    const staff = [member("olga"), member("boris"), member("olga"), member("olga")]
    expect(messagesOf({ customers: [], staff })).toEqual(
      [2, 3].map(
        (index) =>
          'duplicate-name: got "olga", expected an id that no other of the staff has: staff[0] ' +
          `has it, at staff[${index}].id`,
      ),
    )
  })

  it("ids are compared as they are: another case is another person", () => {
    expect(saidOf({ customers: [], staff: [member("olga"), member("Olga")] })).toEqual([])
  })

  it.each([
    [{ timeZone: "Mars/Phobos" }, "unknown-time-zone customers[0].timeZone"],
    [{ timeZone: "CET" }, "ambiguous-time-zone customers[0].timeZone"],
    [{ wanted: [{ role: "a", count: 0 }] }, "out-of-range customers[0].wanted[0].count"],
    [
      { contacts: [contact("a", { address: "a b" })] },
      "invalid-address customers[0].contacts[0].address",
    ],
    [{ contacts: [contact("a", { roles: [7] })] }, "wrong-type customers[0].contacts[0].roles[0]"],
    [{ name: "a\nb" }, "forbidden-character customers[0].name"],
  ])("C01, C02, M-21 a customer with %j is refused", (over, said) => {
    expect(ofCustomer(over)).toEqual([said])
  })

  it.each([
    [{ line: undefined }, "wrong-type staff[0].line"],
    [{ capacity: 0 }, "out-of-range staff[0].capacity"],
    [{ capacity: 2.5 }, "not-integer staff[0].capacity"],
    [{ employment: "friend" }, "unknown-value staff[0].employment"],
    [{ leftAt: "2026-01-01" }, "wrong-type staff[0].leftAt"],
    [{ absences: [{ from: 5, to: 5 }] }, "invalid-range staff[0].absences[0].to"],
    [{ absences: [{ from: 5 }] }, "missing-field staff[0].absences[0].to"],
    [{ workingTime: { id: "w" } }, "missing-field staff[0].workingTime.version"],
    [{ workingTime: null }, "wrong-type staff[0].workingTime"],
  ])("M-20 a member of the staff with %j is refused", (over, said) => {
    expect(ofMember(over)).toContain(said)
  })

  it("no mistake hides another", () => {
    const contacts = [contact("anna", { address: "none" }), contact("anna", { name: 7 })]
    const contracts = [contract("1", { validFrom: 5, validTo: 1, quota: {} }), { id: "k" }]
    const staff = [{ id: "olga", absences: [{ from: 2, to: 1 }] }, 7]
    const said = saidOf({ customers: [customer({ contacts, contracts, timeZone: "MSK" })], staff })
    for (const each of [
      "invalid-address customers[0].contacts[0].address",
      "wrong-type customers[0].contacts[1].name",
      "duplicate-name customers[0].contacts[1].id",
      "unknown-value customers[0].contracts[0].quota",
      "invalid-range customers[0].contracts[0].validTo",
      "missing-field customers[0].contracts[1].targets",
      "ambiguous-time-zone customers[0].timeZone",
      "missing-field staff[0].line",
      "invalid-range staff[0].absences[0].to",
      "wrong-type staff[1]",
    ])
      expect(said).toContain(each)
  })
})

describe("what is no directory at all", () => {
  it.each([
    [undefined, ["wrong-type "]],
    [null, ["wrong-type "]],
    [[], ["wrong-type "]],
    [{}, ["missing-field customers", "missing-field staff"]],
    [{ customers: {}, staff: "" }, ["wrong-type customers", "wrong-type staff"]],
  ])("%j is refused", (input, said) => {
    expect(saidOf(input)).toEqual(said)
  })

  it("more of the staff than the limit are refused, as many as it are taken", () => {
    const staff = Array.from({ length: Directory.staffAtMost + 1 }, (_, index) =>
      member(`${index}`),
    )
    expect(saidOf({ customers: [], staff })).toEqual(["too-many staff"])
    expect(saidOf({ customers: [], staff: staff.slice(1) })).toEqual([])
  })

  it("of more than 100 mistakes the rest are counted", () => {
    const staff = Array.from({ length: 150 }, () => member("olga"))
    const messages = messagesOf({ customers: [], staff })
    expect(messages).toHaveLength(101)
    expect(messages.at(-1)).toContain('too-many-problems: got "49 more"')
  })

  it("directory(…) throws all of it, and makes nothing", () => {
    const data: DirectoryData = { customers: [], staff: [member("olga"), member("olga")] }
    expect(() => directory(data)).toThrow(InvalidInput)
    expect(() => directory(data)).toThrow("duplicate-name")
  })
})
