// What becomes of a ticket that is taken in: lived again on paper, looked for in the store, stored.
import { Clock, Effect, Result } from "effect"
import { DirectoryError } from "../../port/Directory.ts"
import { StoreError } from "../../port/StoreError.ts"
import type { Commit, CommitRefused } from "../../port/TicketStore.ts"
import * as Problem from "../../problem/Problem.ts"
import { type Linked, linkOthers } from "../linked.ts"
import type { Wiring } from "../wiring.ts"
import { type Life, live, notRegistered, type Story } from "./life.ts"
import { numberProblem, ticketIdOf } from "./number.ts"
import { type Refused, refusedBy, type Row } from "./read.ts"
import { rowIdsOf, type Standing, standingOf, whole } from "./stored.ts"

/** The rows of one ticket, in the order of their times; those of one instant in their file's. */
export interface TicketRows {
  /** The old desk's number. */
  readonly ticket: string
  readonly rows: ReadonlyArray<Row>
}

/** What became of a ticket. */
export interface Outcome {
  /** The old desk's number. */
  readonly ticket: string
  /** This desk's. */
  readonly number: string
  /** `unchanged`: it stands here already, from these very rows. */
  readonly outcome: "taken" | "unchanged" | "refused"
  /** Where it stands; null where it was refused. */
  readonly status: string | null
  /** How many events it has: those of its rows, and those that its clocks brought about. */
  readonly events: number
  /** How many of its rows were taken. */
  readonly rows: number
  /** How many were not: those that were refused, and all that come after them. */
  readonly left: number
  /** How many of those taken say what was so already. */
  readonly already: number
  /** Why it was refused, or what of it; what could not be read was told when it was. */
  readonly refused: ReadonlyArray<Refused>
}

/** By what tickets are taken. */
export interface Terms {
  readonly numberPrefix: string
  /** The ids of tickets that others name, by their numbers; null before they are known. */
  readonly named: Map<string, string | null>
  /** Whether a ticket is taken up to a row that is refused. */
  readonly partial: boolean
}

/** A ticket that was lived again: what became of it, and what is to be stored for that. */
export interface Decided {
  readonly outcome: Outcome
  readonly commit: Commit | undefined
  /** What it says of others, once it is stored. */
  readonly linked: Linked | undefined
}

/** Decides what becomes of tickets, one after the other; nothing is stored. */
export const decideTickets = (wiring: Wiring, terms: Terms, tickets: ReadonlyArray<TicketRows>) =>
  Effect.forEach(tickets, (ticket) => decideTicket(wiring, terms, ticket))

const decideTicket = Effect.fnUntraced(function* (
  wiring: Wiring,
  { numberPrefix, named, partial }: Terms,
  { ticket, rows }: TicketRows,
) {
  yield* wiring.breathe
  const now = yield* Clock.currentTimeMillis
  const number = `${numberPrefix}${ticket}`
  const leaving = (refused: ReadonlyArray<Refused>) => refusal({ ticket, number, rows, refused })
  const problem = numberProblem(wiring.inForce.profile, number)
  if (problem !== undefined) return leaving(refusedBy([problem], rows[0]?.line ?? 0, ticket))
  const ticketId = ticketIdOf(number, registeredAt(rows))
  const { life, refused } = yield* livedBy(wiring, { ticketId, number, rows, now, named }, partial)
  const { held, commits } = life
  if (held === undefined && life.rows === rows.length)
    return leaving(refusedBy([notRegistered("none of its rows")], rows[0]?.line ?? 0, ticket))
  if (held === undefined || (life.rows < rows.length && !partial)) return leaving(refused)
  const standing = yield* standingOf(wiring, { ticketId, number }, rowIdsOf(commits))
  if (isIn(standing)) return leaving([strange(standing, number, rows)])
  if (named.has(number)) named.set(number, ticketId)
  const { status, version } = held.state
  const commit = whole(held, commits, now)
  const decided: Decided = {
    outcome: {
      ticket,
      number,
      outcome: standing === "same" ? "unchanged" : "taken",
      status,
      events: version,
      rows: life.rows,
      left: rows.length - life.rows,
      already: life.already,
      refused,
    },
    commit: standing === "same" ? undefined : commit,
    linked: { ticketId, commandId: commit.command.id, links: held.state.links },
  }
  return decided
})

