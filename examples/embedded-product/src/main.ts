// npm start: the product on a port, with the people of the seed where the file is new.
import { untilStop } from "@upkeep/transport-http"
import { parseArgs } from "node:util"
import { openDatabase } from "./database.ts"
import { anna, olga, seed } from "./seed.ts"
import { serve } from "./server.ts"
import { openShop } from "./shop.ts"
import { doorPath } from "./support.ts"

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      file: { type: "string", default: "product.db" },
      port: { type: "string", default: "8080" },
    },
  })
  await prepare(values.file)
  await using shop = await openShop(values.file)
  await using server = await serve(shop, Number(values.port))
  console.log(`Parcel listens on ${server.origin}; the desk's door is ${server.origin}${doorPath}`)
  await untilStop()
}

// The product was there before the desk: its file has its tables and its people already. Their
// passwords are told at once, since what comes next may fail, and told only once.
const prepare = async (file: string): Promise<void> => {
  using db = openDatabase(file)
  if (!(await seed(db))) return
  for (const { user, password } of [anna, olga])
    console.log(`Sign in as ${user.mail} (${user.role}) with ${password}`)
}

try {
  await main()
} catch (error) {
  console.error(`parcel: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
