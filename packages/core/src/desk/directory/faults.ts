// What the shape of a directory's data cannot say: who is whom, and what contradicts what. Input is
// read leniently here, so that a mistake of shape does not hide one of sense: all are told at once.
import { Predicate, Result, Schema } from "effect"
import * as Calendar from "../../calendar/Calendar.ts"
import * as LocalTime from "../../calendar/LocalTime.ts"
import * as Contracts from "../../port/Contracts.ts"
import * as Problem from "../../problem/Problem.ts"
import { contractsAtMost, Coverage } from "./schema.ts"

type Problems = ReadonlyArray<Problem.Problem>

/** Everything that is wrong with data beyond the shape of their entries. */
export const faultsOf = (data: unknown): Problems => {
  const customers = entriesOf(data, "customers")
  const contacts = customers.flatMap(({ value, path }) => entriesOf(value, "contacts", path))
  const staff = entriesOf(data, "staff")
  return [
    ...repeated(known(customers, "id"), "duplicate-name", "an id that no other customer has"),
    ...repeated(known(contacts, "id"), "duplicate-name", "an id that no other contact has"),
    ...repeated(
      known(contacts, "address").map((each) => ({ ...each, key: each.key.toLowerCase() })),
      "duplicate-address",
      "an address that no other contact has",
    ),
    ...customers.flatMap(customerFaults),
    ...repeated(known(staff, "id"), "duplicate-name", "an id that no other of the staff has"),
    ...staff.flatMap(memberFaults),
  ]
}

type Fields = { readonly [name: string]: unknown }

interface Entry {
  readonly value: Fields
  /** `customers[0].contacts[2]` */
  readonly path: string
}

const entriesOf = (owner: unknown, list: string, path = ""): ReadonlyArray<Entry> => {
  const entries: unknown = Predicate.isObject(owner) ? owner[list] : undefined
  if (!Array.isArray(entries)) return []
  const at = path === "" ? list : `${path}.${list}`
  return entries.flatMap((value: unknown, index) =>
    Predicate.isObject(value) ? [{ value, path: `${at}[${index}]` }] : [],
  )
}

/** What an entry is known by. */
interface Known {
  readonly key: string
  readonly got: string
  /** Where the entry lies, and where in it this does. */
  readonly owner: string
  readonly path: string
}

const known = (entries: ReadonlyArray<Entry>, field: string): ReadonlyArray<Known> =>
  entries.flatMap(({ value: { [field]: got }, path }) =>
    typeof got === "string" ? [{ key: got, got, owner: path, path: `${path}.${field}` }] : [],
  )

const repeated = (all: ReadonlyArray<Known>, code: string, wanted: string): Problems => {
  const first = new Map<string, string>()
  return all.flatMap(({ key, got, owner, path }) => {
    const other = first.get(key)
    if (other === undefined) first.set(key, owner)
    const expected = `${wanted}: ${other} has it`
    return other === undefined ? [] : [Problem.make({ code, path, got, expected })]
  })
}

const customerFaults = ({ value, path }: Entry): Problems => {
  const contracts = entriesOf(value, "contracts", path)
  const wanted = entriesOf(value, "wanted", path)
  return [
    ...zoneFaults(value["timeZone"], path),
    ...rangeFaults(contracts, "validFrom", "validTo"),
    ...contractFaults(contracts),
    ...repeated(known(wanted, "role"), "duplicate-name", "a role that is not wanted twice"),
  ]
}

const isCoverage = Schema.is(Coverage)

// Each is held against each: of a list that is too long, and is told so, no more than it may have.
const contractFaults = (entries: ReadonlyArray<Entry>): Problems => {
  const contracts = entries
    .slice(0, contractsAtMost)
    .flatMap(({ value, path }) =>
      isCoverage(value) ? [{ value, path, name: `${value.id}@${value.version}` }] : [],
    )
  const versions = contracts.map(({ name, path }) => {
    return { key: name, got: name, owner: path, path: `${path}.version` }
  })
  return [
    ...repeated(versions, "duplicate-name", "a version that the customer has once"),
    // C25: of two contracts nobody could say which one a request falls under.
    ...contracts.flatMap(({ value, path, name }, index) => {
      const other = contracts.slice(0, index).find((each) => Contracts.doMeet(each.value, value))
      if (other === undefined) return []
      const what = `${other.name} at ${other.path}`
      const expected = `a time, channels or request types that ${what} does not cover`
      return [Problem.make({ code: "overlapping-contracts", path, got: name, expected })]
    }),
  ]
}

const memberFaults = ({ value, path }: Entry): Problems => [
  ...workingTimeFaults(value["workingTime"], `${path}.workingTime`),
  ...rangeFaults(entriesOf(value, "absences", path), "from", "to"),
]

// C27: what ends as it begins, or before, is never.
const rangeFaults = (entries: ReadonlyArray<Entry>, start: string, end: string): Problems =>
  entries.flatMap(({ value: { [start]: from, [end]: to }, path }) => {
    if (typeof from !== "number" || typeof to !== "number" || !(to <= from)) return []
    const expected = `an instant after ${from}, the ${start}`
    return [Problem.make({ code: "invalid-range", path: `${path}.${end}`, got: to, expected })]
  })

const zoneFaults = (timeZone: unknown, path: string): Problems => {
  if (typeof timeZone !== "string") return []
  const read = LocalTime.parse("2026-01-01T00:00", { timeZone })
  return Result.isSuccess(read) ? [] : withinAll(path, read.failure)
}

const workingTimeFaults = (workingTime: unknown, path: string): Problems => {
  if (workingTime === undefined) return []
  const made = Calendar.make(workingTime)
  return Result.isSuccess(made) ? [] : withinAll(path, made.failure)
}

const withinAll = (path: string, problems: Problems): Problems =>
  problems.map((problem) => Problem.within(path, problem))
