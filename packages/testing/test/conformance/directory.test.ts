// The suite of directories finds what is broken, by the rules that are broken.
import { defineDirectory, type DirectoryData, type DirectoryDefinition } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { directorySuite } from "../../src/conformance/directory.ts"
import { runSuite } from "../../src/conformance/run.ts"

const anna = { id: "anna", name: "Anna", address: "Anna@Acme.example" }
const boris = { id: "boris", name: "Boris", address: "boris@acme.example", language: "ru" }
const acme = { id: "acme", name: "Acme", contacts: [anna, boris], contracts: [] }
const staff = [
  { id: "olga", name: "Olga", line: "first" },
  { id: "igor", name: "Igor", line: "second" },
]
const data: DirectoryData = { customers: [acme], staff }
const tenant = "default"

type Functions = Required<Omit<DirectoryDefinition, "name">>

const ofTenant = <A>(asked: string, answer: A) => (asked === tenant ? answer : undefined)

const whole: Functions = {
  customerByAddress: async (of, address) =>
    acme.contacts.some((each) => each.address.toLowerCase() === address.toLowerCase())
      ? ofTenant(of, acme)
      : undefined,
  customer: async (of, id) => (id === acme.id ? ofTenant(of, acme) : undefined),
  contact: async (of, id) => {
    const found = acme.contacts.find((each) => each.id === id)
    return found && ofTenant(of, { ...found, customer: acme.id })
  },
  staffMember: async (of, id) =>
    ofTenant(
      of,
      staff.find((each) => each.id === id),
    ),
  staff: async (of) => ofTenant(of, staff) ?? [],
}

const brokenBy = async (functions: Partial<Functions>, tenants = true) => {
  const adapter = defineDirectory({ name: "broken", ...whole, ...functions })
  const make = () => ({ adapter, data, tenant })
  const report = await runSuite(directorySuite, { name: "broken", make, capabilities: { tenants } })
  return report.rules.filter(({ outcome }) => outcome !== "passed").map(({ id }) => id.slice(10))
}

const { length } = directorySuite.rules

describe("a directory that", () => {
  it("keeps every rule is whole", async () => {
    expect(await brokenBy({})).toEqual([])
    expect(length).toBeGreaterThan(0)
  })

  it.each<[string, Partial<Functions>, ReadonlyArray<string>]>([
    [
      "M-01 looks at the case of addresses",
      {
        customerByAddress: async (of, address) =>
          acme.contacts.some((each) => each.address === address) ? ofTenant(of, acme) : undefined,
      },
      ["addressed"],
    ],
    [
      "finds a customer by part of an address",
      {
        customerByAddress: async (of, address) =>
          acme.contacts.some((each) => address.toLowerCase().includes(each.address.toLowerCase()))
            ? ofTenant(of, acme)
            : undefined,
      },
      ["strangers"],
    ],
    [
      "M-01 leaves out what belongs to a customer",
      { customer: async (of, id) => (id === "acme" ? ofTenant(of, { ...acme, name: "" }) : null) },
      ["customer"],
    ],
    [
      "M-21 leaves out a contact's language",
      {
        contact: async (of, id) => {
          const { language: _, ...found } = { language: "", ...(await whole.contact(of, id)) }
          return found.id === undefined ? undefined : { ...anna, ...found, id, customer: "acme" }
        },
      },
      ["contact"],
    ],
    [
      "M-20 forgets one of the staff",
      { staff: async (of) => ofTenant(of, staff.slice(1)) ?? [] },
      ["staff"],
    ],
    ["P16 knows the people of any tenant", { staff: async () => staff }, ["tenants"]],
    [
      "answers one question at a time wrongly",
      (() => {
        let busy = 0
        return {
          customerByAddress: async (of: string, address: string) => {
            busy += 1
            await new Promise((later) => setTimeout(later, 5))
            const answer = busy > 1 ? undefined : await whole.customerByAddress(of, address)
            busy -= 1
            return answer
          },
        }
      })(),
      ["atOnce"],
    ],
  ])("%s is found", async (_, functions, rules) => {
    expect(await brokenBy(functions)).toEqual(rules)
  })

  it("is empty is found, as it proves nothing", async () => {
    const adapter = defineDirectory({ name: "empty", ...whole })
    const make = () => ({ adapter, data: { customers: [], staff: [] }, tenant })
    const { rules, failed } = await runSuite(directorySuite, { name: "empty", make })
    expect(failed).toBe(3)
    expect(rules.find(({ id }) => id === "directory.held")?.problem).toBe(
      "got 0, expected a number above 1",
    )
  })

  it("P16 does not declare tenants is told so", async () => {
    expect(await brokenBy({ staff: async () => staff }, false)).toEqual(["tenants"])
  })
})
