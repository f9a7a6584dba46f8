// What arrives while a round trip is under way goes together in the next one, of one tenant each;
// nothing waits to gather more, and tenants take turns.
import { Cause, type Context, Effect, Exit } from "effect"
import { StoreError } from "../../port/StoreError.ts"

/** The most round trips of one kind that an office has under way, each of another tenant. */
export const roundTripsAtMost = 4

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
  isBusy: boolean
}

/** Makes a gathering. */
export const make = <Q, A>(plan: Plan<Q, A>, lent: Lent): Gathering<Q, A> => {
  const lanes = new Map<string, Lane<Q, A>>()
  const ready = new Set<Lane<Q, A>>()
  let underWay = 0
  let isScheduled = false

  const start = (): void => {
    isScheduled = false
    // Those of now: a store that answers without waiting must not keep the event loop here.
    for (const lane of [...ready]) {
      if (underWay >= roundTripsAtMost) return
      ready.delete(lane)
      lane.isBusy = true
      underWay += 1
      Effect.runForkWith(lent.context)(trip(lane))
    }
  }

  // At the end of this turn of the event loop: what has come by then goes along.
  const schedule = (): void => {
    if (isScheduled || ready.size === 0) return
    isScheduled = true
    setImmediate(start)
  }

  const trip = Effect.fnUntraced(function* (lane: Lane<Q, A>) {
    const sent = takenOf(lane, plan.begin())
    const questions = sent.map(({ question }) => question)
    const answers = yield* Effect.exit(Effect.suspend(() => plan.ask(lane.tenant, questions)))
    underWay -= 1
    lane.isBusy = false
    if (lane.waiting.length > 0) ready.add(lane)
    else lanes.delete(lane.tenant)
    schedule()
    for (const [index, { resume }] of sent.entries()) {
      resume(answerOf(answers, index))
      yield* lent.breathe
    }
  })

  const join = (tenant: string, waiting: Waiting<Q, A>): Lane<Q, A> => {
    const lane = lanes.get(tenant) ?? { tenant, waiting: [], isBusy: false }
    lanes.set(tenant, lane)
    lane.waiting.push(waiting)
    if (!lane.isBusy) ready.add(lane)
    schedule()
    return lane
  }

  const leave = (lane: Lane<Q, A>, waiting: Waiting<Q, A>): void => {
    lane.waiting = lane.waiting.filter((each) => each !== waiting)
    if (lane.isBusy || lane.waiting.length > 0) return
    ready.delete(lane)
    lanes.delete(lane.tenant)
  }

  const ask = (tenant: string, question: Q): Effect.Effect<A, StoreError> =>
    Effect.suspend(() => {
      let own: Waiting<Q, A> | undefined
      const answered = Effect.callback<A, StoreError>((resume) => {
        const waiting = { question, resume, isSent: false }
        own = waiting
        const lane = join(tenant, waiting)
        return Effect.sync(() => waiting.isSent || leave(lane, waiting))
      })
      const { givenUp } = plan
      if (givenUp === undefined) return answered
      return Effect.uninterruptible(
        Effect.flatMap(Effect.exit(Effect.interruptible(answered)), (exit) =>
          own?.isSent === true && isGivenUp(exit) ? Effect.fail(givenUp(question)) : exit,
        ),
      )
    })

  return { ask }
}

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

const answerOf = <A>(
  answers: Exit.Exit<ReadonlyArray<Answer<A>>>,
  index: number,
): Effect.Effect<A, StoreError> =>
  Exit.isFailure(answers)
    ? Effect.failCause(answers.cause)
    : (answers.value[index] ?? Effect.fail(unanswered()))

const unanswered = () =>
  new StoreError({
    reason: "outcome-unknown",
    detail: "got fewer answers of the store than questions, expected one each: mend the adapter",
  })
