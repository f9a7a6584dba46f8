// The people, the subscriptions and the orders of a new file. All invented.
import type { DatabaseSync } from "node:sqlite"
import { inTransaction } from "./database.ts"
import { addUser, sealOf, type User } from "./users.ts"

/** Somebody of the seed, with the password that the start prints. */
export interface Seeded {
  readonly user: User
  readonly password: string
}

const nord = { role: "member", company: "nord" } as const
const sud = { role: "member", company: "sud" } as const

export const anna: Seeded = {
  user: { id: "anna", mail: "anna@nord.example", name: "Anna Berg", language: "en", ...nord },
  password: "anna-likes-parcels",
}
export const boris: Seeded = {
  user: { id: "boris", mail: "boris@nord.example", name: "Борис Ким", language: "ru", ...nord },
  password: "boris-likes-parcels",
}
export const carla: Seeded = {
  user: { id: "carla", mail: "carla@sud.example", name: "Carla Diaz", language: "en", ...sud },
  password: "carla-likes-parcels",
}
export const olga: Seeded = {
  user: {
    id: "olga",
    mail: "olga@parcel.example",
    name: "Olga Smirnova",
    language: "en",
    role: "support",
  },
  password: "olga-likes-answers",
}

const companies = [
  ["nord", "Nord Books"],
  ["sud", "Sud Toys"],
] as const

const subscriptions = [
  ["nord", "basic", Date.UTC(2025, 0, 1), Date.UTC(2026, 0, 1)],
  ["nord", "priority", Date.UTC(2026, 0, 1), null],
  ["sud", "basic", Date.UTC(2025, 6, 1), null],
] as const

const orders = [
  ["1001", "nord", "40 books", "delivered"],
  ["1002", "nord", "12 maps", "delivered"],
  ["1003", "nord", "3 globes", "shipped"],
  ["2001", "sud", "200 marbles", "delivered"],
] as const

/**
 * Fills a file in which there is nobody yet, wholly or not at all: a start that is killed meanwhile
 * leaves a file that the next one fills. Answers whether it was filled now.
 */
export const seed = async (db: DatabaseSync): Promise<boolean> => {
  // Before the transaction, which has no `await` in it.
  const sealed = await Promise.all(
    [anna, boris, carla, olga].map(async ({ user, password }) => ({
      user,
      seal: await sealOf(password),
    })),
  )
  return inTransaction(db, () => {
    if (db.prepare("SELECT 1 FROM users LIMIT 1").get() !== undefined) return false
    fill(db, sealed)
    return true
  })
}

interface Sealed {
  readonly user: User
  readonly seal: string
}

const fill = (db: DatabaseSync, people: ReadonlyArray<Sealed>): void => {
  const company = db.prepare("INSERT INTO companies (id, name) VALUES (?, ?)")
  for (const row of companies) company.run(...row)
  const subscription = db.prepare(
    "INSERT INTO subscriptions (company, plan, starts_at, ends_at) VALUES (?, ?, ?, ?)",
  )
  for (const row of subscriptions) subscription.run(...row)
  const order = db.prepare("INSERT INTO orders (id, company, item, state) VALUES (?, ?, ?, ?)")
  for (const row of orders) order.run(...row)
  for (const { user, seal } of people) addUser(db, user, seal)
}
