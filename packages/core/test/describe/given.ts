// Processes that are described, and their ways.
import { Result } from "effect"
import { businessConnect } from "../../src/process/BusinessConnect.ts"
import { mixvel } from "../../src/process/Mixvel.ts"
import * as Process from "../../src/process/Process.ts"
import type { Profile } from "../../src/process/Profile.ts"
import { standard } from "../../src/process/Standard.ts"

const words = (en: string, ru: string) => ({ en, ru })

/** The standard process with a step of the customer's, and everything switched on. */
export const own: Profile = {
  ...standard,
  id: "own",
  unanswered: true,
  reopenWithin: { calendarDays: 5 },
  withoutContract: "reject",
  priorities: [{ id: "high", labels: words("High", "Высокий") }],
  requestTypes: [
    { id: "fault", labels: words("Fault", "Сбой"), required: ["build"], priority: "high" },
    { id: "wish", labels: words("Wish", "Пожелание"), way: { steps: [], unanswered: false } },
  ],
  fields: [{ id: "build", kind: "version", labels: words("Build", "Сборка") }],
  steps: [
    {
      id: "approval",
      labels: words("Waiting for approval", "Ждёт согласования"),
      after: "diagnosing",
      before: "solving",
      owner: "customer",
      moves: [
        { id: "yes", labels: words("Approve", "Согласовать"), to: "next", required: ["build"] },
        { id: "no", labels: words("Object", "Возразить"), to: "back" },
      ],
    },
  ],
  policy: {
    ...standard.policy,
    clocks: [
      ...standard.policy.clocks,
      {
        id: "noAnswer",
        targets: [
          { when: { requestType: "fault" }, target: { calendarDays: 21 } },
          { when: {}, target: "none" },
        ],
        starts: [{ enters: "customers" }],
        stops: [{ leaves: "customers" }],
        effect: "close",
      },
    ],
  },
}

/** A process, which is good. */
export const processOf = (profile: Profile): Process.Process =>
  Result.getOrThrow(Process.make(profile))

/** Every profile that the tests describe. */
export const profiles: ReadonlyArray<Profile> = [standard, mixvel, businessConnect, own]

/** Each with each of its request types. */
export const everyWay: ReadonlyArray<readonly [string, string]> = profiles.flatMap((profile) =>
  profile.requestTypes.map(({ id }) => [profile.id, id] as const),
)

/** The process of that id. */
export const named = (id: string): Process.Process => {
  const profile = profiles.find((each) => each.id === id)
  if (profile === undefined) throw new Error(`no profile ${id}`)
  return processOf(profile)
}
