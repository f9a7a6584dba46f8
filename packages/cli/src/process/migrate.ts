// upkeep process migrate: open tickets go on by another version of their process.
import { Problem } from "@upkeep/core"
import { Result } from "effect"
import type { Options } from "../options.ts"
import { harmless, print } from "../output.ts"
import { pagesOf } from "../pages.ts"
import { openToPublish } from "../store.ts"
import { UsageError } from "../UsageError.ts"
import { checkProfiles, processIn, unlessReused } from "../profile.ts"
import { nothing, refusedIn, withPage } from "./tally.ts"

/** Publishes the profile, and lets the open tickets of older versions go on by it. */
export const migrate = async (args: ReadonlyArray<string>, options: Options): Promise<void> => {
  if (args.length > 0) throw new UsageError(`got ${args[0]}, expected: upkeep process migrate`)
  const { process: file, said, setBy } = options
  if (file === undefined) throw new UsageError("got no --process, expected a file with a profile")
  const named = { file, as: setBy("process") }
  const places = placesOf(said("places"), setBy("places"))
  const beside = Result.isFailure(places) ? places.failure : []
  checkProfiles([named], options, beside)
  const version = processIn(named)
  const manner = {
    ...(Result.isSuccess(places) && places.success !== undefined ? { places: places.success } : {}),
    ...reasonIn(options),
  }
  await unlessReused(named, version, moved(version.ref, manner, options))
}

type Places = { readonly [state: string]: string }

// `approval=review,check=diagnosing`.
const placesOf = (
  said: string | undefined,
  path: string,
): Result.Result<Places | undefined, ReadonlyArray<Problem.Problem>> => {
  if (said === undefined) return Result.succeed(undefined)
  const pairs = said.split(",").map((pair) => pair.trim().split("="))
  const isSound = pairs.every((pair) => pair.length === 2 && pair.every((name) => name !== ""))
  const states = pairs.map(([state = ""]) => state)
  if (isSound && new Set(states).size === states.length)
    return Result.succeed(
      Object.fromEntries(pairs.map(([state = "", place = ""]) => [state, place])),
    )
  const expected = "each state once with the state that takes its place: OLD=NEW,OLD=NEW"
  return Result.fail([Problem.make({ code: "invalid-value", path, got: said, expected })])
}

const reasonIn = ({ said }: Options) => {
  const force = said("force")
  return force === undefined ? {} : { force }
}

// The desk is opened on the profile, which publishes it: new tickets are on it from now on.
const moved = async (ref: string, manner: object, options: Options): Promise<void> => {
  const { json } = options
  await using desk = await openToPublish(options)
  let tally = nothing
  const ask = (page: object) => desk.migrateTickets({ process: ref, ...manner, ...page })
  for await (const page of pagesOf(ask)) {
    tally = withPage(tally, page)
    for (const ticket of page.refused)
      print(
        json ? JSON.stringify(ticket) : harmless(`${ticket.number}  refused  ${ticket.message}`),
      )
    if (!json) print(`${tally.moved} moved, ${tally.unchanged} unchanged so far`)
  }
  const { moved: done, unchanged, others } = tally
  const refused = refusedIn(tally)
  if (json) return print(JSON.stringify({ totals: { moved: done, unchanged, others, refused } }))
  print(`${done} tickets go on by ${ref} now, ${unchanged} did before, ${refused} do not`)
}
