// Who should have a ticket by the rules of its process (M-05): found for commands, and explained.
// Loads are read and not locked: two requests of one instant may find the same person.
import { Clock, Effect } from "effect"
import type { DirectoryError } from "../port/Directory.ts"
import type { StoreError } from "../port/StoreError.ts"
import type { Assignments } from "../port/TicketQuery.ts"
import type { Problem } from "../problem/Problem.ts"
import type * as Process from "../process/Process.ts"
import * as Member from "../roster/Member.ts"
import * as Routing from "../roster/Routing.ts"
import type { Circumstances, Registration } from "../ticket/Circumstances.ts"
import type { State } from "../ticket/State.ts"
import { heldOf } from "./row.ts"
import { rowOf } from "./summary.ts"
import type { Wiring } from "./wiring.ts"

/** What the routing of a ticket's process would decide now, and why. */
export interface RoutingExplanation {
  /** Who would get it, or why nobody would; and of everybody else why not. */
  readonly routed: Routing.Routed | Routing.Unrouted
  /** The same as lines of text, with people's names and in the time of the desk. */
  readonly text: { readonly [language in Language]: ReadonlyArray<string> }
  /** What is wrong with members of the staff, who are passed over until that is mended. */
  readonly problems: ReadonlyArray<Problem>
}

type Language = Routing.RoutingTextOptions["language"]

/** A ticket as far as its routing asks; one that is not registered yet has an empty status. */
export type Routable = Omit<Routing.Facts, "fields"> & Pick<State, "fields" | "assignee" | "status">

type Found = Pick<Circumstances, "routed">

/** A request that is about to be registered, on the first line of its process. */
export const newTicket = (
  { lines }: Process.Process,
  { requestType, priority, fields = {} }: Registration,
  channel: string,
): Routable => {
  const [line = ""] = lines
  const facts = { requestType, priority: priority ?? null, line, channel, fields }
  return { ...facts, assignee: null, status: "" }
}

/**
 * The executor whom the routing finds for a command that the ticket needs anyway. A directory that
 * is away keeps no request from being registered or handed over: it is said, and nobody gets it.
 */
export const routedWhereFound = (
  wiring: Wiring,
  process: Process.Process,
  ticket: Routable,
  at: number,
): Effect.Effect<Found, StoreError> =>
  Effect.catchTag(routedTo(wiring, process, ticket, at), "DirectoryError", (error) =>
    Effect.as(
      Effect.logError(`upkeep: a request is routed to nobody: ${error.message}`),
      noExecutor,
    ),
  )

/** The executor whom the routing finds, for who asks for nothing else. */
export const routedTo = Effect.fnUntraced(function* (
  wiring: Wiring,
  process: Process.Process,
  ticket: Routable,
  at: number,
): Effect.fn.Return<Found, StoreError | DirectoryError> {
  const { routed } = yield* routing(wiring, process, ticket, at)
  if ("nobody" in routed) return noExecutor
  const { assignee, rule, candidates } = routed
  return { routed: { assignee, rule, candidates } }
})

/** Explains the routing of a ticket, by its id or its number. */
export const explainRouting = Effect.fnUntraced(function* (wiring: Wiring, ticket: string) {
  const { state } = yield* Effect.flatMap(rowOf(wiring, ticket), heldOf)
  const process = yield* wiring.processOf(state.process)
  const at = yield* Clock.currentTimeMillis
  const { routed, problems, names } = yield* routing(wiring, process, state, at)
  const { timeZone } = process.calendar
  const nameOf = (member: string) => names.get(member) ?? member
  const textIn = (language: Language) => Routing.routingText(routed, { language, timeZone, nameOf })
  const text = { en: textIn("en"), ru: textIn("ru") }
  const explanation: RoutingExplanation = { routed, text, problems }
  return explanation
})

const noExecutor: Found = {}

interface Outcome {
  readonly routed: Routing.Routed | Routing.Unrouted
  readonly problems: ReadonlyArray<Problem>
  readonly names: ReadonlyMap<string, string>
}

/** What it comes to where there are no rules, or nothing is routed: nobody is asked. */
const unasked = (at: number): Outcome => ({
  routed: { nobody: "noRule", why: { at, tried: [] } },
  problems: [],
  names: new Map(),
})

const routing = Effect.fnUntraced(function* (
  wiring: Wiring,
  { profile: { routing: rules }, workingTime }: Process.Process,
  ticket: Routable,
  at: number,
): Effect.fn.Return<Outcome, StoreError | DirectoryError> {
  if (rules === undefined || !wiring.routes) return unasked(at)
  const { members, problems, timesAt } = yield* peopleOf(wiring)
  // Nobody else can take it.
  const asked = members.filter(
    (member) => Member.serves(member, ticket.line) && !Member.hasLeft(member, at),
  )
  const given = yield* assignmentsOf(wiring, asked)
  const routed = Routing.route(rules, {
    facts: ticket,
    members,
    ...countedBeside(ticket, given),
    at,
    workingTimeOf: timesAt(workingTime),
  })
  return { routed, problems, names: new Map(members.map(({ id, name }) => [id, name])) }
})

// A mistake in one of the staff must not turn a customer away; it is said loudly, and once while
// the directory answers the same: a busy desk would fill its log.
const peopleOf = Effect.fnUntraced(function* ({ directory, tenant, judged }: Wiring) {
  const { roster, problems, timesAt, isNew } = judged(yield* directory.staff(tenant))
  if (isNew) for (const { message } of problems) yield* Effect.logError(`upkeep: staff: ${message}`)
  return { members: roster.members, problems, timesAt }
})

const assignmentsOf = ({ query, tenant }: Wiring, members: ReadonlyArray<Member.Member>) =>
  members.length === 0
    ? Effect.succeed([])
    : query.assignments(
        tenant,
        members.map(({ id }) => id),
      )

// The ticket itself is no burden to who has it: else it would go to and fro between two of them.
const countedBeside = (
  { assignee, status }: Routable,
  given: ReadonlyArray<Assignments>,
): Pick<Routing.Situation, "loads" | "lastAssigned"> => {
  const own = (each: Assignments) =>
    each.assignee === assignee && status.startsWith("open") && each.open > 0 ? 1 : 0
  return {
    loads: new Map(given.map((each) => [each.assignee, each.open - own(each)])),
    lastAssigned: new Map(
      given.flatMap(({ assignee: id, lastAssignedAt }) =>
        lastAssignedAt === null ? [] : [[id, lastAssignedAt] as const],
      ),
    ),
  }
}
