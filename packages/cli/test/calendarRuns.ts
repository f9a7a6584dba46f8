// `upkeep calendar …` as an operator calls it.
import { execFile } from "node:child_process"
import type { Calendar, WorkingTime } from "@upkeep/core"
import { environmentOf } from "./serving.ts"

const bin = new URL("../bin/upkeep.js", import.meta.url).pathname

/** How a call ended. */
export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Calls `upkeep calendar` in a folder. */
export const run = (cwd: string, ...args: ReadonlyArray<string>): Promise<Ended> =>
  runWith({}, cwd, ...args)

/** The same with variables of the environment. */
export const runWith = (
  environment: { readonly [name: string]: string },
  cwd: string,
  ...args: ReadonlyArray<string>
): Promise<Ended> =>
  new Promise((resolve) => {
    const options = { cwd, maxBuffer: 1 << 26, env: environmentOf(environment) }
    execFile(process.execPath, [bin, "calendar", ...args], options, (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err })
    })
  })

/** `code at path` of every problem that was told. */
export const problems = ({ err }: Ended): ReadonlyArray<string> =>
  err
    .trimEnd()
    .replace(/^upkeep: /, "")
    .split("\n")
    .map((line) => `${line.slice(0, line.indexOf(":"))} at ${line.split(", at ").at(-1)}`)

/** The calendar that was printed. */
export const calendarIn = ({ code, out, err }: Ended): Calendar.Calendar => {
  if (code !== 0) throw new Error(err)
  return JSON.parse(out)
}

/** What `show --json` prints. */
export interface Shown {
  readonly from: string
  readonly to: string
  readonly zoneData: string
  readonly dates: ReadonlyArray<WorkingTime.DateHours>
}

const rows = [["09:00", "18:00"]] as const

/** Monday to Friday, 09:00 to 18:00. */
export const office: Calendar.Calendar = {
  id: "office",
  version: "1",
  timeZone: "Europe/Berlin",
  week: { mon: rows, tue: rows, wed: rows, thu: rows, fri: rows },
}
