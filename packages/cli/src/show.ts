// upkeep show: what happened to a ticket and how its clocks stand, for a terminal or a program.
import { existsSync } from "node:fs"
import { checkEnvironment } from "./environment.ts"
import type { Options } from "./options.ts"
import { print } from "./output.ts"
import { page } from "./page.ts"
import { openDesk } from "./store.ts"
import { UsageError } from "./UsageError.ts"

/** Shows a ticket by its number or its id. */
export const show = async (ticket: string | undefined, options: Options): Promise<void> => {
  if (ticket === undefined) throw new UsageError("got no ticket, expected: upkeep show TICKET")
  checkEnvironment(options)
  if (!existsSync(options.store))
    throw new Error(
      `no-store: got no file ${options.store}, expected a store; name it by --store FILE`,
    )
  await using desk = await openDesk(options)
  const view = await desk.show(ticket)
  print(options.json ? JSON.stringify(view) : page(view, options.language))
}
