// npm start: the product on a port, with the people of the seed where the file is new.
import { once } from "node:events"
import { parseArgs } from "node:util"
import { openDatabase } from "./database.ts"
import { anna, olga, seed } from "./seed.ts"
import { serve } from "./server.ts"
import { openShop } from "./shop.ts"
import { doorPath } from "./support.ts"

const { values } = parseArgs({
  options: {
    file: { type: "string", default: "product.db" },
    port: { type: "string", default: "8080" },
  },
})

// The product was there before the desk: its file has its tables and its people already.
{
  using db = openDatabase(values.file)
  await seed(db)
}

await using shop = await openShop(values.file)
await using server = await serve(shop, Number(values.port))
console.log(`Parcel listens on ${server.origin}; the desk's door is ${server.origin}${doorPath}`)
for (const { user, password } of [anna, olga])
  console.log(`Sign in as ${user.mail} (${user.role}) with ${password}`)

await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")])
