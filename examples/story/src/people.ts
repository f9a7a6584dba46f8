// People: a team in a few words, and whether there are enough, told. The staff against the vendor's
// table (M-20), a customer's contacts against what it should have (M-21), the work of a period
// against what contracts include.
import {
  Coverage,
  type Customer,
  type Desk,
  type ReportQuestion,
  type StaffMember,
} from "@upkeep/core"
import type { Teller } from "./tell.ts"

/** A team: what its people share, and their names by their ids. All of them are employees. */
export const teamOf = (
  shared: Omit<StaffMember, "id" | "name">,
  people: { readonly [id: string]: string },
): ReadonlyArray<StaffMember> =>
  Object.entries(people).map(([id, name]) => ({ id, name, employment: "employee", ...shared }))

/** Tells of every direction how many are there, and who does not count. */
export const tellStaff = (
  tell: Teller,
  needs: ReadonlyArray<Coverage.PeopleNeeded>,
  staff: ReadonlyArray<StaffMember>,
  at: number,
): void => {
  const { rows, needed, there } = Coverage.ofPeople(needs, staff, at)
  for (const row of rows) {
    const short = row.missing === 0 ? "" : `, ${row.missing} missing`
    tell.say(`  ${row.direction.padEnd(38)} ${row.there.length} of ${row.count}${short}`)
  }
  tell.say(`  ${"all of them".padEnd(38)} ${there} of ${needed}`)
}

/** Tells of every customer that should have people of a role how many it has. */
export const tellRoles = (tell: Teller, customers: ReadonlyArray<Customer>): void => {
  for (const { name, wanted, contacts } of customers) {
    if (wanted === undefined) continue
    const roles = Coverage.ofRoles(wanted, contacts)
    const told = roles.map(({ role, count, there }) => `${role} ${there.length} of ${count}`)
    tell.say(`  ${name.padEnd(38)} ${told.join(", ")}`)
  }
}

/** Tells what was worked under each contract in a period, against what it includes. */
export const tellWork = async (tell: Teller, desk: Desk, period: ReportQuestion): Promise<void> => {
  const { work } = await desk.report(period)
  for (const { contract, requests, minutes, quota } of work) {
    const included =
      quota && `${rounded(quota.used)} of ${quota.allowed} ${quota.unit} per ${quota.per}`
    const told = [`requests: ${requests}`, `work: ${minutes} min`, ...(included ? [included] : [])]
    tell.say(`  ${(contract?.id ?? "no contract").padEnd(38)} ${told.join(" · ")}`)
  }
}

/** To a tenth. */
const rounded = (value: number): number => Math.round(value * 10) / 10
