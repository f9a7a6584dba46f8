// Tickets of another desk, taken in with their numbers, their times and their words: each is lived
// again by the rules of this desk, and stored whole or not at all. Nobody is told anything.
import { Effect, Result } from "effect"
import * as LocalTime from "../calendar/LocalTime.ts"
import type { DirectoryError } from "../port/Directory.ts"
import { Registry, VersionExists } from "../port/Registry.ts"
import type { StoreError } from "../port/StoreError.ts"
import * as Problem from "../problem/Problem.ts"
import * as Process from "../process/Process.ts"
import type { Profile } from "../process/Profile.ts"
import { fingerprint } from "./canonical.ts"
import { Desk } from "./Desk.ts"
import { InvalidInput } from "./DeskError.ts"
import { namesOf } from "./import/names.ts"
import { read, type Reading, refusedBy } from "./import/read.ts"
import { decideTickets, type Outcome, store, type Terms, type TicketRows } from "./import/taken.ts"
import * as Processes from "./Processes.ts"
import type { Wiring } from "./wiring.ts"
import { type OfficePorts, wirings } from "./wirings.ts"
import { zoneDataVersion } from "./zoneData.ts"

export { columns, kinds, type Said } from "./import/form.ts"
export type { Names } from "./import/names.ts"
export type { Reading, Refused, Row } from "./import/read.ts"
export type { Outcome, TicketRows } from "./import/taken.ts"

/** How tickets are taken in. */
export interface Options {
  /** A profile, as data: tickets are opened on it. Default: that of the desk. */
  readonly process?: unknown
  /** What the old desk called things; see `Names`. Default: as this one does. */
  readonly names?: unknown
  /** The zone of times without an offset. Default: such times are refused. */
  readonly timeZone?: string
  /** Whether a ticket is taken up to a row that is refused. Default: such a ticket is left out. */
  readonly partial?: boolean
}

/** Takes tickets in. */
export interface Importer {
  /** The profile on which tickets are opened. */
  readonly profile: Profile
  /** Reads a record of a file, and says everything that is wrong with it. */
  readonly read: (record: unknown, line: number) => Reading
  /** What would become of tickets; nothing is stored. */
  readonly check: (
    tickets: ReadonlyArray<TicketRows>,
  ) => Effect.Effect<ReadonlyArray<Outcome>, StoreError | DirectoryError>
  /** Takes tickets in, in one commit of the store; each is taken whole or not at all. */
  readonly take: (
    tickets: ReadonlyArray<TicketRows>,
  ) => Effect.Effect<ReadonlyArray<Outcome>, StoreError | DirectoryError | VersionExists>
}

/**
 * Prepares an import; nothing is stored before tickets are taken. Refuses a profile, names and a
 * zone with mistakes (`InvalidInput`), and a profile whose version was published with other content
 * (`VersionExists`). Run it by a desk: `desk.run(Import.make())`.
 *
 * Rows of a ticket are given in the order of their times. Each is decided at its own time, under
 * the rules, the contract and the working time of then; what the clocks brought about in between is
 * recorded when it was due. A ticket that stands here from the same rows is left as it is.
 *
 * @example
 * const desk = await createDesk({ background: false })
 * const importer = await desk.run(Import.make({ names: { channels: { "E-Mail": "email" } } }))
 * const anna = { author: "anna", authorKind: "customer" }
 * const request = { channel: "E-Mail", subject: "Login fails", text: "Since noon." }
 * const at = "2019-03-04T12:00:00+03:00"
 * const record = { ticket: "HD-7", at, kind: "registered", ...anna, ...request }
 * const { row, refused } = importer.read(record, 1)
 * refused // => []
 * const [outcome] = await desk.run(importer.take([{ ticket: "HD-7", rows: [row] }]))
 * outcome.outcome // => "taken"
 * const { history } = await desk.show("HD-7")
 * history.map(({ type }) => type) // => ["Registered", "ClockWarned", "ClockBreached"]
 */
