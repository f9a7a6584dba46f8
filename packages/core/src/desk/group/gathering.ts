// What arrives while a round trip is under way goes together in the next one, of one tenant each;
// nothing waits to gather more, and tenants take turns.
import { Cause, type Context, Effect, Exit } from "effect"
import { StoreError } from "../../port/StoreError.ts"

/** The most round trips of one kind that an office has under way. */
export const roundTripsAtMost = 4

/**
 * The most of them that are one tenant's: while the store works on one, the next is decided, and
 * what is decided need not wait for those before it.
 */
export const roundTripsOfTenant = 2

/** The fewest questions for which a round trip begins before the turn of the event loop ends. */
export const questionsBegun = 8

/** The answer to one question, whatever became of the others of its round trip. */
export type Answer<A> = Exit.Exit<A, StoreError>

/** What a gathering does. */
export interface Plan<Q, A> {
  /**
   * Begins a round trip: says of one question after the other whether it joins. The first one does,
   * whatever is said.
   */
  readonly begin: () => (question: Q) => boolean
  /** The answers, in the order of the questions. */
  readonly ask: (
    tenant: string,
    questions: ReadonlyArray<Q>,
  ) => Effect.Effect<ReadonlyArray<Answer<A>>>
  /**
   * How many questions may come at one time. Where it is known, half of them go ahead: the store
   * works on those while the others are decided.
   */
  readonly expected?: () => number
  /** Hears each answer as it comes, also where nobody waits for it any more. */
  readonly heard?: (tenant: string, question: Q, answer: Answer<A>) => void
  /** What is said to one who gave up after it was sent; else it is an interruption. */
  readonly givenUp?: (question: Q) => StoreError
}

/** What the office lends to its round trips: services, and a look at the host's event loop. */
export interface Lent {
  readonly context: Context.Context<never>
  readonly breathe: Effect.Effect<void>
}

/** Asks together what is asked at one time. */
export interface Gathering<Q, A> {
  /**
   * Asks one question. Who is interrupted before it was sent takes it back; a round trip that was
   * begun is never broken off.
   */
  readonly ask: (tenant: string, question: Q) => Effect.Effect<A, StoreError>
}

interface Waiting<Q, A> {
  readonly question: Q
  readonly resume: (answer: Effect.Effect<A, StoreError>) => void
  isSent: boolean
}

interface Lane<Q, A> {
  readonly tenant: string
  waiting: Array<Waiting<Q, A>>
  underWay: number
}

interface State<Q, A> extends Lent {
  readonly plan: Plan<Q, A>
  readonly lanes: Map<string, Lane<Q, A>>
  /** Those with questions that may begin a round trip, in the order of their turns. */
  readonly ready: Set<Lane<Q, A>>
  underWay: number
  isScheduled: boolean
  /** Whether the store answers without waiting, as far as is known: it does nothing meanwhile. */
  answersAtOnce: boolean
}

/** Makes a gathering. */
export const make = <Q, A>(plan: Plan<Q, A>, lent: Lent): Gathering<Q, A> => {
  const state: State<Q, A> = {
    ...lent,
    plan,
    lanes: new Map(),
    ready: new Set(),
    underWay: 0,
    isScheduled: false,
    answersAtOnce: false,
  }
  return { ask: (tenant, question) => Effect.suspend(() => asked(state, tenant, question)) }
}

const asked = <Q, A>(
  state: State<Q, A>,
  tenant: string,
  question: Q,
): Effect.Effect<A, StoreError> => {
  let own: Waiting<Q, A> | undefined
  const answered = Effect.callback<A, StoreError>((resume) => {
    const waiting = { question, resume, isSent: false }
    own = waiting
    const lane = join(state, tenant, waiting)
    return Effect.sync(() => waiting.isSent || leave(state, lane, waiting))
  })
  const { givenUp } = state.plan
  if (givenUp === undefined) return answered
  return Effect.uninterruptible(
    Effect.flatMap(Effect.exit(Effect.interruptible(answered)), (exit) =>
      own?.isSent === true && isGivenUp(exit) ? Effect.fail(givenUp(question)) : exit,
    ),
  )
}

