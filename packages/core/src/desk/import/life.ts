// An old ticket lived again: each of its rows is decided at its own time, and between them happens
// what its clocks bring about.
import { Effect, Result } from "effect"
import type { DirectoryError } from "../../port/Directory.ts"
import type { StoreError } from "../../port/StoreError.ts"
import type { Commit } from "../../port/TicketStore.ts"
import * as Problem from "../../problem/Problem.ts"
import type { Circumstances, Other } from "../../ticket/Circumstances.ts"
import type { Actor, Command } from "../../ticket/Command.ts"
import type { RejectionRule } from "../../ticket/Rejection.ts"
import { fingerprint } from "../canonical.ts"
import { machine } from "../fold.ts"
import type { Chained, Held } from "../row.ts"
import type { Wiring } from "../wiring.ts"
import { commandsOf } from "./command.ts"
import { dueUntil, type Until } from "./due.ts"
import type { Said } from "./form.ts"
import { type Refused, refusedBy, type Row } from "./read.ts"
import { type Refusal, take } from "./step.ts"

/** A ticket that is to be lived again. */
export interface Story {
  readonly ticketId: string
  readonly number: string
  /** In the order of their times. */
  readonly rows: ReadonlyArray<Row>
  /** When the import is done: what is due by then is recorded, in epoch milliseconds. */
  readonly now: number
  /** The ids of tickets that others name, by their numbers: those that are not stored yet. */
  readonly named: ReadonlyMap<string, string | null>
}

/** What the rows of a ticket came to. */
export interface Life {
  /** Undefined where no row was taken. */
  readonly held: Chained | undefined
  readonly commits: ReadonlyArray<Commit>
  /** Rows that say what was so already: nothing happened. */
  readonly already: number
  /** How many rows were lived through before one was refused; all of them where none was. */
  readonly rows: number
  /** Why the next row was refused; empty where none was, or where it could not be read. */
  readonly refused: ReadonlyArray<Refused>
}

/** What a part of a life came to. */
type Part = Pick<Life, "held" | "commits" | "already" | "refused">

/** A row, and where its ticket stands before it. */
interface Asked {
  readonly story: Story
  readonly index: number
  readonly row: Row
  readonly at: number
  readonly said: Said
}

/** How the ids of commands begin that rows of an import stand for. */
export const ofImport = "import:"

/** Lives a ticket again, up to a row that is refused. */
export const live = Effect.fnUntraced(function* (wiring: Wiring, story: Story) {
  const { rows, now } = story
  // Notes are written on closed tickets too: all that comes after the last other row is quiet.
  const loud = rows.findLastIndex(({ said }) => said !== null && !quiet.has(said.kind))
  const commits: Array<Commit> = []
  let held: Chained | undefined
  let already = 0
  for (const [index, row] of rows.entries()) {
    const { at, said } = row
    const lived = { held, commits, already, rows: index }
    if (at === null || said === null) return { ...lived, refused: [] }
    const before = yield* passed(wiring, held, { before: at, closes: index > loud })
    const after = yield* told(wiring, before.held, { story, index, row, at, said })
    if (after.refused.length > 0) return { ...lived, refused: after.refused }
    commits.push(...before.commits, ...after.commits)
    already += after.already
    held = after.held
  }
  const end = yield* passed(wiring, held, { before: now + 1, closes: true })
  commits.push(...end.commits)
  const life: Life = { held: end.held, commits, already, rows: rows.length, refused: [] }
  return life
})

const quiet: ReadonlySet<Said["kind"]> = new Set(["note", "file"])

const passed = (wiring: Wiring, held: Chained | undefined, until: Until) =>
  held === undefined ? Effect.succeed({ held, commits: [] }) : dueUntil(wiring, held, until)

