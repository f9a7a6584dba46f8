// What a desk can be asked to report.
import { Effect, Result, Schema } from "effect"
import * as Decode from "../../problem/Decode.ts"
import * as Problem from "../../problem/Problem.ts"
import { periodDaysAtMost } from "../../report/Period.ts"
import type { Asked } from "../../report/Report.ts"
import { Millis } from "../../ticket/Instant.ts"
import { Name } from "../../ticket/Text.ts"
import { InvalidInput } from "../DeskError.ts"

const Question = Schema.Struct({
  /** The period, from (inclusive) to (exclusive): epoch milliseconds, at most ten years. */
  from: Millis,
  to: Millis,
  /**
   * What was believed then: nothing that was recorded later is looked at. Epoch milliseconds, not
   * in the future; now where absent.
   */
  asOf: Schema.optionalKey(Millis),
  /** Only the tickets with this contract, by its id. */
  contract: Schema.optionalKey(Name),
  /** Only the tickets of this customer, by its id. */
  customer: Schema.optionalKey(Name),
  /** Whether the requests of the period are listed too, with their subjects. */
  requests: Schema.optionalKey(Schema.Boolean),
})

/** What a report is asked for. */
export type ReportQuestion = typeof Question.Type

const decode = Decode.strict(Question)
const dayMillis = 86_400_000

/** What is asked, or everything that is wrong with it. */
export const askedOf = (
  question: ReportQuestion,
  now: number,
  timeZone: string,
): Effect.Effect<Asked, InvalidInput> =>
  Effect.fromResult(
    Result.mapBoth(
      Result.flatMap(decode(question), (sound) => {
        const problems = wrongWith(sound, now)
        return problems.length === 0 ? Result.succeed(sound) : Result.fail(problems)
      }),
      {
        onSuccess: (sound) => ({ asOf: now, ...sound, timeZone }),
        onFailure: (problems) => new InvalidInput({ problems }),
      },
    ),
  )

const wrong = (path: string, got: number, expected: string) =>
  Problem.make({ code: "out-of-range", path, got, expected })

const wrongWith = (
  { from, to, asOf = 0 }: ReportQuestion,
  now: number,
): ReadonlyArray<Problem.Problem> => {
  // So many dates may be an hour longer than so many days.
  const isPeriod = to > from && Math.floor((to - from) / dayMillis) <= periodDaysAtMost
  const longest = `an instant after from, at most ${periodDaysAtMost} days later`
  return [
    ...(isPeriod ? [] : [wrong("to", to, longest)]),
    ...(asOf <= now ? [] : [wrong("asOf", asOf, "an instant that is not in the future")]),
  ]
}
