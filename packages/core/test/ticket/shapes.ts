// The shapes that a process can give the chart.
import type { Shape, Step } from "../../src/ticket/configuration.ts"
import { usual } from "./given.ts"

/** The customer says yes, or the diagnosis goes on. */
export const approval: Step = {
  id: "approval",
  after: "diagnosing",
  before: "solving",
  owner: "customer",
  moves: [
    { id: "approve", to: "solving" },
    { id: "decline", to: "diagnosing" },
  ],
}
/** A third party looks at a release before it is waited for. */
export const review: Step = {
  id: "review",
  after: "solving",
  before: "awaitingRelease",
  owner: "thirdParty",
  moves: [
    { id: "pass", to: "awaitingRelease" },
    { id: "fail", to: "solving" },
  ],
}

/** Everything that a process can switch on, but steps of its own. */
export const full: Shape = {
  ...usual,
  options: true,
  individualWork: true,
  release: true,
  unanswered: true,
  reopening: true,
}
/** The same with two steps of its own. */
export const stepped: Shape = { ...full, steps: [approval, review] }

/** What a process switches, each by itself. */
export const switches = [
  "confirmation",
  "causeFirst",
  "escalation",
  "options",
  "individualWork",
  "release",
  "unanswered",
  "reopening",
  "steps",
] as const

// The design of Plackett and Burman for twelve runs: each two of its columns hold every pair.
const generator = [1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0]
const design = [
  ...generator.map((_, shift) => [...generator.slice(shift), ...generator.slice(0, shift)]),
  generator.map(() => 0),
]

/** Shapes that a process can give the chart: of any two switches every pair of their values. */
export const shapes: ReadonlyArray<Shape> = design.map((row) => {
  const isOn = (name: (typeof switches)[number]) => row[switches.indexOf(name)] === 1
  return {
    confirmation: isOn("confirmation"),
    causeFirst: isOn("causeFirst"),
    escalation: isOn("escalation"),
    options: isOn("options"),
    individualWork: isOn("individualWork"),
    release: isOn("release"),
    unanswered: isOn("unanswered"),
    reopening: isOn("reopening"),
    steps: isOn("steps") ? [approval, ...(isOn("release") ? [review] : [])] : [],
  }
})
