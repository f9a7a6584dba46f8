// The clocks of arbitrary profiles: those that most desks have, so or so, and odd ones beside.
import type { Profile } from "@upkeep/core"
import fc from "fast-check"

type ClockRule = Profile["policy"]["clocks"][number]
type Condition = ClockRule["starts"][number]
type Target = NonNullable<ClockRule["target"]>

/** Minutes of a business day, which every arbitrary policy names. */
export const businessDayMinutes = 480

const counted = (most: number) => fc.integer({ min: 1, max: most })

export const target: fc.Arbitrary<Target> = fc.oneof(
  fc.record({ workingMinutes: counted(5_760) }),
  fc.record({ elapsedMinutes: counted(20_160) }),
  fc.record({ businessDays: counted(5) }),
  fc.record({ workingDays: counted(10) }),
  fc.record({ calendarDays: counted(30) }),
  fc.record({ calendarMonths: counted(2) }),
)

/** Such a target can stop at no minute of a date. */
const countsDates = (of: Target): boolean =>
  "workingDays" in of || "calendarDays" in of || "calendarMonths" in of

const heard = [
  "Registered",
  "Acknowledged",
  "Assigned",
  "DiagnosisStarted",
  "CauseFound",
  "Escalated",
  "InformationRequested",
  "MessageReceived",
  "ThirdPartyAnswered",
  "Informed",
  "WorkaroundGiven",
  "OptionsOffered",
  "Recommended",
  "DatePromised",
  "ReleaseAwaited",
  "ReleaseShipped",
  "Answered",
  "Completed",
  "Disputed",
  "Reopened",
  "Snoozed",
  "SnoozeEnded",
  "PriorityChanged",
] as const

/** A condition before it is known which states there are. */
type Planned = (states: ReadonlyArray<string>) => Condition

const at = (states: ReadonlyArray<string>, place: number): string =>
  states[place % states.length] ?? "open"

const byWhom = fc.option(fc.subarray(["customer", "agent", "robot"] as const, { minLength: 1 }), {
  freq: 3,
  nil: undefined,
})

const condition: fc.Arbitrary<Planned> = fc.oneof(
  fc
    .tuple(fc.constantFrom(...heard), byWhom, fc.option(fc.nat(99), { nil: undefined, freq: 5 }))
    .map(([event, by, place]): Planned => (states) => ({
      event,
      ...(by === undefined ? {} : { by }),
      ...(place === undefined ? {} : { in: [at(states, place)] }),
    })),
  fc.nat(99).map((place): Planned => (states) => ({ enters: at(states, place) })),
  fc.nat(99).map((place): Planned => (states) => ({ leaves: at(states, place) })),
)

const conditions = (most: number, least = 0) =>
  fc.array(condition, { minLength: least, maxLength: most })

/** A clock before it is known what else there is in the profile. */
export interface PlannedClock {
  readonly target: Target
  readonly fromContract: boolean
  readonly starts: ReadonlyArray<Planned>
  readonly stops: ReadonlyArray<Planned>
  readonly cancels: ReadonlyArray<Planned>
  readonly pausesIn: ReadonlyArray<number>
  readonly pauses: ReadonlyArray<Planned>
  readonly resumes: ReadonlyArray<Planned>
  readonly warnAt: ReadonlyArray<number>
  readonly onBreach: "escalate" | "raise" | undefined
  readonly otherwise: Target | "none" | undefined
}

const running = {
  target,
  fromContract: fc.boolean(),
  cancels: fc.constant<ReadonlyArray<Planned>>([]),
  pausesIn: fc.array(fc.nat(99), { maxLength: 3 }),
  pauses: conditions(1),
  resumes: conditions(1),
  warnAt: fc.subarray([0.5, 0.75, 0.9]),
  onBreach: fc.option(fc.constantFrom("escalate" as const, "raise" as const), {
    freq: 3,
    nil: undefined,
  }),
  otherwise: fc.option(fc.oneof(target, fc.constant("none" as const)), { nil: undefined }),
}

const saying =
  (event: string, ...by: ReadonlyArray<"customer" | "agent">): Planned =>
  () =>
    by.length === 0 ? { event } : { event, by }