export const make = Effect.fnUntraced(function* (
  options: Options = {},
): Effect.fn.Return<Importer, InvalidInput | VersionExists | StoreError, Desk | OfficePorts> {
  const { tenant, profile: ofDesk } = yield* Desk
  const registry = yield* Registry
  const { meet } = yield* wirings({ tenant, ...quiet, zoneData: zoneDataVersion() }, alone)
  const wiring = yield* onPaper(yield* meet(tenant), options.process ?? ofDesk)
  const { profile } = wiring.inForce
  const { timeZone, partial = false } = options
  const names = namesOf(options.names ?? {}, profile)
  const problems = problemsIn(options, profile)
  if (Result.isFailure(names) || problems.length > 0) return yield* new InvalidInput({ problems })
  const { numberPrefix = "" } = names.success
  // What was only checked is not there to be named.
  const named = { checked: namesAlone(), taken: namesAlone() }
  const reading = (record: unknown, line: number): Reading => {
    const found = read({ profile, names: names.success, timeZone }, record, line)
    const said = found.row?.said
    if (said?.kind === "rejected" && said.duplicateOf !== undefined)
      for (const each of Object.values(named))
        each.set(said.duplicateOf, each.get(said.duplicateOf) ?? null)
    return found
  }
  const decide = (known: Terms["named"], tickets: ReadonlyArray<TicketRows>) =>
    decideTickets(wiring, { numberPrefix, named: known, partial }, tickets)
  const publish = yield* Effect.cached(Processes.publish(registry, tenant, wiring.inForce))
  return {
    profile,
    read: reading,
    check: (tickets) =>
      Effect.map(decide(named.checked, tickets), (all) => all.map(({ outcome }) => outcome)),
    take: (tickets) =>
      Effect.andThen(
        publish,
        Effect.flatMap(decide(named.taken, tickets), (all) =>
          Effect.uninterruptible(store(wiring, named.taken, all)),
        ),
      ),
  }
})

/** A row of a file that cannot be read: nobody can say whose it is. */
export const unreadable = (problem: Problem.Problem, line: number): Reading => ({
  row: null,
  refused: refusedBy([problem], line, null),
})

const namesAlone = (): Terms["named"] => new Map()

// Nobody is told, so an answer counts at once, as it did in its time.
const quiet = {
  notifiers: new Map<string, never>(),
  channels: [],
  serve: "opened",
  publish: false,
} as const

// An import brings its own batches, and no desk of its own.
const alone = { nudge: Effect.void, openCommands: () => 0 }

// The numbers are the old desk's, and its rows say who had a ticket.
const onPaper = Effect.fnUntraced(function* (
  wiring: Wiring,
  profile: unknown,
): Effect.fn.Return<Wiring, InvalidInput | VersionExists | StoreError> {
  const made = Process.make(profile)
  if (Result.isFailure(made)) return yield* new InvalidInput({ problems: made.failure })
  const inForce = made.success
  const { ref } = inForce
  const published = yield* wiring.findProcess(ref)
  const publishedHash = fingerprint(published?.profile)
  if (published !== undefined && publishedHash !== fingerprint(inForce.profile)) {
    const { id, version } = inForce.profile
    return yield* new VersionExists({ entry: { kind: "process", id, version }, publishedHash })
  }
  const processOf = (asked: string) =>
    asked === ref ? Effect.succeed(inForce) : wiring.processOf(asked)
  return { ...wiring, inForce, processOf, routes: false, nextSerial: Effect.succeed(0) }
})

type Problems = ReadonlyArray<Problem.Problem>

/**
 * What is wrong with names and a zone, as `make` would refuse it. Names are held against a profile
 * where that is known.
 */
export const problemsIn = (
  { names = {}, timeZone }: Pick<Options, "names" | "timeZone">,
  profile: Profile | undefined,
): Problems => [
  ...Result.match(namesOf(names, profile), {
    onSuccess: () => [],
    onFailure: (problems) => within("names", problems),
  }),
  ...zoneProblems(timeZone),
]

const within = (path: string, problems: Problems): Problems =>
  problems.map((problem) => Problem.within(path, problem))

const zoneProblems = (timeZone: string | undefined): Problems =>
  timeZone === undefined
    ? []
    : Result.match(LocalTime.parse("2026-01-01T12:00", { timeZone }), {
        onSuccess: () => [],
        onFailure: (problems) => problems,
      })