// A row is taken as a whole: all of its commands, or none.
const told = Effect.fnUntraced(function* (
  wiring: Wiring,
  before: Chained | undefined,
  asked: Asked,
): Effect.fn.Return<Part, StoreError | DirectoryError> {
  const { row, at, said, story } = asked
  const nothing = { held: before, commits: [], already: 0, refused: [] }
  if (said.kind === "file") return nothing
  if (at > story.now) return { ...nothing, refused: refusedFor(row, inFuture(at, story.now)) }
  if (said.kind === "resumed" && before === undefined)
    return { ...nothing, refused: refusedFor(row, notRegistered(said.kind)) }
  const commandId = `${ofImport}${fingerprint([story.number, asked.index, at, said])}`
  const step = { ticketId: story.ticketId, commandId, at, known: knownBy(asked) }
  const commits: Array<Commit> = []
  let held = before
  for (const given of givenBy(said, before)) {
    const next = yield* take(wiring, held, { ...step, ...given })
    if (Result.isFailure(next)) {
      const refused = refusedBecause(row, next.failure)
      return { ...nothing, refused, already: refused.length === 0 ? 1 : 0 }
    }
    commits.push(next.success.commit)
    held = next.success.held
  }
  return { held, commits, already: commits.length === 0 ? 1 : 0, refused: [] }
})

const refusedFor = ({ line, ticket }: Row, problem: Problem.Problem): ReadonlyArray<Refused> =>
  refusedBy([problem], line, ticket)

/** What is wrong with a ticket of which no row, or none before this one, registers it. */
export const notRegistered = (got: string): Problem.Problem => {
  const expected = "a row before it that registers the ticket"
  return Problem.make({ code: "NotRegistered", path: "kind", got, expected })
}

const inFuture = (at: number, now: number): Problem.Problem => {
  const expected = `an instant that is over (${new Date(now).toISOString()})`
  const got = new Date(at).toISOString()
  return Problem.make({ code: "out-of-range", path: "at", got, expected })
}

/** Who gives which commands by a row. */
const givenBy = (
  said: Exclude<Said, { readonly kind: "file" }>,
  held: Held | undefined,
): ReadonlyArray<{ readonly actor: Actor; readonly command: Command }> => {
  if (said.kind === "closed-by-silence") return [{ actor: machine, command: { type: "wake" } }]
  const actor = { kind: said.authorKind, id: said.author }
  return commandsOf(said, held?.state).map((command) => ({ actor, command }))
}

// What truly happened stands in the rows: nobody is refused or acknowledged anew.
const knownBy =
  ({ at, said, story }: Asked) =>
  (found: Circumstances): Circumstances => {
    if (said.kind === "closed-by-silence")
      return { ...found, due: [{ effect: "close", dueAt: at }] }
    if (said.kind === "rejected") return { ...otherOf(story, said.duplicateOf), ...found }
    if (found.registration === undefined || said.kind !== "registered") return found
    const { line } = said
    const lines = line === undefined ? found.lines : [line, ...found.lines]
    const asItWas = { number: story.number, acknowledge: false, refused: false }
    return { ...found, lines, registration: { ...found.registration, ...asItWas } }
  }

const otherOf = ({ named }: Story, number = ""): { readonly other?: Other } => {
  const ticketId = named.get(number) ?? null
  return ticketId === null ? {} : { other: { ticketId, isClosed: false, partOf: [], row: 0 } }
}

/** Rules that refuse what is so already: a row may say it again. */
const soAlready: ReadonlySet<RejectionRule> = new Set([
  "AlreadyAcknowledged",
  "SameAssignee",
  "SameLine",
  "SamePriority",
])

// Nothing where the row says what is so already.
const refusedBecause = (row: Row, error: Refusal): ReadonlyArray<Refused> => {
  const { line, ticket, said } = row
  if (error._tag === "InvalidInput") return refusedBy(error.problems, line, ticket)
  const { rule, message, status } = error.rejection
  if (soAlready.has(rule)) return []
  return said?.kind === "closed-by-silence"
    ? refusedFor(row, notWaiting(status))
    : [{ line, ticket, code: rule, message: `${message}, at line ${line}` }]
}

const notWaiting = (got: string): Problem.Problem => {
  const expected = "a ticket that waits for the customer's word"
  return Problem.make({ code: "TransitionNotAllowed", path: "kind", got, expected })
}
