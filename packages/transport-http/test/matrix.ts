// The cells of the matrix: one call of one actor, what it has to come to, and what it shows.
import { expect } from "vitest"
import { codeOf } from "./door.ts"
import { leaksIn, type Shown, shownOf } from "./leaks.ts"
import type { ActorName } from "./cast.ts"
import type { World } from "./world.ts"

/** What the cells came to, all together. */
export const tally = { cells: 0, leaks: 0 }

/** One call. */
export interface Cell {
  readonly who: ActorName
  readonly method: string
  readonly path: string
  readonly json?: unknown
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A world, and what is stored in it as it was last looked at. */
export interface Field {
  readonly world: World
  stored: string
}

/** A field on a world. */
export const fieldOn = async (world: World): Promise<Field> => ({
  world,
  stored: await world.journals(),
})

/**
 * Makes the call and holds it to three things: it comes to what is expected (`200`, or the status
 * and code of a problem), it shows nothing that the actor may not see, and where it is refused or
 * only reads, nothing is stored.
 */
export const hold = async (field: Field, cell: Cell, expected: string): Promise<Shown> => {
  const { world } = field
  const { who, method, path, json, body, headers } = cell
  const content = json === undefined ? body : JSON.stringify(json)
  const request = new Request(`http://desk.local${path}`, {
    method,
    headers: { "x-actor": who, "content-type": "application/json", ...headers },
    ...(content === undefined ? {} : { body: content }),
  })
  const shown = await shownOf(await world.fetch(request))
  const where = `${who} ${method} ${path} ${content ?? ""}`
  tally.cells += 1
  // What the actor wrote in the body or the query is no secret; what a path names may be one.
  const [, query = ""] = path.split("?")
  const leaks = leaksIn(world, who, shown, `${content ?? ""} ${query}`)
  tally.leaks += leaks.length
  expect(leaks, where).toEqual([])
  expect(outcomeOf(shown), where).toBe(expected)
  const stored = await world.journals()
  const writes = shown.status < 400 && json !== undefined
  if (!writes) expect(stored === field.stored, `${where} stored nothing`).toBe(true)
  field.stored = stored
  return shown
}

/** The status, and the code of a problem. */
export const outcomeOf = ({ status, text }: Shown): string =>
  status < 400 ? `${status}` : `${status} ${codeOf(JSON.parse(text))}`
