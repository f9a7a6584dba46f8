// upkeep report: what a desk did in a period, for itself, or for the customer of a contract.
import { type Desk, InvalidInput, Process, type Report } from "@upkeep/core"
import { Result } from "effect"
import { type Language, spokenBy } from "../language.ts"
import type { Options } from "../options.ts"
import { put } from "../put.ts"
import { SettingsError } from "../SettingsError.ts"
import { openToLook } from "../store.ts"
import { UsageError } from "../UsageError.ts"
import { contractPage } from "./contractPage.ts"
import { csvOf } from "./csv.ts"
import { deskPage } from "./deskPage.ts"
import type { Document } from "./document.ts"
import { htmlOf } from "./html.ts"
import { markdownOf } from "./markdown.ts"
import { sayIn } from "./say.ts"
import { type Format, type Settings, settingsOf } from "./settings.ts"

/** Reports on a store. */
export const report = async (argument: string | undefined, options: Options): Promise<void> => {
  if (argument !== undefined) throw new UsageError(`got ${argument}, expected: upkeep report`)
  const settings = settingsOf(options)
  await using desk = await openToLook(options)
  // Whole seconds are what a page can tell.
  const asOf = Math.floor(Date.now() / 1_000) * 1_000
  const text = await reportText(desk, { ...settings, asOf }).catch((error: unknown) => {
    throw error instanceof InvalidInput ? new SettingsError(error.problems) : error
  })
  put(text, options)
}

/** What a report is set to, and until when things are known. */
interface Asked extends Settings {
  readonly asOf: number
}

/** The report of a desk as a text. */
export const reportText = async (desk: Desk, settings: Asked): Promise<string> => {
  const { contract, format, asOf } = settings
  const process = Result.getOrThrow(Process.make(desk.profile))
  const period = settings.periodIn(process.calendar.timeZone)
  const ofContract = contract === undefined ? {} : { contract, requests: true }
  const found = await desk.report({ ...period, asOf, ...ofContract })
  if (format === "json") return `${JSON.stringify(found)}\n`
  const language = settings.language ?? spokenBy(process)
  return writers[format](pageOf(found, process, language))
}

/** The page of a report: of its contract where it has one, else of the desk. */
export const pageOf = (
  found: Report.Report,
  process: Process.Process,
  language: Language,
): Document => {
  const say = sayIn(language, process, found.asked.timeZone)
  return found.asked.contract === undefined
    ? deskPage(found, process.profile, say)
    : contractPage(found, process, say)
}

const writers: { readonly [format in Exclude<Format, "json">]: (page: Document) => string } = {
  md: markdownOf,
  html: htmlOf,
  csv: csvOf,
}
