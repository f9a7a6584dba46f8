// The languages in which pages and findings are told.
import { Process } from "@upkeep/core"

export const languages = ["en", "ru"] as const
export type Language = (typeof languages)[number]

/** The language of a process, where things are told in it; else English. */
export const spokenBy = (process: Process.Process): Language => {
  const [primary] = Process.languageOf(process, undefined).toLowerCase().split("-")
  return languages.find((each) => each === primary) ?? "en"
}
