// The desk on which the logs are lived again, and the policies by which they are asked.
import { standard } from "@upkeep/core"

const labels = { en: "Third line", ru: "Третья линия" }
const clock = { starts: [{ event: "Registered" }], cancels: [], effect: "breach" } as const

const policyOf = (id: string, response: object, resolution: object) => ({
  id,
  version: "1",
  clocks: [
    {
      ...clock,
      id: "firstResponse",
      target: response,
      stops: [
        { event: "InformationRequested", by: ["agent"] },
        { event: "Answered", by: ["agent"] },
      ],
    },
    {
      ...clock,
      id: "resolution",
      target: resolution,
      stops: [{ enters: "closed" }],
      pausesIn: ["customers", "thirdPartys", "awaitingWord", "heard"],
    },
    {
      id: "silence",
      target: { calendarDays: 30 },
      starts: [{ enters: "awaitingWord" }],
      stops: [{ leaves: "awaitingWord" }],
      effect: "close",
    },
  ],
})

/** The process: three lines, and a promise of two working days and ten. */
export const process = {
  ...standard,
  id: "logs",
  channels: ["log"],
  lines: [...standard.lines, { id: "third", labels }],
  notices: [],
  calendar: { ...Object(standard.calendar), timeZone: "Europe/Rome" },
  policy: policyOf("logs", { workingMinutes: 1_080 }, { workingMinutes: 5_400 }),
}

/** Other promises. */
export const policies = {
  "one working day, five": policyOf("strict", { workingMinutes: 540 }, { workingMinutes: 2_700 }),
  "two days round the clock, ten": policyOf(
    "elapsed",
    { elapsedMinutes: 2_880 },
    { elapsedMinutes: 14_400 },
  ),
  "four working days, twenty": policyOf(
    "lenient",
    { workingMinutes: 2_160 },
    { workingMinutes: 10_800 },
  ),
}
