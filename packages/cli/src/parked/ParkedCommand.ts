// upkeep parked: tickets and notifications that failed too often, and who lets them go on (P12).
import type { Desk, ParkedWork } from "@upkeep/core"
import { checkEnvironment } from "../environment.ts"
import { operatorOf } from "../operator.ts"
import type { Options } from "../options.ts"
import { harmless, print } from "../output.ts"
import { openToLook, openToWork } from "../store.ts"
import { UsageError } from "../UsageError.ts"

/** The most entries that are asked for at once. */
const pageSize = 1_000

/** Shows what is parked, or releases one of it. */
export const run = async (
  command: "parked release" | "parked show",
  id: string | undefined,
  options: Options,
): Promise<void> => {
  const releases = command === "parked release"
  if (releases && id === undefined)
    throw new UsageError(`got no id, expected: upkeep ${command} ID, of upkeep parked show`)
  if (!releases && id !== undefined) throw new UsageError(`got ${id}, expected: upkeep ${command}`)
  checkEnvironment(options)
  const open = releases ? openToWork : openToLook
  await using desk = await open(options)
  if (id === undefined) await show(desk, options)
  else await release(desk, id, options)
}

const show = async (desk: Desk, { json }: Options): Promise<void> => {
  let count = 0
  for (const kind of ["ticket", "delivery"] as const)
    for await (const each of parkedOf(desk, kind)) {
      count += 1
      print(json ? JSON.stringify(each) : harmless(lineOf(each)))
    }
  if (count === 0 && !json) print("nothing is parked")
}

async function* parkedOf(
  desk: Desk,
  kind: ParkedWork["kind"],
): AsyncGenerator<ParkedWork, undefined> {
  let after: string | undefined
  do {
    const from = after === undefined ? {} : { after }
    const page = await desk.parked({ kind, limit: pageSize, ...from })
    yield* page
    after = page.length < pageSize ? undefined : page.at(-1)?.id
  } while (after !== undefined)
}

const lineOf = ({ kind, id, attempts, reason }: ParkedWork): string =>
  `${kind.padEnd(9)} ${id}  tried ${attempts === 1 ? "once" : `${attempts} times`}: ${reason}`

// The id of a notification is that of its ticket and two numbers: nothing has the id of another.
const release = async (desk: Desk, id: string, options: Options): Promise<void> => {
  const by = operatorOf(options)
  for (const kind of ["ticket", "delivery"] as const) {
    if (!(await desk.releaseParked({ kind, id, by }))) continue
    if (options.json) return print(JSON.stringify({ kind, id, by }))
    return print(harmless(`released: ${kind} ${id} is tried anew`))
  }
  throw new Error(`not-parked: got ${id}, expected an id of upkeep parked show`)
}
