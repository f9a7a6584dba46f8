// Customers, contacts and staff as rows.
import { type Directory, DirectoryData, type MemoryDirectory } from "@upkeep/core/effect"
import { Result } from "effect"
import type { Statements } from "./connection.ts"
import { damaged, type Row, text } from "./row.ts"

/** The customer of a row; undefined where there is no row. */
export const customerIn = (row: Row | undefined): Directory.Customer | undefined =>
  row && customerOf(row)

/** The customer of a row. */
export const customerOf = (row: Row): Directory.Customer =>
  read(row, DirectoryData.customer, "a customer as JSON")

/** The member of the staff of a row; undefined where there is no row. */
export const memberIn = (row: Row | undefined): Directory.StaffMember | undefined =>
  row && memberOf(row)

/** The member of the staff of a row. */
export const memberOf = (row: Row): Directory.StaffMember =>
  read(row, DirectoryData.staffMember, "a member of the staff as JSON")

const read = <A>(
  row: Row,
  decode: (input: unknown) => Result.Result<A, unknown>,
  expected: string,
): A => {
  const body = text(row, "body")
  const decoded = Result.flatMap(parsed(body), decode)
  if (Result.isFailure(decoded)) throw damaged({ column: "body", value: body, expected })
  return decoded.success
}

const parsed = (body: string): Result.Result<unknown, unknown> => Result.try(() => JSON.parse(body))

/** Everything that a tenant's directory holds, in the order in which it was given. */
export const readFrom = (
  { prepare }: Statements,
  tenant: string,
): MemoryDirectory.DirectoryData => {
  const rowsOf = (table: string) =>
    prepare(`SELECT body FROM ${table} WHERE tenant = ? ORDER BY sequence`).all(tenant)
  return {
    customers: rowsOf("upkeep_customer").flatMap((row) => customerIn(row) ?? []),
    staff: rowsOf("upkeep_staff").flatMap((row) => memberIn(row) ?? []),
  }
}

/** Puts data in the place of everything that a tenant's directory holds, inside a transaction. */
export const replaceIn = (
  { prepare }: Statements,
  tenant: string,
  { customers, staff }: MemoryDirectory.DirectoryData,
): void => {
  for (const table of ["upkeep_customer", "upkeep_contact", "upkeep_staff"]) {
    prepare(`DELETE FROM ${table} WHERE tenant = ?`).run(tenant)
  }
  const customer = customerInsertBy({ prepare })
  const member = staffInsertBy({ prepare })
  for (const each of customers) customer(tenant, each, JSON.stringify(each))
  for (const each of staff) member(tenant, each, JSON.stringify(each))
}

/** Prepares the insert of a customer with its contacts; the body is the same as JSON. */
export const customerInsertBy = ({ prepare }: Statements) => {
  const insert = prepare("INSERT INTO upkeep_customer (tenant, id, body) VALUES (?, ?, ?)")
  const contact = prepare(
    "INSERT INTO upkeep_contact (tenant, id, address, customer) VALUES (?, ?, ?, ?)",
  )
  return (tenant: string, customer: Directory.Customer, body: string): void => {
    insert.run(tenant, customer.id, body)
    for (const { id, address } of customer.contacts)
      contact.run(tenant, id, address.toLowerCase(), customer.id)
  }
}

/** Prepares the insert of a member of the staff; the body is the same as JSON. */
export const staffInsertBy = ({ prepare }: Statements) => {
  const insert = prepare("INSERT INTO upkeep_staff (tenant, id, body) VALUES (?, ?, ?)")
  return (tenant: string, { id }: Directory.StaffMember, body: string): void => {
    insert.run(tenant, id, body)
  }
}
