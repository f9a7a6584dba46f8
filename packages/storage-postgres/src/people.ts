// Customers, contacts and staff as rows.
import { type Directory, DirectoryData, type MemoryDirectory } from "@upkeep/core/effect"
import { Result } from "effect"
import type { Queries, Row } from "./executor.ts"
import type { Records } from "./records.ts"
import { damaged, text } from "./row.ts"

/** The customer of a row; undefined where there is no row. */
export const customerIn = (row: Row | undefined): Directory.Customer | undefined =>
  row && customerOf(text(row, "body"))

/** The member of the staff of a row; undefined where there is no row. */
export const memberIn = (row: Row | undefined): Directory.StaffMember | undefined =>
  row && memberOf(text(row, "body"))

const customerOf = (body: string) => read(body, DirectoryData.customer, "a customer as JSON")

const memberOf = (body: string) =>
  read(body, DirectoryData.staffMember, "a member of the staff as JSON")

const read = <A>(
  body: string,
  decode: (input: unknown) => Result.Result<A, unknown>,
  expected: string,
): A => {
  const decoded = Result.flatMap(parsed(body), decode)
  if (Result.isFailure(decoded)) throw damaged({ column: "body", value: body, expected })
  return decoded.success
}

const parsed = (body: string): Result.Result<unknown, unknown> => Result.try(() => JSON.parse(body))

/** Everything that a tenant's directory holds, in the order in which it was given. */
export const readFrom = async (
  inside: Queries,
  schema: string,
  tenant: string,
): Promise<MemoryDirectory.DirectoryData> => {
  const rowsOf = async (table: string) => {
    const sql = `SELECT body FROM ${schema}.${table} WHERE tenant = $1 ORDER BY sequence`
    return (await inside.query(sql, [tenant])).rows
  }
  return {
    customers: (await rowsOf("customer")).flatMap((row) => customerIn(row) ?? []),
    staff: (await rowsOf("staff")).flatMap((row) => memberIn(row) ?? []),
  }
}

/** What is stored of customers: themselves, and their contacts by what they are looked up by. */
export const customerRecords = (bodies: ReadonlyArray<string>): ReadonlyArray<Records> => {
  const customers = bodies.map((body) => ({ body, ...customerOf(body) }))
  return [
    {
      table: "customer",
      columns: "id text, body text",
      records: customers.map(({ id, body }) => ({ id, body })),
    },
    {
      table: "contact",
      columns: "id text, address text, customer text",
      records: customers.flatMap((customer) =>
        customer.contacts.map(({ id, address }) => ({
          id,
          address: address.toLowerCase(),
          customer: customer.id,
        })),
      ),
    },
  ]
}

/** What is stored of a staff. */
export const staffRecords = (bodies: ReadonlyArray<string>): ReadonlyArray<Records> => [
  {
    table: "staff",
    columns: "id text, body text",
    records: bodies.map((body) => ({ id: memberOf(body).id, body })),
  },
]
