// Who is known at the desks of lives: two customers, their contracts, two agents.
import { type Contract, directory, type Profile } from "@upkeep/core"

/** The contracts of the tests' customer: one for what comes by mail, one for what is phoned. */
export interface Promises {
  readonly email?: Contract["targets"]
  readonly phone?: Contract["targets"]
  /** Of the other customer, by every channel. */
  readonly other?: Contract["targets"]
}

/** Their people: two of the customer ACME, one of Globex. */
export const people = {
  anna: "anna@acme.example",
  pavel: "pavel@acme.example",
  gleb: "gleb@globex.example",
} as const

const always = { version: "1", validFrom: 0, validTo: null }

/** Who is known at a desk of this process, with contracts for the clocks that it has. */
export const directoryFor = ({ lines, policy }: Profile, { email, phone, other }: Promises) => {
  const known = new Set(policy.clocks.filter((rule) => rule.fromContract).map(({ id }) => id))
  const contract = (id: string, promised: Contract["targets"], more: object = {}): Contract => {
    const targets = Object.entries(promised).filter(([clock]) => known.has(clock))
    return { id, ...always, targets: Object.fromEntries(targets), ...more }
  }
  const anna = { id: "anna", name: "Anna", address: people.anna, language: "en" }
  const pavel = { id: "pavel", name: "Pavel", address: people.pavel, language: "en" }
  const gleb = { id: "gleb", name: "Глеб", address: people.gleb, language: "ru" }
  const acme = [
    ...(email === undefined ? [] : [contract("mail", email, { channels: ["email"] })]),
    ...(phone === undefined ? [] : [contract("phone", phone, { channels: ["phone"] })]),
  ]
  const globex = other === undefined ? [] : [contract("globex", other)]
  const line = lines[0]?.id ?? ""
  return directory({
    customers: [
      { id: "acme", name: "ACME", contacts: [anna, pavel], contracts: acme },
      { id: "globex", name: "Globex", contacts: [gleb], contracts: globex },
    ],
    staff: ["boris", "wanda"].map((id) => ({
      id,
      name: id,
      address: `${id}@desk.example`,
      line,
    })),
  })
}
