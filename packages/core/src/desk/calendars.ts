// What a desk has to say of the calendars of its process: as it is opened, and while it runs.
import { Clock, Effect, Result } from "effect"
import * as Calendar from "../calendar/Calendar.ts"
import * as LocalTime from "../calendar/LocalTime.ts"
import * as Problem from "../problem/Problem.ts"
import type { Profile } from "../process/Profile.ts"
import { InvalidInput } from "./DeskError.ts"
import type { Wiring } from "./wiring.ts"

/** So many days before its holidays end a calendar is warned of (C13). */
export const holidaysEndDays = 60

const dayMillis = 86_400_000

type Problems = ReadonlyArray<Problem.Problem>

/** Refuses a process whose calendars need newer zone data than this host has (C29). */
export const checkZoneData = (
  profile: Profile,
  zoneData: string,
): Effect.Effect<void, InvalidInput> => {
  const problems = ofEach(profile, (calendar) => {
    const problem = Calendar.tzdataProblem(calendar, zoneData)
    return problem === undefined ? [] : [problem]
  })
  return problems.length === 0 ? Effect.void : Effect.fail(new InvalidInput({ problems }))
}

/** What deserves a look before it becomes trouble: holidays or open time that end soon. */
export const warnings = ({ inForce }: Pick<Wiring, "inForce">): Effect.Effect<Problems> =>
  Effect.map(Clock.currentTimeMillis, (now) =>
    ofEach(inForce.profile, (calendar) => {
      const soon = LocalTime.format(now + holidaysEndDays * dayMillis, calendar.timeZone)
      return Calendar.warnings(calendar, { until: soon.slice(0, dateCharacters) })
    }),
  )

const dateCharacters = "YYYY-MM-DD".length

const ofEach = (
  { calendar: own, calendars = [] }: Profile,
  look: (calendar: Calendar.Calendar) => Problems,
): Problems =>
  [own, ...calendars].flatMap((input, index) => {
    const path = index === 0 ? "calendar" : `calendars[${index - 1}]`
    // The calendars of a process were found good.
    const calendar = Result.getOrThrow(Calendar.make(input))
    return look(calendar).map((problem) => Problem.within(path, problem))
  })