const entering =
  (state: string): Planned =>
  () => ({ enters: state })
const leaving =
  (state: string): Planned =>
  () => ({ leaves: state })

const always = (...planned: ReadonlyArray<Planned>) => fc.constant<ReadonlyArray<Planned>>(planned)

/** The clocks that most desks have; what pauses them is arbitrary. */
const firstResponse = fc.record({
  ...running,
  pausesIn: fc.constant([]),
  pauses: always(),
  starts: always(saying("Registered")),
  stops: always(saying("InformationRequested", "agent"), saying("Informed"), saying("Answered")),
  cancels: always(entering("closed")),
})
const resolution = fc.record({
  ...running,
  starts: always(saying("Registered"), saying("Reopened")),
  stops: always(entering("closed")),
  cancels: always(saying("Withdrawn"), saying("Rejected"), saying("Merged")),
})
const customerAnswer = fc.record({
  ...running,
  pausesIn: fc.constant([]),
  pauses: always(),
  starts: always(entering("customers")),
  stops: always(leaving("customers")),
  cancels: always(entering("closed")),
})
/** Whatever starts and stops it: some never start, some never stop, some stand for ever. */
const odd = fc.record({
  ...running,
  starts: conditions(2, 1),
  stops: conditions(2, 1),
  cancels: conditions(1),
})

/** The clocks of a profile, by id. */
export const plannedClocks = fc.record(
  { firstResponse, resolution, customerAnswer, oddA: odd, oddB: odd },
  { requiredKeys: [] },
)

/** What of a profile its clocks name. */
export interface Surroundings {
  readonly states: ReadonlyArray<string>
  readonly requestTypes: ReadonlyArray<string>
  readonly lines: ReadonlyArray<string>
  readonly priorities: ReadonlyArray<string>
}

/** A clock of a profile. */
export const clockOf = (id: string, planned: PlannedClock, around: Surroundings): ClockRule => {
  const { states } = around
  const of = (list: ReadonlyArray<Planned>) => list.map((each) => each(states))
  const cases = casesOf(planned, around)
  // A target of dates knows no pauses and no shares, and no more does any of its cases.
  const targets = [planned.target, ...cases.map(({ target }) => target)]
  const isOfDates = targets.some((each) => each !== "none" && countsDates(each))
  return {
    id,
    target: planned.target,
    ...(cases.length === 0 ? {} : { targets: cases }),
    fromContract: planned.fromContract,
    starts: of(planned.starts),
    stops: of(planned.stops),
    cancels: of(planned.cancels),
    ...(isOfDates
      ? {}
      : {
          pausesIn: [...new Set(planned.pausesIn.map((place) => at(states, place)))],
          pauses: of(planned.pauses),
          resumes: of(planned.resumes),
          warnAt: planned.warnAt,
        }),
    effect: "breach",
    onBreach: actionsOf(planned, around),
  }
}

const casesOf = (
  { otherwise }: PlannedClock,
  { requestTypes }: Surroundings,
): NonNullable<ClockRule["targets"]> => {
  const requestType = requestTypes.at(-1)
  if (otherwise === undefined || requestType === undefined) return []
  return [{ when: { requestType }, target: otherwise }]
}

// Each to the same line: a request that is handed to and fro for ever is refused (PR29).
const actionsOf = (
  { onBreach }: PlannedClock,
  { lines, priorities }: Surroundings,
): NonNullable<ClockRule["onBreach"]> => {
  const [line, priority] = [lines.at(-1), priorities[0]]
  if (onBreach === "escalate") return line === undefined ? [] : [{ escalateTo: line }]
  return onBreach === undefined || priority === undefined ? [] : [{ raisePriorityTo: priority }]
}

/** The clock by which the silence of a customer in a state closes, for some types of requests. */
export const silenceOf = (
  state: "awaitingWord" | "customers",
  target: Target,
  exempt: ReadonlyArray<string>,
): ClockRule => ({
  id: state === "customers" ? "unanswered" : "silence",
  target,
  targets: exempt.map((requestType) => ({ when: { requestType }, target: "none" })),
  starts: [{ enters: state }],
  stops: [{ leaves: state }],
  effect: "close",
})
