// The product on a file of its own and a free port, gone after the test.
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { openDatabase } from "../src/database.ts"
import { seed } from "../src/seed.ts"
import { serve, type Server } from "../src/server.ts"
import { openShop, type Shop } from "../src/shop.ts"

/** A file with the people and the orders of the seed, and without a desk yet. */
export const newFile = async () => {
  const folder = mkdtempSync(join(tmpdir(), "upkeep-parcel-"))
  const file = join(folder, "product.db")
  using db = openDatabase(file)
  await seed(db)
  return { file, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) }
}

/** The product as it runs. */
export interface Running extends Pick<Server, "origin">, AsyncDisposable {
  readonly shop: Shop
}

/** Starts the product on a file. */
export const start = async (file: string): Promise<Running> => {
  await using starting = new AsyncDisposableStack()
  const shop = starting.use(await openShop(file))
  const { origin } = starting.use(await serve(shop, 0))
  const running = starting.move()
  return { shop, origin, [Symbol.asyncDispose]: () => running.disposeAsync() }
}

/** Runs SQL on the file, as an operator with a connection of their own would. */
export const operate = (file: string, sql: string): void => {
  using db = new DatabaseSync(file, { timeout: 1_000 })
  db.exec(sql)
}

/** How an order stands, and how many rows the desk has in each table that a report fills. */
export const stored = (file: string, order = "1001") => {
  using db = new DatabaseSync(file, { timeout: 1_000 })
  const { state, ticket_id: ticket } =
    db.prepare("SELECT state, ticket_id FROM orders WHERE id = ?").get(order) ?? {}
  const rows = tables.map((table) => [
    table.replace("upkeep_", ""),
    Number(db.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.["rows"]),
  ])
  return { state, ticket, rows: Object.fromEntries(rows) }
}

const tables = ["ticket", "event", "command", "content", "delivery"].map((name) => `upkeep_${name}`)

/** What `stored` answers where nothing was reported. */
export const untouched = {
  state: "delivered",
  ticket: null,
  rows: { ticket: 0, event: 0, command: 0, content: 0, delivery: 0 },
}
