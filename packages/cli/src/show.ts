// upkeep show: what happened to a ticket, how its clocks stand and why, for a terminal or a
// program.
import { checkEnvironment } from "./environment.ts"
import type { Options } from "./options.ts"
import { print } from "./output.ts"
import { page } from "./page.ts"
import { openToLook } from "./store.ts"
import { UsageError } from "./UsageError.ts"

/** Shows a ticket by its number or its id. */
export const show = async (ticket: string | undefined, options: Options): Promise<void> => {
  if (ticket === undefined) throw new UsageError("got no ticket, expected: upkeep show TICKET")
  checkEnvironment(options)
  await using desk = await openToLook(options)
  const view = await desk.show(ticket)
  const explanations = options.explain ? await desk.explain(view.ticketId) : undefined
  if (options.json) return print(JSON.stringify({ ...view, explanations }))
  print(page(view, options.language, explanations))
}
