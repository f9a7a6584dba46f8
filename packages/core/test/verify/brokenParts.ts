// Processes whose clocks, notices, fields or words have one flaw each.
import { Result } from "effect"
import * as Process from "../../src/process/Process.ts"
import { standard } from "../../src/process/Standard.ts"
import { type Broken, labels, madeWith, step, typed, withClock, withProfile } from "./breaking.ts"

const { reopenWithin: _, ...lasting } = standard
const file = [{ id: "scan", kind: "file", labels }]
const nudge = (over: object) => ({
  ...withClock({
    starts: [{ enters: "awaitingWord" }],
    stops: [{ leaves: "awaitingWord" }],
    ...over,
  }),
  notices: [
    ...standard.notices,
    { event: "ClockBreached", clock: "c", channel: "email", text: "reminder" },
  ],
})

export const brokenParts: ReadonlyArray<Broken> = [
  {
    code: "clock-never-starts",
    flaw: "a clock waits for an answer that a customer gives",
    process: madeWith(withClock({ starts: [{ event: "Answered", by: ["customer"] }] })),
    at: "policy.clocks[5].starts",
  },
  {
    code: "clock-never-counts",
    flaw: "P6 a clock is paused whoever owes the next move, and after the answer",
    process: madeWith({
      policy: {
        ...standard.policy,
        clocks: standard.policy.clocks.map((each) =>
          each.id === "resolution"
            ? { ...each, pausesIn: [...(each.pausesIn ?? []), "ours"] }
            : each,
        ),
      },
    }),
    at: "policy.clocks[1]",
    path: [],
  },
  {
    code: "clock-never-counts",
    flaw: "P6 an event holds a clock from its start, and none lets it go on",
    process: madeWith(withClock({ pauses: [{ event: "Registered" }] })),
    at: "policy.clocks[5]",
    path: [],
  },
  {
    code: "clock-never-stops",
    flaw: "a clock ends with an answer that a customer gives",
    process: madeWith(withClock({ stops: [{ event: "Answered", by: ["customer"] }], cancels: [] })),
    at: "policy.clocks[5]",
    path: [],
  },
  {
    code: "clock-runs-where-nobody-acts",
    flaw: "a clock runs on in requests that were withdrawn",
    process: madeWith(withClock({ cancels: [] })),
    at: "policy.clocks[5]",
    path: ["Withdrawn"],
  },
  {
    code: "reminder-at-start",
    flaw: "M-09 a warning an hour before the end of an hour",
    process: madeWith(withClock({ warnBefore: [60, 15] })),
    at: "policy.clocks[5].warnBefore[0]",
  },
  {
    code: "reminder-after-deadline",
    flaw: "a warning at one and a half of the target",
    process: withProfile(madeWith(), withClock({ warnAt: [1.5] })),
    at: "policy.clocks[5].warnAt[0]",
  },
  {
    code: "reminder-after-deadline",
    flaw: "the customer is reminded after two working days, of a Friday's answer after its closing",
    process: madeWith(nudge({ target: { workingDays: 2 } })),
    at: "policy.clocks[5].target",
  },
  {
    code: "notice-never-sent",
    flaw: "a letter about a reopening, where nothing is reopened",
    process: Result.getOrThrow(Process.make(lasting)),
    at: "notices[16].event",
  },
  {
    code: "notice-never-sent",
    flaw: "a letter about the warnings of a clock that has none",
    process: madeWith({
      notices: [
        ...standard.notices,
        { event: "ClockWarned", clock: "customerAnswer", channel: "email", text: "reminder" },
      ],
    }),
    at: "notices[17].event",
  },
  {
    code: "unreachable-field",
    flaw: "B-03 an environment is required, and there is none",
    process: madeWith({ environments: [], ...typed({ required: ["environment"] }) }),
    at: "requestTypes[0].required[0]",
  },
  {
    code: "unreachable-field",
    flaw: "mails alone open requests, and would have to bring a period",
    process: madeWith({ channels: ["email"], ...typed({ required: ["period"] }) }),
    at: "requestTypes[0].required[0]",
  },
  {
    code: "unreachable-field",
    flaw: "a step demands the period, which requests may lack",
    process: madeWith({ ...step({}, { required: ["period"] }), ...typed({ wished: ["period"] }) }),
    at: "steps[0].moves[0].required[0]",
    path: ["DiagnosisStarted", "CauseFound"],
  },
  {
    code: "unreachable-field",
    flaw: "a step demands a file, which no move brings",
    process: madeWith({ ...step({}, { required: ["scan"] }), fields: file }),
    at: "steps[0].moves[0].required[0]",
  },
  {
    code: "missing-words",
    flaw: "a line has no name in Russian",
    process: withProfile(madeWith(), { lines: [{ id: "first", labels: { en: "First" } }] }),
    at: "lines[0].labels.ru",
  },
  {
    code: "missing-words",
    flaw: "a notice has a text of no words in one language",
    process: withProfile(madeWith(), {
      texts: {
        ...standard.texts,
        assigned: { ...standard.texts["assigned"], ru: { subject: "Назначен", body: " \n" } },
      },
    }),
    at: "notices[2].text.body.ru",
  },
  {
    code: "missing-words",
    flaw: "a state is called nothing in one language",
    process: withProfile(madeWith(), {
      labels: { ...standard.labels, fixing: { en: "Fixing", ru: " " } },
    }),
    at: "labels.fixing.ru",
    path: ["FixStarted"],
  },
]
