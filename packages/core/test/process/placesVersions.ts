// Versions of one process: a straight way from the registration to the answer, so that each step on
// it is demanded of every request.
import { Result } from "effect"
import type { Profile } from "../../src/process/Profile.ts"
import * as Process from "../../src/process/Process.ts"
import { standard } from "../../src/process/Standard.ts"

const words = (text: string) => ({ en: text, ru: text })

type Step = NonNullable<Profile["steps"]>[number]

/** A step with a move on and one back. */
export const step = (
  id: string,
  after: string,
  before: string,
  over: Partial<Step> = {},
): Step => ({
  id,
  labels: words(id),
  after,
  before,
  owner: "vendor",
  moves: [
    { id: "pass", labels: words("Pass"), to: "next" },
    { id: "fail", labels: words("Fail"), to: "back" },
  ],
  ...over,
})

/** The customer agrees before a solution is worked out. */
export const approval = step("approval", "diagnosing", "solving", { owner: "customer" })
/** Somebody of ours looks at the cause instead. */
export const review = step("review", "diagnosing", "solving")
/** Somebody looks at a request before its diagnosis. */
export const check = step("check", "registered", "diagnosing")

const { labels: _, ...shipped } = standard
const [line] = standard.lines
if (line === undefined) throw new Error("the standard process has no lines")

/** The straight way, without any step. */
export const straight: Profile = {
  id: "acme",
  version: "1",
  desk: shipped.desk,
  languages: ["en", "ru"],
  numberPrefix: "A-",
  channels: ["email"],
  requestTypes: [
    { id: "incident", labels: words("Incident") },
    { id: "service", labels: words("Service") },
  ],
  environments: [],
  fieldLabels: shipped.fieldLabels,
  askForMissing: shipped.askForMissing,
  lines: [line],
  confirmation: true,
  causeFirst: true,
  acknowledgeByMachine: false,
  calendar: shipped.calendar,
  policy: {
    id: "acme",
    version: "1",
    clocks: [
      {
        id: "resolution",
        target: { workingMinutes: 600 },
        starts: [{ event: "Registered" }],
        stops: [{ enters: "closed" }],
        effect: "breach",
      },
    ],
  },
  labels: {},
  notices: [],
  texts: {},
}

/** A version of the straight way. */
export const versionOf = (version: string, over: Partial<Profile> = {}): Profile => ({
  ...straight,
  version,
  ...over,
})

/** The process of a version; one with mistakes is one of the test. */
export const processOf = (version: string, over: Partial<Profile> = {}): Process.Process =>
  Result.getOrThrow(Process.make(versionOf(version, over)))