// What comes after a row that was refused says nothing of what came before it.
const livedBy = Effect.fnUntraced(function* (wiring: Wiring, story: Story, partial: boolean) {
  const life: Life = yield* live(wiring, story)
  const { refused } = life
  if (!partial || life.rows === story.rows.length) return { life, refused }
  const rows = story.rows.slice(0, life.rows)
  return { life: yield* live(wiring, { ...story, rows }), refused }
})

const registeredAt = (rows: ReadonlyArray<Row>): number =>
  rows.find(({ said }) => said?.kind === "registered")?.at ?? 0

const refusal = ({
  ticket,
  number,
  rows,
  refused,
}: Pick<Outcome, "ticket" | "number" | "refused"> & Pick<TicketRows, "rows">): Decided => {
  const nothing = { status: null, events: 0, rows: 0, already: 0 }
  const left = rows.length
  return {
    outcome: { ticket, number, outcome: "refused", ...nothing, left, refused },
    commit: undefined,
    linked: undefined,
  }
}

type Strange = Exclude<Standing, "absent" | "same">

const isIn = (standing: Standing): standing is Strange =>
  standing === "otherwise" || standing === "taken"

const strange = (standing: Strange, got: string, rows: ReadonlyArray<Row>): Refused => {
  const line = rows[0]?.line ?? 0
  const ticket = rows[0]?.ticket ?? null
  const problem =
    standing === "taken"
      ? { code: "number-taken", expected: "a number that no ticket of this desk has" }
      : { code: "imported-otherwise", expected: "the very rows from which it was imported before" }
  const { code, message } = Problem.within(
    `line ${line}`,
    Problem.make({ ...problem, path: "ticket", got }),
  )
  return { line, ticket, code, message }
}

/**
 * Stores tickets that were decided, and links those that they name to them; what a crash left of
 * that, a repeat does, which finds them unchanged.
 */
export const store = Effect.fnUntraced(function* (
  wiring: Wiring,
  named: Terms["named"],
  decided: ReadonlyArray<Decided>,
): Effect.fn.Return<ReadonlyArray<Outcome>, StoreError | DirectoryError> {
  const outcomes = yield* Effect.onError(storeAll(wiring, decided), () =>
    Effect.sync(() => forget(named, decided)),
  )
  for (const { linked, outcome } of decided)
    if (linked !== undefined)
      yield* linkOthers(wiring, linked).pipe(
        Effect.catchTag("VersionMismatch", () => busy(outcome)),
        // Both tickets are there, and a link of theirs is never refused.
        Effect.catchIf(isNoTrouble, Effect.die),
      )
  return outcomes
})

const isNoTrouble = <E>(error: E): error is Exclude<E, StoreError | DirectoryError> =>
  !(error instanceof StoreError) && !(error instanceof DirectoryError)

// What was not stored is not there to be named.
const forget = (named: Terms["named"], decided: ReadonlyArray<Decided>): void => {
  for (const { outcome } of decided) if (named.has(outcome.number)) named.set(outcome.number, null)
}

// All in one commit of the store, and each by itself.
const storeAll = Effect.fnUntraced(function* (
  { store, tenant }: Wiring,
  decided: ReadonlyArray<Decided>,
): Effect.fn.Return<ReadonlyArray<Outcome>, StoreError> {
  const commits = decided.flatMap(({ commit }) => (commit === undefined ? [] : [commit]))
  const verdicts = commits.length === 0 ? [] : yield* store.commit(tenant, commits)
  const beaten = new Map<Commit | undefined, CommitRefused>()
  for (const [index, verdict] of verdicts.entries())
    if (Result.isFailure(verdict)) beaten.set(commits[index], verdict.failure)
  return yield* Effect.forEach(decided, ({ commit, outcome }) => {
    const refused = commit === undefined ? undefined : beaten.get(commit)
    if (refused === undefined) return Effect.succeed(outcome)
    const unchanged: Outcome = { ...outcome, outcome: "unchanged" }
    return refused._tag === "CommandRepeated" ? Effect.succeed(unchanged) : busy(outcome)
  })
})

const busy = ({ number }: Outcome) =>
  Effect.fail(
    new StoreError({
      reason: "busy",
      detail: `got ticket ${number} from somebody else meanwhile; run the import again`,
    }),
  )
