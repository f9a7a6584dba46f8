// The decision core, in parts: what is mutated, and by which tests each part is judged.

/** A part of the decision core. */
export interface Core {
  readonly name: string
  readonly words: string
  /** Files and patterns, from the root. */
  readonly mutate: ReadonlyArray<string>
  readonly tests: ReadonlyArray<string>
  /** Whether what a test builds is kept for those after it. */
  readonly remembered?: boolean
}

const files = (folder: string, names: string): ReadonlyArray<string> =>
  names.split(" ").map((name) => `packages/core/src/${folder}/${name}.ts`)

// Left out: texts for people (sla/explanation), schemas (ticket/command, ticket/event), and how a
// calendar is given and read (calendar/{Calendar,LocalTime,form,marks,*Faults} and the tables).
export const cores: ReadonlyArray<Core> = [
  {
    name: "lifecycle",
    words: "the chart, and its table",
    mutate: files("ticket", "Lifecycle chart workArrows configuration timers"),
    tests: ["packages/core/test/ticket/!(malformed).test.ts"],
    remembered: true,
  },
  {
    name: "decide",
    words: "what a command may do, and what an event does to the state and to obligations",
    mutate: files("ticket", "decide decide/* reject evolve changed Obligation"),
    tests: ["packages/core/test/ticket/!(malformed|Lifecycle.graph).test.ts"],
  },
  {
    name: "sla",
    words: "clocks, targets, due times",
    mutate: files("sla", "Clock Deadline Policy Target Terms Wake change hearing run"),
    tests: ["packages/core/test/sla/*.test.ts"],
  },
  {
    name: "calendar",
    words: "working time",
    mutate: files(
      "calendar",
      "Interval WorkingTime hours landing openTime probe segments stretches switches timeline " +
        "worked zone",
    ),
    tests: ["packages/core/test/calendar/*.test.ts"],
  },
]
