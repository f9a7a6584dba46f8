// Whether the desk's process takes mail at all: else its mistake would eat the mailbox.
import { Problem, type Profile } from "@upkeep/core"
import { Desk, DeskError } from "@upkeep/core/effect"
import { Effect } from "effect"
import type { Intake } from "./Intake.ts"

/** Refuses a process that would refuse the mails: nothing is booked then, and nothing lost. */
export const checkProcess = Effect.fnUntraced(function* ({ channel }: Intake) {
  const { profile } = yield* Desk.Desk
  const problems = [...channelProblems(profile, channel), ...requestTypeProblems(profile)]
  if (problems.length > 0) return yield* new DeskError.InvalidInput({ problems })
})

const channelProblems = ({ channels }: Profile, channel: string) => {
  const expected = `a channel of the process: ${channels.join(", ")}`
  return channels.includes(channel)
    ? []
    : [Problem.make({ code: "unknown-channel", path: "channel", got: channel, expected })]
}

// Mails open tickets of the first request type, and none of them is sure to have its fields.
const requestTypeProblems = ({ requestTypes }: Profile) =>
  (requestTypes[0]?.required ?? []).map((field, index) =>
    Problem.make({
      code: "unfit-request-type",
      path: `process.requestTypes[0].required[${index}]`,
      got: field,
      expected: "a first request type that requires nothing, for mails open tickets of it",
    }),
  )
