// Whom the desk knows: the product's own companies, users and subscriptions, asked where they are.
import {
  type Contact,
  type Contract,
  type Customer,
  type CustomerContact,
  defineDirectory,
  type DirectoryAdapter,
  type StaffMember,
} from "@upkeep/core"
import type { DatabaseSync } from "node:sqlite"
import { integer, type Row, text } from "./database.ts"

/** What each plan promises; the basic one no more than the desk promises everybody. */
const promises: { readonly [plan: string]: Contract["targets"] } = {
  basic: {},
  priority: { firstResponse: { workingMinutes: 60 }, resolution: { workingMinutes: 960 } },
}

/** The directory of the product, which has one desk and so knows of no tenants. */
export const directoryOf = (db: DatabaseSync): DirectoryAdapter =>
  defineDirectory({
    name: "users of Parcel",
    customerByAddress: async (_tenant, address) => {
      // The column compares without regard to case.
      const member = db
        .prepare("SELECT company FROM users WHERE role = 'member' AND mail = ?")
        .get(address)
      return member && customerBy(db, text(member, "company"))
    },
    customer: async (_tenant, id) => customerBy(db, id),
    contact: async (_tenant, id) => contactBy(db, id),
    staffMember: async (_tenant, id) => {
      const row = db.prepare("SELECT * FROM users WHERE role = 'support' AND id = ?").get(id)
      return row && memberOf(row)
    },
    staff: async () =>
      db.prepare("SELECT * FROM users WHERE role = 'support' ORDER BY id").all().map(memberOf),
  })

const customerBy = (db: DatabaseSync, id: string): Customer | undefined => {
  const row = db.prepare("SELECT name FROM companies WHERE id = ?").get(id)
  if (row === undefined) return undefined
  const contacts = db.prepare("SELECT * FROM users WHERE company = ? ORDER BY id").all(id)
  const contracts = db
    .prepare("SELECT * FROM subscriptions WHERE company = ? ORDER BY starts_at")
    .all(id)
  return {
    id,
    name: text(row, "name"),
    contacts: contacts.map(contactOf),
    contracts: contracts.map(contractOf),
  }
}

const contactBy = (db: DatabaseSync, id: string): CustomerContact | undefined => {
  const row = db.prepare("SELECT * FROM users WHERE role = 'member' AND id = ?").get(id)
  return row && { ...contactOf(row), customer: text(row, "company") }
}

const contactOf = (row: Row): Contact => ({
  id: text(row, "id"),
  name: text(row, "name"),
  address: text(row, "mail"),
  language: text(row, "language"),
})

// A contract is known by its plan, and each subscription to that is a version of it.
const contractOf = (row: Row): Contract => ({
  id: text(row, "plan"),
  version: String(integer(row, "id")),
  validFrom: integer(row, "starts_at"),
  validTo: row["ends_at"] === null ? null : integer(row, "ends_at"),
  targets: promises[text(row, "plan")] ?? {},
})

const memberOf = (row: Row): StaffMember => ({
  id: text(row, "id"),
  name: text(row, "name"),
  address: text(row, "mail"),
  line: "first",
})