const join = <Q, A>(state: State<Q, A>, tenant: string, waiting: Waiting<Q, A>): Lane<Q, A> => {
  const lane = state.lanes.get(tenant) ?? { tenant, waiting: [], underWay: 0 }
  state.lanes.set(tenant, lane)
  lane.waiting.push(waiting)
  if (lane.underWay < roundTripsOfTenant) state.ready.add(lane)
  if (isHalf(state, lane)) state.answersAtOnce = begin(state, lane)
  else schedule(state)
  return lane
}

const isHalf = <Q, A>(state: State<Q, A>, lane: Lane<Q, A>): boolean =>
  state.plan.expected !== undefined &&
  lane.waiting.length >= Math.max(questionsBegun, state.plan.expected() / 2) &&
  state.ready.has(lane) &&
  state.underWay < roundTripsAtMost &&
  !state.answersAtOnce

const leave = <Q, A>(state: State<Q, A>, lane: Lane<Q, A>, waiting: Waiting<Q, A>): void => {
  lane.waiting = lane.waiting.filter((each) => each !== waiting)
  if (lane.waiting.length > 0) return
  state.ready.delete(lane)
  if (lane.underWay === 0) state.lanes.delete(lane.tenant)
}

// At the end of this turn of the event loop: what has come by then goes along.
const schedule = <Q, A>(state: State<Q, A>): void => {
  if (state.isScheduled || state.ready.size === 0) return
  state.isScheduled = true
  setImmediate(() => start(state))
}

const start = <Q, A>(state: State<Q, A>): void => {
  state.isScheduled = false
  // Those of now: a store that answers without waiting must not keep the event loop here.
  const now = [...state.ready].slice(0, roundTripsAtMost - state.underWay)
  for (const lane of now) if (state.ready.has(lane)) state.answersAtOnce = begin(state, lane)
}

// Says whether the answers are there already.
const begin = <Q, A>(state: State<Q, A>, lane: Lane<Q, A>): boolean => {
  const { underWay } = state
  state.ready.delete(lane)
  lane.underWay += 1
  state.underWay += 1
  Effect.runForkWith(state.context)(trip(state, lane))
  return state.underWay <= underWay
}

const trip = Effect.fnUntraced(function* <Q, A>(state: State<Q, A>, lane: Lane<Q, A>) {
  const { plan, ready, lanes, breathe } = state
  const sent = takenOf(lane, plan.begin())
  // What a full batch left behind need not wait for it.
  if (lane.waiting.length > 0 && lane.underWay < roundTripsOfTenant) {
    ready.add(lane)
    schedule(state)
  }
  const questions = sent.map(({ question }) => question)
  const answers = yield* Effect.exit(Effect.suspend(() => plan.ask(lane.tenant, questions)))
  state.underWay -= 1
  lane.underWay -= 1
  if (lane.waiting.length > 0) ready.add(lane)
  else if (lane.underWay === 0) lanes.delete(lane.tenant)
  schedule(state)
  for (const [index, { question, resume }] of sent.entries()) {
    const answer = answerOf(answers, index)
    plan.heard?.(lane.tenant, question, answer)
    resume(answer)
    yield* breathe
  }
})

const isGivenUp = (exit: Exit.Exit<unknown, unknown>): boolean =>
  Exit.isFailure(exit) && Cause.hasInterruptsOnly(exit.cause)

// Those that join, in their order; the others stay, in theirs.
const takenOf = <Q, A>(
  lane: Lane<Q, A>,
  joins: (question: Q) => boolean,
): ReadonlyArray<Waiting<Q, A>> => {
  const taken: Array<Waiting<Q, A>> = []
  const left: Array<Waiting<Q, A>> = []
  for (const waiting of lane.waiting)
    if (joins(waiting.question) || taken.length === 0) taken.push(waiting)
    else left.push(waiting)
  lane.waiting = left
  for (const waiting of taken) waiting.isSent = true
  return taken
}

const answerOf = <A>(answers: Exit.Exit<ReadonlyArray<Answer<A>>>, index: number): Answer<A> =>
  Exit.isFailure(answers)
    ? Exit.failCause(answers.cause)
    : (answers.value[index] ?? Exit.fail(unanswered()))

const unanswered = () =>
  new StoreError({
    reason: "outcome-unknown",
    detail: "got fewer answers of the store than questions, expected one each: mend the adapter",
  })
