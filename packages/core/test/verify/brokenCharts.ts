// Processes whose charts, or whose ways along them, have one flaw each.
import type * as Process from "../../src/process/Process.ts"
import { standard } from "../../src/process/Standard.ts"
import type { Configuration } from "../../src/ticket/Lifecycle.ts"
import {
  type Broken,
  type Edit,
  edited,
  keeping,
  labels,
  leading,
  madeWith,
  step,
  typed,
  withClock,
  withNext,
  withProfile,
} from "./breaking.ts"

const trap = /^open\.(?:fixing|escalated)\./
const [first] = standard.lines

const walled: Edit = (each) =>
  each.status === "open.fixing.customers"
    ? {
        ...withNext(
          each,
          new Map([...each.next].filter(([signal]) => /^(?:TurnPassed|Withdrawn)/.test(signal))),
        ),
        tags: new Set([...each.tags].filter((tag) => tag !== "workable")),
      }
    : each

// Nothing leads to where the owner of the step has the turn.
const ownerless: Edit = (each) => {
  const lost = "open.approval.customers"
  return each.status === lost
    ? undefined
    : withNext(each, new Map([...each.next].filter(([, to]) => to !== lost)))
}

const extra: Configuration = {
  status: "open.lost.ours",
  states: new Set(["open", "lost", "ours"]),
  tags: new Set(),
  heads: new Set(["Withdrawn"]),
  next: new Map([["Withdrawn", "closed.withdrawn"]]),
}
const withExtra = (process: Process.Process): Process.Process => {
  const { lifecycle } = process
  const table = new Map([...lifecycle.table, [extra.status, extra] as const])
  return { ...process, lifecycle: { ...lifecycle, table } }
}

export const brokenCharts: ReadonlyArray<Broken> = [
  {
    code: "leads-nowhere",
    flaw: "PR04 an arrow leads to a configuration that the chart lacks",
    process: edited(madeWith(), leading("open.diagnosing.ours", "CauseFound", "open.done.ours")),
    at: "open.diagnosing.ours",
    path: ["DiagnosisStarted"],
  },
  {
    code: "unreachable",
    flaw: "PR12 a step leads past the diagnosis, to which nothing else leads",
    process: madeWith({
      ...step({ after: "registered", before: "diagnosing" }, { to: "solving" }),
      lines: [first],
    }),
    at: "diagnosing",
  },
  {
    code: "unreachable",
    flaw: "PR12 a step that requests of no type take",
    process: madeWith({ ...step(), ...typed({ way: { steps: [] } }) }),
    at: "steps[0]",
  },
  {
    code: "unreachable",
    flaw: "a label of a state that no way has",
    process: madeWith({ lines: [first], labels: { escalated: labels } }),
    at: "labels.escalated",
  },
  {
    code: "unreachable",
    flaw: "a clock pauses in a step that requests of no type take",
    process: withProfile(madeWith(), withClock({ pausesIn: ["approval"] })),
    at: "policy.clocks[5].pausesIn[0]",
  },
  {
    code: "unreachable",
    flaw: "a configuration without any arrow to it",
    process: withExtra(madeWith()),
    at: "open.lost.ours",
  },
  {
    code: "wrong-close",
    flaw: "M-14 an answer closes as a silence would",
    process: edited(madeWith(), leading("open.solving.ours", "Answered", "closed.silence")),
    at: "open.solving.ours",
    path: ["DiagnosisStarted", "CauseFound"],
  },
  {
    code: "wrong-close",
    flaw: "B-05 what closed unanswered hears a word to be ruled",
    process: edited(
      madeWith({
        unanswered: true,
        ...withClock({
          target: { calendarDays: 30 },
          starts: [{ enters: "customers" }],
          stops: [{ leaves: "customers" }],
          effect: "close",
        }),
      }),
      leading("closed.unanswered", "WordHeard", "closed.reheard"),
    ),
    at: "closed.unanswered",
    path: ["TurnPassed.customers", "SilenceElapsed"],
  },
  {
    code: "wrong-close",
    flaw: "PR17 a clock would close requests in the midst of the work",
    process: withProfile(
      madeWith(),
      withClock({
        effect: "close",
        starts: [{ enters: "solving" }],
        stops: [{ leaves: "solving" }],
      }),
    ),
    at: "policy.clocks[5].effect",
    path: ["DiagnosisStarted", "CauseFound"],
  },
  {
    code: "cannot-close",
    flaw: "PR06 two states that lead to each other alone",
    process: edited(madeWith(), keeping(trap, /^(?:FixStarted|Escalated$|TurnPassed)/)),
    at: "open.escalated.ours",
    path: ["Escalated"],
  },
  {
    code: "no-answer",
    flaw: "PR09 two states that lead to each other, or to giving it up",
    process: edited(
      madeWith(),
      keeping(trap, /^(?:FixStarted|Escalated$|TurnPassed|Withdrawn|Rejected|Merged)/),
    ),
    at: "open.escalated.ours",
    path: ["Escalated"],
  },
  {
    code: "nobody-owes",
    flaw: "a state in which the turn is ours, and we can only ask or give it up",
    process: edited(madeWith(), keeping(/^open\.fixing\.ours$/, /^(?:TurnPassed|Withdrawn)/)),
    at: "open.fixing.ours",
  },
  {
    code: "nobody-owes",
    flaw: "a step whose owner never gets the turn",
    process: edited(madeWith(step()), ownerless),
    at: "open.approval.ours",
  },
  {
    code: "no-way-out-of-waiting",
    flaw: "M-14 no clock ends the wait for the customer's word",
    process: madeWith({
      policy: {
        ...standard.policy,
        clocks: standard.policy.clocks.filter(({ id }) => id !== "silence"),
      },
    }),
    at: "completed.awaitingWord",
    path: ["Answered", "Completed"],
  },
  {
    code: "no-way-out-of-waiting",
    flaw: "M-14 the clock that ends the wait is not owed to requests of one line",
    process: madeWith({
      policy: {
        ...standard.policy,
        clocks: standard.policy.clocks.map((each) =>
          each.id === "silence"
            ? { ...each, targets: [{ when: { line: "second" }, target: "none" }] }
            : each,
        ),
      },
    }),
    at: "completed.awaitingWord",
  },
  {
    code: "no-way-out-of-waiting",
    flaw: "while the customer owes an answer, nobody of ours can do anything",
    process: edited(madeWith(), walled),
    at: "open.fixing.customers",
    path: ["FixStarted", "TurnPassed.customers"],
  },
]
