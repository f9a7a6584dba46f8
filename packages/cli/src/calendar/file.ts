// The file that a command is about: a calendar as JSON, or a profile whose own calendar is meant.
import { Calendar, Problem } from "@upkeep/core"
import { Result } from "effect"
import { readJson } from "../json.ts"
import { UsageError } from "../UsageError.ts"
import type { Problems } from "./settled.ts"

/** A file with a good calendar in it. */
export interface CalendarFile {
  readonly calendar: Calendar.Calendar
  /** Where it stands: `FILE`, or `FILE.calendar` in a profile. */
  readonly path: string
  /** The profile around the calendar, as it stands in the file; nothing where there is none. */
  readonly profile: { readonly calendar: unknown } | undefined
}

/** The file that a call names. */
export const named = (file: string | undefined, call: string): string => {
  if (file !== undefined) return file
  throw new UsageError(`got no file, expected: upkeep calendar ${call}`)
}

/** Reads a calendar, or says everything that is wrong with it. */
export const readCalendar = (file: string): Result.Result<CalendarFile, Problems> => {
  const json = readJson(file)
  if (Result.isFailure(json)) {
    const expected = `a calendar or a profile as JSON (${json.failure})`
    const problem = { code: "cannot-read-calendar", path: "FILE", got: file, expected }
    return Result.fail([Problem.make(problem)])
  }
  const profile = isProfile(json.success) ? json.success : undefined
  const path = profile === undefined ? "FILE" : "FILE.calendar"
  return Result.mapBoth(Calendar.make(profile === undefined ? json.success : profile.calendar), {
    onSuccess: (calendar) => ({ calendar, path, profile }),
    onFailure: (problems) => problems.map((problem) => Problem.within(path, problem)),
  })
}

/** What the file would hold with another calendar in it. */
export const holding = ({ profile }: CalendarFile, calendar: Calendar.Calendar): unknown =>
  profile === undefined ? calendar : { ...profile, calendar }

const isProfile = (json: unknown): json is { readonly calendar: unknown } =>
  typeof json === "object" && json !== null && Object.hasOwn(json, "calendar")
