// upkeep conform: the event log of any desk, replayed through the chart of a process.
import { basename } from "node:path"
import type { Options } from "../options.ts"
import { harmless, print } from "../output.ts"
import { put } from "../put.ts"
import * as Page from "../report/Page.ts"
import { pageOf } from "./page.ts"
import { replay } from "./replay.ts"
import { settingsOf } from "./settings.ts"
import { standardInput } from "./source.ts"
import { summaryOf } from "./summary.ts"

/** Replays a log, and tells what it comes to: as lines, as JSON, as a page. Deviations are told. */
export const conform = async (file: string | undefined, options: Options): Promise<void> => {
  const asked = settingsOf(file, options)
  const { process } = asked.conformance
  const found = await replay(asked)
  const log = asked.file === standardInput ? "standard input" : basename(asked.file)
  if (options.said("html") !== undefined)
    put(Page.html(pageOf(process, log, found)), asOut(options))
  if (options.json) return print(JSON.stringify({ log, process: process.ref, ...found }))
  if (options.said("html") !== undefined) return
  for (const line of summaryOf(process, found)) print(harmless(line))
}

// What `--html` names is written as what `--out` names is.
const asOut = (options: Options): Options => ({
  ...options,
  said: (name) => options.said(name === "out" ? "html" : name),
  setBy: (name) => options.setBy(name === "out" ? "html" : name),
})
