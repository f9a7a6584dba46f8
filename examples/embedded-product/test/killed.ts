// A product of its own that reports a problem and is killed: node killed.ts FILE inside|after.
// "inside" dies after storeIn, with the order's own row, before COMMIT; "after" dies after COMMIT.
import { writeSync } from "node:fs"
import { orderIn } from "../src/orders.ts"
import { reportProblem } from "../src/report.ts"
import { anna } from "../src/seed.ts"
import { openShop } from "../src/shop.ts"

const [file = "", when = ""] = process.argv.slice(2)
const { user } = anna
if (user.role !== "member") throw new TypeError("expected a member")

await using shop = await openShop(file)
const { db } = shop
const order = orderIn(db, user.company, "1001")
if (order === undefined) throw new TypeError("expected order 1001")

const die = (): null => {
  const { tickets } = db.prepare("SELECT count(*) AS tickets FROM upkeep_ticket").get() ?? {}
  const { state } = db.prepare("SELECT state FROM orders WHERE id = '1001'").get() ?? {}
  writeSync(1, `${String(state)}, ${String(tickets)} ticket, ${db.isTransaction ? "open" : "kept"}`)
  process.kill(process.pid, "SIGKILL")
  return null
}

if (when === "inside") {
  db.function("die", die)
  db.exec("CREATE TEMP TRIGGER killed AFTER UPDATE ON orders BEGIN SELECT die(); END")
}
await reportProblem(shop, user, order, { subject: "Wet", text: "All wet.", commandId: "killed-1" })
die()
