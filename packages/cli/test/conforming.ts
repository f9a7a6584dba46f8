// Logs as files, and what replaying them comes to.
import { Conformance, Process, type Profile, standard } from "@upkeep/core"
import { Result } from "effect"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { LogError } from "../src/conform/LogError.ts"
import { replay } from "../src/conform/replay.ts"
import { newFolder } from "./serving.ts"

/** The maps that ship. */
export const mapFile = (name: string): string =>
  new URL(`../../../examples/conformance/${name}.json`, import.meta.url).pathname

const mapIn = (name: string): unknown => JSON.parse(readFileSync(mapFile(name), "utf8"))

/** The map of the generic states. */
export const generic = mapIn("generic")
/** The map of a desk's own signals. */
export const signals = mapIn("journal")

/** What a log comes to: its figures, or what is wrong with it, line by line. */
export const conformityOf = async (
  content: string | Uint8Array,
  {
    map = generic,
    timeZone,
    profile = standard,
  }: { readonly map?: unknown; readonly timeZone?: string; readonly profile?: Profile } = {},
): Promise<Conformance.Conformity | ReadonlyArray<string>> => {
  const file = join(newFolder(), "a log")
  writeFileSync(file, content)
  const process = Result.getOrThrow(Process.make(profile))
  const conformance = Result.getOrThrow(Conformance.make(process, map))
  try {
    return await replay({ file, conformance, timeZone })
  } catch (error) {
    if (!(error instanceof LogError)) throw error
    return error.message.split("\n")
  }
}

/** A log of comma-separated values, of which each row says case, time, state and group. */
export const csvOf = (...rows: ReadonlyArray<string>): string =>
  ["case,ts,state,group", ...rows, ""].join("\n")

/** The bytes of a text, packed. */
export const packed = (text: string): Uint8Array => gzipSync(text)

/** A log of XES whose events say what is given, as attributes. */
export const xesOf = (...events: ReadonlyArray<{ readonly [key: string]: string }>): string =>
  [
    '<?xml version="1.0" encoding="UTF-8" ?>',
    '<log xes.version="1.0" xmlns="http://www.xes-standard.org/">',
    '<global scope="event"><string key="state" value="nothing"/></global>',
    '<trace><string key="concept:name" value="A &amp; B"/>',
    ...events.map(eventOf),
    "</trace></log>",
  ].join("\n")

const eventOf = (event: { readonly [key: string]: string }): string => {
  const said = Object.entries(event).map(([key, value]) => {
    const kind = key === "time:timestamp" ? "date" : "string"
    return `<${kind} key="${key}" value="${value}"><string key="state" value="inner"/></${kind}>`
  })
  return `<event>${said.join("")}</event>`
}
