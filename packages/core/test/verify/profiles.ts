// Processes of every kind, sound or not: ways, steps, fields and clocks as a profile may have them,
// and charts from which somebody took something away.
import { Result } from "effect"
import fc from "fast-check"
import * as Process from "../../src/process/Process.ts"
import { type Profile, type Step } from "../../src/process/Profile.ts"
import { standard } from "../../src/process/Standard.ts"
import * as Terms from "../../src/sla/Terms.ts"
import { edited, labels, withNext } from "./breaking.ts"

const stepsOf = (
  places: ReadonlyArray<readonly [after: string, before: string]>,
): fc.Arbitrary<ReadonlyArray<Step>> =>
  fc
    .array(
      fc.record({
        place: fc.constantFrom(...places),
        owner: fc.constantFrom("vendor", "customer", "thirdParty"),
        to: fc.subarray(["back", "diagnosing", "solving"]),
      }),
      { maxLength: 2 },
    )
    .map((steps) =>
      steps.map(({ place: [after, before], owner, to }, index) => ({
        id: `step${index}`,
        labels,
        after,
        before,
        owner,
        moves: ["next", ...to].map((each) => ({ id: `to-${each}`, labels, to: each })),
      })),
    )

/** A profile by the parts of which its chart depends. */
const base = fc.record({
  confirmation: fc.boolean(),
  causeFirst: fc.boolean(),
  individualWork: fc.boolean(),
  release: fc.boolean(),
  unanswered: fc.boolean(),
  lines: fc.constantFrom(standard.lines, standard.lines.slice(0, 1)),
  reopening: fc.boolean(),
  steps: stepsOf([
    ["registered", "diagnosing"],
    ["diagnosing", "solving"],
  ]),
})

const { reopenWithin, ...lasting } = standard

const silence = (id: string, state: string) => ({
  id,
  target: { calendarDays: 3 },
  starts: [{ enters: state }],
  stops: [{ leaves: state }],
  effect: "close",
})

/** Of how many charts the profiles of one run are made: XState is slow to tell a table. */
export const chartsAtMost = 100

const made = fc
  .sample(base, { numRuns: chartsAtMost, seed: 6 })
  .flatMap((each): ReadonlyArray<Process.Process> => {
    const { confirmation, unanswered, reopening, ...over } = each
    const clocks = [
      ...standard.policy.clocks.filter(({ id }) => id === "firstResponse" || id === "nextReply"),
      ...(confirmation ? [silence("silence", "awaitingWord")] : []),
      ...(unanswered ? [silence("unanswered", "customers")] : []),
    ]
    const profile = {
      ...lasting,
      ...over,
      confirmation,
      unanswered,
      ...(reopening ? { reopenWithin } : {}),
      fields: [{ id: "scan", kind: "file", labels }],
      labels: {},
      notices: [],
      policy: { id: "p", version: "1", clocks },
    }
    const process = Process.make(profile)
    return Result.isSuccess(process) ? [process.success] : []
  })

/** What a profile says beside, which no chart depends on. */
const manner = fc.record({
  environments: fc.oneof(
    { weight: 4, arbitrary: fc.constant(standard.environments) },
    { weight: 1, arbitrary: fc.constant([]) },
  ),
  required: rarely(["environment", "period"]),
  wished: rarely(["files"]),
  fields: rarely(["scan"]),
  demanded: rarely(["environment", "period", "files", "scan"]),
  /** Whether the moves of steps demand it all, or the first of them alone. */
  all: fc.boolean(),
  without: rarely(["silence", "unanswered", "nextReply"]),
  stops: fc.constantFrom("as before", "as before", "never", "answered"),
})
type Manner = typeof manner extends fc.Arbitrary<infer A> ? A : never

function rarely(names: ReadonlyArray<string>): fc.Arbitrary<ReadonlyArray<string>> {
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.subarray([...names]) },
  )
}

const mannered = (process: Process.Process, given: Manner): Process.Process => {
  const { environments, required, wished, fields, demanded, all, without, stops } = given
  const { profile, ref } = process
  const [type = { id: "request", labels }] = profile.requestTypes
  const others: Partial<Profile> = {
    environments,
    requestTypes: [{ ...type, required, wished, fields }],
    steps: (profile.steps ?? []).map((step) => ({
      ...step,
      moves: step.moves.map((move, index) =>
        all || index === 0 ? { ...move, required: demanded } : move,
      ),
    })),
    policy: {
      ...profile.policy,
      clocks: profile.policy.clocks
        .filter(({ id }) => !without.includes(id))
        .map((clock) => (clock.id === "firstResponse" ? { ...clock, ...ends[stops] } : clock)),
    },
  }
  const varied = { ...profile, ...others }
  const { timeOf } = process.terms
  return { ...process, profile: varied, terms: Terms.make({ ref, policy: varied.policy, timeOf }) }
}

const ends = {
  "as before": {},
  never: { stops: [{ event: "Answered", by: ["customer"] }], cancels: [] },
  answered: { stops: [{ event: "Answered" }], cancels: [] },
} as const

/** What somebody took away: signals from a state, or the means to settle what is owed there. */
interface Loss {
  readonly state: string
  readonly turn: string
  readonly lost: ReadonlyArray<string>
  readonly tags: ReadonlyArray<string>
}

const loses = (...signals: ReadonlyArray<string>): fc.Arbitrary<ReadonlyArray<string>> =>
  fc.constant(signals)

const damage: fc.Arbitrary<ReadonlyArray<Loss>> = fc.array(
  fc.record({
    state: fc.constantFrom(
      "registered",
      "diagnosing",
      "escalated",
      "solving",
      "fixing",
      "awaitingRelease",
      "step0",
      "step1",
      "answering",
      "awaitingWord",
      "heard",
    ),
    turn: fc.constantFrom("", "", "ours", "customers", "thirdPartys"),
    lost: fc.oneof(
      fc.subarray(
        ["Answered", "CauseFound", "DiagnosisStarted", "Escalated", "FixStarted", "ReleaseAwaited"],
        { minLength: 3 },
      ),
      loses("StepTaken"),
      loses("Completed"),
      loses("SilenceElapsed"),
      loses("TurnPassed"),
      loses("Confirmed", "Disputed", "Thanked"),
    ),
    tags: fc.oneof(loses(), loses(), loses("workable"), loses("asking")),
  }),
  { maxLength: 3 },
)

const headOf = (signal: string): string => signal.split(".")[0] ?? ""

const damaged = (process: Process.Process, all: ReadonlyArray<Loss>): Process.Process =>
  all.reduce(
    (now, { state, turn, lost, tags }) =>
      edited(now, (each) => {
        const [, inner, whose = ""] = each.status.split(".")
        if (inner !== state || !whose.startsWith(turn)) return each
        const next = [...each.next].filter(([signal]) => !lost.includes(headOf(signal)))
        const left = withNext(each, new Map(next))
        return { ...left, tags: new Set([...each.tags].filter((tag) => !tags.includes(tag))) }
      }),
    process,
  )

/** How a process is to be made: of which chart, with what beside it, what of it is taken away. */
export const plan = fc.record({
  chart: fc.nat(made.length - 1),
  manner,
  damage: fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: damage }),
})

/** A process, sound or not. */
export const processOf = (planned: typeof plan extends fc.Arbitrary<infer A> ? A : never) => {
  const process = made[planned.chart]
  if (process === undefined) throw new Error("no such chart")
  return damaged(mannered(process, planned.manner), planned.damage)
}
